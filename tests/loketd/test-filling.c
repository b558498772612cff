/* SPDX-License-Identifier: EUPL-1.2 */
/* Plausible cases and scenarios: the same every time, and never against the rules. */
#include "loket-error.h"
#include "loket-filling.h"
#include "loket-fixture.h"
#include "loket-replay.h"

#define N_CASES 300

typedef struct {
  guint count;
  guint in_intake;
  guint overdue;
  GHashTable *texts;
  GHashTable *steps;
  GHashTable *languages;
  LoketRules *rules;
  LoketMoment now;
} Survey;

static void
check_effects (Survey *survey, LoketCase *the_case)
{
  g_autoptr (LoketStanding) standing =
      loket_replay (survey->rules, the_case, NULL, NULL, survey->now);

  for (guint i = 0; i < standing->effects->len; i++) {
    const LoketActEffect *effect = g_ptr_array_index (standing->effects, i);

    g_assert_cmpint (effect->permission.answer, ==, LOKET_ANSWER_ALLOWED);
    g_assert_cmpint (effect->act->recorded_at, <=, survey->now);
  }
  g_hash_table_add (survey->steps, GINT_TO_POINTER (standing->step));
  survey->in_intake += standing->step == LOKET_STEP_INTAKE;
  survey->overdue += (standing->flags & LOKET_FLAG_LATE) != 0;
}

static void
survey_case (Survey *survey, LoketCase *the_case)
{
  survey->count++;
  g_hash_table_add (survey->texts, g_strconcat (the_case->subject, the_case->facts, NULL));
  g_hash_table_add (survey->languages,
                    g_strconcat (the_case->agency, " ", the_case->filing_language, NULL));
  g_assert_true (g_str_has_prefix (
      the_case->procedure_id, g_str_equal (the_case->agency, "demo-fed") ? "be-fed-" : "be-vlg-"));
  check_effects (survey, the_case);
}

static void
survey_all (Fixture *fixture, Survey *survey)
{
  g_autoptr (LoketResponse) response = fixture_ask (fixture, "GET", "/changes?pageSize=500", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketFeedPage) page = loket_feed_page_decode (response->body, &error);

  g_assert_no_error (error);
  survey->rules = fixture->rules;
  survey->now = loket_central_get_now (fixture->central);
  survey->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  survey->languages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  survey->steps = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < page->items->len; i++) {
    const LoketFeedItem *item = g_ptr_array_index (page->items, i);

    survey_case (survey, item->contents);
  }
}

static void
survey_clear (Survey *survey)
{
  g_hash_table_unref (survey->texts);
  g_hash_table_unref (survey->languages);
  g_hash_table_unref (survey->steps);
}

static void
test_plausible (Fixture *fixture, gconstpointer data)
{
  Survey survey = {0};
  g_autoptr (GError) error = NULL;

  loket_filling_cases (fixture->central, N_CASES, 7, &error);
  g_assert_no_error (error);
  survey_all (fixture, &survey);
  g_assert_cmpint (survey.count, ==, N_CASES);
  g_assert_cmpint (survey.in_intake * 20, >=, N_CASES);
  g_assert_cmpint (survey.overdue, >, 0);
  g_assert_cmpint (g_hash_table_size (survey.steps), ==, LOKET_N_STEPS - 1);
  g_assert_cmpint (g_hash_table_size (survey.texts), >, N_CASES * 9 / 10);
  g_assert_true (g_hash_table_contains (survey.languages, "demo-fed de"));
  g_assert_true (g_hash_table_contains (survey.languages, "demo-fed fr"));
  g_assert_true (g_hash_table_contains (survey.languages, "demo-vlg nl"));
  g_assert_cmpint (g_hash_table_size (survey.languages), ==, 4);
  survey_clear (&survey);
}

static char *
make_sum (guint64 seed)
{
  Fixture fixture = {NULL};
  g_autoptr (LoketResponse) response = NULL;
  g_autoptr (JsonObject) page = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  char *sum;

  fixture_set_up (&fixture, NULL);
  /* The hour at which it is started changes nothing. */
  loket_clock_step (fixture.clock, (gint64) g_test_rand_int_range (0, 3600 * 12) * 1000);
  loket_filling_cases (fixture.central, N_CASES, seed, &error);
  g_assert_no_error (error);
  response = fixture_ask (&fixture, "GET", "/changes?pageSize=500", NULL);
  page = fixture_read (response);
  text = json_to_string (json_object_get_member (page, "items"), FALSE);
  sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  fixture_tear_down (&fixture, NULL);
  return sum;
}

