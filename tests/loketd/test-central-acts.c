/* SPDX-License-Identifier: EUPL-1.2 */
/* Taking acts: every answer of the contract, and who has to know what before deciding. */
#include "loket-fixture.h"

/* A case received on 12 November; today is the 20th. Version 1. */
static void
begin (Fixture *fixture)
{
  fixture_register (fixture, FIXTURE_CASE, "demo-vlg", "2026-11-12");
}

static void
take (Fixture *fixture,
      guint number,
      const char *type,
      const char *author,
      int based_on,
      const char *payload)
{
  g_autoptr (LoketResponse) response =
      fixture_do (fixture, number, type, author, "2026-11-20", based_on, payload);

  g_assert_cmpint (response->status, ==, 201);
}

static void
test_taken (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LoketResponse) response = NULL;
  g_autoptr (JsonObject) act = NULL;
  g_autoptr (JsonObject) read = NULL;
  g_autoptr (JsonObject) the_case = NULL;
  g_autofree char *id = fixture_act_id (1);
  g_autofree char *path = g_strconcat ("/cases/" FIXTURE_CASE "/acts/", id, NULL);

  begin (fixture);
  response = fixture_do (fixture, 1, "acknowledge", "an", "2026-11-19", 1, "{\"via\": \"post\"}");
  act = fixture_read (response);
  g_assert_cmpint (response->status, ==, 201);
  g_assert_cmpstr (loket_response_get_header (response, "location"), ==, path);
  g_assert_cmpint (loket_json_peek_int (act, "seq", 0), ==, 1);
  g_assert_cmpstr (loket_json_peek_string (act, "recordedAt"), ==, "2026-11-20T10:00:00.000+01:00");
  g_assert_cmpstr (loket_json_peek_string (act, "author"), ==, "an");
  read = fixture_get (fixture, path);
  g_assert_true (loket_json_objects_equal (act, read));
  the_case = fixture_get (fixture, "/cases/" FIXTURE_CASE);
  g_assert_cmpint (loket_json_peek_int (the_case, "version", 0), ==, 2);
  g_assert_cmpint (loket_json_peek_int (the_case, "actCount", 0), ==, 1);
}

/* Sent again for want of a reply: the same answer, and nothing is done twice. */
static void
test_replay (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = fixture_act_id (1);
  g_autofree char *path = g_strconcat ("/cases/" FIXTURE_CASE "/acts/", id, NULL);
  g_autofree char *reordered =
      g_strdup_printf ("{\"payload\": {\"text\": \"x\"}, \"basedOn\": 1, \"author\": \"an\","
                       " \"type\": \"note\", \"occurredOn\": \"2026-11-20\", \"actId\": \"%s\"}",
                       id);
  g_autoptr (LoketResponse) first = NULL;
  g_autoptr (LoketResponse) again = NULL;
  g_autoptr (LoketResponse) differs = NULL;
  g_autoptr (JsonObject) the_case = NULL;

  begin (fixture);
  first = fixture_do (fixture, 1, "note", "an", "2026-11-20", 1, "{\"text\": \"x\"}");
  loket_clock_step (fixture->clock, 3600 * 1000);
  again = fixture_ask (fixture, "PUT", path, reordered);
  differs = fixture_do (fixture, 1, "note", "an", "2026-11-20", 1, "{\"text\": \"y\"}");
  g_assert_cmpint (first->status, ==, 201);
  g_assert_cmpint (again->status, ==, 200);
  g_assert_true (g_bytes_equal (first->body, again->body));
  fixture_assert_problem (differs, 409, LOKET_PROBLEM_DIFFERENT_CONTENT);
  the_case = fixture_get (fixture, "/cases/" FIXTURE_CASE);
  g_assert_cmpint (loket_json_peek_int (the_case, "version", 0), ==, 2);
}

/* A replay of what was right then is a replay, even when the rules would not allow it any more. */
static void
test_replay_after_closing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LoketResponse) again = NULL;

  begin (fixture);
  take (fixture, 1, "takeUp", "an", 1, "{}");
  take (fixture, 2, "answer", "an", 2, "{\"text\": \"x\", \"via\": \"mail\"}");
  again = fixture_do (fixture, 1, "takeUp", "an", "2026-11-20", 1, "{}");
  g_assert_cmpint (again->status, ==, 200);
}

