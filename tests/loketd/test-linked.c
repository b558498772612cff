/* SPDX-License-Identifier: EUPL-1.2 */
/* Linked cases between agencies of one loket: what opens one, what is told to whom, who sees what.
 */
#include "loket-fixture.h"

static const char users[] =
    "{\"people\": ["
    " {\"id\": \"an\", \"name\": \"An\", \"token\": \"token-of-an\", \"roles\": [\"coordinator\"],"
    "  \"agencies\": [\"demo-vlg\"]},"
    " {\"id\": \"bo\", \"name\": \"Bo\", \"token\": \"token-of-bo\", \"roles\": [\"coordinator\"],"
    "  \"agencies\": [\"test-other\"]},"
    " {\"id\": \"om\", \"name\": \"Om\", \"token\": \"token-of-om\", \"roles\": [\"investigator\"],"
    "  \"agencies\": [\"test-ombuds\"]}]}";

static void
add_agency (Fixture *fixture, const char *id, const char *procedure, const char *prefix)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_strdup_printf (
      "{\"id\": \"%s\", \"names\": {\"nl\": \"x\", \"fr\": \"x\", \"de\": \"x\", \"en\": \"x\"},"
      " \"procedure\": \"%s\", \"languages\": [\"nl\"], \"contact\": {\"name\": \"x\"},"
      " \"referencePrefix\": \"%s\", \"letterhead\": [], \"units\": [], \"targets\": []}",
      id, procedure, prefix);
  g_autoptr (JsonNode) node = loket_json_parse (text, -1, &error);

  g_assert_no_error (error);
  loket_rules_add_agency (fixture->rules, json_node_get_object (node), &error);
  g_assert_no_error (error);
}

/* The federal procedure, where a case that was passed on may be returned. */
static void
add_returning_profile (Fixture *fixture)
{
  static const char row[] =
      "{\"act\": \"returnTransfer\", \"in\": [\"intake\", \"investigating\"], \"to\": \"closed\","
      " \"outcome\": \"transferred\", \"guards\": [{\"guard\": \"reasonGiven\"}]}";
  LoketProfile *model = loket_rules_get_profile (fixture->rules, "be-fed-ibz", "1");
  g_autoptr (GError) error = NULL;
  g_autofree char *text = loket_json_object_to_string (loket_profile_get_json (model));
  g_autoptr (JsonNode) node = loket_json_parse (text, -1, &error);
  g_autoptr (JsonNode) added = loket_json_parse (row, -1, &error);
  JsonObject *json = json_node_get_object (node);
  JsonArray *acts = json_object_get_array_member (json, "acts");

  json_object_set_string_member (json, "id", "test-returning");
  for (guint i = json_array_get_length (acts); i > 0; i--) {
    JsonObject *act = json_array_get_object_element (acts, i - 1);
    JsonArray *in = json_object_get_array_member (act, "in");

    if (g_str_equal (json_object_get_string_member (act, "act"), "returnTransfer") &&
        g_str_equal (json_array_get_string_element (in, 0), "intake"))
      json_array_remove_element (acts, i - 1);
  }
  json_array_add_element (acts, g_steal_pointer (&added));
  loket_rules_add_profile (fixture->rules, json, &error);
  g_assert_no_error (error);
}

/* The agency of An has the case FIXTURE_CASE; version 1. */
static void
begin (Fixture *fixture)
{
  g_autofree char *users_file = g_build_filename (fixture->folder, "users.json", NULL);

  fixture_close (fixture);
  add_returning_profile (fixture);
  add_agency (fixture, "test-other", "test-returning", "OT");
  add_agency (fixture, "test-ombuds", "be-vlg-ombudsdienst", "OM");
  fixture_open (fixture, LOKET_NO_DAY, users_file);
  fixture->token = "token-of-an";
  fixture_register (fixture, FIXTURE_CASE, "demo-vlg", "2026-11-12");
}

