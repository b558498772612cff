/* SPDX-License-Identifier: EUPL-1.2 */
/* Stands before everything that comes in, and stops what would take away what is here.
 *
 * A refusal sets the brake in work.db and writes nothing else. What is counted and remembered for
 * it lies in cache.db, in the transaction of the page. On the writer. */
#pragma once

#include "loket-connections.h"
#include "loket-feed.h"
#include "loket-memory-copies.h"

G_BEGIN_DECLS

/* Removals since the feed was last at its end: one withdrawal of many cases spans pages and runs. */
typedef struct {
  gint64 known;   /* cases here when the counting began */
  gint64 removed; /* of them, withdrawn or erased since; with this page */
} LoketFeedWindow;

gboolean loket_feed_guard_check_page (LoketConnections *databases, LoketMemoryCopies *memory,
                                      LoketFeedPage *page, LoketMoment now, LoketFeedWindow *window,
                                      GError **error);
gboolean loket_feed_guard_pass_page  (LoketSqlite *cache, const LoketFeedWindow *window,
                                      const LoketFeedPage *page, GError **error);

gboolean loket_feed_guard_check_case (LoketConnections *databases, LoketMemoryCopies *memory,
                                      const LoketFeedItem *item, LoketMoment now, GError **error);

gboolean loket_feed_guard_read_least (LoketConnections *databases, const char *case_id,
                                      gint64 *least, GError **error);

gboolean loket_feed_guard_check_end    (LoketConnections *databases, LoketMoment now, GError **error);
gboolean loket_feed_guard_pass_end     (LoketSqlite *cache, GError **error);

G_END_DECLS
