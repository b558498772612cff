/* SPDX-License-Identifier: EUPL-1.2 */
/* Old and newer schemas, realms, damage, verification, daily copies, files deleted under us. */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "loket-sqlite.h"
#include "loket-store-brake.h"
#include "loket-test-store.h"
#include "loket-work-copies.h"

static void
apply_one (TestStore *fixture)
{
  g_autofree char *json = test_case_json ("c1", "KL-1", "\"subject\":\"Wachttijd\"");
  g_autofree char *item = test_upsert ("c1", 1, json);

  loket_page_result_free (test_store_apply (fixture, "k1", item));
}

static LoketStore *
try_open (TestStore *fixture, gboolean read_only, gboolean reset_cache, GError **error)
{
  LoketStoreOptions options = {.stepped = TRUE, .read_only = read_only, .reset_cache = reset_cache};

  return loket_store_open (fixture->folder, &options, error);
}

static void
execute_on (TestStore *fixture, const char *name, const char *sql)
{
  g_autofree char *path = test_store_build_path (fixture, name);
  LoketSqliteOptions options = {0};
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketSqlite) db = loket_sqlite_open (path, &options, &error);

  g_assert_no_error (error);
  loket_sqlite_execute (db, sql, &error);
  g_assert_no_error (error);
}

/* The schema of a database as SQLite tells it, without blanks. */
static char *
read_schema (const char *path)
{
  LoketSqliteOptions options = {.read_only = TRUE};
  g_autoptr (LoketSqlite) db = loket_sqlite_open (path, &options, NULL);
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (
      db, "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name", NULL);
  g_autoptr (GString) schema = g_string_new (NULL);
  g_autoptr (GRegex) blanks = g_regex_new ("\\s+", 0, 0, NULL);
  gboolean row = TRUE;

  while (row) {
    g_assert_true (loket_statement_next (statement, &row, NULL));
    if (row)
      g_string_append_printf (schema, "%s\n", loket_statement_column_text (statement, 0));
  }
  return g_regex_replace_literal (blanks, schema->str, -1, 0, "", 0, NULL);
}

/* Puts a database of an old version in the place of the new one and opens it: then it is new. */
static void
open_old (TestStore *fixture, const char *name, const char *sql_name)
{
  g_autofree char *sql_path = g_build_filename (g_getenv ("LOKET_SOURCE_ROOT"), "tests", "fixtures",
                                                "store", sql_name, NULL);
  g_autofree char *path = test_store_build_path (fixture, name);
  g_autofree char *newest = read_schema (path);
  g_autofree char *migrated = NULL;
  g_autofree char *sql = NULL;
  g_autoptr (GError) error = NULL;

  test_store_close (fixture);
  g_assert_true (loket_sqlite_delete_files (path, NULL));
  g_assert_true (g_file_get_contents (sql_path, &sql, NULL, NULL));
  execute_on (fixture, name, sql);
  fixture->store = try_open (fixture, FALSE, FALSE, &error);
  g_assert_no_error (error);
  migrated = read_schema (path);
  g_assert_cmpstr (migrated, ==, newest);
}

static void
test_old_cache (TestStore *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (LoketStoredCase) stored = NULL;

  open_old (fixture, "cache.db", "cache-1.sql");
  lines = test_store_list (fixture, LOKET_VIEW_INBOX, "wacht", 1);
  g_assert_cmpuint (lines->len, ==, 1);
  stored = test_store_read_case (fixture, "KL-1");
  g_assert_cmpstr (stored->copy->subject, ==, "Wachttijd");
}

static void
test_old_work (TestStore *fixture, gconstpointer data)
{
  g_autoptr (LoketStoredCase) stored = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) drafts = NULL;
  LoketWorkItem *item;

  open_old (fixture, "work.db", "work-1.sql");
  stored = test_store_read_case (fixture, "c1");
  item = g_ptr_array_index (stored->items, 0);
  g_assert_cmpint (item->state, ==, LOKET_WORK_REFUSED);
  g_assert_cmpuint (item->tries, ==, 2);
  g_assert_cmpuint (stored->fold->pending->len, ==, 1);
  loket_store_list_drafts_async (fixture->store, test_store_done_cb, &result);
  drafts =
      loket_store_list_drafts_finish (fixture->store, test_store_wait (fixture, &result), NULL);
  g_assert_cmpuint (drafts->len, ==, 1);
}

