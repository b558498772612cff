/* SPDX-License-Identifier: EUPL-1.2 */
/* A database in memory tells what the steps make; what is asked of each file is how much of that it
 * has. */
#include "config.h"

#include "loket-schema-check.h"

/* By name only: how SQLite writes down what a table is made of depends on its version. */
static const char select_question[] =
    "SELECT 'SELECT ' || count(*) || ' - count(*) FROM sqlite_schema WHERE name IN ('"
    " || group_concat (quote (name)) || ')' FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' "
    "ESCAPE '\\'";

static gboolean
run_steps (sqlite3 *memory, const char *const *steps)
{
  for (guint i = 0; steps[i] != NULL; i++) {
    if (sqlite3_exec (memory, steps[i], NULL, NULL, NULL) != SQLITE_OK)
      return FALSE;
  }
  return TRUE;
}

static char *
ask (sqlite3 *memory)
{
  sqlite3_stmt *statement = NULL;
  char *question = NULL;

  if (sqlite3_prepare_v2 (memory, select_question, -1, &statement, NULL) == SQLITE_OK &&
      sqlite3_step (statement) == SQLITE_ROW)
    question = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  return question;
}

/* Returns: (transfer full): SQL that counts what is missing */
static char *
make_question (const char *const *steps, GError **error)
{
  sqlite3 *memory = NULL;
  char *question = NULL;

  if (sqlite3_open (":memory:", &memory) == SQLITE_OK && run_steps (memory, steps))
    question = ask (memory);
  if (question == NULL)
    g_set_error (error, LOKET_SQLITE_ERROR, LOKET_SQLITE_ERROR_OTHER,
                 "the schema cannot be made in memory: %s", sqlite3_errmsg (memory));
  sqlite3_close (memory);
  return question;
}

/* Made once for each schema. */
static const char *
find_question (const char *const *steps, GError **error)
{
  static GMutex lock;
  static GHashTable *questions;
  char *question;

  g_mutex_lock (&lock);
  if (questions == NULL)
    questions = g_hash_table_new (NULL, NULL);
  question = g_hash_table_lookup (questions, steps);
  if (question == NULL) {
    question = make_question (steps, error);
    if (question != NULL)
      g_hash_table_insert (questions, (gpointer) steps, question);
  }
  g_mutex_unlock (&lock);
  return question;
}

gboolean
loket_schema_check (LoketSqlite *database, const char *const *steps, GError **error)
{
  const char *question = find_question (steps, error);
  gint64 missing;

  if (question == NULL || !loket_sqlite_read_int (database, question, &missing, error))
    return FALSE;
  if (missing > 0)
    g_set_error (error, LOKET_SQLITE_ERROR, LOKET_SQLITE_ERROR_CORRUPT,
                 "%s: %" G_GINT64_FORMAT " of its tables and indexes are not there",
                 loket_sqlite_get_path (database), missing);
  return missing == 0;
}
