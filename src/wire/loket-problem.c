/* SPDX-License-Identifier: EUPL-1.2 */
/* Problems as values, and how the loket writes them. */
#include "config.h"

#include <string.h>

#include "loket-http.h"
#include "loket-problem-private.h"

#define BELGIF "urn:problem-type:belgif:"
#define OURS "urn:problem-type:loket:desk:"

/* In the order of the enumeration. */
static const LoketProblemInfo infos[] = {
    {500, "unknown", "about:blank", "Unknown Problem"},
    {500, "foreign", "about:blank", "Not an Answer of the Loket"},
    {400, "badRequest", BELGIF "badRequest", "Bad Request"},
    {401, "noAccessToken", BELGIF "noAccessToken", "No Access Token"},
    {401, "invalidAccessToken", BELGIF "invalidAccessToken", "Invalid Access Token"},
    {401, "expiredAccessToken", BELGIF "expiredAccessToken", "Expired Access Token"},
    {403, "missingScope", BELGIF "missingScope", "Missing Scope"},
    {403, "missingPermission", BELGIF "missingPermission", "Missing Permission"},
    {404, "resourceNotFound", BELGIF "resourceNotFound", "Resource Not Found"},
    {413, "payloadTooLarge", BELGIF "payloadTooLarge", "Payload Too Large"},
    {429, "tooManyRequests", BELGIF "tooManyRequests", "Too Many Requests"},
    {429, "tooManyFailedRequests", BELGIF "tooManyFailedRequests", "Too Many Failed Requests"},
    {500, "internalServerError", BELGIF "internalServerError", "Internal Server Error"},
    {502, "badGateway", BELGIF "badGateway", "Bad Gateway"},
    {503, "serviceUnavailable", BELGIF "serviceUnavailable", "Service Unavailable"},
    {405, "methodNotAllowed", BELGIF "methodNotAllowed", "Method Not Allowed"},
    {415, "unsupportedMediaType", BELGIF "unsupportedMediaType", "Unsupported Media Type"},
    {409, "actNotAllowed", OURS "actNotAllowed", "Act Not Allowed"},
    {409, "caseChanged", OURS "caseChanged", "Case Changed"},
    {409, "differentContent", OURS "differentContent", "Different Content"},
    {409, "transferRefused", OURS "transferRefused", "Transfer Refused"},
    {410, "cursorTooOld", OURS "cursorTooOld", "Cursor Too Old"},
};
G_STATIC_ASSERT (G_N_ELEMENTS (infos) == LOKET_N_PROBLEM_KINDS);

const LoketProblemInfo *
_loket_problem_get_info (LoketProblemKind kind)
{
  return &infos[kind];
}

LoketProblemKind
_loket_problem_find_kind (const char *type)
{
  for (int kind = LOKET_PROBLEM_BAD_REQUEST; kind < LOKET_N_PROBLEM_KINDS; kind++) {
    if (strcmp (infos[kind].type, type) == 0)
      return (LoketProblemKind) kind;
  }
  return LOKET_PROBLEM_UNKNOWN;
}

static void
issue_free (LoketIssue *issue)
{
  g_free (issue->type);
  g_free (issue->in);
  g_free (issue->name);
  g_free (issue->detail);
  g_free (issue);
}

LoketProblem *
_loket_problem_alloc (LoketProblemKind kind)
{
  LoketProblem *self = g_new0 (LoketProblem, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->kind = kind;
  self->status = infos[kind].status;
  self->code = infos[kind].code;
  self->issues = g_ptr_array_new_with_free_func ((GDestroyNotify) issue_free);
  self->new_acts = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_act_unref);
  self->required_scopes = g_new0 (char *, 1);
  self->retry_after_s = -1;
  self->limit = -1;
  self->version = -1;
  return self;
}

LoketProblem *
loket_problem_ref (LoketProblem *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
loket_problem_unref (LoketProblem *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->type);
  g_free (self->title);
  g_free (self->detail);
  g_free (self->instance);
  g_free (self->reason);
  g_ptr_array_unref (self->issues);
  g_strfreev (self->required_scopes);
  g_ptr_array_unref (self->new_acts);
  g_free (self);
}

/**
 * loket_problem_new:
 * @kind: a kind that has a type, so neither UNKNOWN nor FOREIGN
 * @detail: (nullable): English, for the log of the other side; without personal data
 *
 * The status is the one of the kind. Other members (`instance`, `retry_after_s`, `limit`) may be
 * set before the problem is shared.
 */
LoketProblem *
loket_problem_new (LoketProblemKind kind, const char *detail)
{
  LoketProblem *self;

  g_return_val_if_fail (kind >= LOKET_PROBLEM_BAD_REQUEST && kind < LOKET_N_PROBLEM_KINDS, NULL);

  self = _loket_problem_alloc (kind);
  self->type = g_strdup (infos[kind].type);
  self->title = g_strdup (infos[kind].title);
  self->detail = g_strdup (detail);
  return self;
}

