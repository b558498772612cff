/* SPDX-License-Identifier: EUPL-1.2 */
/* What goes out. */
#include "config.h"

#include "loket-admitted-loss.h"
#include "loket-cache-db.h"
#include "loket-erased-traces.h"
#include "loket-store-private.h"
#include "loket-store-settle.h"
#include "loket-store-work.h"
#include "loket-stored-case.h"
#include "loket-work-db.h"
#include "loket-work-notes.h"

typedef struct {
  LoketWorkItem *item;           /* (nullable) */
  LoketProjection *projection;   /* (nullable) */
  LoketWorkResolving *resolving; /* (nullable) */
  char *key;                     /* (nullable): id of an item, or of a draft */
  char *case_id;                 /* (nullable) */
  char *text;                    /* (nullable): reason, or the fields of a draft */
  GBytes *answer;                /* (nullable) */
  LoketWorkState state;
  guint limit;
  LoketMoment now;
} Work;

static Work *
work_new (const char *key, LoketMoment now)
{
  Work *work = g_new0 (Work, 1);

  work->key = g_strdup (key);
  work->now = now;
  return work;
}

static void
work_free (gpointer data)
{
  Work *work = data;

  g_clear_pointer (&work->item, loket_work_item_unref);
  g_clear_pointer (&work->projection, loket_projection_free);
  g_clear_pointer (&work->resolving, loket_work_resolving_free);
  g_free (work->key);
  g_free (work->case_id);
  g_free (work->text);
  g_clear_pointer (&work->answer, g_bytes_unref);
  g_free (work);
}

static void
submit_write (LoketStore *self,
              LoketStoreFunc func,
              Work *work,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  LoketStoreCall call = {func, work, work_free, NULL};

  _loket_store_write (self, &call, callback, user_data);
}

static void
submit_list (LoketStore *self,
             LoketStoreFunc func,
             Work *work,
             GAsyncReadyCallback callback,
             gpointer user_data)
{
  LoketStoreCall call = {func, work, work_free, (GDestroyNotify) g_ptr_array_unref};

  _loket_store_read (self, &call, NULL, callback, user_data);
}

typedef struct {
  LoketConnections *databases;
  LoketProjection *projection;
} Projecting;

static gboolean
write_projection (LoketSqlite *cache, gpointer data, GError **error)
{
  Projecting *projecting = data;

  return loket_stored_case_project (projecting->databases, projecting->projection, error);
}

/* A cache that is not filled, or cannot be read, proves nothing: what was erased here may have come
 * again. */
static gboolean
is_surely_erased (LoketStore *self, const char *case_id)
{
  LoketFeedState state = {0};
  gboolean here, erased;

  if (case_id == NULL || !loket_cache_db_has_case (self->write.cache, case_id, &here, NULL) ||
      here || !loket_work_notes_is_erased (self->write.work, case_id, &erased, NULL) || !erased)
    return FALSE;
  erased = loket_cache_db_read_feed_state (self->write.cache, &state, NULL) &&
           state.cursor != NULL && !state.resyncing;
  g_free (state.cursor);
  g_free (state.realm);
  return erased;
}

/* An act may be done while its case is being erased. */
static gpointer
add_work (LoketStore *self, gpointer data, GError **error)
{
  Work *work = data;
  Projecting projecting = {&self->write, work->projection};
  g_autoptr (GError) unshown = NULL;

  if (is_surely_erased (self, work->item->case_id)) {
    g_set_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_NOT_FOUND, "%s: the case was erased",
                 work->item->id);
    return NULL;
  }
  if (!loket_work_db_add (self->write.work, work->item, work->key, error))
    return NULL;
  /* It is kept: that it is not shown yet is mended when the desk opens the next time. */
  if (work->projection != NULL &&
      !loket_sqlite_transaction (self->write.cache, write_projection, &projecting, &unshown))
    g_message ("%s is kept, and not shown yet: %s", work->item->id, unshown->message);
  return LOKET_STORE_DONE;
}

void
loket_store_add_work_async (LoketStore *self,
                            LoketWorkItem *item,
                            LoketProjection *projection,
                            const char *draft_key,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  Work *work = work_new (draft_key, item->made_at);

  work->item = loket_work_item_ref (item);
  work->projection = projection;
  submit_write (self, add_work, work, callback, user_data);
}

static gpointer
list_sendable (LoketStore *self, gpointer data, GError **error)
{
  Work *work = data;
  g_autoptr (GPtrArray) items = loket_work_db_list_sendable (self->read.work, work->now, error);

  if (items == NULL || !loket_admitted_loss_leave_first (&self->read, items, error))
    return NULL;
  return g_steal_pointer (&items);
}

void
loket_store_list_sendable_async (LoketStore *self,
                                 LoketMoment now,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  submit_list (self, list_sendable, work_new (NULL, now), callback, user_data);
}