static void
assert_newer_refused (TestStore *fixture, const char *name)
{
  g_autofree char *path = test_store_build_path (fixture, name);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) read_error = NULL;

  apply_one (fixture);
  test_store_close (fixture);
  execute_on (fixture, name, "CREATE TABLE future (x); PRAGMA user_version = 99");
  before = read_schema (path);
  g_assert_null (try_open (fixture, FALSE, FALSE, &error));
  g_assert_error (error, LOKET_SQLITE_ERROR, LOKET_SQLITE_ERROR_NEWER);
  g_assert_nonnull (strstr (error->message, name));
  g_assert_null (try_open (fixture, TRUE, FALSE, &read_error));
  g_assert_error (read_error, LOKET_SQLITE_ERROR, LOKET_SQLITE_ERROR_NEWER);
  after = read_schema (path);
  g_assert_cmpstr (before, ==, after);
}

static void
test_newer_work (TestStore *fixture, gconstpointer data)
{
  assert_newer_refused (fixture, "work.db");
}

/* A newer cache can be begun anew, without touching the work. */
static void
test_newer_cache (TestStore *fixture, gconstpointer data)
{
  assert_newer_refused (fixture, "cache.db");
  fixture->store = try_open (fixture, FALSE, TRUE, NULL);
  g_assert_nonnull (fixture->store);
}

static void
test_damaged_cache (TestStore *fixture, gconstpointer data)
{
  g_autofree char *path = test_store_build_path (fixture, "cache.db");
  g_autofree char *aside = test_store_build_path (fixture, "cache.db.damaged-1970-01-01");
  g_autofree char *garbage = g_strnfill (40000, 'x');
  g_autofree char *set_aside = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketStoredCase) stored = NULL;

  apply_one (fixture);
  loket_work_item_unref (test_store_add_note (fixture, "c1", "a1", "kept"));
  test_store_close (fixture);
  g_assert_true (loket_sqlite_delete_files (path, NULL));
  g_assert_true (g_file_set_contents (path, garbage, -1, NULL));
  g_assert_null (try_open (fixture, TRUE, FALSE, &error));
  g_assert_error (error, LOKET_SQLITE_ERROR, LOKET_SQLITE_ERROR_CORRUPT);
  fixture->store = try_open (fixture, FALSE, FALSE, NULL);
  g_assert_nonnull (fixture->store);
  g_assert_true (loket_store_cache_was_begun_anew (fixture->store));
  g_assert_true (g_file_get_contents (aside, &set_aside, NULL, NULL));
  g_assert_cmpstr (set_aside, ==, garbage);
  stored = test_store_read_case (fixture, "c1");
  g_assert_cmpuint (stored->items->len, ==, 1);
}

static gboolean
bind_realm (TestStore *fixture, const char *realm, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  loket_store_bind_async (fixture->store, realm, "an", NULL, 0, test_store_done_cb, &result);
  return loket_store_write_finish (fixture->store, test_store_wait (fixture, &result), error);
}

static void
test_realm (TestStore *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) work_error = NULL;

  g_assert_true (bind_realm (fixture, "one", NULL));
  g_assert_true (bind_realm (fixture, "one", NULL));
  g_assert_false (bind_realm (fixture, "two", &error));
  g_assert_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_BRAKE);
  /* A cache begun anew does not make the work of one loket go to another. */
  test_store_reopen (fixture, TRUE);
  g_assert_false (bind_realm (fixture, "two", &work_error));
  g_assert_error (work_error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_BRAKE);
  g_assert_true (bind_realm (fixture, "one", NULL));
}

static LoketVerifyResult *
verify (TestStore *fixture, gboolean repair)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  LoketVerifyResult *found;

  loket_store_verify_async (fixture->store, repair, test_store_done_cb, &result);
  found = loket_store_verify_finish (fixture->store, test_store_wait (fixture, &result), &error);
  g_assert_no_error (error);
  return found;
}

/* The index is written behind the last page. */
static void
apply_all (TestStore *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;

  apply_one (fixture);
  loket_store_finish_generation_async (fixture->store, 0, test_store_done_cb, &result);
  g_strfreev (loket_store_finish_generation_finish (fixture->store,
                                                    test_store_wait (fixture, &result), NULL));
}

