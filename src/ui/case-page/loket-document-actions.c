/* SPDX-License-Identifier: EUPL-1.2 */
/* What a person does with documents: adding by button or by dragging, opening, saving, keeping,
 * stopping, removing. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-act-form.h"
#include "loket-ask.h"
#include "loket-choose-file.h"
#include "loket-desk-errors.h"
#include "loket-documents-private.h"
#include "loket-file-name.h"

static GtkWindow *
get_window (LoketDocuments *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

/* What somebody began goes on when the page shows another case, or is gone: it then ends in the
 * window, where there is one still. */
typedef struct {
  GtkWindow *window;           /* (owned) */
  LoketSession *session;       /* (owned) */
  LoketDossier *dossier;       /* (owned) */
  LoketDeskDocument *document; /* (owned) (nullable) */
  GListModel *files;           /* (owned) (nullable): to be added */
  guint next;                  /* of them */
} Deed;

static Deed *
deed_new (LoketDocuments *self, const LoketDeskDocument *document)
{
  Deed *deed = g_new0 (Deed, 1);

  deed->window = g_object_ref (get_window (self));
  deed->session = g_object_ref (self->session);
  deed->dossier = loket_dossier_ref (self->dossier);
  deed->document = document != NULL ? loket_desk_document_copy (document) : NULL;
  return deed;
}

static void
deed_free (Deed *deed)
{
  g_object_unref (deed->window);
  g_object_unref (deed->session);
  loket_dossier_unref (deed->dossier);
  loket_desk_document_free (deed->document);
  g_clear_object (&deed->files);
  g_free (deed);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Deed, deed_free)

static void
tell (const Deed *deed, const char *text)
{
  gtk_widget_activate_action (GTK_WIDGET (deed->window), "win.toast", "s", text);
}

/* What is wrong, with the name of what it is about; a reason of the loket in its own words. */
static void
tell_error (const Deed *deed, const char *name, const GError *error)
{
  LoketSpeech *speech = loket_session_get_speech (deed->session);
  gboolean has_reason = g_error_matches (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_DOCUMENT) ||
                        g_error_matches (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_NOT_ALLOWED);
  g_autofree char *sentence = has_reason
                                  ? g_strdup (loket_speech_name (speech, "reason", error->message))
                                  : loket_session_describe_error (deed->session, error);
  g_autofree char *text = g_strdup_printf ("%s: %s", name, sentence);

  tell (deed, text);
}

/* Adding: one after the other, so that each that cannot be added is told by its name. */

static void add_next (Deed *deed);

static void
added_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Deed *deed = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketAct) act = loket_desk_add_document_finish (LOKET_DESK (source), result, &error);

  if (act == NULL) {
    g_autoptr (GFile) file = g_list_model_get_item (deed->files, deed->next - 1);
    g_autofree char *name = g_file_get_basename (file);
    g_autofree char *safe = loket_file_name_make_safe (name);

    tell_error (deed, safe, error);
  }
  add_next (deed);
}

/* @deed: (transfer full) */
static void
add_next (Deed *deed)
{
  g_autoptr (GFile) file = g_list_model_get_item (deed->files, deed->next++);

  if (file == NULL)
    deed_free (deed);
  else
    loket_desk_add_document_async (loket_session_get_desk (deed->session), deed->dossier, file,
                                   NULL, NULL, added_cb, deed);
}

static void
files_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Deed *deed = user_data;

  deed->files = loket_choose_files_finish (result, NULL);
  if (deed->files != NULL)
    add_next (deed);
  else
    deed_free (deed);
}

static void
add_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  LoketDocuments *self = LOKET_DOCUMENTS (widget);

  if (!_loket_documents_may_add (self))
    return;
  loket_choose_files_async (get_window (self), _ ("Add documents"), _ ("_Add"), NULL,
                            files_chosen_cb, deed_new (self, NULL));
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, gpointer user_data)
{
  LoketDocuments *self = user_data;
  g_autoptr (GSList) files = NULL;
  GListStore *store;
  Deed *deed;

  if (!G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST) || !_loket_documents_may_add (self))
    return FALSE;
  files = gdk_file_list_get_files (g_value_get_boxed (value));
  store = g_list_store_new (G_TYPE_FILE);
  for (GSList *l = files; l != NULL; l = l->next)
    g_list_store_append (store, l->data);
  deed = deed_new (self, NULL);
  deed->files = G_LIST_MODEL (store);
  add_next (deed);
  return TRUE;
}

void
_loket_documents_accept_drops (LoketDocuments *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/* Opening and saving */

static void
launched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Deed) deed = user_data;
  g_autofree char *text = NULL;

  if (g_app_info_launch_default_for_uri_finish (result, NULL))
    return;
  text = g_strdup_printf (_ ("No program on this computer opens %s. Save it instead."),
                          deed->document->name);
  tell (deed, text);
}

