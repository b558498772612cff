/* SPDX-License-Identifier: EUPL-1.2 */
/* Reading what a desk has, and comparing what its list shows with a fresh replay. */
#include "loket-sim-view.h"

#include "loket-replayer.h"
#include "loket-store-private.h"
#include "loket-stored-case.h"

LoketStatement *
sim_view_ask (SimView *view, LoketSqlite *db, const char *sql)
{
  g_autoptr (GError) error = NULL;
  LoketStatement *statement = loket_sqlite_prepare (db, sql, &error);

  if (statement == NULL)
    sim_world_fail (view->desk->world, "cannotBeRead", "desk %u: %s", view->desk->number,
                    error->message);
  return statement;
}

gboolean
sim_view_next (SimView *view, LoketStatement *statement)
{
  g_autoptr (GError) error = NULL;
  gboolean row = FALSE;

  if (statement != NULL && !loket_statement_next (statement, &row, &error))
    sim_world_fail (view->desk->world, "cannotBeRead", "desk %u: %s", view->desk->number,
                    error->message);
  return row;
}

static gboolean
same_day (LoketStatement *statement, int column, LoketDay day)
{
  return loket_statement_column_is_null (statement, column)
             ? day == LOKET_NO_DAY
             : loket_statement_column_int (statement, column) == day;
}

static const char *
compare_clock (LoketStatement *row, const LoketProjection *fresh)
{
  const LoketOpenClock *clock =
      fresh->leading >= 0 ? &g_array_index (fresh->open_clocks, LoketOpenClock, fresh->leading)
                          : NULL;

  if (clock == NULL)
    return loket_statement_column_is_null (row, 9) ? NULL : "clock";
  if (g_strcmp0 (loket_statement_column_text (row, 9), clock->clock) != 0)
    return "clock";
  if (!same_day (row, 10, clock->last_day) || !same_day (row, 11, clock->due) ||
      !same_day (row, 12, clock->work_by))
    return "dates";
  return NULL;
}

/* Returns: (nullable): what differs */
static const char *
compare_row (LoketStatement *row, const LoketProjection *fresh)
{
  if (g_strcmp0 (loket_statement_column_text (row, 0), fresh->reference) != 0)
    return "reference";
  if (g_strcmp0 (loket_statement_column_text (row, 1), fresh->subject) != 0)
    return "subject";
  if (g_strcmp0 (loket_statement_column_text (row, 2), loket_step_to_string (fresh->step)) != 0)
    return "step";
  if (loket_statement_column_int (row, 3) != (gint64) fresh->flags)
    return "flags";
  if (g_strcmp0 (loket_statement_column_text (row, 4), loket_outcome_to_string (fresh->outcome)))
    return "outcome";
  if (g_strcmp0 (loket_statement_column_text (row, 5),
                 loket_waiting_for_to_string (fresh->waiting_for)))
    return "waitingFor";
  if (loket_statement_column_int (row, 6) != (gint64) fresh->urgency)
    return "urgency";
  if (g_strcmp0 (loket_statement_column_text (row, 7), fresh->assignee) != 0)
    return "assignee";
  if (!same_day (row, 8, fresh->follow_up_on))
    return "followUpOn";
  if (loket_statement_column_int (row, 13) != (gint64) fresh->differs)
    return "differs";
  return compare_clock (row, fresh);
}

static LoketProjection *
project_anew (SimView *view, const LoketStoredCase *stored)
{
  LoketDesk *desk = view->desk->desk;
  LoketViewer viewer = {loket_desk_get_person (desk), 0};
  g_autoptr (GPtrArray) live = NULL;

  loket_replayer_split_pending (stored, &live, NULL);
  return loket_replayer_project (view->desk->world->template->rules, stored, live, &viewer,
                                 loket_desk_get_now (desk));
}

void
sim_view_check_projection (SimView *view, const char *case_id)
{
  LoketDesk *desk = view->desk->desk;
  g_autoptr (LoketStoredCase) stored =
      loket_stored_case_read (&desk->store->read, desk->store->memory, case_id, NULL);
  g_autoptr (LoketProjection) fresh = NULL;
  g_autoptr (LoketStatement) row = sim_view_ask (
      view, view->cache,
      "SELECT reference, subject, step, flags, outcome, waiting_for, urgency, assignee,"
      " follow_up_on, clock, last_day, due, work_by, differs, replayed, version"
      " FROM cases WHERE case_id = ?1");
  const char *difference;

  if (stored == NULL || row == NULL || stored->fold->the_case == NULL)
    return;
  loket_statement_bind_text (row, 1, case_id);
  if (!sim_view_next (view, row)) {
    sim_world_fail (view->desk->world, "caseNotListed", "desk %u: case %s is here, not in a list",
                    view->desk->number, case_id);
    return;
  }
  fresh = project_anew (view, stored);
  difference = compare_row (row, fresh);
  if (difference != NULL)
    sim_world_fail (view->desk->world, "viewDiffers",
                    "desk %u: of case %s (version %d, replayed %d, rows %u) the list shows another"
                    " %s than replay gives",
                    view->desk->number, case_id, (int) loket_statement_column_int (row, 15),
                    (int) loket_statement_column_int (row, 14), stored->items->len, difference);
}
