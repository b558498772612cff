/* SPDX-License-Identifier: EUPL-1.2 */
/* Calls about documents. */
#include "config.h"

#include <unistd.h>

#include "loket-content.h"
#include "loket-documents-care.h"
#include "loket-store-documents.h"
#include "loket-store-private.h"

typedef struct {
  char *document_id;           /* (nullable) */
  char *text;                  /* (nullable): location, reason, hash, case or name */
  LoketUpload *upload;         /* (nullable) */
  LoketKeptDocument *document; /* (nullable) */
  GFile *file;                 /* (nullable) */
  GBytes *piece;               /* (nullable) */
  gint64 number;               /* offset or limit */
  gsize bytes_max;
  gboolean flag;
  LoketMoment now;
} Matter;

static Matter *
matter_new (const char *document_id, const char *text)
{
  Matter *matter = g_new0 (Matter, 1);

  matter->document_id = g_strdup (document_id);
  matter->text = g_strdup (text);
  return matter;
}

static void
matter_free (gpointer data)
{
  Matter *matter = data;

  g_free (matter->document_id);
  g_free (matter->text);
  loket_upload_free (matter->upload);
  loket_kept_document_free (matter->document);
  g_clear_object (&matter->file);
  g_clear_pointer (&matter->piece, g_bytes_unref);
  g_free (matter);
}

static LoketUpload *
copy_upload (const LoketUpload *upload)
{
  LoketUpload *copy = g_memdup2 (upload, sizeof *upload);

  copy->document_id = g_strdup (upload->document_id);
  copy->case_id = g_strdup (upload->case_id);
  copy->sha256 = g_strdup (upload->sha256);
  copy->name = g_strdup (upload->name);
  copy->media_type = g_strdup (upload->media_type);
  copy->location = g_strdup (upload->location);
  copy->reason = g_strdup (upload->reason);
  return copy;
}

static gpointer
done_or_null (gboolean done)
{
  return done ? LOKET_STORE_DONE : NULL;
}

static void
write_matter (LoketStore *self,
              LoketStoreFunc func,
              Matter *matter,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  LoketStoreCall call = {func, matter, matter_free, NULL};

  _loket_store_write (self, &call, callback, user_data);
}

static void
do_with_files (LoketStore *self,
               LoketStoreFunc func,
               Matter *matter,
               GDestroyNotify free_result,
               GAsyncReadyCallback callback,
               gpointer user_data)
{
  LoketStoreCall call = {func, matter, matter_free, free_result};

  _loket_store_do_with_files (self, &call, callback, user_data);
}

static char *
get_root (LoketStore *self, gboolean fleeting)
{
  return fleeting ? loket_content_get_fleeting_root (self->folder) : g_strdup (self->folder);
}

/* Adding: the file first, with its hash; then its place and its row, in one go on the writer. */

static gpointer
keep_import (LoketStore *self, gpointer data, GError **error)
{
  Matter *matter = data;
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
  Matter *matter = data;
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
  Matter *matter = matter_new (NULL, NULL);
  LoketStoreCall call = {keep_import, matter, matter_free, (GDestroyNotify) loket_upload_free};

  matter->upload = _loket_store_finish (self, result, &error);
  if (matter->upload != NULL) {
    _loket_store_write (self, &call, import_kept_cb, g_steal_pointer (&task));
    return;
  }
  matter_free (matter);
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
  Matter *matter = matter_new (NULL, NULL);

  g_task_set_source_tag (task, loket_store_import_async);
  matter->upload = copy_upload (about);
  matter->file = g_object_ref (source);
  matter->number = bytes_max;
  do_with_files (self, import_file, matter, (GDestroyNotify) loket_upload_free, file_imported_cb,
                 task);
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
  Matter *matter = data;

  return matter->flag ? loket_uploads_db_list_sendable (self->read.work, error)
                      : loket_uploads_db_list (self->read.work, error);
}

void
loket_store_list_uploads_async (LoketStore *self,
                                gboolean sendable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  Matter *matter = matter_new (NULL, NULL);
  LoketStoreCall call = {list_uploads, matter, matter_free, (GDestroyNotify) g_ptr_array_unref};

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
  Matter *matter = data;

  return done_or_null (loket_uploads_db_note (self->write.work, matter->document_id, matter->text,
                                              matter->number, error));
}

