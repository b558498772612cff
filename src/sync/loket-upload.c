/* SPDX-License-Identifier: EUPL-1.2 */
/* One upload, as a chain of steps:
 *
 *   no location: POST /documents  -> location
 *   HEAD location                 -> how far the loket is     <--+  after a cut, 409
 *   whole: complete                                              |
 *   else: the next piece from the disk, PATCH location ----------+
 *   404, 410: the loket has forgotten it: another time from the beginning, under the same id
 *   460: the contents are read again here: damaged, failed; else the loket is asked how far it is
 *   any other no of the loket: failed, with its word
 */
#include "config.h"

#include <string.h>

#include "loket-gate.h"
#include "loket-paths.h"
#include "loket-tus.h"
#include "loket-upload.h"

enum {
  PIECE_BYTES_MIN = 16 * 1024,
  /* How often in one go, without a byte of progress, before it is left for later. */
  TROUBLES_MAX = 3,
  /* How often a loket may forget an upload before a person is asked. */
  RESTARTS_MAX = 10,
};

typedef struct {
  LoketSyncParts parts;
  GCancellable *cancellable; /* (owned) (nullable) */
  LoketTransferFunc progress;
  gpointer progress_data;
  char *document_id;
  char *case_id;
  char *sha256;
  char *name;
  char *media_type; /* (nullable) */
  gint64 size;
  char *location; /* (nullable) */
  gint64 offset;  /* as the loket said */
  guint restarts;
  GBytes *piece; /* (owned) (nullable): that is being sent */
  gsize piece_bytes;
  guint troubles;   /* since the last progress */
  guint mismatches; /* sums that the loket found wrong, in this go */
  LoketUploadEnd end;
  gint64 retry_after_s;
} Sending;

static void ask_offset (GTask *task);
static void read_next (GTask *task);
static void create (GTask *task);

static void
sending_free (Sending *self)
{
  g_clear_object (&self->cancellable);
  g_free (self->document_id);
  g_free (self->case_id);
  g_free (self->sha256);
  g_free (self->name);
  g_free (self->media_type);
  g_free (self->location);
  g_clear_pointer (&self->piece, g_bytes_unref);
  g_free (self);
}

static void
leave_for_later (GTask *task, const LoketReply *reply)
{
  Sending *self = g_task_get_task_data (task);

  self->retry_after_s = reply->retry_after_s;
  if (reply->error != NULL)
    g_task_return_error (task, g_error_copy (reply->error));
  else
    g_task_return_new_error (task, LOKET_SYNC_ERROR, LOKET_SYNC_ERROR_NOT_JSON,
                             "no answer as tus wants it");
  g_object_unref (task);
}

static void
end_with (GTask *task, LoketUploadEnd end)
{
  Sending *self = g_task_get_task_data (task);

  self->end = end;
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

/* After a change of the row. Returns: FALSE where there is nothing more to do */
static gboolean
check_written (GTask *task, GAsyncResult *result)
{
  Sending *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (loket_store_write_finish (self->parts.store, result, &error))
    return TRUE;
  if (g_error_matches (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_NOT_FOUND)) {
    end_with (task, LOKET_UPLOAD_ENDED_DROPPED);
    return FALSE;
  }
  g_task_return_error (task, g_steal_pointer (&error));
  g_object_unref (task);
  return FALSE;
}

static void
failed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Sending *self = g_task_get_task_data (task);
  const char *changed[] = {self->case_id, NULL};

  if (!check_written (task, result))
    return;
  self->parts.cases_changed (changed, self->parts.user_data);
  end_with (task, LOKET_UPLOAD_ENDED_FAILED);
}

static void
fail (GTask *task, const char *reason)
{
  Sending *self = g_task_get_task_data (task);

  loket_store_fail_upload_async (self->parts.store, self->document_id, reason,
                                 loket_clock_get_now (self->parts.clock), failed_cb, task);
}

