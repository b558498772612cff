/* SPDX-License-Identifier: EUPL-1.2 */
/* Copies of work.db. */
#include "config.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "loket-aside.h"
#include "loket-durable.h"
#include "loket-store-error.h"
#include "loket-work-copies.h"

enum {
  COPIES_KEPT = 3
};

#define OF_DAY "work-"
#define OF_SCHEMA "schema-"

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

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/* Names sort by day, so the oldest come first. */
static GPtrArray *
list_paths (const char *folder, const char *start)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    if (g_str_has_prefix (name, start))
      g_ptr_array_add (paths, g_build_filename (folder, name, NULL));
  }
  g_ptr_array_sort (paths, compare_names);
  return paths;
}

static gboolean
drop_all_but (const char *folder, const char *start, guint kept, GError **error)
{
  g_autoptr (GPtrArray) paths = list_paths (folder, start);

  for (guint i = 0; i + kept < paths->len; i++) {
    const char *path = g_ptr_array_index (paths, i);

    if (g_unlink (path) != 0 && errno != ENOENT) {
      g_set_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_CANNOT_WRITE, "%s: %s", path,
                   g_strerror (errno));
      return FALSE;
    }
  }
  return TRUE;
}

/**
 * loket_work_copies_make:
 *
 * Copies it, once a day, and keeps three copies.
 */
gboolean
loket_work_copies_make (LoketSqlite *work, LoketDay day, GError **error)
{
  g_autofree char *folder = build_folder (loket_sqlite_get_path (work));
  g_autofree char *text = loket_day_to_string (day);
  g_autofree char *name = g_strdup_printf (OF_DAY "%s.db", text);
  g_autofree char *path = g_build_filename (folder, name, NULL);

  if (!make_folder (folder, error))
    return FALSE;
  return g_file_test (path, G_FILE_TEST_EXISTS) ||
         (loket_sqlite_backup (work, path, error) &&
          drop_all_but (folder, OF_DAY, COPIES_KEPT, error));
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
  const char *const starts[] = {OF_DAY, OF_SCHEMA};
  GPtrArray *newest_first = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++) {
    g_autoptr (GPtrArray) paths = list_paths (folder, starts[i]);

    for (guint k = paths->len; k > 0; k--) {
      if (g_str_has_suffix (g_ptr_array_index (paths, k - 1), ".db"))
        g_ptr_array_add (newest_first, g_strdup (g_ptr_array_index (paths, k - 1)));
    }
  }
  return newest_first;
}

/**
 * loket_work_copies_drop:
 *
 * Deletes all copies, also what was set aside because it was damaged, and what a mending that was
 * cut off left half written: what was erased stands in them still.
 */
gboolean
loket_work_copies_drop (LoketSqlite *work, GError **error)
{
  /* The first is of older versions. */
  static const char *const endings[] = {".before-migration", ".again", ".salvage"};
  const char *path = loket_sqlite_get_path (work);
  g_autofree char *folder = build_folder (path);
  g_autofree char *beside = g_path_get_dirname (path);
  g_autofree char *cache = g_build_filename (beside, "cache.db", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++) {
    g_autofree char *file = g_strconcat (path, endings[i], NULL);

    if (!loket_sqlite_delete_files (file, error))
      return FALSE;
  }
  return drop_all_but (folder, OF_DAY, 0, error) && drop_all_but (folder, OF_SCHEMA, 0, error) &&
         loket_aside_drop (path, NULL, error) && loket_aside_drop (cache, NULL, error);
}
