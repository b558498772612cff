/* SPDX-License-Identifier: EUPL-1.2 */
/* Reading relative days, and putting them into texts. */
#include "config.h"

#include "loket-form.h"
#include "loket-scenario-day.h"
#include "loket-speech.h"

/* More than a lifetime of complaints; it keeps the arithmetic far from its ends. */
enum {
  DAYS_MAX = 36500
};

/* @move: (out): the sign behind the number; 0 where there is none */
static gboolean
read_number (const char *text, int *days, char *move)
{
  gsize length = strlen (text);
  char last = length > 0 ? text[length - 1] : '\0';
  g_autofree char *digits = NULL;
  const char *number;
  gint64 value;

  *move = last == '<' || last == '>' ? last : '\0';
  digits = g_strndup (text, *move != '\0' ? length - 1 : length);
  number = digits[0] == '+' ? digits + 1 : digits;
  if (digits[0] == '+' && !g_ascii_isdigit (number[0]))
    return FALSE;
  if (!g_ascii_string_to_signed (number, 10, -DAYS_MAX, DAYS_MAX, &value, NULL))
    return FALSE;
  *days = (int) value;
  return TRUE;
}

/**
 * loket_scenario_day_read_bare:
 * @day: (out): the day as it is counted, whether open or not; untouched on failure
 */
gboolean
loket_scenario_day_read_bare (const LoketScenarioDays *self, const char *text, LoketDay *day)
{
  int days;
  char move;

  if (!read_number (text, &days, &move))
    return FALSE;
  *day = self->today + days;
  return TRUE;
}

/**
 * loket_scenario_day_read:
 * @text: `0`, `-38`, `+5`, with `<` or `>` behind it for an open day at or before, at or after
 * @day: (out): untouched on failure
 *
 * A day up to today is never moved beyond today.
 */
gboolean
loket_scenario_day_read (const LoketScenarioDays *self, const char *text, LoketDay *day)
{
  int days;
  char move;
  LoketDay moved;

  if (!read_number (text, &days, &move))
    return FALSE;
  moved = self->today + days;
  if (move == '<')
    moved = loket_calendar_last_open (self->office, moved);
  else if (move == '>')
    moved = loket_calendar_next_open (self->office, moved);
  /* What has happened has happened by today, be it on a day on which the office is closed. */
  *day = days <= 0 ? MIN (moved, self->today) : moved;
  return TRUE;
}

static gboolean
append_date (
    const LoketScenarioDays *self, GString *filled, const char *text, gsize length, GError **error)
{
  g_autofree char *relative = g_strndup (text, length);
  g_autofree char *language = loket_speech_choose_language (self->language);
  g_autoptr (LoketSpeech) speech = loket_speech_new (language, error);
  g_autofree char *words = NULL;
  LoketDay day;

  if (speech == NULL)
    return FALSE;
  if (!loket_scenario_day_read (self, relative, &day))
    return loket_form_refuse (error, "text", "{@%s} is no day", relative);
  words = loket_speech_day_medium (speech, day);
  g_string_append (filled, words);
  return TRUE;
}

/* A text that is wholly a day becomes the date; {@...} inside a text becomes the date in words. */
static char *
fill_in_text (const LoketScenarioDays *self, const char *text, GError **error)
{
  g_autoptr (GString) filled = g_string_new (NULL);
  const char *rest = text;
  const char *start;
  LoketDay day;

  if (text[0] == '@' && loket_scenario_day_read (self, text + 1, &day))
    return loket_day_to_string (day);
  while ((start = strstr (rest, "{@")) != NULL) {
    const char *end = strchr (start, '}');

    if (end == NULL) {
      loket_form_refuse (error, "text", "{@ without }");
      return NULL;
    }
    g_string_append_len (filled, rest, start - rest);
    if (!append_date (self, filled, start + 2, (gsize) (end - start - 2), error))
      return NULL;
    rest = end + 1;
  }
  g_string_append (filled, rest);
  return g_string_free (g_steal_pointer (&filled), FALSE);
}

static JsonNode *
fill_in_object (const LoketScenarioDays *self, JsonObject *object, GError **error)
{
  g_autoptr (JsonObject) filled = json_object_new ();
  g_autoptr (GList) members = json_object_get_members (object);

  for (GList *l = members; l != NULL; l = l->next) {
    JsonNode *value =
        loket_scenario_day_fill_in (self, json_object_get_member (object, l->data), error);

    if (value == NULL) {
      g_prefix_error (error, "%s: ", (char *) l->data);
      return NULL;
    }
    json_object_set_member (filled, l->data, value);
  }
  return json_node_init_object (json_node_alloc (), filled);
}

static JsonNode *
fill_in_array (const LoketScenarioDays *self, JsonArray *array, GError **error)
{
  g_autoptr (JsonArray) filled = json_array_new ();

  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonNode *value = loket_scenario_day_fill_in (self, json_array_get_element (array, i), error);

    if (value == NULL) {
      g_prefix_error (error, "[%u]: ", i);
      return NULL;
    }
    json_array_add_element (filled, value);
  }
  return json_node_init_array (json_node_alloc (), filled);
}

/**
 * loket_scenario_day_fill_in:
 *
 * Returns: (transfer full): the same with every relative day made a date; NULL with
 *   LOKET_ERROR_INVALID, naming the place
 */
JsonNode *
loket_scenario_day_fill_in (const LoketScenarioDays *self, JsonNode *node, GError **error)
{
  g_autofree char *text = NULL;

  if (JSON_NODE_HOLDS_OBJECT (node))
    return fill_in_object (self, json_node_get_object (node), error);
  if (JSON_NODE_HOLDS_ARRAY (node))
    return fill_in_array (self, json_node_get_array (node), error);
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return json_node_copy (node);
  text = fill_in_text (self, json_node_get_string (node), error);
  return text != NULL ? json_node_init_string (json_node_alloc (), text) : NULL;
}
