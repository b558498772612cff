/* SPDX-License-Identifier: EUPL-1.2 */
/* Result codes of SQLite as errors of ours. */
#include "config.h"

#include <sqlite3.h>

#include "loket-sqlite-error.h"

G_DEFINE_QUARK (loket_sqlite_error, loket_sqlite_error)

/* The low byte is the code, what stands above it only refines it. */
static LoketSqliteError
code_from_result (int result_code)
{
  switch (result_code & 0xff) {
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    return LOKET_SQLITE_ERROR_BUSY;
  case SQLITE_FULL:
  case SQLITE_IOERR:
  case SQLITE_READONLY:
    return LOKET_SQLITE_ERROR_DISK;
  case SQLITE_CORRUPT:
  case SQLITE_NOTADB:
    return LOKET_SQLITE_ERROR_CORRUPT;
  case SQLITE_CANTOPEN:
  case SQLITE_PERM:
  case SQLITE_AUTH:
    return LOKET_SQLITE_ERROR_CANNOT_OPEN;
  case SQLITE_CONSTRAINT:
    return LOKET_SQLITE_ERROR_CONSTRAINT;
  default:
    return LOKET_SQLITE_ERROR_OTHER;
  }
}

/**
 * loket_sqlite_error_set:
 * @result_code: of SQLite, extended or not; no success
 * @message: what SQLite says to it
 */
void
loket_sqlite_error_set (GError **error, int result_code, const char *message)
{
  g_set_error (error, LOKET_SQLITE_ERROR, (int) code_from_result (result_code), "SQLite %d: %s",
               result_code, message);
}
