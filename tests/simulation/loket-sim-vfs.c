/* SPDX-License-Identifier: EUPL-1.2 */
/* How SQLite uses the disks in memory. */
#include <glib/gstdio.h>
#include <string.h>

#include "loket-sim-disk-private.h"

enum {
  SHM_REGION_BYTES = 32768
};

typedef struct {
  sqlite3_file base;
  SimFile *file;    /* (owned) */
  const char *path; /* (nullable): SQLite's own; NULL: it has no name */
  int lock_level;
  guint shm_mine;
  gboolean mapped;
  gboolean is_log;     /* of a database: its folder is synced with it the first time */
  char *delete_at_end; /* (nullable) */
} Handle;

static guint64 randomness;

/* Before the crash the operation that is cut off is begun: part of it may be found afterwards. */
static int
count_operation (SimDisk *disk, gboolean writes)
{
  if (disk == NULL)
    return SQLITE_OK;
  if (disk->frozen)
    return SQLITE_IOERR;
  if (disk->full && writes)
    return SQLITE_FULL;
  disk->n_operations++;
  return SQLITE_OK;
}

/* Returns: FALSE when the machine went while it was done */
static gboolean
survives (SimDisk *disk)
{
  if (disk == NULL || !disk->armed)
    return TRUE;
  if (disk->operations_before-- > 0)
    return TRUE;
  sim_disk_freeze (disk, disk->crash, disk->dice.state);
  return FALSE;
}

static SimFile *
get_file (sqlite3_file *file)
{
  return ((Handle *) file)->file;
}

/* A log is closed before its database; mostly it is deleted at once. */
static void
show (SimDisk *disk, const char *path)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);

  _sim_disk_show (disk, path);
  _sim_disk_show (disk, log);
}

static int
sim_close (sqlite3_file *file)
{
  Handle *handle = (Handle *) file;
  SimDisk *disk = handle->file->disk;

  if (handle->mapped)
    sim_file_shm_unmap (handle->file, handle, &handle->shm_mine);
  sim_file_unlock (handle->file, handle, &handle->lock_level, SQLITE_LOCK_NONE);
  if (handle->delete_at_end != NULL)
    g_unlink (handle->delete_at_end);
  else if (handle->path != NULL && !handle->is_log && !disk->frozen && handle->file->n_open == 1)
    show (disk, handle->path);
  g_free (handle->delete_at_end);
  handle->file->n_open--;
  sim_file_unref (handle->file);
  return SQLITE_OK;
}

static int
sim_read (sqlite3_file *file, void *buffer, int amount, sqlite3_int64 offset)
{
  const SimBytes *live = &get_file (file)->live;
  gsize wanted = (gsize) amount;
  gsize from = (gsize) offset;
  gsize there = from < live->size ? MIN (wanted, live->size - from) : 0;

  if (there > 0)
    sim_bytes_read (live, from, buffer, there);
  if (there == wanted)
    return SQLITE_OK;
  memset ((guint8 *) buffer + there, 0, wanted - there);
  return SQLITE_IOERR_SHORT_READ;
}

static int
sim_write (sqlite3_file *file, const void *buffer, int amount, sqlite3_int64 offset)
{
  SimFile *self = get_file (file);
  int result = count_operation (self->disk, TRUE);

  if (result != SQLITE_OK)
    return result;
  sim_file_change (self, (gsize) offset, buffer, (gsize) amount);
  return survives (self->disk) ? SQLITE_OK : SQLITE_IOERR_WRITE;
}

static int
sim_truncate (sqlite3_file *file, sqlite3_int64 size)
{
  SimFile *self = get_file (file);
  int result = count_operation (self->disk, FALSE);

  if (result != SQLITE_OK)
    return result;
  sim_file_change (self, (gsize) size, NULL, 0);
  return survives (self->disk) ? SQLITE_OK : SQLITE_IOERR_TRUNCATE;
}

/* A crash in a sync: it had not come to its end. */
static int
sim_sync (sqlite3_file *file, int flags)
{
  SimFile *self = get_file (file);
  int result = count_operation (self->disk, FALSE);

  if (result != SQLITE_OK)
    return result;
  if (!survives (self->disk))
    return SQLITE_IOERR_FSYNC;
  sim_file_sync (self);
  if (self->disk != NULL && self->is_new && ((Handle *) file)->is_log)
    _sim_disk_sync_folder (self->disk);
  return SQLITE_OK;
}

static int
sim_file_size (sqlite3_file *file, sqlite3_int64 *size)
{
  *size = (sqlite3_int64) get_file (file)->live.size;
  return SQLITE_OK;
}

static int
sim_lock (sqlite3_file *file, int level)
{
  Handle *handle = (Handle *) file;

  return sim_file_lock (handle->file, handle, &handle->lock_level, level);
}

static int
sim_unlock (sqlite3_file *file, int level)
{
  Handle *handle = (Handle *) file;

  return sim_file_unlock (handle->file, handle, &handle->lock_level, level);
}

static int
sim_check_reserved_lock (sqlite3_file *file, int *reserved)
{
  *reserved = get_file (file)->reserved != NULL;
  return SQLITE_OK;
}

static int
sim_file_control (sqlite3_file *file, int operation, void *argument)
{
  return SQLITE_NOTFOUND;
}

static int
sim_sector_size (sqlite3_file *file)
{
  return SIM_SECTOR_BYTES;
}

