/* SPDX-License-Identifier: EUPL-1.2 */
/* Registering and reading cases, reference data, and what every call has in common. */
#include <signal.h>
#include <sys/resource.h>

#include "loket-fixture.h"
#include "loket-sqlite.h"

#define OTHER_CASE "1c7a5c5f-6a1d-4e2f-9b62-4a5a5e2a1b02"
#define FEDERAL_CASE "3e9c7e7b-8c3f-4a4b-9d84-6c7c7a4c3d04"

static void
test_register (Fixture *fixture, gconstpointer data)
{
  g_autofree char *body = fixture_make_case (FIXTURE_CASE, "demo-fed", "2026-11-12");
  g_autofree char *spaced = g_strconcat ("  ", body, "\n", NULL);
  g_autofree char *other = fixture_make_case (FIXTURE_CASE, "demo-fed", "2026-11-13");
  g_autoptr (LoketResponse) first = fixture_ask (fixture, "PUT", "/cases/" FIXTURE_CASE, body);
  g_autoptr (LoketResponse) again = fixture_ask (fixture, "PUT", "/cases/" FIXTURE_CASE, spaced);
  g_autoptr (LoketResponse) differs = fixture_ask (fixture, "PUT", "/cases/" FIXTURE_CASE, other);
  g_autoptr (JsonObject) json = fixture_read (first);
  g_auto (GStrv) aliases = loket_json_peek_strings (json, "aliases");

  g_assert_cmpint (first->status, ==, 201);
  g_assert_cmpstr (loket_response_get_header (first, "location"), ==, "/cases/" FIXTURE_CASE);
  g_assert_cmpstr (loket_json_peek_string (json, "reference"), ==, "KF-2026-000001");
  g_assert_cmpstr (aliases[0], ==, "V-0B6F4B4E");
  g_assert_cmpint (loket_json_peek_int (json, "version", 0), ==, 1);
  g_assert_cmpstr (loket_json_peek_string (json, "step"), ==, "intake");
  g_assert_nonnull (loket_json_peek_object (json, "newerMember"));
  g_assert_cmpint (again->status, ==, 200);
  g_assert_true (g_bytes_equal (first->body, again->body));
  fixture_assert_problem (differs, 409, LOKET_PROBLEM_DIFFERENT_CONTENT);
}

/* Each agency counts for itself, and each year anew. */
static void
test_references (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonObject) second = NULL;
  g_autoptr (JsonObject) federal = NULL;
  g_autoptr (JsonObject) next_year = NULL;

  fixture_register (fixture, FIXTURE_CASE, "demo-vlg", "2026-11-12");
  fixture_register (fixture, OTHER_CASE, "demo-vlg", "2026-11-12");
  second = fixture_get (fixture, "/cases/" OTHER_CASE);
  g_assert_cmpstr (loket_json_peek_string (second, "reference"), ==, "KV-2026-000002");
  fixture_register (fixture, FEDERAL_CASE, "demo-fed", "2026-11-12");
  federal = fixture_get (fixture, "/cases/" FEDERAL_CASE);
  g_assert_cmpstr (loket_json_peek_string (federal, "reference"), ==, "KF-2026-000001");
  loket_clock_step (fixture->clock, G_GINT64_CONSTANT (60) * 24 * 3600 * 1000);
  fixture_register (fixture, "2d8b6d6a-7b2e-4f3a-8c73-5b6b6f3b2c03", "demo-vlg", "2026-12-30");
  next_year = fixture_get (fixture, "/cases/2d8b6d6a-7b2e-4f3a-8c73-5b6b6f3b2c03");
  g_assert_cmpstr (loket_json_peek_string (next_year, "reference"), ==, "KV-2027-000001");
}

static void
check_refused (
    Fixture *fixture, const char *from, const char *to, const char *issue, const char *name)
{
  g_autofree char *body = fixture_make_case (FIXTURE_CASE, "demo-fed", "2026-11-12");
  g_autoptr (GString) text = g_string_new (body);
  g_autoptr (LoketResponse) response = NULL;

  g_assert_cmpint (g_string_replace (text, from, to, 1), ==, 1);
  response = fixture_ask (fixture, "PUT", "/cases/" FIXTURE_CASE, text->str);
  fixture_assert_issue (response, issue, "body", name);
}

