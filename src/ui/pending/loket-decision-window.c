/* SPDX-License-Identifier: EUPL-1.2 */
/* The window in which a person decides about what the loket did not take. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-ask.h"
#include "loket-conflict-fields.h"
#include "loket-decision-window.h"
#include "loket-form-spec.h"
#include "loket-pending-row.h"

struct _LoketDecisionWindow {
  AdwWindow parent_instance;

  AdwWindowTitle *window_title;
  GtkWidget *content;
  GtkLabel *intro;
  GtkWidget *unseen_box;
  GtkListBox *unseen;
  GtkBox *fields;
  GtkWidget *ways_box;
  GtkLabel *followers;
  GtkLabel *error;
  GtkBox *ways;

  LoketSession *session;   /* (owned) */
  LoketConflict *conflict; /* (owned) (nullable): NULL until it is read */
  char *id;
  LoketResolution resolution; /* that is asked about, or under way */
  gboolean doing;
};

G_DEFINE_FINAL_TYPE (LoketDecisionWindow, loket_decision_window, ADW_TYPE_WINDOW)

typedef struct {
  LoketResolution resolution;
  const char *word;
  const char *label;
  const char *explanation;
  const char *done; /* said afterwards */
} Way;

static const Way ways[] = {
    {LOKET_RESOLUTION_AGAIN, "again", N_ ("Do it _all the same"),
     N_ ("The same act once more, knowing what has changed. It is sent as a new one."),
     N_ ("Done once more; it is sent to the loket")},
    {LOKET_RESOLUTION_ADAPT, "adapt", N_ ("Ada_pt it …"),
     N_ ("The form opens with what you wrote. Nothing is sent before you do it."), NULL},
    {LOKET_RESOLUTION_NOTE, "note", N_ ("Turn it into a _note"),
     N_ ("Your text stays in the case for your colleagues, and has no other effect."),
     N_ ("It is a note now")},
    {LOKET_RESOLUTION_DROP, "drop", N_ ("_Drop it …"),
     N_ ("It has no effect. Its text stays in the record of this computer, not in the case."),
     N_ ("Dropped; its text stays in the record of this computer")},
};

/* Where nothing has changed, there is nothing to do all the same. */
static const Way try_again = {LOKET_RESOLUTION_AGAIN, "again", N_ ("T_ry again"),
                              N_ ("It is sent to the loket once more, as you wrote it."),
                              N_ ("It is sent to the loket once more")};

/* Its contents go with its act; the record of this computer has no files. */
static const Way drop_document = {LOKET_RESOLUTION_DROP, "drop", N_ ("_Drop it …"),
                                  N_ ("It is not sent, and its file on this computer is deleted."),
                                  N_ ("Dropped; its file on this computer is deleted")};

static gboolean
is_document (LoketDecisionWindow *self)
{
  return self->conflict->act != NULL && self->conflict->act->type == LOKET_ACT_ATTACH;
}

static void
show_error (LoketDecisionWindow *self, const char *error)
{
  gtk_label_set_text (self->error, error != NULL ? error : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error), error != NULL);
}

static const Way *
find_way (LoketDecisionWindow *self, LoketResolution resolution)
{
  if (resolution == LOKET_RESOLUTION_AGAIN && self->conflict->item->state != LOKET_WORK_CONFLICT)
    return &try_again;
  if (resolution == LOKET_RESOLUTION_DROP && is_document (self))
    return &drop_document;
  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++) {
    if (ways[i].resolution == resolution)
      return &ways[i];
  }
  g_assert_not_reached ();
}

/* The button that was pressed lost it while nothing could be pressed; another one is not to get it.
 */
static void
focus_way (LoketDecisionWindow *self, LoketResolution resolution)
{
  const Way *way = find_way (self, resolution);

  for (GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (self->ways)); button != NULL;
       button = gtk_widget_get_next_sibling (button)) {
    GVariant *target = gtk_actionable_get_action_target_value (GTK_ACTIONABLE (button));

    if (g_str_equal (g_variant_get_string (target, NULL), way->word))
      gtk_widget_grab_focus (button);
  }
}

/* What was done once more is told as any other act is, so that it can be taken back as long. A
 * document is not: its contents would go with it, which is asked about first. */
static void
tell (LoketDecisionWindow *self, GtkWidget *parent, const char *act_id)
{
  const Way *way = find_way (self, self->resolution);
  const LoketAct *act = self->conflict->act;
  g_autofree char *text = NULL;

  if (self->resolution == LOKET_RESOLUTION_AGAIN && act_id != NULL && act != NULL &&
      !is_document (self)) {
    text = loket_speech_describe_act (loket_session_get_speech (self->session), act);
    gtk_widget_activate_action (parent, "win.announce-act", "(ss)", act_id, text);
  } else if (way->done != NULL) {
    gtk_widget_activate_action (parent, "win.toast", "s", _ (way->done));
  }
}

