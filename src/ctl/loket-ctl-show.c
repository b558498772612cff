/* SPDX-License-Identifier: EUPL-1.2 */
/* loketctl show: one case with its acts. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-ctl-commands.h"
#include "loket-ctl-desk.h"
#include "loket-ctl-dossier.h"

static int
run (LoketCtl *self, char **arguments)
{
  g_auto (GStrv) words = g_strdupv (arguments);
  const GOptionEntry options[] = {{NULL}};
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketDossier) dossier = NULL;
  LoketDesk *desk;
  int exit_code;

  if (!loket_ctl_parse (self, &words, options, 1, 1, &exit_code))
    return exit_code;
  desk = loket_ctl_open_desk (self, TRUE, NULL, &error);
  if (desk == NULL)
    return loket_ctl_fail_desk (self, error);
  dossier = loket_ctl_load_dossier (desk, words[1], &error);
  if (dossier != NULL)
    loket_ctl_dossier_print (self, dossier, loket_desk_get_today (desk));
  loket_desk_close (desk);
  g_object_unref (desk);
  return dossier != NULL ? LOKET_CTL_DONE : loket_ctl_fail_desk (self, error);
}

const LoketCtlCommand loket_ctl_show = {
    .name = "show",
    .usage = "REF",
    .summary = N_ ("Show a case: facts, terms and acts"),
    .run = run,
};
