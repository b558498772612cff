/* SPDX-License-Identifier: EUPL-1.2 */
/* What comes in. */
#include "config.h"

#include "loket-answered.h"
#include "loket-cache-db.h"
#include "loket-cache-fetch.h"
#include "loket-cache-index.h"
#include "loket-feed-guard.h"
#include "loket-store-feed.h"
#include "loket-store-generation.h"
#include "loket-store-ingest.h"
#include "loket-store-private.h"
#include "loket-work-db.h"
#include "loket-work-quarantine.h"

static gpointer
read_feed_state (LoketStore *self, gpointer data, GError **error)
{
  g_autoptr (LoketFeedState) state = g_new0 (LoketFeedState, 1);

  if (!loket_cache_db_read_feed_state (self->read.cache, state, error))
    return NULL;
  state->to_fetch = loket_cache_fetch_list (self->read.cache, error);
  if (state->to_fetch == NULL)
    return NULL;
  state->epoch = self->read_epoch;
  return g_steal_pointer (&state);
}

void
loket_store_read_feed_state_async (LoketStore *self,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  LoketStoreCall call = {read_feed_state, NULL, NULL, (GDestroyNotify) loket_feed_state_free};

  _loket_store_read (self, &call, NULL, callback, user_data);
}

LoketFeedState *
loket_store_read_feed_state_finish (LoketStore *self, GAsyncResult *result, GError **error)
{
  LoketFeedState *state = _loket_store_finish (self, result, error);

  if (state != NULL)
    self->feed_epoch = state->epoch;
  return state;
}

typedef struct {
  GBytes *body;        /* (nullable) */
  GPtrArray *rest;     /* (element-type GBytes) (nullable): of a case: pages of its acts */
  LoketFeedPage *page; /* (owned) (nullable): @body, decoded */
  char *key;           /* (nullable): case id, or path of a body */
  char *etag;          /* (nullable) */
  LoketMoment now;
  gint epoch; /* of a page: which cache.db it follows upon */
} Arrival;

static Arrival *
arrival_new (GBytes *body, const char *key, LoketMoment now)
{
  Arrival *arrival = g_new0 (Arrival, 1);

  arrival->body = body != NULL ? g_bytes_ref (body) : NULL;
  arrival->key = g_strdup (key);
  arrival->now = now;
  return arrival;
}

static void
arrival_free (gpointer data)
{
  Arrival *arrival = data;

  g_clear_pointer (&arrival->body, g_bytes_unref);
  g_clear_pointer (&arrival->rest, g_ptr_array_unref);
  loket_feed_page_free (arrival->page);
  g_free (arrival->key);
  g_free (arrival->etag);
  g_free (arrival);
}

static gpointer
apply_page (LoketStore *self, gpointer data, GError **error)
{
  Arrival *arrival = data;

  /* Its cursor would stand in a cache that has not what came before. */
  if (arrival->epoch != g_atomic_int_get (&self->cache_epoch)) {
    g_set_error_literal (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_DELETED,
                         "the copies were begun anew since this page was asked for");
    return NULL;
  }
  if (arrival->page == NULL)
    arrival->page = loket_feed_page_decode (arrival->body, error);
  if (arrival->page == NULL)
    return NULL;
  return loket_store_ingest_page (&self->write, self->memory, arrival->page, arrival->now, error);
}

void
loket_store_apply_page_async (LoketStore *self,
                              GBytes *body,
                              LoketFeedPage *page,
                              LoketMoment now,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  Arrival *arrival = arrival_new (body, NULL, now);
  LoketStoreCall call = {apply_page, arrival, arrival_free,
                         (GDestroyNotify) loket_page_result_free};

  arrival->page = page;
  arrival->epoch = self->feed_epoch;
  _loket_store_write (self, &call, callback, user_data);
}

LoketPageResult *
loket_store_apply_page_finish (LoketStore *self, GAsyncResult *result, GError **error)
{
  return _loket_store_finish (self, result, error);
}

/* Returns: (transfer full): behind which `seq` the rest of the history is; -1: none is missing */
static gint64 *
ingest_case (LoketStore *self, const Arrival *arrival, gboolean of_feed, GError **error)
{
  g_autofree gint64 *rest_after = g_new (gint64, 1);

  if (!loket_store_ingest_case (&self->write, self->memory, arrival->key, arrival->body,
                                arrival->rest, of_feed, arrival->now, rest_after, error))
    return NULL;
  return g_steal_pointer (&rest_after);
}

