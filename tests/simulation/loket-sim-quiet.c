/* SPDX-License-Identifier: EUPL-1.2 */
/* The end of a schedule: all faults are over, and everything arrives. */
#include "loket-sim-people.h"

enum {
  PATIENCE_MS = 60 * 1000,
  SYNC_MAX_MS = 1500,
  /* Whoever was told by a loket to come again later, on a clock that was wrong then, stays awake
   * for as long as any loket here asks for. */
  AWAKE_ROUND = 8,
  AWAKE_MS = 91 * 1000,
  /* ... and who could not read a case, as long as it waits after that. */
  AWAKE_FOR_CASE_MS = 16 * 60 * 1000,
  ROUNDS_MAX = 16,
  DECISIONS = 2, /* rounds in which all is decided that can be decided */
  N_RESOLUTIONS = 4,
  ROUND_MS = 20 * 60 * 1000 /* longer than any waiting time after a failure */
};

static void
end_all_faults (SimWorld *world)
{
  world->quiet = TRUE;
  sim_net_calm (world->net);
  sim_world_right_loket (world);
  for (guint i = 0; i < world->n_desks; i++) {
    SimDesk *desk = &world->desks[i];
    SimStep right = {.kind = SIM_SET_CLOCK};

    sim_line_calm (desk->line);
    sim_disk_disarm (desk->disk);
    sim_desk_set_disk_full (desk, FALSE);
    sim_desk_set_clock (desk, &right);
  }
  sim_disk_disarm (world->loket_disk);
}

/* Where the desk would not have one decision, another one is made. */
static void
decide (SimDesk *desk, const LoketPendingItem *item, guint first)
{
  for (guint i = 0; i < N_RESOLUTIONS && desk->desk != NULL; i++) {
    if (sim_desk_resolve (desk, item, (LoketResolution) ((first + i) % N_RESOLUTIONS)))
      return;
  }
}

/* Somebody decides about everything that waits for a person; in the end it is dropped. */
static void
clear_up (SimDesk *desk, guint round)
{
  g_autoptr (GPtrArray) pending = NULL;

  if (!sim_desk_make_open (desk, 1))
    return;
  sim_desk_answer_brake (desk);
  pending = loket_desk_list_pending (desk->desk);
  for (guint i = 0; i < pending->len && desk->desk != NULL; i++) {
    LoketPendingItem *item = g_ptr_array_index (pending, i);

    if (g_str_equal (item->state, "refused") || g_str_equal (item->state, "conflict"))
      decide (desk, item, round < DECISIONS ? round + i : LOKET_RESOLUTION_DROP);
  }
}

static guint
count_pending (SimWorld *world)
{
  guint pending = 0;

  for (guint i = 0; i < world->n_desks; i++) {
    g_autoptr (GPtrArray) of_desk = NULL;

    if (world->desks[i].desk != NULL)
      of_desk = loket_desk_list_pending (world->desks[i].desk);
    pending += of_desk != NULL ? of_desk->len : 1;
  }
  return pending;
}

static gboolean
all_rest (SimWorld *world)
{
  for (guint i = 0; i < world->n_desks; i++) {
    LoketDesk *desk = world->desks[i].desk;

    if (desk != NULL &&
        (loket_desk_get_sync_state (desk)->working || !loket_desk_is_settled (desk) ||
         !loket_transfers_is_idle (loket_sync_get_transfers (desk->sync))))
      return FALSE;
  }
  return TRUE;
}

/* Whether every desk has synced, and nothing came to the loket since it had so much. */
static gboolean
is_calm (SimWorld *world, gint64 last_act, gint64 last_case)
{
  for (guint i = 0; i < world->n_desks; i++) {
    if (world->desks[i].desk == NULL || !world->desks[i].synced ||
        !sim_desk_has_all (&world->desks[i]))
      return FALSE;
  }
  sim_model_read_loket (world);
  return world->model->last_act == last_act && world->model->last_case == last_case;
}

static gint64
get_awake_ms (SimWorld *world, guint round)
{
  if (round < AWAKE_ROUND)
    return SYNC_MAX_MS;
  for (guint i = 0; i < world->n_desks; i++) {
    if (world->desks[i].desk != NULL && !sim_desk_has_all (&world->desks[i]))
      return AWAKE_FOR_CASE_MS;
  }
  return AWAKE_MS;
}

/* After a while that is longer than any waiting time after a failure.
 *
 * Returns: whether nothing happened */
static gboolean
sync_all (SimWorld *world, guint round)
{
  gint64 end = world->now_ms + PATIENCE_MS;
  gint64 last_act = world->model->last_act, last_case = world->model->last_case;

  sim_end_all_holds (world);
  sim_world_sleep (world, ROUND_MS);
  for (guint i = 0; i < world->n_desks; i++) {
    if (world->desks[i].desk != NULL)
      sim_desk_begin_sync (&world->desks[i]);
  }
  do
    sim_world_pass (world, get_awake_ms (world, round));
  while (!all_rest (world) && world->now_ms < end && world->violation == NULL);
  return is_calm (world, last_act, last_case);
}

/**
 * sim_be_quiet:
 *
 * Every fault ends, people decide what waits for them, and everything arrives.
 */
void
sim_be_quiet (SimWorld *world)
{
  gboolean calm = FALSE;
  guint pending = 1;

  end_all_faults (world);
  for (guint round = 0; round < ROUNDS_MAX && !calm && world->violation == NULL; round++) {
    for (guint i = 0; i < world->n_desks; i++)
      clear_up (&world->desks[i], round);
    calm = sync_all (world, round) && round > 0;
    pending = count_pending (world);
    calm &= pending == 0;
    sim_check_step (world);
  }
  if (pending > 0)
    sim_world_fail (world, "outboxDoesNotDrain", "%u still wait after %d rounds", pending,
                    ROUNDS_MAX);
  for (guint i = 0; i < world->n_desks; i++) {
    if (world->violation == NULL && world->desks[i].desk != NULL &&
        !sim_desk_has_all (&world->desks[i]))
      sim_world_fail (world, "caseNeverFetched", "desk %u still waits for a case", i);
  }
  if (world->violation == NULL)
    sim_check_quiet (world);
}
