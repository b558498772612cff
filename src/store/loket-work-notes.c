/* SPDX-License-Identifier: EUPL-1.2 */
/* Drafts, audit. */
#include "config.h"

#include <string.h>

#include "loket-work-notes.h"

static void
draft_free (LoketDraft *draft)
{
  g_free (draft->key);
  g_free (draft->case_id);
  g_clear_pointer (&draft->fields, json_object_unref);
  g_free (draft);
}

/* `at` of these is when the work was done, or saved. */
static const char insert_dropped_items[] =
    "INSERT INTO audit (at, what, id, case_id, type)"
    " SELECT made_at, 'erasedUnsent', id, case_id, type FROM items"
    " WHERE case_id = ? AND state <> 'taken' ORDER BY position";
/* Keys are act:<case>:<type>, act:<case>:<type>:<id> and case:new:<id>. */
#define INSERT_DRAFTS(what, body)                                                                  \
  "INSERT INTO audit (at, what, id, case_id, type, body)"                                          \
  " SELECT saved_at, '" what "', key, case_id, CASE WHEN " LOKET_DRAFT_IS_OF_COMPLAINT             \
  " THEN 'register'"                                                                               \
  "   ELSE substr (rest, 1, instr (rest || ':', ':') - 1) END, " body                              \
  " FROM (SELECT *, substr (key, length (case_id) + 6) AS rest FROM drafts WHERE case_id = ?)"     \
  " ORDER BY saved_at, key"

/* Of the case ?1; the condition on `what` is that of the index audit_of_erasing. */
#define IS_ERASED                                                                                  \
  "coalesce ((SELECT what <> 'cameAgain' FROM audit WHERE case_id = ?1"                            \
  " AND what IN ('erased', 'erasedHere', 'cameAgain') ORDER BY position DESC LIMIT 1), 0)"

gboolean
loket_work_notes_save_draft (LoketSqlite *db,
                             const char *key,
                             const char *case_id,
                             const char *fields,
                             LoketMoment now,
                             GError **error)
{
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (
      db,
      "INSERT INTO drafts (key, case_id, fields, saved_at) VALUES (?1, ?2, ?3, ?4)"
      " ON CONFLICT (key) DO UPDATE SET case_id = ?2, fields = ?3, saved_at = ?4",
      error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, key);
  loket_statement_bind_text (statement, 2, case_id);
  loket_statement_bind_text (statement, 3, fields);
  loket_statement_bind_int (statement, 4, now);
  return loket_statement_run (statement, error);
}

/* @case_id: (out) (nullable) (transfer full): NULL where there is no draft, or it is of no case */
gboolean
loket_work_notes_find_draft_case (LoketSqlite *db, const char *key, char **case_id, GError **error)
{
  g_autoptr (LoketStatement) statement =
      loket_sqlite_prepare (db, "SELECT case_id FROM drafts WHERE key = ?", error);
  gboolean row;

  *case_id = NULL;
  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, key);
  if (!loket_statement_next (statement, &row, error))
    return FALSE;
  if (row)
    *case_id = loket_statement_column_dup_text (statement, 0);
  return TRUE;
}

gboolean
loket_work_notes_count_drafts (LoketSqlite *db, const char *case_id, gint64 *count, GError **error)
{
  g_autoptr (LoketStatement) statement =
      loket_sqlite_prepare (db, "SELECT count(*) FROM drafts WHERE case_id = ?", error);
  gboolean row;

  *count = 0;
  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, case_id);
  if (!loket_statement_next (statement, &row, error))
    return FALSE;
  *count = loket_statement_column_int (statement, 0);
  return TRUE;
}

gboolean
loket_work_notes_drop_draft (LoketSqlite *db, const char *key, GError **error)
{
  return loket_sqlite_run_text (db, "DELETE FROM drafts WHERE key = ?", key, error);
}

static gpointer
read_draft (LoketStatement *statement)
{
  const char *fields = loket_statement_column_text (statement, 2);
  g_autoptr (JsonNode) root = loket_json_parse (fields, -1, NULL);
  LoketDraft *draft = g_new0 (LoketDraft, 1);

  draft->key = loket_statement_column_dup_text (statement, 0);
  draft->case_id = loket_statement_column_dup_text (statement, 1);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    draft->fields = json_object_ref (json_node_get_object (root));
  else
    draft->fields = json_object_new ();
  draft->saved_at = loket_statement_column_int (statement, 3);
  return draft;
}

typedef gpointer (*ReadRowFunc) (LoketStatement *statement);

