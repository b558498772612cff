/* SPDX-License-Identifier: EUPL-1.2 */
/* Adding, opening, saving, keeping, stopping, removing a document. */
#include "config.h"

#include "loket-desk-documents.h"
#include "loket-desk-private.h"
#include "loket-file-name.h"
#include "loket-store-documents.h"

/* Adding: contents first, then the act that speaks of them. */

typedef struct {
  LoketDossier *dossier; /* (owned) */
  LoketUpload *upload;   /* (owned) (nullable): once the contents are here */
  GError *error;         /* (owned) (nullable): why the act could not be done */
} Adding;

static void
adding_free (Adding *adding)
{
  loket_dossier_unref (adding->dossier);
  loket_upload_free (adding->upload);
  g_clear_error (&adding->error);
  g_free (adding);
}

static void
import_undone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Adding *adding = g_task_get_task_data (task);

  loket_store_write_finish (LOKET_STORE (source), result, NULL);
  g_task_return_error (task, g_steal_pointer (&adding->error));
}

static void
attached_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketDesk *self = LOKET_DESK (source);
  Adding *adding = g_task_get_task_data (task);
  LoketAct *act = loket_desk_do_act_finish (self, result, &adding->error);

  if (act != NULL)
    g_task_return_pointer (task, act, (GDestroyNotify) loket_act_unref);
  else if (self->closed)
    g_task_return_error (task, g_steal_pointer (&adding->error));
  else
    loket_store_drop_upload_async (self->store, adding->upload->document_id, import_undone_cb,
                                   g_steal_pointer (&task));
}

static JsonObject *
make_payload (const LoketUpload *upload)
{
  JsonObject *payload = json_object_new ();

  json_object_set_string_member (payload, "documentId", upload->document_id);
  json_object_set_string_member (payload, "name", upload->name);
  if (upload->media_type != NULL)
    json_object_set_string_member (payload, "mediaType", upload->media_type);
  json_object_set_int_member (payload, "sizeBytes", upload->size);
  json_object_set_string_member (payload, "sha256", upload->sha256);
  return payload;
}

static void
imported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketDesk *self = g_task_get_source_object (task);
  Adding *adding = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) payload = NULL;

  adding->upload = loket_store_import_finish (LOKET_STORE (source), result, &error);
  if (adding->upload == NULL) {
    g_task_return_error (task, _loket_desk_translate (error));
    return;
  }
  payload = make_payload (adding->upload);
  loket_desk_do_act_async (self, adding->dossier, "attach", loket_desk_get_today (self), payload,
                           NULL, NULL, attached_cb, g_steal_pointer (&task));
}

/* Returns: (transfer full) (nullable): what a name and the first bytes of nothing say */
static char *
guess_media_type (const char *name)
{
  gboolean uncertain;
  g_autofree char *content_type = g_content_type_guess (name, NULL, 0, &uncertain);

  return uncertain ? NULL : g_content_type_get_mime_type (content_type);
}

/**
 * loket_desk_add_document_async:
 * @file: is read now, and not needed afterwards
 * @name: (nullable): what it shall be called; made harmless
 *
 * Errors: LOKET_DESK_ERROR_FILE, FILE_EMPTY, FILE_TOO_LARGE, DISK, NOT_ALLOWED
 */
void
loket_desk_add_document_async (LoketDesk *self,
                               LoketDossier *dossier,
                               GFile *file,
                               const char *name,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *document_id = loket_random_make_uuid (self->random);
  g_autofree char *own_name = g_file_get_basename (file);
  g_autofree char *safe = loket_file_name_make_safe (name != NULL ? name : own_name);
  g_autofree char *media_type = guess_media_type (safe);
  Adding *adding = g_new0 (Adding, 1);
  LoketUpload about = {
      .document_id = document_id,
      .case_id = dossier->the_case->case_id,
      .name = safe,
      .media_type = media_type,
      .made_at = loket_clock_get_now (self->clock),
  };

  g_task_set_source_tag (task, loket_desk_add_document_async);
  g_task_set_check_cancellable (task, FALSE);
  adding->dossier = loket_dossier_ref (dossier);
  g_task_set_task_data (task, adding, (GDestroyNotify) adding_free);
  if (!_loket_desk_check_writable (self, task))
    return;
  loket_store_import_async (self->store, &about, file, loket_desk_get_document_bytes_max (self),
                            imported_cb, g_steal_pointer (&task));
}