static Arrival *
arrival_new_case (GBytes *body, GPtrArray *rest, const char *case_id, LoketMoment now)
{
  Arrival *arrival = arrival_new (body, case_id, now);

  arrival->rest = rest != NULL ? g_ptr_array_ref (rest) : NULL;
  return arrival;
}

static gpointer
apply_case (LoketStore *self, gpointer data, GError **error)
{
  return ingest_case (self, data, TRUE, error);
}

void
loket_store_apply_case_async (LoketStore *self,
                              const char *case_id,
                              GBytes *body,
                              GPtrArray *rest,
                              LoketMoment now,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  LoketStoreCall call = {apply_case, arrival_new_case (body, rest, case_id, now), arrival_free,
                         g_free};

  _loket_store_write (self, &call, callback, user_data);
}

/* The answer may have been given before the feed took the case away. */
static gpointer
refresh_case (LoketStore *self, gpointer data, GError **error)
{
  const Arrival *arrival = data;
  g_autoptr (LoketCacheEntry) entry = loket_cache_db_find (self->write.cache, arrival->key, error);

  if (entry == NULL)
    return NULL;
  if (entry->row != 0 && entry->presence != LOKET_PRESENCE_WITHDRAWN)
    return ingest_case (self, arrival, FALSE, error);
  g_set_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_NOT_FOUND, "%s: it left", arrival->key);
  return NULL;
}

void
loket_store_refresh_case_async (LoketStore *self,
                                const char *case_id,
                                GBytes *body,
                                GPtrArray *rest,
                                LoketMoment now,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  LoketStoreCall call = {refresh_case, arrival_new_case (body, rest, case_id, now), arrival_free,
                         g_free};

  _loket_store_write (self, &call, callback, user_data);
}

gboolean
loket_store_take_case_finish (LoketStore *self,
                              GAsyncResult *result,
                              gint64 *rest_after,
                              GError **error)
{
  g_autofree gint64 *after = _loket_store_finish (self, result, error);

  *rest_after = after != NULL ? *after : -1;
  return after != NULL;
}

static gpointer
note_unknown (LoketStore *self, gpointer data, GError **error)
{
  const Arrival *arrival = data;

  return _loket_store_done_or_null (
      loket_answered_note_unknown (&self->write, arrival->key, error));
}

void
loket_store_note_unknown_async (LoketStore *self,
                                const char *case_id,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  LoketStoreCall call = {note_unknown, arrival_new (NULL, case_id, LOKET_NO_MOMENT), arrival_free,
                         NULL};

  _loket_store_write (self, &call, callback, user_data);
}

static gpointer
begin_generation (LoketStore *self, gpointer data, GError **error)
{
  gboolean cursor_refused = GPOINTER_TO_INT (data);

  return _loket_store_done_or_null (
      loket_work_quarantine_begin_anew (self->write.work, error) &&
      loket_store_generation_begin (self->write.cache, cursor_refused, error));
}

void
loket_store_begin_generation_async (LoketStore *self,
                                    gboolean cursor_refused,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  LoketStoreCall call = {begin_generation, GINT_TO_POINTER (cursor_refused), NULL, NULL};

  _loket_store_write (self, &call, callback, user_data);
}

/* Before the generation is finished: cut off between the two, it is finished once more. */
static gboolean
end_quarantine (LoketStore *self, GError **error)
{
  g_autofree char *resyncing = NULL;

  return loket_cache_db_get_meta (self->write.cache, "resyncing", &resyncing, error) &&
         (resyncing == NULL || loket_work_quarantine_end_anew (self->write.work, error));
}

static gpointer
finish_generation (LoketStore *self, gpointer data, GError **error)
{
  Arrival *arrival = data;

  if (!loket_feed_guard_check_end (&self->write, arrival->now, error) ||
      !end_quarantine (self, error))
    return NULL;
  return loket_store_generation_finish (self->write.cache, error);
}

