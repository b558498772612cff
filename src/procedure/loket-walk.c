/* SPDX-License-Identifier: EUPL-1.2 */
/* What an act with effect makes of the case: step, outcome, who is awaited, corrected facts. */
#include "config.h"

#include <string.h>

#include "loket-replay-private.h"

static gboolean
has_kind (const LoketAct *act, const char *kind)
{
  return g_strcmp0 (loket_act_get_text (act, "kind"), kind) == 0;
}

static void
apply_correction (LoketWalk *walk, LoketAct *act)
{
  g_autoptr (GPtrArray) corrections = g_ptr_array_new ();
  LoketCase *corrected;

  g_ptr_array_add (corrections, act);
  corrected = loket_case_with_corrections (walk->current, corrections, NULL);
  /* The rule for `correct` has refused what would leave no case. */
  g_return_if_fail (corrected != NULL);
  loket_case_unref (walk->current);
  walk->current = corrected;
}

/* Nobody is waited for any more. */
static void
forget_awaited (LoketWalk *walk)
{
  memset (walk->asked, 0, sizeof walk->asked);
  walk->with_approver = FALSE;
}

/* What is remembered of single acts for guards, checklist and who is awaited. */
static void
remember (LoketWalk *walk, LoketAct *act)
{
  LoketWaitingFor asked;
  JsonArray *demanded;

  switch ((int) act->type) {
  case LOKET_ACT_REQUEST:
    asked = _loket_payload_get_asked (act->payload);
    if (asked != LOKET_WAITING_FOR_NOBODY)
      walk->asked[asked] = walk->effects->len;
    break;
  case LOKET_ACT_RECEIVE:
    asked = _loket_payload_get_asked (act->payload);
    walk->asked[asked] = 0;
    walk->service_heard |= asked == LOKET_WAITING_FOR_SERVICE;
    break;
  case LOKET_ACT_CONTACT:
    walk->service_heard |= g_strcmp0 (loket_act_get_text (act, "with"), "service") == 0;
    break;
  case LOKET_ACT_DECLINE:
    walk->declined_not_handled |= has_kind (act, "notHandled");
    walk->declined_inadmissible |= has_kind (act, "inadmissible");
    break;
  case LOKET_ACT_REQUALIFY:
    demanded = _loket_demands_requalified (act->payload);
    if (demanded != NULL)
      walk->demanded = demanded;
    break;
  case LOKET_ACT_SUBMIT:
    walk->with_approver = TRUE;
    break;
  case LOKET_ACT_APPROVE:
  case LOKET_ACT_SEND_BACK:
    walk->with_approver = FALSE;
    break;
  default:
    break;
  }
}

static void
set_conduct (LoketWalk *walk, LoketAct *act, gboolean open)
{
  walk->conduct_open = open;
  walk->conduct_review_on = open ? loket_json_peek_day (act->payload, "reviewOn") : LOKET_NO_DAY;
}

static void
apply_own_work (LoketWalk *walk, LoketAct *act)
{
  switch ((int) act->type) {
  case LOKET_ACT_CORRECT:
    apply_correction (walk, act);
    break;
  case LOKET_ACT_ASSIGN:
    walk->assigned_to = loket_act_get_text (act, "to");
    break;
  case LOKET_ACT_RECUSE:
    if (_loket_payload_says (act->payload, "to"))
      walk->assigned_to = loket_act_get_text (act, "to");
    break;
  case LOKET_ACT_SET_FOLLOW_UP:
    if (walk->step != LOKET_STEP_CLOSED)
      walk->follow_up_on = loket_json_peek_day (act->payload, "on");
    break;
  case LOKET_ACT_RESTRICT:
    walk->restricted_to = loket_json_peek_array (act->payload, "to");
    break;
  case LOKET_ACT_RECORD_CONDUCT:
    set_conduct (walk, act, TRUE);
    break;
  case LOKET_ACT_REVIEW_CONDUCT:
    set_conduct (walk, act, loket_json_peek_boolean (act->payload, "keep", FALSE));
    break;
  case LOKET_ACT_ATTACH:
  case LOKET_ACT_DETACH:
    _loket_documents_apply (walk, act);
    break;
  case LOKET_ACT_SET_URGENCY:
    walk->urgency = loket_urgency_from_string (loket_act_get_text (act, "level"));
    break;
  default:
    break;
  }
}

static gboolean
has_guard (const LoketActRow *row, LoketGuardWord word)
{
  for (guint i = 0; i < row->guards->len; i++) {
    if (g_array_index (row->guards, LoketGuard, i).word == word)
      return TRUE;
  }
  return FALSE;
}

static void
apply_outcome (LoketWalk *walk, LoketAct *act, const LoketActRow *row)
{
  if (act->type == LOKET_ACT_REOPEN) {
    walk->outcome = LOKET_OUTCOME_NONE;
    return;
  }
  if (act->type == LOKET_ACT_CLOSE && has_guard (row, LOKET_GUARD_OUTCOME_KNOWN)) {
    walk->outcome = loket_outcome_from_string (loket_act_get_text (act, "outcome"));
    return;
  }
  /* What was settled stays settled when the answer only puts it on paper, or answers the rest. */
  if (act->type == LOKET_ACT_ANSWER && walk->done_since_open[LOKET_ACT_SETTLE] > 0) {
    if (walk->outcome == LOKET_OUTCOME_NONE)
      walk->outcome = LOKET_OUTCOME_SETTLED;
    return;
  }
  if (row->outcome != LOKET_OUTCOME_NONE)
    walk->outcome = row->outcome;
}

