/* SPDX-License-Identifier: EUPL-1.2 */
/* Documents of tests. */
#include "config.h"

#include <string.h>

#include "loket-act.h"
#include "loket-bodies.h"
#include "loket-content.h"
#include "loket-json.h"
#include "loket-test-documents.h"

/* @n: 0 to 9 */
char *
test_documents_make_id (char kind, int n)
{
  return g_strdup_printf ("%c0000000-0000-4000-8000-00000000000%d", kind, n);
}

GFile *
test_documents_write_file (TestStore *self, const char *name, const char *text)
{
  g_autofree char *path = test_store_build_path (self, name);

  g_file_set_contents (path, text, -1, NULL);
  return g_file_new_for_path (path);
}

LoketUpload *
test_documents_import_at_most (
    TestStore *self, int n, GFile *source, gint64 bytes_max, GError **error)
{
  g_autofree char *document_id = test_documents_make_id ('d', n);
  g_autoptr (GAsyncResult) result = NULL;
  LoketUpload about = {.document_id = document_id,
                       .case_id = (char *) TEST_DOCUMENTS_CASE,
                       .name = (char *) "brief.txt",
                       .made_at = n};

  loket_store_import_async (self->store, &about, source, bytes_max, test_store_done_cb, &result);
  return loket_store_import_finish (self->store, test_store_wait (self, &result), error);
}

LoketUpload *
test_documents_import_text (TestStore *self, int n, const char *text)
{
  g_autoptr (GFile) source = test_documents_write_file (self, "source", text);
  g_autoptr (GError) error = NULL;
  LoketUpload *upload = test_documents_import_at_most (self, n, source, 1000, &error);

  g_assert_no_error (error);
  return upload;
}

/* Where only that it is here matters. */
void
test_documents_bring_in (TestStore *self, int n, const char *text)
{
  loket_upload_free (test_documents_import_text (self, n, text));
}

static void
add_act (TestStore *self, int n, const char *type, const char *payload)
{
  g_autofree char *act_id = test_documents_make_id ('a', n);
  g_autofree char *text = test_act_json (act_id, type, 0, payload);
  g_autoptr (JsonNode) json = loket_json_parse (text, -1, NULL);
  g_autoptr (LoketAct) act = loket_act_from_json (json_node_get_object (json), NULL);
  g_autoptr (GBytes) body = loket_act_body_make (act, NULL);
  g_autoptr (LoketWorkItem) item =
      loket_work_item_new_act (TEST_DOCUMENTS_CASE, "R-1", act, body, n);
  g_autoptr (GAsyncResult) result = NULL;

  loket_store_add_work_async (self->store, item, NULL, NULL, test_store_done_cb, &result);
  test_store_wait_written (self, &result);
}

void
test_documents_add_act (TestStore *self, int n, const char *type)
{
  g_autofree char *payload =
      g_strdup_printf ("{\"documentId\":\"d0000000-0000-4000-8000-00000000000%d\"}", n);

  add_act (self, n, type, payload);
}

/* With all that an act says of its contents. */
void
test_documents_add_whole_act (TestStore *self, int n, const char *text)
{
  g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  g_autofree char *payload =
      g_strdup_printf ("{\"documentId\":\"d0000000-0000-4000-8000-00000000000%d\","
                       "\"name\":\"brief.txt\",\"sizeBytes\":%d,\"sha256\":\"%s\"}",
                       n, (int) strlen (text), sha256);

  add_act (self, n, "attach", payload);
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

guint
test_documents_count_uploads (TestStore *self, gboolean sendable)
{
  g_autoptr (GPtrArray) uploads = list_uploads (self, sendable);

  return uploads->len;
}

gboolean
test_documents_is_here (TestStore *self, const char *text)
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

guint
test_documents_count_contents (TestStore *self)
{
  g_autofree char *path = test_store_build_path (self, "documents");

  return count_files (path);
}

void
test_documents_write_upload (
    TestStore *self,
    void (*func) (LoketStore *, const char *, GAsyncReadyCallback, gpointer),
    int n)
{
  g_autofree char *document_id = test_documents_make_id ('d', n);
  g_autoptr (GAsyncResult) result = NULL;

  func (self->store, document_id, test_store_done_cb, &result);
  test_store_wait_written (self, &result);
}

void
test_documents_apply_case (TestStore *self, int version, const char *more)
{
  g_autofree char *json = test_case_json (TEST_DOCUMENTS_CASE, "R-1", more);
  g_autofree char *item = test_upsert (TEST_DOCUMENTS_CASE, version, json);
  g_autofree char *next = g_strdup_printf ("n%d", version);

  loket_page_result_free (test_store_apply (self, next, item));
}

void
test_documents_fill_document (LoketKeptDocument *document,
                              const char *document_id,
                              const char *text,
                              int used_at)
{
  *document = (LoketKeptDocument){
      .document_id = g_strdup (document_id),
      .case_id = g_strdup (TEST_DOCUMENTS_CASE),
      .sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1),
      .size = (gint64) strlen (text),
      .used_at = used_at,
  };
}

void
test_documents_clear_document (LoketKeptDocument *document)
{
  g_free (document->document_id);
  g_free (document->case_id);
  g_free (document->sha256);
}

void
test_documents_put_row (TestStore *self, const LoketKeptDocument *document)
{
  g_autoptr (GAsyncResult) result = NULL;

  test_documents_apply_case (self, 1, "\"acts\":[]");
  loket_store_put_kept_async (self->store, document, test_store_done_cb, &result);
  test_store_wait_written (self, &result);
}

/* @text: what comes; @promised: what its hash says */
gboolean
test_documents_fetch (TestStore *self,
                      int n,
                      const char *text,
                      const char *promised,
                      gboolean pinned,
                      gboolean fleeting,
                      GError **error)
{
  g_autofree char *document_id = test_documents_make_id ('d', n);
  g_autoptr (GBytes) head = g_bytes_new (text, 3);
  g_autoptr (GBytes) tail = g_bytes_new (text + 2, strlen (text) - 2);
  g_autoptr (GAsyncResult) result = NULL;
  LoketKeptDocument document;
  gboolean kept;

  test_documents_fill_document (&document, document_id, promised, n);
  document.pinned = pinned;
  document.fleeting = fleeting;
  test_documents_put_row (self, &document);
  loket_store_add_piece_async (self->store, document_id, fleeting, 0, head, test_store_done_cb,
                               &result);
  test_store_wait_written (self, &result);
  g_assert_cmpint (loket_store_get_part_size (self->store, document_id, fleeting), ==, 3);
  loket_store_add_piece_async (self->store, document_id, fleeting, 2, tail, test_store_done_cb,
                               &result);
  test_store_wait_written (self, &result);
  loket_store_keep_whole_async (self->store, &document, test_store_done_cb, &result);
  kept = loket_store_write_finish (self->store, test_store_wait (self, &result), error);
  test_documents_clear_document (&document);
  return kept;
}

GFile *
test_documents_make_copy (
    TestStore *self, int n, const char *text, const char *name, gboolean fleeting)
{
  g_autofree char *document_id = test_documents_make_id ('d', n);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  LoketKeptDocument document;
  GFile *copy;

  test_documents_fill_document (&document, document_id, text, n);
  document.fleeting = fleeting;
  loket_store_make_copy_async (self->store, &document, name, 50, test_store_done_cb, &result);
  copy = loket_store_make_copy_finish (self->store, test_store_wait (self, &result), &error);
  test_documents_clear_document (&document);
  if (copy == NULL)
    g_assert_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_CONTENT);
  return copy;
}
