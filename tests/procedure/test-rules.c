/* SPDX-License-Identifier: EUPL-1.2 */
/* The rules that a desk knows: what is added, found, replaced and refused. */
#include <glib/gstdio.h>

#include "loket-error.h"
#include "small.h"

static gboolean
add (LoketRules *rules, const char *file, const char *place, const char *value, GError **error)
{
  g_autoptr (JsonNode) node = small_load (file);
  g_autoptr (JsonObject) json = small_change (json_node_get_object (node), place, value);

  if (g_str_equal (file, "agency.json"))
    return loket_rules_add_agency (rules, json, error);
  return loket_rules_add_profile (rules, json, error);
}

static void
test_find (void)
{
  g_autoptr (LoketRules) rules = small_new_rules ();

  g_assert_nonnull (loket_rules_get_calendar (rules, "office"));
  g_assert_null (loket_rules_get_calendar (rules, "elsewhere"));
  g_assert_null (loket_rules_get_calendar (rules, NULL));
  g_assert_nonnull (loket_rules_get_profile (rules, "small", "1"));
  g_assert_null (loket_rules_get_profile (rules, "small", "2"));
  g_assert_null (loket_rules_get_profile (rules, "large", "1"));
  g_assert_nonnull (loket_rules_get_agency (rules, "small-town"));
  g_assert_null (loket_rules_get_agency (rules, "large-town"));
  g_assert_null (loket_rules_get_newest (rules, "large"));
  g_assert_cmpuint (loket_rules_list_profiles (rules)->len, ==, 1);
  g_assert_cmpuint (loket_rules_list_agencies (rules)->len, ==, 1);
  g_assert_cmpuint (loket_rules_list_calendars (rules)->len, ==, 2);
}

/* Versions are numbers: 10 is newer than 9. */
static void
test_newest (void)
{
  g_autoptr (LoketRules) rules = small_new_rules ();

  g_assert_true (add (rules, "small.json", "version", "\"10\"", NULL));
  g_assert_true (add (rules, "small.json", "version", "\"9\"", NULL));
  g_assert_cmpstr (loket_profile_get_version (loket_rules_get_newest (rules, "small")), ==, "10");
}

static void
test_never_edited (void)
{
  g_autoptr (LoketRules) rules = small_new_rules ();
  g_autoptr (GError) error = NULL;

  g_assert_true (add (rules, "small.json", "version", "\"1\"", NULL));
  g_assert_cmpuint (loket_rules_list_profiles (rules)->len, ==, 1);
  g_assert_false (add (rules, "small.json", "reportCells", "{\"a\":1}", &error));
  g_assert_error (error, LOKET_ERROR, LOKET_ERROR_REFUSED);
}

static void
test_refused (void)
{
  static const struct {
    const char *file;
    const char *place;
    const char *value;
    const char *wanted;
  } broken[] = {
      {"small.json", "officeCalendar", "\"moon\"", "officeCalendar: unknown calendar `moon`"},
      {"small.json", "clocks.0.calendar", "\"moon\"",
       "clocks[0].calendar: unknown calendar `moon`"},
      {"agency.json", "procedure", "\"large\"", "procedure: unknown profile `large`"},
      {"agency.json", "targets.0.calendar", "\"moon\"", "targets[0].calendar: unknown calendar"},
  };
  g_autoptr (LoketRules) rules = small_new_rules ();

  for (gsize i = 0; i < G_N_ELEMENTS (broken); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_false (add (rules, broken[i].file, broken[i].place, broken[i].value, &error));
    g_assert_error (error, LOKET_ERROR, LOKET_ERROR_NOT_FOUND);
    if (!g_str_has_prefix (error->message, broken[i].wanted))
      g_error ("\"%s\", but \"%s\" was wanted", error->message, broken[i].wanted);
  }
}

/* The legal calendar decides of every roll-over, so there is no profile without it. */
static void
test_legal_calendar_needed (void)
{
  g_autoptr (LoketRules) rules = loket_rules_new ();
  g_autoptr (JsonNode) calendars = small_load ("calendars.json");
  JsonObject *legal = loket_json_array_peek_object (json_node_get_array (calendars), 0);
  g_autoptr (JsonObject) other = small_change (legal, "id", "\"office\"");
  g_autoptr (GError) error = NULL;

  g_assert_true (loket_rules_add_calendar (rules, other, NULL));
  g_assert_false (add (rules, "small.json", "clocks.0.calendar", "\"office\"", &error));
  g_assert_cmpstr (error->message, ==, "clocks: unknown calendar `be-legal`");
}

