/* SPDX-License-Identifier: EUPL-1.2 */
/* What is on its way to the loket: in, in order, and gone with its act or its case. */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "loket-content.h"
#include "loket-test-documents.h"

#define CASE TEST_DOCUMENTS_CASE

/* The ids of the acts that may go, their last digits in order. */
static char *
list_sendable (TestStore *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) items = NULL;
  GString *digits = g_string_new (NULL);

  loket_store_list_sendable_async (self->store, 100, test_store_done_cb, &result);
  items = loket_store_list_sendable_finish (self->store, test_store_wait (self, &result), NULL);
  for (guint i = 0; i < items->len; i++) {
    const char *id = ((LoketWorkItem *) items->pdata[i])->id;

    g_string_append_c (digits, id[strlen (id) - 1]);
  }
  return g_string_free (digits, FALSE);
}

static void
check_sendable (TestStore *self, const char *digits)
{
  g_autofree char *found = list_sendable (self);

  g_assert_cmpstr (found, ==, digits);
}

static void
test_import (TestStore *self, gconstpointer data)
{
  g_autoptr (LoketUpload) first = test_documents_import_text (self, 1, "Bewijs");
  g_autoptr (LoketUpload) second = test_documents_import_text (self, 2, "Bewijs");
  g_autofree char *path = loket_content_build_path (self->folder, first->sha256);
  GStatBuf status;

  g_assert_cmpint (first->size, ==, 6);
  g_assert_cmpstr (first->sha256, ==, second->sha256);
  g_assert_true (test_documents_is_here (self, "Bewijs"));
  g_assert_cmpuint (test_documents_count_contents (self), ==, 1);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 07777, ==, 0600);
  /* The same content twice: it stays as long as one of them needs it. */
  test_documents_write_upload (self, loket_store_drop_upload_async, 1);
  g_assert_true (test_documents_is_here (self, "Bewijs"));
  test_documents_write_upload (self, loket_store_drop_upload_async, 2);
  g_assert_cmpuint (test_documents_count_contents (self), ==, 0);
}

static void
check_refused (TestStore *self, const char *name, gint64 bytes_max, LoketStoreError code)
{
  g_autofree char *path = test_store_build_path (self, name);
  g_autoptr (GFile) source = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  g_assert_null (test_documents_import_at_most (self, 1, source, bytes_max, &error));
  g_assert_error (error, LOKET_STORE_ERROR, (int) code);
  g_assert_cmpuint (test_documents_count_contents (self), ==, 0);
  g_assert_cmpuint (test_documents_count_uploads (self, FALSE), ==, 0);
}

static void
test_refused (TestStore *self, gconstpointer data)
{
  g_autofree char *folder = test_store_build_path (self, "folder");
  g_autofree char *pipe = test_store_build_path (self, "pipe");

  g_object_unref (test_documents_write_file (self, "seven", "1234567"));
  g_object_unref (test_documents_write_file (self, "nothing", ""));
  g_mkdir (folder, 0700);
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  check_refused (self, "seven", 6, LOKET_STORE_ERROR_FILE_TOO_LARGE);
  check_refused (self, "nothing", 6, LOKET_STORE_ERROR_FILE_EMPTY);
  check_refused (self, "folder", 100000, LOKET_STORE_ERROR_FILE);
  check_refused (self, "pipe", 100000, LOKET_STORE_ERROR_FILE);
  check_refused (self, "absent", 6, LOKET_STORE_ERROR_FILE);
}

