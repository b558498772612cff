/* SPDX-License-Identifier: EUPL-1.2 */
/* Replay: the standing of a case at the end of the walk through its acts. */
#include "config.h"

#include "loket-replay-private.h"

static void
set_permissions (const LoketWalk *walk, const LoketViewer *viewer, LoketStanding *standing)
{
  for (int type = 0; type < LOKET_N_ACT_TYPES; type++) {
    LoketQuestion question = {(LoketActType) type, NULL, walk->today, walk->today};

    standing->permissions[type] = _loket_walk_judge (walk, &question, viewer);
  }
}

/* A file that demands several things has one clock of an id: the first that is there. */
static void
add_clocks (const LoketWalk *walk, GArray *clocks, LoketStanding *standing)
{
  for (guint i = 0; i < clocks->len; i++) {
    const LoketClockRule *clock = &g_array_index (clocks, LoketClockRule, i);

    if (_loket_clocks_find (walk, clocks, clock->id_code) == clock)
      g_ptr_array_add (standing->clocks, _loket_clock_read (walk, clock));
  }
}

static gboolean
is_late (LoketStanding *standing, gboolean answer_only)
{
  for (guint i = 0; i < standing->clocks->len; i++) {
    const LoketClockReading *reading = g_ptr_array_index (standing->clocks, i);
    gboolean late =
        reading->state == LOKET_CLOCK_STATE_OVERDUE || reading->state == LOKET_CLOCK_STATE_MET_LATE;

    if (late && !reading->citizens &&
        (answer_only ? reading->id == LOKET_CLOCK_ANSWER : reading->kind == LOKET_CLOCK_KIND_LEGAL))
      return TRUE;
  }
  return FALSE;
}

static LoketFlags
find_flags (const LoketWalk *walk, LoketStanding *standing)
{
  LoketClockReading *answer = loket_standing_get_clock (standing, LOKET_CLOCK_ANSWER);
  LoketFlags flags = 0;

  if (_loket_walk_is_acknowledged (walk))
    flags |= LOKET_FLAG_ACKNOWLEDGED;
  if (walk->done[LOKET_ACT_TAKE_UP] > 0)
    flags |= LOKET_FLAG_TAKEN_UP;
  if (answer != NULL && answer->state == LOKET_CLOCK_STATE_SUSPENDED)
    flags |= LOKET_FLAG_SUSPENDED;
  if (is_late (standing, FALSE))
    flags |= LOKET_FLAG_LATE;
  if ((walk->profile->opens_on_declined && walk->declined_not_handled) ||
      (walk->profile->opens_on_late && is_late (standing, TRUE)) ||
      walk->done[LOKET_ACT_OPEN_NEXT_LINE] > 0)
    flags |= LOKET_FLAG_NEXT_LINE_OPEN;
  return flags;
}

/* Under rules that are not known here the loket's word is all there is. */
static void
copy_from_loket (LoketCase *the_case, LoketStanding *standing)
{
  g_auto (GStrv) flags = loket_json_peek_strings (the_case->json, "flags");
  const char *outcome = loket_json_peek_string (the_case->json, "outcome");

  standing->step = loket_step_from_string (loket_json_peek_string (the_case->json, "step"));
  standing->outcome = loket_outcome_from_string (outcome);
  standing->flags = loket_flags_from_strings ((const char *const *) flags);
  _loket_clocks_of_loket (the_case, standing->clocks);
}

static void
read_rules (const LoketWalk *walk, LoketStanding *standing)
{
  gboolean own_agency =
      walk->agency != NULL && g_strcmp0 (loket_agency_get_procedure (walk->agency),
                                         loket_profile_get_id (walk->profile)) == 0;

  standing->rules_known = TRUE;
  standing->step = walk->step;
  standing->outcome = walk->outcome;
  standing->waiting_for = _loket_walk_get_waiting_for (walk);
  add_clocks (walk, walk->profile->clocks, standing);
  if (own_agency)
    add_clocks (walk, walk->agency->targets, standing);
  standing->flags = find_flags (walk, standing);
  _loket_checklist_build (walk, standing);
  _loket_demand_ends_read (walk, standing->demands);
}

/* An empty list lifts the restriction. */
static char **
dup_restricted_to (const LoketWalk *walk)
{
  guint count = walk->restricted_to != NULL ? json_array_get_length (walk->restricted_to) : 0;
  g_autoptr (GStrvBuilder) persons = g_strv_builder_new ();

  for (guint i = 0; i < count; i++)
    g_strv_builder_add (persons, loket_json_array_peek_string (walk->restricted_to, i));
  return count > 0 ? g_strv_builder_end (persons) : NULL;
}

/**
 * loket_replay:
 * @the_case: with the acts that the loket has taken
 * @pending: (nullable) (element-type LoketAct): acts not yet taken, in their local order
 * @viewer: (nullable): whom the permissions are for; NULL: nobody in particular
 * @now: the moment whose Brussels day is today
 *
 * Total: whatever the acts are, there is a standing. Any thread.
 *
 * Returns: (transfer full): how the case stands
 */
LoketStanding *
loket_replay (LoketRules *rules,
              LoketCase *the_case,
              GPtrArray *pending,
              const LoketViewer *viewer,
              LoketMoment now)
{
  LoketWalk walk = {NULL};
  LoketStanding *standing = _loket_standing_new ();

  _loket_walk_init (&walk);
  _loket_walk_case (&walk, rules, the_case, pending, viewer, now);
  if (walk.profile != NULL)
    read_rules (&walk, standing);
  else
    copy_from_loket (the_case, standing);
  standing->urgency = walk.urgency;
  standing->follow_up_on = walk.follow_up_on;
  standing->assignee =
      g_strdup (walk.assigned_to != NULL ? walk.assigned_to : walk.current->assignee);
  standing->restricted_to = dup_restricted_to (&walk);
  standing->conduct_review_on = walk.conduct_review_on;
  standing->next = _loket_next_find (&walk, standing);
  set_permissions (&walk, viewer, standing);
  _loket_documents_put (&walk);
  standing->current = g_steal_pointer (&walk.current);
  standing->effects = g_steal_pointer (&walk.effects);
  _loket_walk_clear (&walk);
  return standing;
}

/**
 * loket_replay_judge:
 * @act: an act that would come after all others; judged as the pending act that it is
 *
 * Returns: what the rules and the viewer's roles say to it
 */
LoketPermission
loket_replay_judge (LoketRules *rules,
                    LoketCase *the_case,
                    GPtrArray *pending,
                    LoketAct *act,
                    const LoketViewer *viewer,
                    LoketMoment now)
{
  LoketWalk walk = {NULL};
  LoketPermission permission;

  _loket_walk_init (&walk);
  _loket_walk_case (&walk, rules, the_case, pending, viewer, now);
  permission = _loket_walk_judge_next (&walk, act, viewer);
  _loket_walk_clear (&walk);
  return permission;
}
