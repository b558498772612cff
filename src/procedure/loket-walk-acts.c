/* SPDX-License-Identifier: EUPL-1.2 */
/* The walk: the acts in their order, each with its counting day, judged and applied. */
#include "config.h"

#include "loket-replay-private.h"

static void
effect_free (LoketActEffect *effect)
{
  loket_act_unref (effect->act);
  loket_act_unref (effect->annulled_by);
  loket_act_unref (effect->letter);
  g_free (effect);
}

/**
 * _loket_walk_init:
 * @walk: zeroed
 *
 * What grows from walk to walk. To be cleared with _loket_walk_clear().
 */
void
_loket_walk_init (LoketWalk *walk)
{
  walk->annulments = g_hash_table_new (g_str_hash, g_str_equal);
  walk->granted = g_hash_table_new (g_str_hash, g_str_equal);
  walk->letters = g_hash_table_new (g_str_hash, g_str_equal);
}

/* Back to the facts with which the case came in. */
static void
walk_begin (LoketWalk *walk, LoketRules *rules, LoketCase *the_case, LoketMoment now)
{
  *walk = (LoketWalk){
      .rules = rules,
      .profile =
          loket_rules_get_profile (rules, the_case->procedure_id, the_case->procedure_version),
      .agency = loket_rules_get_agency (rules, the_case->agency),
      .now = now,
      .today = loket_moment_get_day (now),
      .annulments = walk->annulments,
      .granted = walk->granted,
      .letters = walk->letters,
      .current = loket_case_ref (the_case),
      .demand_ends = _loket_demand_ends_new (),
      .effects = g_ptr_array_new_with_free_func ((GDestroyNotify) effect_free),
      .step = LOKET_STEP_INTAKE,
  };
}

static void
walk_end (LoketWalk *walk)
{
  g_clear_pointer (&walk->current, loket_case_unref);
  g_clear_pointer (&walk->effects, g_ptr_array_unref);
  g_clear_pointer (&walk->demand_ends, g_array_unref);
  g_clear_pointer (&walk->documents, g_ptr_array_unref);
}

/**
 * _loket_walk_clear:
 *
 * What was taken out of the walk stays.
 */
void
_loket_walk_clear (LoketWalk *walk)
{
  walk_end (walk);
  g_clear_pointer (&walk->annulments, g_hash_table_unref);
  g_clear_pointer (&walk->granted, g_hash_table_unref);
  g_clear_pointer (&walk->letters, g_hash_table_unref);
}

static int
compare_acts (gconstpointer a, gconstpointer b)
{
  const LoketAct *act_a = *(LoketAct *const *) a;
  const LoketAct *act_b = *(LoketAct *const *) b;

  return (act_a->seq > act_b->seq) - (act_a->seq < act_b->seq);
}

/* Taken acts by seq, then pending ones in their local order; an act that has been taken meanwhile
 * is not counted twice. */
static GPtrArray *
order_acts (LoketCase *the_case, GPtrArray *pending)
{
  g_autoptr (GHashTable) taken = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *acts = g_ptr_array_new ();

  for (guint i = 0; i < the_case->acts->len; i++) {
    LoketAct *act = g_ptr_array_index (the_case->acts, i);

    if (!loket_act_is_pending (act) && g_hash_table_add (taken, act->act_id))
      g_ptr_array_add (acts, act);
  }
  g_ptr_array_sort (acts, compare_acts);
  for (guint i = 0; pending != NULL && i < pending->len; i++) {
    LoketAct *act = g_ptr_array_index (pending, i);

    if (g_hash_table_add (taken, act->act_id))
      g_ptr_array_add (acts, act);
  }
  return acts;
}

/* Teldatum. */
static void
set_own_day (const LoketWalk *walk, LoketActEffect *effect)
{
  LoketAct *act = effect->act;
  const char *via = loket_act_get_text (act, "via");

  effect->counting_day = act->occurred_on;
  if (!loket_act_type_tells (act->type))
    return;
  /* A way that is not known here is still another way than the loket. */
  effect->via = via != NULL && *via != '\0' ? act->via : walk->current->answer_channel;
  if (effect->via != LOKET_VIA_LOKET)
    return;
  if (loket_act_is_pending (act)) {
    effect->counting_day = walk->today;
    effect->counts_when_taken = TRUE;
  } else if (act->recorded_at != LOKET_NO_MOMENT) {
    effect->counting_day = loket_moment_get_day (act->recorded_at);
  }
}

static LoketActEffect *
effect_new (const LoketWalk *walk, LoketAct *act)
{
  LoketActEffect *effect = g_new0 (LoketActEffect, 1);

  effect->act = loket_act_ref (act);
  set_own_day (walk, effect);
  _loket_letters_set_day (walk, effect);
  return effect;
}

/* Who may only look may still leave a note, or hand a document in. */
static gboolean
viewer_may (const LoketViewer *viewer, LoketActType type)
{
  const LoketRoles onlookers = LOKET_ROLE_READER | LOKET_ROLE_CONNECTED_SERVICE;

  return viewer == NULL || viewer->roles == 0 || (viewer->roles & ~onlookers) != 0 ||
         type == LOKET_ACT_NOTE || type == LOKET_ACT_ATTACH;
}

