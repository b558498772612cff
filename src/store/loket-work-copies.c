/* SPDX-License-Identifier: EUPL-1.2 */
/* Copies of work.db. */
#include "config.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "loket-store-error.h"
#include "loket-work-copies.h"

enum {
  COPIES_KEPT = 3
};

static char *
build_folder (LoketSqlite *work)
{
  g_autofree char *folder = g_path_get_dirname (loket_sqlite_get_path (work));

  return g_build_filename (folder, "backups", NULL);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/* Names sort by day, so the oldest come first. */
static gboolean
drop_all_but (const char *folder, guint kept, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    if (g_str_has_prefix (name, "work-"))
      g_ptr_array_add (names, g_strdup (name));
  }
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i + kept < names->len; i++) {
    g_autofree char *path = g_build_filename (folder, g_ptr_array_index (names, i), NULL);

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
  g_autofree char *folder = build_folder (work);
  g_autofree char *text = loket_day_to_string (day);
  g_autofree char *name = g_strdup_printf ("work-%s.db", text);
  g_autofree char *path = g_build_filename (folder, name, NULL);

  if (g_mkdir_with_parents (folder, 0700) != 0) {
    g_set_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_CANNOT_WRITE, "%s: %s", folder,
                 g_strerror (errno));
    return FALSE;
  }
  return g_file_test (path, G_FILE_TEST_EXISTS) ||
         (loket_sqlite_backup (work, path, error) && drop_all_but (folder, COPIES_KEPT, error));
}

/**
 * loket_work_copies_drop:
 *
 * Deletes all copies, also the one made before a migration: what was erased stands in them still.
 */
gboolean
loket_work_copies_drop (LoketSqlite *work, GError **error)
{
  g_autofree char *folder = build_folder (work);
  g_autofree char *before = g_strconcat (loket_sqlite_get_path (work), ".before-migration", NULL);

  return loket_sqlite_delete_files (before, error) && drop_all_but (folder, 0, error);
}
