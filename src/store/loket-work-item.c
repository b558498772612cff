/* SPDX-License-Identifier: EUPL-1.2 */
/* Unsent work as values. */
#include "config.h"

#include "loket-bodies.h"
#include "loket-error.h"
#include "loket-words-table.h"
#include "loket-work-item.h"

#define REGISTER "register"

static const char *const kinds[] = {"act", "case", NULL};
static const char *const states[] = {"waiting", "sending", "refused", "conflict", "taken", NULL};
G_STATIC_ASSERT (G_N_ELEMENTS (states) == LOKET_N_WORK_STATES + 1);

const char *
loket_work_kind_to_string (LoketWorkKind kind)
{
  return loket_words_table_get (kinds, kind);
}

const char *
loket_work_state_to_string (LoketWorkState state)
{
  return loket_words_table_get (states, state);
}

LoketWorkState
loket_work_state_from_string (const char *code)
{
  return loket_words_table_find (states, code, LOKET_WORK_WAITING);
}

static LoketWorkItem *
item_new (LoketWorkKind kind,
          const char *id,
          const char *case_id,
          const char *reference,
          const char *type,
          GBytes *body,
          LoketMoment made_at)
{
  LoketWorkItem *self = g_new0 (LoketWorkItem, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->kind = kind;
  self->id = g_strdup (id);
  self->case_id = g_strdup (case_id);
  self->reference = g_strdup (reference);
  self->type = g_strdup (type);
  self->body = g_bytes_ref (body);
  self->made_at = made_at;
  self->hold_until = LOKET_NO_MOMENT;
  return self;
}

/**
 * loket_work_item_new_act:
 * @reference: of the case, as the person sees it now
 * @body: the bytes that are PUT, made once
 */
LoketWorkItem *
loket_work_item_new_act (const char *case_id,
                         const char *reference,
                         const LoketAct *act,
                         GBytes *body,
                         LoketMoment made_at)
{
  return item_new (LOKET_WORK_ACT, act->act_id, case_id, reference, act->type_code, body, made_at);
}

LoketWorkItem *
loket_work_item_new_case (const char *case_id,
                          const char *reference,
                          GBytes *body,
                          LoketMoment made_at)
{
  return item_new (LOKET_WORK_CASE, case_id, case_id, reference, REGISTER, body, made_at);
}

/**
 * loket_work_item_new_recorded:
 * @entry: with its bytes
 *
 * Returns: (transfer full): what was done, as far as the record of this computer has it: to be
 *   read; its reason is what became of it
 */
LoketWorkItem *
loket_work_item_new_recorded (const LoketAuditEntry *entry)
{
  LoketWorkKind kind = g_strcmp0 (entry->type, REGISTER) == 0 ? LOKET_WORK_CASE : LOKET_WORK_ACT;

  LoketWorkItem *self =
      item_new (kind, entry->id, entry->case_id, "", entry->type, entry->body, entry->at);

  self->reason = g_strdup (entry->what);
  return self;
}

/**
 * loket_work_item_is_held:
 *
 * Returns: whether it is not to be sent yet. A clock that was set back holds nothing longer than
 *   was meant
 */
gboolean
loket_work_item_is_held (const LoketWorkItem *self, LoketMoment now)
{
  return self->state == LOKET_WORK_WAITING && self->hold_until > now &&
         self->hold_until <= now + LOKET_WORK_HOLD_MAX_S * LOKET_SECOND_US;
}

LoketWorkItem *
loket_work_item_ref (LoketWorkItem *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
loket_work_item_unref (LoketWorkItem *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->id);
  g_free (self->case_id);
  g_free (self->reference);
  g_free (self->type);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self->reason);
  g_free (self->trouble);
  g_clear_pointer (&self->answer, g_bytes_unref);
  g_free (self);
}

/**
 * loket_work_item_to_act:
 *
 * Reads the act from its bytes. They need not carry the id: it stands in the path of the request.
 *
 * Returns: (transfer full): NULL with LOKET_ERROR_INVALID; also when it is no act
 */
LoketAct *
loket_work_item_to_act (const LoketWorkItem *self, GError **error)
{
  g_autoptr (JsonObject) body = loket_body_to_object (self->body, error);
  g_autoptr (JsonObject) json = NULL;

  if (body == NULL)
    return NULL;
  if (self->kind != LOKET_WORK_ACT) {
    g_set_error (error, LOKET_ERROR, LOKET_ERROR_INVALID, "%s: an act is wanted here", self->id);
    return NULL;
  }
  json = loket_json_object_copy (body);
  json_object_set_string_member (json, "actId", self->id);
  if (!json_object_has_member (json, "type"))
    json_object_set_string_member (json, "type", self->type);
  return loket_act_from_json (json, error);
}
