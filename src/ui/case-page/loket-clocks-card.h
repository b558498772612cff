/* SPDX-License-Identifier: EUPL-1.2 */
/* All terms of a case, each with its state, its last day and its own "why". */
#pragma once

#include <gtk/gtk.h>

#include "loket-session.h"

G_BEGIN_DECLS

#define LOKET_TYPE_CLOCKS_CARD (loket_clocks_card_get_type ())
G_DECLARE_FINAL_TYPE (LoketClocksCard, loket_clocks_card, LOKET, CLOCKS_CARD, GtkWidget)

void loket_clocks_card_show (LoketClocksCard *self, LoketSession *session, LoketDossier *dossier);

void loket_clocks_card_count_down (LoketClocksCard *self, LoketSession *session);

G_END_DECLS
