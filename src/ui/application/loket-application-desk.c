/* SPDX-License-Identifier: EUPL-1.2 */
/* Opening the desk: the one of every day, a named one, or that of a demo. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-application-private.h"
#include "loket-desk-errors.h"
#include "loket-window.h"

/* So long an act that cannot be undone can still be taken back. */
enum {
  HOLD_S = 30
};

static LoketWelcomeWindow *get_welcome (LoketApplication *self);

/* The sentence for the person; who holds the folder stands in the message only. */
static char *
describe (LoketApplication *self, const GError *error)
{
  const char *sentence =
      loket_speech_name (self->speech, "error", loket_desk_errors_get_code (error));

  g_printerr ("loket: %s\n", error->message);
  if (g_error_matches (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_IN_USE))
    return g_strdup_printf ("%s\n(%s)", sentence, error->message);
  return g_strdup (sentence);
}

void
_loket_application_close_desk (LoketApplication *self)
{
  LoketDesk *desk = self->session != NULL ? loket_session_get_desk (self->session) : NULL;

  if (desk == NULL)
    return;
  loket_desk_stop_watching (desk);
  loket_desk_close (desk);
  g_clear_object (&self->session);
}

static void
close_other_windows (LoketApplication *self, GtkWidget *kept)
{
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (self)));

  for (GList *link = windows; link != NULL; link = link->next) {
    if (link->data != kept)
      gtk_window_destroy (link->data);
  }
}

static gboolean
open_desk (LoketApplication *self, const char *folder, GError **error)
{
  LoketDeskOptions options = {
      .folder = folder,
      .today = self->today,
      .token_file = self->token_file,
      .language = loket_speech_get_language (self->speech),
      .hold_s = HOLD_S,
  };
  g_autoptr (LoketDesk) desk = loket_desk_open (&options, error);
  GtkWidget *window;

  if (desk == NULL)
    return FALSE;
  self->session = loket_session_new (desk, self->speech, self->demo != NULL);
  window = loket_window_new (GTK_APPLICATION (self), self->session);
  close_other_windows (self, window);
  gtk_window_present (GTK_WINDOW (window));
  loket_desk_start_watching (desk);
  return TRUE;
}

/* Runs once the window that says so is on the screen: it takes about a second. */
static gboolean
start_demo_cb (gpointer user_data)
{
  LoketApplication *self = user_data;
  LoketDemoOptions options = {
      .agency = self->agency,
      .language = loket_speech_get_language (self->speech),
      .folder = self->folder,
      .today = self->today,
  };
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  self->demo = loket_demo_start (&options, &error);
  if (self->demo != NULL) {
    g_free (self->token_file);
    self->token_file = g_strdup (loket_demo_get_token_file (self->demo));
    if (open_desk (self, loket_demo_get_folder (self->demo), &error))
      return G_SOURCE_REMOVE;
  }
  sentence = describe (self, error);
  loket_welcome_window_show_failure (get_welcome (self), sentence);
  return G_SOURCE_REMOVE;
}

static void
start_demo (LoketApplication *self)
{
  LoketWelcomeWindow *welcome = get_welcome (self);

  loket_welcome_window_show_busy (welcome, _ ("The demo is being prepared …"));
  gtk_window_present (GTK_WINDOW (welcome));
  g_idle_add_full (G_PRIORITY_LOW, start_demo_cb, g_object_ref (self), g_object_unref);
}

/* The demo is another program with another identity: this one makes room for it. */
static void
demo_wanted_cb (LoketApplication *self)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autoptr (GSubprocess) demo = NULL;
  g_autoptr (GError) error = NULL;

  if (program != NULL)
    demo = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, program, "--demo", NULL);
  if (demo != NULL)
    g_application_quit (G_APPLICATION (self));
  else
    loket_welcome_window_show_failure (get_welcome (self),
                                       loket_speech_name (self->speech, "error", "demoFailed"));
}

static void
server_chosen_cb (LoketApplication *self, const char *address)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (loket_desk_init_folder (self->folder, address, self->token_file, NULL, &error) &&
      open_desk (self, self->folder, &error))
    return;
  sentence = describe (self, error);
  loket_welcome_window_show_server (get_welcome (self), sentence);
}

static LoketWelcomeWindow *
get_welcome (LoketApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));
  GtkWidget *welcome;

  if (LOKET_IS_WELCOME_WINDOW (window))
    return LOKET_WELCOME_WINDOW (window);
  welcome = loket_welcome_window_new (GTK_APPLICATION (self));
  g_signal_connect_object (welcome, "server-chosen", G_CALLBACK (server_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (welcome, "demo-wanted", G_CALLBACK (demo_wanted_cb), self,
                           G_CONNECT_SWAPPED);
  return LOKET_WELCOME_WINDOW (welcome);
}

/**
 * _loket_application_start:
 *
 * Opens the desk and its window; where there is no desk yet, the window that makes one.
 */
void
_loket_application_start (LoketApplication *self)
{
  LoketWelcomeWindow *welcome;
  g_autoptr (GError) error = NULL;

  if (self->demo_wanted) {
    start_demo (self);
    return;
  }
  if (open_desk (self, self->folder, &error))
    return;
  welcome = get_welcome (self);
  if (g_error_matches (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_NO_FOLDER)) {
    loket_welcome_window_show_server (welcome, NULL);
  } else {
    g_autofree char *sentence = describe (self, error);

    loket_welcome_window_show_failure (welcome, sentence);
  }
  gtk_window_present (GTK_WINDOW (welcome));
}

/**
 * _loket_application_open_agency:
 * @agency: an agency of the demo
 *
 * Begins the demo anew as a person of another agency.
 */
void
_loket_application_open_agency (LoketApplication *self, const char *agency)
{
  LoketWelcomeWindow *welcome;

  if (self->demo == NULL || g_strcmp0 (agency, loket_demo_get_agency (self->demo)) == 0)
    return;
  g_free (self->agency);
  self->agency = g_strdup (agency);
  welcome = LOKET_WELCOME_WINDOW (loket_welcome_window_new (GTK_APPLICATION (self)));
  gtk_window_present (GTK_WINDOW (welcome));
  close_other_windows (self, GTK_WIDGET (welcome));
  _loket_application_close_desk (self);
  g_clear_pointer (&self->demo, loket_demo_stop);
  start_demo (self);
}
