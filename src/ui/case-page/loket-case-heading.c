/* SPDX-License-Identifier: EUPL-1.2 */
/* The head of a case. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-case-heading.h"
#include "loket-guide-parts.h"
#include "loket-profile-choices.h"
#include "loket-widget.h"

/* So many days before its end the term of the citizen asks for attention: an appeal is written in a
 * week. */
enum {
  NEAR_DAYS = 7
};

struct _LoketCaseHeading {
  GtkWidget parent_instance;

  GtkLabel *subject;
  GtkLabel *person;
  GtkLabel *language;
  GtkLabel *carrier;
  GtkLabel *received;
  GtkLabel *state;
  GtkLabel *citizens_term;
  GtkLabel *notice;
};

G_DEFINE_FINAL_TYPE (LoketCaseHeading, loket_case_heading, GTK_TYPE_WIDGET)

static char *
describe_person (const LoketCase *facts)
{
  LoketParty *party = facts->complainants->len > 0 ? facts->complainants->pdata[0] : NULL;
  const char *name = party != NULL ? party->name : NULL;

  if (party != NULL && name == NULL)
    name = party->organisation;
  if (name == NULL)
    return g_strdup (_ ("Anonymous"));
  if (facts->complainants->len == 1)
    return g_strdup (name);
  return g_strdup_printf (
      ngettext ("%s and %u other", "%s and %u others", facts->complainants->len - 1), name,
      facts->complainants->len - 1);
}

static char *
describe_state (LoketSession *session, LoketDossier *dossier)
{
  LoketSpeech *speech = loket_session_speak_for (session, dossier->the_case);
  LoketStanding *standing = dossier->standing;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) parts = NULL;

  if (standing->outcome != LOKET_OUTCOME_NONE)
    g_strv_builder_add (builder, loket_speech_name (speech, "outcome",
                                                    loket_outcome_to_string (standing->outcome)));
  if (loket_guide_find_unsent_end (standing) != NULL)
    g_strv_builder_add (builder, _ ("not sent yet"));
  if (standing->waiting_for != LOKET_WAITING_FOR_NOBODY)
    g_strv_builder_add (builder,
                        loket_speech_name (speech, "waitingFor",
                                           loket_waiting_for_to_string (standing->waiting_for)));
  if (standing->urgency != LOKET_URGENCY_NORMAL) {
    g_autofree char *text = g_strdup_printf (
        _ ("urgency: %s"),
        loket_speech_name (speech, "urgency", loket_urgency_to_string (standing->urgency)));

    g_strv_builder_add (builder, text);
  }
  if (standing->follow_up_on != LOKET_NO_DAY) {
    g_autofree char *day = loket_speech_day_short (speech, standing->follow_up_on);
    g_autofree char *text = g_strdup_printf (_ ("follow up on %s"), day);

    g_strv_builder_add (builder, text);
  }
  if (standing->flags & LOKET_FLAG_NEXT_LINE_OPEN)
    g_strv_builder_add (builder, loket_speech_name (speech, "flag", "nextLineOpen"));
  parts = g_strv_builder_end (builder);
  return g_strjoinv (" · ", parts);
}

static const char *
find_notice (LoketDossier *dossier)
{
  if (dossier->withdrawn)
    return _ ("This case is no longer yours. You can read it; nothing can be added.");
  if (!dossier->standing->rules_known)
    return _ ("The rules of this case are newer than this version. The dates are the loket's; "
              "notes and contacts stay possible.");
  if (dossier->differs)
    return _ ("The loket's own dates differ from those counted here. Check them before you rely "
              "on either.");
  if (!dossier->registered)
    return _ ("The loket does not know this complaint yet. The reference is provisional and stays "
              "valid.");
  return NULL;
}

/* The term of the citizen that ends first, where one is running or has passed. */
static const LoketClockReading *
find_citizens_term (LoketStanding *standing)
{
  const LoketClockReading *first = NULL;

  for (guint i = 0; i < standing->clocks->len; i++) {
    const LoketClockReading *clock = standing->clocks->pdata[i];

    if (clock->citizens && clock->due != LOKET_NO_DAY && (first == NULL || clock->due < first->due))
      first = clock;
  }
  return first;
}

/* What the citizen must not miss while we are at work; near its end it asks for attention. */
static void
show_citizens_term (LoketCaseHeading *self, LoketSpeech *speech, LoketStanding *standing)
{
  const LoketClockReading *clock = find_citizens_term (standing);
  g_autofree char *term = clock != NULL ? loket_speech_say_citizens_term (speech, clock) : NULL;
  gboolean near =
      term != NULL && clock->state == LOKET_CLOCK_STATE_RUNNING && clock->days_left <= NEAR_DAYS;
  g_autofree char *left =
      near ? loket_speech_say_count (speech, "citizen.daysLeft", clock->days_left) : NULL;
  g_autofree char *text = near ? g_strdup_printf ("⚠ %s · %s", term, left) : g_strdup (term);

  if (near)
    gtk_widget_add_css_class (GTK_WIDGET (self->citizens_term), "near");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->citizens_term), "near");
  gtk_label_set_text (self->citizens_term, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->citizens_term), text != NULL);
}

static void
show_text (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

/**
 * loket_case_heading_show:
 *
 * All texts of a case go into labels as plain text.
 */
void
loket_case_heading_show (LoketCaseHeading *self, LoketSession *session, LoketDossier *dossier)
{
  LoketSpeech *speech = loket_session_get_speech (session);
  LoketCase *facts = dossier->standing->current;
  g_autofree char *person = describe_person (facts);
  g_autofree char *state = describe_state (session, dossier);
  g_autofree char *day = loket_speech_day_medium (speech, facts->received_on);
  g_autofree char *received = g_strdup_printf (_ ("received %s"), day);
  const char *carrier = facts->carriers != NULL ? facts->carriers[0] : NULL;

  show_text (self->subject, facts->subject);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->subject), facts->subject);
  show_text (self->person, person);
  show_text (self->language, *facts->filing_language != '\0'
                                 ? loket_speech_name (speech, "language", facts->filing_language)
                                 : NULL);
  show_text (self->carrier, carrier != NULL ? loket_profile_choices_get_name (
                                                  session, facts, "carriers", "carrier", carrier)
                                            : NULL);
  show_text (self->received, received);
  show_text (self->state, state);
  show_citizens_term (self, speech, dossier->standing);
  show_text (self->notice, find_notice (dossier));
}

static void
loket_case_heading_dispose (GObject *object)
{
  loket_widget_dispose_template (object, LOKET_TYPE_CASE_HEADING);
  G_OBJECT_CLASS (loket_case_heading_parent_class)->dispose (object);
}

static void
loket_case_heading_class_init (LoketCaseHeadingClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = loket_case_heading_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/loket/Loket/ui/loket-case-heading.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, LoketCaseHeading, subject);
  gtk_widget_class_bind_template_child (widget_class, LoketCaseHeading, person);
  gtk_widget_class_bind_template_child (widget_class, LoketCaseHeading, language);
  gtk_widget_class_bind_template_child (widget_class, LoketCaseHeading, carrier);
  gtk_widget_class_bind_template_child (widget_class, LoketCaseHeading, received);
  gtk_widget_class_bind_template_child (widget_class, LoketCaseHeading, state);
  gtk_widget_class_bind_template_child (widget_class, LoketCaseHeading, notice);
  gtk_widget_class_bind_template_child (widget_class, LoketCaseHeading, citizens_term);
}

static void
loket_case_heading_init (LoketCaseHeading *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
