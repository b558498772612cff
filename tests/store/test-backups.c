/* SPDX-License-Identifier: EUPL-1.2 */
/* Copies of work.db. */
#include "config.h"

#include <glib/gstdio.h>

#include "loket-sqlite.h"
#include "loket-test-store.h"
#include "loket-work-copies.h"

static void
apply_one (TestStore *fixture)
{
  g_autofree char *json = test_case_json ("c1", "KL-1", "\"subject\":\"Wachttijd\"");
  g_autofree char *item = test_upsert ("c1", 1, json);

  loket_page_result_free (test_store_apply (fixture, "k1", item));
}

static void
back_up (TestStore *fixture, LoketDay day)
{
  GAsyncResult *result = NULL;

  loket_store_back_up_async (fixture->store, day, test_store_done_cb, &result);
  test_store_wait_written (fixture, &result);
}

static gboolean
has_backup (TestStore *fixture, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, "backups", name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
test_daily (TestStore *fixture, gconstpointer data)
{
  g_autofree char *path =
      g_build_filename (fixture->folder, "backups", "copy-000004-2026-12-02.db", NULL);
  LoketSqliteOptions options = {.read_only = TRUE};
  g_autoptr (LoketSqlite) copy = NULL;
  gint64 count;

  apply_one (fixture);
  loket_work_item_unref (test_store_add_note (fixture, "c1", "a1", "kept"));
  for (int day = 29; day <= 30; day++)
    back_up (fixture, loket_day_new (2026, 11, day));
  for (int day = 1; day <= 2; day++)
    back_up (fixture, loket_day_new (2026, 12, day));
  back_up (fixture, loket_day_new (2026, 12, 2));
  g_assert_false (has_backup (fixture, "copy-000001-2026-11-29.db"));
  g_assert_true (has_backup (fixture, "copy-000002-2026-11-30.db"));
  g_assert_true (has_backup (fixture, "copy-000003-2026-12-01.db"));
  copy = loket_sqlite_open (path, &options, NULL);
  g_assert_true (loket_sqlite_read_int (copy, "SELECT count(*) FROM items", &count, NULL));
  g_assert_cmpint (count, ==, 1);
}

static void
check_copies (TestStore *fixture, const char *const *names)
{
  g_autofree char *work = test_store_build_path (fixture, "work.db");
  g_autoptr (GPtrArray) copies = loket_work_copies_list (work);

  g_assert_cmpuint (copies->len, ==, g_strv_length ((char **) names));
  for (guint i = 0; i < copies->len; i++) {
    g_autofree char *name = g_path_get_basename (copies->pdata[i]);

    g_assert_cmpstr (name, ==, names[i]);
  }
}

/* The clock was ahead for a day: what was copied then is neither the newest for ever, nor the last
 * to go. Copies of an older version of the program are older than all. */
static void
test_clock_ahead (TestStore *fixture, gconstpointer data)
{
  static const char *const first[] = {"copy-000002-2031-01-01.db", "copy-000001-2026-11-22.db",
                                      "work-2026-11-21.db", NULL};
  static const char *const then[] = {"copy-000003-2026-11-22.db", "copy-000002-2031-01-01.db",
                                     "copy-000001-2026-11-22.db", NULL};
  static const char *const last[] = {"copy-000005-2026-11-24.db", "copy-000004-2026-11-23.db",
                                     "copy-000003-2026-11-22.db", NULL};
  g_autofree char *folder = test_store_build_path (fixture, "backups");
  g_autofree char *older = g_build_filename (folder, "work-2026-11-21.db", NULL);
  g_autofree char *half = g_build_filename (folder, "copy-000009-2026-11-21.db.partial", NULL);

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (older, "", 0, NULL));
  g_assert_true (g_file_set_contents (half, "", 0, NULL));
  back_up (fixture, loket_day_new (2026, 11, 22));
  back_up (fixture, loket_day_new (2031, 1, 1));
  check_copies (fixture, first);
  back_up (fixture, loket_day_new (2026, 11, 22));
  check_copies (fixture, then);
  back_up (fixture, loket_day_new (2026, 11, 23));
  back_up (fixture, loket_day_new (2026, 11, 24));
  back_up (fixture, loket_day_new (2026, 11, 24));
  check_copies (fixture, last);
}

/* Ten comes after nine. */
static void
test_schemas (TestStore *fixture, gconstpointer data)
{
  static const char *const names[] = {"schema-10.db", "schema-9.db", NULL};
  g_autofree char *work = test_store_build_path (fixture, "work.db");

  for (int version = 9; version <= 10; version++) {
    g_autofree char *path = loket_work_copies_build_path_of_schema (work, version);

    g_assert_true (g_file_set_contents (path, "", 0, NULL));
  }
  check_copies (fixture, names);
}

/* A copy holds what was erased since: it goes too, and the day gets another. */
static void
test_erasure (TestStore *fixture, gconstpointer data)
{
  /* What a mending writes before it puts it in its place. */
  static const char *const left[] = {"work.db.again", "work.db.salvage"};
  static const char *const fresh[] = {"copy-000001-1970-01-01.db", NULL};

  apply_one (fixture);
  loket_work_item_unref (test_store_add_note (fixture, "c1", "a1", "erased"));
  back_up (fixture, loket_day_new (2026, 12, 1));
  g_assert_true (has_backup (fixture, "copy-000001-2026-12-01.db"));
  for (guint i = 0; i < G_N_ELEMENTS (left); i++) {
    g_autofree char *path = test_store_build_path (fixture, left[i]);

    g_assert_true (g_file_set_contents (path, "erased", -1, NULL));
  }
  loket_page_result_free (
      test_store_apply (fixture, "k2", "{\"caseId\":\"c1\",\"version\":9,\"change\":\"erased\"}"));
  g_assert_false (has_backup (fixture, "copy-000001-2026-12-01.db"));
  for (guint i = 0; i < G_N_ELEMENTS (left); i++) {
    g_autofree char *path = test_store_build_path (fixture, left[i]);

    g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  }
  check_copies (fixture, fresh);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                            \
  g_test_add ("/store/backups/" name, TestStore, NULL, test_store_set_up, func,                    \
              test_store_tear_down)
  ADD ("daily", test_daily);
  ADD ("clock-ahead", test_clock_ahead);
  ADD ("schemas", test_schemas);
  ADD ("erasure", test_erasure);
  return g_test_run ();
}
