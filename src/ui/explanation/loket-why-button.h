/* SPDX-License-Identifier: EUPL-1.2 */
/* "Why this date?" at a countdown: a button whose popover holds the proof of the term.
 *
 * With LOKET_PROOF_SHORT the popover leads on to the window of the proofs by `case.explain`; with
 * LOKET_PROOF_WHOLE it holds all there is, for a date that is not there yet (what-if). */
#pragma once

#include <gtk/gtk.h>

#include "loket-proof-list.h"

G_BEGIN_DECLS

GtkWidget *loket_why_button_new  (LoketSession *session, LoketStanding *standing,
                                  const LoketClockReading *clock, LoketProofLength length);
void       loket_why_button_show (GtkMenuButton *button, LoketSession *session,
                                  LoketStanding *standing, const LoketClockReading *clock,
                                  LoketProofLength length);

G_END_DECLS
