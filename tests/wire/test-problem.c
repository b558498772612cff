/* SPDX-License-Identifier: EUPL-1.2 */
/* Problems: what the loket writes is what the desk reads, and anything else is a problem too. */
#include "loket-http.h"
#include "loket-problem.h"

#define NOW (G_GINT64_CONSTANT (784111777) * LOKET_SECOND_US)

static LoketProblem *
read_text (guint status, const char *content_type, const char *text)
{
  g_autoptr (LoketResponse) response = loket_response_new (status);
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));

  loket_response_set_body (response, body, content_type);
  return loket_problem_from_response (response, NOW);
}

static void
test_every_kind (void)
{
  for (int kind = LOKET_PROBLEM_BAD_REQUEST; kind < LOKET_N_PROBLEM_KINDS; kind++) {
    g_autoptr (LoketProblem) written = loket_problem_new ((LoketProblemKind) kind, "detail");
    g_autoptr (LoketResponse) response = loket_problem_to_response (written);
    g_autoptr (LoketProblem) read = loket_problem_from_response (response, NOW);

    g_assert_cmpint (read->kind, ==, kind);
    g_assert_cmpuint (read->status, ==, written->status);
    g_assert_cmpstr (read->code, ==, written->code);
    g_assert_true (g_str_has_suffix (read->type, read->code));
    g_assert_cmpstr (read->title, ==, written->title);
    g_assert_cmpstr (read->detail, ==, "detail");
    g_assert_cmpint (read->retry_after_s, ==, -1);
    g_assert_cmpint (read->version, ==, -1);
  }
}

static void
test_case_changed (void)
{
  g_autoptr (JsonObject) payload = json_object_new ();
  g_autoptr (GPtrArray) acts = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_act_unref);
  g_autoptr (LoketProblem) written = NULL;
  g_autoptr (LoketProblem) read = NULL;
  g_autoptr (LoketResponse) response = NULL;
  LoketAct *act;

  g_ptr_array_add (acts, loket_act_new ("a1", LOKET_ACT_TAKE_UP, "p1", loket_day_new (2026, 11, 20),
                                        3, payload));
  written = loket_problem_new_changed (9, acts);
  response = loket_problem_to_response (written);
  read = loket_problem_from_response (response, NOW);
  g_assert_cmpint (read->kind, ==, LOKET_PROBLEM_CASE_CHANGED);
  g_assert_cmpint (read->version, ==, 9);
  g_assert_cmpuint (read->new_acts->len, ==, 1);
  act = g_ptr_array_index (read->new_acts, 0);
  g_assert_cmpint (act->type, ==, LOKET_ACT_TAKE_UP);
  g_assert_false (loket_problem_is_temporary (read));
}

static void
test_details (void)
{
  g_autoptr (LoketProblem) written = loket_problem_new_input ("unknownInput", "body", "type", "no");
  g_autoptr (LoketProblem) refused = loket_problem_new_not_allowed ("wrongStep", NULL);
  g_autoptr (LoketResponse) response = NULL;
  g_autoptr (LoketResponse) response_refused = loket_problem_to_response (refused);
  g_autoptr (LoketProblem) read = NULL;
  g_autoptr (LoketProblem) read_refused = loket_problem_from_response (response_refused, NOW);
  LoketIssue *issue;

  loket_problem_add_issue (written, "schemaViolation", "body", "occurredOn", NULL);
  response = loket_problem_to_response (written);
  read = loket_problem_from_response (response, NOW);
  g_assert_cmpuint (read->status, ==, 400);
  g_assert_cmpuint (read->issues->len, ==, 2);
  issue = g_ptr_array_index (read->issues, 0);
  g_assert_cmpstr (issue->type, ==, "urn:problem-type:belgif:input-validation:unknownInput");
  g_assert_cmpstr (issue->name, ==, "type");
  g_assert_cmpstr (issue->in, ==, "body");
  g_assert_cmpstr (issue->detail, ==, "no");
  g_assert_cmpstr (read_refused->reason, ==, "wrongStep");
  g_assert_cmpuint (read_refused->status, ==, 409);
}