/* Contents that are gone, or others than their hash says, are damaged: a person decides. That they
 * cannot be read now passes.
 * @error: (transfer full) */
static void
leave_or_fail (GTask *task, GError *error)
{
  if (g_error_matches (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_CONTENT)) {
    g_error_free (error);
    fail (task, LOKET_WORK_CONTENTS_DAMAGED);
    return;
  }
  g_task_return_error (task, error);
  g_object_unref (task);
}

/* What is neither progress nor one of the answers that tus knows. */
static void
sort_refusal (GTask *task, const LoketReply *reply)
{
  const char *reason = loket_reply_get_reason (reply);

  if (reply->kind == LOKET_REPLY_REFUSED || reply->kind == LOKET_REPLY_CONFLICT)
    fail (task, reason != NULL ? reason : "documentRefused");
  else
    leave_for_later (task, reply);
}

static guint
get_status (const LoketReply *reply)
{
  return reply->response != NULL ? reply->response->status : 0;
}

/* Not a proxy that has lost the loket for a while. */
static gboolean
speaks_tus (const LoketReply *reply)
{
  return reply->response != NULL &&
         (loket_response_get_header (reply->response, "tus-resumable") != NULL ||
          loket_reply_is_from_loket (reply));
}

static gboolean
read_offset (const LoketReply *reply, gint64 *offset)
{
  return loket_tus_number_parse (loket_response_get_header (reply->response, "upload-offset"),
                                 offset);
}

/* Cut off with some progress before: the line lives, so once more at once. */
static gboolean
may_try_again (Sending *self, const LoketReply *reply)
{
  if (reply->response != NULL || ++self->troubles > TROUBLES_MAX)
    return FALSE;
  return reply->error->code == LOKET_SYNC_ERROR_CUT;
}

static LoketRequest *
make_request (const char *method, const char *path)
{
  LoketRequest *request = loket_request_new (method, path);

  loket_request_set_header (request, "tus-resumable", LOKET_TUS_VERSION);
  return request;
}

/* Beginning anew */

static void
restarted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;

  if (!check_written (task, result))
    return;
  /* Not at once: another loket may answer at this address now, and must not get it. */
  g_task_return_new_error (task, LOKET_SYNC_ERROR, LOKET_SYNC_ERROR_CUT,
                           "the loket has forgotten the upload");
  g_object_unref (task);
}

static void
restart (GTask *task, const LoketReply *reply)
{
  Sending *self = g_task_get_task_data (task);

  if (!speaks_tus (reply)) {
    leave_for_later (task, reply);
    return;
  }
  if (self->restarts++ >= RESTARTS_MAX) {
    fail (task, "documentRefused");
    return;
  }
  loket_store_restart_upload_async (self->parts.store, self->document_id, restarted_cb, task);
}

/* How far */

static void
completed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;

  if (check_written (task, result))
    end_with (task, LOKET_UPLOAD_ENDED_COMPLETE);
}

static void
noted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Sending *self = g_task_get_task_data (task);

  if (!check_written (task, result))
    return;
  if (self->offset == self->size)
    loket_store_complete_upload_async (self->parts.store, self->document_id, completed_cb, task);
  else
    read_next (task);
}

/* Where the loket is; forward or back, it is right. */
static void
go_on_from (GTask *task, gint64 offset)
{
  Sending *self = g_task_get_task_data (task);

  if (offset > self->offset)
    self->troubles = 0;
  self->offset = offset;
  if (self->progress != NULL)
    self->progress (self->document_id, offset, self->size, self->progress_data);
  loket_store_note_upload_async (self->parts.store, self->document_id, self->location, offset,
                                 noted_cb, task);
}

static gboolean
has_our_length (Sending *self, const LoketReply *reply)
{
  const char *text = loket_response_get_header (reply->response, "upload-length");
  gint64 length;

  return text == NULL || (loket_tus_number_parse (text, &length) && length == self->size);
}

