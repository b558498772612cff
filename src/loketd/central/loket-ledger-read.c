/* SPDX-License-Identifier: EUPL-1.2 */
/* The ledger: reading cases, acts, the feed and persons. */
#include "config.h"

#include "loket-ledger-private.h"

void
loket_act_record_free (LoketActRecord *self)
{
  if (self == NULL)
    return;
  g_free (self->act_id);
  g_free (self->case_id);
  g_free (self->type);
  g_free (self->author);
  g_free (self->author_name);
  g_free (self->body);
  g_free (self->opened);
  g_free (self->cause);
  g_free (self);
}

void
loket_record_free (LoketRecord *self)
{
  if (self == NULL)
    return;
  g_free (self->case_id);
  g_free (self->agency);
  g_free (self->reference);
  g_free (self->provisional);
  g_free (self->facts);
  g_free (self->registered_by);
  g_strfreev (self->seen_by);
  g_clear_pointer (&self->acts, g_ptr_array_unref);
  g_free (self);
}

void
loket_feed_row_free (LoketFeedRow *self)
{
  if (self == NULL)
    return;
  g_free (self->case_id);
  g_free (self->agency);
  g_strfreev (self->seen_by);
  g_free (self->reason);
  g_free (self);
}

enum {
  ACT_ID,
  ACT_CASE_ID,
  ACT_SEQ,
  ACT_VERSION,
  ACT_TYPE,
  ACT_AUTHOR,
  ACT_NAME,
  ACT_RECORDED_AT,
  ACT_BODY,
  ACT_OPENED,
  ACT_CAUSE
};

#define SELECT_ACTS                                                                                \
  "SELECT a.act_id, a.case_id, a.seq, a.version, a.type, a.author, p.name, a.recorded_at, a.body," \
  " a.opened, a.cause FROM acts a LEFT JOIN people p ON p.id = a.author "

static LoketActRecord *
act_from_statement (LoketStatement *statement)
{
  LoketActRecord *act = g_new0 (LoketActRecord, 1);

  act->act_id = loket_statement_column_dup_text (statement, ACT_ID);
  act->case_id = loket_statement_column_dup_text (statement, ACT_CASE_ID);
  act->seq = loket_statement_column_int (statement, ACT_SEQ);
  act->version = loket_statement_column_int (statement, ACT_VERSION);
  act->type = loket_statement_column_dup_text (statement, ACT_TYPE);
  act->author = loket_statement_column_dup_text (statement, ACT_AUTHOR);
  act->author_name = loket_statement_column_dup_text (statement, ACT_NAME);
  act->recorded_at = loket_statement_column_int (statement, ACT_RECORDED_AT);
  act->body = loket_statement_column_dup_text (statement, ACT_BODY);
  act->opened = loket_statement_column_dup_text (statement, ACT_OPENED);
  act->cause = loket_statement_column_dup_text (statement, ACT_CAUSE);
  return act;
}

LoketActRecord *
loket_ledger_find_act (LoketLedger *self, const char *act_id, GError **error)
{
  g_autoptr (LoketStatement) statement =
      loket_sqlite_prepare (self->database, SELECT_ACTS "WHERE a.act_id = ?1", error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  loket_statement_bind_text (statement, 1, act_id);
  if (!loket_statement_next (statement, &row, error) || !row)
    return NULL;
  return act_from_statement (statement);
}

static gboolean
read_acts (LoketLedger *self, LoketRecord *record, GError **error)
{
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (
      self->database, SELECT_ACTS "WHERE a.case_id = ?1 ORDER BY a.seq", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, record->case_id);
  while (loket_statement_next (statement, &row, error)) {
    if (!row)
      return TRUE;
    g_ptr_array_add (record->acts, act_from_statement (statement));
  }
  return FALSE;
}

/* What cannot be read names nobody: better closed than open. */
static char **
dup_list (LoketStatement *statement, int column)
{
  const char *text = loket_statement_column_text (statement, column);
  g_autoptr (JsonNode) node = text != NULL ? loket_json_parse (text, -1, NULL) : NULL;
  JsonArray *array;
  char **list;

  if (text == NULL)
    return NULL;
  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return g_new0 (char *, 1);
  array = json_node_get_array (node);
  list = g_new0 (char *, json_array_get_length (array) + 1);
  for (guint i = 0; i < json_array_get_length (array); i++)
    list[i] = g_strdup (loket_json_array_peek_string (array, i));
  return list;
}

static LoketRecord *
record_from_statement (LoketStatement *statement)
{
  LoketRecord *record = g_new0 (LoketRecord, 1);

  record->case_id = loket_statement_column_dup_text (statement, 0);
  record->agency = loket_statement_column_dup_text (statement, 1);
  record->reference = loket_statement_column_dup_text (statement, 2);
  record->provisional = loket_statement_column_dup_text (statement, 3);
  record->version = loket_statement_column_int (statement, 4);
  record->withdrawn = loket_statement_column_int (statement, 5) != 0;
  record->facts = loket_statement_column_dup_text (statement, 6);
  record->registered_by = loket_statement_column_dup_text (statement, 7);
  record->recorded_at = loket_statement_column_int (statement, 8);
  record->seen_by = dup_list (statement, 9);
  record->acts = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_act_record_free);
  return record;
}

