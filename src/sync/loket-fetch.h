/* SPDX-License-Identifier: EUPL-1.2 */
/* Fetching one case, with all of its history: for somebody who opens it, as it is not kept on this
 * machine, or because the feed left it out. Main thread. */
#pragma once

#include "loket-sync-parts.h"

G_BEGIN_DECLS

void     loket_fetch_case_async  (const LoketSyncParts *parts, const char *case_id,
                                  gboolean of_feed, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);
gboolean loket_fetch_case_finish (GAsyncResult *result, LoketReply **refusal, GError **error);

G_END_DECLS
