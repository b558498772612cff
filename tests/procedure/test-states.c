/* SPDX-License-Identifier: EUPL-1.2 */
/* The state table of every shipped profile: what each act does in each step, as replay says it.
 *
 * Compared with data/procedures/<id>/<version>.states.txt; `test-states --write` makes them anew.
 */
#include <stdio.h>

#include "loket-datadir.h"
#include "loket-replay.h"

/* A Monday; no act of a table is done before it. */
#define RECEIVED "2026-01-05"
#define YEAR_LATER "2027-01-05"

/* How a step is reached: acts done on the day of receipt. */
typedef struct {
  LoketStep step;
  gboolean remedy_open;
  GPtrArray *acts; /* (element-type LoketAct) */
} Way;

typedef struct {
  LoketRules *rules;
  LoketProfile *profile;
  LoketCase *the_case;
  GPtrArray *ways; /* (element-type Way): the first one to each step counts */
  int act_count;
} Table;

static void
way_free (Way *way)
{
  g_ptr_array_unref (way->acts);
  g_free (way);
}

static LoketMoment
noon (const char *day)
{
  LoketDay parsed = LOKET_NO_DAY;

  g_assert_true (loket_day_parse (day, &parsed));
  return loket_moment_of_day (parsed, 12, 0);
}

static JsonArray *
get_rows (Table *table)
{
  return loket_json_peek_array (loket_profile_get_json (table->profile), "acts");
}

static const char *
find_ground (Table *table, const char *kind)
{
  JsonArray *grounds = loket_profile_get_grounds (table->profile);

  for (guint i = 0; i < json_array_get_length (grounds); i++) {
    JsonObject *ground = loket_json_array_peek_object (grounds, i);

    if (kind == NULL || g_strcmp0 (loket_json_peek_string (ground, "kind"), kind) == 0)
      return loket_json_peek_string (ground, "code");
  }
  return NULL;
}

/* What the procedure is made for: requalified as that, the rows stay the same. */
static JsonArray *
list_first_kind (Table *table)
{
  JsonArray *kinds = loket_json_peek_array (loket_profile_get_json (table->profile), "demandKinds");
  JsonArray *list = json_array_new ();

  json_array_add_string_element (
      list, loket_json_peek_string (loket_json_array_peek_object (kinds, 0), "code"));
  return list;
}

/* An act with everything in it that a form would ask for. */
static LoketAct *
make_act (Table *table, const char *type, const char *kind, const char *day)
{
  g_autoptr (JsonObject) payload = json_object_new ();
  const char *ground = g_str_equal (type, "decline") ? find_ground (table, kind) : NULL;
  LoketDay occurred_on = LOKET_NO_DAY;
  g_autofree char *id = g_strdup_printf ("act-%d", table->act_count++);

  loket_day_parse (day, &occurred_on);
  json_object_set_string_member (payload, "via", "post");
  json_object_set_string_member (payload, "reason", "a reason");
  json_object_set_string_member (payload, "text", "a text");
  json_object_set_string_member (payload, "outcome", "resolvedAtOnce");
  json_object_set_string_member (payload, "from", "service");
  if (g_str_equal (type, "requalify"))
    json_object_set_array_member (payload, "to", list_first_kind (table));
  if (g_str_equal (type, "restrict"))
    json_object_set_array_member (payload, "to", json_array_new ());
  if (ground != NULL)
    json_object_set_string_member (payload, "ground", ground);
  if (ground != NULL && kind == NULL)
    kind = loket_json_peek_string (loket_profile_find_ground (table->profile, ground), "kind");
  if (kind != NULL)
    json_object_set_string_member (payload, "kind", kind);
  return loket_act_new (id, loket_act_type_from_string (type), "p", occurred_on, 0, payload);
}

static GPtrArray *
follow (GPtrArray *acts, LoketAct *act)
{
  GPtrArray *longer = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_act_unref);

  for (guint i = 0; i < acts->len; i++)
    g_ptr_array_add (longer, loket_act_ref (g_ptr_array_index (acts, i)));
  g_ptr_array_add (longer, loket_act_ref (act));
  return longer;
}

static Way *
find_way (Table *table, LoketStep step, int remedy_open)
{
  for (guint i = 0; i < table->ways->len; i++) {
    Way *way = g_ptr_array_index (table->ways, i);

    if (way->step == step && (remedy_open < 0 || way->remedy_open == remedy_open))
      return way;
  }
  return NULL;
}

