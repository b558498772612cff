/* SPDX-License-Identifier: EUPL-1.2 */
/* cache.db: the full-text index. Accents are folded, every word is found by its beginning. */
#pragma once

#include "loket-sqlite.h"

G_BEGIN_DECLS

gboolean loket_cache_index_put     (LoketSqlite *db, gint64 row, const char *json,
                                    const char *pending_text, GError **error);
gboolean loket_cache_index_remove  (LoketSqlite *db, gint64 row, GError **error);
gboolean loket_cache_index_fill    (LoketSqlite *db, GError **error);
gboolean loket_cache_index_refill  (LoketSqlite *db, GError **error);
gboolean loket_cache_index_rebuild (LoketSqlite *db, GError **error);
gboolean loket_cache_index_check   (LoketSqlite *db, GError **error);
char    *loket_cache_index_make_query (const char *words);

char    *loket_cache_index_fold_phone (const char *phone);

G_END_DECLS
