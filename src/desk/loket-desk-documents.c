/* SPDX-License-Identifier: EUPL-1.2 */
/* The documents of a case as they are now, and how they travel. */
#include "config.h"

#include "loket-desk-documents.h"
#include "loket-desk-private.h"
#include "loket-paths.h"
#include "loket-store-documents.h"
#include "loket-store-feed.h"
#include "loket-tus.h"
#include "loket-words-table.h"

static const char *const state_names[] = {"there",       "here",   "uploading",
                                          "downloading", "failed", NULL};
G_STATIC_ASSERT (G_N_ELEMENTS (state_names) == LOKET_N_DOCUMENT_STATES + 1);

const char *
loket_document_state_to_string (LoketDocumentState state)
{
  return loket_words_table_get (state_names, (int) state);
}

LoketDeskDocument *
loket_desk_document_copy (const LoketDeskDocument *self)
{
  LoketDeskDocument *copy = g_memdup2 (self, sizeof *self);

  copy->document_id = g_strdup (self->document_id);
  copy->case_id = g_strdup (self->case_id);
  copy->name = g_strdup (self->name);
  copy->media_type = g_strdup (self->media_type);
  copy->kind = g_strdup (self->kind);
  copy->sha256 = g_strdup (self->sha256);
  copy->act_id = g_strdup (self->act_id);
  copy->reason = g_strdup (self->reason);
  copy->trouble = g_strdup (self->trouble);
  return copy;
}

void
loket_desk_document_free (LoketDeskDocument *self)
{
  if (self == NULL)
    return;
  g_free (self->document_id);
  g_free (self->case_id);
  g_free (self->name);
  g_free (self->media_type);
  g_free (self->kind);
  g_free (self->sha256);
  g_free (self->act_id);
  g_free (self->reason);
  g_free (self->trouble);
  g_free (self);
}

/* Listing */

typedef struct {
  LoketDossier *dossier; /* (owned) */
  GPtrArray *uploads;    /* (owned) (nullable) (element-type LoketUpload) */
  GPtrArray *kept;       /* (owned) (nullable) (element-type LoketKeptDocument) */
} Listing;

static void
listing_free (Listing *listing)
{
  loket_dossier_unref (listing->dossier);
  g_clear_pointer (&listing->uploads, g_ptr_array_unref);
  g_clear_pointer (&listing->kept, g_ptr_array_unref);
  g_free (listing);
}

static const LoketUpload *
find_upload (const Listing *listing, const char *document_id)
{
  for (guint i = 0; i < listing->uploads->len; i++) {
    const LoketUpload *upload = listing->uploads->pdata[i];

    if (g_str_equal (upload->document_id, document_id))
      return upload;
  }
  return NULL;
}

static const LoketKeptDocument *
find_kept (const Listing *listing, const char *document_id)
{
  for (guint i = 0; i < listing->kept->len; i++) {
    const LoketKeptDocument *kept = listing->kept->pdata[i];

    if (g_str_equal (kept->document_id, document_id))
      return kept;
  }
  return NULL;
}

static gboolean
attaches (const LoketAct *act, const char *document_id)
{
  return act->type == LOKET_ACT_ATTACH &&
         g_strcmp0 (loket_json_peek_string (act->payload, "documentId"), document_id) == 0;
}

static const LoketAct *
find_attaching (GPtrArray *acts, const char *document_id)
{
  for (guint i = 0; i < acts->len; i++) {
    const LoketAct *act = acts->pdata[i];

    if (attaches (act, document_id))
      return act;
  }
  return NULL;
}

static gboolean
is_refused (const Listing *listing, const char *document_id)
{
  return find_attaching (listing->dossier->pending, document_id) == NULL &&
         find_attaching (listing->dossier->refused, document_id) != NULL;
}

/* Of an act that the loket has not taken. */
static void
tell_act (const Listing *listing, LoketDeskDocument *document)
{
  const LoketAct *act = find_attaching (listing->dossier->pending, document->document_id);

  if (act == NULL)
    act = find_attaching (listing->dossier->refused, document->document_id);
  document->act_id = g_strdup (act != NULL ? act->act_id : NULL);
}

static void
tell_upload (const LoketUpload *upload, LoketDeskDocument *document)
{
  document->done_bytes = upload->offset;
  g_free (document->sha256);
  document->sha256 = g_strdup (upload->sha256);
  if (upload->state == LOKET_UPLOAD_FAILED) {
    document->state = LOKET_DOCUMENT_FAILED;
    document->reason = g_strdup (upload->reason);
  } else if (upload->state == LOKET_UPLOAD_COMPLETE) {
    document->state = LOKET_DOCUMENT_HERE;
  } else {
    document->state = LOKET_DOCUMENT_UPLOADING;
    document->trouble = g_strdup (upload->reason);
  }
}

