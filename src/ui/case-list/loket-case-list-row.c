/* SPDX-License-Identifier: EUPL-1.2 */
/* The row: bound to one LoketCaseRow at a time, which it watches. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-case-list-row.h"
#include "loket-pill.h"
#include "loket-widget.h"

struct _LoketCaseListRow {
  GtkWidget parent_instance;

  GtkImage *urgency;
  GtkInscription *subject;
  GtkImage *unsent;
  GtkInscription *person;
  GtkLabel *pill;
  GtkLabel *step;
  LoketSession *session;    /* (owned) */
  LoketCaseRow *row;        /* (owned) (nullable) */
  GSignalGroup *row_watch;  /* (owned) */
  GSignalGroup *desk_watch; /* (owned) */
  gboolean holds_minutes;   /* its term ends in hours, within a day */
};

G_DEFINE_FINAL_TYPE (LoketCaseListRow, loket_case_list_row, GTK_TYPE_WIDGET)

/* All of the row in one sentence, for the row and for the list item around it: a reader stops at
 * the item, which in the baseline has no name of its own. */
static void
show_spoken (LoketCaseListRow *self, const char *countdown, const char *step)
{
  g_autofree char *spoken = NULL;
  GtkWidget *item = gtk_widget_get_parent (GTK_WIDGET (self));

  /* Translators: reference, subject, person, countdown, step of a case; read aloud. */
  spoken = g_strdup_printf (_ ("%s, %s, %s, %s, %s"), loket_case_row_get_reference (self->row),
                            gtk_inscription_get_text (self->subject),
                            loket_case_row_get_person (self->row), countdown, step);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  if (item != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                    -1);
}

static void
show_urgency (LoketCaseListRow *self)
{
  LoketUrgency urgency = loket_case_row_get_urgency (self->row);

  gtk_widget_set_visible (GTK_WIDGET (self->urgency), urgency != LOKET_URGENCY_NORMAL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->urgency),
                               loket_speech_name (loket_session_get_speech (self->session),
                                                  "urgency", loket_urgency_to_string (urgency)));
}

/* The countdown in the pill; which clock it counts stands beside it, before the step, so that a
 * narrow list cuts the step first and the countdown never. Returns both for a reader; NULL: none.
 */
static char *
show_countdown (LoketCaseListRow *self, LoketSpeech *speech, const char *step)
{
  const char *clock = loket_case_row_get_clock (self->row);
  LoketMoment now = loket_desk_get_now (loket_session_get_desk (self->session));
  LoketClockReading reading;
  g_autofree char *place = NULL;
  const char *name;

  if (clock == NULL || *clock == '\0') {
    gtk_widget_set_visible (GTK_WIDGET (self->pill), FALSE);
    gtk_label_set_text (self->step, step);
    loket_session_hold_minutes (self->session, &self->holds_minutes, FALSE);
    return NULL;
  }
  loket_session_read_row (self->session, self->row, &reading);
  loket_pill_show_short (self->pill, speech, &reading, now);
  loket_session_hold_minutes (self->session, &self->holds_minutes,
                              loket_session_wants_minutes (&reading, now));
  name = loket_speech_name (speech, "clock", clock);
  place = g_strdup_printf ("%s · %s", name, step);
  gtk_label_set_text (self->step, g_str_equal (name, step) ? step : place);
  return loket_speech_pill (speech, &reading, now);
}

/* While what ends a case has not left, and its term still counts, it is not closed. */
static const char *
say_step (LoketCaseListRow *self)
{
  LoketStep step = loket_case_row_get_step (self->row);
  const char *clock = loket_case_row_get_clock (self->row);

  if (step == LOKET_STEP_CLOSED && loket_case_row_get_pending (self->row) && clock != NULL &&
      *clock != '\0')
    return _ ("not sent yet");
  return loket_speech_name (loket_session_speak_for_row (self->session, self->row), "step",
                            loket_step_to_string (step));
}

