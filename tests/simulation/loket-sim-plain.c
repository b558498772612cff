/* SPDX-License-Identifier: EUPL-1.2 */
/* Plain files. */
#include "loket-sim-plain.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "loket-sim-disk-private.h"

#define TREE "documents"

/* What is safe of an inode: of a file its first bytes, of a folder some of its names. */
typedef struct {
  gsize size;
  GHashTable *names; /* (nullable): name -> inode */
} Synced;

typedef struct {
  char *path; /* below the folder of the disk */
  gboolean is_folder;
  GBytes *bytes; /* (nullable) */
} Entry;

struct _SimPlain {
  GPtrArray *entries; /* (element-type Entry): a folder before what is in it */
};

static GHashTable *synced; /* inode -> Synced */

static void
synced_free (gpointer data)
{
  g_clear_pointer (&((Synced *) data)->names, g_hash_table_unref);
  g_free (data);
}

static Synced *
get_synced (ino_t inode)
{
  gpointer key = GSIZE_TO_POINTER (inode);
  Synced *found;

  if (synced == NULL)
    synced = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL, synced_free);
  found = g_hash_table_lookup (synced, key);
  if (found == NULL) {
    found = g_new0 (Synced, 1);
    g_hash_table_insert (synced, key, found);
  }
  return found;
}

/* Between two worlds: their files are gone, and inodes may be used again. */
void
sim_plain_forget (void)
{
  if (synced != NULL)
    g_hash_table_remove_all (synced);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static GPtrArray *
list_sorted (const char *path)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  return names;
}

void
sim_plain_sync_folder (const char *path)
{
  g_autoptr (GPtrArray) names = list_sorted (path);
  Synced *of_folder;
  struct stat status;

  if (stat (path, &status) != 0)
    return;
  of_folder = get_synced (status.st_ino);
  g_clear_pointer (&of_folder->names, g_hash_table_unref);
  of_folder->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < names->len; i++) {
    g_autofree char *child = g_build_filename (path, g_ptr_array_index (names, i), NULL);

    g_hash_table_insert (of_folder->names, g_strdup (g_ptr_array_index (names, i)),
                         _sim_disk_get_inode (child));
  }
}

/* Returns: FALSE when the machine went before it was done */
static gboolean
reaches_disk (const char *path)
{
  SimDisk *disk = _sim_disk_find (path);
  gsize length = disk != NULL ? strlen (disk->folder) : 0;

  if (disk == NULL || !g_str_has_prefix (path + length, "/" TREE))
    return disk == NULL || !disk->frozen;
  if (!disk->frozen && disk->armed && disk->operations_before-- == 0)
    sim_disk_freeze (disk, disk->crash, disk->dice.state);
  disk->n_operations++;
  return !disk->frozen;
}

static void
sync_folder (const char *path)
{
  SimDisk *disk = _sim_disk_find (path);

  if (disk != NULL && g_str_equal (path, disk->folder))
    _sim_disk_sync_folder (disk);
  else
    sim_plain_sync_folder (path);
}

/* In place of the C library's. */
int
fsync (int descriptor)
{
  g_autofree char *link = g_strdup_printf ("/proc/self/fd/%d", descriptor);
  g_autofree char *path = g_file_read_link (link, NULL);
  struct stat status;

  if (path == NULL || fstat (descriptor, &status) != 0)
    return -1;
  if (!reaches_disk (path)) {
    errno = EIO;
    return -1;
  }
  if (S_ISDIR (status.st_mode))
    sync_folder (path);
  else
    get_synced (status.st_ino)->size = (gsize) status.st_size;
  return 0;
}

/* What a crash leaves */

typedef struct {
  SimPlain *plain;
  const char *folder;
  SimCrash crash;
  SimDice dice;
} Taking;

static gboolean
is_name_found (Taking *self, const char *folder, const char *name)
{
  struct stat status;
  Synced *of_folder;

  if (self->crash == SIM_CRASH_PROGRAM)
    return TRUE;
  if (stat (folder, &status) != 0)
    return FALSE;
  of_folder = get_synced (status.st_ino);
  /* Renamed over a file that was safe under this name the one or the other is there, and since both
   * are called by their hash they hold the same. */
  if (of_folder->names != NULL && g_hash_table_contains (of_folder->names, name))
    return TRUE;
  return self->crash != SIM_CRASH_LOST && sim_dice_chance (&self->dice, 50);
}

