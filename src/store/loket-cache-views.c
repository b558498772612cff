/* SPDX-License-Identifier: EUPL-1.2 */
/* Views as SQL: nothing stored depends on today, so today and now are parameters. */
#include "config.h"

#include "loket-cache-index.h"
#include "loket-cache-views.h"
#include "loket-projection.h"

/* Parameters of every query below. */
enum {
  PARAMETER_TODAY = 1,
  PARAMETER_PERSON,
  PARAMETER_MATCH,
  PARAMETER_DRAFTS, /* a JSON list of case ids */
  PARAMETER_NOW,
  PARAMETER_LIMIT, /* the last that every query has */
  PARAMETER_BUNDLE,
};

G_STATIC_ASSERT (LOKET_FLAG_ACKNOWLEDGED == 1);
G_STATIC_ASSERT (LOKET_FLAG_NEXT_LINE_OPEN == 16);

/* A case that is no longer ours stands in `all` only, as long as there is unsent work in it. */
#define OURS "presence <> 'withdrawn' AND "

static const char *const conditions[] = {
    [LOKET_VIEW_INBOX] = OURS "step = 'intake' AND ((flags & 1) = 0 OR assignee IS NULL)",
    [LOKET_VIEW_TODAY] = OURS "(follow_up_on = ?1 OR id IN"
                              " (SELECT row FROM open_clocks WHERE due >= ?1 AND work_by <= ?1"
                              " AND (due_at IS NULL OR due_at >= ?5)))",
    /* Two questions, so that each has an index of its own. */
    [LOKET_VIEW_OVERDUE] = OURS "(id IN (SELECT row FROM open_clocks WHERE due < ?1)"
                                " OR id IN (SELECT row FROM open_clocks WHERE due_at < ?5))",
    [LOKET_VIEW_MINE] = OURS "assignee = ?2",
    [LOKET_VIEW_WAITING] = OURS "waiting_for <> 'nobody'",
    [LOKET_VIEW_APPROVAL] = OURS "waiting_for = 'approver'",
    [LOKET_VIEW_MEDIATION] = OURS "step = 'mediating'",
    [LOKET_VIEW_TRANSFERRED] = OURS "outcome = 'transferred'",
    [LOKET_VIEW_OMBUDSMAN] = OURS "((flags & 16) <> 0 OR next_line_after < ?1 OR inquiry_open)",
    [LOKET_VIEW_AFTERCARE] = OURS "step = 'aftercare'",
    [LOKET_VIEW_ANSWERED] = OURS "step IN ('aftercare', 'closed')"
                                 " AND outcome IN ('answered', 'settled')",
    [LOKET_VIEW_DRAFTS] = "case_id IN (SELECT value FROM json_each (?4))",
    [LOKET_VIEW_ALL] = "TRUE",
};
G_STATIC_ASSERT (G_N_ELEMENTS (conditions) == LOKET_N_VIEWS);

/* The case that leads may be named by an alias of it, or not be on this desk at all. */
#define LEADING                                                                                    \
  "(SELECT id FROM cases WHERE case_id = ?7 OR reference = ?7"                                     \
  " UNION SELECT row FROM aliases WHERE alias = ?7)"

static const char bundled[] =
    " AND presence <> 'withdrawn' AND (id IN " LEADING " OR lead = ?7 OR lead IN"
    " (SELECT reference FROM cases WHERE id IN " LEADING
    "  UNION SELECT case_id FROM cases WHERE id IN " LEADING
    "  UNION SELECT alias FROM aliases WHERE row IN " LEADING "))";

#define LINE_COLUMNS                                                                               \
  "id, case_id, kept, reference, subject, person, step, clock, last_day, due, work_by, due_at,"    \
  " urgency, pending, presence"

enum {
  COLUMN_ID,
  COLUMN_CASE_ID,
  COLUMN_KEPT,
  COLUMN_REFERENCE,
  COLUMN_SUBJECT,
  COLUMN_PERSON,
  COLUMN_STEP,
  COLUMN_CLOCK,
  COLUMN_LAST_DAY,
  COLUMN_DUE,
  COLUMN_WORK_BY,
  COLUMN_DUE_AT,
  COLUMN_URGENCY,
  COLUMN_PENDING,
  COLUMN_PRESENCE,
};

