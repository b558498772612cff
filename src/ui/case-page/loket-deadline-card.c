/* SPDX-License-Identifier: EUPL-1.2 */
/* The card of the leading clock. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-deadline-card.h"
#include "loket-guide-parts.h"
#include "loket-pill.h"
#include "loket-why-button.h"
#include "loket-widget.h"

struct _LoketDeadlineCard {
  GtkWidget parent_instance;

  GtkMenuButton *countdown;
  GtkWidget *number_box;
  GtkLabel *number;
  GtkLabel *unit;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkLabel *unconfirmed;
  GtkLabel *readings;
  GtkButton *why;
  GtkButton *extend;
};

G_DEFINE_FINAL_TYPE (LoketDeadlineCard, loket_deadline_card, GTK_TYPE_WIDGET)

/* "Answer by Sunday 29 November 2026" */
static char *
describe_limit (LoketSpeech *speech, const LoketClockReading *clock, const char *day)
{
  switch ((int) clock->id) {
  case LOKET_CLOCK_ACKNOWLEDGEMENT:
    return g_strdup_printf (_ ("Acknowledge receipt by %s"), day);
  case LOKET_CLOCK_ADMISSIBILITY:
    return g_strdup_printf (_ ("Decide on admissibility by %s"), day);
  case LOKET_CLOCK_DECLINE_NOTICE:
    return g_strdup_printf (_ ("Take up, or say why not, by %s"), day);
  case LOKET_CLOCK_ANSWER:
    return g_strdup_printf (_ ("Answer by %s"), day);
  default:
    return g_strdup_printf (_ ("%s by %s"), loket_speech_name (speech, "clock", clock->id_code),
                            day);
  }
}

/**
 * loket_deadline_describe:
 *
 * Returns: (transfer full): "Answer by Sunday 29 November; work by Friday 27 November"; the state
 *   of the clock where it has no day
 */
char *
loket_deadline_describe (LoketSpeech *speech, const LoketClockReading *clock)
{
  g_autofree char *last_day = NULL;
  g_autofree char *work_by = NULL;
  g_autofree char *limit = NULL;

  if (clock->due == LOKET_NO_DAY)
    return g_strdup_printf (
        "%s: %s", loket_speech_name (speech, "clock", clock->id_code),
        loket_speech_name (speech, "clockState", loket_clock_state_to_string (clock->state)));
  last_day = loket_speech_day_long (speech, clock->due);
  if (clock->due_at != LOKET_NO_MOMENT) {
    g_autofree char *time = loket_speech_limit_time (speech, clock);
    g_autofree char *moment = g_strdup_printf (_ ("%s at %s"), last_day, time);

    return describe_limit (speech, clock, moment);
  }
  limit = describe_limit (speech, clock, last_day);
  if (clock->work_by == clock->due || clock->work_by == LOKET_NO_DAY)
    return g_steal_pointer (&limit);
  work_by = loket_speech_day_long (speech, clock->work_by);
  /* Translators: "Answer by Sunday 29 November 2026; work by Friday 27 November 2026" */
  return g_strdup_printf (_ ("%s; work by %s"), limit, work_by);
}

/* On the last day of a term in hours: hours, minutes in the last hour, or since when it is over.
 * Returns: NULL on other days */
static char *
count_hours (LoketSpeech *speech,
             const LoketClockReading *clock,
             LoketMoment now,
             const char **unit,
             gboolean *is_number)
{
  int minutes;

  if (clock->due_at == LOKET_NO_MOMENT || loket_moment_get_day (now) != clock->due)
    return NULL;
  *is_number = now <= clock->due_at;
  if (!*is_number) {
    *unit = _ ("late since");
    return loket_speech_limit_time (speech, clock);
  }
  minutes = (int) ((clock->due_at - now) / (60 * LOKET_SECOND_US));
  *unit = minutes < 60 ? ngettext ("minute left", "minutes left", (gulong) minutes)
                       : ngettext ("hour left", "hours left", (gulong) (minutes / 60));
  return g_strdup_printf ("%d", minutes < 60 ? minutes : minutes / 60);
}

/* Office days left, or calendar days over; between the last office day and the last day itself,
 * that day. */
