/* SPDX-License-Identifier: EUPL-1.2 */
/* A case that demands several things at once: each may end apart. */
#include "small-case.h"

#define TEXT "{\"nl\":\"a\",\"fr\":\"b\",\"de\":\"c\",\"en\":\"d\"}"
#define KIND(code) "{\"code\":\"" code "\",\"names\":" TEXT ",\"handling\":\"answer\"}"

/* The small rules with a question beside the complaint, which is answered for itself. */
static void
use_demands (SmallCase *fixture)
{
  static const char *const changes[][2] = {
      {"demandKinds.1", KIND ("question")},
      {"demandKinds.2", KIND ("suggestion")},
      {"acts.1.demands", "[\"complaint\"]"},
      {"acts.8.in", "[\"intake\",\"investigating\"]"},
      {"acts.8.perDemand", "true"},
      {"acts.8.guards", "[{\"guard\":\"demandOpen\"}]"},
      {"acts.10.demands", "[\"complaint\"]"},
      {"acts.15", "{\"act\":\"requalify\",\"in\":[\"intake\",\"investigating\"]}"},
      {"acts.16", "{\"act\":\"settle\",\"in\":[\"intake\"],\"to\":\"investigating\","
                  "\"outcome\":\"settled\",\"perDemand\":true}"},
      {"clocks.0.demands", "[\"question\"]"},
      {"version", "\"2\""},
  };
  g_autoptr (JsonNode) node = small_load ("small.json");
  g_autoptr (JsonObject) json = json_object_ref (json_node_get_object (node));
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++) {
    JsonObject *changed = small_change (json, changes[i][0], changes[i][1]);

    json_object_unref (json);
    json = changed;
  }
  loket_rules_add_profile (fixture->rules, json, &error);
  g_assert_no_error (error);
  fixture->version = "2";
  fixture->more = ",'demandKinds':['complaint','question','complaint','poem']";
}

/* @wanted: as in "complaint 2026-05-04, question -" */
static void
assert_demands (LoketStanding *standing, const char *wanted)
{
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < standing->demands->len; i++) {
    const LoketDemandState *demand = g_ptr_array_index (standing->demands, i);
    g_autofree char *day = loket_day_to_string (demand->ended_on);

    g_string_append_printf (found, "%s%s %s", i > 0 ? ", " : "", demand->code,
                            day != NULL ? day : "-");
    g_assert_cmpint (demand->ended, ==, day != NULL);
  }
  g_assert_cmpstr (found->str, ==, wanted);
}

static LoketClockState
get_state (LoketStanding *standing, LoketClockId id)
{
  return loket_standing_get_clock (standing, id)->state;
}

/* The question is answered; the complaint, and its term, go on. */
static void
test_one_ends (SmallCase *fixture, gconstpointer data)
{
  g_autoptr (LoketStanding) standing = NULL;

  use_demands (fixture);
  small_take (fixture, "answer", "2026-04-27", "{'text':'x','demand':'question'}");
  small_take (fixture, "answer", "2026-04-28", "{'text':'x','demand':'question'}");
  small_take (fixture, "answer", "2026-04-28", "{'text':'x','demand':'applause'}");
  small_take (fixture, "answer", "2026-04-28", "{'text':'x','demand':7}");
  standing = small_replay (fixture, "2026-04-29");
  assert_demands (standing, "complaint -, question 2026-04-27, poem -");
  g_assert_cmpint (standing->step, ==, LOKET_STEP_INTAKE);
  g_assert_cmpint (standing->outcome, ==, LOKET_OUTCOME_NONE);
  for (int i = 2; i <= 4; i++) {
    g_autofree char *id = g_strdup_printf ("a%d", i);

    small_assert_effect (standing, id, LOKET_ANSWER_NOT_ALLOWED, "demandOpen");
  }
  /* Skipped by an answer in time; the other clock counts for all that is demanded. */
  g_assert_cmpint (get_state (standing, LOKET_CLOCK_ACKNOWLEDGEMENT), ==,
                   LOKET_CLOCK_STATE_SKIPPED);
  g_assert_cmpint (get_state (standing, LOKET_CLOCK_ANSWER), ==, LOKET_CLOCK_STATE_RUNNING);
}

