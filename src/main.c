/* SPDX-License-Identifier: EUPL-1.2 */
/* `loket`: the desktop. */
#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "loket-application.h"

/* In the "C" locale gettext translates nothing, whatever LANGUAGE says, and file names are ASCII.
 */
static void
choose_locale (void)
{
  const char *locale = setlocale (LC_ALL, "");

  if (locale == NULL || g_str_equal (locale, "C") || g_str_equal (locale, "POSIX"))
    setlocale (LC_ALL, "C.UTF-8");
}

int
main (int argc, char **argv)
{
  const char *localedir = g_getenv ("LOKET_LOCALEDIR");
  g_autoptr (LoketApplication) application = NULL;

  choose_locale ();
  bindtextdomain (GETTEXT_PACKAGE, localedir != NULL ? localedir : LOKET_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname ("loket");

  application = loket_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