/* One more act from the end of @way; a way to where no other one leads is kept. */
static void
try_act (Table *table, const Way *way, LoketAct *act)
{
  g_autoptr (GPtrArray) acts = follow (way->acts, act);
  g_autoptr (LoketStanding) standing =
      loket_replay (table->rules, table->the_case, acts, NULL, noon (RECEIVED));
  LoketActEffect *effect = g_ptr_array_index (standing->effects, standing->effects->len - 1);
  gboolean remedy_open = way->remedy_open || act->type == LOKET_ACT_PROMISE_REMEDY;
  Way *found;

  if (effect->permission.answer != LOKET_ANSWER_ALLOWED ||
      find_way (table, standing->step, remedy_open) != NULL)
    return;
  found = g_new0 (Way, 1);
  found->step = standing->step;
  found->remedy_open = remedy_open;
  found->acts = g_ptr_array_ref (acts);
  g_ptr_array_add (table->ways, found);
}

static const char *
get_kind (JsonObject *row)
{
  JsonObject *when = loket_json_peek_object (row, "when");

  return when != NULL ? loket_json_array_peek_string (loket_json_peek_array (when, "kind"), 0)
                      : NULL;
}

static void
find_ways (Table *table)
{
  JsonArray *rows = get_rows (table);
  Way *start = g_new0 (Way, 1);

  start->step = LOKET_STEP_INTAKE;
  start->acts = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_act_unref);
  g_ptr_array_add (table->ways, start);
  for (guint next = 0; next < table->ways->len; next++) {
    for (guint i = 0; i < json_array_get_length (rows); i++) {
      JsonObject *row = loket_json_array_peek_object (rows, i);
      g_autoptr (LoketAct) act =
          make_act (table, loket_json_peek_string (row, "act"), get_kind (row), RECEIVED);

      try_act (table, g_ptr_array_index (table->ways, next), act);
    }
  }
}

/* What becomes of @act after @acts. */
static char *
describe (Table *table, GPtrArray *acts, LoketAct *act, const char *today)
{
  static const char *const answers[] = {"allowed", "recordOnly", "notAllowed"};
  g_autoptr (LoketStanding) before =
      loket_replay (table->rules, table->the_case, acts, NULL, noon (today));
  g_autoptr (GPtrArray) longer = follow (acts, act);
  g_autoptr (LoketStanding) after =
      loket_replay (table->rules, table->the_case, longer, NULL, noon (today));
  LoketActEffect *effect = g_ptr_array_index (after->effects, after->effects->len - 1);

  if (effect->permission.answer != LOKET_ANSWER_ALLOWED)
    return g_strdup_printf ("%s %s", answers[effect->permission.answer], effect->permission.reason);
  if (after->step != before->step)
    return g_strdup_printf ("allowed, to %s", loket_step_to_string (after->step));
  return g_strdup ("allowed");
}

static void
write_act (Table *table, GString *text, const Way *way, const char *type, const char *kind)
{
  g_autoptr (LoketAct) first = make_act (table, type, kind, RECEIVED);
  g_autoptr (LoketAct) late = make_act (table, type, kind, YEAR_LATER);
  g_autoptr (GPtrArray) done = follow (way->acts, first);
  g_autofree char *name = g_strdup_printf ("%s %s", type, kind != NULL ? kind : "");
  g_autofree char *in_time = describe (table, way->acts, first, RECEIVED);
  g_autofree char *after = describe (table, way->acts, late, YEAR_LATER);
  g_autofree char *again = NULL;

  if (g_str_has_prefix (in_time, "allowed"))
    again = describe (table, done, late, YEAR_LATER);
  g_string_append_printf (text, "  %-24s %-32s %-32s %s\n", name, in_time, after,
                          again != NULL ? again : "-");
}

/* Every kind that the rows of the type name, in the order of the file. */
static void
write_type (Table *table, GString *text, const Way *way, const char *type)
{
  JsonArray *rows = get_rows (table);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < json_array_get_length (rows); i++) {
    JsonObject *row = loket_json_array_peek_object (rows, i);
    JsonObject *when = loket_json_peek_object (row, "when");
    g_auto (GStrv) kinds = when != NULL ? loket_json_peek_strings (when, "kind") : NULL;

    if (!g_str_equal (loket_json_peek_string (row, "act"), type))
      continue;
    if (kinds == NULL && g_hash_table_add (seen, g_strdup ("")))
      write_act (table, text, way, type, NULL);
    for (int k = 0; kinds != NULL && kinds[k] != NULL; k++) {
      if (g_hash_table_add (seen, g_strdup (kinds[k])))
        write_act (table, text, way, type, kinds[k]);
    }
  }
}

static void
write_way (GString *text, const Way *way)
{
  g_string_append_printf (text, "\n%s", loket_step_to_string (way->step));
  for (guint i = 0; i < way->acts->len; i++) {
    const LoketAct *act = g_ptr_array_index (way->acts, i);

    g_string_append_printf (text, "%s%s", i == 0 ? ", after " : ", ", act->type_code);
  }
  g_string_append_printf (text, "\n  %-24s %-32s %-32s %s\n", "act", "on the day of receipt",
                          "a year later", "once more, a year later");
}