static void
test_wrong_shapes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LoketResponse) missing = NULL;

  check_refused (fixture, "\"receivedOn\": \"2026-11-12\"", "\"receivedOn\": \"12/11/2026\"",
                 "schemaViolation", "receivedOn");
  check_refused (fixture, "\"receivedOn\": \"2026-11-12\"", "\"receivedOn\": \"2026-11-21\"",
                 "invalidInput", "receivedOn");
  check_refused (fixture, "\"registeredOn\": \"2026-11-12\"", "\"registeredOn\": \"2026-11-11\"",
                 "invalidInput", "registeredOn");
  check_refused (fixture, "\"agency\": \"demo-fed\"", "\"agency\": \"nobody\"",
                 "referencedResourceNotFound", "agency");
  check_refused (fixture, "\"version\": \"1\"", "\"version\": \"99\"", "referencedResourceNotFound",
                 "procedure.version");
  check_refused (fixture, "be-fed-ibz", "be-vlg-bestuursdecreet", "invalidInput", "procedure.id");
  check_refused (fixture, "\"answerChannel\": \"mail\"", "\"answerChannel\": \"pigeon\"",
                 "schemaViolation", "answerChannel");
  check_refused (fixture, "\"subject\": \"Ruw behandeld\"", "\"subject\": 5", "schemaViolation",
                 "subject");
  check_refused (fixture, "\"id\": \"k1\", ", "", "schemaViolation", "grievances[0].id");
  check_refused (fixture, "\"subject\"", "\"version\": 3, \"subject\"", "unknownInput", "version");
  check_refused (fixture, "\"caseId\": \"0b", "\"caseId\": \"1b", "invalidInput", "caseId");
  missing = fixture_ask (fixture, "GET", "/cases/" FIXTURE_CASE, NULL);
  fixture_assert_problem (missing, 404, LOKET_PROBLEM_RESOURCE_NOT_FOUND);
}

static void
test_bad_bodies (Fixture *fixture, gconstpointer data)
{
  g_autofree char *large = g_strnfill (LOKET_CENTRAL_BODY_MAX_BYTES + 1, ' ');
  g_autofree char *body = fixture_make_case ("NOT-A-UUID", "demo-fed", "2026-11-12");
  g_autoptr (LoketResponse) empty = fixture_ask (fixture, "PUT", "/cases/" FIXTURE_CASE, NULL);
  g_autoptr (LoketResponse) cut = fixture_ask (fixture, "PUT", "/cases/" FIXTURE_CASE, "{\"a\":");
  g_autoptr (LoketResponse) list = fixture_ask (fixture, "PUT", "/cases/" FIXTURE_CASE, "[]");
  g_autoptr (LoketResponse) huge = fixture_ask (fixture, "PUT", "/cases/" FIXTURE_CASE, large);
  g_autoptr (LoketResponse) id = fixture_ask (fixture, "PUT", "/cases/NOT-A-UUID", body);
  g_autoptr (LoketRequest) typed = fixture_request (fixture, "PUT", "/cases/" FIXTURE_CASE, "{}");
  g_autoptr (LoketResponse) type = NULL;

  loket_request_set_header (typed, "content-type", "text/plain");
  type = fixture_send (fixture, typed);
  fixture_assert_issue (empty, "schemaViolation", "body", NULL);
  fixture_assert_issue (cut, "schemaViolation", "body", NULL);
  fixture_assert_issue (list, "schemaViolation", "body", NULL);
  fixture_assert_issue (id, "schemaViolation", "path", "caseId");
  fixture_assert_problem (huge, 413, LOKET_PROBLEM_PAYLOAD_TOO_LARGE);
  fixture_assert_problem (type, 415, LOKET_PROBLEM_UNSUPPORTED_MEDIA_TYPE);
}

