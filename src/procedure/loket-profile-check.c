/* SPDX-License-Identifier: EUPL-1.2 */
/* What may stand in a profile beside its acts and clocks. */
#include "config.h"

#include "loket-profile-private.h"
#include "loket-schema-private.h"

static const char *const decline_kinds[] = {"notHandled", "inadmissible", "notCompetent", NULL};

static const LoketSchema true_value = {"value", LOKET_SCHEMA_TRUE};
static const LoketSchema any_value = {"value", LOKET_SCHEMA_ANY};
static const LoketSchema text_value = {"value", LOKET_SCHEMA_TEXT};
static const LoketSchema need_value = {"value", LOKET_SCHEMA_WORD,
                                       .words = (const char *const[]){"required", "asked", NULL}};

static const LoketSchema language_rule[] = {
    {"rule", LOKET_SCHEMA_WORD,
     .words = (const char *const[]){"citizenChoice", "regionLanguage", NULL}},
    {"languages", LOKET_SCHEMA_CODES},
    {"fallback", LOKET_SCHEMA_CODE},
    {NULL, LOKET_SCHEMA_ANY},
};
static const LoketSchema language_value = {"value", LOKET_SCHEMA_OBJECT, .inner = language_rule};

static const LoketSchema validity[] = {
    {"receivedFrom", LOKET_SCHEMA_DAY},
    {"receivedUntil", LOKET_SCHEMA_DAY, TRUE},
    {"appliesTo", LOKET_SCHEMA_WORD, .words = (const char *const[]){"received", "pending", NULL}},
    {"source", LOKET_SCHEMA_STRING, TRUE},
    {"confirmed", LOKET_SCHEMA_BOOLEAN},
    {NULL, LOKET_SCHEMA_ANY},
};
static const LoketSchema intake_field[] = {
    {"field", LOKET_SCHEMA_CODE},
    {"need", LOKET_SCHEMA_FACT, .inner = &need_value},
    {"names", LOKET_SCHEMA_TEXT},
    {NULL, LOKET_SCHEMA_ANY},
};
static const LoketSchema demand_kind[] = {
    {"code", LOKET_SCHEMA_CODE},
    {"names", LOKET_SCHEMA_TEXT},
    {"handling", LOKET_SCHEMA_WORD,
     .words = (const char *const[]){"complaint", "passOn", "answer", "record", NULL}},
    {"outcomeMarks", LOKET_SCHEMA_CODES, TRUE},
    {"destination", LOKET_SCHEMA_TEXT, TRUE},
    {"basis", LOKET_SCHEMA_FACT, TRUE, .inner = &any_value},
    {NULL, LOKET_SCHEMA_ANY},
};
static const LoketSchema carrier[] = {
    {"code", LOKET_SCHEMA_CODE},
    {"names", LOKET_SCHEMA_TEXT},
    {"preferred", LOKET_SCHEMA_TRUE, TRUE},
    {NULL, LOKET_SCHEMA_ANY},
};
static const LoketSchema answer_channels[] = {
    {"acknowledge", LOKET_SCHEMA_WORDS, .set = &_loket_via_words},
    {"answer", LOKET_SCHEMA_WORDS, .set = &_loket_via_words},
    {NULL, LOKET_SCHEMA_ANY},
};
static const LoketSchema subject_class[] = {
    {"code", LOKET_SCHEMA_CODE},
    {"names", LOKET_SCHEMA_TEXT},
    {"from", LOKET_SCHEMA_DAY, TRUE},
    {"until", LOKET_SCHEMA_DAY, TRUE},
    {"basis", LOKET_SCHEMA_FACT, .inner = &true_value},
    {NULL, LOKET_SCHEMA_ANY},
};
static const LoketSchema ground[] = {
    {"code", LOKET_SCHEMA_CODE},  {"kind", LOKET_SCHEMA_WORD, .words = decline_kinds},
    {"names", LOKET_SCHEMA_TEXT}, {"basis", LOKET_SCHEMA_FACT, .inner = &true_value},
    {NULL, LOKET_SCHEMA_ANY},
};
static const LoketSchema named_code[] = {
    {"code", LOKET_SCHEMA_CODE},
    {"names", LOKET_SCHEMA_TEXT},
    {NULL, LOKET_SCHEMA_ANY},
};
static const LoketSchema step[] = {
    {"step", LOKET_SCHEMA_WORD, .set = &_loket_step_words},
    {"names", LOKET_SCHEMA_TEXT},
    {NULL, LOKET_SCHEMA_ANY},
};
static const LoketSchema check[] = {
    {"code", LOKET_SCHEMA_WORD,
     .words = (const char *const[]){"acknowledged", "admissible", "takenUp", "bothSidesHeard",
                                    "factsEstablished", "everyGrievanceAssessed", "answered",
                                    "legalTold", NULL}},
    {"must", LOKET_SCHEMA_BOOLEAN},
    {"source", LOKET_SCHEMA_STRING},
    {"demands", LOKET_SCHEMA_CODES, TRUE},
    {NULL, LOKET_SCHEMA_ANY},
};
static const LoketSchema answer_element[] = {
    {"code", LOKET_SCHEMA_CODE},
    {"weight", LOKET_SCHEMA_WORD, .words = (const char *const[]){"must", "should", "info", NULL}},
    {"names", LOKET_SCHEMA_TEXT},
    {"demands", LOKET_SCHEMA_CODES, TRUE},
    {"basis", LOKET_SCHEMA_FACT, .inner = &any_value},
    {NULL, LOKET_SCHEMA_ANY},
};
static const LoketSchema letter[] = {
    {"kind", LOKET_SCHEMA_WORD, .words = _loket_letter_words},
    {"demands", LOKET_SCHEMA_CODES, TRUE},
    {"step", LOKET_SCHEMA_WORD, .set = &_loket_step_words},
    {"names", LOKET_SCHEMA_TEXT},
    {NULL, LOKET_SCHEMA_ANY},
};
static const LoketSchema line[] = {
    {"code", LOKET_SCHEMA_CODE},
    {"names", LOKET_SCHEMA_TEXT},
    {"address", LOKET_SCHEMA_STRING, TRUE},
    {"postCode", LOKET_SCHEMA_STRING, TRUE},
    {"city", LOKET_SCHEMA_STRING, TRUE},
    {"phone", LOKET_SCHEMA_STRING, TRUE},
    {"email", LOKET_SCHEMA_STRING, TRUE},
    {"web", LOKET_SCHEMA_STRING, TRUE},
    {"procedure", LOKET_SCHEMA_CODE, TRUE},
    {"line", LOKET_SCHEMA_COUNT, TRUE},
    {"basis", LOKET_SCHEMA_FACT, .inner = &any_value},
    {NULL, LOKET_SCHEMA_ANY},
};
static const LoketSchema next_line[] = {
    {"opensOn", LOKET_SCHEMA_WORDS, .words = (const char *const[]){"declined", "late", NULL}},
    {"chain", LOKET_SCHEMA_LIST, .inner = line},
    {NULL, LOKET_SCHEMA_ANY},
};
static const LoketSchema sentence[] = {
    {"code", LOKET_SCHEMA_CODE},
    {"text", LOKET_SCHEMA_TEXT},
    {"demands", LOKET_SCHEMA_CODES, TRUE},
    {"basis", LOKET_SCHEMA_FACT, .inner = &any_value},
    {NULL, LOKET_SCHEMA_ANY},
};

