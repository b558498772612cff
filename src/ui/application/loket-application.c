/* SPDX-License-Identifier: EUPL-1.2 */
/* The life of the program. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-application-private.h"

G_DEFINE_FINAL_TYPE (LoketApplication, loket_application, ADW_TYPE_APPLICATION)

static int
handle_local_options (GApplication *application, GVariantDict *options)
{
  return _loket_application_read_options (LOKET_APPLICATION (application), options);
}

/* Taste is kept by GSettings; a program that runs from its build tree may have no schema there. */
static void
read_taste (LoketApplication *self)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema =
      source != NULL ? g_settings_schema_source_lookup (source, LOKET_APP_ID, TRUE) : NULL;

  if (schema != NULL)
    self->settings = g_settings_new_full (schema, NULL, NULL);
}

static void
apply_style (LoketApplication *self)
{
  g_autofree char *style = self->settings != NULL ? g_settings_get_string (self->settings, "style")
                                                  : g_strdup ("system");
  AdwColorScheme scheme = ADW_COLOR_SCHEME_DEFAULT;

  if (g_str_equal (style, "light"))
    scheme = ADW_COLOR_SCHEME_FORCE_LIGHT;
  else if (g_str_equal (style, "dark"))
    scheme = ADW_COLOR_SCHEME_FORCE_DARK;
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), scheme);
}

static void
startup (GApplication *application)
{
  LoketApplication *self = LOKET_APPLICATION (application);
  g_autofree char *language = loket_speech_choose_language (NULL);
  g_autoptr (GError) error = NULL;

  G_APPLICATION_CLASS (loket_application_parent_class)->startup (application);
  gtk_window_set_default_icon_name (LOKET_APP_ID);
  /* Else a number that Tab only passed by stays marked as if somebody had chosen it. */
  g_object_set (gtk_settings_get_default (), "gtk-label-select-on-focus", FALSE, NULL);
  self->speech = loket_speech_new (language, &error);
  if (self->speech == NULL)
    g_printerr ("loket: %s\n", error->message);
  read_taste (self);
  apply_style (self);
  if (self->settings != NULL)
    g_signal_connect_object (self->settings, "changed::style", G_CALLBACK (apply_style), self,
                             G_CONNECT_SWAPPED);
  _loket_application_install_actions (self);
}

static void
activate (GApplication *application)
{
  LoketApplication *self = LOKET_APPLICATION (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window != NULL)
    gtk_window_present (window);
  else if (self->speech != NULL)
    _loket_application_start (self);
}

static void
shutdown (GApplication *application)
{
  LoketApplication *self = LOKET_APPLICATION (application);

  _loket_application_close_desk (self);
  g_clear_pointer (&self->demo, loket_demo_stop);
  G_APPLICATION_CLASS (loket_application_parent_class)->shutdown (application);
}

static void
loket_application_finalize (GObject *object)
{
  LoketApplication *self = LOKET_APPLICATION (object);

  g_clear_object (&self->settings);
  g_clear_pointer (&self->speech, loket_speech_unref);
  g_free (self->agency);
  g_free (self->folder);
  g_free (self->token_file);
  G_OBJECT_CLASS (loket_application_parent_class)->finalize (object);
}

static void
loket_application_class_init (LoketApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = loket_application_finalize;
  application_class->handle_local_options = handle_local_options;
  application_class->startup = startup;
  application_class->activate = activate;
  application_class->shutdown = shutdown;
}

static void
loket_application_init (LoketApplication *self)
{
  _loket_application_add_options (self);
}

LoketApplication *
loket_application_new (void)
{
  return g_object_new (LOKET_TYPE_APPLICATION, "application-id", LOKET_APP_ID, "resource-base-path",
                       "/org/loket/Loket", NULL);
}
