/* SPDX-License-Identifier: EUPL-1.2 */
/* Loading a scenario: data/scenarios/FORMAT.md. */
#include "config.h"

#include "loket-central-private.h"
#include "loket-draft.h"
#include "loket-filling.h"
#include "loket-form.h"
#include "loket-payload.h"
#include "loket-scenario-day.h"

/* Office hours, for acts that do not say when they were taken. */
enum {
  FIRST_HOUR = 9,
  MINUTES_APART = 7
};

typedef struct {
  LoketCentral *central;
  const char *id;    /* of the scenario */
  GPtrArray *people; /* (element-type LoketPerson) (owned) */
  GHashTable *keys;  /* keys of cases, for looking up only */
  GPtrArray *drafts; /* (element-type LoketDraft) (owned) */
  LoketMoment now;
} Scenario;

/* One case while it is read. */
typedef struct {
  Scenario *scenario;
  LoketDraft *draft;
  LoketScenarioDays days;
  const char *key;
  const char *agency;
  const char *assignee; /* (nullable) */
  GHashTable *act_ids;  /* key of an act -> its id */
  LoketMoment last;     /* when the last act was taken */
  LoketDay last_bare;   /* its day, before it was moved to an open one */
} Reading;

static const LoketPerson *
find_person (Scenario *self, const char *id)
{
  for (guint i = 0; i < self->people->len; i++) {
    const LoketPerson *person = g_ptr_array_index (self->people, i);

    if (g_str_equal (person->id, id))
      return person;
  }
  return NULL;
}

static const LoketPerson *
find_coordinator (Scenario *self, const char *agency)
{
  for (guint i = 0; i < self->people->len; i++) {
    const LoketPerson *person = g_ptr_array_index (self->people, i);

    if ((person->roles & LOKET_ROLE_COORDINATOR) != 0 && loket_person_may_see (person, agency))
      return person;
  }
  return NULL;
}

static gboolean
read_person (JsonObject *json, guint index, gpointer user_data, GError **error)
{
  Scenario *self = user_data;
  LoketPerson *person = loket_person_from_json (json, FALSE, error);

  if (person == NULL)
    return FALSE;
  if (find_person (self, person->id) != NULL) {
    loket_form_refuse (error, "id", "'%s' is there twice", person->id);
    loket_person_free (person);
    return FALSE;
  }
  g_ptr_array_add (self->people, person);
  return TRUE;
}

static gboolean
read_day (Reading *reading, JsonObject *json, const char *member, LoketDay *day, GError **error)
{
  const char *text = loket_json_get_string (json, member, error);

  if (text == NULL)
    return FALSE;
  if (!loket_scenario_day_read (&reading->days, text, day))
    return loket_form_refuse (error, member, "'%s' is no day such as \"-38\" or \"-38<\"", text);
  if (*day > reading->days.today)
    return loket_form_refuse (error, member, "'%s' is a day to come", text);
  return TRUE;
}

static gboolean
read_time (JsonObject *json, int *hour, int *minute, GError **error)
{
  const char *text = loket_json_peek_string (json, "time");
  g_auto (GStrv) parts = NULL;
  guint64 hours, minutes;

  if (!json_object_has_member (json, "time"))
    return TRUE;
  parts = g_strsplit (text != NULL ? text : "", ":", 2);
  if (g_strv_length (parts) != 2 || strlen (parts[1]) != 2 ||
      !g_ascii_string_to_unsigned (parts[0], 10, 0, 23, &hours, NULL) ||
      !g_ascii_string_to_unsigned (parts[1], 10, 0, 59, &minutes, NULL))
    return loket_form_refuse (error, "time", "HH:MM is wanted");
  *hour = (int) hours;
  *minute = (int) minutes;
  return TRUE;
}

/* Acts stand in the order in which they were taken. Where a day was moved to an open one, closed
 * days may have carried it to before the act in front of it: then it is that act's day. */
