/* SPDX-License-Identifier: EUPL-1.2 */
/* A desk, its loket, and a document. */
#include <glib/gstdio.h>
#include <string.h>

#include "loket-test-attachments.h"

enum {
  N_CASES = 8
};

void
attachments_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **slot = user_data;

  *slot = g_object_ref (result);
}

GAsyncResult *
attachments_wait_for (LoketTestDesk *desk, GAsyncResult **result)
{
  while (*result == NULL) {
    if (!_loket_desk_step (desk->desk))
      g_main_context_iteration (NULL, FALSE);
  }
  return *result;
}

static LoketResponse *
make_refusal (Attachments *self)
{
  g_autoptr (GBytes) body = NULL;
  LoketResponse *response;
  g_autofree char *text = g_strdup_printf (
      "{\"type\": \"urn:problem-type:loket:actNotAllowed\", \"status\": %u, \"reason\": \"%s\"}",
      self->status, self->reason != NULL ? self->reason : "x");

  body = g_bytes_new (text, strlen (text));
  response = loket_response_new (self->status);
  loket_response_set_header (response, "tus-resumable", "1.0.0");
  if (self->retry_after != NULL)
    loket_response_set_header (response, "retry-after", self->retry_after);
  loket_response_set_body (response, body, "application/problem+json");
  return response;
}

static LoketResponse *
make_foreign_page (Attachments *self)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("<p>Blocked</p>", strlen ("<p>Blocked</p>"));
  LoketResponse *response = loket_response_new (self->status);

  loket_response_set_body (response, body, "text/html");
  return response;
}

static gboolean
fails_now (Attachments *self)
{
  guint seen = ++self->seen;

  return seen == self->cut_at || (self->lasting && seen > self->cut_at);
}

static LoketResponse *
spoil (LoketResponse *response)
{
  gsize length;
  const char *data = g_bytes_get_data (response->body, &length);
  g_autofree char *copy = g_memdup2 (data, length);
  g_autoptr (GBytes) body = NULL;

  copy[length / 2] ^= 1;
  body = g_bytes_new (copy, length);
  loket_response_set_body (response, body, "application/octet-stream");
  return response;
}

static gboolean
concerns (Attachments *self, LoketRequest *request)
{
  if (self->reason != NULL && strstr (request->path, "/acts/") != NULL)
    return TRUE;
  return g_str_has_prefix (request->path, "/documents") &&
         (self->method == NULL || g_str_equal (request->method, self->method));
}

static LoketResponse *
answer (LoketRequest *request, gpointer user_data, GError **error)
{
  Attachments *self = user_data;
  guint wait_ms;

  if (!concerns (self, request))
    return NULL;
  if (!fails_now (self))
    return self->corrupt && g_str_has_suffix (request->path, "/content")
               ? spoil (loket_central_handle (self->loket->central, request, TRUE, &wait_ms))
               : NULL;
  if (self->status != 0)
    return self->foreign ? make_foreign_page (self) : make_refusal (self);
  if (self->after)
    loket_response_unref (loket_central_handle (self->loket->central, request, TRUE, &wait_ms));
  g_set_error_literal (error, LOKET_TRANSPORT_ERROR, LOKET_TRANSPORT_ERROR_TIMEOUT, "cut");
  return NULL;
}

/* The same bytes at every run. */
void
attachments_write_source (Attachments *self, gsize bytes, guint8 seed)
{
  g_autofree char *text = g_malloc (bytes);

  for (gsize i = 0; i < bytes; i++)
    text[i] = (char) (i * 31 + i / 4099 + seed);
  g_file_set_contents (self->source, text, (gssize) bytes, NULL);
}

void
attachments_set_up (Attachments *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->loket = loket_test_loket_new (N_CASES, 7);
  self->loket->answer = answer;
  self->loket->answer_data = self;
  self->desk = loket_test_desk_new (self->loket, 11);
  loket_test_desk_sync (self->desk, &error);
  g_assert_no_error (error);
  self->case_id = loket_test_desk_find_allowed (self->desk, LOKET_ACT_ATTACH, 0);
  self->source = g_build_filename (self->loket->folder, "Bijlage: één.pdf", NULL);
  attachments_write_source (self, ATTACHMENTS_BYTES, 1);
}

void
attachments_tear_down (Attachments *self, gconstpointer data)
{
  loket_test_desk_free (self->desk);
  loket_test_loket_free (self->loket);
  g_free (self->case_id);
  g_free (self->source);
}