static GPtrArray *
list_rows (LoketSqlite *db,
           const char *sql,
           gint64 limit,
           ReadRowFunc read_row,
           GDestroyNotify free_row,
           GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (free_row);
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (db, sql, error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  loket_statement_bind_int (statement, 1, limit);
  for (;;) {
    if (!loket_statement_next (statement, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&rows);
    g_ptr_array_add (rows, read_row (statement));
  }
}

/* Returns: (element-type LoketDraft): the newest first */
GPtrArray *
loket_work_notes_list_drafts (LoketSqlite *db, GError **error)
{
  return list_rows (db,
                    "SELECT key, case_id, fields, saved_at FROM drafts"
                    " ORDER BY saved_at DESC, key LIMIT ?",
                    -1, read_draft, (GDestroyNotify) draft_free, error);
}

static gboolean
insert_audit (LoketSqlite *db,
              const char *what,
              const char *id,
              const char *case_id,
              const char *type,
              GBytes *body,
              LoketMoment now,
              GError **error)
{
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (
      db, "INSERT INTO audit (at, what, id, case_id, type, body) VALUES (?, ?, ?, ?, ?, ?)", error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_int (statement, 1, now);
  loket_statement_bind_text (statement, 2, what);
  loket_statement_bind_text (statement, 3, id);
  loket_statement_bind_text (statement, 4, case_id);
  loket_statement_bind_text (statement, 5, type);
  loket_statement_bind_bytes (statement, 6, body);
  return loket_statement_run (statement, error);
}

/**
 * loket_work_notes_audit:
 * @with_body: keep the bytes too: where nothing else keeps them any more
 */
gboolean
loket_work_notes_audit (LoketSqlite *db,
                        const LoketWorkItem *item,
                        const char *what,
                        gboolean with_body,
                        LoketMoment now,
                        GError **error)
{
  return insert_audit (db, what, item->id, item->case_id, item->type, with_body ? item->body : NULL,
                       now, error);
}

gboolean
loket_work_notes_audit_case (
    LoketSqlite *db, const char *case_id, const char *what, LoketMoment now, GError **error)
{
  return insert_audit (db, what, case_id, case_id, NULL, NULL, now, error);
}

/**
 * loket_work_notes_is_erased:
 * @erased: (out): and it did not come again since
 */
gboolean
loket_work_notes_is_erased (LoketSqlite *db, const char *case_id, gboolean *erased, GError **error)
{
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (db, "SELECT " IS_ERASED, error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, case_id);
  if (!loket_statement_next (statement, &row, error))
    return FALSE;
  *erased = loket_statement_column_int (statement, 0) != 0;
  return TRUE;
}

/**
 * loket_work_notes_note_return:
 *
 * The loket gives a case: where it was erased here, it is a case like any other from now on.
 */
gboolean
loket_work_notes_note_return (LoketSqlite *db, const char *case_id, LoketMoment now, GError **error)
{
  gboolean erased;

  return loket_work_notes_is_erased (db, case_id, &erased, error) &&
         (!erased || loket_work_notes_audit_case (db, case_id, "cameAgain", now, error));
}

/**
 * loket_work_notes_is_settled:
 * @id: of an act or a complaint that has no row here
 * @settled: (out): the last that is known of it settles it: it was taken, taken back or decided
 * upon, or its case is erased. What was only done, refused or in conflict lost its row by damage.
 */
gboolean
loket_work_notes_is_settled (
    LoketSqlite *db, const char *id, const char *case_id, gboolean *settled, GError **error)
{
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (
      db,
      "SELECT coalesce ((SELECT what NOT IN ('added', 'refused', 'conflict') FROM audit"
      "   WHERE id = ?2 ORDER BY position DESC LIMIT 1), 0) OR " IS_ERASED,
      error);
  gboolean told;

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, case_id);
  loket_statement_bind_text (statement, 2, id);
  if (!loket_statement_next (statement, &told, error))
    return FALSE;
  *settled = loket_statement_column_int (statement, 0) != 0;
  return TRUE;
}

/**
 * loket_work_notes_is_taken:
 * @case_id: of a complaint
 * @taken: (out): the loket took it, and did not lose it since
 */
gboolean
loket_work_notes_is_taken (LoketSqlite *db, const char *case_id, gboolean *taken, GError **error)
{
  g_autoptr (LoketStatement) statement =
      loket_sqlite_prepare (db,
                            "SELECT what = 'taken' FROM audit"
                            " WHERE id = ? AND what IN ('taken', 'refused', 'adapted')"
                            " ORDER BY position DESC LIMIT 1",
                            error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, case_id);
  if (!loket_statement_next (statement, &row, error))
    return FALSE;
  *taken = row && loket_statement_column_int (statement, 0) != 0;
  return TRUE;
}

/* The type, and what may stand behind it. */
static const char *
find_type (const char *key, const char *case_id)
{
  const char *rest = strstr (key, case_id);

  if (g_str_has_prefix (key, "case:"))
    return "register";
  rest = rest != NULL ? strchr (rest + strlen (case_id), ':') : NULL;
  return rest != NULL ? rest + 1 : "";
}

/**
 * loket_work_notes_audit_unkept:
 *
 * A draft of a case that was erased, typed or to be written again behind that: it is told like one
 * that was erased with its case, once.
 */
gboolean
loket_work_notes_audit_unkept (
    LoketSqlite *db, const char *key, const char *case_id, LoketMoment saved_at, GError **error)
{
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (
      db,
      "INSERT INTO audit (at, what, id, case_id, type)"
      " SELECT ?4, 'erasedDraft', ?1, ?2, substr (?3, 1, instr (?3 || ':', ':') - 1) WHERE NOT"
      " EXISTS (SELECT 1 FROM audit WHERE case_id = ?2 AND what = 'erasedDraft' AND id = ?1"
      "   AND position > coalesce ((SELECT max (position) FROM audit WHERE case_id = ?2"
      "     AND what IN ('erased', 'erasedHere', 'cameAgain') AND what = 'cameAgain'), 0))",
      error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, key);
  loket_statement_bind_text (statement, 2, case_id);
  loket_statement_bind_text (statement, 3, find_type (key, case_id));
  loket_statement_bind_int (statement, 4, saved_at);
  return loket_statement_run (statement, error);
}

/**
 * loket_work_notes_audit_erased:
 *
 * Before a case is erased: what of it was not yet sent, by type and date. Inside the transaction of
 * the caller.
 */
gboolean
loket_work_notes_audit_erased (LoketSqlite *db, const char *case_id, GError **error)
{
  return loket_sqlite_run_text (db, insert_dropped_items, case_id, error) &&
         loket_sqlite_run_text (db, INSERT_DRAFTS ("erasedDraft", "NULL"), case_id, error);
}

/**
 * loket_work_notes_drop_drafts:
 *
 * The drafts of a case go; what they said is kept.
 */
gboolean
loket_work_notes_drop_drafts (LoketSqlite *db, const char *case_id, GError **error)
{
  return loket_sqlite_run_text (db, INSERT_DRAFTS ("droppedDraft", "CAST (fields AS BLOB)"),
                                case_id, error) &&
         loket_sqlite_run_text (db, "DELETE FROM drafts WHERE case_id = ?", case_id, error);
}

static void
audit_entry_free (LoketAuditEntry *entry)
{
  g_free (entry->what);
  g_free (entry->id);
  g_free (entry->case_id);
  g_free (entry->type);
  g_clear_pointer (&entry->body, g_bytes_unref);
  g_free (entry);
}

static gpointer
read_audit_entry (LoketStatement *statement)
{
  LoketAuditEntry *entry = g_new0 (LoketAuditEntry, 1);

  entry->at = loket_statement_column_int (statement, 0);
  entry->what = loket_statement_column_dup_text (statement, 1);
  entry->id = loket_statement_column_dup_text (statement, 2);
  entry->case_id = loket_statement_column_dup_text (statement, 3);
  entry->type = loket_statement_column_dup_text (statement, 4);
  entry->body = loket_statement_column_dup_bytes (statement, 5);
  return entry;
}

GPtrArray *
loket_work_notes_list_audit (LoketSqlite *db, guint limit, GError **error)
{
  return list_rows (db,
                    "SELECT at, what, id, case_id, type, body FROM audit"
                    " ORDER BY position DESC LIMIT ?",
                    limit, read_audit_entry, (GDestroyNotify) audit_entry_free, error);
}

/* Those of them that say something: of what was done and sent only the fact stands there. */
GPtrArray *
loket_work_notes_list_record (LoketSqlite *db, guint limit, GError **error)
{
  return list_rows (db,
                    "SELECT at, what, id, case_id, type, body FROM audit WHERE body IS NOT NULL"
                    " ORDER BY position DESC LIMIT ?",
                    limit, read_audit_entry, (GDestroyNotify) audit_entry_free, error);
}
