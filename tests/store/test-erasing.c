/* SPDX-License-Identifier: EUPL-1.2 */
/* An erasing that cannot go on behind the databases is finished later, by itself, whoever erased:
 * no file of the folder says a word of it. */
#include "config.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "loket-fault-vfs.h"
#include "loket-test-store.h"
#include "loket-work-transfer.h"

#define WORD "Geheimwoord"
#define NOTE "geheimbriefje"
#define ERASED "{\"caseId\":\"c1\",\"version\":9,\"change\":\"erased\"}"

/* Another case of the same page, in which work waits: it is settled with it. */
#define ERASED_BESIDE_OTHERS ERASED ",%s"

static void
back_up (TestStore *self, LoketDay day)
{
  GAsyncResult *result = NULL;

  loket_store_back_up_async (self->store, day, test_store_done_cb, &result);
  test_store_wait_written (self, &result);
}

/* Two cases with a note in each, and the copy of a day that has them. */
static void
set_up (TestStore *self, gconstpointer data)
{
  g_autofree char *one = test_case_json ("c1", "KL-1", "\"subject\":\"" WORD "\"");
  g_autofree char *two = test_case_json ("c2", "KL-2", "\"subject\":\"B\"");
  g_autofree char *first = test_upsert ("c1", 1, one);
  g_autofree char *second = test_upsert ("c2", 1, two);
  g_autofree char *items = g_strconcat (first, ",", second, NULL);

  self->folder = g_dir_make_tmp ("loket-erasing-XXXXXX", NULL);
  test_store_open (self, LOKET_FAULT_VFS);
  loket_page_result_free (test_store_apply (self, "k1", items));
  loket_work_item_unref (test_store_add_note (self, "c1", "a1", NOTE));
  loket_work_item_unref (test_store_add_note (self, "c2", "a2", "kept"));
  test_store_project (self, "c1");
  back_up (self, loket_day_new (2026, 12, 1));
}

static void
tear_down (TestStore *self, gconstpointer data)
{
  test_store_tear_down (self, data);
  loket_fault_vfs_forget ();
}

static gboolean
says (const char *path, const char *word)
{
  g_autofree char *bytes = NULL;
  gsize length;

  return g_file_get_contents (path, &bytes, &length, NULL) &&
         memmem (bytes, length, word, strlen (word)) != NULL;
}

/* Returns: (nullable) (transfer full): a file that says one of the words */
static char *
find_trace (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    char *below = g_file_test (path, G_FILE_TEST_IS_DIR) ? find_trace (path) : NULL;

    if (below != NULL || says (path, WORD) || says (path, NOTE))
      return below != NULL ? below : g_steal_pointer (&path);
  }
  return NULL;
}

static void
assert_traces (TestStore *self, gboolean expected)
{
  g_autofree char *trace = find_trace (self->folder);

  if (!expected && trace != NULL)
    g_error ("%s still says it", trace);
  g_assert_true (!expected || trace != NULL);
}

static gboolean
ask_to_erase (TestStore *self, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  loket_store_erase_case_async (self->store, "c1", TRUE, 5, test_store_done_cb, &result);
  return loket_store_write_finish (self->store, test_store_wait (self, &result), error);
}

static gboolean
erase_by_hand (TestStore *self)
{
  return ask_to_erase (self, NULL);
}

static gboolean
erase_by_feed (TestStore *self)
{
  g_autofree char *json = test_case_json ("c2", "KL-2", "\"version\":2,\"subject\":\"C\"");
  g_autofree char *other = test_upsert ("c2", 2, json);
  g_autofree char *items = g_strdup_printf (ERASED_BESIDE_OTHERS, other);
  g_autoptr (GBytes) page = test_page ("k2", items);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (LoketPageResult) applied = NULL;

  loket_store_apply_page_async (self->store, page, NULL, 5, test_store_done_cb, &result);
  applied = loket_store_apply_page_finish (self->store, test_store_wait (self, &result), NULL);
  return applied != NULL;
}

