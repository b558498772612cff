/* SPDX-License-Identifier: EUPL-1.2 */
/* Cases that left. */
#include "config.h"

#include <string.h>

#include "loket-cache-db.h"
#include "loket-documents-care.h"
#include "loket-left.h"
#include "loket-store-error.h"
#include "loket-work-db.h"
#include "loket-work-notes.h"

static const char select_left[] =
    "SELECT case_id, reference, subject, presence FROM cases WHERE presence <> 'here'"
    " ORDER BY reference, case_id";

/* The last mark of a case; the condition on `what` is that of the index audit_of_erasing. */
#define LAST_MARK(among)                                                                           \
  "(SELECT what FROM audit AS mark WHERE mark.case_id = dropped.case_id"                           \
  " AND what IN ('erased', 'erasedHere', 'cameAgain') AND " among                                  \
  " ORDER BY position DESC LIMIT 1)"

/* The condition on `what` is that of the index audit_of_erased. */
static const char select_dropped[] = "SELECT case_id, type, what, at, " LAST_MARK (
    "what <> 'cameAgain'") " = 'erasedHere', " LAST_MARK ("TRUE") " = 'cameAgain' FROM audit AS "
                                                                  "dropped"
                                                                  " WHERE what IN ('erasedUnsent', "
                                                                  "'erasedDraft', 'dismissed') AND "
                                                                  "what <> 'dismissed'"
                                                                  " AND NOT EXISTS (SELECT 1 FROM "
                                                                  "audit AS later WHERE "
                                                                  "later.case_id = dropped.case_id"
                                                                  "   AND later.what IN "
                                                                  "('erasedUnsent', 'erasedDraft', "
                                                                  "'dismissed')"
                                                                  "   AND later.what = 'dismissed' "
                                                                  "AND later.position > "
                                                                  "dropped.position)"
                                                                  " ORDER BY case_id, position";

static void
dropped_work_free (gpointer data)
{
  LoketDroppedWork *dropped = data;

  g_free (dropped->type);
  g_free (dropped);
}

static LoketLeftCase *
left_case_new (const char *case_id, LoketPresence presence)
{
  LoketLeftCase *self = g_new0 (LoketLeftCase, 1);

  self->case_id = g_strdup (case_id);
  self->presence = presence;
  self->dropped = g_ptr_array_new_with_free_func (dropped_work_free);
  return self;
}

void
loket_left_case_free (LoketLeftCase *self)
{
  if (self == NULL)
    return;
  g_free (self->case_id);
  g_free (self->reference);
  g_free (self->subject);
  g_ptr_array_unref (self->dropped);
  g_free (self);
}

static gboolean
list_in_cache (LoketConnections *databases, GPtrArray *left, GError **error)
{
  g_autoptr (LoketStatement) statement =
      loket_sqlite_prepare (databases->cache, select_left, error);
  gboolean row = TRUE;

  while (statement != NULL && row) {
    LoketLeftCase *left_case;
    gint64 pending, drafts;

    if (!loket_statement_next (statement, &row, error))
      return FALSE;
    if (!row)
      return TRUE;
    left_case =
        left_case_new (loket_statement_column_text (statement, 0),
                       loket_presence_from_string (loket_statement_column_text (statement, 3)));
    g_ptr_array_add (left, left_case);
    left_case->reference = loket_statement_column_dup_text (statement, 1);
    left_case->subject = loket_statement_column_dup_text (statement, 2);
    if (!loket_work_db_count_pending (databases->work, left_case->case_id, &pending, error) ||
        !loket_work_notes_count_drafts (databases->work, left_case->case_id, &drafts, error))
      return FALSE;
    left_case->pending = (guint) pending;
    left_case->drafts = (guint) drafts;
  }
  return FALSE;
}

/* The key of a draft may go on behind the type. */
static char *
dup_type (const char *type)
{
  return g_strndup (type != NULL ? type : "", type != NULL ? strcspn (type, ":#/") : 0);
}

static gboolean
list_erased (LoketSqlite *work, GPtrArray *left, GError **error)
{
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (work, select_dropped, error);
  LoketLeftCase *last = NULL;
  gboolean row = TRUE;

  while (statement != NULL && row) {
    const char *case_id;
    LoketDroppedWork *dropped;

    if (!loket_statement_next (statement, &row, error))
      return FALSE;
    if (!row)
      return TRUE;
    case_id = loket_statement_column_text (statement, 0);
    if (last == NULL || !g_str_equal (last->case_id, case_id)) {
      last = left_case_new (case_id, LOKET_PRESENCE_ERASED);
      last->by_hand = loket_statement_column_int (statement, 4) != 0;
      last->came_again = loket_statement_column_int (statement, 5) != 0;
      g_ptr_array_add (left, last);
    }
    dropped = g_new0 (LoketDroppedWork, 1);
    dropped->type = dup_type (loket_statement_column_text (statement, 1));
    dropped->is_draft = g_str_equal (loket_statement_column_text (statement, 2), "erasedDraft");
    dropped->made_at = loket_statement_column_int (statement, 3);
    g_ptr_array_add (last->dropped, dropped);
  }
  return FALSE;
}

