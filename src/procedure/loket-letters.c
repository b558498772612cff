/* SPDX-License-Identifier: EUPL-1.2 */
/* Letters that leave later than the act that they carry, and letters that come back. */
#include "config.h"

#include "loket-replay-private.h"

/* Whether the act says of a letter that it left or came back. */
static gboolean
speaks_of_letter (const LoketAct *act)
{
  return act->type == LOKET_ACT_RETURNED_MAIL ||
         (act->type == LOKET_ACT_DISPATCH && loket_act_get_text (act, "actId") != NULL);
}

/**
 * _loket_letters_begin:
 * @walk: with the acts that spoke of letters in the walks before
 * @acts: (element-type LoketAct): all acts in their order
 *
 * The last by place decides on which day a letter counts.
 */
void
_loket_letters_begin (LoketWalk *walk, GPtrArray *acts)
{
  g_hash_table_remove_all (walk->letters);
  for (guint i = 0; i < acts->len; i++) {
    LoketAct *act = g_ptr_array_index (acts, i);

    if (speaks_of_letter (act) && g_hash_table_contains (walk->granted, act->act_id) &&
        !g_hash_table_contains (walk->annulments, act->act_id))
      g_hash_table_insert (walk->letters, (gpointer) loket_act_get_text (act, "actId"), act);
  }
}

/**
 * _loket_letters_set_day:
 * @effect: of an act, with the counting day that is its own
 */
void
_loket_letters_set_day (const LoketWalk *walk, LoketActEffect *effect)
{
  LoketAct *letter = g_hash_table_lookup (walk->letters, effect->act->act_id);

  effect->own_day = effect->counting_day;
  if (letter == NULL)
    return;
  effect->letter = loket_act_ref (letter);
  effect->counting_day = letter->type == LOKET_ACT_DISPATCH ? letter->occurred_on : LOKET_NO_DAY;
  effect->counts_when_taken = FALSE;
}

/* What was said through the loket, at a counter or on the telephone is no letter, nor is what was
 * said in public. */
static gboolean
is_letter (const LoketActEffect *effect)
{
  if (!loket_act_type_tells (effect->act->type) ||
      effect->permission.answer == LOKET_ANSWER_NOT_ALLOWED || effect->annulled_by != NULL)
    return FALSE;
  switch (effect->via) {
  case LOKET_VIA_LOKET:
  case LOKET_VIA_COUNTER:
  case LOKET_VIA_PHONE:
  case LOKET_VIA_SOCIAL_MEDIA:
    return FALSE;
  case LOKET_VIA_NONE:
  case LOKET_VIA_POST:
  case LOKET_VIA_MAIL:
  default:
    return TRUE;
  }
}

/* The last of the acts so far that says of that letter that it left or came back. */
static LoketAct *
find_last_word (const LoketWalk *walk, const char *act_id)
{
  for (guint i = walk->effects->len; i-- > 0;) {
    const LoketActEffect *effect = g_ptr_array_index (walk->effects, i);

    if (_loket_effect_counts (effect) && speaks_of_letter (effect->act) &&
        g_strcmp0 (loket_act_get_text (effect->act, "actId"), act_id) == 0)
      return effect->act;
  }
  return NULL;
}

static const char *
judge_return (const LoketWalk *walk, const LoketQuestion *question, const LoketActEffect *letter)
{
  LoketAct *last = find_last_word (walk, letter->act->act_id);
  gboolean returned = last != NULL && last->type == LOKET_ACT_RETURNED_MAIL;
  LoketDay day = last != NULL ? last->occurred_on : letter->own_day;

  if (returned)
    return "alreadyReturned";
  return question->occurred_on < day ? "beforeLetter" : NULL;
}

/**
 * _loket_letters_judge:
 * @question: of any type
 *
 * Returns: (nullable): why that letter cannot have left or come back
 */
const char *
_loket_letters_judge (const LoketWalk *walk, const LoketQuestion *question)
{
  gboolean is_return = question->type == LOKET_ACT_RETURNED_MAIL;
  const LoketActEffect *letter;
  const char *act_id;
  JsonNode *named;

  if (question->payload == NULL || (!is_return && question->type != LOKET_ACT_DISPATCH))
    return NULL;
  named = json_object_get_member (question->payload, "actId");
  if (!is_return && (named == NULL || JSON_NODE_HOLDS_NULL (named)))
    return NULL;
  act_id = loket_json_peek_string (question->payload, "actId");
  letter = act_id != NULL ? _loket_walk_find_effect (walk, act_id) : NULL;
  if (letter == NULL || !is_letter (letter))
    return "letterUnknown";
  return is_return ? judge_return (walk, question, letter) : NULL;
}

/**
 * _loket_letters_grant:
 * @effect: of an act just walked over
 *
 * What a letter act counts for changes from the beginning, so the walk starts anew once for each
 * act that says where a letter went; it keeps its effect in the walks that follow.
 *
 * Returns: whether it does so now
 */
gboolean
_loket_letters_grant (LoketWalk *walk, const LoketActEffect *effect)
{
  return _loket_effect_counts (effect) && speaks_of_letter (effect->act) &&
         g_hash_table_add (walk->granted, effect->act->act_id);
}

/**
 * _loket_letters_have_come_back:
 *
 * Returns: whether the last letter of a type, of those with effect, is with us again
 */
gboolean
_loket_letters_have_come_back (const LoketWalk *walk)
{
  gboolean seen[LOKET_N_ACT_TYPES] = {FALSE};

  for (guint i = walk->effects->len; i-- > 0;) {
    const LoketActEffect *effect = g_ptr_array_index (walk->effects, i);
    LoketActType type = effect->act->type;

    if (!_loket_effect_counts (effect) || !loket_act_type_tells (type) || seen[type])
      continue;
    if (effect->counting_day == LOKET_NO_DAY && is_letter (effect))
      return TRUE;
    seen[type] = TRUE;
  }
  return FALSE;
}
