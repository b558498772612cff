/* SPDX-License-Identifier: EUPL-1.2 */
/* What the desk keeps: work.db (precious) and cache.db (can be fetched again), behind one object.
 *
 * Owns two executors: the writer, with both databases, and the reader (query_only). Made, called
 * and closed on one thread (main); callbacks come there. The calls stand by subject in
 * loket-store-feed.h, loket-store-work.h and loket-store-cases.h. Calls that give back no more
 * than success finish with loket_store_write_finish(). Errors: LOKET_STORE_ERROR,
 * LOKET_SQLITE_ERROR. A write that was asked for is done, whoever still waits for it.
 *
 * A database that is found damaged, or deleted under the running program, is mended without a
 * question: cache.db is set aside and begun anew, work.db is saved row by row. Signal:
 *   ::mended (gboolean cache_begun_anew)  the call that met it has failed; from now on all goes on */
#pragma once

#include <gio/gio.h>

#include "loket-executor.h"
#include "loket-clock.h"
#include "loket-salvage.h"
#include "loket-store-error.h"

G_BEGIN_DECLS

#define LOKET_TYPE_STORE (loket_store_get_type ())
G_DECLARE_FINAL_TYPE (LoketStore, loket_store, LOKET, STORE, GObject)

typedef struct {
  gboolean read_only;   /* beside the program that owns the folder */
  gboolean reset_cache; /* begin with an empty cache.db, also where the old one cannot be opened */
  gboolean stepped;     /* the executors do nothing until they are stepped (tests) */
  const char *vfs;      /* (nullable): name of a registered SQLite VFS (tests) */
  LoketClock *clock;    /* (nullable): outlives the store; dates what is set aside */
} LoketStoreOptions;

LoketStore *loket_store_open  (const char *folder, const LoketStoreOptions *options, GError **error);
void        loket_store_close (LoketStore *self);
void        loket_store_flush (LoketStore *self);

/* Only with `stepped`: does one piece of work of either executor; FALSE when there was none. */
gboolean       loket_store_step       (LoketStore *self);
LoketExecutor *loket_store_get_writer (LoketStore *self);
LoketExecutor *loket_store_get_reader (LoketStore *self);

gboolean loket_store_write_finish (LoketStore *self, GAsyncResult *result, GError **error);

/* What became of a damaged database */
const LoketSalvage *loket_store_get_salvage          (LoketStore *self);
gboolean            loket_store_cache_was_begun_anew (LoketStore *self);
void                loket_store_acknowledge_salvage_async (LoketStore *self, LoketMoment now,
                                                           GAsyncReadyCallback callback,
                                                           gpointer user_data);

void                loket_store_look_at_salvage_async  (LoketStore *self, GAsyncReadyCallback callback,
                                                        gpointer user_data);
gboolean            loket_store_look_at_salvage_finish (LoketStore *self, GAsyncResult *result,
                                                        gboolean *files_go, GError **error);

/* Maintenance */
void     loket_store_back_up_async (LoketStore *self, LoketDay today,
                                    GAsyncReadyCallback callback, gpointer user_data);

typedef struct {
  char *work;    /* (nullable): finding in work.db; NULL: sound */
  char *cache;   /* (nullable): finding in cache.db */
  char *search;  /* (nullable): finding in the full-text index */
  guint items_unread;       /* unsent acts and complaints whose bytes cannot be read */
  guint drafts_unread;      /* likewise */
  guint copies_unread;      /* copies of the loket that are no case */
  guint cases_checked;      /* replayed and compared with what lists show of them */
  guint cases_differing;    /* of them: the lists show something else than replay gives */
  guint documents_checked;  /* whose contents were read and hashed */
  guint documents_damaged;  /* of them: another hash, or the file is gone; can be fetched again */
  guint documents_lost;     /* likewise, and not sent yet: the loket cannot give them back; with
                             * `repair` those whose acts wait for a person since */
  guint documents_strays;   /* files that nothing names */
  gboolean search_rebuilt;  /* `repair` was asked for, and mended the index; */
  gboolean cache_begun_anew; /* set cache.db aside: the next sync fetches it all; */
  gboolean work_salvaged;   /* saved work.db row by row: LoketSyncState.salvage; */
  gboolean rows_rewritten;  /* wrote the lists' rows anew; */
  gboolean to_fetch;        /* marked what the next sync fetches again */
} LoketVerifyResult;

gboolean loket_verify_result_is_sound (const LoketVerifyResult *self);

void               loket_store_verify_async  (LoketStore *self, gboolean repair,
                                              GAsyncReadyCallback callback, gpointer user_data);
LoketVerifyResult *loket_store_verify_finish (LoketStore *self, GAsyncResult *result, GError **error);
void               loket_verify_result_free  (LoketVerifyResult *self);

/* Reads both databases whole on a thread where nobody waits; what is damaged is mended. TRUE: nothing
 * was. */
void     loket_store_look_async  (LoketStore *self, GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean loket_store_look_finish (LoketStore *self, GAsyncResult *result, GError **error);

typedef enum {
  LOKET_SEARCH_SOUND,
  LOKET_SEARCH_DAMAGED,     /* it is built anew */
  LOKET_SEARCH_NOT_CHECKED, /* somebody had to write, or it cannot be read now: another time */
} LoketSearchCheck;

/* The full-text index, of which the check of the whole file says nothing. It gives up before
 * anything that is to be written waits for it. */
void             loket_store_check_search_async  (LoketStore *self, GAsyncReadyCallback callback,
                                                  gpointer user_data);
LoketSearchCheck loket_store_check_search_finish (LoketStore *self, GAsyncResult *result);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketVerifyResult, loket_verify_result_free)

G_END_DECLS