static LoketResponse *
do_in (Fixture *fixture,
       const char *case_id,
       guint number,
       const char *type,
       int based_on,
       const char *payload)
{
  const char *author = fixture->token + strlen ("token-of-");
  g_autofree char *id = fixture_act_id (number);
  g_autofree char *path = g_strdup_printf ("/cases/%s/acts/%s", case_id, id);
  g_autofree char *body = fixture_make_act (number, type, author, "2026-11-20", based_on, payload);

  return fixture_ask (fixture, "PUT", path, body);
}

static void
take_in (Fixture *fixture,
         const char *case_id,
         guint number,
         const char *type,
         int based_on,
         const char *payload)
{
  g_autoptr (LoketResponse) response = do_in (fixture, case_id, number, type, based_on, payload);

  if (response->status != 201)
    g_test_message ("%.*s", (int) g_bytes_get_size (response->body),
                    (const char *) g_bytes_get_data (response->body, NULL));
  g_assert_cmpint (response->status, ==, 201);
}

/* Gives (transfer full) the id of the case that was opened for it. */
static char *
open_linked (Fixture *fixture, guint number, const char *type, int based_on, const char *payload)
{
  g_autoptr (LoketResponse) response =
      do_in (fixture, FIXTURE_CASE, number, type, based_on, payload);
  g_autoptr (JsonObject) act = fixture_read (response);
  JsonObject *opened = loket_json_peek_object (act, "opened");

  g_assert_cmpint (response->status, ==, 201);
  g_assert_nonnull (opened);
  return g_strdup (loket_json_peek_string (opened, "caseId"));
}

#define TRANSFER                                                                                   \
  "{\"kind\": \"external\", \"to\": \"Andere dienst\", \"toAgency\": \"test-other\","              \
  " \"reason\": \"Niet van ons\", \"via\": \"mail\"}"
#define NEXT_LINE "{\"line\": \"flemishOmbudsman\", \"toAgency\": \"test-ombuds\"}"

static char *
pass_on (Fixture *fixture)
{
  return open_linked (fixture, 1, "transfer", 1, TRANSFER);
}

static JsonObject *
get_case (Fixture *fixture, const char *token, const char *case_id)
{
  g_autofree char *path = g_strconcat ("/cases/", case_id, NULL);

  fixture->token = token;
  return fixture_get (fixture, path);
}

/* The last act of the case, checked. */
static JsonObject *
check_last_act (JsonObject *the_case, guint count, const char *type, const char *author)
{
  JsonArray *acts = json_object_get_array_member (the_case, "acts");
  JsonObject *act;

  g_assert_cmpint (json_array_get_length (acts), ==, count);
  act = json_array_get_object_element (acts, count - 1);
  g_assert_cmpstr (loket_json_peek_string (act, "type"), ==, type);
  g_assert_cmpstr (loket_json_peek_string (act, "author"), ==, author);
  return json_object_get_object_member (act, "payload");
}

/* Ids of the cases in the whole feed of a person, with what is said of them. */
static char *
list_feed (Fixture *fixture, const char *token)
{
  g_autoptr (JsonObject) page = NULL;
  GString *list = g_string_new (NULL);
  JsonArray *items;

  fixture->token = token;
  page = fixture_get (fixture, "/changes");
  items = json_object_get_array_member (page, "items");
  for (guint i = 0; i < json_array_get_length (items); i++) {
    JsonObject *item = json_array_get_object_element (items, i);
    const char *reason = loket_json_peek_string (item, "reason");

    g_string_append_printf (list, "%s %s%s%s\n", loket_json_peek_string (item, "caseId"),
                            loket_json_peek_string (item, "change"), reason != NULL ? " " : "",
                            reason != NULL ? reason : "");
  }
  return g_string_free (list, FALSE);
}

static void
check_feed (Fixture *fixture, const char *token, const char *case_id, const char *said)
{
  g_autofree char *expected = g_strdup_printf ("%s %s\n", case_id, said);
  g_autofree char *list = list_feed (fixture, token);

  g_assert_cmpstr (list, ==, expected);
}

