/* SPDX-License-Identifier: EUPL-1.2 */
/* Loading a scenario: data/scenarios/FORMAT.md. */
#include "config.h"

#include "loket-filling.h"
#include "loket-form.h"
#include "loket-scenario-private.h"

static gboolean
read_person (JsonObject *json, guint index, gpointer user_data, GError **error)
{
  LoketScenario *self = user_data;
  LoketPerson *person = loket_person_from_json (json, FALSE, error);

  if (person == NULL)
    return FALSE;
  if (_loket_scenario_find_person (self, person->id) != NULL) {
    loket_form_refuse (error, "id", "'%s' is there twice", person->id);
    loket_person_free (person);
    return FALSE;
  }
  g_ptr_array_add (self->people, person);
  return TRUE;
}

static gboolean
check_facts (JsonObject *facts, GError **error)
{
  static const char *const made[] = {
      "caseId",  "reference", "agency", "procedure", "receivedOn", "registeredOn", "assignee",
      "version", "acts",      "step",   "flags",     "outcome",    "clocks",       NULL};
  static const char *const texts[] = {"subject", "facts", "filingLanguage", "answerChannel", NULL};
  static const char *const lists[] = {"complainants", "grievances", "demandKinds",
                                      "carriers",     "channels",   NULL};

  for (int i = 0; made[i] != NULL; i++) {
    if (json_object_has_member (facts, made[i]))
      return loket_form_refuse (error, made[i], "the loket makes this itself");
  }
  for (int i = 0; texts[i] != NULL; i++) {
    if (loket_json_get_string (facts, texts[i], error) == NULL)
      return FALSE;
  }
  for (int i = 0; lists[i] != NULL; i++) {
    if (loket_json_get_array (facts, lists[i], error) == NULL)
      return FALSE;
  }
  if (loket_via_from_string (loket_json_peek_string (facts, "answerChannel")) == LOKET_VIA_NONE)
    return loket_form_refuse (error, "answerChannel", "loket, post, mail, counter or phone");
  return TRUE;
}

static gboolean
read_facts (LoketScenarioCase *reading, JsonObject *json, GError **error)
{
  JsonObject *given = loket_json_get_object (json, "facts", error);
  g_autoptr (JsonNode) filled = NULL;

  if (given == NULL)
    return FALSE;
  if (!check_facts (given, error)) {
    g_prefix_error (error, "facts.");
    return FALSE;
  }
  reading->days.language = loket_json_peek_string (given, "filingLanguage");
  filled =
      loket_scenario_day_fill_in (&reading->days, json_object_get_member (json, "facts"), error);
  if (filled == NULL) {
    g_prefix_error (error, "facts.");
    return FALSE;
  }
  json_object_unref (reading->draft->facts);
  reading->draft->facts = json_object_ref (json_node_get_object (filled));
  return TRUE;
}

static gboolean
read_profile (LoketScenarioCase *reading, JsonObject *json, JsonObject *procedure, GError **error)
{
  LoketRules *rules = reading->scenario->central->rules;
  LoketAgency *agency = loket_rules_get_agency (rules, reading->agency);
  const char *version = loket_json_peek_string (json, "procedureVersion");
  LoketProfile *profile;

  if (agency == NULL)
    return loket_form_refuse (error, "agency", "there is no agency '%s'", reading->agency);
  if (_loket_scenario_find_coordinator (reading->scenario, reading->agency) == NULL)
    return loket_form_refuse (error, "agency", "'%s' has no coordinator among the people",
                              reading->agency);
  profile = version != NULL
                ? loket_rules_get_profile (rules, loket_agency_get_procedure (agency), version)
                : loket_rules_get_newest (rules, loket_agency_get_procedure (agency));
  if (profile == NULL)
    return loket_form_refuse (error, "procedureVersion", "there is no such version");
  json_object_set_string_member (procedure, "id", loket_profile_get_id (profile));
  json_object_set_string_member (procedure, "version", loket_profile_get_version (profile));
  reading->days.office =
      loket_rules_get_calendar (rules, loket_profile_get_office_calendar (profile));
  return TRUE;
}

static gboolean
read_registered (LoketScenarioCase *reading,
                 JsonObject *json,
                 LoketDay received,
                 LoketDay *registered,
                 GError **error)
{
  if (!json_object_has_member (json, "registered")) {
    *registered =
        MIN (loket_calendar_next_open (reading->days.office, received), reading->days.today);
    return TRUE;
  }
  if (!_loket_scenario_read_day (reading, json, "registered", registered, error))
    return FALSE;
  return *registered >= received ||
         loket_form_refuse (error, "registered", "before the day of receipt");
}

static void
complete_facts (LoketScenarioCase *reading,
                JsonObject *procedure,
                LoketDay received,
                LoketDay registered)
{
  JsonObject *facts = reading->draft->facts;
  g_autofree char *name = g_strdup_printf ("%s/%s", reading->scenario->id, reading->key);
  g_autofree char *id = loket_draft_make_id (name);
  g_autofree char *reference = loket_case_make_provisional_reference (id);

  json_object_set_string_member (facts, "caseId", id);
  json_object_set_string_member (facts, "reference", reference);
  json_object_set_string_member (facts, "agency", reading->agency);
  json_object_set_object_member (facts, "procedure", json_object_ref (procedure));
  loket_json_set_day (facts, "receivedOn", received);
  loket_json_set_day (facts, "registeredOn", registered);
  if (reading->assignee != NULL)
    json_object_set_string_member (facts, "assignee", reading->assignee);
  reading->draft->registered_at =
      MIN (loket_moment_of_day (registered, LOKET_SCENARIO_FIRST_HOUR, 0), reading->scenario->now);
  reading->last = reading->draft->registered_at;
}