GPtrArray *
loket_store_list_sendable_finish (LoketStore *self, GAsyncResult *result, GError **error)
{
  return _loket_store_finish (self, result, error);
}

static gpointer
list_pending (LoketStore *self, gpointer data, GError **error)
{
  return loket_work_db_list_pending (self->read.work, error);
}

void
loket_store_list_pending_async (LoketStore *self, GAsyncReadyCallback callback, gpointer user_data)
{
  submit_list (self, list_pending, work_new (NULL, LOKET_NO_MOMENT), callback, user_data);
}

GPtrArray *
loket_store_list_pending_finish (LoketStore *self, GAsyncResult *result, GError **error)
{
  return _loket_store_finish (self, result, error);
}

static gpointer
mark (LoketStore *self, gpointer data, GError **error)
{
  Work *work = data;
  g_autoptr (LoketWorkItem) item = NULL;

  if (!loket_work_db_find (self->write.work, work->key, &item, error))
    return NULL;
  if (item == NULL) {
    g_set_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_NOT_FOUND, "%s: nothing waits",
                 work->key);
    return NULL;
  }
  /* What the loket has is never unsent again: the feed may have brought it meanwhile. */
  if (item->state == LOKET_WORK_TAKEN)
    return LOKET_STORE_DONE;
  return _loket_store_done_or_null (loket_work_db_mark (
      self->write.work, item, work->state, work->text, work->answer, work->now, error));
}

void
loket_store_mark_async (LoketStore *self,
                        const char *id,
                        LoketWorkState state,
                        const char *reason,
                        GBytes *answer,
                        LoketMoment now,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  Work *work = work_new (id, now);

  g_return_if_fail (state != LOKET_WORK_TAKEN);

  work->state = state;
  work->text = g_strdup (reason);
  work->answer = answer != NULL ? g_bytes_ref (answer) : NULL;
  submit_write (self, mark, work, callback, user_data);
}

static gpointer
take (LoketStore *self, gpointer data, GError **error)
{
  Work *work = data;

  return _loket_store_done_or_null (loket_store_settle_answer (
      &self->write, self->memory, work->key, work->answer, work->now, error));
}

void
loket_store_take_async (LoketStore *self,
                        const char *id,
                        GBytes *answer,
                        LoketMoment now,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  Work *work = work_new (id, now);

  work->answer = answer != NULL ? g_bytes_ref (answer) : NULL;
  submit_write (self, take, work, callback, user_data);
}

static gpointer
sweep (LoketStore *self, gpointer data, GError **error)
{
  Work *work = data;
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);

  loket_erased_traces_finish (&self->write, work->now);
  if (!loket_store_settle_sweep (&self->write, self->memory, found, work->now, error))
    return NULL;
  g_ptr_array_add (found, NULL);
  return g_ptr_array_free (g_steal_pointer (&found), FALSE);
}

void
loket_store_sweep_async (LoketStore *self,
                         LoketMoment now,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  LoketStoreCall call = {sweep, work_new (NULL, now), work_free, (GDestroyNotify) g_strfreev};

  _loket_store_write (self, &call, callback, user_data);
}

char **
loket_store_sweep_finish (LoketStore *self, GAsyncResult *result, GError **error)
{
  return _loket_store_finish (self, result, error);
}

static gpointer
take_back (LoketStore *self, gpointer data, GError **error)
{
  Work *work = data;
  g_autofree char *case_id = NULL;
  g_autoptr (GError) shown = NULL;

  if (!loket_work_db_take_back (self->write.work, work->key, work->now, &case_id, error))
    return NULL;
  /* It is taken back: that it is still shown is mended when the desk opens the next time. */
  if (!loket_store_settle_removed (&self->write, self->memory, case_id, &shown))
    g_message ("%s is taken back, and still shown: %s", work->key, shown->message);
  return g_steal_pointer (&case_id);
}

void
loket_store_take_back_async (LoketStore *self,
                             const char *id,
                             LoketMoment now,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  LoketStoreCall call = {take_back, work_new (id, now), work_free, g_free};

  _loket_store_write (self, &call, callback, user_data);
}

char *
loket_store_take_back_finish (LoketStore *self, GAsyncResult *result, GError **error)
{
  return _loket_store_finish (self, result, error);
}

/* First what the loket's copy proves: what it has is nobody's to decide any more. */
static gpointer
resolve (LoketStore *self, gpointer data, GError **error)
{
  Work *work = data;
  g_autoptr (LoketWorkItem) item = NULL;
  g_autofree char *case_id = NULL;
  g_autoptr (GError) shown = NULL;

  if (!loket_work_db_find (self->write.work, work->key, &item, error))
    return NULL;
  if (item != NULL &&
      !loket_store_settle_case (&self->write, self->memory, item->case_id, NULL, work->now, error))
    return NULL;
  if (!loket_work_resolve (self->write.work, work->key, work->resolving, work->now, &case_id,
                           error))
    return NULL;
  if (!loket_store_settle_removed (&self->write, self->memory, case_id, &shown))
    g_message ("%s is decided, and shown as it was: %s", work->key, shown->message);
  return g_steal_pointer (&case_id);
}

