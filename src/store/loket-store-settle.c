/* SPDX-License-Identifier: EUPL-1.2 */
/* Settling unsent work.
 *
 * Always in this order: cache.db holds it and is committed; then the row of work.db says "taken";
 * then cache.db is checkpointed; then the row goes. Whatever is cut off in between, one of the two
 * still has the act. */
#include "config.h"

#include <string.h>

#include "loket-bodies.h"
#include "loket-cache-answered.h"
#include "loket-cache-db.h"
#include "loket-fold.h"
#include "loket-history.h"
#include "loket-store-settle.h"
#include "loket-unkept-traces.h"
#include "loket-work-db.h"

/* An id stands in the text of a copy as it is. What stands nowhere in it need not be looked for in
 * its tree: most of what waits has not arrived yet. */
static gboolean
may_hold (const LoketCacheEntry *entry, GPtrArray *items)
{
  if (entry->json == NULL)
    return !entry->kept;
  for (guint i = 0; i < items->len; i++) {
    const LoketWorkItem *item = g_ptr_array_index (items, i);

    if (item->kind == LOKET_WORK_CASE || strstr (entry->json, item->id) != NULL)
      return TRUE;
  }
  return FALSE;
}

/* @copy: (out) (nullable): the loket's; NULL also where it surely holds none of them
 * @kept: (out): whether it is on this disk */
static GPtrArray *
read_items_and_copy (LoketConnections *databases,
                     LoketMemoryCopies *memory,
                     const char *case_id,
                     LoketCase **copy,
                     gboolean *kept,
                     GError **error)
{
  g_autoptr (GPtrArray) items = loket_work_db_list_case (databases->work, case_id, error);
  g_autoptr (LoketCacheEntry) entry = NULL;

  *copy = NULL;
  *kept = TRUE;
  if (items == NULL || items->len == 0)
    return g_steal_pointer (&items);
  entry = loket_cache_db_find (databases->cache, case_id, error);
  if (entry == NULL)
    return NULL;
  *kept = entry->kept;
  if (may_hold (entry, items))
    *copy = loket_cache_entry_to_copy (entry, memory);
  return g_steal_pointer (&items);
}

static gboolean
write_pending_count (LoketConnections *databases, const char *case_id, GError **error)
{
  gint64 pending;

  return loket_work_db_count_pending (databases->work, case_id, &pending, error) &&
         loket_cache_db_set_pending (databases->cache, case_id, pending, error);
}

static void
note (GPtrArray *ids, const char *id)
{
  if (ids != NULL)
    g_ptr_array_add (ids, g_strdup (id));
}

/* A copy in memory goes with the program: until the feed has shown the act its row is all there is.
 *
 * @held: takes the id of @item where its row may go */
static gboolean
note_held (LoketConnections *databases,
           const LoketWorkItem *item,
           gboolean kept,
           GPtrArray *held,
           GError **error)
{
  g_auto (GStrv) answered = NULL;

  if (kept || held == NULL) {
    note (held, item->id);
    return TRUE;
  }
  answered = loket_cache_answered_list (databases->cache, item->case_id, error);
  if (answered != NULL && !g_strv_contains ((const char *const *) answered, item->id))
    note (held, item->id);
  return answered != NULL;
}

/* @held: (nullable): takes the ids of rows that are taken and stand in the copy
 * @found: (nullable): takes the id of the case where one of them was found taken only now */
static gboolean
settle_rows (LoketConnections *databases,
             LoketMemoryCopies *memory,
             const char *case_id,
             GPtrArray *held,
             GPtrArray *found,
             LoketMoment now,
             GError **error)
{
  g_autoptr (LoketCase) copy = NULL;
  gboolean kept;
  g_autoptr (GPtrArray) items =
      read_items_and_copy (databases, memory, case_id, &copy, &kept, error);

  if (items == NULL)
    return FALSE;
  if (items->len == 0)
    return TRUE;
  for (guint i = 0; i < items->len; i++) {
    LoketWorkItem *item = g_ptr_array_index (items, i);

    if (!loket_fold_copy_holds (copy, item))
      continue;
    if (!note_held (databases, item, kept, held, error))
      return FALSE;
    if (item->state == LOKET_WORK_TAKEN)
      continue;
    if (!loket_work_db_mark (databases->work, item, LOKET_WORK_TAKEN, NULL, NULL, now, error))
      return FALSE;
    note (found, case_id);
  }
  return write_pending_count (databases, case_id, error);
}

