/* SPDX-License-Identifier: EUPL-1.2 */
/* Cases as values: what must be there, what corrections do, what is no fact. */
#include "loket-case.h"
#include "loket-error.h"

#define HEAD                                                                                       \
  "\"caseId\":\"1b4e28ba-2fa1-41d2-883f-0016d3cca427\",\"reference\":\"KF-2026-000001\","          \
  "\"agency\":\"demo-fed\",\"procedure\":{\"id\":\"be-fed-ibz\",\"version\":\"1\"}"
#define WHOLE                                                                                      \
  "{" HEAD ",\"receivedOn\":\"2026-11-12\",\"registeredOn\":\"2026-11-13\","                       \
  "\"subject\":\"Old subject\",\"newMember\":{\"x\":1},"                                           \
  "\"complainants\":[{\"name\":\"A\"},{\"name\":\"B\",\"email\":\"b@post.example\"}],"             \
  "\"acts\":[{\"actId\":\"a\",\"type\":\"note\",\"occurredOn\":\"2026-11-13\",\"seq\":1}]}"

static LoketCase *
read_case (const char *text, GError **error)
{
  g_autoptr (JsonNode) root = loket_json_parse (text, -1, NULL);

  return loket_case_from_json (json_node_get_object (root), error);
}

static LoketCase *
correct (LoketCase *the_case, const char *payload)
{
  g_autoptr (GPtrArray) corrections =
      g_ptr_array_new_with_free_func ((GDestroyNotify) loket_act_unref);
  g_autoptr (JsonNode) root = loket_json_parse (payload, -1, NULL);
  g_autoptr (GError) error = NULL;
  LoketCase *corrected;

  g_ptr_array_add (corrections,
                   loket_act_new ("c", LOKET_ACT_CORRECT, "p", loket_day_new (2026, 11, 20), 1,
                                  json_node_get_object (root)));
  corrected = loket_case_with_corrections (the_case, corrections, &error);
  g_assert_no_error (error);
  return corrected;
}

static void
test_read (void)
{
  g_autoptr (LoketCase) the_case = read_case (WHOLE, NULL);

  g_assert_cmpstr (the_case->procedure_id, ==, "be-fed-ibz");
  g_assert_cmpint (the_case->registered_on, ==, loket_day_new (2026, 11, 13));
  g_assert_cmpuint (the_case->complainants->len, ==, 2);
  g_assert_cmpuint (the_case->acts->len, ==, 1);
  g_assert_nonnull (loket_case_find_act (the_case, "a"));
  g_assert_null (loket_case_find_act (the_case, "b"));
  g_assert_true (json_object_has_member (the_case->json, "newMember"));
}

static void
test_wrong (void)
{
  static const char *const wrong[] = {
      "{}",
      "{" HEAD "}",
      "{" HEAD ",\"receivedOn\":\"soon\"}",
      "{" HEAD ",\"receivedOn\":\"2026-11-12\",\"acts\":[7]}",
      "{" HEAD ",\"receivedOn\":\"2026-11-12\",\"acts\":[{\"actId\":\"a\"}]}",
      "{" HEAD ",\"receivedOn\":\"2026-11-12\",\"grievances\":\"none\"}",
      "{" HEAD ",\"receivedOn\":\"2026-11-12\",\"subject\":5}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (read_case (wrong[i], &error));
    g_assert_error (error, LOKET_ERROR, LOKET_ERROR_INVALID);
  }
}

static void
test_corrections (void)
{
  g_autoptr (LoketCase) the_case = read_case (WHOLE, NULL);
  g_autoptr (LoketCase) moved =
      correct (the_case, "{\"field\":\"receivedOn\",\"new\":\"2026-11-10\"}");
  g_autoptr (LoketCase) deep =
      correct (the_case, "{\"field\":\"complainants.1.email\",\"new\":\"c@post.example\"}");
  g_autoptr (LoketCase) away =
      correct (the_case, "{\"field\":\"complainants.1.email\",\"new\":null}");
  LoketParty *second = g_ptr_array_index (deep->complainants, 1);

  g_assert_cmpint (moved->received_on, ==, loket_day_new (2026, 11, 10));
  g_assert_cmpint (the_case->received_on, ==, loket_day_new (2026, 11, 12));
  g_assert_cmpstr (second->email, ==, "c@post.example");
  g_assert_cmpstr (second->name, ==, "B");
  second = g_ptr_array_index (away->complainants, 1);
  g_assert_null (second->email);
  g_assert_cmpuint (moved->acts->len, ==, 1);
}

/* What the loket keeps itself is no fact of the complaint. */
static void
test_no_facts (void)
{
  g_autoptr (LoketCase) the_case = read_case (WHOLE, NULL);
  g_autoptr (LoketCase) same = correct (the_case, "{\"field\":\"reference\",\"new\":\"KF-0\"}");

  g_assert_cmpstr (same->reference, ==, "KF-2026-000001");
  g_assert_null (loket_case_get_fact (the_case, "acts"));
  g_assert_null (loket_case_get_fact (the_case, "complainants.7.name"));
  g_assert_null (loket_case_get_fact (the_case, "subject.deeper"));
  g_assert_nonnull (loket_case_get_fact (the_case, "complainants.0.name"));
}

static void
test_provisional_reference (void)
{
  g_autofree char *reference =
      loket_case_make_provisional_reference ("1b4e28ba-2fa1-41d2-883f-0016d3cca427");

  g_assert_cmpstr (reference, ==, "V-1B4E28BA");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/case/case/read", test_read);
  g_test_add_func ("/case/case/wrong", test_wrong);
  g_test_add_func ("/case/case/corrections", test_corrections);
  g_test_add_func ("/case/case/no-facts", test_no_facts);
  g_test_add_func ("/case/case/provisional-reference", test_provisional_reference);
  return g_test_run ();
}
