/* SPDX-License-Identifier: EUPL-1.2 */
/* Copies of work.db. */
#include "config.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "loket-durable.h"
#include "loket-store-error.h"
#include "loket-work-copies.h"

enum {
  COPIES_KEPT = 3
};

/* A copy of a day is called by a number, which counts on whatever the clock says: a copy that was
 * made while the clock was ahead is neither the newest for ever nor the last to go. */
#define OF_DAY "copy-"
#define OF_SCHEMA "schema-"
#define OF_OLDER_VERSIONS "work-" /* and the day: older than all that have a number */
#define SET_APART "kept-"         /* before any of these names */
#define ENDING ".db"

static char *
build_folder (const char *work_path)
{
  g_autofree char *folder = g_path_get_dirname (work_path);

  return g_build_filename (folder, "backups", NULL);
}

static gboolean
make_folder (const char *folder, GError **error)
{
  g_autofree char *above = g_path_get_dirname (folder);
  g_autoptr (GError) cause = NULL;

  if (loket_durable_make_folders (above, folder, &cause))
    return TRUE;
  g_set_error_literal (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_CANNOT_WRITE, cause->message);
  return FALSE;
}

/* The number of a copy, or of the schema that it has. */
static guint64
get_number (const char *path)
{
  const char *digits = strrchr (path, G_DIR_SEPARATOR);

  digits = strchr (digits != NULL ? digits : path, '-');
  return digits != NULL ? g_ascii_strtoull (digits + 1, NULL, 10) : 0;
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  const char *one = *(const char *const *) a, *two = *(const char *const *) b;
  guint64 first = get_number (one), second = get_number (two);

  return first != second ? (first > second) - (first < second) : strcmp (one, two);
}

/* The oldest come first. @ending: (nullable) */
static void
add_paths (GPtrArray *paths, const char *folder, const char *start, const char *ending)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    if (g_str_has_prefix (name, start) && (ending == NULL || g_str_has_suffix (name, ending)))
      g_ptr_array_add (found, g_build_filename (folder, name, NULL));
  }
  g_ptr_array_sort (found, compare_numbers);
  g_ptr_array_extend_and_steal (paths, g_steal_pointer (&found));
}

static GPtrArray *
list_of_days (const char *folder)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);

  add_paths (paths, folder, OF_OLDER_VERSIONS, ENDING);
  add_paths (paths, folder, OF_DAY, ENDING);
  return paths;
}

static gboolean
drop_first (GPtrArray *paths, guint count, GError **error)
{
  for (guint i = 0; i < count; i++) {
    const char *path = g_ptr_array_index (paths, i);

    if (g_unlink (path) != 0 && errno != ENOENT) {
      g_set_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_CANNOT_WRITE, "%s: %s", path,
                   g_strerror (errno));
      return FALSE;
    }
  }
  return TRUE;
}

/* A name that went, or became another, stays so when the power goes. */
static gboolean
sync_names (const char *folder, GError **error)
{
  g_autoptr (GError) cause = NULL;

  if (!g_file_test (folder, G_FILE_TEST_IS_DIR) || loket_durable_sync_folder (folder, &cause))
    return TRUE;
  g_set_error_literal (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_CANNOT_WRITE, cause->message);
  return FALSE;
}

/* Also what a copying that was cut off left half written. */
static gboolean
drop_all (const char *folder, GError **error)
{
  static const char *const starts[] = {OF_DAY, OF_OLDER_VERSIONS, OF_SCHEMA, SET_APART};
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    add_paths (paths, folder, starts[i], NULL);
  return drop_first (paths, paths->len, error) && sync_names (folder, error);
}

/* Returns: (transfer full): one behind the last; its day is told to who reads the folder */
static char *
build_next_path (const char *folder, const char *day, const GPtrArray *copies)
{
  const char *newest = copies->len > 0 ? copies->pdata[copies->len - 1] : NULL;
  g_autofree char *base = newest != NULL ? g_path_get_basename (newest) : NULL;
  guint64 last = base != NULL && g_str_has_prefix (base, OF_DAY) ? get_number (newest) : 0;
  g_autofree char *name =
      g_strdup_printf (OF_DAY "%06" G_GUINT64_FORMAT "-%s" ENDING, last + 1, day);

  return g_build_filename (folder, name, NULL);
}

