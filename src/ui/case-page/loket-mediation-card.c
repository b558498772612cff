/* SPDX-License-Identifier: EUPL-1.2 */
/* Mediation: who agrees to it, what was proposed and what was said to that, and how it ended. Light
 * where two calls settle it, heavy where the procedure wants consent and a text. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-guide-parts.h"
#include "loket-stage-cards.h"

typedef struct {
  LoketSession *session;
  LoketDossier *dossier;
  gboolean heavy;
  gint offered; /* place of the last offer; -1: none */
} Mediation;

static gboolean
counts (const LoketActEffect *effect, LoketActType type)
{
  return effect->act->type == type && effect->annulled_by == NULL &&
         effect->permission.answer == LOKET_ANSWER_ALLOWED;
}

/* What a party said last since the offer; NULL: nothing yet. */
static LoketActEffect *
find_consent (const Mediation *self, const char *party)
{
  GPtrArray *effects = self->dossier->standing->effects;

  for (guint i = effects->len; (gint) i > self->offered + 1; i--) {
    LoketActEffect *effect = g_ptr_array_index (effects, i - 1);

    if (counts (effect, LOKET_ACT_CONSENT) &&
        g_strcmp0 (loket_act_get_text (effect->act, "party"), party) == 0)
      return effect;
  }
  return NULL;
}

static void
attach (GtkWidget *grid, const char *text, int column, int row, gboolean heading)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  if (heading)
    gtk_widget_add_css_class (label, "dim-label");
  gtk_grid_attach (GTK_GRID (grid), label, column, row, 1, 1);
}

static void
add_party (const Mediation *self, GtkWidget *grid, const char *party, int row)
{
  LoketSpeech *speech = loket_session_get_speech (self->session);
  LoketActEffect *consent = find_consent (self, party);
  gboolean yes = consent != NULL && loket_json_peek_boolean (consent->act->payload, "yes", FALSE);
  g_autofree char *day =
      consent != NULL ? loket_guide_say_day (self->session, consent->counting_day) : NULL;

  attach (grid, loket_speech_name (speech, "party", party), 0, row, FALSE);
  attach (grid,
          consent != NULL ? loket_speech_name (speech, "yesNo", yes ? "true" : "false")
                          : _ ("has not said it yet"),
          1, row, FALSE);
  attach (grid, day != NULL ? day : "–", 2, row, FALSE);
}

/* Party, said, when. A third party only where it spoke. */
static void
add_consents (const Mediation *self, GtkWidget *card)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_column_spacing (GTK_GRID (grid), 18);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 3);
  attach (grid, _ ("Party"), 0, 0, TRUE);
  attach (grid, _ ("Said"), 1, 0, TRUE);
  attach (grid, _ ("When"), 2, 0, TRUE);
  add_party (self, grid, "citizen", 1);
  add_party (self, grid, "service", 2);
  if (find_consent (self, "third") != NULL)
    add_party (self, grid, "third", 3);
  gtk_box_append (GTK_BOX (card), grid);
}

static void
add_line (const Mediation *self, GtkWidget *box, const LoketActEffect *effect)
{
  LoketSpeech *speech = loket_session_get_speech (self->session);
  g_autofree char *day = loket_guide_say_day (self->session, effect->counting_day);
  g_autofree char *what = loket_speech_describe_act (speech, effect->act);
  g_autofree char *line = g_strdup_printf ("%s · %s", day, what);

  loket_guide_add_text (box, line);
}