void
loket_store_note_upload_async (LoketStore *self,
                               const char *document_id,
                               const char *location,
                               gint64 offset,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  Matter *matter = matter_new (document_id, location);

  matter->number = offset;
  write_matter (self, note_upload, matter, callback, user_data);
}

static gpointer
complete_upload (LoketStore *self, gpointer data, GError **error)
{
  Matter *matter = data;

  return done_or_null (loket_uploads_db_complete (self->write.work, matter->document_id, error));
}

void
loket_store_complete_upload_async (LoketStore *self,
                                   const char *document_id,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  write_matter (self, complete_upload, matter_new (document_id, NULL), callback, user_data);
}

static gpointer
restart_upload (LoketStore *self, gpointer data, GError **error)
{
  Matter *matter = data;

  return done_or_null (loket_uploads_db_restart (self->write.work, matter->document_id, error));
}

void
loket_store_restart_upload_async (LoketStore *self,
                                  const char *document_id,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  write_matter (self, restart_upload, matter_new (document_id, NULL), callback, user_data);
}

static gpointer
fail_upload (LoketStore *self, gpointer data, GError **error)
{
  Matter *matter = data;

  return done_or_null (loket_uploads_db_fail (self->write.work, matter->document_id, matter->text,
                                              matter->now, error));
}

void
loket_store_fail_upload_async (LoketStore *self,
                               const char *document_id,
                               const char *reason,
                               LoketMoment now,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  Matter *matter = matter_new (document_id, reason);

  matter->now = now;
  write_matter (self, fail_upload, matter, callback, user_data);
}

static gpointer
resend_upload (LoketStore *self, gpointer data, GError **error)
{
  Matter *matter = data;

  return done_or_null (
      loket_uploads_db_resend (self->write.work, matter->document_id, matter->now, error));
}

void
loket_store_resend_upload_async (LoketStore *self,
                                 const char *act_id,
                                 LoketMoment now,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  Matter *matter = matter_new (act_id, NULL);

  matter->now = now;
  write_matter (self, resend_upload, matter, callback, user_data);
}

static gpointer
drop_upload (LoketStore *self, gpointer data, GError **error)
{
  Matter *matter = data;
  g_autoptr (LoketUpload) upload = NULL;

  if (!loket_uploads_db_find (self->write.work, matter->document_id, &upload, error))
    return NULL;
  if (upload == NULL)
    return LOKET_STORE_DONE;
  return done_or_null (
      loket_uploads_db_drop (self->write.work, matter->document_id, error) &&
      loket_documents_care_drop_content (&self->write, upload->sha256, FALSE, error));
}

void
loket_store_drop_upload_async (LoketStore *self,
                               const char *document_id,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  write_matter (self, drop_upload, matter_new (document_id, NULL), callback, user_data);
}

static gpointer
settle_uploads (LoketStore *self, gpointer data, GError **error)
{
  Matter *matter = data;

  return done_or_null (
      loket_documents_care_settle (&self->write, matter->now, error) &&
      loket_documents_care_make_room (&self->write, self->documents_bytes_max, error));
}

void
loket_store_settle_uploads_async (LoketStore *self,
                                  LoketMoment now,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  Matter *matter = matter_new (NULL, NULL);

  matter->now = now;
  write_matter (self, settle_uploads, matter, callback, user_data);
}

static gpointer
read_piece (LoketStore *self, gpointer data, GError **error)
{
  Matter *matter = data;

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
  Matter *matter = matter_new (NULL, sha256);

  matter->number = offset;
  matter->bytes_max = bytes_max;
  do_with_files (self, read_piece, matter, (GDestroyNotify) g_bytes_unref, callback, user_data);
}

GBytes *
loket_store_read_piece_finish (LoketStore *self, GAsyncResult *result, GError **error)
{
  return _loket_store_finish (self, result, error);
}

/* Kept documents */

static gpointer
list_kept (LoketStore *self, gpointer data, GError **error)
{
  Matter *matter = data;

  return matter->text != NULL ? loket_documents_db_list_case (self->read.cache, matter->text, error)
                              : loket_documents_db_list_wanted (self->read.cache, error);
}

void
loket_store_list_kept_async (LoketStore *self,
                             const char *case_id,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  LoketStoreCall call = {list_kept, matter_new (NULL, case_id), matter_free,
                         (GDestroyNotify) g_ptr_array_unref};

  _loket_store_read (self, &call, NULL, callback, user_data);
}

GPtrArray *
loket_store_list_kept_finish (LoketStore *self, GAsyncResult *result, GError **error)
{
  return _loket_store_finish (self, result, error);
}

