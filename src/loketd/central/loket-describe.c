/* SPDX-License-Identifier: EUPL-1.2 */
/* Cases and acts as the contract writes them. */
#include "config.h"

#include "loket-bodies.h"
#include "loket-describe.h"

/* In one answer, as they were given. */
enum {
  ACTS_BYTES_MAX = 4 * 1024 * 1024
};

static JsonObject *
parse_object (const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));

  return loket_body_to_object (bytes, error);
}

static gboolean
add_opened (JsonObject *json, const char *text, GError **error)
{
  JsonObject *opened = parse_object (text, error);

  if (opened == NULL)
    return FALSE;
  json_object_set_object_member (json, "opened", opened);
  return TRUE;
}

/**
 * loket_describe_act:
 *
 * Returns: (transfer full): the act as its author gave it, with what the loket adds
 */
JsonObject *
loket_describe_act (const LoketActRecord *act, GError **error)
{
  g_autoptr (JsonObject) given = parse_object (act->body, error);
  g_autofree char *recorded_at = loket_moment_to_string (act->recorded_at);
  JsonObject *json;

  if (given == NULL)
    return NULL;
  json = loket_json_object_copy (given);
  json_object_set_string_member (json, "author", act->author);
  loket_json_set_text (json, "authorName", act->author_name);
  json_object_set_int_member (json, "seq", act->seq);
  json_object_set_string_member (json, "recordedAt", recorded_at);
  if (act->opened != NULL && !add_opened (json, act->opened, error)) {
    json_object_unref (json);
    return NULL;
  }
  return json;
}

char *
loket_describe_act_text (const LoketActRecord *act, GError **error)
{
  g_autoptr (JsonObject) json = loket_describe_act (act, error);

  return json != NULL ? loket_json_object_to_string (json) : NULL;
}

static gboolean
add_acts (JsonObject *json, const LoketRecord *record, GError **error)
{
  JsonArray *acts = json_array_sized_new (record->acts->len);

  json_object_set_array_member (json, "acts", acts);
  json_object_set_int_member (json, "actCount", record->acts->len);
  for (guint i = 0; i < record->acts->len; i++) {
    JsonObject *act = loket_describe_act (g_ptr_array_index (record->acts, i), error);

    if (act == NULL)
      return FALSE;
    json_array_add_object_element (acts, act);
  }
  return TRUE;
}

/* The reference that the client had made stays valid, beside those that the complaint came with. */
static void
add_references (JsonObject *json, const LoketRecord *record)
{
  JsonArray *given = loket_json_peek_array (json, "aliases");
  JsonArray *aliases = json_array_new ();

  for (guint i = 0; given != NULL && i < json_array_get_length (given); i++)
    json_array_add_element (aliases, json_node_ref (json_array_get_element (given, i)));
  if (g_strcmp0 (record->provisional, record->reference) != 0)
    json_array_add_string_element (aliases, record->provisional);
  json_object_set_array_member (json, "aliases", aliases);
  json_object_set_string_member (json, "reference", record->reference);
}

static void
add_defaults (JsonObject *json, const LoketRecord *record)
{
  if (!json_object_has_member (json, "registeredOn"))
    loket_json_set_day (json, "registeredOn", loket_moment_get_day (record->recorded_at));
  if (!json_object_has_member (json, "offlinePermitted"))
    json_object_set_boolean_member (json, "offlinePermitted", TRUE);
}

/**
 * loket_describe_bare_case:
 *
 * Returns: (transfer full): facts, references, acts and version, without what the rules say of it
 */
JsonObject *
loket_describe_bare_case (const LoketRecord *record, GError **error)
{
  g_autoptr (JsonObject) given = parse_object (record->facts, error);
  g_autoptr (JsonObject) json = NULL;

  if (given == NULL)
    return NULL;
  json = loket_json_object_copy (given);
  add_references (json, record);
  add_defaults (json, record);
  json_object_set_int_member (json, "version", record->version);
  return add_acts (json, record, error) ? g_steal_pointer (&json) : NULL;
}

LoketCase *
loket_describe_value (const LoketRecord *record, GError **error)
{
  g_autoptr (JsonObject) json = loket_describe_bare_case (record, error);

  return json != NULL ? loket_case_from_json (json, error) : NULL;
}

/**
 * loket_describe_standing:
 *
 * Returns: (transfer full): how the case stands, for a viewer who may do everything
 */
LoketStanding *
loket_describe_standing (const LoketRecord *record,
                         LoketRules *rules,
                         LoketMoment now,
                         GError **error)
{
  g_autoptr (LoketCase) value = loket_describe_value (record, error);

  return value != NULL ? loket_replay (rules, value, NULL, NULL, now) : NULL;
}

