/* SPDX-License-Identifier: EUPL-1.2 */
/* What an erasing takes along besides rows. */
#include "config.h"

#include "loket-aside.h"
#include "loket-documents-care.h"
#include "loket-documents-rescue.h"
#include "loket-durable.h"
#include "loket-erased-mark.h"
#include "loket-erased-traces.h"
#include "loket-store-error.h"
#include "loket-work-copies.h"
#include "loket-work-salvage.h"

/* Nobody's only copy: the loket has what stands in cache.db, and what a mending that was cut off
 * left half written stands in work.db. */
static gboolean
drop_needless (LoketConnections *databases, GError **error)
{
  static const char *const endings[] = {".again", ".salvage"};
  const char *path = loket_sqlite_get_path (databases->work);

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++) {
    g_autofree char *file = g_strconcat (path, endings[i], NULL);

    if (!loket_sqlite_delete_files (file, error))
      return FALSE;
  }
  return loket_aside_drop (loket_sqlite_get_path (databases->cache), NULL, error);
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

static gboolean
drop_copies (LoketConnections *databases, GError **error)
{
  g_autoptr (LoketSalvage) salvage = NULL;

  if (!loket_work_salvage_read (databases->work, &salvage, error))
    return FALSE;
  return salvage != NULL ? loket_work_copies_set_apart (databases->work, error)
                         : drop_set_aside (databases->work, error);
}

/* No power cut brings a deleted file back once nobody looks for it any more. */
static gboolean
sync_folder (LoketConnections *databases, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (loket_sqlite_get_path (databases->work));
  g_autoptr (GError) cause = NULL;

  if (loket_durable_sync_folder (folder, &cause))
    return TRUE;
  g_set_error_literal (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_CANNOT_WRITE, cause->message);
  return FALSE;
}

static gboolean
empty_journals (LoketConnections *databases, GError **error)
{
  return loket_sqlite_empty_journal (databases->work, error) &&
         loket_sqlite_empty_journal (databases->cache, error);
}

typedef gboolean (*Step) (LoketConnections *databases, GError **error);

/* What keeps one of them from going keeps none of the others. */
static gboolean
drop (LoketConnections *databases, GError **error)
{
  static const Step steps[] = {drop_copies, drop_needless, loket_documents_care_sweep, sync_folder,
                               empty_journals};
  GError *first = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    steps[i](databases, first == NULL ? &first : NULL);
  if (first != NULL)
    g_propagate_error (error, first);
  return first == NULL;
}

/* The copy is made in any case, and behind the mark: it is to hold none that is out of date. */
static gboolean
finish (LoketConnections *databases, LoketMoment now, GError **error)
{
  gboolean left, finished;

  if (!loket_erased_mark_read (databases->work, &left, error))
    return FALSE;
  if (!left)
    return TRUE;
  finished = drop (databases, error) && loket_erased_mark_clear (databases->work, error);
  copy_anew (databases->work, now);
  return finished;
}

/**
 * loket_erased_traces_finish:
 *
 * Whatever loket_work_db_erase() left, now or long ago. Nothing to do costs a look at one row; what
 * cannot be done now is for the log only: the erasing is done.
 *
 * Returns: FALSE where something may be left, which the next call tries again
 */
gboolean
loket_erased_traces_finish (LoketConnections *databases, LoketMoment now)
{
  g_autoptr (GError) error = NULL;

  if (finish (databases, now, &error))
    return TRUE;
  g_message ("traces of what was erased could not all be deleted yet: %s", error->message);
  return FALSE;
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
