/* SPDX-License-Identifier: EUPL-1.2 */
/* The failing disk. */
#include "config.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

#include "loket-fault-vfs.h"

typedef struct {
  sqlite3_file base;
  char *path;         /* (nullable): a temporary file has none */
  sqlite3_file *real; /* behind this struct, in the same memory */
} FaultFile;

/* What a write replaced; undone when the power goes before it is synced. */
typedef struct {
  char *path;
  sqlite3_int64 old_size;
  sqlite3_int64 offset;
  GByteArray *old_bytes;
} Undo;

static struct {
  gboolean armed;
  gboolean once;
  gboolean failed;
  guint before;
  int result_code;
  GPtrArray *undos; /* (element-type Undo) */
} disk;

static void
undo_free (gpointer data)
{
  Undo *undo = data;

  g_free (undo->path);
  g_byte_array_unref (undo->old_bytes);
  g_free (undo);
}

/* Counts one operation; SQLITE_OK where it may be done. */
static int
count_operation (void)
{
  if (!disk.armed)
    return SQLITE_OK;
  if (disk.before > 0) {
    disk.before--;
    return SQLITE_OK;
  }
  disk.failed = TRUE;
  disk.armed = !disk.once;
  return disk.result_code;
}

static sqlite3_file *
real_file (sqlite3_file *file)
{
  return ((FaultFile *) file)->real;
}

static void
remember (FaultFile *file, sqlite3_int64 offset, sqlite3_int64 amount)
{
  Undo *undo;
  sqlite3_int64 size = 0;

  if (file->path == NULL)
    return;
  file->real->pMethods->xFileSize (file->real, &size);
  undo = g_new0 (Undo, 1);
  undo->path = g_strdup (file->path);
  undo->old_size = size;
  undo->offset = offset;
  undo->old_bytes = g_byte_array_new ();
  if (offset < size) {
    g_byte_array_set_size (undo->old_bytes, (guint) MIN (amount, size - offset));
    file->real->pMethods->xRead (file->real, undo->old_bytes->data, (int) undo->old_bytes->len,
                                 offset);
  }
  g_ptr_array_add (disk.undos, undo);
}

static void
forget_file (const char *path)
{
  for (guint i = disk.undos->len; i > 0; i--) {
    Undo *undo = g_ptr_array_index (disk.undos, i - 1);

    if (g_strcmp0 (undo->path, path) == 0)
      g_ptr_array_remove_index (disk.undos, i - 1);
  }
}

static int
fault_close (sqlite3_file *file)
{
  FaultFile *self = (FaultFile *) file;
  int result = self->real->pMethods->xClose (self->real);

  g_clear_pointer (&self->path, g_free);
  return result;
}

static int
fault_read (sqlite3_file *file, void *buffer, int amount, sqlite3_int64 offset)
{
  return real_file (file)->pMethods->xRead (real_file (file), buffer, amount, offset);
}

static int
fault_write (sqlite3_file *file, const void *buffer, int amount, sqlite3_int64 offset)
{
  int result = count_operation ();

  if (result != SQLITE_OK)
    return result;
  remember ((FaultFile *) file, offset, amount);
  return real_file (file)->pMethods->xWrite (real_file (file), buffer, amount, offset);
}

static int
fault_truncate (sqlite3_file *file, sqlite3_int64 size)
{
  int result = count_operation ();

  if (result != SQLITE_OK)
    return result;
  remember ((FaultFile *) file, size, G_MAXINT32);
  return real_file (file)->pMethods->xTruncate (real_file (file), size);
}

static int
fault_sync (sqlite3_file *file, int flags)
{
  int result = count_operation ();

  if (result != SQLITE_OK)
    return result;
  forget_file (((FaultFile *) file)->path);
  return real_file (file)->pMethods->xSync (real_file (file), flags);
}

static int
fault_file_size (sqlite3_file *file, sqlite3_int64 *size)
{
  return real_file (file)->pMethods->xFileSize (real_file (file), size);
}

static int
fault_lock (sqlite3_file *file, int level)
{
  return real_file (file)->pMethods->xLock (real_file (file), level);
}

static int
fault_unlock (sqlite3_file *file, int level)
{
  return real_file (file)->pMethods->xUnlock (real_file (file), level);
}

static int
fault_check_reserved_lock (sqlite3_file *file, int *reserved)
{
  return real_file (file)->pMethods->xCheckReservedLock (real_file (file), reserved);
}

static int
fault_file_control (sqlite3_file *file, int operation, void *argument)
{
  return real_file (file)->pMethods->xFileControl (real_file (file), operation, argument);
}

static int
fault_sector_size (sqlite3_file *file)
{
  return real_file (file)->pMethods->xSectorSize (real_file (file));
}

static int
fault_device_characteristics (sqlite3_file *file)
{
  return real_file (file)->pMethods->xDeviceCharacteristics (real_file (file));
}