static gboolean
erase (TestStore *self, const char *who)
{
  return g_str_equal (who, "by-hand") ? erase_by_hand (self) : erase_by_feed (self);
}

static gboolean
is_still_here (TestStore *self)
{
  g_autoptr (LoketStoredCase) stored = test_store_read_case (self, "c1");

  return stored != NULL && stored->copy != NULL;
}

/* The desk is not without a copy, and nothing takes it along any more. */
static void
assert_copies_stay (TestStore *self)
{
  g_autofree char *made =
      g_build_filename (self->folder, "backups", "copy-000001-1970-01-01.db", NULL);

  g_assert_true (g_file_test (made, G_FILE_TEST_EXISTS));
  back_up (self, loket_day_new (2026, 12, 2));
  test_store_close (self);
  test_store_open (self, LOKET_FAULT_VFS);
  test_store_sweep (self, 7);
  g_assert_true (g_file_test (made, G_FILE_TEST_EXISTS));
}

/* Something stands in the way of one file: the erasing is done all the same, and what could be
 * deleted is. */
static void
obstruct (TestStore *self, const char *who)
{
  g_autofree char *obstacle = test_store_build_path (self, "work.db.again");
  g_autofree char *left = test_store_build_path (self, "work.db.salvage");
  g_autofree char *copy =
      g_build_filename (self->folder, "backups", "copy-000001-2026-12-01.db", NULL);

  g_assert_cmpint (g_mkdir (obstacle, 0700), ==, 0);
  g_assert_true (g_file_set_contents (left, NOTE, -1, NULL));
  g_assert_true (says (copy, NOTE));
  g_assert_true (erase (self, who));
  g_assert_false (is_still_here (self));
  g_assert_false (g_file_test (copy, G_FILE_TEST_EXISTS));
  assert_traces (self, TRUE);
  test_store_sweep (self, 6);
  assert_traces (self, TRUE);
  g_assert_cmpint (g_rmdir (obstacle), ==, 0);
}

static void
test_obstacle_then_opened (TestStore *self, gconstpointer who)
{
  obstruct (self, who);
  test_store_close (self);
  test_store_open (self, LOKET_FAULT_VFS);
  assert_traces (self, FALSE);
  assert_copies_stay (self);
}

static void
test_obstacle_then_synced (TestStore *self, gconstpointer who)
{
  obstruct (self, who);
  test_store_sweep (self, 6);
  assert_traces (self, FALSE);
  assert_copies_stay (self);
}

/* Whoever asks once more for what is gone has it finished. */
static void
test_obstacle_then_erased_again (TestStore *self, gconstpointer who)
{
  obstruct (self, who);
  g_assert_true (erase_by_hand (self));
  assert_traces (self, FALSE);
  assert_copies_stay (self);
}

/* Another program reads on in what was there: journals keep it that long. */
static void
test_reader (TestStore *self, gconstpointer who)
{
  g_autofree char *path = test_store_build_path (self, "work.db");
  LoketSqliteOptions options = {.read_only = TRUE};
  g_autoptr (LoketSqlite) reader = loket_sqlite_open (path, &options, NULL);
  gint64 count;

  g_assert_true (loket_sqlite_execute (reader, "BEGIN", NULL));
  g_assert_true (loket_sqlite_read_int (reader, "SELECT count(*) FROM items", &count, NULL));
  g_assert_true (erase (self, who));
  g_assert_false (is_still_here (self));
  assert_traces (self, TRUE);
  g_clear_pointer (&reader, loket_sqlite_close);
  test_store_sweep (self, 6);
  assert_traces (self, FALSE);
  assert_copies_stay (self);
}

/* What was not done is asked for once more: the page comes again, the case still stands in the
 * list.
 */
