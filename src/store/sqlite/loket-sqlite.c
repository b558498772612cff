/* SPDX-License-Identifier: EUPL-1.2 */
/* Connections. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "loket-durable.h"
#include "loket-sqlite.h"

/* As long as a second program waits for the desk folder. */
enum {
  BUSY_TIMEOUT_MS = 2000
};

/* Of SQLite's machine. The check of a full-text index makes about one of them for each of its
 * pages, and some ten for each text: measured with 30,000 cases, it is asked every ten
 * milliseconds. */
enum {
  STEPS_BETWEEN_ASKING = 100
};

struct _LoketSqlite {
  sqlite3 *database; /* (owned) */
  char *path;
  char *vfs;              /* (nullable) */
  GHashTable *statements; /* SQL text -> LoketStatement: prepared once, looked up by text */
  gboolean full_sync;     /* each commit is on the disk */
  LoketDamage damage;     /* met so far */
  dev_t device;           /* which file was opened: a database may be deleted under us */
  ino_t inode;
};

static gboolean
check (LoketSqlite *self, int result, GError **error)
{
  if (result == SQLITE_OK)
    return TRUE;
  loket_damage_note (&self->damage, result);
  loket_sqlite_error_set (error, result, sqlite3_errmsg (self->database));
  return FALSE;
}

/* SQLite would make it readable for everybody whom the umask lets; its journals follow the file.
 * Only a file that is not there yet is opened here: closing another one drops SQLite's locks. */
static gboolean
create_private (const char *path, GError **error)
{
  int file = g_open (path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);

  if (file >= 0) {
    close (file);
    return TRUE;
  }
  if (errno == EEXIST)
    return TRUE;
  g_set_error (error, LOKET_SQLITE_ERROR,
               errno == ENOSPC ? LOKET_SQLITE_ERROR_DISK : LOKET_SQLITE_ERROR_CANNOT_OPEN, "%s: %s",
               path, g_strerror (errno));
  return FALSE;
}

static gboolean
configure (LoketSqlite *self, const LoketSqliteOptions *options, GError **error)
{
  int timeout_ms = options->busy_timeout_ms > 0 ? options->busy_timeout_ms : BUSY_TIMEOUT_MS;
  g_autofree char *page_size = g_strdup_printf ("PRAGMA page_size = %d", options->page_size);
  const char *sync =
      options->full_sync ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL";

  sqlite3_extended_result_codes (self->database, 1);
  sqlite3_busy_timeout (self->database, timeout_ms);
  if (!loket_sqlite_execute (self, "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF", error))
    return FALSE;
  if (options->read_only) {
    /* A reader that closes last would write: leave the checkpoint to the owner. */
    sqlite3_db_config (self->database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    return loket_sqlite_execute (self, "PRAGMA query_only = ON", error);
  }
  /* The page size must be said before WAL: afterwards it has no effect. */
  if (options->page_size > 0 && !loket_sqlite_execute (self, page_size, error))
    return FALSE;
  return loket_sqlite_execute (self, "PRAGMA journal_mode = WAL; PRAGMA secure_delete = ON",
                               error) &&
         loket_sqlite_execute (self, sync, error);
}

static void
remember_file (LoketSqlite *self)
{
  struct stat status;

  if (stat (self->path, &status) == 0) {
    self->device = status.st_dev;
    self->inode = status.st_ino;
  }
}

/**
 * loket_sqlite_open:
 * @path: the file; made with mode 0600 where it is missing and may be written
 *
 * Returns: (transfer full): NULL with LOKET_SQLITE_ERROR
 */
LoketSqlite *
loket_sqlite_open (const char *path, const LoketSqliteOptions *options, GError **error)
{
  g_autoptr (LoketSqlite) self = g_new0 (LoketSqlite, 1);
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
  gint64 ignored;
  int result;

  self->path = g_strdup (path);
  self->full_sync = options->full_sync;
  self->vfs = g_strdup (options->vfs);
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                            (GDestroyNotify) loket_statement_free);
  if (!options->read_only && !create_private (path, error))
    return NULL;
  result = sqlite3_open_v2 (path, &self->database, flags, options->vfs);
  if (result != SQLITE_OK) {
    loket_sqlite_error_set (error, result,
                            self->database != NULL ? sqlite3_errmsg (self->database) : "no memory");
    g_prefix_error (error, "%s: ", path);
    return NULL;
  }
  /* SQLite opens lazily: only the first read tells a damaged file. */
  if (!configure (self, options, error) ||
      !loket_sqlite_read_int (self, "SELECT count(*) FROM sqlite_schema", &ignored, error)) {
    g_prefix_error (error, "%s: ", path);
    return NULL;
  }
  remember_file (self);
  return g_steal_pointer (&self);
}

