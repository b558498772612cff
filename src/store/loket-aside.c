/* SPDX-License-Identifier: EUPL-1.2 */
/* Files of databases. */
#include "config.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "loket-aside.h"
#include "loket-durable.h"

#define DAMAGED ".damaged-"

enum {
  NAMES_MAX = 100 /* of one day */
};

static gboolean
fail (const char *path, GError **error)
{
  int reason = errno;

  g_set_error (error, LOKET_SQLITE_ERROR, LOKET_SQLITE_ERROR_DISK, "%s: %s", path,
               g_strerror (reason));
  return FALSE;
}

static gboolean
say (GError **error, const GError *cause)
{
  g_set_error_literal (error, LOKET_SQLITE_ERROR, LOKET_SQLITE_ERROR_DISK, cause->message);
  return FALSE;
}

static gboolean
sync_folder (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) cause = NULL;

  return loket_durable_sync_folder (folder, &cause) || say (error, cause);
}

/**
 * loket_aside_rename:
 *
 * Puts @from in the place of @to, for good: also when the power goes behind it.
 */
gboolean
loket_aside_rename (const char *from, const char *to, GError **error)
{
  g_autoptr (GError) cause = NULL;

  return loket_durable_rename (from, to, &cause) || say (error, cause);
}

/**
 * loket_aside_delete_journals:
 *
 * A WAL that stays beside another database would be read into that one.
 */
gboolean
loket_aside_delete_journals (const char *path, GError **error)
{
  const char *const endings[] = {"-wal", "-shm"};

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++) {
    g_autofree char *file = g_strconcat (path, endings[i], NULL);

    if (g_unlink (file) != 0 && errno != ENOENT)
      return fail (file, error);
  }
  return sync_folder (path, error);
}

/* A second name for the same file costs no room on a disk that may be full. Where the file system
 * has no such thing the bytes are copied. */
static gboolean
copy_file (const char *from, const char *to, GError **error)
{
  g_autofree char *bytes = NULL;
  g_autoptr (GError) cause = NULL;
  gsize length;

  if (link (from, to) == 0)
    return TRUE;
  if (errno == ENOENT || errno == EEXIST || errno == ENOSPC)
    return fail (to, error);
  if (g_file_get_contents (from, &bytes, &length, &cause) &&
      g_file_set_contents_full (to, bytes, (gssize) length,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                &cause))
    return TRUE;
  return say (error, cause);
}

static gboolean
is_same_file (const char *a, const char *b)
{
  struct stat one, two;

  return stat (a, &one) == 0 && stat (b, &two) == 0 && one.st_dev == two.st_dev &&
         one.st_ino == two.st_ino;
}

/* What was set aside before is never written over; it may be all that is left of something. */
static char *
choose_name (const char *path, LoketMoment now)
{
  g_autofree char *day = loket_day_to_string (loket_moment_get_day (now));
  char *name = g_strconcat (path, DAMAGED, day, NULL);

  for (int i = 2;
       g_file_test (name, G_FILE_TEST_EXISTS) && !is_same_file (path, name) && i < NAMES_MAX; i++) {
    g_free (name);
    name = g_strdup_printf ("%s" DAMAGED "%s-%d", path, day, i);
  }
  return name;
}

/**
 * loket_aside_copy:
 * @aside: (out) (nullable) (transfer full): where the copy is; NULL where there is no file
 *
 * Keeps a database as it is, with its WAL, under another name. What fails leaves nothing behind.
 */
gboolean
loket_aside_copy (const char *path, LoketMoment now, char **aside, GError **error)
{
  g_autofree char *name = choose_name (path, now);
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  g_autofree char *wal_name = g_strconcat (name, "-wal", NULL);
  gboolean has_wal = g_file_test (wal, G_FILE_TEST_EXISTS);

  *aside = NULL;
  if (!g_file_test (path, G_FILE_TEST_EXISTS) && !has_wal)
    return TRUE;
  if (is_same_file (path, name) && g_unlink (name) != 0)
    return fail (name, error);
  g_unlink (wal_name);
  if ((g_file_test (path, G_FILE_TEST_EXISTS) && !copy_file (path, name, error)) ||
      (has_wal && !copy_file (wal, wal_name, error)) || !sync_folder (path, error)) {
    g_unlink (name);
    g_unlink (wal_name);
    return FALSE;
  }
  *aside = g_steal_pointer (&name);
  return TRUE;
}

/**
 * loket_aside_drop:
 * @except: (nullable): keep this one
 *
 * Deletes what was ever set aside of the database at @path; a folder beside it is not of it.
 */
gboolean
loket_aside_drop (const char *path, const char *except, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *start = g_strconcat (base, DAMAGED, NULL);
  g_autofree char *kept = except != NULL ? g_path_get_basename (except) : NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *file = g_build_filename (folder, name, NULL);

    if (g_str_has_prefix (name, start) && (kept == NULL || !g_str_has_prefix (name, kept)) &&
        !g_file_test (file, G_FILE_TEST_IS_DIR) && g_unlink (file) != 0 && errno != ENOENT)
      return fail (file, error);
  }
  return TRUE;
}

/**
 * loket_aside_move:
 *
 * Takes a database out of the way, with its WAL; one that was set aside earlier goes.
 */
gboolean
loket_aside_move (const char *path, LoketMoment now, GError **error)
{
  g_autofree char *aside = NULL;

  return loket_aside_copy (path, now, &aside, error) && loket_aside_drop (path, aside, error) &&
         loket_sqlite_delete_files (path, error);
}
