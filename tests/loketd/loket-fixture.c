/* SPDX-License-Identifier: EUPL-1.2 */
/* Opening a loket for a test, asking it, and reading what it says. */
#include "loket-fixture.h"

#include <glib/gstdio.h>

#include "loket-bodies.h"

void
fixture_open (Fixture *self, LoketDay today, const char *users_file)
{
  g_autoptr (GError) error = NULL;
  LoketCentralOptions options = {.folder = self->folder, .today = today};

  if (users_file != NULL) {
    options.callers = loket_callers_new_load (users_file, &error);
    g_assert_no_error (error);
  }
  self->central = loket_central_new (self->rules, self->clock, self->random, &options, &error);
  g_assert_no_error (error);
}

void
fixture_close (Fixture *self)
{
  g_clear_pointer (&self->central, loket_central_free);
}

char *
fixture_write_file (Fixture *self, const char *name, const char *text)
{
  char *path = g_build_filename (self->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

/* @users_text: (nullable): the contents of a list of persons */
void
fixture_set_up (Fixture *self, gconstpointer users_text)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *users_file = NULL;

  self->folder = g_dir_make_tmp ("loketd-test-XXXXXX", &error);
  g_assert_no_error (error);
  self->clock = loket_clock_new_stepped (loket_moment_of_day (loket_day_new (2026, 11, 20), 10, 0));
  self->random = loket_random_new_seeded (1);
  self->rules = loket_rules_new_load (&error);
  g_assert_no_error (error);
  if (users_text != NULL)
    users_file = fixture_write_file (self, "users.json", users_text);
  fixture_open (self, LOKET_NO_DAY, users_file);
}

void
fixture_tear_down (Fixture *self, gconstpointer users_text)
{
  g_autoptr (GDir) folder = NULL;
  const char *name;

  fixture_close (self);
  loket_rules_unref (self->rules);
  loket_random_free (self->random);
  loket_clock_free (self->clock);
  folder = g_dir_open (self->folder, 0, NULL);
  while ((name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *path = g_build_filename (self->folder, name, NULL);

    g_assert_cmpint (g_unlink (path), ==, 0);
  }
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->folder);
}

/* Each with a loket of its own. */
void
fixture_add_tests (const char *folder, const FixtureTest *tests, gsize n_tests)
{
  for (gsize i = 0; i < n_tests; i++) {
    g_autofree char *path = g_strconcat (folder, tests[i].name, NULL);

    g_test_add (path, Fixture, tests[i].users, fixture_set_up, tests[i].test, fixture_tear_down);
  }
}

LoketRequest *
fixture_request (Fixture *self, const char *method, const char *path_and_query, const char *body)
{
  g_auto (GStrv) parts = g_strsplit (path_and_query, "?", 2);
  LoketRequest *request = loket_request_new (method, parts[0]);

  request->query = g_strdup (parts[1]);
  if (self->token != NULL) {
    g_autofree char *authorization = g_strconcat ("Bearer ", self->token, NULL);

    loket_request_set_header (request, "authorization", authorization);
  }
  if (body != NULL) {
    g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

    loket_request_set_body (request, bytes, "application/json");
  }
  return request;
}

LoketResponse *
fixture_send (Fixture *self, LoketRequest *request)
{
  guint wait_ms;
  LoketResponse *response = loket_central_handle (self->central, request, FALSE, &wait_ms);

  g_assert_nonnull (response);
  g_assert_nonnull (loket_response_get_header (response, "belgov-trace-id"));
  g_assert_nonnull (loket_response_get_header (response, "date"));
  g_assert_cmpstr (loket_response_get_header (response, "cache-control"), ==,
                   g_str_equal (request->method, "HEAD") ? "no-store" : "private");
  return response;
}

LoketResponse *
fixture_ask (Fixture *self, const char *method, const char *path_and_query, const char *body)
{
  g_autoptr (LoketRequest) request = fixture_request (self, method, path_and_query, body);

  return fixture_send (self, request);
}

JsonObject *
fixture_read (LoketResponse *response)
{
  g_autoptr (GError) error = NULL;
  JsonObject *json = loket_body_to_object (response->body, &error);

  g_assert_no_error (error);
  return json;
}

JsonObject *
fixture_get (Fixture *self, const char *path_and_query)
{
  g_autoptr (LoketResponse) response = fixture_ask (self, "GET", path_and_query, NULL);

  g_assert_cmpint (response->status, ==, 200);
  return fixture_read (response);
}

char *
fixture_make_case (const char *case_id, const char *agency, const char *received_on)
{
  const char *procedure =
      g_str_equal (agency, "demo-fed") ? "be-fed-ibz" : "be-vlg-bestuursdecreet";
  g_autofree char *reference = loket_case_make_provisional_reference (case_id);

  return g_strdup_printf (
      "{\"caseId\": \"%s\", \"reference\": \"%s\", \"agency\": \"%s\","
      " \"procedure\": {\"id\": \"%s\", \"version\": \"1\"},"
      " \"receivedOn\": \"%s\", \"registeredOn\": \"%s\","
      " \"complainants\": [{\"name\": \"Jo Voorbeeld\"}],"
      " \"subject\": \"Ruw behandeld\", \"facts\": \"Er werd geroepen.\","
      " \"grievances\": [{\"id\": \"k1\", \"text\": \"Geroepen\"}],"
      " \"demandKinds\": [\"complaint\"], \"carriers\": [\"phone\"], \"channels\": [\"citizen\"],"
      " \"filingLanguage\": \"nl\", \"answerChannel\": \"mail\","
      " \"newerMember\": {\"kept\": [1, true]}}",
      case_id, reference, agency, procedure, received_on, received_on);
}

void
fixture_register (Fixture *self, const char *case_id, const char *agency, const char *received_on)
{
  g_autofree char *path = g_strconcat ("/cases/", case_id, NULL);
  g_autofree char *body = fixture_make_case (case_id, agency, received_on);
  g_autoptr (LoketResponse) response = fixture_ask (self, "PUT", path, body);

  g_assert_cmpint (response->status, ==, 201);
}

char *
fixture_act_id (guint number)
{
  return g_strdup_printf ("7e3a1c52-93b8-4f0e-b6a7-%012u", number);
}

char *
fixture_make_act (guint number,
                  const char *type,
                  const char *author,
                  const char *occurred_on,
                  int based_on,
                  const char *payload)
{
  g_autofree char *id = fixture_act_id (number);

  return g_strdup_printf ("{\"actId\": \"%s\", \"type\": \"%s\", \"author\": \"%s\","
                          " \"occurredOn\": \"%s\", \"basedOn\": %d, \"payload\": %s}",
                          id, type, author, occurred_on, based_on, payload);
}

/* In the case FIXTURE_CASE. */
LoketResponse *
fixture_do (Fixture *self,
            guint number,
            const char *type,
            const char *author,
            const char *occurred_on,
            int based_on,
            const char *payload)
{
  g_autofree char *id = fixture_act_id (number);
  g_autofree char *path = g_strconcat ("/cases/" FIXTURE_CASE "/acts/", id, NULL);
  g_autofree char *body = fixture_make_act (number, type, author, occurred_on, based_on, payload);

  return fixture_ask (self, "PUT", path, body);
}

static LoketProblem *
read_problem (LoketResponse *response)
{
  g_assert_cmpstr (loket_response_get_header (response, "content-type"), ==,
                   "application/problem+json");
  return loket_problem_from_response (response, 0);
}

void
fixture_assert_problem (LoketResponse *response, guint status, LoketProblemKind kind)
{
  g_autoptr (LoketProblem) problem = read_problem (response);

  g_assert_cmpint (response->status, ==, status);
  g_assert_cmpint (problem->kind, ==, kind);
}

/* A badRequest with that issue; @name may be NULL. */
void
fixture_assert_issue (LoketResponse *response, const char *issue, const char *in, const char *name)
{
  g_autoptr (LoketProblem) problem = read_problem (response);

  g_assert_cmpint (response->status, ==, 400);
  g_assert_cmpint (problem->kind, ==, LOKET_PROBLEM_BAD_REQUEST);
  for (guint i = 0; i < problem->issues->len; i++) {
    const LoketIssue *found = g_ptr_array_index (problem->issues, i);

    if (g_str_has_suffix (found->type, issue) && g_strcmp0 (found->in, in) == 0 &&
        g_strcmp0 (found->name, name) == 0)
      return;
  }
  g_test_message ("no issue %s at %s %s", issue, in, name);
  g_test_fail ();
}
