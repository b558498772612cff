/* SPDX-License-Identifier: EUPL-1.2 */
/* First run, waiting, and failure. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-welcome-window.h"

struct _LoketWelcomeWindow {
  AdwApplicationWindow parent_instance;

  GtkStack *stack;
  AdwEntryRow *server;
  GtkLabel *server_error;
  GtkLabel *busy_text;
  AdwStatusPage *failure;
};

enum {
  SERVER_CHOSEN,
  DEMO_WANTED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LoketWelcomeWindow, loket_welcome_window, ADW_TYPE_APPLICATION_WINDOW)

static void
connect_cb (LoketWelcomeWindow *self)
{
  g_autofree char *address =
      g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->server))));

  if (g_str_has_prefix (address, "https://") || g_str_has_prefix (address, "http://"))
    g_signal_emit (self, signals[SERVER_CHOSEN], 0, address);
  else
    loket_welcome_window_show_server (self, _ ("Write the whole address, beginning with https://"));
}

static void
demo_cb (LoketWelcomeWindow *self)
{
  g_signal_emit (self, signals[DEMO_WANTED], 0);
}

static void
loket_welcome_window_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), LOKET_TYPE_WELCOME_WINDOW);
  G_OBJECT_CLASS (loket_welcome_window_parent_class)->dispose (object);
}

static void
loket_welcome_window_class_init (LoketWelcomeWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = loket_welcome_window_dispose;
  /* ::server-chosen: the person gave the address of a loket. */
  signals[SERVER_CHOSEN] =
      g_signal_new ("server-chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  /* ::demo-wanted: the person wants to look around first. */
  signals[DEMO_WANTED] = g_signal_new ("demo-wanted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                       0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/loket/Loket/ui/loket-welcome-window.ui");
  gtk_widget_class_bind_template_child (widget_class, LoketWelcomeWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, LoketWelcomeWindow, server);
  gtk_widget_class_bind_template_child (widget_class, LoketWelcomeWindow, server_error);
  gtk_widget_class_bind_template_child (widget_class, LoketWelcomeWindow, busy_text);
  gtk_widget_class_bind_template_child (widget_class, LoketWelcomeWindow, failure);
  gtk_widget_class_bind_template_callback (widget_class, gtk_spinner_start);
  gtk_widget_class_bind_template_callback (widget_class, gtk_spinner_stop);
  gtk_widget_class_bind_template_callback (widget_class, connect_cb);
  gtk_widget_class_bind_template_callback (widget_class, demo_cb);
}

static void
loket_welcome_window_init (LoketWelcomeWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
loket_welcome_window_new (GtkApplication *application)
{
  return g_object_new (LOKET_TYPE_WELCOME_WINDOW, "application", application, NULL);
}

/**
 * loket_welcome_window_show_busy:
 * @text: what is under way
 */
void
loket_welcome_window_show_busy (LoketWelcomeWindow *self, const char *text)
{
  gtk_label_set_text (self->busy_text, text);
  gtk_stack_set_visible_child_name (self->stack, "busy");
}

/**
 * loket_welcome_window_show_server:
 * @error: (nullable): what was wrong with the address given before
 */
void
loket_welcome_window_show_server (LoketWelcomeWindow *self, const char *error)
{
  gtk_label_set_text (self->server_error, error != NULL ? error : "");
  gtk_widget_set_visible (GTK_WIDGET (self->server_error), error != NULL);
  gtk_stack_set_visible_child_name (self->stack, "server");
  gtk_widget_grab_focus (GTK_WIDGET (self->server));
}

/**
 * loket_welcome_window_show_failure:
 * @error: why there is no desk to work at; plain text
 */
void
loket_welcome_window_show_failure (LoketWelcomeWindow *self, const char *error)
{
  g_autofree char *escaped = g_markup_escape_text (error, -1);

  adw_status_page_set_description (self->failure, escaped);
  gtk_stack_set_visible_child_name (self->stack, "failure");
}
