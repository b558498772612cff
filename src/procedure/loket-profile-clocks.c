/* SPDX-License-Identifier: EUPL-1.2 */
/* What may stand in a clock of a profile, or in an own target of an agency. */
#include "config.h"

#include "loket-profile-private.h"
#include "loket-schema-private.h"

static const char *const units[] = {
    "calendarDay", "workingDay", "week", "month", "hour", "workingHour", NULL,
};

static const char *const anchors[] = {
    "received", "completeFile",  "acknowledged", "decisionNotified",
    "inquired", "factsHappened", NULL,
};

static const LoketSchema anchor_value = {"value", LOKET_SCHEMA_WORD, .words = anchors,
                                         .set = &_loket_act_words};
static const LoketSchema count_value = {"value", LOKET_SCHEMA_COUNT};
static const LoketSchema unit_value = {"value", LOKET_SCHEMA_WORD, .words = units};
static const LoketSchema roll_value = {
    "value", LOKET_SCHEMA_WORD, .words = (const char *const[]){"none", "nextWorkingDay", NULL}};
static const LoketSchema counts_value = {"value", LOKET_SCHEMA_WORD,
                                         .words = (const char *const[]){"sent", "received", NULL}};
static const char *const copied[] = {
    "contestedDecision.appealUntil",
    "acknowledge.until",
    "takeUp.until",
    "promiseRemedy.until",
    "recommend.until",
    "request.until",
    NULL,
};
static const LoketSchema copied_value = {"value", LOKET_SCHEMA_WORD, .words = copied};
static const LoketSchema opening_hours_value = {"value", LOKET_SCHEMA_LIST,
                                                .inner = _loket_window_schema};
static const LoketSchema boolean_value = {"value", LOKET_SCHEMA_BOOLEAN};
static const LoketSchema true_value = {"value", LOKET_SCHEMA_TRUE};

static const char *const asked[] = {"citizen", "service", "third", NULL};

