/* SPDX-License-Identifier: EUPL-1.2 */
/* What changes between two versions of a profile or a calendar, in words. */
#pragma once

#include "loket-data-diff.h"
#include "loket-speech.h"

G_BEGIN_DECLS

char *loket_speech_say_change   (LoketSpeech *self, const LoketChange *change);
char *loket_speech_say_validity (LoketSpeech *self, JsonObject *profile);

G_END_DECLS