/**
 * loket_store_settle_case:
 * @found: (element-type utf8) (nullable): takes @case_id where something was found that nobody had
 *   said to be taken
 *
 * What is found in the loket's copy is taken, whatever the reply was.
 */
gboolean
loket_store_settle_case (LoketConnections *databases,
                         LoketMemoryCopies *memory,
                         const char *case_id,
                         GPtrArray *found,
                         LoketMoment now,
                         GError **error)
{
  return settle_rows (databases, memory, case_id, NULL, found, now, error);
}

/* NULL where it is not a case as the loket has it, with all of its history: no other has a version.
 */
static LoketCase *
read_case (JsonObject *json)
{
  g_autoptr (LoketCase) copy = loket_case_from_json (json, NULL);

  return copy != NULL && copy->version > 0 && !loket_case_is_partial (copy)
             ? g_steal_pointer (&copy)
             : NULL;
}

/* What the copy becomes by the loket's answer. Its version stays: what others did in between was
 * not seen here, and only a whole copy says what is newer than another. NULL where the answer says
 * nothing new, or nothing that we understand: the feed will bring it. */
static LoketCase *
read_answer (LoketCase *copy, const LoketWorkItem *item, GBytes *answer)
{
  g_autoptr (JsonObject) json = answer != NULL ? loket_body_to_object (answer, NULL) : NULL;

  if (json == NULL)
    return NULL;
  if (json_object_has_member (json, "caseId") && !json_object_has_member (json, "actId"))
    return read_case (json);
  if (copy == NULL || item->kind != LOKET_WORK_ACT || loket_fold_copy_holds (copy, item))
    return NULL;
  if (g_strcmp0 (loket_json_peek_string (json, "actId"), item->id) != 0 ||
      loket_json_peek_int (json, "seq", 0) <= 0)
    return NULL;
  return loket_history_add_act (copy, json);
}

typedef struct {
  LoketMemoryCopies *memory;
  const LoketWorkItem *item;
  gboolean is_news;   /* the feed has not brought it before, and is to do so */
  LoketUpsert upsert; /* its copy is NULL where there is nothing to write */
} AnswerData;

static gboolean
write_answer (LoketSqlite *cache, gpointer data, GError **error)
{
  AnswerData *answer = data;
  const LoketWorkItem *item = answer->item;
  gboolean changed;

  if (answer->is_news && !loket_cache_answered_note (cache, item->case_id, item->id, error))
    return FALSE;
  return answer->upsert.copy == NULL ||
         loket_cache_db_upsert (cache, answer->memory, &answer->upsert, &changed, error);
}

static gboolean
apply_answer (LoketConnections *databases,
              LoketMemoryCopies *memory,
              const LoketWorkItem *item,
              GBytes *body,
              GError **error)
{
  g_autoptr (LoketCacheEntry) entry = loket_cache_db_find (databases->cache, item->case_id, error);
  g_autoptr (LoketCase) copy = NULL;
  g_autoptr (LoketCase) answered = NULL;
  AnswerData answer = {memory, item, FALSE, {0}};

  if (entry == NULL)
    return FALSE;
  /* The answer to one act does not give a case back that is no longer ours. */
  if (entry->presence == LOKET_PRESENCE_WITHDRAWN)
    return TRUE;
  copy = loket_cache_entry_to_copy (entry, memory);
  answered = read_answer (copy, item, body);
  answer.is_news = entry->row != 0 && !loket_fold_copy_holds (copy, item);
  if (answered != NULL && g_strcmp0 (answered->case_id, item->case_id) == 0) {
    answer.upsert.copy = answered;
    answer.upsert.version = answered->version;
    answer.upsert.keep_projection = TRUE;
  }
  return loket_sqlite_transaction (databases->cache, write_answer, &answer, error);
}

/* Of a case that is no longer ours no copy will come that holds what was taken: it needs no row. */
static gboolean
forget_withdrawn (LoketConnections *databases,
                  LoketMemoryCopies *memory,
                  const char *case_id,
                  GError **error)
{
  g_autoptr (LoketCacheEntry) entry = loket_cache_db_find (databases->cache, case_id, error);

  if (entry == NULL)
    return FALSE;
  if (entry->row == 0 || entry->presence != LOKET_PRESENCE_WITHDRAWN)
    return TRUE;
  return loket_work_db_forget_taken (databases->work, case_id, error) &&
         loket_store_settle_removed (databases, memory, case_id, error);
}