static void
offset_asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Sending *self = g_task_get_task_data (task);
  g_autoptr (LoketReply) reply = loket_line_ask_finish (self->parts.line, result);
  guint status = get_status (reply);
  gint64 offset;

  if (status == 404 || status == 410)
    restart (task, reply);
  else if ((status == 200 || status == 204) && read_offset (reply, &offset)) {
    if (!has_our_length (self, reply) || offset > self->size)
      fail (task, "differentContent");
    else
      go_on_from (task, offset);
  } else if (may_try_again (self, reply))
    ask_offset (task);
  else
    sort_refusal (task, reply);
}

static void
ask_offset (GTask *task)
{
  Sending *self = g_task_get_task_data (task);
  g_autoptr (LoketRequest) request = make_request ("HEAD", self->location);

  loket_gate_ask_async (&self->parts, request, self->cancellable, offset_asked_cb, task);
}

/* Creation */

/* Where an upload lies is told as a path or as a whole address. Only what is below our own base is
 * ever asked, so that no answer sends a token or a document elsewhere. */
static char *
read_location (const LoketReply *reply)
{
  const char *location = loket_response_get_header (reply->response, "location");
  const char *documents = loket_path_get_fixed (LOKET_PATH_DOCUMENTS);
  const char *found = location != NULL ? g_strrstr (location, documents) : NULL;
  const char *id = found != NULL ? found + strlen (documents) : NULL;

  if (id == NULL || id[0] != '/' || id[1] == '\0' || id[1] == '.' ||
      strpbrk (id + 1, "/?#\\") != NULL)
    return NULL;
  return g_strdup (found);
}

static void
created_noted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;

  if (check_written (task, result))
    ask_offset (task);
}

static void
created_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Sending *self = g_task_get_task_data (task);
  g_autoptr (LoketReply) reply = loket_line_ask_finish (self->parts.line, result);
  guint status = get_status (reply);

  if (status == 200 || status == 201)
    self->location = read_location (reply);
  if (self->location != NULL)
    loket_store_note_upload_async (self->parts.store, self->document_id, self->location, 0,
                                   created_noted_cb, task);
  else if (status == 413 && speaks_tus (reply))
    fail (task, "documentTooLarge");
  else if (may_try_again (self, reply))
    create (task);
  else
    sort_refusal (task, reply);
}

static void
create (GTask *task)
{
  Sending *self = g_task_get_task_data (task);
  g_autoptr (LoketRequest) request =
      make_request ("POST", loket_path_get_fixed (LOKET_PATH_DOCUMENTS));
  const char *media_type = self->media_type != NULL ? self->media_type : "application/octet-stream";
  g_autofree char *length = g_strdup_printf ("%" G_GINT64_FORMAT, self->size);
  g_autofree char *metadata =
      loket_tus_metadata_make ("documentId", self->document_id, "caseId", self->case_id, "filename",
                               self->name, "filetype", media_type, "sha256", self->sha256, NULL);

  loket_request_set_header (request, "upload-length", length);
  loket_request_set_header (request, "upload-metadata", metadata);
  loket_gate_ask_async (&self->parts, request, self->cancellable, created_cb, task);
}

/* A piece */

/* Some proxy on the way takes less at once than the loket. */
static void
send_smaller (GTask *task)
{
  Sending *self = g_task_get_task_data (task);

  self->piece_bytes /= 2;
  if (self->piece_bytes < PIECE_BYTES_MIN)
    fail (task, "documentTooLarge");
  else
    read_next (task);
}

/* The loket found another sum, of a piece or of the whole: on the way, or here already. */
static void
verified_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Sending *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (loket_store_write_finish (self->parts.store, result, &error)) {
    if (++self->mismatches <= TROUBLES_MAX) {
      ask_offset (task);
      return;
    }
    g_set_error_literal (&error, LOKET_SYNC_ERROR, LOKET_SYNC_ERROR_CUT,
                         "the loket gets other contents than are sent");
  }
  leave_or_fail (task, g_steal_pointer (&error));
}

