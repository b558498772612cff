/* SPDX-License-Identifier: EUPL-1.2 */
/* Cursors at which the feed ended, as digests: an opaque one that comes again proves that the feed
 * went back. In `meta` of cache.db, on its connection. */
#pragma once

#include "loket-sqlite.h"

G_BEGIN_DECLS

gboolean loket_feed_ring_add  (LoketSqlite *cache, const char *cursor, GError **error);
gboolean loket_feed_ring_has  (LoketSqlite *cache, const char *cursor, gboolean *has, GError **error);

gboolean loket_feed_ring_set_aside (LoketSqlite *cache, gboolean refused, GError **error);
gboolean loket_feed_ring_had       (LoketSqlite *cache, const char *cursor, gboolean *had,
                                    GError **error);
gboolean loket_feed_ring_forget    (LoketSqlite *cache, GError **error);

G_END_DECLS