void
loket_store_resolve_async (LoketStore *self,
                           const char *id,
                           LoketWorkResolving *resolving,
                           LoketMoment now,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  Work *work = work_new (id, now);
  LoketStoreCall call = {resolve, work, work_free, g_free};

  work->resolving = resolving;
  _loket_store_write (self, &call, callback, user_data);
}

char *
loket_store_resolve_finish (LoketStore *self, GAsyncResult *result, GError **error)
{
  return _loket_store_finish (self, result, error);
}

/* Erased means erased, also what was in memory only until now, and what is typed behind it. */
static gpointer
refuse_draft (LoketStore *self, const Work *work, GError **error)
{
  if (loket_work_notes_audit_unkept (self->write.work, work->key, work->case_id, work->now, error))
    g_set_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_NOT_FOUND, "%s: the case was erased",
                 work->key);
  return NULL;
}

static gpointer
save_draft (LoketStore *self, gpointer data, GError **error)
{
  Work *work = data;

  if (is_surely_erased (self, work->case_id))
    return refuse_draft (self, work, error);
  return _loket_store_done_or_null (loket_work_notes_save_draft (
      self->write.work, work->key, work->case_id, work->text, work->now, error));
}

/**
 * loket_store_save_draft_async:
 *
 * Ends with loket_store_write_finish(): FALSE with LOKET_STORE_ERROR_NOT_FOUND where the case was
 * erased, which loket_store_list_left_async() tells from then on.
 */
void
loket_store_save_draft_async (LoketStore *self,
                              const char *key,
                              const char *case_id,
                              JsonObject *fields,
                              LoketMoment now,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  Work *work = work_new (key, now);

  work->case_id = g_strdup (case_id);
  work->text = loket_json_object_to_string (fields);
  submit_write (self, save_draft, work, callback, user_data);
}

static gpointer
end_hold (LoketStore *self, gpointer data, GError **error)
{
  Work *work = data;

  return _loket_store_done_or_null (loket_work_db_end_hold (self->write.work, work->key, error));
}

void
loket_store_end_hold_async (LoketStore *self,
                            const char *id,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  submit_write (self, end_hold, work_new (id, LOKET_NO_MOMENT), callback, user_data);
}

static gpointer
drop_draft (LoketStore *self, gpointer data, GError **error)
{
  Work *work = data;
  g_autofree char *case_id = NULL;

  if (!loket_work_notes_find_draft_case (self->write.work, work->key, &case_id, error) ||
      !loket_work_notes_drop_draft (self->write.work, work->key, error))
    return NULL;
  /* A case that is no longer ours may have stood here for it alone. */
  return _loket_store_done_or_null (
      case_id == NULL || loket_store_settle_removed (&self->write, self->memory, case_id, error));
}

void
loket_store_drop_draft_async (LoketStore *self,
                              const char *key,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  submit_write (self, drop_draft, work_new (key, LOKET_NO_MOMENT), callback, user_data);
}

static gpointer
list_drafts (LoketStore *self, gpointer data, GError **error)
{
  return loket_work_notes_list_drafts (self->read.work, error);
}

void
loket_store_list_drafts_async (LoketStore *self, GAsyncReadyCallback callback, gpointer user_data)
{
  submit_list (self, list_drafts, work_new (NULL, LOKET_NO_MOMENT), callback, user_data);
}

GPtrArray *
loket_store_list_drafts_finish (LoketStore *self, GAsyncResult *result, GError **error)
{
  return _loket_store_finish (self, result, error);
}

static gpointer
list_audit (LoketStore *self, gpointer data, GError **error)
{
  Work *work = data;

  return loket_work_notes_list_audit (self->read.work, work->limit, error);
}

void
loket_store_list_audit_async (LoketStore *self,
                              guint limit,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  Work *work = work_new (NULL, LOKET_NO_MOMENT);

  work->limit = limit;
  submit_list (self, list_audit, work, callback, user_data);
}

GPtrArray *
loket_store_list_audit_finish (LoketStore *self, GAsyncResult *result, GError **error)
{
  return _loket_store_finish (self, result, error);
}

static gpointer
list_record (LoketStore *self, gpointer data, GError **error)
{
  Work *work = data;

  return loket_work_notes_list_record (self->read.work, work->limit, error);
}

void
loket_store_list_record_async (LoketStore *self,
                               guint limit,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  Work *work = work_new (NULL, LOKET_NO_MOMENT);

  work->limit = limit;
  submit_list (self, list_record, work, callback, user_data);
}

GPtrArray *
loket_store_list_record_finish (LoketStore *self, GAsyncResult *result, GError **error)
{
  return _loket_store_finish (self, result, error);
}