/* A list of none or one: that there is none is no error. */
static gpointer
find_kept (LoketStore *self, gpointer data, GError **error)
{
  Matter *matter = data;
  LoketKeptDocument *document;
  GPtrArray *found;

  if (!loket_documents_db_find (self->read.cache, matter->document_id, &document, error))
    return NULL;
  found = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_kept_document_free);
  if (document != NULL)
    g_ptr_array_add (found, document);
  return found;
}

void
loket_store_find_kept_async (LoketStore *self,
                             const char *document_id,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  LoketStoreCall call = {find_kept, matter_new (document_id, NULL), matter_free,
                         (GDestroyNotify) g_ptr_array_unref};

  _loket_store_read (self, &call, NULL, callback, user_data);
}

LoketKeptDocument *
loket_store_find_kept_finish (LoketStore *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GPtrArray) found = _loket_store_finish (self, result, error);

  return found != NULL && found->len > 0 ? g_ptr_array_steal_index (found, 0) : NULL;
}

static gpointer
put_kept (LoketStore *self, gpointer data, GError **error)
{
  Matter *matter = data;

  return done_or_null (loket_documents_db_put (self->write.cache, matter->document, error));
}

void
loket_store_put_kept_async (LoketStore *self,
                            const LoketKeptDocument *document,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  Matter *matter = matter_new (NULL, NULL);

  matter->document = loket_kept_document_copy (document);
  write_matter (self, put_kept, matter, callback, user_data);
}

static gpointer
drop_kept (LoketStore *self, gpointer data, GError **error)
{
  Matter *matter = data;
  g_autoptr (LoketKeptDocument) document = NULL;
  g_autofree char *root = NULL;

  if (!loket_documents_db_find (self->write.cache, matter->document_id, &document, error))
    return NULL;
  if (document == NULL)
    return LOKET_STORE_DONE;
  root = get_root (self, document->fleeting);
  loket_content_drop_part (root, document->document_id);
  return done_or_null (loket_documents_db_drop (self->write.cache, matter->document_id, error) &&
                       loket_documents_care_drop_content (&self->write, document->sha256,
                                                          document->fleeting, error));
}

void
loket_store_drop_kept_async (LoketStore *self,
                             const char *document_id,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  write_matter (self, drop_kept, matter_new (document_id, NULL), callback, user_data);
}

/**
 * loket_store_get_part_size:
 *
 * Returns: how many bytes of a document that is being fetched are here
 */
gint64
loket_store_get_part_size (LoketStore *self, const char *document_id, gboolean fleeting)
{
  g_autofree char *root = get_root (self, fleeting);

  return loket_content_get_part_size (root, document_id);
}

/**
 * loket_store_has_content:
 *
 * Returns: whether these contents are here, of whatever document
 */
gboolean
loket_store_has_content (LoketStore *self, const char *sha256, gboolean fleeting)
{
  g_autofree char *root = get_root (self, fleeting);

  return loket_content_is_sha256 (sha256) && loket_content_is_here (root, sha256);
}

static gpointer
add_piece (LoketStore *self, gpointer data, GError **error)
{
  Matter *matter = data;
  g_autofree char *root = get_root (self, matter->flag);

  return done_or_null (
      loket_content_append (root, matter->document_id, matter->number, matter->piece, error));
}

void
loket_store_add_piece_async (LoketStore *self,
                             const char *document_id,
                             gboolean fleeting,
                             gint64 offset,
                             GBytes *piece,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  Matter *matter = matter_new (document_id, NULL);

  matter->flag = fleeting;
  matter->number = offset;
  matter->piece = g_bytes_ref (piece);
  do_with_files (self, add_piece, matter, NULL, callback, user_data);
}

/* Whole: verified where files are read, then given its place and its row on the writer. */

static gpointer
place_whole (LoketStore *self, gpointer data, GError **error)
{
  Matter *matter = data;
  LoketKeptDocument *document = matter->document;
  g_autofree char *root = get_root (self, document->fleeting);

  document->state = LOKET_KEPT_HERE;
  return done_or_null (
      loket_content_keep (root, document->document_id, document->sha256, error) &&
      loket_documents_db_put (self->write.cache, document, error) &&
      loket_documents_care_make_room (&self->write, self->documents_bytes_max, error));
}

