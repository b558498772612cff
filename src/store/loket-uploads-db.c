/* SPDX-License-Identifier: EUPL-1.2 */
/* The rows of uploads. */
#include "config.h"

#include "loket-uploads-db.h"
#include "loket-work-db.h"

#define UPLOAD_COLUMNS                                                                             \
  "document_id, case_id, sha256, size, name, media_type, location, offset, state, reason,"         \
  " restarts, made_at"

/* A loket that says again and again that it has no contents is not helped by sending them. */
enum {
  RESENDS_MAX = 3
};

enum {
  COLUMN_DOCUMENT_ID,
  COLUMN_CASE_ID,
  COLUMN_SHA256,
  COLUMN_SIZE,
  COLUMN_NAME,
  COLUMN_MEDIA_TYPE,
  COLUMN_LOCATION,
  COLUMN_OFFSET,
  COLUMN_STATE,
  COLUMN_REASON,
  COLUMN_RESTARTS,
  COLUMN_MADE_AT,
};

static const char *const state_names[LOKET_N_UPLOAD_STATES + 1] = {"waiting", "sending", "complete",
                                                                   "failed", NULL};

/* The act of an upload is known by its document: repeated after a refusal it has another id. */
#define ACT_OF_UPLOAD                                                                              \
  " FROM items WHERE items.type = 'attach' AND items.state <> 'taken' AND items.case_id ="         \
  " uploads.case_id AND uploads.document_id = " LOKET_WORK_DB_DOCUMENT_ID ("items")

static const char select_upload_of_act[] =
    "SELECT uploads.document_id FROM uploads, items WHERE items.id = ?1"
    " AND uploads.document_id = " LOKET_WORK_DB_DOCUMENT_ID ("items");

/* What failed is undone by a person alone, who lets its act go again: not by an answer to what was
 * on its way then. */
#define MAY_GO_ON                                                                                  \
  " AND (state <> 'failed'"                                                                        \
  "   OR EXISTS (SELECT 1" ACT_OF_UPLOAD " AND items.state IN ('waiting', 'sending')))"

/* Not before its case is there, and only for an act that may go as soon as it is whole. */
static const char select_sendable[] =
    "SELECT " UPLOAD_COLUMNS " FROM uploads WHERE state <> 'complete'"
    " AND EXISTS (SELECT 1" ACT_OF_UPLOAD " AND items.state IN ('waiting', 'sending'))"
    " AND NOT EXISTS (SELECT 1 FROM items WHERE items.case_id = uploads.case_id"
    "   AND items.kind = 'case' AND items.state <> 'taken')"
    " ORDER BY made_at, document_id";
static const char select_act[] =
    "SELECT items.id FROM uploads, items WHERE uploads.document_id = ?1"
    " AND items.id IN (SELECT items.id" ACT_OF_UPLOAD ") ORDER BY items.position DESC LIMIT 1";

const char *
loket_upload_state_to_string (LoketUploadState state)
{
  return state_names[state];
}

static LoketUploadState
state_from_string (const char *code)
{
  for (int i = 0; i < LOKET_N_UPLOAD_STATES; i++) {
    if (g_strcmp0 (state_names[i], code) == 0)
      return (LoketUploadState) i;
  }
  return LOKET_UPLOAD_WAITING;
}

/* Returns: (transfer full) */
LoketUpload *
loket_upload_copy (const LoketUpload *upload)
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

void
loket_upload_free (LoketUpload *self)
{
  if (self == NULL)
    return;
  g_free (self->document_id);
  g_free (self->case_id);
  g_free (self->sha256);
  g_free (self->name);
  g_free (self->media_type);
  g_free (self->location);
  g_free (self->reason);
  g_free (self);
}

static LoketUpload *
upload_from_statement (LoketStatement *statement)
{
  LoketUpload *upload = g_new0 (LoketUpload, 1);

  upload->document_id = loket_statement_column_dup_text (statement, COLUMN_DOCUMENT_ID);
  upload->case_id = loket_statement_column_dup_text (statement, COLUMN_CASE_ID);
  upload->sha256 = loket_statement_column_dup_text (statement, COLUMN_SHA256);
  upload->size = loket_statement_column_int (statement, COLUMN_SIZE);
  upload->name = loket_statement_column_dup_text (statement, COLUMN_NAME);
  upload->media_type = loket_statement_column_dup_text (statement, COLUMN_MEDIA_TYPE);
  upload->location = loket_statement_column_dup_text (statement, COLUMN_LOCATION);
  upload->offset = loket_statement_column_int (statement, COLUMN_OFFSET);
  upload->state = state_from_string (loket_statement_column_text (statement, COLUMN_STATE));
  upload->reason = loket_statement_column_dup_text (statement, COLUMN_REASON);
  upload->restarts = (guint) loket_statement_column_int (statement, COLUMN_RESTARTS);
  upload->made_at = loket_statement_column_int (statement, COLUMN_MADE_AT);
  return upload;
}

