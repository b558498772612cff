/* SPDX-License-Identifier: EUPL-1.2 */
/* The facts of a plausible complaint. */
#pragma once

#include "loket-profile.h"
#include "loket-samples.h"

G_BEGIN_DECLS

typedef struct {
  LoketAgency *agency;    /* not owned */
  LoketProfile *profile;  /* not owned */
  const char *language;   /* in which it was filed */
  JsonObject *unit;       /* (nullable): of the agency */
  LoketDay received;
  LoketDay registered;
  const char *assignee;   /* (nullable) */
} LoketPlausibleFiling;

void loket_plausible_fill_facts (LoketSamples *samples, const LoketPlausibleFiling *filing,
                                 JsonObject *facts);

G_END_DECLS