/* An act waits for its contents; what stands behind it in its case does not wait for it. */
static void
test_order (TestStore *self, gconstpointer data)
{
  g_autofree char *document_id = test_documents_make_id ('d', 1);
  g_autofree char *act_id = test_documents_make_id ('a', 1);
  g_autoptr (GAsyncResult) result = NULL;

  test_documents_bring_in (self, 1, "Bewijs");
  test_documents_apply_case (self, 1, "\"acts\":[]");
  g_assert_cmpuint (test_documents_count_uploads (self, TRUE), ==, 0);
  test_documents_add_act (self, 1, "attach");
  test_documents_add_act (self, 2, "note");
  test_documents_add_act (self, 3, "note");
  g_assert_cmpuint (test_documents_count_uploads (self, TRUE), ==, 1);
  check_sendable (self, "2");
  loket_store_note_upload_async (self->store, document_id, "/documents/x", 3, test_store_done_cb,
                                 &result);
  test_store_wait_written (self, &result);
  check_sendable (self, "2");
  test_documents_write_upload (self, loket_store_complete_upload_async, 1);
  check_sendable (self, "1");
  g_assert_cmpuint (test_documents_count_uploads (self, TRUE), ==, 0);
  test_documents_write_upload (self, loket_store_restart_upload_async, 1);
  check_sendable (self, "2");
  loket_store_take_back_async (self->store, act_id, 9, test_store_done_cb, &result);
  g_free (loket_store_take_back_finish (self->store, test_store_wait (self, &result), NULL));
  g_clear_object (&result);
  g_assert_cmpuint (test_documents_count_uploads (self, TRUE), ==, 0);
  loket_store_settle_uploads_async (self->store, 9, test_store_done_cb, &result);
  test_store_wait_written (self, &result);
  g_assert_cmpuint (test_documents_count_uploads (self, FALSE), ==, 0);
  g_assert_cmpuint (test_documents_count_contents (self), ==, 0);
}

/* The loket does not take the contents: a person is asked, as for any act. */
static void
test_failed (TestStore *self, gconstpointer data)
{
  g_autofree char *document_id = test_documents_make_id ('d', 1);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) pending = NULL;
  const LoketWorkItem *item;

  test_documents_bring_in (self, 1, "Bewijs");
  test_documents_apply_case (self, 1, "\"acts\":[]");
  test_documents_add_act (self, 1, "attach");
  loket_store_fail_upload_async (self->store, document_id, "documentTooLarge", 9,
                                 test_store_done_cb, &result);
  test_store_wait_written (self, &result);
  loket_store_list_pending_async (self->store, test_store_done_cb, &result);
  pending = loket_store_list_pending_finish (self->store, test_store_wait (self, &result), NULL);
  item = pending->pdata[0];
  g_assert_cmpint (item->state, ==, LOKET_WORK_REFUSED);
  g_assert_cmpstr (item->reason, ==, "documentTooLarge");
  g_assert_cmpuint (test_documents_count_uploads (self, TRUE), ==, 0);
  g_assert_true (test_documents_is_here (self, "Bewijs"));
}

static void
check_upload_state (TestStore *self, LoketUploadState state)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) uploads = NULL;

  loket_store_list_uploads_async (self->store, FALSE, test_store_done_cb, &result);
  uploads = loket_store_list_uploads_finish (self->store, test_store_wait (self, &result), NULL);
  g_assert_cmpuint (uploads->len, ==, 1);
  g_assert_cmpint (((LoketUpload *) uploads->pdata[0])->state, ==, state);
}

static void
check_dropped (TestStore *self, GAsyncResult **result)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (loket_store_write_finish (self->store, test_store_wait (self, result), &error));
  g_assert_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_NOT_FOUND);
  g_clear_object (result);
  check_upload_state (self, LOKET_UPLOAD_FAILED);
}

/* What was on its way when it failed does not undo that: a person is asked. */
static void
test_failed_on_its_way (TestStore *self, gconstpointer data)
{
  g_autofree char *document_id = test_documents_make_id ('d', 1);
  g_autoptr (GAsyncResult) result = NULL;

  test_documents_bring_in (self, 1, "Bewijs");
  test_documents_apply_case (self, 1, "\"acts\":[]");
  test_documents_add_act (self, 1, "attach");
  loket_store_fail_upload_async (self->store, document_id, "documentTooLarge", 9,
                                 test_store_done_cb, &result);
  test_store_wait_written (self, &result);
  loket_store_note_upload_async (self->store, document_id, "/documents/x", 3, test_store_done_cb,
                                 &result);
  check_dropped (self, &result);
  loket_store_complete_upload_async (self->store, document_id, test_store_done_cb, &result);
  check_dropped (self, &result);
  loket_store_restart_upload_async (self->store, document_id, test_store_done_cb, &result);
  check_dropped (self, &result);
}

