/* SPDX-License-Identifier: EUPL-1.2 */
/* cache.db: cases that did not fit into a page of the feed, until they were fetched by themselves.
 *
 * Noted together with the cursor that passed them, so that no crash between the two loses one. On
 * the connection's thread. */
#pragma once

#include "loket-sqlite.h"

G_BEGIN_DECLS

gboolean loket_cache_fetch_note   (LoketSqlite *db, const char *case_id, GError **error);
gboolean loket_cache_fetch_forget (LoketSqlite *db, const char *case_id, GError **error);
gboolean loket_cache_fetch_has    (LoketSqlite *db, const char *case_id, gboolean *has, GError **error);
char   **loket_cache_fetch_list   (LoketSqlite *db, GError **error);

G_END_DECLS
