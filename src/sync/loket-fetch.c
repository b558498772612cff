/* SPDX-License-Identifier: EUPL-1.2 */
/* GET /cases/{caseId}, into the store. */
#include "config.h"

#include "loket-fetch.h"
#include "loket-paths.h"
#include "loket-store-feed.h"

static void
fetch_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (loket_store_write_finish (LOKET_STORE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
fetch_asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketSyncParts *parts = g_task_get_task_data (task);
  g_autoptr (LoketReply) reply = loket_line_ask_finish (parts->line, result);

  if (reply->kind != LOKET_REPLY_GOOD) {
    g_task_return_error (task, g_error_copy (reply->error));
    return;
  }
  loket_store_apply_case_async (parts->store, reply->response->body,
                                loket_clock_get_now (parts->clock), fetch_written_cb,
                                g_steal_pointer (&task));
}

void
loket_fetch_case_async (const LoketSyncParts *parts,
                        const char *case_id,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  LoketSyncParts *copy = g_new (LoketSyncParts, 1);
  g_autofree char *path = loket_path_make_case (case_id);
  g_autoptr (LoketRequest) request = loket_request_new ("GET", path);

  *copy = *parts;
  g_task_set_source_tag (task, loket_fetch_case_async);
  g_task_set_task_data (task, copy, g_free);
  loket_line_ask_async (parts->line, request, cancellable, fetch_asked_cb, task);
}

/**
 * loket_fetch_case_finish:
 *
 * Returns: FALSE with a LOKET_SYNC_ERROR, or an error of the store
 */
gboolean
loket_fetch_case_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
