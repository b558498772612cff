/* SPDX-License-Identifier: EUPL-1.2 */
/* Is it still the same loket that sent this page? Asked before anything of it is kept. Main thread. */
#pragma once

#include "loket-feed.h"
#include "loket-sync-parts.h"

G_BEGIN_DECLS

void     loket_page_check_async  (const LoketSyncParts *parts, GBytes *body,
                                  GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean loket_page_check_finish (GAsyncResult *result, gboolean *identified, LoketFeedPage **page,
                                  GError **error);

G_END_DECLS
