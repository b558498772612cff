/* SPDX-License-Identifier: EUPL-1.2 */
/* Reading the acts of a scenario: when they were done and taken, by whom, what they say. */
#include "config.h"

#include "loket-form.h"
#include "loket-payload.h"
#include "loket-scenario-private.h"

enum {
  MINUTES_APART = 7
};

const LoketPerson *
_loket_scenario_find_person (LoketScenario *self, const char *id)
{
  for (guint i = 0; i < self->people->len; i++) {
    const LoketPerson *person = g_ptr_array_index (self->people, i);

    if (g_str_equal (person->id, id))
      return person;
  }
  return NULL;
}

const LoketPerson *
_loket_scenario_find_coordinator (LoketScenario *self, const char *agency)
{
  for (guint i = 0; i < self->people->len; i++) {
    const LoketPerson *person = g_ptr_array_index (self->people, i);

    if ((person->roles & LOKET_ROLE_COORDINATOR) != 0 && loket_person_may_see (person, agency))
      return person;
  }
  return NULL;
}

gboolean
_loket_scenario_read_day (
    LoketScenarioCase *reading, JsonObject *json, const char *member, LoketDay *day, GError **error)
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
keep_order (LoketScenarioCase *reading, const char *text, LoketDay *recorded, GError **error)
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
read_recorded (LoketScenarioCase *reading,
               JsonObject *json,
               LoketDay *day,
               LoketMoment *moment,
               GError **error)
{
  gboolean later = json_object_has_member (json, "recorded");
  int hour = LOKET_SCENARIO_FIRST_HOUR, minute = 0;
  LoketDay recorded = *day;

  if (later && !_loket_scenario_read_day (reading, json, "recorded", &recorded, error))
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
resolve_act_key (LoketScenarioCase *reading,
                 JsonObject *payload,
                 const char *member,
                 GError **error)
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
resolve_act_keys (LoketScenarioCase *reading, const char *type, JsonObject *payload, GError **error)
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
read_payload (LoketScenarioCase *reading, JsonObject *json, const char *type, GError **error)
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
read_author (LoketScenarioCase *reading, JsonObject *json, GError **error)
{
  const char *author = loket_json_peek_string (json, "author");

  if (author == NULL)
    return reading->assignee != NULL
               ? reading->assignee
               : _loket_scenario_find_coordinator (reading->scenario, reading->agency)->id;
  if (_loket_scenario_find_person (reading->scenario, author) == NULL) {
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
make_act_id (LoketScenarioCase *reading, JsonObject *json, guint index)
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

gboolean
_loket_scenario_read_act (JsonObject *json, guint index, gpointer user_data, GError **error)
{
  static const char *const known[] = {"type",   "day",     "recorded", "time",   "via",
                                      "author", "payload", "key",      "expect", NULL};
  LoketScenarioCase *reading = user_data;
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
      !_loket_scenario_read_day (reading, json, "day", &day, error) ||
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
