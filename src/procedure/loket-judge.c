/* SPDX-License-Identifier: EUPL-1.2 */
/* The three answers: what the rules say to one act after the acts that came before it. */
#include "config.h"

#include "loket-replay-private.h"

static LoketPermission
answer (LoketAnswer said, const char *reason)
{
  return (LoketPermission){said, g_intern_string (reason)};
}

/**
 * _loket_find_row:
 * @reason: (out): why there is none
 *
 * Returns: (nullable): the row that decides; rows of one type never overlap
 */
const LoketActRow *
_loket_find_row (const LoketWalk *walk, const LoketQuestion *question, const char **reason)
{
  *reason = "notInProcedure";
  for (guint i = 0; i < walk->profile->rows->len; i++) {
    const LoketActRow *row = &g_array_index (walk->profile->rows, LoketActRow, i);

    if (row->act != question->type || !_loket_demand_ends_let_row (walk, row, question->payload) ||
        (question->payload != NULL && !_loket_payload_fits (question->payload, "kind", row->kinds)))
      continue;
    if ((row->steps & 1u << walk->step) != 0)
      return row;
    *reason = "wrongStep";
  }
  return NULL;
}

/**
 * _loket_walk_has_row:
 *
 * Returns: whether acts of that type are part of the procedure for what is demanded in the case
 */
gboolean
_loket_walk_has_row (const LoketWalk *walk, LoketActType act)
{
  for (guint i = 0; i < walk->profile->rows->len; i++) {
    const LoketActRow *row = &g_array_index (walk->profile->rows, LoketActRow, i);

    if (row->act == act && _loket_demand_ends_let_row (walk, row, NULL))
      return TRUE;
  }
  return FALSE;
}

/* The same text, or the same agency. */
static gboolean
is_same (JsonObject *a, JsonObject *b, const char *member)
{
  g_autofree char *text_a = _loket_payload_dup_stripped (a, member);
  g_autofree char *text_b = _loket_payload_dup_stripped (b, member);

  return text_a != NULL && g_strcmp0 (text_a, text_b) == 0;
}

/* No ping-pong: what a body has returned is not sent to it once more. */
static gboolean
has_returned_it (const LoketWalk *walk, JsonObject *payload)
{
  for (guint i = 0; i < walk->effects->len; i++) {
    const LoketActEffect *effect = g_ptr_array_index (walk->effects, i);
    JsonObject *sent = effect->act->payload;

    if (effect->came_back && (is_same (payload, sent, "to") || is_same (payload, sent, "toAgency")))
      return TRUE;
  }
  return FALSE;
}

/* Who may still see a restricted case is a list, be it an empty one. */
static gboolean
names_persons (JsonObject *payload)
{
  JsonArray *to = loket_json_peek_array (payload, "to");

  for (guint i = 0; to != NULL && i < json_array_get_length (to); i++) {
    if (loket_json_array_peek_string (to, i) == NULL)
      return FALSE;
  }
  return to != NULL;
}

/* What the rules ask of an act whatever its row says; NULL where there is nothing against it. */
static const char *
judge_generally (const LoketWalk *walk, const LoketQuestion *question)
{
  if (loket_act_type_tells (question->type) && question->counting_day < walk->current->received_on)
    return "beforeReceipt";
  if (question->type == LOKET_ACT_TRANSFER && question->payload != NULL &&
      has_returned_it (walk, question->payload))
    return "returnedBefore";
  if (question->type == LOKET_ACT_RESTRICT && question->payload != NULL &&
      !names_persons (question->payload))
    return "personGiven";
  return _loket_letters_judge (walk, question);
}

static LoketPermission
judge_by_row (const LoketWalk *walk, const LoketQuestion *question)
{
  const char *reason;
  const LoketActRow *row = _loket_find_row (walk, question, &reason);

  if (row == NULL)
    return answer (LOKET_ANSWER_NOT_ALLOWED, reason);
  reason = judge_generally (walk, question);
  if (reason != NULL)
    return answer (LOKET_ANSWER_NOT_ALLOWED, reason);
  for (guint i = 0; i < row->guards->len; i++) {
    const LoketGuard *guard = &g_array_index (row->guards, LoketGuard, i);

    if (!_loket_guard_holds (walk, guard, question))
      return (LoketPermission){guard->otherwise, guard->code};
  }
  return answer (LOKET_ANSWER_ALLOWED, NULL);
}

/* What stays possible when nobody here knows the rules of the case. */
static gboolean
needs_no_rules (LoketActType type)
{
  switch ((int) type) {
  case LOKET_ACT_NOTE:
  case LOKET_ACT_CONTACT:
  case LOKET_ACT_SET_FOLLOW_UP:
  case LOKET_ACT_SET_URGENCY:
  case LOKET_ACT_ASSIGN:
  case LOKET_ACT_ATTACH:
  case LOKET_ACT_DETACH:
    return TRUE;
  default:
    return FALSE;
  }
}

/**
 * _loket_judge:
 * @walk: after the acts that came before
 *
 * The generic rules in the order of data/procedures/FORMAT.md 4, then the guards of the row.
 */
LoketPermission
_loket_judge (const LoketWalk *walk, const LoketQuestion *question)
{
  if (question->type == LOKET_ACT_UNKNOWN)
    return answer (LOKET_ANSWER_RECORD_ONLY, "unknownType");
  if (question->occurred_on > walk->today)
    return answer (LOKET_ANSWER_NOT_ALLOWED, "inTheFuture");
  if (walk->profile == NULL && !needs_no_rules (question->type))
    return answer (LOKET_ANSWER_RECORD_ONLY, "rulesUnknown");
  if (_loket_act_needs_no_row (question->type))
    return _loket_judge_row_less (walk, question);
  return judge_by_row (walk, question);
}
