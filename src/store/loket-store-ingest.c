/* SPDX-License-Identifier: EUPL-1.2 */
/* Taking in a page of the feed.
 *
 * What goes to work.db (bad items, erasures) is written before the page is committed to cache.db
 * with its cursor: after a power cut the page comes again, and writing it twice changes nothing.
 * What an erasing leaves behind that in other files is remembered in work.db until it is gone.
 *
 * What the loket gives is on the disk before it is shown: no power cut takes back what others did.
 */
#include "config.h"

#include <string.h>

#include "loket-admitted-loss.h"
#include "loket-answered.h"
#include "loket-cache-answered.h"
#include "loket-cache-db.h"
#include "loket-cache-fetch.h"
#include "loket-cache-index.h"
#include "loket-documents-care.h"
#include "loket-erased-traces.h"
#include "loket-feed-guard.h"
#include "loket-feed.h"
#include "loket-lost-acts.h"
#include "loket-store-generation.h"
#include "loket-store-ingest.h"
#include "loket-store-settle.h"
#include "loket-unkept-traces.h"
#include "loket-work-db.h"
#include "loket-work-notes.h"
#include "loket-work-quarantine.h"

typedef struct {
  LoketConnections *databases;
  LoketMemoryCopies *memory;
  LoketFeedPage *page;
  LoketMoment now;
  GHashTable *worked; /* ids of the cases that have rows in work.db */
  char **answered;  /* (owned) (nullable): ids of those of which the feed is to confirm an answer */
  GPtrArray *found; /* ids of those of which something was found taken only now */
  gint64 generation;
  gboolean anew; /* everything is asked for once more */
  LoketFeedWindow window;
  gboolean index_later;
  gboolean admits_loss; /* somebody let a shorter history in */
  gboolean withdrawn;
  gboolean erased;
  GStrvBuilder *changed;
  GStrvBuilder *to_fetch;
  GStrvBuilder *to_project;
  LoketPageResult *result;
} Ingest;

static gboolean
quarantine_item (Ingest *self, const LoketFeedItem *item, GError **error)
{
  char *text = loket_json_to_string (item->raw, FALSE);
  g_autoptr (GBytes) bytes = g_bytes_new_take (text, strlen (text));
  gboolean kept;

  return loket_cache_db_read_kept (self->databases->cache, item->case_id, &kept, error) &&
         loket_work_quarantine_add (self->databases->work, item->case_id, item->error->message,
                                    bytes, kept, self->now, error);
}

/* A case that is no longer ours: what the loket has of it needs no row here any more. */
static gboolean
note_withdrawal (LoketSqlite *work, const char *case_id, LoketMoment now, GError **error)
{
  return loket_work_db_forget_taken (work, case_id, error) &&
         loket_work_notes_audit_case (work, case_id, "withdrawn", now, error);
}

static gboolean
write_work (Ingest *self, GError **error)
{
  LoketSqlite *work = self->databases->work;

  for (guint i = 0; i < self->page->items->len; i++) {
    LoketFeedItem *item = g_ptr_array_index (self->page->items, i);

    if (item->error != NULL) {
      self->result->n_quarantined++;
      if (!quarantine_item (self, item, error))
        return FALSE;
    } else if (item->change == LOKET_CHANGE_ERASED) {
      self->result->n_erased++;
      if (!loket_work_db_erase (work, item->case_id, FALSE, self->now, error))
        return FALSE;
    } else if (item->change == LOKET_CHANGE_WITHDRAWN) {
      self->result->n_withdrawn++;
      if (!note_withdrawal (work, item->case_id, self->now, error))
        return FALSE;
    } else if (!loket_work_notes_note_return (work, item->case_id, self->now, error)) {
      return FALSE;
    }
  }
  return TRUE;
}

/* The feed names the case: that the loket did not know it meanwhile was another one, or a mistake.
 */
static gboolean
note_known (Ingest *self, LoketSqlite *cache, const char *case_id, GError **error)
{
  return !g_strv_contains ((const char *const *) self->answered, case_id) ||
         loket_cache_answered_set_unknown (cache, case_id, LOKET_UNKNOWN_NEVER, error);
}

