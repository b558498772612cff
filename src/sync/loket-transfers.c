/* SPDX-License-Identifier: EUPL-1.2 */
/* The queue of documents. */
#include "config.h"

#include "loket-document-limit.h"
#include "loket-download.h"
#include "loket-gate.h"
#include "loket-sync-status.h"
#include "loket-transfer-pace.h"
#include "loket-transfers.h"
#include "loket-tus.h"
#include "loket-unsent.h"

enum {
  AT_ONCE_MAX = 2
};

struct _LoketTransfers {
  LoketSyncParts parts;
  LoketTransfersListener listener;
  GCancellable *asking; /* (owned): of what is asked beside the documents */
  GPtrArray *jobs;      /* (element-type Job): those that travel */
  GPtrArray *asked;     /* (element-type GTask): for a document, in order; the first ones travel */
  GHashTable *tried;    /* ids: not again before the next round */
  gboolean stopped;
  guint looking; /* lists that were asked for */
  gboolean look_again;
  gint64 bytes_max; /* of one document, as the loket said */
  gboolean limit_asked;
  LoketTransferPace pace;
  LoketUnsent unsent; /* in this round */
};

typedef struct {
  LoketTransfers *owner;
  char *document_id;
  char *case_id;
  LoketTransferState state;
  GCancellable *cancellable; /* (owned) */
} Job;

/* Of a task of loket_transfers_fetch_async() */
typedef struct {
  LoketKeptDocument *document;
} Wish;

static void look (LoketTransfers *self);
static void go_on (LoketTransfers *self);

static void
job_free (Job *job)
{
  g_free (job->document_id);
  g_free (job->case_id);
  g_object_unref (job->cancellable);
  g_free (job);
}

static void
wish_free (Wish *wish)
{
  loket_kept_document_free (wish->document);
  g_free (wish);
}

static Job *
find_job (LoketTransfers *self, const char *document_id)
{
  for (guint i = 0; i < self->jobs->len; i++) {
    Job *job = self->jobs->pdata[i];

    if (g_str_equal (job->document_id, document_id))
      return job;
  }
  return NULL;
}

static gboolean
may_start (LoketTransfers *self, const char *document_id)
{
  return !self->stopped && self->jobs->len < AT_ONCE_MAX && find_job (self, document_id) == NULL &&
         !g_hash_table_contains (self->tried, document_id) &&
         !loket_gate_is_shut (&self->parts, NULL);
}

static void
progress (const char *document_id, gint64 done, gint64 size, gpointer user_data)
{
  Job *job = user_data;

  job->state.done = done;
  job->state.size = size;
  job->owner->listener.changed (job->case_id, job->owner->listener.user_data);
}

static Job *
add_job (LoketTransfers *self, const char *document_id, const char *case_id, gboolean up)
{
  Job *job = g_new0 (Job, 1);

  job->owner = self;
  job->document_id = g_strdup (document_id);
  job->case_id = g_strdup (case_id);
  job->state.up = up;
  job->cancellable = g_cancellable_new ();
  g_ptr_array_add (self->jobs, job);
  return job;
}

static void
trouble_noted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  LoketTransfers *self = user_data;

  /* A row that is gone needs no word; one that could not be written says less. */
  loket_store_write_finish (LOKET_STORE (source), result, NULL);
  self->looking--;
  go_on (self);
}

/* An upload that goes on another time. */
static void
note_unsent (LoketTransfers *self, const char *document_id, const GError *error)
{
  if (!loket_unsent_take (&self->unsent, error))
    return;
  self->looking++;
  loket_store_note_upload_trouble_async (self->parts.store, document_id,
                                         loket_sync_error_get_code (error), trouble_noted_cb, self);
}

/* @error: (nullable): why it did not go well */
static void
end_job (Job *job, gint64 retry_after_s, const GError *error)
{
  LoketTransfers *self = job->owner;
  g_autofree char *case_id = g_strdup (job->case_id);

  if (error != NULL)
    g_hash_table_add (self->tried, g_strdup (job->document_id));
  loket_transfer_pace_note_end (&self->pace, retry_after_s, error);
  g_ptr_array_remove (self->jobs, job);
  self->listener.changed (case_id, self->listener.user_data);
}

