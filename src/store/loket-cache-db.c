/* SPDX-License-Identifier: EUPL-1.2 */
/* The copies and their state. */
#include "config.h"

#include "loket-cache-answered.h"
#include "loket-cache-db.h"
#include "loket-cache-fetch.h"
#include "loket-cache-index.h"
#include "loket-cache-projection.h"
#include "loket-documents-db.h"
#include "loket-history.h"
#include "loket-migrations.h"
#include "loket-schemas-private.h"

/* What an older program did not put into the index is put there once. */
static gboolean
migrate (LoketSqlite *db, GError **error)
{
  gboolean current;

  if (!loket_migrations_check (db, _loket_cache_schema, &current, NULL))
    current = FALSE;
  return loket_migrations_run (db, _loket_cache_schema, NULL, error) &&
         (current || loket_cache_index_refill (db, error));
}

/**
 * loket_cache_db_open:
 *
 * No copy is made before a migration: everything in it can be fetched again.
 *
 * Returns: (transfer full): NULL with LOKET_SQLITE_ERROR
 */
LoketSqlite *
loket_cache_db_open (const char *path, const LoketSqliteOptions *options, GError **error)
{
  g_autoptr (LoketSqlite) db = loket_sqlite_open (path, options, error);
  gboolean current;

  if (db == NULL)
    return NULL;
  if (options->read_only) {
    if (!loket_migrations_check (db, _loket_cache_schema, &current, error))
      return NULL;
    if (!current) {
      g_set_error (error, LOKET_SQLITE_ERROR, LOKET_SQLITE_ERROR_CANNOT_OPEN,
                   "%s: its schema is older: the owner must open it first", path);
      return NULL;
    }
  } else if (!migrate (db, error)) {
    return NULL;
  }
  return g_steal_pointer (&db);
}

/**
 * loket_cache_db_get_meta:
 * @value: (out) (nullable) (transfer full): NULL where it was never set
 */
gboolean
loket_cache_db_get_meta (LoketSqlite *db, const char *key, char **value, GError **error)
{
  g_autoptr (LoketStatement) statement =
      loket_sqlite_prepare (db, "SELECT value FROM meta WHERE key = ?", error);
  gboolean row;

  *value = NULL;
  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, key);
  if (!loket_statement_next (statement, &row, error))
    return FALSE;
  if (row)
    *value = loket_statement_column_dup_text (statement, 0);
  return TRUE;
}

/**
 * loket_cache_db_set_meta:
 * @value: (nullable): NULL takes it away
 */
gboolean
loket_cache_db_set_meta (LoketSqlite *db, const char *key, const char *value, GError **error)
{
  const char *sql = value != NULL ? "INSERT INTO meta (key, value) VALUES (?1, ?2)"
                                    " ON CONFLICT (key) DO UPDATE SET value = ?2"
                                  : "DELETE FROM meta WHERE key = ?1";
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, key);
  if (value != NULL)
    loket_statement_bind_text (statement, 2, value);
  return loket_statement_run (statement, error);
}

/* Fills @state, whose texts the caller frees. */
gboolean
loket_cache_db_read_feed_state (LoketSqlite *db, LoketFeedState *state, GError **error)
{
  g_autofree char *generation = NULL;
  g_autofree char *resyncing = NULL;

  if (!loket_cache_db_get_meta (db, "cursor", &state->cursor, error) ||
      !loket_cache_db_get_meta (db, "realm", &state->realm, error) ||
      !loket_cache_db_get_meta (db, "generation", &generation, error) ||
      !loket_cache_db_get_meta (db, "resyncing", &resyncing, error))
    return FALSE;
  state->generation = generation != NULL ? g_ascii_strtoll (generation, NULL, 10) : 0;
  state->resyncing = resyncing != NULL;
  return TRUE;
}

/**
 * loket_cache_db_find:
 *
 * Returns: (transfer full): with row 0 where the case is not there; NULL with an error
 */
