/* SPDX-License-Identifier: EUPL-1.2 */
/* The store inside: its connections, and how a call reaches them. */
#pragma once

#include "loket-brake.h"
#include "loket-connections.h"
#include "loket-memory-copies.h"
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
};

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
gboolean _loket_store_read_brake (LoketStore *self, LoketSqlite *work, GError **error);
gpointer _loket_store_finish (LoketStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
