/* SPDX-License-Identifier: EUPL-1.2 */
/* What is asked at intake, what is missing, and which grounds speak of it. */
#include <string.h>

#include "loket-intake.h"
#include "loket-rules.h"

static JsonObject *
parse (const char *json)
{
  g_autofree char *text = g_strdelimit (g_strdup (json), "'", '"');
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = loket_json_parse (text, -1, &error);

  g_assert_no_error (error);
  return json_object_ref (json_node_get_object (node));
}

static void
assert_holds (const char *json, const char *field, gboolean wanted)
{
  g_autoptr (JsonObject) facts = parse (json);

  if (loket_intake_holds (facts, field) != wanted)
    g_error ("%s in %s", field, json);
}

static void
test_holds (void)
{
  assert_holds ("{'facts': 'Iets.'}", "facts", TRUE);
  assert_holds ("{'facts': '  '}", "facts", FALSE);
  assert_holds ("{}", "facts", FALSE);
  assert_holds ("{'complainants': [{'name': ''}, {'name': 'A. Proef'}]}", "complainants.name",
                TRUE);
  assert_holds ("{'complainants': [{'organisation': 'Proef vzw'}]}", "complainants.name", TRUE);
  assert_holds ("{'complainants': []}", "complainants.name", FALSE);
  assert_holds ("{'complainants': [{'street': 'Kaai 1'}]}", "complainants.address", FALSE);
  assert_holds ("{'complainants': [{'street': 'Kaai 1', 'city': 'Proefdam'}]}",
                "complainants.address", TRUE);
  assert_holds ("{'triedFirst': {'with': ' '}}", "triedFirst", FALSE);
  assert_holds ("{'triedFirst': {'on': '2026-11-02'}}", "triedFirst", TRUE);
  assert_holds ("{'triedFirst': 'Gebeld.'}", "triedFirst", TRUE);
  assert_holds ("{'contestedDecision': {}}", "contestedDecision", FALSE);
  assert_holds ("{'documents': []}", "documents", FALSE);
  assert_holds ("{}", "nameWithheld", TRUE);
  assert_holds ("{}", "representative.mandate", TRUE);
  assert_holds ("{'representative': {'name': 'B. Proef'}}", "representative.mandate", FALSE);
  assert_holds ("{'representative': {'name': 'B. Proef', 'mandate': false}}",
                "representative.mandate", TRUE);
}

static const char *
join_missing (LoketProfile *profile, const char *json)
{
  g_autoptr (JsonObject) facts = parse (json);
  g_autoptr (GPtrArray) missing = loket_intake_list_missing (profile, facts);
  g_autoptr (GString) names = g_string_new (NULL);
  static char *joined;

  for (guint i = 0; i < missing->len; i++) {
    const LoketIntakeField *field = g_ptr_array_index (missing, i);

    g_assert_false (field->held);
    g_assert_nonnull (field->names);
    g_assert_nonnull (field->need);
    g_string_append_printf (names, "%s%s%s", i > 0 ? " " : "", field->required ? "*" : "",
                            field->field);
  }
  g_free (joined);
  joined = g_strdup (names->str);
  return joined;
}

#define PERSON "'complainants': [{'name': 'A. Proef', 'email': 'a@proef.example'}]"

static void
test_missing (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketRules) rules = loket_rules_new_load (&error);
  LoketProfile *flanders = loket_rules_get_profile (rules, "be-vlg-bestuursdecreet", "1");
  LoketProfile *ibz = loket_rules_get_profile (rules, "be-fed-ibz", "1");

  g_assert_no_error (error);
  g_assert_cmpstr (
      join_missing (flanders, "{" PERSON ", 'facts': 'x', 'receivedOn': '2026-11-20'}"), ==,
      "*complainants.address factsOn damagesClaimed complainants.phone service period documents "
      "triedFirst "
      "contestedDecision");
  /* The same complaint lacks nothing that the federal procedure requires. */
  g_assert_null (
      strchr (join_missing (ibz, "{" PERSON ", 'facts': 'x', 'receivedOn': '2026-11-20'}"), '*'));
  g_assert_false (loket_intake_counts_hours (ibz));
}

static void
assert_grounds (LoketProfile *profile, const char *json, guint signs, const char *wanted)
{
  g_autoptr (JsonObject) facts = parse (json);
  g_autoptr (GPtrArray) grounds = NULL;
  g_autoptr (GString) codes = g_string_new (NULL);

  g_assert_cmpuint (loket_intake_read_signs (profile, facts), ==, signs);
  grounds = loket_intake_list_grounds (profile, signs);
  for (guint i = 0; i < grounds->len; i++)
    g_string_append_printf (codes, "%s%s", i > 0 ? " " : "",
                            loket_json_peek_string (grounds->pdata[i], "code"));
  g_assert_cmpstr (codes->str, ==, wanted);
}

static void
test_signs_and_grounds (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketRules) rules = loket_rules_new_load (&error);
  LoketProfile *flanders = loket_rules_get_profile (rules, "be-vlg-bestuursdecreet", "1");
  LoketProfile *ibz = loket_rules_get_profile (rules, "be-fed-ibz", "1");

  g_assert_no_error (error);
  assert_grounds (ibz, "{" PERSON ", 'facts': 'x', 'receivedOn': '2026-11-20'}", 0, "");
  assert_grounds (ibz, "{'complainants': [], 'facts': 'x', 'receivedOn': '2026-11-20'}",
                  LOKET_INTAKE_ANONYMOUS | LOKET_INTAKE_INCOMPLETE, "anonymous");
  assert_grounds (flanders, "{" PERSON ", 'facts': 'x', 'receivedOn': '2026-11-20'}",
                  LOKET_INTAKE_INCOMPLETE, "noNameAddress noFacts");
  assert_grounds (ibz,
                  "{" PERSON ", 'facts': 'x', 'receivedOn': '2026-11-20',"
                  " 'demandKinds': ['accessRequest']}",
                  LOKET_INTAKE_NOT_FOR_US, "notCompetent");
  /* One demand that is ours keeps the file here. */
  assert_grounds (ibz,
                  "{" PERSON ", 'facts': 'x', 'receivedOn': '2026-11-20',"
                  " 'demandKinds': ['accessRequest', 'complaint']}",
                  0, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/intake/holds", test_holds);
  g_test_add_func ("/intake/missing", test_missing);
  g_test_add_func ("/intake/signs-and-grounds", test_signs_and_grounds);
  return g_test_run ();
}
