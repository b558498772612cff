/* SPDX-License-Identifier: EUPL-1.2 */
/* What a plausible act says. */
#pragma once

#include "loket-profile.h"
#include "loket-samples.h"
#include "loket-story.h"

G_BEGIN_DECLS

/* What the acts of one case have in common. */
typedef struct {
  LoketSamples *samples;
  LoketProfile *profile;
  const char *language;   /* of the office */
  const char *via;        /* the case's answer channel */
  guint n_grievances;
  guint n_assessed;
  const char *colleague;  /* id of a person */
  LoketDay day;           /* of the act */
  char *proposal;         /* (owned) (nullable): id of the last proposal */
  char *request;          /* (owned) (nullable): id of the last request */
} LoketPlausibleCase;

JsonObject *loket_plausible_payload (LoketPlausibleCase *self, const LoketStoryAct *act);

G_END_DECLS
