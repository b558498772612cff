/* SPDX-License-Identifier: EUPL-1.2 */
/* The check of a file for who writes it: all that is wrong at once, and nothing that is not. */
#include <string.h>

#include "loket-rules-check.h"
#include "small.h"

#define TEXT "{\"nl\":\"a\",\"fr\":\"b\",\"de\":\"c\",\"en\":\"d\"}"

typedef struct {
  const char *place; /* what is changed */
  const char *value; /* JSON; NULL: taken away */
  const char *found; /* the place that is named */
} Change;

/* Each of another part; none hides another. */
static const Change changes[] = {
    {"colour", "\"red\"", "colour"},
    {"names.de", NULL, "names.de"},
    {"version", "\"0\"", "version"},
    {"officeCalendar", "\"moon\"", "officeCalendar"},
    {"scope.confirmed", "true", "scope.source"},
    {"validity.receivedUntil", "\"2019-12-31\"", "validity.receivedUntil"},
    {"norms.1", "{\"code\":\"courtesy\",\"names\":" TEXT "}", "norms[1].code"},
    {"checklist.0.code", "\"smiled\"", "checklist[0].code"},
    {"letters.0.kind", "\"postcard\"", "letters[0].kind"},
    {"acts.0.guards.0.guard", "\"luck\"", "acts[0].guards[0].guard"},
    {"acts.4.guards.1.clock", "\"admissibility\"", "acts[4].guards[1].clock"},
    {"steps.4", "{\"step\":\"mediating\",\"names\":" TEXT "}", "steps[4]"},
    {"clocks.0.unit.value", "\"moon\"", "clocks[0].unit.value"},
    {"clocks.0.counts.value", "7", "clocks[0].counts.value"},
    {"clocks.0.satisfiedBy.0.act", "\"settle\"", "clocks[0].satisfiedBy[0].act"},
    {"clocks.0.demands", "[\"applause\"]", "clocks[0].demands[0]"},
    {"clocks.1.monthRule", NULL, "clocks[1].unit.value"},
    {"clocks.2.amount", "{\"value\":3,\"confirmed\":false}", "clocks[2].amount"},
};

static gboolean
names (LoketFlaws *flaws, const char *place)
{
  for (guint i = 0; i < loket_flaws_count (flaws); i++) {
    if (g_str_equal (loket_flaws_get (flaws, i)->place, place))
      return TRUE;
  }
  return FALSE;
}

static void
print_all (LoketFlaws *flaws)
{
  for (guint i = 0; i < loket_flaws_count (flaws); i++)
    g_test_message ("%s: %s", loket_flaws_get (flaws, i)->place, loket_flaws_get (flaws, i)->text);
}

/* As two errors of one file hide none, so all of them together do not. */
static void
test_all_at_once (void)
{
  g_autoptr (LoketRules) rules = small_new_rules ();
  g_autoptr (JsonNode) node = small_load ("small.json");
  g_autoptr (JsonObject) json = json_object_ref (json_node_get_object (node));
  g_autoptr (LoketFlaws) flaws = loket_flaws_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++) {
    JsonObject *changed = small_change (json, changes[i].place, changes[i].value);

    json_object_unref (json);
    json = changed;
  }
  loket_rules_check (rules, json, flaws);
  print_all (flaws);
  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++) {
    if (!names (flaws, changes[i].found))
      g_error ("%s: is not found", changes[i].found);
  }
  g_assert_cmpuint (loket_flaws_count (flaws), ==, G_N_ELEMENTS (changes));
}

/* One mistake is told of once, and nothing that follows from it. */
static void
test_one_at_a_time (void)
{
  g_autoptr (LoketRules) rules = small_new_rules ();
  g_autoptr (JsonNode) node = small_load ("small.json");

  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++) {
    g_autoptr (JsonObject) json =
        small_change (json_node_get_object (node), changes[i].place, changes[i].value);
    g_autoptr (LoketFlaws) flaws = loket_flaws_new ();
    /* What was good is now another file of a version that is known. */
    guint edited = g_str_equal (changes[i].place, "version") ? 0 : 1;

    loket_rules_check (rules, json, flaws);
    print_all (flaws);
    g_assert_true (names (flaws, changes[i].found));
    g_assert_cmpuint (loket_flaws_count (flaws), ==, 1 + edited);
  }
}

static void
test_looks_alike (void)
{
  static const Change words[] = {
      {"acts.1.act", "\"takUp\"", "unknown word `takUp`; is `takeUp` meant?"},
      {"clocks.0.unit.value", "\"workingday\"",
       "unknown word `workingday`; is `workingDay` meant?"},
      {"mediation", "\"gentle\"", "unknown word `gentle`; one of these is wanted: light, heavy"},
      {"letters.0.step", "\"x\"",
       "unknown word `x`; one of these is wanted: intake, investigating, mediating, answering, "
       "aftercare, closed"},
  };
  g_autoptr (LoketRules) rules = small_new_rules ();
  g_autoptr (JsonNode) node = small_load ("small.json");

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++) {
    g_autoptr (JsonObject) json =
        small_change (json_node_get_object (node), words[i].place, words[i].value);
    g_autoptr (LoketFlaws) flaws = loket_flaws_new ();

    loket_rules_check (rules, json, flaws);
    g_assert_cmpstr (loket_flaws_get (flaws, 0)->text, ==, words[i].found);
  }
}

