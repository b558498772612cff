/* SPDX-License-Identifier: EUPL-1.2 */
/* The list of documents, kept in step with what travels. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-documents-private.h"
#include "loket-widget.h"

/* As lokets count it. */
enum {
  MEGABYTE = 1024 * 1024
};

G_DEFINE_FINAL_TYPE (LoketDocuments, loket_documents, GTK_TYPE_WIDGET)

enum {
  COUNTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void read_list (LoketDocuments *self);

gboolean
_loket_documents_may_add (LoketDocuments *self)
{
  return self->dossier != NULL && !self->dossier->withdrawn &&
         !loket_desk_is_read_only (loket_session_get_desk (self->session)) &&
         self->dossier->standing->permissions[LOKET_ACT_ATTACH].answer != LOKET_ANSWER_NOT_ALLOWED;
}

static gboolean
may_remove (LoketDocuments *self)
{
  return _loket_documents_may_add (self) &&
         self->dossier->standing->permissions[LOKET_ACT_DETACH].answer != LOKET_ANSWER_NOT_ALLOWED;
}

const LoketDeskDocument *
_loket_documents_find (LoketDocuments *self, const char *document_id)
{
  for (int i = 0;; i++) {
    GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, i);
    const LoketDeskDocument *document;

    if (row == NULL)
      return NULL;
    document = loket_document_row_get_document (LOKET_DOCUMENT_ROW (row));
    if (g_str_equal (document->document_id, document_id))
      return document;
  }
}

/* A row has what it is about before it comes into the list: its actions want the document's id. */
static void
add_row (LoketDocuments *self, const LoketDeskDocument *document)
{
  GtkWidget *row = loket_document_row_new ();

  loket_document_row_show (LOKET_DOCUMENT_ROW (row), self->session, document, may_remove (self));
  gtk_list_box_append (self->list, row);
}

/* Rows are used again, so that nobody loses the focus to a percentage. */
static void
show_rows (LoketDocuments *self, GPtrArray *documents)
{
  GtkListBoxRow *row;

  for (guint i = 0; i < documents->len; i++) {
    row = gtk_list_box_get_row_at_index (self->list, (int) i);
    if (row == NULL)
      add_row (self, documents->pdata[i]);
    else
      loket_document_row_show (LOKET_DOCUMENT_ROW (row), self->session, documents->pdata[i],
                               may_remove (self));
  }
  while ((row = gtk_list_box_get_row_at_index (self->list, (int) documents->len)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  gtk_stack_set_visible_child_name (self->stack, documents->len > 0 ? "list" : "empty");
}

static void
listed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) documents =
      loket_desk_list_documents_finish (LOKET_DESK (object), result, &error);
  LoketDocuments *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self = LOKET_DOCUMENTS (user_data);
  g_clear_object (&self->cancellable);
  if (documents != NULL) {
    show_rows (self, documents);
    g_signal_emit (self, signals[COUNTED], 0, documents->len);
  } else {
    g_message ("documents could not be listed: %s", error->message);
  }
  if (self->list_again)
    read_list (self);
}

/* One list at a time: what changes meanwhile is read with the next one. */
static void
read_list (LoketDocuments *self)
{
  self->list_again = self->cancellable != NULL;
  if (self->list_again || self->dossier == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  loket_desk_list_documents_async (loket_session_get_desk (self->session), self->dossier,
                                   self->cancellable, listed_cb, self);
}

static void
documents_changed_cb (LoketDocuments *self, const char *case_id)
{
  if (self->dossier != NULL && g_strcmp0 (case_id, self->dossier->the_case->case_id) == 0)
    read_list (self);
}

static void
stop_reading (LoketDocuments *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
show_limit (LoketDocuments *self)
{
  gint64 limit = loket_desk_get_document_bytes_max (loket_session_get_desk (self->session));
  g_autofree char *text = g_strdup_printf (
      _ ("Drag files here, or choose them. At most %d MB each."), (int) (limit / MEGABYTE));

  gtk_label_set_text (self->hint, text);
  gtk_widget_set_sensitive (GTK_WIDGET (self->add), _loket_documents_may_add (self));
}

void
loket_documents_show (LoketDocuments *self, LoketSession *session, LoketDossier *dossier)
{
  gboolean other = self->dossier == NULL ||
                   !g_str_equal (self->dossier->the_case->case_id, dossier->the_case->case_id);

  stop_reading (self);
  g_set_object (&self->session, session);
  g_signal_group_set_target (self->desk_watch, loket_session_get_desk (session));
  loket_dossier_ref (dossier);
  loket_dossier_unref (self->dossier);
  self->dossier = dossier;
  if (other) {
    g_autoptr (GPtrArray) none = g_ptr_array_new ();

    show_rows (self, none);
    g_signal_emit (self, signals[COUNTED], 0, dossier->standing->current->documents->len);
  }
  show_limit (self);
  read_list (self);
}

static void
loket_documents_dispose (GObject *object)
{
  LoketDocuments *self = LOKET_DOCUMENTS (object);

  stop_reading (self);
  g_clear_object (&self->desk_watch);
  loket_widget_dispose_template (object, LOKET_TYPE_DOCUMENTS);
  g_clear_pointer (&self->dossier, loket_dossier_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (loket_documents_parent_class)->dispose (object);
}

static void
loket_documents_class_init (LoketDocumentsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = loket_documents_dispose;
  signals[COUNTED] = g_signal_new ("counted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/loket/Loket/ui/loket-documents.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, LoketDocuments, stack);
  gtk_widget_class_bind_template_child (widget_class, LoketDocuments, list);
  gtk_widget_class_bind_template_child (widget_class, LoketDocuments, hint);
  gtk_widget_class_bind_template_child (widget_class, LoketDocuments, add);
  _loket_documents_install_actions (klass);
}

static void
loket_documents_init (LoketDocuments *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->desk_watch = g_signal_group_new (LOKET_TYPE_DESK);
  g_signal_group_connect_swapped (self->desk_watch, "documents-changed",
                                  G_CALLBACK (documents_changed_cb), self);
  _loket_documents_accept_drops (self);
}
