/* SPDX-License-Identifier: EUPL-1.2 */
/* cache.db: which cases are in a view, in list order; their lines; the counts. On the reader. */
#pragma once

#include "loket-cache-values.h"
#include "loket-memory-copies.h"
#include "loket-sqlite.h"
#include "loket-view.h"

G_BEGIN_DECLS

GArray    *loket_cache_views_list_ids   (LoketSqlite *db, const LoketQuery *query,
                                         const char *draft_case_ids, GError **error);
GPtrArray *loket_cache_views_list_lines (LoketSqlite *db, LoketMemoryCopies *memory,
                                         const LoketQuery *query, const char *draft_case_ids,
                                         guint limit, GError **error);
GPtrArray *loket_cache_views_read_lines (LoketSqlite *db, LoketMemoryCopies *memory, GArray *ids,
                                         const LoketQuery *query, GError **error);
gboolean   loket_cache_views_count      (LoketSqlite *db, const LoketQuery *query,
                                         const char *draft_case_ids, gint64 *counts, GError **error);
gboolean   loket_cache_views_find_border (LoketSqlite *db, LoketMoment now, LoketMoment *border,
                                          GError **error);

G_END_DECLS