static void
test_same_seed (void)
{
  g_autofree char *first = make_sum (7);
  g_autofree char *again = make_sum (7);
  g_autofree char *other = make_sum (8);

  g_assert_cmpstr (first, ==, again);
  g_assert_cmpstr (first, !=, other);
}

/* The scenario that is shipped loads on any day of the week, and on the day after a holiday. */
static void
test_shipped_scenario (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("LOKET_SOURCE_ROOT"), "data", "scenarios",
                                            "first-day.json", NULL);

  for (int day = 0; day < 7; day++) {
    Fixture fixture = {NULL};
    g_autoptr (GError) error = NULL;
    gboolean empty;

    fixture_set_up (&fixture, NULL);
    fixture_close (&fixture);
    fixture_open (&fixture, loket_day_new (2026, 12, 24) + day, NULL);
    loket_filling_scenario (fixture.central, path, &error);
    g_assert_no_error (error);
    g_assert_true (loket_central_is_empty (fixture.central, &empty, NULL));
    g_assert_false (empty);
    fixture_tear_down (&fixture, NULL);
  }
}

static const char scenario_text[] =
    "{\"id\": \"small\", \"names\": {\"nl\": \"a\", \"fr\": \"a\", \"de\": \"a\", \"en\": \"a\"},"
    " \"people\": [{\"id\": \"an\", \"name\": \"An Voorbeeld\", \"roles\": [\"coordinator\"],"
    "  \"agencies\": [\"demo-vlg\"]}],"
    " \"cases\": [{\"key\": \"one\", \"agency\": \"demo-vlg\", \"received\": \"-38\","
    "  \"facts\": {\"subject\": \"s\", \"facts\": \"Op {@-40} ging ik.\", \"filingLanguage\": "
    "\"nl\","
    "   \"answerChannel\": \"mail\", \"complainants\": [], \"grievances\": [],"
    "   \"demandKinds\": [], \"carriers\": [], \"channels\": []},"
    "  \"acts\": [{\"type\": \"takeUp\", \"day\": \"-36>\"},"
    "   {\"type\": \"setFollowUp\", \"day\": \"-5<\", \"payload\": {\"on\": \"@+4\", \"text\": "
    "\"x\"}}]}]}";

static gboolean
load_scenario (Fixture *fixture, const char *text, GError **error)
{
  g_autofree char *path = fixture_write_file (fixture, "scenario.json", text);

  return loket_filling_scenario (fixture->central, path, error);
}

/* Friday 20 November: 38 days before is 13 October, a Tuesday; 5 days before a Sunday, so that the
 * last open day is Friday the 13th. */
static void
test_scenario_days (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketResponse) response = NULL;
  g_autoptr (LoketFeedPage) page = NULL;
  const LoketFeedItem *item;
  const LoketAct *follow_up;

  load_scenario (fixture, scenario_text, &error);
  g_assert_no_error (error);
  response = fixture_ask (fixture, "GET", "/changes?pageSize=500", NULL);
  page = loket_feed_page_decode (response->body, &error);
  item = g_ptr_array_index (page->items, 0);
  g_assert_cmpint (item->contents->received_on, ==, loket_day_new (2026, 10, 13));
  g_assert_cmpstr (item->contents->facts, ==, "Op 11 oktober 2026 ging ik.");
  g_assert_cmpstr (item->contents->reference, ==, "KV-2026-000001");
  follow_up = g_ptr_array_index (item->contents->acts, 1);
  g_assert_cmpint (follow_up->occurred_on, ==, loket_day_new (2026, 11, 13));
  g_assert_cmpstr (loket_act_get_text (follow_up, "on"), ==, "2026-11-24");
  g_assert_cmpstr (follow_up->author_name, ==, "An Voorbeeld");
}

