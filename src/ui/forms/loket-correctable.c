/* SPDX-License-Identifier: EUPL-1.2 */
/* Facts that can be corrected. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-correctable.h"

typedef struct {
  const char *field;
  const char *label;
  LoketFieldKind kind;
} Correctable;

static const Correctable facts_of_a_case[] = {
    {"receivedOn", N_ ("Day of receipt"), LOKET_FIELD_DAY},
    {"registeredOn", N_ ("Day of registration"), LOKET_FIELD_DAY},
    {"factsOn", N_ ("Last day on which it happened"), LOKET_FIELD_DAY},
    {"subject", N_ ("Subject"), LOKET_FIELD_LINE},
    {"facts", N_ ("Facts"), LOKET_FIELD_TEXT},
    {"filingLanguage", N_ ("Language of the complaint"), LOKET_FIELD_CODE},
    {"answerChannel", N_ ("How the answer is wanted"), LOKET_FIELD_CODE},
    {"complainants.0.name", N_ ("Complainant: name"), LOKET_FIELD_LINE},
    {"complainants.0.street", N_ ("Complainant: street and number"), LOKET_FIELD_LINE},
    {"complainants.0.postCode", N_ ("Complainant: postcode"), LOKET_FIELD_LINE},
    {"complainants.0.city", N_ ("Complainant: town"), LOKET_FIELD_LINE},
    {"complainants.0.email", N_ ("Complainant: e-mail"), LOKET_FIELD_LINE},
    {"complainants.0.phone", N_ ("Complainant: telephone"), LOKET_FIELD_LINE},
    {"service.name", N_ ("Service concerned"), LOKET_FIELD_LINE},
    {"damagesClaimed", N_ ("Damages that are claimed"), LOKET_FIELD_LINE},
};

static gboolean
can_be_corrected (const LoketCase *facts, const char *field)
{
  if (g_str_has_prefix (field, "complainants."))
    return facts->complainants->len > 0;
  if (g_str_has_prefix (field, "service."))
    return facts->service != NULL;
  return TRUE;
}

/**
 * loket_correctable_list:
 *
 * Returns: (transfer full) (element-type LoketChoice): path and label of each fact that the case
 * has
 */
GPtrArray *
loket_correctable_list (LoketSession *session, const LoketCase *facts)
{
  GPtrArray *choices = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_choice_free);

  for (gsize i = 0; i < G_N_ELEMENTS (facts_of_a_case); i++) {
    if (can_be_corrected (facts, facts_of_a_case[i].field))
      g_ptr_array_add (choices,
                       loket_choice_new (facts_of_a_case[i].field, _ (facts_of_a_case[i].label)));
  }
  for (guint i = 0; i < facts->grievances->len; i++) {
    g_autofree char *field = g_strdup_printf ("grievances.%u.text", i);
    g_autofree char *label = g_strdup_printf (_ ("Grievance %u"), i + 1);

    g_ptr_array_add (choices, loket_choice_new (field, label));
  }
  return choices;
}

/**
 * loket_correctable_get_kind:
 *
 * Returns: how the new value of a fact is typed
 */
LoketFieldKind
loket_correctable_get_kind (const char *field)
{
  for (gsize i = 0; i < G_N_ELEMENTS (facts_of_a_case); i++) {
    if (g_str_equal (facts_of_a_case[i].field, field))
      return facts_of_a_case[i].kind;
  }
  return LOKET_FIELD_TEXT;
}

/**
 * loket_correctable_choices:
 *
 * Returns: (transfer full) (element-type LoketChoice): what can be chosen for a fact that is a code
 */
GPtrArray *
loket_correctable_choices (LoketSession *session, const char *field)
{
  static const char *const languages[] = {"nl", "fr", "de", "en", NULL};
  static const char *const vias[] = {"loket", "post", "mail", "counter", "phone", NULL};
  LoketSpeech *speech = loket_session_get_speech (session);
  GPtrArray *choices = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_choice_free);
  gboolean is_language = g_str_equal (field, "filingLanguage");
  const char *const *codes = is_language ? languages : vias;

  for (guint i = 0; codes[i] != NULL; i++)
    g_ptr_array_add (
        choices,
        loket_choice_new (codes[i],
                          loket_speech_name (speech, is_language ? "language" : "via", codes[i])));
  return choices;
}