/* The limit: asked until it is answered, as the first document goes; told to who adds one. */

static void
limit_asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  LoketTransfers *self = user_data;
  gint64 limit;

  self->looking--;
  /* The line broke: it is asked with the next list. */
  self->limit_asked = loket_document_limit_ask_finish (result, &limit);
  if (limit > 0)
    self->bytes_max = limit;
  go_on (self);
}

static void
ask_limit (LoketTransfers *self)
{
  self->limit_asked = TRUE;
  self->looking++;
  loket_document_limit_ask_async (&self->parts, self->asking, limit_asked_cb, self);
}

/* Up */

static void
upload_ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Job *job = user_data;
  LoketTransfers *self = job->owner;
  g_autoptr (GError) error = NULL;
  LoketUploadEnd end;
  gint64 retry_after_s;
  gboolean ended = loket_upload_send_finish (result, &end, &retry_after_s, &error);

  note_unsent (self, job->document_id, error);
  end_job (job, retry_after_s, error);
  if (ended && end == LOKET_UPLOAD_ENDED_COMPLETE)
    self->listener.uploaded (self->listener.user_data);
  go_on (self);
}

static void
start_upload (LoketTransfers *self, const LoketUpload *upload)
{
  Job *job = add_job (self, upload->document_id, upload->case_id, TRUE);

  job->state.done = upload->offset;
  job->state.size = upload->size;
  self->listener.changed (upload->case_id, self->listener.user_data);
  loket_upload_send_async (&self->parts, upload, progress, job, job->cancellable, upload_ended_cb,
                           job);
}

static void
uploads_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  LoketTransfers *self = user_data;
  g_autoptr (GPtrArray) uploads =
      loket_store_list_uploads_finish (LOKET_STORE (source), result, NULL);

  self->looking--;
  if (uploads != NULL && uploads->len > 0 && !self->limit_asked && !self->stopped)
    ask_limit (self);
  for (guint i = 0; uploads != NULL && i < uploads->len; i++) {
    const LoketUpload *upload = uploads->pdata[i];

    self->look_again |= self->jobs->len >= AT_ONCE_MAX;
    if (!loket_transfer_pace_is_told_to_wait (&self->pace) && may_start (self, upload->document_id))
      start_upload (self, upload);
  }
  go_on (self);
}

/* Down */

/* Everybody who asked for it is answered with what came of it. */
static void
answer_wishes (LoketTransfers *self,
               const LoketKeptDocument *document,
               const char *document_id,
               const GError *error)
{
  for (guint i = 0; i < self->asked->len;) {
    g_autoptr (GTask) task = g_object_ref (self->asked->pdata[i]);
    const Wish *wish = g_task_get_task_data (task);

    if (!g_str_equal (wish->document->document_id, document_id)) {
      i++;
      continue;
    }
    g_ptr_array_remove_index (self->asked, i);
    if (document != NULL)
      g_task_return_pointer (task, loket_kept_document_copy (document),
                             (GDestroyNotify) loket_kept_document_free);
    else
      g_task_return_error (task, g_error_copy (error));
  }
}

static void
download_ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Job *job = user_data;
  LoketTransfers *self = job->owner;
  g_autofree char *document_id = g_strdup (job->document_id);
  g_autoptr (GError) error = NULL;
  gint64 retry_after_s;
  g_autoptr (LoketKeptDocument) document = loket_download_finish (result, &retry_after_s, &error);

  end_job (job, retry_after_s, error);
  answer_wishes (self, document, document_id, error);
  go_on (self);
}

static void
start_download (LoketTransfers *self, const LoketKeptDocument *document)
{
  Job *job = add_job (self, document->document_id, document->case_id, FALSE);

  job->state.size = document->size;
  self->listener.changed (document->case_id, self->listener.user_data);
  loket_download_async (&self->parts, document, progress, job, job->cancellable, download_ended_cb,
                        job);
}

static void
wanted_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  LoketTransfers *self = user_data;
  g_autoptr (GPtrArray) wanted = loket_store_list_kept_finish (LOKET_STORE (source), result, NULL);

  self->looking--;
  for (guint i = 0; wanted != NULL && i < wanted->len; i++) {
    const LoketKeptDocument *document = wanted->pdata[i];

    self->look_again |= self->jobs->len >= AT_ONCE_MAX;
    if (!loket_transfer_pace_is_told_to_wait (&self->pace) &&
        may_start (self, document->document_id))
      start_download (self, document);
  }
  go_on (self);
}

