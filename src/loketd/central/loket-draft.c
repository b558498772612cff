/* SPDX-License-Identifier: EUPL-1.2 */
/* Drafts of cases: building, checking by replay, entering. */
#include "config.h"

#include "loket-describe.h"
#include "loket-draft.h"
#include "loket-form.h"
#include "loket-register.h"

LoketDraft *
loket_draft_new (void)
{
  LoketDraft *self = g_new0 (LoketDraft, 1);

  self->facts = json_object_new ();
  self->acts = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_act_record_free);
  self->expected = g_array_new (FALSE, FALSE, sizeof (LoketAnswer));
  return self;
}

void
loket_draft_free (LoketDraft *self)
{
  if (self == NULL)
    return;
  json_object_unref (self->facts);
  g_ptr_array_unref (self->acts);
  g_array_unref (self->expected);
  g_free (self->registered_by);
  g_free (self);
}

/**
 * loket_draft_add_act:
 * @body: an act as a client would send it, with its author; `basedOn` is set here to the version
 *   that the case has by then
 */
void
loket_draft_add_act (LoketDraft *self,
                     JsonObject *body,
                     LoketMoment recorded_at,
                     LoketAnswer expected)
{
  LoketActRecord *act = g_new0 (LoketActRecord, 1);

  act->seq = self->acts->len + 1;
  act->version = act->seq + 1;
  json_object_set_int_member (body, "basedOn", act->seq);
  act->act_id = g_strdup (loket_json_peek_string (body, "actId"));
  act->case_id = g_strdup (loket_json_peek_string (self->facts, "caseId"));
  act->type = g_strdup (loket_json_peek_string (body, "type"));
  act->author = g_strdup (loket_json_peek_string (body, "author"));
  act->recorded_at = recorded_at;
  act->body = loket_json_object_to_string (body);
  g_ptr_array_add (self->acts, act);
  g_array_append_val (self->expected, expected);
}

static LoketStanding *
replay (LoketDraft *self, LoketRules *rules, LoketMoment now, GError **error)
{
  g_autofree char *facts = loket_json_object_to_string (self->facts);
  const char *reference = loket_json_peek_string (self->facts, "reference");
  LoketRecord record = {
      .reference = (char *) reference,
      .provisional = (char *) reference,
      .version = self->acts->len + 1,
      .facts = facts,
      .recorded_at = self->registered_at,
      .acts = self->acts,
  };

  return loket_describe_standing (&record, rules, now, error);
}

static const char *
say_answer (LoketAnswer answer)
{
  static const char *const names[] = {"allowed", "recordOnly", "notAllowed"};

  return names[answer];
}

/**
 * loket_draft_check:
 *
 * Returns: FALSE with LOKET_ERROR_INVALID, naming the first act of which the rules say something
 *   else than was expected
 */
gboolean
loket_draft_check (LoketDraft *self, LoketRules *rules, LoketMoment now, GError **error)
{
  g_autoptr (LoketStanding) standing = replay (self, rules, now, error);

  if (standing == NULL)
    return FALSE;
  for (guint i = 0; i < self->acts->len; i++) {
    const LoketActRecord *act = g_ptr_array_index (self->acts, i);
    const LoketActEffect *effect = loket_standing_get_effect (standing, act->act_id);
    LoketAnswer expected = g_array_index (self->expected, LoketAnswer, i);
    g_autofree char *place = g_strdup_printf ("acts[%u].type", i);

    if (effect->permission.answer == expected || effect->annulled_by != NULL)
      continue;
    return loket_form_refuse (
        error, place, "the rules say %s to %s%s%s, not %s", say_answer (effect->permission.answer),
        act->type, effect->permission.reason != NULL ? ": " : "",
        effect->permission.reason != NULL ? effect->permission.reason : "", say_answer (expected));
  }
  return TRUE;
}

/**
 * loket_draft_prune:
 *
 * Cuts the history off before the first act to which the rules do not say "allowed".
 *
 * Returns: how many acts are left
 */
guint
loket_draft_prune (LoketDraft *self, LoketRules *rules, LoketMoment now)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketStanding) standing = replay (self, rules, now, &error);
  guint kept = 0;

  g_assert_no_error (error);
  while (kept < self->acts->len) {
    const LoketActRecord *act = g_ptr_array_index (self->acts, kept);
    const LoketActEffect *effect = loket_standing_get_effect (standing, act->act_id);

    if (effect->permission.answer != LOKET_ANSWER_ALLOWED)
      break;
    kept++;
  }
  g_ptr_array_set_size (self->acts, kept);
  g_array_set_size (self->expected, kept);
  return kept;
}

static int
compare_registration (gconstpointer a, gconstpointer b)
{
  const LoketDraft *draft_a = *(const LoketDraft *const *) a;
  const LoketDraft *draft_b = *(const LoketDraft *const *) b;

  return (draft_a->registered_at > draft_b->registered_at) -
         (draft_a->registered_at < draft_b->registered_at);
}

/**
 * loket_drafts_enter:
 * @drafts: (element-type LoketDraft): sorted here by registration, keeping the order of equals
 *
 * Gives each its reference, and enters all of them in one transaction of the caller's.
 */
gboolean
loket_drafts_enter (GPtrArray *drafts, LoketLedger *ledger, LoketRules *rules, GError **error)
{
  g_ptr_array_sort (drafts, compare_registration);
  for (guint i = 0; i < drafts->len; i++) {
    LoketDraft *draft = g_ptr_array_index (drafts, i);
    LoketRegistration registration = {
        .ledger = ledger,
        .rules = rules,
        .registered_by = draft->registered_by != NULL ? draft->registered_by : "loket",
        .recorded_at = draft->registered_at,
    };

    if (!loket_register_case (&registration, draft->facts, draft->acts, error))
      return FALSE;
  }
  return TRUE;
}

/**
 * loket_draft_make_id:
 *
 * Returns: (transfer full): a UUID, always the same for the same name
 */
char *
loket_draft_make_id (const char *name)
{
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, name, -1);

  return g_strdup_printf ("%.8s-%.4s-4%.3s-a%.3s-%.12s", sum, sum + 8, sum + 12, sum + 15,
                          sum + 18);
}
