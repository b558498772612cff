/* SPDX-License-Identifier: EUPL-1.2 */
/* The question, as the baseline can ask it: AdwMessageDialog, which later versions replace. */
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "loket-ask.h"

static void
response_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  g_task_return_boolean (task, g_strcmp0 (response, "confirm") == 0);
}

/**
 * loket_ask_async:
 * @parent: the window that the question stands before
 * @heading: the question
 * @body: what will happen; plain text
 * @confirm_label: what the confirming button says, a verb, with its access key
 *
 * The other button always is "Cancel", and Escape chooses it.
 */
void
loket_ask_async (GtkWindow *parent,
                 const char *heading,
                 const char *body,
                 const char *confirm_label,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer user_data)
{
  GTask *task = g_task_new (parent, cancellable, callback, user_data);
  GtkWidget *dialog = adw_message_dialog_new (parent, heading, NULL);

  g_task_set_source_tag (task, loket_ask_async);
  adw_message_dialog_set_body_use_markup (ADW_MESSAGE_DIALOG (dialog), FALSE);
  adw_message_dialog_set_heading_use_markup (ADW_MESSAGE_DIALOG (dialog), FALSE);
  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (dialog), body);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "confirm",
                                    confirm_label, NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "confirm",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), task);
  gtk_window_present (GTK_WINDOW (dialog));
}

/**
 * loket_ask_finish:
 *
 * Returns: TRUE when the person confirmed; FALSE without an error when not
 */
gboolean
loket_ask_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
