/* SPDX-License-Identifier: EUPL-1.2 */
/* What the procedure asks of this complaint and why, what is missing, and what may still be done. */
#pragma once

#include <adwaita.h>

#include "loket-intake.h"
#include "loket-speech.h"

G_BEGIN_DECLS

#define LOKET_TYPE_INTAKE_BOX (loket_intake_box_get_type ())
G_DECLARE_FINAL_TYPE (LoketIntakeBox, loket_intake_box, LOKET, INTAKE_BOX, GtkWidget)

void   loket_intake_box_show   (LoketIntakeBox *self, LoketSpeech *speech, LoketProfile *profile,
                                JsonObject *facts);
char **loket_intake_box_advise (LoketSpeech *speech, LoketProfile *profile, JsonObject *facts);
char  *loket_intake_say_appeal (LoketSpeech *speech, JsonObject *facts);

G_END_DECLS