static void
show_row (LoketCaseListRow *self)
{
  LoketSpeech *speech = loket_session_get_speech (self->session);
  g_autofree char *person = NULL;
  g_autofree char *countdown = NULL;
  const char *name;
  const char *step;

  if (loket_case_row_is_loading (self->row)) {
    gtk_inscription_set_text (self->subject, "…");
    gtk_inscription_set_text (self->person, "");
    gtk_label_set_text (self->step, "");
    gtk_widget_set_visible (GTK_WIDGET (self->pill), FALSE);
    gtk_widget_set_visible (GTK_WIDGET (self->urgency), FALSE);
    gtk_widget_set_visible (GTK_WIDGET (self->unsent), FALSE);
    loket_session_hold_minutes (self->session, &self->holds_minutes, FALSE);
    return;
  }
  name = loket_case_row_get_person (self->row);
  if (name == NULL || *name == '\0')
    name = _ ("Anonymous");
  person = g_strdup_printf ("%s · %s", name, loket_case_row_get_reference (self->row));
  gtk_inscription_set_text (self->subject, loket_case_row_get_subject (self->row));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->subject), loket_case_row_get_subject (self->row));
  gtk_inscription_set_text (self->person, person);
  gtk_widget_set_visible (GTK_WIDGET (self->unsent), loket_case_row_get_pending (self->row));
  show_urgency (self);
  step = say_step (self);
  countdown = show_countdown (self, speech, step);
  show_spoken (self, countdown != NULL ? countdown : _ ("no term running"), step);
}

static void
changed_cb (LoketCaseListRow *self)
{
  if (self->row != NULL)
    show_row (self);
}

static void
minute_changed_cb (LoketCaseListRow *self)
{
  if (self->row != NULL && loket_case_row_get_due_at (self->row) != LOKET_NO_MOMENT)
    show_row (self);
}

static void
loket_case_list_row_dispose (GObject *object)
{
  LoketCaseListRow *self = LOKET_CASE_LIST_ROW (object);

  loket_session_hold_minutes (self->session, &self->holds_minutes, FALSE);
  g_clear_object (&self->row_watch);
  g_clear_object (&self->desk_watch);
  g_clear_object (&self->row);
  g_clear_object (&self->session);
  loket_widget_dispose_template (object, LOKET_TYPE_CASE_LIST_ROW);
  G_OBJECT_CLASS (loket_case_list_row_parent_class)->dispose (object);
}

static void
loket_case_list_row_class_init (LoketCaseListRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = loket_case_list_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/loket/Loket/ui/loket-case-list-row.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, LoketCaseListRow, urgency);
  gtk_widget_class_bind_template_child (widget_class, LoketCaseListRow, subject);
  gtk_widget_class_bind_template_child (widget_class, LoketCaseListRow, unsent);
  gtk_widget_class_bind_template_child (widget_class, LoketCaseListRow, person);
  gtk_widget_class_bind_template_child (widget_class, LoketCaseListRow, pill);
  gtk_widget_class_bind_template_child (widget_class, LoketCaseListRow, step);
}

static void
loket_case_list_row_init (LoketCaseListRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->row_watch = g_signal_group_new (LOKET_TYPE_CASE_ROW);
  g_signal_group_connect_swapped (self->row_watch, "notify", G_CALLBACK (changed_cb), self);
  self->desk_watch = g_signal_group_new (LOKET_TYPE_DESK);
  g_signal_group_connect_swapped (self->desk_watch, "day-changed", G_CALLBACK (changed_cb), self);
  g_signal_group_connect_swapped (self->desk_watch, "minute-changed",
                                  G_CALLBACK (minute_changed_cb), self);
}

GtkWidget *
loket_case_list_row_new (LoketSession *session)
{
  LoketCaseListRow *self = g_object_new (LOKET_TYPE_CASE_LIST_ROW, NULL);

  self->session = g_object_ref (session);
  g_signal_group_set_target (self->desk_watch, loket_session_get_desk (session));
  return GTK_WIDGET (self);
}

/**
 * loket_case_list_row_get:
 *
 * Returns: (transfer none) (nullable): the case that it shows
 */
LoketCaseRow *
loket_case_list_row_get (LoketCaseListRow *self)
{
  return self->row;
}

/**
 * loket_case_list_row_set:
 * @row: (nullable): the case to show from now on
 */
void
loket_case_list_row_set (LoketCaseListRow *self, LoketCaseRow *row)
{
  if (!g_set_object (&self->row, row))
    return;
  g_signal_group_set_target (self->row_watch, row);
  if (row == NULL)
    loket_session_hold_minutes (self->session, &self->holds_minutes, FALSE);
  changed_cb (self);
}