static void
check_link (JsonObject *the_case, const char *relation)
{
  JsonArray *links = json_object_get_array_member (the_case, "links");
  JsonObject *link = json_array_get_object_element (links, 0);

  g_assert_cmpint (json_array_get_length (links), ==, 1);
  g_assert_cmpstr (loket_json_peek_string (link, "caseId"), ==, FIXTURE_CASE);
  g_assert_cmpstr (loket_json_peek_string (link, "reference"), ==, "KV-2026-000001");
  g_assert_cmpstr (loket_json_peek_string (link, "agency"), ==, "demo-vlg");
  g_assert_cmpstr (loket_json_peek_string (link, "relation"), ==, relation);
}

static void
test_transfer_opens (Fixture *fixture, gconstpointer data)
{
  g_autofree char *linked = NULL;
  g_autoptr (JsonObject) the_case = NULL;
  JsonObject *procedure;

  begin (fixture);
  linked = pass_on (fixture);
  check_feed (fixture, "token-of-an", FIXTURE_CASE, "upserted");
  check_feed (fixture, "token-of-bo", linked, "upserted");
  the_case = get_case (fixture, "token-of-bo", linked);
  procedure = json_object_get_object_member (the_case, "procedure");
  g_assert_cmpstr (loket_json_peek_string (procedure, "id"), ==, "test-returning");
  g_assert_cmpstr (loket_json_peek_string (the_case, "reference"), ==, "OT-2026-000001");
  g_assert_cmpstr (loket_json_peek_string (the_case, "receivedOn"), ==, "2026-11-20");
  g_assert_cmpstr (loket_json_peek_string (the_case, "registeredOn"), ==, "2026-11-20");
  g_assert_cmpstr (loket_json_peek_string (the_case, "subject"), ==, "Ruw behandeld");
  g_assert_cmpstr (loket_json_peek_string (the_case, "step"), ==, "intake");
  g_assert_cmpint (loket_json_peek_int (the_case, "actCount", -1), ==, 0);
  g_assert_false (json_object_has_member (the_case, "newerMember"));
  g_assert_cmpint (json_array_get_length (json_object_get_array_member (the_case, "aliases")), ==,
                   0);
  check_link (the_case, "passedOnFrom");
}

/* The reply was dropped, and it is sent again: there is one linked case, and the same answer. */
static void
test_replay_opens_once (Fixture *fixture, gconstpointer data)
{
  g_autofree char *linked = NULL;
  g_autoptr (LoketResponse) again = NULL;
  g_autoptr (JsonObject) act = NULL;

  begin (fixture);
  linked = pass_on (fixture);
  again = do_in (fixture, FIXTURE_CASE, 1, "transfer", 1, TRANSFER);
  act = fixture_read (again);
  g_assert_cmpint (again->status, ==, 200);
  g_assert_cmpstr (loket_json_peek_string (json_object_get_object_member (act, "opened"), "caseId"),
                   ==, linked);
  check_feed (fixture, "token-of-bo", linked, "upserted");
}

/* What is only kept opens nothing. */
static void
test_record_only (Fixture *fixture, gconstpointer data)
{
  g_autofree char *linked = NULL;
  g_autoptr (LoketResponse) response = NULL;
  g_autoptr (JsonObject) act = NULL;

  begin (fixture);
  linked = open_linked (fixture, 1, "openNextLine", 1, NEXT_LINE);
  response = do_in (fixture, FIXTURE_CASE, 2, "openNextLine", 2, NEXT_LINE);
  act = fixture_read (response);
  g_assert_cmpint (response->status, ==, 201);
  g_assert_false (json_object_has_member (act, "opened"));
  check_feed (fixture, "token-of-om", linked, "upserted");
}

static void
test_refused_agencies (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LoketResponse) unknown = NULL;
  g_autoptr (LoketResponse) own = NULL;
  g_autoptr (LoketResponse) back = NULL;
  g_autofree char *linked = NULL;

  begin (fixture);
  unknown = do_in (fixture, FIXTURE_CASE, 8, "openNextLine", 1,
                   "{\"line\": \"flemishOmbudsman\", \"toAgency\": \"nobody\"}");
  fixture_assert_issue (unknown, "referencedResourceNotFound", "body", "payload.toAgency");
  own = do_in (fixture, FIXTURE_CASE, 8, "openNextLine", 1,
               "{\"line\": \"flemishOmbudsman\", \"toAgency\": \"demo-vlg\"}");
  fixture_assert_issue (own, "invalidInput", "body", "payload.toAgency");
  linked = pass_on (fixture);
  fixture->token = "token-of-bo";
  back = do_in (fixture, linked, 8, "transfer", 1,
                "{\"kind\": \"external\", \"to\": \"Terug\", \"toAgency\": \"demo-vlg\","
                " \"reason\": \"x\", \"via\": \"mail\"}");
  fixture_assert_issue (back, "invalidInput", "body", "payload.toAgency");
}

