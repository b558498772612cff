/* SPDX-License-Identifier: EUPL-1.2 */
/* Contents of documents: in, out, on their way, and gone with their case. */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "loket-act.h"
#include "loket-bodies.h"
#include "loket-content.h"
#include "loket-documents-check.h"
#include "loket-store-documents.h"
#include "loket-store-private.h"
#include "loket-test-store.h"

#define CASE "c0000000-0000-4000-8000-000000000001"

/* @n: 0 to 9 */
static char *
make_id (char kind, int n)
{
  return g_strdup_printf ("%c0000000-0000-4000-8000-00000000000%d", kind, n);
}

static GFile *
write_file (TestStore *self, const char *name, const char *text)
{
  g_autofree char *path = test_store_build_path (self, name);

  g_file_set_contents (path, text, -1, NULL);
  return g_file_new_for_path (path);
}

static LoketUpload *
import_at_most (TestStore *self, int n, GFile *source, gint64 bytes_max, GError **error)
{
  g_autofree char *document_id = make_id ('d', n);
  g_autoptr (GAsyncResult) result = NULL;
  LoketUpload about = {.document_id = document_id,
                       .case_id = (char *) CASE,
                       .name = (char *) "brief.txt",
                       .made_at = n};

  loket_store_import_async (self->store, &about, source, bytes_max, test_store_done_cb, &result);
  return loket_store_import_finish (self->store, test_store_wait (self, &result), error);
}

static LoketUpload *
import_text (TestStore *self, int n, const char *text)
{
  g_autoptr (GFile) source = write_file (self, "source", text);
  g_autoptr (GError) error = NULL;
  LoketUpload *upload = import_at_most (self, n, source, 1000, &error);

  g_assert_no_error (error);
  return upload;
}

/* Where only that it is here matters. */
static void
bring_in (TestStore *self, int n, const char *text)
{
  loket_upload_free (import_text (self, n, text));
}

static void
add_act (TestStore *self, int n, const char *type)
{
  g_autofree char *act_id = make_id ('a', n);
  g_autofree char *payload =
      g_strdup_printf ("{\"documentId\":\"d0000000-0000-4000-8000-00000000000%d\"}", n);
  g_autofree char *text = test_act_json (act_id, type, 0, payload);
  g_autoptr (JsonNode) json = loket_json_parse (text, -1, NULL);
  g_autoptr (LoketAct) act = loket_act_from_json (json_node_get_object (json), NULL);
  g_autoptr (GBytes) body = loket_act_body_make (act, NULL);
  g_autoptr (LoketWorkItem) item = loket_work_item_new_act (CASE, "R-1", act, body, n);
  g_autoptr (GAsyncResult) result = NULL;

  loket_store_add_work_async (self->store, item, NULL, NULL, test_store_done_cb, &result);
  test_store_wait_written (self, &result);
}

static GPtrArray *
list_uploads (TestStore *self, gboolean sendable)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *uploads;

  loket_store_list_uploads_async (self->store, sendable, test_store_done_cb, &result);
  uploads = loket_store_list_uploads_finish (self->store, test_store_wait (self, &result), &error);
  g_assert_no_error (error);
  return uploads;
}

static guint
count_uploads (TestStore *self, gboolean sendable)
{
  g_autoptr (GPtrArray) uploads = list_uploads (self, sendable);

  return uploads->len;
}

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

static gboolean
is_here (TestStore *self, const char *text)
{
  g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  g_autofree char *path = loket_content_build_path (self->folder, sha256);
  g_autofree char *found = NULL;

  if (!g_file_get_contents (path, &found, NULL, NULL))
    return FALSE;
  g_assert_cmpstr (found, ==, text);
  return TRUE;
}

