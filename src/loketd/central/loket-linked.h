/* SPDX-License-Identifier: EUPL-1.2 */
/* Linked cases: what an act in one case makes the loket do in another.
 *
 * A complaint that is passed on, or goes to the next line, becomes a case of its own at the agency to
 * which it goes, when that is one of this loket. What happens there and concerns the first agency is
 * told to it as an act in its own case, and an inquiry's reply the other way. Neither agency ever sees
 * the other's case. An act that the loket added leads to no further one. */
#pragma once

#include "loket-describe.h"
#include "loket-problem.h"

G_BEGIN_DECLS

typedef struct {
  LoketLedger *ledger;
  LoketRules *rules;
  LoketRandom *random;
  LoketMoment now;
} LoketLinking;

/* An act that was just taken, with what came of it. */
typedef struct {
  const LoketRecord *record;    /* its case, with the act */
  const LoketActRecord *act;
  LoketStanding *standing;
  const LoketActEffect *effect;
} LoketTakenAct;

gboolean loket_linked_check  (const LoketLinking *self, const LoketRecord *record, JsonObject *body,
                              LoketProblem *problem, GError **error);
gboolean loket_linked_follow (const LoketLinking *self, const char *case_id, const char *act_id,
                              GError **error);

/* Its two halves, and what they share. */
JsonObject *_loket_linked_read_link (const LoketRecord *record, const char *relation);
gboolean _loket_linked_opens (const LoketTakenAct *taken);
gboolean _loket_linked_open  (const LoketLinking *self, const LoketTakenAct *taken, GError **error);
gboolean _loket_linked_tell  (const LoketLinking *self, const LoketTakenAct *taken, GError **error);

G_END_DECLS
