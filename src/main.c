/* SPDX-License-Identifier: EUPL-1.2 */
/* `loket`: the desktop. */
#include "config.h"

#include "loket-application.h"
#include "loket-locale.h"

int
main (int argc, char **argv)
{
  g_autoptr (LoketApplication) application = NULL;

  loket_locale_start ();
  g_set_prgname ("loket");

  application = loket_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