/* Neither sees the other's case, whatever stands in its own. */
static void
test_secrecy (Fixture *fixture, gconstpointer data)
{
  g_autofree char *linked = NULL;
  g_autofree char *path = NULL;
  g_autoptr (LoketResponse) forth = NULL;
  g_autoptr (LoketResponse) back = NULL;

  begin (fixture);
  linked = pass_on (fixture);
  path = g_strconcat ("/cases/", linked, NULL);
  forth = fixture_ask (fixture, "GET", path, NULL);
  fixture_assert_problem (forth, 403, LOKET_PROBLEM_MISSING_PERMISSION);
  fixture->token = "token-of-bo";
  back = fixture_ask (fixture, "GET", "/cases/" FIXTURE_CASE, NULL);
  fixture_assert_problem (back, 403, LOKET_PROBLEM_MISSING_PERMISSION);
}

static void
test_taken_over (Fixture *fixture, gconstpointer data)
{
  g_autofree char *linked = NULL;
  g_autoptr (JsonObject) the_case = NULL;
  JsonObject *payload;

  begin (fixture);
  linked = pass_on (fixture);
  fixture->token = "token-of-bo";
  take_in (fixture, linked, 2, "takeUp", 1, "{}");
  the_case = get_case (fixture, "token-of-an", FIXTURE_CASE);
  payload = check_last_act (the_case, 2, "acceptTransfer", "bo");
  g_assert_cmpstr (loket_json_peek_string (payload, "reference"), ==, "OT-2026-000001");
  g_assert_cmpint (loket_json_peek_int (the_case, "version", 0), ==, 3);
}

/* Noted by hand before: it is not told twice. */
static void
test_taken_over_known (Fixture *fixture, gconstpointer data)
{
  g_autofree char *linked = NULL;
  g_autoptr (JsonObject) the_case = NULL;

  begin (fixture);
  linked = pass_on (fixture);
  take_in (fixture, FIXTURE_CASE, 2, "acceptTransfer", 2, "{\"text\": \"Zij bellen\"}");
  fixture->token = "token-of-bo";
  take_in (fixture, linked, 3, "takeUp", 1, "{}");
  the_case = get_case (fixture, "token-of-an", FIXTURE_CASE);
  check_last_act (the_case, 2, "acceptTransfer", "an");
}

static void
test_returned (Fixture *fixture, gconstpointer data)
{
  g_autofree char *linked = NULL;
  g_autoptr (JsonObject) there = NULL;
  g_autoptr (JsonObject) here = NULL;
  JsonObject *payload;

  begin (fixture);
  linked = pass_on (fixture);
  fixture->token = "token-of-bo";
  take_in (fixture, linked, 2, "returnTransfer", 1, "{\"reason\": \"Ook niet van ons\"}");
  there = get_case (fixture, "token-of-bo", linked);
  g_assert_cmpstr (loket_json_peek_string (there, "step"), ==, "closed");
  g_assert_cmpstr (loket_json_peek_string (there, "outcome"), ==, "transferred");
  here = get_case (fixture, "token-of-an", FIXTURE_CASE);
  payload = check_last_act (here, 2, "returnTransfer", "bo");
  g_assert_cmpstr (loket_json_peek_string (payload, "reason"), ==, "Ook niet van ons");
}

