/* SPDX-License-Identifier: EUPL-1.2 */
/* What a call about a document carries to the executor that does it, for the files of such calls. */
#pragma once

#include <gio/gio.h>

#include "loket-documents-db.h"
#include "loket-store-private.h"
#include "loket-uploads-db.h"

G_BEGIN_DECLS

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
} LoketMatter;

LoketMatter *_loket_matter_new  (const char *document_id, const char *text);
void         _loket_matter_free (gpointer data);

/* @matter: (transfer full) */
void _loket_matter_write         (LoketStore *store, LoketStoreFunc func, LoketMatter *matter,
                                  GAsyncReadyCallback callback, gpointer user_data);
void _loket_matter_do_with_files (LoketStore *store, LoketStoreFunc func, LoketMatter *matter,
                                  GDestroyNotify free_result, GAsyncReadyCallback callback,
                                  gpointer user_data);

char *_loket_store_get_root (LoketStore *self, gboolean fleeting);

G_END_DECLS
