/* SPDX-License-Identifier: EUPL-1.2 */
/* loketctl new: takes a complaint in, with or without a network. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-ctl-commands.h"
#include "loket-ctl-desk.h"
#include "loket-ctl-dossier.h"
#include "loket-error.h"
#include "loket-intake.h"

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

static void
warn_of_kind (LoketCtl *self, GPtrArray *missing, gboolean required)
{
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *warning = NULL;

  for (guint i = 0; i < missing->len; i++) {
    const LoketIntakeField *field = g_ptr_array_index (missing, i);

    if (field->required == required)
      g_string_append_printf (names, "%s%s (%s)", names->len > 0 ? ", " : "",
                              loket_speech_pick (self->speech, field->names), field->field);
  }
  if (names->len == 0)
    return;
  warning = required ? g_strdup_printf (_ ("still needed: %s"), names->str)
                     : g_strdup_printf (_ ("asked, not there: %s"), names->str);
  loket_ctl_warn (self, warning);
}

/* The complaint is registered: it came in as it is. Who sent it may still be asked. */
static void
warn_of_missing (LoketCtl *self, LoketDesk *desk, LoketCase *the_case)
{
  LoketProfile *profile = loket_rules_get_profile (
      loket_desk_get_rules (desk), the_case->procedure_id, the_case->procedure_version);
  g_autoptr (GPtrArray) missing = NULL;

  if (profile == NULL)
    return;
  missing = loket_intake_list_missing (profile, the_case->json);
  warn_of_kind (self, missing, TRUE);
  warn_of_kind (self, missing, FALSE);
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
  if (dossier != NULL) {
    loket_ctl_dossier_print (self, loket_desk_get_rules (desk), dossier, loket_desk_get_now (desk),
                             FALSE);
    warn_of_missing (self, desk, dossier->the_case);
  }
  loket_desk_close (desk);
  g_object_unref (desk);
  return dossier != NULL ? LOKET_CTL_DONE : loket_ctl_fail_desk (self, error);
}

const LoketCtlCommand loket_ctl_new = {
    .name = "new",
    .usage = "--file CASE.json",
    .summary = N_ ("Register a new complaint"),
    .details = N_ (
        "CASE.json holds the facts as the contract writes them, without what is made here "
        "(caseId, reference, acts, clocks): agency, receivedOn, subject, facts, "
        "filingLanguage, answerChannel, complainants, grievances, demandKinds, carriers, "
        "channels. The provisional reference that is given stays valid. What the procedure needs "
        "or asks and is not there is said on the error output, and the exit code is 0."),
    .run = run,
};
