/* SPDX-License-Identifier: EUPL-1.2 */
/* Names, kinds and sizes of the documents. */
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "loket-documents.h"
#include "loket-widget.h"

struct _LoketDocuments {
  GtkWidget parent_instance;

  GtkStack *stack;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (LoketDocuments, loket_documents, GTK_TYPE_WIDGET)

static char *
describe (LoketSession *session, const LoketDocument *document)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (document->added_on != LOKET_NO_DAY) {
    g_autofree char *day =
        loket_speech_day_medium (loket_session_get_speech (session), document->added_on);

    g_string_append (text, day);
  }
  if (document->media_type != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", document->media_type);
  if (document->size_bytes > 0) {
    g_autofree char *size = g_format_size ((guint64) document->size_bytes);

    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", size);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static GtkWidget *
make_row (LoketSession *session, const LoketDocument *document)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *subtitle = describe (session, document);
  GtkWidget *icon = gtk_image_new_from_icon_name ("text-x-generic-symbolic");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 document->name != NULL ? document->name : _ ("Without a name"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  return row;
}

void
loket_documents_show (LoketDocuments *self, LoketSession *session, LoketDossier *dossier)
{
  GPtrArray *documents = dossier->standing->current->documents;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; i < documents->len; i++)
    gtk_list_box_append (self->list, make_row (session, documents->pdata[i]));
  gtk_stack_set_visible_child_name (self->stack, documents->len > 0 ? "list" : "empty");
}

static void
loket_documents_dispose (GObject *object)
{
  loket_widget_dispose_template (object, LOKET_TYPE_DOCUMENTS);
  G_OBJECT_CLASS (loket_documents_parent_class)->dispose (object);
}

static void
loket_documents_class_init (LoketDocumentsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = loket_documents_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/loket/Loket/ui/loket-documents.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, LoketDocuments, stack);
  gtk_widget_class_bind_template_child (widget_class, LoketDocuments, list);
}

static void
loket_documents_init (LoketDocuments *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
