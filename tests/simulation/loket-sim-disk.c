/* SPDX-License-Identifier: EUPL-1.2 */
/* Disks in memory. */
#include "loket-sim-disk-private.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Files by name. */
struct _SimImage {
  GPtrArray *names;
  GArray *contents; /* (element-type SimBytes): one a name */
};

static GPtrArray *disks; /* (element-type SimDisk) */

/* @path: of a folder that is a disk, or below it */
SimDisk *
_sim_disk_find (const char *path)
{
  for (guint i = 0; disks != NULL && i < disks->len; i++) {
    SimDisk *disk = g_ptr_array_index (disks, i);
    gsize length = strlen (disk->folder);

    if (strncmp (path, disk->folder, length) == 0 && (path[length] == '/' || path[length] == '\0'))
      return disk;
  }
  return NULL;
}

gpointer
_sim_disk_get_inode (const char *path)
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
    SimFile *file = g_hash_table_lookup (self->files, _sim_disk_get_inode (path));

    if (file != NULL)
      g_hash_table_insert (names, g_strdup (name), sim_file_ref (file));
  }
  return names;
}

void
_sim_disk_sync_folder (SimDisk *self)
{
  GHashTableIter iter;
  gpointer file;

  sim_plain_sync_folder (self->folder);
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
  /* An image may have been loaded since the last crash instead of what that one left. */
  g_clear_pointer (&self->found, sim_image_free);
  g_clear_pointer (&self->plain, sim_plain_free);
  make_found (self);
  self->plain = sim_plain_take (self->folder, crash, ~salt);
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

SimFile *
_sim_disk_make_placeholder (SimDisk *self, const char *path)
{
  int descriptor = g_open (path, O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  SimFile *file = sim_file_new (self);

  g_assert (descriptor >= 0);
  close (descriptor);
  g_hash_table_insert (self->files, _sim_disk_get_inode (path), file);
  return file;
}

/* The product itself reads work.db and its copies, and of all others no more than how large they
 * are. */
static gboolean
is_read_by_name (const char *path)
{
  g_autofree char *name = g_path_get_basename (path);

  return strstr (path, "/backups/") != NULL || g_str_has_prefix (name, "work.db");
}

static void
show (const SimBytes *bytes, const char *path)
{
  gsize length = is_read_by_name (path) ? bytes->size : 0;
  g_autofree guint8 *data = g_malloc (length + 1);
  int descriptor = g_open (path, O_WRONLY | O_CLOEXEC, 0);

  sim_bytes_read (bytes, 0, data, length);
  g_assert_cmpint (write (descriptor, data, length), ==, length);
  g_assert_cmpint (ftruncate (descriptor, (off_t) bytes->size), ==, 0);
  close (descriptor);
}

/* Where SQLite has it open no more: who reads it by its name finds what stands in it. */
void
_sim_disk_show (SimDisk *self, const char *path)
{
  SimFile *file = g_hash_table_lookup (self->files, _sim_disk_get_inode (path));

  if (file == NULL || file->shown)
    return;
  show (&file->live, path);
  file->shown = TRUE;
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
    SimFile *file = _sim_disk_make_placeholder (self, path);

    sim_bytes_copy (&file->live, content);
    sim_bytes_copy (&file->synced, content);
    _sim_disk_show (self, path);
  }
  _sim_disk_sync_folder (self);
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
  sim_plain_restore (self->plain, self->folder);
  g_clear_pointer (&self->plain, sim_plain_free);
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
  if (disks == NULL)
    disks = g_ptr_array_new ();
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
  sim_plain_free (self->plain);
  g_free (self->folder);
  g_free (self);
}
