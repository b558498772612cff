/* SPDX-License-Identifier: EUPL-1.2 */
/* The acts of a profile: rows, guards, and the graph of steps that they make. */
#include "config.h"

#include "loket-profile-private.h"
#include "loket-schema-private.h"
#include "loket-words-table.h"

static const char *const guard_words[] = {
    "notYetDone",   "done",        "notDone",      "extensionLeft",  "beforeTermEnds",
    "groundKnown",  "reasonGiven", "textGiven",    "grievanceKnown", "requestOpen",
    "outcomeKnown", "kindKnown",   "consentOfAll", "linked",         NULL,
};
G_STATIC_ASSERT (G_N_ELEMENTS (guard_words) == LOKET_GUARD_LINKED + 2);

static gboolean
is_act (const char *word)
{
  return loket_act_type_from_string (word) != LOKET_ACT_UNKNOWN;
}

static gboolean
is_step (const char *word)
{
  return loket_step_from_string (word) != LOKET_STEP_UNKNOWN;
}

static gboolean
is_outcome (const char *word)
{
  return loket_outcome_from_string (word) != LOKET_OUTCOME_NONE;
}

static const LoketSchema when_schema[] = {
    {"kind", LOKET_SCHEMA_CODES},
    {NULL, LOKET_SCHEMA_ANY},
};
static const LoketSchema guard_schema[] = {
    {"guard", LOKET_SCHEMA_WORD, .words = guard_words},
    {"act", LOKET_SCHEMA_WORD, TRUE, .known = is_act},
    {"clock", LOKET_SCHEMA_CODE, TRUE},
    {"relation", LOKET_SCHEMA_WORD, TRUE,
     .words = (const char *const[]){"passedOnFrom", "previousLine", "bundle", NULL}},
    {"else", LOKET_SCHEMA_WORD, TRUE,
     .words = (const char *const[]){"recordOnly", "notAllowed", NULL}},
    {NULL, LOKET_SCHEMA_ANY},
};
static const LoketSchema row_schema[] = {
    {"act", LOKET_SCHEMA_WORD, .known = is_act},
    {"when", LOKET_SCHEMA_OBJECT, TRUE, .inner = when_schema},
    {"demands", LOKET_SCHEMA_CODES, TRUE},
    {"in", LOKET_SCHEMA_WORDS, .known = is_step},
    {"to", LOKET_SCHEMA_ANY, TRUE},
    {"outcome", LOKET_SCHEMA_WORD, TRUE, .known = is_outcome},
    {"guards", LOKET_SCHEMA_LIST, TRUE, .inner = guard_schema},
    {NULL, LOKET_SCHEMA_ANY},
};
static const LoketSchema rows_schema[] = {
    {"acts", LOKET_SCHEMA_LIST, .inner = row_schema},
    {NULL, LOKET_SCHEMA_ANY},
};
static const LoketSchema to_step_schema[] = {
    {"to", LOKET_SCHEMA_WORD, .known = is_step},
    {NULL, LOKET_SCHEMA_ANY},
};
static const LoketSchema to_choice[] = {
    {"remedyOpen", LOKET_SCHEMA_WORD, .known = is_step},
    {"otherwise", LOKET_SCHEMA_WORD, .known = is_step},
    {NULL, LOKET_SCHEMA_ANY},
};
static const LoketSchema to_choice_schema[] = {
    {"to", LOKET_SCHEMA_OBJECT, .inner = to_choice},
    {NULL, LOKET_SCHEMA_ANY},
};

/**
 * _loket_act_needs_no_row:
 *
 * Returns: whether acts of that type are possible in every step, whatever the profile
 */
gboolean
_loket_act_needs_no_row (LoketActType act)
{
  switch ((int) act) {
  case LOKET_ACT_NOTE:
  case LOKET_ACT_CONTACT:
  case LOKET_ACT_CORRECT:
  case LOKET_ACT_ANNUL:
  case LOKET_ACT_ASSIGN:
  case LOKET_ACT_SET_FOLLOW_UP:
  case LOKET_ACT_SET_URGENCY:
  case LOKET_ACT_LINK:
    return TRUE;
  default:
    return FALSE;
  }
}