/* Each proposal since the offer, and below it what was said to it. */
static void
add_proposals (const Mediation *self, GtkWidget *card)
{
  GPtrArray *effects = self->dossier->standing->effects;

  for (gint i = self->offered + 1; i < (gint) effects->len; i++) {
    LoketActEffect *effect = g_ptr_array_index (effects, i);

    if (!counts (effect, LOKET_ACT_PROPOSE))
      continue;
    add_line (self, card, effect);
    for (gint k = i + 1; k < (gint) effects->len; k++) {
      LoketActEffect *response = g_ptr_array_index (effects, k);

      if (counts (response, LOKET_ACT_RESPOND) &&
          g_strcmp0 (loket_act_get_text (response->act, "to"), effect->act->act_id) == 0) {
        GtkWidget *indented = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

        gtk_widget_set_margin_start (indented, 18);
        gtk_box_append (GTK_BOX (card), indented);
        add_line (self, indented, response);
      }
    }
  }
}

static void
add_steps (const Mediation *self, GtkWidget *card)
{
  static const LoketActType light[] = {LOKET_ACT_SETTLE, LOKET_ACT_PROPOSE,
                                       LOKET_ACT_END_MEDIATION};
  static const LoketActType heavy[] = {LOKET_ACT_CONSENT, LOKET_ACT_PROPOSE, LOKET_ACT_RESPOND,
                                       LOKET_ACT_SETTLE, LOKET_ACT_END_MEDIATION};
  const LoketActType *types = self->heavy ? heavy : light;
  gsize count = self->heavy ? G_N_ELEMENTS (heavy) : G_N_ELEMENTS (light);

  for (gsize i = 0; i < count; i++)
    loket_guide_add_act (card, self->session, self->dossier, types[i], NULL, NULL);
}

static void
add_under_way (const Mediation *self, GtkWidget *card)
{
  if (self->heavy) {
    loket_guide_add_text (card, _ ("Both sides must agree to the mediation before anything is "
                                   "proposed or settled."));
    add_consents (self, card);
  } else {
    loket_guide_add_text (card, _ ("Two calls may do: hear both, and write down on what they "
                                   "agree."));
  }
  add_proposals (self, card);
  loket_guide_add_aside (card, _ ("What the parties say in the mediation stays between them: it "
                                  "does not go into the answer."));
  add_steps (self, card);
}

/* How it ended, and that the term for the answer has not stopped meanwhile. */
static void
add_end (const Mediation *self, GtkWidget *card, const LoketActEffect *end)
{
  LoketClockReading *clock = loket_standing_get_clock (self->dossier->standing, LOKET_CLOCK_ANSWER);
  g_autofree char *day = NULL;
  g_autofree char *text = NULL;

  add_line (self, card, end);
  if (end->act->type != LOKET_ACT_END_MEDIATION || clock == NULL ||
      clock->last_day == LOKET_NO_DAY || clock->ended_on != LOKET_NO_DAY)
    return;
  day = loket_guide_say_day (self->session, clock->last_day);
  text = g_strdup_printf (_ ("Without an agreement the complaint is answered: the last day is %s."),
                          day);
  loket_guide_add_text (card, text);
}

GtkWidget *
loket_mediation_card_make (LoketSession *session, LoketDossier *dossier)
{
  LoketProfile *profile = loket_session_find_profile (session, dossier->the_case);
  LoketStanding *standing = dossier->standing;
  Mediation self = {.session = session, .dossier = dossier};
  gint settled, ended;
  LoketActEffect *settle = loket_guide_find_last (standing, LOKET_ACT_SETTLE, &settled);
  LoketActEffect *end = loket_guide_find_last (standing, LOKET_ACT_END_MEDIATION, &ended);
  GtkWidget *card;

  loket_guide_find_last (standing, LOKET_ACT_OFFER_MEDIATION, &self.offered);
  if (profile == NULL || (self.offered < 0 && settle == NULL))
    return NULL;
  self.heavy = g_strcmp0 (loket_json_peek_string (loket_profile_get_json (profile), "mediation"),
                          "heavy") == 0;
  card = loket_guide_card_new (_ ("Mediation"));
  if (standing->step == LOKET_STEP_MEDIATING)
    add_under_way (&self, card);
  else if (settled > ended)
    add_end (&self, card, settle);
  else if (end != NULL)
    add_end (&self, card, end);
  return card;
}
