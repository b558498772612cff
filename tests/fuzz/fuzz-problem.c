/* SPDX-License-Identifier: EUPL-1.2 */
/* Any response that is not the one wanted: it is always a value, and what the loket itself says is
 * the same when it is said again.
 *
 * An input is {"status": 409, "headers": {...}, "body": an object, or a text}. */
#include "config.h"

#include <string.h>

#include "fuzz.h"
#include "loket-http.h"
#include "loket-problem.h"

#define NOON G_GINT64_CONSTANT (1795345200000000)

void
fuzz_prepare (void)
{
}

static void
set_body (LoketResponse *response, JsonObject *json)
{
  JsonObject *object = loket_json_peek_object (json, "body");
  const char *said = loket_json_peek_string (json, "body");
  const char *type = loket_response_get_header (response, "content-type");
  g_autofree char *text =
      object != NULL ? loket_json_object_to_string (object) : g_strdup (said != NULL ? said : "");
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
  g_autofree char *kept = g_strdup (type != NULL ? type : LOKET_HTTP_PROBLEM);

  loket_response_set_body (response, body, kept);
}

static LoketResponse *
make_response (JsonObject *json)
{
  gint64 status = loket_json_peek_int (json, "status", 400);
  LoketResponse *response = loket_response_new ((guint) CLAMP (status, 100, 999));
  JsonObject *headers = loket_json_peek_object (json, "headers");
  g_autoptr (GList) names = headers != NULL ? json_object_get_members (headers) : NULL;

  for (GList *l = names; l != NULL; l = l->next) {
    const char *value = loket_json_peek_string (headers, l->data);

    if (value != NULL)
      loket_response_set_header (response, l->data, value);
  }
  set_body (response, json);
  return response;
}

static void
assert_same (const LoketProblem *before, const LoketProblem *after)
{
  g_assert_cmpint (before->kind, ==, after->kind);
  g_assert_cmpuint (before->status, ==, after->status);
  g_assert_cmpstr (before->code, ==, after->code);
  g_assert_cmpstr (before->detail, ==, after->detail);
  g_assert_cmpstr (before->reason, ==, after->reason);
  g_assert_cmpint (before->version, ==, after->version);
  g_assert_cmpint (before->limit, ==, after->limit);
  g_assert_cmpuint (before->issues->len, ==, after->issues->len);
  /* Only this one is about acts. */
  if (before->kind != LOKET_PROBLEM_CASE_CHANGED)
    return;
  g_assert_cmpuint (before->new_acts->len, ==, after->new_acts->len);
  for (guint i = 0; i < before->new_acts->len; i++) {
    LoketAct *act = g_ptr_array_index (before->new_acts, i);
    LoketAct *again = g_ptr_array_index (after->new_acts, i);

    g_assert_cmpstr (act->act_id, ==, again->act_id);
    g_assert_cmpstr (act->type_code, ==, again->type_code);
  }
}

void
fuzz_input (GBytes *input)
{
  g_autoptr (JsonObject) json = fuzz_read_object (input);
  g_autoptr (LoketResponse) response = NULL;
  g_autoptr (LoketProblem) problem = NULL;
  g_autoptr (LoketResponse) said = NULL;
  g_autoptr (LoketProblem) again = NULL;

  if (json == NULL)
    return;
  response = make_response (json);
  problem = loket_problem_from_response (response, NOON);
  g_assert_nonnull (problem->type);
  g_assert_cmpint (problem->retry_after_s, >=, -1);
  g_assert_cmpint (problem->retry_after_s, <=, LOKET_RETRY_AFTER_MAX_S);
  g_assert_cmpuint (problem->status, ==, response->status);
  loket_problem_is_temporary (problem);
  if (problem->kind == LOKET_PROBLEM_FOREIGN || problem->kind == LOKET_PROBLEM_UNKNOWN)
    return;
  said = loket_problem_to_response (problem);
  again = loket_problem_from_response (said, NOON);
  assert_same (problem, again);
}
