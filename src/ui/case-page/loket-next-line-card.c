/* SPDX-License-Identifier: EUPL-1.2 */
/* The next line: that it is open now, which it is and where; and an ombudsman's inquiry. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-guide-parts.h"
#include "loket-letters.h"
#include "loket-profile-choices.h"
#include "loket-stage-cards.h"

/* Where it is, to be copied: one stop for the keyboard, and one that it can leave. (A label that
 * can be selected and not focused holds the Tab key for ever.) */
static void
add_lines (GtkWidget *box, JsonObject *line)
{
  static const char *const members[] = {"address", "phone", "email", "web"};
  const char *post_code = loket_json_peek_string (line, "postCode");
  const char *city = loket_json_peek_string (line, "city");
  g_autoptr (GString) whole = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++) {
    const char *text = loket_json_peek_string (line, members[i]);

    if (text == NULL)
      continue;
    g_string_append_printf (whole, "%s%s", whole->len > 0 ? "\n" : "", text);
    if (i == 0 && city != NULL)
      g_string_append_printf (whole, ", %s %s", post_code != NULL ? post_code : "", city);
  }
  if (whole->len > 0)
    gtk_label_set_selectable (GTK_LABEL (loket_guide_add_text (box, whole->str)), TRUE);
}

/* Which lines there are: the nearest first. */
static void
add_chain (GtkWidget *card, LoketSession *session, LoketProfile *profile)
{
  LoketSpeech *speech = loket_session_get_speech (session);
  g_autoptr (GPtrArray) chain = loket_profile_choices_list (session, profile, "nextLine", NULL);

  for (guint i = 0; i < chain->len; i++) {
    LoketChoice *choice = g_ptr_array_index (chain, i);
    JsonObject *line = loket_profile_choices_find (profile, "nextLine", choice->code);
    JsonObject *basis = loket_json_peek_object (line, "basis");
    const char *source = basis != NULL ? loket_json_peek_string (basis, "source") : NULL;
    GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
    GtkWidget *name = loket_guide_add_text (
        box, loket_speech_pick (speech, loket_json_peek_object (line, "names")));

    gtk_widget_add_css_class (name, "question");
    gtk_box_append (GTK_BOX (card), box);
    add_lines (box, line);
    if (source != NULL)
      loket_guide_add_aside (box, source);
  }
}

/* Why it is open. */
static char *
say_why (LoketSession *session, LoketStanding *standing)
{
  LoketClockReading *clock = loket_standing_get_clock (standing, LOKET_CLOCK_ANSWER);
  LoketActEffect *opened = loket_guide_find_last (standing, LOKET_ACT_OPEN_NEXT_LINE, NULL);
  g_autofree char *day = NULL;

  if (opened != NULL) {
    day = loket_guide_say_day (session, opened->counting_day);
    return g_strdup_printf (_ ("The complainant went there on %s. Our own terms keep running."),
                            day);
  }
  if (standing->outcome == LOKET_OUTCOME_DECLINED)
    return g_strdup (_ ("The complaint was not taken up: the complainant can go there now."));
  if (clock == NULL || clock->last_day == LOKET_NO_DAY)
    return g_strdup (_ ("The complainant can go there now."));
  day = loket_guide_say_day (session, clock->last_day);
  return g_strdup_printf (_ ("The answer should have been there by %s: the complainant can go "
                             "there now, and should know it. An answer is still owed."),
                          day);
}

GtkWidget *
loket_next_line_card_make (LoketSession *session, LoketDossier *dossier)
{
  LoketProfile *profile = loket_session_find_profile (session, dossier->the_case);
  g_autofree char *why = NULL;
  g_autofree char *sentence = NULL;
  GtkWidget *card;

  if (profile == NULL || !(dossier->standing->flags & LOKET_FLAG_NEXT_LINE_OPEN))
    return NULL;
  card = loket_guide_card_new (_ ("The next line is open now"));
  why = say_why (session, dossier->standing);
  loket_guide_add_text (card, why);
  add_chain (card, session, profile);
  sentence = loket_letters_dup_body (session, dossier, "nextLineOpen");
  /* The letter that closed the case has said it already. */
  if (sentence != NULL && dossier->standing->step != LOKET_STEP_CLOSED) {
    g_autoptr (JsonObject) payload = loket_guide_payload ("text", sentence, NULL);

    loket_guide_add_act (card, session, dossier, LOKET_ACT_INFORM, payload,
                         _ ("Tell the complainant"));
  }
  loket_guide_add_act (card, session, dossier, LOKET_ACT_OPEN_NEXT_LINE, NULL, NULL);
  return card;
}

/* Until when a reply is wanted, and that our own term does not wait for it. */
static void
add_clocks (GtkWidget *card, LoketSession *session, LoketStanding *standing)
{
  LoketClockReading *reply = loket_standing_get_clock (standing, LOKET_CLOCK_SERVICE_REPLY);
  LoketClockReading *own = loket_standing_get_clock (standing, LOKET_CLOCK_ANSWER);

  if (reply != NULL && reply->last_day != LOKET_NO_DAY && reply->ended_on == LOKET_NO_DAY) {
    g_autofree char *day = loket_guide_say_day (session, reply->last_day);
    g_autofree char *text = g_strdup_printf (_ ("Reply to the ombudsman by %s."), day);

    loket_guide_add_text (card, text);
  }
  if (own != NULL && own->last_day != LOKET_NO_DAY && own->ended_on == LOKET_NO_DAY) {
    g_autofree char *day = loket_guide_say_day (session, own->last_day);
    g_autofree char *text =
        g_strdup_printf (_ ("Our own answer to the complainant stays due by %s."), day);

    loket_guide_add_text (card, text);
  }
}

GtkWidget *
loket_inquiry_card_make (LoketSession *session, LoketDossier *dossier)
{
  LoketSpeech *speech = loket_session_get_speech (session);
  LoketActEffect *inquiry = loket_guide_find_last (dossier->standing, LOKET_ACT_INQUIRE, NULL);
  g_autoptr (JsonObject) payload = loket_guide_payload ("kind", "inquiryReply", NULL);
  g_autofree char *day = NULL;
  g_autofree char *what = NULL;
  g_autofree char *line = NULL;
  GtkWidget *card;

  if (inquiry == NULL)
    return NULL;
  card = loket_guide_card_new (_ ("An ombudsman asks about this case"));
  day = loket_guide_say_day (session, inquiry->counting_day);
  what = loket_speech_describe_act (speech, inquiry->act);
  line = g_strdup_printf ("%s · %s", day, what);
  loket_guide_add_text (card, line);
  add_clocks (card, session, dossier->standing);
  loket_guide_add_act (card, session, dossier, LOKET_ACT_DISPATCH, payload,
                       _ ("The reply has left"));
  return card;
}
