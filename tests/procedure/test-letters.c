/* SPDX-License-Identifier: EUPL-1.2 */
/* Letters that leave later than the act that they carry, and letters that come back. */
#include "small-case.h"

#define STEPS "\"in\":[\"intake\",\"investigating\",\"aftercare\",\"closed\"]"

static void
use_letters (SmallCase *fixture)
{
  g_autoptr (JsonNode) node = small_load ("small.json");
  g_autoptr (JsonObject) sent =
      small_change (json_node_get_object (node), "acts.15", "{\"act\":\"dispatch\"," STEPS "}");
  g_autoptr (JsonObject) returned =
      small_change (sent, "acts.16", "{\"act\":\"returnedMail\"," STEPS "}");
  g_autoptr (JsonObject) json = small_change (returned, "version", "\"2\"");
  g_autoptr (GError) error = NULL;

  loket_rules_add_profile (fixture->rules, json, &error);
  g_assert_no_error (error);
  fixture->version = "2";
}

static void
assert_day (LoketStanding *standing, const char *act_id, const char *wanted)
{
  LoketActEffect *effect = loket_standing_get_effect (standing, act_id);
  g_autofree char *found = loket_day_to_string (effect->counting_day);

  g_assert_cmpstr (found, ==, wanted);
}

static LoketClockState
get_state (LoketStanding *standing, LoketClockId id)
{
  return loket_standing_get_clock (standing, id)->state;
}

/* Said on the last day and posted three days later: no extension. */
static void
test_posted_too_late (SmallCase *fixture, gconstpointer data)
{
  g_autoptr (LoketStanding) said = NULL;
  g_autoptr (LoketStanding) posted = NULL;

  use_letters (fixture);
  small_take (fixture, "extend", "2026-05-24", "{'reason':'x','via':'post'}");
  said = small_replay (fixture, "2026-05-28");
  small_assert_effect (said, "a1", LOKET_ANSWER_ALLOWED, NULL);
  small_take (fixture, "dispatch", "2026-05-27", "{'kind':'otherLetter','actId':'a1'}");
  posted = small_replay (fixture, "2026-05-28");
  small_assert_effect (posted, "a2", LOKET_ANSWER_ALLOWED, NULL);
  small_assert_effect (posted, "a1", LOKET_ANSWER_RECORD_ONLY, "beforeTermEnds");
  assert_day (posted, "a1", "2026-05-27");
  g_assert_cmpint (get_state (posted, LOKET_CLOCK_ANSWER), ==, LOKET_CLOCK_STATE_OVERDUE);
}

static void
test_unknown (SmallCase *fixture, gconstpointer data)
{
  static const char *const payloads[] = {
      "{'kind':'answer','actId':'a1'}", "{'kind':'answer','actId':'a2'}",
      "{'kind':'answer','actId':'a9'}", "{'kind':'answer','actId':7}",
      "{'kind':'answer','actId':'a3'}",
  };
  g_autoptr (LoketStanding) standing = NULL;

  use_letters (fixture);
  small_take (fixture, "takeUp", "2026-04-25", "{}");
  small_take (fixture, "acknowledge", "2026-04-25", "{'via':'socialMedia'}");
  small_take (fixture, "answer", "2026-04-20", "{'text':'x','via':'post'}");
  for (gsize i = 0; i < G_N_ELEMENTS (payloads); i++)
    small_take (fixture, "dispatch", "2026-04-28", payloads[i]);
  small_take (fixture, "returnedMail", "2026-04-28", "{}");
  small_take (fixture, "dispatch", "2026-04-28", "{'kind':'answer'}");
  small_take (fixture, "dispatch", "2026-04-28", "{'kind':'answer','actId':null}");
  standing = small_replay (fixture, "2026-04-29");
  for (int i = 4; i <= 9; i++) {
    g_autofree char *id = g_strdup_printf ("a%d", i);

    small_assert_effect (standing, id, LOKET_ANSWER_NOT_ALLOWED, "letterUnknown");
  }
  small_assert_effect (standing, "a10", LOKET_ANSWER_ALLOWED, NULL);
  small_assert_effect (standing, "a11", LOKET_ANSWER_ALLOWED, NULL);
}

/* Nobody got the acknowledgement: its clock runs on, and it is what comes next. */
static void
test_returned (SmallCase *fixture, gconstpointer data)
{
  g_autoptr (LoketStanding) standing = NULL;

  use_letters (fixture);
  small_take (fixture, "acknowledge", "2026-04-25", "{'via':'post'}");
  small_take (fixture, "returnedMail", "2026-04-24", "{'actId':'a1'}");
  small_take (fixture, "returnedMail", "2026-04-27", "{'actId':'a1'}");
  small_take (fixture, "returnedMail", "2026-04-28", "{'actId':'a1'}");
  standing = small_replay (fixture, "2026-04-29");
  small_assert_effect (standing, "a1", LOKET_ANSWER_ALLOWED, NULL);
  small_assert_effect (standing, "a2", LOKET_ANSWER_NOT_ALLOWED, "beforeLetter");
  small_assert_effect (standing, "a3", LOKET_ANSWER_ALLOWED, NULL);
  small_assert_effect (standing, "a4", LOKET_ANSWER_NOT_ALLOWED, "alreadyReturned");
  assert_day (standing, "a1", NULL);
  g_assert_cmpint (get_state (standing, LOKET_CLOCK_ACKNOWLEDGEMENT), ==,
                   LOKET_CLOCK_STATE_RUNNING);
  g_assert_false (standing->flags & LOKET_FLAG_ACKNOWLEDGED);
  g_assert_cmpstr (standing->next, ==, "sendAgain");
  g_assert_cmpint (standing->permissions[LOKET_ACT_ACKNOWLEDGE].answer, ==,
                   LOKET_ANSWER_RECORD_ONLY);
}

