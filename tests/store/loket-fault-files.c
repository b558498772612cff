/* SPDX-License-Identifier: EUPL-1.2 */
/* What was synced. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "loket-fault-files.h"

/* One file or folder as it was when it was synced. */
typedef struct {
  int held;          /* open, so that its number is given to no other */
  GHashTable *names; /* (nullable): name -> number of the inode; NULL: a file */
  GBytes *bytes;     /* (nullable) */
} Synced;

/* What the next syncs answer. */
typedef struct {
  int reason; /* as errno */
  guint times;
} Failing;

static struct {
  char *root; /* (nullable): NULL: nothing is watched */
  gint64 root_inode;
  GHashTable *synced; /* number of the inode -> Synced */
  gboolean frozen;
  Failing folders;
  Failing files;
} disk;

static void
synced_free (Synced *self)
{
  close (self->held);
  g_clear_pointer (&self->names, g_hash_table_unref);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

static void
keep (gint64 inode, const char *path, GHashTable *names, GBytes *bytes)
{
  Synced *synced = g_new0 (Synced, 1);

  synced->held = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  g_assert_cmpint (synced->held, >=, 0);
  synced->names = names;
  synced->bytes = bytes;
  g_hash_table_replace (disk.synced, g_memdup2 (&inode, sizeof inode), synced);
}

static GHashTable *
names_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/* A folder that is new is there, and empty, once the one above it was synced. */
static GHashTable *
read_names (const char *path)
{
  GHashTable *names = names_new ();
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *inner = g_build_filename (path, name, NULL);
    struct stat status;
    gint64 inode;

    if (lstat (inner, &status) != 0)
      continue;
    inode = (gint64) status.st_ino;
    g_hash_table_insert (names, g_strdup (name), g_memdup2 (&inode, sizeof inode));
    if (S_ISDIR (status.st_mode) && !g_hash_table_contains (disk.synced, &inode))
      keep (inode, inner, names_new (), NULL);
  }
  return names;
}

static void
note (const char *path)
{
  struct stat status;
  char *bytes;
  gsize length;

  g_assert_cmpint (stat (path, &status), ==, 0);
  if (S_ISDIR (status.st_mode)) {
    keep ((gint64) status.st_ino, path, read_names (path), NULL);
  } else {
    g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
    keep ((gint64) status.st_ino, path, NULL, g_bytes_new_take (bytes, length));
  }
}

static void
note_tree (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  note (path);
  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *inner = g_build_filename (path, name, NULL);

    note_tree (inner);
  }
}

/* Returns: (nullable): where an open file lies, if it is watched */
static char *
find_path (int file)
{
  g_autofree char *link = g_strdup_printf ("/proc/self/fd/%d", file);
  g_autofree char *path = disk.root != NULL ? g_file_read_link (link, NULL) : NULL;

  return path != NULL && g_str_has_prefix (path, disk.root) &&
                 g_file_test (path, G_FILE_TEST_EXISTS)
             ? g_steal_pointer (&path)
             : NULL;
}

static int
sync_file (int file)
{
  g_autofree char *path = find_path (file);
  Failing *failing;

  if (path == NULL)
    return (int) syscall (SYS_fsync, file);
  failing = g_file_test (path, G_FILE_TEST_IS_DIR) ? &disk.folders : &disk.files;
  if (failing->times > 0) {
    failing->times--;
    errno = failing->reason;
    return -1;
  }
  if (!disk.frozen)
    note (path);
  return 0;
}

int
fsync (int file)
{
  return sync_file (file);
}

int
fdatasync (int file)
{
  return sync_file (file);
}

/**
 * loket_fault_files_begin:
 * @root: what stands below it now is on the disk
 */
void
loket_fault_files_begin (const char *root)
{
  struct stat status;

  g_assert_null (disk.root);
  g_assert_cmpint (stat (root, &status), ==, 0);
  disk.root = g_strdup (root);
  disk.root_inode = (gint64) status.st_ino;
  disk.synced =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) synced_free);
  note_tree (root);
}

/* The power goes now: what a program does to close its files does not arrive any more. */
void
loket_fault_files_freeze (void)
{
  disk.frozen = TRUE;
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *inner = g_build_filename (path, name, NULL);

    remove_tree (inner);
  }
  g_remove (path);
}

/* A name without anything behind it that was ever synced is an empty file. */
static void
put_back (const char *path, gint64 inode)
{
  const Synced *synced = g_hash_table_lookup (disk.synced, &inode);
  gsize length = 0;
  gconstpointer bytes =
      synced != NULL && synced->bytes != NULL ? g_bytes_get_data (synced->bytes, &length) : NULL;
  GHashTableIter iter;
  gpointer name, number;

  if (synced == NULL || synced->names == NULL) {
    g_assert_true (g_file_set_contents (path, bytes != NULL ? bytes : "", (gssize) length, NULL));
    return;
  }
  g_assert_cmpint (g_mkdir_with_parents (path, 0700), ==, 0);
  g_hash_table_iter_init (&iter, synced->names);
  while (g_hash_table_iter_next (&iter, &name, &number)) {
    g_autofree char *inner = g_build_filename (path, name, NULL);

    put_back (inner, *(gint64 *) number);
  }
}

/**
 * loket_fault_files_cut_power:
 *
 * With all files closed: leaves what was synced before loket_fault_files_freeze(), and ends
 * watching.
 */
void
loket_fault_files_cut_power (void)
{
  const Synced *root = g_hash_table_lookup (disk.synced, &disk.root_inode);
  g_autoptr (GHashTable) now = read_names (disk.root);
  g_autofree char *path = g_strdup (disk.root);
  GHashTableIter iter;
  gpointer name;

  g_assert_nonnull (root);
  disk.frozen = TRUE;
  g_hash_table_iter_init (&iter, now);
  while (g_hash_table_iter_next (&iter, &name, NULL)) {
    g_autofree char *inner = g_build_filename (path, name, NULL);

    remove_tree (inner);
  }
  put_back (path, disk.root_inode);
  loket_fault_files_end ();
}

/**
 * loket_fault_files_fail:
 * @folder: of a folder, else of a file
 * @reason: what a sync answers, as errno
 * @times: so often
 */
void
loket_fault_files_fail (gboolean folder, int reason, guint times)
{
  *(folder ? &disk.folders : &disk.files) = (Failing){reason, times};
}

void
loket_fault_files_end (void)
{
  g_clear_pointer (&disk.root, g_free);
  g_clear_pointer (&disk.synced, g_hash_table_unref);
  disk.frozen = FALSE;
  disk.folders.times = 0;
  disk.files.times = 0;
}
