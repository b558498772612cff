/* SPDX-License-Identifier: EUPL-1.2 */
/* The rows of kept documents. */
#include "config.h"

#include "loket-documents-db.h"

#define DOCUMENT_COLUMNS                                                                           \
  "document_id, case_id, sha256, size, pinned, fleeting, state, reason, used_at"

enum {
  COLUMN_DOCUMENT_ID,
  COLUMN_CASE_ID,
  COLUMN_SHA256,
  COLUMN_SIZE,
  COLUMN_PINNED,
  COLUMN_FLEETING,
  COLUMN_STATE,
  COLUMN_REASON,
  COLUMN_USED_AT,
};

static const char *const state_names[LOKET_N_KEPT_STATES + 1] = {"wanted", "here", "failed", NULL};

static const char upsert_document[] =
    "INSERT INTO documents (" DOCUMENT_COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
    " ON CONFLICT (document_id) DO UPDATE SET case_id = ?2, sha256 = ?3, size = ?4, pinned = ?5,"
    " fleeting = ?6, state = ?7, reason = ?8, used_at = ?9";

LoketKeptDocument *
loket_kept_document_copy (const LoketKeptDocument *self)
{
  LoketKeptDocument *copy = g_memdup2 (self, sizeof *self);

  copy->document_id = g_strdup (self->document_id);
  copy->case_id = g_strdup (self->case_id);
  copy->sha256 = g_strdup (self->sha256);
  copy->reason = g_strdup (self->reason);
  return copy;
}

void
loket_kept_document_free (LoketKeptDocument *self)
{
  if (self == NULL)
    return;
  g_free (self->document_id);
  g_free (self->case_id);
  g_free (self->sha256);
  g_free (self->reason);
  g_free (self);
}

static LoketKeptState
state_from_string (const char *code)
{
  for (int i = 0; i < LOKET_N_KEPT_STATES; i++) {
    if (g_strcmp0 (state_names[i], code) == 0)
      return (LoketKeptState) i;
  }
  return LOKET_KEPT_FAILED;
}

static LoketKeptDocument *
document_from_statement (LoketStatement *statement)
{
  LoketKeptDocument *document = g_new0 (LoketKeptDocument, 1);

  document->document_id = loket_statement_column_dup_text (statement, COLUMN_DOCUMENT_ID);
  document->case_id = loket_statement_column_dup_text (statement, COLUMN_CASE_ID);
  document->sha256 = loket_statement_column_dup_text (statement, COLUMN_SHA256);
  document->size = loket_statement_column_int (statement, COLUMN_SIZE);
  document->pinned = loket_statement_column_int (statement, COLUMN_PINNED) != 0;
  document->fleeting = loket_statement_column_int (statement, COLUMN_FLEETING) != 0;
  document->state = state_from_string (loket_statement_column_text (statement, COLUMN_STATE));
  document->reason = loket_statement_column_dup_text (statement, COLUMN_REASON);
  document->used_at = loket_statement_column_int (statement, COLUMN_USED_AT);
  return document;
}

