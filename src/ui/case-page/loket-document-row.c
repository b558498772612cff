/* SPDX-License-Identifier: EUPL-1.2 */
/* The row of a document. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-document-row.h"
#include "loket-widget.h"

struct _LoketDocumentRow {
  AdwActionRow parent_instance;

  GtkImage *icon;
  GtkLabel *state;
  GtkProgressBar *progress;
  GtkButton *cancel;
  GtkMenuButton *menu;

  LoketDeskDocument *document; /* (owned) (nullable) */
  gboolean may_change;
};

G_DEFINE_FINAL_TYPE (LoketDocumentRow, loket_document_row, ADW_TYPE_ACTION_ROW)

static void
append (GString *text, const char *part)
{
  if (part == NULL || *part == '\0')
    return;
  g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part);
}

/* What kind of file, in the words of the system; the code where it has none. */
static char *
describe_kind (const LoketDeskDocument *document)
{
  g_autofree char *content_type =
      document->media_type != NULL ? g_content_type_from_mime_type (document->media_type) : NULL;

  return content_type != NULL ? g_content_type_get_description (content_type) : NULL;
}

/* Why it was not sent at the last try. */
static void
append_trouble (GString *text, LoketSpeech *speech, const char *code)
{
  g_autofree char *cause = loket_speech_name_briefly (speech, "error", code);

  g_string_append (text, "\n");
  g_string_append_printf (text, _ ("Not sent yet: %s It is tried again by itself."), cause);
}

static char *
describe (LoketSession *session, const LoketDeskDocument *document)
{
  GString *text = g_string_new (NULL);
  g_autofree char *kind = describe_kind (document);

  append (text, kind);
  if (document->size_bytes > 0) {
    g_autofree char *size = g_format_size ((guint64) document->size_bytes);

    append (text, size);
  }
  if (document->added_on != LOKET_NO_DAY) {
    g_autofree char *day =
        loket_speech_day_medium (loket_session_get_speech (session), document->added_on);

    append (text, day);
  }
  if (document->trouble != NULL)
    append_trouble (text, loket_session_get_speech (session), document->trouble);
  if (document->state == LOKET_DOCUMENT_FAILED && document->reason != NULL)
    g_string_append_printf (
        text, "\n%s",
        loket_speech_name (loket_session_get_speech (session), "reason", document->reason));
  return g_string_free (text, FALSE);
}

static gboolean
travels (const LoketDeskDocument *document)
{
  return document->state == LOKET_DOCUMENT_UPLOADING ||
         document->state == LOKET_DOCUMENT_DOWNLOADING;
}

static double
get_fraction (const LoketDeskDocument *document)
{
  return document->size_bytes > 0
             ? CLAMP ((double) document->done_bytes / (double) document->size_bytes, 0, 1)
             : 0;
}

static char *
say_travel (const LoketDeskDocument *document)
{
  int percent = (int) (get_fraction (document) * 100);
  gboolean up = document->state == LOKET_DOCUMENT_UPLOADING;

  if (!document->travels)
    return g_strdup (up ? _ ("Waits to be sent") : _ ("Waits to be fetched"));
  if (up)
    return g_strdup_printf (_ ("Being sent: %d %%"), percent);
  return g_strdup_printf (_ ("Being fetched: %d %%"), percent);
}

static char *
say_state (const LoketDeskDocument *document)
{
  switch (document->state) {
  case LOKET_DOCUMENT_UPLOADING:
  case LOKET_DOCUMENT_DOWNLOADING:
    return say_travel (document);
  case LOKET_DOCUMENT_FAILED:
    return g_strdup (document->act_id != NULL ? _ ("Not sent") : _ ("Not fetched"));
  case LOKET_DOCUMENT_HERE:
    if (document->act_id != NULL)
      return g_strdup (_ ("Sent; the loket has not confirmed it yet"));
    if (document->pinned)
      return g_strdup (_ ("Kept on this computer"));
    return g_strdup (_ ("On this computer"));
  case LOKET_DOCUMENT_THERE:
  default:
    return g_strdup (_ ("At the loket"));
  }
}

static void
append_item (GMenu *menu, const char *label, const char *action, const char *document_id)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", document_id);
  g_menu_append_item (menu, item);
}

static GMenuModel *
make_menu (const LoketDeskDocument *document, gboolean may_change)
{
  GMenu *menu = g_menu_new ();
  const char *id = document->document_id;

  append_item (menu, _ ("_Open"), "documents.open", id);
  append_item (menu, _ ("_Save as…"), "documents.save", id);
  if (!document->fleeting && document->act_id == NULL)
    append_item (
        menu, document->pinned ? _ ("Do not _keep on this computer") : _ ("_Keep on this computer"),
        "documents.keep", id);
  if (may_change)
    append_item (menu, document->act_id != NULL ? _ ("_Take back…") : _ ("_Remove…"),
                 "documents.remove", id);
  return G_MENU_MODEL (menu);
}

