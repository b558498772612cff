/* SPDX-License-Identifier: EUPL-1.2 */
/* loketctl new: takes a complaint in, with or without a network. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-ctl-commands.h"
#include "loket-ctl-desk.h"
#include "loket-ctl-dossier.h"
#include "loket-error.h"

static JsonNode *
load_facts (const char *path, GError **error)
{
  g_autoptr (JsonNode) root = loket_json_load (path, error);

  if (root == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_OBJECT (root))
    return g_steal_pointer (&root);
  g_set_error (error, LOKET_ERROR, LOKET_ERROR_INVALID, _ ("%s: an object is wanted here"), path);
  return NULL;
}

static LoketDossier *
take_in (LoketDesk *desk, JsonObject *facts, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  LoketCtlWait wait;

  loket_ctl_wait_begin (&wait);
  loket_desk_new_case_async (desk, facts, NULL, NULL, loket_ctl_wait_done_cb, &wait);
  result = loket_ctl_wait_end (&wait);
  return loket_desk_new_case_finish (desk, result, error);
}

static int
run (LoketCtl *self, char **arguments)
{
  g_autofree char *path = NULL;
  const GOptionEntry options[] = {
      {"file", 0, 0, G_OPTION_ARG_FILENAME, &path, N_ ("The facts of the complaint, JSON"),
       "CASE.json"},
      {NULL},
  };
  g_auto (GStrv) words = g_strdupv (arguments);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) facts = NULL;
  g_autoptr (LoketDossier) dossier = NULL;
  LoketDesk *desk;
  int exit_code;

  if (!loket_ctl_parse (self, &words, options, 0, 0, &exit_code))
    return exit_code;
  if (path == NULL)
    return loket_ctl_misuse (self, "%s", _ ("new wants --file CASE.json"));
  facts = load_facts (path, &error);
  if (facts == NULL)
    return loket_ctl_fail (self, error);
  desk = loket_ctl_open_desk (self, FALSE, NULL, &error);
  if (desk == NULL)
    return loket_ctl_fail_desk (self, error);
  dossier = take_in (desk, json_node_get_object (facts), &error);
  if (dossier != NULL)
    loket_ctl_dossier_print (self, dossier, loket_desk_get_today (desk));
  loket_desk_close (desk);
  g_object_unref (desk);
  return dossier != NULL ? LOKET_CTL_DONE : loket_ctl_fail_desk (self, error);
}

const LoketCtlCommand loket_ctl_new = {
    .name = "new",
    .usage = "--file CASE.json",
    .summary = N_ ("Register a new complaint"),
    .details =
        N_ ("CASE.json holds the facts as the contract writes them, without what is made here "
            "(caseId, reference, acts, clocks): agency, receivedOn, subject, facts, "
            "filingLanguage, answerChannel, complainants, grievances, demandKinds, carriers, "
            "channels. The provisional reference that is given stays valid."),
    .run = run,
};