/**
 * loket_desk_add_document_finish:
 *
 * Returns: (transfer full): the act, pending
 */
LoketAct *
loket_desk_add_document_finish (LoketDesk *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Opening and saving: fetched where it is not here, and once more where it is damaged here. */

typedef struct {
  LoketDeskDocument *document; /* (owned) */
  GFile *target;               /* (owned) (nullable): NULL: a copy to be opened */
  gboolean fetched;
} Getting;

static void
getting_free (Getting *getting)
{
  loket_desk_document_free (getting->document);
  g_clear_object (&getting->target);
  g_free (getting);
}

/* The loket does not have it yet: what it was added from is the only other copy. */
static gboolean
is_own (const LoketDeskDocument *document)
{
  return document->act_id != NULL && document->sha256 != NULL;
}

static void hand_out (GTask *task, const LoketKeptDocument *kept);
static void fetch (GTask *task);

/* Returns: (transfer full): what to ask for; its hash is what the act promised, where it did */
static LoketKeptDocument *
make_wish (const LoketDeskDocument *document)
{
  LoketKeptDocument *wish = g_new0 (LoketKeptDocument, 1);

  wish->document_id = g_strdup (document->document_id);
  wish->case_id = g_strdup (document->case_id);
  wish->sha256 = g_strdup (document->sha256);
  wish->size = document->size_bytes;
  wish->pinned = document->pinned;
  wish->fleeting = document->fleeting;
  return wish;
}

static void
damaged_dropped_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  loket_store_write_finish (LOKET_STORE (source), result, NULL);
  fetch (user_data);
}

/* @file: (transfer full) (nullable): NULL with @error. Takes @task. */
static void
end_handing_out (GTask *task, GFile *file, const GError *error)
{
  LoketDesk *self = g_task_get_source_object (task);
  Getting *getting = g_task_get_task_data (task);
  gboolean damaged = g_error_matches (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_CONTENT);

  if (damaged && is_own (getting->document)) {
    g_task_return_new_error (task, LOKET_DESK_ERROR, LOKET_DESK_ERROR_DOCUMENT,
                             LOKET_WORK_CONTENTS_DAMAGED);
    g_object_unref (task);
    return;
  }
  if (damaged && !getting->fetched && !self->read_only && !self->closed) {
    loket_store_drop_kept_async (self->store, getting->document->document_id, damaged_dropped_cb,
                                 task);
    return;
  }
  if (damaged)
    g_task_return_new_error (task, LOKET_DESK_ERROR, LOKET_DESK_ERROR_DOCUMENT, "documentDamaged");
  else if (error != NULL)
    g_task_return_error (task, _loket_desk_translate (error));
  else
    g_task_return_pointer (task, file, g_object_unref);
  g_object_unref (task);
}

static void
copied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  GFile *file = loket_store_make_copy_finish (LOKET_STORE (source), result, &error);

  end_handing_out (user_data, file, error);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  const Getting *getting = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gboolean saved = loket_store_write_finish (LOKET_STORE (source), result, &error);

  end_handing_out (task, saved ? g_object_ref (getting->target) : NULL, error);
}

