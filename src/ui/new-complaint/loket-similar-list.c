/* SPDX-License-Identifier: EUPL-1.2 */
/* Looks a moment after the last key, off the main thread, and shows what was found. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-similar-list.h"

enum {
  LOOK_DELAY_MS = 400
};

struct _LoketSimilarList {
  GtkWidget parent_instance;

  GtkBox *box;
  GtkListBox *list;
  LoketSession *session;     /* (owned) (nullable): from the first look on */
  JsonObject *facts;         /* (owned) (nullable): what to look for next */
  GCancellable *cancellable; /* (owned) (nullable): a look is under way */
  guint timer;
  guint count;
};

enum {
  OPEN,
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LoketSimilarList, loket_similar_list, GTK_TYPE_WIDGET)

static void
open_cb (LoketSimilarList *self, GtkWidget *row)
{
  g_signal_emit (self, signals[OPEN], 0, g_object_get_data (G_OBJECT (row), "case-id"));
}

static char *
describe (LoketSpeech *speech, const LoketSimilarCase *similar)
{
  g_autofree char *day = similar->received_on != LOKET_NO_DAY
                             ? loket_speech_day_medium (speech, similar->received_on)
                             : g_strdup (_ ("not yet sent"));

  return g_strdup_printf ("%s · %s · %s · %s",
                          similar->same_person ? _ ("same person") : _ ("same subject"),
                          similar->reference, day,
                          loket_speech_name (speech, "step", loket_step_to_string (similar->step)));
}

static void
add_row (LoketSimilarList *self, const LoketSimilarCase *similar)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *text = describe (loket_session_get_speech (self->session), similar);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), similar->subject);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_widget_set_tooltip_text (row, _ ("Opens that case; what you typed stays as a draft"));
  g_object_set_data_full (G_OBJECT (row), "case-id", g_strdup (similar->case_id), g_free);
  gtk_list_box_append (self->list, row);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LoketSimilarList) self = user_data;
  g_autoptr (GPtrArray) found = NULL;
  GtkWidget *child;

  /* A look that was overtaken by another key, or by closing, shows nothing. */
  if (self->session == NULL)
    return;
  found = loket_desk_find_similar_finish (loket_session_get_desk (self->session), result, NULL);
  if (found == NULL)
    return;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; i < found->len; i++)
    add_row (self, found->pdata[i]);
  self->count = found->len;
  gtk_widget_set_visible (GTK_WIDGET (self), found->len > 0);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
look_cb (gpointer user_data)
{
  LoketSimilarList *self = user_data;
  JsonArray *complainants = loket_json_peek_array (self->facts, "complainants");
  JsonObject *party = complainants != NULL && json_array_get_length (complainants) > 0
                          ? loket_json_array_peek_object (complainants, 0)
                          : NULL;
  LoketSimilarQuery query = {
      .agency = loket_json_peek_string (self->facts, "agency"),
      .subject = loket_json_peek_string (self->facts, "subject"),
  };

  self->timer = 0;
  if (party != NULL) {
    query.name = loket_json_peek_string (party, "name");
    query.email = loket_json_peek_string (party, "email");
    query.phone = loket_json_peek_string (party, "phone");
  }
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  loket_desk_find_similar_async (loket_session_get_desk (self->session), &query, self->cancellable,
                                 found_cb, g_object_ref (self));
}

/**
 * loket_similar_list_look:
 * @facts: as typed so far
 */
void
loket_similar_list_look (LoketSimilarList *self, LoketSession *session, JsonObject *facts)
{
  g_set_object (&self->session, session);
  g_clear_pointer (&self->facts, json_object_unref);
  self->facts = json_object_ref (facts);
  if (self->timer != 0)
    loket_clock_remove_timer (loket_session_get_clock (session), self->timer);
  self->timer =
      loket_clock_add_timer (loket_session_get_clock (session), LOOK_DELAY_MS, look_cb, self);
}

/**
 * loket_similar_list_stop:
 *
 * The form goes away: nothing is looked for any more.
 */
void
loket_similar_list_stop (LoketSimilarList *self)
{
  if (self->timer != 0)
    loket_clock_remove_timer (loket_session_get_clock (self->session), self->timer);
  self->timer = 0;
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->facts, json_object_unref);
  g_clear_object (&self->session);
}

guint
loket_similar_list_get_count (LoketSimilarList *self)
{
  return self->count;
}

static void
loket_similar_list_dispose (GObject *object)
{
  LoketSimilarList *self = LOKET_SIMILAR_LIST (object);

  loket_similar_list_stop (self);
  g_clear_pointer ((GtkWidget **) &self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (loket_similar_list_parent_class)->dispose (object);
}

static void
loket_similar_list_class_init (LoketSimilarListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = loket_similar_list_dispose;
  signals[OPEN] = g_signal_new ("open", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
loket_similar_list_init (LoketSimilarList *self)
{
  GtkWidget *heading = gtk_label_new (_ ("Perhaps already here"));

  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "heading");
  gtk_widget_add_css_class (heading, "form-heading");
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Perhaps already here"), -1);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (open_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (self->box, heading);
  gtk_box_append (self->box, GTK_WIDGET (self->list));
  gtk_widget_set_parent (GTK_WIDGET (self->box), GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
