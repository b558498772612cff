/* SPDX-License-Identifier: EUPL-1.2 */
/* Documents whose rows went with a damaged work.db: none of their bytes is thrown away. */
#include "config.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "loket-content.h"
#include "loket-sqlite.h"
#include "loket-store-private.h"
#include "loket-test-documents.h"
#include "loket-work-transfer.h"

/* Where the test has no clock it is the beginning of 1970. */
#define ASIDE "work.db.damaged-1970-01-01"
#define FOLDER ASIDE ".documents"
#define COPY "copy-000001-1970-01-01.db"

static void
close_store (TestStore *self)
{
  g_clear_pointer (&self->store, loket_store_close);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static void
open_store (TestStore *self)
{
  LoketStoreOptions options = {.stepped = TRUE};
  g_autoptr (GError) error = NULL;

  self->store = loket_store_open (self->folder, &options, &error);
  g_assert_no_error (error);
}

/* work.db loses some rows, and what it begins with; @then: it is opened and saved. */
static void
lose (TestStore *self, const char *sql, gboolean then)
{
  g_autofree char *path = test_store_build_path (self, "work.db");
  LoketSqliteOptions options = {.full_sync = TRUE};
  g_autoptr (GError) error = NULL;
  LoketSqlite *work;
  char zeros[100] = {0};
  int file;

  close_store (self);
  work = loket_sqlite_open (path, &options, &error);
  g_assert_no_error (error);
  g_assert_true (loket_sqlite_execute (work, sql, NULL));
  loket_sqlite_close (work);
  file = g_open (path, O_WRONLY | O_CLOEXEC, 0);
  g_assert_cmpint (pwrite (file, zeros, sizeof zeros, 0), ==, sizeof zeros);
  close (file);
  if (then)
    open_store (self);
}

static void
add (TestStore *self, int n, const char *text)
{
  test_documents_bring_in (self, n, text);
  test_documents_add_act (self, n, "attach");
}

static guint
count_told (TestStore *self)
{
  const LoketSalvage *salvage = loket_store_get_salvage (self->store);

  g_assert_nonnull (salvage);
  g_assert_cmpint (salvage->documents > 0, ==, salvage->documents_path != NULL);
  return salvage->documents;
}

/* Returns: whether it lies in the folder that is told, under that name */
static gboolean
is_put_aside (TestStore *self, const char *name, const char *text)
{
  g_autofree char *folder = test_store_build_path (self, FOLDER);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *found = NULL;

  if (!g_file_get_contents (path, &found, NULL, NULL))
    return FALSE;
  g_assert_cmpstr (found, ==, text);
  return TRUE;
}

static void
settle (TestStore *self)
{
  g_autoptr (GAsyncResult) result = NULL;

  loket_store_settle_uploads_async (self->store, 9, test_store_done_cb, &result);
  test_store_wait_written (self, &result);
}

static void
acknowledge (TestStore *self)
{
  g_autoptr (GAsyncResult) result = NULL;

  loket_store_acknowledge_salvage_async (self->store, 9, test_store_done_cb, &result);
  test_store_wait_written (self, &result);
}

/* What the act says is enough to send the contents with it. */
static void
test_row_gone (TestStore *self, gconstpointer data)
{
  g_autoptr (GPtrArray) uploads = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  const LoketUpload *upload;

  test_documents_bring_in (self, 1, "Bewijs");
  test_documents_add_whole_act (self, 1, "Bewijs");
  test_documents_apply_case (self, 1, "\"acts\":[]");
  lose (self, "DELETE FROM uploads", TRUE);
  g_assert_cmpuint (count_told (self), ==, 0);
  settle (self);
  g_assert_true (test_documents_is_here (self, "Bewijs"));
  loket_store_list_uploads_async (self->store, TRUE, test_store_done_cb, &result);
  uploads = loket_store_list_uploads_finish (self->store, test_store_wait (self, &result), NULL);
  g_assert_cmpuint (uploads->len, ==, 1);
  upload = uploads->pdata[0];
  g_assert_cmpstr (upload->name, ==, "brief.txt");
  g_assert_cmpint (upload->size, ==, 6);
  g_assert_cmpint (upload->state, ==, LOKET_UPLOAD_WAITING);
}

/* The act is gone: its contents are told, under their name. Two of one name are two. */
static void
test_act_gone (TestStore *self, gconstpointer data)
{
  add (self, 1, "Bewijs");
  add (self, 2, "Ander bewijs");
  test_documents_write_upload (self, loket_store_complete_upload_async, 1);
  lose (self, "DELETE FROM items", TRUE);
  g_assert_cmpuint (count_told (self), ==, 2);
  settle (self);
  test_store_reopen (self, FALSE);
  g_assert_cmpuint (count_told (self), ==, 2);
  g_assert_true (is_put_aside (self, "brief.txt", "Bewijs"));
  g_assert_true (is_put_aside (self, "2 brief.txt", "Ander bewijs"));
}

/* Both are gone; a document of the loket's is no find, and stays what it is. */
static void
test_all_gone (TestStore *self, gconstpointer data)
{
  g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "Bewijs", -1);
  g_autofree char *name = g_strdup_printf ("document-%.12s", sha256);

  add (self, 1, "Bewijs");
  g_assert_true (
      test_documents_fetch (self, 2, "Van het loket", "Van het loket", FALSE, FALSE, NULL));
  lose (self, "DELETE FROM items; DELETE FROM uploads", TRUE);
  g_assert_cmpuint (count_told (self), ==, 1);
  g_assert_true (is_put_aside (self, name, "Bewijs"));
  g_assert_true (test_documents_is_here (self, "Van het loket"));
  /* Once it lies there it takes no second place. */
  test_store_reopen (self, FALSE);
  g_assert_cmpuint (test_documents_count_contents (self), ==, 1);
  g_assert_cmpuint (count_told (self), ==, 1);
}

