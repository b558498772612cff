/* SPDX-License-Identifier: EUPL-1.2 */
/* The rows of unsent work. */
#include "config.h"

#include "loket-erased-mark.h"
#include "loket-migrations.h"
#include "loket-schemas-private.h"
#include "loket-work-copies.h"
#include "loket-work-db.h"
#include "loket-work-notes.h"

/* Of a document's act: why its contents have not got to the loket. */
#define TROUBLE                                                                                    \
  "CASE WHEN type = 'attach' THEN (SELECT uploads.reason FROM uploads WHERE uploads.state IN"      \
  " ('waiting', 'sending') AND uploads.document_id = " LOKET_WORK_DB_DOCUMENT_ID ("items") ") END"

#define ITEM_COLUMNS                                                                               \
  "position, kind, id, case_id, reference, type, body, state, reason, answer, made_at, tries, "    \
  "hold_until, " TROUBLE

enum {
  COLUMN_POSITION,
  COLUMN_KIND,
  COLUMN_ID,
  COLUMN_CASE_ID,
  COLUMN_REFERENCE,
  COLUMN_TYPE,
  COLUMN_BODY,
  COLUMN_STATE,
  COLUMN_REASON,
  COLUMN_ANSWER,
  COLUMN_MADE_AT,
  COLUMN_TRIES,
  COLUMN_HOLD_UNTIL,
  COLUMN_TROUBLE,
};

static const char insert_item[] =
    "INSERT INTO items (kind, id, case_id, reference, type, body, state, made_at, hold_until,"
    " position) VALUES (?, ?, ?, ?, ?, ?, 'waiting', ?, ?, ?)";
static const char select_item[] = "SELECT " ITEM_COLUMNS " FROM items WHERE id = ?";
static const char select_case[] =
    "SELECT " ITEM_COLUMNS " FROM items WHERE case_id = ? ORDER BY position";
static const char select_pending[] =
    "SELECT " ITEM_COLUMNS " FROM items WHERE state <> 'taken' ORDER BY position";
/* A document's act waits for its contents, and nothing of its case waits for it meanwhile. */
#define AWAITS_CONTENTS(row)                                                                       \
  "(" row ".type = 'attach' AND EXISTS (SELECT 1 FROM uploads WHERE uploads.state <> 'complete'"   \
  " AND uploads.document_id = " LOKET_WORK_DB_DOCUMENT_ID (row) "))"
#define ITEM_AWAITS_CONTENTS AWAITS_CONTENTS ("items")
#define EARLIER_AWAITS_CONTENTS AWAITS_CONTENTS ("earlier")
static const char select_sendable[] =
    "SELECT " ITEM_COLUMNS " FROM items WHERE state IN ('waiting', 'sending')"
    " AND NOT " ITEM_AWAITS_CONTENTS
    " AND NOT EXISTS (SELECT 1 FROM items AS earlier WHERE earlier.case_id = items.case_id"
    "   AND earlier.position < items.position AND earlier.state <> 'taken'"
    "   AND NOT " EARLIER_AWAITS_CONTENTS ")"
    " ORDER BY position";
static const char update_state[] =
    "UPDATE items SET state = ?2, reason = ?3, answer = ?4, tries = tries + (?2 = 'sending')"
    " WHERE id = ?1";

static gboolean
migrate (LoketSqlite *db, GError **error)
{
  g_autofree char *backup = NULL;
  gint64 version;

  if (!loket_sqlite_read_int (db, "PRAGMA user_version", &version, error))
    return FALSE;
  if (version > 0)
    backup = loket_work_copies_build_path_of_schema (loket_sqlite_get_path (db), version);
  return loket_migrations_run (db, _loket_work_schema, backup, error);
}

/**
 * loket_work_db_open:
 *
 * Opens it and brings its schema up to date, with a copy in `backups` where it is changed; one that
 * is only read must have this schema.
 *
 * Returns: (transfer full): NULL with LOKET_SQLITE_ERROR
 */
LoketSqlite *
loket_work_db_open (const char *path, const LoketSqliteOptions *options, GError **error)
{
  g_autoptr (LoketSqlite) db = loket_sqlite_open (path, options, error);
  gboolean current;

  if (db == NULL)
    return NULL;
  if (options->read_only) {
    if (!loket_migrations_check (db, _loket_work_schema, &current, error))
      return NULL;
    if (!current) {
      g_set_error (error, LOKET_SQLITE_ERROR, LOKET_SQLITE_ERROR_CANNOT_OPEN,
                   "%s: its schema is older: the owner must open it first", path);
      return NULL;
    }
  } else if (!migrate (db, error)) {
    return NULL;
  }
  return g_steal_pointer (&db);
}