static void
test_last_ends (SmallCase *fixture, gconstpointer data)
{
  g_autoptr (LoketStanding) standing = NULL;
  g_autoptr (LoketStanding) reopened = NULL;

  use_demands (fixture);
  small_take (fixture, "answer", "2026-04-27", "{'text':'x','demand':'question'}");
  small_take (fixture, "answer", "2026-04-28", "{'text':'x','demand':'poem'}");
  small_take (fixture, "answer", "2026-04-29", "{'text':'x','demand':'complaint'}");
  standing = small_replay (fixture, "2026-04-30");
  assert_demands (standing, "complaint 2026-04-29, question 2026-04-27, poem 2026-04-28");
  g_assert_cmpint (standing->step, ==, LOKET_STEP_CLOSED);
  g_assert_cmpint (standing->outcome, ==, LOKET_OUTCOME_ANSWERED);
  g_assert_cmpint (get_state (standing, LOKET_CLOCK_ANSWER), ==, LOKET_CLOCK_STATE_MET);
  /* A row for complaints is still there when nothing is open any more. */
  g_assert_cmpint (standing->permissions[LOKET_ACT_REOPEN].answer, ==, LOKET_ANSWER_ALLOWED);
  small_take (fixture, "reopen", "2026-05-04", "{'reason':'x'}");
  reopened = small_replay (fixture, "2026-05-05");
  assert_demands (reopened, "complaint -, question -, poem -");
}

static void
test_all_end (SmallCase *fixture, gconstpointer data)
{
  g_autoptr (LoketStanding) answered = NULL;
  g_autoptr (LoketStanding) declined = NULL;

  use_demands (fixture);
  small_take (fixture, "answer", "2026-04-27", "{'text':'x','demand':'question'}");
  small_pend (fixture, "p1", "answer", "2026-04-28", "{'text':'x'}");
  answered = small_replay (fixture, "2026-04-30");
  assert_demands (answered, "complaint 2026-04-28, question 2026-04-27, poem 2026-04-28");
  g_assert_cmpint (answered->step, ==, LOKET_STEP_CLOSED);
  g_ptr_array_set_size (fixture->pending, 0);
  small_take (fixture, "decline", "2026-04-29",
              "{'kind':'notHandled','ground':'unfounded','reason':'x'}");
  declined = small_replay (fixture, "2026-04-30");
  assert_demands (declined, "complaint 2026-04-29, question 2026-04-27, poem 2026-04-29");
}

/* A row for what has ended is gone as long as something else is open. */
static void
test_rows (SmallCase *fixture, gconstpointer data)
{
  g_autoptr (LoketStanding) before = NULL;
  g_autoptr (LoketStanding) after = NULL;

  use_demands (fixture);
  before = small_replay (fixture, "2026-04-30");
  g_assert_cmpint (before->permissions[LOKET_ACT_TAKE_UP].answer, ==, LOKET_ANSWER_ALLOWED);
  small_take (fixture, "answer", "2026-04-27", "{'text':'x','demand':'complaint'}");
  small_take (fixture, "takeUp", "2026-04-28", "{}");
  after = small_replay (fixture, "2026-04-30");
  small_assert_effect (after, "a2", LOKET_ANSWER_NOT_ALLOWED, "notInProcedure");
  g_assert_cmpstr (after->permissions[LOKET_ACT_TAKE_UP].reason, ==, "notInProcedure");
}

