/* SPDX-License-Identifier: EUPL-1.2 */
/* Every vector of data/vectors against this code. */
#include "loket-datadir.h"
#include "vector.h"

static JsonObject *
find_element (JsonArray *list, const char *key, const char *code)
{
  for (guint i = 0; i < json_array_get_length (list); i++) {
    JsonObject *element = loket_json_array_peek_object (list, i);

    if (g_strcmp0 (loket_json_peek_string (element, key), code) == 0)
      return element;
  }
  return NULL;
}

static void
say_difference (GString *report, const char *place, JsonNode *wanted, JsonNode *found)
{
  g_autofree char *wanted_text = loket_json_to_string (wanted, FALSE);
  g_autofree char *found_text = found != NULL ? loket_json_to_string (found, FALSE) : NULL;

  g_string_append_printf (report, "\n    %s: %s, but %s was wanted", place,
                          found_text != NULL ? found_text : "nothing", wanted_text);
}

static void
compare_members (GString *report, const char *place, JsonObject *wanted, JsonObject *found)
{
  g_autoptr (GList) members = json_object_get_members (wanted);

  for (GList *l = members; l != NULL; l = l->next) {
    g_autofree char *inner = g_strdup_printf ("%s.%s", place, (const char *) l->data);
    JsonNode *wanted_node = json_object_get_member (wanted, l->data);
    JsonNode *found_node = found != NULL ? json_object_get_member (found, l->data) : NULL;

    if (found_node == NULL || !json_node_equal (wanted_node, found_node))
      say_difference (report, inner, wanted_node, found_node);
  }
}

static void
compare_list (
    GString *report, const char *member, const char *key, JsonObject *wanted, JsonObject *found)
{
  JsonArray *wanted_list = loket_json_peek_array (wanted, member);
  JsonArray *found_list = loket_json_peek_array (found, member);

  for (guint i = 0; wanted_list != NULL && i < json_array_get_length (wanted_list); i++) {
    JsonObject *element = loket_json_array_peek_object (wanted_list, i);
    const char *code = loket_json_peek_string (element, key);
    g_autofree char *place = g_strdup_printf ("%s.%s", member, code);

    compare_members (report, place, element, find_element (found_list, key, code));
  }
}

static void
compare_permissions (GString *report, JsonObject *wanted, JsonObject *found)
{
  JsonObject *wanted_types = loket_json_peek_object (wanted, "permissions");
  JsonObject *found_types = loket_json_peek_object (found, "permissions");
  g_autoptr (GList) types = wanted_types != NULL ? json_object_get_members (wanted_types) : NULL;

  for (GList *l = types; l != NULL; l = l->next)
    compare_members (report, l->data, loket_json_peek_object (wanted_types, l->data),
                     loket_json_peek_object (found_types, l->data));
}

/* All that `expect` holds, whatever its form. */
static void
compare (GString *report, JsonObject *wanted, JsonObject *found)
{
  g_autoptr (JsonObject) plain = loket_json_object_copy (wanted);
  static const struct {
    const char *member;
    const char *key;
  } lists[] = {{"clocks", "clock"}, {"effects", "actId"}, {"checklist", "code"}};

  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++) {
    compare_list (report, lists[i].member, lists[i].key, wanted, found);
    json_object_remove_member (plain, lists[i].member);
  }
  compare_permissions (report, wanted, found);
  json_object_remove_member (plain, "permissions");
  compare_members (report, "expect", plain, found);
}

static gboolean
run_vector (LoketRules *rules, const char *file, JsonObject *vector)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) found = vector_replay (rules, vector, &error);
  g_autoptr (GString) report = g_string_new (NULL);
  JsonObject *wanted = loket_json_peek_object (vector, "expect");

  if (found == NULL)
    g_string_append_printf (report, "\n    %s", error->message);
  else if (wanted == NULL || json_object_get_size (wanted) == 0)
    g_string_append (report, "\n    expects nothing");
  else
    compare (report, wanted, json_node_get_object (found));
  if (report->len > 0)
    g_test_message ("%s: %s%s", file, loket_json_peek_string (vector, "name"), report->str);
  return report->len == 0;
}

static guint
run_file (LoketRules *rules, const char *path, guint *failed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = loket_json_load (path, &error);
  JsonArray *vectors;

  g_assert_no_error (error);
  g_assert_true (JSON_NODE_HOLDS_ARRAY (node));
  vectors = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (vectors); i++) {
    if (!run_vector (rules, path, loket_json_array_peek_object (vectors, i)))
      (*failed)++;
  }
  return json_array_get_length (vectors);
}

static void
test_vectors (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketRules) rules = vector_load_rules (&error);
  g_autofree char *folder = loket_datadir_build_path ("vectors", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint count = 0, failed = 0;
  const char *name;

  g_assert_no_error (error);
  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    if (g_str_has_suffix (name, ".json"))
      count += run_file (rules, path, &failed);
  }
  g_test_message ("%u vectors, %u differ", count, failed);
  g_assert_cmpuint (count, >, 0);
  g_assert_cmpuint (failed, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/procedure/vectors", test_vectors);
  return g_test_run ();
}
