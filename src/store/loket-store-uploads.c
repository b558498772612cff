/* SPDX-License-Identifier: EUPL-1.2 */
/* Calls about what is on its way to the loket. */
#include "config.h"

#include "loket-content.h"
#include "loket-documents-care.h"
#include "loket-matter-private.h"
#include "loket-store-documents.h"

/* Adding: the file first, with its hash; then its place and its row, in one go on the writer. */

static gpointer
keep_import (LoketStore *self, gpointer data, GError **error)
{
  LoketMatter *matter = data;
  g_autofree char *part = g_strconcat ("add-", matter->upload->document_id, NULL);

  /* The row is first: whatever is cut off, the content has somebody who names it, or no place. */
  if (!loket_uploads_db_add (self->write.work, matter->upload, error))
    return NULL;
  if (loket_content_keep (self->folder, part, matter->upload->sha256, error))
    return g_steal_pointer (&matter->upload);
  loket_uploads_db_drop (self->write.work, matter->upload->document_id, NULL);
  return NULL;
}

static gpointer
import_file (LoketStore *self, gpointer data, GError **error)
{
  LoketMatter *matter = data;
  LoketContentMark mark;

  if (!loket_content_import (self->folder, matter->upload->document_id, matter->file,
                             matter->number, &mark, error))
    return NULL;
  matter->upload->sha256 = g_steal_pointer (&mark.sha256);
  matter->upload->size = mark.size;
  return g_steal_pointer (&matter->upload);
}

static void
import_kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  LoketUpload *upload = _loket_store_finish (LOKET_STORE (source), result, &error);

  if (upload != NULL)
    g_task_return_pointer (task, upload, (GDestroyNotify) loket_upload_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
file_imported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketStore *self = LOKET_STORE (source);
  g_autoptr (GError) error = NULL;
  LoketMatter *matter = _loket_matter_new (NULL, NULL);
  LoketStoreCall call = {keep_import, matter, _loket_matter_free,
                         (GDestroyNotify) loket_upload_free};

  matter->upload = _loket_store_finish (self, result, &error);
  if (matter->upload != NULL) {
    _loket_store_write (self, &call, import_kept_cb, g_steal_pointer (&task));
    return;
  }
  _loket_matter_free (matter);
  g_task_return_error (task, g_steal_pointer (&error));
}

void
loket_store_import_async (LoketStore *self,
                          const LoketUpload *about,
                          GFile *source,
                          gint64 bytes_max,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  LoketMatter *matter = _loket_matter_new (NULL, NULL);

  g_task_set_source_tag (task, loket_store_import_async);
  matter->upload = loket_upload_copy (about);
  matter->file = g_object_ref (source);
  matter->number = bytes_max;
  _loket_matter_do_with_files (self, import_file, matter, (GDestroyNotify) loket_upload_free,
                               file_imported_cb, task);
}

