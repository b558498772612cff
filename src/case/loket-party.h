/* SPDX-License-Identifier: EUPL-1.2 */
/* A person or organisation in a case: who complains, who represents, which service.
 *
 * Owned by its case; read-only once built. */
#pragma once

#include "loket-json.h"

G_BEGIN_DECLS

typedef struct {
  char *name;         /* (nullable): an anonymous complainant has none */
  char *organisation; /* (nullable) */
  char *street;       /* (nullable): street and number */
  char *post_code;    /* (nullable) */
  char *city;         /* (nullable) */
  char *country;      /* (nullable): ISO code; NULL = Belgium */
  char *email;        /* (nullable) */
  char *phone;        /* (nullable) */
} LoketParty;

LoketParty *loket_party_from_json (JsonObject *json);
void        loket_party_free      (LoketParty *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketParty, loket_party_free)

G_END_DECLS