static LoketStatement *
prepare_query (LoketSqlite *db,
               const char *columns,
               const LoketQuery *query,
               const char *draft_case_ids,
               guint limit,
               GError **error)
{
  g_autofree char *match = loket_cache_index_make_query (query->search);
  g_autofree char *sql = g_strdup_printf (
      "SELECT %s FROM cases WHERE %s%s%s ORDER BY urgency DESC, order_day, reference, id LIMIT ?6",
      columns, conditions[query->view],
      match != NULL ? " AND id IN (SELECT rowid FROM search WHERE search MATCH ?3)" : "",
      query->bundle != NULL ? bundled : "");
  LoketStatement *statement = loket_sqlite_prepare (db, sql, error);

  if (statement == NULL)
    return NULL;
  loket_statement_bind_int (statement, PARAMETER_TODAY, query->today);
  loket_statement_bind_text (statement, PARAMETER_PERSON, query->person);
  loket_statement_bind_text (statement, PARAMETER_MATCH, match);
  loket_statement_bind_text (statement, PARAMETER_DRAFTS, draft_case_ids);
  loket_statement_bind_int (statement, PARAMETER_NOW, query->now);
  loket_statement_bind_int (statement, PARAMETER_LIMIT, limit > 0 ? (gint64) limit : -1);
  if (query->bundle != NULL)
    loket_statement_bind_text (statement, PARAMETER_BUNDLE, query->bundle);
  return statement;
}

/**
 * loket_cache_views_list_ids:
 * @draft_case_ids: a JSON list of the cases that have a draft
 *
 * Returns: (transfer full) (element-type LoketListEntry): all rows of the view, in list order
 */