static void
piece_sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Sending *self = g_task_get_task_data (task);
  g_autoptr (LoketReply) reply = loket_line_ask_finish (self->parts.line, result);
  guint status = get_status (reply);
  gint64 end = self->offset + (gint64) g_bytes_get_size (self->piece);
  gint64 offset;

  if (status == 404 || status == 410)
    restart (task, reply);
  else if ((status == 204 || status == 200) && read_offset (reply, &offset) &&
           offset > self->offset && offset <= end)
    go_on_from (task, offset);
  else if (status == 413)
    send_smaller (task);
  else if (status == LOKET_TUS_STATUS_MISMATCH)
    loket_store_verify_content_async (self->parts.store, self->sha256, verified_cb, task);
  else if ((status == 409 && ++self->troubles <= TROUBLES_MAX) || may_try_again (self, reply))
    ask_offset (task);
  else if (status == 409)
    leave_for_later (task, reply);
  else
    sort_refusal (task, reply);
}

static void
piece_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Sending *self = g_task_get_task_data (task);
  g_autoptr (LoketRequest) request = make_request ("PATCH", self->location);
  g_autofree char *offset = g_strdup_printf ("%" G_GINT64_FORMAT, self->offset);
  g_autofree char *checksum = NULL;
  GError *error = NULL;

  g_clear_pointer (&self->piece, g_bytes_unref);
  self->piece = loket_store_read_piece_finish (self->parts.store, result, &error);
  if (self->piece == NULL) {
    leave_or_fail (task, error);
    return;
  }
  checksum = loket_tus_checksum_make (self->piece);
  loket_request_set_header (request, "upload-offset", offset);
  loket_request_set_header (request, "upload-checksum", checksum);
  loket_request_set_body (request, self->piece, LOKET_TUS_OCTETS);
  loket_gate_ask_async (&self->parts, request, self->cancellable, piece_sent_cb, task);
}

static void
read_next (GTask *task)
{
  Sending *self = g_task_get_task_data (task);

  loket_store_read_piece_async (self->parts.store, self->sha256, self->offset, self->piece_bytes,
                                piece_read_cb, task);
}

/**
 * loket_upload_send_async:
 * @parts: copied
 * @upload: copied
 * @progress: (nullable): called whenever the loket has more
 */
void
loket_upload_send_async (const LoketSyncParts *parts,
                         const LoketUpload *upload,
                         LoketTransferFunc progress,
                         gpointer progress_data,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  Sending *self = g_new0 (Sending, 1);

  g_task_set_source_tag (task, loket_upload_send_async);
  g_task_set_task_data (task, self, (GDestroyNotify) sending_free);
  self->parts = *parts;
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  self->progress = progress;
  self->progress_data = progress_data;
  self->document_id = g_strdup (upload->document_id);
  self->case_id = g_strdup (upload->case_id);
  self->sha256 = g_strdup (upload->sha256);
  self->name = g_strdup (upload->name);
  self->media_type = g_strdup (upload->media_type);
  self->size = upload->size;
  self->location = g_strdup (upload->location);
  self->restarts = upload->restarts;
  self->piece_bytes = parts->piece_bytes;
  self->retry_after_s = -1;
  if (self->location != NULL)
    ask_offset (task);
  else
    create (task);
}

/**
 * loket_upload_send_finish:
 * @end: (out): what became of it
 * @retry_after_s: (out): what the loket asked for; -1: nothing
 *
 * Returns: FALSE with a LOKET_SYNC_ERROR or an error of the store: it goes on another time
 */
gboolean
loket_upload_send_finish (GAsyncResult *result,
                          LoketUploadEnd *end,
                          gint64 *retry_after_s,
                          GError **error)
{
  Sending *self = g_task_get_task_data (G_TASK (result));

  *end = self->end;
  *retry_after_s = self->retry_after_s;
  return g_task_propagate_boolean (G_TASK (result), error);
}
