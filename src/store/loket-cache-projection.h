/* SPDX-License-Identifier: EUPL-1.2 */
/* cache.db: what lists and views need of a case, as columns. On the connection's thread. */
#pragma once

#include "loket-projection.h"
#include "loket-sqlite.h"

G_BEGIN_DECLS

gboolean loket_cache_projection_add_row (LoketSqlite *db, const char *case_id, gint64 *row,
                                         GError **error);
gboolean loket_cache_projection_write   (LoketSqlite *db, gint64 row,
                                         const LoketProjection *projection, gboolean with_words,
                                         GError **error);
gboolean loket_cache_projection_mark_replayed (LoketSqlite *db, gint64 row,
                                               const LoketProjection *projection, GError **error);

G_END_DECLS
