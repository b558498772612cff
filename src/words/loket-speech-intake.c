/* SPDX-License-Identifier: EUPL-1.2 */
/* Asking for what a complaint does not hold yet: one ready-made text, nothing asked twice. */
#include "config.h"

#include "loket-speech-private.h"

static void
add_fields (LoketSpeech *self, GString *text, GPtrArray *fields, gboolean required)
{
  for (guint i = 0; i < fields->len; i++) {
    const LoketIntakeField *field = g_ptr_array_index (fields, i);

    if (field->required == required && !field->held)
      g_string_append_printf (text, "\n– %s", loket_speech_pick (self, field->names));
  }
}

static void
add_part (LoketSpeech *self, GString *text, const char *key, GPtrArray *fields, gboolean required)
{
  g_autoptr (GString) list = g_string_new (NULL);
  g_autofree char *opening = loket_speech_say (self, key, NULL);

  add_fields (self, list, fields, required);
  if (list->len == 0)
    return;
  g_string_append_printf (text, "%s%s%s", text->len > 0 ? "\n\n" : "", opening, list->str);
}

/**
 * loket_speech_ask_missing:
 * @fields: (element-type LoketIntakeField): what is held is left out
 *
 * Returns: (transfer full) (nullable): what to ask the complainant; NULL where nothing is missing
 */
char *
loket_speech_ask_missing (LoketSpeech *self, GPtrArray *fields)
{
  g_autoptr (GString) text = g_string_new (NULL);

  add_part (self, text, "intake.needed", fields, TRUE);
  add_part (self, text, "intake.welcome", fields, FALSE);
  return text->len > 0 ? g_strdup (text->str) : NULL;
}

static gboolean
is_range (JsonArray *days)
{
  guint count = json_array_get_length (days);

  return count > 2 &&
         json_array_get_int_element (days, count - 1) - json_array_get_int_element (days, 0) ==
             (gint64) count - 1;
}

static const char *
name_weekday (LoketSpeech *self, JsonArray *days, guint place)
{
  return self->weekdays[CLAMP (json_array_get_int_element (days, place), 1, 7) - 1];
}

static char *
say_window (LoketSpeech *self, JsonObject *window)
{
  JsonArray *days = loket_json_peek_array (window, "days");
  const char *from = loket_json_peek_string (window, "from");
  const char *until = loket_json_peek_string (window, "until");
  g_autoptr (GString) names = g_string_new (NULL);

  if (is_range (days))
    return loket_speech_say (self, "hours.range", "first", name_weekday (self, days, 0), "last",
                             name_weekday (self, days, json_array_get_length (days) - 1), "from",
                             from, "until", until, NULL);
  for (guint i = 0; i < json_array_get_length (days); i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", name_weekday (self, days, i));
  return loket_speech_say (self, "hours.days", "days", names->str, "from", from, "until", until,
                           NULL);
}

/**
 * loket_speech_opening_hours:
 * @windows: as data/procedures/FORMAT.md writes them, checked
 *
 * Returns: (transfer full)
 */
char *
loket_speech_opening_hours (LoketSpeech *self, JsonArray *windows)
{
  g_autoptr (GString) said = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (windows); i++) {
    g_autofree char *window = say_window (self, loket_json_array_peek_object (windows, i));

    g_string_append_printf (said, "%s%s", i > 0 ? "; " : "", window);
  }
  return g_string_free (g_steal_pointer (&said), FALSE);
}
