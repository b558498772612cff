/* SPDX-License-Identifier: EUPL-1.2 */
/* One document on its way to the loket, by tus 1.0.0: created, asked how far it is, sent piece by
 * piece. What the loket has is the truth, whatever was cut off before. Main thread. */
#pragma once

#include "loket-store-documents.h"
#include "loket-sync-parts.h"

G_BEGIN_DECLS

typedef void (*LoketTransferFunc) (const char *document_id, gint64 done, gint64 size,
                                   gpointer user_data);

typedef enum {
  LOKET_UPLOAD_ENDED_COMPLETE, /* the loket has it whole */
  LOKET_UPLOAD_ENDED_FAILED,   /* the loket does not take it: its act was marked as refused */
  LOKET_UPLOAD_ENDED_DROPPED,  /* it was taken back meanwhile */
} LoketUploadEnd;

void     loket_upload_send_async  (const LoketSyncParts *parts, const LoketUpload *upload,
                                   LoketTransferFunc progress, gpointer progress_data,
                                   GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean loket_upload_send_finish (GAsyncResult *result, LoketUploadEnd *end, gint64 *retry_after_s,
                                   GError **error);

G_END_DECLS
