/* SPDX-License-Identifier: EUPL-1.2 */
/* A letter came back: which, who does not know what it says, and what that does to the terms. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-guide-parts.h"
#include "loket-stage-cards.h"

static LoketActEffect *
find_effect (LoketStanding *standing, const char *act_id)
{
  for (guint i = 0; i < standing->effects->len; i++) {
    LoketActEffect *effect = g_ptr_array_index (standing->effects, i);

    if (g_strcmp0 (effect->act->act_id, act_id) == 0)
      return effect;
  }
  return NULL;
}

static gboolean
has_effect (const LoketActEffect *effect)
{
  return effect->annulled_by == NULL && effect->permission.answer == LOKET_ANSWER_ALLOWED;
}

/* Whether the letter has left again since. @place: of the return */
static gboolean
is_sent_again (LoketStanding *standing, guint place, const char *act_id)
{
  for (guint i = place + 1; i < standing->effects->len; i++) {
    LoketActEffect *effect = g_ptr_array_index (standing->effects, i);

    if ((effect->act->type == LOKET_ACT_DISPATCH || effect->act->type == LOKET_ACT_RETURNED_MAIL) &&
        has_effect (effect) && g_strcmp0 (loket_act_get_text (effect->act, "actId"), act_id) == 0)
      return TRUE;
  }
  return FALSE;
}

/* Where it went, as far as the case knows. */
static void
add_address (GtkWidget *box, LoketSession *session, LoketDossier *dossier, LoketVia via)
{
  LoketCase *facts = dossier->standing->current;
  LoketParty *party = facts->representative;
  g_autoptr (GString) ways = g_string_new (NULL);

  if (party == NULL && facts->complainants->len > 0)
    party = facts->complainants->pdata[0];
  if (party == NULL)
    return;
  loket_guide_add_printf (box, _ ("%s does not know what it says."),
                          party->name != NULL ? party->name : _ ("The complainant"));
  if (via == LOKET_VIA_POST && party->street != NULL)
    loket_guide_add_printf (box, _ ("It went to: %s, %s %s."), party->street,
                            party->post_code != NULL ? party->post_code : "",
                            party->city != NULL ? party->city : "");
  if (via != LOKET_VIA_MAIL && party->email != NULL)
    g_string_append (ways, party->email);
  if (party->phone != NULL)
    g_string_append_printf (ways, "%s%s", ways->len > 0 ? "; " : "", party->phone);
  if (via == LOKET_VIA_MAIL && party->street != NULL)
    g_string_append_printf (ways, "%s%s", ways->len > 0 ? "; " : "", party->street);
  if (ways->len > 0)
    loket_guide_add_printf (box, _ ("Other ways to the complainant: %s."), ways->str);
  else
    loket_guide_add_text (box, _ ("No other way to the complainant is known: ask the register, or "
                                  "whoever knows the person."));
}

static void
add_letter (GtkWidget *card, LoketSession *session, LoketDossier *dossier, LoketActEffect *returned)
{
  LoketSpeech *speech = loket_session_get_speech (session);
  const char *act_id = loket_act_get_text (returned->act, "actId");
  LoketActEffect *letter = find_effect (dossier->standing, act_id);
  LoketActType type = letter != NULL ? letter->act->type : LOKET_ACT_UNKNOWN;
  const char *name = loket_speech_name (speech, "actDone", loket_act_type_to_string (type));
  g_autofree char *day = loket_guide_say_day (session, returned->act->occurred_on);
  g_autofree char *state = g_strdup_printf (_ ("came back on %s"), day);
  GtkWidget *box = loket_guide_card_add_question (card, name, LOKET_GUIDE_NO, state);
  const char *said = loket_act_get_text (returned->act, "text");
  g_autoptr (JsonObject) payload = loket_guide_payload (
      "kind", type == LOKET_ACT_ANSWER ? "answer" : "otherLetter", "actId", act_id, NULL);

  if (said != NULL && *said != '\0')
    loket_guide_add_text (box, said);
  add_address (box, session, dossier, letter != NULL ? letter->act->via : LOKET_VIA_NONE);
  loket_guide_add_act (box, session, dossier, LOKET_ACT_CORRECT, NULL, _ ("Correct the address"));
  loket_guide_add_act (box, session, dossier, LOKET_ACT_DISPATCH, payload,
                       _ ("It has been sent again"));
}

GtkWidget *
loket_returned_card_make (LoketSession *session, LoketDossier *dossier)
{
  LoketStanding *standing = dossier->standing;
  GtkWidget *card = NULL;

  for (guint i = 0; i < standing->effects->len; i++) {
    LoketActEffect *effect = g_ptr_array_index (standing->effects, i);

    if (effect->act->type != LOKET_ACT_RETURNED_MAIL || !has_effect (effect) ||
        is_sent_again (standing, i, loket_act_get_text (effect->act, "actId")))
      continue;
    if (card == NULL)
      card = loket_guide_card_new (_ ("A letter came back"));
    add_letter (card, session, dossier, effect);
  }
  if (card != NULL)
    loket_guide_add_aside (card, _ ("A term that had ended with this letter runs again, as if it "
                                    "had not been sent; it ends on the day on which the letter is "
                                    "posted again."));
  return card;
}
