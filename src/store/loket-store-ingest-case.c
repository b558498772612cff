/* SPDX-License-Identifier: EUPL-1.2 */
/* Taking in a case that was asked for alone: because the feed said so, or beside it. */
#include "config.h"

#include "loket-admitted-loss.h"
#include "loket-bodies.h"
#include "loket-cache-answered.h"
#include "loket-cache-db.h"
#include "loket-cache-fetch.h"
#include "loket-error.h"
#include "loket-feed-guard.h"
#include "loket-lost-acts.h"
#include "loket-store-ingest.h"
#include "loket-store-settle.h"
#include "loket-unkept-traces.h"
#include "loket-work-db.h"
#include "loket-work-notes.h"
#include "loket-work-quarantine.h"

static LoketCase *
read_case (const char *case_id, GBytes *body, GPtrArray *rest, GError **error)
{
  g_autoptr (LoketCase) copy = loket_case_decode_with_rest (body, rest, error);

  if (copy == NULL || g_str_equal (copy->case_id, case_id))
    return g_steal_pointer (&copy);
  g_set_error (error, LOKET_ERROR, LOKET_ERROR_INVALID,
               "caseId: another case (%s) stands here than was asked for", copy->case_id);
  return NULL;
}

/* Sets aside what was answered to a GET of @case_id, or of the rest of its history. Of another case
 * it keeps no word: erasing that one would not find it here; nor of one that may not be kept, as a
 * page of acts does not say itself. */
static gboolean
quarantine_answer (LoketConnections *databases,
                   const char *case_id,
                   GBytes *body,
                   GPtrArray *rest,
                   const char *reason,
                   LoketMoment now,
                   GError **error)
{
  g_autoptr (JsonObject) json = loket_body_to_object (body, NULL);
  const char *own = json != NULL ? loket_json_peek_string (json, "caseId") : NULL;
  gboolean may_be_kept = (own == NULL || g_str_equal (own, case_id)) &&
                         (json == NULL || loket_json_peek_boolean (json, "offlinePermitted", TRUE));
  gboolean kept;

  if (rest != NULL && rest->len > 0)
    body = g_ptr_array_index (rest, rest->len - 1);
  return loket_cache_db_read_kept (databases->cache, case_id, &kept, error) &&
         loket_work_quarantine_add (databases->work, case_id, reason, body, kept && may_be_kept,
                                    now, error);
}

typedef struct {
  LoketMemoryCopies *memory;
  LoketUpsert upsert;
  gboolean of_feed;
} CaseData;

/* It belongs to what comes now, though its version is not one that a page gave. */
static gboolean
note_generation (LoketSqlite *cache, const CaseData *write, GError **error)
{
  LoketFeedState state = {0};
  gboolean read = loket_cache_db_read_feed_state (cache, &state, error);

  g_free (state.cursor);
  g_free (state.realm);
  return read && loket_cache_db_touch_generation (cache, write->upsert.copy->case_id,
                                                  state.generation, error);
}

static gboolean
write_case (LoketSqlite *cache, gpointer data, GError **error)
{
  CaseData *write = data;
  const char *case_id = write->upsert.copy->case_id;
  gboolean changed;

  if (!loket_cache_answered_confirm (cache, write->upsert.copy, error) ||
      !loket_cache_db_upsert (cache, write->memory, &write->upsert, &changed, error))
    return FALSE;
  /* What somebody asked for beside the feed may be older than what the feed spoke of. */
  return !write->of_feed ||
         (loket_cache_fetch_forget (cache, case_id, error) &&
          loket_cache_answered_forget (cache, case_id, error) &&
          loket_admitted_loss_pass (cache, error) && note_generation (cache, write, error));
}

/* A page has proven by itself that the loket is older; one copy alone may have been kept by
 * somebody on the way. */
static gboolean
check_version (LoketConnections *databases, const LoketUpsert *upsert, GError **error)
{
  gint64 least;

  if (!loket_feed_guard_read_least (databases, upsert->copy->case_id, &least, error))
    return FALSE;
  if (upsert->version >= least)
    return TRUE;
  g_set_error (error, LOKET_ERROR, LOKET_ERROR_INVALID,
               "version: an older one came than the loket gave before");
  return FALSE;
}

/* What is behind the page in the feed is judged and kept as what stands in one: nothing is written
 * where it must not come in. */
static gboolean
pass_guard (LoketConnections *databases,
            LoketMemoryCopies *memory,
            LoketUpsert *upsert,
            const LoketFeedItem *item,
            LoketMoment now,
            GError **error)
{
  if (!loket_admitted_loss_is_awaited (databases, item->case_id, &upsert->admits_loss, error))
    return FALSE;
  return upsert->admits_loss || (check_version (databases, upsert, error) &&
                                 loket_feed_guard_check_case (databases, memory, item, now, error));
}

/**
 * loket_store_ingest_case:
 * @case_id: of the case that was asked for
 * @body: what GET gave
 * @rest: (element-type GBytes) (nullable): pages of its acts that were asked for since
 * @of_feed: because the feed said so; else beside it, and it may have been overtaken
 * @rest_after: (out): the rest of its history is behind that `seq`, and nothing was changed; -1:
 * all of it is here
 *
 * Returns: FALSE with LOKET_ERROR_INVALID where @body is not that case (then it was set aside), or
 *   is older than what the loket gave before; with LOKET_STORE_ERROR_BRAKE where it must not come
 * in
 */
gboolean
loket_store_ingest_case (LoketConnections *databases,
                         LoketMemoryCopies *memory,
                         const char *case_id,
                         GBytes *body,
                         GPtrArray *rest,
                         gboolean of_feed,
                         LoketMoment now,
                         gint64 *rest_after,
                         GError **error)
{
  g_autoptr (GError) unread = NULL;
  g_autoptr (LoketCase) copy = read_case (case_id, body, rest, &unread);
  g_autoptr (GPtrArray) items = NULL;
  CaseData write = {.memory = memory, .of_feed = of_feed};
  LoketFeedItem item = {.change = LOKET_CHANGE_UPSERTED};

  if (copy == NULL) {
    if (quarantine_answer (databases, case_id, body, rest, unread->message, now, error))
      g_propagate_error (error, g_steal_pointer (&unread));
    return FALSE;
  }
  *rest_after = loket_case_is_partial (copy) ? loket_case_get_last_seq (copy) : -1;
  if (*rest_after >= 0)
    return TRUE;
  write.upsert.copy = copy;
  write.upsert.version = copy->version;
  item.case_id = copy->case_id;
  item.version = copy->version;
  item.contents = copy;
  if (of_feed && !pass_guard (databases, memory, &write.upsert, &item, now, error))
    return FALSE;
  items = loket_work_db_list_case (databases->work, copy->case_id, error);
  if (items == NULL || !loket_store_settle_case (databases, memory, copy->case_id, NULL, now,
                                                 error)) /* by what is held */
    return FALSE;
  if (write.upsert.admits_loss &&
      !loket_lost_acts_keep (databases, memory, &item, NULL, now, error))
    return FALSE;
  write.upsert.keep_projection = items->len > 0;
  if (!loket_work_notes_note_return (databases->work, copy->case_id, now, error) ||
      !loket_sqlite_transaction_synced (databases->cache, write_case, &write, error) ||
      !loket_work_quarantine_release (databases->work, copy->case_id, error) ||
      !loket_store_settle_case (databases, memory, copy->case_id, NULL, now, error))
    return FALSE;
  loket_unkept_traces_finish (databases);
  return TRUE;
}