/* Which files lie below `documents`. */
static guint
count_files (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;
  guint count = 0;

  if (folder == NULL)
    return g_file_test (path, G_FILE_TEST_IS_REGULAR) ? 1 : 0;
  while ((name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *inner = g_build_filename (path, name, NULL);

    count += count_files (inner);
  }
  return count;
}

static guint
count_contents (TestStore *self)
{
  g_autofree char *path = test_store_build_path (self, "documents");

  return count_files (path);
}

static void
write_upload (TestStore *self,
              void (*func) (LoketStore *, const char *, GAsyncReadyCallback, gpointer),
              int n)
{
  g_autofree char *document_id = make_id ('d', n);
  g_autoptr (GAsyncResult) result = NULL;

  func (self->store, document_id, test_store_done_cb, &result);
  test_store_wait_written (self, &result);
}

static void
apply_case (TestStore *self, int version, const char *more)
{
  g_autofree char *json = test_case_json (CASE, "R-1", more);
  g_autofree char *item = test_upsert (CASE, version, json);
  g_autofree char *next = g_strdup_printf ("n%d", version);

  loket_page_result_free (test_store_apply (self, next, item));
}

static void
test_import (TestStore *self, gconstpointer data)
{
  g_autoptr (LoketUpload) first = import_text (self, 1, "Bewijs");
  g_autoptr (LoketUpload) second = import_text (self, 2, "Bewijs");
  g_autofree char *path = loket_content_build_path (self->folder, first->sha256);
  GStatBuf status;

  g_assert_cmpint (first->size, ==, 6);
  g_assert_cmpstr (first->sha256, ==, second->sha256);
  g_assert_true (is_here (self, "Bewijs"));
  g_assert_cmpuint (count_contents (self), ==, 1);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 07777, ==, 0600);
  /* The same content twice: it stays as long as one of them needs it. */
  write_upload (self, loket_store_drop_upload_async, 1);
  g_assert_true (is_here (self, "Bewijs"));
  write_upload (self, loket_store_drop_upload_async, 2);
  g_assert_cmpuint (count_contents (self), ==, 0);
}

static void
check_refused (TestStore *self, const char *name, gint64 bytes_max, LoketStoreError code)
{
  g_autofree char *path = test_store_build_path (self, name);
  g_autoptr (GFile) source = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  g_assert_null (import_at_most (self, 1, source, bytes_max, &error));
  g_assert_error (error, LOKET_STORE_ERROR, (int) code);
  g_assert_cmpuint (count_contents (self), ==, 0);
  g_assert_cmpuint (count_uploads (self, FALSE), ==, 0);
}

static void
test_refused (TestStore *self, gconstpointer data)
{
  g_autofree char *folder = test_store_build_path (self, "folder");
  g_autofree char *pipe = test_store_build_path (self, "pipe");

  g_object_unref (write_file (self, "seven", "1234567"));
  g_object_unref (write_file (self, "nothing", ""));
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
  g_autofree char *document_id = make_id ('d', 1);
  g_autofree char *act_id = make_id ('a', 1);
  g_autoptr (GAsyncResult) result = NULL;

  bring_in (self, 1, "Bewijs");
  apply_case (self, 1, "\"acts\":[]");
  g_assert_cmpuint (count_uploads (self, TRUE), ==, 0);
  add_act (self, 1, "attach");
  add_act (self, 2, "note");
  add_act (self, 3, "note");
  g_assert_cmpuint (count_uploads (self, TRUE), ==, 1);
  check_sendable (self, "2");
  loket_store_note_upload_async (self->store, document_id, "/documents/x", 3, test_store_done_cb,
                                 &result);
  test_store_wait_written (self, &result);
  check_sendable (self, "2");
  write_upload (self, loket_store_complete_upload_async, 1);
  check_sendable (self, "1");
  g_assert_cmpuint (count_uploads (self, TRUE), ==, 0);
  write_upload (self, loket_store_restart_upload_async, 1);
  check_sendable (self, "2");
  loket_store_take_back_async (self->store, act_id, 9, test_store_done_cb, &result);
  g_free (loket_store_take_back_finish (self->store, test_store_wait (self, &result), NULL));
  g_clear_object (&result);
  g_assert_cmpuint (count_uploads (self, TRUE), ==, 0);
  loket_store_settle_uploads_async (self->store, 9, test_store_done_cb, &result);
  test_store_wait_written (self, &result);
  g_assert_cmpuint (count_uploads (self, FALSE), ==, 0);
  g_assert_cmpuint (count_contents (self), ==, 0);
}

/* The loket does not take the contents: a person is asked, as for any act. */
static void
test_failed (TestStore *self, gconstpointer data)
{
  g_autofree char *document_id = make_id ('d', 1);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) pending = NULL;
  const LoketWorkItem *item;

  bring_in (self, 1, "Bewijs");
  apply_case (self, 1, "\"acts\":[]");
  add_act (self, 1, "attach");
  loket_store_fail_upload_async (self->store, document_id, "documentTooLarge", 9,
                                 test_store_done_cb, &result);
  test_store_wait_written (self, &result);
  loket_store_list_pending_async (self->store, test_store_done_cb, &result);
  pending = loket_store_list_pending_finish (self->store, test_store_wait (self, &result), NULL);
  item = pending->pdata[0];
  g_assert_cmpint (item->state, ==, LOKET_WORK_REFUSED);
  g_assert_cmpstr (item->reason, ==, "documentTooLarge");
  g_assert_cmpuint (count_uploads (self, TRUE), ==, 0);
  g_assert_true (is_here (self, "Bewijs"));
}

