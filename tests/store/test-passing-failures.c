/* SPDX-License-Identifier: EUPL-1.2 */
/* What another time would go well is no damage: no memory, a full or absent disk, a lock. No
 * database is set aside or saved because of it. */
#include "config.h"

#include <sqlite3.h>
#include <string.h>

#include "loket-fault-vfs.h"
#include "loket-sqlite-error.h"
#include "loket-test-store.h"

static const struct {
  int result;
  LoketSqliteError code;
  LoketDamage damage;
} meanings[] = {
    {SQLITE_CORRUPT, LOKET_SQLITE_ERROR_CORRUPT, LOKET_DAMAGE_FILE},
    {SQLITE_CORRUPT_INDEX, LOKET_SQLITE_ERROR_CORRUPT, LOKET_DAMAGE_FILE},
    {SQLITE_CORRUPT_SEQUENCE, LOKET_SQLITE_ERROR_CORRUPT, LOKET_DAMAGE_FILE},
    {SQLITE_CORRUPT_VTAB, LOKET_SQLITE_ERROR_CORRUPT, LOKET_DAMAGE_INDEX},
    {SQLITE_NOTADB, LOKET_SQLITE_ERROR_CORRUPT, LOKET_DAMAGE_FILE},
    {SQLITE_BUSY, LOKET_SQLITE_ERROR_BUSY, LOKET_DAMAGE_NONE},
    {SQLITE_BUSY_SNAPSHOT, LOKET_SQLITE_ERROR_BUSY, LOKET_DAMAGE_NONE},
    {SQLITE_LOCKED_SHAREDCACHE, LOKET_SQLITE_ERROR_BUSY, LOKET_DAMAGE_NONE},
    {SQLITE_PROTOCOL, LOKET_SQLITE_ERROR_BUSY, LOKET_DAMAGE_NONE},
    {SQLITE_FULL, LOKET_SQLITE_ERROR_DISK, LOKET_DAMAGE_NONE},
    {SQLITE_IOERR_READ, LOKET_SQLITE_ERROR_DISK, LOKET_DAMAGE_NONE},
    {SQLITE_IOERR_NOMEM, LOKET_SQLITE_ERROR_DISK, LOKET_DAMAGE_NONE},
    {SQLITE_IOERR_CORRUPTFS, LOKET_SQLITE_ERROR_DISK, LOKET_DAMAGE_NONE},
    {SQLITE_READONLY_DBMOVED, LOKET_SQLITE_ERROR_DISK, LOKET_DAMAGE_NONE},
    {SQLITE_CANTOPEN_ISDIR, LOKET_SQLITE_ERROR_CANNOT_OPEN, LOKET_DAMAGE_NONE},
    {SQLITE_CONSTRAINT_PRIMARYKEY, LOKET_SQLITE_ERROR_CONSTRAINT, LOKET_DAMAGE_NONE},
    {SQLITE_ERROR, LOKET_SQLITE_ERROR_STATEMENT, LOKET_DAMAGE_NONE},
    {SQLITE_NOMEM, LOKET_SQLITE_ERROR_OTHER, LOKET_DAMAGE_NONE},
    {SQLITE_INTERRUPT, LOKET_SQLITE_ERROR_OTHER, LOKET_DAMAGE_NONE},
    {SQLITE_MISUSE, LOKET_SQLITE_ERROR_OTHER, LOKET_DAMAGE_NONE},
    {SQLITE_SCHEMA, LOKET_SQLITE_ERROR_OTHER, LOKET_DAMAGE_NONE},
};

static void
test_meanings (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (meanings); i++) {
    g_autoptr (GError) error = NULL;

    loket_sqlite_error_set (&error, meanings[i].result, "x");
    g_test_message ("%d", meanings[i].result);
    g_assert_error (error, LOKET_SQLITE_ERROR, (int) meanings[i].code);
    g_assert_cmpint (loket_sqlite_error_get_damage (meanings[i].result), ==, meanings[i].damage);
    g_assert_cmpint (loket_sqlite_error_tells_damage (error), ==,
                     meanings[i].damage != LOKET_DAMAGE_NONE);
  }
  g_assert_false (loket_sqlite_error_tells_damage (NULL));
}

static gboolean
try_open (TestStore *self, GError **error)
{
  LoketStoreOptions options = {.stepped = TRUE, .vfs = LOKET_FAULT_VFS};

  self->store = loket_store_open (self->folder, &options, error);
  return self->store != NULL;
}

static void
set_up (TestStore *self, gconstpointer data)
{
  g_autofree char *json = test_case_json ("c1", "KL-1", "\"version\":1,\"subject\":\"A\"");
  g_autofree char *item = test_upsert ("c1", 1, json);

  test_store_set_up (self, data);
  loket_page_result_free (test_store_apply (self, "k1", item));
  loket_work_item_unref (test_store_add_note (self, "c1", "a1", "kept"));
  test_store_close (self);
}

/* Nothing was set aside, and all of it is there. */
static void
assert_untouched (TestStore *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketStoredCase) stored = NULL;
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL) {
    if (strstr (name, "damaged") != NULL || strstr (name, "salvage") != NULL)
      g_error ("%s stands there", name);
  }
  g_assert_true (try_open (self, &error));
  g_assert_null (loket_store_get_salvage (self->store));
  g_assert_false (loket_store_cache_was_begun_anew (self->store));
  stored = test_store_read_case (self, "c1");
  g_assert_nonnull (stored->copy);
  g_assert_cmpuint (stored->fold->pending->len, ==, 1);
  test_store_close (self);
}

/* Each time SQLite gets a little more memory, until it is enough. */
static void
test_no_memory (TestStore *self, gconstpointer data)
{
  guint failed = 0;
  gboolean opened = FALSE;

  for (gint64 bytes = 4096; !opened; bytes += 16384) {
    sqlite3_hard_heap_limit64 (sqlite3_memory_used () + bytes);
    opened = try_open (self, NULL);
    test_store_close (self);
    sqlite3_hard_heap_limit64 (0);
    assert_untouched (self);
    failed += !opened;
  }
  g_test_message ("%u openings without enough memory", failed);
  g_assert_cmpuint (failed, >, 3);
}

/* Every write of an opening answers with something that passes. */
static void
test_at_opening (TestStore *self, gconstpointer data)
{
  const int results[] = {SQLITE_FULL, SQLITE_IOERR_WRITE, SQLITE_IOERR_FSYNC, SQLITE_NOMEM,
                         SQLITE_BUSY, SQLITE_PROTOCOL,    SQLITE_CANTOPEN};

  for (guint i = 0; i < G_N_ELEMENTS (results); i++) {
    gboolean failed = TRUE;

    for (guint operation = 0; failed; operation++) {
      loket_fault_vfs_arm (operation, results[i]);
      try_open (self, NULL);
      test_store_close (self);
      failed = loket_fault_vfs_disarm ();
      assert_untouched (self);
    }
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  loket_fault_vfs_register ();
#define ADD(name, func)                                                                            \
  g_test_add ("/store/passing-failures/" name, TestStore, NULL, set_up, func, test_store_tear_down)
  g_test_add_func ("/store/passing-failures/meanings", test_meanings);
  ADD ("no-memory", test_no_memory);
  ADD ("at-opening", test_at_opening);
  return g_test_run ();
}
