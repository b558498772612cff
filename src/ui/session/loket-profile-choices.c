/* SPDX-License-Identifier: EUPL-1.2 */
/* Choices read from a profile. */
#include "config.h"

#include "loket-profile-choices.h"

LoketChoice *
loket_choice_new (const char *code, const char *name)
{
  LoketChoice *self = g_new0 (LoketChoice, 1);

  self->code = g_strdup (code);
  self->name = g_strdup (name);
  return self;
}

void
loket_choice_free (LoketChoice *self)
{
  g_free (self->code);
  g_free (self->name);
  g_free (self);
}

/**
 * loket_profile_choices_list:
 * @profile: (nullable): without one the list is empty
 * @member: the list of the profile: `grounds`, `outcomeMarks`, `norms`, `carriers`, ...
 * @kind: (nullable): only elements of this kind
 *
 * Returns: (transfer full) (element-type LoketChoice)
 */
GPtrArray *
loket_profile_choices_list (LoketSession *session,
                            LoketProfile *profile,
                            const char *member,
                            const char *kind)
{
  LoketSpeech *speech = loket_session_get_speech (session);
  GPtrArray *choices = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_choice_free);
  JsonArray *list =
      profile != NULL ? loket_json_peek_array (loket_profile_get_json (profile), member) : NULL;
  guint count = list != NULL ? json_array_get_length (list) : 0;

  for (guint i = 0; i < count; i++) {
    JsonObject *element = loket_json_array_peek_object (list, i);
    JsonObject *names = loket_json_peek_object (element, "names");
    const char *code = loket_json_peek_string (element, "code");

    if (code == NULL || names == NULL ||
        (kind != NULL && g_strcmp0 (kind, loket_json_peek_string (element, "kind")) != 0))
      continue;
    g_ptr_array_add (choices, loket_choice_new (code, loket_speech_pick (speech, names)));
  }
  return choices;
}

/**
 * loket_profile_choices_get_name:
 * @family: where the name is looked up when the profile does not have the code
 *
 * Returns: (transfer none): what the procedure calls @code
 */
const char *
loket_profile_choices_get_name (LoketSession *session,
                                const LoketCase *the_case,
                                const char *member,
                                const char *family,
                                const char *code)
{
  LoketSpeech *speech = loket_session_get_speech (session);
  LoketProfile *profile = loket_session_find_profile (session, the_case);
  JsonArray *list =
      profile != NULL ? loket_json_peek_array (loket_profile_get_json (profile), member) : NULL;
  guint count = list != NULL ? json_array_get_length (list) : 0;

  for (guint i = 0; i < count; i++) {
    JsonObject *element = loket_json_array_peek_object (list, i);
    JsonObject *names = loket_json_peek_object (element, "names");

    if (names != NULL && g_strcmp0 (loket_json_peek_string (element, "code"), code) == 0)
      return loket_speech_pick (speech, names);
  }
  return loket_speech_name (speech, family, code);
}