static GPtrArray *
list_documents (LoketSqlite *cache, const char *sql, const char *parameter, GError **error)
{
  g_autoptr (GPtrArray) documents =
      g_ptr_array_new_with_free_func ((GDestroyNotify) loket_kept_document_free);
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (cache, sql, error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  if (parameter != NULL)
    loket_statement_bind_text (statement, 1, parameter);
  for (;;) {
    if (!loket_statement_next (statement, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&documents);
    g_ptr_array_add (documents, document_from_statement (statement));
  }
}

gboolean
loket_documents_db_put (LoketSqlite *cache, const LoketKeptDocument *document, GError **error)
{
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (cache, upsert_document, error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, document->document_id);
  loket_statement_bind_text (statement, 2, document->case_id);
  loket_statement_bind_text (statement, 3, document->sha256);
  loket_statement_bind_int (statement, 4, document->size);
  loket_statement_bind_int (statement, 5, document->pinned);
  loket_statement_bind_int (statement, 6, document->fleeting);
  loket_statement_bind_text (statement, 7, state_names[document->state]);
  loket_statement_bind_text (statement, 8, document->reason);
  loket_statement_bind_int (statement, 9, document->used_at);
  return loket_statement_run (statement, error);
}

/**
 * loket_documents_db_find:
 * @document: (out) (nullable) (transfer full): NULL where there is none
 */
gboolean
loket_documents_db_find (LoketSqlite *cache,
                         const char *document_id,
                         LoketKeptDocument **document,
                         GError **error)
{
  g_autoptr (GPtrArray) documents =
      list_documents (cache, "SELECT " DOCUMENT_COLUMNS " FROM documents WHERE document_id = ?",
                      document_id, error);

  *document = NULL;
  if (documents == NULL)
    return FALSE;
  if (documents->len > 0)
    *document = g_ptr_array_steal_index (documents, 0);
  return TRUE;
}

GPtrArray *
loket_documents_db_list_case (LoketSqlite *cache, const char *case_id, GError **error)
{
  return list_documents (
      cache, "SELECT " DOCUMENT_COLUMNS " FROM documents WHERE case_id = ? ORDER BY document_id",
      case_id, error);
}

/* What somebody wants to have here at any rate, and is not yet; the rest waits to be asked for. */
GPtrArray *
loket_documents_db_list_wanted (LoketSqlite *cache, GError **error)
{
  return list_documents (cache,
                         "SELECT " DOCUMENT_COLUMNS " FROM documents"
                         " WHERE state = 'wanted' AND pinned = 1 ORDER BY used_at, document_id",
                         NULL, error);
}

/* What may go to make room, the one that was used longest ago first. */
GPtrArray *
loket_documents_db_list_oldest (LoketSqlite *cache, GError **error)
{
  return list_documents (cache,
                         "SELECT " DOCUMENT_COLUMNS " FROM documents WHERE state = 'here'"
                         " AND pinned = 0 AND fleeting = 0 ORDER BY used_at, document_id",
                         NULL, error);
}

gboolean
loket_documents_db_use (LoketSqlite *cache,
                        const char *document_id,
                        LoketMoment now,
                        GError **error)
{
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (
      cache, "UPDATE documents SET used_at = ?2 WHERE document_id = ?1", error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, document_id);
  loket_statement_bind_int (statement, 2, now);
  return loket_statement_run (statement, error);
}

gboolean
loket_documents_db_drop (LoketSqlite *cache, const char *document_id, GError **error)
{
  return loket_sqlite_run_text (cache, "DELETE FROM documents WHERE document_id = ?", document_id,
                                error);
}

gboolean
loket_documents_db_drop_fleeting (LoketSqlite *cache, GError **error)
{
  return loket_sqlite_execute (cache, "DELETE FROM documents WHERE fleeting = 1", error);
}

gboolean
loket_documents_db_drop_case (LoketSqlite *cache, const char *case_id, GError **error)
{
  return loket_sqlite_run_text (cache, "DELETE FROM documents WHERE case_id = ?", case_id, error);
}

/* Those of the case that are not fleeting. */
gboolean
loket_documents_db_drop_kept (LoketSqlite *cache, const char *case_id, GError **error)
{
  return loket_sqlite_run_text (cache, "DELETE FROM documents WHERE case_id = ? AND fleeting = 0",
                                case_id, error);
}

static gboolean
ask (LoketSqlite *cache, const char *sql, const char *key, gboolean *answer, GError **error)
{
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (cache, sql, error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, key);
  return loket_statement_next (statement, answer, error);
}

/**
 * loket_documents_db_names:
 * @fleeting: of which of the two places
 * @named: (out): whether a document needs this content
 */
gboolean
loket_documents_db_names (
    LoketSqlite *cache, const char *sha256, gboolean fleeting, gboolean *named, GError **error)
{
  return ask (cache,
              fleeting ? "SELECT 1 FROM documents WHERE sha256 = ? AND fleeting = 1 LIMIT 1"
                       : "SELECT 1 FROM documents WHERE sha256 = ? AND fleeting = 0 LIMIT 1",
              sha256, named, error);
}

/**
 * loket_documents_db_is_allowed:
 * @allowed: (out): whether its case is here, and may be kept where the document is to be
 */
gboolean
loket_documents_db_is_allowed (LoketSqlite *cache,
                               const LoketKeptDocument *document,
                               gboolean *allowed,
                               GError **error)
{
  return ask (cache,
              document->fleeting ? "SELECT 1 FROM cases WHERE case_id = ?"
                                 : "SELECT 1 FROM cases WHERE case_id = ? AND kept = 1",
              document->case_id, allowed, error);
}

/**
 * loket_documents_db_expects:
 * @expected: (out): whether a part of it may lie here
 */
gboolean
loket_documents_db_expects (LoketSqlite *cache,
                            const char *document_id,
                            gboolean *expected,
                            GError **error)
{
  return ask (cache, "SELECT 1 FROM documents WHERE document_id = ? AND state <> 'here'",
              document_id, expected, error);
}

/**
 * loket_documents_db_is_listed:
 * @listed: (out): whether the loket's copy of the case, as it is kept here, speaks of the document
 */
gboolean
loket_documents_db_is_listed (LoketSqlite *cache,
                              const char *case_id,
                              const char *document_id,
                              gboolean *listed,
                              GError **error)
{
  g_autoptr (LoketStatement) statement =
      loket_sqlite_prepare (cache,
                            "SELECT 1 FROM cases JOIN copies ON copies.row = cases.id"
                            " WHERE case_id = ?1 AND instr (json, ?2) > 0",
                            error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, case_id);
  loket_statement_bind_text (statement, 2, document_id);
  return loket_statement_next (statement, listed, error);
}