static void
test_calendar_versions (void)
{
  static const struct {
    const char *added;
    const char *kept;
  } steps[] = {
      {"\"1a\"", "1a"}, {"\"9\"", "9"},  {"\"1a\"", "9"}, {"\"10\"", "10"},
      {"\"9\"", "10"},  {"\"1\"", "10"}, {"\"0\"", "10"},
  };
  g_autoptr (LoketRules) rules = small_new_rules ();
  g_autoptr (JsonNode) calendars = small_load ("calendars.json");
  JsonObject *office = loket_json_array_peek_object (json_node_get_array (calendars), 1);

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++) {
    g_autoptr (JsonObject) json = small_change (office, "version", steps[i].added);

    g_assert_true (loket_rules_add_calendar (rules, json, NULL));
    g_assert_cmpuint (loket_rules_list_calendars (rules)->len, ==, 2);
    g_assert_cmpstr (loket_calendar_get_version (loket_rules_get_calendar (rules, "office")), ==,
                     steps[i].kept);
  }
}

/* Of two of one version the later one holds. */
static void
test_calendar_replaced (void)
{
  g_autoptr (LoketRules) rules = small_new_rules ();
  g_autoptr (JsonNode) calendars = small_load ("calendars.json");
  JsonObject *office = loket_json_array_peek_object (json_node_get_array (calendars), 1);
  g_autoptr (JsonObject) json = small_change (office, "days", "[]");
  LoketDay bridge = small_day ("2026-04-30");

  g_assert_false (loket_calendar_is_open (loket_rules_get_calendar (rules, "office"), bridge));
  g_assert_true (loket_rules_add_calendar (rules, json, NULL));
  g_assert_true (loket_calendar_is_open (loket_rules_get_calendar (rules, "office"), bridge));
}

static void
test_agency_replaced (void)
{
  g_autoptr (LoketRules) rules = small_new_rules ();

  g_assert_true (add (rules, "agency.json", "referencePrefix", "\"NEW\"", NULL));
  g_assert_cmpuint (loket_rules_list_agencies (rules)->len, ==, 1);
  g_assert_cmpstr (
      loket_json_peek_string (loket_agency_get_json (loket_rules_get_agency (rules, "small-town")),
                              "referencePrefix"),
      ==, "NEW");
}

static void
write_file (const char *root, const char *folder, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (root, folder, NULL);
  g_autofree char *file = g_build_filename (path, name, NULL);

  g_assert_cmpint (g_mkdir_with_parents (path, 0700), ==, 0);
  g_assert_true (g_file_set_contents (file, text, -1, NULL));
}

static void
write_json (const char *root, const char *folder, const char *name, JsonObject *json)
{
  g_autofree char *text = loket_json_object_to_string (json);

  write_file (root, folder, name, text);
}

static void
write_small (const char *root)
{
  g_autoptr (JsonNode) calendars = small_load ("calendars.json");
  g_autoptr (JsonNode) profile = small_load ("small.json");
  g_autoptr (JsonNode) agency = small_load ("agency.json");
  g_autoptr (JsonObject) second = small_change (json_node_get_object (profile), "version", "\"2\"");
  g_autoptr (JsonObject) tenth = small_change (json_node_get_object (profile), "version", "\"10\"");

  write_json (root, "calendars", "be-legal.json",
              loket_json_array_peek_object (json_node_get_array (calendars), 0));
  /* Sorted by name it stands before the one that it extends. */
  {
    g_autoptr (JsonObject) early = small_change (
        loket_json_array_peek_object (json_node_get_array (calendars), 1), "id", "\"an-office\"");

    write_json (root, "calendars", "an-office.json", early);
  }
  write_json (root, "calendars", "office.json",
              loket_json_array_peek_object (json_node_get_array (calendars), 1));
  write_json (root, "procedures/small", "1.json", json_node_get_object (profile));
  write_json (root, "procedures/small", "10.json", tenth);
  write_json (root, "procedures/small", "2.json", second);
  write_file (root, "procedures/small", "1.states.txt", "not a profile\n");
  write_file (root, "procedures", "zz.md", "not a profile\n");
  write_json (root, "agencies", "small-town.json", json_node_get_object (agency));
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *inner = g_build_filename (path, name, NULL);

    remove_tree (inner);
  }
  g_remove (path);
}