/* Where the folder cannot be made nothing is thrown away, and it is done another time. */
static void
test_not_yet (TestStore *self, gconstpointer data)
{
  g_autofree char *folder = test_store_build_path (self, FOLDER);
  g_autoptr (GAsyncResult) result = NULL;

  add (self, 1, "Bewijs");
  test_documents_write_upload (self, loket_store_complete_upload_async, 1);
  lose (self, "DELETE FROM items", FALSE);
  g_assert_true (g_file_set_contents (folder, "in the way", -1, NULL));
  open_store (self);
  g_assert_cmpuint (count_told (self), ==, 0);
  loket_store_settle_uploads_async (self->store, 9, test_store_done_cb, &result);
  g_assert_false (loket_store_write_finish (self->store, test_store_wait (self, &result), NULL));
  g_assert_true (test_documents_is_here (self, "Bewijs"));
  g_assert_cmpint (g_unlink (folder), ==, 0);
  settle (self);
  g_assert_true (is_put_aside (self, "brief.txt", "Bewijs"));
  test_store_reopen (self, FALSE);
  g_assert_cmpuint (count_told (self), ==, 1);
}

static void
erase_another (TestStore *self)
{
  g_autoptr (GAsyncResult) result = NULL;

  loket_store_erase_case_async (self->store, "another", TRUE, 9, test_store_done_cb, &result);
  test_store_wait_written (self, &result);
}

static void
erase_by_feed (TestStore *self, const char *case_id)
{
  g_autofree char *item =
      g_strdup_printf ("{\"caseId\":\"%s\",\"version\":9,\"change\":\"erased\"}", case_id);

  loket_page_result_free (test_store_apply (self, "k2", item));
}

static void
back_up (TestStore *self)
{
  g_autoptr (GAsyncResult) result = NULL;

  loket_store_back_up_async (self->store, loket_moment_get_day (9), test_store_done_cb, &result);
  test_store_wait_written (self, &result);
}