static LoketWorkItem *
item_from_statement (LoketStatement *statement)
{
  LoketWorkItem *item = g_new0 (LoketWorkItem, 1);
  gboolean is_act = g_str_equal (loket_statement_column_text (statement, COLUMN_KIND), "act");

  g_atomic_ref_count_init (&item->ref_count);
  item->position = loket_statement_column_int (statement, COLUMN_POSITION);
  item->kind = is_act ? LOKET_WORK_ACT : LOKET_WORK_CASE;
  item->id = loket_statement_column_dup_text (statement, COLUMN_ID);
  item->case_id = loket_statement_column_dup_text (statement, COLUMN_CASE_ID);
  item->reference = loket_statement_column_dup_text (statement, COLUMN_REFERENCE);
  item->type = loket_statement_column_dup_text (statement, COLUMN_TYPE);
  item->body = loket_statement_column_dup_bytes (statement, COLUMN_BODY);
  item->state =
      loket_work_state_from_string (loket_statement_column_text (statement, COLUMN_STATE));
  item->reason = loket_statement_column_dup_text (statement, COLUMN_REASON);
  item->answer = loket_statement_column_dup_bytes (statement, COLUMN_ANSWER);
  item->made_at = loket_statement_column_int (statement, COLUMN_MADE_AT);
  item->tries = (guint) loket_statement_column_int (statement, COLUMN_TRIES);
  item->hold_until = loket_statement_column_is_null (statement, COLUMN_HOLD_UNTIL)
                         ? LOKET_NO_MOMENT
                         : loket_statement_column_int (statement, COLUMN_HOLD_UNTIL);
  item->trouble = loket_statement_column_dup_text (statement, COLUMN_TROUBLE);
  return item;
}

