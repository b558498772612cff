/* SPDX-License-Identifier: EUPL-1.2 */
/* What the complaint says: the facts, and each grievance with how it was assessed. */
#pragma once

#include <gtk/gtk.h>

#include "loket-session.h"

G_BEGIN_DECLS

#define LOKET_TYPE_COMPLAINT_CARD (loket_complaint_card_get_type ())
G_DECLARE_FINAL_TYPE (LoketComplaintCard, loket_complaint_card, LOKET, COMPLAINT_CARD, GtkWidget)

void loket_complaint_card_show (LoketComplaintCard *self, LoketSession *session, LoketDossier *dossier);

G_END_DECLS
