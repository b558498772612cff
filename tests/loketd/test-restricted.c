/* SPDX-License-Identifier: EUPL-1.2 */
/* Closed cases: seen by the persons named alone, until they are opened again. */
#include "loket-fixture.h"

static const char users[] =
    "{\"people\": ["
    " {\"id\": \"an\", \"name\": \"An\", \"token\": \"token-of-an\", \"roles\": [\"coordinator\"],"
    "  \"agencies\": [\"demo-fed\"]},"
    " {\"id\": \"cas\", \"name\": \"Cas\", \"token\": \"token-of-cas\","
    "  \"roles\": [\"investigator\"], \"agencies\": [\"demo-fed\"]},"
    " {\"id\": \"om\", \"name\": \"Om\", \"token\": \"token-of-om\", \"roles\": [\"coordinator\"],"
    "  \"agencies\": [\"demo-vlg\"]}]}";

/* A procedure in which a case can be closed to others. */
static void
add_profile (Fixture *fixture)
{
  static const char row[] =
      "{\"act\": \"restrict\", \"in\": [\"intake\"], \"guards\": [{\"guard\": \"reasonGiven\"}]}";
  static const char agency[] =
      "{\"id\": \"demo-fed\", \"names\": {\"nl\": \"x\", \"fr\": \"x\", \"de\": \"x\","
      " \"en\": \"x\"}, \"procedure\": \"test-closing\", \"languages\": [\"nl\"],"
      " \"contact\": {\"name\": \"x\"}, \"referencePrefix\": \"KF\", \"letterhead\": [],"
      " \"units\": [], \"targets\": []}";
  LoketProfile *model = loket_rules_get_profile (fixture->rules, "be-fed-ibz", "1");
  g_autoptr (GError) error = NULL;
  g_autofree char *text = loket_json_object_to_string (loket_profile_get_json (model));
  g_autoptr (JsonNode) node = loket_json_parse (text, -1, &error);
  g_autoptr (JsonNode) added = loket_json_parse (row, -1, &error);
  g_autoptr (JsonNode) overlay = loket_json_parse (agency, -1, &error);
  JsonObject *json = json_node_get_object (node);
  JsonArray *acts = json_object_get_array_member (json, "acts");

  json_object_set_string_member (json, "id", "test-closing");
  for (guint i = json_array_get_length (acts); i > 0; i--) {
    JsonObject *act = json_array_get_object_element (acts, i - 1);

    if (g_str_equal (json_object_get_string_member (act, "act"), "restrict"))
      json_array_remove_element (acts, i - 1);
  }
  json_array_add_element (acts, g_steal_pointer (&added));
  loket_rules_add_profile (fixture->rules, json, &error);
  g_assert_no_error (error);
  loket_rules_add_agency (fixture->rules, json_node_get_object (overlay), &error);
  g_assert_no_error (error);
}

static LoketResponse *
put_case (Fixture *fixture, const char *member, JsonNode *value)
{
  g_autofree char *body = fixture_make_case (FIXTURE_CASE, "demo-fed", "2026-11-12");
  g_autoptr (JsonNode) node = loket_json_parse (body, -1, NULL);
  JsonObject *json = json_node_get_object (node);
  g_autofree char *text = NULL;

  json_object_set_string_member (json_object_get_object_member (json, "procedure"), "id",
                                 "test-closing");
  if (member != NULL)
    json_object_set_member (json, member, value);
  text = loket_json_object_to_string (json);
  return fixture_ask (fixture, "PUT", "/cases/" FIXTURE_CASE, text);
}

static void
begin (Fixture *fixture, const char *member, JsonNode *value)
{
  g_autofree char *users_file = g_build_filename (fixture->folder, "users.json", NULL);
  g_autoptr (LoketResponse) response = NULL;

  fixture_close (fixture);
  add_profile (fixture);
  fixture_open (fixture, LOKET_NO_DAY, users_file);
  fixture->token = "token-of-an";
  response = put_case (fixture, member, value);
  g_assert_cmpint (response->status, ==, 201);
}

static LoketResponse *
do_as (Fixture *fixture,
       const char *token,
       guint number,
       const char *type,
       int based_on,
       const char *payload)
{
  fixture->token = token;
  return fixture_do (fixture, number, type, token + strlen ("token-of-"), "2026-11-20", based_on,
                     payload);
}

