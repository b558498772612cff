/* SPDX-License-Identifier: EUPL-1.2 */
/* The card of the next action. It offers only what may be done; what may not says why. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-guide-parts.h"
#include "loket-next-card.h"
#include "loket-widget.h"

/* Which acts answer to which `next`: the first is the primary button. */
typedef struct {
  const char *next;
  LoketActType primary;
  LoketActType secondary; /* LOKET_ACT_UNKNOWN: none */
} NextAct;

static const NextAct next_acts[] = {
    {"acknowledge", LOKET_ACT_ACKNOWLEDGE, LOKET_ACT_UNKNOWN},
    {"decideTakeUp", LOKET_ACT_TAKE_UP, LOKET_ACT_DECLINE},
    {"hearService", LOKET_ACT_REQUEST, LOKET_ACT_CONTACT},
    {"awaitApproval", LOKET_ACT_APPROVE, LOKET_ACT_SEND_BACK},
    {"awaitReply", LOKET_ACT_RECEIVE, LOKET_ACT_SET_FOLLOW_UP},
    {"establishFacts", LOKET_ACT_ESTABLISH, LOKET_ACT_UNKNOWN},
    {"assess", LOKET_ACT_ASSESS, LOKET_ACT_ESTABLISH},
    {"mediate", LOKET_ACT_PROPOSE, LOKET_ACT_SETTLE},
    {"answer", LOKET_ACT_ANSWER, LOKET_ACT_SETTLE},
    {"sendAgain", LOKET_ACT_DISPATCH, LOKET_ACT_CORRECT},
    {"followUp", LOKET_ACT_FULFIL_REMEDY, LOKET_ACT_CLOSE},
};

struct _LoketNextCard {
  GtkWidget parent_instance;

  GtkLabel *title;
  GtkLabel *why;
  GtkLabel *reason;
  GtkButton *primary;
  GtkButton *secondary;
  GtkWidget *separator;
  GtkBox *checks;
};

G_DEFINE_FINAL_TYPE (LoketNextCard, loket_next_card, GTK_TYPE_WIDGET)

static const NextAct *
find_next (const char *next)
{
  for (gsize i = 0; i < G_N_ELEMENTS (next_acts); i++) {
    if (g_strcmp0 (next_acts[i].next, next) == 0)
      return &next_acts[i];
  }
  return NULL;
}

static void
show_button (GtkButton *button, LoketSpeech *speech, LoketStanding *standing, LoketActType type)
{
  const char *code = loket_act_type_to_string (type);
  g_autofree char *action = g_strconcat ("act.", code, NULL);
  g_autofree char *label = NULL;

  gtk_widget_set_visible (GTK_WIDGET (button), type != LOKET_ACT_UNKNOWN);
  if (type == LOKET_ACT_UNKNOWN)
    return;
  label = g_strdup_printf ("%s …", loket_speech_name (speech, "act", code));
  gtk_button_set_label (button, label);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
}

static void
show_reason (LoketNextCard *self, LoketSpeech *speech, LoketStanding *standing, LoketActType type)
{
  LoketPermission *permission = &standing->permissions[type];
  const char *reason = NULL;

  if (type != LOKET_ACT_UNKNOWN && permission->answer != LOKET_ANSWER_ALLOWED)
    reason = loket_speech_name (speech, "reason", permission->reason);
  gtk_label_set_text (self->reason, reason != NULL ? reason : "");
  gtk_widget_set_visible (GTK_WIDGET (self->reason), reason != NULL);
}

static GtkWidget *
make_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  return label;
}

/* Where the duty stands, whole and in the language of the source: its reader may look it up. */
static GtkWidget *
make_source (const char *source)
{
  GtkWidget *label = make_label (source);

  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  return label;
}

static GtkWidget *
make_check (LoketSpeech *speech, const LoketCheck *check)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *icon =
      gtk_image_new_from_icon_name (check->done ? "object-select-symbolic" : "checkbox-symbolic");
  g_autoptr (GString) text = g_string_new (loket_speech_name (speech, "check", check->code));
  g_autofree char *spoken = NULL;
  GtkWidget *label;

  if (check->of > 0)
    g_string_append_printf (text, _ (" (%d of %d)"), check->count, check->of);
  label = make_label (text->str);
  spoken = g_strdup_printf ("%s: %s", text->str, check->done ? _ ("done") : _ ("not done yet"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
  gtk_widget_add_css_class (box, check->done ? "check-done" : "check-open");
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), label);
  if (check->must && check->source != NULL)
    gtk_box_append (GTK_BOX (words), make_source (check->source));
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), words);
  if (!check->must)
    gtk_box_append (GTK_BOX (box), make_source (_ ("good practice")));
  return box;
}

static void
show_checks (LoketNextCard *self, LoketSpeech *speech, GPtrArray *checklist)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->checks))) != NULL)
    gtk_box_remove (self->checks, child);
  for (guint i = 0; i < checklist->len; i++)
    gtk_box_append (self->checks, make_check (speech, checklist->pdata[i]));
  gtk_widget_set_visible (self->separator, checklist->len > 0);
}

/* What the guide says apart from `next`: the case tells more than its step does. */
typedef struct {
  NextAct act;
  const char *title; /* translatable */
  const char *why;   /* translatable */
} Instead;

