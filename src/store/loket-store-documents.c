/* SPDX-License-Identifier: EUPL-1.2 */
/* Calls about what of the loket's documents is kept here, and how it is given out. */
#include "config.h"

#include <unistd.h>

#include "loket-cache-db.h"
#include "loket-content.h"
#include "loket-documents-care.h"
#include "loket-matter-private.h"
#include "loket-store-documents.h"

static gpointer
list_kept (LoketStore *self, gpointer data, GError **error)
{
  LoketMatter *matter = data;

  return matter->text != NULL ? loket_documents_db_list_case (self->read.cache, matter->text, error)
                              : loket_documents_db_list_wanted (self->read.cache, error);
}

void
loket_store_list_kept_async (LoketStore *self,
                             const char *case_id,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  LoketStoreCall call = {list_kept, _loket_matter_new (NULL, case_id), _loket_matter_free,
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
  LoketMatter *matter = data;
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
  LoketStoreCall call = {find_kept, _loket_matter_new (document_id, NULL), _loket_matter_free,
                         (GDestroyNotify) g_ptr_array_unref};

  _loket_store_read (self, &call, NULL, callback, user_data);
}

LoketKeptDocument *
loket_store_find_kept_finish (LoketStore *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GPtrArray) found = _loket_store_finish (self, result, error);

  return found != NULL && found->len > 0 ? g_ptr_array_steal_index (found, 0) : NULL;
}

/* While it was fetched its case was erased, left or may not be kept any more, or somebody let it
 * go: what came of it goes too, and nothing of it is written any more. */
static gboolean
check_wanted (LoketStore *self, const char *document_id, gboolean fleeting, GError **error)
{
  g_autoptr (LoketKeptDocument) row = NULL;
  g_autofree char *root = NULL;

  if (!loket_documents_db_find (self->write.cache, document_id, &row, error))
    return FALSE;
  if (row != NULL && (fleeting || !row->fleeting))
    return TRUE;
  root = _loket_store_get_root (self, fleeting);
  loket_content_drop_part (root, document_id);
  g_set_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_NOT_FOUND, "%s: nobody wants it",
               document_id);
  return FALSE;
}

static gpointer
put_kept (LoketStore *self, gpointer data, GError **error)
{
  LoketMatter *matter = data;
  gboolean allowed;

  if (!loket_documents_db_is_allowed (self->write.cache, matter->document, &allowed, error) ||
      (!allowed &&
       !check_wanted (self, matter->document->document_id, matter->document->fleeting, error)))
    return NULL;
  return _loket_store_done_or_null (
      loket_documents_db_put (self->write.cache, matter->document, error));
}

static void
write_kept (LoketStore *self,
            LoketStoreFunc func,
            const LoketKeptDocument *document,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  LoketMatter *matter = _loket_matter_new (NULL, NULL);

  matter->document = loket_kept_document_copy (document);
  _loket_matter_write (self, func, matter, callback, user_data);
}

/**
 * loket_store_put_kept_async:
 *
 * Ends with loket_store_write_finish(): FALSE with LOKET_STORE_ERROR_NOT_FOUND where its case is
 * not here (any more), or may not be kept as the document is to be.
 */
void
loket_store_put_kept_async (LoketStore *self,
                            const LoketKeptDocument *document,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  write_kept (self, put_kept, document, callback, user_data);
}

static gpointer
change_kept (LoketStore *self, gpointer data, GError **error)
{
  const LoketKeptDocument *document = ((LoketMatter *) data)->document;

  return _loket_store_done_or_null (
      check_wanted (self, document->document_id, document->fleeting, error) &&
      loket_documents_db_put (self->write.cache, document, error));
}

/**
 * loket_store_change_kept_async:
 *
 * Ends with loket_store_write_finish(): FALSE with LOKET_STORE_ERROR_NOT_FOUND where nobody wants
 * it any more.
 */
