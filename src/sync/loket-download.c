/* SPDX-License-Identifier: EUPL-1.2 */
/* One download, as a chain of steps:
 *
 *   the row says that it is wanted
 *   GET content, Range from what is there, If-Range by its hash   <--+
 *   206: the piece is added ------------------------------------------+
 *   200: all of it at once;  416: nothing is left, or what is there is no good: from the beginning
 *   whole: verified, kept; not what its hash promises: once more from the beginning, where some of
 *   it is of another time
 */
#include "config.h"

#include <string.h>

#include "loket-content.h"
#include "loket-download.h"
#include "loket-gate.h"
#include "loket-paths.h"
#include "loket-tus.h"

/* No loket takes documents of this size; something else answers. */
#define BYTES_MAX (G_GINT64_CONSTANT (1024) * 1024 * 1024)

enum {
  TROUBLES_MAX = 3
};

typedef struct {
  LoketSyncParts parts;
  GCancellable *cancellable; /* (owned) (nullable) */
  LoketTransferFunc progress;
  gpointer progress_data;
  LoketKeptDocument *document; /* (owned) */
  gint64 have;
  gboolean resumed; /* some of it is of another time */
  gint64 total;     /* as the loket said; 0: not yet */
  guint troubles;   /* since the last progress */
  GError *error;    /* (owned) (nullable): why it failed for good */
  gint64 retry_after_s;
} Fetching;

static void ask (GTask *task);

static void
fetching_free (Fetching *self)
{
  g_clear_object (&self->cancellable);
  loket_kept_document_free (self->document);
  g_clear_error (&self->error);
  g_free (self);
}

static void
return_error (GTask *task, GError *error)
{
  g_task_return_error (task, error);
  g_object_unref (task);
}

static void
failure_kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Fetching *self = g_task_get_task_data (task);

  loket_store_write_finish (LOKET_STORE (source), result, NULL);
  return_error (task, g_steal_pointer (&self->error));
}

/* Not before somebody asks for it again. */
static void
fail (GTask *task, const char *reason)
{
  Fetching *self = g_task_get_task_data (task);

  self->error = g_error_new_literal (LOKET_STORE_ERROR, LOKET_STORE_ERROR_CONTENT, reason);
  self->document->state = LOKET_KEPT_FAILED;
  g_free (self->document->reason);
  self->document->reason = g_strdup (reason);
  loket_store_change_kept_async (self->parts.store, self->document, failure_kept_cb, task);
}

static void
leave_for_later (GTask *task, const LoketReply *reply)
{
  Fetching *self = g_task_get_task_data (task);

  self->retry_after_s = reply->retry_after_s;
  return_error (task, reply->error != NULL
                          ? g_error_copy (reply->error)
                          : g_error_new_literal (LOKET_SYNC_ERROR, LOKET_SYNC_ERROR_NOT_JSON,
                                                 "no contents of a document"));
}

/* Pieces are not synced one by one: of those of another time a power cut may have left anything. */
static void
begin_anew_or_fail (GTask *task)
{
  Fetching *self = g_task_get_task_data (task);

  if (!self->resumed) {
    fail (task, "documentDamaged");
    return;
  }
  self->resumed = FALSE;
  self->have = 0;
  ask (task);
}

static void
whole_kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Fetching *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (loket_store_write_finish (LOKET_STORE (source), result, &error)) {
    self->document->state = LOKET_KEPT_HERE;
    g_task_return_pointer (task, g_steal_pointer (&self->document),
                           (GDestroyNotify) loket_kept_document_free);
    g_object_unref (task);
  } else if (g_error_matches (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_CONTENT)) {
    g_error_free (error);
    begin_anew_or_fail (task);
  } else {
    return_error (task, error);
  }
}

static void
keep_whole (GTask *task)
{
  Fetching *self = g_task_get_task_data (task);

  self->document->size = self->have;
  self->document->used_at = loket_clock_get_now (self->parts.clock);
  loket_store_keep_whole_async (self->parts.store, self->document, whole_kept_cb, task);
}

static void
piece_added_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Fetching *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (!loket_store_write_finish (LOKET_STORE (source), result, &error)) {
    return_error (task, error);
    return;
  }
  if (self->progress != NULL)
    self->progress (self->document->document_id, self->have, self->total, self->progress_data);
  if (self->have >= self->total)
    keep_whole (task);
  else
    ask (task);
}

