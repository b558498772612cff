/* SPDX-License-Identifier: EUPL-1.2 */
/* What may stand in a clock of a profile, or in an own target of an agency. */
#include "config.h"

#include "loket-profile-private.h"
#include "loket-schema-private.h"

static const char *const units[] = {
    "calendarDay", "workingDay", "week", "month", "hour", "workingHour", NULL,
};

static gboolean
is_act (const char *word)
{
  return loket_act_type_from_string (word) != LOKET_ACT_UNKNOWN;
}

static gboolean
is_clock (const char *word)
{
  return loket_clock_id_from_string (word) != LOKET_CLOCK_UNKNOWN;
}

static const char *const anchors[] = {
    "received", "completeFile",  "acknowledged", "decisionNotified",
    "inquired", "factsHappened", NULL,
};

static const LoketSchema anchor_value = {"value", LOKET_SCHEMA_WORD, .words = anchors,
                                         .known = is_act};
static const LoketSchema count_value = {"value", LOKET_SCHEMA_COUNT};
static const LoketSchema unit_value = {"value", LOKET_SCHEMA_WORD, .words = units};
static const LoketSchema roll_value = {
    "value", LOKET_SCHEMA_WORD, .words = (const char *const[]){"none", "nextWorkingDay", NULL}};
static const LoketSchema counts_value = {"value", LOKET_SCHEMA_WORD,
                                         .words = (const char *const[]){"sent", "received", NULL}};
static const LoketSchema copied_value = {
    "value", LOKET_SCHEMA_WORD,
    .words = (const char *const[]){"contestedDecision.appealUntil", NULL}};
static const LoketSchema opening_hours_value = {"value", LOKET_SCHEMA_LIST,
                                                .inner = _loket_window_schema};
static const LoketSchema boolean_value = {"value", LOKET_SCHEMA_BOOLEAN};
static const LoketSchema true_value = {"value", LOKET_SCHEMA_TRUE};

static const char *const asked[] = {"citizen", "service", "third", NULL};

static const LoketSchema satisfied_schema[] = {
    {"act", LOKET_SCHEMA_WORD, .known = is_act},
    {"kind", LOKET_SCHEMA_CODES, TRUE},
    {"from", LOKET_SCHEMA_WORDS, TRUE, .words = asked},
    {"inTime", LOKET_SCHEMA_TRUE, TRUE},
    {NULL, LOKET_SCHEMA_ANY},
};
static const LoketSchema skipped_schema[] = {
    {"act", LOKET_SCHEMA_WORD, .known = is_act},
    {"kind", LOKET_SCHEMA_CODES, TRUE},
    {"from", LOKET_SCHEMA_WORDS, TRUE, .words = asked},
    {"when", LOKET_SCHEMA_WORD, TRUE, .words = (const char *const[]){"inTime", "late", NULL}},
    {NULL, LOKET_SCHEMA_ANY},
};
static const LoketSchema extensions_schema[] = {
    {"max", LOKET_SCHEMA_FACT, .inner = &count_value},
    {"amount", LOKET_SCHEMA_FACT, .inner = &count_value},
    {"unit", LOKET_SCHEMA_FACT, .inner = &unit_value},
    {"toldBefore", LOKET_SCHEMA_FACT, .inner = &boolean_value},
    {"reasonRequired", LOKET_SCHEMA_FACT, .inner = &boolean_value},
    {"act", LOKET_SCHEMA_WORD, .words = (const char *const[]){"extend", NULL}},
    {NULL, LOKET_SCHEMA_ANY},
};
static const LoketSchema clock_schema[] = {
    {"clock", LOKET_SCHEMA_WORD, .known = is_clock},
    {"kind", LOKET_SCHEMA_WORD, .words = (const char *const[]){"legal", "norm", "internal", NULL}},
    {"names", LOKET_SCHEMA_TEXT},
    {"whose", LOKET_SCHEMA_WORD, TRUE,
     .words = (const char *const[]){"authority", "citizen", NULL}},
    {"demands", LOKET_SCHEMA_CODES, TRUE},
    {"copiedFrom", LOKET_SCHEMA_FACT, TRUE, .inner = &copied_value},
    {"anchor", LOKET_SCHEMA_FACT, TRUE, .inner = &anchor_value},
    {"anchorFrom", LOKET_SCHEMA_WORDS, TRUE, .words = asked},
    {"pick", LOKET_SCHEMA_WORD, TRUE, .words = (const char *const[]){"first", "last", NULL}},
    {"amount", LOKET_SCHEMA_FACT, TRUE, .inner = &count_value},
    {"unit", LOKET_SCHEMA_FACT, TRUE, .inner = &unit_value},
    {"monthRule", LOKET_SCHEMA_WORD, TRUE, .words = (const char *const[]){"sameDate", NULL}},
    {"noTerm", LOKET_SCHEMA_FACT, TRUE, .inner = &true_value},
    {"calendar", LOKET_SCHEMA_CODE, TRUE},
    {"openingHours", LOKET_SCHEMA_FACT, TRUE, .inner = &opening_hours_value},
    {"rollRule", LOKET_SCHEMA_FACT, TRUE, .inner = &roll_value},
    {"counts", LOKET_SCHEMA_FACT, TRUE, .inner = &counts_value},
    {"endsWith", LOKET_SCHEMA_WORD, TRUE, .words = (const char *const[]){"received", NULL}},
    {"satisfiedBy", LOKET_SCHEMA_LIST, TRUE, .inner = satisfied_schema},
    {"skippedBy", LOKET_SCHEMA_LIST, TRUE, .inner = skipped_schema},
    {"extensions", LOKET_SCHEMA_OBJECT, TRUE, .inner = extensions_schema},
    {"suspendedBy", LOKET_SCHEMA_FACT, TRUE, .inner = &true_value},
    {"warnDays", LOKET_SCHEMA_COUNTS, TRUE},
    {NULL, LOKET_SCHEMA_ANY},
};

