/* SPDX-License-Identifier: EUPL-1.2 */
/* What was shown as taken never disappears unseen: of the person of this desk it becomes unsent
 * work again, for a person to decide; of others the audit keeps it, without its words where the
 * case may not be kept on this machine. Only where somebody let a shorter history in. */
#include "config.h"

#include <string.h>

#include "loket-answered.h"
#include "loket-bodies.h"
#include "loket-cache-db.h"
#include "loket-fold.h"
#include "loket-history.h"
#include "loket-lost-acts.h"
#include "loket-work-db.h"
#include "loket-work-notes.h"

/* Reason of the row: a sentence of the family `reason`. */
#define REASON "lostByLoket"

typedef struct {
  LoketConnections *databases;
  LoketMemoryCopies *memory;
  LoketMoment now;
  char *person;     /* (nullable): of this desk */
  gboolean changed; /* what waits in the case is otherwise now */
} Keeping;

static LoketWorkItem *
make_item (const LoketCase *held, const LoketAct *act, LoketMoment now)
{
  g_autoptr (LoketAct) again = loket_act_new (act->act_id, act->type, act->author, act->occurred_on,
                                              act->based_on, act->payload);
  g_autoptr (GBytes) body = NULL;

  again->occurred_at = act->occurred_at;
  body = loket_act_body_make (again, NULL);
  return loket_work_item_new_act (held->case_id, held->reference, again, body,
                                  act->recorded_at != LOKET_NO_MOMENT ? act->recorded_at : now);
}

typedef struct {
  LoketWorkItem *item;
  gboolean there; /* it has a row */
  LoketMoment now;
} Refusal;

/* In one go: a row that only waits would be sent without a person's word. */
static gboolean
write_refused (LoketSqlite *work, gpointer data, GError **error)
{
  const Refusal *refusal = data;
  const LoketWorkItem *item = refusal->item;

  if (!refusal->there &&
      (!loket_work_db_insert (work, item, error) ||
       !loket_work_notes_audit (work, item, "added", FALSE, item->made_at, error)))
    return FALSE;
  return loket_work_db_set_state (work, item, LOKET_WORK_REFUSED, REASON, NULL, refusal->now,
                                  error);
}

/* A row that is there is one that was taken, and not swept yet. */
static gboolean
keep_own (Keeping *self, const LoketCase *held, const LoketAct *act, GError **error)
{
  LoketSqlite *work = self->databases->work;
  g_autoptr (LoketWorkItem) item = NULL;
  Refusal refusal = {NULL, FALSE, self->now};

  if (!loket_work_db_find (work, act->act_id, &item, error))
    return FALSE;
  refusal.there = item != NULL;
  if (refusal.there && item->state != LOKET_WORK_TAKEN)
    return TRUE;
  if (!refusal.there) {
    item = make_item (held, act, self->now);
    if (!loket_work_db_get_place_before_all (work, &item->position, error))
      return FALSE;
  }
  refusal.item = item;
  self->changed = TRUE;
  return loket_sqlite_transaction (work, write_refused, &refusal, error);
}

/* @permitted: whether the words of others in the case may be kept on this machine */
static gboolean
keep_other (
    Keeping *self, const LoketCase *held, const LoketAct *act, gboolean permitted, GError **error)
{
  g_autoptr (LoketWorkItem) item = make_item (held, act, self->now);

  return loket_work_notes_audit (self->databases->work, item, REASON, permitted, self->now, error);
}

