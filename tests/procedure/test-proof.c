/* SPDX-License-Identifier: EUPL-1.2 */
/* The proof of each date: line by line, as a person is told it. */
#include "small-case.h"

static void
test_proof_running (SmallCase *fixture, gconstpointer data)
{
  g_autoptr (LoketStanding) standing = small_replay (fixture, "2026-04-25");
  LoketClockReading *reading = loket_standing_get_clock (standing, LOKET_CLOCK_ACKNOWLEDGEMENT);

  small_assert_proof (standing, LOKET_CLOCK_ACKNOWLEDGEMENT,
                      "anchor 2026-04-24 (received) [Invented rule book, 7]\n"
                      "period 5 workingDay [Invented rule book, 7]\n"
                      "counted 2026-04-25 10 calendarDay\n"
                      "weekendsMet 4\n"
                      "holidayMet 2026-05-01 (labourDay) \"Labour Day\"\n"
                      "lastDay 2026-05-04\n"
                      "workBy 2026-05-04 (office)\n"
                      "unconfirmed (counts) ?\n"
                      "unconfirmed (rollRule) ?\n");
  g_assert_cmpint (reading->days_left, ==, 9);
  g_assert_cmpint (reading->working_days_left, ==, 4);
  g_assert_true (reading->confirmed);
  /* Sunday 24 May 2026; in these rules Whit Monday is no holiday. */
  small_assert_proof (standing, LOKET_CLOCK_ANSWER,
                      "anchor 2026-04-24 (received) [Invented rule book, 7]\n"
                      "period 1 month [Invented rule book, 7]\n"
                      "counted 2026-04-25 30 calendarDay\n"
                      "weekendsMet 10\n"
                      "holidayMet 2026-05-01 (labourDay) \"Labour Day\"\n"
                      "lastDay 2026-05-24\n"
                      "weekend 2026-05-24\n"
                      "rollOver 2026-05-25 [Invented rule book, 7]\n"
                      "workBy 2026-05-22 (office)\n");
  small_assert_proof (standing, LOKET_CLOCK_REMEDY, "notStarted ?\n");
  g_assert_true (loket_standing_get_leading_clock (standing) == reading);
  g_assert_true (standing->rules_known);
}

static void
test_proof_extended (SmallCase *fixture, gconstpointer data)
{
  g_autoptr (LoketStanding) standing = NULL;
  LoketClockReading *reading;

  small_take_all (fixture, "takeUp 2026-04-27, suspend 2026-04-30, suspend 2026-05-01, "
                           "resume 2026-05-03, suspend 2026-05-06, resume 2026-05-06, "
                           "suspend 2026-05-09, resume 2026-05-10");
  small_take (fixture, "extend", "2026-05-12", "{'reason':'difficult'}");
  standing = small_replay (fixture, "2026-05-12");
  /* 24 May and two weeks is 7 June; four days did not count: 11 June. */
  small_assert_proof (standing, LOKET_CLOCK_ANSWER,
                      "anchor 2026-04-24 (received) [Invented rule book, 7]\n"
                      "period 1 month [Invented rule book, 7]\n"
                      "extension 2026-05-12 2 week (extend) by a9 ?\n"
                      "suspension 2026-05-01 3 calendarDay (suspend) by a2\n"
                      "suspension 2026-05-10 1 calendarDay (suspend) by a7\n"
                      "counted 2026-04-25 48 calendarDay\n"
                      "weekendsMet 14\n"
                      "holidayMet 2026-05-01 (labourDay) \"Labour Day\"\n"
                      "lastDay 2026-06-11\n"
                      "workBy 2026-06-11 (office)\n");
  reading = loket_standing_get_clock (standing, LOKET_CLOCK_ANSWER);
  g_assert_false (reading->confirmed);
  g_assert_cmpint (reading->state, ==, LOKET_CLOCK_STATE_RUNNING);
}