/**
 * loket_store_settle_answer:
 * @id: of the item that the loket confirmed
 * @answer: (nullable): the act as taken, or the whole case
 *
 * Returns: FALSE with LOKET_STORE_ERROR_NOT_FOUND, or a disk error: then the item is sent again
 */
gboolean
loket_store_settle_answer (LoketConnections *databases,
                           LoketMemoryCopies *memory,
                           const char *id,
                           GBytes *answer,
                           LoketMoment now,
                           GError **error)
{
  g_autoptr (LoketWorkItem) item = NULL;

  if (!loket_work_db_find (databases->work, id, &item, error))
    return FALSE;
  if (item == NULL) {
    g_set_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_NOT_FOUND, "%s: nothing waits", id);
    return FALSE;
  }
  if (!apply_answer (databases, memory, item, answer, error))
    return FALSE;
  if (item->state != LOKET_WORK_TAKEN &&
      !loket_work_db_mark (databases->work, item, LOKET_WORK_TAKEN, NULL, NULL, now, error))
    return FALSE;
  return forget_withdrawn (databases, memory, item->case_id, error) &&
         write_pending_count (databases, item->case_id, error);
}

static gboolean
remove_held (LoketSqlite *work, gpointer data, GError **error)
{
  GPtrArray *held = data;

  for (guint i = 0; i < held->len; i++) {
    if (!loket_work_db_remove (work, g_ptr_array_index (held, i), error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
remove_swept (LoketConnections *databases, GPtrArray *held, GError **error)
{
  gboolean complete;

  if (!loket_sqlite_checkpoint (databases->cache, &complete, error))
    return FALSE;
  return !complete || loket_sqlite_transaction (databases->work, remove_held, held, error);
}

/**
 * loket_store_settle_sweep:
 * @found: (element-type utf8): takes the ids of cases of which something was found in the loket's
 *   copy that nobody had said to be taken
 *
 * Removes what a checkpointed cache.db holds, and what is left of cases that may not be kept any
 * more. Where a reader keeps the checkpoint from completing the rows stay for the next time.
 */
gboolean
loket_store_settle_sweep (LoketConnections *databases,
                          LoketMemoryCopies *memory,
                          GPtrArray *found,
                          LoketMoment now,
                          GError **error)
{
  g_auto (GStrv) case_ids = loket_work_db_list_case_ids (databases->work, error);
  g_autoptr (GPtrArray) held = g_ptr_array_new_with_free_func (g_free);

  loket_unkept_traces_finish (databases);
  if (case_ids == NULL)
    return FALSE;
  for (int i = 0; case_ids[i] != NULL; i++) {
    if (!settle_rows (databases, memory, case_ids[i], held, found, now, error))
      return FALSE;
  }
  if (held->len == 0)
    return TRUE;
  if (!remove_swept (databases, held, error))
    return FALSE;
  for (int i = 0; case_ids[i] != NULL; i++) {
    if (!loket_store_settle_removed (databases, memory, case_ids[i], error))
      return FALSE;
  }
  return TRUE;
}

/**
 * loket_store_settle_removed:
 *
 * After a row of @case_id went: what stood in the cache only because of it goes too (a complaint
 * that was taken back, a case that is no longer ours).
 */
gboolean
loket_store_settle_removed (LoketConnections *databases,
                            LoketMemoryCopies *memory,
                            const char *case_id,
                            GError **error)
{
  g_autoptr (GPtrArray) items = loket_work_db_list_case (databases->work, case_id, error);
  g_autoptr (LoketCacheEntry) entry = NULL;
  gboolean needed;

  if (items == NULL)
    return FALSE;
  entry = loket_cache_db_find (databases->cache, case_id, error);
  if (entry == NULL)
    return FALSE;
  if (!loket_work_db_is_needed (databases->work, case_id, &needed, error))
    return FALSE;
  if (items->len == 0 && entry->row != 0 &&
      (entry->version == 0 || (entry->presence == LOKET_PRESENCE_WITHDRAWN && !needed)))
    return loket_cache_db_remove (databases->cache, memory, case_id, error);
  return write_pending_count (databases, case_id, error);
}
