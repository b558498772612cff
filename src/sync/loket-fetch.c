/* SPDX-License-Identifier: EUPL-1.2 */
/* GET /cases/{caseId}, into the store. */
#include "config.h"

#include "loket-error.h"
#include "loket-fetch.h"
#include "loket-gate.h"
#include "loket-paths.h"
#include "loket-store-error.h"
#include "loket-store-feed.h"

typedef struct {
  LoketSyncParts parts;
  char *case_id;
  GBytes *body; /* (owned) (nullable): what was answered */
} Fetch;

static void
fetch_free (Fetch *fetch)
{
  g_free (fetch->case_id);
  g_clear_pointer (&fetch->body, g_bytes_unref);
  g_free (fetch);
}

static void
fetch_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const Fetch *fetch = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  GError *told = NULL;

  /* Where it left meanwhile, who reads it again finds what is so now. */
  if (loket_store_write_finish (LOKET_STORE (source), result, &error) ||
      g_error_matches (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_NOT_FOUND)) {
    g_task_return_boolean (task, TRUE);
  } else if (g_error_matches (error, LOKET_ERROR, LOKET_ERROR_INVALID)) {
    loket_reply_set_body_error (fetch->body, error, &told);
    g_task_return_error (task, told);
  } else {
    g_task_return_error (task, g_steal_pointer (&error));
  }
}

static void
fetch_asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Fetch *fetch = g_task_get_task_data (task);
  g_autoptr (LoketReply) reply = loket_line_ask_finish (fetch->parts.line, result);
  GError *shut = NULL;

  /* The brake may have been set while the question was out. */
  if (reply->kind != LOKET_REPLY_GOOD || loket_gate_is_shut (&fetch->parts, &shut)) {
    g_task_return_error (task, shut != NULL ? shut : g_error_copy (reply->error));
    return;
  }
  fetch->body = g_bytes_ref (reply->response->body);
  loket_store_refresh_case_async (fetch->parts.store, fetch->case_id, fetch->body,
                                  loket_clock_get_now (fetch->parts.clock), fetch_written_cb,
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
  Fetch *fetch = g_new0 (Fetch, 1);
  g_autofree char *path = loket_path_make_case (case_id);
  g_autoptr (LoketRequest) request = loket_request_new ("GET", path);

  fetch->parts = *parts;
  fetch->case_id = g_strdup (case_id);
  g_task_set_source_tag (task, loket_fetch_case_async);
  g_task_set_task_data (task, fetch, (GDestroyNotify) fetch_free);
  loket_gate_ask_async (parts, request, cancellable, fetch_asked_cb, task);
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
