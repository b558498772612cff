/* SPDX-License-Identifier: EUPL-1.2 */
/* Taking a case out of this desk, so that no word of it stands in any file.
 *
 * Cut off between the two databases the case still stands here, and is erased once more; behind
 * them the rest is finished without anybody. */
#include "config.h"

#include "loket-cache-db.h"
#include "loket-cache-fetch.h"
#include "loket-cache-index.h"
#include "loket-documents-db.h"
#include "loket-erased-traces.h"
#include "loket-store-private.h"
#include "loket-work-db.h"
#include "loket-work-salvage.h"
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

/* The rows are gone; not yet all that stands elsewhere. */
#define TRACES_LEFT GINT_TO_POINTER (2)

static gpointer
tell_half_erased (const Erasing *erasing, const GError *why, GError **error)
{
  g_set_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_HALF_ERASED, "%s: %s", erasing->case_id,
               why->message);
  return NULL;
}

/* What was put aside when work.db was salvaged stays until somebody has seen it. */
static gpointer
say_done (LoketStore *self, gboolean finished)
{
  g_autoptr (LoketSalvage) salvage = NULL;
  gboolean read = loket_work_salvage_read (self->write.work, &salvage, NULL);

  return finished && read && salvage == NULL ? LOKET_STORE_DONE : TRACES_LEFT;
}

/* On the disk in both before it is said to be done: no power cut brings the case back. */
static gpointer
erase (LoketStore *self, gpointer data, GError **error)
{
  Erasing *erasing = data;
  EraseData erase = {self, erasing};
  g_autoptr (GError) why = NULL;

  if (!check_unsent (self, erasing, error) ||
      !loket_work_db_erase (self->write.work, erasing->case_id, TRUE, erasing->now, error))
    return NULL;
  if (!loket_sqlite_transaction_synced (self->write.cache, erase_from_cache, &erase, &why))
    return tell_half_erased (erasing, why, error);
  return say_done (self, loket_erased_traces_finish (&self->write, erasing->now));
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

/**
 * loket_store_erase_case_finish:
 * @traces_left: (out): whether files may still hold words of it: they go by themselves, at the next
 *   opening or the end of a sync; while a salvage is told, when that is acknowledged
 */
gboolean
loket_store_erase_case_finish (LoketStore *self,
                               GAsyncResult *result,
                               gboolean *traces_left,
                               GError **error)
{
  gpointer erased = _loket_store_finish (self, result, error);

  *traces_left = erased == TRACES_LEFT;
  return erased != NULL;
}