LoketAct *
attachments_add_to (Attachments *self, LoketTestDesk *desk, GError **error)
{
  g_autoptr (LoketDossier) dossier = loket_test_desk_load (desk, self->case_id, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (self->source);
  g_autoptr (GAsyncResult) result = NULL;

  loket_desk_add_document_async (desk->desk, dossier, file, NULL, NULL, attachments_done_cb,
                                 &result);
  return loket_desk_add_document_finish (desk->desk, attachments_wait_for (desk, &result), error);
}

void
attachments_add (Attachments *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketAct) act = attachments_add_to (self, self->desk, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (loket_json_peek_string (act->payload, "name"), ==, "Bijlage- één.pdf");
  g_assert_cmpint (loket_json_peek_int (act->payload, "sizeBytes", 0), ==, ATTACHMENTS_BYTES);
  g_assert_cmpstr (loket_json_peek_string (act->payload, "mediaType"), ==, "application/pdf");
}

GPtrArray *
attachments_list (Attachments *self, LoketTestDesk *desk)
{
  g_autoptr (LoketDossier) dossier = loket_test_desk_load (desk, self->case_id, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *documents;

  loket_desk_list_documents_async (desk->desk, dossier, NULL, attachments_done_cb, &result);
  documents =
      loket_desk_list_documents_finish (desk->desk, attachments_wait_for (desk, &result), &error);
  g_assert_no_error (error);
  return documents;
}

/* The one that was added last. */
LoketDeskDocument *
attachments_get_last (Attachments *self, LoketTestDesk *desk)
{
  g_autoptr (GPtrArray) documents = attachments_list (self, desk);

  g_assert_cmpuint (documents->len, >, 0);
  return g_ptr_array_steal_index (documents, documents->len - 1);
}

void
attachments_assert_state (Attachments *self,
                          LoketTestDesk *desk,
                          LoketDocumentState state,
                          gboolean taken)
{
  g_autoptr (LoketDeskDocument) document = attachments_get_last (self, desk);

  g_assert_cmpstr (loket_document_state_to_string (document->state), ==,
                   loket_document_state_to_string (state));
  g_assert_cmpint (document->act_id == NULL, ==, taken);
}

void
attachments_restart (Attachments *self)
{
  LoketDeskOptions options = {0};
  g_autoptr (GError) error = NULL;

  loket_test_desk_close (self->desk);
  loket_test_desk_open (self->desk, &options, &error);
  g_assert_no_error (error);
}

char *
attachments_open_last (Attachments *self, LoketTestDesk *desk, GError **error)
{
  g_autoptr (LoketDeskDocument) document = attachments_get_last (self, desk);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GFile) file = NULL;

  loket_desk_open_document_async (desk->desk, document, NULL, attachments_done_cb, &result);
  file = loket_desk_open_document_finish (desk->desk, attachments_wait_for (desk, &result), error);
  return file != NULL ? g_file_get_path (file) : NULL;
}

void
attachments_assert_same_contents (Attachments *self, const char *path)
{
  g_autofree char *ours = NULL;
  g_autofree char *theirs = NULL;
  gsize ours_length, theirs_length;

  g_assert_true (g_file_get_contents (path, &ours, &ours_length, NULL));
  g_assert_true (g_file_get_contents (self->source, &theirs, &theirs_length, NULL));
  g_assert_cmpmem (ours, ours_length, theirs, theirs_length);
}

/* How many acts of that type the loket has of the case. */
guint
attachments_count_acts (Attachments *self, LoketTestDesk *desk, LoketActType type)
{
  g_autoptr (LoketDossier) dossier = loket_test_desk_load (desk, self->case_id, NULL);
  guint count = 0;

  for (guint i = 0; i < dossier->the_case->acts->len; i++) {
    const LoketAct *act = dossier->the_case->acts->pdata[i];

    count += act->type == type ? 1 : 0;
  }
  return count;
}

void
attachments_sync_well (LoketTestDesk *desk)
{
  g_autoptr (GError) error = NULL;

  loket_test_desk_sync (desk, &error);
  g_assert_no_error (error);
}

guint
attachments_count_files (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;
  guint count = 0;

  if (folder == NULL)
    return g_file_test (path, G_FILE_TEST_IS_REGULAR) ? 1 : 0;
  while ((name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *inner = g_build_filename (path, name, NULL);

    count += attachments_count_files (inner);
  }
  return count;
}

guint
attachments_count_contents (LoketTestDesk *desk)
{
  g_autofree char *path = g_build_filename (desk->folder, "documents", NULL);

  return attachments_count_files (path);
}

LoketTestDesk *
attachments_open_second_desk (Attachments *self)
{
  LoketTestDesk *second = loket_test_desk_new (self->loket, 12);

  attachments_sync_well (second);
  return second;
}

static const LoketPendingItem *
find_pending (GPtrArray *pending, const char *type)
{
  for (guint i = 0; i < pending->len; i++) {
    const LoketPendingItem *item = pending->pdata[i];

    if (g_str_equal (item->type, type))
      return item;
  }
  return NULL;
}

void
attachments_assert_pending (Attachments *self, const char *state)
{
  g_autoptr (GPtrArray) pending = loket_desk_list_pending (self->desk->desk);
  const LoketPendingItem *item = find_pending (pending, "attach");

  g_assert_cmpstr (item != NULL ? item->state : NULL, ==, state);
}

void
attachments_change (Attachments *self,
                    const LoketDeskDocument *document,
                    const char *reason,
                    gboolean cancel)
{
  g_autoptr (LoketDossier) dossier = loket_test_desk_load (self->desk, self->case_id, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  if (cancel)
    loket_desk_cancel_document_async (self->desk->desk, document, attachments_done_cb, &result);
  else
    loket_desk_remove_document_async (self->desk->desk, dossier, document, reason,
                                      attachments_done_cb, &result);
  loket_desk_change_document_finish (self->desk->desk, attachments_wait_for (self->desk, &result),
                                     &error);
  g_assert_no_error (error);
  loket_test_desk_settle (self->desk);
}