static gboolean
keep_order (Reading *reading, const char *text, LoketDay *recorded, GError **error)
{
  LoketDay bare = *recorded;

  loket_scenario_day_read_bare (&reading->days, text, &bare);
  if (bare < reading->last_bare)
    return loket_form_refuse (error, "day", "the act before it was taken later");
  reading->last_bare = bare;
  if (*recorded < loket_moment_get_day (reading->last))
    *recorded = loket_moment_get_day (reading->last);
  return TRUE;
}

/* When the loket took the act: as it says, else in office hours, one after the other. */
static gboolean
read_recorded (
    Reading *reading, JsonObject *json, LoketDay *day, LoketMoment *moment, GError **error)
{
  gboolean later = json_object_has_member (json, "recorded");
  int hour = FIRST_HOUR, minute = 0;
  LoketDay recorded = *day;

  if (later && !read_day (reading, json, "recorded", &recorded, error))
    return FALSE;
  if (recorded < *day)
    return loket_form_refuse (error, "recorded", "before the day of the act");
  if (!keep_order (reading, loket_json_peek_string (json, later ? "recorded" : "day"), &recorded,
                   error) ||
      !read_time (json, &hour, &minute, error))
    return FALSE;
  if (!later)
    *day = recorded;
  *moment = loket_moment_of_day (recorded, hour, minute);
  if (*moment <= reading->last)
    *moment = reading->last + MINUTES_APART * 60 * LOKET_SECOND_US;
  if (loket_moment_get_day (*moment) != recorded)
    *moment = reading->last;
  *moment = MIN (*moment, reading->scenario->now);
  reading->last = *moment;
  return TRUE;
}

static gboolean
read_expected (JsonObject *json, LoketAnswer *expected, GError **error)
{
  const char *word = loket_json_peek_string (json, "expect");

  *expected = LOKET_ANSWER_ALLOWED;
  if (!json_object_has_member (json, "expect") || g_strcmp0 (word, "allowed") == 0)
    return TRUE;
  *expected = LOKET_ANSWER_RECORD_ONLY;
  return g_strcmp0 (word, "recordOnly") == 0 ||
         loket_form_refuse (error, "expect", "allowed or recordOnly is wanted");
}

/* An act names another by the key that the file has for it. */
static gboolean
resolve_act_key (Reading *reading, JsonObject *payload, const char *member, GError **error)
{
  const char *key = loket_json_peek_string (payload, member);
  const char *id;

  if (key == NULL)
    return TRUE;
  id = g_hash_table_lookup (reading->act_ids, key);
  if (id == NULL)
    return loket_form_refuse (error, member, "no earlier act has the key '%s'", key);
  json_object_set_string_member (payload, member, id);
  return TRUE;
}

static gboolean
resolve_act_keys (Reading *reading, const char *type, JsonObject *payload, GError **error)
{
  gboolean resolved =
      resolve_act_key (reading, payload, "actId", error) &&
      resolve_act_key (reading, payload, "answers", error) &&
      (!g_str_equal (type, "respond") || resolve_act_key (reading, payload, "to", error));

  if (!resolved)
    g_prefix_error (error, "payload.");
  return resolved;
}

static JsonObject *
read_payload (Reading *reading, JsonObject *json, const char *type, GError **error)
{
  JsonNode *given = json_object_get_member (json, "payload");
  const char *via = loket_json_peek_string (json, "via");
  g_autoptr (JsonNode) filled = NULL;
  g_autoptr (JsonObject) payload = NULL;

  if (given != NULL && !JSON_NODE_HOLDS_OBJECT (given)) {
    loket_form_refuse (error, "payload", "an object is wanted");
    return NULL;
  }
  filled = given != NULL ? loket_scenario_day_fill_in (&reading->days, given, error) : NULL;
  if (given != NULL && filled == NULL) {
    g_prefix_error (error, "payload.");
    return NULL;
  }
  payload = filled != NULL ? json_object_ref (json_node_get_object (filled)) : json_object_new ();
  if (via != NULL)
    json_object_set_string_member (payload, "via", via);
  return resolve_act_keys (reading, type, payload, error) ? g_steal_pointer (&payload) : NULL;
}

