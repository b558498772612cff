/* SPDX-License-Identifier: EUPL-1.2 */
/* The acts of a profile: rows, guards, and the graph of steps that they make. */
#include "config.h"

#include "loket-profile-private.h"
#include "loket-schema-private.h"
#include "loket-words-table.h"

static const char *const guard_words[] = {
    "notYetDone",     "done",        "notDone",      "extensionLeft",
    "beforeTermEnds", "groundKnown", "reasonGiven",  "textGiven",
    "grievanceKnown", "requestOpen", "outcomeKnown", "kindKnown",
    "consentOfAll",   "linked",      "demandOpen",   NULL,
};
G_STATIC_ASSERT (G_N_ELEMENTS (guard_words) == LOKET_GUARD_DEMAND_OPEN + 2);

static const LoketSchema when_schema[] = {
    {"kind", LOKET_SCHEMA_CODES},
    {NULL, LOKET_SCHEMA_ANY},
};
static const LoketSchema guard_schema[] = {
    {"guard", LOKET_SCHEMA_WORD, .words = guard_words},
    {"act", LOKET_SCHEMA_WORD, TRUE, .set = &_loket_act_words},
    {"clock", LOKET_SCHEMA_CODE, TRUE},
    {"relation", LOKET_SCHEMA_WORD, TRUE,
     .words = (const char *const[]){"passedOnFrom", "previousLine", "bundle", NULL}},
    {"else", LOKET_SCHEMA_WORD, TRUE,
     .words = (const char *const[]){"recordOnly", "notAllowed", NULL}},
    {NULL, LOKET_SCHEMA_ANY},
};
const LoketSchema _loket_row_schema[] = {
    {"act", LOKET_SCHEMA_WORD, .set = &_loket_act_words},
    {"when", LOKET_SCHEMA_OBJECT, TRUE, .inner = when_schema},
    {"demands", LOKET_SCHEMA_CODES, TRUE},
    {"perDemand", LOKET_SCHEMA_TRUE, TRUE},
    {"in", LOKET_SCHEMA_WORDS, .set = &_loket_step_words},
    {"to", LOKET_SCHEMA_ANY, TRUE},
    {"outcome", LOKET_SCHEMA_WORD, TRUE, .set = &_loket_outcome_words},
    {"guards", LOKET_SCHEMA_LIST, TRUE, .inner = guard_schema},
    {NULL, LOKET_SCHEMA_ANY},
};
static const LoketSchema to_step = {"to", LOKET_SCHEMA_WORD, .set = &_loket_step_words};
const LoketSchema _loket_to_schema[] = {
    {"remedyOpen", LOKET_SCHEMA_WORD, .set = &_loket_step_words},
    {"otherwise", LOKET_SCHEMA_WORD, .set = &_loket_step_words},
    {NULL, LOKET_SCHEMA_ANY},
};
static const LoketSchema to_choice = {"to", LOKET_SCHEMA_OBJECT, .inner = _loket_to_schema};

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
  case LOKET_ACT_RECORD_CONDUCT:
  case LOKET_ACT_REVIEW_CONDUCT:
  case LOKET_ACT_INFORM_LEGAL:
  case LOKET_ACT_ATTACH:
  case LOKET_ACT_DETACH:
    return TRUE;
  default:
    return FALSE;
  }
}

/* A step, or two of them to choose from. */
static void
check_to (JsonObject *row, LoketFlaws *flaws)
{
  if (!json_object_has_member (row, "to"))
    return;
  if (loket_json_peek_object (row, "to") != NULL)
    _loket_schema_check_member (&to_choice, row, flaws);
  else
    _loket_schema_check_member (&to_step, row, flaws);
}

static gboolean
has_clock (JsonObject *profile, const char *id, gboolean extensible)
{
  for (guint i = 0; i < _loket_schema_count (profile, "clocks"); i++) {
    JsonObject *clock = _loket_schema_get (profile, "clocks", i);

    if (clock != NULL && g_strcmp0 (loket_json_peek_string (clock, "clock"), id) == 0 &&
        (!extensible || json_object_has_member (clock, "extensions")))
      return TRUE;
  }
  return FALSE;
}

