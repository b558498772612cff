/* SPDX-License-Identifier: EUPL-1.2 */
/* The ledger: what is written, inside a transaction of the caller. */
#include "config.h"

#include "loket-ledger-private.h"

/**
 * loket_ledger_set_person:
 * @json: how the person was written, without a token
 */
gboolean
loket_ledger_set_person (
    LoketLedger *self, const char *id, const char *name, const char *json, GError **error)
{
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (
      self->database,
      "INSERT INTO people VALUES (?1, ?2, ?3) "
      "ON CONFLICT (id) DO UPDATE SET name = excluded.name, json = excluded.json",
      error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, id);
  loket_statement_bind_text (statement, 2, name);
  loket_statement_bind_text (statement, 3, json);
  return loket_statement_run (statement, error);
}

/**
 * loket_ledger_give_number:
 * @number: (out): the next one of this agency in this year, from 1; given once
 */
gboolean
loket_ledger_give_number (
    LoketLedger *self, const char *agency, int year, gint64 *number, GError **error)
{
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (
      self->database,
      "INSERT INTO numbers VALUES (?1, ?2, 1) "
      "ON CONFLICT (agency, year) DO UPDATE SET last = last + 1 RETURNING last",
      error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, agency);
  loket_statement_bind_int (statement, 2, year);
  if (!loket_statement_next (statement, &row, error))
    return FALSE;
  *number = loket_statement_column_int (statement, 0);
  /* RETURNING gives its row before the statement is done: only the end says that it was done. */
  return loket_statement_next (statement, &row, error);
}

/**
 * loket_ledger_add_case:
 * @record: its acts are not looked at
 */
gboolean
loket_ledger_add_case (LoketLedger *self, const LoketRecord *record, GError **error)
{
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (
      self->database, "INSERT INTO cases VALUES (?1, ?2, ?3, ?4, ?5, 0, ?6, ?7, ?8, NULL)", error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, record->case_id);
  loket_statement_bind_text (statement, 2, record->agency);
  loket_statement_bind_text (statement, 3, record->reference);
  loket_statement_bind_text (statement, 4, record->provisional);
  loket_statement_bind_int (statement, 5, record->version);
  loket_statement_bind_text (statement, 6, record->registered_by);
  loket_statement_bind_int (statement, 7, record->recorded_at);
  loket_statement_bind_text (statement, 8, record->facts);
  return loket_statement_run (statement, error);
}

static gboolean
set_version (LoketLedger *self, const char *case_id, gint64 version, GError **error)
{
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (
      self->database, "UPDATE cases SET version = ?2 WHERE case_id = ?1", error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, case_id);
  loket_statement_bind_int (statement, 2, version);
  return loket_statement_run (statement, error);
}

/**
 * loket_ledger_add_act:
 *
 * Keeps the act and lifts the case to the act's version.
 */
gboolean
loket_ledger_add_act (LoketLedger *self, const LoketActRecord *act, GError **error)
{
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (
      self->database, "INSERT INTO acts VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)", error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, act->act_id);
  loket_statement_bind_text (statement, 2, act->case_id);
  loket_statement_bind_int (statement, 3, act->seq);
  loket_statement_bind_int (statement, 4, act->version);
  loket_statement_bind_text (statement, 5, act->type);
  loket_statement_bind_text (statement, 6, act->author);
  loket_statement_bind_int (statement, 7, act->recorded_at);
  loket_statement_bind_text (statement, 8, act->body);
  loket_statement_bind_text (statement, 9, act->opened);
  loket_statement_bind_text (statement, 10, act->cause);
  return loket_statement_run (statement, error) &&
         set_version (self, act->case_id, act->version, error);
}

/**
 * loket_ledger_set_opened:
 * @opened: JSON text: the case that the loket opened for this act
 */