void
loket_sqlite_close (LoketSqlite *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->statements);
  if (sqlite3_close (self->database) != SQLITE_OK)
    g_critical ("%s: closed while a statement is lent", self->path);
  g_free (self->path);
  g_free (self->vfs);
  g_free (self);
}

const char *
loket_sqlite_get_path (LoketSqlite *self)
{
  return self->path;
}

/* What was met that does not fit together, since it was opened or that was last forgotten. */
LoketDamage
loket_sqlite_get_damage (LoketSqlite *self)
{
  return self->damage;
}

/* For whoever was looking for damage. */
void
loket_sqlite_forget_damage (LoketSqlite *self)
{
  self->damage = LOKET_DAMAGE_NONE;
}

/* For whoever met it on another connection to the same file. */
void
loket_sqlite_note_damage (LoketSqlite *self, LoketDamage damage)
{
  self->damage = MAX (self->damage, damage);
}

/**
 * loket_sqlite_set_stop:
 * @data: lives as long as the connection does
 *
 * For long statements that others must not wait for.
 */
void
loket_sqlite_set_stop (LoketSqlite *self, LoketSqliteStopFunc stop, gpointer data)
{
  sqlite3_progress_handler (self->database, STEPS_BETWEEN_ASKING, stop, data);
}

/**
 * loket_sqlite_prepare:
 * @sql: one statement; the same text gives the same prepared statement, so values are bound and
 *   never written into it
 *
 * Returns: (transfer full): hold it in a g_autoptr; NULL with LOKET_SQLITE_ERROR
 */
LoketStatement *
loket_sqlite_prepare (LoketSqlite *self, const char *sql, GError **error)
{
  LoketStatement *kept = g_hash_table_lookup (self->statements, sql);
  LoketStatement *statement;

  if (kept != NULL && loket_statement_borrow (kept))
    return kept;
  statement = loket_statement_new (self->database, sql, &self->damage, error);
  if (statement == NULL || kept != NULL)
    return statement; /* one that is lent already: this one lives only as long as it is read */
  loket_statement_borrow (statement);
  g_hash_table_insert (self->statements, g_strdup (sql), statement);
  return statement;
}

/**
 * loket_sqlite_execute:
 * @sql: one or several statements without parameters; rows are not read
 */
gboolean
loket_sqlite_execute (LoketSqlite *self, const char *sql, GError **error)
{
  return check (self, sqlite3_exec (self->database, sql, NULL, NULL, NULL), error);
}

/**
 * loket_sqlite_run_text:
 * @sql: one statement with one parameter; rows are not read
 * @text: (nullable): its value
 */
gboolean
loket_sqlite_run_text (LoketSqlite *self, const char *sql, const char *text, GError **error)
{
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (self, sql, error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, text);
  return loket_statement_run (statement, error);
}

/**
 * loket_sqlite_read_int:
 * @value: (out): the first column of the first row; 0 where there is none
 */
gboolean
loket_sqlite_read_int (LoketSqlite *self, const char *sql, gint64 *value, GError **error)
{
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (self, sql, error);
  gboolean row;

  *value = 0;
  if (statement == NULL || !loket_statement_next (statement, &row, error))
    return FALSE;
  if (row)
    *value = loket_statement_column_int (statement, 0);
  return TRUE;
}

gint64
loket_sqlite_get_last_row_id (LoketSqlite *self)
{
  return sqlite3_last_insert_rowid (self->database);
}

