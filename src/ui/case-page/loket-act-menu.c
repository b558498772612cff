/* SPDX-License-Identifier: EUPL-1.2 */
/* Buttons for the actions `act.<type>`, whose being enabled follows the permissions of replay. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-act-menu.h"
#include "loket-form-spec.h"

struct _LoketActMenu {
  GtkPopover parent_instance;

  GtkEditable *search;
  GtkBox *groups;
  char *shown; /* (owned) (nullable): what the buttons say, in words */
};

/* What is searched in the name of an act. */
static const char name_key[] = "loket-act-name";

G_DEFINE_FINAL_TYPE (LoketActMenu, loket_act_menu, GTK_TYPE_POPOVER)

static GtkWidget *
make_label (const char *text, const char *style_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  if (style_class != NULL)
    gtk_widget_add_css_class (label, style_class);
  return label;
}

static GtkWidget *
make_button (LoketActMenu *self, LoketSpeech *speech, LoketStanding *standing, LoketActType type)
{
  const char *code = loket_act_type_to_string (type);
  LoketPermission *permission = &standing->permissions[type];
  g_autofree char *action = g_strconcat ("act.", code, NULL);
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  g_autofree char *title = g_strdup_printf ("%s …", loket_speech_name (speech, "act", code));

  gtk_box_append (GTK_BOX (box), make_label (title, NULL));
  if (permission->answer != LOKET_ANSWER_ALLOWED && permission->reason != NULL) {
    const char *reason = loket_speech_name (speech, "reason", permission->reason);
    GtkWidget *label = make_label (reason, "caption");

    gtk_widget_add_css_class (label, "dim-label");
    gtk_box_append (GTK_BOX (box), label);
    gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    reason, -1);
  }
  g_object_set_data_full (G_OBJECT (button), name_key, g_utf8_casefold (title, -1), g_free);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "act");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  g_signal_connect_object (button, "clicked", G_CALLBACK (gtk_popover_popdown), self,
                           G_CONNECT_SWAPPED);
  return button;
}

/* What is done once and has been done is in the timeline: to offer it again, be it without effect,
 * only invites to a mistake. */
static gboolean
is_done (const LoketPermission *permission)
{
  return g_strcmp0 (permission->reason, "notYetDone") == 0;
}

/* Few procedures know a suspension: elsewhere nobody looks for it. */
static gboolean
is_strange (const LoketFormSpec *spec, const LoketPermission *permission)
{
  return spec->rare && g_strcmp0 (permission->reason, "notInProcedure") == 0;
}

/* The acts of one family that have this answer, below a heading where there is at least one. */
static void
add_group (LoketActMenu *self,
           LoketSpeech *speech,
           LoketStanding *standing,
           LoketFormFamily family,
           LoketAnswer answer,
           const char **heading)
{
  for (LoketActType type = 0; type < LOKET_N_ACT_TYPES; type++) {
    const LoketFormSpec *spec = loket_form_spec_find (type);

    if (spec == NULL || spec->family != family || spec->hidden ||
        standing->permissions[type].answer != answer || is_done (&standing->permissions[type]) ||
        is_strange (spec, &standing->permissions[type]))
      continue;
    if (*heading != NULL)
      gtk_box_append (self->groups, make_label (*heading, "menu-heading"));
    *heading = NULL;
    gtk_box_append (self->groups, make_button (self, speech, standing, type));
  }
}

static void
add_under_one_heading (LoketActMenu *self,
                       LoketSpeech *speech,
                       LoketStanding *standing,
                       LoketAnswer answer,
                       const char *heading)
{
  for (LoketFormFamily family = 0; family < LOKET_N_FORM_FAMILIES; family++)
    add_group (self, speech, standing, family, answer, &heading);
}

static gboolean
fits (GtkWidget *child, const char *wanted)
{
  const char *name = g_object_get_data (G_OBJECT (child), name_key);

  /* Of the headings none is left: what is found stands close together. */
  return *wanted == '\0' || (name != NULL && strstr (name, wanted) != NULL);
}

static void
search_changed_cb (LoketActMenu *self)
{
  g_autofree char *wanted = g_utf8_casefold (gtk_editable_get_text (self->search), -1);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->groups)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_widget_set_visible (child, fits (child, wanted));
}

/* Enter does the first act that is found and may be done. */
static void
search_activate_cb (LoketActMenu *self)
{
  search_changed_cb (self);
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->groups)); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    if (GTK_IS_BUTTON (child) && gtk_widget_get_visible (child) &&
        gtk_widget_get_sensitive (child)) {
      gtk_widget_activate (child);
      return;
    }
  }
}

static char *
describe (LoketSpeech *speech, LoketStanding *standing)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (LoketActType type = 0; type < LOKET_N_ACT_TYPES; type++) {
    const LoketPermission *permission = &standing->permissions[type];

    g_string_append_printf (words, "%d %s: %s\n", permission->answer,
                            loket_speech_name (speech, "act", loket_act_type_to_string (type)),
                            permission->reason != NULL ? permission->reason : "");
  }
  return g_string_free (g_steal_pointer (&words), FALSE);
}

/**
 * loket_act_menu_show:
 *
 * First what may be done, by family; then what would have no effect; then what may not be done,
 * each with its reason. What was done already, and is done once, is not there. Where all of that is
 * as it was the buttons stay: one that is just being pressed, while a sync brings something of this
 * case, does what it says.
 */
void
loket_act_menu_show (LoketActMenu *self, LoketSession *session, LoketDossier *dossier)
{
  LoketSpeech *speech = loket_session_speak_for (session, dossier->the_case);
  g_autofree char *words = describe (speech, dossier->standing);
  GtkWidget *child;

  if (g_strcmp0 (words, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_steal_pointer (&words);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->groups))) != NULL)
    gtk_box_remove (self->groups, child);
  for (LoketFormFamily family = 0; family < LOKET_N_FORM_FAMILIES; family++) {
    const char *heading = loket_form_family_get_name (family);

    add_group (self, speech, dossier->standing, family, LOKET_ANSWER_ALLOWED, &heading);
  }
  add_under_one_heading (self, speech, dossier->standing, LOKET_ANSWER_RECORD_ONLY,
                         _ ("Would be kept without effect"));
  add_under_one_heading (self, speech, dossier->standing, LOKET_ANSWER_NOT_ALLOWED, _ ("Not now"));
  search_changed_cb (self);
}

static void
show (GtkWidget *widget)
{
  gtk_editable_set_text (LOKET_ACT_MENU (widget)->search, "");
  GTK_WIDGET_CLASS (loket_act_menu_parent_class)->show (widget);
}

static void
loket_act_menu_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), LOKET_TYPE_ACT_MENU);
  G_OBJECT_CLASS (loket_act_menu_parent_class)->dispose (object);
}

static void
loket_act_menu_finalize (GObject *object)
{
  g_free (LOKET_ACT_MENU (object)->shown);
  G_OBJECT_CLASS (loket_act_menu_parent_class)->finalize (object);
}

static void
loket_act_menu_class_init (LoketActMenuClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = loket_act_menu_dispose;
  G_OBJECT_CLASS (klass)->finalize = loket_act_menu_finalize;
  widget_class->show = show;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/loket/Loket/ui/loket-act-menu.ui");
  gtk_widget_class_bind_template_child (widget_class, LoketActMenu, search);
  gtk_widget_class_bind_template_child (widget_class, LoketActMenu, groups);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback_full (widget_class, "gtk_popover_popdown",
                                                G_CALLBACK (gtk_popover_popdown));
}

static void
loket_act_menu_init (LoketActMenu *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
