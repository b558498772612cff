/* SPDX-License-Identifier: EUPL-1.2 */
/* Showing the help. A desktop without a reader of help pages is told where their text is. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-datadir.h"
#include "loket-help.h"

/* The pages lie beside our data, as the desktop wants it: help/LANGUAGE/loket, English as C. In
 * the source tree they have no folder of the program. */
static char *
find_folder (const char *language)
{
  const char *folder = g_str_equal (language, "en") ? "C" : language;
  g_autofree char *installed = loket_datadir_build_path ("..", "help", folder, "loket", NULL);
  g_autofree char *source = loket_datadir_build_path ("..", "help", folder, NULL);

  return g_canonicalize_filename (g_file_test (installed, G_FILE_TEST_IS_DIR) ? installed : source,
                                  NULL);
}

static void
tell_where (GtkWindow *parent, const char *language)
{
  g_autofree char *folder = find_folder (language);
  GtkWidget *dialog = adw_message_dialog_new (parent, _ ("Help"), NULL);

  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog),
                                  _ ("No program that shows help pages is installed (such as "
                                     "Yelp). Their text can be read in this folder:\n%s"),
                                  folder);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

/**
 * loket_help_show:
 * @language: of the screen: nl, fr, de or en
 */
void
loket_help_show (GtkWindow *parent, const char *language)
{
  g_autoptr (GAppInfo) reader = g_app_info_get_default_for_uri_scheme ("help");

  if (reader != NULL)
    gtk_show_uri (parent, "help:loket", GDK_CURRENT_TIME);
  else
    tell_where (parent, language);
}