/* integrity_check does not see an index that differs from its texts: the index is asked itself. */
static void
test_verify (TestStore *fixture, gconstpointer data)
{
  g_autoptr (LoketVerifyResult) sound = NULL;
  g_autoptr (LoketVerifyResult) damaged = NULL;
  g_autoptr (LoketVerifyResult) repaired = NULL;
  g_autoptr (LoketVerifyResult) again = NULL;
  g_autoptr (GPtrArray) lines = NULL;

  apply_all (fixture);
  sound = verify (fixture, FALSE);
  g_assert_null (sound->search);
  execute_on (fixture, "cache.db", "UPDATE search_content SET c2 = 'anders'");
  damaged = verify (fixture, FALSE);
  g_assert_null (damaged->cache);
  g_assert_nonnull (damaged->search);
  g_assert_false (damaged->search_rebuilt);
  repaired = verify (fixture, TRUE);
  g_assert_true (repaired->search_rebuilt);
  again = verify (fixture, FALSE);
  g_assert_null (again->search);
  lines = test_store_list (fixture, LOKET_VIEW_ALL, "anders", 1);
  g_assert_cmpuint (lines->len, ==, 1);
}

static void
count_cb (LoketStore *store, gboolean cache_begun_anew, guint *count)
{
  (*count)++;
}

/* How many pieces the index has, after another call: built anew it has one. */
static gint64
count_pieces (TestStore *fixture)
{
  g_autofree char *path = test_store_build_path (fixture, "cache.db");
  LoketSqliteOptions options = {.read_only = TRUE};
  g_autoptr (LoketSqlite) cache = NULL;
  gint64 count;

  loket_stored_case_free (test_store_read_case (fixture, "c1"));
  while (loket_store_step (fixture->store) || g_main_context_iteration (NULL, FALSE))
    continue;
  cache = loket_sqlite_open (path, &options, NULL);
  g_assert_true (
      loket_sqlite_read_int (cache, "SELECT count(DISTINCT segid) FROM search_idx", &count, NULL));
  return count;
}

/* An index in which the reader met damage is built anew once, not with every later call. */
static void
test_damaged_index (TestStore *fixture, gconstpointer data)
{
  LoketQuery query = {LOKET_VIEW_ALL, "Wachttijd", "p1", 1, 1};
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  apply_all (fixture);
  execute_on (fixture, "cache.db", "UPDATE search_data SET block = x'00' WHERE id > 10");
  loket_store_list_lines_async (fixture->store, &query, 0, NULL, test_store_done_cb, &result);
  g_assert_null (
      loket_store_list_lines_finish (fixture->store, test_store_wait (fixture, &result), &error));
  g_assert_error (error, LOKET_SQLITE_ERROR, LOKET_SQLITE_ERROR_CORRUPT);
  g_assert_cmpint (count_pieces (fixture), ==, 1);
  execute_on (fixture, "cache.db", "INSERT INTO search (rowid, body) VALUES (99, 'vreemd')");
  g_assert_cmpint (count_pieces (fixture), ==, 2);
}

/* Two calls meet the same damage before it is mended: the copies are begun anew once. */
static void
test_damage_met_twice (TestStore *fixture, gconstpointer data)
{
  GAsyncResult *results[2] = {NULL};
  guint count = 0;

  apply_one (fixture);
  g_signal_connect (fixture->store, "mended", G_CALLBACK (count_cb), &count);
  execute_on (fixture, "cache.db",
              "PRAGMA writable_schema = ON;"
              "UPDATE sqlite_schema SET rootpage = 99999 WHERE name = 'cases';"
              "PRAGMA schema_version = 1000");
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    loket_store_read_feed_state_async (fixture->store, test_store_done_cb, &results[i]);
  while (loket_executor_step (loket_store_get_reader (fixture->store)))
    continue;
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    g_object_unref (test_store_wait (fixture, &results[i]));
  while (loket_store_step (fixture->store) || g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_true (loket_store_cache_was_begun_anew (fixture->store));
  g_assert_cmpuint (count, ==, 1);
}

static void
test_deleted_under_us (TestStore *fixture, gconstpointer data)
{
  g_autofree char *path = test_store_build_path (fixture, "work.db");
  g_autofree char *cache = test_store_build_path (fixture, "cache.db");
  g_autoptr (LoketStoredCase) stored = NULL;
  g_autoptr (LoketStoredCase) again = NULL;

  apply_one (fixture);
  loket_work_item_unref (test_store_add_note (fixture, "c1", "a1", "kept"));
  g_assert_cmpint (g_unlink (path), ==, 0);
  loket_work_item_unref (test_store_add_note (fixture, "c1", "a2", "kept too"));
  g_assert_cmpint (g_unlink (cache), ==, 0);
  loket_work_item_unref (test_store_add_note (fixture, "c1", "a3", "and this"));
  g_assert_true (loket_store_cache_was_begun_anew (fixture->store));
  stored = test_store_read_case (fixture, "c1");
  g_assert_cmpuint (stored->items->len, ==, 3);
  test_store_reopen (fixture, FALSE);
  again = test_store_read_case (fixture, "c1");
  g_assert_cmpuint (again->items->len, ==, 3);
  g_assert_null (loket_store_get_salvage (fixture->store));
}

/* Somebody who puts another file in its place may know why: nothing is written to either. */
static void
test_replaced_under_us (TestStore *fixture, gconstpointer data)
{
  g_autofree char *path = test_store_build_path (fixture, "work.db");
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_true (g_file_set_contents (path, "another file", -1, NULL));
  g_assert_false (bind_realm (fixture, "one", &error));
  g_assert_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_DELETED);
}