static GBytes *
find_bytes (Taking *self, const char *path, ino_t inode)
{
  g_autofree char *data = NULL;
  gsize length = 0, safe;

  g_file_get_contents (path, &data, &length, NULL);
  safe = self->crash == SIM_CRASH_PROGRAM ? length : MIN (get_synced (inode)->size, length);
  if (self->crash == SIM_CRASH_LOST)
    length = safe;
  else if (self->crash == SIM_CRASH_PREFIX && length > safe)
    length = safe + sim_dice_below (&self->dice, (guint32) (length - safe) + 1);
  for (gsize at = safe; self->crash == SIM_CRASH_SECTORS && at < length; at += 512) {
    if (sim_dice_chance (&self->dice, 50))
      memset (data + at, 0, MIN (512, length - at));
  }
  return g_bytes_new (data, length);
}

static void
take (Taking *self, const char *below)
{
  g_autofree char *folder = g_build_filename (self->folder, below, NULL);
  g_autoptr (GPtrArray) names = list_sorted (folder);

  for (guint i = 0; i < names->len; i++) {
    const char *name = g_ptr_array_index (names, i);
    g_autofree char *path = g_build_filename (folder, name, NULL);
    struct stat status;
    Entry *entry;

    if (below[0] == '\0' && !g_str_equal (name, TREE))
      continue;
    if (lstat (path, &status) != 0 || !is_name_found (self, folder, name))
      continue;
    entry = g_new0 (Entry, 1);
    entry->path = g_build_filename (below, name, NULL);
    entry->is_folder = S_ISDIR (status.st_mode);
    g_ptr_array_add (self->plain->entries, entry);
    if (entry->is_folder)
      take (self, entry->path);
    else
      entry->bytes = find_bytes (self, path, status.st_ino);
  }
}

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->path);
  g_clear_pointer (&entry->bytes, g_bytes_unref);
  g_free (entry);
}

/* Returns: (transfer full): what would be found below @folder after a crash in this moment */
SimPlain *
sim_plain_take (const char *folder, SimCrash crash, guint64 salt)
{
  SimPlain *self = g_new0 (SimPlain, 1);
  Taking taking = {self, folder, crash, {salt}};

  self->entries = g_ptr_array_new_with_free_func (entry_free);
  take (&taking, "");
  return self;
}

void
sim_plain_remove_tree (const char *path)
{
  g_autoptr (GPtrArray) names = list_sorted (path);

  for (guint i = 0; i < names->len; i++) {
    g_autofree char *child = g_build_filename (path, g_ptr_array_index (names, i), NULL);

    if (g_unlink (child) != 0)
      sim_plain_remove_tree (child);
  }
  g_rmdir (path);
}

/* All that is there then is safe. */
void
sim_plain_restore (const SimPlain *self, const char *folder)
{
  g_autofree char *tree = g_build_filename (folder, TREE, NULL);

  sim_plain_remove_tree (tree);
  for (guint i = 0; i < self->entries->len; i++) {
    const Entry *entry = g_ptr_array_index (self->entries, i);
    g_autofree char *path = g_build_filename (folder, entry->path, NULL);
    gsize length = 0;
    const char *data = entry->bytes != NULL ? g_bytes_get_data (entry->bytes, &length) : NULL;

    if (entry->is_folder)
      g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
    else
      g_assert_true (g_file_set_contents (path, data != NULL ? data : "", (gssize) length, NULL));
    if (!entry->is_folder)
      get_synced (GPOINTER_TO_SIZE (_sim_disk_get_inode (path)))->size = length;
  }
  for (guint i = 0; i < self->entries->len; i++) {
    const Entry *entry = g_ptr_array_index (self->entries, i);
    g_autofree char *path = g_build_filename (folder, entry->path, NULL);

    if (entry->is_folder)
      sim_plain_sync_folder (path);
  }
  sim_plain_sync_folder (folder);
}

void
sim_plain_free (SimPlain *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->entries);
  g_free (self);
}
