/* SPDX-License-Identifier: EUPL-1.2 */
/* A connection to one SQLite database: opening, statements, transactions, copies.
 *
 * A connection has no mutex: it belongs to one thread (or executor) at a time. WAL; every write
 * stands inside loket_sqlite_begin() and loket_sqlite_commit(), or is one statement. All errors
 * are of LOKET_SQLITE_ERROR. */
#pragma once

#include "loket-sqlite-error.h"
#include "loket-statement.h"

G_BEGIN_DECLS

typedef struct _LoketSqlite LoketSqlite;

typedef struct {
  gboolean read_only;   /* only reads (query_only); the file must exist */
  gboolean full_sync;   /* a commit is on the disk (synchronous=FULL), else NORMAL */
  int page_size;        /* in bytes, for a database that is made now; 0: SQLite's own */
  const char *vfs;      /* (nullable): name of a registered VFS, for disk faults in tests */
  int busy_timeout_ms;  /* how long to wait for another program; 0: two seconds */
} LoketSqliteOptions;

LoketSqlite *loket_sqlite_open  (const char *path, const LoketSqliteOptions *options, GError **error);
void         loket_sqlite_close (LoketSqlite *self);

const char     *loket_sqlite_get_path (LoketSqlite *self);
LoketStatement *loket_sqlite_prepare  (LoketSqlite *self, const char *sql, GError **error);
gboolean        loket_sqlite_execute  (LoketSqlite *self, const char *sql, GError **error);
gboolean        loket_sqlite_run_text (LoketSqlite *self, const char *sql, const char *text,
                                       GError **error);
gboolean        loket_sqlite_read_int (LoketSqlite *self, const char *sql, gint64 *value, GError **error);
gint64          loket_sqlite_get_last_row_id (LoketSqlite *self);

typedef gboolean (*LoketSqliteFunc) (LoketSqlite *self, gpointer data, GError **error);

gboolean loket_sqlite_begin       (LoketSqlite *self, GError **error);
gboolean loket_sqlite_commit      (LoketSqlite *self, GError **error);
void     loket_sqlite_roll_back   (LoketSqlite *self);
gboolean loket_sqlite_transaction (LoketSqlite *self, LoketSqliteFunc func, gpointer data, GError **error);
gboolean loket_sqlite_transaction_synced (LoketSqlite *self, LoketSqliteFunc func, gpointer data,
                                          GError **error);

gboolean loket_sqlite_checkpoint (LoketSqlite *self, gboolean *complete, GError **error);
gboolean loket_sqlite_sync_journal  (LoketSqlite *self, GError **error);
gboolean loket_sqlite_empty_journal (LoketSqlite *self, GError **error);
gboolean loket_sqlite_backup     (LoketSqlite *self, const char *path, GError **error);
gboolean loket_sqlite_check      (LoketSqlite *self, GError **error);
gboolean loket_sqlite_is_deleted (LoketSqlite *self);

LoketDamage loket_sqlite_get_damage    (LoketSqlite *self);
void        loket_sqlite_forget_damage (LoketSqlite *self);
void        loket_sqlite_note_damage   (LoketSqlite *self, LoketDamage damage);

/* Asked ever again while a statement runs, on its thread: TRUE ends it with an error. */
typedef gboolean (*LoketSqliteStopFunc) (gpointer data);
void        loket_sqlite_set_stop      (LoketSqlite *self, LoketSqliteStopFunc stop, gpointer data);

gboolean loket_sqlite_delete_files (const char *path, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketSqlite, loket_sqlite_close)

G_END_DECLS