/**
 * loket_sqlite_begin:
 *
 * Begins a write at once: a read that turns into a write would get BUSY without waiting.
 */
gboolean
loket_sqlite_begin (LoketSqlite *self, GError **error)
{
  return loket_sqlite_execute (self, "BEGIN IMMEDIATE", error);
}

/**
 * loket_sqlite_commit:
 *
 * A commit that fails is rolled back: nothing of it is there.
 */
gboolean
loket_sqlite_commit (LoketSqlite *self, GError **error)
{
  if (loket_sqlite_execute (self, "COMMIT", error))
    return TRUE;
  loket_sqlite_roll_back (self);
  return FALSE;
}

/* After some errors (disk full) SQLite has rolled back by itself. */
void
loket_sqlite_roll_back (LoketSqlite *self)
{
  if (!sqlite3_get_autocommit (self->database))
    sqlite3_exec (self->database, "ROLLBACK", NULL, NULL, NULL);
}

/**
 * loket_sqlite_transaction:
 * @func: what to do between begin and commit; when it fails, all of it is rolled back
 */
gboolean
loket_sqlite_transaction (LoketSqlite *self, LoketSqliteFunc func, gpointer data, GError **error)
{
  if (!loket_sqlite_begin (self, error))
    return FALSE;
  if (func (self, data, error))
    return loket_sqlite_commit (self, error);
  loket_sqlite_roll_back (self);
  return FALSE;
}

/**
 * loket_sqlite_transaction_synced:
 *
 * For a database that is not opened with `full_sync`: this one commit, and so all before it, is on
 * the disk when it returns.
 */
gboolean
loket_sqlite_transaction_synced (LoketSqlite *self,
                                 LoketSqliteFunc func,
                                 gpointer data,
                                 GError **error)
{
  gboolean done;

  if (!loket_sqlite_execute (self, "PRAGMA synchronous = FULL", error))
    return FALSE;
  done = loket_sqlite_transaction (self, func, data, error);
  if (!self->full_sync)
    loket_sqlite_execute (self, "PRAGMA synchronous = NORMAL", NULL);
  return done;
}

/**
 * loket_sqlite_checkpoint:
 * @complete: (out): whether all that was committed is now in the database file, synced
 *
 * A reader may keep it from completing: that is no error.
 */
gboolean
loket_sqlite_checkpoint (LoketSqlite *self, gboolean *complete, GError **error)
{
  int frames = -1, moved = -1;
  int result =
      sqlite3_wal_checkpoint_v2 (self->database, NULL, SQLITE_CHECKPOINT_TRUNCATE, &frames, &moved);

  *complete = result == SQLITE_OK;
  if ((result & 0xff) == SQLITE_BUSY || (result & 0xff) == SQLITE_LOCKED) {
    *complete = frames >= 0 && frames == moved;
    return TRUE;
  }
  return check (self, result, error);
}

/* What SQLite does with a WAL only when it moves what stands there. */
static int
sync_journal (LoketSqlite *self)
{
  sqlite3_file *wal = NULL;
  int result = sqlite3_file_control (self->database, "main", SQLITE_FCNTL_JOURNAL_POINTER, &wal);

  if (result == SQLITE_OK && wal != NULL && wal->pMethods != NULL)
    result = wal->pMethods->xSync (wal, SQLITE_SYNC_NORMAL);
  return result;
}

/**
 * loket_sqlite_sync_journal:
 *
 * What was committed is on the disk then, whoever reads meanwhile.
 */
gboolean
loket_sqlite_sync_journal (LoketSqlite *self, GError **error)
{
  return check (self, sync_journal (self), error);
}

/**
 * loket_sqlite_empty_journal:
 *
 * What was deleted stands in the WAL still, and after a checkpoint until others write over it: here
 * it is cut to nothing, also on the disk.
 *
 * Returns: FALSE with LOKET_SQLITE_ERROR_BUSY where somebody reads it
 */
gboolean
loket_sqlite_empty_journal (LoketSqlite *self, GError **error)
{
  int result =
      sqlite3_wal_checkpoint_v2 (self->database, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);

  /* SQLite itself does not sync a WAL that has nothing to say any more. */
  return check (self, result == SQLITE_OK ? sync_journal (self) : result, error);
}

