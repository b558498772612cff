/* SPDX-License-Identifier: EUPL-1.2 */
/* One document on its way from the loket, piece by piece, from where it was cut off; nothing of it
 * is shown to anybody before it was found to be what its hash promises. Main thread. */
#pragma once

#include "loket-upload.h"

G_BEGIN_DECLS

void               loket_download_async  (const LoketSyncParts *parts,
                                          const LoketKeptDocument *document,
                                          LoketTransferFunc progress, gpointer progress_data,
                                          GCancellable *cancellable, GAsyncReadyCallback callback,
                                          gpointer user_data);
LoketKeptDocument *loket_download_finish (GAsyncResult *result, gint64 *retry_after_s,
                                          GError **error);

G_END_DECLS
