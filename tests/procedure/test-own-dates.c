/* SPDX-License-Identifier: EUPL-1.2 */
/* Dates that no rule counts: the day on which it happened, and the days that were promised. */
#include "small-case.h"

#define TEXT "{\"nl\":\"a\",\"fr\":\"b\",\"de\":\"c\",\"en\":\"d\"}"
#define FACT(value) "{\"value\":" value ",\"source\":\"Book\",\"confirmed\":true}"

/* A complaint comes within three months of what it is about. */
#define FACTS_AGE                                                                                  \
  "{\"clock\":\"factsAge\",\"kind\":\"legal\",\"names\":" TEXT                                     \
  ",\"whose\":\"citizen\",\"anchor\":" FACT ("\"factsHappened\"") ",\"amount\":" FACT (            \
      "3") ",\"unit\":" FACT ("\"month\"") ",\"monthRule\":\"sameDate\",\"rollRule\":" FACT ("\"n" \
                                                                                             "one" \
                                                                                             "\"") ",\"counts\":" FACT ("\"received\"") ",\"endsWith\":\"received\"}"

static LoketClockReading *
read_facts_age (SmallCase *fixture, const char *facts_on, LoketStanding **standing)
{
  g_autofree char *more = g_strdup_printf (",'factsOn':'%s'", facts_on);

  fixture->more = more;
  *standing = small_replay (fixture, "2026-04-27");
  fixture->more = "";
  return loket_standing_get_clock (*standing, LOKET_CLOCK_FACTS_AGE);
}

static void
test_facts_age (SmallCase *fixture, gconstpointer data)
{
  static const struct {
    const char *facts_on;
    LoketClockState state;
  } ages[] = {
      {"2026-01-23", LOKET_CLOCK_STATE_MET_LATE},
      {"2026-01-24", LOKET_CLOCK_STATE_MET},
      {"2026-05-01", LOKET_CLOCK_STATE_MET},
      {"last winter", LOKET_CLOCK_STATE_NOT_STARTED},
  };

  small_use_changed (fixture, "clocks.2", FACTS_AGE);
  for (gsize i = 0; i < G_N_ELEMENTS (ages); i++) {
    g_autoptr (LoketStanding) standing = NULL;
    LoketClockReading *age = read_facts_age (fixture, ages[i].facts_on, &standing);

    g_assert_cmpint (age->state, ==, ages[i].state);
    g_assert_cmpint (age->days_left, ==, 0);
    g_assert_false (standing->flags & LOKET_FLAG_LATE);
    if (age->state != LOKET_CLOCK_STATE_NOT_STARTED)
      g_assert_cmpint (age->ended_on, ==, small_day ("2026-04-24"));
  }
}

/* Neither an act nor closing is its end, and the proof says what was. */
static void
test_facts_age_proof (SmallCase *fixture, gconstpointer data)
{
  g_autoptr (LoketStanding) standing = NULL;

  small_use_changed (fixture, "clocks.2", FACTS_AGE);
  small_take (fixture, "decline", "2026-04-25",
              "{'kind':'notHandled','ground':'unfounded','reason':'x'}");
  read_facts_age (fixture, "2026-03-13", &standing);
  g_assert_cmpint (standing->step, ==, LOKET_STEP_CLOSED);
  small_assert_proof (standing, LOKET_CLOCK_FACTS_AGE,
                      "anchor 2026-03-13 (factsHappened) [Book]\n"
                      "period 3 month [Book]\n"
                      "counted 2026-03-14 92 calendarDay\n"
                      "weekendsMet 27\n"
                      "holidayMet 2026-04-06 (easterMonday) \"Easter Monday\"\n"
                      "holidayMet 2026-05-01 (labourDay) \"Labour Day\"\n"
                      "lastDay 2026-06-13\n"
                      "weekend 2026-06-13\n"
                      "noRollOver 2026-06-13\n"
                      "workBy 2026-06-12 (office)\n"
                      "satisfied 2026-04-24 (received)\n");
}

/* A date on which another day hangs is not changed without a reason. */
static void
test_correct_facts_on (SmallCase *fixture, gconstpointer data)
{
  g_autoptr (LoketStanding) standing = NULL;

  small_use_changed (fixture, "clocks.2", FACTS_AGE);
  small_take (fixture, "correct", "2026-04-25",
              "{'field':'factsOn','old':null,'new':'2026-04-01'}");
  small_take (fixture, "correct", "2026-04-25",
              "{'field':'factsOn','old':null,'new':'2026-01-02','reason':'on the form'}");
  standing = small_replay (fixture, "2026-05-20");
  small_assert_effect (standing, "a1", LOKET_ANSWER_NOT_ALLOWED, "reasonGiven");
  g_assert_cmpint (loket_standing_get_clock (standing, LOKET_CLOCK_FACTS_AGE)->state, ==,
                   LOKET_CLOCK_STATE_MET_LATE);
}

