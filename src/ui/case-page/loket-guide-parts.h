/* SPDX-License-Identifier: EUPL-1.2 */
/* What the cards of a stage are made of: a heading, questions with their state, sentences, buttons;
 * and what these cards ask of a case. */
#pragma once

#include <gtk/gtk.h>

#include "loket-session.h"

G_BEGIN_DECLS

typedef enum {
  LOKET_GUIDE_OPEN, /* nobody has said it yet */
  LOKET_GUIDE_YES,
  LOKET_GUIDE_NO,
  LOKET_GUIDE_NO_QUESTION, /* a heading: there is nothing to be said yes or no to */
} LoketGuideState;

GtkWidget *loket_guide_card_new          (const char *title);
GtkWidget *loket_guide_card_add_question (GtkWidget       *card,
                                          const char      *question,
                                          LoketGuideState  state,
                                          const char      *state_text);
GtkWidget *loket_guide_add_text          (GtkWidget *box, const char *text);
void       loket_guide_add_printf        (GtkWidget *box, const char *format, ...) G_GNUC_PRINTF (2, 3);
GtkWidget *loket_guide_add_aside         (GtkWidget *box, const char *text);
GtkWidget *loket_guide_add_warning       (GtkWidget *box, const char *text);
void       loket_guide_add_button        (GtkWidget    *box,
                                          const char   *label,
                                          LoketActType  type,
                                          JsonObject   *payload);
void       loket_guide_add_reason        (GtkWidget             *box,
                                          LoketSession          *session,
                                          const char            *name,
                                          const LoketPermission *permission);
void       loket_guide_add_act           (GtkWidget    *box,
                                          LoketSession *session,
                                          LoketDossier *dossier,
                                          LoketActType  type,
                                          JsonObject   *payload,
                                          const char   *label);

LoketActEffect *loket_guide_find_last    (LoketStanding *standing, LoketActType type, gint *place);
LoketActEffect *loket_guide_find_unsent_end (LoketStanding *standing);
LoketPermission loket_guide_ask          (LoketSession *session,
                                          LoketDossier *dossier,
                                          LoketActType  type,
                                          JsonObject   *payload);
char           *loket_guide_say_day      (LoketSession *session, LoketDay day);
JsonObject     *loket_guide_payload      (const char *member, ...) G_GNUC_NULL_TERMINATED;

G_END_DECLS
