/* SPDX-License-Identifier: EUPL-1.2 */
/* A line of the history. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-profile-choices.h"
#include "loket-timeline-row.h"

struct _LoketTimelineRow {
  GtkListBoxRow parent_instance;

  GtkLabel *day;
  GtkLabel *what;
  GtkLabel *who;
  GtkLabel *reason;
  GtkButton *take_back;
  GtkButton *annul;
};

G_DEFINE_FINAL_TYPE (LoketTimelineRow, loket_timeline_row, GTK_TYPE_LIST_BOX_ROW)

/* Done on one day and taken on another: both are said, and the one that counts. */
static void
append_days (GString *text, LoketSpeech *speech, const LoketActEffect *effect)
{
  const LoketAct *act = effect->act;
  LoketDay taken = act->recorded_at != LOKET_NO_MOMENT ? loket_moment_get_day (act->recorded_at)
                                                       : act->occurred_on;
  gboolean counts =
      effect->counting_day != LOKET_NO_DAY && effect->counting_day != act->occurred_on;
  g_autofree char *taken_day = loket_speech_day_short (speech, taken);

  if (counts && effect->counting_day == taken) {
    g_string_append (text, " · ");
    g_string_append_printf (text, _ ("counts on %s, when the loket took it"), taken_day);
    return;
  }
  if (counts) {
    g_autofree char *day = loket_speech_day_short (speech, effect->counting_day);

    g_string_append (text, " · ");
    g_string_append_printf (text, _ ("counts on %s"), day);
  }
  if (taken != act->occurred_on) {
    g_string_append (text, " · ");
    g_string_append_printf (text, _ ("taken by the loket on %s"), taken_day);
  }
}

/* "A. Claes · waits to be sent": taken is said only of what the loket has confirmed. */
static char *
describe_author (LoketSession *session, const LoketActEffect *effect)
{
  LoketSpeech *speech = loket_session_get_speech (session);
  LoketAct *act = effect->act;
  const char *name = act->author_name != NULL ? act->author_name : act->author;
  g_autoptr (GString) text = g_string_new (name);

  if (g_strcmp0 (act->author, loket_desk_get_person (loket_session_get_desk (session))) == 0 &&
      act->author_name == NULL)
    g_string_assign (text, loket_desk_get_person_name (loket_session_get_desk (session)));
  if (act->via != LOKET_VIA_NONE)
    g_string_append_printf (text, " · %s",
                            loket_speech_name (speech, "via", loket_via_to_string (act->via)));
  if (loket_act_is_pending (act)) {
    g_string_append_printf (text, " · %s", _ ("waits to be sent"));
    if (effect->counts_when_taken)
      g_string_append_printf (text, " · %s", _ ("counts when the loket takes it"));
    return g_string_free (g_steal_pointer (&text), FALSE);
  }
  append_days (text, speech, effect);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
describe_reason (LoketSession *session, const LoketActEffect *effect)
{
  LoketSpeech *speech = loket_session_get_speech (session);

  if (effect->annulled_by != NULL) {
    const char *reason = loket_act_get_text (effect->annulled_by, "reason");

    return reason != NULL ? g_strdup_printf (_ ("Annulled: %s"), reason)
                          : g_strdup (_ ("Annulled"));
  }
  if (effect->permission.answer == LOKET_ANSWER_ALLOWED)
    return NULL;
  return g_strdup_printf (_ ("Without effect: %s"),
                          loket_speech_name (speech, "reason", effect->permission.reason));
}

static gboolean
can_be_annulled (const LoketActEffect *effect)
{
  LoketAct *act = effect->act;

  return !loket_act_is_pending (act) && effect->annulled_by == NULL &&
         act->type != LOKET_ACT_ANNUL && act->type != LOKET_ACT_UNKNOWN &&
         !loket_act_type_tells (act->type);
}

static void
loket_timeline_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), LOKET_TYPE_TIMELINE_ROW);
  G_OBJECT_CLASS (loket_timeline_row_parent_class)->dispose (object);
}

