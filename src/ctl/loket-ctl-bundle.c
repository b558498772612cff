/* SPDX-License-Identifier: EUPL-1.2 */
/* The cases of a bundle without a screen. */
#include "config.h"

#include "loket-ctl-bundle.h"
#include "loket-ctl-desk.h"
#include "loket-ctl-output.h"
#include "loket-desk-errors.h"

struct _LoketCtlBundle {
  LoketDesk *desk;
  LoketActType type;
  LoketDay day;
  GPtrArray *able;   /* (element-type LoketBundleCase) */
  GPtrArray *unable; /* (element-type LoketBundleCase) */
};

void
loket_ctl_bundle_free (LoketCtlBundle *self)
{
  g_ptr_array_unref (self->able);
  g_ptr_array_unref (self->unable);
  g_free (self);
}

static GPtrArray *
load (LoketDesk *desk, LoketDossier *lead, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  LoketCtlWait wait;

  loket_ctl_wait_begin (&wait);
  loket_bundle_load_async (desk, lead, NULL, loket_ctl_wait_done_cb, &wait);
  result = loket_ctl_wait_end (&wait);
  return loket_bundle_load_finish (desk, result, error);
}

/**
 * loket_ctl_bundle_judge:
 * @payload: of the act in the leading case
 *
 * Returns: (transfer full): what the same would be in the other open cases; NULL with an error
 */
LoketCtlBundle *
loket_ctl_bundle_judge (LoketDesk *desk,
                        LoketDossier *lead,
                        LoketActType type,
                        LoketDay day,
                        JsonObject *payload,
                        GError **error)
{
  g_autoptr (GPtrArray) dossiers = load (desk, lead, error);
  LoketCtlBundle *self;

  if (dossiers == NULL)
    return NULL;
  self = g_new0 (LoketCtlBundle, 1);
  self->desk = desk;
  self->type = type;
  self->day = day;
  self->able = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_bundle_case_free);
  self->unable = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_bundle_case_free);
  for (guint i = 0; i < dossiers->len; i++) {
    LoketBundleCase *member =
        loket_bundle_judge (desk, lead, dossiers->pdata[i], type, day, payload);

    g_ptr_array_add (member->obstacle == LOKET_BUNDLE_NONE ? self->able : self->unable, member);
  }
  return self;
}

/* Code of the reason: of the rules, or of the bundle. */
static const char *
get_reason (const LoketBundleCase *member)
{
  switch (member->obstacle) {
  case LOKET_BUNDLE_OTHER_LANGUAGE:
    return "otherLanguage";
  case LOKET_BUNDLE_NAMES_SOMEBODY:
    return "namesSomebody";
  case LOKET_BUNDLE_OTHER_GRIEVANCE:
    return "grievanceKnown";
  case LOKET_BUNDLE_NONE:
  case LOKET_BUNDLE_WITHOUT_EFFECT:
  case LOKET_BUNDLE_NOT_ALLOWED:
  default:
    return member->permission.reason;
  }
}

static void
add (JsonArray *list, const char *reference, const LoketAct *act, const char *reason)
{
  JsonObject *line = json_object_new ();

  json_object_set_string_member (line, "reference", reference);
  if (act != NULL)
    json_object_set_member (line, "act", loket_act_to_json (act));
  else
    json_object_set_string_member (line, "reason", reason);
  json_array_add_object_element (list, line);
}

static JsonArray *
list_done (LoketCtlBundle *self, LoketDossier *lead, LoketAct *act, GPtrArray *done)
{
  JsonArray *list = json_array_new ();

  add (list, lead->the_case->reference, act, NULL);
  for (guint i = 0; i < done->len; i++) {
    LoketBundleDone *one = g_ptr_array_index (done, i);
    const char *reason = one->error != NULL ? loket_desk_errors_get_code (one->error) : NULL;

    if (g_error_matches (one->error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_NOT_ALLOWED))
      reason = one->error->message;
    add (list, one->reference, one->act, reason);
  }
  for (guint i = 0; i < self->unable->len; i++) {
    LoketBundleCase *member = g_ptr_array_index (self->unable, i);

    add (list, member->dossier->the_case->reference, NULL, get_reason (member));
  }
  return list;
}

static char *
say (LoketCtl *ctl, JsonArray *list)
{
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (list); i++) {
    JsonObject *line = loket_json_array_peek_object (list, i);
    const char *reason = loket_json_peek_string (line, "reason");

    g_string_append_printf (
        lines, "%s%s: %s", i > 0 ? "\n" : "", loket_json_peek_string (line, "reference"),
        loket_speech_name (ctl->speech, reason != NULL ? "reason" : "pendingState",
                           reason != NULL ? reason : "waiting"));
  }
  return g_string_free (g_steal_pointer (&lines), FALSE);
}

/**
 * loket_ctl_bundle_do:
 * @act: as it was done in the leading case
 *
 * Returns: (transfer full): what became of it in each case, the leading one first
 */
char *
loket_ctl_bundle_do (LoketCtl *ctl, LoketCtlBundle *self, LoketDossier *lead, LoketAct *act)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) done = NULL;
  g_autoptr (JsonArray) list = NULL;
  g_autoptr (JsonNode) root = NULL;
  LoketCtlWait wait;

  loket_ctl_wait_begin (&wait);
  loket_bundle_do_async (self->desk, self->able, self->type, self->day, loket_ctl_wait_done_cb,
                         &wait);
  result = loket_ctl_wait_end (&wait);
  done = loket_bundle_do_finish (self->desk, result);
  list = list_done (self, lead, act, done);
  if (!ctl->json)
    return say (ctl, list);
  root = json_node_init_array (json_node_alloc (), list);
  return loket_json_to_string (root, TRUE);
}
