/* SPDX-License-Identifier: EUPL-1.2 */
/* Disks in memory, and the VFS through which SQLite uses them. */
#include "loket-sim-disk.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "loket-sim-file.h"

enum {
  SHM_REGION_BYTES = 32768
};

struct _SimDisk {
  char *folder;
  GHashTable *files;   /* inode -> SimFile */
  GHashTable *durable; /* name -> SimFile: as the folder was when it was last synced */
  guint64 n_operations;
  gboolean armed;
  guint operations_before;
  SimCrash crash;
  SimDice dice;
  gboolean frozen;
  gboolean full;
  SimImage *found; /* (nullable): what is there after the crash */
};

/* Files by name. */
struct _SimImage {
  GPtrArray *names;
  GArray *contents; /* (element-type SimBytes): one a name */
};

typedef struct {
  sqlite3_file base;
  SimFile *file; /* (owned) */
  int lock_level;
  guint shm_mine;
  gboolean mapped;
  gboolean is_log;     /* of a database: its folder is synced with it the first time */
  char *delete_at_end; /* (nullable) */
} Handle;

static GPtrArray *disks; /* (element-type SimDisk) */
static guint64 randomness;

static SimDisk *
find_disk (const char *path)
{
  for (guint i = 0; i < disks->len; i++) {
    SimDisk *disk = g_ptr_array_index (disks, i);
    gsize length = strlen (disk->folder);

    if (strncmp (path, disk->folder, length) == 0 && path[length] == '/')
      return disk;
  }
  return NULL;
}

static gpointer
get_inode (const char *path)
{
  struct stat status;

  return g_stat (path, &status) == 0 ? GSIZE_TO_POINTER (status.st_ino) : NULL;
}

static SimImage *
image_new (void)
{
  SimImage *image = g_new0 (SimImage, 1);

  image->names = g_ptr_array_new_with_free_func (g_free);
  image->contents = g_array_new (FALSE, TRUE, sizeof (SimBytes));
  g_array_set_clear_func (image->contents, (GDestroyNotify) sim_bytes_clear);
  return image;
}

void
sim_image_free (SimImage *image)
{
  if (image == NULL)
    return;
  g_ptr_array_unref (image->names);
  g_array_unref (image->contents);
  g_free (image);
}

static SimBytes *
image_add (SimImage *image, const char *name)
{
  g_ptr_array_add (image->names, g_strdup (name));
  g_array_set_size (image->contents, image->contents->len + 1);
  return &g_array_index (image->contents, SimBytes, image->contents->len - 1);
}

/* Name -> SimFile of what stands in the folder now, of the files that SQLite has. */
static GHashTable *
list_names (SimDisk *self)
{
  GHashTable *names =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) sim_file_unref);
  g_autoptr (GDir) folder = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *path = g_build_filename (self->folder, name, NULL);
    SimFile *file = g_hash_table_lookup (self->files, get_inode (path));

    if (file != NULL)
      g_hash_table_insert (names, g_strdup (name), sim_file_ref (file));
  }
  return names;
}

static void
sync_folder (SimDisk *self)
{
  GHashTableIter iter;
  gpointer file;

  g_clear_pointer (&self->durable, g_hash_table_unref);
  self->durable = list_names (self);
  g_hash_table_iter_init (&iter, self->durable);
  while (g_hash_table_iter_next (&iter, NULL, &file))
    ((SimFile *) file)->is_new = FALSE;
}

/* Sorted: nothing may hang on the order of a hash table. */
static GList *
sort_names (GHashTable *a, GHashTable *b)
{
  g_autoptr (GHashTable) both = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTable *const tables[] = {a, b};

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++) {
    GHashTableIter iter;
    gpointer name;

    g_hash_table_iter_init (&iter, tables[i]);
    while (g_hash_table_iter_next (&iter, &name, NULL))
      g_hash_table_add (both, name);
  }
  return g_list_sort (g_hash_table_get_keys (both), (GCompareFunc) strcmp);
}

static void
make_found (SimDisk *self)
{
  g_autoptr (GHashTable) now = list_names (self);
  g_autoptr (GList) names = sort_names (now, self->durable);

  self->found = image_new ();
  for (GList *link = names; link != NULL; link = link->next) {
    SimFile *new_file = g_hash_table_lookup (now, link->data);
    SimFile *old_file = g_hash_table_lookup (self->durable, link->data);
    gboolean takes_new = new_file == old_file || self->crash == SIM_CRASH_PROGRAM ||
                         (self->crash != SIM_CRASH_LOST && sim_dice_chance (&self->dice, 50));
    SimFile *file = takes_new ? new_file : old_file;

    if (file != NULL)
      sim_file_crash (file, self->crash, &self->dice, image_add (self->found, link->data));
  }
}

/**
 * sim_disk_freeze:
 *
 * The crash, now: nothing is written any more.
 */
void
sim_disk_freeze (SimDisk *self, SimCrash crash, guint64 salt)
{
  if (self->frozen)
    return;
  self->armed = FALSE;
  self->frozen = TRUE;
  self->crash = crash;
  self->dice.state = salt;
  make_found (self);
}

/**
 * sim_disk_arm:
 * @operations_before: writes, truncations, syncs and deletions that are still done
 */
void
sim_disk_arm (SimDisk *self, guint operations_before, SimCrash crash, guint64 salt)
{
  if (self->frozen)
    return;
  self->armed = TRUE;
  self->operations_before = operations_before;
  self->crash = crash;
  self->dice.state = salt;
}

