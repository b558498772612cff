/* SPDX-License-Identifier: EUPL-1.2 */
/* The proof of one term as the rows of a list: days under days, what nobody confirmed with a mark. */
#pragma once

#include <gtk/gtk.h>

#include "loket-session.h"

G_BEGIN_DECLS

typedef enum {
  LOKET_PROOF_SHORT, /* what decides the date, without sources */
  LOKET_PROOF_WHOLE,
} LoketProofLength;

void loket_proof_list_fill (GtkListBox              *list,
                            LoketSpeech             *speech,
                            const LoketClockReading *clock,
                            LoketProofLength         length);

void loket_proof_show_readings (GtkLabel                *label,
                               LoketSpeech             *speech,
                               LoketRoles               roles,
                               const LoketClockReading *clock);

G_END_DECLS