static void
show_number (LoketDeadlineCard *self,
             LoketSpeech *speech,
             const LoketClockReading *clock,
             LoketMoment now)
{
  const char *unit = NULL;
  gboolean is_number = clock->state == LOKET_CLOCK_STATE_OVERDUE || clock->working_days_left > 0;
  g_autofree char *number = count_hours (speech, clock, now, &unit, &is_number);

  if (number != NULL) {
    /* Said already. */
  } else if (clock->state == LOKET_CLOCK_STATE_OVERDUE) {
    number = g_strdup_printf ("%d", -clock->days_left);
    unit = ngettext ("day over", "days over", (gulong) -clock->days_left);
  } else if (clock->state == LOKET_CLOCK_STATE_RUNNING && is_number) {
    number = g_strdup_printf ("%d", clock->working_days_left);
    unit = ngettext ("working day", "working days", (gulong) clock->working_days_left);
  } else if (clock->state == LOKET_CLOCK_STATE_RUNNING) {
    number = clock->days_left == 0 ? g_strdup (_ ("today"))
                                   : loket_speech_day_short (speech, clock->due);
    unit = _ ("last day");
  }
  if (is_number)
    gtk_widget_remove_css_class (self->number_box, "words");
  else
    gtk_widget_add_css_class (self->number_box, "words");
  gtk_widget_set_visible (self->number_box, number != NULL);
  gtk_label_set_text (self->number, number != NULL ? number : "");
  gtk_label_set_text (self->unit, unit != NULL ? unit : "");
}

/* The lines of the proof that matter without pressing "Why": the period, and what moved it. */
static char *
summarize (LoketSpeech *speech, const LoketClockReading *clock)
{
  static const char *const telling[] = {"period",  "extension", "suspension",
                                        "holiday", "weekend",   NULL};
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) sentences = NULL;

  for (guint i = 0; clock->explanation != NULL && i < clock->explanation->len; i++) {
    LoketExplanationLine *line = g_ptr_array_index (clock->explanation, i);
    LoketExplanationLine bare = *line;
    g_autofree char *sentence = NULL;

    if (!g_strv_contains (telling, line->kind))
      continue;
    bare.source = NULL;
    bare.confirmed = TRUE;
    sentence = loket_speech_explain_line (speech, &bare);
    g_strv_builder_add (builder, sentence);
  }
  sentences = g_strv_builder_end (builder);
  return g_strjoinv (" ", sentences);
}

static void
show_extend (LoketDeadlineCard *self, const LoketClockReading *clock, LoketStanding *standing)
{
  LoketPermission *permission = &standing->permissions[LOKET_ACT_EXTEND];
  gboolean may = permission->answer == LOKET_ANSWER_ALLOWED;

  gtk_widget_set_visible (GTK_WIDGET (self->extend), may && clock->id == LOKET_CLOCK_ANSWER);
}

static void
show_clock (LoketDeadlineCard *self,
            LoketSession *session,
            LoketStanding *standing,
            const LoketClockReading *clock)
{
  LoketSpeech *speech = loket_session_get_speech (session);
  LoketMoment now = loket_desk_get_now (loket_session_get_desk (session));
  g_autofree char *title = loket_deadline_describe (speech, clock);
  g_autofree char *subtitle = summarize (speech, clock);
  static const char *const tones[] = {"late", "soon", "calm", "quiet"};
  const char *tone = loket_pill_choose_tone (clock, now);

  for (gsize i = 0; i < G_N_ELEMENTS (tones); i++)
    gtk_widget_remove_css_class (self->number_box, tones[i]);
  gtk_widget_add_css_class (self->number_box, tone);
  show_number (self, speech, clock, now);
  loket_proof_show_readings (
      self->readings, speech,
      loket_desk_get_roles (loket_session_get_desk (session), standing->current->agency), clock);
  loket_why_button_show (self->countdown, session, standing, clock, LOKET_PROOF_SHORT);
  gtk_widget_set_visible (GTK_WIDGET (self->countdown), gtk_widget_get_visible (self->number_box));
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->subtitle, subtitle);
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle), *subtitle != '\0');
  gtk_widget_set_visible (GTK_WIDGET (self->unconfirmed), !clock->confirmed);
  gtk_widget_set_visible (GTK_WIDGET (self->why), TRUE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->why), "s", clock->id_code);
  show_extend (self, clock, standing);
}

static gboolean
is_unsent (const LoketClockReading *clock)
{
  return clock->counts_when_taken && !clock->citizens && clock->kind == LOKET_CLOCK_KIND_LEGAL &&
         clock->due != LOKET_NO_DAY;
}

/* The term that an act ended here which counts when the loket takes it: that of the answer where
 * there are several. */
