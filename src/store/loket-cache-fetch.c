/* SPDX-License-Identifier: EUPL-1.2 */
/* Cases that are to be fetched one by one. */
#include "config.h"

#include "loket-cache-fetch.h"

gboolean
loket_cache_fetch_note (LoketSqlite *db, const char *case_id, GError **error)
{
  return loket_sqlite_run_text (
      db, "INSERT INTO to_fetch (case_id) VALUES (?) ON CONFLICT DO NOTHING", case_id, error);
}

gboolean
loket_cache_fetch_forget (LoketSqlite *db, const char *case_id, GError **error)
{
  return loket_sqlite_run_text (db, "DELETE FROM to_fetch WHERE case_id = ?", case_id, error);
}

/* @has: (out) */
gboolean
loket_cache_fetch_has (LoketSqlite *db, const char *case_id, gboolean *has, GError **error)
{
  g_autoptr (LoketStatement) statement =
      loket_sqlite_prepare (db, "SELECT 1 FROM to_fetch WHERE case_id = ?", error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, case_id);
  return loket_statement_next (statement, has, error);
}

/**
 * loket_cache_fetch_list:
 *
 * Returns: (transfer full): ids; NULL with an error
 */
char **
loket_cache_fetch_list (LoketSqlite *db, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (LoketStatement) statement =
      loket_sqlite_prepare (db, "SELECT case_id FROM to_fetch ORDER BY case_id", error);
  gboolean row = statement != NULL;

  while (row) {
    if (!loket_statement_next (statement, &row, error))
      return NULL;
    if (row)
      g_strv_builder_add (builder, loket_statement_column_text (statement, 0));
  }
  return statement != NULL ? g_strv_builder_end (builder) : NULL;
}