/* While the brake is on nobody waits for what may not come. */
static void
refuse_wishes (LoketTransfers *self, const GError *error)
{
  g_autoptr (GPtrArray) asked = self->asked;

  self->asked = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < asked->len; i++)
    g_task_return_error (asked->pdata[i], g_error_copy (error));
}

/* A person who waits is not told "later" because of an earlier failure. */
static void
start_wishes (LoketTransfers *self)
{
  g_autoptr (GError) shut = NULL;

  if (loket_gate_is_shut (&self->parts, &shut)) {
    refuse_wishes (self, shut);
    return;
  }
  for (guint i = 0; i < self->asked->len && self->jobs->len < AT_ONCE_MAX; i++) {
    const Wish *wish = g_task_get_task_data (self->asked->pdata[i]);

    g_hash_table_remove (self->tried, wish->document->document_id);
    if (may_start (self, wish->document->document_id))
      start_download (self, wish->document);
  }
}

/* The round */

static void
retry (gpointer user_data)
{
  LoketTransfers *self = user_data;

  self->listener.retry (self->listener.user_data);
}

static void
end_round (LoketTransfers *self)
{
  loket_transfer_pace_end_round (&self->pace);
  self->listener.idle (self->listener.user_data);
}

/* After each step: what is next, or nothing. */
static void
go_on (LoketTransfers *self)
{
  if (self->looking > 0)
    return;
  if (!self->stopped)
    start_wishes (self);
  if (self->look_again && !self->stopped && self->jobs->len < AT_ONCE_MAX)
    look (self);
  else if (self->jobs->len == 0)
    end_round (self);
}

/* As long as there is room: once a job has ended there may be more to start. */
static void
look (LoketTransfers *self)
{
  self->look_again = FALSE;
  self->looking = 2;
  loket_store_list_uploads_async (self->parts.store, TRUE, uploads_listed_cb, self);
  loket_store_list_kept_async (self->parts.store, NULL, wanted_listed_cb, self);
}

/**
 * loket_transfers_hurry:
 *
 * Something may be there to travel, or the line is well again: a round begins, in which each is
 * tried once; but not before the moment that the loket has asked for.
 */
void
loket_transfers_hurry (LoketTransfers *self)
{
  if (self->stopped)
    return;
  if (loket_transfer_pace_is_told_to_wait (&self->pace)) {
    loket_transfer_pace_wait_until_told (&self->pace);
    return;
  }
  loket_transfer_pace_begin_round (&self->pace);
  loket_unsent_clear (&self->unsent);
  g_hash_table_remove_all (self->tried);
  self->look_again = TRUE;
  loket_store_settle_uploads_async (self->parts.store, loket_clock_get_now (self->parts.clock),
                                    NULL, NULL);
  if (self->looking == 0 && self->jobs->len < AT_ONCE_MAX)
    look (self);
}

void
loket_transfers_set_watching (LoketTransfers *self, gboolean watching)
{
  loket_transfer_pace_set_watching (&self->pace, watching);
}

gint64
loket_transfers_get_bytes_max (LoketTransfers *self)
{
  return self->bytes_max;
}

/* What the loket said at an earlier time. */
void
loket_transfers_set_bytes_max (LoketTransfers *self, gint64 bytes_max)
{
  self->bytes_max = bytes_max;
}

/* How much of a document one request carries. */
void
loket_transfers_set_piece_bytes (LoketTransfers *self, gsize piece_bytes)
{
  self->parts.piece_bytes = piece_bytes;
}

/**
 * loket_transfers_stop:
 *
 * For good; loket_transfers_is_idle() says when all of it has ended. What was begun goes on with
 * the next opening.
 */
