/* SPDX-License-Identifier: EUPL-1.2 */
/* Numbered schema steps: what turns a database of any earlier version into one of this version.
 *
 * Step n is released once and never edited after; a database says in `user_version` how many it
 * has. Each step is one transaction. */
#pragma once

#include "loket-sqlite.h"

G_BEGIN_DECLS

gboolean loket_migrations_run (LoketSqlite       *database,
                               const char *const *steps,
                               const char        *backup_path,
                               GError           **error);

gboolean loket_migrations_check (LoketSqlite       *database,
                                 const char *const *steps,
                                 gboolean          *current,
                                 GError           **error);

G_END_DECLS
