/* SPDX-License-Identifier: EUPL-1.2 */
/* Running a schedule from its beginning to quiet, and making one that fails smaller. */
#pragma once

#include "loket-sim-schedule.h"
#include "loket-sim-template.h"

G_BEGIN_DECLS

typedef struct {
  char *violation; /* (nullable): code; NULL: all held */
  char *detail;
  guint step;
  guint64 hash;
  guint64 n_lines;
} SimOutcome;

void sim_run_prepare   (void);
void sim_run           (const SimTemplate *template, const SimSchedule *schedule, gboolean prints,
                        SimOutcome *outcome);
void sim_outcome_clear (SimOutcome *outcome);

SimSchedule *sim_shrink (const SimTemplate *template, const SimSchedule *schedule,
                         const char *violation);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SimOutcome, sim_outcome_clear)

G_END_DECLS
