/* SPDX-License-Identifier: EUPL-1.2 */
/* loketctl act: does an act in a case, with or without a network. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-ctl-act.h"
#include "loket-ctl-bundle.h"
#include "loket-ctl-commands.h"
#include "loket-ctl-desk.h"
#include "loket-ctl-output.h"
#include "loket-error.h"

/* The members of a file, which those of --set go over. */
static JsonObject *
load_payload (const char *path, GError **error)
{
  g_autoptr (JsonNode) root = NULL;

  if (path == NULL)
    return json_object_new ();
  root = loket_json_load (path, error);
  if (root == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_OBJECT (root))
    return loket_json_object_copy (json_node_get_object (root));
  g_set_error (error, LOKET_ERROR, LOKET_ERROR_INVALID, _ ("%s: an object is wanted here"), path);
  return NULL;
}

static gboolean
set_members (JsonObject *payload, char **pairs, GError **error)
{
  for (int i = 0; pairs != NULL && pairs[i] != NULL; i++) {
    if (!loket_ctl_act_set (payload, pairs[i], error))
      return FALSE;
  }
  return TRUE;
}

/* An act that is kept without effect is done, and said to be so. */
static void
tell_when_without_effect (LoketCtl *self,
                          LoketDesk *desk,
                          LoketDossier *dossier,
                          const char *type,
                          LoketDay day,
                          JsonObject *payload)
{
  LoketPermission permission;
  LoketStanding *preview = loket_desk_preview_act (desk, dossier, type, day, payload, &permission);

  loket_standing_unref (preview);
  if (permission.answer == LOKET_ANSWER_RECORD_ONLY)
    loket_ctl_warn (self, loket_speech_name (self->speech, "reason", permission.reason));
}

static char *
say_act (LoketCtl *self, LoketAct *act)
{
  g_autoptr (JsonNode) json = loket_act_to_json (act);
  g_autofree char *words = loket_speech_describe_act (self->speech, act);

  return self->json ? loket_json_to_string (json, TRUE) : loket_ctl_tame (words);
}

static LoketAct *
do_act (LoketCtl *self,
        LoketDesk *desk,
        LoketDossier *dossier,
        const char *type,
        LoketDay day,
        JsonObject *payload,
        GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  LoketCtlWait wait;

  tell_when_without_effect (self, desk, dossier, type, day, payload);
  loket_ctl_wait_begin (&wait);
  loket_desk_do_act_async (desk, dossier, type, day, payload, NULL, NULL, loket_ctl_wait_done_cb,
                           &wait);
  result = loket_ctl_wait_end (&wait);
  return loket_desk_do_act_finish (desk, result, error);
}

/* What is asked on the command line. */
typedef struct {
  const char *reference;
  const char *type;
  LoketDay day; /* LOKET_NO_DAY: today */
  JsonObject *payload;
  gboolean bundle; /* in the other open cases too */
} Asked;

static char *
act_in_case (LoketCtl *self, LoketDesk *desk, const Asked *asked, GError **error)
{
  LoketDay day = asked->day != LOKET_NO_DAY ? asked->day : loket_desk_get_today (desk);
  g_autoptr (LoketDossier) dossier = loket_ctl_load_dossier (desk, asked->reference, error);
  g_autoptr (LoketCtlBundle) bundle = NULL;
  g_autoptr (LoketAct) act = NULL;

  if (dossier == NULL)
    return NULL;
  if (asked->bundle) {
    bundle = loket_ctl_bundle_judge (desk, dossier, loket_act_type_from_string (asked->type), day,
                                     asked->payload, error);
    if (bundle == NULL)
      return NULL;
  }
  act = do_act (self, desk, dossier, asked->type, day, asked->payload, error);
  if (act == NULL)
    return NULL;
  return bundle != NULL ? loket_ctl_bundle_do (self, bundle, dossier, act) : say_act (self, act);
}

static int
act_on_desk (LoketCtl *self, const Asked *asked)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  LoketDesk *desk = loket_ctl_open_desk (self, FALSE, NULL, &error);

  if (desk == NULL)
    return loket_ctl_fail_desk (self, error);
  text = act_in_case (self, desk, asked, &error);
  loket_desk_close (desk);
  g_object_unref (desk);
  if (text == NULL)
    return loket_ctl_fail_desk (self, error);
  loket_ctl_print ("%s\n", text);
  return LOKET_CTL_DONE;
}

static int
run (LoketCtl *self, char **arguments)
{
  g_autofree char *day_text = NULL;
  g_autofree char *path = NULL;
  g_auto (GStrv) pairs = NULL;
  gboolean bundle = FALSE;
  const GOptionEntry options[] = {
      {"on", 0, 0, G_OPTION_ARG_STRING, &day_text, N_ ("Day on which it happened; default today"),
       "DATE"},
      {"set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &pairs, N_ ("A member of the payload"), "KEY=VALUE"},
      {"file", 0, 0, G_OPTION_ARG_FILENAME, &path, N_ ("The payload, JSON"), "PAYLOAD.json"},
      {"bundle", 0, 0, G_OPTION_ARG_NONE, &bundle,
       N_ ("Also in the other open cases of the bundle that REF leads, where the rules let it"),
       NULL},
      {NULL},
  };
  g_auto (GStrv) words = g_strdupv (arguments);
  g_autoptr (JsonObject) payload = NULL;
  g_autoptr (GError) error = NULL;
  LoketDay day = LOKET_NO_DAY;
  Asked asked;
  int exit_code;

  if (!loket_ctl_parse (self, &words, options, 2, 2, &exit_code))
    return exit_code;
  if (loket_act_type_from_string (words[2]) == LOKET_ACT_UNKNOWN)
    return loket_ctl_misuse (self, _ ("“%s” is no type of act"), words[2]);
  if (bundle && !loket_bundle_offers (loket_act_type_from_string (words[2])))
    return loket_ctl_misuse (self, _ ("“%s” is done in one case at a time"), words[2]);
  if (day_text != NULL && !loket_ctl_parse_day (self, day_text, &day))
    return LOKET_CTL_MISUSED;
  payload = load_payload (path, &error);
  if (payload == NULL)
    return loket_ctl_fail (self, error);
  if (!set_members (payload, pairs, &error))
    return loket_ctl_misuse (self, "%s", error->message);
  asked = (Asked){words[1], words[2], day, payload, bundle};
  return act_on_desk (self, &asked);
}

const LoketCtlCommand loket_ctl_act = {
    .name = "act",
    .usage = "REF TYPE [--on DATE] [--set KEY=VALUE]... [--file PAYLOAD.json] [--bundle]",
    .summary = N_ ("Do an act in a case"),
    .details =
        N_ ("A VALUE that is JSON (a number, true, a list, an object) is that; anything else is "
            "a text. With --bundle one line a case, or with --json a list of {\"reference\","
            "\"act\"} and {\"reference\",\"reason\"}."),
    .run = run,
};
