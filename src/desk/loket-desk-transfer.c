/* SPDX-License-Identifier: EUPL-1.2 */
/* Unsent work to another desk, and erasing. */
#include "config.h"

#include "loket-desk-private.h"
#include "loket-desk-transfer.h"

static void
transferred_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autofree LoketTransferCounts *counts = g_new0 (LoketTransferCounts, 1);
  g_autoptr (GError) error = NULL;

  if (loket_store_transfer_finish (LOKET_STORE (source), result, counts, &error))
    g_task_return_pointer (task, g_steal_pointer (&counts), g_free);
  else
    g_task_return_error (task, _loket_desk_translate (error));
}

void
loket_desk_export_work_async (LoketDesk *self,
                              const char *path,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  /* What is being typed is on its way to the disk. */
  if (!self->read_only)
    loket_store_flush (self->store);
  loket_store_export_work_async (self->store, path, _loket_desk_get_own_now (self), transferred_cb,
                                 task);
}

static void
drafts_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketDesk *self = g_task_get_source_object (task);
  LoketTransferCounts *counts = g_memdup2 (g_task_get_task_data (task), sizeof *counts);
  g_autoptr (GPtrArray) drafts =
      loket_store_list_drafts_finish (LOKET_STORE (source), result, NULL);

  if (!self->closed) {
    if (drafts != NULL)
      _loket_desk_take_drafts (self, drafts);
    loket_replayer_run (self->replayer, LOKET_REPLAY_WORKED);
    _loket_desk_read_pending (self);
    _loket_desk_after_work (self, NULL);
  }
  g_task_return_pointer (task, counts, g_free);
}

static void
imported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketDesk *self = g_task_get_source_object (task);
  g_autofree LoketTransferCounts *counts = g_new0 (LoketTransferCounts, 1);
  g_autoptr (GError) error = NULL;

  if (!loket_store_transfer_finish (LOKET_STORE (source), result, counts, &error)) {
    g_task_return_error (task, _loket_desk_translate (error));
    return;
  }
  if (self->closed) {
    g_task_return_pointer (task, g_steal_pointer (&counts), g_free);
    return;
  }
  g_task_set_task_data (task, g_steal_pointer (&counts), g_free);
  loket_store_list_drafts_async (self->store, drafts_read_cb, g_steal_pointer (&task));
}

void
loket_desk_import_work_async (LoketDesk *self,
                              const char *path,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  if (_loket_desk_check_writable (self, task))
    loket_store_import_work_async (self->store, path, _loket_desk_get_own_now (self), imported_cb,
                                   task);
  else
    g_object_unref (task);
}

gboolean
loket_desk_transfer_finish (LoketDesk *self,
                            GAsyncResult *result,
                            LoketTransferCounts *counts,
                            GError **error)
{
  g_autofree LoketTransferCounts *done = g_task_propagate_pointer (G_TASK (result), error);

  if (done != NULL)
    *counts = *done;
  return done != NULL;
}

static void
erased_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketDesk *self = g_task_get_source_object (task);
  const char *const case_ids[] = {g_task_get_task_data (task), NULL};
  g_autoptr (GError) error = NULL;
  gboolean traces_left;
  gboolean erased =
      loket_store_erase_case_finish (LOKET_STORE (source), result, &traces_left, &error);

  if (!self->closed &&
      (erased || g_error_matches (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_HALF_ERASED)))
    _loket_desk_forget_drafts (self, case_ids[0]);
  if (!self->closed) {
    _loket_desk_read_pending (self);
    _loket_desk_refresh (self, case_ids);
  }
  if (erased)
    g_task_return_int (task, traces_left);
  else
    g_task_return_error (task, _loket_desk_translate (error));
}

void
loket_desk_erase_case_async (LoketDesk *self,
                             const char *case_id,
                             gboolean with_unsent,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_task_data (task, g_strdup (case_id), g_free);
  if (_loket_desk_check_writable (self, task))
    loket_store_erase_case_async (self->store, case_id, with_unsent, _loket_desk_get_own_now (self),
                                  erased_cb, task);
  else
    g_object_unref (task);
}

gboolean
loket_desk_erase_case_finish (LoketDesk *self,
                              GAsyncResult *result,
                              gboolean *traces_left,
                              GError **error)
{
  gssize left = g_task_propagate_int (G_TASK (result), error);

  *traces_left = left > 0;
  return left >= 0;
}