static int
fault_shm_map (sqlite3_file *file, int page, int size, int extend, void volatile **memory)
{
  return real_file (file)->pMethods->xShmMap (real_file (file), page, size, extend, memory);
}

static int
fault_shm_lock (sqlite3_file *file, int offset, int count, int flags)
{
  return real_file (file)->pMethods->xShmLock (real_file (file), offset, count, flags);
}

static void
fault_shm_barrier (sqlite3_file *file)
{
  real_file (file)->pMethods->xShmBarrier (real_file (file));
}

static int
fault_shm_unmap (sqlite3_file *file, int delete_it)
{
  return real_file (file)->pMethods->xShmUnmap (real_file (file), delete_it);
}

static const sqlite3_io_methods fault_methods = {
    .iVersion = 2,
    .xClose = fault_close,
    .xRead = fault_read,
    .xWrite = fault_write,
    .xTruncate = fault_truncate,
    .xSync = fault_sync,
    .xFileSize = fault_file_size,
    .xLock = fault_lock,
    .xUnlock = fault_unlock,
    .xCheckReservedLock = fault_check_reserved_lock,
    .xFileControl = fault_file_control,
    .xSectorSize = fault_sector_size,
    .xDeviceCharacteristics = fault_device_characteristics,
    .xShmMap = fault_shm_map,
    .xShmLock = fault_shm_lock,
    .xShmBarrier = fault_shm_barrier,
    .xShmUnmap = fault_shm_unmap,
};

static sqlite3_vfs *
real_vfs (sqlite3_vfs *vfs)
{
  return vfs->pAppData;
}

static int
fault_open (sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *out_flags)
{
  FaultFile *self = (FaultFile *) file;
  int result;

  self->real = (sqlite3_file *) (self + 1);
  result = real_vfs (vfs)->xOpen (real_vfs (vfs), path, self->real, flags, out_flags);
  self->base.pMethods = self->real->pMethods != NULL ? &fault_methods : NULL;
  self->path = result == SQLITE_OK ? g_strdup (path) : NULL;
  return result;
}

static int
fault_delete (sqlite3_vfs *vfs, const char *path, int sync_folder)
{
  int result = count_operation ();

  if (result != SQLITE_OK)
    return result;
  forget_file (path);
  return real_vfs (vfs)->xDelete (real_vfs (vfs), path, sync_folder);
}

/**
 * loket_fault_vfs_register:
 *
 * Makes it known to SQLite by the name LOKET_FAULT_VFS.
 */
void
loket_fault_vfs_register (void)
{
  static sqlite3_vfs vfs;
  sqlite3_vfs *real = sqlite3_vfs_find (NULL);

  vfs = *real;
  vfs.zName = LOKET_FAULT_VFS;
  vfs.pNext = NULL;
  vfs.pAppData = real;
  vfs.szOsFile = real->szOsFile + (int) sizeof (FaultFile);
  vfs.xOpen = fault_open;
  vfs.xDelete = fault_delete;
  disk.undos = g_ptr_array_new_with_free_func (undo_free);
  sqlite3_vfs_register (&vfs, 0);
}

void
loket_fault_vfs_arm (guint operations_before, int result_code)
{
  disk.armed = TRUE;
  disk.once = FALSE;
  disk.failed = FALSE;
  disk.before = operations_before;
  disk.result_code = result_code;
}

/**
 * loket_fault_vfs_arm_once:
 *
 * Only that one operation fails; the next is well again.
 */
void
loket_fault_vfs_arm_once (guint operations_before, int result_code)
{
  loket_fault_vfs_arm (operations_before, result_code);
  disk.once = TRUE;
}

/**
 * loket_fault_vfs_disarm:
 *
 * Returns: whether anything failed since it was armed
 */
gboolean
loket_fault_vfs_disarm (void)
{
  disk.armed = FALSE;
  return disk.failed;
}

static void
undo_write (const Undo *undo)
{
  int file = g_open (undo->path, O_RDWR | O_CLOEXEC, 0);

  if (file < 0)
    return;
  if (undo->old_bytes->len > 0)
    g_assert_cmpint (pwrite (file, undo->old_bytes->data, undo->old_bytes->len, undo->offset), ==,
                     undo->old_bytes->len);
  g_assert_cmpint (ftruncate (file, undo->old_size), ==, 0);
  close (file);
}

/**
 * loket_fault_vfs_cut_power:
 *
 * With all files closed: takes away what was not synced.
 */
void
loket_fault_vfs_cut_power (void)
{
  for (guint i = disk.undos->len; i > 0; i--)
    undo_write (g_ptr_array_index (disk.undos, i - 1));
  loket_fault_vfs_forget ();
}

void
loket_fault_vfs_forget (void)
{
  g_ptr_array_set_size (disk.undos, 0);
}