static GPtrArray *
list_items (LoketSqlite *db, const char *sql, const char *parameter, GError **error)
{
  g_autoptr (GPtrArray) items =
      g_ptr_array_new_with_free_func ((GDestroyNotify) loket_work_item_unref);
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (db, sql, error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  if (parameter != NULL)
    loket_statement_bind_text (statement, 1, parameter);
  for (;;) {
    if (!loket_statement_next (statement, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&items);
    g_ptr_array_add (items, item_from_statement (statement));
  }
}

GPtrArray *
loket_work_db_list_case (LoketSqlite *db, const char *case_id, GError **error)
{
  return list_items (db, select_case, case_id, error);
}

GPtrArray *
loket_work_db_list_pending (LoketSqlite *db, GError **error)
{
  return list_items (db, select_pending, NULL, error);
}

/**
 * loket_work_db_list_sendable:
 * @now: what is held until later is left out; G_MAXINT64: nothing is
 *
 * In order per case: an item waits until all that came before it in its case are taken.
 */
GPtrArray *
loket_work_db_list_sendable (LoketSqlite *db, LoketMoment now, GError **error)
{
  GPtrArray *items = list_items (db, select_sendable, NULL, error);

  for (guint i = items != NULL ? items->len : 0; i > 0; i--) {
    if (loket_work_item_is_held (g_ptr_array_index (items, i - 1), now))
      g_ptr_array_remove_index (items, i - 1);
  }
  return items;
}

/**
 * loket_work_db_find:
 * @item: (out) (nullable) (transfer full): NULL where there is none
 */
gboolean
loket_work_db_find (LoketSqlite *db, const char *id, LoketWorkItem **item, GError **error)
{
  g_autoptr (GPtrArray) items = list_items (db, select_item, id, error);

  *item = NULL;
  if (items == NULL)
    return FALSE;
  if (items->len > 0)
    *item = loket_work_item_ref (g_ptr_array_index (items, 0));
  return TRUE;
}

char **
loket_work_db_list_case_ids (LoketSqlite *db, GError **error)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_autoptr (LoketStatement) statement =
      loket_sqlite_prepare (db, "SELECT DISTINCT case_id FROM items ORDER BY case_id", error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  for (;;) {
    if (!loket_statement_next (statement, &row, error))
      return NULL;
    if (!row)
      return g_strv_builder_end (ids);
    g_strv_builder_add (ids, loket_statement_column_text (statement, 0));
  }
}

gboolean
loket_work_db_count_pending (LoketSqlite *db, const char *case_id, gint64 *count, GError **error)
{
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (
      db, "SELECT count(*) FROM items WHERE case_id = ? AND state <> 'taken'", error);
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

/**
 * loket_work_db_is_needed:
 * @needed: (out): whether there is unsent work or a draft of the case: then it stays, whoever takes
 *   it away
 */
gboolean
loket_work_db_is_needed (LoketSqlite *db, const char *case_id, gboolean *needed, GError **error)
{
  gint64 pending, drafts;

  if (!loket_work_db_count_pending (db, case_id, &pending, error) ||
      !loket_work_notes_count_drafts (db, case_id, &drafts, error))
    return FALSE;
  *needed = pending > 0 || drafts > 0;
  return TRUE;
}

/**
 * loket_work_db_insert:
 *
 * Inside a transaction. One that has a position takes that place in the order, else the last one.
 */
gboolean
loket_work_db_insert (LoketSqlite *db, const LoketWorkItem *item, GError **error)
{
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (db, insert_item, error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, loket_work_kind_to_string (item->kind));
  loket_statement_bind_text (statement, 2, item->id);
  loket_statement_bind_text (statement, 3, item->case_id);
  loket_statement_bind_text (statement, 4, item->reference);
  loket_statement_bind_text (statement, 5, item->type);
  loket_statement_bind_bytes (statement, 6, item->body);
  loket_statement_bind_int (statement, 7, item->made_at);
  if (item->hold_until != LOKET_NO_MOMENT)
    loket_statement_bind_int (statement, 8, item->hold_until);
  if (item->position != 0)
    loket_statement_bind_int (statement, 9, item->position);
  return loket_statement_run (statement, error);
}

/**
 * loket_work_db_get_place_before_all:
 * @place: (out): for the position of something that was done before all that waits here
 */
gboolean
loket_work_db_get_place_before_all (LoketSqlite *db, gint64 *place, GError **error)
{
  return loket_sqlite_read_int (db, "SELECT min (0, coalesce (min (position), 0)) - 1 FROM items",
                                place, error);
}

typedef struct {
  const LoketWorkItem *item;
  const char *draft_key;
} AddData;

static gboolean
add_in_transaction (LoketSqlite *db, gpointer data, GError **error)
{
  AddData *add = data;
  const LoketWorkItem *item = add->item;

  return loket_work_db_insert (db, item, error) &&
         loket_work_notes_audit (db, item, "added", FALSE, item->made_at, error) &&
         (add->draft_key == NULL || loket_work_notes_drop_draft (db, add->draft_key, error));
}

/**
 * loket_work_db_add:
 * @draft_key: (nullable): the draft that it was made from goes in the same transaction
 */
gboolean
loket_work_db_add (LoketSqlite *db, LoketWorkItem *item, const char *draft_key, GError **error)
{
  AddData add = {item, draft_key};

  return loket_sqlite_transaction (db, add_in_transaction, &add, error);
}

typedef struct {
  const LoketWorkItem *item;
  LoketWorkState state;
  const char *reason;
  GBytes *answer;
  LoketMoment now;
} MarkData;

static gboolean
mark_in_transaction (LoketSqlite *db, gpointer data, GError **error)
{
  MarkData *mark = data;
  const char *state = loket_work_state_to_string (mark->state);
  gboolean told = mark->state != LOKET_WORK_WAITING && mark->state != LOKET_WORK_SENDING;
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (db, update_state, error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, mark->item->id);
  loket_statement_bind_text (statement, 2, state);
  loket_statement_bind_text (statement, 3, mark->reason);
  loket_statement_bind_bytes (statement, 4, mark->answer);
  if (!loket_statement_run (statement, error))
    return FALSE;
  return !told || loket_work_notes_audit (db, mark->item, state, FALSE, mark->now, error);
}

gboolean
loket_work_db_mark (LoketSqlite *db,
                    const LoketWorkItem *item,
                    LoketWorkState state,
                    const char *reason,
                    GBytes *answer,
                    LoketMoment now,
                    GError **error)
{
  MarkData mark = {item, state, reason, answer, now};

  return loket_sqlite_transaction (db, mark_in_transaction, &mark, error);
}

/* loket_work_db_mark() inside a transaction of the caller. */
gboolean
loket_work_db_set_state (LoketSqlite *db,
                         const LoketWorkItem *item,
                         LoketWorkState state,
                         const char *reason,
                         GBytes *answer,
                         LoketMoment now,
                         GError **error)
{
  MarkData mark = {item, state, reason, answer, now};

  return mark_in_transaction (db, &mark, error);
}

gboolean
loket_work_db_end_hold (LoketSqlite *db, const char *id, GError **error)
{
  return loket_sqlite_run_text (db, "UPDATE items SET hold_until = NULL WHERE id = ?", id, error);
}

gboolean
loket_work_db_remove (LoketSqlite *db, const char *id, GError **error)
{
  return loket_sqlite_run_text (db, "DELETE FROM items WHERE id = ?", id, error);
}

typedef struct {
  GPtrArray *items;
  LoketMoment now;
} TakeBackData;

static gboolean
take_back_in_transaction (LoketSqlite *db, gpointer data, GError **error)
{
  TakeBackData *take_back = data;

  for (guint i = 0; i < take_back->items->len; i++) {
    LoketWorkItem *item = g_ptr_array_index (take_back->items, i);

    if (!loket_work_notes_audit (db, item, "takenBack", TRUE, take_back->now, error) ||
        !loket_work_db_remove (db, item->id, error))
      return FALSE;
  }
  return TRUE;
}

/* An act alone; a complaint with all that was done in it since. */
static GPtrArray *
collect_for_take_back (LoketSqlite *db, LoketWorkItem *item, GError **error)
{
  GPtrArray *items;

  if (item->kind == LOKET_WORK_CASE)
    return loket_work_db_list_case (db, item->case_id, error);
  items = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_work_item_unref);
  g_ptr_array_add (items, loket_work_item_ref (item));
  return items;
}

/* Of what came from an older copy of work.db nobody knows whether it had left since. */
static gboolean
may_have_been_sent (const LoketWorkItem *item)
{
  return item->state == LOKET_WORK_TAKEN || item->state == LOKET_WORK_SENDING ||
         (item->state == LOKET_WORK_CONFLICT && g_strcmp0 (item->reason, "salvaged") == 0);
}

/**
 * loket_work_db_take_back:
 * @case_id: (out) (transfer full): whose it was
 *
 * Returns: FALSE with LOKET_STORE_ERROR_NOT_FOUND or LOKET_STORE_ERROR_SENT, or a disk error
 */
gboolean
loket_work_db_take_back (
    LoketSqlite *db, const char *id, LoketMoment now, char **case_id, GError **error)
{
  g_autoptr (LoketWorkItem) item = NULL;
  g_autoptr (GPtrArray) items = NULL;
  TakeBackData take_back = {NULL, now};

  if (!loket_work_db_find (db, id, &item, error))
    return FALSE;
  if (item == NULL) {
    g_set_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_NOT_FOUND, "%s: nothing waits", id);
    return FALSE;
  }
  items = collect_for_take_back (db, item, error);
  if (items == NULL)
    return FALSE;
  for (guint i = 0; i < items->len; i++) {
    LoketWorkItem *taken_back = g_ptr_array_index (items, i);

    if (may_have_been_sent (taken_back)) {
      g_set_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_SENT,
                   "%s: the loket has it, or may have it", taken_back->id);
      return FALSE;
    }
  }
  take_back.items = items;
  *case_id = g_strdup (item->case_id);
  return loket_sqlite_transaction (db, take_back_in_transaction, &take_back, error);
}

