/* SPDX-License-Identifier: EUPL-1.2 */
/* Missing facts, as corrected so far: nothing is asked twice that is held. */
#include "config.h"

#include "loket-intake.h"
#include "loket-missing.h"

static GPtrArray *
list_missing (LoketSession *session, LoketDossier *dossier)
{
  LoketProfile *profile = loket_session_find_profile (session, dossier->the_case);

  return profile != NULL ? loket_intake_list_missing (profile, dossier->standing->current->json)
                         : NULL;
}

/**
 * loket_missing_name:
 *
 * Returns: (transfer full) (nullable): what the procedure requires and the file lacks; NULL where
 *   it is complete, or where nothing can be asked any more
 */
char *
loket_missing_name (LoketSession *session, LoketDossier *dossier)
{
  g_autoptr (GPtrArray) missing = list_missing (session, dossier);
  g_autoptr (GString) names = g_string_new (NULL);

  if (missing == NULL || dossier->standing->step == LOKET_STEP_CLOSED)
    return NULL;
  for (guint i = 0; i < missing->len; i++) {
    const LoketIntakeField *field = g_ptr_array_index (missing, i);

    if (field->required)
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "",
                              loket_speech_pick (loket_session_get_speech (session), field->names));
  }
  return names->len > 0 ? g_strdup (names->str) : NULL;
}

/**
 * loket_missing_make_request:
 *
 * Returns: (transfer full) (nullable): what to ask the complainant, in the language of the letters
 *   of the case; NULL where nothing is missing
 */
char *
loket_missing_make_request (LoketSession *session, LoketDossier *dossier)
{
  LoketProfile *profile = loket_session_find_profile (session, dossier->the_case);
  g_autoptr (GPtrArray) missing = list_missing (session, dossier);
  g_autofree char *language = NULL;
  g_autoptr (LoketSpeech) speech = NULL;

  if (missing == NULL)
    return NULL;
  language =
      loket_profile_get_letter_language (profile, dossier->standing->current->filing_language);
  speech = loket_speech_new (language, NULL);
  return loket_speech_ask_missing (speech != NULL ? speech : loket_session_get_speech (session),
                                   missing);
}
