/* SPDX-License-Identifier: EUPL-1.2 */
/* Steps of the world around: time, the loket, lines and machines. */
#include "loket-sim-people.h"

enum {
  WAIT_MAX_MS = 40 * 1000,
  HOUR_MS = 60 * 60 * 1000,
  NIGHT_MS = 1500,
  CRASH_AFTER_MAX = 60, /* operations of a disk */
  MASS = 5
};

static void
remove_case (SimWorld *world, const SimStep *step, LoketChange change)
{
  const char *case_id = g_ptr_array_index (world->case_ids, step->b % world->case_ids->len);
  GHashTableIter iter;
  gpointer id, of_case;

  if (world->wrong_loket || (world->central == NULL && !sim_world_start_loket (world)))
    return;
  if (!sim_model_is_in_loket (world->model, case_id) ||
      g_hash_table_contains (world->model->erased, case_id))
    return;
  sim_world_remove_case (world, case_id, change);
  g_hash_table_add (change == LOKET_CHANGE_ERASED ? world->model->erased : world->model->hidden,
                    g_strdup (case_id));
  g_hash_table_iter_init (&iter, world->model->promised);
  while (g_hash_table_iter_next (&iter, &id, &of_case)) {
    if (g_str_equal (of_case, case_id))
      g_hash_table_iter_remove (&iter);
  }
  sim_model_forget_loket (world->model);
  sim_model_read_loket (world);
  sim_trace_say (&world->trace, "case %s is removed (%d)", case_id, change);
}

/* Where no desk is in the middle of a run: else its next act would be lost with the wrong loket. */
static void
replace_loket (SimWorld *world, const SimImage *other)
{
  for (guint i = 0; i < world->n_desks; i++) {
    LoketDesk *desk = world->desks[i].desk;

    if (desk != NULL && loket_desk_get_sync_state (desk)->working)
      return;
  }
  if (world->central != NULL)
    sim_world_replace_loket (world, other);
}

static void
mass_withdraw (SimWorld *world, const SimStep *step)
{
  for (guint i = 0; i < MASS; i++) {
    SimStep one = *step;

    one.b = step->b + i;
    remove_case (world, &one, LOKET_CHANGE_WITHDRAWN);
  }
}

static void
crash_desk (SimDesk *self, const SimStep *step)
{
  SimCrash crash = (SimCrash) (step->b % SIM_N_CRASHES);

  if (step->a % 8 == 0)
    sim_disk_freeze (self->disk, crash, step->salt);
  else
    sim_disk_arm (self->disk, step->a % CRASH_AFTER_MAX, crash, step->salt);
}

void
sim_desk_set_clock (SimDesk *self, const SimStep *step)
{
  static const gint64 offs_ms[] = {0, 5 * HOUR_MS / 60, -20 * HOUR_MS / 60, 3 * HOUR_MS,
                                   -30 * HOUR_MS};
  gint64 off_ms = offs_ms[step->a % 5];

  sim_desk_end_holds (self);
  loket_clock_jump (self->clock, off_ms - self->clock_off_ms);
  self->clock_off_ms = off_ms;
}

void
sim_desk_set_disk_full (SimDesk *self, gboolean full)
{
  self->disk_full = full;
  self->stale |= full;
  sim_disk_set_full (self->disk, full);
}

/* Returns: FALSE where the step is none of a desk that is open */
static gboolean
perform_around (SimWorld *world, SimDesk *desk, const SimStep *step)
{
  switch ((int) step->kind) {
  case SIM_WAIT:
    sim_world_pass (world, 100 + (gint64) step->a * WAIT_MAX_MS / 1000);
    return TRUE;
  case SIM_NIGHT:
    sim_end_all_holds (world);
    sim_world_sleep (world, (8 + (gint64) step->a % 40) * HOUR_MS);
    sim_world_pass (world, NIGHT_MS);
    return TRUE;
  case SIM_SET_CLOCK:
    sim_desk_set_clock (desk, step);
    return TRUE;
  case SIM_AWAY:
    sim_line_set_away (desk->line, TRUE);
    return TRUE;
  case SIM_BACK:
    sim_line_set_away (desk->line, FALSE);
    return TRUE;
  case SIM_WITHDRAW:
    remove_case (world, step, LOKET_CHANGE_WITHDRAWN);
    return TRUE;
  case SIM_ERASE:
    remove_case (world, step, LOKET_CHANGE_ERASED);
    return TRUE;
  case SIM_MASS_WITHDRAW:
    mass_withdraw (world, step);
    return TRUE;
  case SIM_EMPTY_LOKET:
    replace_loket (world, world->template->empty_loket);
    return TRUE;
  case SIM_OLD_LOKET:
    replace_loket (world, world->template->loket);
    return TRUE;
  case SIM_RIGHT_LOKET:
    sim_world_right_loket (world);
    return TRUE;
  case SIM_FEW_ACTS:
    sim_world_limit_acts (world, 1 + step->a % 3);
    return TRUE;
  case SIM_BACK_UP:
    sim_world_back_up_loket (world);
    return TRUE;
  case SIM_PUT_BACK:
    sim_world_put_loket_back (world);
    return TRUE;
  case SIM_CRASH_LOKET:
    sim_disk_arm (world->loket_disk, step->a % CRASH_AFTER_MAX,
                  (SimCrash) (step->b % SIM_N_CRASHES), step->salt);
    return TRUE;
  case SIM_DISK_FULL:
  case SIM_DISK_FREE:
    sim_desk_set_disk_full (desk, step->kind == SIM_DISK_FULL);
    return TRUE;
  case SIM_CRASH_DESK:
    crash_desk (desk, step);
    return TRUE;
  default:
    if (!sim_kind_is_fault (step->kind))
      return FALSE;
    sim_line_arm (desk->line, step);
    return TRUE;
  }
}

/**
 * sim_perform:
 *
 * One step, and what follows of it at once.
 */
void
sim_perform (SimWorld *world, const SimStep *step)
{
  SimDesk *desk = &world->desks[step->desk];

  if (!perform_around (world, desk, step) && sim_desk_make_open (desk, step->salt))
    sim_perform_at_desk (desk, step);
  sim_world_settle (world);
  sim_world_pass (world, 1 + step->salt % 40);
}