/* Its act once more, as a person decided: then it goes on. */
static void
test_failed_and_again (TestStore *self, gconstpointer data)
{
  g_autofree char *document_id = test_documents_make_id ('d', 1);
  g_autoptr (GAsyncResult) result = NULL;

  test_documents_bring_in (self, 1, "Bewijs");
  test_documents_apply_case (self, 1, "\"acts\":[]");
  loket_store_fail_upload_async (self->store, document_id, "documentTooLarge", 9,
                                 test_store_done_cb, &result);
  test_store_wait_written (self, &result);
  test_documents_add_act (self, 1, "attach");
  g_assert_cmpuint (test_documents_count_uploads (self, TRUE), ==, 1);
  loket_store_note_upload_async (self->store, document_id, "/documents/x", 3, test_store_done_cb,
                                 &result);
  test_store_wait_written (self, &result);
  check_upload_state (self, LOKET_UPLOAD_SENDING);
}

/* The loket has the act of a document, and says so. */
static void
take_act (TestStore *self)
{
  g_autofree char *taken =
      test_act_json ("a0000000-0000-4000-8000-000000000001", "attach", 1,
                     "{\"documentId\":\"d0000000-0000-4000-8000-000000000001\"}");
  g_autofree char *acts = g_strdup_printf ("\"acts\":[%s]", taken);

  test_documents_bring_in (self, 1, "Bewijs");
  test_documents_apply_case (self, 1, "\"acts\":[]");
  test_documents_add_act (self, 1, "attach");
  test_documents_write_upload (self, loket_store_complete_upload_async, 1);
  test_documents_apply_case (self, 2, acts);
  test_store_sweep (self, 9);
}

static GPtrArray *
settle_and_list (TestStore *self)
{
  g_autoptr (GAsyncResult) result = NULL;

  loket_store_settle_uploads_async (self->store, 9, test_store_done_cb, &result);
  test_store_wait_written (self, &result);
  loket_store_list_kept_async (self->store, CASE, test_store_done_cb, &result);
  return loket_store_list_kept_finish (self->store, test_store_wait (self, &result), NULL);
}

/* A row that was saved of a damaged work.db may name contents that went long ago. */
static void
test_taken_without_contents (TestStore *self, gconstpointer data)
{
  g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "Bewijs", -1);
  g_autoptr (GPtrArray) kept = NULL;

  take_act (self);
  loket_content_drop (self->folder, sha256);
  kept = settle_and_list (self);
  g_assert_cmpuint (kept->len, ==, 0);
  g_assert_cmpuint (test_documents_count_uploads (self, FALSE), ==, 0);
}

/* Once the loket has act and contents, they are kept like those that were fetched. */
static void
test_taken (TestStore *self, gconstpointer data)
{
  g_autoptr (GPtrArray) kept = NULL;

  take_act (self);
  kept = settle_and_list (self);
  g_assert_cmpuint (kept->len, ==, 1);
  g_assert_cmpint (((LoketKeptDocument *) kept->pdata[0])->state, ==, LOKET_KEPT_HERE);
  g_assert_cmpuint (test_documents_count_uploads (self, FALSE), ==, 0);
  g_assert_true (test_documents_is_here (self, "Bewijs"));
  /* And is no one's any more when the case goes. */
  {
    g_autofree char *gone =
        g_strdup_printf ("{\"caseId\":\"%s\",\"version\":3,\"change\":\"erased\"}", CASE);

    loket_page_result_free (test_store_apply (self, "n3", gone));
  }
  g_assert_cmpuint (test_documents_count_contents (self), ==, 0);
}

/* Erased: also what was never sent. */
static void
test_erased (TestStore *self, gconstpointer data)
{
  g_autofree char *gone =
      g_strdup_printf ("{\"caseId\":\"%s\",\"version\":2,\"change\":\"erased\"}", CASE);

  test_documents_bring_in (self, 1, "Bewijs");
  test_documents_apply_case (self, 1, "\"acts\":[]");
  test_documents_add_act (self, 1, "attach");
  loket_page_result_free (test_store_apply (self, "n2", gone));
  g_assert_cmpuint (test_documents_count_uploads (self, FALSE), ==, 0);
  g_assert_cmpuint (test_documents_count_contents (self), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                            \
  g_test_add ("/store/uploads/" name, TestStore, NULL, test_store_set_up, func,                    \
              test_store_tear_down)
  ADD ("import", test_import);
  ADD ("refused", test_refused);
  ADD ("order", test_order);
  ADD ("failed", test_failed);
  ADD ("failed-on-its-way", test_failed_on_its_way);
  ADD ("failed-and-again", test_failed_and_again);
  ADD ("taken", test_taken);
  ADD ("taken-without-contents", test_taken_without_contents);
  ADD ("erased", test_erased);
  return g_test_run ();
}
