/* SPDX-License-Identifier: EUPL-1.2 */
/* The question, as the baseline can ask it: AdwMessageDialog, which later versions replace. */
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "loket-ask.h"

static gboolean
answered_cb (gpointer user_data)
{
  GTask *task = user_data;

  g_task_return_pointer (task, g_strdup (g_task_get_task_data (task)), g_free);
  return G_SOURCE_REMOVE;
}

/* Once the question is gone: an answer may close the window that it stood before, which GTK still
 * reaches for while the question goes. */
static void
response_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  GTask *task = user_data;

  g_task_set_task_data (task, g_strdup (response), g_free);
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, answered_cb, task, g_object_unref);
}

/* Buttons that do not fit beside each other stand in the opposite order, and GTK gives the first
 * one the focus: Enter would press what deletes. Which of its two buttons an answer shows, the
 * default widget tells. */
static void
default_widget_cb (GtkWindow *dialog)
{
  gtk_window_set_focus (dialog, gtk_window_get_default_widget (dialog));
}

static AdwResponseAppearance
get_appearance (const LoketAskAnswer *answer)
{
  if (answer->destroys)
    return ADW_RESPONSE_DESTRUCTIVE;
  return answer->is_suggested ? ADW_RESPONSE_SUGGESTED : ADW_RESPONSE_DEFAULT;
}

/**
 * loket_ask_choose_async:
 * @parent: the window that the question stands before
 * @heading: the question
 * @body: what will happen; plain text
 * @answers: the first one changes nothing: Escape and Enter choose it
 */
void
loket_ask_choose_async (GtkWindow *parent,
                        const char *heading,
                        const char *body,
                        const LoketAskAnswer *answers,
                        guint n_answers,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = g_task_new (parent, cancellable, callback, user_data);
  GtkWidget *widget = adw_message_dialog_new (parent, heading, NULL);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (widget);

  g_task_set_source_tag (task, loket_ask_choose_async);
  adw_message_dialog_set_body_use_markup (dialog, FALSE);
  adw_message_dialog_set_heading_use_markup (dialog, FALSE);
  adw_message_dialog_set_body (dialog, body);
  for (guint i = 0; i < n_answers; i++) {
    adw_message_dialog_add_response (dialog, answers[i].id, answers[i].label);
    adw_message_dialog_set_response_appearance (dialog, answers[i].id,
                                                get_appearance (&answers[i]));
  }
  adw_message_dialog_set_default_response (dialog, answers[0].id);
  adw_message_dialog_set_close_response (dialog, answers[0].id);
  g_signal_connect (dialog, "notify::default-widget", G_CALLBACK (default_widget_cb), NULL);
  default_widget_cb (GTK_WINDOW (dialog));
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), task);
  gtk_window_present (GTK_WINDOW (dialog));
}

/**
 * loket_ask_choose_finish:
 *
 * Returns: (transfer full) (nullable): the id of the answer; NULL where it was cancelled
 */
char *
loket_ask_choose_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
ask (GtkWindow *parent,
     const char *heading,
     const char *body,
     const LoketAskAnswer *confirm,
     GCancellable *cancellable,
     GAsyncReadyCallback callback,
     gpointer user_data)
{
  const LoketAskAnswer answers[] = {{"cancel", _ ("_Cancel"), FALSE, FALSE}, *confirm};

  loket_ask_choose_async (parent, heading, body, answers, G_N_ELEMENTS (answers), cancellable,
                          callback, user_data);
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
  const LoketAskAnswer confirm = {"confirm", confirm_label, TRUE, FALSE};

  ask (parent, heading, body, &confirm, cancellable, callback, user_data);
}

/**
 * loket_ask_destroy_async:
 *
 * As loket_ask_async(), where something goes that cannot be got back.
 */
void
loket_ask_destroy_async (GtkWindow *parent,
                         const char *heading,
                         const char *body,
                         const char *confirm_label,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  const LoketAskAnswer confirm = {"confirm", confirm_label, FALSE, TRUE};

  ask (parent, heading, body, &confirm, cancellable, callback, user_data);
}

/**
 * loket_ask_finish:
 *
 * Returns: TRUE when the person confirmed; FALSE without an error when not
 */
gboolean
loket_ask_finish (GAsyncResult *result, GError **error)
{
  g_autofree char *answer = loket_ask_choose_finish (result, error);

  return g_strcmp0 (answer, "confirm") == 0;
}