static void
add_piece (GTask *task, GBytes *piece, gint64 total)
{
  Fetching *self = g_task_get_task_data (task);
  gint64 offset = self->have;

  self->have += (gint64) g_bytes_get_size (piece);
  self->total = total;
  self->troubles = 0;
  loket_store_add_piece_async (self->parts.store, self->document->document_id,
                               self->document->fleeting, offset, piece, piece_added_cb, task);
}

/* Returns: (transfer full) (nullable): the hash that the loket says of what it gives */
static char *
read_hash (LoketResponse *response)
{
  const char *etag = loket_response_get_header (response, "etag");
  g_autofree char *hash = NULL;

  if (etag == NULL || strlen (etag) < 2 || etag[0] != '"' || etag[strlen (etag) - 1] != '"')
    return NULL;
  hash = g_strndup (etag + 1, strlen (etag) - 2);
  return loket_content_is_sha256 (hash) ? g_steal_pointer (&hash) : NULL;
}

typedef struct {
  GTask *task;
  GBytes *piece;
  gint64 total;
} Arrived;

static void
hash_noted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Arrived *arrived = user_data;
  g_autoptr (GBytes) piece = arrived->piece;
  GError *error = NULL;

  if (loket_store_write_finish (LOKET_STORE (source), result, &error))
    add_piece (arrived->task, piece, arrived->total);
  else
    return_error (arrived->task, error);
}

/* The first to say what it should be: kept before any byte, so that the rest is measured by it. */
static void
note_hash (GTask *task, char *hash, GBytes *piece, gint64 total)
{
  Fetching *self = g_task_get_task_data (task);
  Arrived *arrived = g_new0 (Arrived, 1);

  self->document->sha256 = hash;
  *arrived = (Arrived){task, g_bytes_ref (piece), total};
  loket_store_change_kept_async (self->parts.store, self->document, hash_noted_cb, arrived);
}

/* @total: of the whole */
static void
take_piece (GTask *task, const LoketReply *reply, gint64 total)
{
  Fetching *self = g_task_get_task_data (task);
  g_autofree char *hash = read_hash (reply->response);

  /* Only a loket says a hash: a page of somebody else on the way has none. */
  if (hash == NULL)
    leave_for_later (task, reply);
  else if (total > BYTES_MAX)
    fail (task, "documentTooLarge");
  else if (self->document->sha256 == NULL)
    note_hash (task, g_steal_pointer (&hash), reply->response->body, total);
  else if (!g_str_equal (hash, self->document->sha256))
    fail (task, "documentDamaged");
  else
    add_piece (task, reply->response->body, total);
}

static void
take_part (GTask *task, const LoketReply *reply)
{
  Fetching *self = g_task_get_task_data (task);
  gint64 size = (gint64) g_bytes_get_size (reply->response->body);
  gint64 first, last, total;

  if (loket_content_range_parse (loket_response_get_header (reply->response, "content-range"),
                                 &first, &last, &total) &&
      first == self->have && last - first + 1 == size && last < total && size > 0)
    take_piece (task, reply, total);
  else
    leave_for_later (task, reply);
}

static void
take_all (GTask *task, const LoketReply *reply)
{
  Fetching *self = g_task_get_task_data (task);

  self->have = 0;
  take_piece (task, reply, (gint64) g_bytes_get_size (reply->response->body));
}

/* What is there is as long as all of it, or longer. */
static void
take_nothing (GTask *task, const LoketReply *reply)
{
  Fetching *self = g_task_get_task_data (task);
  g_autofree char *all = g_strdup_printf ("bytes */%" G_GINT64_FORMAT, self->have);
  const char *range = loket_response_get_header (reply->response, "content-range");

  if (self->have > 0 && g_strcmp0 (range, all) == 0 && self->document->sha256 != NULL) {
    keep_whole (task);
  } else if (++self->troubles <= TROUBLES_MAX && self->have > 0) {
    self->have = 0;
    ask (task);
  } else {
    fail (task, "documentDamaged");
  }
}

