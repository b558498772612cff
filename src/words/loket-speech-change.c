/* SPDX-License-Identifier: EUPL-1.2 */
/* Saying a change: where it is, and what was and is there. */
#include "config.h"

#include "loket-speech-change.h"
#include "loket-speech-private.h"

/* What a value is called depends on where it stands. */
static const char *
find_family (const char *member)
{
  static const char *const families[][2] = {
      {"unit", "unit"},         {"anchor", "anchor"},
      {"in", "step"},           {"to", "step"},
      {"outcome", "outcome"},   {"handling", "handling"},
      {"step", "step"},         {"remedyOpen", "step"},
      {"otherwise", "step"},    {"kind", "clockKind"},
      {"anchorFrom", "party"},  {"languages", "language"},
      {"fallback", "language"}, {"officeCalendar", "calendar"},
      {"calendar", "calendar"}, {"acknowledge", "via"},
      {"answer", "via"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (families); i++) {
    if (g_strcmp0 (member, families[i][0]) == 0)
      return families[i][1];
  }
  return NULL;
}

static char *
say_word (LoketSpeech *self, const char *member, const char *word)
{
  const char *family = find_family (member);
  const char *name = family != NULL ? _loket_speech_find_name (self, family, word) : NULL;
  LoketDay day;

  if (loket_day_parse (word, &day))
    return loket_speech_day_medium (self, day);
  if (name == NULL && g_strcmp0 (member, "anchor") == 0)
    name = _loket_speech_find_name (self, "actDone", word);
  return g_strdup (name != NULL ? name : word);
}

static char *say_value (LoketSpeech *self, const char *member, JsonNode *node);

static char *
say_list (LoketSpeech *self, const char *member, JsonArray *array)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) said = NULL;

  for (guint i = 0; i < json_array_get_length (array); i++) {
    g_autofree char *one = say_value (self, member, json_array_get_element (array, i));

    g_strv_builder_add (builder, one);
  }
  said = g_strv_builder_end (builder);
  return *said != NULL ? g_strjoinv (", ", said) : g_strdup ("–");
}

/* What no person would read out is given as it stands in the file. */
static char *
say_value (LoketSpeech *self, const char *member, JsonNode *node)
{
  if (node == NULL)
    return g_strdup ("–");
  if (JSON_NODE_HOLDS_ARRAY (node))
    return say_list (self, member, json_node_get_array (node));
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    return say_word (self, member, json_node_get_string (node));
  return loket_json_to_string (node, FALSE);
}

/* 45 calendar days */
static char *
say_term (LoketSpeech *self, JsonNode *node)
{
  JsonObject *json = json_node_get_object (node);
  JsonObject *amount = loket_json_peek_object (json, "amount");
  const char *unit = loket_json_peek_string (loket_json_peek_object (json, "unit"), "value");
  g_autofree char *key = g_strconcat ("unit.", unit != NULL ? unit : "", NULL);

  if (!_loket_speech_has_count (self, key))
    return loket_json_to_string (node, FALSE);
  return loket_speech_say_count (self, key, (int) loket_json_peek_int (amount, "value", 0));
}

/* Rows of acts and guards have no names of their own: they have those of their act. */
static const char *
name_element (LoketSpeech *self, const char *list, const LoketChangePart *part)
{
  g_auto (GStrv) codes = g_strsplit (part->code, " ", 2);
  const char *name = NULL;

  if (part->names != NULL)
    return loket_speech_pick (self, part->names);
  if (g_strcmp0 (list, "acts") == 0)
    name = _loket_speech_find_name (self, "act", codes[0]);
  else if (g_strcmp0 (list, "satisfiedBy") == 0 || g_strcmp0 (list, "skippedBy") == 0)
    name = _loket_speech_find_name (self, "actDone", codes[0]);
  else if (g_strcmp0 (list, "checklist") == 0)
    name = _loket_speech_find_name (self, "check", codes[0]);
  return name;
}

/* What tells an element from others of its name stands behind it, as in the file. */
static char *
say_element (LoketSpeech *self, const char *list, const LoketChangePart *part)
{
  const char *name = name_element (self, list, part);
  const char *rest = strchr (part->code, ' ');

  if (name == NULL)
    return g_strdup (part->code);
  return rest != NULL ? g_strdup_printf ("%s (%s)", name, rest + 1) : g_strdup (name);
}

