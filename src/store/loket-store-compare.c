/* SPDX-License-Identifier: EUPL-1.2 */
/* Whether the rows of lists show what replay gives: they are written anew, and what changes by that
 * was different. Without `repair` all of it is rolled back. */
#include "config.h"

#include "loket-cache-db.h"
#include "loket-cache-projection.h"
#include "loket-store-cases.h"
#include "loket-store-private.h"

typedef struct {
  GPtrArray *projections; /* (element-type LoketProjection) */
  gboolean repair;
} Order;

static void
order_free (gpointer data)
{
  Order *order = data;

  g_ptr_array_unref (order->projections);
  g_free (order);
}

/* Every column but those that say how far the row is, whatever columns there are. */
static char *
build_picture (LoketSqlite *cache, GError **error)
{
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (
      cache,
      "SELECT group_concat ('\"' || name || '\"') FROM pragma_table_info ('cases')"
      " WHERE name NOT IN ('version', 'generation', 'replayed', 'fed', 'indexed')",
      error);
  gboolean row;

  if (statement == NULL || !loket_statement_next (statement, &row, error))
    return NULL;
  return g_strdup_printf (
      "SELECT json_array (%s) || ' ' || (SELECT json_group_array (json_array (place, clock, kind,"
      " last_day, due, work_by, due_at)) FROM (SELECT * FROM open_clocks WHERE row = cases.id"
      " ORDER BY place)) || ' ' || (SELECT json_group_array (alias) FROM (SELECT alias FROM aliases"
      " WHERE row = cases.id ORDER BY alias)) FROM cases WHERE id = ? AND replayed = 1",
      loket_statement_column_text (statement, 0));
}

static gboolean
take_picture (LoketSqlite *cache, const char *sql, gint64 id, char **picture, GError **error)
{
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (cache, sql, error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_int (statement, 1, id);
  if (!loket_statement_next (statement, &row, error))
    return FALSE;
  if (row)
    *picture = loket_statement_column_dup_text (statement, 0);
  return TRUE;
}

/* What came in or was done meanwhile is left to the replay that follows on that. */
static gboolean
compare_one (LoketConnections *databases,
             const char *sql,
             const LoketProjection *projection,
             GStrvBuilder *differing,
             GError **error)
{
  LoketSqlite *cache = databases->cache;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gint64 row;
  guint64 basis;

  if (!loket_stored_case_read_basis (databases, projection->case_id, &row, &basis, error))
    return FALSE;
  if (row == 0 || basis != projection->basis)
    return TRUE;
  if (!take_picture (cache, sql, row, &before, error))
    return FALSE;
  if (before == NULL)
    return TRUE; /* it shows the loket's own dates until it is replayed */
  if (!loket_stored_case_project (databases, projection, error) ||
      !take_picture (cache, sql, row, &after, error))
    return FALSE;
  if (g_strcmp0 (before, after) != 0)
    g_strv_builder_add (differing, projection->case_id);
  return TRUE;
}

static gpointer
compare (LoketStore *self, gpointer data, GError **error)
{
  Order *order = data;
  g_autoptr (GStrvBuilder) differing = g_strv_builder_new ();
  g_autofree char *sql = build_picture (self->write.cache, error);

  if (sql == NULL || !loket_sqlite_begin (self->write.cache, error))
    return NULL;
  for (guint i = 0; i < order->projections->len; i++) {
    if (!compare_one (&self->write, sql, g_ptr_array_index (order->projections, i), differing,
                      error)) {
      loket_sqlite_roll_back (self->write.cache);
      return NULL;
    }
  }
  if (!order->repair)
    loket_sqlite_roll_back (self->write.cache);
  else if (!loket_sqlite_commit (self->write.cache, error))
    return NULL;
  return g_strv_builder_end (differing);
}

void
loket_store_compare_async (LoketStore *self,
                           GPtrArray *projections,
                           gboolean repair,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  Order *order = g_new0 (Order, 1);
  LoketStoreCall call = {compare, order, order_free, (GDestroyNotify) g_strfreev};

  order->projections = g_ptr_array_ref (projections);
  order->repair = repair;
  _loket_store_write (self, &call, callback, user_data);
}

char **
loket_store_compare_finish (LoketStore *self, GAsyncResult *result, GError **error)
{
  return _loket_store_finish (self, result, error);
}