/* What came back to the second agency is not the first one's return. */
static void
test_return_of_another (Fixture *fixture, gconstpointer data)
{
  g_autofree char *linked = NULL;
  g_autoptr (JsonObject) here = NULL;

  begin (fixture);
  linked = pass_on (fixture);
  fixture->token = "token-of-bo";
  take_in (fixture, linked, 2, "takeUp", 1, "{}");
  take_in (fixture, linked, 3, "transfer", 2,
           "{\"kind\": \"external\", \"to\": \"Elders\", \"reason\": \"x\", \"via\": \"mail\"}");
  take_in (fixture, linked, 4, "returnTransfer", 3, "{\"reason\": \"Elders wil niet\"}");
  here = get_case (fixture, "token-of-an", FIXTURE_CASE);
  check_last_act (here, 2, "acceptTransfer", "bo");
}

/* The ombudsman asks, the agency replies; each in its own case. */
static void
test_inquiry (Fixture *fixture, gconstpointer data)
{
  g_autofree char *linked = NULL;
  g_autofree char *request_id = fixture_act_id (3);
  g_autoptr (JsonObject) here = NULL;
  g_autoptr (JsonObject) there = NULL;
  JsonObject *payload;

  begin (fixture);
  linked = open_linked (fixture, 1, "openNextLine", 1, NEXT_LINE);
  there = get_case (fixture, "token-of-om", linked);
  check_link (there, "previousLine");
  take_in (fixture, linked, 2, "takeUp", 1, "{}");
  take_in (fixture, linked, 3, "request", 2,
           "{\"from\": \"service\", \"text\": \"Wat is er gebeurd?\", \"until\": \"2026-12-05\","
           " \"via\": \"mail\"}");
  here = get_case (fixture, "token-of-an", FIXTURE_CASE);
  payload = check_last_act (here, 2, "inquire", "om");
  g_assert_cmpstr (loket_json_peek_string (payload, "line"), ==, "flemishOmbudsman");
  g_assert_cmpstr (loket_json_peek_string (payload, "reference"), ==, "OM-2026-000001");
  g_assert_cmpstr (loket_json_peek_string (payload, "text"), ==, "Wat is er gebeurd?");
  g_assert_cmpstr (loket_json_peek_string (payload, "until"), ==, "2026-12-05");
  take_in (fixture, FIXTURE_CASE, 4, "dispatch", 3,
           "{\"kind\": \"inquiryReply\", \"via\": \"mail\", \"text\": \"Dit gebeurde.\"}");
  g_clear_pointer (&there, json_object_unref);
  there = get_case (fixture, "token-of-om", linked);
  payload = check_last_act (there, 3, "receive", "an");
  g_assert_cmpstr (loket_json_peek_string (payload, "from"), ==, "service");
  g_assert_cmpstr (loket_json_peek_string (payload, "answers"), ==, request_id);
  g_assert_cmpstr (loket_json_peek_string (payload, "text"), ==, "Dit gebeurde.");
  g_assert_false (json_object_has_member (there, "waitingFor"));
}

/* A reply that says nothing itself: where it came from is all that is known. A question to the
 * citizen is no inquiry. */
static void
test_inquiry_without_text (Fixture *fixture, gconstpointer data)
{
  g_autofree char *linked = NULL;
  g_autoptr (JsonObject) here = NULL;
  g_autoptr (JsonObject) there = NULL;
  JsonObject *payload;

  begin (fixture);
  linked = open_linked (fixture, 1, "openNextLine", 1, NEXT_LINE);
  fixture->token = "token-of-om";
  take_in (fixture, linked, 2, "request", 1,
           "{\"from\": \"citizen\", \"text\": \"Wanneer?\", \"via\": \"mail\"}");
  here = get_case (fixture, "token-of-an", FIXTURE_CASE);
  check_last_act (here, 1, "openNextLine", "an");
  fixture->token = "token-of-om";
  take_in (fixture, linked, 3, "request", 2,
           "{\"from\": \"service\", \"text\": \"En?\", \"via\": \"mail\"}");
  fixture->token = "token-of-an";
  take_in (fixture, FIXTURE_CASE, 4, "dispatch", 3, "{\"kind\": \"inquiryReply\"}");
  there = get_case (fixture, "token-of-om", linked);
  payload = check_last_act (there, 3, "receive", "an");
  g_assert_cmpstr (loket_json_peek_string (payload, "text"), ==, "KV-2026-000001");
}