/* A promise that no act measures; its number comes from elsewhere. */
static const LoketSchema figure[] = {
    {"code", LOKET_SCHEMA_CODE},
    {"names", LOKET_SCHEMA_TEXT},
    {"value", LOKET_SCHEMA_ANY},
    {"unit", LOKET_SCHEMA_WORD,
     .words = (const char *const[]){"minute", "hour", "percent", "count", NULL}},
    {"importedFrom", LOKET_SCHEMA_TEXT},
    {"basis", LOKET_SCHEMA_FACT, .inner = &any_value},
    {NULL, LOKET_SCHEMA_ANY},
};
static const LoketSchema review[] = {
    {"everyMonths", LOKET_SCHEMA_COUNT},
    {NULL, LOKET_SCHEMA_ANY},
};

/* Acts, clocks and routing are looked into by their own files. */
const LoketSchema _loket_profile_schema[] = {
    {"id", LOKET_SCHEMA_CODE},
    {"version", LOKET_SCHEMA_CODE},
    {"names", LOKET_SCHEMA_TEXT},
    {"authority", LOKET_SCHEMA_TEXT},
    {"validity", LOKET_SCHEMA_OBJECT, .inner = validity},
    {"languageRule", LOKET_SCHEMA_FACT, .inner = &language_value},
    {"officeCalendar", LOKET_SCHEMA_CODE},
    {"whoMayComplain", LOKET_SCHEMA_FACT, .inner = &text_value},
    {"scope", LOKET_SCHEMA_FACT, .inner = &text_value},
    {"intakeFields", LOKET_SCHEMA_LIST, .inner = intake_field},
    {"demandKinds", LOKET_SCHEMA_LIST, .inner = demand_kind},
    {"carriers", LOKET_SCHEMA_LIST, .inner = carrier},
    {"channels", LOKET_SCHEMA_LIST, .inner = carrier},
    {"answerChannels", LOKET_SCHEMA_OBJECT, .inner = answer_channels},
    {"subjectClasses", LOKET_SCHEMA_LIST, .inner = subject_class},
    {"grounds", LOKET_SCHEMA_LIST, .inner = ground},
    {"outcomeMarks", LOKET_SCHEMA_LIST, .inner = named_code},
    {"norms", LOKET_SCHEMA_LIST, .inner = named_code},
    {"steps", LOKET_SCHEMA_LIST, .inner = step},
    {"acts", LOKET_SCHEMA_ANY},
    {"clocks", LOKET_SCHEMA_ANY},
    {"checklist", LOKET_SCHEMA_LIST, .inner = check},
    {"answerElements", LOKET_SCHEMA_LIST, .inner = answer_element},
    {"letters", LOKET_SCHEMA_LIST, .inner = letter},
    {"nextLine", LOKET_SCHEMA_OBJECT, .inner = next_line},
    {"standardSentences", LOKET_SCHEMA_LIST, .inner = sentence},
    {"mediation", LOKET_SCHEMA_WORD, TRUE, .words = (const char *const[]){"light", "heavy", NULL}},
    {"figures", LOKET_SCHEMA_LIST, TRUE, .inner = figure},
    {"directory", LOKET_SCHEMA_CODE, TRUE},
    {"routing", LOKET_SCHEMA_FREE, TRUE},
    {"review", LOKET_SCHEMA_OBJECT, TRUE, .inner = review},
    {"template", LOKET_SCHEMA_TRUE, TRUE},
    {"reportCells", LOKET_SCHEMA_FREE, TRUE},
    {"notes", LOKET_SCHEMA_TEXTS, TRUE},
    {NULL, LOKET_SCHEMA_ANY},
};