static const LoketClockReading *
find_unsent (LoketStanding *standing)
{
  const LoketClockReading *answer = loket_standing_get_clock (standing, LOKET_CLOCK_ANSWER);

  if (answer != NULL && is_unsent (answer))
    return answer;
  for (guint i = 0; i < standing->clocks->len; i++) {
    const LoketClockReading *clock = g_ptr_array_index (standing->clocks, i);

    if (is_unsent (clock))
      return clock;
  }
  return NULL;
}

static char *
describe_unsent (LoketSpeech *speech, const LoketClockReading *clock)
{
  g_autofree char *day = loket_speech_day_long (speech, clock->due);

  if (clock->state == LOKET_CLOCK_STATE_MET_LATE)
    return g_strdup_printf (_ ("The term ended on %s, and the loket does not have it yet."), day);
  return g_strdup_printf (
      _ ("It counts on the day on which the loket takes it: %s is the last one."), day);
}

static const char *
describe_no_term (LoketStanding *standing)
{
  if (standing->step != LOKET_STEP_CLOSED)
    return _ ("No term is running");
  return loket_guide_find_unsent_end (standing) != NULL
             ? _ ("Closed here, not sent yet: no term is running")
             : _ ("The case is closed: no term is running");
}

static void
show_no_clock (LoketDeadlineCard *self, LoketSession *session, LoketStanding *standing)
{
  LoketSpeech *speech = loket_session_get_speech (session);
  const LoketClockReading *unsent = find_unsent (standing);
  g_autofree char *title =
      unsent != NULL ? g_strdup_printf (_ ("%s: done here, not sent yet"),
                                        loket_speech_name (speech, "clock", unsent->id_code))
                     : g_strdup (describe_no_term (standing));
  g_autofree char *subtitle = unsent != NULL ? describe_unsent (speech, unsent) : g_strdup ("");

  gtk_widget_set_visible (GTK_WIDGET (self->countdown), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->readings), FALSE);
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->subtitle, subtitle);
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle), *subtitle != '\0');
  gtk_widget_set_visible (GTK_WIDGET (self->unconfirmed), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->why), unsent != NULL);
  if (unsent != NULL)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (self->why), "s", unsent->id_code);
  gtk_widget_set_visible (GTK_WIDGET (self->extend), FALSE);
}

void
loket_deadline_card_show (LoketDeadlineCard *self, LoketSession *session, LoketDossier *dossier)
{
  LoketClockReading *clock = loket_standing_get_leading_clock (dossier->standing);

  if (clock != NULL)
    show_clock (self, session, dossier->standing, clock);
  else
    show_no_clock (self, session, dossier->standing);
}

void
loket_deadline_card_count_down (LoketDeadlineCard *self,
                                LoketSession *session,
                                LoketDossier *dossier)
{
  LoketClockReading *clock = loket_standing_get_leading_clock (dossier->standing);

  if (clock != NULL)
    show_number (self, loket_session_get_speech (session), clock,
                 loket_desk_get_now (loket_session_get_desk (session)));
}

static void
loket_deadline_card_dispose (GObject *object)
{
  loket_widget_dispose_template (object, LOKET_TYPE_DEADLINE_CARD);
  G_OBJECT_CLASS (loket_deadline_card_parent_class)->dispose (object);
}

static void
loket_deadline_card_class_init (LoketDeadlineCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = loket_deadline_card_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/loket/Loket/ui/loket-deadline-card.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, LoketDeadlineCard, number_box);
  gtk_widget_class_bind_template_child (widget_class, LoketDeadlineCard, countdown);
  gtk_widget_class_bind_template_child (widget_class, LoketDeadlineCard, readings);
  gtk_widget_class_bind_template_child (widget_class, LoketDeadlineCard, number);
  gtk_widget_class_bind_template_child (widget_class, LoketDeadlineCard, unit);
  gtk_widget_class_bind_template_child (widget_class, LoketDeadlineCard, title);
  gtk_widget_class_bind_template_child (widget_class, LoketDeadlineCard, subtitle);
  gtk_widget_class_bind_template_child (widget_class, LoketDeadlineCard, unconfirmed);
  gtk_widget_class_bind_template_child (widget_class, LoketDeadlineCard, why);
  gtk_widget_class_bind_template_child (widget_class, LoketDeadlineCard, extend);
}

static void
loket_deadline_card_init (LoketDeadlineCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