static gboolean
has_file (TestStore *self, const char *name)
{
  g_autofree char *path = test_store_build_path (self, name);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* An erasing takes all that was set aside along. */
static void
test_erased (TestStore *self, gconstpointer data)
{
  add (self, 1, "Bewijs");
  lose (self, "DELETE FROM items", TRUE);
  acknowledge (self);
  g_assert_true (is_put_aside (self, "brief.txt", "Bewijs"));
  g_assert_true (has_file (self, ASIDE));
  erase_another (self);
  g_assert_false (has_file (self, FOLDER));
  g_assert_false (has_file (self, ASIDE));
}

/* But not before a person has seen it, whoever erases; then it goes without another erasing. */
static void
test_erased_before (TestStore *self, gconstpointer by_hand)
{
  add (self, 1, "Bewijs");
  back_up (self);
  lose (self, "DELETE FROM items", TRUE);
  for (int i = 0; i < 2; i++) {
    if (by_hand != NULL)
      erase_another (self);
    else
      erase_by_feed (self, "another");
    g_assert_true (is_put_aside (self, "brief.txt", "Bewijs"));
    g_assert_true (has_file (self, ASIDE));
    g_assert_true (has_file (self, "backups/kept-" COPY));
    g_assert_true (has_file (self, "backups/" COPY));
  }
  test_store_reopen (self, FALSE);
  g_assert_true (loket_store_get_salvage (self->store)->erased);
  acknowledge (self);
  g_assert_false (has_file (self, FOLDER));
  g_assert_false (has_file (self, ASIDE));
  g_assert_false (has_file (self, "backups/kept-" COPY));
  g_assert_true (has_file (self, "backups/" COPY));
  test_store_reopen (self, FALSE);
  g_assert_null (loket_store_get_salvage (self->store));
}

/* What was erased is in a copy of before, which is kept; the next damage brings nothing of it back,
 * and does not forget that something was erased. */
static void
test_erased_and_damaged_again (TestStore *self, gconstpointer data)
{
  g_autofree char *path = test_store_build_path (self, "work.db");
  g_autofree char *garbage = g_strnfill (64 * 1024, '#');
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) pending = NULL;

  loket_work_item_unref (test_store_add_note (self, "c1", "a1", "erased"));
  loket_work_item_unref (test_store_add_note (self, "c2", "a2", "kept"));
  back_up (self);
  lose (self, "DELETE FROM drafts", TRUE);
  erase_by_feed (self, "c1");
  close_store (self);
  g_assert_true (g_file_set_contents (path, garbage, 64 * 1024, NULL));
  open_store (self);
  g_assert_true (loket_store_get_salvage (self->store)->erased);
  loket_store_list_pending_async (self->store, test_store_done_cb, &result);
  pending = loket_store_list_pending_finish (self->store, test_store_wait (self, &result), NULL);
  g_assert_cmpuint (pending->len, ==, 1);
  g_assert_cmpstr (((LoketWorkItem *) pending->pdata[0])->id, ==, "a2");
}

/* Somebody has moved it away. */
static void
test_file_gone (TestStore *self, gconstpointer data)
{
  g_autofree char *aside = test_store_build_path (self, ASIDE);

  add (self, 1, "Bewijs");
  lose (self, "SELECT 1", TRUE);
  g_assert_cmpstr (loket_store_get_salvage (self->store)->aside_path, ==, aside);
  g_assert_cmpint (g_unlink (aside), ==, 0);
  test_store_reopen (self, FALSE);
  g_assert_null (loket_store_get_salvage (self->store)->aside_path);
}

/* While the program runs: what is met is mended, and what lost its row is put aside. */
static void
test_while_running (TestStore *self, gconstpointer data)
{
  g_autofree char *path = test_store_build_path (self, "work.db");
  g_autofree char *garbage = g_strnfill (64 * 1024, '#');
  int file;

  add (self, 1, "Bewijs");
  test_documents_write_upload (self, loket_store_complete_upload_async, 1);
  test_store_reopen (self, FALSE); /* the WAL is empty now */
  file = g_open (path, O_WRONLY | O_CLOEXEC, 0);
  g_assert_cmpint (pwrite (file, garbage, 64 * 1024, 4096), ==, 64 * 1024);
  close (file);
  for (int i = 0; i < 20 && loket_store_get_salvage (self->store) == NULL; i++) {
    g_autoptr (GAsyncResult) result = NULL;

    g_autoptr (GPtrArray) pending = NULL;

    loket_store_list_pending_async (self->store, test_store_done_cb, &result);
    pending = loket_store_list_pending_finish (self->store, test_store_wait (self, &result), NULL);
    while (loket_store_step (self->store) || g_main_context_iteration (NULL, FALSE))
      continue;
  }
  g_assert_cmpuint (count_told (self), ==, 1);
  settle (self);
  test_store_reopen (self, FALSE);
  g_assert_cmpuint (count_told (self), ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                            \
  g_test_add ("/store/rescue/" name, TestStore, NULL, test_store_set_up, func, test_store_tear_down)
  ADD ("row-gone", test_row_gone);
  ADD ("act-gone", test_act_gone);
  ADD ("all-gone", test_all_gone);
  ADD ("not-yet", test_not_yet);
  ADD ("erased", test_erased);
  ADD ("erased-before-seen", test_erased_before);
  g_test_add ("/store/rescue/erased-before-seen-by-hand", TestStore, "by hand", test_store_set_up,
              test_erased_before, test_store_tear_down);
  ADD ("erased-and-damaged-again", test_erased_and_damaged_again);
  ADD ("file-gone", test_file_gone);
  ADD ("while-running", test_while_running);
  return g_test_run ();
}