/* The entity tag is the version: what is known is not sent again, until an act changes the case. */
static void
test_entity_tag (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LoketRequest) request = NULL;
  g_autoptr (LoketResponse) known = NULL;
  g_autoptr (LoketResponse) note = NULL;
  g_autoptr (LoketResponse) changed = NULL;

  fixture_register (fixture, FIXTURE_CASE, "demo-fed", "2026-11-12");
  request = fixture_request (fixture, "GET", "/cases/" FIXTURE_CASE, NULL);
  loket_request_set_header (request, "if-none-match", "\"1\"");
  known = fixture_send (fixture, request);
  g_assert_cmpint (known->status, ==, 304);
  g_assert_cmpint (g_bytes_get_size (known->body), ==, 0);
  note = fixture_do (fixture, 1, "note", "a", "2026-11-20", 1, "{\"text\": \"x\"}");
  g_assert_cmpint (note->status, ==, 201);
  changed = fixture_send (fixture, request);
  g_assert_cmpint (changed->status, ==, 200);
  g_assert_cmpstr (loket_response_get_header (changed, "etag"), ==, "\"2\"");
}

static void
test_reference_data (Fixture *fixture, gconstpointer data)
{
  static const char *const paths[] = {"/me", "/refData/calendars", "/refData/organizations",
                                      "/refData/procedures/be-fed-ibz/1"};
  g_autoptr (LoketResponse) unknown =
      fixture_ask (fixture, "GET", "/refData/procedures/be-fed-ibz/9", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++) {
    g_autoptr (LoketRequest) request = fixture_request (fixture, "GET", paths[i], NULL);
    g_autoptr (LoketResponse) full = fixture_send (fixture, request);
    g_autoptr (LoketResponse) known = NULL;

    g_assert_cmpint (full->status, ==, 200);
    loket_request_set_header (request, "if-none-match", loket_response_get_header (full, "etag"));
    known = fixture_send (fixture, request);
    g_assert_cmpint (known->status, ==, 304);
  }
  fixture_assert_problem (unknown, 404, LOKET_PROBLEM_RESOURCE_NOT_FOUND);
}

/* A desk can work with what it is given: the rules sent are rules again. */
static void
test_rules_travel (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonObject) calendars = fixture_get (fixture, "/refData/calendars");
  g_autoptr (JsonObject) organizations = fixture_get (fixture, "/refData/organizations");
  g_autoptr (JsonObject) profile = fixture_get (fixture, "/refData/procedures/be-fed-ibz/1");
  g_autoptr (LoketRules) rules = loket_rules_new ();
  g_autoptr (GError) error = NULL;
  JsonArray *items = loket_json_peek_array (calendars, "items");

  for (guint i = 0; i < json_array_get_length (items); i++)
    loket_rules_add_calendar (rules, loket_json_array_peek_object (items, i), &error);
  g_assert_no_error (error);
  loket_rules_add_profile (rules, profile, &error);
  g_assert_no_error (error);
  items = loket_json_peek_array (organizations, "items");
  g_assert_cmpint (json_array_get_length (items), ==,
                   loket_rules_list_agencies (fixture->rules)->len);
}

static void
test_public_status (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonObject) json = NULL;
  JsonObject *status, *answer;

  fixture_register (fixture, FIXTURE_CASE, "demo-fed", "2026-11-12");
  json = fixture_get (fixture, "/cases/" FIXTURE_CASE "/publicStatus");
  status = loket_json_peek_object (json, "status");
  answer = loket_json_peek_object (json, "answer");
  g_assert_cmpstr (loket_json_peek_string (json, "answerBy"), ==, "2026-12-12");
  g_assert_nonnull (strstr (loket_json_peek_string (answer, "nl"), "12 december 2026"));
  g_assert_nonnull (strstr (loket_json_peek_string (answer, "de"), "12. Dezember 2026"));
  for (int i = 0; i < 4; i++) {
    static const char *const languages[] = {"nl", "fr", "de", "en"};

    g_assert_nonnull (loket_json_peek_string (status, languages[i]));
    g_assert_nonnull (
        loket_json_peek_string (loket_json_peek_object (json, "where"), languages[i]));
  }
  g_assert_false (json_object_has_member (json, "complainants"));
}

