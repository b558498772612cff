/* SPDX-License-Identifier: EUPL-1.2 */
/* Starting gettext. */
#include "config.h"

#include <libintl.h>
#include <locale.h>

#include "loket-locale.h"

/**
 * loket_locale_start:
 *
 * In the locale "C", which a script or a bare machine has, gettext translates nothing whatever
 * LANGUAGE says, and file names are ASCII: C.UTF-8 stands in for it.
 */
void
loket_locale_start (void)
{
  const char *locale = setlocale (LC_ALL, "");
  const char *folder = g_getenv ("LOKET_LOCALEDIR");

  if (locale == NULL || g_str_equal (locale, "C") || g_str_equal (locale, "POSIX"))
    setlocale (LC_ALL, "C.UTF-8");
  bindtextdomain (GETTEXT_PACKAGE, folder != NULL ? folder : LOKET_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}