void
sim_disk_disarm (SimDisk *self)
{
  self->armed = FALSE;
}

gboolean
sim_disk_is_frozen (SimDisk *self)
{
  return self->frozen;
}

SimCrash
sim_disk_get_crash (SimDisk *self)
{
  return self->crash;
}

void
sim_disk_set_full (SimDisk *self, gboolean full)
{
  self->full = full;
}

guint64
sim_disk_count_operations (SimDisk *self)
{
  return self->n_operations;
}

static void
remove_files (SimDisk *self)
{
  g_autoptr (GHashTable) names = list_names (self);
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, names);
  while (g_hash_table_iter_next (&iter, &name, NULL)) {
    g_autofree char *path = g_build_filename (self->folder, name, NULL);

    g_unlink (path);
  }
  g_hash_table_remove_all (self->files);
}

static SimFile *
make_placeholder (SimDisk *self, const char *path)
{
  int descriptor = g_open (path, O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  SimFile *file = sim_file_new (self);

  g_assert (descriptor >= 0);
  close (descriptor);
  g_hash_table_insert (self->files, get_inode (path), file);
  return file;
}

/**
 * sim_disk_load_image:
 *
 * With all files closed: makes the folder's databases what the image has, all of it synced.
 */
void
sim_disk_load_image (SimDisk *self, const SimImage *image)
{
  remove_files (self);
  for (guint i = 0; i < image->names->len; i++) {
    const SimBytes *content = &g_array_index (image->contents, SimBytes, i);
    g_autofree char *path =
        g_build_filename (self->folder, g_ptr_array_index (image->names, i), NULL);
    SimFile *file = make_placeholder (self, path);

    sim_bytes_copy (&file->live, content);
    sim_bytes_copy (&file->synced, content);
  }
  sync_folder (self);
  self->frozen = FALSE;
  self->armed = FALSE;
}

/**
 * sim_disk_restore:
 *
 * With all files closed after a crash: what the next start of the program finds.
 */
void
sim_disk_restore (SimDisk *self)
{
  g_assert (self->found != NULL);

  sim_disk_load_image (self, self->found);
  g_clear_pointer (&self->found, sim_image_free);
}

/**
 * sim_disk_take_image:
 *
 * Returns: (transfer full): of what stands there now
 */
SimImage *
sim_disk_take_image (SimDisk *self)
{
  g_autoptr (GHashTable) now = list_names (self);
  g_autoptr (GList) names = sort_names (now, now);
  SimImage *image = image_new ();

  for (GList *link = names; link != NULL; link = link->next) {
    SimFile *file = g_hash_table_lookup (now, link->data);

    sim_bytes_copy (image_add (image, link->data), &file->live);
  }
  return image;
}

SimDisk *
sim_disk_new (const char *folder)
{
  SimDisk *self = g_new0 (SimDisk, 1);

  self->folder = g_strdup (folder);
  self->files =
      g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL, (GDestroyNotify) sim_file_unref);
  self->durable = list_names (self);
  g_ptr_array_add (disks, self);
  return self;
}

void
sim_disk_free (SimDisk *self)
{
  if (self == NULL)
    return;
  g_ptr_array_remove (disks, self);
  g_hash_table_unref (self->files);
  g_hash_table_unref (self->durable);
  sim_image_free (self->found);
  g_free (self->folder);
  g_free (self);
}

/* The VFS */

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

static int
sim_close (sqlite3_file *file)
{
  Handle *handle = (Handle *) file;

  if (handle->mapped)
    sim_file_shm_unmap (handle->file, handle, &handle->shm_mine);
  sim_file_unlock (handle->file, handle, &handle->lock_level, SQLITE_LOCK_NONE);
  if (handle->delete_at_end != NULL)
    g_unlink (handle->delete_at_end);
  g_free (handle->delete_at_end);
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
    memcpy (buffer, live->data + from, there);
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
    sync_folder (self->disk);
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
  SimFile *file = g_hash_table_lookup (disk->files, get_inode (path));

  if (file != NULL)
    return sim_file_ref (file);
  if (!g_file_test (path, G_FILE_TEST_EXISTS) && (flags & SQLITE_OPEN_CREATE) == 0)
    return NULL;
  return sim_file_ref (make_placeholder (disk, path));
}

static int
sim_open (sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *out_flags)
{
  Handle *handle = (Handle *) file;
  SimDisk *disk = path != NULL ? find_disk (path) : NULL;

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
  handle->base.pMethods = &sim_methods;
  if (out_flags != NULL)
    *out_flags = flags;
  return SQLITE_OK;
}

static int
sim_delete (sqlite3_vfs *vfs, const char *path, int with_folder)
{
  SimDisk *disk = find_disk (path);
  int result = count_operation (disk, FALSE);

  if (result != SQLITE_OK)
    return result;
  if (g_unlink (path) != 0)
    return SQLITE_IOERR_DELETE_NOENT;
  if (!survives (disk))
    return SQLITE_IOERR_DELETE;
  if (disk != NULL && with_folder)
    sync_folder (disk);
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
 * From now on every database of this process lies on a disk of the simulator.
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

  if (disks != NULL)
    return;
  disks = g_ptr_array_new ();
  sqlite3_vfs_register (&vfs, 1);
}
