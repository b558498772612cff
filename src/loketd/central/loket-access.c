/* SPDX-License-Identifier: EUPL-1.2 */
/* Who sees a closed case: what the acts and facts of it say, kept beside the case. */
#include "config.h"

#include "loket-access.h"
#include "loket-describe.h"

/* Cheap, and mostly the end of it: only then the case is replayed. */
static gboolean
may_be_closed (const LoketRecord *record)
{
  if (record->seen_by != NULL || strstr (record->facts, "\"restricted\"") != NULL)
    return TRUE;
  for (guint i = 0; i < record->acts->len; i++) {
    const LoketActRecord *act = g_ptr_array_index (record->acts, i);

    if (g_str_equal (act->type, "restrict") || strstr (act->body, "\"restricted\"") != NULL)
      return TRUE;
  }
  return FALSE;
}

/* The last `restrict` with effect; NULL: there is none. */
static LoketAct *
find_restrict (LoketStanding *standing)
{
  for (guint i = standing->effects->len; i > 0; i--) {
    const LoketActEffect *effect = g_ptr_array_index (standing->effects, i - 1);

    if (effect->act->type == LOKET_ACT_RESTRICT &&
        effect->permission.answer == LOKET_ANSWER_ALLOWED)
      return effect->act;
  }
  return NULL;
}

/* Closed when it came in: for whoever wrote it down and whoever has it. */
static char **
list_handlers (const LoketRecord *record, const LoketStanding *standing)
{
  g_autoptr (GStrvBuilder) persons = g_strv_builder_new ();

  g_strv_builder_add (persons, record->registered_by);
  if (standing->assignee != NULL && !g_str_equal (standing->assignee, record->registered_by))
    g_strv_builder_add (persons, standing->assignee);
  return g_strv_builder_end (persons);
}

/* NULL: all of the agency. */
static char **
list_persons (const LoketRecord *record, LoketStanding *standing)
{
  LoketAct *restrict_act = find_restrict (standing);

  if (restrict_act != NULL) {
    g_auto (GStrv) persons = loket_json_peek_strings (restrict_act->payload, "to");

    return persons[0] != NULL ? g_steal_pointer (&persons) : NULL;
  }
  if (loket_json_peek_boolean (standing->current->json, "restricted", FALSE))
    return list_handlers (record, standing);
  return NULL;
}

/**
 * loket_access_renew:
 * @case_id: of a case in which something was just done
 *
 * Inside a transaction of the caller's; whoever announces the case does so afterwards.
 */
gboolean
loket_access_renew (
    LoketLedger *ledger, LoketRules *rules, LoketMoment now, const char *case_id, GError **error)
{
  g_autoptr (LoketRecord) record = loket_ledger_find_case (ledger, case_id, error);
  g_autoptr (LoketStanding) standing = NULL;
  g_auto (GStrv) persons = NULL;

  if (record == NULL)
    return FALSE;
  if (!may_be_closed (record))
    return TRUE;
  standing = loket_describe_standing (record, rules, now, error);
  if (standing == NULL)
    return FALSE;
  persons = list_persons (record, standing);
  return loket_ledger_set_seen_by (ledger, case_id, (const char *const *) persons, error);
}