/* Where somebody let the loss in, what is missing is unsent work again. */
static gboolean
confirm_answers (Ingest *self, LoketSqlite *cache, LoketCase *copy, GError **error)
{
  if (!g_strv_contains ((const char *const *) self->answered, copy->case_id))
    return TRUE;
  if (!note_known (self, cache, copy->case_id, error))
    return FALSE;
  return self->admits_loss ? loket_cache_answered_forget (cache, copy->case_id, error)
                           : loket_cache_answered_confirm (cache, copy, error);
}

/* Everything comes anew, and this case in a lower version than somebody got who opened it: its page
 * was made before that, or the loket was put back since. It is asked for alone. */
static gboolean
ask_for_overtaken (Ingest *self, LoketSqlite *cache, const LoketFeedItem *item, GError **error)
{
  g_autoptr (LoketStatement) statement = NULL;
  gboolean overtaken;

  if (!self->anew || self->admits_loss)
    return TRUE;
  statement = loket_sqlite_prepare (
      cache, "SELECT 1 FROM cases WHERE case_id = ?1 AND version > ?2", error);
  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, item->case_id);
  loket_statement_bind_int (statement, 2, item->version);
  if (!loket_statement_next (statement, &overtaken, error))
    return FALSE;
  if (!overtaken)
    return TRUE;
  g_strv_builder_add (self->to_fetch, item->case_id);
  return loket_cache_fetch_note (cache, item->case_id, error);
}

static gboolean
ingest_upsert (Ingest *self, LoketSqlite *cache, const LoketFeedItem *item, GError **error)
{
  gboolean worked = g_hash_table_contains (self->worked, item->case_id);
  LoketUpsert upsert = {
      .copy = item->contents,
      .version = item->version,
      .generation = self->generation,
      .keep_projection = worked,
      .index_later = self->index_later,
      .admits_loss = self->admits_loss,
  };
  gboolean changed;

  if (item->contents == NULL) {
    g_strv_builder_add (self->to_fetch, item->case_id);
    return note_known (self, cache, item->case_id, error) &&
           loket_cache_fetch_note (cache, item->case_id, error) &&
           loket_cache_db_touch_generation (cache, item->case_id, self->generation, error);
  }
  if (!loket_cache_fetch_forget (cache, item->case_id, error) ||
      !ask_for_overtaken (self, cache, item, error) ||
      !confirm_answers (self, cache, item->contents, error) ||
      !loket_cache_db_upsert (cache, self->memory, &upsert, &changed, error))
    return FALSE;
  if (!changed)
    return TRUE;
  self->result->n_received++;
  g_strv_builder_add (self->changed, item->case_id);
  if (worked)
    g_strv_builder_add (self->to_project, item->case_id);
  return TRUE;
}

static gboolean
withdraw_from_cache (LoketConnections *databases,
                     LoketMemoryCopies *memory,
                     const char *case_id,
                     GError **error)
{
  gboolean needed;

  if (!loket_work_db_is_needed (databases->work, case_id, &needed, error) ||
      !loket_cache_fetch_forget (databases->cache, case_id, error) ||
      !loket_cache_answered_forget (databases->cache, case_id, error))
    return FALSE;
  if (!needed)
    return loket_cache_db_remove (databases->cache, memory, case_id, error);
  return loket_cache_db_set_presence (databases->cache, case_id, LOKET_PRESENCE_WITHDRAWN, error);
}

static gboolean
ingest_item (Ingest *self, LoketSqlite *cache, const LoketFeedItem *item, GError **error)
{
  if (item->error != NULL)
    return item->case_id == NULL ||
           (loket_cache_db_touch_generation (cache, item->case_id, self->generation, error) &&
            note_known (self, cache, item->case_id, error));
  if (item->change == LOKET_CHANGE_UPSERTED)
    return ingest_upsert (self, cache, item, error);
  g_strv_builder_add (self->changed, item->case_id);
  if (item->change == LOKET_CHANGE_WITHDRAWN) {
    self->withdrawn = TRUE;
    return withdraw_from_cache (self->databases, self->memory, item->case_id, error);
  }
  self->erased = TRUE;
  return loket_cache_db_remove (cache, self->memory, item->case_id, error);
}

