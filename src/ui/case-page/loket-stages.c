/* SPDX-License-Identifier: EUPL-1.2 */
/* Which stage is done, which is under way: by a mark, a number and a word, not by colour alone. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-stages.h"
#include "loket-widget.h"

enum {
  N_STAGES = 4
};

typedef enum {
  STATE_TO_COME,
  STATE_NOW,
  STATE_DONE,
  STATE_LEFT_OUT,
} StageState;

struct _LoketStages {
  GtkWidget parent_instance;

  GtkLabel *mark_1;
  GtkLabel *mark_2;
  GtkLabel *mark_3;
  GtkLabel *mark_4;
  GtkLabel *note_1;
  GtkLabel *note_2;
  GtkLabel *note_3;
  GtkLabel *note_4;
  GtkWidget *stage_1;
  GtkWidget *stage_2;
  GtkWidget *stage_3;
  GtkWidget *stage_4;
};

G_DEFINE_FINAL_TYPE (LoketStages, loket_stages, GTK_TYPE_WIDGET)

/* The first act of a type that has its effect; NULL: none. What meets one of several demands is no
 * end of a stage. */
static const LoketActEffect *
find_end (LoketStanding *standing, LoketActType type)
{
  for (guint i = 0; i < standing->effects->len; i++) {
    const LoketActEffect *effect = g_ptr_array_index (standing->effects, i);

    if (effect->act->type == type && effect->annulled_by == NULL &&
        effect->permission.answer == LOKET_ANSWER_ALLOWED && !effect->leaves_open)
      return effect;
  }
  return NULL;
}

static gboolean
is_unsent (const LoketActEffect *end)
{
  return end != NULL && loket_act_is_pending (end->act);
}

static gboolean
is_past (LoketStanding *standing, LoketStep step)
{
  return standing->step > step;
}

static StageState
find_state (LoketStanding *standing, guint stage)
{
  gboolean closed = standing->step == LOKET_STEP_CLOSED;

  switch (stage) {
  case 0:
    if (standing->flags & LOKET_FLAG_ACKNOWLEDGED)
      return STATE_DONE;
    return closed ? STATE_LEFT_OUT : STATE_NOW;
  case 1:
    if (standing->step == LOKET_STEP_INVESTIGATING)
      return STATE_NOW;
    if (closed && !(standing->flags & LOKET_FLAG_TAKEN_UP))
      return STATE_LEFT_OUT;
    return is_past (standing, LOKET_STEP_INVESTIGATING) ? STATE_DONE : STATE_TO_COME;
  case 2:
    if (standing->step == LOKET_STEP_MEDIATING)
      return STATE_NOW;
    if (find_end (standing, LOKET_ACT_SETTLE) != NULL ||
        find_end (standing, LOKET_ACT_OFFER_MEDIATION) != NULL)
      return STATE_DONE;
    return is_past (standing, LOKET_STEP_MEDIATING) ? STATE_LEFT_OUT : STATE_TO_COME;
  default:
    /* What only this computer knows is no answer yet. */
    if (is_unsent (find_end (standing, LOKET_ACT_ANSWER)))
      return STATE_NOW;
    if (find_end (standing, LOKET_ACT_ANSWER) != NULL)
      return STATE_DONE;
    if (closed)
      return STATE_LEFT_OUT;
    return standing->step == LOKET_STEP_ANSWERING ? STATE_NOW : STATE_TO_COME;
  }
}

/* What stands under the name of a stage. */
static char *
describe (LoketSession *session, LoketStanding *standing, guint stage, StageState state)
{
  static const LoketActType done_by[] = {LOKET_ACT_ACKNOWLEDGE, LOKET_ACT_TAKE_UP, LOKET_ACT_SETTLE,
                                         LOKET_ACT_ANSWER};
  LoketSpeech *speech = loket_session_get_speech (session);
  LoketClockReading *answer = loket_standing_get_clock (standing, LOKET_CLOCK_ANSWER);
  const LoketActEffect *end = stage != 1 ? find_end (standing, done_by[stage]) : NULL;

  if (is_unsent (end))
    return g_strdup (_ ("not sent yet"));
  if (state == STATE_DONE && end != NULL && end->counting_day != LOKET_NO_DAY)
    return loket_speech_day_short (speech, end->counting_day);
  if (state == STATE_DONE)
    return g_strdup (_ ("done"));
  if (state == STATE_LEFT_OUT)
    return g_strdup (_ ("not done"));
  if (stage == N_STAGES - 1 && answer != NULL && answer->last_day != LOKET_NO_DAY) {
    g_autofree char *last_day = loket_speech_day_short (speech, answer->last_day);

    return g_strdup_printf (_ ("by %s"), last_day);
  }
  if (state == STATE_NOW)
    return g_strdup (stage == 0 ? _ ("to do") : _ ("under way"));
  return g_strdup (stage == 2 ? _ ("where possible") : _ ("to come"));
}

static void
show_stage (LoketStages *self, guint stage, StageState state, const char *note)
{
  GtkLabel *marks[] = {self->mark_1, self->mark_2, self->mark_3, self->mark_4};
  GtkLabel *notes[] = {self->note_1, self->note_2, self->note_3, self->note_4};
  GtkWidget *stages[] = {self->stage_1, self->stage_2, self->stage_3, self->stage_4};
  static const char *const classes[] = {"to-come", "now", "done", "left-out"};
  char number[] = {(char) ('1' + stage), '\0'};

  gtk_label_set_text (marks[stage], state == STATE_DONE ? "✓" : number);
  gtk_label_set_text (notes[stage], note);
  for (gsize i = 0; i < G_N_ELEMENTS (classes); i++) {
    if (i == state)
      gtk_widget_add_css_class (stages[stage], classes[i]);
    else
      gtk_widget_remove_css_class (stages[stage], classes[i]);
  }
}

void
loket_stages_show (LoketStages *self, LoketSession *session, LoketDossier *dossier)
{
  for (guint stage = 0; stage < N_STAGES; stage++) {
    StageState state = find_state (dossier->standing, stage);
    g_autofree char *note = describe (session, dossier->standing, stage, state);

    show_stage (self, stage, state, note);
  }
}

static void
loket_stages_dispose (GObject *object)
{
  loket_widget_dispose_template (object, LOKET_TYPE_STAGES);
  G_OBJECT_CLASS (loket_stages_parent_class)->dispose (object);
}

static void
loket_stages_class_init (LoketStagesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = loket_stages_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/loket/Loket/ui/loket-stages.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, LoketStages, mark_1);
  gtk_widget_class_bind_template_child (widget_class, LoketStages, mark_2);
  gtk_widget_class_bind_template_child (widget_class, LoketStages, mark_3);
  gtk_widget_class_bind_template_child (widget_class, LoketStages, mark_4);
  gtk_widget_class_bind_template_child (widget_class, LoketStages, note_1);
  gtk_widget_class_bind_template_child (widget_class, LoketStages, note_2);
  gtk_widget_class_bind_template_child (widget_class, LoketStages, note_3);
  gtk_widget_class_bind_template_child (widget_class, LoketStages, note_4);
  gtk_widget_class_bind_template_child (widget_class, LoketStages, stage_1);
  gtk_widget_class_bind_template_child (widget_class, LoketStages, stage_2);
  gtk_widget_class_bind_template_child (widget_class, LoketStages, stage_3);
  gtk_widget_class_bind_template_child (widget_class, LoketStages, stage_4);
}

static void
loket_stages_init (LoketStages *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
