/* SPDX-License-Identifier: EUPL-1.2 */
/* Reading cases and writing what is shown of them. */
#include "config.h"

#include "loket-store-cases.h"
#include "loket-store-private.h"
#include "loket-work-db.h"

typedef struct {
  char *key; /* (nullable) */
  LoketCaseSelection selection;
  gint64 after_row;
  guint limit;
  GPtrArray *projections; /* (nullable) */
  GHashTable *known;      /* (nullable): case id -> LoketStoredCase.basis */
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_free (reading->key);
  g_clear_pointer (&reading->projections, g_ptr_array_unref);
  g_clear_pointer (&reading->known, g_hash_table_unref);
  g_free (reading);
}

static gpointer
read_case (LoketStore *self, gpointer data, GError **error)
{
  Reading *reading = data;

  return loket_stored_case_find (&self->read, self->memory, reading->key, error);
}

void
loket_store_read_case_async (LoketStore *self,
                             const char *key,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  Reading *reading = g_new0 (Reading, 1);
  LoketStoreCall call = {read_case, reading, reading_free, (GDestroyNotify) loket_stored_case_free};

  reading->key = g_strdup (key);
  _loket_store_read (self, &call, cancellable, callback, user_data);
}

static gpointer
name_case (LoketStore *self, gpointer data, GError **error)
{
  const Reading *reading = data;
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (
      self->read.cache,
      "SELECT CASE subject WHEN '' THEN reference ELSE reference || ' · ' || subject END"
      " FROM cases WHERE case_id = ?",
      error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  loket_statement_bind_text (statement, 1, reading->key);
  if (!loket_statement_next (statement, &row, error))
    return NULL;
  if (row)
    return loket_statement_column_dup_text (statement, 0);
  g_set_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_NOT_FOUND, "%s: no such case",
               reading->key);
  return NULL;
}

void
loket_store_name_case_async (LoketStore *self,
                             const char *case_id,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  Reading *reading = g_new0 (Reading, 1);
  LoketStoreCall call = {name_case, reading, reading_free, g_free};

  reading->key = g_strdup (case_id);
  _loket_store_read (self, &call, NULL, callback, user_data);
}

char *
loket_store_name_case_finish (LoketStore *self, GAsyncResult *result, GError **error)
{
  return _loket_store_finish (self, result, error);
}

LoketStoredCase *
loket_store_read_case_finish (LoketStore *self, GAsyncResult *result, GError **error)
{
  return _loket_store_finish (self, result, error);
}

static const char *const selections[] = {
    [LOKET_CASES_ALL] = "SELECT case_id FROM cases WHERE id > ? ORDER BY id LIMIT ?",
    [LOKET_CASES_NOT_REPLAYED] =
        "SELECT case_id FROM cases WHERE replayed = 0 AND id > ? ORDER BY id LIMIT ?",
    [LOKET_CASES_RESTING_ON_TODAY] =
        "SELECT case_id FROM cases WHERE rests_on_today = 1 AND id > ? ORDER BY id LIMIT ?",
};

static char **
list_selected (LoketSqlite *cache, const Reading *reading, GError **error)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_autoptr (LoketStatement) statement =
      loket_sqlite_prepare (cache, selections[reading->selection], error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  loket_statement_bind_int (statement, 1, reading->after_row);
  loket_statement_bind_int (statement, 2, reading->limit);
  for (;;) {
    if (!loket_statement_next (statement, &row, error))
      return NULL;
    if (!row)
      return g_strv_builder_end (ids);
    g_strv_builder_add (ids, loket_statement_column_text (statement, 0));
  }
}

static gpointer
read_listed (LoketStore *self, char **case_ids, GHashTable *known, GError **error)
{
  g_autoptr (GPtrArray) cases =
      g_ptr_array_new_with_free_func ((GDestroyNotify) loket_stored_case_free);

  for (int i = 0; case_ids[i] != NULL; i++) {
    const guint64 *basis = known != NULL ? g_hash_table_lookup (known, case_ids[i]) : NULL;
    LoketStoredCase *stored = loket_stored_case_read_anew (&self->read, self->memory, case_ids[i],
                                                           basis != NULL ? *basis : 0, error);

    if (stored == NULL)
      return NULL;
    g_ptr_array_add (cases, stored);
  }
  return g_steal_pointer (&cases);
}