/* A table says what an object may hold, so one member is checked in an object of its own. */
static gboolean
check_member (const LoketSchema *schema, JsonObject *json, GError **error)
{
  g_autoptr (JsonObject) alone = json_object_new ();
  JsonNode *node = json_object_get_member (json, schema->name);

  if (node != NULL)
    json_object_set_member (alone, schema->name, json_node_ref (node));
  return _loket_schema_check (schema, alone, error);
}

static gboolean
check_to (JsonObject *row, GError **error)
{
  if (!json_object_has_member (row, "to"))
    return TRUE;
  if (loket_json_peek_object (row, "to") != NULL)
    return check_member (to_choice_schema, row, error);
  return check_member (to_step_schema, row, error);
}

static gboolean
has_clock (JsonObject *profile, const char *id, gboolean extensible)
{
  JsonArray *clocks = loket_json_peek_array (profile, "clocks");

  for (guint i = 0; i < json_array_get_length (clocks); i++) {
    JsonObject *clock = loket_json_array_peek_object (clocks, i);

    if (g_str_equal (loket_json_peek_string (clock, "clock"), id) &&
        (!extensible || json_object_has_member (clock, "extensions")))
      return TRUE;
  }
  return FALSE;
}

static gboolean
check_wanted (JsonObject *guard, const char *member, gboolean wanted, GError **error)
{
  if (json_object_has_member (guard, member) == wanted)
    return TRUE;
  return _loket_schema_refuse (error, "%s: %s with `%s`", member,
                               wanted ? "is missing" : "does not go",
                               loket_json_peek_string (guard, "guard"));
}

/* Each guard takes its own members: `act` for done and notDone, `clock` for the two on terms,
 * `relation` for linked. */
static gboolean
check_guard (JsonObject *profile, JsonObject *guard, GError **error)
{
  const char *code = loket_json_peek_string (guard, "guard");
  const char *clock = loket_json_peek_string (guard, "clock");
  int word = loket_words_table_find (guard_words, code, -1);
  gboolean extension = word == LOKET_GUARD_EXTENSION_LEFT;

  if (!check_wanted (guard, "act", word == LOKET_GUARD_DONE || word == LOKET_GUARD_NOT_DONE,
                     error) ||
      !check_wanted (guard, "clock", extension || word == LOKET_GUARD_BEFORE_TERM_ENDS, error) ||
      !check_wanted (guard, "relation", word == LOKET_GUARD_LINKED, error))
    return FALSE;
  if (clock != NULL && !has_clock (profile, clock, FALSE))
    return _loket_schema_refuse (error, "clock: `%s` is no clock of this profile", clock);
  if (extension && !has_clock (profile, clock, TRUE))
    return _loket_schema_refuse (error, "clock: `%s` has no extensions", clock);
  return TRUE;
}

static gboolean
check_guards (JsonObject *profile, JsonObject *row, GError **error)
{
  JsonArray *guards = loket_json_peek_array (row, "guards");
  guint count = guards != NULL ? json_array_get_length (guards) : 0;

  for (guint i = 0; i < count; i++) {
    if (!check_guard (profile, loket_json_array_peek_object (guards, i), error)) {
      g_prefix_error (error, "guards[%u].", i);
      return FALSE;
    }
  }
  return TRUE;
}

static gboolean
check_row (JsonObject *profile, JsonObject *row, GError **error)
{
  const char *act = loket_json_peek_string (row, "act");

  if (_loket_act_needs_no_row (loket_act_type_from_string (act)))
    return _loket_schema_refuse (error, "act: `%s` is possible everywhere and has no row", act);
  if (json_array_get_length (loket_json_peek_array (row, "in")) == 0)
    return _loket_schema_refuse (error, "in: a step is wanted here");
  if (json_object_has_member (row, "when") &&
      json_array_get_length (
          loket_json_peek_array (loket_json_peek_object (row, "when"), "kind")) == 0)
    return _loket_schema_refuse (error, "when.kind: a kind is wanted here");
  return check_to (row, error) && check_guards (profile, row, error);
}

/**
 * _loket_rows_check:
 * @profile: whose clocks have been checked already
 */
