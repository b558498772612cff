/* SPDX-License-Identifier: EUPL-1.2 */
/* Boxes to tick, those that are ours first in sight, the others folded. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-demand-list.h"
#include "loket-widget.h"

struct _LoketDemandList {
  GtkWidget parent_instance;

  GtkListBox *list;
  GtkWidget *others; /* the folded ones */
  GPtrArray *checks; /* (element-type GtkCheckButton): children, with their code as name */
};

enum {
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LoketDemandList, loket_demand_list, GTK_TYPE_WIDGET)

static const char *
get_code (gpointer check)
{
  return g_object_get_data (check, "code");
}

static void
show_folded (LoketDemandList *self)
{
  g_autoptr (GString) names = g_string_new (NULL);

  if (self->others == NULL)
    return;
  for (guint i = 0; i < self->checks->len; i++) {
    GtkWidget *row = gtk_widget_get_ancestor (self->checks->pdata[i], ADW_TYPE_ACTION_ROW);

    if (g_object_get_data (self->checks->pdata[i], "folded") != NULL &&
        gtk_check_button_get_active (self->checks->pdata[i]))
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "",
                              adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
  }
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self->others), names->str);
}

static void
changed_cb (LoketDemandList *self)
{
  show_folded (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* "Passed on to the competent inspectorate" says more than "passed on". */
static char *
say_handling (LoketSpeech *speech, JsonObject *kind)
{
  JsonObject *destination = loket_json_peek_object (kind, "destination");
  const char *handling = loket_json_peek_string (kind, "handling");

  if (destination != NULL && g_str_equal (handling, "passOn"))
    return g_strdup_printf (_ ("Passed on to: %s"), loket_speech_pick (speech, destination));
  if (destination != NULL)
    return g_strdup_printf ("%s · %s", loket_speech_name (speech, "handling", handling),
                            loket_speech_pick (speech, destination));
  return g_strdup (loket_speech_name (speech, "handling", handling));
}

static GtkWidget *
make_row (LoketDemandList *self, LoketSpeech *speech, JsonObject *kind)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();
  g_autofree char *handling = say_handling (speech, kind);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (
      ADW_PREFERENCES_ROW (row),
      loket_speech_pick (speech, loket_json_peek_object (kind, "names")));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), handling);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  g_object_set_data_full (G_OBJECT (check), "code",
                          g_strdup (loket_json_peek_string (kind, "code")), g_free);
  g_signal_connect_object (check, "toggled", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->checks, check);
  return row;
}

static void
add_folded (LoketDemandList *self, GtkWidget *row)
{
  if (self->others == NULL) {
    self->others = loket_widget_new_expander (_ ("Something that is passed on"));
    gtk_list_box_append (self->list, self->others);
  }
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self->others), row);
  g_object_set_data (self->checks->pdata[self->checks->len - 1], "folded", self);
}

static void
clear (LoketDemandList *self)
{
  GtkWidget *child;

  g_ptr_array_set_size (self->checks, 0);
  self->others = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
}

/**
 * loket_demand_list_show:
 * @profile: (nullable): whose demand kinds; its first one is ticked
 */
void
loket_demand_list_show (LoketDemandList *self, LoketSpeech *speech, LoketProfile *profile)
{
  JsonArray *kinds = profile != NULL
                         ? loket_json_peek_array (loket_profile_get_json (profile), "demandKinds")
                         : NULL;

  clear (self);
  for (guint i = 0; kinds != NULL && i < json_array_get_length (kinds); i++) {
    JsonObject *kind = loket_json_array_peek_object (kinds, i);
    GtkWidget *row = make_row (self, speech, kind);

    if (g_strcmp0 (loket_json_peek_string (kind, "handling"), "passOn") == 0)
      add_folded (self, row);
    else
      gtk_list_box_append (self->list, row);
  }
  if (self->checks->len > 0)
    gtk_check_button_set_active (self->checks->pdata[0], TRUE);
}

/**
 * loket_demand_list_dup_codes:
 *
 * Returns: (transfer full): what is ticked, in the order of the profile
 */
char **
loket_demand_list_dup_codes (LoketDemandList *self)
{
  g_autoptr (GStrvBuilder) codes = g_strv_builder_new ();

  for (guint i = 0; i < self->checks->len; i++) {
    if (gtk_check_button_get_active (self->checks->pdata[i]))
      g_strv_builder_add (codes, get_code (self->checks->pdata[i]));
  }
  return g_strv_builder_end (codes);
}

/**
 * loket_demand_list_set_codes:
 *
 * Ticks these and no others.
 */
void
loket_demand_list_set_codes (LoketDemandList *self, const char *const *codes)
{
  for (guint i = 0; i < self->checks->len; i++)
    gtk_check_button_set_active (self->checks->pdata[i],
                                 g_strv_contains (codes, get_code (self->checks->pdata[i])));
}

static void
loket_demand_list_dispose (GObject *object)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  if (child != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (loket_demand_list_parent_class)->dispose (object);
}

static void
loket_demand_list_finalize (GObject *object)
{
  g_ptr_array_unref (LOKET_DEMAND_LIST (object)->checks);
  G_OBJECT_CLASS (loket_demand_list_parent_class)->finalize (object);
}

static void
loket_demand_list_class_init (LoketDemandListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = loket_demand_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = loket_demand_list_finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
loket_demand_list_init (LoketDemandList *self)
{
  self->checks = g_ptr_array_new ();
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("What is demanded"), -1);
  gtk_widget_set_parent (GTK_WIDGET (self->list), GTK_WIDGET (self));
}