static void
hand_out (GTask *task, const LoketKeptDocument *kept)
{
  LoketDesk *self = g_task_get_source_object (task);
  const Getting *getting = g_task_get_task_data (task);
  LoketMoment now = loket_clock_get_now (self->clock);

  if (self->closed) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "the desk was closed");
    g_object_unref (task);
    return;
  }
  if (getting->target != NULL)
    loket_store_write_to_async (self->store, kept, getting->target, now, saved_cb, task);
  else
    loket_store_make_copy_async (self->store, kept, getting->document->name, now, copied_cb, task);
}

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Getting *getting = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketKeptDocument) kept = loket_transfers_fetch_finish (result, &error);

  getting->fetched = TRUE;
  if (kept != NULL) {
    hand_out (task, kept);
    return;
  }
  g_task_return_error (task, _loket_desk_translate (error));
  g_object_unref (task);
}

static void
fetch (GTask *task)
{
  LoketDesk *self = g_task_get_source_object (task);
  const Getting *getting = g_task_get_task_data (task);
  g_autoptr (LoketKeptDocument) wish = make_wish (getting->document);

  if (self->closed) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "the desk was closed");
    g_object_unref (task);
  } else if (_loket_desk_check_writable (self, task)) {
    loket_transfers_fetch_async (loket_sync_get_transfers (self->sync), wish, fetched_cb, task);
  } else {
    g_object_unref (task);
  }
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  g_autoptr (LoketKeptDocument) kept =
      loket_store_find_kept_finish (LOKET_STORE (source), result, NULL);

  if (kept != NULL && kept->state == LOKET_KEPT_HERE)
    hand_out (task, kept);
  else
    fetch (task);
}

static void
get (LoketDesk *self, const LoketDeskDocument *document, GFile *target, GTask *task)
{
  Getting *getting = g_new0 (Getting, 1);
  g_autoptr (LoketKeptDocument) own = make_wish (document);

  g_task_set_check_cancellable (task, FALSE);
  getting->document = loket_desk_document_copy (document);
  getting->target = target != NULL ? g_object_ref (target) : NULL;
  g_task_set_task_data (task, getting, (GDestroyNotify) getting_free);
  /* What the loket has not taken yet is here by its hash. */
  own->fleeting = FALSE;
  if (self->closed || is_own (document))
    hand_out (task, own);
  else
    loket_store_find_kept_async (self->store, document->document_id, found_cb, task);
}

/**
 * loket_desk_open_document_async:
 *
 * Errors: LOKET_DESK_ERROR_DOCUMENT where its contents cannot be had, or a LOKET_SYNC_ERROR
 */
void
loket_desk_open_document_async (LoketDesk *self,
                                const LoketDeskDocument *document,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, loket_desk_open_document_async);
  get (self, document, NULL, task);
}

/**
 * loket_desk_open_document_finish:
 *
 * Returns: (transfer full): the copy to be opened
 */
GFile *
loket_desk_open_document_finish (LoketDesk *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * loket_desk_save_document_async:
 * @target: replaced, once the contents were found to be sound
 */
void
loket_desk_save_document_async (LoketDesk *self,
                                const LoketDeskDocument *document,
                                GFile *target,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, loket_desk_save_document_async);
  get (self, document, target, task);
}

gboolean
loket_desk_save_document_finish (LoketDesk *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GFile) file = g_task_propagate_pointer (G_TASK (result), error);

  return file != NULL;
}

/* Keeping */

static void
changed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketDesk *self = g_task_get_source_object (task);
  const LoketKeptDocument *wish = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!loket_store_write_finish (LOKET_STORE (source), result, &error)) {
    g_task_return_error (task, _loket_desk_translate (error));
    return;
  }
  if (!self->closed) {
    loket_transfers_hurry (loket_sync_get_transfers (self->sync));
    g_signal_emit_by_name (self, "documents-changed", wish->case_id);
  }
  g_task_return_boolean (task, TRUE);
}