/* A menu that is open is not replaced below somebody's hand while a document travels. */
static gboolean
needs_other_menu (const LoketDeskDocument *before, const LoketDeskDocument *now)
{
  return before == NULL || before->pinned != now->pinned || before->fleeting != now->fleeting ||
         (before->act_id == NULL) != (now->act_id == NULL) ||
         !g_str_equal (before->document_id, now->document_id);
}

static void
show_menu (LoketDocumentRow *self, const LoketDeskDocument *document, gboolean may_change)
{
  g_autoptr (GMenuModel) menu = NULL;

  if (!needs_other_menu (self->document, document) && self->may_change == may_change)
    return;
  menu = make_menu (document, may_change);
  gtk_menu_button_set_menu_model (self->menu, menu);
}

static void
show_icon (LoketDocumentRow *self, const LoketDeskDocument *document)
{
  g_autofree char *content_type =
      document->media_type != NULL ? g_content_type_from_mime_type (document->media_type) : NULL;
  g_autoptr (GIcon) icon =
      content_type != NULL ? g_content_type_get_symbolic_icon (content_type) : NULL;

  if (document->state == LOKET_DOCUMENT_FAILED)
    gtk_image_set_from_icon_name (self->icon, "dialog-warning-symbolic");
  else if (icon != NULL)
    gtk_image_set_from_gicon (self->icon, icon);
  else
    gtk_image_set_from_icon_name (self->icon, "text-x-generic-symbolic");
}

static void
name_for_readers (LoketDocumentRow *self, const char *name, const char *subtitle, const char *state)
{
  g_autofree char *all = g_strdup_printf ("%s, %s, %s", name, subtitle, state);
  g_autofree char *more = g_strdup_printf (_ ("More about %s"), name);
  g_autofree char *stop = g_strdup_printf (_ ("Stop %s"), name);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, all, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu), GTK_ACCESSIBLE_PROPERTY_LABEL, more,
                                  -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->cancel), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  stop, -1);
}

/**
 * loket_document_row_show:
 * @document: copied
 * @may_change: whether documents of the case may be removed
 */
void
loket_document_row_show (LoketDocumentRow *self,
                         LoketSession *session,
                         const LoketDeskDocument *document,
                         gboolean may_change)
{
  const char *name = document->name != NULL ? document->name : _ ("Without a name");
  g_autofree char *subtitle = describe (session, document);
  g_autofree char *state = say_state (document);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  gtk_label_set_text (self->state, state);
  gtk_progress_bar_set_fraction (self->progress, get_fraction (document));
  gtk_widget_set_visible (GTK_WIDGET (self->progress), travels (document));
  gtk_widget_set_visible (GTK_WIDGET (self->cancel), travels (document));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->cancel), "s", document->document_id);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self), "s", document->document_id);
  show_icon (self, document);
  show_menu (self, document, may_change);
  name_for_readers (self, name, subtitle, state);
  loket_desk_document_free (self->document);
  self->document = loket_desk_document_copy (document);
  self->may_change = may_change;
}

/**
 * loket_document_row_get_document:
 *
 * Returns: (transfer none): as it was shown last
 */
const LoketDeskDocument *
loket_document_row_get_document (LoketDocumentRow *self)
{
  return self->document;
}

static void
loket_document_row_dispose (GObject *object)
{
  LoketDocumentRow *self = LOKET_DOCUMENT_ROW (object);

  g_clear_pointer (&self->document, loket_desk_document_free);
  loket_widget_dispose_template (object, LOKET_TYPE_DOCUMENT_ROW);
  G_OBJECT_CLASS (loket_document_row_parent_class)->dispose (object);
}

static void
loket_document_row_class_init (LoketDocumentRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = loket_document_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/loket/Loket/ui/loket-document-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LoketDocumentRow, icon);
  gtk_widget_class_bind_template_child (widget_class, LoketDocumentRow, state);
  gtk_widget_class_bind_template_child (widget_class, LoketDocumentRow, progress);
  gtk_widget_class_bind_template_child (widget_class, LoketDocumentRow, cancel);
  gtk_widget_class_bind_template_child (widget_class, LoketDocumentRow, menu);
}

static void
loket_document_row_init (LoketDocumentRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
loket_document_row_new (void)
{
  return g_object_new (LOKET_TYPE_DOCUMENT_ROW, NULL);
}