static gboolean
read_head (LoketScenarioCase *reading, JsonObject *json, GError **error)
{
  static const char *const known[] = {"key",      "agency",     "procedureVersion",
                                      "received", "registered", "assignee",
                                      "facts",    "acts",       NULL};
  g_autoptr (JsonObject) procedure = json_object_new ();
  LoketDay received, registered;

  if (!loket_form_check_members (json, known, error) ||
      !loket_form_get_key (json, "key", &reading->key, error) ||
      !loket_form_get_key (json, "agency", &reading->agency, error))
    return FALSE;
  if (!g_hash_table_add (reading->scenario->keys, (gpointer) reading->key))
    return loket_form_refuse (error, "key", "'%s' is there twice", reading->key);
  reading->assignee = loket_json_peek_string (json, "assignee");
  if (reading->assignee != NULL &&
      _loket_scenario_find_person (reading->scenario, reading->assignee) == NULL)
    return loket_form_refuse (error, "assignee", "'%s' is nobody of the people", reading->assignee);
  if (!read_profile (reading, json, procedure, error) ||
      !_loket_scenario_read_day (reading, json, "received", &received, error) ||
      !read_registered (reading, json, received, &registered, error) ||
      !read_facts (reading, json, error))
    return FALSE;
  complete_facts (reading, procedure, received, registered);
  return TRUE;
}

static gboolean
read_case (JsonObject *json, guint index, gpointer user_data, GError **error)
{
  LoketScenario *self = user_data;
  g_autoptr (GHashTable) act_ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (LoketDraft) draft = loket_draft_new ();
  LoketScenarioCase reading = {
      .scenario = self,
      .draft = draft,
      .days = {.today = loket_central_get_today (self->central)},
      .act_ids = act_ids,
      .last = LOKET_NO_MOMENT,
  };

  if (!read_head (&reading, json, error) ||
      !loket_form_foreach (json, "acts", _loket_scenario_read_act, &reading, error))
    return FALSE;
  if (!loket_draft_check (draft, self->central->rules, self->now, error)) {
    g_prefix_error (error, "(%s) ", reading.key);
    return FALSE;
  }
  g_ptr_array_add (self->drafts, g_steal_pointer (&draft));
  return TRUE;
}

static gboolean
read_scenario (LoketScenario *self, JsonObject *json, GError **error)
{
  static const char *const known[] = {"id", "names", "people", "cases", "answerKey", "notes", NULL};

  return loket_form_check_members (json, known, error) &&
         loket_form_get_key (json, "id", &self->id, error) &&
         loket_json_get_object (json, "names", error) != NULL &&
         loket_form_foreach (json, "people", read_person, self, error) &&
         loket_form_foreach (json, "cases", read_case, self, error);
}

static gboolean
enter_people (LoketScenario *self, GError **error)
{
  for (guint i = 0; i < self->people->len; i++) {
    const LoketPerson *person = g_ptr_array_index (self->people, i);
    g_autoptr (JsonObject) json = loket_person_to_json (person);
    g_autofree char *text = loket_json_object_to_string (json);

    if (!loket_ledger_set_person (self->central->ledger, person->id, person->name, text, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
enter (LoketScenario *self, GError **error)
{
  LoketLedger *ledger = self->central->ledger;

  if (!loket_ledger_begin (ledger, error))
    return FALSE;
  if (enter_people (self, error) &&
      loket_drafts_enter (self->drafts, ledger, self->central->rules, error))
    return loket_ledger_commit (ledger, error);
  loket_ledger_roll_back (ledger);
  return FALSE;
}

/* From now on they may call, where the loket was given no list of its own. */
static gboolean
admit_people (LoketScenario *self, GError **error)
{
  while (loket_callers_is_open (self->central->callers) && self->people->len > 0) {
    LoketPerson *person = g_ptr_array_steal_index (self->people, 0);

    if (!loket_callers_add (self->central->callers, person, error))
      return FALSE;
  }
  return TRUE;
}

/**
 * loket_filling_scenario:
 * @central: an empty loket
 * @path: a file as data/scenarios/FORMAT.md describes it
 *
 * Returns: FALSE with an error that names file and place; nothing is entered then
 */
gboolean
loket_filling_scenario (LoketCentral *central, const char *path, GError **error)
{
  g_autoptr (JsonNode) root = loket_json_load (path, error);
  g_autoptr (GPtrArray) people =
      g_ptr_array_new_with_free_func ((GDestroyNotify) loket_person_free);
  g_autoptr (GPtrArray) drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_draft_free);
  g_autoptr (GHashTable) keys = g_hash_table_new (g_str_hash, g_str_equal);
  LoketScenario self = {
      .central = central,
      .people = people,
      .drafts = drafts,
      .keys = keys,
      .now = loket_central_get_now (central),
  };

  if (root == NULL)
    return FALSE;
  if (!JSON_NODE_HOLDS_OBJECT (root))
    return loket_form_refuse (error, path, "an object is wanted");
  if (!read_scenario (&self, json_node_get_object (root), error)) {
    g_prefix_error (error, "%s: ", path);
    return FALSE;
  }
  return enter (&self, error) && admit_people (&self, error);
}