static gboolean
copy_pages (LoketSqlite *self, sqlite3 *target, GError **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (target, "main", self->database, "main");
  int result;

  if (backup == NULL) {
    loket_sqlite_error_set (error, sqlite3_extended_errcode (target), sqlite3_errmsg (target));
    return FALSE;
  }
  result = sqlite3_backup_step (backup, -1);
  sqlite3_backup_finish (backup);
  if (result == SQLITE_DONE)
    return TRUE;
  loket_sqlite_error_set (error, result, sqlite3_errstr (result));
  return FALSE;
}

/**
 * loket_sqlite_backup:
 * @path: what stands there is replaced, only once the copy is whole
 *
 * Copies the database by the backup API, so while it is in use; on the disk when this returns.
 */
gboolean
loket_sqlite_backup (LoketSqlite *self, const char *path, GError **error)
{
  g_autofree char *partial = g_strconcat (path, ".partial", NULL);
  g_autoptr (GError) cause = NULL;
  sqlite3 *target = NULL;
  gboolean copied;
  int result;

  if (!loket_sqlite_delete_files (partial, error) || !create_private (partial, error))
    return FALSE;
  result =
      sqlite3_open_v2 (partial, &target, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, self->vfs);
  if (result != SQLITE_OK) {
    loket_sqlite_error_set (error, result, sqlite3_errmsg (target));
    sqlite3_close (target);
    return FALSE;
  }
  copied = copy_pages (self, target, error);
  sqlite3_close (target);
  if (copied && !loket_durable_rename (partial, path, &cause)) {
    g_set_error_literal (error, LOKET_SQLITE_ERROR, LOKET_SQLITE_ERROR_DISK, cause->message);
    copied = FALSE;
  }
  if (!copied)
    loket_sqlite_delete_files (partial, NULL);
  return copied;
}

/* From 3.44 on SQLite speaks of full-text indexes here too; they are asked themselves. */
static gboolean
is_finding (const char *text)
{
  return g_strcmp0 (text, "ok") != 0 && (text == NULL || strstr (text, "FTS5 table") == NULL);
}

/**
 * loket_sqlite_check:
 *
 * Reads all of it (integrity_check), but for the full-text index.
 *
 * Returns: FALSE with LOKET_SQLITE_ERROR_CORRUPT and the first finding
 */
gboolean
loket_sqlite_check (LoketSqlite *self, GError **error)
{
  g_autoptr (LoketStatement) statement =
      loket_sqlite_prepare (self, "PRAGMA integrity_check", error);
  gboolean row = statement != NULL;

  while (row) {
    const char *finding;

    if (!loket_statement_next (statement, &row, error))
      return FALSE;
    finding = row ? loket_statement_column_text (statement, 0) : "ok";
    if (is_finding (finding)) {
      g_set_error (error, LOKET_SQLITE_ERROR, LOKET_SQLITE_ERROR_CORRUPT, "%s: %s", self->path,
                   finding);
      return FALSE;
    }
  }
  return statement != NULL;
}

/**
 * loket_sqlite_is_deleted:
 *
 * A process writes happily into a database file that somebody has deleted: ask before relying.
 */
gboolean
loket_sqlite_is_deleted (LoketSqlite *self)
{
  struct stat status;

  if (stat (self->path, &status) != 0)
    return TRUE;
  return status.st_dev != self->device || status.st_ino != self->inode;
}

/**
 * loket_sqlite_delete_files:
 *
 * Deletes a closed database with its journals, which hold personal data too.
 */
gboolean
loket_sqlite_delete_files (const char *path, GError **error)
{
  const char *const endings[] = {"", "-wal", "-shm", "-journal"};

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++) {
    g_autofree char *file = g_strconcat (path, endings[i], NULL);

    if (g_unlink (file) != 0 && errno != ENOENT) {
      g_set_error (error, LOKET_SQLITE_ERROR, LOKET_SQLITE_ERROR_CANNOT_OPEN, "%s: %s", file,
                   g_strerror (errno));
      return FALSE;
    }
  }
  return TRUE;
}