static void
take (Fixture *fixture, guint number, const char *type, int based_on, const char *payload)
{
  g_autoptr (LoketResponse) response =
      do_as (fixture, "token-of-an", number, type, based_on, payload);

  g_assert_cmpint (response->status, ==, 201);
}

/* What the feed says of the case to a person: "upserted", "withdrawn restricted" or nothing. */
static void
check_feed (Fixture *fixture, const char *token, const char *said)
{
  g_autoptr (JsonObject) page = NULL;
  g_autoptr (GString) list = g_string_new (NULL);
  JsonArray *items;

  fixture->token = token;
  page = fixture_get (fixture, "/changes");
  items = json_object_get_array_member (page, "items");
  for (guint i = 0; i < json_array_get_length (items); i++) {
    JsonObject *item = json_array_get_object_element (items, i);
    const char *reason = loket_json_peek_string (item, "reason");

    g_string_append (list, loket_json_peek_string (item, "change"));
    if (reason != NULL)
      g_string_append_printf (list, " %s", reason);
    g_assert_cmpint (json_object_has_member (item, "case"), ==, reason == NULL);
  }
  g_assert_cmpstr (list->str, ==, said);
}

static void
check_get (Fixture *fixture, const char *token, guint status)
{
  g_autoptr (LoketResponse) response = NULL;

  fixture->token = token;
  response = fixture_ask (fixture, "GET", "/cases/" FIXTURE_CASE, NULL);
  g_assert_cmpint (response->status, ==, status);
  if (status == 403)
    fixture_assert_problem (response, 403, LOKET_PROBLEM_MISSING_PERMISSION);
}

static void
test_closed_and_opened (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LoketResponse) note = NULL;

  begin (fixture, NULL, NULL);
  check_feed (fixture, "token-of-cas", "upserted");
  take (fixture, 1, "restrict", 1, "{\"to\": [\"an\"], \"reason\": \"Over een collega\"}");
  check_feed (fixture, "token-of-an", "upserted");
  check_feed (fixture, "token-of-cas", "withdrawn restricted");
  check_feed (fixture, "token-of-om", "");
  check_get (fixture, "token-of-an", 200);
  check_get (fixture, "token-of-cas", 403);
  note = do_as (fixture, "token-of-cas", 2, "note", 2, "{\"text\": \"x\"}");
  fixture_assert_problem (note, 403, LOKET_PROBLEM_MISSING_PERMISSION);
  take (fixture, 3, "restrict", 2, "{\"to\": [], \"reason\": \"Niet meer nodig\"}");
  check_feed (fixture, "token-of-cas", "upserted");
  check_get (fixture, "token-of-cas", 200);
}

/* What is only kept closes nothing, and what is annulled opens again. */
static void
test_effect (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = fixture_act_id (1);
  g_autofree char *annul = g_strdup_printf ("{\"actId\": \"%s\", \"reason\": \"Vergissing\"}", id);

  begin (fixture, NULL, NULL);
  take (fixture, 1, "restrict", 1, "{\"to\": [\"an\"], \"reason\": \"Over een collega\"}");
  check_get (fixture, "token-of-cas", 403);
  take (fixture, 2, "annul", 2, annul);
  check_get (fixture, "token-of-cas", 200);
}

/* Closed to whoever did it: the same act sent again is still answered, and nothing else. */
static void
test_closed_to_oneself (Fixture *fixture, gconstpointer data)
{
  static const char payload[] = "{\"to\": [\"cas\"], \"reason\": \"Ik ben betrokken\"}";
  g_autoptr (LoketResponse) again = NULL;
  g_autoptr (LoketResponse) more = NULL;
  g_autoptr (LoketResponse) of_other = NULL;

  begin (fixture, NULL, NULL);
  take (fixture, 1, "restrict", 1, payload);
  check_feed (fixture, "token-of-an", "withdrawn restricted");
  again = do_as (fixture, "token-of-an", 1, "restrict", 1, payload);
  g_assert_cmpint (again->status, ==, 200);
  more = do_as (fixture, "token-of-an", 2, "note", 2, "{\"text\": \"x\"}");
  fixture_assert_problem (more, 403, LOKET_PROBLEM_MISSING_PERMISSION);
  of_other = do_as (fixture, "token-of-om", 1, "restrict", 1, payload);
  fixture_assert_problem (of_other, 403, LOKET_PROBLEM_MISSING_PERMISSION);
}