LoketUpload *
loket_store_import_finish (LoketStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Uploads */

static gpointer
list_uploads (LoketStore *self, gpointer data, GError **error)
{
  LoketMatter *matter = data;

  return matter->flag ? loket_uploads_db_list_sendable (self->read.work, error)
                      : loket_uploads_db_list (self->read.work, error);
}

void
loket_store_list_uploads_async (LoketStore *self,
                                gboolean sendable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  LoketMatter *matter = _loket_matter_new (NULL, NULL);
  LoketStoreCall call = {list_uploads, matter, _loket_matter_free,
                         (GDestroyNotify) g_ptr_array_unref};

  matter->flag = sendable;
  _loket_store_read (self, &call, NULL, callback, user_data);
}

GPtrArray *
loket_store_list_uploads_finish (LoketStore *self, GAsyncResult *result, GError **error)
{
  return _loket_store_finish (self, result, error);
}

static gpointer
note_upload (LoketStore *self, gpointer data, GError **error)
{
  LoketMatter *matter = data;

  return _loket_store_done_or_null (loket_uploads_db_note (self->write.work, matter->document_id,
                                                           matter->text, matter->number, error));
}

void
loket_store_note_upload_async (LoketStore *self,
                               const char *document_id,
                               const char *location,
                               gint64 offset,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  LoketMatter *matter = _loket_matter_new (document_id, location);

  matter->number = offset;
  _loket_matter_write (self, note_upload, matter, callback, user_data);
}

static gpointer
complete_upload (LoketStore *self, gpointer data, GError **error)
{
  LoketMatter *matter = data;

  return _loket_store_done_or_null (
      loket_uploads_db_complete (self->write.work, matter->document_id, error));
}

void
loket_store_complete_upload_async (LoketStore *self,
                                   const char *document_id,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  _loket_matter_write (self, complete_upload, _loket_matter_new (document_id, NULL), callback,
                       user_data);
}

static gpointer
restart_upload (LoketStore *self, gpointer data, GError **error)
{
  LoketMatter *matter = data;

  return _loket_store_done_or_null (
      loket_uploads_db_restart (self->write.work, matter->document_id, error));
}

void
loket_store_restart_upload_async (LoketStore *self,
                                  const char *document_id,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  _loket_matter_write (self, restart_upload, _loket_matter_new (document_id, NULL), callback,
                       user_data);
}

static gpointer
note_upload_trouble (LoketStore *self, gpointer data, GError **error)
{
  LoketMatter *matter = data;

  return _loket_store_done_or_null (
      loket_uploads_db_note_trouble (self->write.work, matter->document_id, matter->text, error));
}

void
loket_store_note_upload_trouble_async (LoketStore *self,
                                       const char *document_id,
                                       const char *code,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  _loket_matter_write (self, note_upload_trouble, _loket_matter_new (document_id, code), callback,
                       user_data);
}

static gpointer
fail_upload (LoketStore *self, gpointer data, GError **error)
{
  LoketMatter *matter = data;

  return _loket_store_done_or_null (loket_uploads_db_fail (self->write.work, matter->document_id,
                                                           matter->text, matter->now, error));
}

void
loket_store_fail_upload_async (LoketStore *self,
                               const char *document_id,
                               const char *reason,
                               LoketMoment now,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  LoketMatter *matter = _loket_matter_new (document_id, reason);

  matter->now = now;
  _loket_matter_write (self, fail_upload, matter, callback, user_data);
}

static gpointer
resend_upload (LoketStore *self, gpointer data, GError **error)
{
  LoketMatter *matter = data;

  return _loket_store_done_or_null (
      loket_uploads_db_resend (self->write.work, matter->document_id, matter->now, error));
}

void
loket_store_resend_upload_async (LoketStore *self,
                                 const char *act_id,
                                 LoketMoment now,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  LoketMatter *matter = _loket_matter_new (act_id, NULL);

  matter->now = now;
  _loket_matter_write (self, resend_upload, matter, callback, user_data);
}

static gpointer
drop_upload (LoketStore *self, gpointer data, GError **error)
{
  LoketMatter *matter = data;
  g_autoptr (LoketUpload) upload = NULL;

  if (!loket_uploads_db_find (self->write.work, matter->document_id, &upload, error))
    return NULL;
  if (upload == NULL)
    return LOKET_STORE_DONE;
  return _loket_store_done_or_null (
      loket_uploads_db_drop (self->write.work, matter->document_id, error) &&
      loket_documents_care_drop_content (&self->write, upload->sha256, FALSE, error));
}

void
loket_store_drop_upload_async (LoketStore *self,
                               const char *document_id,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  _loket_matter_write (self, drop_upload, _loket_matter_new (document_id, NULL), callback,
                       user_data);
}

static gpointer
settle_uploads (LoketStore *self, gpointer data, GError **error)
{
  LoketMatter *matter = data;

  return _loket_store_done_or_null (
      loket_documents_care_settle (&self->write, matter->now, error) &&
      loket_documents_care_make_room (&self->write, self->documents_bytes_max, error));
}

void
loket_store_settle_uploads_async (LoketStore *self,
                                  LoketMoment now,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  LoketMatter *matter = _loket_matter_new (NULL, NULL);

  matter->now = now;
  _loket_matter_write (self, settle_uploads, matter, callback, user_data);
}

static gpointer
read_piece (LoketStore *self, gpointer data, GError **error)
{
  LoketMatter *matter = data;

  return loket_content_read (self->folder, matter->text, matter->number, matter->bytes_max, error);
}

void
loket_store_read_piece_async (LoketStore *self,
                              const char *sha256,
                              gint64 offset,
                              gsize bytes_max,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  LoketMatter *matter = _loket_matter_new (NULL, sha256);

  matter->number = offset;
  matter->bytes_max = bytes_max;
  _loket_matter_do_with_files (self, read_piece, matter, (GDestroyNotify) g_bytes_unref, callback,
                               user_data);
}

GBytes *
loket_store_read_piece_finish (LoketStore *self, GAsyncResult *result, GError **error)
{
  return _loket_store_finish (self, result, error);
}

static gpointer
verify_content (LoketStore *self, gpointer data, GError **error)
{
  LoketMatter *matter = data;

  return _loket_store_done_or_null (loket_content_verify (self->folder, matter->text, error));
}

void
loket_store_verify_content_async (LoketStore *self,
                                  const char *sha256,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  _loket_matter_do_with_files (self, verify_content, _loket_matter_new (NULL, sha256), NULL,
                               callback, user_data);
}