/* The word of a fact; NULL where the fact is absent. */
static const char *
peek_fact_word (JsonObject *json, const char *member)
{
  JsonObject *fact = loket_json_peek_object (json, member);

  return fact != NULL ? loket_json_peek_string (fact, "value") : NULL;
}

static gboolean
check_unit (JsonObject *json, JsonObject *clock, GError **error)
{
  const char *word = peek_fact_word (json, "unit");

  if (g_str_equal (word, "workingDay") && !json_object_has_member (clock, "calendar"))
    return _loket_schema_refuse (error, "unit.value: `workingDay` needs a calendar");
  if (g_str_equal (word, "month") && !json_object_has_member (clock, "monthRule"))
    return _loket_schema_refuse (error, "unit.value: `month` needs a monthRule");
  return TRUE;
}

static gboolean
check_absent (JsonObject *clock, const char *const *members, const char *beside, GError **error)
{
  for (int i = 0; members[i] != NULL; i++) {
    if (json_object_has_member (clock, members[i]))
      return _loket_schema_refuse (error, "%s: does not go with %s", members[i], beside);
  }
  return TRUE;
}

static gboolean
check_present (JsonObject *clock, const char *const *members, GError **error)
{
  for (int i = 0; members[i] != NULL; i++) {
    if (!json_object_has_member (clock, members[i]))
      return _loket_schema_refuse (error, "%s: is missing", members[i]);
  }
  return TRUE;
}

/* What is copied from paper is not counted, and only a term of the citizen is copied. */
static gboolean
check_copied (JsonObject *clock, GError **error)
{
  static const char *const never[] = {"anchorFrom",  "anchor",       "pick",     "amount",
                                      "unit",        "noTerm",       "rollRule", "extensions",
                                      "suspendedBy", "openingHours", "counts",   NULL};

  if (!check_absent (clock, never, "copiedFrom", error))
    return FALSE;
  if (g_strcmp0 (loket_json_peek_string (clock, "whose"), "citizen") != 0)
    return _loket_schema_refuse (error, "whose: only a term of the citizen is copied");
  return TRUE;
}