static void
set_moment (JsonObject *json, const char *member, LoketMoment moment)
{
  g_autofree char *text = loket_moment_to_string (moment);

  if (text != NULL)
    json_object_set_string_member (json, member, text);
}

static JsonObject *
describe_clock (const LoketClockReading *clock)
{
  JsonObject *json = json_object_new ();

  json_object_set_string_member (json, "clock", clock->id_code);
  json_object_set_string_member (json, "kind", loket_clock_kind_to_string (clock->kind));
  json_object_set_string_member (json, "basis", clock->confirmed ? "confirmed" : "unconfirmed");
  json_object_set_string_member (json, "state", loket_clock_state_to_string (clock->state));
  loket_json_set_day (json, "from", clock->from);
  loket_json_set_day (json, "lastDay", clock->last_day);
  loket_json_set_day (json, "due", clock->due);
  set_moment (json, "dueAt", clock->due_at);
  loket_json_set_day (json, "rolledDue", clock->rolled_due);
  if (clock->citizens)
    json_object_set_string_member (json, "whose", "citizen");
  loket_json_set_day (json, "workBy", clock->work_by);
  loket_json_set_day (json, "endedOn", clock->ended_on);
  json_object_set_int_member (json, "daysLeft", clock->days_left);
  json_object_set_int_member (json, "workingDaysLeft", clock->working_days_left);
  return json;
}

static void
add_clocks (JsonObject *json, const LoketStanding *standing)
{
  JsonArray *clocks = json_array_sized_new (standing->clocks->len);

  for (guint i = 0; i < standing->clocks->len; i++)
    json_array_add_object_element (clocks,
                                   describe_clock (g_ptr_array_index (standing->clocks, i)));
  json_object_set_array_member (json, "clocks", clocks);
}

static void
add_flags (JsonObject *json, const LoketStanding *standing)
{
  g_auto (GStrv) codes = loket_flags_to_strings (standing->flags);
  JsonArray *flags = json_array_new ();

  for (int i = 0; codes[i] != NULL; i++)
    json_array_add_string_element (flags, codes[i]);
  json_object_set_array_member (json, "flags", flags);
}

static void
add_standing (JsonObject *json, const LoketStanding *standing)
{
  json_object_set_string_member (json, "step", loket_step_to_string (standing->step));
  add_flags (json, standing);
  if (standing->outcome != LOKET_OUTCOME_NONE)
    json_object_set_string_member (json, "outcome", loket_outcome_to_string (standing->outcome));
  if (standing->waiting_for != LOKET_WAITING_FOR_NOBODY)
    json_object_set_string_member (json, "waitingFor",
                                   loket_waiting_for_to_string (standing->waiting_for));
  json_object_set_string_member (json, "urgency", loket_urgency_to_string (standing->urgency));
  loket_json_set_day (json, "followUpOn", standing->follow_up_on);
  add_clocks (json, standing);
}

/**
 * loket_describe_fits:
 * @count: acts that are in the answer already
 * @size: of them, in bytes
 * @length: of the next one
 *
 * Returns: whether the next act still fits into an answer; the first one always does
 */
gboolean
loket_describe_fits (guint acts_max, guint count, gsize size, gsize length)
{
  return count == 0 || (count < acts_max && size + length <= ACTS_BYTES_MAX);
}

static void
leave_out_acts (JsonObject *json, const LoketRecord *record, guint acts_max)
{
  JsonArray *acts = json_object_get_array_member (json, "acts");
  JsonArray *first = json_array_new ();
  gsize size = 0;

  for (guint i = 0; i < record->acts->len; i++) {
    const LoketActRecord *act = g_ptr_array_index (record->acts, i);
    gsize length = strlen (act->body);

    if (!loket_describe_fits (acts_max, i, size, length))
      break;
    size += length;
    json_array_add_element (first, json_node_ref (json_array_get_element (acts, i)));
  }
  json_object_set_array_member (json, "acts", first);
}

/**
 * loket_describe_case:
 * @acts_max: so many acts are in it at most, the first of them, and as many as fit into an answer
 *
 * Returns: (transfer full): the case of the contract
 */
JsonObject *
loket_describe_case (
    const LoketRecord *record, LoketRules *rules, LoketMoment now, guint acts_max, GError **error)
{
  g_autoptr (JsonObject) json = loket_describe_bare_case (record, error);
  g_autoptr (LoketCase) value = json != NULL ? loket_case_from_json (json, error) : NULL;
  g_autoptr (LoketStanding) standing = NULL;

  if (value == NULL)
    return NULL;
  standing = loket_replay (rules, value, NULL, NULL, now);
  /* The value reads the same tree: it has been asked all it will be. */
  add_standing (json, standing);
  leave_out_acts (json, record, acts_max);
  return g_steal_pointer (&json);
}
