/* SPDX-License-Identifier: EUPL-1.2 */
/* Drafts as rows of the list. */
#include "config.h"

#include "loket-draft-lines.h"
#include "loket-work-values.h"

static const char select_new[] = "SELECT id, key, coalesce (json_extract (fields, '$.subject'), '')"
                                 " FROM drafts WHERE " LOKET_DRAFT_IS_OF_COMPLAINT " ORDER BY id";

/**
 * loket_draft_lines_list_case_ids:
 *
 * Returns: (transfer full): a JSON list, for a query of cache.db
 */
char *
loket_draft_lines_list_case_ids (LoketSqlite *work, GError **error)
{
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (
      work, "SELECT json_group_array (case_id) FROM drafts WHERE NOT " LOKET_DRAFT_IS_OF_COMPLAINT,
      error);
  gboolean row;

  if (statement == NULL || !loket_statement_next (statement, &row, error))
    return NULL;
  return loket_statement_column_dup_text (statement, 0);
}

gboolean
loket_draft_lines_count (LoketSqlite *work, gint64 *complaints, GError **error)
{
  return loket_sqlite_read_int (
      work, "SELECT count(*) FROM drafts WHERE " LOKET_DRAFT_IS_OF_COMPLAINT, complaints, error);
}

/**
 * loket_draft_lines_append_ids:
 * @entries: (element-type LoketListEntry): the list's, in its order; complaints that are drafts
 *   come last
 */
gboolean
loket_draft_lines_append_ids (LoketSqlite *work, GArray *entries, GError **error)
{
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (work, select_new, error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  for (;;) {
    LoketListEntry entry;

    if (!loket_statement_next (statement, &row, error))
      return FALSE;
    if (!row)
      return TRUE;
    entry.id = -loket_statement_column_int (statement, 0);
    entry.key = loket_list_entry_key (loket_statement_column_text (statement, 1));
    g_array_append_val (entries, entry);
  }
}

static LoketCaseLine *
read_line (LoketStatement *statement)
{
  LoketCaseLine *line = g_new0 (LoketCaseLine, 1);

  line->id = -loket_statement_column_int (statement, 0);
  line->case_id = loket_statement_column_dup_text (statement, 1);
  line->reference = g_strdup ("");
  line->subject = loket_statement_column_dup_text (statement, 2);
  line->person = g_strdup ("");
  line->step = LOKET_STEP_INTAKE;
  line->state = LOKET_CLOCK_STATE_NO_TERM;
  line->pending = TRUE;
  return line;
}

/**
 * loket_draft_lines_append_lines:
 * @lines: (element-type LoketCaseLine)
 */
gboolean
loket_draft_lines_append_lines (LoketSqlite *work, GPtrArray *lines, GError **error)
{
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (work, select_new, error);
  gboolean row = TRUE;

  if (statement == NULL)
    return FALSE;
  while (row) {
    if (!loket_statement_next (statement, &row, error))
      return FALSE;
    if (row)
      g_ptr_array_add (lines, read_line (statement));
  }
  return TRUE;
}
