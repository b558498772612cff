/* SPDX-License-Identifier: EUPL-1.2 */
/* Prepared statements. */
#include "config.h"

#include "loket-sqlite-error.h"
#include "loket-statement.h"

struct _LoketStatement {
  sqlite3_stmt *statement; /* (owned) */
  gboolean lent;           /* somebody reads it */
  gboolean kept;           /* its connection keeps it when it is given back */
  int bind_result;         /* the first bind that failed; told by the next step */
  LoketDamage *damage;     /* of the connection */
};

/* For the connection and its statements. */
void
loket_damage_note (LoketDamage *damage, int result_code)
{
  *damage = MAX (*damage, loket_sqlite_error_get_damage (result_code));
}

/**
 * loket_statement_new:
 * @sql: one statement
 * @damage: of the connection; outlives it
 *
 * For the connection; everybody else calls loket_sqlite_prepare().
 *
 * Returns: (transfer full): freed when it is released; NULL with LOKET_SQLITE_ERROR
 */
LoketStatement *
loket_statement_new (sqlite3 *database, const char *sql, LoketDamage *damage, GError **error)
{
  sqlite3_stmt *statement = NULL;
  LoketStatement *self;
  int result = sqlite3_prepare_v3 (database, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);

  if (result != SQLITE_OK) {
    loket_damage_note (damage, result);
    loket_sqlite_error_set (error, result, sqlite3_errmsg (database));
    return NULL;
  }
  self = g_new0 (LoketStatement, 1);
  self->damage = damage;
  self->statement = statement;
  return self;
}

void
loket_statement_free (LoketStatement *self)
{
  sqlite3_finalize (self->statement);
  g_free (self);
}

/**
 * loket_statement_borrow:
 *
 * For the connection's cache: keeps @self for later and lends it.
 *
 * Returns: FALSE when it is lent already
 */
gboolean
loket_statement_borrow (LoketStatement *self)
{
  if (self->lent)
    return FALSE;
  self->kept = TRUE;
  self->lent = TRUE;
  return TRUE;
}

/**
 * loket_statement_release:
 *
 * Gives it back: reads no further, and forgets what was bound (personal data).
 */
void
loket_statement_release (LoketStatement *self)
{
  if (!self->kept) {
    loket_statement_free (self);
    return;
  }
  sqlite3_reset (self->statement);
  sqlite3_clear_bindings (self->statement);
  self->bind_result = SQLITE_OK;
  self->lent = FALSE;
}

static void
note_bind (LoketStatement *self, int result)
{
  if (self->bind_result == SQLITE_OK)
    self->bind_result = result;
}

/**
 * loket_statement_bind_text:
 * @text: (nullable): copied; NULL binds NULL
 */
void
loket_statement_bind_text (LoketStatement *self, int index, const char *text)
{
  note_bind (self, sqlite3_bind_text (self->statement, index, text, -1, SQLITE_TRANSIENT));
}

void
loket_statement_bind_int (LoketStatement *self, int index, gint64 value)
{
  note_bind (self, sqlite3_bind_int64 (self->statement, index, value));
}

void
loket_statement_bind_null (LoketStatement *self, int index)
{
  note_bind (self, sqlite3_bind_null (self->statement, index));
}

/**
 * loket_statement_bind_bytes:
 * @bytes: (nullable): must live until the statement is released
 */
void
loket_statement_bind_bytes (LoketStatement *self, int index, GBytes *bytes)
{
  gsize size;
  gconstpointer data;

  if (bytes == NULL) {
    loket_statement_bind_null (self, index);
    return;
  }
  data = g_bytes_get_data (bytes, &size);
  /* A NULL pointer would bind NULL: an empty blob is something else. */
  note_bind (self, sqlite3_bind_blob64 (self->statement, index, data != NULL ? data : "", size,
                                        SQLITE_STATIC));
}

/**
 * loket_statement_bind_text_bytes:
 * @text: UTF-8 without a NUL at its end; must live until the statement is released
 *
 * Binds them as text, for SQLite's JSON functions.
 */
void
loket_statement_bind_text_bytes (LoketStatement *self, int index, GBytes *text)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (text, &size);

  note_bind (self, sqlite3_bind_text64 (self->statement, index, data != NULL ? data : "", size,
                                        SQLITE_STATIC, SQLITE_UTF8));
}

/**
 * loket_statement_next:
 * @row: (out): whether there is another row to read
 *
 * Returns: FALSE with LOKET_SQLITE_ERROR
 */
gboolean
loket_statement_next (LoketStatement *self, gboolean *row, GError **error)
{
  int result = self->bind_result;

  *row = FALSE;
  if (result == SQLITE_OK)
    result = sqlite3_step (self->statement);
  if (result != SQLITE_ROW && result != SQLITE_DONE) {
    loket_damage_note (self->damage, result);
    loket_sqlite_error_set (error, result, sqlite3_errmsg (sqlite3_db_handle (self->statement)));
    return FALSE;
  }
  *row = result == SQLITE_ROW;
  return TRUE;
}

/**
 * loket_statement_run:
 *
 * Does it to its end and makes it ready to be bound and run once more.
 *
 * Returns: FALSE with LOKET_SQLITE_ERROR
 */
gboolean
loket_statement_run (LoketStatement *self, GError **error)
{
  gboolean row = TRUE;

  while (row) {
    if (!loket_statement_next (self, &row, error))
      return FALSE;
  }
  sqlite3_reset (self->statement);
  return TRUE;
}

gboolean
loket_statement_column_is_null (LoketStatement *self, int column)
{
  return sqlite3_column_type (self->statement, column) == SQLITE_NULL;
}

/**
 * loket_statement_column_text:
 *
 * Returns: (nullable) (transfer none): valid until the next step
 */
const char *
loket_statement_column_text (LoketStatement *self, int column)
{
  return (const char *) sqlite3_column_text (self->statement, column);
}

char *
loket_statement_column_dup_text (LoketStatement *self, int column)
{
  return g_strdup (loket_statement_column_text (self, column));
}

gint64
loket_statement_column_int (LoketStatement *self, int column)
{
  return sqlite3_column_int64 (self->statement, column);
}

/**
 * loket_statement_column_dup_bytes:
 *
 * Returns: (transfer full) (nullable): NULL where the column is NULL
 */
GBytes *
loket_statement_column_dup_bytes (LoketStatement *self, int column)
{
  gconstpointer data;

  if (loket_statement_column_is_null (self, column))
    return NULL;
  data = sqlite3_column_blob (self->statement, column);
  return g_bytes_new (data, (gsize) sqlite3_column_bytes (self->statement, column));
}