static void
resolved_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LoketDecisionWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *draft_key = NULL;
  gboolean resolved = loket_desk_resolve_finish (LOKET_DESK (object), result, &draft_key, &error);
  g_autofree char *act_id = resolved ? loket_desk_resolve_dup_act_id (result) : NULL;
  GtkWidget *parent;

  self->doing = FALSE;
  if (self->session == NULL) /* the window went away with the program */
    return;
  gtk_widget_set_sensitive (self->content, TRUE);
  if (!resolved) {
    g_autofree char *sentence = loket_session_describe_error (self->session, error);

    show_error (self, sentence);
    focus_way (self, self->resolution);
    return;
  }
  parent = GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (self)));
  tell (self, parent, act_id);
  gtk_window_destroy (GTK_WINDOW (self));
  if (draft_key != NULL)
    gtk_widget_activate_action (parent, "win.resume-draft", "s", draft_key);
}

static void
resolve (LoketDecisionWindow *self)
{
  self->doing = TRUE;
  show_error (self, NULL);
  gtk_widget_set_sensitive (self->content, FALSE);
  loket_desk_resolve_async (loket_session_get_desk (self->session), self->id, self->resolution,
                            resolved_cb, g_object_ref (self));
}

static void
asked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LoketDecisionWindow) self = user_data;

  self->doing = FALSE;
  if (loket_ask_finish (result, NULL) && self->session != NULL)
    resolve (self);
}

static char *
name_item (LoketDecisionWindow *self)
{
  const LoketWorkItem *item = self->conflict->item;

  return g_strdup (
      item->kind == LOKET_WORK_CASE
          ? _ ("New complaint")
          : loket_speech_name (loket_session_get_speech (self->session), "act", item->type));
}

/* What goes: of a document its file, by its name. */
static char *
describe_loss (LoketDecisionWindow *self)
{
  const char *name =
      is_document (self) ? loket_json_peek_string (self->conflict->act->payload, "name") : NULL;

  if (name != NULL)
    return g_strdup_printf (_ ("“%s” will not reach the loket, and its file on this computer is "
                               "deleted."),
                            name);
  return g_strdup (
      _ ("It will not reach the loket. Its text stays in the record of this computer."));
}

/* A complaint goes with the acts that were done in it here. */
static void
ask_drop (LoketDecisionWindow *self)
{
  g_autofree char *name = name_item (self);
  g_autofree char *heading = g_strdup_printf (_ ("Drop “%s”?"), name);
  guint followers = self->conflict->followers;
  g_autofree char *also =
      self->conflict->item->kind == LOKET_WORK_CASE && followers > 0
          ? g_strdup_printf (ngettext ("%u act that you did in it goes with it.",
                                       "%u acts that you did in it go with it.", followers),
                             followers)
          : NULL;
  g_autofree char *loss = describe_loss (self);
  g_autofree char *body = g_strjoin ("\n\n", loss, also, NULL);

  self->doing = TRUE;
  loket_ask_destroy_async (GTK_WINDOW (self), heading, body, _ ("_Drop it"), NULL, asked_cb,
                           g_object_ref (self));
}

static void
choose_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  LoketDecisionWindow *self = LOKET_DECISION_WINDOW (widget);

  if (self->doing || self->conflict == NULL ||
      !loket_resolution_from_string (g_variant_get_string (parameter, NULL), &self->resolution))
    return;
  if (self->resolution == LOKET_RESOLUTION_DROP)
    ask_drop (self);
  else
    resolve (self);
}

static gboolean
offers (LoketDecisionWindow *self, LoketResolution resolution)
{
  const LoketConflict *conflict = self->conflict;
  gboolean is_case = conflict->item->kind == LOKET_WORK_CASE;

  if (loket_conflict_is_only_kept (conflict))
    return resolution == LOKET_RESOLUTION_DROP;
  switch (resolution) {
  case LOKET_RESOLUTION_ADAPT:
    return is_case || (conflict->act != NULL && loket_form_spec_find (conflict->act->type) != NULL);
  case LOKET_RESOLUTION_NOTE:
    return !is_case && conflict->act != NULL && conflict->act->type != LOKET_ACT_NOTE &&
           conflict->act->type != LOKET_ACT_ATTACH;
  case LOKET_RESOLUTION_AGAIN:
    /* What is damaged cannot be sent: it is added again, as a document of its own. */
    return g_strcmp0 (conflict->item->reason, LOKET_WORK_CONTENTS_DAMAGED) != 0;
  case LOKET_RESOLUTION_DROP:
  default:
    return TRUE;
  }
}

