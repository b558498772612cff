/* SPDX-License-Identifier: EUPL-1.2 */
/* Connections: what is opened, cached, rolled back, copied and refused. */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "loket-sqlite.h"

typedef struct {
  char *folder;
  char *path;
  LoketSqlite *database;
} Fixture;

static LoketSqlite *
open_database (const char *path, gboolean read_only)
{
  LoketSqliteOptions options = {.read_only = read_only, .busy_timeout_ms = 20};
  g_autoptr (GError) error = NULL;
  LoketSqlite *database = loket_sqlite_open (path, &options, &error);

  g_assert_no_error (error);
  return database;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("loket-sqlite-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "test.db", NULL);
  fixture->database = open_database (fixture->path, FALSE);
  loket_sqlite_execute (fixture->database, "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT, c BLOB)",
                        &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *copy = g_build_filename (fixture->folder, "copy.db", NULL);

  loket_sqlite_close (fixture->database);
  loket_sqlite_delete_files (fixture->path, NULL);
  loket_sqlite_delete_files (copy, NULL);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static gint64
count_rows (LoketSqlite *database)
{
  g_autoptr (GError) error = NULL;
  gint64 count;

  loket_sqlite_read_int (database, "SELECT count(*) FROM t", &count, &error);
  g_assert_no_error (error);
  return count;
}

static void
insert (LoketSqlite *database, gint64 a, const char *b, GBytes *c)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketStatement) statement =
      loket_sqlite_prepare (database, "INSERT INTO t VALUES (?, ?, ?)", &error);

  g_assert_no_error (error);
  loket_statement_bind_int (statement, 1, a);
  loket_statement_bind_text (statement, 2, b);
  loket_statement_bind_bytes (statement, 3, c);
  loket_statement_run (statement, &error);
  g_assert_no_error (error);
}

static void
test_values (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("a\0b", 3);
  g_autoptr (GBytes) empty = g_bytes_new_static (NULL, 0);
  g_autoptr (GError) error = NULL;
  gint64 large;
  gboolean row;

  g_assert_true (loket_sqlite_read_int (fixture->database, "SELECT 5000000000", &large, &error));
  g_assert_cmpint (large, ==, G_GINT64_CONSTANT (5000000000));
  insert (fixture->database, 1, "klacht \xc3\xa9", bytes);
  insert (fixture->database, 2, NULL, empty);
  insert (fixture->database, 3, "", NULL);
  {
    g_autoptr (LoketStatement) statement =
        loket_sqlite_prepare (fixture->database, "SELECT a, b, c FROM t ORDER BY a", &error);
    g_autoptr (GBytes) read = NULL;
    g_autoptr (GBytes) read_empty = NULL;

    g_assert_true (loket_statement_next (statement, &row, &error) && row);
    g_assert_cmpint (loket_statement_column_int (statement, 0), ==, 1);
    g_assert_cmpstr (loket_statement_column_text (statement, 1), ==, "klacht \xc3\xa9");
    read = loket_statement_column_dup_bytes (statement, 2);
    g_assert_true (g_bytes_equal (read, bytes));
    g_assert_true (loket_statement_next (statement, &row, &error) && row);
    g_assert_null (loket_statement_column_text (statement, 1));
    read_empty = loket_statement_column_dup_bytes (statement, 2);
    g_assert_cmpuint (g_bytes_get_size (read_empty), ==, 0);
    g_assert_true (loket_statement_next (statement, &row, &error) && row);
    g_assert_cmpstr (loket_statement_column_text (statement, 1), ==, "");
    g_assert_null (loket_statement_column_dup_bytes (statement, 2));
    g_assert_true (loket_statement_next (statement, &row, &error));
    g_assert_false (row);
  }
}

static void
test_cache (Fixture *fixture, gconstpointer data)
{
  const char *sql = "SELECT b FROM t";
  LoketStatement *first = loket_sqlite_prepare (fixture->database, sql, NULL);
  LoketStatement *second = loket_sqlite_prepare (fixture->database, sql, NULL);
  LoketStatement *again;

  g_assert_true (first != second);
  loket_statement_release (second);
  loket_statement_release (first);
  again = loket_sqlite_prepare (fixture->database, sql, NULL);
  g_assert_true (again == first);
  loket_statement_release (again);
}

static gboolean
insert_then_fail (LoketSqlite *database, gpointer data, GError **error)
{
  insert (database, 1, "first", NULL);
  return loket_sqlite_execute (database, "INSERT INTO t (a) VALUES (1)", error);
}

static gboolean
insert_one (LoketSqlite *database, gpointer data, GError **error)
{
  insert (database, 7, "kept", NULL);
  return TRUE;
}

static void
test_transaction (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (loket_sqlite_transaction (fixture->database, insert_then_fail, NULL, &error));
  g_assert_error (error, LOKET_SQLITE_ERROR, LOKET_SQLITE_ERROR_CONSTRAINT);
  g_assert_cmpint (count_rows (fixture->database), ==, 0);
  g_assert_true (loket_sqlite_transaction (fixture->database, insert_one, NULL, NULL));
  g_assert_cmpint (count_rows (fixture->database), ==, 1);
  g_assert_cmpint (loket_sqlite_get_last_row_id (fixture->database), ==, 7);
}

static void
test_busy (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LoketSqlite) other = open_database (fixture->path, FALSE);
  g_autoptr (GError) error = NULL;

  g_assert_true (loket_sqlite_begin (fixture->database, NULL));
  g_assert_false (loket_sqlite_begin (other, &error));
  g_assert_error (error, LOKET_SQLITE_ERROR, LOKET_SQLITE_ERROR_BUSY);
  loket_sqlite_roll_back (fixture->database);
  g_assert_true (loket_sqlite_begin (other, NULL));
  g_assert_true (loket_sqlite_commit (other, NULL));
}

