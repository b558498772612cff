/* SPDX-License-Identifier: EUPL-1.2 */
/* The shared codes: there and back, and what a code of a newer version becomes. */
#include "loket-codes.h"

static void
test_there_and_back (void)
{
  for (int type = LOKET_ACT_UNKNOWN + 1; type < LOKET_N_ACT_TYPES; type++)
    g_assert_cmpint (loket_act_type_from_string (loket_act_type_to_string (type)), ==, type);
  for (int step = LOKET_STEP_INTAKE; step < LOKET_N_STEPS; step++)
    g_assert_cmpint (loket_step_from_string (loket_step_to_string (step)), ==, step);
  for (int i = 0; loket_outcome_to_string (i) != NULL; i++)
    g_assert_cmpint (loket_outcome_from_string (loket_outcome_to_string (i)), ==, i);
  for (int i = 0; loket_via_to_string (i) != NULL; i++)
    g_assert_cmpint (loket_via_from_string (loket_via_to_string (i)), ==, i);
  for (int i = 0; loket_clock_state_to_string (i) != NULL; i++)
    g_assert_cmpint (loket_clock_state_from_string (loket_clock_state_to_string (i)), ==, i);
  for (int i = 0; loket_urgency_to_string (i) != NULL; i++)
    g_assert_cmpint (loket_urgency_from_string (loket_urgency_to_string (i)), ==, i);
}

static void
test_newer_codes (void)
{
  g_assert_cmpint (loket_act_type_from_string ("sing"), ==, LOKET_ACT_UNKNOWN);
  g_assert_cmpint (loket_act_type_from_string (NULL), ==, LOKET_ACT_UNKNOWN);
  g_assert_cmpint (loket_step_from_string ("limbo"), ==, LOKET_STEP_UNKNOWN);
  g_assert_cmpint (loket_via_from_string ("pigeon"), ==, LOKET_VIA_NONE);
  g_assert_null (loket_step_to_string (LOKET_N_STEPS));
}

static void
test_flags (void)
{
  const char *const codes[] = {"late", "unheardOf", "acknowledged", NULL};
  LoketFlags flags = loket_flags_from_strings (codes);
  g_auto (GStrv) names = loket_flags_to_strings (flags);

  g_assert_cmpint (flags, ==, LOKET_FLAG_LATE | LOKET_FLAG_ACKNOWLEDGED);
  g_assert_cmpuint (g_strv_length (names), ==, 2);
  g_assert_cmpstr (names[0], ==, "acknowledged");
  g_assert_cmpstr (names[1], ==, "late");
}

/* The lists of the design: who must have seen everything, who may come between, who tells. */
static void
test_kinds_of_acts (void)
{
  g_assert_true (loket_act_type_is_decisive (LOKET_ACT_ANSWER));
  g_assert_true (loket_act_type_is_decisive (LOKET_ACT_ANNUL));
  g_assert_false (loket_act_type_is_decisive (LOKET_ACT_EXTEND));
  g_assert_true (loket_act_type_is_quiet (LOKET_ACT_NOTE));
  g_assert_true (loket_act_type_is_quiet (LOKET_ACT_SET_FOLLOW_UP));
  g_assert_false (loket_act_type_is_quiet (LOKET_ACT_RECEIVE));
  g_assert_true (loket_act_type_tells (LOKET_ACT_EXTEND));
  g_assert_false (loket_act_type_tells (LOKET_ACT_SETTLE));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/case/codes/there-and-back", test_there_and_back);
  g_test_add_func ("/case/codes/newer-codes", test_newer_codes);
  g_test_add_func ("/case/codes/flags", test_flags);
  g_test_add_func ("/case/codes/kinds-of-acts", test_kinds_of_acts);
  return g_test_run ();
}
