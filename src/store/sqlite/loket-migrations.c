/* SPDX-License-Identifier: EUPL-1.2 */
/* Migrations. */
#include "config.h"

#include "loket-migrations.h"

#include "loket-schema-check.h"

static gint64
count_steps (const char *const *steps)
{
  gint64 count = 0;

  while (steps[count] != NULL)
    count++;
  return count;
}

static gboolean
read_version (LoketSqlite *database, gint64 newest, gint64 *version, GError **error)
{
  if (!loket_sqlite_read_int (database, "PRAGMA user_version", version, error))
    return FALSE;
  if (*version <= newest)
    return TRUE;
  g_set_error (error, LOKET_SQLITE_ERROR, LOKET_SQLITE_ERROR_NEWER,
               "%s: written by a newer version (schema %" G_GINT64_FORMAT
               ", this version knows %" G_GINT64_FORMAT ")",
               loket_sqlite_get_path (database), *version, newest);
  return FALSE;
}

/* Each step was tried on what the one before it leaves: where it does not fit, the file is not what
 * its version says. */
static gboolean
run_sql (LoketSqlite *database, const char *sql, GError **error)
{
  g_autoptr (GError) cause = NULL;

  if (loket_sqlite_execute (database, sql, &cause))
    return TRUE;
  if (g_error_matches (cause, LOKET_SQLITE_ERROR, LOKET_SQLITE_ERROR_STATEMENT) ||
      g_error_matches (cause, LOKET_SQLITE_ERROR, LOKET_SQLITE_ERROR_CONSTRAINT))
    cause->code = LOKET_SQLITE_ERROR_CORRUPT;
  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

static gboolean
run_step (LoketSqlite *database, const char *sql, gint64 number, GError **error)
{
  g_autofree char *mark = g_strdup_printf ("PRAGMA user_version = %" G_GINT64_FORMAT, number);

  if (!loket_sqlite_begin (database, error))
    return FALSE;
  if (run_sql (database, sql, error) && loket_sqlite_execute (database, mark, error))
    return loket_sqlite_commit (database, error);
  loket_sqlite_roll_back (database);
  g_prefix_error (error, "%s: schema step %" G_GINT64_FORMAT ": ", loket_sqlite_get_path (database),
                  number);
  return FALSE;
}

/**
 * loket_migrations_run:
 * @steps: the SQL of step 1, step 2 and so on, then NULL
 * @backup_path: (nullable): where an existing database is copied to before it is changed
 *
 * Returns: FALSE with LOKET_SQLITE_ERROR_NEWER when a newer version wrote it (nothing is touched),
 *   with LOKET_SQLITE_ERROR_CORRUPT when a table of an earlier step is not there any more, or
 *   another LOKET_SQLITE_ERROR (the steps before the failing one hold)
 */
gboolean
loket_migrations_run (LoketSqlite *database,
                      const char *const *steps,
                      const char *backup_path,
                      GError **error)
{
  gint64 newest = count_steps (steps);
  gint64 version;

  if (!read_version (database, newest, &version, error))
    return FALSE;
  if (version > 0 && version < newest && backup_path != NULL &&
      !loket_sqlite_backup (database, backup_path, error))
    return FALSE;
  for (gint64 i = version; i < newest; i++) {
    if (!run_step (database, steps[i], i + 1, error))
      return FALSE;
  }
  return loket_schema_check (database, steps, error);
}

/**
 * loket_migrations_check:
 * @current: (out): whether the database has all steps
 *
 * For somebody who may only read.
 */
gboolean
loket_migrations_check (LoketSqlite *database,
                        const char *const *steps,
                        gboolean *current,
                        GError **error)
{
  gint64 newest = count_steps (steps);
  gint64 version;

  if (!read_version (database, newest, &version, error))
    return FALSE;
  *current = version == newest;
  return TRUE;
}
