/* SPDX-License-Identifier: EUPL-1.2 */
/* What a person would fill in for an act, of any type that there is. */
#pragma once

#include "loket-dossier.h"
#include "loket-rules.h"
#include "loket-sim-dice.h"

G_BEGIN_DECLS

JsonObject *sim_payload_new (LoketActType type, const char *text, LoketDossier *dossier,
                             LoketRules *rules, SimDice *dice);
JsonObject *sim_facts_new   (const char *subject, const char *today, SimDice *dice);

G_END_DECLS