void
loket_store_change_kept_async (LoketStore *self,
                               const LoketKeptDocument *document,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  write_kept (self, change_kept, document, callback, user_data);
}

static gpointer
drop_kept (LoketStore *self, gpointer data, GError **error)
{
  LoketMatter *matter = data;
  g_autoptr (LoketKeptDocument) document = NULL;
  g_autofree char *root = NULL;

  if (!loket_documents_db_find (self->write.cache, matter->document_id, &document, error))
    return NULL;
  if (document == NULL)
    return LOKET_STORE_DONE;
  root = _loket_store_get_root (self, document->fleeting);
  loket_content_drop_part (root, document->document_id);
  return _loket_store_done_or_null (
      loket_documents_db_drop (self->write.cache, matter->document_id, error) &&
      loket_documents_care_drop_content (&self->write, document->sha256, document->fleeting,
                                         error));
}

void
loket_store_drop_kept_async (LoketStore *self,
                             const char *document_id,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  _loket_matter_write (self, drop_kept, _loket_matter_new (document_id, NULL), callback, user_data);
}

/**
 * loket_store_get_part_size:
 *
 * Returns: how many bytes of a document that is being fetched are here
 */
gint64
loket_store_get_part_size (LoketStore *self, const char *document_id, gboolean fleeting)
{
  g_autofree char *root = _loket_store_get_root (self, fleeting);

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
  g_autofree char *root = _loket_store_get_root (self, fleeting);

  return loket_content_is_sha256 (sha256) && loket_content_is_here (root, sha256);
}

static gpointer
add_piece (LoketStore *self, gpointer data, GError **error)
{
  LoketMatter *matter = data;
  g_autofree char *root = _loket_store_get_root (self, matter->flag);

  return _loket_store_done_or_null (
      loket_content_append (root, matter->document_id, matter->number, matter->piece, error));
}

static gpointer
check_piece (LoketStore *self, gpointer data, GError **error)
{
  const LoketMatter *matter = data;

  return _loket_store_done_or_null (check_wanted (self, matter->document_id, matter->flag, error));
}

/* Answers @user_data, a task, as the call was answered. */
static void
pass_on_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  gpointer done = _loket_store_finish (LOKET_STORE (source), result, &error);

  if (done != NULL)
    g_task_return_pointer (task, done, NULL);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* Only the writer knows whether it is wanted still: whoever erases a case sweeps there, and may
 * have done so before the piece was written. */
static void
piece_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketStore *self = LOKET_STORE (source);
  const LoketMatter *matter = g_task_get_task_data (task);
  LoketMatter *checked;
  GError *error = NULL;

  if (_loket_store_finish (self, result, &error) == NULL) {
    g_task_return_error (task, error);
    return;
  }
  checked = _loket_matter_new (matter->document_id, NULL);
  checked->flag = matter->flag;
  _loket_matter_write (self, check_piece, checked, pass_on_cb, g_steal_pointer (&task));
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
  GTask *task = g_task_new (self, NULL, callback, user_data);
  LoketMatter *about = _loket_matter_new (document_id, NULL);
  LoketMatter *matter = _loket_matter_new (document_id, NULL);

  g_task_set_source_tag (task, loket_store_add_piece_async);
  about->flag = fleeting;
  g_task_set_task_data (task, about, _loket_matter_free);
  matter->flag = fleeting;
  matter->number = offset;
  matter->piece = g_bytes_ref (piece);
  _loket_matter_do_with_files (self, add_piece, matter, NULL, piece_written_cb, task);
}

/* Whole: verified where files are read, then given its place and its row on the writer. */

static gpointer
place_whole (LoketStore *self, gpointer data, GError **error)
{
  LoketMatter *matter = data;
  LoketKeptDocument *document = matter->document;
  g_autofree char *root = _loket_store_get_root (self, document->fleeting);

  document->state = LOKET_KEPT_HERE;
  return _loket_store_done_or_null (
      check_wanted (self, document->document_id, document->fleeting, error) &&
      loket_content_keep (root, document->document_id, document->sha256, error) &&
      loket_documents_db_put (self->write.cache, document, error) &&
      loket_documents_care_make_room (&self->write, self->documents_bytes_max, error));
}

