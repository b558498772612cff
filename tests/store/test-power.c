/* SPDX-License-Identifier: EUPL-1.2 */
/* The power goes a moment after something was said to be kept: contents of documents, their folders
 * and what was written elsewhere for somebody. */
#include "config.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <sys/stat.h>

#include "loket-content.h"
#include "loket-durable.h"
#include "loket-fault-files.h"
#include "loket-store-brake.h"
#include "loket-test-documents.h"
#include "loket-work-copies.h"
#include "loket-work-transfer.h"

/* All that stands below the folder of the test is on the disk, and the store is open. */
static void
begin (TestStore *self)
{
  test_store_close (self);
  loket_fault_files_begin (self->folder);
  test_store_open (self, NULL);
}

static void
cut_power (TestStore *self)
{
  loket_fault_files_freeze ();
  test_store_close (self);
  loket_fault_files_cut_power ();
  test_store_open (self, NULL);
}

/* Twice: in folders that are new, and beside contents that were there before. */
static void
test_added (TestStore *self, gconstpointer data)
{
  for (int n = 1; n <= 2; n++) {
    const char *const texts[] = {"Bewijs", "Nog een bewijs"};

    begin (self);
    test_documents_bring_in (self, n, texts[n - 1]);
    test_documents_add_act (self, n, "attach");
    cut_power (self);
    g_assert_cmpuint (test_documents_count_uploads (self, FALSE), ==, n);
    g_assert_true (test_documents_is_here (self, texts[n - 1]));
    g_assert_true (test_documents_is_here (self, texts[0]));
  }
}

/* The folder was made by a run that was cut off before it could say so. */
static void
test_folder_of_before (TestStore *self, gconstpointer data)
{
  g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "Bewijs", -1);
  g_autofree char *path = loket_content_build_path (self->folder, sha256);
  g_autofree char *folder = g_path_get_dirname (path);

  begin (self);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  test_documents_bring_in (self, 1, "Bewijs");
  test_documents_add_act (self, 1, "attach");
  cut_power (self);
  g_assert_true (test_documents_is_here (self, "Bewijs"));
}

/* A row of cache.db comes to the disk a while later; then its contents are long there. */
static void
test_fetched (TestStore *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  begin (self);
  g_assert_true (test_documents_fetch (self, 1, "Bewijs", "Bewijs", TRUE, FALSE, &error));
  g_assert_no_error (error);
  test_store_close (self);
  test_store_open (self, NULL);
  cut_power (self);
  g_assert_true (test_documents_is_here (self, "Bewijs"));
}

/* Nobody is told that it is kept where the disk does not say so. */
static void
test_not_synced (TestStore *self, gconstpointer data)
{
  gboolean folder = GPOINTER_TO_INT (data);
  g_autoptr (GFile) source = test_documents_write_file (self, "source", "Bewijs");
  g_autoptr (LoketUpload) upload = NULL;
  g_autoptr (GError) error = NULL;

  begin (self);
  /* SQLite, too, syncs folders, and makes no error of it. */
  loket_fault_files_fail (folder, EIO, folder ? G_MAXUINT : 1);
  upload = test_documents_import_at_most (self, 1, source, 1000, &error);
  loket_fault_files_fail (folder, 0, 0);
  g_assert_null (upload);
  g_assert_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_CANNOT_WRITE);
  g_assert_cmpuint (test_documents_count_uploads (self, FALSE), ==, 0);
  test_documents_bring_in (self, 1, "Bewijs");
  test_documents_add_act (self, 1, "attach");
  cut_power (self);
  g_assert_true (test_documents_is_here (self, "Bewijs"));
}

static gboolean
export_work (TestStore *self, const char *path, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  LoketTransferCounts counts;

  loket_store_export_work_async (self->store, path, 1, test_store_done_cb, &result);
  return loket_store_transfer_finish (self->store, test_store_wait (self, &result), &counts, error);
}

static void
bind (TestStore *self)
{
  g_autoptr (GAsyncResult) result = NULL;

  loket_store_bind_async (self->store, "realm", "person", NULL, 1, test_store_done_cb, &result);
  test_store_wait (self, &result);
}

/* Work that is taken elsewhere: whoever was told so may throw this computer away. */
static void
test_exported (TestStore *self, gconstpointer data)
{
  g_autofree char *path = test_store_build_path (self, "work.json");
  g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "Bewijs", -1);
  g_autofree char *content = g_build_filename (self->folder, "work.json.documents", sha256, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  bind (self);
  begin (self);
  test_documents_bring_in (self, 1, "Bewijs");
  test_documents_add_act (self, 1, "attach");
  loket_fault_files_fail (TRUE, EIO, 1);
  g_assert_false (export_work (self, path, &error));
  g_clear_error (&error);
  g_assert_true (export_work (self, path, &error));
  g_assert_no_error (error);
  cut_power (self);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_get_contents (content, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "Bewijs");
}

/* The copy of the day is there when the day is noted as copied. */
static void
test_backed_up (TestStore *self, gconstpointer data)
{
  g_autofree char *work = test_store_build_path (self, "work.db");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) copies = NULL;
  struct stat status;

  begin (self);
  loket_store_back_up_async (self->store, loket_day_new (2026, 11, 22), test_store_done_cb,
                             &result);
  test_store_wait_written (self, &result);
  cut_power (self);
  copies = loket_work_copies_list (work);
  g_assert_cmpuint (copies->len, ==, 1);
  g_assert_cmpint (g_stat (copies->pdata[0], &status), ==, 0);
  g_assert_cmpint (status.st_size, >, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, data, func)                                                                      \
  g_test_add ("/store/power/" name, TestStore, data, test_store_set_up, func, test_store_tear_down)
  ADD ("added", NULL, test_added);
  ADD ("folder-of-before", NULL, test_folder_of_before);
  ADD ("fetched", NULL, test_fetched);
  ADD ("folder-not-synced", GINT_TO_POINTER (TRUE), test_not_synced);
  ADD ("file-not-synced", GINT_TO_POINTER (FALSE), test_not_synced);
  ADD ("exported", NULL, test_exported);
  ADD ("backed-up", NULL, test_backed_up);
  return g_test_run ();
}