static void
erase_what_is_here (TestStore *self, const char *who)
{
  if (!is_still_here (self))
    return;
  g_assert_true (erase (self, who));
  g_assert_false (is_still_here (self));
}

/* Returns: whether the disk failed at all: else an erasing takes fewer writes than that */
static gboolean
cut_off_at (guint operation, gboolean power, const char *who)
{
  TestStore fixture = {NULL};
  gboolean erased, failed;

  set_up (&fixture, NULL);
  loket_fault_vfs_arm (operation, SQLITE_FULL);
  erased = erase (&fixture, who);
  failed = loket_fault_vfs_disarm ();
  /* Nothing that closing wants to write arrives either. */
  loket_fault_vfs_arm (0, SQLITE_IOERR_WRITE);
  test_store_close (&fixture);
  loket_fault_vfs_disarm ();
  if (power)
    loket_fault_vfs_cut_power ();
  test_store_open (&fixture, LOKET_FAULT_VFS);
  g_assert_true (!erased || !is_still_here (&fixture));
  erase_what_is_here (&fixture, who);
  assert_traces (&fixture, FALSE);
  tear_down (&fixture, NULL);
  return failed;
}

/* At each write the power goes; at every third the disk is full from there on. */
static void
test_cut_off (gconstpointer who)
{
  for (guint stride = 1; stride <= 3; stride += 2) {
    guint operation = 0;

    while (cut_off_at (operation, stride == 1, who))
      operation += stride;
    g_test_message ("%s: cut off at each of %u writes", (const char *) who, operation);
    g_assert_cmpuint (operation, >, 60);
  }
}

static gboolean
has_note (TestStore *self)
{
  g_autoptr (LoketStoredCase) stored = test_store_read_case (self, "c1");

  return stored != NULL && stored->items->len > 0;
}

/* Returns: whether the disk failed at all */
static gboolean
refuse_at (guint operation, guint *n_half)
{
  TestStore fixture = {NULL};
  g_autoptr (GError) error = NULL;
  gboolean half, failed;

  set_up (&fixture, NULL);
  loket_fault_vfs_arm (operation, SQLITE_FULL);
  if (!ask_to_erase (&fixture, &error)) {
    half = g_error_matches (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_HALF_ERASED);
    g_assert_true (is_still_here (&fixture));
    g_assert_true (has_note (&fixture) == !half);
    *n_half += half;
  }
  failed = loket_fault_vfs_disarm ();
  tear_down (&fixture, NULL);
  return failed;
}

/* Where it stops between the two databases, nobody is told that nothing was changed. */
static void
test_told_how_far (void)
{
  guint n_half = 0;

  for (guint operation = 0; refuse_at (operation, &n_half); operation++)
    continue;
  g_assert_cmpuint (n_half, >, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  loket_fault_vfs_register ();
#define ADD(name, who, func)                                                                       \
  g_test_add ("/store/erasing/" name "/" who, TestStore, who, set_up, func, tear_down)
  ADD ("obstacle-then-opened", "by-hand", test_obstacle_then_opened);
  ADD ("obstacle-then-opened", "by-feed", test_obstacle_then_opened);
  ADD ("obstacle-then-synced", "by-hand", test_obstacle_then_synced);
  ADD ("obstacle-then-synced", "by-feed", test_obstacle_then_synced);
  ADD ("obstacle-then-erased-again", "by-hand", test_obstacle_then_erased_again);
  ADD ("obstacle-then-erased-again", "by-feed", test_obstacle_then_erased_again);
  ADD ("reader", "by-hand", test_reader);
  ADD ("reader", "by-feed", test_reader);
  g_test_add_func ("/store/erasing/told-how-far", test_told_how_far);
  g_test_add_data_func ("/store/erasing/cut-off/by-hand", "by-hand", test_cut_off);
  g_test_add_data_func ("/store/erasing/cut-off/by-feed", "by-feed", test_cut_off);
  return g_test_run ();
}