static void
test_sent_again (SmallCase *fixture, gconstpointer data)
{
  g_autoptr (LoketStanding) standing = NULL;

  use_letters (fixture);
  small_take (fixture, "acknowledge", "2026-04-25", "{'via':'post'}");
  small_take (fixture, "returnedMail", "2026-04-27", "{'actId':'a1'}");
  small_take (fixture, "dispatch", "2026-04-29", "{'kind':'otherLetter','actId':'a1'}");
  small_take (fixture, "returnedMail", "2026-04-28", "{'actId':'a1'}");
  standing = small_replay (fixture, "2026-05-20");
  small_assert_effect (standing, "a4", LOKET_ANSWER_NOT_ALLOWED, "beforeLetter");
  assert_day (standing, "a1", "2026-04-29");
  g_assert_cmpint (get_state (standing, LOKET_CLOCK_ACKNOWLEDGEMENT), ==, LOKET_CLOCK_STATE_MET);
  g_assert_true (standing->flags & LOKET_FLAG_ACKNOWLEDGED);
  g_assert_cmpstr (standing->next, ==, "decideTakeUp");
}

/* The case stays closed, and its term runs out all the same. */
static void
test_answer_came_back (SmallCase *fixture, gconstpointer data)
{
  g_autoptr (LoketStanding) early = NULL;
  g_autoptr (LoketStanding) late = NULL;
  g_autoptr (LoketStanding) annulled = NULL;

  use_letters (fixture);
  small_take_all (fixture, "acknowledge 2026-04-25, takeUp 2026-04-25");
  small_take (fixture, "answer", "2026-05-04", "{'text':'x','via':'post'}");
  small_take (fixture, "returnedMail", "2026-05-11", "{'actId':'a3'}");
  early = small_replay (fixture, "2026-05-12");
  g_assert_cmpint (early->step, ==, LOKET_STEP_CLOSED);
  g_assert_cmpint (early->outcome, ==, LOKET_OUTCOME_ANSWERED);
  g_assert_cmpint (get_state (early, LOKET_CLOCK_ANSWER), ==, LOKET_CLOCK_STATE_RUNNING);
  g_assert_cmpstr (early->next, ==, "sendAgain");
  late = small_replay (fixture, "2026-06-12");
  g_assert_cmpint (get_state (late, LOKET_CLOCK_ANSWER), ==, LOKET_CLOCK_STATE_OVERDUE);
  small_take (fixture, "annul", "2026-05-12", "{'actId':'a4','reason':'another letter'}");
  annulled = small_replay (fixture, "2026-06-12");
  g_assert_cmpint (get_state (annulled, LOKET_CLOCK_ANSWER), ==, LOKET_CLOCK_STATE_MET);
  assert_day (annulled, "a3", "2026-05-04");
  g_assert_cmpstr (annulled->next, ==, "nothing");
}

/* Once it has left later, all is judged from the beginning, and it keeps what it did. */
static void
test_from_the_beginning (SmallCase *fixture, gconstpointer data)
{
  g_autoptr (LoketStanding) standing = NULL;

  use_letters (fixture);
  small_take (fixture, "inform", "2026-04-29", "{'text':'x','via':'mail'}");
  small_take (fixture, "extend", "2026-05-20", "{'reason':'x','via':'mail'}");
  small_take (fixture, "extend", "2026-05-21", "{'reason':'x','via':'mail'}");
  small_take (fixture, "dispatch", "2026-05-26", "{'kind':'otherLetter','actId':'a2'}");
  small_take (fixture, "dispatch", "2026-05-10", "{'kind':'otherLetter','actId':'a1'}");
  standing = small_replay (fixture, "2026-05-28");
  small_assert_effect (standing, "a1", LOKET_ANSWER_RECORD_ONLY, "beforeTermEnds");
  small_assert_effect (standing, "a2", LOKET_ANSWER_RECORD_ONLY, "beforeTermEnds");
  small_assert_effect (standing, "a3", LOKET_ANSWER_ALLOWED, NULL);
  g_assert_cmpint (loket_standing_get_clock (standing, LOKET_CLOCK_ANSWER)->last_day, ==,
                   small_day ("2026-06-07"));
}

/* An extension that came back adds nothing, but was made. */
static void
test_extension_came_back (SmallCase *fixture, gconstpointer data)
{
  g_autoptr (LoketStanding) standing = NULL;

  use_letters (fixture);
  small_take (fixture, "extend", "2026-05-20", "{'reason':'x','via':'mail'}");
  small_take (fixture, "returnedMail", "2026-05-22", "{'actId':'a1'}");
  standing = small_replay (fixture, "2026-05-23");
  g_assert_cmpint (loket_standing_get_clock (standing, LOKET_CLOCK_ANSWER)->last_day, ==,
                   small_day ("2026-05-24"));
  g_assert_cmpstr (standing->permissions[LOKET_ACT_EXTEND].reason, ==, "extensionLeft");
}

int
main (int argc, char *argv[])
{
  static const SmallTest tests[] = {
      {"posted-too-late", test_posted_too_late},
      {"unknown", test_unknown},
      {"returned", test_returned},
      {"sent-again", test_sent_again},
      {"answer-came-back", test_answer_came_back},
      {"from-the-beginning", test_from_the_beginning},
      {"extension-came-back", test_extension_came_back},
  };

  g_test_init (&argc, &argv, NULL);
  small_add_tests ("/procedure/letters/", tests, G_N_ELEMENTS (tests));
  return g_test_run ();
}