/**
 * loket_work_copies_make:
 *
 * Copies it, once a day, and keeps the last three copies.
 */
gboolean
loket_work_copies_make (LoketSqlite *work, LoketDay day, GError **error)
{
  g_autofree char *folder = build_folder (loket_sqlite_get_path (work));
  g_autofree char *text = loket_day_to_string (day);
  g_autofree char *of_today = g_strconcat ("-", text, ENDING, NULL);
  g_autoptr (GPtrArray) copies = list_of_days (folder);
  g_autofree char *path = NULL;

  if (copies->len > 0 && g_str_has_suffix (copies->pdata[copies->len - 1], of_today))
    return TRUE;
  path = build_next_path (folder, text, copies);
  return make_folder (folder, error) && loket_sqlite_backup (work, path, error) &&
         drop_first (copies, MAX (copies->len + 1, COPIES_KEPT) - COPIES_KEPT, error);
}

/**
 * loket_work_copies_build_path_of_schema:
 * @version: of the schema that is about to be changed
 *
 * Returns: (transfer full): where the copy goes that is made before; one a version is kept
 */
char *
loket_work_copies_build_path_of_schema (const char *work_path, gint64 version)
{
  g_autofree char *folder = build_folder (work_path);
  g_autofree char *name = g_strdup_printf (OF_SCHEMA "%" G_GINT64_FORMAT ".db", version);

  /* Where it cannot be made the copy says so. */
  make_folder (folder, NULL);
  return g_build_filename (folder, name, NULL);
}

/**
 * loket_work_copies_list:
 *
 * Returns: (transfer full) (element-type filename): those of days, the newest first, then those
 *   made before a change of the schema
 */
GPtrArray *
loket_work_copies_list (const char *work_path)
{
  g_autofree char *folder = build_folder (work_path);
  g_autoptr (GPtrArray) oldest_first = g_ptr_array_new ();
  g_autoptr (GPtrArray) of_days = list_of_days (folder);
  GPtrArray *newest_first = g_ptr_array_new_with_free_func (g_free);

  add_paths (oldest_first, folder, OF_SCHEMA, ENDING);
  g_ptr_array_extend_and_steal (oldest_first, g_steal_pointer (&of_days));
  for (guint i = oldest_first->len; i > 0; i--)
    g_ptr_array_add (newest_first, oldest_first->pdata[i - 1]);
  return newest_first;
}

/**
 * loket_work_copies_set_apart:
 *
 * Gives them names under which nothing is read from them any more, neither counted as a copy of a
 * day: no later salvage brings back what was erased since they were made. Of one day and number the
 * first that was set apart stays.
 */
gboolean
loket_work_copies_set_apart (LoketSqlite *work, GError **error)
{
  const char *path = loket_sqlite_get_path (work);
  g_autofree char *folder = build_folder (path);
  g_autoptr (GPtrArray) copies = loket_work_copies_list (path);

  for (guint i = 0; i < copies->len; i++) {
    const char *copy = g_ptr_array_index (copies, i);
    g_autofree char *base = g_path_get_basename (copy);
    g_autofree char *name = g_strconcat (SET_APART, base, NULL);
    g_autofree char *apart = g_build_filename (folder, name, NULL);
    int result = g_file_test (apart, G_FILE_TEST_EXISTS) ? g_unlink (copy) : g_rename (copy, apart);

    if (result != 0) {
      g_set_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_CANNOT_WRITE, "%s: %s", copy,
                   g_strerror (errno));
      return FALSE;
    }
  }
  return sync_names (folder, error);
}

/**
 * loket_work_copies_drop:
 *
 * Deletes all copies, also those that were set apart: what was erased stands in them still.
 */
gboolean
loket_work_copies_drop (LoketSqlite *work, GError **error)
{
  const char *path = loket_sqlite_get_path (work);
  g_autofree char *folder = build_folder (path);
  g_autofree char *of_older_versions = g_strconcat (path, ".before-migration", NULL);

  return loket_sqlite_delete_files (of_older_versions, error) && drop_all (folder, error);
}
