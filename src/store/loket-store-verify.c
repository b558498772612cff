/* SPDX-License-Identifier: EUPL-1.2 */
/* Verification: what is damaged, and what `repair` does about it. */
#include "config.h"

#include <string.h>

#include "loket-cache-fetch.h"
#include "loket-cache-index.h"
#include "loket-content.h"
#include "loket-documents-care.h"
#include "loket-documents-db.h"
#include "loket-store-private.h"
#include "loket-uploads-db.h"

typedef struct {
  gboolean repair;
} Order;

void
loket_verify_result_free (LoketVerifyResult *self)
{
  if (self == NULL)
    return;
  g_free (self->work);
  g_free (self->cache);
  g_free (self->search);
  g_free (self);
}

/**
 * loket_verify_result_is_sound:
 *
 * Returns: whether nothing is wrong any more; what the next sync mends counts as mended
 */
gboolean
loket_verify_result_is_sound (const LoketVerifyResult *self)
{
  if (self->work != NULL && !self->work_salvaged)
    return FALSE;
  if (self->items_unread + self->drafts_unread + self->documents_lost > 0)
    return FALSE;
  if (self->cache_begun_anew)
    return TRUE;
  return self->cache == NULL && (self->search == NULL || self->search_rebuilt) &&
         (self->copies_unread + self->documents_damaged == 0 || self->to_fetch) &&
         (self->cases_differing == 0 || self->rows_rewritten);
}

/* A finding is an answer, any other trouble (a full disk) is an error. */
static gboolean
note_finding (gboolean sound, GError *finding, char **text, GError **error)
{
  if (sound)
    return TRUE;
  if (!g_error_matches (finding, LOKET_SQLITE_ERROR, LOKET_SQLITE_ERROR_CORRUPT)) {
    g_propagate_error (error, finding);
    return FALSE;
  }
  *text = g_strdup (finding->message);
  g_error_free (finding);
  return TRUE;
}

static gboolean
count (LoketSqlite *db, const char *sql, guint *number, GError **error)
{
  gint64 value;

  if (!loket_sqlite_read_int (db, sql, &value, error))
    return FALSE;
  *number = (guint) value;
  return TRUE;
}

static gboolean
check_work (LoketStore *self, LoketVerifyResult *result, GError **error)
{
  GError *finding = NULL;
  gboolean sound = loket_sqlite_check (self->write.work, &finding);

  if (!note_finding (sound, finding, &result->work, error))
    return FALSE;
  return result->work != NULL ||
         (count (self->write.work,
                 "SELECT count(*) FROM items WHERE NOT json_valid (CAST (body AS TEXT))",
                 &result->items_unread, error) &&
          count (self->write.work, "SELECT count(*) FROM drafts WHERE NOT json_valid (fields)",
                 &result->drafts_unread, error));
}

static gboolean
check_cache (LoketStore *self, LoketVerifyResult *result, GError **error)
{
  GError *finding = NULL;
  gboolean sound = loket_sqlite_check (self->write.cache, &finding);

  if (!note_finding (sound, g_steal_pointer (&finding), &result->cache, error))
    return FALSE;
  sound = loket_cache_index_check (self->write.cache, &finding);
  if (!note_finding (sound, finding, &result->search, error))
    return FALSE;
  return result->cache != NULL ||
         count (self->write.cache, "SELECT count(*) FROM copies WHERE NOT json_valid (json)",
                &result->copies_unread, error);
}

/* What cannot be read is asked for again. */
static gboolean
fetch_copies_again (LoketSqlite *cache, GError **error)
{
  return loket_sqlite_execute (cache,
                               "INSERT OR IGNORE INTO to_fetch (case_id) SELECT case_id FROM cases"
                               " JOIN copies ON copies.row = cases.id WHERE NOT json_valid (json);"
                               "UPDATE cases SET version = 0 WHERE id IN (SELECT row FROM copies "
                               "WHERE NOT json_valid (json));"
                               "DELETE FROM copies WHERE NOT json_valid (json);",
                               error);
}

/* work.db and cache.db are mended behind this call, as when the damage is met by chance. */
static gboolean
repair (LoketStore *self, LoketVerifyResult *result, GError **error)
{
  if (result->work != NULL || result->items_unread + result->drafts_unread > 0) {
    loket_sqlite_note_damage (self->write.work, LOKET_DAMAGE_FILE);
    result->work_salvaged = TRUE;
  }
  if (result->cache != NULL) {
    loket_sqlite_note_damage (self->write.cache, LOKET_DAMAGE_FILE);
    result->cache_begun_anew = TRUE;
    return TRUE;
  }
  if (result->copies_unread > 0) {
    if (!fetch_copies_again (self->write.cache, error))
      return FALSE;
    result->to_fetch = TRUE;
  }
  if (result->search != NULL)
    result->search_rebuilt = loket_cache_index_rebuild (self->write.cache, NULL) &&
                             loket_cache_index_check (self->write.cache, NULL);
  return TRUE;
}

static gpointer
verify (LoketStore *self, gpointer data, GError **error)
{
  Order *order = data;
  g_autoptr (LoketVerifyResult) result = g_new0 (LoketVerifyResult, 1);

  if (!check_work (self, result, error) || !check_cache (self, result, error))
    return NULL;
  /* It was looked for: `repair` says whether to mend. */
  loket_sqlite_forget_damage (self->write.work);
  loket_sqlite_forget_damage (self->write.cache);
  if (order->repair && !repair (self, result, error))
    return NULL;
  return g_steal_pointer (&result);
}

/**
 * loket_store_verify_async:
 * @repair: mend what is found: the full-text index is built anew, unreadable copies are fetched
 *   again, a damaged cache.db is begun anew, a damaged work.db saved row by row
 */
void
loket_store_verify_async (LoketStore *self,
                          gboolean repair,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  Order *order = g_new0 (Order, 1);
  LoketStoreCall call = {verify, order, g_free, (GDestroyNotify) loket_verify_result_free};

  order->repair = repair;
  _loket_store_write (self, &call, callback, user_data);
}

LoketVerifyResult *
loket_store_verify_finish (LoketStore *self, GAsyncResult *result, GError **error)
{
  return _loket_store_finish (self, result, error);
}