static void
sort_other (GTask *task, const LoketReply *reply)
{
  Fetching *self = g_task_get_task_data (task);
  const char *reason = loket_reply_get_reason (reply);
  gboolean cut = reply->response == NULL && reply->error->code == LOKET_SYNC_ERROR_CUT;

  if (cut && ++self->troubles <= TROUBLES_MAX)
    ask (task);
  else if (reply->kind == LOKET_REPLY_REFUSED || reply->kind == LOKET_REPLY_CONFLICT)
    fail (task, reply->response->status == 404 || reason == NULL ? "documentNotThere" : reason);
  else
    leave_for_later (task, reply);
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Fetching *self = g_task_get_task_data (task);
  g_autoptr (LoketReply) reply = loket_line_ask_finish (self->parts.line, result);
  guint status = reply->response != NULL ? reply->response->status : 0;

  if (status == 206)
    take_part (task, reply);
  else if (status == 200)
    take_all (task, reply);
  else if (status == 416)
    take_nothing (task, reply);
  else
    sort_other (task, reply);
}

static void
ask (GTask *task)
{
  Fetching *self = g_task_get_task_data (task);
  g_autofree char *path = loket_path_make_content (self->document->document_id);
  g_autoptr (LoketRequest) request = loket_request_new ("GET", path);
  gint64 last = self->have + (gint64) self->parts.piece_bytes - 1;
  g_autofree char *range =
      g_strdup_printf ("bytes=%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT, self->have, last);
  g_autofree char *etag = NULL;

  /* Bytes are asked for as they are: a packed part of something is no part of it. */
  loket_request_set_header (request, "accept",
                            "application/octet-stream, application/problem+json");
  loket_request_set_header (request, "accept-encoding", "identity");
  loket_request_set_header (request, "range", range);
  if (self->have > 0 && self->document->sha256 != NULL) {
    etag = g_strdup_printf ("\"%s\"", self->document->sha256);
    loket_request_set_header (request, "if-range", etag);
  }
  loket_gate_ask_async (&self->parts, request, self->cancellable, asked_cb, task);
}

static void
wanted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  GError *error = NULL;

  if (!loket_store_write_finish (LOKET_STORE (source), result, &error))
    return_error (task, error);
  else
    ask (task);
}

static void
found_here_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Fetching *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (!loket_store_write_finish (LOKET_STORE (source), result, &error)) {
    return_error (task, error);
    return;
  }
  g_task_return_pointer (task, g_steal_pointer (&self->document),
                         (GDestroyNotify) loket_kept_document_free);
  g_object_unref (task);
}

/* The same contents may have come as another document. */
static void
begin (GTask *task)
{
  Fetching *self = g_task_get_task_data (task);
  LoketKeptDocument *document = self->document;
  gboolean here = document->sha256 != NULL &&
                  loket_store_has_content (self->parts.store, document->sha256, document->fleeting);

  document->state = here ? LOKET_KEPT_HERE : LOKET_KEPT_WANTED;
  g_clear_pointer (&document->reason, g_free);
  self->have =
      document->sha256 != NULL
          ? loket_store_get_part_size (self->parts.store, document->document_id, document->fleeting)
          : 0;
  self->resumed = self->have > 0;
  loket_store_put_kept_async (self->parts.store, document, here ? found_here_cb : wanted_cb, task);
}

/**
 * loket_download_async:
 * @parts: copied
 * @document: copied: which one, of which case, with its hash where that is known
 */
void
loket_download_async (const LoketSyncParts *parts,
                      const LoketKeptDocument *document,
                      LoketTransferFunc progress,
                      gpointer progress_data,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  Fetching *self = g_new0 (Fetching, 1);

  g_task_set_source_tag (task, loket_download_async);
  g_task_set_task_data (task, self, (GDestroyNotify) fetching_free);
  self->parts = *parts;
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  self->progress = progress;
  self->progress_data = progress_data;
  self->document = loket_kept_document_copy (document);
  self->retry_after_s = -1;
  if (loket_content_is_id (document->document_id))
    begin (task);
  else
    return_error (task, g_error_new_literal (LOKET_STORE_ERROR, LOKET_STORE_ERROR_CONTENT,
                                             "documentNotThere"));
}

/**
 * loket_download_finish:
 * @retry_after_s: (out): what the loket asked for; -1: nothing
 *
 * Returns: (transfer full): as it is kept now; NULL with LOKET_STORE_ERROR_CONTENT, whose message
 *   is the reason, where it cannot be had; with another error it goes on another time
 */
LoketKeptDocument *
loket_download_finish (GAsyncResult *result, gint64 *retry_after_s, GError **error)
{
  Fetching *self = g_task_get_task_data (G_TASK (result));

  *retry_after_s = self->retry_after_s;
  return g_task_propagate_pointer (G_TASK (result), error);
}
