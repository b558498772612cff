/* SPDX-License-Identifier: EUPL-1.2 */
/* The desk when its databases are damaged. */
#include "config.h"

#include "loket-desk-care.h"
#include "loket-desk-private.h"
#include "loket-documents-check.h"

void
_loket_desk_note_care (LoketDesk *self, const char *code)
{
  if (self->log != NULL)
    loket_log_add (self->log, loket_clock_get_now (self->clock), "care", code, NULL, 0);
}

static void
store_mended_cb (LoketStore *store, gboolean cache_begun_anew, LoketDesk *self)
{
  if (self->closed)
    return;
  if (!cache_begun_anew && loket_store_get_salvage (store) != NULL)
    _loket_desk_note_care (self, "workSalvaged");
  if (cache_begun_anew) {
    _loket_desk_note_care (self, "cacheSetAside");
    self->cache_begun_anew = TRUE;
    self->begun_anew_at = loket_clock_get_now (self->clock);
    loket_sync_begin_anew (self->sync);
    loket_replayer_run (self->replayer, LOKET_REPLAY_WORKED);
    _loket_desk_refresh (self, NULL);
  }
  _loket_desk_read_pending (self);
  _loket_desk_update_state (self);
}

/* Once the store is open: what was mended then is told like what is mended later. */
void
_loket_desk_start_care (LoketDesk *self)
{
  g_signal_connect (self->store, "mended", G_CALLBACK (store_mended_cb), self);
  if (loket_store_get_salvage (self->store) != NULL)
    _loket_desk_note_care (self, "workSalvaged");
  if (!loket_store_cache_was_begun_anew (self->store))
    return;
  _loket_desk_note_care (self, "cacheSetAside");
  self->cache_begun_anew = TRUE;
  self->begun_anew_at = loket_clock_get_now (self->clock);
  _loket_desk_update_state (self);
}

static void
acknowledged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (loket_store_write_finish (LOKET_STORE (source), result, &error)) {
    g_task_return_boolean (task, TRUE);
    return;
  }
  g_message ("that the salvage was seen could not be kept: %s", error->message);
  g_task_return_error (task, _loket_desk_translate (error));
}

void
loket_desk_acknowledge_salvage_async (LoketDesk *self,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, loket_desk_acknowledge_salvage_async);
  if (!_loket_desk_check_writable (self, task))
    return;
  loket_store_acknowledge_salvage_async (self->store, loket_clock_get_now (self->clock),
                                         acknowledged_cb, g_steal_pointer (&task));
  _loket_desk_update_state (self);
}

gboolean
loket_desk_acknowledge_salvage_finish (LoketDesk *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  gboolean files_go;

  if (loket_store_look_at_salvage_finish (LOKET_STORE (source), result, &files_go, &error))
    g_task_return_int (task, files_go);
  else
    g_task_return_error (task, _loket_desk_translate (error));
}

void
loket_desk_look_at_salvage_async (LoketDesk *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, loket_desk_look_at_salvage_async);
  loket_store_look_at_salvage_async (self->store, looked_cb, task);
}

gboolean
loket_desk_look_at_salvage_finish (LoketDesk *self,
                                   GAsyncResult *result,
                                   gboolean *files_go,
                                   GError **error)
{
  gssize found = g_task_propagate_int (G_TASK (result), error);

  *files_go = found > 0;
  return found >= 0;
}

/* Verification: the databases, then the contents of documents, then every row of the lists. */

typedef struct {
  gboolean repair;
  LoketVerifyResult *result; /* (owned) (nullable) */
} Verify;

static void
verify_free (gpointer data)
{
  Verify *verify = data;

  loket_verify_result_free (verify->result);
  g_free (verify);
}

static void
answer_verify (GTask *task)
{
  Verify *verify = g_task_get_task_data (task);

  g_task_return_pointer (task, g_steal_pointer (&verify->result),
                         (GDestroyNotify) loket_verify_result_free);
}

static void
rows_checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketDesk *self = g_task_get_source_object (task);
  Verify *verify = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  LoketReplayCheck check;

  if (self->closed) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "the desk was closed");
    return;
  }
  if (!loket_replayer_check_finish (result, &check, &error)) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  verify->result->cases_checked = check.n_checked;
  verify->result->cases_differing = check.n_differing;
  verify->result->rows_rewritten = verify->repair && check.n_differing > 0;
  answer_verify (task);
}

static void
documents_checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketDesk *self = g_task_get_source_object (task);
  Verify *verify = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!loket_documents_check_finish (LOKET_STORE (source), result, NULL, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (self->closed)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "the desk was closed");
  else
    loket_replayer_check_async (self->replayer, 0, G_MAXUINT, verify->repair, rows_checked_cb,
                                g_steal_pointer (&task));
}

static void
databases_checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketDesk *self = g_task_get_source_object (task);
  Verify *verify = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  verify->result = loket_store_verify_finish (LOKET_STORE (source), result, &error);
  if (verify->result == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (self->closed || verify->result->cache != NULL)
    answer_verify (task); /* of a damaged cache.db nothing more can be said */
  else
    loket_documents_check_async (self->store, verify->repair, verify->result, documents_checked_cb,
                                 g_steal_pointer (&task));
}

void
loket_desk_verify_async (LoketDesk *self,
                         gboolean repair,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  Verify *verify = g_new0 (Verify, 1);

  verify->repair = repair;
  g_task_set_task_data (task, verify, verify_free);
  if (_loket_desk_check_writable (self, task))
    loket_store_verify_async (self->store, repair, databases_checked_cb, task);
  else
    g_object_unref (task);
}

/**
 * loket_desk_verify_finish:
 *
 * Returns: (transfer full): what was found; NULL with an error
 */
LoketVerifyResult *
loket_desk_verify_finish (LoketDesk *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GError) cause = NULL;
  LoketVerifyResult *found = g_task_propagate_pointer (G_TASK (result), &cause);

  if (found == NULL)
    g_propagate_error (error, _loket_desk_translate (cause));
  return found;
}