static void
test_unknown_paths (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LoketResponse) path = fixture_ask (fixture, "GET", "/nothing", NULL);
  g_autoptr (LoketResponse) document = fixture_ask (fixture, "GET", "/documents/d/content", NULL);
  g_autoptr (LoketResponse) method = fixture_ask (fixture, "DELETE", "/cases/" FIXTURE_CASE, NULL);
  g_autoptr (LoketResponse) query = fixture_ask (fixture, "GET", "/changes?page=2", NULL);

  fixture_assert_problem (path, 404, LOKET_PROBLEM_RESOURCE_NOT_FOUND);
  fixture_assert_problem (document, 404, LOKET_PROBLEM_RESOURCE_NOT_FOUND);
  fixture_assert_problem (method, 405, LOKET_PROBLEM_METHOD_NOT_ALLOWED);
  g_assert_cmpstr (loket_response_get_header (method, "allow"), ==, "GET, PUT");
  fixture_assert_issue (query, "unknownInput", "query", "page");
}

static void
test_trace_id (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LoketRequest) request = fixture_request (fixture, "GET", "/health", NULL);
  g_autoptr (LoketResponse) echoed = NULL;
  g_autoptr (LoketResponse) made = NULL;

  loket_request_set_header (request, "belgov-trace-id", "mine-1");
  echoed = fixture_send (fixture, request);
  g_assert_cmpstr (loket_response_get_header (echoed, "belgov-trace-id"), ==, "mine-1");
  loket_request_set_header (request, "belgov-trace-id",
                            "much-longer-than-what-the-guide-allows-here");
  made = fixture_send (fixture, request);
  g_assert_cmpint (strlen (loket_response_get_header (made, "belgov-trace-id")), ==, 36);
}

/* What was taken is there after the loket was started again; the day may be another one. */
static void
test_started_again (Fixture *fixture, gconstpointer data)
{
  g_autofree char *realm = g_strdup (loket_central_get_realm (fixture->central));
  g_autoptr (LoketResponse) note = NULL;
  g_autoptr (JsonObject) act = NULL;
  g_autoptr (LoketResponse) health = NULL;

  fixture_register (fixture, FIXTURE_CASE, "demo-fed", "2026-11-12");
  fixture_close (fixture);
  fixture_open (fixture, loket_day_new (2026, 12, 1), NULL);
  g_assert_cmpstr (loket_central_get_realm (fixture->central), ==, realm);
  note = fixture_do (fixture, 1, "note", "a", "2026-12-01", 1, "{\"text\": \"x\"}");
  act = fixture_read (note);
  g_assert_cmpint (note->status, ==, 201);
  g_assert_true (g_str_has_prefix (loket_json_peek_string (act, "recordedAt"), "2026-12-01T10:00"));
  health = fixture_ask (fixture, "GET", "/health", NULL);
  g_assert_cmpstr (loket_response_get_header (health, "date"), ==, "Fri, 20 Nov 2026 09:00:00 GMT");
}

/* A desk that tries once more, because the first reply was lost, brings back nothing that had to be
 * forgotten. */
static void
test_erased_stays_erased (Fixture *fixture, gconstpointer data)
{
  g_autofree char *body = fixture_make_case (FIXTURE_CASE, "demo-fed", "2026-11-12");
  g_autoptr (LoketResponse) again = NULL;
  g_autoptr (LoketResponse) gone = NULL;
  g_autoptr (GError) error = NULL;

  fixture_register (fixture, FIXTURE_CASE, "demo-fed", "2026-11-12");
  loket_central_remove_case (fixture->central, FIXTURE_CASE, LOKET_CHANGE_ERASED, NULL, &error);
  g_assert_no_error (error);
  again = fixture_ask (fixture, "PUT", "/cases/" FIXTURE_CASE, body);
  fixture_assert_problem (again, 403, LOKET_PROBLEM_MISSING_PERMISSION);
  gone = fixture_ask (fixture, "GET", "/cases/" FIXTURE_CASE, NULL);
  fixture_assert_problem (gone, 404, LOKET_PROBLEM_RESOURCE_NOT_FOUND);
}

/* Persons stay known by name when the list of them is taken away again, also one who is called as
 * the coordinator of an open loket is. */
