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

/* The list of that name; of the next line it is the chain. */
static JsonArray *
find_list (LoketProfile *profile, const char *member)
{
  JsonObject *json = profile != NULL ? loket_profile_get_json (profile) : NULL;
  JsonObject *next_line;

  if (json == NULL || !g_str_equal (member, "nextLine"))
    return json != NULL ? loket_json_peek_array (json, member) : NULL;
  next_line = loket_json_peek_object (json, member);
  return next_line != NULL ? loket_json_peek_array (next_line, "chain") : NULL;
}

/**
 * loket_profile_choices_find:
 * @profile: (nullable)
 *
 * Returns: (transfer none) (nullable): the element of a list of the profile that has this code
 */
JsonObject *
loket_profile_choices_find (LoketProfile *profile, const char *member, const char *code)
{
  JsonArray *list = find_list (profile, member);

  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++) {
    JsonObject *element = loket_json_array_peek_object (list, i);

    if (element != NULL && g_strcmp0 (loket_json_peek_string (element, "code"), code) == 0)
      return element;
  }
  return NULL;
}

/**
 * loket_profile_choices_list:
 * @profile: (nullable): without one the list is empty
 * @member: the list of the profile: `grounds`, `outcomeMarks`, `norms`, `carriers`, ...; `nextLine`
 *   is its chain
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
  JsonArray *list = find_list (profile, member);
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
  JsonObject *element = loket_profile_choices_find (profile, member, code);
  JsonObject *names = element != NULL ? loket_json_peek_object (element, "names") : NULL;

  return names != NULL ? loket_speech_pick (speech, names)
                       : loket_speech_name (speech, family, code);
}

/**
 * loket_profile_choices_copies_until:
 * @profile: (nullable)
 *
 * Returns: whether a term of the procedure is the day `until` that an act of this type says: a
 *   promise that binds
 */
gboolean
loket_profile_choices_copies_until (LoketProfile *profile, LoketActType act)
{
  JsonObject *json = profile != NULL ? loket_profile_get_json (profile) : NULL;
  JsonArray *clocks = json != NULL ? loket_json_peek_array (json, "clocks") : NULL;
  g_autofree char *wanted = g_strconcat (loket_act_type_to_string (act), ".until", NULL);

  for (guint i = 0; clocks != NULL && i < json_array_get_length (clocks); i++) {
    JsonObject *clock = loket_json_array_peek_object (clocks, i);
    JsonObject *copied = clock != NULL ? loket_json_peek_object (clock, "copiedFrom") : NULL;

    if (copied != NULL && g_strcmp0 (loket_json_peek_string (copied, "value"), wanted) == 0)
      return TRUE;
  }
  return FALSE;
}