/**
 * loket_left_list:
 *
 * Returns: (transfer full) (element-type LoketLeftCase): by reference; those that were erased last
 */
GPtrArray *
loket_left_list (LoketConnections *databases, GError **error)
{
  g_autoptr (GPtrArray) left =
      g_ptr_array_new_with_free_func ((GDestroyNotify) loket_left_case_free);

  if (!list_in_cache (databases, left, error) || !list_erased (databases->work, left, error))
    return NULL;
  return g_steal_pointer (&left);
}

typedef struct {
  const char *case_id;
  GPtrArray *items;
  LoketMoment now;
} Dismissal;

static gboolean
drop_work (LoketSqlite *work, gpointer data, GError **error)
{
  const Dismissal *dismissal = data;

  for (guint i = 0; i < dismissal->items->len; i++) {
    const LoketWorkItem *item = g_ptr_array_index (dismissal->items, i);

    if (item->state != LOKET_WORK_TAKEN &&
        !loket_work_notes_audit (work, item, "dropped", TRUE, dismissal->now, error))
      return FALSE;
  }
  return loket_work_notes_drop_drafts (work, dismissal->case_id, error) &&
         loket_sqlite_run_text (work, "DELETE FROM items WHERE case_id = ?", dismissal->case_id,
                                error) &&
         loket_sqlite_run_text (work, "DELETE FROM uploads WHERE case_id = ?", dismissal->case_id,
                                error) &&
         loket_work_notes_audit_case (work, dismissal->case_id, "dismissed", dismissal->now, error);
}

/* @found: (out): whether something of it was dropped when it was erased, and is still told */
static gboolean
find_dropped (LoketSqlite *work, const char *case_id, gboolean *found, GError **error)
{
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (
      work,
      "SELECT 1 FROM (SELECT what FROM audit WHERE case_id = ? AND what IN ('erasedUnsent',"
      " 'erasedDraft', 'dismissed') ORDER BY position DESC LIMIT 1) WHERE what <> 'dismissed'",
      error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, case_id);
  return loket_statement_next (statement, found, error);
}

/* What is on its way may have arrived: it can only go once the loket has answered. */
static gboolean
check_none_is_sent (GPtrArray *items, GError **error)
{
  for (guint i = 0; i < items->len; i++) {
    const LoketWorkItem *item = g_ptr_array_index (items, i);

    if (item->state == LOKET_WORK_SENDING) {
      g_set_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_NOTHING_TO_DECIDE,
                   "%s: it is being sent", item->id);
      return FALSE;
    }
  }
  return TRUE;
}

/**
 * loket_left_dismiss:
 *
 * A person has decided: what is left of the case goes, with what was not sent, which the audit
 * keeps; of an erased one it was only to be told.
 *
 * Returns: FALSE with LOKET_STORE_ERROR_NOT_FOUND where it did not leave, with
 *   LOKET_STORE_ERROR_NOTHING_TO_DECIDE while something of it is being sent, or a disk error
 */
gboolean
loket_left_dismiss (LoketConnections *databases,
                    LoketMemoryCopies *memory,
                    const char *case_id,
                    LoketMoment now,
                    GError **error)
{
  g_autoptr (LoketCacheEntry) entry = loket_cache_db_find (databases->cache, case_id, error);
  Dismissal dismissal = {case_id, NULL, now};
  gboolean nothing_left, was_told = FALSE;
  g_autoptr (GPtrArray) items = NULL;

  if (entry == NULL)
    return FALSE;
  nothing_left = entry->row == 0 || entry->presence == LOKET_PRESENCE_HERE;
  if (nothing_left && !find_dropped (databases->work, case_id, &was_told, error))
    return FALSE;
  if (was_told)
    return loket_work_notes_audit_case (databases->work, case_id, "dismissed", now, error);
  if (nothing_left) {
    g_set_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_NOT_FOUND, "%s: it did not leave",
                 case_id);
    return FALSE;
  }
  dismissal.items = items = loket_work_db_list_case (databases->work, case_id, error);
  return items != NULL && check_none_is_sent (items, error) &&
         loket_sqlite_transaction (databases->work, drop_work, &dismissal, error) &&
         loket_cache_db_remove (databases->cache, memory, case_id, error) &&
         loket_documents_care_sweep (databases, error);
}
