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
    "received", "completeFile", "acknowledged", "decisionNotified", "inquired", NULL,
};

static const LoketSchema anchor_value = {"value", LOKET_SCHEMA_WORD, .words = anchors,
                                         .known = is_act};
static const LoketSchema count_value = {"value", LOKET_SCHEMA_COUNT};
static const LoketSchema unit_value = {"value", LOKET_SCHEMA_WORD, .words = units};
static const LoketSchema roll_value = {
    "value", LOKET_SCHEMA_WORD, .words = (const char *const[]){"none", "nextWorkingDay", NULL}};
static const LoketSchema counts_value = {"value", LOKET_SCHEMA_WORD,
                                         .words = (const char *const[]){"sent", "received", NULL}};
static const LoketSchema boolean_value = {"value", LOKET_SCHEMA_BOOLEAN};
static const LoketSchema true_value = {"value", LOKET_SCHEMA_TRUE};

static const LoketSchema satisfied_schema[] = {
    {"act", LOKET_SCHEMA_WORD, .known = is_act},
    {"kind", LOKET_SCHEMA_CODES, TRUE},
    {"inTime", LOKET_SCHEMA_TRUE, TRUE},
    {NULL, LOKET_SCHEMA_ANY},
};
static const LoketSchema skipped_schema[] = {
    {"act", LOKET_SCHEMA_WORD, .known = is_act},
    {"kind", LOKET_SCHEMA_CODES, TRUE},
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
    {"anchor", LOKET_SCHEMA_FACT, .inner = &anchor_value},
    {"amount", LOKET_SCHEMA_FACT, TRUE, .inner = &count_value},
    {"unit", LOKET_SCHEMA_FACT, TRUE, .inner = &unit_value},
    {"monthRule", LOKET_SCHEMA_WORD, TRUE, .words = (const char *const[]){"sameDate", NULL}},
    {"noTerm", LOKET_SCHEMA_FACT, TRUE, .inner = &true_value},
    {"calendar", LOKET_SCHEMA_CODE, TRUE},
    {"rollRule", LOKET_SCHEMA_FACT, TRUE, .inner = &roll_value},
    {"counts", LOKET_SCHEMA_FACT, TRUE, .inner = &counts_value},
    {"satisfiedBy", LOKET_SCHEMA_LIST, .inner = satisfied_schema},
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

  if (g_str_equal (word, "hour") || g_str_equal (word, "workingHour"))
    return _loket_schema_refuse (error,
                                 "unit.value: `%s` needs opening hours, which no profile "
                                 "can give yet",
                                 word);
  if (g_str_equal (word, "workingDay") && !json_object_has_member (clock, "calendar"))
    return _loket_schema_refuse (error, "unit.value: `workingDay` needs a calendar");
  if (g_str_equal (word, "month") && !json_object_has_member (clock, "monthRule"))
    return _loket_schema_refuse (error, "unit.value: `month` needs a monthRule");
  return TRUE;
}

/* A clock without a term has nothing that could be counted, extended or suspended. */
static gboolean
check_members (JsonObject *clock, GError **error)
{
  static const char *const of_a_term[] = {"amount", "unit", "rollRule", "counts", NULL};
  static const char *const never_without[] = {"amount", "unit", "extensions", "suspendedBy", NULL};
  gboolean no_term = json_object_has_member (clock, "noTerm");
  const char *const *members = no_term ? never_without : of_a_term;

  for (int i = 0; members[i] != NULL; i++) {
    if (json_object_has_member (clock, members[i]) == no_term)
      return _loket_schema_refuse (error, "%s: %s", members[i],
                                   no_term ? "does not go with noTerm" : "is missing");
  }
  return TRUE;
}

static gboolean
check_kinds (JsonObject *clock, const char *list, GError **error)
{
  JsonArray *ends = loket_json_peek_array (clock, list);
  guint count = ends != NULL ? json_array_get_length (ends) : 0;

  for (guint i = 0; i < count; i++) {
    JsonArray *kinds = loket_json_peek_array (loket_json_array_peek_object (ends, i), "kind");

    if (kinds != NULL && json_array_get_length (kinds) == 0)
      return _loket_schema_refuse (error, "%s[%u].kind: a kind is wanted here", list, i);
  }
  return TRUE;
}

static gboolean
check_clock (JsonObject *clock, GError **error)
{
  JsonObject *extensions = loket_json_peek_object (clock, "extensions");

  if (!check_members (clock, error) || !check_kinds (clock, "satisfiedBy", error) ||
      !check_kinds (clock, "skippedBy", error))
    return FALSE;
  if (!json_object_has_member (clock, "noTerm") && !check_unit (clock, clock, error))
    return FALSE;
  if (extensions != NULL && !check_unit (extensions, clock, error)) {
    g_prefix_error (error, "extensions.");
    return FALSE;
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
  if (!_loket_schema_check (schema, alone, error) ||
      !_loket_schema_check_unique (alone, list, "clock", error))
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