LoketCacheEntry *
loket_cache_db_find (LoketSqlite *db, const char *case_id, GError **error)
{
  g_autoptr (LoketCacheEntry) entry = g_new0 (LoketCacheEntry, 1);
  g_autoptr (LoketStatement) statement =
      loket_sqlite_prepare (db,
                            "SELECT id, version, kept, presence, json, generation FROM cases"
                            " LEFT JOIN copies ON copies.row = cases.id WHERE case_id = ?",
                            error);
  gboolean row;

  entry->case_id = g_strdup (case_id);
  entry->kept = TRUE;
  if (statement == NULL)
    return NULL;
  loket_statement_bind_text (statement, 1, case_id);
  if (!loket_statement_next (statement, &row, error))
    return NULL;
  if (row) {
    entry->row = loket_statement_column_int (statement, 0);
    entry->version = loket_statement_column_int (statement, 1);
    entry->kept = loket_statement_column_int (statement, 2) != 0;
    entry->presence = loket_presence_from_string (loket_statement_column_text (statement, 3));
    entry->json = loket_statement_column_dup_text (statement, 4);
    entry->generation = loket_statement_column_int (statement, 5);
  }
  return g_steal_pointer (&entry);
}

gboolean
loket_cache_db_has_case (LoketSqlite *db, const char *case_id, gboolean *here, GError **error)
{
  g_autoptr (LoketStatement) statement =
      loket_sqlite_prepare (db, "SELECT 1 FROM cases WHERE case_id = ?", error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, case_id);
  return loket_statement_next (statement, here, error);
}

/**
 * loket_cache_db_read_kept:
 * @case_id: (nullable)
 * @kept: (out): whether what came of it may be kept on this machine. What cannot be read need not
 * say that it may not: what is known of the case holds on
 */
gboolean
loket_cache_db_read_kept (LoketSqlite *db, const char *case_id, gboolean *kept, GError **error)
{
  g_autoptr (LoketCacheEntry) entry = NULL;

  *kept = TRUE;
  if (case_id == NULL)
    return TRUE;
  entry = loket_cache_db_find (db, case_id, error);
  if (entry == NULL)
    return FALSE;
  *kept = entry->kept;
  return TRUE;
}

void
loket_cache_entry_free (LoketCacheEntry *self)
{
  if (self == NULL)
    return;
  g_free (self->case_id);
  g_free (self->json);
  g_free (self);
}

/**
 * loket_cache_entry_to_copy:
 *
 * Returns: (transfer full) (nullable): the loket's copy; NULL where none is here
 */
LoketCase *
loket_cache_entry_to_copy (const LoketCacheEntry *self, LoketMemoryCopies *memory)
{
  g_autoptr (JsonNode) root = NULL;

  if (!self->kept)
    return loket_memory_copies_dup (memory, self->case_id);
  if (self->json == NULL)
    return NULL;
  root = loket_json_parse (self->json, -1, NULL);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return NULL;
  return loket_case_from_json (json_node_get_object (root), NULL);
}

/* It came, though perhaps without contents that can be read, or not in the page itself: it is not
 * gone from the loket. 0: of the generation that it was. */
gboolean
loket_cache_db_touch_generation (LoketSqlite *db,
                                 const char *case_id,
                                 gint64 generation,
                                 GError **error)
{
  g_autoptr (LoketStatement) statement = NULL;

  if (generation == 0)
    return TRUE;
  statement = loket_sqlite_prepare (
      db, "UPDATE cases SET generation = ?2 WHERE case_id = ?1 AND generation <> ?2", error);
  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, case_id);
  loket_statement_bind_int (statement, 2, generation);
  return loket_statement_run (statement, error);
}