static void
test_id_of_another_case (Fixture *fixture, gconstpointer data)
{
  static const char other[] = "1c7a5c5f-6a1d-4e2f-9b62-4a5a5e2a1b02";
  g_autofree char *id = fixture_act_id (1);
  g_autofree char *path = g_strdup_printf ("/cases/%s/acts/%s", other, id);
  g_autofree char *body = fixture_make_act (1, "note", "an", "2026-11-20", 1, "{\"text\": \"x\"}");
  g_autoptr (LoketResponse) response = NULL;
  g_autoptr (LoketResponse) read = NULL;

  begin (fixture);
  fixture_register (fixture, other, "demo-vlg", "2026-11-12");
  take (fixture, 1, "note", "an", 1, "{\"text\": \"x\"}");
  response = fixture_ask (fixture, "PUT", path, body);
  fixture_assert_problem (response, 409, LOKET_PROBLEM_DIFFERENT_CONTENT);
  read = fixture_ask (fixture, "GET", path, NULL);
  fixture_assert_problem (read, 404, LOKET_PROBLEM_RESOURCE_NOT_FOUND);
}

static void
check_not_allowed (LoketResponse *response, const char *reason)
{
  g_autoptr (LoketProblem) problem = loket_problem_from_response (response, 0);

  fixture_assert_problem (response, 409, LOKET_PROBLEM_ACT_NOT_ALLOWED);
  g_assert_cmpstr (problem->reason, ==, reason);
}

static void
test_not_allowed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LoketResponse) step = NULL;
  g_autoptr (LoketResponse) future = NULL;
  g_autoptr (JsonObject) the_case = NULL;

  begin (fixture);
  step = fixture_do (fixture, 1, "consent", "an", "2026-11-20", 1,
                     "{\"party\": \"citizen\", \"yes\": true}");
  check_not_allowed (step, "wrongStep");
  future = fixture_do (fixture, 2, "note", "an", "2026-11-21", 1, "{\"text\": \"x\"}");
  check_not_allowed (future, "inTheFuture");
  the_case = fixture_get (fixture, "/cases/" FIXTURE_CASE);
  g_assert_cmpint (loket_json_peek_int (the_case, "version", 0), ==, 1);
}

/* Kept without effect: taken all the same. Day 45 was 27 December; the extension comes on the 29th
 * through the loket. */
static void
test_record_only (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LoketResponse) response = NULL;

  begin (fixture);
  loket_clock_step (fixture->clock, G_GINT64_CONSTANT (39) * 24 * 3600 * 1000);
  response = fixture_do (fixture, 1, "extend", "an", "2026-12-29", 1,
                         "{\"reason\": \"x\", \"via\": \"loket\"}");
  g_assert_cmpint (response->status, ==, 201);
}

/* An additive act simply follows, whatever came in between. */
static void
test_additive_follows (Fixture *fixture, gconstpointer data)
{
  begin (fixture);
  take (fixture, 1, "takeUp", "an", 1, "{}");
  take (fixture, 2, "establish", "bo", 1, "{\"text\": \"x\"}");
  take (fixture, 3, "contact", "bo", 1,
        "{\"kind\": \"phone\", \"with\": \"citizen\", \"text\": \"x\"}");
}

/* A decisive act of somebody who has not seen what somebody else did is sent back with it. */
static void
test_decisive_is_overtaken (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LoketResponse) refused = NULL;
  g_autoptr (LoketProblem) problem = NULL;
  const LoketAct *unseen;

  begin (fixture);
  take (fixture, 1, "takeUp", "an", 1, "{}");
  take (fixture, 2, "establish", "bo", 2, "{\"text\": \"new\"}");
  refused = fixture_do (fixture, 3, "answer", "an", "2026-11-20", 2,
                        "{\"text\": \"x\", \"via\": \"mail\"}");
  fixture_assert_problem (refused, 409, LOKET_PROBLEM_CASE_CHANGED);
  problem = loket_problem_from_response (refused, 0);
  g_assert_cmpint (problem->version, ==, 3);
  g_assert_cmpint (problem->new_acts->len, ==, 1);
  unseen = g_ptr_array_index (problem->new_acts, 0);
  g_assert_cmpint (unseen->type, ==, LOKET_ACT_ESTABLISH);
  g_assert_cmpint (unseen->seq, ==, 2);
  take (fixture, 4, "answer", "an", 3, "{\"text\": \"x\", \"via\": \"mail\"}");
}

