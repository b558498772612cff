/* SPDX-License-Identifier: EUPL-1.2 */
/* loketctl init: makes a desk folder for one account at one loket. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-ctl-commands.h"
#include "loket-ctl-desk.h"
#include "loket-ctl-output.h"

static void
print_desk (LoketCtl *self, const char *server)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (!self->json) {
    loket_ctl_print (_ ("ready for %s\n"), server);
    return;
  }
  json_builder_begin_object (builder);
  loket_ctl_build_text (builder, "server", server);
  json_builder_end_object (builder);
  loket_ctl_print_built (builder);
}

static int
run (LoketCtl *self, char **arguments)
{
  g_autofree char *server = NULL;
  g_autofree char *token_file = NULL;
  g_autofree char *ca_file = NULL;
  const GOptionEntry options[] = {
      {"server", 0, 0, G_OPTION_ARG_STRING, &server, N_ ("Base address of the loket"), "URL"},
      {"token-file", 0, 0, G_OPTION_ARG_FILENAME, &token_file,
       N_ ("File with the token; remembered, not copied"), "FILE"},
      {"ca-file", 0, 0, G_OPTION_ARG_FILENAME, &ca_file,
       N_ ("Certificates of an own authority, PEM"), "FILE"},
      {NULL},
  };
  g_auto (GStrv) words = g_strdupv (arguments);
  g_autoptr (GError) error = NULL;
  int exit_code;

  if (!loket_ctl_parse (self, &words, options, 0, 0, &exit_code))
    return exit_code;
  if (server == NULL)
    return loket_ctl_misuse (self, "%s", _ ("init wants --server URL"));
  if (!loket_desk_init_folder (self->folder, server, token_file, ca_file, &error))
    return loket_ctl_fail_desk (self, error);
  print_desk (self, server);
  return LOKET_CTL_DONE;
}

const LoketCtlCommand loket_ctl_init = {
    .name = "init",
    .usage = "--server URL [--token-file FILE] [--ca-file FILE]",
    .summary = N_ ("Make a desk folder for a loket"),
    .run = run,
};