gboolean
_loket_rows_check (JsonObject *profile, GError **error)
{
  JsonArray *acts;

  if (!check_member (rows_schema, profile, error))
    return FALSE;
  acts = loket_json_peek_array (profile, "acts");
  for (guint i = 0; i < json_array_get_length (acts); i++) {
    if (!check_row (profile, loket_json_array_peek_object (acts, i), error)) {
      g_prefix_error (error, "acts[%u].", i);
      return FALSE;
    }
  }
  return TRUE;
}

static LoketAnswer
get_answer (JsonObject *guard, LoketGuardWord word)
{
  const char *otherwise = loket_json_peek_string (guard, "else");

  if (otherwise != NULL)
    return g_str_equal (otherwise, "recordOnly") ? LOKET_ANSWER_RECORD_ONLY
                                                 : LOKET_ANSWER_NOT_ALLOWED;
  switch ((int) word) {
  case LOKET_GUARD_NOT_YET_DONE:
  case LOKET_GUARD_BEFORE_TERM_ENDS:
  case LOKET_GUARD_REQUEST_OPEN:
    return LOKET_ANSWER_RECORD_ONLY;
  default:
    return LOKET_ANSWER_NOT_ALLOWED;
  }
}

static GArray *
read_guards (JsonObject *row)
{
  GArray *guards = g_array_new (FALSE, TRUE, sizeof (LoketGuard));
  JsonArray *array = loket_json_peek_array (row, "guards");
  guint count = array != NULL ? json_array_get_length (array) : 0;

  for (guint i = 0; i < count; i++) {
    JsonObject *json = loket_json_array_peek_object (array, i);
    const char *code = loket_json_peek_string (json, "guard");
    LoketGuard guard = {
        .word = (LoketGuardWord) loket_words_table_find (guard_words, code, 0),
        .code = g_intern_string (code),
        .act = loket_act_type_from_string (loket_json_peek_string (json, "act")),
        .clock = loket_json_peek_string (json, "clock"),
        .relation = loket_json_peek_string (json, "relation"),
    };

    guard.otherwise = get_answer (json, guard.word);
    g_array_append_val (guards, guard);
  }
  return guards;
}

static guint
read_steps (JsonObject *row)
{
  g_auto (GStrv) codes = loket_json_peek_strings (row, "in");
  guint steps = 0;

  for (int i = 0; codes[i] != NULL; i++)
    steps |= 1u << loket_step_from_string (codes[i]);
  return steps;
}

static void
clear_row (LoketActRow *row)
{
  g_strfreev (row->kinds);
  g_strfreev (row->demands);
  g_array_unref (row->guards);
}

/**
 * _loket_rows_read:
 *
 * Returns: (transfer full) (element-type LoketActRow): in the order of the file
 */
GArray *
_loket_rows_read (JsonObject *profile)
{
  JsonArray *acts = loket_json_peek_array (profile, "acts");
  GArray *rows = g_array_new (FALSE, TRUE, sizeof (LoketActRow));

  g_array_set_clear_func (rows, (GDestroyNotify) clear_row);
  for (guint i = 0; i < json_array_get_length (acts); i++) {
    JsonObject *json = loket_json_array_peek_object (acts, i);
    JsonObject *when = loket_json_peek_object (json, "when");
    JsonObject *choice = loket_json_peek_object (json, "to");
    const char *to = choice != NULL ? loket_json_peek_string (choice, "otherwise")
                                    : loket_json_peek_string (json, "to");
    const char *open = choice != NULL ? loket_json_peek_string (choice, "remedyOpen") : to;
    LoketActRow row = {
        .act = loket_act_type_from_string (loket_json_peek_string (json, "act")),
        .steps = read_steps (json),
        .kinds = when != NULL ? _loket_codes_read (when, "kind") : NULL,
        .demands = _loket_codes_read (json, "demands"),
        .to = loket_step_from_string (to),
        .to_remedy_open = loket_step_from_string (open),
        .outcome = loket_outcome_from_string (loket_json_peek_string (json, "outcome")),
        .guards = read_guards (json),
    };

    g_array_append_val (rows, row);
  }
  return rows;
}

/**
 * _loket_rows_have:
 *
 * Returns: whether the type is part of the procedure
 */
gboolean
_loket_rows_have (GArray *rows, LoketActType act)
{
  for (guint i = 0; i < rows->len; i++) {
    if (g_array_index (rows, LoketActRow, i).act == act)
      return TRUE;
  }
  return FALSE;
}
