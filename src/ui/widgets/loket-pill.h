/* SPDX-License-Identifier: EUPL-1.2 */
/* The countdown of a clock as a small coloured label. Its words say all that its colour says. */
#pragma once

#include <gtk/gtk.h>

#include "loket-speech.h"

G_BEGIN_DECLS

const char *loket_pill_choose_tone (const LoketClockReading *clock, LoketMoment now);
void        loket_pill_show        (GtkLabel                *label,
                                    LoketSpeech             *speech,
                                    const LoketClockReading *clock,
                                    LoketMoment              now);
void        loket_pill_show_short  (GtkLabel                *label,
                                    LoketSpeech             *speech,
                                    const LoketClockReading *clock,
                                    LoketMoment              now);

G_END_DECLS