/* Persons of the scenario may call with the token of the loket and their id. */
static void
test_scenario_people (Fixture *fixture, gconstpointer data)
{
  LoketCentralOptions options = {.folder = fixture->folder};
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) me = NULL;
  g_autoptr (LoketResponse) nobody = NULL;

  load_scenario (fixture, scenario_text, &error);
  g_assert_no_error (error);
  fixture_close (fixture);
  options.callers = loket_callers_new_open ("secret");
  fixture->central =
      loket_central_new (fixture->rules, fixture->clock, fixture->random, &options, &error);
  g_assert_no_error (error);
  fixture->token = "secret.an";
  me = fixture_get (fixture, "/me");
  g_assert_cmpstr (loket_json_peek_string (me, "name"), ==, "An Voorbeeld");
  fixture->token = "secret.bo";
  nobody = fixture_ask (fixture, "GET", "/me", NULL);
  g_assert_cmpint (nobody->status, ==, 401);
}

static void
test_scenario_errors (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *from;
    const char *to;
    const char *place;
  } wrong[] = {
      {"\"received\": \"-38\"", "\"received\": \"yesterday\"", "cases[0].received:"},
      {"\"received\": \"-38\"", "\"received\": \"+3\"", "cases[0].received:"},
      {"\"agency\": \"demo-vlg\", \"rec", "\"agency\": \"demo-fed\", \"rec", "cases[0].agency:"},
      {"\"day\": \"-36>\"", "\"dya\": \"-36>\"", "cases[0].acts[0].dya:"},
      {"\"type\": \"takeUp\"",
       "\"type\": \"consent\", \"payload\": {\"party\": \"citizen\","
       " \"yes\": true}",
       "acts[0].type: the rules say notAllowed to consent: wrongStep"},
      {"\"type\": \"takeUp\"", "\"type\": \"leap\"", "cases[0].acts[0].type:"},
      {"\"type\": \"takeUp\"", "\"type\": \"takeUp\", \"author\": \"bo\"",
       "cases[0].acts[0].author:"},
      {"\"on\": \"@+4\"", "\"on\": \"soon\"", "cases[0].acts[1].payload:"},
      {"{@-40}", "{@never}", "cases[0].facts.facts:"},
      {"\"answerChannel\": \"mail\"", "\"answerChannel\": \"pigeon\"",
       "cases[0].facts.answerChannel:"},
      {"\"coordinator\"", "\"king\"", "people[0].roles:"},
      {"\"day\": \"-5<\"", "\"day\": \"-37<\"", "cases[0].acts[1].day:"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (GString) text = g_string_new (scenario_text);
    g_autoptr (GError) error = NULL;
    gboolean empty;

    g_assert_cmpint (g_string_replace (text, wrong[i].from, wrong[i].to, 1), ==, 1);
    g_assert_false (load_scenario (fixture, text->str, &error));
    g_assert_error (error, LOKET_ERROR, LOKET_ERROR_INVALID);
    if (strstr (error->message, wrong[i].place) == NULL)
      g_error ("%s is not in: %s", wrong[i].place, error->message);
    g_assert_true (loket_central_is_empty (fixture->central, &empty, NULL));
    g_assert_true (empty);
  }
}

static void
test_wrong_users (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *text;
    const char *place;
  } wrong[] = {
      {"[]", "an object is wanted"},
      {"{\"people\": [{\"id\": \"an\"}]}", "people[0].name:"},
      {"{\"people\": [{\"id\": \"an\", \"name\": \"A\", \"token\": \"short\","
       " \"roles\": [\"reader\"], \"agencies\": [\"a\"]}]}",
       "people[0].token:"},
      {"{\"people\": [{\"id\": \"an\", \"name\": \"A\", \"token\": \"long-enough\","
       " \"roles\": [\"emperor\"], \"agencies\": [\"a\"]}]}",
       "people[0].roles:"},
      {"{\"persons\": []}", "persons:"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autofree char *path = fixture_write_file (fixture, "users.json", wrong[i].text);
    g_autoptr (GError) error = NULL;

    g_assert_null (loket_callers_new_load (path, &error));
    if (strstr (error->message, wrong[i].place) == NULL)
      g_error ("%s is not in: %s", wrong[i].place, error->message);
  }
}

int
main (int argc, char **argv)
{
  static const FixtureTest tests[] = {
      {"plausible", test_plausible},
      {"scenario-days", test_scenario_days},
      {"scenario-people", test_scenario_people},
      {"scenario-errors", test_scenario_errors},
      {"wrong-users", test_wrong_users},
  };

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/loketd/filling/same-seed", test_same_seed);
  g_test_add_func ("/loketd/filling/shipped-scenario", test_shipped_scenario);
  fixture_add_tests ("/loketd/filling/", tests, G_N_ELEMENTS (tests));
  return g_test_run ();
}
