/* SPDX-License-Identifier: EUPL-1.2 */
/* What is due next and why, with the button that does it, and the checklist of the procedure. */
#pragma once

#include <gtk/gtk.h>

#include "loket-session.h"

G_BEGIN_DECLS

#define LOKET_TYPE_NEXT_CARD (loket_next_card_get_type ())
G_DECLARE_FINAL_TYPE (LoketNextCard, loket_next_card, LOKET, NEXT_CARD, GtkWidget)

void loket_next_card_show (LoketNextCard *self, LoketSession *session, LoketDossier *dossier);

G_END_DECLS
