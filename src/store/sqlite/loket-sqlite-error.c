/* SPDX-License-Identifier: EUPL-1.2 */
/* Result codes of SQLite as errors of ours. */
#include "config.h"

#include <sqlite3.h>

#include "loket-sqlite-error.h"

G_DEFINE_QUARK (loket_sqlite_error, loket_sqlite_error)

/* What each result of SQLite means, refined ones before those they refine. Only what says that the
 * bytes of the file are wrong is damage: never what another time, with more memory, or on a disk
 * that has room or is there again, would go well. */
static const struct {
  int result;
  LoketSqliteError code;
  LoketDamage damage;
} meanings[] = {
    {SQLITE_CORRUPT_VTAB, LOKET_SQLITE_ERROR_CORRUPT, LOKET_DAMAGE_INDEX},
    {SQLITE_CORRUPT, LOKET_SQLITE_ERROR_CORRUPT, LOKET_DAMAGE_FILE},
    {SQLITE_NOTADB, LOKET_SQLITE_ERROR_CORRUPT, LOKET_DAMAGE_FILE},
    {SQLITE_BUSY, LOKET_SQLITE_ERROR_BUSY, LOKET_DAMAGE_NONE},
    {SQLITE_LOCKED, LOKET_SQLITE_ERROR_BUSY, LOKET_DAMAGE_NONE},
    {SQLITE_PROTOCOL, LOKET_SQLITE_ERROR_BUSY, LOKET_DAMAGE_NONE}, /* a race for the lock */
    {SQLITE_FULL, LOKET_SQLITE_ERROR_DISK, LOKET_DAMAGE_NONE},
    {SQLITE_IOERR, LOKET_SQLITE_ERROR_DISK, LOKET_DAMAGE_NONE},
    {SQLITE_READONLY, LOKET_SQLITE_ERROR_DISK, LOKET_DAMAGE_NONE},
    {SQLITE_CANTOPEN, LOKET_SQLITE_ERROR_CANNOT_OPEN, LOKET_DAMAGE_NONE},
    {SQLITE_PERM, LOKET_SQLITE_ERROR_CANNOT_OPEN, LOKET_DAMAGE_NONE},
    {SQLITE_AUTH, LOKET_SQLITE_ERROR_CANNOT_OPEN, LOKET_DAMAGE_NONE},
    {SQLITE_CONSTRAINT, LOKET_SQLITE_ERROR_CONSTRAINT, LOKET_DAMAGE_NONE},
    {SQLITE_ERROR, LOKET_SQLITE_ERROR_STATEMENT, LOKET_DAMAGE_NONE},
};

/* Returns: its place, or -1. The low byte is the code, what stands above it only refines it. */
static int
find_meaning (int result_code)
{
  for (guint i = 0; i < G_N_ELEMENTS (meanings); i++) {
    if (meanings[i].result == result_code || meanings[i].result == (result_code & 0xff))
      return (int) i;
  }
  return -1;
}

/**
 * loket_sqlite_error_get_damage:
 * @result_code: of SQLite, extended or not
 *
 * What it says of the file.
 */
LoketDamage
loket_sqlite_error_get_damage (int result_code)
{
  int place = find_meaning (result_code);

  return place >= 0 ? meanings[place].damage : LOKET_DAMAGE_NONE;
}

/**
 * loket_sqlite_error_tells_damage:
 *
 * Whether the file may be set aside, or saved row by row, because of @error.
 */
gboolean
loket_sqlite_error_tells_damage (const GError *error)
{
  return g_error_matches (error, LOKET_SQLITE_ERROR, LOKET_SQLITE_ERROR_CORRUPT);
}

/**
 * loket_sqlite_error_set:
 * @result_code: of SQLite, extended or not; no success
 * @message: what SQLite says to it
 */
void
loket_sqlite_error_set (GError **error, int result_code, const char *message)
{
  int place = find_meaning (result_code);

  g_set_error (error, LOKET_SQLITE_ERROR,
               place >= 0 ? (int) meanings[place].code : LOKET_SQLITE_ERROR_OTHER, "SQLite %d: %s",
               result_code, message);
}