static GPtrArray *
list_uploads (LoketSqlite *work, const char *sql, const char *parameter, GError **error)
{
  g_autoptr (GPtrArray) uploads =
      g_ptr_array_new_with_free_func ((GDestroyNotify) loket_upload_free);
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (work, sql, error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  if (parameter != NULL)
    loket_statement_bind_text (statement, 1, parameter);
  for (;;) {
    if (!loket_statement_next (statement, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&uploads);
    g_ptr_array_add (uploads, upload_from_statement (statement));
  }
}

gboolean
loket_uploads_db_add (LoketSqlite *work, const LoketUpload *upload, GError **error)
{
  g_autoptr (LoketStatement) statement =
      loket_sqlite_prepare (work,
                            "INSERT INTO uploads (document_id, case_id, sha256, size, name,"
                            " media_type, state, made_at) VALUES (?, ?, ?, ?, ?, ?, 'waiting', ?)",
                            error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, upload->document_id);
  loket_statement_bind_text (statement, 2, upload->case_id);
  loket_statement_bind_text (statement, 3, upload->sha256);
  loket_statement_bind_int (statement, 4, upload->size);
  loket_statement_bind_text (statement, 5, upload->name);
  loket_statement_bind_text (statement, 6, upload->media_type);
  loket_statement_bind_int (statement, 7, upload->made_at);
  return loket_statement_run (statement, error);
}

/**
 * loket_uploads_db_find:
 * @upload: (out) (nullable) (transfer full): NULL where there is none
 */
gboolean
loket_uploads_db_find (LoketSqlite *work,
                       const char *document_id,
                       LoketUpload **upload,
                       GError **error)
{
  g_autoptr (GPtrArray) uploads = list_uploads (
      work, "SELECT " UPLOAD_COLUMNS " FROM uploads WHERE document_id = ?", document_id, error);

  *upload = NULL;
  if (uploads == NULL)
    return FALSE;
  if (uploads->len > 0)
    *upload = g_ptr_array_steal_index (uploads, 0);
  return TRUE;
}

GPtrArray *
loket_uploads_db_list (LoketSqlite *work, GError **error)
{
  return list_uploads (work, "SELECT " UPLOAD_COLUMNS " FROM uploads ORDER BY made_at, document_id",
                       NULL, error);
}

GPtrArray *
loket_uploads_db_list_sendable (LoketSqlite *work, GError **error)
{
  return list_uploads (work, select_sendable, NULL, error);
}

/* Runs a change that concerns one row. Returns: FALSE with LOKET_STORE_ERROR_NOT_FOUND where it is
 * gone, taken back meanwhile, or has failed */
static gboolean
run_change (LoketSqlite *work, LoketStatement *statement, const char *document_id, GError **error)
{
  gint64 changes;

  if (!loket_statement_run (statement, error) ||
      !loket_sqlite_read_int (work, "SELECT changes ()", &changes, error))
    return FALSE;
  if (changes > 0)
    return TRUE;
  g_set_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_NOT_FOUND, "%s: no such upload",
               document_id);
  return FALSE;
}

static gboolean
change (LoketSqlite *work, const char *sql, const char *document_id, GError **error)
{
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (work, sql, error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, document_id);
  return run_change (work, statement, document_id, error);
}

/**
 * loket_uploads_db_note:
 *
 * Where the loket keeps it, and how far it is.
 */
gboolean
loket_uploads_db_note (
    LoketSqlite *work, const char *document_id, const char *location, gint64 offset, GError **error)
{
  g_autoptr (LoketStatement) statement =
      loket_sqlite_prepare (work,
                            "UPDATE uploads SET location = ?2, offset = ?3, state = 'sending',"
                            " reason = NULL WHERE document_id = ?1" MAY_GO_ON,
                            error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, document_id);
  loket_statement_bind_text (statement, 2, location);
  loket_statement_bind_int (statement, 3, offset);
  return run_change (work, statement, document_id, error);
}

gboolean
loket_uploads_db_complete (LoketSqlite *work, const char *document_id, GError **error)
{
  return change (work,
                 "UPDATE uploads SET state = 'complete', offset = size, reason = NULL"
                 " WHERE document_id = ?" MAY_GO_ON,
                 document_id, error);
}

/**
 * loket_uploads_db_find_act:
 * @item: (out) (nullable) (transfer full): the act that waits for it; NULL where there is none
 */
gboolean
loket_uploads_db_find_act (LoketSqlite *work,
                           const char *document_id,
                           LoketWorkItem **item,
                           GError **error)
{
  g_autofree char *act_id = NULL;
  gboolean row;

  *item = NULL;
  {
    g_autoptr (LoketStatement) statement = loket_sqlite_prepare (work, select_act, error);

    if (statement == NULL)
      return FALSE;
    loket_statement_bind_text (statement, 1, document_id);
    if (!loket_statement_next (statement, &row, error))
      return FALSE;
    if (row)
      act_id = loket_statement_column_dup_text (statement, 0);
  }
  return act_id == NULL || loket_work_db_find (work, act_id, item, error);
}

/**
 * loket_uploads_db_fail:
 * @reason: the loket's word, or LOKET_WORK_CONTENTS_DAMAGED
 *
 * The loket does not get the contents: its act is refused with them, so that a person decides.
 * Said of the upload first: cut off between the two, the act is refused by the next try.
 */
gboolean
loket_uploads_db_fail (
    LoketSqlite *work, const char *document_id, const char *reason, LoketMoment now, GError **error)
{
  g_autoptr (LoketWorkItem) item = NULL;
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (
      work, "UPDATE uploads SET state = 'failed', reason = ?2 WHERE document_id = ?1", error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, document_id);
  loket_statement_bind_text (statement, 2, reason);
  if (!run_change (work, statement, document_id, error) ||
      !loket_uploads_db_find_act (work, document_id, &item, error))
    return FALSE;
  return item == NULL ||
         loket_work_db_mark (work, item, LOKET_WORK_REFUSED, reason, NULL, now, error);
}

/**
 * loket_uploads_db_note_trouble:
 * @code: of the family `error`: why it goes on another time; until it does
 */
gboolean
loket_uploads_db_note_trouble (LoketSqlite *work,
                               const char *document_id,
                               const char *code,
                               GError **error)
{
  g_autoptr (LoketStatement) statement =
      loket_sqlite_prepare (work,
                            "UPDATE uploads SET reason = ?2 WHERE document_id = ?1"
                            " AND state IN ('waiting', 'sending')",
                            error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, document_id);
  loket_statement_bind_text (statement, 2, code);
  return run_change (work, statement, document_id, error);
}

/**
 * loket_uploads_db_restart:
 *
 * The loket no longer has what was sent: from the beginning, under the same identifier.
 */
gboolean
loket_uploads_db_restart (LoketSqlite *work, const char *document_id, GError **error)
{
  return change (work,
                 "UPDATE uploads SET location = NULL, offset = 0, state = 'sending',"
                 " reason = NULL, restarts = restarts + 1 WHERE document_id = ?" MAY_GO_ON,
                 document_id, error);
}

/* Returns: FALSE with LOKET_STORE_ERROR_NOT_FOUND where it was sent again often enough, or is gone
 */
static gboolean
find_to_resend (LoketSqlite *work, const char *act_id, LoketUpload **upload, GError **error)
{
  g_autofree char *document_id = NULL;
  gboolean row = FALSE;

  *upload = NULL;
  {
    g_autoptr (LoketStatement) statement = loket_sqlite_prepare (work, select_upload_of_act, error);

    if (statement == NULL)
      return FALSE;
    loket_statement_bind_text (statement, 1, act_id);
    if (!loket_statement_next (statement, &row, error))
      return FALSE;
    if (row)
      document_id = loket_statement_column_dup_text (statement, 0);
  }
  if (row && !loket_uploads_db_find (work, document_id, upload, error))
    return FALSE;
  if (*upload != NULL && (*upload)->restarts < RESENDS_MAX)
    return TRUE;
  g_clear_pointer (upload, loket_upload_free);
  g_set_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_NOT_FOUND,
               "%s: its contents cannot be sent again", act_id);
  return FALSE;
}