/* The types that are nowhere or everywhere, in one line each. */
static void
write_others (Table *table, GString *text)
{
  g_autoptr (LoketStanding) standing =
      loket_replay (table->rules, table->the_case, NULL, NULL, noon (RECEIVED));
  g_autoptr (GString) nowhere = g_string_new (NULL);
  g_autoptr (GString) everywhere = g_string_new (NULL);

  for (int type = LOKET_ACT_UNKNOWN + 1; type < LOKET_N_ACT_TYPES; type++) {
    const char *code = loket_act_type_to_string ((LoketActType) type);
    const char *reason = standing->permissions[type].reason;
    g_autoptr (GString) rows = g_string_new (NULL);

    write_type (table, rows, g_ptr_array_index (table->ways, 0), code);
    if (g_strcmp0 (reason, "notInProcedure") == 0)
      g_string_append_printf (nowhere, " %s", code);
    else if (rows->len == 0)
      g_string_append_printf (everywhere, " %s", code);
  }
  g_string_append_printf (text, "\nin every step:%s\nnotAllowed notInProcedure:%s\n",
                          everywhere->str, nowhere->str);
}

static char *
write_table (Table *table)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text,
                          "What each act does in each step under %s %s, as replay says it.\n"
                          "Made by `test-states --write`; compared by the tests. Not to be "
                          "edited.\n",
                          loket_profile_get_id (table->profile),
                          loket_profile_get_version (table->profile));
  for (int step = LOKET_STEP_INTAKE; step < LOKET_N_STEPS; step++) {
    Way *way = find_way (table, (LoketStep) step, -1);

    if (way == NULL)
      continue;
    write_way (text, way);
    for (int type = LOKET_ACT_UNKNOWN + 1; type < LOKET_N_ACT_TYPES; type++)
      write_type (table, text, way, loket_act_type_to_string ((LoketActType) type));
  }
  write_others (table, text);
  return g_string_free (text, FALSE);
}

static LoketCase *
make_case (LoketProfile *profile)
{
  g_autofree char *text = g_strdup_printf (
      "{\"caseId\":\"c\",\"reference\":\"r\",\"agency\":\"\",\"procedure\":{\"id\":\"%s\","
      "\"version\":\"%s\"},\"receivedOn\":\"" RECEIVED "\",\"answerChannel\":\"post\"}",
      loket_profile_get_id (profile), loket_profile_get_version (profile));
  g_autoptr (JsonNode) node = loket_json_parse (text, -1, NULL);

  return loket_case_from_json (json_node_get_object (node), NULL);
}

static char *
build_table (LoketRules *rules, LoketProfile *profile)
{
  Table table = {rules, profile, make_case (profile),
                 g_ptr_array_new_with_free_func ((GDestroyNotify) way_free), 0};
  char *text;

  find_ways (&table);
  text = write_table (&table);
  loket_case_unref (table.the_case);
  g_ptr_array_unref (table.ways);
  return text;
}

static char *
build_path (LoketProfile *profile)
{
  g_autofree char *name = g_strdup_printf ("%s.states.txt", loket_profile_get_version (profile));

  return loket_datadir_build_path ("procedures", loket_profile_get_id (profile), name, NULL);
}

static void
test_table (gconstpointer data)
{
  LoketProfile *profile = (LoketProfile *) data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketRules) rules = loket_rules_new_load (&error);
  g_autofree char *path = build_path (profile);
  g_autofree char *wanted = NULL;
  g_autofree char *found = NULL;

  g_assert_no_error (error);
  found = build_table (rules, profile);
  g_file_get_contents (path, &wanted, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (found, ==, wanted);
}

static int
write_all (LoketRules *rules)
{
  GPtrArray *profiles = loket_rules_list_profiles (rules);

  for (guint i = 0; i < profiles->len; i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *path = build_path (g_ptr_array_index (profiles, i));
    g_autofree char *text = build_table (rules, g_ptr_array_index (profiles, i));

    if (!g_file_set_contents (path, text, -1, &error)) {
      fprintf (stderr, "%s\n", error->message);
      return 1;
    }
  }
  return 0;
}

int
main (int argc, char *argv[])
{
  g_autoptr (LoketRules) rules = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *profiles;

  rules = loket_rules_new_load (&error);
  g_assert_no_error (error);
  if (argc == 2 && g_str_equal (argv[1], "--write"))
    return write_all (rules);
  g_test_init (&argc, &argv, NULL);
  profiles = loket_rules_list_profiles (rules);
  g_assert_cmpuint (profiles->len, >, 0);
  for (guint i = 0; i < profiles->len; i++) {
    LoketProfile *profile = g_ptr_array_index (profiles, i);
    g_autofree char *name =
        g_strdup_printf ("/procedure/states/%s-%s", loket_profile_get_id (profile),
                         loket_profile_get_version (profile));

    g_test_add_data_func (name, profile, test_table);
  }
  return g_test_run ();
}
