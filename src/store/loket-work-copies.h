/* SPDX-License-Identifier: EUPL-1.2 */
/* Copies of work.db, in the folder `backups` beside it: one a day, and one before each change of its
 * schema. On the writer.
 *
 * Errors: LOKET_STORE_ERROR_CANNOT_WRITE, LOKET_SQLITE_ERROR. */
#pragma once

#include "loket-moment.h"
#include "loket-sqlite.h"

G_BEGIN_DECLS

gboolean loket_work_copies_make (LoketSqlite *work, LoketDay day, GError **error);
gboolean loket_work_copies_set_apart (LoketSqlite *work, GError **error);
gboolean loket_work_copies_drop (LoketSqlite *work, GError **error);

GPtrArray *loket_work_copies_list (const char *work_path);
char      *loket_work_copies_build_path_of_schema (const char *work_path, gint64 version);

G_END_DECLS
