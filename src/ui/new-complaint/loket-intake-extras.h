/* SPDX-License-Identifier: EUPL-1.2 */
/* What a complaint seldom comes with, folded away: tried first, contested decision, representative,
 * others who complain, secrecy, and what only some procedures ask. Signal ::changed. */
#pragma once

#include <adwaita.h>

#include "loket-profile.h"
#include "loket-speech.h"

G_BEGIN_DECLS

#define LOKET_TYPE_INTAKE_EXTRAS (loket_intake_extras_get_type ())
G_DECLARE_FINAL_TYPE (LoketIntakeExtras, loket_intake_extras, LOKET, INTAKE_EXTRAS, GtkWidget)

void loket_intake_extras_set_speech (LoketIntakeExtras *self, LoketSpeech *speech);
void loket_intake_extras_adapt      (LoketIntakeExtras *self, LoketProfile *profile);
void loket_intake_extras_gather     (LoketIntakeExtras *self, JsonObject *facts);
void loket_intake_extras_spread     (LoketIntakeExtras *self, JsonObject *facts);

G_END_DECLS
