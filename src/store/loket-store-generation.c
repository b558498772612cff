/* SPDX-License-Identifier: EUPL-1.2 */
/* The beginning and the end of a full resync. */
#include "config.h"

#include "loket-cache-db.h"
#include "loket-cache-index.h"
#include "loket-feed-guard.h"
#include "loket-feed-ring.h"
#include "loket-store-generation.h"

/**
 * loket_store_generation_write_begin:
 *
 * What was still to be fetched comes again with the feed; where it does not, it proves nothing.
 * Inside a transaction of the caller.
 */
gboolean
loket_store_generation_write_begin (LoketSqlite *cache, GError **error)
{
  g_autofree char *text = NULL;
  LoketFeedState state = {0};
  gboolean read = loket_cache_db_read_feed_state (cache, &state, error);
  gint64 has_copies;

  text = g_strdup_printf ("%" G_GINT64_FORMAT, state.generation + 1);
  g_free (state.cursor);
  g_free (state.realm);
  return read &&
         loket_sqlite_read_int (cache, "SELECT EXISTS (SELECT 1 FROM copies)", &has_copies,
                                error) &&
         loket_sqlite_execute (cache, "DELETE FROM to_fetch", error) &&
         loket_cache_db_set_meta (cache, "generation", text, error) &&
         loket_cache_db_set_meta (cache, "cursor", NULL, error) &&
         loket_cache_db_set_meta (cache, "resyncing", "1", error) &&
         loket_cache_db_set_meta (cache, "indexLater", has_copies != 0 ? NULL : "1", error);
}

static gboolean
write_begin (LoketSqlite *cache, gpointer data, GError **error)
{
  gboolean cursor_refused = GPOINTER_TO_INT (data);

  return loket_feed_ring_set_aside (cache, cursor_refused, error) &&
         loket_store_generation_write_begin (cache, error);
}

/**
 * loket_store_generation_begin:
 * @cursor_refused: because the loket does not take our cursor any more; FALSE: somebody wants it so
 */
gboolean
loket_store_generation_begin (LoketSqlite *cache, gboolean cursor_refused, GError **error)
{
  return loket_sqlite_transaction (cache, write_begin, GINT_TO_POINTER (cursor_refused), error);
}

/* It is told that they are gone. */
#define FORGET_ANSWERS_OF_GONE                                                                     \
  "DELETE FROM answered WHERE case_id NOT IN (SELECT case_id FROM cases"                           \
  " WHERE presence = 'here' AND generation = " LOKET_CACHE_SELECT_GENERATION ")"

static gboolean
write_finish (LoketSqlite *cache, gpointer data, GError **error)
{
  GStrvBuilder *gone = data;
  LoketFeedState state = {0};
  g_autofree char *later = NULL;
  g_autoptr (LoketStatement) statement = NULL;
  gboolean row = TRUE;
  gboolean read = loket_cache_db_read_feed_state (cache, &state, error);

  g_free (state.cursor);
  g_free (state.realm);
  if (!read || !loket_cache_db_get_meta (cache, "indexLater", &later, error))
    return FALSE;
  if (!state.resyncing)
    return TRUE;
  if (later != NULL && !loket_cache_index_fill (cache, error))
    return FALSE;
  statement = loket_sqlite_prepare (cache,
                                    "UPDATE cases SET presence = 'gone' WHERE generation < ?"
                                    " AND version > 0 AND presence = 'here' RETURNING case_id",
                                    error);
  if (statement == NULL)
    return FALSE;
  loket_statement_bind_int (statement, 1, state.generation);
  while (row) {
    if (!loket_statement_next (statement, &row, error))
      return FALSE;
    if (row)
      g_strv_builder_add (gone, loket_statement_column_text (statement, 0));
  }
  return loket_feed_guard_pass_end (cache, error) &&
         loket_sqlite_execute (cache, FORGET_ANSWERS_OF_GONE, error) &&
         loket_cache_db_set_meta (cache, "resyncing", NULL, error) &&
         loket_cache_db_set_meta (cache, "indexLater", NULL, error);
}

/**
 * loket_store_generation_finish:
 *
 * Returns: (transfer full): the cases that did not come again
 */
char **
loket_store_generation_finish (LoketSqlite *cache, GError **error)
{
  g_autoptr (GStrvBuilder) gone = g_strv_builder_new ();

  if (!loket_sqlite_transaction (cache, write_finish, gone, error))
    return NULL;
  return g_strv_builder_end (gone);
}
