/* SPDX-License-Identifier: EUPL-1.2 */
/* References and the first entry of a case. */
#include "config.h"

#include "loket-access.h"
#include "loket-register.h"

static const char *
find_prefix (LoketRules *rules, const char *agency_id)
{
  LoketAgency *agency = loket_rules_get_agency (rules, agency_id);
  const char *prefix =
      agency != NULL ? loket_json_peek_string (loket_agency_get_json (agency), "referencePrefix")
                     : NULL;

  return prefix != NULL ? prefix : "L";
}

static char *
make_reference (const LoketRegistration *self, const char *agency, GError **error)
{
  int year = loket_day_get_year (loket_moment_get_day (self->recorded_at));
  gint64 number;

  if (!loket_ledger_give_number (self->ledger, agency, year, &number, error))
    return NULL;
  return g_strdup_printf ("%s-%d-%06" G_GINT64_FORMAT, find_prefix (self->rules, agency), year,
                          number);
}

static gboolean
add_acts (const LoketRegistration *self, LoketRecord *record, GPtrArray *acts, GError **error)
{
  for (guint i = 0; acts != NULL && i < acts->len; i++) {
    const LoketActRecord *act = g_ptr_array_index (acts, i);

    if (!loket_ledger_add_act (self->ledger, act, error))
      return FALSE;
    record->version = act->version;
  }
  return TRUE;
}

/**
 * loket_register_case:
 * @facts: a case as the contract writes it, checked; without a reference where no client made one
 * @acts: (element-type LoketActRecord) (nullable): what has been done in it since
 *
 * Inside a transaction of the caller's.
 */
gboolean
loket_register_case (const LoketRegistration *self,
                     JsonObject *facts,
                     GPtrArray *acts,
                     GError **error)
{
  g_autoptr (LoketRecord) record = g_new0 (LoketRecord, 1);

  record->case_id = g_strdup (loket_json_peek_string (facts, "caseId"));
  record->agency = g_strdup (loket_json_peek_string (facts, "agency"));
  record->registered_by = g_strdup (self->registered_by);
  record->recorded_at = self->recorded_at;
  record->facts = loket_json_object_to_string (facts);
  record->version = 1;
  record->reference = make_reference (self, record->agency, error);
  if (record->reference == NULL)
    return FALSE;
  record->provisional = g_strdup (loket_json_peek_string (facts, "reference"));
  if (record->provisional == NULL)
    record->provisional = g_strdup (record->reference);
  return loket_ledger_add_case (self->ledger, record, error) &&
         add_acts (self, record, acts, error) &&
         loket_access_renew (self->ledger, self->rules, self->recorded_at, record->case_id,
                             error) &&
         loket_ledger_announce (self->ledger, record, loket_moment_get_day (self->recorded_at),
                                error);
}