/**
 * loket_problem_new_not_allowed:
 * @reason: code of the rules, e.g. "wrongStep"
 */
LoketProblem *
loket_problem_new_not_allowed (const char *reason, const char *detail)
{
  LoketProblem *self = loket_problem_new (LOKET_PROBLEM_ACT_NOT_ALLOWED, detail);

  self->reason = g_strdup (reason);
  return self;
}

/**
 * loket_problem_new_changed:
 * @version: of the case now
 * @new_acts: (element-type LoketAct): what the author had not seen; references are taken
 */
LoketProblem *
loket_problem_new_changed (gint64 version, GPtrArray *new_acts)
{
  LoketProblem *self =
      loket_problem_new (LOKET_PROBLEM_CASE_CHANGED, "others have acted in this case since");

  self->version = version;
  for (guint i = 0; i < new_acts->len; i++)
    g_ptr_array_add (self->new_acts, loket_act_ref (g_ptr_array_index (new_acts, i)));
  return self;
}

/**
 * loket_problem_new_input:
 * @issue: `schemaViolation`, `invalidInput`, `unknownInput` or `referencedResourceNotFound`
 * @in: `body`, `header`, `path` or `query`
 * @name: (nullable): the member or parameter
 *
 * Returns: (transfer full): a badRequest with one issue
 */
LoketProblem *
loket_problem_new_input (const char *issue, const char *in, const char *name, const char *detail)
{
  LoketProblem *self = loket_problem_new (LOKET_PROBLEM_BAD_REQUEST, NULL);

  loket_problem_add_issue (self, issue, in, name, detail);
  return self;
}

/* See loket_problem_new_input(). */
void
loket_problem_add_issue (
    LoketProblem *self, const char *issue, const char *in, const char *name, const char *detail)
{
  LoketIssue *added = g_new0 (LoketIssue, 1);

  added->type = g_strconcat (LOKET_ISSUE_PREFIX, issue, NULL);
  added->in = g_strdup (in);
  added->name = g_strdup (name);
  added->detail = g_strdup (detail);
  g_ptr_array_add (self->issues, added);
}

static void
set_number (JsonObject *json, const char *member, gint64 number)
{
  if (number >= 0)
    json_object_set_int_member (json, member, number);
}

static JsonArray *
issues_to_json (GPtrArray *issues)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < issues->len; i++) {
    const LoketIssue *issue = g_ptr_array_index (issues, i);
    JsonObject *json = json_object_new ();

    loket_json_set_text (json, "type", issue->type);
    loket_json_set_text (json, "in", issue->in);
    loket_json_set_text (json, "name", issue->name);
    loket_json_set_text (json, "detail", issue->detail);
    json_array_add_object_element (array, json);
  }
  return array;
}

static JsonArray *
acts_to_json (GPtrArray *acts)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < acts->len; i++)
    json_array_add_element (array, loket_act_to_json (g_ptr_array_index (acts, i)));
  return array;
}

static void
add_lists (const LoketProblem *self, JsonObject *json)
{
  JsonArray *scopes;

  if (self->issues->len > 0)
    json_object_set_array_member (json, "issues", issues_to_json (self->issues));
  if (self->kind == LOKET_PROBLEM_CASE_CHANGED)
    json_object_set_array_member (json, "newActs", acts_to_json (self->new_acts));
  if (self->required_scopes[0] == NULL)
    return;
  scopes = json_array_new ();
  for (int i = 0; self->required_scopes[i] != NULL; i++)
    json_array_add_string_element (scopes, self->required_scopes[i]);
  json_object_set_array_member (json, "requiredScopes", scopes);
}

/**
 * loket_problem_to_response:
 *
 * Returns: (transfer full): with status, body, Content-Type and, where it says when, Retry-After
 */
LoketResponse *
loket_problem_to_response (const LoketProblem *self)
{
  LoketResponse *response = loket_response_new (self->status);
  g_autoptr (JsonObject) json = json_object_new ();
  g_autoptr (GBytes) body = NULL;
  char *text;

  loket_json_set_text (json, "type", self->type);
  loket_json_set_text (json, "title", self->title);
  json_object_set_int_member (json, "status", self->status);
  loket_json_set_text (json, "detail", self->detail);
  loket_json_set_text (json, "instance", self->instance);
  loket_json_set_text (json, "reason", self->reason);
  set_number (json, "version", self->version);
  set_number (json, "limit", self->limit);
  set_number (json, "retryAfterSec", self->retry_after_s);
  add_lists (self, json);
  text = loket_json_object_to_string (json);
  body = g_bytes_new_take (text, strlen (text));
  loket_response_set_body (response, body, LOKET_HTTP_PROBLEM);
  if (self->retry_after_s >= 0) {
    g_autofree char *seconds = g_strdup_printf ("%" G_GINT64_FORMAT, self->retry_after_s);

    loket_response_set_header (response, "retry-after", seconds);
  }
  return response;
}
