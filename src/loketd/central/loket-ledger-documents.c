/* SPDX-License-Identifier: EUPL-1.2 */
/* The ledger: documents and their pieces. */
#include "config.h"

#include "loket-ledger-documents.h"
#include "loket-ledger-private.h"

void
loket_document_record_free (LoketDocumentRecord *self)
{
  if (self == NULL)
    return;
  g_free (self->document_id);
  g_free (self->case_id);
  g_free (self->name);
  g_free (self->media_type);
  g_free (self->wanted_sha256);
  g_free (self->sha256);
  g_free (self);
}

enum {
  DOCUMENT,
  DOCUMENT_ID,
  DOCUMENT_CASE_ID,
  DOCUMENT_NAME,
  DOCUMENT_MEDIA_TYPE,
  DOCUMENT_SIZE,
  DOCUMENT_OFFSET,
  DOCUMENT_WANTED,
  DOCUMENT_SHA256,
};

#define DOCUMENT_COLUMNS                                                                           \
  "document, document_id, case_id, name, media_type, size, offset, wanted_sha256, sha256"

static LoketDocumentRecord *
read_record (LoketStatement *statement)
{
  LoketDocumentRecord *record = g_new0 (LoketDocumentRecord, 1);

  record->document = loket_statement_column_int (statement, DOCUMENT);
  record->document_id = loket_statement_column_dup_text (statement, DOCUMENT_ID);
  record->case_id = loket_statement_column_dup_text (statement, DOCUMENT_CASE_ID);
  record->name = loket_statement_column_dup_text (statement, DOCUMENT_NAME);
  record->media_type = loket_statement_column_dup_text (statement, DOCUMENT_MEDIA_TYPE);
  record->size = loket_statement_column_int (statement, DOCUMENT_SIZE);
  record->offset = loket_statement_column_int (statement, DOCUMENT_OFFSET);
  record->wanted_sha256 = loket_statement_column_dup_text (statement, DOCUMENT_WANTED);
  record->sha256 = loket_statement_column_dup_text (statement, DOCUMENT_SHA256);
  return record;
}

/**
 * loket_ledger_list_documents:
 *
 * Returns: (transfer full) (element-type LoketDocumentRecord): each case's document of that id, the
 *   one that was begun first before the others
 */