typedef struct {
  const char *case_id;
  const char *what;
  LoketMoment now;
} EraseData;

static gboolean
erase_in_transaction (LoketSqlite *db, gpointer data, GError **error)
{
  EraseData *erase = data;

  return loket_work_notes_audit_erased (db, erase->case_id, error) &&
         loket_sqlite_run_text (db, "DELETE FROM items WHERE case_id = ?", erase->case_id, error) &&
         loket_sqlite_run_text (db, "DELETE FROM drafts WHERE case_id = ?", erase->case_id,
                                error) &&
         loket_sqlite_run_text (db, "DELETE FROM quarantine WHERE case_id = ?", erase->case_id,
                                error) &&
         loket_sqlite_run_text (db, "DELETE FROM uploads WHERE case_id = ?", erase->case_id,
                                error) &&
         loket_sqlite_run_text (db, "UPDATE audit SET body = NULL WHERE case_id = ?",
                                erase->case_id, error) &&
         loket_work_notes_audit_case (db, erase->case_id, erase->what, erase->now, error) &&
         loket_erased_mark_set (db, error);
}

/**
 * loket_work_db_erase:
 * @by_hand: here alone: the loket has not erased it
 *
 * Takes every text of the case out; the audit keeps that something was done, and what was not yet
 * sent by type and date, not what it said. What stands elsewhere than in rows is the affair of
 * loket_erased_traces_finish(), which remembers it from here on.
 */
gboolean
loket_work_db_erase (
    LoketSqlite *db, const char *case_id, gboolean by_hand, LoketMoment now, GError **error)
{
  EraseData erase = {case_id, by_hand ? "erasedHere" : "erased", now};

  return loket_sqlite_transaction (db, erase_in_transaction, &erase, error);
}

/* What the loket has of a case that is no longer ours needs no proof in cache.db any more. */
gboolean
loket_work_db_forget_taken (LoketSqlite *db, const char *case_id, GError **error)
{
  return loket_sqlite_run_text (db, "DELETE FROM items WHERE case_id = ? AND state = 'taken'",
                                case_id, error);
}