static void
test_read_only (TestStore *fixture, gconstpointer data)
{
  TestStore beside = {fixture->folder, NULL};
  g_autoptr (LoketStoredCase) stored = NULL;
  g_autoptr (GError) error = NULL;

  apply_one (fixture);
  beside.store = try_open (fixture, TRUE, FALSE, &error);
  g_assert_no_error (error);
  loket_work_item_unref (test_store_add_note (fixture, "c1", "a1", "kept"));
  stored = test_store_read_case (&beside, "KL-1");
  g_assert_cmpuint (stored->fold->pending->len, ==, 1);
  g_assert_false (bind_realm (&beside, "one", &error));
  g_assert_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_READ_ONLY);
  loket_store_close (beside.store);
}

static void
quit_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  loket_store_write_finish (LOKET_STORE (source), result, &error);
  g_assert_no_error (error);
  g_main_loop_quit (user_data);
}

/* The desk's own way: two threads and the main loop. */
static void
test_threads (TestStore *fixture, gconstpointer data)
{
  LoketStoreOptions options = {0};
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autofree char *work = test_store_build_path (fixture, "work.db");
  g_autoptr (GPtrArray) copies = NULL;

  test_store_close (fixture);
  fixture->store = loket_store_open (fixture->folder, &options, NULL);
  loket_store_bind_async (fixture->store, "one", "an", NULL, 0, quit_cb, loop);
  g_main_loop_run (loop);
  loket_store_back_up_async (fixture->store, loket_day_new (2026, 11, 22), quit_cb, loop);
  loket_store_flush (fixture->store);
  copies = loket_work_copies_list (work);
  g_assert_cmpuint (copies->len, ==, 1);
  g_main_loop_run (loop);
}

static LoketSearchCheck
check_search (TestStore *fixture, gboolean write_meanwhile)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) written = NULL;

  loket_store_check_search_async (fixture->store, test_store_done_cb, &result);
  if (write_meanwhile) {
    loket_store_back_up_async (fixture->store, 20000, test_store_done_cb, &written);
    test_store_wait_written (fixture, &written);
  }
  return loket_store_check_search_finish (fixture->store, test_store_wait (fixture, &result));
}

/* The full-text index alone: nobody who writes waits for it, and what is damaged is built anew. */
static void
test_search (TestStore *fixture, gconstpointer data)
{
  apply_all (fixture);
  g_assert_cmpint (check_search (fixture, FALSE), ==, LOKET_SEARCH_SOUND);
  g_assert_cmpint (check_search (fixture, TRUE), ==, LOKET_SEARCH_NOT_CHECKED);
  execute_on (fixture, "cache.db", "UPDATE search_data SET block = x'00' WHERE id > 10");
  g_assert_cmpint (check_search (fixture, TRUE), ==, LOKET_SEARCH_NOT_CHECKED);
  g_assert_cmpint (check_search (fixture, FALSE), ==, LOKET_SEARCH_DAMAGED);
  while (loket_store_step (fixture->store))
    continue;
  g_assert_cmpint (check_search (fixture, FALSE), ==, LOKET_SEARCH_SOUND);
  g_assert_false (loket_store_cache_was_begun_anew (fixture->store));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func)                                                                            \
  g_test_add ("/store/maintenance/" path, TestStore, NULL, test_store_set_up, func,                \
              test_store_tear_down)
  ADD ("old-work", test_old_work);
  ADD ("old-cache", test_old_cache);
  ADD ("newer-work", test_newer_work);
  ADD ("newer-cache", test_newer_cache);
  ADD ("damaged-cache", test_damaged_cache);
  ADD ("damaged-index", test_damaged_index);
  ADD ("damage-met-twice", test_damage_met_twice);
  ADD ("realm", test_realm);
  ADD ("verify", test_verify);
  ADD ("search", test_search);
  ADD ("deleted-under-us", test_deleted_under_us);
  ADD ("replaced-under-us", test_replaced_under_us);
  ADD ("read-only", test_read_only);
  ADD ("threads", test_threads);
  return g_test_run ();
}
