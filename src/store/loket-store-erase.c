/* SPDX-License-Identifier: EUPL-1.2 */
/* Taking a case out of this desk, so that no word of it stands in any file. */
#include "config.h"

#include "loket-cache-db.h"
#include "loket-cache-fetch.h"
#include "loket-cache-index.h"
#include "loket-documents-care.h"
#include "loket-documents-db.h"
#include "loket-erased-traces.h"
#include "loket-store-private.h"
#include "loket-work-db.h"
#include "loket-work-transfer.h"

typedef struct {
  char *case_id;
  gboolean with_unsent;
  LoketMoment now;
} Erasing;

static void
erasing_free (gpointer data)
{
  Erasing *erasing = data;

  g_free (erasing->case_id);
  g_free (erasing);
}

static gboolean
check_unsent (LoketStore *self, const Erasing *erasing, GError **error)
{
  g_autoptr (LoketStatement) statement = loket_sqlite_prepare (
      self->write.work,
      "SELECT EXISTS (SELECT 1 FROM items WHERE case_id = ?1 AND state <> 'taken')"
      " OR EXISTS (SELECT 1 FROM drafts WHERE case_id = ?1)"
      " OR EXISTS (SELECT 1 FROM uploads WHERE case_id = ?1)",
      error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, erasing->case_id);
  if (!loket_statement_next (statement, &row, error))
    return FALSE;
  if (erasing->with_unsent || loket_statement_column_int (statement, 0) == 0)
    return TRUE;
  g_set_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_UNSENT,
               "%s: something of it was not sent yet", erasing->case_id);
  return FALSE;
}

typedef struct {
  LoketStore *store;
  const Erasing *erasing;
} EraseData;

static gboolean
erase_from_cache (LoketSqlite *cache, gpointer data, GError **error)
{
  EraseData *erase = data;
  const char *case_id = erase->erasing->case_id;

  return loket_cache_fetch_forget (cache, case_id, error) &&
         loket_documents_db_drop_case (cache, case_id, error) &&
         loket_cache_db_remove (cache, erase->store->memory, case_id, error) &&
         loket_cache_index_rebuild (cache, error);
}

/* What a checkpoint cannot write over stays in the WAL: then it is not erased. */
static gboolean
checkpoint (LoketSqlite *db, GError **error)
{
  gboolean complete;

  if (!loket_sqlite_checkpoint (db, &complete, error))
    return FALSE;
  if (!complete)
    g_set_error (error, LOKET_SQLITE_ERROR, LOKET_SQLITE_ERROR_BUSY, "%s: another program reads it",
                 loket_sqlite_get_path (db));
  return complete;
}

static gpointer
erase (LoketStore *self, gpointer data, GError **error)
{
  Erasing *erasing = data;
  EraseData erase = {self, erasing};

  if (!check_unsent (self, erasing, error) ||
      !loket_work_db_erase (self->write.work, erasing->case_id, erasing->now, error) ||
      !loket_sqlite_transaction (self->write.cache, erase_from_cache, &erase, error) ||
      !loket_documents_care_sweep (&self->write, error) ||
      !loket_erased_traces_drop (self->write.work, erasing->now, error) ||
      !checkpoint (self->write.work, error) || !checkpoint (self->write.cache, error))
    return NULL;
  return LOKET_STORE_DONE;
}

void
loket_store_erase_case_async (LoketStore *self,
                              const char *case_id,
                              gboolean with_unsent,
                              LoketMoment now,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  Erasing *erasing = g_new0 (Erasing, 1);
  LoketStoreCall call = {erase, erasing, erasing_free, NULL};

  erasing->case_id = g_strdup (case_id);
  erasing->with_unsent = with_unsent;
  erasing->now = now;
  _loket_store_write (self, &call, callback, user_data);
}
