/* SPDX-License-Identifier: EUPL-1.2 */
/* The difference between two standings, in words. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-effect-box.h"
#include "loket-widget.h"

struct _LoketEffectBox {
  GtkWidget parent_instance;

  GtkBox *lines;
  GtkLabel *judgement;
};

G_DEFINE_FINAL_TYPE (LoketEffectBox, loket_effect_box, GTK_TYPE_WIDGET)

static const char *
name_state (LoketSpeech *speech, const LoketClockReading *clock)
{
  return loket_speech_name (speech, "clockState", loket_clock_state_to_string (clock->state));
}

static char *
name_day (LoketSpeech *speech, LoketDay day)
{
  return day != LOKET_NO_DAY ? loket_speech_day_medium (speech, day) : g_strdup (_ ("no date"));
}

/* "Answer: 27 December 2026 → 10 February 2027", or the states where no day moves. */
static char *
describe_clock (LoketSpeech *speech,
                const LoketClockReading *before,
                const LoketClockReading *after)
{
  const char *name = loket_speech_name (speech, "clock", after->id_code);
  g_autoptr (GString) text = g_string_new (name);

  if (before->last_day != after->last_day) {
    g_autofree char *from = name_day (speech, before->last_day);
    g_autofree char *to = name_day (speech, after->last_day);

    g_string_append_printf (text, ": %s → %s", from, to);
    if (after->work_by != after->last_day && after->work_by != LOKET_NO_DAY) {
      g_autofree char *work_by = name_day (speech, after->work_by);

      g_string_append_printf (text, _ (" (work by %s)"), work_by);
    }
  } else if (before->state != after->state) {
    g_string_append_printf (text, ": %s → %s", name_state (speech, before),
                            name_state (speech, after));
  } else {
    return NULL;
  }
  if (after->counts_when_taken)
    g_string_append_printf (text, " · %s", _ ("counts when the loket takes it"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static const char *
name_step (LoketSpeech *speech, LoketStep step)
{
  return loket_speech_name (speech, "step", loket_step_to_string (step));
}

static void
add_clocks (GStrvBuilder *builder, LoketSpeech *speech, LoketStanding *before, LoketStanding *after)
{
  for (guint i = 0; i < after->clocks->len; i++) {
    LoketClockReading *clock = g_ptr_array_index (after->clocks, i);
    LoketClockReading *old = loket_standing_get_clock (before, clock->id);
    g_autofree char *line = old != NULL ? describe_clock (speech, old, clock) : NULL;

    if (line != NULL)
      g_strv_builder_add (builder, line);
  }
}

/**
 * loket_effect_describe:
 *
 * Returns: (transfer full): one line for each thing that differs; empty when nothing does
 */
char **
loket_effect_describe (LoketSpeech *speech, LoketStanding *before, LoketStanding *after)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (before->step != after->step) {
    g_autofree char *line = g_strdup_printf (_ ("Step: %s → %s"), name_step (speech, before->step),
                                             name_step (speech, after->step));

    g_strv_builder_add (builder, line);
  }
  add_clocks (builder, speech, before, after);
  if (before->follow_up_on != after->follow_up_on && after->follow_up_on != LOKET_NO_DAY) {
    g_autofree char *day = loket_speech_day_long (speech, after->follow_up_on);
    g_autofree char *line = g_strdup_printf (_ ("Follow up on %s"), day);

    g_strv_builder_add (builder, line);
  }
  return g_strv_builder_end (builder);
}

static void
add_line (LoketEffectBox *self, const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_box_append (self->lines, label);
}

static void
clear (LoketEffectBox *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->lines))) != NULL)
    gtk_box_remove (self->lines, child);
}

static void
show_judgement (LoketEffectBox *self, const char *text, gboolean is_error)
{
  gtk_label_set_text (self->judgement, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->judgement), text != NULL);
  if (is_error)
    gtk_widget_add_css_class (GTK_WIDGET (self->judgement), "field-error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->judgement), "field-error");
}

/**
 * loket_effect_box_show:
 * @after: the standing with the act, as loket_desk_preview_act() gives it
 */
void
loket_effect_box_show (LoketEffectBox *self,
                       LoketSession *session,
                       LoketStanding *before,
                       LoketStanding *after,
                       const LoketPermission *permission)
{
  LoketSpeech *speech = loket_session_get_speech (session);
  g_auto (GStrv) lines = loket_effect_describe (speech, before, after);
  g_autofree char *judgement = NULL;

  clear (self);
  for (guint i = 0; lines[i] != NULL; i++)
    add_line (self, lines[i]);
  if (lines[0] == NULL && permission->answer == LOKET_ANSWER_ALLOWED)
    add_line (self, _ ("No date moves."));
  if (permission->answer == LOKET_ANSWER_RECORD_ONLY)
    judgement = g_strdup_printf (_ ("Will be kept without effect. %s"),
                                 loket_speech_name (speech, "reason", permission->reason));
  else if (permission->answer == LOKET_ANSWER_NOT_ALLOWED)
    judgement = g_strdup (loket_speech_name (speech, "reason", permission->reason));
  show_judgement (self, judgement, permission->answer == LOKET_ANSWER_NOT_ALLOWED);
}

/**
 * loket_effect_box_show_hint:
 *
 * For a form that does not say enough yet to know what it does: nothing is wrong.
 */
void
loket_effect_box_show_hint (LoketEffectBox *self)
{
  clear (self);
  add_line (self, _ ("Shown as soon as the form is filled in."));
  gtk_widget_add_css_class (gtk_widget_get_first_child (GTK_WIDGET (self->lines)), "dim-label");
  show_judgement (self, NULL, FALSE);
}

/**
 * loket_effect_box_show_error:
 * @error: why the act could not be kept
 */
void
loket_effect_box_show_error (LoketEffectBox *self, const char *error)
{
  show_judgement (self, error, TRUE);
}

static void
loket_effect_box_dispose (GObject *object)
{
  loket_widget_dispose_template (object, LOKET_TYPE_EFFECT_BOX);
  G_OBJECT_CLASS (loket_effect_box_parent_class)->dispose (object);
}

static void
loket_effect_box_class_init (LoketEffectBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = loket_effect_box_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/loket/Loket/ui/loket-effect-box.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, LoketEffectBox, lines);
  gtk_widget_class_bind_template_child (widget_class, LoketEffectBox, judgement);
}

static void
loket_effect_box_init (LoketEffectBox *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
