/* SPDX-License-Identifier: EUPL-1.2 */
/* What wants care beside the complaint itself: damages that are claimed, conduct that was recorded.
 */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-guide-parts.h"
#include "loket-stage-cards.h"

GtkWidget *
loket_damages_card_make (LoketSession *session, LoketDossier *dossier)
{
  const char *claimed = loket_json_peek_string (dossier->standing->current->json, "damagesClaimed");
  LoketActEffect *told = loket_guide_find_last (dossier->standing, LOKET_ACT_INFORM_LEGAL, NULL);
  GtkWidget *card;

  if (claimed == NULL || *claimed == '\0')
    return NULL;
  card = loket_guide_card_new (_ ("Damages are claimed"));
  loket_guide_add_text (card, claimed);
  if (told == NULL) {
    loket_guide_add_warning (card, _ ("The legal service has not been told yet. Admit nothing "
                                      "without its approval."));
    loket_guide_add_act (card, session, dossier, LOKET_ACT_INFORM_LEGAL, NULL, NULL);
  } else {
    g_autofree char *day = loket_guide_say_day (session, told->counting_day);

    loket_guide_add_printf (card, _ ("The legal service was told on %s."), day);
    loket_guide_add_aside (card, _ ("Admit nothing without its approval. An apology for how "
                                    "somebody was treated is possible."));
  }
  return card;
}

/* The last one recorded, and how it was looked at last. */
static void
add_conduct (GtkWidget *card, LoketDossier *dossier)
{
  LoketActEffect *recorded =
      loket_guide_find_last (dossier->standing, LOKET_ACT_RECORD_CONDUCT, NULL);
  const char *measure = recorded != NULL ? loket_act_get_text (recorded->act, "measure") : NULL;

  if (recorded != NULL)
    loket_guide_add_text (card, loket_act_get_text (recorded->act, "text"));
  if (measure != NULL && *measure != '\0')
    loket_guide_add_printf (card, _ ("Limit: %s"), measure);
}

GtkWidget *
loket_conduct_card_make (LoketSession *session, LoketDossier *dossier)
{
  LoketDay review_on = dossier->standing->conduct_review_on;
  g_autofree char *day = NULL;
  g_autofree char *text = NULL;
  GtkWidget *card;

  if (review_on == LOKET_NO_DAY)
    return NULL;
  card = loket_guide_card_new (_ ("Unreasonable conduct was recorded"));
  add_conduct (card, dossier);
  day = loket_guide_say_day (session, review_on);
  if (review_on <= loket_desk_get_today (loket_session_get_desk (session))) {
    text =
        g_strdup_printf (_ ("To be looked at again since %s: it does not go on by itself."), day);
    loket_guide_add_warning (card, text);
  } else {
    loket_guide_add_printf (card, _ ("Looked at again on %s."), day);
  }
  loket_guide_add_aside (card,
                         _ ("It changes no term and no right: the complaint is handled as any "
                            "other."));
  loket_guide_add_act (card, session, dossier, LOKET_ACT_REVIEW_CONDUCT, NULL, NULL);
  return card;
}
