/* SPDX-License-Identifier: EUPL-1.2 */
/* What an erasing leaves to be remembered. */
#include "config.h"

#include "loket-erased-mark.h"
#include "loket-salvage.h"

#define KEY "'erasedTraces'"

/**
 * loket_erased_mark_set:
 *
 * In the transaction that takes the rows out.
 */
gboolean
loket_erased_mark_set (LoketSqlite *work, GError **error)
{
  return loket_sqlite_execute (work, LOKET_SALVAGE_SQL_ERASED, error) &&
         loket_sqlite_execute (work,
                               "INSERT INTO meta (key, value) VALUES (" KEY ", '1')"
                               " ON CONFLICT (key) DO NOTHING",
                               error);
}

/**
 * loket_erased_mark_read:
 * @set: (out): whether it is
 */
gboolean
loket_erased_mark_read (LoketSqlite *work, gboolean *set, GError **error)
{
  gint64 found;

  if (!loket_sqlite_read_int (work, "SELECT EXISTS (SELECT 1 FROM meta WHERE key = " KEY ")",
                              &found, error))
    return FALSE;
  *set = found != 0;
  return TRUE;
}

static gboolean
clear (LoketSqlite *work, gpointer data, GError **error)
{
  return loket_sqlite_execute (work, LOKET_SALVAGE_SQL_ERASED, error) &&
         loket_sqlite_execute (work, "DELETE FROM meta WHERE key = " KEY, error);
}

/**
 * loket_erased_mark_clear:
 *
 * Once all of it is gone, but for what waits with a salvage: that may have come after the rows
 * went, and has to know that it holds what was erased.
 */
gboolean
loket_erased_mark_clear (LoketSqlite *work, GError **error)
{
  return loket_sqlite_transaction (work, clear, NULL, error);
}