static GtkWidget *
make_way (const Way *way)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *label = gtk_label_new_with_mnemonic (_ (way->label));
  GtkWidget *explanation = gtk_label_new (_ (way->explanation));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), button);
  gtk_label_set_xalign (GTK_LABEL (explanation), 0);
  gtk_label_set_wrap (GTK_LABEL (explanation), TRUE);
  gtk_widget_add_css_class (explanation, "dim-label");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), explanation);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "way");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_label_get_text (GTK_LABEL (label)),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, _ (way->explanation), -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "decision.choose");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", way->word);
  return button;
}

static void
show_ways (LoketDecisionWindow *self)
{
  guint followers = self->conflict->followers;
  gboolean is_case = self->conflict->item->kind == LOKET_WORK_CASE;
  g_autofree char *text =
      is_case ? g_strdup_printf (
                    ngettext ("%u act that you did in it becomes a draft too when you adapt it.",
                              "%u acts that you did in it become drafts too when you adapt it.",
                              followers),
                    followers)
              : g_strdup_printf (ngettext ("%u more act of yours waits behind it in this case.",
                                           "%u more acts of yours wait behind it in this case.",
                                           followers),
                                 followers);

  gtk_label_set_text (self->followers, text);
  gtk_widget_set_visible (GTK_WIDGET (self->followers), followers > 0);
  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++) {
    if (offers (self, ways[i].resolution))
      gtk_box_append (self->ways, make_way (find_way (self, ways[i].resolution)));
  }
  gtk_widget_set_visible (self->ways_box, TRUE);
}

/* On what is to be read first: a key too many chooses nothing. */
static void
focus_intro (LoketDecisionWindow *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->intro));
  gtk_label_select_region (self->intro, 0, 0);
}

static GtkWidget *
make_unseen_row (LoketDecisionWindow *self, const LoketAct *act)
{
  LoketSpeech *speech = loket_session_get_speech (self->session);
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *what = loket_speech_describe_act (speech, act);
  g_autofree char *day = loket_speech_day_medium (speech, act->occurred_on);
  g_autofree char *taken = act->recorded_at != LOKET_NO_MOMENT
                               ? loket_pending_row_say_moment (self->session, act->recorded_at)
                               : NULL;
  const char *who = act->author_name != NULL ? act->author_name : act->author;
  g_autofree char *subtitle =
      taken != NULL ? g_strdup_printf (_ ("%s · %s · taken by the loket %s"), who, day, taken)
                    : g_strdup_printf ("%s · %s", who, day);
  g_autofree char *spoken = g_strdup_printf ("%s, %s", what, subtitle);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), what);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  return row;
}

static char *
describe_intro (LoketDecisionWindow *self)
{
  const LoketWorkItem *item = self->conflict->item;
  g_autofree char *name = name_item (self);
  g_autofree char *made = loket_pending_row_say_moment (self->session, item->made_at);
  g_autofree char *reason =
      loket_pending_row_say_reason (loket_session_get_speech (self->session), item->reason);

  if (g_strcmp0 (item->reason, "salvaged") == 0 ||
      g_strcmp0 (item->reason, LOKET_WORK_CONTENTS_DAMAGED) == 0)
    return g_strdup_printf (_ ("“%s”, done %s. %s"), name, made, reason);
  if (loket_conflict_is_only_kept (self->conflict))
    return g_strdup_printf (_ ("“%s”, done %s. This case is no longer yours: nothing can be sent "
                               "there any more. What you wrote can be copied from here."),
                            name, made);
  if (item->state == LOKET_WORK_CONFLICT)
    return g_strdup_printf (_ ("“%s”, done %s. Before it arrived, something was done in the case "
                               "that you had not seen, "
                               "so the loket did not take it. Nothing that you wrote is lost."),
                            name, made);
  if (reason == NULL)
    return g_strdup_printf (_ ("“%s”, done %s. The loket did not take it. Nothing that you wrote "
                               "is lost."),
                            name, made);
  return g_strdup_printf (_ ("“%s”, done %s. The loket did not take it: %s Nothing that you wrote "
                             "is lost."),
                          name, made, reason);
}