static void
check_version (JsonObject *json, LoketFlaws *flaws)
{
  const char *version = loket_json_peek_string (json, "version");
  guint64 number;

  if (!g_ascii_string_to_unsigned (version, 10, 1, G_MAXINT, &number, NULL) || *version == '0')
    _loket_schema_refuse (flaws, "version: `%s` is no version: 1, 2, ... is wanted", version);
}

static void
check_figures (JsonObject *json, LoketFlaws *flaws)
{
  for (guint i = 0; i < _loket_schema_count (json, "figures"); i++) {
    JsonObject *element = _loket_schema_get (json, "figures", i);
    JsonNode *value = element != NULL ? json_object_get_member (element, "value") : NULL;
    GType type = value != NULL ? json_node_get_value_type (value) : G_TYPE_INVALID;

    if (value != NULL && type != G_TYPE_INT64 && type != G_TYPE_DOUBLE)
      _loket_schema_refuse (flaws, "figures[%u].value: a number is wanted here", i);
  }
  _loket_schema_check_unique (json, "figures", "code", flaws);
}

static void
check_routing (JsonObject *json, LoketFlaws *flaws)
{
  JsonObject *routing = loket_json_peek_object (json, "routing");
  gsize entered;

  if (routing == NULL)
    return;
  entered = loket_flaws_enter (flaws, "routing");
  _loket_routing_check (routing, flaws);
  loket_flaws_leave (flaws, entered);
}

