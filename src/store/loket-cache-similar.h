/* SPDX-License-Identifier: EUPL-1.2 */
/* Finding similar cases by the full-text index. On the reader. */
#pragma once

#include "loket-similar-case.h"
#include "loket-sqlite.h"

G_BEGIN_DECLS

GPtrArray *loket_cache_similar_find (LoketSqlite *db, const LoketSimilarQuery *query, guint limit,
                                     GError **error);

G_END_DECLS
