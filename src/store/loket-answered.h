/* SPDX-License-Identifier: EUPL-1.2 */
/* What the loket said it had taken, and nothing of its feed has shown since: noted in cache.db, or,
 * where a power cut took that note, known by the row in work.db that is still there.
 *
 * On the writer. */
#pragma once

#include "loket-connections.h"

G_BEGIN_DECLS

char **loket_answered_list       (LoketConnections *databases, const char *case_id, GError **error);
char **loket_answered_list_cases (LoketConnections *databases, GError **error);

char **loket_answered_list_not_come (LoketConnections *databases, GError **error);

gboolean loket_answered_check_rows   (LoketConnections *databases, const char *case_id,
                                      gboolean *missing, GError **error);
gboolean loket_answered_note_unknown (LoketConnections *databases, const char *case_id,
                                      GError **error);

G_END_DECLS
