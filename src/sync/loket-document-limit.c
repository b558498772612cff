/* SPDX-License-Identifier: EUPL-1.2 */
/* How large a document the loket takes. */
#include "config.h"

#include <string.h>

#include "loket-document-limit.h"
#include "loket-gate.h"
#include "loket-paths.h"
#include "loket-store-feed.h"
#include "loket-tus.h"

typedef struct {
  LoketSyncParts parts;
  gint64 bytes_max; /* 0: the loket did not say */
} Asking;

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Asking *self = g_task_get_task_data (task);
  g_autoptr (LoketReply) reply = loket_line_ask_finish (self->parts.line, result);
  const char *text =
      reply->response != NULL ? loket_response_get_header (reply->response, "tus-max-size") : NULL;
  gint64 limit;

  if (text != NULL && loket_tus_number_parse (text, &limit) && limit > 0) {
    g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));

    self->bytes_max = limit;
    loket_store_keep_body_async (self->parts.store, loket_path_get_fixed (LOKET_PATH_DOCUMENTS),
                                 NULL, body, NULL, NULL);
  }
  g_task_return_boolean (task, reply->response != NULL);
}

void
loket_document_limit_ask_async (const LoketSyncParts *parts,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  Asking *self = g_new0 (Asking, 1);
  g_autoptr (LoketRequest) request =
      loket_request_new ("OPTIONS", loket_path_get_fixed (LOKET_PATH_DOCUMENTS));

  self->parts = *parts;
  g_task_set_source_tag (task, loket_document_limit_ask_async);
  g_task_set_task_data (task, self, g_free);
  loket_request_set_header (request, "tus-resumable", LOKET_TUS_VERSION);
  loket_gate_ask_async (&self->parts, request, cancellable, asked_cb, task);
}

/**
 * loket_document_limit_ask_finish:
 * @bytes_max: (out): of one document; 0: the loket did not say
 *
 * Returns: FALSE where the line broke, so that it is to be asked again
 */
gboolean
loket_document_limit_ask_finish (GAsyncResult *result, gint64 *bytes_max)
{
  const Asking *self = g_task_get_task_data (G_TASK (result));

  *bytes_max = self->bytes_max;
  return g_task_propagate_boolean (G_TASK (result), NULL);
}