static void
check_codes_unique (JsonObject *json, LoketFlaws *flaws)
{
  static const char *const lists[] = {
      "demandKinds", "carriers",  "channels",       "subjectClasses",    "grounds", "outcomeMarks",
      "norms",       "checklist", "answerElements", "standardSentences", NULL,
  };
  JsonObject *after = loket_json_peek_object (json, "nextLine");

  for (int i = 0; lists[i] != NULL; i++)
    _loket_schema_check_unique (json, lists[i], "code", flaws);
  if (after != NULL) {
    gsize entered = loket_flaws_enter (flaws, "nextLine");

    _loket_schema_check_unique (after, "chain", "code", flaws);
    loket_flaws_leave (flaws, entered);
  }
  _loket_schema_check_unique (json, "intakeFields", "field", flaws);
  _loket_schema_check_unique (json, "steps", "step", flaws);
}

static gboolean
has_step (JsonObject *json, const char *code)
{
  for (guint i = 0; i < _loket_schema_count (json, "steps"); i++) {
    JsonObject *element = _loket_schema_get (json, "steps", i);

    if (g_strcmp0 (loket_json_peek_string (element, "step"), code) == 0)
      return TRUE;
  }
  return FALSE;
}

static void
check_steps (JsonObject *json, LoketFlaws *flaws)
{
  if (!has_step (json, "intake"))
    _loket_schema_refuse (flaws, "steps: `intake` is missing");
  if (!has_step (json, "closed"))
    _loket_schema_refuse (flaws, "steps: `closed` is missing");
  for (guint i = 0; i < _loket_schema_count (json, "letters"); i++) {
    JsonObject *element = _loket_schema_get (json, "letters", i);
    const char *code = element != NULL ? loket_json_peek_string (element, "step") : NULL;

    if (code != NULL && !loket_flaws_touch (flaws, "letters[%u].step", i) && !has_step (json, code))
      _loket_schema_refuse (flaws, "letters[%u].step: `%s` is no step of this profile", i, code);
  }
}

static void
check_validity (JsonObject *json, LoketFlaws *flaws)
{
  JsonObject *object = loket_json_peek_object (json, "validity");
  LoketDay from = loket_json_peek_day (object, "receivedFrom");
  LoketDay until = loket_json_peek_day (object, "receivedUntil");

  if (loket_json_peek_boolean (object, "confirmed", FALSE) &&
      !json_object_has_member (object, "source"))
    _loket_schema_refuse (flaws, "validity.source: what is confirmed must have a source");
  if (until != LOKET_NO_DAY && from != LOKET_NO_DAY && until < from)
    _loket_schema_refuse (flaws, "validity.receivedUntil: lies before receivedFrom");
}

/* All but acts and clocks. */
void
_loket_profile_check (JsonObject *json, LoketFlaws *flaws)
{
  _loket_schema_check (_loket_profile_schema, json, flaws);
  if (loket_json_peek_string (json, "version") != NULL && !loket_flaws_touch (flaws, "version"))
    check_version (json, flaws);
  if (loket_json_peek_object (json, "validity") != NULL)
    check_validity (json, flaws);
  check_codes_unique (json, flaws);
  /* A step that is written wrongly may be the one that seems to be missing. */
  if (!loket_flaws_touch (flaws, "steps"))
    check_steps (json, flaws);
  check_figures (json, flaws);
  check_routing (json, flaws);
}