static void
test_row_of_another_demand (SmallCase *fixture, gconstpointer data)
{
  g_autoptr (LoketStanding) standing = NULL;

  use_demands (fixture);
  small_take (fixture, "takeUp", "2026-04-27", "{'demand':'question'}");
  small_take (fixture, "takeUp", "2026-04-28", "{'demand':'complaint'}");
  standing = small_replay (fixture, "2026-04-30");
  small_assert_effect (standing, "a1", LOKET_ANSWER_NOT_ALLOWED, "notInProcedure");
  small_assert_effect (standing, "a2", LOKET_ANSWER_ALLOWED, NULL);
}

static void
test_requalify (SmallCase *fixture, gconstpointer data)
{
  g_autoptr (LoketStanding) standing = NULL;

  use_demands (fixture);
  small_take (fixture, "answer", "2026-04-27", "{'text':'x','demand':'question'}");
  small_take (fixture, "answer", "2026-04-27", "{'text':'x','demand':'poem'}");
  small_take (fixture, "requalify", "2026-04-28", "{'to':['question','suggestion']}");
  small_take (fixture, "requalify", "2026-04-28", "{'to':['poem','question','suggestion']}");
  standing = small_replay (fixture, "2026-04-30");
  assert_demands (standing, "poem -, question 2026-04-27, suggestion -");
}

/* Whatever its acts say, a case of one demand is as it was. */
static void
test_only_one (SmallCase *fixture, gconstpointer data)
{
  g_autoptr (LoketStanding) standing = NULL;

  use_demands (fixture);
  fixture->more = "";
  small_take (fixture, "takeUp", "2026-04-25", "{'demand':'complaint'}");
  small_take (fixture, "answer", "2026-04-28", "{'text':'x','demand':'complaint'}");
  standing = small_replay (fixture, "2026-04-30");
  assert_demands (standing, "complaint 2026-04-28");
  g_assert_cmpint (standing->step, ==, LOKET_STEP_CLOSED);
  g_assert_cmpint (get_state (standing, LOKET_CLOCK_ANSWER), ==, LOKET_CLOCK_STATE_MET);
}

/* What is settled in part is not without an outcome once the rest has been answered. */
static void
test_settled_in_part (SmallCase *fixture, gconstpointer data)
{
  g_autoptr (LoketStanding) part = NULL;
  g_autoptr (LoketStanding) whole = NULL;

  use_demands (fixture);
  small_take (fixture, "settle", "2026-04-27", "{'text':'x','demand':'question'}");
  part = small_replay (fixture, "2026-04-30");
  g_assert_cmpint (part->outcome, ==, LOKET_OUTCOME_NONE);
  small_take (fixture, "answer", "2026-04-28", "{'text':'x'}");
  whole = small_replay (fixture, "2026-04-30");
  g_assert_cmpint (whole->outcome, ==, LOKET_OUTCOME_SETTLED);
}

/* Nobody here knows what the first kind of an unknown profile is. */
static void
test_rules_unknown (SmallCase *fixture, gconstpointer data)
{
  g_autoptr (LoketStanding) standing = NULL;

  fixture->version = "9";
  small_take (fixture, "note", "2026-04-27", "{'text':'x','demand':'question'}");
  standing = small_replay (fixture, "2026-04-30");
  small_assert_effect (standing, "a1", LOKET_ANSWER_ALLOWED, NULL);
  g_assert_cmpuint (standing->demands->len, ==, 0);
}

int
main (int argc, char *argv[])
{
  static const SmallTest tests[] = {
      {"one-ends", test_one_ends},
      {"last-ends", test_last_ends},
      {"all-end", test_all_end},
      {"rows", test_rows},
      {"row-of-another-demand", test_row_of_another_demand},
      {"requalify", test_requalify},
      {"only-one", test_only_one},
      {"settled-in-part", test_settled_in_part},
      {"rules-unknown", test_rules_unknown},
  };

  g_test_init (&argc, &argv, NULL);
  small_add_tests ("/procedure/demand-ends/", tests, G_N_ELEMENTS (tests));
  return g_test_run ();
}