void
loket_transfers_stop (LoketTransfers *self)
{
  g_autoptr (GError) error =
      g_error_new_literal (LOKET_SYNC_ERROR, LOKET_SYNC_ERROR_CANCELLED, "the desk was closed");

  self->stopped = TRUE;
  loket_transfer_pace_stop (&self->pace);
  g_cancellable_cancel (self->asking);
  for (guint i = 0; i < self->jobs->len; i++)
    g_cancellable_cancel (((Job *) self->jobs->pdata[i])->cancellable);
  while (self->asked->len > 0) {
    Wish *wish = g_task_get_task_data (self->asked->pdata[0]);
    g_autofree char *document_id = g_strdup (wish->document->document_id);

    answer_wishes (self, NULL, document_id, error);
  }
}

/**
 * loket_transfers_get_not_sent:
 * @code: (out) (nullable) (transfer none): static: why the last of them was not
 *
 * Returns: how many documents did not reach the loket in the round that has ended, though it was
 *   tried; 0 as long as the next try may mend it
 */
guint
loket_transfers_get_not_sent (LoketTransfers *self, const char **code)
{
  *code = loket_unsent_get_code (&self->unsent, self->pace.watching && self->pace.failures < 2);
  return *code != NULL ? self->unsent.n : 0;
}

gboolean
loket_transfers_is_idle (LoketTransfers *self)
{
  return self->jobs->len == 0 && self->looking == 0;
}

/**
 * loket_transfers_get_state:
 *
 * Returns: FALSE where it does not travel now
 */
gboolean
loket_transfers_get_state (LoketTransfers *self, const char *document_id, LoketTransferState *state)
{
  const Job *job = find_job (self, document_id);

  if (job != NULL)
    *state = job->state;
  return job != NULL;
}

/**
 * loket_transfers_cancel:
 *
 * Nobody wants it any more. What came or went of it stays until its row goes.
 */
void
loket_transfers_cancel (LoketTransfers *self, const char *document_id)
{
  Job *job = find_job (self, document_id);
  g_autoptr (GError) error =
      g_error_new_literal (LOKET_SYNC_ERROR, LOKET_SYNC_ERROR_CANCELLED, "it was stopped");

  if (job != NULL)
    g_cancellable_cancel (job->cancellable);
  answer_wishes (self, NULL, document_id, error);
}

/**
 * loket_transfers_fetch_async:
 * @document: copied: which one, of which case, with its hash where that is known
 */
void
loket_transfers_fetch_async (LoketTransfers *self,
                             const LoketKeptDocument *document,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  Wish *wish = g_new0 (Wish, 1);

  g_task_set_source_tag (task, loket_transfers_fetch_async);
  wish->document = loket_kept_document_copy (document);
  g_task_set_task_data (task, wish, (GDestroyNotify) wish_free);
  if (self->stopped) {
    g_task_return_new_error (task, LOKET_SYNC_ERROR, LOKET_SYNC_ERROR_CANCELLED,
                             "the desk was closed");
    return;
  }
  g_ptr_array_add (self->asked, g_steal_pointer (&task));
  start_wishes (self);
}

LoketKeptDocument *
loket_transfers_fetch_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * loket_transfers_new:
 * @parts: copied
 * @random: outlives it
 * @listener: copied
 */
LoketTransfers *
loket_transfers_new (const LoketSyncParts *parts,
                     LoketRandom *random,
                     const LoketTransfersListener *listener)
{
  LoketTransfers *self = g_new0 (LoketTransfers, 1);

  self->parts = *parts;
  self->listener = *listener;
  self->bytes_max = LOKET_TUS_MAX_BYTES;
  self->asking = g_cancellable_new ();
  self->jobs = g_ptr_array_new_with_free_func ((GDestroyNotify) job_free);
  self->asked = g_ptr_array_new_with_free_func (g_object_unref);
  self->tried = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->pace = (LoketTransferPace){.clock = parts->clock,
                                   .random = random,
                                   .retry = retry,
                                   .user_data = self,
                                   .retry_after_s = -1};
  return self;
}

/**
 * loket_transfers_free:
 *
 * Only when it is idle.
 */
void
loket_transfers_free (LoketTransfers *self)
{
  if (self == NULL)
    return;
  loket_transfer_pace_clear (&self->pace);
  loket_unsent_clear (&self->unsent);
  g_object_unref (self->asking);
  g_ptr_array_unref (self->jobs);
  g_ptr_array_unref (self->asked);
  g_hash_table_unref (self->tried);
  g_free (self);
}