static gboolean
keep_of_case (Keeping *self, const LoketFeedItem *item, GError **error)
{
  g_autoptr (LoketCacheEntry) entry =
      loket_cache_db_find (self->databases->cache, item->case_id, error);
  g_autoptr (LoketCase) held = NULL;
  g_autoptr (GPtrArray) missing = NULL;
  gboolean permitted;

  if (entry == NULL)
    return FALSE;
  held = loket_cache_entry_to_copy (entry, self->memory);
  if (held == NULL)
    return TRUE;
  permitted = held->offline_permitted && item->contents->offline_permitted;
  missing = loket_history_list_missing (held, item->contents);
  /* What waits in the case was done after them; and each takes the place before all others. */
  for (guint i = missing->len; i > 0; i--) {
    const LoketAct *act = g_ptr_array_index (missing, i - 1);
    gboolean own = self->person != NULL && g_str_equal (act->author, self->person);

    if (!(own ? keep_own (self, held, act, error) : keep_other (self, held, act, permitted, error)))
      return FALSE;
  }
  return TRUE;
}

/* What was taken, and stands in no copy: a power cut took the loket's answer out of the one that
 * was here.
 *
 * @came: (nullable): NULL: the case has not come at all */
static gboolean
keep_rows (Keeping *self, const char *case_id, LoketCase *came, GError **error)
{
  LoketSqlite *work = self->databases->work;
  g_autoptr (GPtrArray) items = loket_work_db_list_case (work, case_id, error);

  for (guint i = 0; items != NULL && i < items->len; i++) {
    LoketWorkItem *item = g_ptr_array_index (items, i);

    if (item->state != LOKET_WORK_TAKEN || loket_fold_copy_holds (came, item))
      continue;
    self->changed = TRUE;
    if (!loket_work_db_mark (work, item, LOKET_WORK_REFUSED, REASON, NULL, self->now, error))
      return FALSE;
  }
  return items != NULL;
}

/* @changed: (nullable): takes @case_id */
static gboolean
tell_changed (Keeping *self, const char *case_id, GPtrArray *changed, GError **error)
{
  gint64 pending;

  if (!self->changed)
    return TRUE;
  if (changed != NULL)
    g_ptr_array_add (changed, g_strdup (case_id));
  return loket_work_db_count_pending (self->databases->work, case_id, &pending, error) &&
         loket_cache_db_set_pending (self->databases->cache, case_id, pending, error);
}

/**
 * loket_lost_acts_keep_not_come:
 * @changed: (element-type utf8): takes the ids of cases that look different now
 *
 * At the end of the feed, where everything comes anew and a shorter history was let in: what was
 * taken in cases that have not come, and that no copy has.
 */
gboolean
loket_lost_acts_keep_not_come (LoketConnections *databases,
                               GPtrArray *changed,
                               LoketMoment now,
                               GError **error)
{
  g_auto (GStrv) not_come = loket_answered_list_not_come (databases, error);

  for (int i = 0; not_come != NULL && not_come[i] != NULL; i++) {
    Keeping self = {.databases = databases, .now = now};
    gboolean missing;

    if (!loket_answered_check_rows (databases, not_come[i], &missing, error) ||
        (missing && !keep_rows (&self, not_come[i], NULL, error)) ||
        !tell_changed (&self, not_come[i], changed, error))
      return FALSE;
  }
  return not_come != NULL;
}

/**
 * loket_lost_acts_keep:
 * @changed: (nullable) (element-type utf8): takes the id of the case where it looks different now
 *
 * Before @item is written, where a shorter history was let in: what it no longer has of its case.
 * Twice the same changes nothing in the rows.
 */
gboolean
loket_lost_acts_keep (LoketConnections *databases,
                      LoketMemoryCopies *memory,
                      const LoketFeedItem *item,
                      GPtrArray *changed,
                      LoketMoment now,
                      GError **error)
{
  g_autofree char *person = NULL;
  Keeping self = {.databases = databases, .memory = memory, .now = now};

  if (item->error != NULL || item->change != LOKET_CHANGE_UPSERTED || item->contents == NULL)
    return TRUE;
  if (!loket_cache_db_get_meta (databases->work, "person", &person, error))
    return FALSE;
  self.person = person;
  return keep_of_case (&self, item, error) &&
         keep_rows (&self, item->case_id, item->contents, error) &&
         tell_changed (&self, item->case_id, changed, error);
}
