/* SPDX-License-Identifier: EUPL-1.2 */
/* One question at a time; at its end, the services with their hours. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-routing-guide.h"

struct _LoketRoutingGuide {
  GtkWidget parent_instance;

  GtkBox *box;
  LoketSpeech *speech;   /* (owned) (nullable) */
  JsonObject *routing;   /* (owned) (nullable) */
  JsonObject *directory; /* (owned) (nullable) */
  JsonArray *options;    /* of the question that is shown; NULL at the end */
};

enum {
  CHOSEN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LoketRoutingGuide, loket_routing_guide, GTK_TYPE_WIDGET)

static JsonObject *
find_by (JsonArray *list, const char *member, const char *code)
{
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++) {
    JsonObject *element = loket_json_array_peek_object (list, i);

    if (g_strcmp0 (loket_json_peek_string (element, member), code) == 0)
      return element;
  }
  return NULL;
}

static void
clear (LoketRoutingGuide *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
}

static GtkWidget *
add_label (LoketRoutingGuide *self, const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_box_append (self->box, label);
  return label;
}

static void show_node (LoketRoutingGuide *self, const char *id);

static void
choose_cb (LoketRoutingGuide *self, GtkWidget *button)
{
  loket_routing_guide_choose (self,
                              GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "option")));
}

static void
restart_cb (LoketRoutingGuide *self)
{
  show_node (self, loket_json_peek_string (self->routing, "start"));
}

static void
add_button (LoketRoutingGuide *self, const char *text, guint option, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_label (text);
  GtkWidget *label = gtk_button_get_child (GTK_BUTTON (button));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  g_object_set_data (G_OBJECT (button), "option", GUINT_TO_POINTER (option));
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  gtk_box_append (self->box, button);
}

static void
show_node (LoketRoutingGuide *self, const char *id)
{
  JsonObject *node = find_by (loket_json_peek_array (self->routing, "nodes"), "id", id);

  clear (self);
  self->options = loket_json_peek_array (node, "options");
  add_label (self, loket_speech_pick (self->speech, loket_json_peek_object (node, "question")),
             "heading");
  for (guint i = 0; i < json_array_get_length (self->options); i++) {
    JsonObject *option = loket_json_array_peek_object (self->options, i);

    add_button (self, loket_speech_pick (self->speech, loket_json_peek_object (option, "names")), i,
                G_CALLBACK (choose_cb));
  }
  if (g_strcmp0 (id, loket_json_peek_string (self->routing, "start")) != 0)
    add_button (self, _ ("Begin again"), 0, G_CALLBACK (restart_cb));
}

static void
add_service (LoketRoutingGuide *self, JsonObject *service)
{
  JsonArray *hours = loket_json_peek_array (service, "hours");
  const char *ways[] = {loket_json_peek_string (service, "phone"),
                        loket_json_peek_string (service, "email"),
                        loket_json_peek_string (service, "web")};
  g_autoptr (GString) text = g_string_new (NULL);

  add_label (self, loket_speech_pick (self->speech, loket_json_peek_object (service, "names")),
             "heading");
  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++) {
    if (ways[i] != NULL)
      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", ways[i]);
  }
  if (hours != NULL) {
    g_autofree char *said = loket_speech_opening_hours (self->speech, hours);

    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", said);
  }
  if (text->len > 0)
    add_label (self, text->str, NULL);
}

static void
show_end (LoketRoutingGuide *self, JsonObject *option)
{
  g_auto (GStrv) demands = loket_json_peek_strings (option, "demands");
  g_auto (GStrv) services = loket_json_peek_strings (option, "services");
  JsonArray *known =
      self->directory != NULL ? loket_json_peek_array (self->directory, "services") : NULL;
  const char *first = NULL;

  clear (self);
  self->options = NULL;
  add_label (self, loket_speech_pick (self->speech, loket_json_peek_object (option, "names")),
             NULL);
  for (int i = 0; services != NULL && services[i] != NULL; i++) {
    JsonObject *service = find_by (known, "code", services[i]);

    if (service == NULL)
      continue;
    add_service (self, service);
    if (first == NULL)
      first = loket_speech_pick (self->speech, loket_json_peek_object (service, "names"));
  }
  add_button (self, _ ("Begin again"), 0, G_CALLBACK (restart_cb));
  g_signal_emit (self, signals[CHOSEN], 0, demands, first);
}

/**
 * loket_routing_guide_show:
 * @profile: (nullable): without a tree the guide is not there
 */
void
loket_routing_guide_show (LoketRoutingGuide *self,
                          LoketSpeech *speech,
                          LoketRules *rules,
                          LoketProfile *profile)
{
  JsonObject *json = profile != NULL ? loket_profile_get_json (profile) : NULL;
  JsonObject *routing = json != NULL ? loket_json_peek_object (json, "routing") : NULL;
  const char *id = routing != NULL ? loket_json_peek_string (json, "directory") : NULL;
  JsonObject *directory = id != NULL ? loket_rules_get_directory (rules, id) : NULL;

  g_clear_pointer (&self->routing, json_object_unref);
  g_clear_pointer (&self->directory, json_object_unref);
  g_clear_pointer (&self->speech, loket_speech_unref);
  self->options = NULL;
  gtk_widget_set_visible (GTK_WIDGET (self), routing != NULL);
  if (routing == NULL)
    return;
  self->speech = loket_speech_ref (speech);
  self->routing = json_object_ref (routing);
  self->directory = directory != NULL ? json_object_ref (directory) : NULL;
  restart_cb (self);
}

/**
 * loket_routing_guide_count:
 *
 * Returns: how many answers can be chosen now; 0 at the end
 */
guint
loket_routing_guide_count (LoketRoutingGuide *self)
{
  return self->options != NULL ? json_array_get_length (self->options) : 0;
}

/**
 * loket_routing_guide_choose:
 * @option: place of an answer to the question that is shown
 */
void
loket_routing_guide_choose (LoketRoutingGuide *self, guint option)
{
  JsonObject *chosen = loket_json_array_peek_object (self->options, option);
  const char *next = loket_json_peek_string (chosen, "go");

  if (next != NULL)
    show_node (self, next);
  else
    show_end (self, chosen);
}

static void
loket_routing_guide_dispose (GObject *object)
{
  LoketRoutingGuide *self = LOKET_ROUTING_GUIDE (object);

  g_clear_pointer (&self->routing, json_object_unref);
  g_clear_pointer (&self->directory, json_object_unref);
  g_clear_pointer (&self->speech, loket_speech_unref);
  g_clear_pointer ((GtkWidget **) &self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (loket_routing_guide_parent_class)->dispose (object);
}

static void
loket_routing_guide_class_init (LoketRoutingGuideClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = loket_routing_guide_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRV, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
loket_routing_guide_init (LoketRoutingGuide *self)
{
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  gtk_widget_add_css_class (GTK_WIDGET (self->box), "effect");
  gtk_widget_set_parent (GTK_WIDGET (self->box), GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