typedef struct {
  LoketRules *rules;
  JsonObject *whole;
  guint tried;
  guint good;
} Spoiler;

/* A check and a load agree on every file: what the one lets through the other takes. */
static void
try_one (Spoiler *spoiler, const char *place, const char *value)
{
  g_autoptr (JsonObject) json = small_change (spoiler->whole, place, value);
  g_autoptr (LoketFlaws) flaws = loket_flaws_new ();
  g_autoptr (GError) error = NULL;
  gboolean taken = FALSE;

  loket_rules_check (spoiler->rules, json, flaws);
  switch (loket_data_guess_kind (json)) {
  case LOKET_DATA_CALENDAR:
    taken = loket_rules_add_calendar (spoiler->rules, json, &error);
    break;
  case LOKET_DATA_AGENCY:
    taken = loket_rules_add_agency (spoiler->rules, json, &error);
    break;
  case LOKET_DATA_DIRECTORY:
    taken = loket_rules_add_directory (spoiler->rules, json, &error);
    break;
  case LOKET_DATA_PROFILE:
    taken = loket_rules_add_profile (spoiler->rules, json, &error);
    break;
  }
  if (taken != (loket_flaws_count (flaws) == 0))
    g_error ("%s = %s: %s", place, value, error != NULL ? error->message : "is taken");
  spoiler->tried++;
  spoiler->good += taken ? 1 : 0;
}

static void
spoil_here (Spoiler *spoiler, const char *place)
{
  static const char *const values[] = {NULL, "null", "7",    "\"\"", "\"x y\"",
                                       "[]", "{}",   "true", "[{}]"};

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    try_one (spoiler, place, values[i]);
}

static void spoil (Spoiler *spoiler, JsonNode *node, const char *place);

static void
spoil_members (Spoiler *spoiler, JsonObject *json, const char *place)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, json);
  while (json_object_iter_next_ordered (&iter, &name, &node)) {
    g_autofree char *inner = g_strdup_printf ("%s%s%s", place, *place != '\0' ? "." : "", name);

    spoil (spoiler, node, inner);
  }
}

static void
spoil (Spoiler *spoiler, JsonNode *node, const char *place)
{
  if (*place != '\0')
    spoil_here (spoiler, place);
  if (JSON_NODE_HOLDS_OBJECT (node)) {
    spoil_members (spoiler, json_node_get_object (node), place);
  } else if (JSON_NODE_HOLDS_ARRAY (node)) {
    JsonArray *array = json_node_get_array (node);

    for (guint i = 0; i < json_array_get_length (array); i++) {
      g_autofree char *inner = g_strdup_printf ("%s.%u", place, i);

      spoil (spoiler, json_array_get_element (array, i), inner);
    }
  }
}

/* Whatever stands at whatever place: nothing falls over. */
static void
test_spoiled (void)
{
  static const char *const files[] = {"small.json", "agency.json", "calendars.json"};
  guint tried = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autoptr (JsonNode) node = small_load (files[i]);
    g_autoptr (JsonNode) whole = NULL;
    Spoiler spoiler = {small_new_rules (), NULL, 0, 0};

    whole = JSON_NODE_HOLDS_ARRAY (node)
                ? json_node_ref (json_array_get_element (json_node_get_array (node), 1))
                : json_node_ref (node);
    spoiler.whole = json_node_get_object (whole);
    spoil (&spoiler, whole, "");
    g_test_message ("%s: %u tried, %u good", files[i], spoiler.tried, spoiler.good);
    g_assert_cmpuint (spoiler.good, <, spoiler.tried / 2);
    tried += spoiler.tried;
    loket_rules_unref (spoiler.rules);
  }
  g_assert_cmpuint (tried, >, 3000);
}

static void
test_facts (void)
{
  g_autoptr (JsonNode) node =
      loket_json_parse ("{\"a\":{\"value\":1,\"confirmed\":true},\"b\":[{\"basis\":{\"value\":{},"
                        "\"confirmed\":false}},7,{\"confirmed\":true}]}",
                        -1, NULL);
  guint facts = 0, unconfirmed = 0;

  loket_data_count_facts (node, &facts, &unconfirmed);
  g_assert_cmpuint (facts, ==, 3);
  g_assert_cmpuint (unconfirmed, ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/procedure/rules-check/all-at-once", test_all_at_once);
  g_test_add_func ("/procedure/rules-check/one-at-a-time", test_one_at_a_time);
  g_test_add_func ("/procedure/rules-check/looks-alike", test_looks_alike);
  g_test_add_func ("/procedure/rules-check/spoiled", test_spoiled);
  g_test_add_func ("/procedure/rules-check/facts", test_facts);
  return g_test_run ();
}