static void
test_proof_suspended (SmallCase *fixture, gconstpointer data)
{
  g_autoptr (LoketStanding) standing = NULL;
  LoketClockReading *reading;

  small_take_all (fixture, "takeUp 2026-04-27, suspend 2026-05-04");
  standing = small_replay (fixture, "2026-05-20");
  small_assert_proof (standing, LOKET_CLOCK_ANSWER,
                      "anchor 2026-04-24 (received) [Invented rule book, 7]\n"
                      "period 1 month [Invented rule book, 7]\n"
                      "suspension 2026-05-05 0 calendarDay (suspend) by a2\n");
  reading = loket_standing_get_clock (standing, LOKET_CLOCK_ANSWER);
  g_assert_cmpint (reading->state, ==, LOKET_CLOCK_STATE_SUSPENDED);
  g_assert_cmpint (reading->days_left, ==, 20);
  g_assert_cmpint (reading->last_day, ==, LOKET_NO_DAY);
  g_assert_true (standing->flags & LOKET_FLAG_SUSPENDED);
}

static void
test_proof_ended (SmallCase *fixture, gconstpointer data)
{
  g_autoptr (LoketStanding) standing = NULL;

  small_take_all (fixture, "acknowledge 2026-04-28, takeUp 2026-04-28");
  small_take (fixture, "promiseRemedy", "2026-04-29", "{'text':'a new form'}");
  small_pend (fixture, "p1", "answer", "2026-05-25", "{'text':'sorry','via':'loket'}");
  standing = small_replay (fixture, "2026-05-26");
  small_assert_proof (standing, LOKET_CLOCK_ACKNOWLEDGEMENT,
                      "anchor 2026-04-24 (received) [Invented rule book, 7]\n"
                      "period 5 workingDay [Invented rule book, 7]\n"
                      "counted 2026-04-25 10 calendarDay\n"
                      "weekendsMet 4\n"
                      "holidayMet 2026-05-01 (labourDay) \"Labour Day\"\n"
                      "lastDay 2026-05-04\n"
                      "workBy 2026-05-04 (office)\n"
                      "unconfirmed (counts) ?\n"
                      "unconfirmed (rollRule) ?\n"
                      "satisfied 2026-04-28 (acknowledge) by a1\n");
  small_assert_proof (standing, LOKET_CLOCK_ANSWER,
                      "anchor 2026-04-24 (received) [Invented rule book, 7]\n"
                      "period 1 month [Invented rule book, 7]\n"
                      "counted 2026-04-25 30 calendarDay\n"
                      "weekendsMet 10\n"
                      "holidayMet 2026-05-01 (labourDay) \"Labour Day\"\n"
                      "lastDay 2026-05-24\n"
                      "weekend 2026-05-24\n"
                      "rollOver 2026-05-25 [Invented rule book, 7]\n"
                      "workBy 2026-05-22 (office)\n"
                      "satisfied 2026-05-26 (answer) by p1\n"
                      "countsWhenTaken 2026-05-26 (answer) by p1\n");
  small_assert_proof (standing, LOKET_CLOCK_REMEDY, "noTerm ?\n");
  g_assert_cmpint (loket_standing_get_clock (standing, LOKET_CLOCK_ANSWER)->state, ==,
                   LOKET_CLOCK_STATE_MET_LATE);
  g_assert_cmpint (loket_standing_get_clock (standing, LOKET_CLOCK_REMEDY)->state, ==,
                   LOKET_CLOCK_STATE_NO_TERM);
  g_assert_true (loket_standing_get_effect (standing, "p1")->counts_when_taken);
  g_assert_null (loket_standing_get_leading_clock (standing));
}

