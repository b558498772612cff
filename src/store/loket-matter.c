/* SPDX-License-Identifier: EUPL-1.2 */
/* The matter of calls about documents. */
#include "config.h"

#include "loket-content.h"
#include "loket-matter-private.h"

LoketMatter *
_loket_matter_new (const char *document_id, const char *text)
{
  LoketMatter *matter = g_new0 (LoketMatter, 1);

  matter->document_id = g_strdup (document_id);
  matter->text = g_strdup (text);
  return matter;
}

void
_loket_matter_free (gpointer data)
{
  LoketMatter *matter = data;

  g_free (matter->document_id);
  g_free (matter->text);
  loket_upload_free (matter->upload);
  loket_kept_document_free (matter->document);
  g_clear_object (&matter->file);
  g_clear_pointer (&matter->piece, g_bytes_unref);
  g_free (matter);
}

void
_loket_matter_write (LoketStore *self,
                     LoketStoreFunc func,
                     LoketMatter *matter,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  LoketStoreCall call = {func, matter, _loket_matter_free, NULL};

  _loket_store_write (self, &call, callback, user_data);
}

void
_loket_matter_do_with_files (LoketStore *self,
                             LoketStoreFunc func,
                             LoketMatter *matter,
                             GDestroyNotify free_result,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  LoketStoreCall call = {func, matter, _loket_matter_free, free_result};

  _loket_store_do_with_files (self, &call, callback, user_data);
}

char *
_loket_store_get_root (LoketStore *self, gboolean fleeting)
{
  return fleeting ? loket_content_get_fleeting_root (self->folder) : g_strdup (self->folder);
}