static gboolean
update_copy (LoketSqlite *db, gint64 row, const LoketUpsert *upsert, GError **error)
{
  g_autoptr (LoketStatement) statement =
      loket_sqlite_prepare (db,
                            "UPDATE cases SET version = ?2, presence = 'here', kept = ?3,"
                            " replayed = 0, generation = max (generation, ?4),"
                            " fed = CASE WHEN ?4 > 0 THEN ?2 ELSE fed END WHERE id = ?1",
                            error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_int (statement, 1, row);
  loket_statement_bind_int (statement, 2, upsert->version);
  loket_statement_bind_int (statement, 3, upsert->copy->offline_permitted);
  loket_statement_bind_int (statement, 4, upsert->generation);
  return loket_statement_run (statement, error);
}

static gboolean
write_json (LoketSqlite *db, gint64 row, const char *json, GError **error)
{
  const char *sql = json != NULL ? "INSERT INTO copies (row, json) VALUES (?1, ?2)"
                                   " ON CONFLICT (row) DO UPDATE SET json = ?2"
                                 : "DELETE FROM copies WHERE row = ?1";
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_int (statement, 1, row);
  if (json != NULL)
    loket_statement_bind_text (statement, 2, json);
  return loket_statement_run (statement, error);
}

/* Where it may not be kept only dates and codes go to the disk, no word of anybody. */
static gboolean
write_copy (LoketSqlite *db,
            LoketMemoryCopies *memory,
            gint64 row,
            const char *json,
            LoketCase *copy,
            gboolean index_later,
            GError **error)
{
  if (copy->offline_permitted) {
    loket_memory_copies_remove (memory, copy->case_id);
    return write_json (db, row, json, error) &&
           (index_later || loket_cache_index_put (db, row, json, NULL, error));
  }
  loket_memory_copies_put (memory, copy);
  return write_json (db, row, NULL, error) && loket_cache_index_remove (db, row, error);
}

/* From now on its contents are in memory only, whoever pinned one of them. */
static gboolean
stop_keeping (LoketSqlite *db, const char *case_id, GError **error)
{
  return loket_documents_db_drop_kept (db, case_id, error) &&
         loket_cache_db_set_meta (db, LOKET_CACHE_META_UNKEPT, "1", error);
}

static gboolean
write_shown (LoketSqlite *db, gint64 row, LoketCase *copy, GError **error)
{
  g_autoptr (LoketProjection) projection = loket_projection_new_from_case (copy);

  return loket_cache_projection_write (db, row, projection, copy->offline_permitted, error);
}

/* In a new generation the loket's word holds, also where it was restored from an older copy; and
 * where somebody let that in. */
static gboolean
is_older (const LoketUpsert *upsert, const LoketCacheEntry *entry)
{
  return upsert->version < entry->version && upsert->generation <= entry->generation &&
         !upsert->admits_loss;
}

/* What the loket answered to an act stands here before the feed brings it: a copy that was made
 * before that, or by a loket that was put back to a time before it, gets it too. What was shown as
 * taken goes only where somebody let the loss in.
 *
 * Returns: (transfer full) */
static LoketCase *
complete (const LoketUpsert *upsert, const LoketCacheEntry *entry, LoketMemoryCopies *memory)
{
  g_autoptr (LoketCase) held = NULL;

  if (entry->row != 0 && !upsert->admits_loss)
    held = loket_cache_entry_to_copy (entry, memory);
  return held != NULL ? loket_history_complete (held, upsert->copy) : loket_case_ref (upsert->copy);
}

static gboolean
is_same (const LoketUpsert *upsert, const LoketCacheEntry *entry, const char *json)
{
  return entry->presence == LOKET_PRESENCE_HERE && entry->version == upsert->version &&
         g_strcmp0 (entry->json, json) == 0;
}

/**
 * loket_cache_db_upsert:
 * @changed: (out): FALSE where the copy was there already, or a newer one
 */
gboolean
loket_cache_db_upsert (LoketSqlite *db,
                       LoketMemoryCopies *memory,
                       const LoketUpsert *upsert,
                       gboolean *changed,
                       GError **error)
{
  g_autoptr (LoketCacheEntry) entry = loket_cache_db_find (db, upsert->copy->case_id, error);
  g_autoptr (LoketCase) copy = NULL;
  g_autofree char *json = NULL;
  gboolean is_new, replay_writes;
  gint64 row;

  *changed = FALSE;
  if (entry == NULL)
    return FALSE;
  json = loket_json_object_to_string (upsert->copy->json);
  if (!is_older (upsert, entry) && !is_same (upsert, entry, json)) {
    copy = complete (upsert, entry, memory);
    g_free (json);
    json = loket_json_object_to_string (copy->json);
  }
  if (copy == NULL || is_same (upsert, entry, json))
    return loket_cache_db_touch_generation (db, entry->case_id, upsert->generation, error);
  *changed = TRUE;
  row = entry->row;
  is_new = row == 0;
  if (is_new && !loket_cache_projection_add_row (db, copy->case_id, &row, error))
    return FALSE;
  if (!update_copy (db, row, upsert, error))
    return FALSE;
  if (!is_new && entry->kept && !copy->offline_permitted &&
      !stop_keeping (db, copy->case_id, error))
    return FALSE;
  /* The replay that follows writes what is shown and found of it, with what waits here. */
  replay_writes = upsert->keep_projection && !is_new;
  if (!replay_writes && !write_shown (db, row, copy, error))
    return FALSE;
  /* What the index has already would stay as it was: of the others only a new case can wait. */
  return write_copy (db, memory, row, json, copy, is_new ? upsert->index_later : replay_writes,
                     error);
}

/**
 * loket_cache_db_project:
 * @entry: as it stands now
 * @pending: how many rows of work.db are not taken
 * @registered_json: (nullable): the complaint as taken in here, for a case without a copy
 */
gboolean
loket_cache_db_project (LoketSqlite *db,
                        const LoketCacheEntry *entry,
                        const LoketProjection *projection,
                        gint64 pending,
                        const char *registered_json,
                        GError **error)
{
  const char *json;
  gint64 row = entry->row;

  if (row == 0 && !loket_cache_projection_add_row (db, projection->case_id, &row, error))
    return FALSE;
  if (!loket_cache_projection_write (db, row, projection, entry->kept, error) ||
      !loket_cache_db_set_pending (db, projection->case_id, pending, error) ||
      !loket_cache_projection_mark_replayed (db, row, projection, error))
    return FALSE;
  json = entry->json != NULL ? entry->json : registered_json;
  if (!entry->kept || json == NULL)
    return TRUE;
  return loket_cache_index_put (db, row, json, projection->pending_text, error);
}

/* What is shown was made with other rows than there are now: until it is replayed. */
gboolean
loket_cache_db_set_pending (LoketSqlite *db, const char *case_id, gint64 pending, GError **error)
{
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (
      db, "UPDATE cases SET pending = ?2, replayed = 0 WHERE case_id = ?1 AND pending <> ?2",
      error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, case_id);
  loket_statement_bind_int (statement, 2, pending);
  return loket_statement_run (statement, error);
}

/* With what left rows of ours may go that are shown in it: it is replayed. */
gboolean
loket_cache_db_set_presence (LoketSqlite *db,
                             const char *case_id,
                             LoketPresence presence,
                             GError **error)
{
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (
      db, "UPDATE cases SET presence = ?2, replayed = 0 WHERE case_id = ?1", error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, case_id);
  loket_statement_bind_text (statement, 2, loket_presence_to_string (presence));
  return loket_statement_run (statement, error);
}

/**
 * loket_cache_db_remove:
 *
 * Takes the case out of the cache and out of the index.
 */
gboolean
loket_cache_db_remove (LoketSqlite *db,
                       LoketMemoryCopies *memory,
                       const char *case_id,
                       GError **error)
{
  loket_memory_copies_remove (memory, case_id);
  return loket_cache_fetch_forget (db, case_id, error) &&
         loket_cache_answered_forget (db, case_id, error) &&
         loket_documents_db_drop_case (db, case_id, error) &&
         loket_sqlite_run_text (db,
                                "DELETE FROM search WHERE rowid IN"
                                " (SELECT id FROM cases WHERE case_id = ?)",
                                case_id, error) &&
         loket_sqlite_run_text (db, "DELETE FROM cases WHERE case_id = ?", case_id, error);
}
