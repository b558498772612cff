/* SPDX-License-Identifier: EUPL-1.2 */
/* Finding the form of an act. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-form-spec.h"
#include "loket-form-specs.h"

/**
 * loket_form_spec_find:
 *
 * Returns: (transfer none) (nullable): the form of @type; NULL where it has none yet
 */
const LoketFormSpec *
loket_form_spec_find (LoketActType type)
{
  static const LoketFormSpec *const families[] = {
      loket_form_specs_intake, loket_form_specs_inquiry, loket_form_specs_mediation,
      loket_form_specs_answer, loket_form_specs_others,  loket_form_specs_own_work,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (families); i++) {
    for (const LoketFormSpec *spec = families[i]; spec->intro != NULL; spec++) {
      if (spec->type == type)
        return spec;
    }
  }
  return NULL;
}

/**
 * loket_form_family_get_name:
 *
 * Returns: (transfer none): the heading of a family in the menu of acts
 */
const char *
loket_form_family_get_name (LoketFormFamily family)
{
  static const char *const names[LOKET_N_FORM_FAMILIES] = {
      [LOKET_FORM_FAMILY_INTAKE] = N_ ("Intake"),
      [LOKET_FORM_FAMILY_INQUIRY] = N_ ("Inquiry"),
      [LOKET_FORM_FAMILY_TERMS] = N_ ("Terms"),
      [LOKET_FORM_FAMILY_MEDIATION] = N_ ("Mediation"),
      [LOKET_FORM_FAMILY_ANSWER] = N_ ("Answer and after"),
      [LOKET_FORM_FAMILY_OTHERS] = N_ ("Elsewhere"),
      [LOKET_FORM_FAMILY_OWN_WORK] = N_ ("My work"),
      [LOKET_FORM_FAMILY_REPAIR] = N_ ("Repair"),
  };

  return _ (names[family]);
}