/* Quiet acts of others disturb nobody; an own act was seen, also one that waited in the outbox. */
static void
test_decisive_goes_on (Fixture *fixture, gconstpointer data)
{
  begin (fixture);
  take (fixture, 1, "takeUp", "an", 1, "{}");
  take (fixture, 2, "note", "bo", 2, "{\"text\": \"x\"}");
  take (fixture, 3, "setFollowUp", "bo", 3, "{\"on\": \"2026-12-01\", \"text\": \"x\"}");
  take (fixture, 4, "establish", "an", 2, "{\"text\": \"x\"}");
  take (fixture, 5, "answer", "an", 2, "{\"text\": \"x\", \"via\": \"mail\"}");
}

static void
test_wrong_shapes (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *type;
    const char *occurred_on;
    int based_on;
    const char *payload;
    const char *issue;
    const char *name;
  } wrong[] = {
      {"somersault", "2026-11-20", 1, "{}", "unknownInput", "type"},
      {"note", "20/11/2026", 1, "{\"text\": \"x\"}", "schemaViolation", "occurredOn"},
      {"note", "2026-11-20", 1, "[]", "schemaViolation", "payload"},
      {"note", "2026-11-20", 1, "{\"text\": 5}", "schemaViolation", "payload.text"},
      {"note", "2026-11-20", 1, "{\"text\": \"\"}", "schemaViolation", "payload.text"},
      {"note", "2026-11-20", 1, "{}", "schemaViolation", "payload.text"},
      {"note", "2026-11-20", 9, "{\"text\": \"x\"}", "invalidInput", "basedOn"},
      {"answer", "2026-11-20", 1, "{\"text\": \"x\", \"via\": \"pigeon\"}", "schemaViolation",
       "payload.via"},
      {"request", "2026-11-20", 1, "{\"text\": \"x\", \"from\": \"mayor\"}", "schemaViolation",
       "payload.from"},
      {"request", "2026-11-20", 1, "{\"text\": \"x\", \"from\": \"service\", \"until\": \"soon\"}",
       "schemaViolation", "payload.until"},
      {"assess", "2026-11-20", 1, "{\"text\": \"x\", \"mark\": \"founded\", \"norms\": [1]}",
       "schemaViolation", "payload.norms"},
      {"consent", "2026-11-20", 1, "{\"party\": \"citizen\", \"yes\": \"yes\"}", "schemaViolation",
       "payload.yes"},
  };

  begin (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (LoketResponse) response =
        fixture_do (fixture, (guint) i + 1, wrong[i].type, "an", wrong[i].occurred_on,
                    wrong[i].based_on, wrong[i].payload);

    fixture_assert_issue (response, wrong[i].issue, "body", wrong[i].name);
  }
}

/* Members that this version does not know come back as they were given. */
static void
test_unknown_members_are_kept (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LoketResponse) response = NULL;
  g_autoptr (JsonObject) act = NULL;

  begin (fixture);
  response = fixture_do (fixture, 1, "note", "an", "2026-11-20", 1,
                         "{\"text\": \"x\", \"colour\": {\"deep\": [1.5, null]}}");
  act = fixture_read (response);
  g_assert_nonnull (loket_json_peek_object (loket_json_peek_object (act, "payload"), "colour"));
}

static void
test_missing_case (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LoketResponse) response =
      fixture_do (fixture, 1, "note", "an", "2026-11-20", 1, "{\"text\": \"x\"}");

  fixture_assert_problem (response, 404, LOKET_PROBLEM_RESOURCE_NOT_FOUND);
}