static gboolean
check_wanted (JsonObject *guard, const char *member, gboolean wanted, LoketFlaws *flaws)
{
  if (json_object_has_member (guard, member) == wanted)
    return TRUE;
  return _loket_schema_refuse (flaws, "%s: %s with `%s`", member,
                               wanted ? "is missing" : "does not go",
                               loket_json_peek_string (guard, "guard"));
}

/* Each guard takes its own members: `act` for done and notDone, `clock` for the two on terms,
 * `relation` for linked. */
static void
check_guard (JsonObject *profile, JsonObject *guard, LoketFlaws *flaws)
{
  const char *code = loket_json_peek_string (guard, "guard");
  const char *clock = loket_json_peek_string (guard, "clock");
  int word = loket_words_table_find (guard_words, code, -1);
  gboolean extension = word == LOKET_GUARD_EXTENSION_LEFT;
  gboolean wants_clock = extension || word == LOKET_GUARD_BEFORE_TERM_ENDS;

  check_wanted (guard, "act", word == LOKET_GUARD_DONE || word == LOKET_GUARD_NOT_DONE, flaws);
  check_wanted (guard, "relation", word == LOKET_GUARD_LINKED, flaws);
  if (!check_wanted (guard, "clock", wants_clock, flaws) || clock == NULL)
    return;
  if (!has_clock (profile, clock, FALSE))
    _loket_schema_refuse (flaws, "clock: `%s` is no clock of this profile", clock);
  else if (extension && !has_clock (profile, clock, TRUE))
    _loket_schema_refuse (flaws, "clock: `%s` has no extensions", clock);
}

static void
check_guards (JsonObject *profile, JsonObject *row, LoketFlaws *flaws)
{
  for (guint i = 0; i < _loket_schema_count (row, "guards"); i++) {
    gsize entered = loket_flaws_enter (flaws, "guards[%u]", i);

    if (!loket_flaws_touch_here (flaws))
      check_guard (profile, _loket_schema_get (row, "guards", i), flaws);
    loket_flaws_leave (flaws, entered);
  }
}

static gboolean
is_empty (JsonObject *json, const char *list)
{
  return loket_json_peek_array (json, list) != NULL && _loket_schema_count (json, list) == 0;
}

static void
check_row (JsonObject *profile, JsonObject *row, LoketFlaws *flaws)
{
  const char *act = loket_json_peek_string (row, "act");
  JsonObject *when = loket_json_peek_object (row, "when");

  if (_loket_act_needs_no_row (loket_act_type_from_string (act)))
    _loket_schema_refuse (flaws, "act: `%s` is possible everywhere and has no row", act);
  if (is_empty (row, "in"))
    _loket_schema_refuse (flaws, "in: a step is wanted here");
  if (when != NULL && is_empty (when, "kind"))
    _loket_schema_refuse (flaws, "when.kind: a kind is wanted here");
  check_to (row, flaws);
  check_guards (profile, row, flaws);
}

/**
 * _loket_rows_check:
 * @profile: whose clocks have been checked already
 */
void
_loket_rows_check (JsonObject *profile, LoketFlaws *flaws)
{
  static const LoketSchema acts = {"acts", LOKET_SCHEMA_LIST, .inner = _loket_row_schema};

  _loket_schema_check_member (&acts, profile, flaws);
  for (guint i = 0; i < _loket_schema_count (profile, "acts"); i++) {
    JsonObject *row = _loket_schema_get (profile, "acts", i);
    gsize entered = loket_flaws_enter (flaws, "acts[%u]", i);

    if (row != NULL)
      check_row (profile, row, flaws);
    loket_flaws_leave (flaws, entered);
  }
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
        .per_demand = json_object_has_member (json, "perDemand"),
        .to = loket_step_from_string (to),
        .to_remedy_open = loket_step_from_string (open),
        .outcome = loket_outcome_from_string (loket_json_peek_string (json, "outcome")),
        .guards = read_guards (json),
    };

    g_array_append_val (rows, row);
  }
  return rows;
}
