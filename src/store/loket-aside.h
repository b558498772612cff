/* SPDX-License-Identifier: EUPL-1.2 */
/* Files of databases: set aside, replaced, made to last. Of closed databases, on any thread.
 *
 * A WAL belongs to its database and goes where that goes. Errors: LOKET_SQLITE_ERROR_DISK. */
#pragma once

#include "loket-moment.h"
#include "loket-sqlite.h"

G_BEGIN_DECLS

gboolean loket_aside_copy   (const char *path, LoketMoment now, char **aside, GError **error);
gboolean loket_aside_move   (const char *path, LoketMoment now, GError **error);
gboolean loket_aside_drop   (const char *path, const char *except, GError **error);
gboolean loket_aside_rename (const char *from, const char *to, GError **error);
gboolean loket_aside_delete_journals (const char *path, GError **error);

G_END_DECLS
