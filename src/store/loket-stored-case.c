/* SPDX-License-Identifier: EUPL-1.2 */
/* One case out of both databases. */
#include "config.h"

#include "loket-cache-db.h"
#include "loket-stored-case.h"
#include "loket-work-db.h"

void
loket_stored_case_free (LoketStoredCase *self)
{
  if (self == NULL)
    return;
  g_free (self->case_id);
  g_clear_pointer (&self->copy, loket_case_unref);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->fold, loket_fold_free);
  g_free (self);
}

/* A number for what the store holds of a case. In the databases nothing says when a row last
 * changed; what was replayed on another thread is compared with this before it is written. */
static guint64
compute_basis (const LoketCacheEntry *entry, GPtrArray *items)
{
  const guint64 factor = 1099511628211u;
  guint64 basis = (guint64) entry->version;

  basis = basis * factor + (entry->json != NULL ? g_str_hash (entry->json) : 0);
  for (guint i = 0; i < items->len; i++) {
    const LoketWorkItem *item = g_ptr_array_index (items, i);

    /* A decision gives what follows on it the same position. */
    basis = (basis * factor + (guint64) item->position) * factor + item->state;
    basis = basis * factor + g_str_hash (item->id);
  }
  return MAX (basis, 1);
}

/**
 * loket_stored_case_read_anew:
 * @known: the basis of what the caller knows of it; 0: nothing
 *
 * As loket_stored_case_read(), but where @known still names what is there the copy is not parsed:
 * `copy` and `fold` are NULL then. work.db is read first: a row that goes in between is then
 * already in the copy, so an act is never missing from both.
 *
 * Returns: (transfer full): also for a case that is in neither database (nothing to fold)
 */
LoketStoredCase *
loket_stored_case_read_anew (LoketConnections *databases,
                             LoketMemoryCopies *memory,
                             const char *case_id,
                             guint64 known,
                             GError **error)
{
  g_autoptr (LoketStoredCase) self = g_new0 (LoketStoredCase, 1);
  g_autoptr (LoketCacheEntry) entry = NULL;

  self->case_id = g_strdup (case_id);
  self->items = loket_work_db_list_case (databases->work, case_id, error);
  if (self->items == NULL)
    return NULL;
  entry = loket_cache_db_find (databases->cache, case_id, error);
  if (entry == NULL)
    return NULL;
  self->row = entry->row;
  self->presence = entry->presence;
  self->basis = compute_basis (entry, self->items);
  /* What lives in memory only has no text here that its basis could name. */
  if (self->basis == known && entry->kept)
    return g_steal_pointer (&self);
  self->copy = loket_cache_entry_to_copy (entry, memory);
  self->to_fetch = self->copy == NULL && entry->version > 0;
  self->fold = loket_fold_new (self->copy, self->items);
  return g_steal_pointer (&self);
}

LoketStoredCase *
loket_stored_case_read (LoketConnections *databases,
                        LoketMemoryCopies *memory,
                        const char *case_id,
                        GError **error)
{
  return loket_stored_case_read_anew (databases, memory, case_id, 0, error);
}

static gboolean
look_up (LoketSqlite *db, const char *sql, const char *key, char **case_id, GError **error)
{
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (db, sql, error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, key);
  if (!loket_statement_next (statement, &row, error))
    return FALSE;
  if (row)
    *case_id = loket_statement_column_dup_text (statement, 0);
  return TRUE;
}

/**
 * loket_stored_case_read_basis:
 * @row: (out): in cache.db; 0: not in it
 * @basis: (out): what a projection made of it now would name
 */
gboolean
loket_stored_case_read_basis (
    LoketConnections *databases, const char *case_id, gint64 *row, guint64 *basis, GError **error)
{
  g_autoptr (GPtrArray) items = loket_work_db_list_case (databases->work, case_id, error);
  g_autoptr (LoketCacheEntry) entry = NULL;

  if (items == NULL)
    return FALSE;
  entry = loket_cache_db_find (databases->cache, case_id, error);
  if (entry == NULL)
    return FALSE;
  *row = entry->row;
  *basis = compute_basis (entry, items);
  return TRUE;
}

/**
 * loket_stored_case_find:
 * @key: case id, reference or alias
 *
 * Returns: (transfer full): NULL with LOKET_STORE_ERROR_NOT_FOUND, or a disk error
 */
LoketStoredCase *
loket_stored_case_find (LoketConnections *databases,
                        LoketMemoryCopies *memory,
                        const char *key,
                        GError **error)
{
  g_autofree char *case_id = NULL;

  if (!look_up (databases->cache,
                "SELECT case_id FROM cases WHERE case_id = ?1 OR reference = ?1 UNION ALL"
                " SELECT case_id FROM aliases JOIN cases ON id = row WHERE alias = ?1",
                key, &case_id, error))
    return NULL;
  if (case_id == NULL &&
      !look_up (databases->work, "SELECT case_id FROM items WHERE case_id = ?1 OR reference = ?1",
                key, &case_id, error))
    return NULL;
  if (case_id == NULL) {
    g_set_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_NOT_FOUND, "%s: no such case", key);
    return NULL;
  }
  return loket_stored_case_read (databases, memory, case_id, error);
}

/* The complaint as it was taken in here, for the index; NULL once the loket's copy is here. */
static char *
dup_registered_json (GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++) {
    LoketWorkItem *item = g_ptr_array_index (items, i);
    gsize length;
    const char *text = g_bytes_get_data (item->body, &length);

    if (item->kind == LOKET_WORK_CASE && text != NULL)
      return g_strndup (text, length);
  }
  return NULL;
}

static guint
count_pending (GPtrArray *items)
{
  guint count = 0;

  for (guint i = 0; i < items->len; i++) {
    LoketWorkItem *item = g_ptr_array_index (items, i);

    count += item->state != LOKET_WORK_TAKEN;
  }
  return count;
}

/**
 * loket_stored_case_project:
 *
 * Writes what lists show of the case. A case that is in neither database any more is left alone,
 * and so is one of which the store holds something else than what was replayed: it is replayed
 * anew.
 */
gboolean
loket_stored_case_project (LoketConnections *databases,
                           const LoketProjection *projection,
                           GError **error)
{
  g_autoptr (GPtrArray) items =
      loket_work_db_list_case (databases->work, projection->case_id, error);
  g_autoptr (LoketCacheEntry) entry = NULL;
  g_autofree char *registered = NULL;

  if (items == NULL)
    return FALSE;
  entry = loket_cache_db_find (databases->cache, projection->case_id, error);
  if (entry == NULL)
    return FALSE;
  if (entry->row == 0 && items->len == 0)
    return TRUE;
  if (projection->basis != 0 && projection->basis != compute_basis (entry, items))
    return TRUE;
  registered = dup_registered_json (items);
  return loket_cache_db_project (databases->cache, entry, projection, count_pending (items),
                                 registered, error);
}