/**
 * loket_ledger_find_case:
 *
 * Returns: (transfer full): with all its acts
 */
LoketRecord *
loket_ledger_find_case (LoketLedger *self, const char *case_id, GError **error)
{
  g_autoptr (LoketRecord) record = NULL;
  gboolean row;

  {
    g_autoptr (LoketStatement) statement = loket_sqlite_prepare (
        self->database,
        "SELECT case_id, agency, reference, provisional, version, withdrawn, facts, registered_by, "
        "recorded_at, seen_by FROM cases WHERE case_id = ?1",
        error);

    if (statement == NULL)
      return NULL;
    loket_statement_bind_text (statement, 1, case_id);
    if (!loket_statement_next (statement, &row, error) || !row)
      return NULL;
    record = record_from_statement (statement);
  }
  return read_acts (self, record, error) ? g_steal_pointer (&record) : NULL;
}

/**
 * loket_ledger_was_erased:
 * @erased: (out): whether there was such a case, which had to be forgotten
 *
 * Known for as long as the feed tells of it.
 */
gboolean
loket_ledger_was_erased (LoketLedger *self, const char *case_id, gboolean *erased, GError **error)
{
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (
      self->database, "SELECT 1 FROM feed WHERE case_id = ?1 AND change = ?2", error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, case_id);
  loket_statement_bind_text (statement, 2, loket_change_to_string (LOKET_CHANGE_ERASED));
  return loket_statement_next (statement, erased, error);
}

static LoketChange
change_from_string (const char *code)
{
  static const LoketChange removals[] = {LOKET_CHANGE_WITHDRAWN, LOKET_CHANGE_ERASED};

  for (gsize i = 0; i < G_N_ELEMENTS (removals); i++) {
    if (g_str_equal (code, loket_change_to_string (removals[i])))
      return removals[i];
  }
  return LOKET_CHANGE_UPSERTED;
}

/**
 * loket_ledger_list_feed:
 * @after: the key after which to begin
 *
 * Returns: (transfer full) (element-type LoketFeedRow): by key; NULL with an error
 */
GPtrArray *
loket_ledger_list_feed (LoketLedger *self, gint64 after, guint limit, GError **error)
{
  g_autoptr (GPtrArray) rows =
      g_ptr_array_new_with_free_func ((GDestroyNotify) loket_feed_row_free);
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (
      self->database,
      "SELECT f.key, f.case_id, f.agency, f.change, f.reason, f.version, c.seen_by FROM feed f "
      "LEFT JOIN cases c ON c.case_id = f.case_id WHERE f.key > ?1 ORDER BY f.key LIMIT ?2",
      error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  loket_statement_bind_int (statement, 1, after);
  loket_statement_bind_int (statement, 2, limit);
  while (loket_statement_next (statement, &row, error)) {
    LoketFeedRow *entry;

    if (!row)
      return g_steal_pointer (&rows);
    entry = g_new0 (LoketFeedRow, 1);
    entry->key = loket_statement_column_int (statement, 0);
    entry->case_id = loket_statement_column_dup_text (statement, 1);
    entry->agency = loket_statement_column_dup_text (statement, 2);
    entry->change = change_from_string (loket_statement_column_text (statement, 3));
    entry->reason = loket_statement_column_dup_text (statement, 4);
    entry->version = loket_statement_column_int (statement, 5);
    entry->seen_by = dup_list (statement, 6);
    g_ptr_array_add (rows, entry);
  }
  return NULL;
}

/**
 * loket_ledger_list_people:
 *
 * Returns: (transfer full) (element-type utf8): the JSON text of each person, by id
 */
GPtrArray *
loket_ledger_list_people (LoketLedger *self, GError **error)
{
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (LoketStatement) statement =
      loket_sqlite_prepare (self->database, "SELECT json FROM people ORDER BY id", error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  while (loket_statement_next (statement, &row, error)) {
    if (!row)
      return g_steal_pointer (&people);
    g_ptr_array_add (people, loket_statement_column_dup_text (statement, 0));
  }
  return NULL;
}
