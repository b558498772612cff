/* SPDX-License-Identifier: EUPL-1.2 */
/* cache.db: the loket's copies, what lists show of them, the full-text index, the cursor.
 *
 * Functions on its connection, on the thread that the connection lives on. Those that write want a
 * transaction around them (loket_sqlite_transaction()) where they stand with others. */
#pragma once

#include "loket-cache-values.h"
#include "loket-memory-copies.h"
#include "loket-projection.h"
#include "loket-sqlite.h"
#include "loket-store-error.h"

G_BEGIN_DECLS

/* SQL: of which generation what comes now is. */
#define LOKET_CACHE_SELECT_GENERATION                                                               \
  "(SELECT CAST (value AS INTEGER) FROM meta WHERE key = 'generation')"

LoketSqlite *loket_cache_db_open (const char *path, const LoketSqliteOptions *options, GError **error);

/* A case may not be kept any more, and loket_unkept_traces_finish() has not been through since. */
#define LOKET_CACHE_META_UNKEPT "unkeptTraces"

/* What is known of the whole: "realm", "cursor", "generation", "resyncing", "indexLater", and that. */
gboolean loket_cache_db_get_meta (LoketSqlite *db, const char *key, char **value, GError **error);
gboolean loket_cache_db_set_meta (LoketSqlite *db, const char *key, const char *value, GError **error);
gboolean loket_cache_db_read_feed_state (LoketSqlite *db, LoketFeedState *state, GError **error);

/* Where a case stands in the cache. */
typedef struct {
  gint64 row;         /* 0: it is not there */
  char *case_id;
  gint64 version;
  gint64 generation;  /* of the feed that brought it last */
  gboolean kept;      /* FALSE: its copy may live in memory only */
  LoketPresence presence;
  char *json;         /* (nullable): the copy as received */
} LoketCacheEntry;

LoketCacheEntry *loket_cache_db_find      (LoketSqlite *db, const char *case_id, GError **error);
gboolean         loket_cache_db_has_case  (LoketSqlite *db, const char *case_id, gboolean *here,
                                           GError **error);
gboolean         loket_cache_db_read_kept (LoketSqlite *db, const char *case_id, gboolean *kept,
                                           GError **error);
void             loket_cache_entry_free   (LoketCacheEntry *self);
LoketCase       *loket_cache_entry_to_copy (const LoketCacheEntry *self, LoketMemoryCopies *memory);

/* Writing */
typedef struct {
  LoketCase *copy;
  gint64 version;           /* of the copy */
  gint64 generation;        /* of the feed; 0: as it was */
  gboolean keep_projection; /* there is unsent work: what is shown stays until it is projected */
  gboolean index_later;     /* a first ingest fills the index in one go at its end */
  gboolean admits_loss;     /* a shorter history was let in: acts may be missing */
} LoketUpsert;

gboolean loket_cache_db_upsert  (LoketSqlite *db, LoketMemoryCopies *memory, const LoketUpsert *upsert,
                                 gboolean *changed, GError **error);
gboolean loket_cache_db_project (LoketSqlite *db, const LoketCacheEntry *entry,
                                 const LoketProjection *projection, gint64 pending,
                                 const char *registered_json, GError **error);
gboolean loket_cache_db_set_pending  (LoketSqlite *db, const char *case_id, gint64 pending,
                                      GError **error);
gboolean loket_cache_db_set_presence (LoketSqlite *db, const char *case_id, LoketPresence presence,
                                      GError **error);
gboolean loket_cache_db_touch_generation (LoketSqlite *db, const char *case_id, gint64 generation,
                                          GError **error);
gboolean loket_cache_db_remove       (LoketSqlite *db, LoketMemoryCopies *memory,
                                      const char *case_id, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketCacheEntry, loket_cache_entry_free)

G_END_DECLS
