/* SPDX-License-Identifier: EUPL-1.2 */
/* Cases that the loket opened for another one, and bodies that sent a case back. */
#include "small-case.h"

#define OPEN "\"in\":[\"intake\",\"investigating\"]"

static void
assert_linked (SmallCase *fixture, const char *more, LoketAnswer answer, const char *reason)
{
  g_autoptr (LoketStanding) standing = NULL;

  fixture->more = more;
  standing = small_replay (fixture, "2026-05-20");
  g_assert_cmpint (standing->permissions[LOKET_ACT_TAKE_UP].answer, ==, answer);
  g_assert_cmpstr (standing->permissions[LOKET_ACT_TAKE_UP].reason, ==, reason);
}

static void
test_guard (SmallCase *fixture, gconstpointer data)
{
  small_use_changed (fixture, "acts.1.guards",
                     "[{\"guard\":\"linked\",\"relation\":\"passedOnFrom\"}]");
  assert_linked (fixture, "", LOKET_ANSWER_NOT_ALLOWED, "linked");
  assert_linked (fixture, ",'links':{'relation':'passedOnFrom'}", LOKET_ANSWER_NOT_ALLOWED,
                 "linked");
  assert_linked (fixture, ",'links':[7,{'relation':'previousLine'}]", LOKET_ANSWER_NOT_ALLOWED,
                 "linked");
  assert_linked (fixture, ",'links':[{'relation':'bundle'},{'relation':'passedOnFrom'}]",
                 LOKET_ANSWER_ALLOWED, NULL);
}

static void
use_transfers (SmallCase *fixture)
{
  g_autoptr (JsonNode) node = small_load ("small.json");
  g_autoptr (JsonObject) sent =
      small_change (json_node_get_object (node), "acts.15", "{\"act\":\"transfer\"," OPEN "}");
  g_autoptr (JsonObject) returned =
      small_change (sent, "acts.16", "{\"act\":\"returnTransfer\"," OPEN "}");
  g_autoptr (JsonObject) json = small_change (returned, "version", "\"2\"");
  g_autoptr (GError) error = NULL;

  loket_rules_add_profile (fixture->rules, json, &error);
  g_assert_no_error (error);
  fixture->version = "2";
}

/* However the body is named the second time. */
static void
test_returned_before (SmallCase *fixture, gconstpointer data)
{
  static const struct {
    const char *payload;
    LoketAnswer answer;
  } again[] = {
      {"{'to':'Elders','toAgency':'demo-vlg'}", LOKET_ANSWER_NOT_ALLOWED},
      {"{'to':'Elders','toAgency':' demo-vlg '}", LOKET_ANSWER_NOT_ALLOWED},
      {"{'to':' Gemeente '}", LOKET_ANSWER_NOT_ALLOWED},
      {"{'to':'Gemeente','toAgency':'demo-fed'}", LOKET_ANSWER_NOT_ALLOWED},
      {"{'to':'Elders','toAgency':'demo-fed'}", LOKET_ANSWER_ALLOWED},
      {"{'to':'demo-vlg'}", LOKET_ANSWER_ALLOWED},
      {"{'to':' ','toAgency':''}", LOKET_ANSWER_ALLOWED},
  };

  use_transfers (fixture);
  small_take (fixture, "transfer", "2026-04-25", "{'to':'Gemeente','toAgency':'demo-vlg'}");
  small_take (fixture, "returnTransfer", "2026-04-26", "{'reason':'x'}");
  for (gsize i = 0; i < G_N_ELEMENTS (again); i++) {
    g_autoptr (LoketStanding) standing = NULL;

    g_ptr_array_set_size (fixture->pending, 0);
    small_pend (fixture, "p1", "transfer", "2026-04-27", again[i].payload);
    standing = small_replay (fixture, "2026-04-28");
    small_assert_effect (standing, "p1", again[i].answer,
                         again[i].answer == LOKET_ANSWER_ALLOWED ? NULL : "returnedBefore");
  }
}

int
main (int argc, char *argv[])
{
  static const SmallTest tests[] = {
      {"guard", test_guard},
      {"returned-before", test_returned_before},
  };

  g_test_init (&argc, &argv, NULL);
  small_add_tests ("/procedure/linked/", tests, G_N_ELEMENTS (tests));
  return g_test_run ();
}