/* Corrected facts go along, the demands that the other procedure knows, and no number that it may
 * not have. */
static void
test_facts_handed_over (Fixture *fixture, gconstpointer data)
{
  g_autofree char *linked = NULL;
  g_autoptr (JsonObject) there = NULL;
  JsonArray *demands;

  begin (fixture);
  take_in (fixture, FIXTURE_CASE, 2, "correct", 1,
           "{\"field\": \"subject\", \"old\": \"Ruw behandeld\", \"new\": \"Onheus bejegend\"}");
  take_in (fixture, FIXTURE_CASE, 3, "correct", 2,
           "{\"field\": \"nameWithheld\", \"old\": null, \"new\": true}");
  take_in (fixture, FIXTURE_CASE, 4, "correct", 3,
           "{\"field\": \"complainants.0.nationalNumber\", \"old\": null,"
           " \"new\": \"85073000160\"}");
  linked = open_linked (fixture, 1, "openNextLine", 4, NEXT_LINE);
  there = get_case (fixture, "token-of-om", linked);
  demands = json_object_get_array_member (there, "demandKinds");
  g_assert_cmpstr (loket_json_peek_string (there, "subject"), ==, "Onheus bejegend");
  g_assert_true (loket_json_peek_boolean (there, "nameWithheld", FALSE));
  g_assert_false (json_object_has_member (
      json_array_get_object_element (json_object_get_array_member (there, "complainants"), 0),
      "nationalNumber"));
  g_assert_cmpint (json_array_get_length (demands), ==, 1);
  g_assert_cmpstr (json_array_get_string_element (demands, 0), ==, "complaint");
}

/* Only the loket says what is linked. */
static void
test_links_are_the_lokets (Fixture *fixture, gconstpointer data)
{
  static const char other[] = "1c7a5c5f-6a1d-4e2f-9b62-4a5a5e2a1b02";
  g_autofree char *body = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *with_links = NULL;
  g_autoptr (LoketResponse) response = NULL;
  g_autoptr (LoketResponse) act = NULL;
  g_autofree char *id = fixture_act_id (7);
  g_autofree char *path = g_strconcat ("/cases/" FIXTURE_CASE "/acts/", id, NULL);
  g_autofree char *act_body = NULL;

  begin (fixture);
  body = fixture_make_case (other, "demo-vlg", "2026-11-12");
  node = loket_json_parse (body, -1, NULL);
  json_object_set_array_member (json_node_get_object (node), "links", json_array_new ());
  with_links = loket_json_to_string (node, FALSE);
  response =
      fixture_ask (fixture, "PUT", "/cases/1c7a5c5f-6a1d-4e2f-9b62-4a5a5e2a1b02", with_links);
  fixture_assert_issue (response, "unknownInput", "body", "links");
  act_body =
      g_strdup_printf ("{\"actId\": \"%s\", \"type\": \"note\", \"occurredOn\": \"2026-11-20\","
                       " \"basedOn\": 1, \"payload\": {\"text\": \"x\"}, \"opened\": {}}",
                       id);
  act = fixture_ask (fixture, "PUT", path, act_body);
  fixture_assert_issue (act, "unknownInput", "body", "opened");
}

int
main (int argc, char **argv)
{
  static const FixtureTest tests[] = {
      {"transfer-opens", test_transfer_opens, users},
      {"replay-opens-once", test_replay_opens_once, users},
      {"record-only", test_record_only, users},
      {"refused-agencies", test_refused_agencies, users},
      {"secrecy", test_secrecy, users},
      {"taken-over", test_taken_over, users},
      {"taken-over-known", test_taken_over_known, users},
      {"returned", test_returned, users},
      {"return-of-another", test_return_of_another, users},
      {"inquiry", test_inquiry, users},
      {"inquiry-without-text", test_inquiry_without_text, users},
      {"facts-handed-over", test_facts_handed_over, users},
      {"links-are-the-lokets", test_links_are_the_lokets, users},
  };

  g_test_init (&argc, &argv, NULL);
  fixture_add_tests ("/loketd/linked/", tests, G_N_ELEMENTS (tests));
  return g_test_run ();
}
