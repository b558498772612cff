/* SPDX-License-Identifier: EUPL-1.2 */
/* The cards that a case has only where something is to be said: what is asked, the three questions
 * of intake, the mediation, who holds the case elsewhere. */
#pragma once

#include <gtk/gtk.h>

#include "loket-session.h"

G_BEGIN_DECLS

/* Each: Returns: (transfer floating) (nullable): the card; NULL where the case has no such thing. */
GtkWidget *loket_bundle_card_make    (LoketSession *session, LoketDossier *dossier);
GtkWidget *loket_conduct_card_make   (LoketSession *session, LoketDossier *dossier);
GtkWidget *loket_damages_card_make   (LoketSession *session, LoketDossier *dossier);
GtkWidget *loket_mark_card_make      (LoketSession *session, LoketDossier *dossier);
GtkWidget *loket_returned_card_make  (LoketSession *session, LoketDossier *dossier);
GtkWidget *loket_demand_card_make    (LoketSession *session, LoketDossier *dossier);
GtkWidget *loket_questions_card_make (LoketSession *session, LoketDossier *dossier);
GtkWidget *loket_linked_card_make    (LoketSession *session, LoketDossier *dossier);
GtkWidget *loket_mediation_card_make (LoketSession *session, LoketDossier *dossier);
GtkWidget *loket_transfer_card_make  (LoketSession *session, LoketDossier *dossier);
GtkWidget *loket_next_line_card_make (LoketSession *session, LoketDossier *dossier);
GtkWidget *loket_inquiry_card_make   (LoketSession *session, LoketDossier *dossier);

void loket_earlier_cases_add (GtkWidget *box, LoketSession *session, LoketDossier *dossier);

G_END_DECLS
