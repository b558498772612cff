/* SPDX-License-Identifier: EUPL-1.2 */
/* The small rules of the tests. */
#include "small.h"

JsonNode *
small_load (const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (g_getenv ("LOKET_SOURCE_ROOT"), "tests", "fixtures",
                                            "procedures", name, NULL);
  JsonNode *node = loket_json_load (path, &error);

  g_assert_no_error (error);
  return node;
}

static JsonNode *change (JsonNode *node, char **path, JsonNode *value);

static JsonNode *
change_object (JsonObject *object, char **path, JsonNode *value)
{
  JsonObject *copy = loket_json_object_copy (object);
  JsonNode *inner = change (json_object_get_member (object, path[0]), path + 1, value);
  JsonNode *node = json_node_alloc ();

  if (inner != NULL)
    json_object_set_member (copy, path[0], inner);
  else
    json_object_remove_member (copy, path[0]);
  json_node_init_object (node, copy);
  json_object_unref (copy);
  return node;
}

static JsonNode *
change_array (JsonArray *array, char **path, JsonNode *value)
{
  guint index = (guint) g_ascii_strtoull (path[0], NULL, 10);
  guint length = json_array_get_length (array);
  JsonArray *copy = json_array_new ();
  JsonNode *node = json_node_alloc ();

  for (guint i = 0; i < MAX (length, index + 1); i++) {
    JsonNode *element = i < length ? json_array_get_element (array, i) : NULL;
    JsonNode *inner = i == index ? change (element, path + 1, value) : json_node_ref (element);

    if (inner != NULL)
      json_array_add_element (copy, inner);
  }
  json_node_init_array (node, copy);
  json_array_unref (copy);
  return node;
}

static JsonNode *
change (JsonNode *node, char **path, JsonNode *value)
{
  if (path[0] == NULL)
    return value != NULL ? json_node_ref (value) : NULL;
  g_assert_nonnull (node);
  if (JSON_NODE_HOLDS_ARRAY (node))
    return change_array (json_node_get_array (node), path, value);
  return change_object (json_node_get_object (node), path, value);
}

/* A copy of @json in which @place (`clocks.1.unit.value`) holds @value, JSON; NULL takes it away;
 * a position behind the last one adds to a list. */
JsonObject *
small_change (JsonObject *json, const char *place, const char *value)
{
  g_auto (GStrv) path = g_strsplit (place, ".", -1);
  g_autoptr (JsonNode) root = json_node_init_object (json_node_alloc (), json);
  g_autoptr (JsonNode) parsed = value != NULL ? loket_json_parse (value, -1, NULL) : NULL;
  g_autoptr (JsonNode) changed = NULL;

  g_assert_true (value == NULL || parsed != NULL);
  changed = change (root, path, parsed);
  return json_object_ref (json_node_get_object (changed));
}

LoketRules *
small_new_rules (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) calendars = small_load ("calendars.json");
  g_autoptr (JsonNode) profile = small_load ("small.json");
  g_autoptr (JsonNode) agency = small_load ("agency.json");
  LoketRules *rules = loket_rules_new ();

  for (guint i = 0; i < json_array_get_length (json_node_get_array (calendars)); i++) {
    JsonObject *calendar = loket_json_array_peek_object (json_node_get_array (calendars), i);

    loket_rules_add_calendar (rules, calendar, &error);
    g_assert_no_error (error);
  }
  loket_rules_add_profile (rules, json_node_get_object (profile), &error);
  g_assert_no_error (error);
  loket_rules_add_agency (rules, json_node_get_object (agency), &error);
  g_assert_no_error (error);
  return rules;
}

LoketDay
small_day (const char *text)
{
  LoketDay day = LOKET_NO_DAY;

  g_assert_true (loket_day_parse (text, &day));
  return day;
}
