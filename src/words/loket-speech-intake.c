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
add_part (
    LoketSpeech *self, GString *text, const char *key, GPtrArray *fields, gboolean required)
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
