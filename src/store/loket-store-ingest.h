/* SPDX-License-Identifier: EUPL-1.2 */
/* Taking in what the loket sends: pages, with withdrawals and erasures, and cases. On the writer. */
#pragma once

#include "loket-cache-values.h"
#include "loket-connections.h"
#include "loket-feed.h"
#include "loket-memory-copies.h"

G_BEGIN_DECLS

LoketPageResult *loket_store_ingest_page (LoketConnections *databases, LoketMemoryCopies *memory,
                                          LoketFeedPage *page, LoketMoment now, GError **error);
gboolean loket_store_ingest_case         (LoketConnections *databases, LoketMemoryCopies *memory,
                                          const char *case_id, GBytes *body, GPtrArray *rest,
                                          gboolean of_feed, LoketMoment now, gint64 *rest_after,
                                          GError **error);

G_END_DECLS