static const LoketSchema satisfied_schema[] = {
    {"act", LOKET_SCHEMA_WORD, .set = &_loket_act_words},
    {"kind", LOKET_SCHEMA_CODES, TRUE},
    {"from", LOKET_SCHEMA_WORDS, TRUE, .words = asked},
    {"inTime", LOKET_SCHEMA_TRUE, TRUE},
    {NULL, LOKET_SCHEMA_ANY},
};
static const LoketSchema skipped_schema[] = {
    {"act", LOKET_SCHEMA_WORD, .set = &_loket_act_words},
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
static const LoketSchema stay_schema[] = {
    {"until", LOKET_SCHEMA_WORDS, .set = &_loket_act_words},
    {"months", LOKET_SCHEMA_FACT, .inner = &count_value},
    {NULL, LOKET_SCHEMA_ANY},
};
const LoketSchema _loket_clock_schema[] = {
    {"clock", LOKET_SCHEMA_WORD, .set = &_loket_clock_words},
    {"kind", LOKET_SCHEMA_WORD, .words = (const char *const[]){"legal", "norm", "internal", NULL}},
    {"names", LOKET_SCHEMA_TEXT},
    {"whose", LOKET_SCHEMA_WORD, TRUE,
     .words = (const char *const[]){"authority", "citizen", NULL}},
    {"demands", LOKET_SCHEMA_CODES, TRUE},
    {"copiedFrom", LOKET_SCHEMA_FACT, TRUE, .inner = &copied_value},
    {"stayedBy", LOKET_SCHEMA_OBJECT, TRUE, .inner = stay_schema},
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

static void
check_unit (JsonObject *json, JsonObject *clock, LoketFlaws *flaws)
{
  const char *word = peek_fact_word (json, "unit");

  if (g_str_equal (word, "workingDay") && !json_object_has_member (clock, "calendar"))
    _loket_schema_refuse (flaws, "unit.value: `workingDay` needs a calendar");
  if (g_str_equal (word, "month") && !json_object_has_member (clock, "monthRule"))
    _loket_schema_refuse (flaws, "unit.value: `month` needs a monthRule");
}

static gboolean
check_absent (JsonObject *clock, const char *const *members, const char *beside, LoketFlaws *flaws)
{
  gboolean good = TRUE;

  for (int i = 0; members[i] != NULL; i++) {
    if (json_object_has_member (clock, members[i]))
      good = _loket_schema_refuse (flaws, "%s: does not go with %s", members[i], beside);
  }
  return good;
}

static gboolean
check_present (JsonObject *clock, const char *const *members, LoketFlaws *flaws)
{
  gboolean good = TRUE;

  for (int i = 0; members[i] != NULL; i++) {
    if (!json_object_has_member (clock, members[i]))
      good = _loket_schema_refuse (flaws, "%s: is missing", members[i]);
  }
  return good;
}

/* Only the appeal can be stayed, and somebody has to give notice. */
static gboolean
check_stay (JsonObject *clock, LoketFlaws *flaws)
{
  JsonObject *stay = loket_json_peek_object (clock, "stayedBy");
  JsonArray *until = stay != NULL ? loket_json_peek_array (stay, "until") : NULL;

  if (until != NULL && json_array_get_length (until) == 0)
    return _loket_schema_refuse (flaws, "stayedBy.until: names no act");
  if (stay == NULL ||
      g_strcmp0 (peek_fact_word (clock, "copiedFrom"), "contestedDecision.appealUntil") == 0)
    return TRUE;
  return _loket_schema_refuse (flaws, "stayedBy: goes with an appeal that is copied");
}

/* What is copied is not counted. What stands in the contested decision stands there once, and is a
 * term of the citizen. */
static gboolean
check_copied (JsonObject *clock, LoketFlaws *flaws)
{
  static const char *const never[] = {"anchorFrom",  "anchor",       "amount", "unit",
                                      "noTerm",      "rollRule",     "counts", "extensions",
                                      "suspendedBy", "openingHours", NULL};

  if (!check_absent (clock, never, "copiedFrom", flaws))
    return FALSE;
  if (!g_str_equal (peek_fact_word (clock, "copiedFrom"), "contestedDecision.appealUntil"))
    return TRUE;
  if (json_object_has_member (clock, "pick"))
    return _loket_schema_refuse (flaws, "pick: does not go with copiedFrom");
  if (g_strcmp0 (loket_json_peek_string (clock, "whose"), "citizen") != 0)
    return _loket_schema_refuse (flaws, "whose: only a term of the citizen is copied");
  return TRUE;
}

/* A clock without a term has nothing that could be counted, extended or suspended. */
static gboolean
check_members (JsonObject *clock, LoketFlaws *flaws)
{
  static const char *const of_a_term[] = {"anchor", "amount", "unit", "rollRule", "counts", NULL};
  static const char *const never_without[] = {"amount",      "unit",         "extensions",
                                              "suspendedBy", "openingHours", NULL};
  const char *anchor = peek_fact_word (clock, "anchor");

  if (!check_stay (clock, flaws))
    return FALSE;
  if (json_object_has_member (clock, "copiedFrom"))
    return check_copied (clock, flaws);
  if (json_object_has_member (clock, "noTerm")
          ? !check_absent (clock, never_without, "noTerm", flaws)
          : !check_present (clock, of_a_term, flaws))
    return FALSE;
  if (anchor == NULL)
    return _loket_schema_refuse (flaws, "anchor: is missing");
  if (!g_str_equal (anchor, "received") && !g_str_equal (anchor, "decisionNotified") &&
      !g_str_equal (anchor, "factsHappened"))
    return TRUE;
  if (json_object_has_member (clock, "pick"))
    return _loket_schema_refuse (flaws, "pick: `%s` happens once", anchor);
  if (json_object_has_member (clock, "anchorFrom"))
    return _loket_schema_refuse (flaws, "anchorFrom: `%s` comes from nobody", anchor);
  return TRUE;
}

static gboolean
counts_hours (JsonObject *json)
{
  const char *unit = peek_fact_word (json, "unit");

  return g_str_equal (unit, "hour") || g_str_equal (unit, "workingHour");
}

static void
check_counting (JsonObject *clock, LoketFlaws *flaws)
{
  JsonObject *extensions = loket_json_peek_object (clock, "extensions");
  gsize entered;

  check_unit (clock, clock, flaws);
  _loket_clock_check_hours (clock, flaws);
  if (extensions == NULL)
    return;
  entered = loket_flaws_enter (flaws, "extensions");
  if (counts_hours (extensions))
    _loket_schema_refuse (flaws, "unit.value: an extension is not in hours");
  else
    check_unit (extensions, clock, flaws);
  loket_flaws_leave (flaws, entered);
}

/* A list that is there names something. */
static gboolean
check_not_empty (JsonObject *json, const char *member, const char *what, LoketFlaws *flaws)
{
  JsonArray *codes = loket_json_peek_array (json, member);

  if (codes == NULL || json_array_get_length (codes) > 0)
    return TRUE;
  return _loket_schema_refuse (flaws, "%s: %s is wanted here", member, what);
}

static void
check_ends (JsonObject *clock, const char *list, LoketFlaws *flaws)
{
  for (guint i = 0; i < _loket_schema_count (clock, list); i++) {
    JsonObject *end = _loket_schema_get (clock, list, i);
    gsize entered = loket_flaws_enter (flaws, "%s[%u]", list, i);

    check_not_empty (end, "kind", "a kind", flaws);
    check_not_empty (end, "from", "somebody", flaws);
    loket_flaws_leave (flaws, entered);
  }
}

/* What happened before we knew of it ends no term of ours. */
static void
check_end_word (JsonObject *clock, LoketFlaws *flaws)
{
  if (!json_object_has_member (clock, "endsWith")) {
    if (!json_object_has_member (clock, "satisfiedBy"))
      _loket_schema_refuse (flaws, "satisfiedBy: is missing");
    return;
  }
  if (_loket_schema_count (clock, "satisfiedBy") > 0)
    _loket_schema_refuse (flaws, "satisfiedBy: does not go with endsWith");
  if (g_strcmp0 (loket_json_peek_string (clock, "whose"), "citizen") != 0)
    _loket_schema_refuse (flaws, "whose: only a term of the citizen ends with the receipt");
}

/* A clock whose members have been checked one by one. */
static void
check_clock (JsonObject *clock, LoketFlaws *flaws)
{
  gboolean fits = check_members (clock, flaws);

  check_end_word (clock, flaws);
  check_not_empty (clock, "anchorFrom", "somebody", flaws);
  check_ends (clock, "satisfiedBy", flaws);
  check_ends (clock, "skippedBy", flaws);
  if (fits && json_object_has_member (clock, "unit"))
    check_counting (clock, flaws);
}

/* What has no id is not told of twice. */
static gboolean
are_told_apart (JsonObject *a, JsonObject *b)
{
  const char *id = loket_json_peek_string (a, "clock");
  g_auto (GStrv) demands_a = _loket_codes_read (a, "demands");
  g_auto (GStrv) demands_b = _loket_codes_read (b, "demands");

  return id == NULL || g_strcmp0 (id, loket_json_peek_string (b, "clock")) != 0 ||
         !_loket_codes_meet (demands_a, demands_b);
}

/* Two clocks of one id are never there at once: nothing that is demanded has both. */
static void
check_told_apart (JsonObject *json, const char *list, LoketFlaws *flaws)
{
  for (guint i = 1; i < _loket_schema_count (json, list); i++) {
    JsonObject *clock = _loket_schema_get (json, list, i);

    for (guint j = 0; j < i; j++) {
      JsonObject *other = _loket_schema_get (json, list, j);

      if (clock != NULL && other != NULL && !are_told_apart (clock, other)) {
        _loket_schema_refuse (flaws, "%s[%u].clock: `%s` is there twice", list, i,
                              loket_json_peek_string (clock, "clock"));
        break;
      }
    }
  }
}

/**
 * _loket_clocks_check:
 * @list: the member that holds clocks
 */
void
_loket_clocks_check (JsonObject *object, const char *list, LoketFlaws *flaws)
{
  const LoketSchema member = {list, LOKET_SCHEMA_LIST, .inner = _loket_clock_schema};

  _loket_schema_check_member (&member, object, flaws);
  check_told_apart (object, list, flaws);
  for (guint i = 0; i < _loket_schema_count (object, list); i++) {
    gsize entered;

    /* What does not go together is seen once each member is as wanted. */
    if (loket_flaws_touch (flaws, "%s[%u]", list, i))
      continue;
    entered = loket_flaws_enter (flaws, "%s[%u]", list, i);
    check_clock (_loket_schema_get (object, list, i), flaws);
    loket_flaws_leave (flaws, entered);
  }
}

static gboolean
can_be_done (JsonObject *profile, const char *act)
{
  if (_loket_act_needs_no_row (loket_act_type_from_string (act)))
    return TRUE;
  for (guint i = 0; i < _loket_schema_count (profile, "acts"); i++) {
    JsonObject *row = _loket_schema_get (profile, "acts", i);

    if (row != NULL && g_strcmp0 (loket_json_peek_string (row, "act"), act) == 0)
      return TRUE;
  }
  return FALSE;
}

static void
check_ends_have_rows (JsonObject *profile, JsonObject *clock, const char *list, LoketFlaws *flaws)
{
  for (guint i = 0; i < _loket_schema_count (clock, list); i++) {
    JsonObject *end = _loket_schema_get (clock, list, i);
    const char *act = end != NULL ? loket_json_peek_string (end, "act") : NULL;

    if (act != NULL && !loket_flaws_touch (flaws, "%s[%u].act", list, i) &&
        !can_be_done (profile, act))
      _loket_schema_refuse (flaws, "%s[%u].act: `%s` has no row in acts", list, i, act);
  }
}

/* "request.until": what that act says. */
static void
check_copied_act (JsonObject *profile, JsonObject *clock, LoketFlaws *flaws)
{
  const char *word = peek_fact_word (clock, "copiedFrom");
  g_auto (GStrv) path = g_strsplit (word != NULL ? word : "", ".", 2);

  if (path[0] != NULL && _loket_act_words.has (path[0]) && !can_be_done (profile, path[0]))
    _loket_schema_refuse (flaws, "copiedFrom.value: `%s` has no row in acts", path[0]);
}

static void
check_stay_acts (JsonObject *profile, JsonObject *clock, LoketFlaws *flaws)
{
  JsonObject *stay = loket_json_peek_object (clock, "stayedBy");
  JsonArray *until = stay != NULL ? loket_json_peek_array (stay, "until") : NULL;

  for (guint i = 0; until != NULL && i < json_array_get_length (until); i++) {
    const char *act = loket_json_array_peek_string (until, i);

    if (act != NULL && _loket_act_words.has (act) && !can_be_done (profile, act))
      _loket_schema_refuse (flaws, "stayedBy.until[%u]: `%s` has no row in acts", i, act);
  }
}

/* NULL where the clock does not start with an act. */
static const char *
peek_anchor_act (JsonObject *clock)
{
  const char *word = peek_fact_word (clock, "anchor");

  if (g_strcmp0 (word, "acknowledged") == 0)
    return "acknowledge";
  if (g_strcmp0 (word, "inquired") == 0)
    return "inquire";
  return word != NULL && _loket_act_words.has (word) ? word : NULL;
}

static void
check_clock_acts (JsonObject *profile, JsonObject *clock, LoketFlaws *flaws)
{
  const char *anchor = peek_anchor_act (clock);

  if (anchor != NULL && !can_be_done (profile, anchor))
    _loket_schema_refuse (flaws, "anchor.value: `%s` has no row in acts",
                          peek_fact_word (clock, "anchor"));
  check_copied_act (profile, clock, flaws);
  check_stay_acts (profile, clock, flaws);
  if (json_object_has_member (clock, "extensions") && !can_be_done (profile, "extend"))
    _loket_schema_refuse (flaws, "extensions.act: `extend` has no row in acts");
  if (json_object_has_member (clock, "suspendedBy") && !can_be_done (profile, "suspend"))
    _loket_schema_refuse (flaws, "suspendedBy: `suspend` has no row in acts");
  check_ends_have_rows (profile, clock, "satisfiedBy", flaws);
  check_ends_have_rows (profile, clock, "skippedBy", flaws);
}

/**
 * _loket_clocks_check_acts:
 * @profile: whose acts all have a type
 *
 * A clock that waits for an act which can never be done is a mistake of the profile.
 */
void
_loket_clocks_check_acts (JsonObject *profile, LoketFlaws *flaws)
{
  for (guint i = 0; i < _loket_schema_count (profile, "clocks"); i++) {
    JsonObject *clock = _loket_schema_get (profile, "clocks", i);
    gsize entered = loket_flaws_enter (flaws, "clocks[%u]", i);

    if (clock != NULL)
      check_clock_acts (profile, clock, flaws);
    loket_flaws_leave (flaws, entered);
  }
}
