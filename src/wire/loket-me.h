/* SPDX-License-Identifier: EUPL-1.2 */
/* Who am I: the answer to GET /me; and the state of the loket: GET /health.
 *
 * Plain values, read-only once built. Roles are held per organisation; `roles` is all of them. */
#pragma once

#include "loket-codes.h"
#include "loket-json.h"

G_BEGIN_DECLS

#define LOKET_CONTRACT_VERSION "1.0"

/* Somebody who sees the cases of the organisation too. */
typedef struct {
  char *person_id;
  char *name;
} LoketColleague;

typedef struct {
  char *organization_id; /* id of an agency */
  char *name;            /* (nullable) */
  LoketRoles roles;
  char **role_codes;     /* as read, also those of a newer loket */
  GPtrArray *colleagues; /* (element-type LoketColleague) */
} LoketMembership;

typedef struct {
  char *person_id;
  char *name;
  char *email;                /* (nullable) */
  GPtrArray *organizations;   /* (element-type LoketMembership) */
  LoketRoles roles;
  char *realm;                /* which loket this is: compared at every sync */
  char *minimum_desk_version; /* (nullable) */
  char *contract_version;     /* (nullable) */
} LoketMe;

LoketMe  *loket_me_new       (const char *person_id, const char *name, const char *realm);
LoketMembership *loket_me_add_organization (LoketMe *self, const char *organization_id,
                                            const char *name, const char *const *role_codes);
void      loket_membership_add_colleague (LoketMembership *self, const char *person_id,
                                          const char *name);
const LoketMembership *loket_me_find_organization (const LoketMe *self,
                                                   const char *organization_id);
LoketMe  *loket_me_decode    (GBytes *body, GError **error);
GBytes   *loket_me_encode    (const LoketMe *self);
LoketRoles loket_me_get_roles (const LoketMe *self, const char *organization_id);
void      loket_me_free      (LoketMe *self);

typedef struct {
  char *status;               /* UP, DEGRADED, DOWN or a word of the loket's own */
  char *contract_version;     /* (nullable) */
  char *minimum_desk_version; /* (nullable) */
} LoketHealth;

LoketHealth *loket_health_new    (const char *status, const char *minimum_desk_version);
LoketHealth *loket_health_decode (GBytes *body, GError **error);
GBytes      *loket_health_encode (const LoketHealth *self);
void         loket_health_free   (LoketHealth *self);

int loket_version_compare (const char *a, const char *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketMe, loket_me_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketHealth, loket_health_free)

G_END_DECLS
