/* SPDX-License-Identifier: EUPL-1.2 */
/* Rows of the record. What was written is read when a row is opened first. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-beginning.h"
#include "loket-bodies.h"
#include "loket-conflict-fields.h"
#include "loket-desk-record.h"
#include "loket-pending-row.h"
#include "loket-record-row.h"

struct _LoketRecordRow {
  AdwExpanderRow parent_instance;

  LoketSession *session; /* (owned) (nullable): NULL once the row is gone */
  LoketWorkItem *item;   /* (owned) */
  char *name;            /* what it was */
  char *fate;            /* what became of it, and when */
  char *beginning;       /* (nullable) */
  LoketMoment at;
  GtkWidget *opened; /* (nullable): the row below it, once it was opened; owned by it */
  GtkBox *contents;  /* in that */
  gboolean failed;   /* and could not be read: asked for again when it is opened again */
};

G_DEFINE_FINAL_TYPE (LoketRecordRow, loket_record_row, ADW_TYPE_EXPANDER_ROW)

static void
loket_record_row_dispose (GObject *object)
{
  g_clear_object (&LOKET_RECORD_ROW (object)->session);
  G_OBJECT_CLASS (loket_record_row_parent_class)->dispose (object);
}

static void
loket_record_row_finalize (GObject *object)
{
  LoketRecordRow *self = LOKET_RECORD_ROW (object);

  loket_work_item_unref (self->item);
  g_free (self->name);
  g_free (self->fate);
  g_free (self->beginning);
  G_OBJECT_CLASS (loket_record_row_parent_class)->finalize (object);
}

static void
loket_record_row_class_init (LoketRecordRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = loket_record_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = loket_record_row_finalize;
}

static void
add_text (LoketRecordRow *self, const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_box_append (self->contents, label);
}

static void
show (LoketRecordRow *self, const LoketConflict *recorded)
{
  GtkWidget *button;

  if (recorded->fields->len > 0)
    loket_conflict_fields_add (self->contents, self->session, recorded);
  else
    add_text (self, _ ("There was nothing written in it."));
  if (recorded->now == NULL)
    return;
  button = gtk_button_new_with_label (_ ("Show the case"));
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.open-case");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", self->item->case_id);
  gtk_box_append (self->contents, button);
}

static void
loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LoketRecordRow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketConflict) recorded =
      loket_desk_load_recorded_finish (LOKET_DESK (object), result, &error);
  g_autofree char *sentence = NULL;

  if (self->session == NULL)
    return;
  if (recorded != NULL) {
    show (self, recorded);
    return;
  }
  self->failed = TRUE;
  sentence = loket_session_describe_error (self->session, error);
  add_text (self, sentence);
}

static void
open_row (LoketRecordRow *self)
{
  self->contents = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 12));
  gtk_widget_add_css_class (GTK_WIDGET (self->contents), "recorded");
  self->opened = g_object_new (GTK_TYPE_LIST_BOX_ROW, "activatable", FALSE, "selectable", FALSE,
                               "focusable", FALSE, "child", self->contents, NULL);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), self->opened);
  loket_desk_load_recorded_async (loket_session_get_desk (self->session), self->item, loaded_cb,
                                  g_object_ref (self));
}

static void
expanded_cb (LoketRecordRow *self)
{
  if (!adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self)))
    return;
  if (self->failed)
    adw_expander_row_remove (ADW_EXPANDER_ROW (self), g_steal_pointer (&self->opened));
  self->failed = FALSE;
  if (self->opened == NULL)
    open_row (self);
}

static void
loket_record_row_init (LoketRecordRow *self)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  g_signal_connect (self, "notify::expanded", G_CALLBACK (expanded_cb), NULL);
}

static char *
find_beginning (const LoketWorkItem *item)
{
  g_autoptr (JsonObject) body = loket_body_to_object (item->body, NULL);
  JsonObject *payload = body != NULL ? loket_json_peek_object (body, "payload") : NULL;

  if (body == NULL)
    return NULL;
  return loket_beginning_find (payload != NULL ? payload : body);
}

/**
 * loket_record_row_new:
 * @entry: with its bytes; read, not kept
 */
GtkWidget *
loket_record_row_new (LoketSession *session, const LoketAuditEntry *entry)
{
  LoketRecordRow *self = g_object_new (LOKET_TYPE_RECORD_ROW, NULL);
  LoketSpeech *speech = loket_session_get_speech (session);
  g_autofree char *when = loket_pending_row_say_moment (session, entry->at);

  self->session = g_object_ref (session);
  self->item = loket_work_item_new_recorded (entry);
  self->at = entry->at;
  self->name = g_strdup (self->item->kind == LOKET_WORK_CASE
                             ? _ ("New complaint")
                             : loket_speech_name (speech, "act", self->item->type));
  self->fate = g_strdup_printf ("%s %s", loket_speech_name (speech, "recorded", entry->what), when);
  self->beginning = find_beginning (self->item);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), self->name);
  loket_record_row_set_case (self, NULL);
  return GTK_WIDGET (self);
}

gboolean
loket_record_row_shows (LoketRecordRow *self, const LoketAuditEntry *entry)
{
  return self->at == entry->at && g_str_equal (self->item->id, entry->id) &&
         g_str_equal (self->item->reason, entry->what);
}

const char *
loket_record_row_get_case_id (LoketRecordRow *self)
{
  return self->item->case_id;
}

/**
 * loket_record_row_set_case:
 * @about_case: (nullable): number and subject of its case; NULL where it is not here
 */
void
loket_record_row_set_case (LoketRecordRow *self, const char *about_case)
{
  g_autoptr (GString) subtitle = g_string_new (self->fate);
  g_autofree char *spoken = NULL;

  if (about_case != NULL)
    g_string_append_printf (subtitle, "\n%s", about_case);
  if (self->beginning != NULL)
    g_string_append_printf (subtitle, "\n%s", self->beginning);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle->str);
  spoken = g_strdup_printf ("%s, %s", self->name, subtitle->str);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}