/* A row of what is here already keeps its state; the rest is wanted from now on. */
static void
pin_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  const LoketKeptDocument *wish = g_task_get_task_data (task);
  g_autoptr (LoketKeptDocument) kept =
      loket_store_find_kept_finish (LOKET_STORE (source), result, NULL);

  if (kept != NULL && kept->state == LOKET_KEPT_HERE) {
    kept->pinned = wish->pinned;
    loket_store_change_kept_async (LOKET_STORE (source), kept, changed_cb, task);
  } else if (wish->pinned) {
    loket_store_put_kept_async (LOKET_STORE (source), wish, changed_cb, task);
  } else {
    loket_store_drop_kept_async (LOKET_STORE (source), wish->document_id, changed_cb, task);
  }
}

/**
 * loket_desk_pin_document_async:
 *
 * LOKET_DESK_ERROR_NOT_ALLOWED where it may not be kept on this computer.
 */
void
loket_desk_pin_document_async (LoketDesk *self,
                               const LoketDeskDocument *document,
                               gboolean pinned,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  LoketKeptDocument *wish;

  g_task_set_source_tag (task, loket_desk_pin_document_async);
  if (!_loket_desk_check_writable (self, task))
    return;
  if (document->fleeting) {
    g_task_return_new_error (task, LOKET_DESK_ERROR, LOKET_DESK_ERROR_NOT_ALLOWED,
                             "documentNotKept");
    return;
  }
  wish = make_wish (document);
  wish->pinned = pinned;
  wish->used_at = loket_clock_get_now (self->clock);
  g_task_set_task_data (task, wish, (GDestroyNotify) loket_kept_document_free);
  loket_store_find_kept_async (self->store, document->document_id, pin_found_cb,
                               g_steal_pointer (&task));
}

/* Stopping and removing */

static void
taken_back_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketDesk *self = LOKET_DESK (source);
  GError *error = NULL;

  if (!loket_desk_take_back_finish (self, result, &error)) {
    g_task_return_error (task, error);
    return;
  }
  /* Its contents go with it. */
  if (!self->closed)
    loket_transfers_hurry (loket_sync_get_transfers (self->sync));
  g_task_return_boolean (task, TRUE);
}

/**
 * loket_desk_cancel_document_async:
 *
 * LOKET_DESK_ERROR_ALREADY_TAKEN where its act may have reached the loket.
 */
void
loket_desk_cancel_document_async (LoketDesk *self,
                                  const LoketDeskDocument *document,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, loket_desk_cancel_document_async);
  g_task_set_task_data (task, make_wish (document), (GDestroyNotify) loket_kept_document_free);
  if (!_loket_desk_check_writable (self, task))
    return;
  loket_transfers_cancel (loket_sync_get_transfers (self->sync), document->document_id);
  if (document->act_id != NULL)
    loket_desk_take_back_async (self, document->act_id, NULL, taken_back_cb,
                                g_steal_pointer (&task));
  else
    loket_store_drop_kept_async (self->store, document->document_id, changed_cb,
                                 g_steal_pointer (&task));
}

static void
detached_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (LoketAct) act = loket_desk_do_act_finish (LOKET_DESK (source), result, &error);

  if (act != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * loket_desk_remove_document_async:
 * @reason: for who reads the history; not needed for what was never sent
 */
void
loket_desk_remove_document_async (LoketDesk *self,
                                  LoketDossier *dossier,
                                  const LoketDeskDocument *document,
                                  const char *reason,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (JsonObject) payload = NULL;

  if (document->act_id != NULL) {
    loket_desk_cancel_document_async (self, document, callback, user_data);
    return;
  }
  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, loket_desk_remove_document_async);
  payload = json_object_new ();
  json_object_set_string_member (payload, "documentId", document->document_id);
  if (document->name != NULL)
    json_object_set_string_member (payload, "name", document->name);
  json_object_set_string_member (payload, "reason", reason);
  loket_desk_do_act_async (self, dossier, "detach", loket_desk_get_today (self), payload, NULL,
                           NULL, detached_cb, g_steal_pointer (&task));
}

gboolean
loket_desk_change_document_finish (LoketDesk *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