/* A clock without a term has nothing that could be counted, extended or suspended. */
static gboolean
check_members (JsonObject *clock, GError **error)
{
  static const char *const of_a_term[] = {"anchor", "amount", "unit", "rollRule", "counts", NULL};
  static const char *const never_without[] = {"amount",      "unit",         "extensions",
                                              "suspendedBy", "openingHours", NULL};
  const char *anchor = peek_fact_word (clock, "anchor");

  if (json_object_has_member (clock, "copiedFrom"))
    return check_copied (clock, error);
  if (json_object_has_member (clock, "noTerm")
          ? !check_absent (clock, never_without, "noTerm", error)
          : !check_present (clock, of_a_term, error))
    return FALSE;
  if (anchor == NULL)
    return _loket_schema_refuse (error, "anchor: is missing");
  if (!g_str_equal (anchor, "received") && !g_str_equal (anchor, "decisionNotified") &&
      !g_str_equal (anchor, "factsHappened"))
    return TRUE;
  if (json_object_has_member (clock, "pick"))
    return _loket_schema_refuse (error, "pick: `%s` happens once", anchor);
  if (json_object_has_member (clock, "anchorFrom"))
    return _loket_schema_refuse (error, "anchorFrom: `%s` comes from nobody", anchor);
  return TRUE;
}

static gboolean
counts_hours (JsonObject *json)
{
  const char *unit = peek_fact_word (json, "unit");

  return g_str_equal (unit, "hour") || g_str_equal (unit, "workingHour");
}

static gboolean
check_counting (JsonObject *clock, GError **error)
{
  JsonObject *extensions = loket_json_peek_object (clock, "extensions");

  if (!check_unit (clock, clock, error) || !_loket_clock_check_hours (clock, error))
    return FALSE;
  if (extensions == NULL)
    return TRUE;
  if (counts_hours (extensions))
    return _loket_schema_refuse (error, "extensions.unit.value: an extension is not in hours");
  if (check_unit (extensions, clock, error))
    return TRUE;
  g_prefix_error (error, "extensions.");
  return FALSE;
}

/* A list that is there names something. */
static gboolean
check_not_empty (JsonObject *json, const char *member, const char *what, GError **error)
{
  JsonArray *codes = loket_json_peek_array (json, member);

  if (codes == NULL || json_array_get_length (codes) > 0)
    return TRUE;
  return _loket_schema_refuse (error, "%s: %s is wanted here", member, what);
}

static gboolean
check_ends (JsonObject *clock, const char *list, GError **error)
{
  JsonArray *ends = loket_json_peek_array (clock, list);
  guint count = ends != NULL ? json_array_get_length (ends) : 0;

  for (guint i = 0; i < count; i++) {
    JsonObject *end = loket_json_array_peek_object (ends, i);

    if (!check_not_empty (end, "kind", "a kind", error) ||
        !check_not_empty (end, "from", "somebody", error)) {
      g_prefix_error (error, "%s[%u].", list, i);
      return FALSE;
    }
  }
  return TRUE;
}

/* What happened before we knew of it ends no term of ours. */
static gboolean
check_end_word (JsonObject *clock, GError **error)
{
  JsonArray *satisfied_by = loket_json_peek_array (clock, "satisfiedBy");

  if (!json_object_has_member (clock, "endsWith"))
    return satisfied_by != NULL || _loket_schema_refuse (error, "satisfiedBy: is missing");
  if (satisfied_by != NULL && json_array_get_length (satisfied_by) > 0)
    return _loket_schema_refuse (error, "satisfiedBy: does not go with endsWith");
  if (g_strcmp0 (loket_json_peek_string (clock, "whose"), "citizen") != 0)
    return _loket_schema_refuse (error, "whose: only a term of the citizen ends with the receipt");
  return TRUE;
}

static gboolean
check_clock (JsonObject *clock, GError **error)
{
  if (!check_members (clock, error) || !check_end_word (clock, error) ||
      !check_not_empty (clock, "anchorFrom", "somebody", error) ||
      !check_ends (clock, "satisfiedBy", error) || !check_ends (clock, "skippedBy", error))
    return FALSE;
  return !json_object_has_member (clock, "unit") || check_counting (clock, error);
}