void
loket_store_finish_generation_async (LoketStore *self,
                                     LoketMoment now,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  LoketStoreCall call = {finish_generation, arrival_new (NULL, NULL, now), arrival_free,
                         (GDestroyNotify) g_strfreev};

  _loket_store_write (self, &call, callback, user_data);
}

char **
loket_store_finish_generation_finish (LoketStore *self, GAsyncResult *result, GError **error)
{
  return _loket_store_finish (self, result, error);
}

static gpointer
keep_body (LoketStore *self, gpointer data, GError **error)
{
  Arrival *arrival = data;
  g_autoptr (LoketStatement) statement =
      loket_sqlite_prepare (self->write.cache,
                            "INSERT INTO bodies (path, etag, body) VALUES (?1, ?2, ?3)"
                            " ON CONFLICT (path) DO UPDATE SET etag = ?2, body = ?3",
                            error);

  if (statement == NULL)
    return NULL;
  loket_statement_bind_text (statement, 1, arrival->key);
  loket_statement_bind_text (statement, 2, arrival->etag);
  loket_statement_bind_bytes (statement, 3, arrival->body);
  return loket_statement_run (statement, error) ? LOKET_STORE_DONE : NULL;
}

void
loket_store_keep_body_async (LoketStore *self,
                             const char *path,
                             const char *etag,
                             GBytes *body,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  Arrival *arrival = arrival_new (body, path, LOKET_NO_MOMENT);
  LoketStoreCall call = {keep_body, arrival, arrival_free, NULL};

  arrival->etag = g_strdup (etag);
  _loket_store_write (self, &call, callback, user_data);
}

static void
kept_body_free (LoketKeptBody *body)
{
  g_free (body->path);
  g_free (body->etag);
  g_clear_pointer (&body->body, g_bytes_unref);
  g_free (body);
}

static gpointer
list_bodies (LoketStore *self, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) bodies = g_ptr_array_new_with_free_func ((GDestroyNotify) kept_body_free);
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (
      self->read.cache, "SELECT path, etag, body FROM bodies ORDER BY path", error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  for (;;) {
    LoketKeptBody *body;

    if (!loket_statement_next (statement, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&bodies);
    body = g_new0 (LoketKeptBody, 1);
    body->path = loket_statement_column_dup_text (statement, 0);
    body->etag = loket_statement_column_dup_text (statement, 1);
    body->body = loket_statement_column_dup_bytes (statement, 2);
    g_ptr_array_add (bodies, body);
  }
}

void
loket_store_list_bodies_async (LoketStore *self, GAsyncReadyCallback callback, gpointer user_data)
{
  LoketStoreCall call = {list_bodies, NULL, NULL, (GDestroyNotify) g_ptr_array_unref};

  _loket_store_read (self, &call, NULL, callback, user_data);
}

GPtrArray *
loket_store_list_bodies_finish (LoketStore *self, GAsyncResult *result, GError **error)
{
  return _loket_store_finish (self, result, error);
}

static gpointer
list_quarantine (LoketStore *self, gpointer data, GError **error)
{
  return loket_work_quarantine_list (self->read.work, error);
}

void
loket_store_list_quarantine_async (LoketStore *self,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  LoketStoreCall call = {list_quarantine, NULL, NULL, (GDestroyNotify) g_ptr_array_unref};

  _loket_store_read (self, &call, NULL, callback, user_data);
}

GPtrArray *
loket_store_list_quarantine_finish (LoketStore *self, GAsyncResult *result, GError **error)
{
  return _loket_store_finish (self, result, error);
}

static gpointer
count_quarantine (LoketStore *self, gpointer data, GError **error)
{
  g_autofree gint64 *count = g_new0 (gint64, 1);

  return loket_work_quarantine_count (self->read.work, count, error) ? g_steal_pointer (&count)
                                                                     : NULL;
}

void
loket_store_count_quarantine_async (LoketStore *self,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  LoketStoreCall call = {count_quarantine, NULL, NULL, g_free};

  _loket_store_read (self, &call, NULL, callback, user_data);
}

gboolean
loket_store_count_quarantine_finish (LoketStore *self,
                                     GAsyncResult *result,
                                     gint64 *count,
                                     GError **error)
{
  g_autofree gint64 *found = _loket_store_finish (self, result, error);

  if (found != NULL)
    *count = *found;
  return found != NULL;
}