/* Once the loket has act and contents, they are kept like those that were fetched. */
static void
test_taken (TestStore *self, gconstpointer data)
{
  g_autofree char *taken =
      test_act_json ("a0000000-0000-4000-8000-000000000001", "attach", 1,
                     "{\"documentId\":\"d0000000-0000-4000-8000-000000000001\"}");
  g_autofree char *acts = g_strdup_printf ("\"acts\":[%s]", taken);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) kept = NULL;

  bring_in (self, 1, "Bewijs");
  apply_case (self, 1, "\"acts\":[]");
  add_act (self, 1, "attach");
  write_upload (self, loket_store_complete_upload_async, 1);
  apply_case (self, 2, acts);
  loket_store_sweep_async (self->store, 9, test_store_done_cb, &result);
  test_store_wait_written (self, &result);
  loket_store_settle_uploads_async (self->store, 9, test_store_done_cb, &result);
  test_store_wait_written (self, &result);
  loket_store_list_kept_async (self->store, CASE, test_store_done_cb, &result);
  kept = loket_store_list_kept_finish (self->store, test_store_wait (self, &result), NULL);
  g_assert_cmpuint (kept->len, ==, 1);
  g_assert_cmpint (((LoketKeptDocument *) kept->pdata[0])->state, ==, LOKET_KEPT_HERE);
  g_assert_cmpuint (count_uploads (self, FALSE), ==, 0);
  g_assert_true (is_here (self, "Bewijs"));
  /* And is no one's any more when the case goes. */
  {
    g_autofree char *gone =
        g_strdup_printf ("{\"caseId\":\"%s\",\"version\":3,\"change\":\"erased\"}", CASE);

    loket_page_result_free (test_store_apply (self, "n3", gone));
  }
  g_assert_cmpuint (count_contents (self), ==, 0);
}

/* Erased: also what was never sent. */
static void
test_erased (TestStore *self, gconstpointer data)
{
  g_autofree char *gone =
      g_strdup_printf ("{\"caseId\":\"%s\",\"version\":2,\"change\":\"erased\"}", CASE);

  bring_in (self, 1, "Bewijs");
  apply_case (self, 1, "\"acts\":[]");
  add_act (self, 1, "attach");
  loket_page_result_free (test_store_apply (self, "n2", gone));
  g_assert_cmpuint (count_uploads (self, FALSE), ==, 0);
  g_assert_cmpuint (count_contents (self), ==, 0);
}

static void
fill_document (LoketKeptDocument *document, const char *document_id, const char *text, int used_at)
{
  *document = (LoketKeptDocument){
      .document_id = g_strdup (document_id),
      .case_id = g_strdup (CASE),
      .sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1),
      .size = (gint64) strlen (text),
      .used_at = used_at,
  };
}

static void
clear_document (LoketKeptDocument *document)
{
  g_free (document->document_id);
  g_free (document->case_id);
  g_free (document->sha256);
}

static void
put_row (TestStore *self, const LoketKeptDocument *document)
{
  g_autoptr (GAsyncResult) result = NULL;

  loket_store_put_kept_async (self->store, document, test_store_done_cb, &result);
  test_store_wait_written (self, &result);
}

/* @text: what comes; @promised: what its hash says */
static gboolean
fetch (TestStore *self,
       int n,
       const char *text,
       const char *promised,
       gboolean pinned,
       gboolean fleeting,
       GError **error)
{
  g_autofree char *document_id = make_id ('d', n);
  g_autoptr (GBytes) head = g_bytes_new (text, 3);
  g_autoptr (GBytes) tail = g_bytes_new (text + 2, strlen (text) - 2);
  g_autoptr (GAsyncResult) result = NULL;
  LoketKeptDocument document;
  gboolean kept;

  fill_document (&document, document_id, promised, n);
  document.pinned = pinned;
  document.fleeting = fleeting;
  put_row (self, &document);
  loket_store_add_piece_async (self->store, document_id, fleeting, 0, head, test_store_done_cb,
                               &result);
  test_store_wait_written (self, &result);
  g_assert_cmpint (loket_store_get_part_size (self->store, document_id, fleeting), ==, 3);
  loket_store_add_piece_async (self->store, document_id, fleeting, 2, tail, test_store_done_cb,
                               &result);
  test_store_wait_written (self, &result);
  loket_store_keep_whole_async (self->store, &document, test_store_done_cb, &result);
  kept = loket_store_write_finish (self->store, test_store_wait (self, &result), error);
  clear_document (&document);
  return kept;
}