static void
test_proof_closed (SmallCase *fixture, gconstpointer data)
{
  g_autoptr (LoketStanding) standing = NULL;

  fixture->more = ",'receivedOn':'2026-04-01'";
  small_take (fixture, "takeUp", "2026-04-02", "{}");
  small_take (fixture, "promiseRemedy", "2026-04-02", "{'text':'a new form'}");
  small_take (fixture, "answer", "2026-04-10", "{'text':'sorry'}");
  small_take (fixture, "close", "2026-04-20", "{}");
  standing = small_replay (fixture, "2026-04-21");
  /* 1 April and one month is Friday 1 May, a holiday: the limit moves to Monday. */
  small_assert_proof (standing, LOKET_CLOCK_ANSWER,
                      "anchor 2026-04-01 (received) [Invented rule book, 7]\n"
                      "period 1 month [Invented rule book, 7]\n"
                      "counted 2026-04-02 30 calendarDay\n"
                      "weekendsMet 8\n"
                      "holidayMet 2026-04-06 (easterMonday) \"Easter Monday\"\n"
                      "holidayMet 2026-05-01 (labourDay) \"Labour Day\"\n"
                      "lastDay 2026-05-01\n"
                      "holiday 2026-05-01 (labourDay) \"Labour Day\"\n"
                      "rollOver 2026-05-04 [Invented rule book, 7]\n"
                      "workBy 2026-04-29 (office)\n"
                      "satisfied 2026-04-10 (answer) by a3\n");
  small_assert_proof (standing, LOKET_CLOCK_REMEDY, "noTerm ?\nclosed 2026-04-20 (close) by a4\n");
  /* An answer that comes after the term for it does not excuse the missing acknowledgement. */
  small_assert_proof (standing, LOKET_CLOCK_ACKNOWLEDGEMENT,
                      "anchor 2026-04-01 (received) [Invented rule book, 7]\n"
                      "period 5 workingDay [Invented rule book, 7]\n"
                      "counted 2026-04-02 8 calendarDay\n"
                      "weekendsMet 2\n"
                      "holidayMet 2026-04-06 (easterMonday) \"Easter Monday\"\n"
                      "lastDay 2026-04-09\n"
                      "workBy 2026-04-09 (office)\n"
                      "unconfirmed (counts) ?\n"
                      "unconfirmed (rollRule) ?\n"
                      "closed 2026-04-20 (close) by a4\n");
}

/* Monday 6 April 2026 is Easter Monday: no confirmed rule moves the last day away from it. */
static void
test_proof_no_roll_over (SmallCase *fixture, gconstpointer data)
{
  g_autoptr (LoketStanding) standing = NULL;

  small_use_changed (fixture, "clocks.0.unit.value", "\"week\"");
  fixture->more = ",'receivedOn':'2026-03-02'";
  standing = small_replay (fixture, "2026-03-03");
  small_assert_proof (standing, LOKET_CLOCK_ACKNOWLEDGEMENT,
                      "anchor 2026-03-02 (received) [Invented rule book, 7]\n"
                      "period 5 week [Invented rule book, 7]\n"
                      "counted 2026-03-03 35 calendarDay\n"
                      "weekendsMet 10\n"
                      "holidayMet 2026-04-06 (easterMonday) \"Easter Monday\"\n"
                      "lastDay 2026-04-06\n"
                      "holiday 2026-04-06 (easterMonday) \"Easter Monday\"\n"
                      "noRollOver 2026-04-06\n"
                      "workBy 2026-04-03 (office)\n"
                      "unconfirmed (counts) ?\n"
                      "unconfirmed (rollRule) ?\n");
}

/* Spans that touch are one. */
static void
test_touching_suspensions (SmallCase *fixture, gconstpointer data)
{
  g_autoptr (LoketStanding) standing = NULL;

  small_take_all (fixture, "takeUp 2026-04-25, suspend 2026-04-27, resume 2026-04-29, suspend "
                           "2026-04-29, resume 2026-05-01");
  standing = small_replay (fixture, "2026-05-02");
  small_assert_proof (standing, LOKET_CLOCK_ANSWER,
                      "anchor 2026-04-24 (received) [Invented rule book, 7]\n"
                      "period 1 month [Invented rule book, 7]\n"
                      "suspension 2026-04-28 4 calendarDay (suspend) by a2\n"
                      "counted 2026-04-25 34 calendarDay\n"
                      "weekendsMet 10\n"
                      "holidayMet 2026-05-01 (labourDay) \"Labour Day\"\n"
                      "lastDay 2026-05-28\n"
                      "workBy 2026-05-28 (office)\n");
}

int
main (int argc, char *argv[])
{
  static const SmallTest tests[] = {
      {"running", test_proof_running},
      {"extended", test_proof_extended},
      {"suspended", test_proof_suspended},
      {"ended", test_proof_ended},
      {"closed", test_proof_closed},
      {"no-roll-over", test_proof_no_roll_over},
      {"touching-suspensions", test_touching_suspensions},
  };

  g_test_init (&argc, &argv, NULL);
  small_add_tests ("/procedure/proof/", tests, G_N_ELEMENTS (tests));
  return g_test_run ();
}
