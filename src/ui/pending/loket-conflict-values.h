/* SPDX-License-Identifier: EUPL-1.2 */
/* Members of an act or of a complaint as a person reads them: codes and ids by their names, lists
 * one a line, parties by name and address. */
#pragma once

#include "loket-conflict.h"
#include "loket-form-types.h"
#include "loket-session.h"

G_BEGIN_DECLS

gboolean loket_conflict_values_is_shown  (const LoketConflict *conflict, const char *member);
char    *loket_conflict_values_name      (LoketSession *session, const LoketConflict *conflict, const char *member);
char   **loket_conflict_values_say       (LoketSession *session, const LoketConflict *conflict, const char *member,
                                          JsonNode *value);
const LoketFieldSpec *loket_conflict_values_find_spec (const LoketConflict *conflict, const char *member);

G_END_DECLS