/* The feed is at its end, and did not speak of what was answered: is it there still? What the loket
 * did not know when it was asked is asked for once more at once. Where all is asked for anew every
 * case is judged as it comes. */
static gboolean
ask_for_answered (Ingest *self, LoketSqlite *cache, GError **error)
{
  g_auto (GStrv) answered = loket_answered_list_cases (self->databases, error);

  for (int i = 0; answered != NULL && !self->anew && answered[i] != NULL; i++) {
    const char *case_id = answered[i];
    gboolean waits;
    gint64 unknown;

    if (!loket_cache_fetch_has (cache, case_id, &waits, error) ||
        !loket_cache_answered_get_unknown (cache, case_id, &unknown, error))
      return FALSE;
    if (waits && unknown != LOKET_UNKNOWN_ONCE)
      continue;
    if (unknown == LOKET_UNKNOWN_ONCE &&
        !loket_cache_answered_set_unknown (cache, case_id, LOKET_UNKNOWN_ASKED_AGAIN, error))
      return FALSE;
    if (!loket_cache_fetch_note (cache, case_id, error))
      return FALSE;
    g_strv_builder_add (self->to_fetch, case_id);
  }
  return answered != NULL;
}

static gboolean
read_generation (Ingest *self, LoketSqlite *cache, GError **error)
{
  LoketFeedState state = {0};
  g_autofree char *later = NULL;
  gboolean read = loket_cache_db_read_feed_state (cache, &state, error);

  self->generation = state.generation;
  self->anew = state.resyncing;
  g_free (state.cursor);
  g_free (state.realm);
  if (!read || !loket_cache_db_get_meta (cache, "indexLater", &later, error))
    return FALSE;
  self->index_later = later != NULL;
  return TRUE;
}

static gboolean
write_cache (LoketSqlite *cache, gpointer data, GError **error)
{
  Ingest *self = data;

  if (!read_generation (self, cache, error))
    return FALSE;
  if (self->generation == 0 &&
      (!loket_store_generation_write_begin (cache, error) || !read_generation (self, cache, error)))
    return FALSE;
  for (guint i = 0; i < self->page->items->len; i++) {
    if (!ingest_item (self, cache, g_ptr_array_index (self->page->items, i), error))
      return FALSE;
  }
  if (self->erased && !loket_cache_index_rebuild (cache, error))
    return FALSE;
  if (self->page->items->len == 0 && !ask_for_answered (self, cache, error))
    return FALSE;
  return loket_feed_guard_pass_page (cache, &self->window, self->page, error) &&
         loket_cache_db_set_meta (cache, "cursor", self->page->next, error);
}

static gboolean
settle (Ingest *self, GError **error)
{
  gint64 quarantined;

  /* First: no other case of the page keeps it back. */
  if (self->erased)
    loket_erased_traces_finish (self->databases, self->now);
  if (!loket_sqlite_read_int (self->databases->work, "SELECT EXISTS (SELECT 1 FROM quarantine)",
                              &quarantined, error))
    return FALSE;
  for (int i = 0; quarantined != 0 && self->result->changed[i] != NULL; i++) {
    if (!loket_work_quarantine_release (self->databases->work, self->result->changed[i], error))
      return FALSE;
  }
  for (int i = 0; self->result->to_project[i] != NULL; i++) {
    if (!loket_store_settle_case (self->databases, self->memory, self->result->to_project[i], NULL,
                                  self->now, error))
      return FALSE;
  }
  loket_unkept_traces_finish (self->databases);
  return !self->withdrawn || loket_documents_care_sweep (self->databases, error);
}

static gboolean
load_worked (Ingest *self, GError **error)
{
  g_autofree char **ids = loket_work_db_list_case_ids (self->databases->work, error);

  if (ids == NULL)
    return FALSE;
  for (int i = 0; ids[i] != NULL; i++)
    g_hash_table_add (self->worked, ids[i]);
  self->answered = loket_cache_answered_list_cases (self->databases->cache, error);
  return self->answered != NULL;
}

/* What a copy proves to be taken is noted before another one, which may be older, takes its place:
 * a crash may have come between the loket's answer and that note. */