/**
 * loket_uploads_db_resend:
 * @act_id: of an `attach` whose contents the loket has not
 *
 * Says that the contents have to go again, and that their act waits for them.
 *
 * Returns: FALSE with LOKET_STORE_ERROR_NOT_FOUND where that makes no sense
 */
gboolean
loket_uploads_db_resend (LoketSqlite *work, const char *act_id, LoketMoment now, GError **error)
{
  g_autoptr (LoketUpload) upload = NULL;
  g_autoptr (LoketWorkItem) item = NULL;

  return find_to_resend (work, act_id, &upload, error) &&
         loket_uploads_db_restart (work, upload->document_id, error) &&
         loket_work_db_find (work, act_id, &item, error) &&
         loket_work_db_mark (work, item, LOKET_WORK_WAITING, NULL, NULL, now, error);
}

gboolean
loket_uploads_db_drop (LoketSqlite *work, const char *document_id, GError **error)
{
  return loket_sqlite_run_text (work, "DELETE FROM uploads WHERE document_id = ?", document_id,
                                error);
}

/**
 * loket_uploads_db_names:
 * @named: (out): whether an upload still needs this content
 */
gboolean
loket_uploads_db_names (LoketSqlite *work, const char *sha256, gboolean *named, GError **error)
{
  g_autoptr (LoketStatement) statement =
      loket_sqlite_prepare (work, "SELECT 1 FROM uploads WHERE sha256 = ? LIMIT 1", error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, sha256);
  return loket_statement_next (statement, named, error);
}