/* The rest of a long history. */
static void
test_acts_after (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonObject) page = NULL;
  JsonArray *items;

  begin (fixture);
  for (guint i = 1; i <= 5; i++)
    take (fixture, i, "note", "an", 1, "{\"text\": \"x\"}");
  page = fixture_get (fixture, "/cases/" FIXTURE_CASE "/acts?after=3");
  items = loket_json_peek_array (page, "items");
  g_assert_cmpint (json_array_get_length (items), ==, 2);
  g_assert_cmpint (loket_json_peek_int (loket_json_array_peek_object (items, 0), "seq", 0), ==, 4);
  g_assert_cmpint (loket_json_peek_int (page, "total", 0), ==, 5);
}

/* No answer has more acts than the loket gives at once, and each says how many there are. */
static void
test_long_history (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *path;
    guint acts;
    gint64 last;
  } pages[] = {
      {"/cases/" FIXTURE_CASE, 2, 2},
      {"/cases/" FIXTURE_CASE "/acts?after=2", 2, 4},
      {"/cases/" FIXTURE_CASE "/acts?after=4", 1, 5},
  };
  g_autoptr (JsonObject) feed = NULL;
  JsonArray *items;

  begin (fixture);
  for (guint i = 1; i <= 5; i++)
    take (fixture, i, "note", "an", 1, "{\"text\": \"x\"}");
  loket_central_limit_acts (fixture->central, 2);
  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++) {
    g_autoptr (JsonObject) page = fixture_get (fixture, pages[i].path);
    JsonArray *acts = loket_json_peek_array (page, i == 0 ? "acts" : "items");

    g_assert_cmpuint (json_array_get_length (acts), ==, pages[i].acts);
    g_assert_cmpint (
        loket_json_peek_int (loket_json_array_peek_object (acts, pages[i].acts - 1), "seq", 0), ==,
        pages[i].last);
    g_assert_cmpint (loket_json_peek_int (page, i == 0 ? "actCount" : "total", 0), ==, 5);
  }
  feed = fixture_get (fixture, "/changes");
  items = loket_json_peek_array (feed, "items");
  g_assert_cmpuint (json_array_get_length (items), ==, 1);
  g_assert_false (json_object_has_member (loket_json_array_peek_object (items, 0), "case"));
}

/* Nor more bytes than fit into a body: the first act always does. */
static void
test_large_acts (Fixture *fixture, gconstpointer data)
{
  g_autofree char *words = g_strnfill (1900 * 1024, 'x');
  g_autofree char *payload = g_strdup_printf ("{\"text\": \"%s\"}", words);
  g_autoptr (JsonObject) first = NULL;
  g_autoptr (JsonObject) rest = NULL;

  begin (fixture);
  for (guint i = 1; i <= 3; i++)
    take (fixture, i, "note", "an", 1, payload);
  first = fixture_get (fixture, "/cases/" FIXTURE_CASE);
  g_assert_cmpuint (json_array_get_length (loket_json_peek_array (first, "acts")), ==, 2);
  rest = fixture_get (fixture, "/cases/" FIXTURE_CASE "/acts?after=2");
  g_assert_cmpuint (json_array_get_length (loket_json_peek_array (rest, "items")), ==, 1);
}

int
main (int argc, char **argv)
{
  static const FixtureTest tests[] = {
      {"taken", test_taken},
      {"replay", test_replay},
      {"replay-after-closing", test_replay_after_closing},
      {"id-of-another-case", test_id_of_another_case},
      {"not-allowed", test_not_allowed},
      {"record-only", test_record_only},
      {"additive-follows", test_additive_follows},
      {"decisive-is-overtaken", test_decisive_is_overtaken},
      {"decisive-goes-on", test_decisive_goes_on},
      {"wrong-shapes", test_wrong_shapes},
      {"unknown-members-are-kept", test_unknown_members_are_kept},
      {"missing-case", test_missing_case},
      {"acts-after", test_acts_after},
      {"long-history", test_long_history},
      {"large-acts", test_large_acts},
  };

  g_test_init (&argc, &argv, NULL);
  fixture_add_tests ("/loketd/central/acts/", tests, G_N_ELEMENTS (tests));
  return g_test_run ();
}
