/* SPDX-License-Identifier: EUPL-1.2 */
/* Answers that no page of the feed has confirmed. */
#include "config.h"

#include "loket-cache-answered.h"

/**
 * loket_cache_answered_note:
 * @id: of the act; of the case, where that was registered
 */
gboolean
loket_cache_answered_note (LoketSqlite *db, const char *case_id, const char *id, GError **error)
{
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (
      db, "INSERT INTO answered (case_id, id) VALUES (?1, ?2) ON CONFLICT DO NOTHING", error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, case_id);
  loket_statement_bind_text (statement, 2, id);
  return loket_statement_run (statement, error);
}

gboolean
loket_cache_answered_forget (LoketSqlite *db, const char *case_id, GError **error)
{
  return loket_sqlite_run_text (db, "DELETE FROM answered WHERE case_id = ?", case_id, error);
}

static char **
list (LoketStatement *statement, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  gboolean row = TRUE;

  while (row) {
    if (!loket_statement_next (statement, &row, error))
      return NULL;
    if (row)
      g_strv_builder_add (builder, loket_statement_column_text (statement, 0));
  }
  return g_strv_builder_end (builder);
}

/**
 * loket_cache_answered_list:
 *
 * Returns: (transfer full): ids of what was answered in @case_id; NULL with an error
 */
char **
loket_cache_answered_list (LoketSqlite *db, const char *case_id, GError **error)
{
  g_autoptr (LoketStatement) statement =
      loket_sqlite_prepare (db, "SELECT id FROM answered WHERE case_id = ? ORDER BY id", error);

  if (statement == NULL)
    return NULL;
  loket_statement_bind_text (statement, 1, case_id);
  return list (statement, error);
}

/**
 * loket_cache_answered_list_cases:
 *
 * Returns: (transfer full): ids of cases; NULL with an error
 */
char **
loket_cache_answered_list_cases (LoketSqlite *db, GError **error)
{
  g_autoptr (LoketStatement) statement =
      loket_sqlite_prepare (db, "SELECT DISTINCT case_id FROM answered ORDER BY case_id", error);

  return statement != NULL ? list (statement, error) : NULL;
}

/**
 * loket_cache_answered_get_unknown:
 * @unknown: (out): LOKET_UNKNOWN_NEVER where nothing was answered
 */
gboolean
loket_cache_answered_get_unknown (LoketSqlite *db,
                                  const char *case_id,
                                  gint64 *unknown,
                                  GError **error)
{
  g_autoptr (LoketStatement) statement =
      loket_sqlite_prepare (db, "SELECT max (unknown) FROM answered WHERE case_id = ?", error);
  gboolean row;

  *unknown = LOKET_UNKNOWN_NEVER;
  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, case_id);
  if (!loket_statement_next (statement, &row, error))
    return FALSE;
  if (row)
    *unknown = loket_statement_column_int (statement, 0);
  return TRUE;
}

gboolean
loket_cache_answered_set_unknown (LoketSqlite *db,
                                  const char *case_id,
                                  gint64 unknown,
                                  GError **error)
{
  g_autoptr (LoketStatement) statement =
      loket_sqlite_prepare (db, "UPDATE answered SET unknown = ?2 WHERE case_id = ?1", error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, case_id);
  loket_statement_bind_int (statement, 2, unknown);
  return loket_statement_run (statement, error);
}

/**
 * loket_cache_answered_list_unknown:
 *
 * Returns: (transfer full): ids of cases of which the loket has said twice that it does not know
 *   them; NULL with an error
 */
char **
loket_cache_answered_list_unknown (LoketSqlite *db, GError **error)
{
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (
      db, "SELECT DISTINCT case_id FROM answered WHERE unknown = ? ORDER BY case_id", error);

  if (statement == NULL)
    return NULL;
  loket_statement_bind_int (statement, 1, LOKET_UNKNOWN_TWICE);
  return list (statement, error);
}

/**
 * loket_cache_answered_stands_in:
 * @copy: of the case of @id
 */
gboolean
loket_cache_answered_stands_in (LoketCase *copy, const char *id)
{
  return g_str_equal (copy->case_id, id) || loket_case_find_act (copy, id) != NULL;
}

static gboolean
forget_one (LoketSqlite *db, const char *case_id, const char *id, GError **error)
{
  g_autoptr (LoketStatement) statement =
      loket_sqlite_prepare (db, "DELETE FROM answered WHERE case_id = ?1 AND id = ?2", error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, case_id);
  loket_statement_bind_text (statement, 2, id);
  return loket_statement_run (statement, error);
}

/**
 * loket_cache_answered_confirm:
 * @copy: as the loket gave it, before anything is added to it
 *
 * What stands in it has come.
 */
gboolean
loket_cache_answered_confirm (LoketSqlite *db, LoketCase *copy, GError **error)
{
  g_auto (GStrv) ids = loket_cache_answered_list (db, copy->case_id, error);

  for (int i = 0; ids != NULL && ids[i] != NULL; i++) {
    if (loket_cache_answered_stands_in (copy, ids[i]) &&
        !forget_one (db, copy->case_id, ids[i], error))
      return FALSE;
  }
  return ids != NULL;
}