static gpointer
verify_whole (LoketStore *self, gpointer data, GError **error)
{
  Matter *matter = data;
  const LoketKeptDocument *document = matter->document;
  g_autofree char *root = get_root (self, document->fleeting);

  return loket_content_verify_part (root, document->document_id, document->sha256, error)
             ? g_steal_pointer (&matter->document)
             : NULL;
}

static void
whole_placed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  gpointer done = _loket_store_finish (LOKET_STORE (source), result, &error);

  if (done != NULL)
    g_task_return_pointer (task, done, NULL);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
whole_verified_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketStore *self = LOKET_STORE (source);
  g_autoptr (GError) error = NULL;
  Matter *matter = matter_new (NULL, NULL);

  matter->document = _loket_store_finish (self, result, &error);
  if (matter->document != NULL) {
    write_matter (self, place_whole, matter, whole_placed_cb, g_steal_pointer (&task));
    return;
  }
  matter_free (matter);
  g_task_return_error (task, g_steal_pointer (&error));
}

void
loket_store_keep_whole_async (LoketStore *self,
                              const LoketKeptDocument *document,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  Matter *matter = matter_new (NULL, NULL);

  g_task_set_source_tag (task, loket_store_keep_whole_async);
  matter->document = loket_kept_document_copy (document);
  do_with_files (self, verify_whole, matter, (GDestroyNotify) loket_kept_document_free,
                 whole_verified_cb, task);
}

/* Out */

/* Who only reads beside the owner leaves nothing in the owner's folders. */
static char *
get_copy_root (LoketStore *self, gboolean fleeting)
{
  g_autofree char *root = get_root (self, fleeting || self->options.read_only);

  return self->options.read_only ? g_strdup_printf ("%s-%d", root, (int) getpid ())
                                 : g_steal_pointer (&root);
}

/* Lists order by it; that it could not be noted hinders nobody. */
static gpointer
note_use (LoketStore *self, gpointer data, GError **error)
{
  Matter *matter = data;

  return done_or_null (
      loket_documents_db_use (self->write.cache, matter->document_id, matter->now, error));
}

static void
begin_noting_use (LoketStore *self, const LoketKeptDocument *document, LoketMoment now)
{
  Matter *matter;

  if (self->options.read_only)
    return;
  matter = matter_new (document->document_id, NULL);
  matter->now = now;
  write_matter (self, note_use, matter, NULL, NULL);
}

static gpointer
make_copy (LoketStore *self, gpointer data, GError **error)
{
  Matter *matter = data;
  const LoketKeptDocument *document = matter->document;
  g_autofree char *root = get_root (self, document->fleeting);
  g_autofree char *copy_root = get_copy_root (self, document->fleeting);

  return loket_content_make_copy (root, document->sha256, copy_root, document->document_id,
                                  matter->text, error);
}

void
loket_store_make_copy_async (LoketStore *self,
                             const LoketKeptDocument *document,
                             const char *name,
                             LoketMoment now,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  Matter *matter = matter_new (NULL, name);

  matter->document = loket_kept_document_copy (document);
  begin_noting_use (self, document, now);
  do_with_files (self, make_copy, matter, g_object_unref, callback, user_data);
}

GFile *
loket_store_make_copy_finish (LoketStore *self, GAsyncResult *result, GError **error)
{
  return _loket_store_finish (self, result, error);
}

static gpointer
write_to (LoketStore *self, gpointer data, GError **error)
{
  Matter *matter = data;
  g_autofree char *root = get_root (self, matter->document->fleeting);

  return done_or_null (
      loket_content_write_to (root, matter->document->sha256, matter->file, error));
}

void
loket_store_write_to_async (LoketStore *self,
                            const LoketKeptDocument *document,
                            GFile *target,
                            LoketMoment now,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  Matter *matter = matter_new (NULL, NULL);

  matter->document = loket_kept_document_copy (document);
  matter->file = g_object_ref (target);
  begin_noting_use (self, document, now);
  do_with_files (self, write_to, matter, NULL, callback, user_data);
}

void
loket_store_set_documents_bytes_max (LoketStore *self, gint64 bytes_max)
{
  self->documents_bytes_max = bytes_max;
}

/* When the store closes: what may not stay, and what a person's programs were given to read. */
void
_loket_store_clear_fleeting (LoketStore *self)
{
  g_autofree char *copy_root = get_copy_root (self, TRUE);

  if (!self->options.read_only)
    loket_content_drop_copies (self->folder);
  loket_content_drop_root (copy_root);
}