static gpointer
verify_whole (LoketStore *self, gpointer data, GError **error)
{
  LoketMatter *matter = data;
  const LoketKeptDocument *document = matter->document;
  g_autofree char *root = _loket_store_get_root (self, document->fleeting);

  return loket_content_verify_part (root, document->document_id, document->sha256, error)
             ? g_steal_pointer (&matter->document)
             : NULL;
}

static void
whole_verified_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketStore *self = LOKET_STORE (source);
  g_autoptr (GError) error = NULL;
  LoketMatter *matter = _loket_matter_new (NULL, NULL);

  matter->document = _loket_store_finish (self, result, &error);
  if (matter->document != NULL) {
    _loket_matter_write (self, place_whole, matter, pass_on_cb, g_steal_pointer (&task));
    return;
  }
  _loket_matter_free (matter);
  g_task_return_error (task, g_steal_pointer (&error));
}

void
loket_store_keep_whole_async (LoketStore *self,
                              const LoketKeptDocument *document,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  LoketMatter *matter = _loket_matter_new (NULL, NULL);

  g_task_set_source_tag (task, loket_store_keep_whole_async);
  matter->document = loket_kept_document_copy (document);
  _loket_matter_do_with_files (self, verify_whole, matter,
                               (GDestroyNotify) loket_kept_document_free, whole_verified_cb, task);
}

/* Out */

/* Who only reads beside the owner leaves nothing in the owner's folders. */
static char *
get_copy_root (LoketStore *self, gboolean fleeting)
{
  g_autofree char *root = _loket_store_get_root (self, fleeting || self->options.read_only);

  return self->options.read_only ? loket_content_build_root_beside (root, (int) getpid ())
                                 : g_steal_pointer (&root);
}

/* Lists order by it; that it could not be noted hinders nobody. */
static gpointer
note_use (LoketStore *self, gpointer data, GError **error)
{
  LoketMatter *matter = data;

  return _loket_store_done_or_null (
      loket_documents_db_use (self->write.cache, matter->document_id, matter->now, error));
}

static void
begin_noting_use (LoketStore *self, const LoketKeptDocument *document, LoketMoment now)
{
  LoketMatter *matter;

  if (self->options.read_only)
    return;
  matter = _loket_matter_new (document->document_id, NULL);
  matter->now = now;
  _loket_matter_write (self, note_use, matter, NULL, NULL);
}

static gpointer
make_copy (LoketStore *self, gpointer data, GError **error)
{
  LoketMatter *matter = data;
  const LoketKeptDocument *document = matter->document;
  g_autofree char *root = _loket_store_get_root (self, document->fleeting);
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
  LoketMatter *matter = _loket_matter_new (NULL, name);

  matter->document = loket_kept_document_copy (document);
  begin_noting_use (self, document, now);
  _loket_matter_do_with_files (self, make_copy, matter, g_object_unref, callback, user_data);
}

GFile *
loket_store_make_copy_finish (LoketStore *self, GAsyncResult *result, GError **error)
{
  return _loket_store_finish (self, result, error);
}

static gpointer
write_to (LoketStore *self, gpointer data, GError **error)
{
  LoketMatter *matter = data;
  g_autofree char *root = _loket_store_get_root (self, matter->document->fleeting);

  return _loket_store_done_or_null (
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
  LoketMatter *matter = _loket_matter_new (NULL, NULL);

  matter->document = loket_kept_document_copy (document);
  matter->file = g_object_ref (target);
  begin_noting_use (self, document, now);
  _loket_matter_do_with_files (self, write_to, matter, NULL, callback, user_data);
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