static void
test_reader (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LoketSqlite) reader = open_database (fixture->path, TRUE);
  g_autoptr (GError) error = NULL;
  gboolean complete;

  insert (fixture->database, 1, "x", NULL);
  g_assert_cmpint (count_rows (reader), ==, 1);
  g_assert_false (loket_sqlite_execute (reader, "DELETE FROM t", &error));
  g_assert_error (error, LOKET_SQLITE_ERROR, LOKET_SQLITE_ERROR_DISK);
  g_assert_true (loket_sqlite_checkpoint (fixture->database, &complete, NULL));
  g_assert_true (complete);
}

/* A reader in the middle of a snapshot keeps the checkpoint from finishing. */
static void
test_checkpoint_held_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LoketSqlite) reader = open_database (fixture->path, TRUE);
  gboolean complete, row;

  insert (fixture->database, 1, "x", NULL);
  insert (fixture->database, 2, "x", NULL);
  {
    g_autoptr (LoketStatement) statement = loket_sqlite_prepare (reader, "SELECT a FROM t", NULL);

    g_assert_true (loket_statement_next (statement, &row, NULL) && row);
    insert (fixture->database, 3, "x", NULL);
    g_assert_true (loket_sqlite_checkpoint (fixture->database, &complete, NULL));
    g_assert_false (complete);
  }
  g_assert_true (loket_sqlite_checkpoint (fixture->database, &complete, NULL));
  g_assert_true (complete);
}

static void
test_private_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *wal = g_strconcat (fixture->path, "-wal", NULL);
  struct stat status;

  insert (fixture->database, 1, "x", NULL);
  g_assert_cmpint (stat (fixture->path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_assert_cmpint (stat (wal, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
}

static void
test_backup (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "copy.db", NULL);
  g_autoptr (LoketSqlite) copy = NULL;
  g_autoptr (GError) error = NULL;

  insert (fixture->database, 1, "x", NULL);
  loket_sqlite_backup (fixture->database, path, &error);
  g_assert_no_error (error);
  copy = open_database (path, TRUE);
  g_assert_cmpint (count_rows (copy), ==, 1);
  g_assert_true (loket_sqlite_check (copy, NULL));
}

static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "copy.db", NULL);
  LoketSqliteOptions options = {0};
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, "this is a letter, not a database, and long enough to be read as one.",
                       -1, NULL);
  g_assert_null (loket_sqlite_open (path, &options, &error));
  g_assert_error (error, LOKET_SQLITE_ERROR, LOKET_SQLITE_ERROR_CORRUPT);
  g_assert_nonnull (strstr (error->message, "copy.db"));
}

static void
test_missing (Fixture *fixture, gconstpointer data)
{
  LoketSqliteOptions options = {.read_only = TRUE};
  g_autoptr (GError) error = NULL;

  g_assert_null (loket_sqlite_open ("/nonexistent/x.db", &options, &error));
  g_assert_error (error, LOKET_SQLITE_ERROR, LOKET_SQLITE_ERROR_CANNOT_OPEN);
}

static void
test_deleted (Fixture *fixture, gconstpointer data)
{
  g_assert_false (loket_sqlite_is_deleted (fixture->database));
  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  g_assert_true (loket_sqlite_is_deleted (fixture->database));
  g_assert_true (g_file_set_contents (fixture->path, "", 0, NULL));
  g_assert_true (loket_sqlite_is_deleted (fixture->database));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add ("/store/sqlite/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("values", test_values);
  ADD ("statement-cache", test_cache);
  ADD ("transaction", test_transaction);
  ADD ("busy", test_busy);
  ADD ("reader", test_reader);
  ADD ("checkpoint-held-up", test_checkpoint_held_up);
  ADD ("private-file", test_private_file);
  ADD ("backup", test_backup);
  ADD ("damaged", test_damaged);
  ADD ("missing", test_missing);
  ADD ("deleted", test_deleted);
  return g_test_run ();
}
