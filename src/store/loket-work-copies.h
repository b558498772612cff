/* SPDX-License-Identifier: EUPL-1.2 */
/* Daily copies of work.db, in the folder `backups` beside it. On the writer.
 *
 * Errors: LOKET_STORE_ERROR_CANNOT_WRITE, LOKET_SQLITE_ERROR. */
#pragma once

#include "loket-moment.h"
#include "loket-sqlite.h"

G_BEGIN_DECLS

gboolean loket_work_copies_make (LoketSqlite *work, LoketDay day, GError **error);
gboolean loket_work_copies_drop (LoketSqlite *work, GError **error);

G_END_DECLS