/**
 * _loket_walk_judge:
 * @viewer: (nullable): who asks; NULL for an act that the loket has taken
 */
LoketPermission
_loket_walk_judge (const LoketWalk *walk, const LoketQuestion *question, const LoketViewer *viewer)
{
  if (!viewer_may (viewer, question->type))
    return (LoketPermission){LOKET_ANSWER_NOT_ALLOWED, g_intern_static_string ("noPermission")};
  return _loket_judge (walk, question);
}

static LoketPermission
judge_act (const LoketWalk *walk, const LoketActEffect *effect, const LoketViewer *viewer)
{
  LoketAct *act = effect->act;
  LoketDay day = effect->counting_day != LOKET_NO_DAY ? effect->counting_day : act->occurred_on;
  LoketQuestion question = {act->type, act->payload, act->occurred_on, day};

  return _loket_walk_judge (walk, &question, loket_act_is_pending (act) ? viewer : NULL);
}

static const LoketActRow *
find_row_of (const LoketWalk *walk, LoketAct *act)
{
  LoketQuestion question = {act->type, act->payload, act->occurred_on, act->occurred_on};
  const char *reason;

  if (walk->profile == NULL || _loket_act_needs_no_row (act->type))
    return NULL;
  return _loket_find_row (walk, &question, &reason);
}

static gboolean
is_granted_annulment (const LoketWalk *walk, LoketAct *act)
{
  const char *target = loket_act_get_text (act, "actId");

  return act->type == LOKET_ACT_ANNUL && target != NULL &&
         g_hash_table_lookup (walk->annulments, target) == act;
}

/* What has been granted is not asked about again in the walks that follow it. */
static gboolean
is_granted (const LoketWalk *walk, LoketAct *act)
{
  return is_granted_annulment (walk, act) || g_hash_table_contains (walk->granted, act->act_id);
}

static void
walk_over (LoketWalk *walk, LoketAct *act, const LoketViewer *viewer)
{
  LoketActEffect *effect = effect_new (walk, act);
  LoketAct *annulled_by = g_hash_table_lookup (walk->annulments, act->act_id);
  const LoketActRow *row;

  if (annulled_by != NULL) {
    effect->annulled_by = loket_act_ref (annulled_by);
    effect->permission.answer = LOKET_ANSWER_RECORD_ONLY;
    effect->permission.reason = g_intern_static_string ("annulled");
  } else if (!is_granted (walk, act)) {
    effect->permission = judge_act (walk, effect, viewer);
  }
  row = _loket_effect_counts (effect) ? find_row_of (walk, act) : NULL;
  g_ptr_array_add (walk->effects, effect);
  if (_loket_effect_counts (effect))
    _loket_walk_apply (walk, effect, row);
}

static gboolean
grant_annulment (LoketWalk *walk, LoketActEffect *effect)
{
  LoketAct *act = effect->act;

  if (act->type != LOKET_ACT_ANNUL || !_loket_effect_counts (effect) ||
      is_granted_annulment (walk, act))
    return FALSE;
  g_hash_table_insert (walk->annulments, (gpointer) loket_act_get_text (act, "actId"), act);
  return TRUE;
}

/* Stops at the first act with effect that changes, as from the beginning, what the acts before it
 * count for, and that the walk did not know of. Returns whether it came to the end. */
static gboolean
walk_all (LoketWalk *walk, GPtrArray *acts, const LoketViewer *viewer)
{
  for (guint i = 0; i < acts->len; i++) {
    LoketActEffect *effect;

    walk_over (walk, g_ptr_array_index (acts, i), viewer);
    effect = g_ptr_array_index (walk->effects, i);
    if (grant_annulment (walk, effect) || _loket_letters_grant (walk, effect))
      return FALSE;
  }
  return TRUE;
}

/**
 * _loket_walk_case:
 * @walk: after _loket_walk_init()
 *
 * Walks to the end. An annulled act moves nothing as from the beginning, and a letter that left
 * later or came back counts so from the beginning: the walk starts anew for each. To be cleared
 * with _loket_walk_clear().
 */
void
_loket_walk_case (LoketWalk *walk,
                  LoketRules *rules,
                  LoketCase *the_case,
                  GPtrArray *pending,
                  const LoketViewer *viewer,
                  LoketMoment now)
{
  g_autoptr (GPtrArray) acts = order_acts (the_case, pending);

  walk_begin (walk, rules, the_case, now);
  while (!walk_all (walk, acts, viewer)) {
    walk_end (walk);
    walk_begin (walk, rules, the_case, now);
    _loket_letters_begin (walk, acts);
  }
}

/**
 * _loket_walk_judge_next:
 * @act: an act that would come after all others
 */
LoketPermission
_loket_walk_judge_next (const LoketWalk *walk, LoketAct *act, const LoketViewer *viewer)
{
  LoketActEffect *effect = effect_new (walk, act);
  LoketPermission permission = judge_act (walk, effect, viewer);

  effect_free (effect);
  return permission;
}
