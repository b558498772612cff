/* SPDX-License-Identifier: EUPL-1.2 */
/* Fetching one case that is not kept on this machine, for somebody who opens it. Main thread. */
#pragma once

#include "loket-sync-parts.h"

G_BEGIN_DECLS

void     loket_fetch_case_async  (const LoketSyncParts *parts, const char *case_id,
                                  GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean loket_fetch_case_finish (GAsyncResult *result, GError **error);

G_END_DECLS
