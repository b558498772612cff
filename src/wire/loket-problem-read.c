/* SPDX-License-Identifier: EUPL-1.2 */
/* Reading a problem out of any response, whoever sent it. */
#include "config.h"

#include <string.h>

#include "loket-http.h"
#include "loket-problem-private.h"

/* Longer texts of others are of no use in a log. */
#define TEXT_BYTES_MAX 2000

/* A problem is small; what is larger is not looked into. */
#define BODY_BYTES_MAX (4 * 1024 * 1024)

static char *
dup_text (JsonObject *json, const char *member)
{
  const char *text = loket_json_peek_string (json, member);

  return text != NULL ? g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), TEXT_BYTES_MAX))
                      : NULL;
}

static void
read_issues (LoketProblem *self, JsonObject *json)
{
  JsonArray *issues = loket_json_peek_array (json, "issues");
  guint count = issues != NULL ? json_array_get_length (issues) : 0;

  for (guint i = 0; i < count; i++) {
    JsonObject *read = loket_json_array_peek_object (issues, i);
    LoketIssue *issue;

    if (read == NULL)
      continue;
    issue = g_new0 (LoketIssue, 1);
    issue->type = dup_text (read, "type");
    if (issue->type == NULL)
      issue->type = g_strdup ("about:blank");
    issue->in = dup_text (read, "in");
    issue->name = dup_text (read, "name");
    issue->detail = dup_text (read, "detail");
    g_ptr_array_add (self->issues, issue);
  }
}

/* An act that cannot be read is left out here: it comes with the case itself. */
static void
read_new_acts (LoketProblem *self, JsonObject *json)
{
  JsonArray *acts = loket_json_peek_array (json, "newActs");
  guint count = acts != NULL ? json_array_get_length (acts) : 0;

  for (guint i = 0; i < count; i++) {
    JsonObject *read = loket_json_array_peek_object (acts, i);
    LoketAct *act = read != NULL ? loket_act_from_json (read, NULL) : NULL;

    if (act != NULL)
      g_ptr_array_add (self->new_acts, act);
  }
}

/* The header counts before the members; a date is taken by the loket's own clock. */
static gint64
read_retry_after (LoketResponse *response, JsonObject *json, LoketMoment now)
{
  LoketMoment loket_now = now;
  LoketMoment until = json != NULL ? loket_json_peek_moment (json, "retryAfter") : LOKET_NO_MOMENT;
  gint64 seconds = -1;

  loket_http_date_parse (loket_response_get_header (response, "date"), &loket_now);
  if (loket_retry_after_parse (loket_response_get_header (response, "retry-after"), loket_now,
                               &seconds))
    return seconds;
  if (json != NULL)
    seconds = loket_json_peek_int (json, "retryAfterSec", -1);
  if (seconds < 0 && until != LOKET_NO_MOMENT)
    seconds = MAX ((until - loket_now) / LOKET_SECOND_US, 0);
  return MIN (seconds, LOKET_RETRY_AFTER_MAX_S);
}

static void
read_members (LoketProblem *self, JsonObject *json)
{
  self->title = dup_text (json, "title");
  self->detail = dup_text (json, "detail");
  self->instance = dup_text (json, "instance");
  self->reason = dup_text (json, "reason");
  /* A negative one says nothing. */
  self->limit = MAX (loket_json_peek_int (json, "limit", -1), -1);
  self->version = MAX (loket_json_peek_int (json, "version", -1), -1);
  g_strfreev (self->required_scopes);
  self->required_scopes = loket_json_peek_strings (json, "requiredScopes");
  read_issues (self, json);
  read_new_acts (self, json);
}

static JsonNode *
parse_body (LoketResponse *response)
{
  gsize length;
  const char *text = g_bytes_get_data (response->body, &length);
  g_autoptr (JsonNode) root = NULL;

  if (!loket_media_type_is (loket_response_get_header (response, "content-type"),
                            LOKET_HTTP_PROBLEM) ||
      text == NULL || length > BODY_BYTES_MAX)
    return NULL;
  root = loket_json_parse (text, (gssize) length, NULL);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root) ||
      loket_json_peek_string (json_node_get_object (root), "type") == NULL)
    return NULL;
  return g_steal_pointer (&root);
}

/* Words that a type says twice: the code of an unknown one is its own last word. */
static const char *
code_of_type (const char *type)
{
  const char *colon = strrchr (type, ':');
  const char *word = colon != NULL ? colon + 1 : type;

  if (strlen (word) == 0 || strlen (word) > 60)
    return "unknown";
  for (const char *c = word; *c != '\0'; c++) {
    if (!g_ascii_isalnum (*c))
      return "unknown";
  }
  return g_intern_string (word);
}

/**
 * loket_problem_from_response:
 * @response: any response that is not the one that was wanted, also a 200 with the wrong body
 * @now: our moment, for a Retry-After that is a date, where the response says no Date
 *
 * Any thread.
 *
 * Returns: (transfer full): never NULL
 */
LoketProblem *
loket_problem_from_response (LoketResponse *response, LoketMoment now)
{
  g_autoptr (JsonNode) root = parse_body (response);
  JsonObject *json = root != NULL ? json_node_get_object (root) : NULL;
  const char *type = json != NULL ? loket_json_peek_string (json, "type") : NULL;
  LoketProblemKind kind = type != NULL ? _loket_problem_find_kind (type) : LOKET_PROBLEM_FOREIGN;
  LoketProblem *self = _loket_problem_alloc (kind);

  self->status = response->status;
  self->type = g_strdup (type != NULL ? type : "about:blank");
  if (kind == LOKET_PROBLEM_UNKNOWN)
    self->code = code_of_type (type);
  if (json != NULL)
    read_members (self, json);
  self->retry_after_s = read_retry_after (response, json, now);
  return self;
}

/**
 * loket_problem_is_temporary:
 *
 * Whether the same request may succeed later without anybody doing something. What does not come
 * from the loket says nothing about the request, so that is temporary too.
 */
gboolean
loket_problem_is_temporary (const LoketProblem *self)
{
  return self->kind == LOKET_PROBLEM_FOREIGN || self->status == 408 || self->status == 425 ||
         self->status == 429 || self->status >= 500;
}