/* Closed to whoever wrote the complaint down, before he learned that it had arrived: sent again it
 * is answered as it was taken, and nothing that happened since. */
static void
test_closed_to_its_author (Fixture *fixture, gconstpointer data)
{
  static const char payload[] = "{\"to\": [\"cas\"], \"reason\": \"An is betrokken\"}";
  g_autoptr (LoketResponse) again = NULL;
  g_autoptr (LoketResponse) another = NULL;
  g_autoptr (LoketResponse) of_other = NULL;
  g_autoptr (JsonObject) said = NULL;

  begin (fixture, NULL, NULL);
  take (fixture, 1, "restrict", 1, payload);
  check_get (fixture, "token-of-an", 403);
  again = put_case (fixture, NULL, NULL);
  g_assert_cmpint (again->status, ==, 200);
  said = fixture_read (again);
  g_assert_cmpint (json_array_get_length (json_object_get_array_member (said, "acts")), ==, 0);
  g_assert_cmpint (json_object_get_int_member (said, "version"), ==, 1);
  another = put_case (fixture, "urgent", json_node_init_boolean (json_node_alloc (), TRUE));
  fixture_assert_problem (another, 409, LOKET_PROBLEM_DIFFERENT_CONTENT);
  fixture->token = "token-of-om";
  of_other = put_case (fixture, NULL, NULL);
  fixture_assert_problem (of_other, 403, LOKET_PROBLEM_MISSING_PERMISSION);
}

static void
test_unknown_persons (Fixture *fixture, gconstpointer data)
{
  static const char *const payloads[] = {
      "{\"to\": [\"an\", \"nobody\"], \"reason\": \"x\"}",
      "{\"to\": [\"om\"], \"reason\": \"x\"}",
  };

  begin (fixture, NULL, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (payloads); i++) {
    g_autoptr (LoketResponse) response =
        do_as (fixture, "token-of-an", 1, "restrict", 1, payloads[i]);

    fixture_assert_issue (response, "referencedResourceNotFound", "body", "payload.to");
  }
}

/* Closed when it came in: for whoever wrote it down and whoever has it, until it is opened. */
static void
test_closed_at_intake (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LoketResponse) again = NULL;
  g_autoptr (LoketResponse) by_other = NULL;
  JsonNode *restricted = json_node_init_boolean (json_node_alloc (), TRUE);

  begin (fixture, "restricted", json_node_ref (restricted));
  check_feed (fixture, "token-of-an", "upserted");
  check_feed (fixture, "token-of-cas", "withdrawn restricted");
  check_get (fixture, "token-of-cas", 403);
  fixture->token = "token-of-cas";
  by_other = put_case (fixture, "restricted", json_node_ref (restricted));
  fixture_assert_problem (by_other, 403, LOKET_PROBLEM_MISSING_PERMISSION);
  fixture->token = "token-of-an";
  again = put_case (fixture, "restricted", restricted);
  g_assert_cmpint (again->status, ==, 200);
  take (fixture, 1, "assign", 1, "{\"to\": \"cas\"}");
  check_get (fixture, "token-of-cas", 200);
  take (fixture, 2, "assign", 2, "{\"to\": \"an\"}");
  check_get (fixture, "token-of-cas", 403);
  take (fixture, 3, "restrict", 3, "{\"to\": [], \"reason\": \"Mag iedereen zien\"}");
  check_get (fixture, "token-of-cas", 200);
}

int
main (int argc, char **argv)
{
  static const FixtureTest tests[] = {
      {"closed-and-opened", test_closed_and_opened, users},
      {"effect", test_effect, users},
      {"closed-to-oneself", test_closed_to_oneself, users},
      {"closed-to-its-author", test_closed_to_its_author, users},
      {"unknown-persons", test_unknown_persons, users},
      {"closed-at-intake", test_closed_at_intake, users},
  };

  g_test_init (&argc, &argv, NULL);
  fixture_add_tests ("/loketd/restricted/", tests, G_N_ELEMENTS (tests));
  return g_test_run ();
}
