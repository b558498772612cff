/* SPDX-License-Identifier: EUPL-1.2 */
/* Whether a database has every table, index and trigger that its schema steps make.
 *
 * SQLite takes a file whose list of tables has lost one for sound. Any thread. */
#pragma once

#include "loket-sqlite.h"

G_BEGIN_DECLS

/* @steps: all of its steps, as of loket_migrations_run(); the array lives as long as the process
 *
 * Returns: FALSE with LOKET_SQLITE_ERROR_CORRUPT where something is not there, or another
 *   LOKET_SQLITE_ERROR */
gboolean loket_schema_check (LoketSqlite *database, const char *const *steps, GError **error);

G_END_DECLS