static gpointer
read_cases (LoketStore *self, gpointer data, GError **error)
{
  g_auto (GStrv) case_ids = list_selected (self->read.cache, data, error);

  return case_ids != NULL ? read_listed (self, case_ids, NULL, error) : NULL;
}

void
loket_store_read_cases_async (LoketStore *self,
                              LoketCaseSelection selection,
                              gint64 after_row,
                              guint limit,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  Reading *reading = g_new0 (Reading, 1);
  LoketStoreCall call = {read_cases, reading, reading_free, (GDestroyNotify) g_ptr_array_unref};

  reading->selection = selection;
  reading->after_row = after_row;
  reading->limit = limit;
  _loket_store_read (self, &call, cancellable, callback, user_data);
}

/* Those with rows in work.db, and those of which the list still says so: the row may have gone just
 * before a crash, and what was shown with it stands there yet. */
static char **
list_worked (LoketStore *self, GError **error)
{
  g_auto (GStrv) with_rows = loket_work_db_list_case_ids (self->read.work, error);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_autoptr (LoketStatement) statement = NULL;
  gboolean row = TRUE;

  if (with_rows == NULL)
    return NULL;
  g_strv_builder_addv (ids, (const char **) with_rows);
  statement = loket_sqlite_prepare (
      self->read.cache, "SELECT case_id FROM cases WHERE pending > 0 ORDER BY id", error);
  while (statement != NULL && row) {
    const char *case_id;

    if (!loket_statement_next (statement, &row, error))
      return NULL;
    case_id = row ? loket_statement_column_text (statement, 0) : NULL;
    if (row && !g_strv_contains ((const char *const *) with_rows, case_id))
      g_strv_builder_add (ids, case_id);
  }
  return statement != NULL ? g_strv_builder_end (ids) : NULL;
}

static gpointer
read_worked_cases (LoketStore *self, gpointer data, GError **error)
{
  g_auto (GStrv) case_ids = list_worked (self, error);
  Reading *reading = data;

  return case_ids != NULL ? read_listed (self, case_ids, reading->known, error) : NULL;
}

void
loket_store_read_worked_cases_async (LoketStore *self,
                                     GHashTable *known,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  Reading *reading = g_new0 (Reading, 1);
  LoketStoreCall call = {read_worked_cases, reading, reading_free,
                         (GDestroyNotify) g_ptr_array_unref};

  reading->known = known;
  _loket_store_read (self, &call, NULL, callback, user_data);
}

GPtrArray *
loket_store_read_cases_finish (LoketStore *self, GAsyncResult *result, GError **error)
{
  return _loket_store_finish (self, result, error);
}

typedef struct {
  LoketConnections *databases;
  GPtrArray *projections;
} Projecting;

static gboolean
write_projections (LoketSqlite *cache, gpointer data, GError **error)
{
  Projecting *projecting = data;

  for (guint i = 0; i < projecting->projections->len; i++) {
    if (!loket_stored_case_project (projecting->databases,
                                    g_ptr_array_index (projecting->projections, i), error))
      return FALSE;
  }
  return TRUE;
}

static gpointer
project (LoketStore *self, gpointer data, GError **error)
{
  Reading *reading = data;
  Projecting projecting = {&self->write, reading->projections};

  return loket_sqlite_transaction (self->write.cache, write_projections, &projecting, error)
             ? LOKET_STORE_DONE
             : NULL;
}

void
loket_store_project_async (LoketStore *self,
                           GPtrArray *projections,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  Reading *reading = g_new0 (Reading, 1);
  LoketStoreCall call = {project, reading, reading_free, NULL};

  reading->projections = g_ptr_array_ref (projections);
  _loket_store_write (self, &call, callback, user_data);
}