static void
copy_made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Deed) deed = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = loket_desk_open_document_finish (LOKET_DESK (source), result, &error);
  g_autofree char *uri = file != NULL ? g_file_get_uri (file) : NULL;
  GdkDisplay *display = gtk_widget_get_display (GTK_WIDGET (deed->window));
  g_autoptr (GdkAppLaunchContext) context = gdk_display_get_app_launch_context (display);

  if (uri != NULL)
    g_app_info_launch_default_for_uri_async (uri, G_APP_LAUNCH_CONTEXT (context), NULL, launched_cb,
                                             g_steal_pointer (&deed));
  else if (!g_str_equal (loket_desk_errors_get_code (error), "cancelled"))
    tell_error (deed, deed->document->name, error);
}

static const LoketDeskDocument *
find (GtkWidget *widget, GVariant *parameter)
{
  return _loket_documents_find (LOKET_DOCUMENTS (widget), g_variant_get_string (parameter, NULL));
}

static void
open_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  LoketDocuments *self = LOKET_DOCUMENTS (widget);
  const LoketDeskDocument *document = find (widget, parameter);

  if (document != NULL)
    loket_desk_open_document_async (loket_session_get_desk (self->session), document, NULL,
                                    copy_made_cb, deed_new (self, document));
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Deed) deed = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (!loket_desk_save_document_finish (LOKET_DESK (source), result, &error)) {
    tell_error (deed, deed->document->name, error);
    return;
  }
  text = g_strdup_printf (_ ("Saved as %s"), deed->document->name);
  tell (deed, text);
}

static void
target_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Deed *deed = user_data;
  g_autoptr (GFile) file = loket_choose_file_finish (result, NULL);
  g_autofree char *name = file != NULL ? g_file_get_basename (file) : NULL;

  if (file == NULL) {
    deed_free (deed);
    return;
  }
  loket_desk_save_document_async (loket_session_get_desk (deed->session), deed->document, file,
                                  NULL, saved_cb, deed);
  g_free (deed->document->name);
  deed->document->name = g_filename_display_name (name);
}

static void
save_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  LoketDocuments *self = LOKET_DOCUMENTS (widget);
  const LoketDeskDocument *document = find (widget, parameter);
  g_autofree char *name = NULL;

  if (document == NULL)
    return;
  name = loket_file_name_make_safe (document->name);
  loket_choose_file_async (get_window (self), _ ("Save document"), name, NULL, target_chosen_cb,
                           deed_new (self, document));
}

/* Keeping, stopping, removing */

static void
changed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Deed) deed = user_data;
  g_autoptr (GError) error = NULL;

  if (!loket_desk_change_document_finish (LOKET_DESK (source), result, &error))
    tell_error (deed, deed->document->name, error);
}

static void
keep_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  LoketDocuments *self = LOKET_DOCUMENTS (widget);
  const LoketDeskDocument *document = find (widget, parameter);

  if (document != NULL)
    loket_desk_pin_document_async (loket_session_get_desk (self->session), document,
                                   !document->pinned, changed_cb, deed_new (self, document));
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Deed *deed = user_data;

  if (loket_ask_finish (result, NULL))
    loket_desk_cancel_document_async (loket_session_get_desk (deed->session), deed->document,
                                      changed_cb, deed);
  else
    deed_free (deed);
}

/* What was never sent is gone for good once it is taken back. */
static void
ask_before_taking_back (LoketDocuments *self, const LoketDeskDocument *document)
{
  g_autofree char *body = g_strdup_printf (_ ("“%s” has not reached the loket yet. It is taken out "
                                              "of the case and out of this computer; "
                                              "the file it came from stays where it is."),
                                           document->name);

  loket_ask_destroy_async (get_window (self), _ ("Take the document back?"), body, _ ("_Take back"),
                           NULL, asked_cb, deed_new (self, document));
}

static void
cancel_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  LoketDocuments *self = LOKET_DOCUMENTS (widget);
  const LoketDeskDocument *document = find (widget, parameter);

  if (document != NULL && document->act_id != NULL)
    ask_before_taking_back (self, document);
  else if (document != NULL)
    loket_desk_cancel_document_async (loket_session_get_desk (self->session), document, changed_cb,
                                      deed_new (self, document));
}

static void
remove_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  LoketDocuments *self = LOKET_DOCUMENTS (widget);
  const LoketDeskDocument *document = find (widget, parameter);

  if (document != NULL && document->act_id != NULL)
    ask_before_taking_back (self, document);
  else if (document != NULL)
    loket_act_form_present (get_window (self), self->session, self->dossier, LOKET_ACT_DETACH,
                            document->document_id);
}

void
_loket_documents_install_actions (LoketDocumentsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_install_action (widget_class, "documents.add", NULL, add_cb);
  gtk_widget_class_install_action (widget_class, "documents.open", "s", open_cb);
  gtk_widget_class_install_action (widget_class, "documents.save", "s", save_cb);
  gtk_widget_class_install_action (widget_class, "documents.keep", "s", keep_cb);
  gtk_widget_class_install_action (widget_class, "documents.cancel", "s", cancel_cb);
  gtk_widget_class_install_action (widget_class, "documents.remove", "s", remove_cb);
}
