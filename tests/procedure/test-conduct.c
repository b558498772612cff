/* SPDX-License-Identifier: EUPL-1.2 */
/* Who may see a case, unreasonable conduct and damages: what is kept beside the complaint. */
#include "small-case.h"

static void
assert_restricted_to (SmallCase *fixture, const char *wanted)
{
  g_autoptr (LoketStanding) standing = small_replay (fixture, "2026-05-20");
  g_autofree char *found =
      standing->restricted_to != NULL ? g_strjoinv (",", standing->restricted_to) : NULL;

  g_assert_cmpstr (found, ==, wanted);
}

static void
test_restrict (SmallCase *fixture, gconstpointer data)
{
  g_autoptr (LoketStanding) standing = NULL;

  small_use_changed (fixture, "acts.15", "{\"act\":\"restrict\",\"in\":[\"intake\"]}");
  assert_restricted_to (fixture, NULL);
  small_take (fixture, "restrict", "2026-04-25", "{'to':['p','q'],'reason':'x'}");
  assert_restricted_to (fixture, "p,q");
  small_take (fixture, "restrict", "2026-04-26", "{'to':'r','reason':'x'}");
  small_take (fixture, "restrict", "2026-04-26", "{'to':['r',7],'reason':'x'}");
  small_take (fixture, "restrict", "2026-04-26", "{'reason':'x'}");
  assert_restricted_to (fixture, "p,q");
  small_take (fixture, "restrict", "2026-04-27", "{'to':['s']}");
  assert_restricted_to (fixture, "s");
  small_take (fixture, "restrict", "2026-04-28", "{'to':[]}");
  assert_restricted_to (fixture, NULL);
  standing = small_replay (fixture, "2026-05-20");
  for (int i = 2; i <= 4; i++) {
    g_autofree char *id = g_strdup_printf ("a%d", i);

    small_assert_effect (standing, id, LOKET_ANSWER_NOT_ALLOWED, "personGiven");
  }
}

static void
assert_review_on (SmallCase *fixture, const char *wanted)
{
  g_autoptr (LoketStanding) standing = small_replay (fixture, "2026-05-20");
  const LoketPermission *review = &standing->permissions[LOKET_ACT_REVIEW_CONDUCT];
  g_autofree char *found = loket_day_to_string (standing->conduct_review_on);

  g_assert_cmpstr (found, ==, wanted);
  g_assert_cmpint (review->answer, ==,
                   wanted != NULL ? LOKET_ANSWER_ALLOWED : LOKET_ANSWER_NOT_ALLOWED);
  g_assert_cmpstr (review->reason, ==, wanted != NULL ? NULL : "conductOpen");
  g_assert_cmpint (standing->permissions[LOKET_ACT_RECORD_CONDUCT].answer, ==,
                   LOKET_ANSWER_ALLOWED);
  g_assert_cmpstr (standing->next, ==, "acknowledge");
}

static void
test_conduct (SmallCase *fixture, gconstpointer data)
{
  g_autoptr (LoketStanding) standing = NULL;

  assert_review_on (fixture, NULL);
  small_take (fixture, "recordConduct", "2026-04-25", "{'text':' ','reviewOn':'2026-06-01'}");
  small_take (fixture, "recordConduct", "2026-04-25", "{'text':'x','reviewOn':'June'}");
  small_take (fixture, "reviewConduct", "2026-04-25", "{'text':'x','keep':false}");
  assert_review_on (fixture, NULL);
  small_take (fixture, "recordConduct", "2026-04-25", "{'text':'x','reviewOn':'2026-06-01'}");
  assert_review_on (fixture, "2026-06-01");
  small_take (fixture, "reviewConduct", "2026-04-26", "{'text':'x','keep':true}");
  small_take (fixture, "reviewConduct", "2026-04-26", "{'keep':false}");
  assert_review_on (fixture, "2026-06-01");
  small_take (fixture, "reviewConduct", "2026-04-26",
              "{'text':'x','keep':true,'reviewOn':'2026-07-01'}");
  assert_review_on (fixture, "2026-07-01");
  small_take (fixture, "reviewConduct", "2026-04-27",
              "{'text':'x','keep':false,'reviewOn':'2026-08-01'}");
  assert_review_on (fixture, NULL);
  standing = small_replay (fixture, "2026-05-20");
  small_assert_effect (standing, "a1", LOKET_ANSWER_NOT_ALLOWED, "textGiven");
  small_assert_effect (standing, "a2", LOKET_ANSWER_NOT_ALLOWED, "dayGiven");
  small_assert_effect (standing, "a3", LOKET_ANSWER_NOT_ALLOWED, "conductOpen");
  small_assert_effect (standing, "a5", LOKET_ANSWER_NOT_ALLOWED, "dayGiven");
  small_assert_effect (standing, "a6", LOKET_ANSWER_NOT_ALLOWED, "textGiven");
}

/* Returns 1 where it is done, 0 where it is not, -1 where nobody asks. */
static int
read_legal_told (SmallCase *fixture)
{
  g_autoptr (LoketStanding) standing = small_replay (fixture, "2026-05-20");

  for (guint i = 0; i < standing->checklist->len; i++) {
    const LoketCheck *check = g_ptr_array_index (standing->checklist, i);

    if (g_str_equal (check->code, "legalTold"))
      return check->done;
  }
  return -1;
}

static void
test_damages (SmallCase *fixture, gconstpointer data)
{
  small_use_changed (fixture, "checklist.5",
                     "{\"code\":\"legalTold\",\"must\":true,\"source\":\"Book\"}");
  g_assert_cmpint (read_legal_told (fixture), ==, -1);
  fixture->more = ",'damagesClaimed':' '";
  g_assert_cmpint (read_legal_told (fixture), ==, -1);
  small_take (fixture, "correct", "2026-04-25",
              "{'field':'damagesClaimed','old':' ','new':'150 euro'}");
  g_assert_cmpint (read_legal_told (fixture), ==, 0);
  small_take (fixture, "informLegal", "2026-04-26", "{}");
  g_assert_cmpint (read_legal_told (fixture), ==, 1);
}

/* Somebody who decides need not have seen them. */
static void
test_quiet (SmallCase *fixture, gconstpointer data)
{
  g_assert_true (loket_act_type_is_quiet (LOKET_ACT_RECORD_CONDUCT));
  g_assert_true (loket_act_type_is_quiet (LOKET_ACT_REVIEW_CONDUCT));
  g_assert_true (loket_act_type_is_quiet (LOKET_ACT_INFORM_LEGAL));
  g_assert_false (loket_act_type_is_quiet (LOKET_ACT_RESTRICT));
}

int
main (int argc, char *argv[])
{
  static const SmallTest tests[] = {
      {"restrict", test_restrict},
      {"conduct", test_conduct},
      {"damages", test_damages},
      {"quiet", test_quiet},
  };

  g_test_init (&argc, &argv, NULL);
  small_add_tests ("/procedure/conduct/", tests, G_N_ELEMENTS (tests));
  return g_test_run ();
}