static const char *
read_author (Reading *reading, JsonObject *json, GError **error)
{
  const char *author = loket_json_peek_string (json, "author");

  if (author == NULL)
    return reading->assignee != NULL ? reading->assignee
                                     : find_coordinator (reading->scenario, reading->agency)->id;
  if (find_person (reading->scenario, author) == NULL) {
    loket_form_refuse (error, "author", "'%s' is nobody of the people", author);
    return NULL;
  }
  return author;
}

static gboolean
check_shape (JsonObject *body, GError **error)
{
  g_autoptr (LoketResponse) refusal = NULL;

  if (loket_act_type_from_string (loket_json_peek_string (body, "type")) == LOKET_ACT_UNKNOWN)
    return loket_form_refuse (error, "type", "no such type of act");
  refusal = loket_payload_check (body);
  if (refusal == NULL)
    return TRUE;
  return loket_form_refuse (error, "payload", "%.*s", (int) g_bytes_get_size (refusal->body),
                            (const char *) g_bytes_get_data (refusal->body, NULL));
}

static char *
make_act_id (Reading *reading, JsonObject *json, guint index)
{
  g_autofree char *name = g_strdup_printf ("%s/%s/%u", reading->scenario->id, reading->key, index);
  const char *key = loket_json_peek_string (json, "key");
  char *id = loket_draft_make_id (name);

  if (key != NULL)
    g_hash_table_insert (reading->act_ids, g_strdup (key), g_strdup (id));
  /* Mostly there is only one: a reply names the last one without ado. */
  if (g_strcmp0 (loket_json_peek_string (json, "type"), "propose") == 0)
    g_hash_table_insert (reading->act_ids, g_strdup ("proposal"), g_strdup (id));
  return id;
}

