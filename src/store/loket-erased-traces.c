/* SPDX-License-Identifier: EUPL-1.2 */
/* What an erasing takes along besides rows. */
#include "config.h"

#include "loket-aside.h"
#include "loket-documents-rescue.h"
#include "loket-erased-traces.h"
#include "loket-work-copies.h"
#include "loket-work-salvage.h"

/* Nobody's only copy: the loket has what stands in cache.db, and what a mending that was cut off
 * left half written stands in work.db. */
static gboolean
drop_needless (LoketSqlite *work, GError **error)
{
  static const char *const endings[] = {".again", ".salvage"};
  const char *path = loket_sqlite_get_path (work);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *cache = g_build_filename (folder, "cache.db", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++) {
    g_autofree char *file = g_strconcat (path, endings[i], NULL);

    if (!loket_sqlite_delete_files (file, error))
      return FALSE;
  }
  return loket_aside_drop (cache, NULL, error);
}

static gboolean
drop_set_aside (LoketSqlite *work, GError **error)
{
  if (!loket_work_copies_drop (work, error) ||
      !loket_aside_drop (loket_sqlite_get_path (work), NULL, error))
    return FALSE;
  loket_documents_rescue_drop_folders (work);
  return TRUE;
}

/* Where there is no room for it now, the copy of the next day finds some: the erasing is done. */
static void
copy_anew (LoketSqlite *work, LoketMoment now)
{
  g_autoptr (GError) error = NULL;

  if (!loket_work_copies_make (work, loket_moment_get_day (now), &error))
    g_message ("the copy after an erasing could not be made: %s", error->message);
}

/**
 * loket_erased_traces_drop:
 *
 * Once the rows are gone, by loket_work_db_erase().
 */
gboolean
loket_erased_traces_drop (LoketSqlite *work, LoketMoment now, GError **error)
{
  g_autoptr (LoketSalvage) salvage = NULL;

  if (!loket_work_salvage_read (work, &salvage, error) || !drop_needless (work, error) ||
      !(salvage != NULL ? loket_work_copies_set_apart (work, error) : drop_set_aside (work, error)))
    return FALSE;
  copy_anew (work, now);
  return TRUE;
}

/**
 * loket_erased_traces_acknowledge:
 *
 * A person has seen what became of a damaged work.db: it is not told again. What was set aside
 * stays until a case is erased; where one was erased meanwhile it goes now. The files go first:
 * what was cut off in between is told again, without them, and is done again.
 */
gboolean
loket_erased_traces_acknowledge (LoketSqlite *work, LoketMoment now, GError **error)
{
  g_autoptr (LoketSalvage) salvage = NULL;
  gboolean erased;

  if (!loket_work_salvage_read (work, &salvage, error))
    return FALSE;
  erased = salvage != NULL && salvage->erased;
  if ((erased && !drop_set_aside (work, error)) || !loket_work_salvage_acknowledge (work, error))
    return FALSE;
  if (erased)
    copy_anew (work, now);
  return TRUE;
}
