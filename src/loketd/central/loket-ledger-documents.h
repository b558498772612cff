/* SPDX-License-Identifier: EUPL-1.2 */
/* The ledger: documents, and their contents in the pieces in which they came.
 *
 * A piece and the offset behind it are one transaction: what the loket has said to have is on the
 * disk, and after a crash there is nothing to mend. Same rules of threads and errors as the ledger. */
#pragma once

#include "loket-ledger.h"

G_BEGIN_DECLS

typedef struct {
  gint64 document;     /* its place in the ledger */
  char *document_id;   /* of one case there is one at most */
  char *case_id;
  char *name;
  char *media_type;    /* (nullable) */
  gint64 size;
  gint64 offset;       /* how much of it is there */
  char *wanted_sha256; /* (nullable): what its sender said of the whole */
  char *sha256;        /* (nullable): once it is whole */
} LoketDocumentRecord;

void loket_document_record_free (LoketDocumentRecord *self);

GPtrArray *loket_ledger_list_documents (LoketLedger *self, const char *document_id,
                                        GError **error);
GBytes    *loket_ledger_read_document  (LoketLedger *self, const LoketDocumentRecord *document,
                                        gint64 first, gint64 last, GError **error);
gboolean   loket_ledger_is_attached    (LoketLedger *self, const LoketDocumentRecord *document,
                                        gboolean *attached, GError **error);

/* Writing, inside a transaction. */
gboolean loket_ledger_add_document    (LoketLedger *self, LoketDocumentRecord *document,
                                       GError **error);
gboolean loket_ledger_append_piece    (LoketLedger *self, LoketDocumentRecord *document,
                                       GBytes *bytes, GError **error);
gboolean loket_ledger_end_document    (LoketLedger *self, LoketDocumentRecord *document,
                                       GError **error);
gboolean loket_ledger_empty_document  (LoketLedger *self, LoketDocumentRecord *document,
                                       GError **error);
gboolean loket_ledger_remove_document (LoketLedger *self, const LoketDocumentRecord *document,
                                       GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketDocumentRecord, loket_document_record_free)

G_END_DECLS