static void
test_started_without_users (Fixture *fixture, gconstpointer data)
{
  g_autofree char *users = fixture_write_file (
      fixture, "users.json",
      "{\"people\": [{\"id\": \"coordinator\", \"name\": \"Co Voorbeeld\", \"token\": "
      "\"long-enough\", \"roles\": [\"coordinator\"], \"agencies\": [\"demo-fed\"]}]}");
  g_autoptr (JsonObject) me = NULL;

  fixture_close (fixture);
  fixture_open (fixture, LOKET_NO_DAY, users);
  fixture_close (fixture);
  fixture_open (fixture, LOKET_NO_DAY, NULL);
  me = fixture_get (fixture, "/me");
  g_assert_cmpstr (loket_json_peek_string (me, "personId"), ==, "coordinator");
  g_assert_cmpint (json_array_get_length (loket_json_peek_array (me, "organizations")), ==,
                   loket_rules_list_agencies (fixture->rules)->len);
}

/* One loket a folder: two would give the same numbers. */
static void
test_folder_in_use (Fixture *fixture, gconstpointer data)
{
  LoketCentralOptions options = {.folder = fixture->folder};
  g_autoptr (GError) error = NULL;

  g_assert_null (
      loket_central_new (fixture->rules, fixture->clock, fixture->random, &options, &error));
  g_assert_error (error, LOKET_SQLITE_ERROR, LOKET_SQLITE_ERROR_BUSY);
}

/* A disk that takes no more: nothing is half there, the desk is asked to come back, and later it
 * goes on. */
static void
test_full_disk (Fixture *fixture, gconstpointer data)
{
  g_autofree char *body = fixture_make_case (FIXTURE_CASE, "demo-fed", "2026-11-12");
  g_autoptr (LoketResponse) refused = NULL;
  g_autoptr (LoketResponse) missing = NULL;
  struct rlimit before;
  struct rlimit none = {0};

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  none.rlim_max = before.rlim_max;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &none), ==, 0);
  refused = fixture_ask (fixture, "PUT", "/cases/" FIXTURE_CASE, body);
  missing = fixture_ask (fixture, "GET", "/cases/" FIXTURE_CASE, NULL);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  fixture_assert_problem (refused, 503, LOKET_PROBLEM_SERVICE_UNAVAILABLE);
  g_assert_nonnull (loket_response_get_header (refused, "retry-after"));
  fixture_assert_problem (missing, 404, LOKET_PROBLEM_RESOURCE_NOT_FOUND);
  fixture_register (fixture, FIXTURE_CASE, "demo-fed", "2026-11-12");
}

/* Data of a later version are not touched by an older one. */
static void
test_newer_database (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "loketd.db", NULL);
  LoketSqliteOptions writing = {0};
  LoketCentralOptions options = {.folder = fixture->folder};
  LoketSqlite *database;
  g_autoptr (GError) error = NULL;

  fixture_close (fixture);
  database = loket_sqlite_open (path, &writing, &error);
  g_assert_no_error (error);
  g_assert_true (loket_sqlite_execute (database, "PRAGMA user_version = 99", NULL));
  loket_sqlite_close (database);
  g_assert_null (
      loket_central_new (fixture->rules, fixture->clock, fixture->random, &options, &error));
  g_assert_error (error, LOKET_SQLITE_ERROR, LOKET_SQLITE_ERROR_NEWER);
}

int
main (int argc, char **argv)
{
  static const FixtureTest tests[] = {
      {"register", test_register},
      {"references", test_references},
      {"wrong-shapes", test_wrong_shapes},
      {"bad-bodies", test_bad_bodies},
      {"entity-tag", test_entity_tag},
      {"reference-data", test_reference_data},
      {"rules-travel", test_rules_travel},
      {"public-status", test_public_status},
      {"unknown-paths", test_unknown_paths},
      {"trace-id", test_trace_id},
      {"started-again", test_started_again},
      {"started-without-users", test_started_without_users},
      {"erased-stays-erased", test_erased_stays_erased},
      {"folder-in-use", test_folder_in_use},
      {"newer-database", test_newer_database},
      {"full-disk", test_full_disk},
  };

  g_test_init (&argc, &argv, NULL);
  fixture_add_tests ("/loketd/central/cases/", tests, G_N_ELEMENTS (tests));
  return g_test_run ();
}