static LoketRules *
open_from (const char *root, LoketRules *(*open) (GError **), GError **error)
{
  g_autofree char *before = g_strdup (g_getenv ("LOKET_DATADIR"));
  LoketRules *rules;

  g_setenv ("LOKET_DATADIR", root, TRUE);
  rules = open (error);
  g_setenv ("LOKET_DATADIR", before, TRUE);
  return rules;
}

static LoketRules *
load_from (const char *root, GError **error)
{
  return open_from (root, loket_rules_new_load, error);
}

static LoketRules *
open_lazy (const char *root)
{
  g_autoptr (GError) error = NULL;
  LoketRules *rules = open_from (root, loket_rules_new_lazy, &error);

  g_assert_no_error (error);
  return rules;
}

static void
test_load (void)
{
  g_autofree char *root = g_dir_make_tmp ("loket-rules-XXXXXX", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketRules) rules = NULL;
  static const char *const versions[] = {"1", "2", "10"};

  write_small (root);
  rules = load_from (root, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (loket_rules_list_calendars (rules)->len, ==, 3);
  g_assert_nonnull (loket_rules_get_calendar (rules, "an-office"));
  g_assert_cmpuint (loket_rules_list_profiles (rules)->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpstr (
        loket_profile_get_version (g_ptr_array_index (loket_rules_list_profiles (rules), i)), ==,
        versions[i]);
  g_assert_nonnull (loket_rules_get_agency (rules, "small-town"));
  remove_tree (root);
}

/* Calendars are loaded from the one that all others rest upon, however long the chain is. */
static void
test_load_chain (void)
{
  static const char *const chain[] = {"be-legal", "d", "c", "b", "a"};
  g_autofree char *root = g_dir_make_tmp ("loket-rules-XXXXXX", NULL);
  g_autofree char *procedures = g_build_filename (root, "procedures", NULL);
  g_autoptr (JsonNode) calendars = small_load ("calendars.json");
  JsonObject *legal = loket_json_array_peek_object (json_node_get_array (calendars), 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketRules) rules = NULL;

  g_assert_cmpint (g_mkdir_with_parents (procedures, 0700), ==, 0);
  write_json (root, "calendars", "be-legal.json", legal);
  for (gsize i = 1; i < G_N_ELEMENTS (chain); i++) {
    g_autofree char *name = g_strdup_printf ("%s.json", chain[i]);
    g_autofree char *id = g_strdup_printf ("\"%s\"", chain[i]);
    g_autofree char *extends = g_strdup_printf ("\"%s\"", chain[i - 1]);
    g_autoptr (JsonObject) named = small_change (legal, "id", id);
    g_autoptr (JsonObject) json = small_change (named, "extends", extends);

    write_json (root, "calendars", name, json);
  }
  rules = load_from (root, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (loket_rules_list_calendars (rules)->len, ==, G_N_ELEMENTS (chain));
  remove_tree (root);
}

#define EXTRA(extends)                                                                             \
  "{\"id\":\"extra\",\"version\":\"1\",\"extends\":\"" extends                                     \
  "\",\"names\":{\"nl\":\"x\",\"fr\":\"x\",\"de\":\"x\",\"en\":\"x\"},\"rules\":[],\"days\":[]}"

static void
test_load_broken (void)
{
  static const struct {
    const char *folder;
    const char *name;
    const char *text;
    const char *wanted;
  } broken[] = {
      {"calendars", "extra.json", "{\"id\":\"other\"}", "calendars/extra.json: id: does not agree"},
      {"calendars", "extra.json", "{\"id\":\"extra\"}",
       "calendars/extra.json: version: is missing"},
      {"calendars", "extra.json", EXTRA ("gone"),
       "calendars/extra.json: extends: unknown calendar `gone`"},
      {"calendars", "extra.json", EXTRA ("extra"),
       "calendars/extra.json: extends: unknown calendar `extra`"},
      {"calendars", "extra.json", "[]", "calendars/extra.json: an object is wanted"},
      {"procedures/small", "3.json", "{\"id\":\"small\",\"version\":\"4\"}",
       "procedures/small/3.json: version: does not agree"},
      {"procedures/small", "3.json", "{\"version\":\"3\"}", "small/3.json: id: is missing"},
      {"procedures/small", "3.json", "{", "small/3.json: not JSON"},
      {"procedures/other", "1.json", "{\"id\":\"small\",\"version\":\"1\"}",
       "procedures/other/1.json: id: does not agree with the folder's name"},
      {"agencies", "x.json", "{\"id\":\"x\"}", "agencies/x.json: names: is missing"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (broken); i++) {
    g_autofree char *root = g_dir_make_tmp ("loket-rules-XXXXXX", NULL);
    g_autoptr (GError) error = NULL;

    write_small (root);
    write_file (root, broken[i].folder, broken[i].name, broken[i].text);
    g_assert_null (load_from (root, &error));
    if (g_strrstr (error->message, broken[i].wanted) == NULL)
      g_error ("\"%s\", but \"%s\" was wanted", error->message, broken[i].wanted);
    remove_tree (root);
  }
}

static void
test_load_nothing (void)
{
  g_autofree char *root = g_dir_make_tmp ("loket-rules-XXXXXX", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (load_from (root, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  remove_tree (root);
}

/* What is broken stops nobody who does not ask for it, and is named to who does. */
static void
test_lazy (void)
{
  g_autofree char *root = g_dir_make_tmp ("loket-rules-XXXXXX", NULL);
  g_autoptr (LoketRules) rules = NULL;
  g_autoptr (GError) error = NULL;

  write_small (root);
  write_file (root, "procedures/other", "1.json", "{\"id\":\"other\",\"version\":\"1\"}");
  write_file (root, "agencies", "other-town.json", "{");
  rules = open_lazy (root);
  g_assert_nonnull (loket_rules_get_agency (rules, "small-town"));
  g_assert_cmpstr (loket_profile_get_version (loket_rules_get_newest (rules, "small")), ==, "10");
  g_assert_nonnull (loket_rules_get_profile (rules, "small", "2"));
  g_assert_null (loket_rules_get_profile (rules, "small", "3"));
  g_assert_null (loket_rules_get_newest (rules, "elsewhere"));
  g_assert_true (loket_rules_check_read (rules, NULL));
  g_assert_null (loket_rules_get_newest (rules, "other"));
  g_assert_null (loket_rules_get_agency (rules, "other-town"));
  g_assert_false (loket_rules_check_read (rules, &error));
  g_assert_nonnull (g_strrstr (error->message, "procedures/other/1.json: names: is missing"));
  g_assert_cmpuint (loket_rules_list_profiles (rules)->len, ==, 3);
  g_assert_cmpuint (loket_rules_list_agencies (rules)->len, ==, 1);
  g_assert_cmpuint (loket_rules_list_calendars (rules)->len, ==, 3);
  remove_tree (root);
}

/* Whatever was asked for first: by id, and version 10 after 2. */
static void
test_lazy_order (void)
{
  static const char *const versions[] = {"1", "2", "10"};
  g_autofree char *root = g_dir_make_tmp ("loket-rules-XXXXXX", NULL);
  g_autoptr (LoketRules) rules = NULL;

  write_small (root);
  rules = open_lazy (root);
  g_assert_nonnull (loket_rules_get_profile (rules, "small", "10"));
  g_assert_nonnull (loket_rules_get_profile (rules, "small", "1"));
  for (guint i = 0; i < G_N_ELEMENTS (versions); i++)
    g_assert_cmpstr (
        loket_profile_get_version (g_ptr_array_index (loket_rules_list_profiles (rules), i)), ==,
        versions[i]);
  remove_tree (root);
}

/* Nobody is to work by an older version because the newest came in broken with the program. */
static void
test_lazy_newest_broken (void)
{
  g_autofree char *root = g_dir_make_tmp ("loket-rules-XXXXXX", NULL);
  g_autoptr (LoketRules) rules = NULL;

  write_small (root);
  write_file (root, "procedures/small", "11.json", "[]");
  rules = open_lazy (root);
  g_assert_null (loket_rules_get_newest (rules, "small"));
  g_assert_null (loket_rules_get_newest (rules, "small"));
  g_assert_null (loket_rules_get_agency (rules, "small-town"));
  g_assert_nonnull (loket_rules_get_profile (rules, "small", "10"));
  remove_tree (root);
}

static void
offer (LoketRules *rules, const char *version, const char *text)
{
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));

  loket_rules_offer (rules, LOKET_RULE_PROFILE, "small", version, "/from/the/loket", body);
}

/* A loket's version stands in for a broken file and may be newer; its broken ones are no harm. */
static void
test_offered (void)
{
  g_autofree char *root = g_dir_make_tmp ("loket-rules-XXXXXX", NULL);
  g_autoptr (LoketRules) rules = NULL;
  g_autoptr (JsonNode) profile = small_load ("small.json");
  g_autoptr (JsonObject) eleventh =
      small_change (json_node_get_object (profile), "version", "\"11\"");
  g_autoptr (JsonObject) newer = small_change (json_node_get_object (profile), "version", "\"12\"");
  g_autofree char *eleventh_text = loket_json_object_to_string (eleventh);
  g_autofree char *newer_text = loket_json_object_to_string (newer);

  write_small (root);
  write_file (root, "procedures/small", "11.json", "[]");
  rules = open_lazy (root);
  offer (rules, "11", eleventh_text);
  g_assert_cmpstr (loket_profile_get_version (loket_rules_get_newest (rules, "small")), ==, "11");
  g_assert_true (loket_rules_check_read (rules, NULL));
  offer (rules, "12", newer_text);
  offer (rules, "13", newer_text);
  g_assert_cmpstr (loket_profile_get_version (loket_rules_get_newest (rules, "small")), ==, "12");
  g_assert_true (loket_rules_check_read (rules, NULL));
  remove_tree (root);
}

/* Of a calendar or an agency the loket's own holds, as it is the later one. */
static void
test_offered_list (void)
{
  g_autofree char *root = g_dir_make_tmp ("loket-rules-XXXXXX", NULL);
  g_autoptr (JsonNode) calendars = small_load ("calendars.json");
  g_autoptr (JsonNode) agency = small_load ("agency.json");
  JsonObject *office = loket_json_array_peek_object (json_node_get_array (calendars), 1);
  g_autoptr (JsonObject) open = small_change (office, "days", "[]");
  g_autoptr (JsonObject) renamed =
      small_change (json_node_get_object (agency), "referencePrefix", "\"NEW\"");
  g_autoptr (LoketRules) rules = NULL;

  write_small (root);
  rules = open_lazy (root);
  loket_rules_offer_json (rules, LOKET_RULE_CALENDAR, "/from/the/loket", open);
  loket_rules_offer_json (rules, LOKET_RULE_AGENCY, "/from/the/loket", renamed);
  g_assert_true (loket_calendar_is_open (loket_rules_get_calendar (rules, "office"),
                                         small_day ("2026-04-30")));
  g_assert_cmpstr (
      loket_json_peek_string (loket_agency_get_json (loket_rules_get_agency (rules, "small-town")),
                              "referencePrefix"),
      ==, "NEW");
  g_assert_cmpuint (loket_rules_list_agencies (rules)->len, ==, 1);
  remove_tree (root);
}

static gpointer
ask_newest (gpointer data)
{
  LoketRules *rules = data;

  g_assert_cmpstr (loket_agency_get_id (loket_rules_get_agency (rules, "small-town")), ==,
                   "small-town");
  return loket_rules_get_newest (rules, "small");
}

/* However many ask at once, it is read once, and all get the same. */
static void
test_lazy_threads (void)
{
  g_autofree char *root = g_dir_make_tmp ("loket-rules-XXXXXX", NULL);
  g_autoptr (LoketRules) rules = NULL;
  GThread *threads[8];

  write_small (root);
  rules = open_lazy (root);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("asks", ask_newest, rules);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    g_assert_true (g_thread_join (threads[i]) == loket_rules_get_newest (rules, "small"));
  g_assert_cmpuint (loket_rules_list_profiles (rules)->len, ==, 3);
  remove_tree (root);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/procedure/rules/find", test_find);
  g_test_add_func ("/procedure/rules/newest", test_newest);
  g_test_add_func ("/procedure/rules/never-edited", test_never_edited);
  g_test_add_func ("/procedure/rules/refused", test_refused);
  g_test_add_func ("/procedure/rules/legal-calendar-needed", test_legal_calendar_needed);
  g_test_add_func ("/procedure/rules/calendar-versions", test_calendar_versions);
  g_test_add_func ("/procedure/rules/calendar-replaced", test_calendar_replaced);
  g_test_add_func ("/procedure/rules/agency-replaced", test_agency_replaced);
  g_test_add_func ("/procedure/rules/load", test_load);
  g_test_add_func ("/procedure/rules/load-chain", test_load_chain);
  g_test_add_func ("/procedure/rules/load-broken", test_load_broken);
  g_test_add_func ("/procedure/rules/load-nothing", test_load_nothing);
  g_test_add_func ("/procedure/rules/lazy", test_lazy);
  g_test_add_func ("/procedure/rules/lazy-order", test_lazy_order);
  g_test_add_func ("/procedure/rules/lazy-newest-broken", test_lazy_newest_broken);
  g_test_add_func ("/procedure/rules/lazy-threads", test_lazy_threads);
  g_test_add_func ("/procedure/rules/offered", test_offered);
  g_test_add_func ("/procedure/rules/offered-list", test_offered_list);
  return g_test_run ();
}
