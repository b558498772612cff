/* SPDX-License-Identifier: EUPL-1.2 */
/* The store inside: its connections, and how a call reaches them. */
#pragma once

#include "loket-brake.h"
#include "loket-connections.h"
#include "loket-memory-copies.h"
#include "loket-salvage.h"
#include "loket-store.h"

G_BEGIN_DECLS

struct _LoketStore {
  GObject parent_instance;

  char *folder;
  LoketStoreOptions options; /* its text is owned */
  LoketMemoryCopies *memory; /* locked: any thread */

  GMutex brake_lock;
  LoketBrake *brake;         /* (owned) (nullable): as work.db has it; under brake_lock */

  LoketExecutor *writer;     /* (nullable): NULL once closed */
  LoketExecutor *reader;
  LoketExecutor *files;      /* reads and writes contents of documents */
  gint64 documents_bytes_max; /* of contents that nobody pinned */
  LoketConnections write;    /* on the writer only; not there where read_only */
  LoketConnections read;     /* on the reader only */

  gint writes_asked;         /* atomic: how often the writer was given something to do */
  gint generation;           /* atomic: of the files; the reader opens them anew when it has changed */
  gint read_generation;      /* on the reader only: of what it has open */
  gint read_epoch;           /* likewise, of cache.db */
  gint cache_epoch;          /* atomic: how often cache.db was begun anew while it was open */
  gint feed_epoch;           /* on main: in which the feed's state was last read */
  gboolean cache_begun_anew; /* on main: cache.db was set aside or gone, since it was opened */
  LoketSalvage *salvage;     /* (owned) (nullable): on main: what is to be told of work.db */
};

/* What mending did; on the writer, handed over to main. */
typedef struct {
  gboolean cache_begun_anew;
  gboolean work_saved;
  LoketSalvage *salvage; /* (owned) (nullable) */
} LoketMended;

gboolean _loket_store_open_writer  (LoketStore *self, LoketMoment now, LoketMended *mended,
                                    GError **error);
gboolean _loket_store_open_reader  (LoketStore *self, GError **error);
gboolean _loket_store_check_writer (LoketStore *self, LoketMoment now, LoketMended *mended,
                                    GError **error);
gboolean _loket_store_check_reader (LoketStore *self, GError **error);
void     _loket_store_mend         (LoketStore *self, LoketMoment now, LoketMended *mended);
void     _loket_store_close_files  (LoketConnections *connections);

LoketMoment _loket_store_get_now (LoketStore *self);

/* Runs on an executor. Gives the result, never NULL, or NULL with an error. */
typedef gpointer (*LoketStoreFunc) (LoketStore *self, gpointer data, GError **error);

typedef struct {
  LoketStoreFunc func;
  gpointer data;              /* (owned) (nullable) */
  GDestroyNotify free_data;
  GDestroyNotify free_result; /* (nullable): the result is no more than LOKET_STORE_DONE */
} LoketStoreCall;

#define LOKET_STORE_DONE GINT_TO_POINTER (1)

void     _loket_store_write  (LoketStore *self, const LoketStoreCall *call,
                              GAsyncReadyCallback callback, gpointer user_data);
void     _loket_store_read   (LoketStore *self, const LoketStoreCall *call, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);
void     _loket_store_do_with_files (LoketStore *self, const LoketStoreCall *call,
                                     GAsyncReadyCallback callback, gpointer user_data);
void     _loket_store_clear_fleeting (LoketStore *self);
void     _loket_store_pass_on  (LoketStore *self, LoketDamage work, LoketDamage cache,
                                gint generation);
gboolean _loket_store_read_brake (LoketStore *self, LoketSqlite *work, GError **error);
gpointer _loket_store_done_or_null (gboolean done);
gpointer _loket_store_finish (LoketStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