static gboolean
settle_held (Ingest *self, GError **error)
{
  for (guint i = 0; i < self->page->items->len; i++) {
    const LoketFeedItem *item = g_ptr_array_index (self->page->items, i);

    if (item->error == NULL && g_hash_table_contains (self->worked, item->case_id) &&
        !loket_store_settle_case (self->databases, self->memory, item->case_id, self->found,
                                  self->now, error))
      return FALSE;
  }
  return TRUE;
}

/* The first page of a cache.db that was begun anew: before anything is set aside with it. */
static gboolean
begin_quarantine (Ingest *self, GError **error)
{
  return read_generation (self, self->databases->cache, error) &&
         (self->generation > 0 || loket_work_quarantine_begin_anew (self->databases->work, error));
}

static gboolean
keep_lost_acts (Ingest *self, GError **error)
{
  if (!loket_admitted_loss_is_awaited (self->databases, NULL, &self->admits_loss, error))
    return FALSE;
  for (guint i = 0; self->admits_loss && i < self->page->items->len; i++) {
    if (!loket_lost_acts_keep (self->databases, self->memory,
                               g_ptr_array_index (self->page->items, i), self->found, self->now,
                               error))
      return FALSE;
  }
  return TRUE;
}

/* Everything that the loket has was let in, and has come. */
static gboolean
keep_what_has_not_come (Ingest *self, GError **error)
{
  return !self->admits_loss || !self->anew || self->page->items->len > 0 ||
         loket_lost_acts_keep_not_come (self->databases, self->found, self->now, error);
}

/* What stands otherwise in the lists, though nothing of it came. */
static void
tell_found (Ingest *self)
{
  g_autoptr (GStrvBuilder) changed = NULL;
  g_auto (GStrv) came = NULL;

  if (self->found->len == 0)
    return;
  changed = g_strv_builder_new ();
  came = g_steal_pointer (&self->result->changed);
  g_strv_builder_addv (changed, (const char **) came);
  for (guint i = 0; i < self->found->len; i++) {
    if (!g_strv_contains ((const char *const *) came, g_ptr_array_index (self->found, i)))
      g_strv_builder_add (changed, g_ptr_array_index (self->found, i));
  }
  self->result->changed = g_strv_builder_end (changed);
}

static gboolean
run_ingest (Ingest *self, GError **error)
{
  if (!loket_feed_guard_check_page (self->databases, self->memory, self->page, self->now,
                                    &self->window, error) ||
      !load_worked (self, error) || !settle_held (self, error) || !keep_lost_acts (self, error) ||
      !begin_quarantine (self, error) || !keep_what_has_not_come (self, error) ||
      !write_work (self, error) ||
      !loket_sqlite_transaction_synced (self->databases->cache, write_cache, self, error))
    return FALSE;
  self->result->n_items = self->page->items->len;
  self->result->next = g_strdup (self->page->next);
  self->result->ref_data = g_steal_pointer (&self->page->ref_data);
  self->result->changed = g_strv_builder_end (self->changed);
  self->result->to_fetch = g_strv_builder_end (self->to_fetch);
  self->result->to_project = g_strv_builder_end (self->to_project);
  if (!settle (self, error))
    return FALSE;
  tell_found (self);
  return TRUE;
}

/**
 * loket_store_ingest_page:
 * @page: no two threads hold it; its `ref_data` is taken out
 *
 * Returns: (transfer full): NULL with LOKET_STORE_ERROR_BRAKE where it must not come in, or a disk
 *   error: then the cursor stands where it stood
 */
LoketPageResult *
loket_store_ingest_page (LoketConnections *databases,
                         LoketMemoryCopies *memory,
                         LoketFeedPage *page,
                         LoketMoment now,
                         GError **error)
{
  g_autoptr (LoketPageResult) result = g_new0 (LoketPageResult, 1);
  g_autoptr (GHashTable) worked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GStrvBuilder) changed = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) to_fetch = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) to_project = g_strv_builder_new ();
  Ingest self = {
      .databases = databases,
      .memory = memory,
      .page = page,
      .now = now,
      .worked = worked,
      .found = found,
      .changed = changed,
      .to_fetch = to_fetch,
      .to_project = to_project,
      .result = result,
  };
  gboolean ingested;

  ingested = run_ingest (&self, error);
  g_strfreev (self.answered);
  return ingested ? g_steal_pointer (&result) : NULL;
}