static void
loket_timeline_row_class_init (LoketTimelineRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = loket_timeline_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/loket/Loket/ui/loket-timeline-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LoketTimelineRow, day);
  gtk_widget_class_bind_template_child (widget_class, LoketTimelineRow, what);
  gtk_widget_class_bind_template_child (widget_class, LoketTimelineRow, who);
  gtk_widget_class_bind_template_child (widget_class, LoketTimelineRow, reason);
  gtk_widget_class_bind_template_child (widget_class, LoketTimelineRow, take_back);
  gtk_widget_class_bind_template_child (widget_class, LoketTimelineRow, annul);
}

static void
loket_timeline_row_init (LoketTimelineRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_spoken (LoketTimelineRow *self)
{
  g_autofree char *spoken =
      g_strjoin (", ", gtk_label_get_text (self->day), gtk_label_get_text (self->what),
                 gtk_label_get_text (self->who), NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

/**
 * loket_timeline_row_new:
 * @effect: read, not kept
 */
GtkWidget *
loket_timeline_row_new (LoketSession *session, const LoketActEffect *effect)
{
  LoketTimelineRow *self = g_object_new (LOKET_TYPE_TIMELINE_ROW, NULL);
  LoketSpeech *speech = loket_session_get_speech (session);
  g_autofree char *day = loket_speech_day_short (speech, effect->act->occurred_on);
  g_autofree char *full_day = loket_speech_day_long (speech, effect->act->occurred_on);
  g_autofree char *what = loket_speech_describe_act (speech, effect->act);
  g_autofree char *who = describe_author (session, effect);
  g_autofree char *reason = describe_reason (session, effect);
  gboolean pending = loket_act_is_pending (effect->act);

  gtk_label_set_text (self->day, day);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->day), full_day);
  gtk_label_set_text (self->what, what);
  gtk_label_set_text (self->who, who);
  gtk_label_set_text (self->reason, reason != NULL ? reason : "");
  gtk_widget_set_visible (GTK_WIDGET (self->reason), reason != NULL);
  if (reason != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "without-effect");
  if (pending)
    gtk_widget_add_css_class (GTK_WIDGET (self), "unsent");
  gtk_widget_set_visible (GTK_WIDGET (self->take_back), pending);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->take_back), "s", effect->act->act_id);
  gtk_widget_set_visible (GTK_WIDGET (self->annul), can_be_annulled (effect));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->annul), "s", effect->act->act_id);
  show_spoken (self);
  return GTK_WIDGET (self);
}

/**
 * loket_timeline_row_new_for_receipt:
 *
 * The first line of every history: the complaint came in.
 */
GtkWidget *
loket_timeline_row_new_for_receipt (LoketSession *session, const LoketCase *facts)
{
  LoketTimelineRow *self = g_object_new (LOKET_TYPE_TIMELINE_ROW, NULL);
  LoketSpeech *speech = loket_session_get_speech (session);
  g_autofree char *day = loket_speech_day_short (speech, facts->received_on);
  g_autofree char *registered = NULL;
  const char *carrier = facts->carriers != NULL ? facts->carriers[0] : NULL;
  g_autofree char *what = NULL;

  if (carrier != NULL)
    what = g_strdup_printf (
        _ ("Complaint received: %s"),
        loket_profile_choices_get_name (session, facts, "carriers", "carrier", carrier));
  gtk_label_set_text (self->day, day);
  gtk_label_set_text (self->what, what != NULL ? what : _ ("Complaint received"));
  if (facts->registered_on != LOKET_NO_DAY) {
    g_autofree char *other_day = loket_speech_day_short (speech, facts->registered_on);

    registered = g_strdup_printf (_ ("registered on %s"), other_day);
  }
  gtk_label_set_text (self->who, registered != NULL ? registered : "");
  show_spoken (self);
  return GTK_WIDGET (self);
}
