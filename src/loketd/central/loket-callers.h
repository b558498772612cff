/* SPDX-License-Identifier: EUPL-1.2 */
/* Who asks: the persons that this loket knows, and who a request comes from.
 *
 * Filled before the first request; read-only afterwards. One thread. */
#pragma once

#include "loket-codes.h"
#include "loket-json.h"
#include "loket-problem.h"

G_BEGIN_DECLS

typedef struct {
  char *id;
  char *name;
  char *email;       /* (nullable) */
  char *token;       /* (nullable): a person of a scenario has none of its own */
  char **role_codes;
  LoketRoles roles;
  char **agencies;   /* (nullable): NULL: all that the loket has */
} LoketPerson;

LoketPerson *loket_person_from_json   (JsonObject *json, gboolean with_token, GError **error);
JsonObject  *loket_person_to_json     (const LoketPerson *self);
void         loket_person_free        (LoketPerson *self);
gboolean     loket_person_may_see     (const LoketPerson *self, const char *agency);
gboolean     loket_person_may_see_case (const LoketPerson *self, const char *agency,
                                        const char *const *seen_by);
gboolean     loket_person_may_act     (const LoketPerson *self);

typedef struct _LoketCallers LoketCallers;

/* How persons are written, for --help. */
extern const char *const loket_callers_help;

LoketCallers *loket_callers_new_open  (const char *token);
LoketCallers *loket_callers_new_load  (const char *path, GError **error);
void          loket_callers_free      (LoketCallers *self);

gboolean           loket_callers_is_open  (LoketCallers *self);
gboolean           loket_callers_add      (LoketCallers *self, LoketPerson *person, GError **error);
const LoketPerson *loket_callers_find     (LoketCallers *self, const char *id);
gboolean           loket_callers_knows    (LoketCallers *self, const char *id);
GPtrArray         *loket_callers_list     (LoketCallers *self);
const LoketPerson *loket_callers_identify (LoketCallers *self, const char *authorization,
                                           LoketProblemKind *problem);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketPerson, loket_person_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketCallers, loket_callers_free)

G_END_DECLS