static gboolean
are_told_apart (JsonObject *a, JsonObject *b)
{
  g_auto (GStrv) demands_a = _loket_codes_read (a, "demands");
  g_auto (GStrv) demands_b = _loket_codes_read (b, "demands");

  return g_strcmp0 (loket_json_peek_string (a, "clock"), loket_json_peek_string (b, "clock")) !=
             0 ||
         !_loket_codes_meet (demands_a, demands_b);
}

/* Two clocks of one id are never there at once: nothing that is demanded has both. */
static gboolean
check_told_apart (JsonObject *json, const char *list, GError **error)
{
  JsonArray *clocks = loket_json_peek_array (json, list);

  for (guint i = 1; i < json_array_get_length (clocks); i++) {
    JsonObject *clock = loket_json_array_peek_object (clocks, i);

    for (guint j = 0; j < i; j++) {
      if (!are_told_apart (clock, loket_json_array_peek_object (clocks, j)))
        return _loket_schema_refuse (error, "%s[%u].clock: `%s` is there twice", list, i,
                                     loket_json_peek_string (clock, "clock"));
    }
  }
  return TRUE;
}

/**
 * _loket_clocks_check:
 * @list: the member that holds clocks
 */
gboolean
_loket_clocks_check (JsonObject *object, const char *list, GError **error)
{
  const LoketSchema schema[] = {
      {list, LOKET_SCHEMA_LIST, .inner = clock_schema},
      {NULL, LOKET_SCHEMA_ANY},
  };
  g_autoptr (JsonObject) alone = json_object_new ();
  JsonArray *clocks;

  if (json_object_has_member (object, list))
    json_object_set_member (alone, list, json_node_ref (json_object_get_member (object, list)));
  if (!_loket_schema_check (schema, alone, error) || !check_told_apart (alone, list, error))
    return FALSE;
  clocks = loket_json_peek_array (object, list);
  for (guint i = 0; i < json_array_get_length (clocks); i++) {
    if (!check_clock (loket_json_array_peek_object (clocks, i), error)) {
      g_prefix_error (error, "%s[%u].", list, i);
      return FALSE;
    }
  }
  return TRUE;
}

static gboolean
can_be_done (GArray *rows, LoketActType act)
{
  return _loket_act_needs_no_row (act) || _loket_rows_have (rows, act);
}

static gboolean
check_ends_have_rows (GArray *ends, const char *list, GArray *rows, GError **error)
{
  for (guint i = 0; i < ends->len; i++) {
    LoketActType act = g_array_index (ends, LoketClockEnd, i).act;

    if (!can_be_done (rows, act))
      return _loket_schema_refuse (error, "%s[%u].act: `%s` has no row", list, i,
                                   loket_act_type_to_string (act));
  }
  return TRUE;
}

static gboolean
check_clock_acts (const LoketClockRule *clock, GArray *rows, GError **error)
{
  if (clock->anchor_kind == LOKET_ANCHOR_ACT && !can_be_done (rows, clock->anchor_act))
    return _loket_schema_refuse (error, "anchor.value: `%s` has no row", clock->anchor.word);
  if (clock->extensible && !can_be_done (rows, LOKET_ACT_EXTEND))
    return _loket_schema_refuse (error, "extensions.act: `extend` has no row");
  if (clock->suspendable && !can_be_done (rows, LOKET_ACT_SUSPEND))
    return _loket_schema_refuse (error, "suspendedBy: `suspend` has no row");
  return check_ends_have_rows (clock->satisfied_by, "satisfiedBy", rows, error) &&
         check_ends_have_rows (clock->skipped_by, "skippedBy", rows, error);
}

/**
 * _loket_clocks_check_acts:
 * @rows: (element-type LoketActRow): of the same profile
 *
 * A clock that waits for an act which can never be done is a mistake of the profile.
 */
gboolean
_loket_clocks_check_acts (JsonObject *profile, GArray *rows, GError **error)
{
  g_autoptr (GArray) clocks = _loket_clocks_read (profile, "clocks");

  for (guint i = 0; i < clocks->len; i++) {
    if (!check_clock_acts (&g_array_index (clocks, LoketClockRule, i), rows, error)) {
      g_prefix_error (error, "clocks[%u].", i);
      return FALSE;
    }
  }
  return TRUE;
}
