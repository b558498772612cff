/* SPDX-License-Identifier: EUPL-1.2 */
/* One schedule; and the smallest part of it that still fails. */
#include "loket-sim-run.h"

#include <malloc.h>

#include "loket-sim-world.h"

enum {
  SHRINK_RUNS_MAX = 400,
  MEMORY_KEPT_BYTES = 512 * 1024 * 1024
};

static char *complaint; /* of the code itself, since the schedule began */

/* A warning of the product is a violation; what it tells by the way nobody wants to read here. */
static GLogWriterOutput
log_cb (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  if ((level & (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING)) == 0 || complaint != NULL)
    return G_LOG_WRITER_HANDLED;
  for (gsize i = 0; i < n_fields; i++) {
    if (g_str_equal (fields[i].key, "MESSAGE"))
      complaint = g_strdup (fields[i].value);
  }
  return G_LOG_WRITER_HANDLED;
}

/**
 * sim_run_prepare:
 *
 * Once a process, before anything else.
 */
void
sim_run_prepare (void)
{
  g_log_set_always_fatal (G_LOG_LEVEL_ERROR);
  /* Memory is never given back between two schedules: asking for it anew costs more. */
  mallopt (M_MMAP_THRESHOLD, MEMORY_KEPT_BYTES);
  mallopt (M_TRIM_THRESHOLD, MEMORY_KEPT_BYTES);
  g_log_set_writer_func (log_cb, NULL, NULL);
  sim_disk_register ();
}

void
sim_outcome_clear (SimOutcome *outcome)
{
  g_clear_pointer (&outcome->violation, g_free);
  g_clear_pointer (&outcome->detail, g_free);
}

static void
perform_all (SimWorld *world, const SimSchedule *schedule)
{
  for (guint i = 0; i < schedule->steps->len && world->violation == NULL; i++) {
    const SimStep *step = &g_array_index (schedule->steps, SimStep, i);
    g_autofree char *text = sim_step_to_text (step);

    world->step = i;
    sim_trace_say (&world->trace, "== %u %s", i, text);
    sim_perform (world, step);
    if (world->violation == NULL)
      sim_check_step (world);
  }
}

void
sim_run (const SimTemplate *template,
         const SimSchedule *schedule,
         gboolean prints,
         SimOutcome *outcome)
{
  SimWorld *world;

  g_clear_pointer (&complaint, g_free);
  world = sim_world_new (template, schedule->n_desks, schedule->people, schedule->seed, prints);
  perform_all (world, schedule);
  if (world->violation == NULL) {
    world->step = schedule->steps->len;
    sim_trace_say (&world->trace, "== quiet");
    sim_be_quiet (world);
  }
  for (guint i = 0; i < world->n_desks; i++)
    sim_desk_close (&world->desks[i]);
  if (complaint != NULL)
    sim_world_fail (world, "warning", "%s", complaint);
  outcome->step = world->step;
  outcome->hash = world->trace.hash;
  outcome->n_lines = world->trace.n_lines;
  outcome->violation = g_steal_pointer (&world->violation);
  outcome->detail = g_steal_pointer (&world->detail);
  sim_world_free (world);
}

static gboolean
still_fails (const SimTemplate *template, const SimSchedule *schedule, const char *violation)
{
  g_auto (SimOutcome) outcome = {0};

  sim_run (template, schedule, FALSE, &outcome);
  return g_strcmp0 (outcome.violation, violation) == 0;
}

/**
 * sim_shrink:
 * @violation: what it fails with
 *
 * Leaves steps out, ever smaller groups of them, as long as it fails in the same way.
 *
 * Returns: (transfer full)
 */
SimSchedule *
sim_shrink (const SimTemplate *template, const SimSchedule *schedule, const char *violation)
{
  SimSchedule *best = sim_schedule_copy_without (schedule, 0, 0);
  guint runs = 0;

  for (guint n = MAX (best->steps->len / 2, 1); n > 0; n = n > 1 ? n / 2 : 0) {
    for (guint first = 0; first < best->steps->len && runs < SHRINK_RUNS_MAX;) {
      SimSchedule *smaller =
          sim_schedule_copy_without (best, first, MIN (n, best->steps->len - first));

      runs++;
      if (still_fails (template, smaller, violation)) {
        sim_schedule_free (best);
        best = smaller;
      } else {
        sim_schedule_free (smaller);
        first += n;
      }
    }
  }
  return best;
}