GPtrArray *
loket_ledger_list_documents (LoketLedger *self, const char *document_id, GError **error)
{
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (
      self->database,
      "SELECT " DOCUMENT_COLUMNS " FROM documents WHERE document_id = ?1 ORDER BY document", error);
  g_autoptr (GPtrArray) records =
      g_ptr_array_new_with_free_func ((GDestroyNotify) loket_document_record_free);
  gboolean row;

  if (statement == NULL)
    return NULL;
  loket_statement_bind_text (statement, 1, document_id);
  while (TRUE) {
    if (!loket_statement_next (statement, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&records);
    g_ptr_array_add (records, read_record (statement));
  }
}

static LoketStatement *
select_pieces (LoketLedger *self,
               const LoketDocumentRecord *document,
               gint64 first,
               gint64 last,
               GError **error)
{
  g_autoptr (LoketStatement) statement =
      loket_sqlite_prepare (self->database,
                            "SELECT at, bytes FROM pieces WHERE document = ?1 AND at <= ?3 "
                            "AND at + length (bytes) > ?2 ORDER BY at",
                            error);

  if (statement == NULL)
    return NULL;
  loket_statement_bind_int (statement, 1, document->document);
  loket_statement_bind_int (statement, 2, first);
  loket_statement_bind_int (statement, 3, last);
  return g_steal_pointer (&statement);
}

/* What of this piece lies from @first to @last. */
static void
append_part (LoketStatement *statement, gint64 first, gint64 last, GByteArray *to)
{
  gint64 at = loket_statement_column_int (statement, 0);
  g_autoptr (GBytes) piece = loket_statement_column_dup_bytes (statement, 1);
  gsize length;
  const guint8 *bytes = g_bytes_get_data (piece, &length);
  gint64 skipped = MAX (first - at, 0);
  gint64 count = MIN (last + 1 - at, (gint64) length) - skipped;

  if (count > 0)
    g_byte_array_append (to, bytes + skipped, (guint) count);
}

/**
 * loket_ledger_read_document:
 * @last: the last byte that is wanted
 *
 * Returns: (transfer full): as many of them as are there
 */
GBytes *
loket_ledger_read_document (LoketLedger *self,
                            const LoketDocumentRecord *document,
                            gint64 first,
                            gint64 last,
                            GError **error)
{
  g_autoptr (LoketStatement) statement = select_pieces (self, document, first, last, error);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  gboolean row;

  if (statement == NULL)
    return NULL;
  while (TRUE) {
    if (!loket_statement_next (statement, &row, error))
      return NULL;
    if (!row)
      break;
    append_part (statement, first, last, bytes);
  }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

/**
 * loket_ledger_is_attached:
 * @attached: (out): whether an act of its case names that document
 */
gboolean
loket_ledger_is_attached (LoketLedger *self,
                          const LoketDocumentRecord *document,
                          gboolean *attached,
                          GError **error)
{
  g_autoptr (LoketStatement) statement =
      loket_sqlite_prepare (self->database,
                            "SELECT 1 FROM acts WHERE case_id = ?2 AND type = 'attach' AND "
                            "json_extract (body, '$.payload.documentId') = ?1 LIMIT 1",
                            error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, document->document_id);
  loket_statement_bind_text (statement, 2, document->case_id);
  return loket_statement_next (statement, attached, error);
}

/**
 * loket_ledger_add_document:
 * @document: becomes known to the ledger
 */
gboolean
loket_ledger_add_document (LoketLedger *self, LoketDocumentRecord *document, GError **error)
{
  g_autoptr (LoketStatement) statement =
      loket_sqlite_prepare (self->database,
                            "INSERT INTO documents (document_id, case_id, name, media_type, size, "
                            "offset, wanted_sha256) VALUES (?1, ?2, ?3, ?4, ?5, 0, ?6)",
                            error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, document->document_id);
  loket_statement_bind_text (statement, 2, document->case_id);
  loket_statement_bind_text (statement, 3, document->name);
  loket_statement_bind_text (statement, 4, document->media_type);
  loket_statement_bind_int (statement, 5, document->size);
  loket_statement_bind_text (statement, 6, document->wanted_sha256);
  if (!loket_statement_run (statement, error))
    return FALSE;
  document->document = loket_sqlite_get_last_row_id (self->database);
  return TRUE;
}

static gboolean
set_offset (LoketLedger *self, LoketDocumentRecord *document, gint64 offset, GError **error)
{
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (
      self->database, "UPDATE documents SET offset = ?2 WHERE document = ?1", error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_int (statement, 1, document->document);
  loket_statement_bind_int (statement, 2, offset);
  if (!loket_statement_run (statement, error))
    return FALSE;
  document->offset = offset;
  return TRUE;
}

/**
 * loket_ledger_append_piece:
 * @document: its offset moves behind the piece
 * @bytes: not empty
 */
gboolean
loket_ledger_append_piece (LoketLedger *self,
                           LoketDocumentRecord *document,
                           GBytes *bytes,
                           GError **error)
{
  g_autoptr (LoketStatement) statement =
      loket_sqlite_prepare (self->database, "INSERT INTO pieces VALUES (?1, ?2, ?3)", error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_int (statement, 1, document->document);
  loket_statement_bind_int (statement, 2, document->offset);
  loket_statement_bind_bytes (statement, 3, bytes);
  return loket_statement_run (statement, error) &&
         set_offset (self, document, document->offset + (gint64) g_bytes_get_size (bytes), error);
}

/* Piece by piece, so that it is never held whole. */
static char *
compute_sha256 (LoketLedger *self, const LoketDocumentRecord *document, GError **error)
{
  g_autoptr (LoketStatement) statement = select_pieces (self, document, 0, document->size, error);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gboolean row;

  if (statement == NULL)
    return NULL;
  while (TRUE) {
    g_autoptr (GBytes) piece = NULL;

    if (!loket_statement_next (statement, &row, error))
      return NULL;
    if (!row)
      return g_strdup (g_checksum_get_string (checksum));
    piece = loket_statement_column_dup_bytes (statement, 1);
    g_checksum_update (checksum, g_bytes_get_data (piece, NULL), (gssize) g_bytes_get_size (piece));
  }
}

/**
 * loket_ledger_end_document:
 * @document: of which every piece is there; its `sha256` is set
 */
gboolean
loket_ledger_end_document (LoketLedger *self, LoketDocumentRecord *document, GError **error)
{
  g_autofree char *sum = compute_sha256 (self, document, error);
  g_autoptr (LoketStatement) statement = NULL;

  if (sum == NULL)
    return FALSE;
  statement = loket_sqlite_prepare (self->database,
                                    "UPDATE documents SET sha256 = ?2 WHERE document = ?1", error);
  if (statement == NULL)
    return FALSE;
  loket_statement_bind_int (statement, 1, document->document);
  loket_statement_bind_text (statement, 2, sum);
  if (!loket_statement_run (statement, error))
    return FALSE;
  document->sha256 = g_steal_pointer (&sum);
  return TRUE;
}

static gboolean
run_on (LoketLedger *self, const char *sql, const LoketDocumentRecord *document, GError **error)
{
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (self->database, sql, error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_int (statement, 1, document->document);
  return loket_statement_run (statement, error);
}

/**
 * loket_ledger_empty_document:
 *
 * Its pieces go, and it begins again.
 */
gboolean
loket_ledger_empty_document (LoketLedger *self, LoketDocumentRecord *document, GError **error)
{
  return run_on (self, "DELETE FROM pieces WHERE document = ?1", document, error) &&
         run_on (self, "UPDATE documents SET sha256 = NULL WHERE document = ?1", document, error) &&
         set_offset (self, document, 0, error);
}

gboolean
loket_ledger_remove_document (LoketLedger *self,
                              const LoketDocumentRecord *document,
                              GError **error)
{
  return run_on (self, "DELETE FROM pieces WHERE document = ?1", document, error) &&
         run_on (self, "DELETE FROM documents WHERE document = ?1", document, error);
}