static void
tell_kept (LoketDesk *self, const LoketKeptDocument *kept, LoketDeskDocument *document)
{
  document->pinned = kept->pinned;
  if (document->sha256 == NULL)
    document->sha256 = g_strdup (kept->sha256);
  if (kept->state == LOKET_KEPT_HERE) {
    document->state = LOKET_DOCUMENT_HERE;
  } else if (kept->state == LOKET_KEPT_FAILED) {
    document->state = LOKET_DOCUMENT_FAILED;
    document->reason = g_strdup (kept->reason);
  } else if (kept->pinned) {
    document->state = LOKET_DOCUMENT_DOWNLOADING;
    document->done_bytes =
        loket_store_get_part_size (self->store, kept->document_id, kept->fleeting);
  }
}

static void
tell_travel (LoketDesk *self, LoketDeskDocument *document)
{
  LoketTransferState travel;

  if (!loket_transfers_get_state (loket_sync_get_transfers (self->sync), document->document_id,
                                  &travel))
    return;
  document->travels = TRUE;
  g_clear_pointer (&document->trouble, g_free);
  document->state = travel.up ? LOKET_DOCUMENT_UPLOADING : LOKET_DOCUMENT_DOWNLOADING;
  document->done_bytes = travel.done;
  if (document->size_bytes == 0)
    document->size_bytes = travel.size;
}

static void
tell_state (LoketDesk *self, const Listing *listing, LoketDeskDocument *document)
{
  const LoketUpload *upload = find_upload (listing, document->document_id);
  const LoketKeptDocument *kept = find_kept (listing, document->document_id);

  document->case_id = g_strdup (listing->dossier->the_case->case_id);
  document->fleeting = !listing->dossier->the_case->offline_permitted;
  tell_act (listing, document);
  if (upload != NULL)
    tell_upload (upload, document);
  else if (kept != NULL)
    tell_kept (self, kept, document);
  /* All of it has arrived, and yet the case does not have it. */
  if (document->state == LOKET_DOCUMENT_HERE && is_refused (listing, document->document_id))
    document->state = LOKET_DOCUMENT_FAILED;
  tell_travel (self, document);
}

static LoketDeskDocument *
document_from_facts (const LoketDocument *facts)
{
  LoketDeskDocument *document = g_new0 (LoketDeskDocument, 1);

  document->document_id = g_strdup (facts->document_id);
  document->name = g_strdup (facts->name);
  document->media_type = g_strdup (facts->media_type);
  document->kind = g_strdup (facts->kind);
  document->sha256 = g_strdup (facts->sha256);
  document->size_bytes = facts->size_bytes;
  document->added_on = facts->added_on;
  return document;
}

/* What was refused has no effect in what the case shows; its contents are kept all the same. */
static LoketDeskDocument *
document_from_upload (const LoketUpload *upload, const Listing *listing)
{
  LoketDeskDocument *document = g_new0 (LoketDeskDocument, 1);
  const LoketAct *act = find_attaching (listing->dossier->refused, upload->document_id);

  document->document_id = g_strdup (upload->document_id);
  document->name = g_strdup (upload->name);
  document->media_type = g_strdup (upload->media_type);
  document->size_bytes = upload->size;
  document->added_on = act != NULL ? act->occurred_on : LOKET_NO_DAY;
  return document;
}

static gboolean
is_listed (GPtrArray *documents, const char *document_id)
{
  for (guint i = 0; i < documents->len; i++) {
    const LoketDeskDocument *document = documents->pdata[i];

    if (g_str_equal (document->document_id, document_id))
      return TRUE;
  }
  return FALSE;
}

static GPtrArray *
make_list (LoketDesk *self, const Listing *listing)
{
  GPtrArray *documents = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_desk_document_free);
  GPtrArray *facts = listing->dossier->standing->current->documents;
  const char *case_id = listing->dossier->the_case->case_id;

  for (guint i = 0; i < facts->len; i++) {
    const LoketDocument *document = facts->pdata[i];

    if (document->document_id != NULL && !is_listed (documents, document->document_id))
      g_ptr_array_add (documents, document_from_facts (document));
  }
  for (guint i = 0; i < listing->uploads->len; i++) {
    const LoketUpload *upload = listing->uploads->pdata[i];

    if (g_str_equal (upload->case_id, case_id) && !is_listed (documents, upload->document_id) &&
        find_attaching (listing->dossier->refused, upload->document_id) != NULL)
      g_ptr_array_add (documents, document_from_upload (upload, listing));
  }
  for (guint i = 0; i < documents->len; i++)
    tell_state (self, listing, documents->pdata[i]);
  return documents;
}

