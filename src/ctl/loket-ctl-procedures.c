/* SPDX-License-Identifier: EUPL-1.2 */
/* loketctl procedures: the profiles that are known here, and the check of a new one. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-ctl-check.h"
#include "loket-ctl-commands.h"
#include "loket-ctl-diff.h"
#include "loket-ctl-output.h"
#include "loket-rules.h"

static void
build_one (JsonBuilder *builder, const char *id, const char *version)
{
  json_builder_begin_object (builder);
  loket_ctl_build_text (builder, "id", id);
  loket_ctl_build_text (builder, "version", version);
  json_builder_end_object (builder);
}

static void
list_profiles (LoketCtl *self, LoketRules *rules)
{
  GPtrArray *profiles = loket_rules_list_profiles (rules);
  g_autoptr (LoketCtlTable) table = loket_ctl_table_new ();
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < profiles->len; i++) {
    LoketProfile *profile = profiles->pdata[i];
    const char *id = loket_profile_get_id (profile);
    const char *version = loket_profile_get_version (profile);

    build_one (builder, id, version);
    loket_ctl_table_add (table, id, version,
                         loket_speech_pick (self->speech, loket_profile_get_names (profile)), NULL);
  }
  json_builder_end_array (builder);
  if (self->json)
    loket_ctl_print_built (builder);
  else
    loket_ctl_table_print (table);
}

static int
run (LoketCtl *self, char **arguments)
{
  g_autofree char *path = NULL;
  gboolean diff = FALSE;
  const GOptionEntry options[] = {
      {"diff", 0, 0, G_OPTION_ARG_NONE, &diff,
       N_ ("Say what the second of two versions changes (files, or ID@VERSION); with --desk also "
           "for which open cases dates move"),
       NULL},
      {"check", 0, 0, G_OPTION_ARG_FILENAME, &path,
       N_ ("Check a profile, calendar, agency or directory: every error with its line"), "FILE"},
      {NULL},
  };
  g_auto (GStrv) words = g_strdupv (arguments);
  g_autoptr (LoketRules) rules = NULL;
  g_autoptr (GError) error = NULL;
  int exit_code;

  if (!loket_ctl_parse (self, &words, options, 0, 2, &exit_code))
    return exit_code;
  if (g_strv_length (words) != (diff ? 3 : 1) || (diff && path != NULL))
    return loket_ctl_misuse (self, "%s",
                             _ ("usage: loketctl procedures [--check FILE | --diff OLD NEW]"));
  rules = loket_rules_new_lazy (&error);
  if (rules == NULL)
    return loket_ctl_fail (self, error);
  if (path != NULL)
    return loket_ctl_check_file (self, rules, path);
  if (diff)
    return loket_ctl_diff (self, rules, words[1], words[2]);
  list_profiles (self, rules);
  return loket_rules_check_read (rules, &error) ? LOKET_CTL_DONE : loket_ctl_fail (self, error);
}

const LoketCtlCommand loket_ctl_procedures = {
    .name = "procedures",
    .usage = "[--check FILE | --diff OLD NEW]",
    .summary =
        N_ ("List the procedures that are known here, check a file, or compare two versions"),
    .run = run,
};