/* Pages of proxies, empty and cut bodies, wrong types: never a reason to give anything up. */
static void
test_foreign (void)
{
  static const struct {
    guint status;
    const char *content_type;
    const char *body;
  } rows[] = {
      {200, "text/html", "<html><body>Please log in</body></html>"},
      {403, "text/html", "{\"type\": \"urn:problem-type:belgif:missingPermission\"}"},
      {404, NULL, ""},
      {410, LOKET_HTTP_PROBLEM, ""},
      {409, LOKET_HTTP_PROBLEM, "{\"type\": \"urn:problem-type:loket:desk:caseCha"},
      {404, LOKET_HTTP_PROBLEM, "[]"},
      {401, LOKET_HTTP_PROBLEM, "{\"type\": 4}"},
      {500, LOKET_HTTP_JSON, "{\"error\": \"x\"}"},
      {404, LOKET_HTTP_PROBLEM, "{\"type\": \"\xff\xfe\"}"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (LoketProblem) read = read_text (rows[i].status, rows[i].content_type, rows[i].body);

    g_assert_cmpint (read->kind, ==, LOKET_PROBLEM_FOREIGN);
    g_assert_cmpuint (read->status, ==, rows[i].status);
    g_assert_cmpstr (read->code, ==, "foreign");
    g_assert_cmpstr (read->type, ==, "about:blank");
    g_assert_true (loket_problem_is_temporary (read));
  }
}

static void
test_wrong_types (void)
{
  g_autoptr (LoketProblem) read = read_text (
      404, "application/problem+json;charset=utf-8",
      "{\"type\":\"urn:problem-type:belgif:resourceNotFound\",\"status\":\"200\",\"title\":7,"
      "\"issues\":[1,{\"name\":[]}],\"requiredScopes\":{},\"newActs\":[{},5],\"version\":\"x\","
      "\"retryAfterSec\":\"soon\"}");

  g_assert_cmpint (read->kind, ==, LOKET_PROBLEM_RESOURCE_NOT_FOUND);
  g_assert_cmpuint (read->status, ==, 404);
  g_assert_null (read->title);
  g_assert_cmpuint (read->issues->len, ==, 1);
  g_assert_cmpuint (read->new_acts->len, ==, 0);
  g_assert_null (read->required_scopes[0]);
  g_assert_cmpint (read->version, ==, -1);
  g_assert_cmpint (read->retry_after_s, ==, -1);
}

static void
test_unknown_type (void)
{
  g_autoptr (LoketProblem) read = read_text (
      422, LOKET_HTTP_PROBLEM, "{\"type\":\"urn:problem-type:x:y:somethingNew\",\"status\":422}");
  g_autoptr (LoketProblem) odd =
      read_text (422, LOKET_HTTP_PROBLEM, "{\"type\":\"https://example.org/a b\"}");

  g_assert_cmpint (read->kind, ==, LOKET_PROBLEM_UNKNOWN);
  g_assert_cmpstr (read->code, ==, "somethingNew");
  g_assert_false (loket_problem_is_temporary (read));
  g_assert_cmpstr (odd->code, ==, "unknown");
}

static void
test_when_again (void)
{
  g_autoptr (LoketProblem) written = loket_problem_new (LOKET_PROBLEM_SERVICE_UNAVAILABLE, NULL);
  g_autoptr (LoketProblem) read = NULL;
  g_autoptr (LoketProblem) dated = NULL;
  g_autoptr (LoketProblem) member = NULL;
  g_autoptr (LoketResponse) response = NULL;

  written->retry_after_s = 7;
  response = loket_problem_to_response (written);
  g_assert_cmpstr (loket_response_get_header (response, "Retry-After"), ==, "7");
  read = loket_problem_from_response (response, NOW);
  g_assert_cmpint (read->retry_after_s, ==, 7);
  /* Our clock is an hour off: the wait is still the one that the loket meant. */
  loket_response_set_header (response, "Date", "Sun, 06 Nov 1994 09:49:37 GMT");
  loket_response_set_header (response, "Retry-After", "Sun, 06 Nov 1994 09:49:47 GMT");
  dated = loket_problem_from_response (response, NOW);
  g_assert_cmpint (dated->retry_after_s, ==, 10);
  member = read_text (429, LOKET_HTTP_PROBLEM,
                      "{\"type\":\"urn:problem-type:belgif:tooManyRequests\","
                      "\"retryAfter\":\"1994-11-06T08:50:07Z\"}");
  g_assert_cmpint (member->retry_after_s, ==, 30);
  g_assert_true (loket_problem_is_temporary (member));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/problem/every-kind", test_every_kind);
  g_test_add_func ("/wire/problem/case-changed", test_case_changed);
  g_test_add_func ("/wire/problem/details", test_details);
  g_test_add_func ("/wire/problem/foreign", test_foreign);
  g_test_add_func ("/wire/problem/wrong-types", test_wrong_types);
  g_test_add_func ("/wire/problem/unknown-type", test_unknown_type);
  g_test_add_func ("/wire/problem/when-again", test_when_again);
  return g_test_run ();
}
