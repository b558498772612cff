/* SPDX-License-Identifier: EUPL-1.2 */
/* Fetching cases one by one: those that were too large for a page of the feed. Main thread. */
#pragma once

#include "loket-sync-parts.h"

G_BEGIN_DECLS

void     loket_fetch_list_async  (const LoketSyncParts *parts, char **case_ids,
                                  GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean loket_fetch_list_finish (GAsyncResult *result, guint *fetched, gint64 *retry_after_s,
                                  GError **error);

G_END_DECLS