static void
show_conflict (LoketDecisionWindow *self)
{
  LoketConflict *conflict = self->conflict;
  const LoketWorkItem *item = conflict->item;
  const char *title = item->state == LOKET_WORK_CONFLICT ? _ ("The case has changed meanwhile")
                                                         : _ ("The loket refused this");
  g_autofree char *intro = describe_intro (self);
  g_autofree char *subtitle =
      conflict->now != NULL
          ? g_strdup_printf ("%s · %s", item->reference, conflict->now->standing->current->subject)
          : g_strdup (item->reference);

  if (g_strcmp0 (item->reason, "salvaged") == 0)
    title = _ ("Found again in a copy");
  else if (g_strcmp0 (item->reason, LOKET_WORK_CONTENTS_DAMAGED) == 0)
    title = _ ("Not sent");
  else if (loket_conflict_is_only_kept (conflict))
    title = _ ("No longer yours");
  gtk_window_set_title (GTK_WINDOW (self), title);
  adw_window_title_set_title (self->window_title, title);
  adw_window_title_set_subtitle (self->window_title, subtitle);
  gtk_label_set_text (self->intro, intro);
  for (guint i = 0; i < conflict->unseen->len; i++)
    gtk_list_box_append (self->unseen, make_unseen_row (self, conflict->unseen->pdata[i]));
  gtk_widget_set_visible (self->unseen_box, conflict->unseen->len > 0);
  loket_conflict_fields_add (self->fields, self->session, conflict);
  show_ways (self);
  focus_intro (self);
}

static void
loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LoketDecisionWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  LoketConflict *conflict = loket_desk_load_conflict_finish (LOKET_DESK (object), result, &error);
  g_autofree char *sentence = NULL;

  if (self->session == NULL) { /* it was closed meanwhile */
    g_clear_pointer (&conflict, loket_conflict_free);
    return;
  }
  self->conflict = conflict;
  if (conflict != NULL) {
    show_conflict (self);
    return;
  }
  sentence = loket_session_describe_error (self->session, error);
  gtk_label_set_text (self->intro, sentence);
}

static gboolean
close_request (GtkWindow *window)
{
  if (LOKET_DECISION_WINDOW (window)->doing)
    return TRUE;
  return GTK_WINDOW_CLASS (loket_decision_window_parent_class)->close_request (window);
}

static void
loket_decision_window_dispose (GObject *object)
{
  LoketDecisionWindow *self = LOKET_DECISION_WINDOW (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), LOKET_TYPE_DECISION_WINDOW);
  g_clear_pointer (&self->conflict, loket_conflict_free);
  g_clear_object (&self->session);
  g_clear_pointer (&self->id, g_free);
  G_OBJECT_CLASS (loket_decision_window_parent_class)->dispose (object);
}

static void
loket_decision_window_class_init (LoketDecisionWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = loket_decision_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = close_request;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/loket/Loket/ui/loket-decision-window.ui");
  gtk_widget_class_bind_template_child (widget_class, LoketDecisionWindow, window_title);
  gtk_widget_class_bind_template_child (widget_class, LoketDecisionWindow, content);
  gtk_widget_class_bind_template_child (widget_class, LoketDecisionWindow, intro);
  gtk_widget_class_bind_template_child (widget_class, LoketDecisionWindow, unseen_box);
  gtk_widget_class_bind_template_child (widget_class, LoketDecisionWindow, unseen);
  gtk_widget_class_bind_template_child (widget_class, LoketDecisionWindow, fields);
  gtk_widget_class_bind_template_child (widget_class, LoketDecisionWindow, ways_box);
  gtk_widget_class_bind_template_child (widget_class, LoketDecisionWindow, followers);
  gtk_widget_class_bind_template_child (widget_class, LoketDecisionWindow, error);
  gtk_widget_class_bind_template_child (widget_class, LoketDecisionWindow, ways);
  gtk_widget_class_install_action (widget_class, "decision.choose", "s", choose_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
loket_decision_window_init (LoketDecisionWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* On a low screen the window is no higher than the one behind it: it scrolls. */
static void
fit_into (LoketDecisionWindow *self, GtkWindow *parent)
{
  int available = gtk_widget_get_height (GTK_WIDGET (parent));
  int width;
  int height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  if (available > 0)
    gtk_window_set_default_size (GTK_WINDOW (self), width, MIN (height, available));
}

/**
 * loket_decision_window_present:
 * @parent: the main window, which has the actions `toast`, `announce-act` and `resume-draft`
 * @id: of something refused or in conflict
 */
void
loket_decision_window_present (GtkWindow *parent, LoketSession *session, const char *id)
{
  LoketDecisionWindow *self =
      g_object_new (LOKET_TYPE_DECISION_WINDOW, "transient-for", parent, "modal", TRUE, NULL);

  self->session = g_object_ref (session);
  self->id = g_strdup (id);
  fit_into (self, parent);
  loket_desk_load_conflict_async (loket_session_get_desk (session), id, loaded_cb,
                                  g_object_ref (self));
  gtk_window_present (GTK_WINDOW (self));
}
