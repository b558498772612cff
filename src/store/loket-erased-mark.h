/* SPDX-License-Identifier: EUPL-1.2 */
/* Whether something of a case that was erased may still stand elsewhere than in rows: a key in `meta`
 * of work.db, which no crash forgets. On the writer.
 *
 * Errors: LOKET_SQLITE_ERROR. */
#pragma once

#include "loket-sqlite.h"

G_BEGIN_DECLS

gboolean loket_erased_mark_set   (LoketSqlite *work, GError **error);
gboolean loket_erased_mark_read  (LoketSqlite *work, gboolean *set, GError **error);
gboolean loket_erased_mark_clear (LoketSqlite *work, GError **error);

G_END_DECLS