static char *
say_where (LoketSpeech *self, const LoketChange *change)
{
  g_autoptr (GString) where = g_string_new (NULL);
  const char *list = NULL;

  for (guint i = 0; i < change->parts->len; i++) {
    const LoketChangePart *part = &g_array_index (change->parts, LoketChangePart, i);
    g_autofree char *said = part->member != NULL
                                ? g_strdup (loket_speech_name (self, "dataMember", part->member))
                                : say_element (self, list, part);

    list = part->member;
    g_string_append_printf (where, "%s%s", where->len > 0 ? " › " : "", said);
  }
  return g_string_free (g_steal_pointer (&where), FALSE);
}

static char *
say_two (LoketSpeech *self, const LoketChange *change, const char *where)
{
  const LoketChangePart *last =
      &g_array_index (change->parts, LoketChangePart, change->parts->len - 1);
  gboolean term = change->kind == LOKET_CHANGE_TERM;
  g_autofree char *old = NULL;
  g_autofree char *new = NULL;

  if (change->before == NULL)
    return loket_speech_say (self, "change.order", "place", where, NULL);
  old = term ? say_term (self, change->before) : say_value (self, last->member, change->before);
  new = term ? say_term (self, change->after) : say_value (self, last->member, change->after);
  return loket_speech_say (self, "change.value", "place", where, "old", old, "new", new, NULL);
}

static char *
say_text (LoketSpeech *self, const LoketChange *change, const char *where)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;
  g_autofree char *joined = NULL;

  for (int i = 0; change->languages[i] != NULL; i++)
    g_strv_builder_add (builder, loket_speech_name (self, "language", change->languages[i]));
  names = g_strv_builder_end (builder);
  joined = g_strjoinv (", ", names);
  return loket_speech_say (self, "change.text", "place", where, "list", joined, NULL);
}

/* What comes or goes is shown where it is short. */
static char *
say_one (LoketSpeech *self, const LoketChange *change, const char *where)
{
  gboolean comes = change->kind == LOKET_CHANGE_COMES;
  JsonNode *node = comes ? change->after : change->before;
  JsonObject *json = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const LoketChangePart *last =
      &g_array_index (change->parts, LoketChangePart, change->parts->len - 1);
  g_autofree char *detail = NULL;

  if (json != NULL && loket_json_peek_object (json, "amount") != NULL)
    detail = say_term (self, node);
  else if (json != NULL && json_object_has_member (json, "value"))
    detail = say_value (self, last->member, json_object_get_member (json, "value"));
  else if (json != NULL && loket_json_peek_string (json, "date") != NULL)
    detail = say_word (self, NULL, loket_json_peek_string (json, "date"));
  else if (json == NULL && last->member != NULL)
    detail = say_value (self, last->member, node);
  if (detail == NULL || *detail == '{')
    return loket_speech_say (self, comes ? "change.comes" : "change.goes", "place", where, NULL);
  return loket_speech_say (self, comes ? "change.comesAs" : "change.goesAs", "place", where,
                           "detail", detail, NULL);
}

/**
 * loket_speech_say_change:
 *
 * Returns: (transfer full): one line
 */
char *
loket_speech_say_change (LoketSpeech *self, const LoketChange *change)
{
  g_autofree char *where = say_where (self, change);

  switch (change->kind) {
  case LOKET_CHANGE_VALUE:
  case LOKET_CHANGE_TERM:
    return say_two (self, change, where);
  case LOKET_CHANGE_TEXT:
    return say_text (self, change, where);
  case LOKET_CHANGE_COMES:
  case LOKET_CHANGE_GOES:
    return say_one (self, change, where);
  case LOKET_CHANGE_CONFIRMED:
    return loket_speech_say (self, "change.confirmed", "place", where, NULL);
  case LOKET_CHANGE_UNCONFIRMED:
    return loket_speech_say (self, "change.unconfirmed", "place", where, NULL);
  case LOKET_CHANGE_SOURCE:
    break;
  }
  return loket_speech_say (self, "change.source", "place", where, NULL);
}

/**
 * loket_speech_say_validity:
 * @profile: as data/procedures/FORMAT.md says
 *
 * Returns: (transfer full): for which complaints it holds
 */
char *
loket_speech_say_validity (LoketSpeech *self, JsonObject *profile)
{
  JsonObject *validity = loket_json_peek_object (profile, "validity");
  gboolean pending = g_strcmp0 (loket_json_peek_string (validity, "appliesTo"), "pending") == 0;
  g_autofree char *day =
      loket_speech_day_medium (self, loket_json_peek_day (validity, "receivedFrom"));

  return loket_speech_say (self, pending ? "change.forPending" : "change.forReceived", "day", day,
                           NULL);
}
