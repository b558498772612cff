/* SPDX-License-Identifier: EUPL-1.2 */
/* The text of an act as a note: what it would have been, and every word that a person typed. */
#include "config.h"

#include "loket-desk-note.h"
#include "loket-speech.h"

/* Members that always hold what a person typed, however short. */
static gboolean
is_text (const char *member)
{
  static const char *const texts[] = {"text",   "reason",    "new", "proof", "measure",
                                      "number", "reference", "to",  NULL};

  return g_strv_contains (texts, member);
}

/* "post", "resolvedAtOnce", an id or a day: nobody typed it, and the first line says what matters.
 */
static gboolean
is_code (const char *text)
{
  return g_regex_match_simple ("^([a-z][A-Za-z0-9]*|[0-9a-f-]{36}|[0-9]{4}-[0-9]{2}-[0-9]{2})$",
                               text, G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT);
}

/* Of a correction, what stood there before: nobody typed it now, and between the words that
 * somebody did type it would read as one of them. */
static gboolean
is_of_before (const char *member)
{
  return g_str_equal (member, "old");
}

static void add_node (GString *note, const char *member, JsonNode *node);

static void
add_object (GString *note, JsonObject *object)
{
  JsonObjectIter iter;
  const char *member;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &member, &node))
    add_node (note, member, node);
}

static void
add_node (GString *note, const char *member, JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node)) {
    add_object (note, json_node_get_object (node));
  } else if (JSON_NODE_HOLDS_ARRAY (node)) {
    JsonArray *array = json_node_get_array (node);

    for (guint i = 0; i < json_array_get_length (array); i++)
      add_node (note, member, json_array_get_element (array, i));
  } else if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING) {
    const char *text = json_node_get_string (node);

    if (*text != '\0' && !is_of_before (member) && (is_text (member) || !is_code (text)))
      g_string_append_printf (note, "\n\n%s", text);
  }
}

/**
 * loket_desk_note_compose:
 * @language: (nullable): nl, fr, de or en; NULL: as the desk speaks
 *
 * Returns: (transfer full): NULL where the texts of the program cannot be read
 */
char *
loket_desk_note_compose (const LoketAct *act, const char *language, GError **error)
{
  g_autofree char *chosen = loket_speech_choose_language (language);
  g_autoptr (LoketSpeech) speech = loket_speech_new (chosen, error);
  g_autofree char *day = NULL;
  g_autofree char *line = NULL;
  GString *note;

  if (speech == NULL)
    return NULL;
  day = loket_speech_day_medium (speech, act->occurred_on);
  line = loket_speech_say (speech, "act.notSent", "name",
                           loket_speech_name (speech, "act", act->type_code), "day", day, NULL);
  note = g_string_new (line);
  add_object (note, act->payload);
  return g_string_free (note, FALSE);
}
