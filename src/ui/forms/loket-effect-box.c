/* SPDX-License-Identifier: EUPL-1.2 */
/* The difference between two standings, in words. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-effect-box.h"
#include "loket-why-button.h"
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

static char *
name_limit (LoketSpeech *speech, const LoketClockReading *clock)
{
  g_autofree char *day = name_day (speech, clock->last_day);
  g_autofree char *time = NULL;

  if (clock->due_at == LOKET_NO_MOMENT)
    return g_steal_pointer (&day);
  time = loket_speech_limit_time (speech, clock);
  return g_strdup_printf ("%s, %s", day, time);
}

/* "Answer: 27 December 2026 → 10 February 2027", or the states where no day moves. */
static char *
describe_clock (LoketSpeech *speech,
                const LoketClockReading *before,
                const LoketClockReading *after)
{
  const char *name = loket_speech_name (speech, "clock", after->id_code);
  g_autoptr (GString) text = g_string_new (name);

  if (before->last_day != after->last_day || before->due_at != after->due_at) {
    g_autofree char *from = name_limit (speech, before);
    g_autofree char *to = name_limit (speech, after);

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

/* One line of the effect. */
typedef struct {
  char *text;                     /* (owned) */
  const LoketClockReading *clock; /* (nullable): the term that moves, as it will be */
} EffectLine;

static void
effect_line_clear (gpointer data)
{
  g_free (((EffectLine *) data)->text);
}

static void
add_effect (GArray *lines, char *text, const LoketClockReading *clock)
{
  EffectLine line = {text, clock};

  if (text != NULL)
    g_array_append_val (lines, line);
}

static void
add_clocks (GArray *lines, LoketSpeech *speech, LoketStanding *before, LoketStanding *after)
{
  for (guint i = 0; i < after->clocks->len; i++) {
    LoketClockReading *clock = g_ptr_array_index (after->clocks, i);
    LoketClockReading *old = loket_standing_get_clock (before, clock->id);

    if (old != NULL)
      add_effect (lines, describe_clock (speech, old, clock), clock);
  }
}

static GArray *
list_effects (LoketSpeech *speech, LoketStanding *before, LoketStanding *after)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (EffectLine));

  g_array_set_clear_func (lines, effect_line_clear);
  if (before->step != after->step)
    add_effect (lines,
                g_strdup_printf (_ ("Step: %s → %s"), name_step (speech, before->step),
                                 name_step (speech, after->step)),
                NULL);
  add_clocks (lines, speech, before, after);
  if (before->follow_up_on != after->follow_up_on && after->follow_up_on != LOKET_NO_DAY) {
    g_autofree char *day = loket_speech_day_long (speech, after->follow_up_on);

    add_effect (lines, g_strdup_printf (_ ("Follow up on %s"), day), NULL);
  }
  return lines;
}

/**
 * loket_effect_describe:
 *
 * Returns: (transfer full): one line for each thing that differs; empty when nothing does
 */
char **
loket_effect_describe (LoketSpeech *speech, LoketStanding *before, LoketStanding *after)
{
  g_autoptr (GArray) lines = list_effects (speech, before, after);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < lines->len; i++)
    g_strv_builder_add (builder, g_array_index (lines, EffectLine, i).text);
  return g_strv_builder_end (builder);
}

static GtkWidget *
make_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  return label;
}

/* What-if: beside a date that moves stands its proof, as it will be. */
static GtkWidget *
make_effect (LoketSession *session, LoketStanding *after, const EffectLine *line)
{
  GtkWidget *label = make_label (line->text);
  GtkWidget *box;

  if (line->clock == NULL || line->clock->explanation == NULL)
    return label;
  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box),
                  loket_why_button_new (session, after, line->clock, LOKET_PROOF_WHOLE));
  return box;
}

static void
add_line (LoketEffectBox *self, const char *text)
{
  gtk_box_append (self->lines, make_label (text));
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
  LoketSpeech *speech = loket_session_speak_for (session, before->current);
  g_autoptr (GArray) lines = list_effects (speech, before, after);
  g_autofree char *judgement = NULL;

  clear (self);
  for (guint i = 0; i < lines->len; i++)
    gtk_box_append (self->lines,
                    make_effect (session, after, &g_array_index (lines, EffectLine, i)));
  if (lines->len == 0 && permission->answer == LOKET_ANSWER_ALLOWED)
    add_line (self, _ ("No date moves."));
  if (permission->answer == LOKET_ANSWER_RECORD_ONLY)
    judgement = g_strdup_printf (_ ("Will be kept without effect. %s"),
                                 loket_speech_name (speech, "reason", permission->reason));
  else if (permission->answer == LOKET_ANSWER_NOT_ALLOWED)
    judgement = g_strdup (loket_speech_name (speech, "reason", permission->reason));
  show_judgement (self, judgement, permission->answer == LOKET_ANSWER_NOT_ALLOWED);
}

/**
 * loket_effect_box_add:
 * @text: what the act does beside what replay knows
 */
void
loket_effect_box_add (LoketEffectBox *self, const char *text)
{
  add_line (self, text);
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