gboolean
loket_ledger_set_opened (LoketLedger *self, const char *act_id, const char *opened, GError **error)
{
  g_autoptr (LoketStatement) statement =
      loket_sqlite_prepare (self->database, "UPDATE acts SET opened = ?2 WHERE act_id = ?1", error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, act_id);
  loket_statement_bind_text (statement, 2, opened);
  return loket_statement_run (statement, error);
}

static char *
make_list (const char *const *texts)
{
  g_autoptr (JsonArray) array = json_array_new ();
  g_autoptr (JsonNode) node = json_node_init_array (json_node_alloc (), array);

  for (int i = 0; texts[i] != NULL; i++)
    json_array_add_string_element (array, texts[i]);
  return loket_json_to_string (node, FALSE);
}

/**
 * loket_ledger_set_seen_by:
 * @persons: (nullable): their ids; NULL: all of the agency
 */
gboolean
loket_ledger_set_seen_by (LoketLedger *self,
                          const char *case_id,
                          const char *const *persons,
                          GError **error)
{
  g_autofree char *list = persons != NULL ? make_list (persons) : NULL;
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (
      self->database, "UPDATE cases SET seen_by = ?2 WHERE case_id = ?1", error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, case_id);
  loket_statement_bind_text (statement, 2, list);
  return loket_statement_run (statement, error);
}

static gboolean
run_with_case (LoketLedger *self, const char *sql, const char *case_id, GError **error)
{
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (self->database, sql, error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, case_id);
  return loket_statement_run (statement, error);
}

static gboolean
write_feed_row (LoketLedger *self,
                const LoketRecord *record,
                LoketChange change,
                const char *reason,
                LoketDay today,
                GError **error)
{
  g_autoptr (LoketStatement) statement =
      loket_sqlite_prepare (self->database,
                            "INSERT INTO feed (case_id, agency, change, reason, version, day) "
                            "VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                            error);

  if (statement == NULL ||
      !run_with_case (self, "DELETE FROM feed WHERE case_id = ?1", record->case_id, error))
    return FALSE;
  loket_statement_bind_text (statement, 1, record->case_id);
  loket_statement_bind_text (statement, 2, record->agency);
  loket_statement_bind_text (statement, 3, loket_change_to_string (change));
  if (reason != NULL)
    loket_statement_bind_text (statement, 4, reason);
  else
    loket_statement_bind_null (statement, 4);
  loket_statement_bind_int (statement, 5, record->version);
  loket_statement_bind_int (statement, 6, today);
  return loket_statement_run (statement, error);
}

/**
 * loket_ledger_announce:
 * @record: in its new version
 *
 * Puts the case at the end of the feed.
 */
gboolean
loket_ledger_announce (LoketLedger *self, const LoketRecord *record, LoketDay today, GError **error)
{
  return write_feed_row (self, record, LOKET_CHANGE_UPSERTED, NULL, today, error);
}

/**
 * loket_ledger_remove_case:
 * @change: LOKET_CHANGE_WITHDRAWN keeps the case and shows it to nobody; LOKET_CHANGE_ERASED
 *   deletes it with its acts and documents
 */
gboolean
loket_ledger_remove_case (LoketLedger *self,
                          const LoketRecord *record,
                          LoketChange change,
                          const char *reason,
                          LoketDay today,
                          GError **error)
{
  gboolean removed;

  if (change == LOKET_CHANGE_ERASED)
    removed =
        run_with_case (self,
                       "DELETE FROM pieces WHERE document IN "
                       "(SELECT document FROM documents WHERE case_id = ?1)",
                       record->case_id, error) &&
        run_with_case (self, "DELETE FROM documents WHERE case_id = ?1", record->case_id, error) &&
        run_with_case (self, "DELETE FROM acts WHERE case_id = ?1", record->case_id, error) &&
        run_with_case (self, "DELETE FROM cases WHERE case_id = ?1", record->case_id, error);
  else
    removed = run_with_case (self, "UPDATE cases SET withdrawn = 1 WHERE case_id = ?1",
                             record->case_id, error);
  return removed && write_feed_row (self, record, change, reason, today, error);
}