static int
sim_device_characteristics (sqlite3_file *file)
{
  return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

static int
sim_shm_map (sqlite3_file *file, int page, int size, int extend, void volatile **memory)
{
  Handle *handle = (Handle *) file;
  SimFile *self = handle->file;

  g_assert (page < SIM_SHM_REGIONS && size == SHM_REGION_BYTES);
  if (!handle->mapped)
    self->n_mapped++;
  handle->mapped = TRUE;
  if (self->regions[page] == NULL && extend)
    self->regions[page] = g_malloc0 (SHM_REGION_BYTES);
  *memory = self->regions[page];
  return SQLITE_OK;
}

static int
sim_shm_lock (sqlite3_file *file, int first, int n, int flags)
{
  Handle *handle = (Handle *) file;

  return sim_file_shm_lock (handle->file, handle, &handle->shm_mine, first, n, flags);
}

static void
sim_shm_barrier (sqlite3_file *file)
{
}

static int
sim_shm_unmap (sqlite3_file *file, int delete_it)
{
  Handle *handle = (Handle *) file;

  if (handle->mapped)
    sim_file_shm_unmap (handle->file, handle, &handle->shm_mine);
  handle->mapped = FALSE;
  return SQLITE_OK;
}

static const sqlite3_io_methods sim_methods = {
    .iVersion = 2,
    .xClose = sim_close,
    .xRead = sim_read,
    .xWrite = sim_write,
    .xTruncate = sim_truncate,
    .xSync = sim_sync,
    .xFileSize = sim_file_size,
    .xLock = sim_lock,
    .xUnlock = sim_unlock,
    .xCheckReservedLock = sim_check_reserved_lock,
    .xFileControl = sim_file_control,
    .xSectorSize = sim_sector_size,
    .xDeviceCharacteristics = sim_device_characteristics,
    .xShmMap = sim_shm_map,
    .xShmLock = sim_shm_lock,
    .xShmBarrier = sim_shm_barrier,
    .xShmUnmap = sim_shm_unmap,
};

static SimFile *
find_or_make (SimDisk *disk, const char *path, int flags)
{
  SimFile *file = g_hash_table_lookup (disk->files, _sim_disk_get_inode (path));

  if (file != NULL)
    return sim_file_ref (file);
  if (!g_file_test (path, G_FILE_TEST_EXISTS) && (flags & SQLITE_OPEN_CREATE) == 0)
    return NULL;
  return sim_file_ref (_sim_disk_make_placeholder (disk, path));
}

static int
sim_open (sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *out_flags)
{
  Handle *handle = (Handle *) file;
  SimDisk *disk = path != NULL ? _sim_disk_find (path) : NULL;

  memset (handle, 0, sizeof *handle);
  if (path == NULL)
    handle->file = sim_file_new (NULL);
  else if (disk != NULL && (!disk->frozen || g_file_test (path, G_FILE_TEST_EXISTS)))
    handle->file = find_or_make (disk, path, flags);
  if (handle->file == NULL)
    return SQLITE_CANTOPEN;
  handle->is_log = (flags & (SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL)) != 0;
  if (path != NULL && (flags & SQLITE_OPEN_DELETEONCLOSE) != 0)
    handle->delete_at_end = g_strdup (path);
  handle->file->n_open++;
  handle->path = path;
  handle->base.pMethods = &sim_methods;
  if (out_flags != NULL)
    *out_flags = flags;
  return SQLITE_OK;
}

static int
sim_delete (sqlite3_vfs *vfs, const char *path, int with_folder)
{
  SimDisk *disk = _sim_disk_find (path);
  int result = count_operation (disk, FALSE);

  if (result != SQLITE_OK)
    return result;
  if (g_unlink (path) != 0)
    return SQLITE_IOERR_DELETE_NOENT;
  if (!survives (disk))
    return SQLITE_IOERR_DELETE;
  if (disk != NULL && with_folder)
    _sim_disk_sync_folder (disk);
  return SQLITE_OK;
}

static int
sim_access (sqlite3_vfs *vfs, const char *path, int flags, int *answer)
{
  *answer = g_file_test (path, G_FILE_TEST_EXISTS);
  return SQLITE_OK;
}

static int
sim_full_pathname (sqlite3_vfs *vfs, const char *path, int room, char *full)
{
  g_assert (path[0] == '/');
  return g_strlcpy (full, path, (gsize) room) < (gsize) room ? SQLITE_OK : SQLITE_CANTOPEN;
}

/* The same at every run. */
static int
sim_randomness (sqlite3_vfs *vfs, int n, char *bytes)
{
  for (int i = 0; i < n; i++)
    bytes[i] = (char) (++randomness * 37);
  return n;
}

static int
sim_sleep (sqlite3_vfs *vfs, int us)
{
  return us;
}

static int
sim_current_time (sqlite3_vfs *vfs, double *days)
{
  *days = 2461367.5;
  return SQLITE_OK;
}

static int
sim_get_last_error (sqlite3_vfs *vfs, int room, char *text)
{
  return 0;
}

/**
 * sim_disk_register:
 *
 * From now on every database of this process lies on a disk of the simulator. Called before
 * anything else of SQLite: of what one thread never needs (locks, sums of memory) nothing is made.
 */
void
sim_disk_register (void)
{
  static sqlite3_vfs vfs = {
      .iVersion = 1,
      .szOsFile = sizeof (Handle),
      .mxPathname = 512,
      .zName = "loket-simulator",
      .xOpen = sim_open,
      .xDelete = sim_delete,
      .xAccess = sim_access,
      .xFullPathname = sim_full_pathname,
      .xRandomness = sim_randomness,
      .xSleep = sim_sleep,
      .xCurrentTime = sim_current_time,
      .xGetLastError = sim_get_last_error,
  };

  g_assert_cmpint (sqlite3_config (SQLITE_CONFIG_SINGLETHREAD), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0), ==, SQLITE_OK);
  sqlite3_vfs_register (&vfs, 1);
}