static void
test_fetched (TestStore *self, gconstpointer data)
{
  g_autofree char *document_id = make_id ('d', 2);
  g_autoptr (GError) error = NULL;

  g_assert_true (fetch (self, 1, "Bewijs", "Bewijs", FALSE, FALSE, &error));
  g_assert_true (is_here (self, "Bewijs"));
  g_assert_false (fetch (self, 2, "Vervalst", "Bewijzen", FALSE, FALSE, &error));
  g_assert_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_CONTENT);
  g_assert_cmpint (loket_store_get_part_size (self->store, document_id, FALSE), ==, 0);
  g_assert_cmpuint (count_contents (self), ==, 1);
}

/* What was used longest ago makes room; never what is pinned or not yet sent. */
static void
test_room (TestStore *self, gconstpointer data)
{
  bring_in (self, 9, "nog niet weg");
  apply_case (self, 1, "\"acts\":[]");
  add_act (self, 9, "attach");
  loket_store_set_documents_bytes_max (self->store, 25);
  g_assert_true (fetch (self, 1, "vastgehouden", "vastgehouden", TRUE, FALSE, NULL));
  g_assert_true (fetch (self, 2, "tien-tekens", "tien-tekens", FALSE, FALSE, NULL));
  g_assert_true (fetch (self, 3, "nog-tien-te", "nog-tien-te", FALSE, FALSE, NULL));
  g_assert_true (is_here (self, "tien-tekens"));
  g_assert_true (fetch (self, 4, "te-veel-nu!", "te-veel-nu!", FALSE, FALSE, NULL));
  g_assert_false (is_here (self, "tien-tekens"));
  g_assert_true (is_here (self, "nog-tien-te"));
  g_assert_true (is_here (self, "te-veel-nu!"));
  g_assert_true (is_here (self, "vastgehouden"));
  g_assert_true (is_here (self, "nog niet weg"));
}

static GFile *
make_copy (TestStore *self, int n, const char *text, const char *name, gboolean fleeting)
{
  g_autofree char *document_id = make_id ('d', n);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  LoketKeptDocument document;
  GFile *copy;

  fill_document (&document, document_id, text, n);
  document.fleeting = fleeting;
  loket_store_make_copy_async (self->store, &document, name, 50, test_store_done_cb, &result);
  copy = loket_store_make_copy_finish (self->store, test_store_wait (self, &result), &error);
  clear_document (&document);
  if (copy == NULL)
    g_assert_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_CONTENT);
  return copy;
}

/* A program of the person's gets a copy, under a harmless name, which goes when the desk closes. */
static void
test_copies (TestStore *self, gconstpointer data)
{
  g_autofree char *open_folder = test_store_build_path (self, "open");
  g_autoptr (GFile) copy = NULL;
  g_autoptr (GFile) damaged = NULL;
  g_autofree char *path = NULL;
  g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "Bewijs", -1);
  g_autofree char *content = loket_content_build_path (self->folder, sha256);
  GStatBuf status;

  g_assert_true (fetch (self, 1, "Bewijs", "Bewijs", FALSE, FALSE, NULL));
  copy = make_copy (self, 1, "Bewijs", "../../../etc/cron.d/x.txt", FALSE);
  path = g_file_get_path (copy);
  g_assert_true (g_str_has_prefix (path, open_folder));
  g_assert_true (g_str_has_suffix (path, "/etc-cron.d-x.txt"));
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 07777, ==, 0400);
  g_file_set_contents (content, "Vervalst", -1, NULL);
  damaged = make_copy (self, 1, "Bewijs", "x.txt", FALSE);
  g_assert_null (damaged);
  test_store_reopen (self, FALSE);
  g_assert_false (g_file_test (open_folder, G_FILE_TEST_EXISTS));
}

/* What may not be kept on this machine is not in the desk folder, and nowhere once it is closed. */
static void
test_fleeting (TestStore *self, gconstpointer data)
{
  g_autofree char *root = loket_content_get_fleeting_root (self->folder);
  g_autofree char *path = NULL;
  g_autoptr (GFile) copy = NULL;

  g_assert_true (fetch (self, 1, "Geheim", "Geheim", FALSE, TRUE, NULL));
  g_assert_cmpuint (count_contents (self), ==, 0);
  g_assert_false (g_str_has_prefix (root, self->folder));
  copy = make_copy (self, 1, "Geheim", "geheim.txt", TRUE);
  path = g_file_get_path (copy);
  g_assert_true (g_str_has_prefix (path, root));
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  test_store_reopen (self, FALSE);
  g_assert_false (g_file_test (root, G_FILE_TEST_EXISTS));
}

