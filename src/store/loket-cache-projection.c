/* SPDX-License-Identifier: EUPL-1.2 */
/* Projections as columns. */
#include "config.h"

#include "loket-cache-projection.h"

static const char update_case[] =
    "UPDATE cases SET reference = ?2, subject = ?3, person = ?4, step = ?5, flags = ?6,"
    " next_line_after = ?7, outcome = ?8, waiting_for = ?9, urgency = ?10, assignee = ?11,"
    " follow_up_on = ?12, clock = ?13, last_day = ?14, due = ?15, work_by = ?16, order_day = ?17,"
    " lead = ?18, due_at = ?19, inquiry_open = ?20"
    " WHERE id = ?1";

/**
 * loket_cache_projection_add_row:
 * @row: (out): of a case that was not there
 */
gboolean
loket_cache_projection_add_row (LoketSqlite *db, const char *case_id, gint64 *row, GError **error)
{
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (
      db,
      "INSERT INTO cases (case_id, reference, subject, person, step, flags, outcome, waiting_for,"
      " urgency, order_day) VALUES (?, '', '', '', 'unknown', 0, 'none', 'nobody', 0, 0)",
      error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, case_id);
  if (!loket_statement_run (statement, error))
    return FALSE;
  *row = loket_sqlite_get_last_row_id (db);
  return TRUE;
}

static void
bind_day (LoketStatement *statement, int index, LoketDay day)
{
  if (day == LOKET_NO_DAY)
    loket_statement_bind_null (statement, index);
  else
    loket_statement_bind_int (statement, index, day);
}

static void
bind_moment (LoketStatement *statement, int index, LoketMoment moment)
{
  if (moment == LOKET_NO_MOMENT)
    loket_statement_bind_null (statement, index);
  else
    loket_statement_bind_int (statement, index, moment);
}

static void
bind_leading_clock (LoketStatement *statement, const LoketProjection *projection)
{
  const LoketOpenClock *clock;

  if (projection->leading < 0) {
    for (int i = 13; i <= 16; i++)
      loket_statement_bind_null (statement, i);
    loket_statement_bind_int (statement, 17, G_MAXINT32);
    loket_statement_bind_null (statement, 19);
    return;
  }
  clock = &g_array_index (projection->open_clocks, LoketOpenClock, projection->leading);
  loket_statement_bind_text (statement, 13, clock->clock);
  bind_day (statement, 14, clock->last_day);
  bind_day (statement, 15, clock->due);
  bind_day (statement, 16, clock->work_by);
  loket_statement_bind_int (statement, 17,
                            clock->work_by != LOKET_NO_DAY ? clock->work_by : G_MAXINT32);
  bind_moment (statement, 19, clock->due_at);
}

static gboolean
write_columns (LoketSqlite *db,
               gint64 row,
               const LoketProjection *projection,
               gboolean with_words,
               GError **error)
{
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (db, update_case, error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_int (statement, 1, row);
  loket_statement_bind_text (statement, 2, projection->reference);
  loket_statement_bind_text (statement, 3, with_words ? projection->subject : "");
  loket_statement_bind_text (statement, 4, with_words ? projection->person : "");
  loket_statement_bind_text (statement, 5, loket_step_to_string (projection->step));
  loket_statement_bind_int (statement, 6, projection->flags);
  bind_day (statement, 7, projection->next_line_after);
  loket_statement_bind_text (statement, 8, loket_outcome_to_string (projection->outcome));
  loket_statement_bind_text (statement, 9, loket_waiting_for_to_string (projection->waiting_for));
  loket_statement_bind_int (statement, 10, projection->urgency);
  loket_statement_bind_text (statement, 11, projection->assignee);
  bind_day (statement, 12, projection->follow_up_on);
  bind_leading_clock (statement, projection);
  loket_statement_bind_text (statement, 18, projection->lead);
  loket_statement_bind_int (statement, 20, projection->inquiry_open);
  return loket_statement_run (statement, error);
}

static gboolean
clear (LoketSqlite *db, const char *sql, gint64 row, GError **error)
{
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_int (statement, 1, row);
  return loket_statement_run (statement, error);
}

static gboolean
write_clocks (LoketSqlite *db, gint64 row, const LoketProjection *projection, GError **error)
{
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (
      db,
      "INSERT INTO open_clocks (row, place, clock, kind, last_day, due, work_by, due_at)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      error);

  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < projection->open_clocks->len; i++) {
    const LoketOpenClock *clock = &g_array_index (projection->open_clocks, LoketOpenClock, i);

    loket_statement_bind_int (statement, 1, row);
    loket_statement_bind_int (statement, 2, i);
    loket_statement_bind_text (statement, 3, clock->clock);
    loket_statement_bind_text (statement, 4, loket_clock_kind_to_string (clock->kind));
    loket_statement_bind_int (statement, 5, clock->last_day);
    loket_statement_bind_int (statement, 6, clock->due);
    loket_statement_bind_int (statement, 7, clock->work_by);
    bind_moment (statement, 8, clock->due_at);
    if (!loket_statement_run (statement, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
write_aliases (LoketSqlite *db, gint64 row, const LoketProjection *projection, GError **error)
{
  g_auto (GStrv) aliases = g_strsplit (projection->aliases, " ", -1);
  g_autoptr (LoketStatement) statement =
      loket_sqlite_prepare (db, "INSERT OR IGNORE INTO aliases (alias, row) VALUES (?, ?)", error);

  if (statement == NULL)
    return FALSE;
  for (int i = 0; aliases[i] != NULL; i++) {
    if (*aliases[i] == '\0')
      continue;
    loket_statement_bind_text (statement, 1, aliases[i]);
    loket_statement_bind_int (statement, 2, row);
    if (!loket_statement_run (statement, error))
      return FALSE;
  }
  return TRUE;
}

/**
 * loket_cache_projection_write:
 * @with_words: FALSE: only dates and codes (a case that may not be kept on this machine)
 */
gboolean
loket_cache_projection_write (LoketSqlite *db,
                              gint64 row,
                              const LoketProjection *projection,
                              gboolean with_words,
                              GError **error)
{
  return write_columns (db, row, projection, with_words, error) &&
         clear (db, "DELETE FROM open_clocks WHERE row = ?", row, error) &&
         write_clocks (db, row, projection, error) &&
         clear (db, "DELETE FROM aliases WHERE row = ?", row, error) &&
         write_aliases (db, row, projection, error);
}

/**
 * loket_cache_projection_mark_replayed:
 *
 * What is shown comes from replay, no longer from what the loket says of its case.
 */
gboolean
loket_cache_projection_mark_replayed (LoketSqlite *db,
                                      gint64 row,
                                      const LoketProjection *projection,
                                      GError **error)
{
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (
      db, "UPDATE cases SET replayed = 1, rests_on_today = ?2, differs = ?3 WHERE id = ?1", error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_int (statement, 1, row);
  loket_statement_bind_int (statement, 2, projection->rests_on_today);
  loket_statement_bind_int (statement, 3, projection->differs);
  return loket_statement_run (statement, error);
}
