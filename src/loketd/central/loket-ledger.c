/* SPDX-License-Identifier: EUPL-1.2 */
/* The ledger: opening, transactions, what it knows of itself. */
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

/* Of an earlier opening that gave no key nothing is remembered. */
static gboolean
note_opening (LoketLedger *self, LoketRandom *random, GError **error)
{
  g_autofree char *id = loket_random_make_uuid (random);
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (
      self->database,
      "INSERT OR REPLACE INTO openings (first_key, id) VALUES"
      " (coalesce ((SELECT seq FROM sqlite_sequence WHERE name = 'feed'), 0) + 1, ?1)",
      error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, id);
  return loket_statement_run (statement, error);
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
  if (set_up_realm (self, random, error) && note_opening (self, random, error) &&
      forget_removals (self, today, error))
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
 * loket_ledger_read_opening:
 * @id: (out): of the opening of the ledger that gave @key; empty where none is known to have
 */
gboolean
loket_ledger_read_opening (LoketLedger *self, gint64 key, char *id, gsize room, GError **error)
{
  g_autoptr (LoketStatement) statement =
      loket_sqlite_prepare (self->database,
                            "SELECT id FROM openings WHERE first_key <= ?1"
                            " ORDER BY first_key DESC LIMIT 1",
                            error);
  gboolean row;

  id[0] = '\0';
  if (statement == NULL)
    return FALSE;
  loket_statement_bind_int (statement, 1, key);
  if (!loket_statement_next (statement, &row, error))
    return FALSE;
  if (row)
    g_strlcpy (id, loket_statement_column_text (statement, 0), room);
  return TRUE;
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
