/* SPDX-License-Identifier: EUPL-1.2 */
/* Full resyncs: everything comes again as a new generation; what does not is marked. On the writer. */
#pragma once

#include "loket-sqlite.h"

G_BEGIN_DECLS

gboolean loket_store_generation_write_begin (LoketSqlite *cache, GError **error);
gboolean loket_store_generation_begin       (LoketSqlite *cache, gboolean cursor_refused,
                                             GError **error);
char   **loket_store_generation_finish      (LoketSqlite *cache, GError **error);

G_END_DECLS
