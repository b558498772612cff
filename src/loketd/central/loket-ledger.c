/* SPDX-License-Identifier: EUPL-1.2 */
/* The ledger: opening, transactions, reading. */
#include "config.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "loket-ledger-private.h"
#include "loket-ledger-schema.h"
#include "loket-migrations.h"

/* A desk that has been away for longer than this syncs anew: removals are forgotten then. */
enum {
  REMOVALS_KEPT_DAYS = 90
};

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
  g_free (self->reason);
  g_free (self);
}

static gboolean
read_about (LoketLedger *self, const char *name, char **value, GError **error)
{
  g_autoptr (LoketStatement) statement =
      loket_sqlite_prepare (self->database, "SELECT value FROM about WHERE name = ?1", error);
  gboolean row;

  *value = NULL;
  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, name);
  if (!loket_statement_next (statement, &row, error))
    return FALSE;
  if (row)
    *value = loket_statement_column_dup_text (statement, 0);
  return TRUE;
}

static gboolean
write_about (LoketLedger *self, const char *name, const char *value, GError **error)
{
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (
      self->database,
      "INSERT INTO about VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
      error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, name);
  loket_statement_bind_text (statement, 2, value);
  return loket_statement_run (statement, error);
}

static gboolean
set_up_realm (LoketLedger *self, LoketRandom *random, GError **error)
{
  if (!read_about (self, "realm", &self->realm, error))
    return FALSE;
  if (self->realm != NULL)
    return TRUE;
  self->realm = loket_random_make_uuid (random);
  return write_about (self, "realm", self->realm, error);
}

/* Forgets removals that are long past, and remembers from which key on the feed is whole. */
static gboolean
forget_removals (LoketLedger *self, LoketDay today, GError **error)
{
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (
      self->database, "SELECT max(key) FROM feed WHERE change <> 'upserted' AND day < ?1", error);
  g_autofree char *floor = NULL;
  gboolean row;

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_int (statement, 1, today - REMOVALS_KEPT_DAYS);
  if (!loket_statement_next (statement, &row, error))
    return FALSE;
  if (!row || loket_statement_column_is_null (statement, 0))
    return TRUE;
  floor = g_strdup (loket_statement_column_text (statement, 0));
  g_clear_pointer (&statement, loket_statement_release);
  statement = loket_sqlite_prepare (
      self->database, "DELETE FROM feed WHERE change <> 'upserted' AND day < ?1", error);
  if (statement == NULL)
    return FALSE;
  loket_statement_bind_int (statement, 1, today - REMOVALS_KEPT_DAYS);
  return loket_statement_run (statement, error) && write_about (self, "feedFloor", floor, error);
}

static gboolean
prepare_database (LoketLedger *self, LoketRandom *random, LoketDay today, GError **error)
{
  g_autofree char *backup =
      g_strconcat (loket_sqlite_get_path (self->database), ".before-migration", NULL);

  /* Exclusive from the first write on: a second loket on this folder is refused, so the numbers
   * and the order of the feed are given by one alone. */
  if (!loket_sqlite_execute (self->database, "PRAGMA locking_mode = EXCLUSIVE", error) ||
      !loket_migrations_run (self->database, loket_ledger_steps, backup, error) ||
      !loket_ledger_begin (self, error))
    return FALSE;
  if (set_up_realm (self, random, error) && forget_removals (self, today, error))
    return loket_ledger_commit (self, error);
  loket_ledger_roll_back (self);
  return FALSE;
}

/**
 * loket_ledger_open:
 * @folder: made with mode 0700 where it is missing
 *
 * Returns: (transfer full): NULL with LOKET_SQLITE_ERROR; BUSY: another loket uses the folder
 */
LoketLedger *
loket_ledger_open (const char *folder, LoketRandom *random, LoketDay today, GError **error)
{
  LoketSqliteOptions options = {.full_sync = TRUE};
  g_autoptr (LoketLedger) self = g_new0 (LoketLedger, 1);
  g_autofree char *path = g_build_filename (folder, "loketd.db", NULL);

  if (g_mkdir_with_parents (folder, 0700) != 0) {
    g_set_error (error, LOKET_SQLITE_ERROR, LOKET_SQLITE_ERROR_CANNOT_OPEN, "%s: %s", folder,
                 g_strerror (errno));
    return NULL;
  }
  self->database = loket_sqlite_open (path, &options, error);
  if (self->database == NULL || !prepare_database (self, random, today, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
loket_ledger_close (LoketLedger *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->database, loket_sqlite_close);
  g_free (self->realm);
  g_free (self);
}

/* Names this set of data: a desk that meets another one must not mix them. */
const char *
loket_ledger_get_realm (LoketLedger *self)
{
  return self->realm;
}

/**
 * loket_ledger_is_empty:
 * @empty: (out): whether there never was a case
 */
gboolean
loket_ledger_is_empty (LoketLedger *self, gboolean *empty, GError **error)
{
  gint64 count;

  if (!loket_sqlite_read_int (self->database, "SELECT count(*) FROM feed", &count, error))
    return FALSE;
  *empty = count == 0;
  return TRUE;
}

gboolean
loket_ledger_begin (LoketLedger *self, GError **error)
{
  return loket_sqlite_begin (self->database, error);
}

gboolean
loket_ledger_commit (LoketLedger *self, GError **error)
{
  return loket_sqlite_commit (self->database, error);
}

void
loket_ledger_roll_back (LoketLedger *self)
{
  loket_sqlite_roll_back (self->database);
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
  ACT_BODY
};

#define SELECT_ACTS                                                                                \
  "SELECT a.act_id, a.case_id, a.seq, a.version, a.type, a.author, p.name, a.recorded_at, a.body " \
  "FROM acts a LEFT JOIN people p ON p.id = a.author "

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
        "recorded_at FROM cases WHERE case_id = ?1",
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
      "SELECT key, case_id, agency, change, reason, version FROM feed WHERE key > ?1 "
      "ORDER BY key LIMIT ?2",
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
    g_ptr_array_add (rows, entry);
  }
  return NULL;
}

/**
 * loket_ledger_get_feed_span:
 * @floor: (out): removals up to this key are forgotten: who stands below it must begin anew
 * @last: (out): the highest key given so far
 */
gboolean
loket_ledger_get_feed_span (LoketLedger *self, gint64 *floor, gint64 *last, GError **error)
{
  g_autofree char *text = NULL;

  if (!read_about (self, "feedFloor", &text, error) ||
      !loket_sqlite_read_int (self->database, "SELECT seq FROM sqlite_sequence WHERE name = 'feed'",
                              last, error))
    return FALSE;
  *floor = text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
  return TRUE;
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