static void
kept_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketDesk *self = g_task_get_source_object (task);
  Listing *listing = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  listing->kept = loket_store_list_kept_finish (LOKET_STORE (source), result, &error);
  if (listing->kept == NULL)
    g_task_return_error (task, _loket_desk_translate (error));
  else if (self->closed)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "the desk was closed");
  else
    g_task_return_pointer (task, make_list (self, listing), (GDestroyNotify) g_ptr_array_unref);
}

static void
uploads_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Listing *listing = g_task_get_task_data (task);
  LoketStore *store = LOKET_STORE (source);
  g_autoptr (GError) error = NULL;

  listing->uploads = loket_store_list_uploads_finish (store, result, &error);
  if (listing->uploads == NULL)
    g_task_return_error (task, _loket_desk_translate (error));
  else
    loket_store_list_kept_async (store, listing->dossier->the_case->case_id, kept_listed_cb,
                                 g_steal_pointer (&task));
}

void
loket_desk_list_documents_async (LoketDesk *self,
                                 LoketDossier *dossier,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Listing *listing = g_new0 (Listing, 1);

  g_task_set_source_tag (task, loket_desk_list_documents_async);
  listing->dossier = loket_dossier_ref (dossier);
  g_task_set_task_data (task, listing, (GDestroyNotify) listing_free);
  loket_store_list_uploads_async (self->store, FALSE, uploads_listed_cb, task);
}

GPtrArray *
loket_desk_list_documents_finish (LoketDesk *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * loket_desk_get_document_bytes_max:
 *
 * Returns: what the loket said last; before that what every loket takes
 */
gint64
loket_desk_get_document_bytes_max (LoketDesk *self)
{
  return loket_transfers_get_bytes_max (loket_sync_get_transfers (self->sync));
}

/* @bodies: (element-type LoketKeptBody): what is kept of the loket's answers */
void
_loket_desk_take_document_limit (LoketDesk *self, GPtrArray *bodies)
{
  const char *path = loket_path_get_fixed (LOKET_PATH_DOCUMENTS);
  gint64 limit;

  for (guint i = 0; i < bodies->len; i++) {
    const LoketKeptBody *kept = bodies->pdata[i];
    g_autofree char *text = NULL;

    if (!g_str_equal (kept->path, path))
      continue;
    text = g_strndup (g_bytes_get_data (kept->body, NULL), g_bytes_get_size (kept->body));
    if (loket_tus_number_parse (text, &limit))
      loket_transfers_set_bytes_max (loket_sync_get_transfers (self->sync), limit);
  }
}

/* Travelling */

static void
documents_changed_cb (LoketSync *sync, const char *case_id, LoketDesk *self)
{
  g_signal_emit_by_name (self, "documents-changed", case_id);
}

/* What waits says why, and the state of the line says that it waits. */
static void
tell_not_sent (LoketDesk *self)
{
  const LoketSyncStatus *status = loket_sync_get_status (self->sync);

  if (self->closed || (status->documents_error == NULL && self->state.documents_error == NULL))
    return;
  _loket_desk_read_pending (self);
  _loket_desk_update_state (self);
}

/* Where nobody watches, whoever asked for a run waits for its documents: as long as one becomes
 * whole, its act follows in another run. */
static void
transfers_ended_cb (LoketSync *sync, gboolean uploaded, LoketDesk *self)
{
  g_autoptr (GPtrArray) waiting = self->awaiting_transfers;

  tell_not_sent (self);
  self->awaiting_transfers = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < waiting->len; i++) {
    GTask *task = waiting->pdata[i];

    if (uploaded)
      _loket_desk_run_again (self, g_object_ref (task));
    else
      g_task_return_boolean (task, TRUE);
  }
}

void
_loket_desk_connect_transfers (LoketDesk *self)
{
  g_signal_connect (self->sync, "documents-changed", G_CALLBACK (documents_changed_cb), self);
  g_signal_connect (self->sync, "transfers-ended", G_CALLBACK (transfers_ended_cb), self);
}

/* Returns: whether @task is answered later, when no document travels any more */
gboolean
_loket_desk_await_transfers (LoketDesk *self, GTask *task)
{
  if (self->closed || self->watching ||
      loket_transfers_is_idle (loket_sync_get_transfers (self->sync)))
    return FALSE;
  g_ptr_array_add (self->awaiting_transfers, g_object_ref (task));
  return TRUE;
}

/* The desk closes: what travels goes on with the next opening. */
void
_loket_desk_end_transfers (LoketDesk *self)
{
  for (guint i = 0; i < self->awaiting_transfers->len; i++)
    g_task_return_boolean (self->awaiting_transfers->pdata[i], TRUE);
  g_ptr_array_set_size (self->awaiting_transfers, 0);
}
