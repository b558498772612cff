/* SPDX-License-Identifier: EUPL-1.2 */
/* cache.db: which contents of documents are kept here. Functions on its connection, on the thread
 * that the connection lives on. */
#pragma once

#include "loket-connections.h"
#include "loket-moment.h"
#include "loket-store-error.h"

G_BEGIN_DECLS

typedef enum {
  LOKET_KEPT_WANTED, /* on its way in, or to be fetched */
  LOKET_KEPT_HERE,   /* whole and verified */
  LOKET_KEPT_FAILED, /* could not be fetched; `reason` says why */
  LOKET_N_KEPT_STATES,
} LoketKeptState;

/* A plain value. */
typedef struct {
  char *document_id;
  char *case_id;
  char *sha256;       /* (nullable): not known before the loket has said it */
  gint64 size;        /* 0: not known */
  gboolean pinned;    /* kept until somebody says otherwise */
  gboolean fleeting;  /* may not be kept on this machine: gone when the program ends */
  LoketKeptState state;
  char *reason;       /* (nullable) */
  LoketMoment used_at;
} LoketKeptDocument;

LoketKeptDocument *loket_kept_document_copy (const LoketKeptDocument *self);
void       loket_kept_document_free     (LoketKeptDocument *self);

gboolean   loket_documents_db_put       (LoketSqlite *cache, const LoketKeptDocument *document,
                                         GError **error);
gboolean   loket_documents_db_find      (LoketSqlite *cache, const char *document_id,
                                         LoketKeptDocument **document, GError **error);
GPtrArray *loket_documents_db_list_case (LoketSqlite *cache, const char *case_id, GError **error);
GPtrArray *loket_documents_db_list_wanted (LoketSqlite *cache, GError **error);
GPtrArray *loket_documents_db_list_oldest (LoketSqlite *cache, GError **error);
gboolean   loket_documents_db_use       (LoketSqlite *cache, const char *document_id,
                                         LoketMoment now, GError **error);
gboolean   loket_documents_db_drop      (LoketSqlite *cache, const char *document_id,
                                         GError **error);
gboolean   loket_documents_db_drop_fleeting (LoketSqlite *cache, GError **error);
gboolean   loket_documents_db_drop_case (LoketSqlite *cache, const char *case_id, GError **error);
gboolean   loket_documents_db_drop_kept (LoketSqlite *cache, const char *case_id, GError **error);
gboolean   loket_documents_db_is_allowed (LoketSqlite *cache, const LoketKeptDocument *document,
                                          gboolean *allowed, GError **error);
gboolean   loket_documents_db_names     (LoketSqlite *cache, const char *sha256, gboolean fleeting,
                                         gboolean *named, GError **error);
gboolean   loket_documents_db_expects   (LoketSqlite *cache, const char *document_id,
                                         gboolean *expected, GError **error);
gboolean   loket_documents_db_is_listed (LoketSqlite *cache, const char *case_id,
                                         const char *document_id, gboolean *listed, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketKeptDocument, loket_kept_document_free)

G_END_DECLS
