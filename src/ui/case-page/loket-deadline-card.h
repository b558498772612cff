/* SPDX-License-Identifier: EUPL-1.2 */
/* The term that presses most: what is left of it, until when, and why. */
#pragma once

#include <gtk/gtk.h>

#include "loket-session.h"

G_BEGIN_DECLS

#define LOKET_TYPE_DEADLINE_CARD (loket_deadline_card_get_type ())
G_DECLARE_FINAL_TYPE (LoketDeadlineCard, loket_deadline_card, LOKET, DEADLINE_CARD, GtkWidget)

char *loket_deadline_describe  (LoketSpeech *speech, const LoketClockReading *clock);
void  loket_deadline_card_show (LoketDeadlineCard *self, LoketSession *session, LoketDossier *dossier);

/* Only what moves with the minutes. */
void loket_deadline_card_count_down (LoketDeadlineCard *self, LoketSession *session, LoketDossier *dossier);

G_END_DECLS