static gboolean
read_act (JsonObject *json, guint index, gpointer user_data, GError **error)
{
  static const char *const known[] = {"type",   "day",     "recorded", "time",   "via",
                                      "author", "payload", "key",      "expect", NULL};
  Reading *reading = user_data;
  const char *type, *author;
  g_autoptr (JsonObject) payload = NULL;
  g_autoptr (JsonObject) body = json_object_new ();
  g_autofree char *id = NULL;
  g_autofree char *occurred_on = NULL;
  LoketAnswer expected;
  LoketMoment recorded = LOKET_NO_MOMENT;
  LoketDay day;

  if (!loket_form_check_members (json, known, error) ||
      (type = loket_json_get_string (json, "type", error)) == NULL ||
      !read_day (reading, json, "day", &day, error) ||
      !read_recorded (reading, json, &day, &recorded, error) ||
      !read_expected (json, &expected, error) ||
      (payload = read_payload (reading, json, type, error)) == NULL ||
      (author = read_author (reading, json, error)) == NULL)
    return FALSE;
  id = make_act_id (reading, json, index);
  occurred_on = loket_day_to_string (day);
  json_object_set_string_member (body, "actId", id);
  json_object_set_string_member (body, "type", type);
  json_object_set_string_member (body, "author", author);
  json_object_set_string_member (body, "occurredOn", occurred_on);
  json_object_set_object_member (body, "payload", json_object_ref (payload));
  if (!check_shape (body, error))
    return FALSE;
  loket_draft_add_act (reading->draft, body, recorded, expected);
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
read_facts (Reading *reading, JsonObject *json, GError **error)
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
read_profile (Reading *reading, JsonObject *json, JsonObject *procedure, GError **error)
{
  LoketRules *rules = reading->scenario->central->rules;
  LoketAgency *agency = loket_rules_get_agency (rules, reading->agency);
  const char *version = loket_json_peek_string (json, "procedureVersion");
  LoketProfile *profile;

  if (agency == NULL)
    return loket_form_refuse (error, "agency", "there is no agency '%s'", reading->agency);
  if (find_coordinator (reading->scenario, reading->agency) == NULL)
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
read_registered (
    Reading *reading, JsonObject *json, LoketDay received, LoketDay *registered, GError **error)
{
  if (!json_object_has_member (json, "registered")) {
    *registered =
        MIN (loket_calendar_next_open (reading->days.office, received), reading->days.today);
    return TRUE;
  }
  if (!read_day (reading, json, "registered", registered, error))
    return FALSE;
  return *registered >= received ||
         loket_form_refuse (error, "registered", "before the day of receipt");
}

static void
set_day (JsonObject *json, const char *member, LoketDay day)
{
  g_autofree char *text = loket_day_to_string (day);

  json_object_set_string_member (json, member, text);
}

static void
complete_facts (Reading *reading, JsonObject *procedure, LoketDay received, LoketDay registered)
{
  JsonObject *facts = reading->draft->facts;
  g_autofree char *name = g_strdup_printf ("%s/%s", reading->scenario->id, reading->key);
  g_autofree char *id = loket_draft_make_id (name);
  g_autofree char *reference = loket_case_make_provisional_reference (id);

  json_object_set_string_member (facts, "caseId", id);
  json_object_set_string_member (facts, "reference", reference);
  json_object_set_string_member (facts, "agency", reading->agency);
  json_object_set_object_member (facts, "procedure", json_object_ref (procedure));
  set_day (facts, "receivedOn", received);
  set_day (facts, "registeredOn", registered);
  if (reading->assignee != NULL)
    json_object_set_string_member (facts, "assignee", reading->assignee);
  reading->draft->registered_at =
      MIN (loket_moment_of_day (registered, FIRST_HOUR, 0), reading->scenario->now);
  reading->last = reading->draft->registered_at;
}

static gboolean
read_head (Reading *reading, JsonObject *json, GError **error)
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
  if (reading->assignee != NULL && find_person (reading->scenario, reading->assignee) == NULL)
    return loket_form_refuse (error, "assignee", "'%s' is nobody of the people", reading->assignee);
  if (!read_profile (reading, json, procedure, error) ||
      !read_day (reading, json, "received", &received, error) ||
      !read_registered (reading, json, received, &registered, error) ||
      !read_facts (reading, json, error))
    return FALSE;
  complete_facts (reading, procedure, received, registered);
  return TRUE;
}

static gboolean
read_case (JsonObject *json, guint index, gpointer user_data, GError **error)
{
  Scenario *self = user_data;
  g_autoptr (GHashTable) act_ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (LoketDraft) draft = loket_draft_new ();
  Reading reading = {
      .scenario = self,
      .draft = draft,
      .days = {.today = loket_central_get_today (self->central)},
      .act_ids = act_ids,
      .last = LOKET_NO_MOMENT,
  };

  if (!read_head (&reading, json, error) ||
      !loket_form_foreach (json, "acts", read_act, &reading, error))
    return FALSE;
  if (!loket_draft_check (draft, self->central->rules, self->now, error)) {
    g_prefix_error (error, "(%s) ", reading.key);
    return FALSE;
  }
  g_ptr_array_add (self->drafts, g_steal_pointer (&draft));
  return TRUE;
}

static gboolean
read_scenario (Scenario *self, JsonObject *json, GError **error)
{
  static const char *const known[] = {"id", "names", "people", "cases", "answerKey", "notes", NULL};

  return loket_form_check_members (json, known, error) &&
         loket_form_get_key (json, "id", &self->id, error) &&
         loket_json_get_object (json, "names", error) != NULL &&
         loket_form_foreach (json, "people", read_person, self, error) &&
         loket_form_foreach (json, "cases", read_case, self, error);
}

static gboolean
enter_people (Scenario *self, GError **error)
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
enter (Scenario *self, GError **error)
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
admit_people (Scenario *self, GError **error)
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
  Scenario self = {
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
