/* SPDX-License-Identifier: EUPL-1.2 */
/* A shorter history that a person let in, until it has come; a case that is asked for alone may come
 * late. Functions on the connections of the calling thread; what writes is on the writer. */
#pragma once

#include "loket-connections.h"

G_BEGIN_DECLS

gboolean loket_admitted_loss_is_awaited  (LoketConnections *databases, const char *case_id,
                                          gboolean *awaited, GError **error);
gboolean loket_admitted_loss_leave_first (LoketConnections *databases, GPtrArray *items,
                                          GError **error);
gboolean loket_admitted_loss_pass        (LoketSqlite *cache, GError **error);
gboolean loket_admitted_loss_note_late   (LoketSqlite *cache, gboolean admitted, GError **error);

G_END_DECLS