static void
apply_step (LoketWalk *walk, LoketActEffect *effect, const LoketActRow *row)
{
  gboolean remedy_open = walk->done[LOKET_ACT_PROMISE_REMEDY] > walk->done[LOKET_ACT_FULFIL_REMEDY];
  LoketStep to = remedy_open ? row->to_remedy_open : row->to;

  if (to == LOKET_STEP_UNKNOWN)
    return;
  effect->closes = to == LOKET_STEP_CLOSED && walk->step != LOKET_STEP_CLOSED;
  walk->step = to;
  if (!effect->closes)
    return;
  walk->follow_up_on = LOKET_NO_DAY;
  forget_awaited (walk);
}

static void
begin_anew (LoketWalk *walk)
{
  memset (walk->done_since_open, 0, sizeof walk->done_since_open);
  g_array_set_size (walk->demand_ends, 0);
  walk->declined_inadmissible = FALSE;
}

/* What the other body returned was never off our hands. */
static void
mark_returned (LoketWalk *walk)
{
  for (guint i = walk->effects->len; i-- > 0;) {
    LoketActEffect *effect = g_ptr_array_index (walk->effects, i);

    if (effect->act->type != LOKET_ACT_TRANSFER || !_loket_effect_counts (effect))
      continue;
    effect->came_back = TRUE;
    return;
  }
}

/**
 * _loket_walk_apply:
 * @effect: of an act that is allowed; already the last of the walk's effects
 * @row: (nullable): the row that allowed it
 */
void
_loket_walk_apply (LoketWalk *walk, LoketActEffect *effect, const LoketActRow *row)
{
  LoketAct *act = effect->act;
  gboolean goes_on = _loket_demand_ends_one (walk, effect, row);

  walk->done[act->type]++;
  walk->done_since_open[act->type]++;
  remember (walk, act);
  apply_own_work (walk, act);
  if (act->type == LOKET_ACT_REQUALIFY || act->type == LOKET_ACT_CORRECT)
    _loket_demand_ends_prune (walk);
  if (act->type == LOKET_ACT_ANSWER && !goes_on)
    forget_awaited (walk);
  if (row != NULL && !goes_on) {
    apply_outcome (walk, act, row);
    apply_step (walk, effect, row);
  }
  _loket_demand_ends_apply (walk, effect, row, goes_on);
  if (act->type == LOKET_ACT_REOPEN)
    begin_anew (walk);
  if (act->type == LOKET_ACT_RETURN_TRANSFER)
    mark_returned (walk);
}

/**
 * _loket_walk_get_waiting_for:
 *
 * Returns: who is awaited: an approver first, else the one who was asked last and has not replied
 */
LoketWaitingFor
_loket_walk_get_waiting_for (const LoketWalk *walk)
{
  LoketWaitingFor awaited = LOKET_WAITING_FOR_NOBODY;

  if (walk->step == LOKET_STEP_CLOSED)
    return LOKET_WAITING_FOR_NOBODY;
  if (walk->with_approver)
    return LOKET_WAITING_FOR_APPROVER;
  for (int i = LOKET_WAITING_FOR_CITIZEN; i <= LOKET_WAITING_FOR_THIRD; i++) {
    if (walk->asked[i] > walk->asked[awaited])
      awaited = (LoketWaitingFor) i;
  }
  return awaited;
}

LoketActEffect *
_loket_walk_find_effect (const LoketWalk *walk, const char *act_id)
{
  for (guint i = 0; i < walk->effects->len; i++) {
    LoketActEffect *effect = g_ptr_array_index (walk->effects, i);

    if (g_strcmp0 (effect->act->act_id, act_id) == 0)
      return effect;
  }
  return NULL;
}

/**
 * _loket_walk_is_acknowledged:
 *
 * Returns: whether the citizen has been told that the complaint arrived, by a message that did
 */
gboolean
_loket_walk_is_acknowledged (const LoketWalk *walk)
{
  for (guint i = 0; walk->done[LOKET_ACT_ACKNOWLEDGE] > 0 && i < walk->effects->len; i++) {
    const LoketActEffect *effect = g_ptr_array_index (walk->effects, i);

    if (effect->act->type == LOKET_ACT_ACKNOWLEDGE && _loket_effect_moves_clocks (effect))
      return TRUE;
  }
  return FALSE;
}

/**
 * _loket_walk_count_extensions:
 *
 * Returns: how many extensions the citizen has been told of
 */
guint
_loket_walk_count_extensions (const LoketWalk *walk)
{
  guint count = 0;

  for (guint i = 0; walk->done[LOKET_ACT_EXTEND] > 0 && i < walk->effects->len; i++) {
    const LoketActEffect *effect = g_ptr_array_index (walk->effects, i);

    count += effect->act->type == LOKET_ACT_EXTEND && _loket_effect_moves_clocks (effect);
  }
  return count;
}
