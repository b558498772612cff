/* SPDX-License-Identifier: EUPL-1.2 */
/* work.db: drafts as rows of the list: the cases that have one, and complaints not yet registered.
 *
 * A complaint that is only a draft has no row in cache.db: its id in the list is the negative of
 * its draft's. On the connection's thread. */
#pragma once

#include "loket-cache-values.h"
#include "loket-sqlite.h"

G_BEGIN_DECLS

char      *loket_draft_lines_list_case_ids (LoketSqlite *work, GError **error);
gboolean   loket_draft_lines_append_ids    (LoketSqlite *work, GArray *entries, GError **error);
gboolean   loket_draft_lines_count         (LoketSqlite *work, gint64 *complaints, GError **error);
gboolean   loket_draft_lines_append_lines  (LoketSqlite *work, GPtrArray *lines, GError **error);

G_END_DECLS