/* What we promised to put right is done by the day that we named. */
#define PROMISED(more)                                                                             \
  "{\"clock\":\"remedy\",\"kind\":\"legal\",\"names\":" TEXT                                       \
  ",\"copiedFrom\":" FACT ("\"promiseRemedy.until\"") more                                         \
      ",\"satisfiedBy\":[{\"act\":\"contact\"}]}"

static LoketClockReading *
read_remedy (SmallCase *fixture, const char *today, LoketStanding **standing)
{
  *standing = small_replay (fixture, today);
  return loket_standing_get_clock (*standing, LOKET_CLOCK_REMEDY);
}

static void
take_promises (SmallCase *fixture)
{
  small_take (fixture, "takeUp", "2026-04-25", "{}");
  small_take (fixture, "promiseRemedy", "2026-04-27", "{'text':'x','until':'soon'}");
  small_take (fixture, "contact", "2026-04-27", "{'text':'x'}");
  small_take (fixture, "promiseRemedy", "2026-04-28", "{'text':'x','until':'2026-05-09'}");
}

static void
test_promised (SmallCase *fixture, gconstpointer data)
{
  g_autoptr (LoketStanding) early = NULL;
  g_autoptr (LoketStanding) standing = NULL;
  LoketClockReading *remedy;

  small_use_changed (fixture, "clocks.2", PROMISED (""));
  g_assert_cmpint (read_remedy (fixture, "2026-04-29", &early)->state, ==,
                   LOKET_CLOCK_STATE_NOT_STARTED);
  take_promises (fixture);
  remedy = read_remedy (fixture, "2026-05-11", &standing);
  g_assert_cmpint (remedy->state, ==, LOKET_CLOCK_STATE_OVERDUE);
  g_assert_cmpint (remedy->from, ==, small_day ("2026-04-28"));
  g_assert_cmpint (remedy->due, ==, small_day ("2026-05-09"));
  g_assert_cmpint (remedy->days_left, ==, -2);
  g_assert_true (standing->flags & LOKET_FLAG_LATE);
  small_assert_proof (standing, LOKET_CLOCK_REMEDY,
                      "anchor 2026-04-28 (promiseRemedy) by a4\n"
                      "copied 2026-05-09 [Book]\n"
                      "lastDay 2026-05-09\n"
                      "weekend 2026-05-09\n"
                      "workBy 2026-05-08 (office)\n");
}

static void
test_promised_again (SmallCase *fixture, gconstpointer data)
{
  g_autoptr (LoketStanding) standing = NULL;
  LoketClockReading *remedy;

  small_use_changed (fixture, "clocks.2", PROMISED (""));
  take_promises (fixture);
  small_take (fixture, "contact", "2026-04-29", "{'text':'x'}");
  small_take (fixture, "promiseRemedy", "2026-04-30", "{'text':'x','until':'2026-06-01'}");
  remedy = read_remedy (fixture, "2026-05-11", &standing);
  g_assert_cmpint (remedy->state, ==, LOKET_CLOCK_STATE_MET);
  g_assert_cmpint (remedy->due, ==, small_day ("2026-05-09"));
}

/* Each promise counts anew, and only what comes after the last one is its end. */
static void
test_promised_last (SmallCase *fixture, gconstpointer data)
{
  g_autoptr (LoketStanding) standing = NULL;
  g_autoptr (LoketStanding) closed = NULL;
  LoketClockReading *remedy;

  small_use_changed (fixture, "clocks.2", PROMISED (",\"pick\":\"last\""));
  take_promises (fixture);
  small_take (fixture, "contact", "2026-04-29", "{'text':'x'}");
  small_take (fixture, "promiseRemedy", "2026-04-30", "{'text':'x','until':'2026-06-01'}");
  remedy = read_remedy (fixture, "2026-05-11", &standing);
  g_assert_cmpint (remedy->state, ==, LOKET_CLOCK_STATE_RUNNING);
  g_assert_cmpint (remedy->due, ==, small_day ("2026-06-01"));
  small_take (fixture, "answer", "2026-05-12", "{'text':'x'}");
  small_take (fixture, "close", "2026-05-13", "{}");
  remedy = read_remedy (fixture, "2026-05-14", &closed);
  g_assert_cmpint (remedy->state, ==, LOKET_CLOCK_STATE_SKIPPED);
  g_assert_cmpint (remedy->ended_on, ==, small_day ("2026-05-13"));
}

int
main (int argc, char *argv[])
{
  static const SmallTest tests[] = {
      {"facts-age", test_facts_age},
      {"facts-age-proof", test_facts_age_proof},
      {"correct-facts-on", test_correct_facts_on},
      {"promised", test_promised},
      {"promised-again", test_promised_again},
      {"promised-last", test_promised_last},
  };

  g_test_init (&argc, &argv, NULL);
  small_add_tests ("/procedure/own-dates/", tests, G_N_ELEMENTS (tests));
  return g_test_run ();
}
