/* SPDX-License-Identifier: EUPL-1.2 */
/* Numbered steps: each in its own transaction, a copy before, a newer schema refused. */
#include "config.h"

#include <glib/gstdio.h>

#include "loket-migrations.h"

static const char *const first_version[] = {"CREATE TABLE a (x TEXT)", NULL};
static const char *const third_version[] = {
    "CREATE TABLE a (x TEXT)",
    "CREATE TABLE b (x TEXT); INSERT INTO b SELECT x FROM a",
    "ALTER TABLE b ADD COLUMN y INTEGER NOT NULL DEFAULT 0",
    NULL,
};
static const char *const broken_version[] = {
    "CREATE TABLE a (x TEXT)",
    "CREATE TABLE b (x TEXT)",
    "CREATE TABLE c (x TEXT); SELECT * FROM not_there",
    NULL,
};

typedef struct {
  char *folder;
  char *path;
  char *backup;
  LoketSqlite *database;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  LoketSqliteOptions options = {0};

  fixture->folder = g_dir_make_tmp ("loket-migrations-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "test.db", NULL);
  fixture->backup = g_build_filename (fixture->folder, "before.db", NULL);
  fixture->database = loket_sqlite_open (fixture->path, &options, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  loket_sqlite_close (fixture->database);
  loket_sqlite_delete_files (fixture->path, NULL);
  loket_sqlite_delete_files (fixture->backup, NULL);
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->backup);
}

static gint64
read_int (LoketSqlite *database, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 value;

  loket_sqlite_read_int (database, sql, &value, &error);
  g_assert_no_error (error);
  return value;
}

static void
test_new (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  loket_migrations_run (fixture->database, third_version, fixture->backup, &error);
  g_assert_no_error (error);
  g_assert_cmpint (read_int (fixture->database, "PRAGMA user_version"), ==, 3);
  g_assert_false (g_file_test (fixture->backup, G_FILE_TEST_EXISTS));
}

static void
test_old (Fixture *fixture, gconstpointer data)
{
  LoketSqliteOptions options = {.read_only = TRUE};
  g_autoptr (LoketSqlite) backup = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (loket_migrations_run (fixture->database, first_version, fixture->backup, NULL));
  g_assert_true (loket_sqlite_execute (fixture->database, "INSERT INTO a VALUES ('kept')", NULL));
  loket_migrations_run (fixture->database, third_version, fixture->backup, &error);
  g_assert_no_error (error);
  g_assert_cmpint (
      read_int (fixture->database, "SELECT count(*) FROM b WHERE x = 'kept' AND y = 0"), ==, 1);
  backup = loket_sqlite_open (fixture->backup, &options, &error);
  g_assert_no_error (error);
  g_assert_cmpint (read_int (backup, "PRAGMA user_version"), ==, 1);
  g_assert_cmpint (read_int (backup, "SELECT count(*) FROM a WHERE x = 'kept'"), ==, 1);
}

static void
test_broken (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (loket_migrations_run (fixture->database, broken_version, NULL, &error));
  g_assert_error (error, LOKET_SQLITE_ERROR, LOKET_SQLITE_ERROR_CORRUPT);
  g_assert_cmpint (read_int (fixture->database, "PRAGMA user_version"), ==, 2);
  g_assert_cmpint (
      read_int (fixture->database, "SELECT count(*) FROM sqlite_schema WHERE name = 'c'"), ==, 0);
}

static void
test_newer (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gboolean current;

  g_assert_true (loket_migrations_run (fixture->database, third_version, NULL, NULL));
  g_assert_true (loket_migrations_check (fixture->database, third_version, &current, NULL));
  g_assert_true (current);
  g_assert_false (loket_migrations_run (fixture->database, first_version, fixture->backup, &error));
  g_assert_error (error, LOKET_SQLITE_ERROR, LOKET_SQLITE_ERROR_NEWER);
  g_assert_cmpint (read_int (fixture->database, "PRAGMA user_version"), ==, 3);
  g_assert_false (g_file_test (fixture->backup, G_FILE_TEST_EXISTS));
}

/* SQLite itself finds nothing wrong with such a file. */
static void
test_table_gone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (loket_migrations_run (fixture->database, third_version, NULL, NULL));
  g_assert_true (loket_sqlite_execute (fixture->database, "DROP TABLE a", NULL));
  g_assert_true (loket_sqlite_check (fixture->database, NULL));
  g_assert_false (loket_migrations_run (fixture->database, third_version, NULL, &error));
  g_assert_error (error, LOKET_SQLITE_ERROR, LOKET_SQLITE_ERROR_CORRUPT);
}

/* What somebody else puts into it does no harm. */
static void
test_table_more (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (loket_migrations_run (fixture->database, third_version, NULL, NULL));
  g_assert_true (loket_sqlite_execute (fixture->database, "CREATE TABLE z (x); ANALYZE", NULL));
  g_assert_true (loket_migrations_run (fixture->database, third_version, NULL, &error));
  g_assert_no_error (error);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func)                                                                            \
  g_test_add ("/store/migrations/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("new", test_new);
  ADD ("old", test_old);
  ADD ("broken-step", test_broken);
  ADD ("newer", test_newer);
  ADD ("table-gone", test_table_gone);
  ADD ("table-more", test_table_more);
  return g_test_run ();
}