GArray *
loket_cache_views_list_ids (LoketSqlite *db,
                            const LoketQuery *query,
                            const char *draft_case_ids,
                            GError **error)
{
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (LoketListEntry));
  g_autoptr (LoketStatement) statement =
      prepare_query (db, "id, case_id", query, draft_case_ids, 0, error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  for (;;) {
    LoketListEntry entry;

    if (!loket_statement_next (statement, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&entries);
    entry.id = loket_statement_column_int (statement, 0);
    entry.key = loket_list_entry_key (loket_statement_column_text (statement, 1));
    g_array_append_val (entries, entry);
  }
}

/* The words of a case that may not be kept are in memory, or nowhere. */
static void
read_words (LoketCaseLine *line, LoketStatement *statement, LoketMemoryCopies *memory)
{
  g_autoptr (LoketCase) copy = NULL;
  g_autoptr (LoketProjection) projection = NULL;

  if (loket_statement_column_int (statement, COLUMN_KEPT) == 0)
    copy = loket_memory_copies_dup (memory, line->case_id);
  if (copy == NULL) {
    line->subject = loket_statement_column_dup_text (statement, COLUMN_SUBJECT);
    line->person = loket_statement_column_dup_text (statement, COLUMN_PERSON);
    return;
  }
  projection = loket_projection_new_from_case (copy);
  line->subject = g_strdup (projection->subject);
  line->person = g_strdup (projection->person);
}

static LoketClockState
state_at (const LoketCaseLine *line, LoketDay today, LoketMoment now)
{
  if (line->clock == NULL)
    return LOKET_CLOCK_STATE_NO_TERM;
  if (line->due_at != LOKET_NO_MOMENT && line->due_at < now)
    return LOKET_CLOCK_STATE_OVERDUE;
  return today > line->due ? LOKET_CLOCK_STATE_OVERDUE : LOKET_CLOCK_STATE_RUNNING;
}

static LoketCaseLine *
line_from_statement (LoketStatement *statement,
                     LoketMemoryCopies *memory,
                     LoketDay today,
                     LoketMoment now)
{
  LoketCaseLine *line = g_new0 (LoketCaseLine, 1);

  line->id = loket_statement_column_int (statement, COLUMN_ID);
  line->case_id = loket_statement_column_dup_text (statement, COLUMN_CASE_ID);
  line->reference = loket_statement_column_dup_text (statement, COLUMN_REFERENCE);
  read_words (line, statement, memory);
  line->step = loket_step_from_string (loket_statement_column_text (statement, COLUMN_STEP));
  line->clock = loket_statement_column_dup_text (statement, COLUMN_CLOCK);
  line->last_day = (LoketDay) loket_statement_column_int (statement, COLUMN_LAST_DAY);
  line->due = (LoketDay) loket_statement_column_int (statement, COLUMN_DUE);
  line->work_by = (LoketDay) loket_statement_column_int (statement, COLUMN_WORK_BY);
  line->due_at = loket_statement_column_is_null (statement, COLUMN_DUE_AT)
                     ? LOKET_NO_MOMENT
                     : loket_statement_column_int (statement, COLUMN_DUE_AT);
  line->state = state_at (line, today, now);
  line->urgency = (LoketUrgency) loket_statement_column_int (statement, COLUMN_URGENCY);
  line->pending = loket_statement_column_int (statement, COLUMN_PENDING) > 0;
  line->presence =
      loket_presence_from_string (loket_statement_column_text (statement, COLUMN_PRESENCE));
  return line;
}

static GPtrArray *
collect_lines (LoketStatement *statement,
               LoketMemoryCopies *memory,
               const LoketQuery *query,
               GError **error)
{
  g_autoptr (GPtrArray) lines =
      g_ptr_array_new_with_free_func ((GDestroyNotify) loket_case_line_free);
  gboolean row;

  for (;;) {
    if (!loket_statement_next (statement, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&lines);
    g_ptr_array_add (lines, line_from_statement (statement, memory, query->today, query->now));
  }
}

/**
 * loket_cache_views_list_lines:
 *
 * Returns: (transfer full) (element-type LoketCaseLine): in list order
 */
GPtrArray *
loket_cache_views_list_lines (LoketSqlite *db,
                              LoketMemoryCopies *memory,
                              const LoketQuery *query,
                              const char *draft_case_ids,
                              guint limit,
                              GError **error)
{
  g_autoptr (LoketStatement) statement =
      prepare_query (db, LINE_COLUMNS, query, draft_case_ids, limit, error);

  return statement != NULL ? collect_lines (statement, memory, query, error) : NULL;
}

static char *
join_ids (GArray *ids)
{
  GString *text = g_string_new ("[");

  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf (text, i > 0 ? ",%" G_GINT64_FORMAT : "%" G_GINT64_FORMAT,
                            g_array_index (ids, gint64, i));
  g_string_append_c (text, ']');
  return g_string_free (text, FALSE);
}

/**
 * loket_cache_views_read_lines:
 * @ids: (element-type gint64): rows of `cases`
 * @query: for which day and moment
 *
 * Returns: (transfer full) (element-type LoketCaseLine): in no order; those that are still there
 */
GPtrArray *
loket_cache_views_read_lines (LoketSqlite *db,
                              LoketMemoryCopies *memory,
                              GArray *ids,
                              const LoketQuery *query,
                              GError **error)
{
  g_autofree char *list = join_ids (ids);
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (
      db, "SELECT " LINE_COLUMNS " FROM cases WHERE id IN (SELECT value FROM json_each (?1))",
      error);

  if (statement == NULL)
    return NULL;
  loket_statement_bind_text (statement, 1, list);
  return collect_lines (statement, memory, query, error);
}

/**
 * loket_cache_views_count:
 * @query: whose views, and for which day and moment
 * @counts: (out): LOKET_N_VIEWS numbers
 *
 * All views in one scan.
 */
gboolean
loket_cache_views_count (LoketSqlite *db,
                         const LoketQuery *query,
                         const char *draft_case_ids,
                         gint64 *counts,
                         GError **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT ");
  g_autoptr (LoketStatement) statement = NULL;
  gboolean row;

  for (int i = 0; i < LOKET_N_VIEWS; i++)
    g_string_append_printf (sql, "%scount (*) FILTER (WHERE %s)", i > 0 ? ", " : "", conditions[i]);
  g_string_append (sql, " FROM cases");
  statement = loket_sqlite_prepare (db, sql->str, error);
  if (statement == NULL)
    return FALSE;
  loket_statement_bind_int (statement, PARAMETER_TODAY, query->today);
  loket_statement_bind_int (statement, PARAMETER_NOW, query->now);
  loket_statement_bind_text (statement, PARAMETER_PERSON, query->person);
  loket_statement_bind_text (statement, PARAMETER_DRAFTS, draft_case_ids);
  if (!loket_statement_next (statement, &row, error))
    return FALSE;
  for (int i = 0; i < LOKET_N_VIEWS; i++)
    counts[i] = loket_statement_column_int (statement, i);
  return TRUE;
}

/**
 * loket_cache_views_find_border:
 * @border: (out): the next moment after @now at which a term in hours ends, or has a day left;
 *   LOKET_NO_MOMENT: there is none
 */
gboolean
loket_cache_views_find_border (LoketSqlite *db,
                               LoketMoment now,
                               LoketMoment *border,
                               GError **error)
{
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (
      db,
      "SELECT min (moment) FROM (SELECT min (due_at) AS moment FROM open_clocks WHERE due_at > ?1"
      " UNION ALL SELECT min (due_at) - ?2 FROM open_clocks WHERE due_at > ?1 + ?2)",
      error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_int (statement, 1, now);
  loket_statement_bind_int (statement, 2, LOKET_DAY_US);
  if (!loket_statement_next (statement, &row, error))
    return FALSE;
  *border = loket_statement_column_is_null (statement, 0)
                ? LOKET_NO_MOMENT
                : loket_statement_column_int (statement, 0);
  return TRUE;
}