/* What a crash leaves: parts, contents without a row, rows of an act that was never kept. */
static void
test_strays (TestStore *self, gconstpointer data)
{
  g_autofree char *part = test_store_build_path (self, "documents/part/add-x");
  g_autofree char *unknown = test_store_build_path (self, "documents/part/y");
  LoketKeptDocument document;
  g_autoptr (GBytes) piece = g_bytes_new ("ab", 2);
  g_autoptr (GAsyncResult) result = NULL;

  bring_in (self, 1, "Zonder handeling");
  bring_in (self, 2, "Met handeling");
  add_act (self, 2, "attach");
  g_file_set_contents (part, "half", -1, NULL);
  g_file_set_contents (unknown, "half", -1, NULL);
  fill_document (&document, "d3", "abc", 1);
  put_row (self, &document);
  clear_document (&document);
  loket_store_add_piece_async (self->store, "d3", FALSE, 0, piece, test_store_done_cb, &result);
  test_store_wait_written (self, &result);
  test_store_reopen (self, FALSE);
  g_assert_false (is_here (self, "Zonder handeling"));
  g_assert_true (is_here (self, "Met handeling"));
  g_assert_cmpint (loket_store_get_part_size (self->store, "d3", FALSE), ==, 2);
  g_assert_cmpuint (count_contents (self), ==, 2);
  /* The cache goes, what is not yet sent stays. */
  test_store_reopen (self, TRUE);
  g_assert_true (is_here (self, "Met handeling"));
  g_assert_cmpuint (count_contents (self), ==, 1);
}

static void
step_files (TestStore *self)
{
  while (loket_executor_step (self->store->files) || g_main_context_iteration (NULL, FALSE))
    continue;
}

/* A damaged copy is thrown away by a repair, but not what a person has just added in its place. */
static void
test_added_while_checked (TestStore *self, gconstpointer data)
{
  static const char text[] = "the only copy";
  g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  g_autofree char *path = loket_content_build_path (self->folder, sha256);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *document_id = make_id ('d', 1);
  g_autofree char *kept = NULL;
  g_autoptr (GFile) source = write_file (self, "source", text);
  g_autoptr (GAsyncResult) put = NULL;
  g_autoptr (GAsyncResult) checked = NULL;
  g_autoptr (GAsyncResult) imported = NULL;
  LoketVerifyResult result = {0};
  LoketUpload about = {.document_id = document_id,
                       .case_id = (char *) CASE,
                       .name = (char *) "brief.txt",
                       .made_at = 1};
  LoketKeptDocument document = {.document_id = (char *) "d2",
                                .case_id = (char *) CASE,
                                .sha256 = sha256,
                                .size = 1,
                                .state = LOKET_KEPT_HERE};

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "damaged", -1, NULL));
  loket_store_put_kept_async (self->store, &document, test_store_done_cb, &put);
  test_store_wait_written (self, &put);
  loket_store_import_async (self->store, &about, source, 1000, test_store_done_cb, &imported);
  loket_documents_check_async (self->store, TRUE, &result, test_store_done_cb, &checked);
  while (loket_executor_step (loket_store_get_reader (self->store)))
    continue;
  step_files (self);
  g_assert_true (
      loket_documents_check_finish (self->store, test_store_wait (self, &checked), NULL));
  loket_upload_free (
      loket_store_import_finish (self->store, test_store_wait (self, &imported), NULL));
  g_assert_cmpuint (result.documents_damaged, ==, 1);
  g_assert_true (g_file_get_contents (path, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, text);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                            \
  g_test_add ("/store/documents/" name, TestStore, NULL, test_store_set_up, func,                  \
              test_store_tear_down)
  ADD ("import", test_import);
  ADD ("added-while-checked", test_added_while_checked);
  ADD ("refused", test_refused);
  ADD ("order", test_order);
  ADD ("failed", test_failed);
  ADD ("taken", test_taken);
  ADD ("erased", test_erased);
  ADD ("fetched", test_fetched);
  ADD ("room", test_room);
  ADD ("copies", test_copies);
  ADD ("fleeting", test_fleeting);
  ADD ("strays", test_strays);
  return g_test_run ();
}
