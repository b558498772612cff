/* SPDX-License-Identifier: EUPL-1.2 */
/* How large a document the loket takes: asked by OPTIONS, as tus 1.0 has it, and kept, so that it can
 * be told before a document is handed in, also without a network. Main thread. */
#pragma once

#include "loket-sync-parts.h"

G_BEGIN_DECLS

void     loket_document_limit_ask_async  (const LoketSyncParts *parts, GCancellable *cancellable,
                                          GAsyncReadyCallback callback, gpointer user_data);
gboolean loket_document_limit_ask_finish (GAsyncResult *result, gint64 *bytes_max);

G_END_DECLS