/* Who agreed is not judged any more: what was agreed is put in writing, and that ends it. */
static const Instead settled = {{"answer", LOKET_ACT_ANSWER, LOKET_ACT_PROMISE_REMEDY},
                                N_ ("Put the agreement in writing"),
                                N_ ("The parties agree. Tell the complainant in writing what was "
                                    "agreed, and who does what by when.")};
static const Instead returned = {{"nothing", LOKET_ACT_REOPEN, LOKET_ACT_UNKNOWN},
                                 N_ ("Reopen the case"),
                                 N_ ("It was passed on and came back: the complainant still waits "
                                     "for an answer.")};

static const Instead unsent = {{"nothing", LOKET_ACT_UNKNOWN, LOKET_ACT_UNKNOWN},
                               N_ ("Get this to the loket"),
                               N_ ("What ends this case is done here and not sent yet: only this "
                                   "computer knows of it.")};

static gboolean
came_back (LoketStanding *standing)
{
  gint passed_on, came;

  if (standing->step != LOKET_STEP_CLOSED ||
      loket_guide_find_last (standing, LOKET_ACT_TRANSFER, &passed_on) == NULL)
    return FALSE;
  loket_guide_find_last (standing, LOKET_ACT_RETURN_TRANSFER, &came);
  return came > passed_on;
}

/* Returns: (nullable) */
static const Instead *
find_instead (LoketStanding *standing)
{
  if (standing->outcome == LOKET_OUTCOME_SETTLED && standing->step == LOKET_STEP_ANSWERING &&
      standing->waiting_for == LOKET_WAITING_FOR_NOBODY)
    return &settled;
  if (g_strcmp0 (standing->next, "nothing") == 0 && loket_guide_find_unsent_end (standing) != NULL)
    return &unsent;
  return came_back (standing) ? &returned : NULL;
}

/* Who waits while the term is over is told so, and what may be done meanwhile. */
static gboolean
is_reply_late (LoketStanding *standing)
{
  const LoketClockReading *answer = loket_standing_get_clock (standing, LOKET_CLOCK_ANSWER);

  return g_strcmp0 (standing->next, "awaitReply") == 0 && answer != NULL &&
         answer->state == LOKET_CLOCK_STATE_OVERDUE;
}

static char *
say_why (LoketSpeech *speech, LoketStanding *standing)
{
  g_autofree char *late = NULL;

  if (!is_reply_late (standing))
    return g_strdup (loket_speech_name (speech, "nextWhy", standing->next));
  late = loket_speech_say (speech, "next.replyLate", NULL);
  if ((standing->flags & LOKET_FLAG_NEXT_LINE_OPEN) == 0)
    return g_steal_pointer (&late);
  return loket_speech_say (speech, "next.lineOpen", "line", late, NULL);
}

/* The same buttons as of any wait, but behind the term it is the citizen who is told. */
static LoketActType
choose_secondary (LoketStanding *standing, const NextAct *next)
{
  static const LoketActType late[] = {LOKET_ACT_ANSWER, LOKET_ACT_REMIND, LOKET_ACT_INFORM};

  for (gsize i = 0; is_reply_late (standing) && i < G_N_ELEMENTS (late); i++) {
    if (standing->permissions[late[i]].answer == LOKET_ANSWER_ALLOWED)
      return late[i];
  }
  return next != NULL ? next->secondary : LOKET_ACT_UNKNOWN;
}

void
loket_next_card_show (LoketNextCard *self, LoketSession *session, LoketDossier *dossier)
{
  LoketSpeech *speech = loket_session_speak_for (session, dossier->the_case);
  LoketStanding *standing = dossier->standing;
  const Instead *instead = find_instead (standing);
  const NextAct *next = instead != NULL ? &instead->act : find_next (standing->next);
  LoketActType primary = next != NULL ? next->primary : LOKET_ACT_UNKNOWN;
  LoketActType secondary = choose_secondary (standing, next);
  g_autofree char *why = say_why (speech, standing);
  g_autofree char *title = g_strdup_printf (
      _ ("Next: %s"),
      instead != NULL ? _ (instead->title) : loket_speech_name (speech, "next", standing->next));

  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->why, instead != NULL ? _ (instead->why) : why);
  show_button (self->primary, speech, standing, primary);
  show_button (self->secondary, speech, standing, secondary);
  show_reason (self, speech, standing, primary);
  show_checks (self, speech, standing->checklist);
}

static void
loket_next_card_dispose (GObject *object)
{
  loket_widget_dispose_template (object, LOKET_TYPE_NEXT_CARD);
  G_OBJECT_CLASS (loket_next_card_parent_class)->dispose (object);
}

static void
loket_next_card_class_init (LoketNextCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = loket_next_card_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/loket/Loket/ui/loket-next-card.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, LoketNextCard, title);
  gtk_widget_class_bind_template_child (widget_class, LoketNextCard, why);
  gtk_widget_class_bind_template_child (widget_class, LoketNextCard, reason);
  gtk_widget_class_bind_template_child (widget_class, LoketNextCard, primary);
  gtk_widget_class_bind_template_child (widget_class, LoketNextCard, secondary);
  gtk_widget_class_bind_template_child (widget_class, LoketNextCard, separator);
  gtk_widget_class_bind_template_child (widget_class, LoketNextCard, checks);
}

static void
loket_next_card_init (LoketNextCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
