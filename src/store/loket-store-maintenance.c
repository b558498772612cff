/* SPDX-License-Identifier: EUPL-1.2 */
/* Verification, daily copies. */
#include "config.h"

#include "loket-cache-db.h"
#include "loket-cache-index.h"
#include "loket-store-private.h"
#include "loket-work-copies.h"

typedef struct {
  LoketDay day;
  gboolean repair;
} Order;

static Order *
order_new (gboolean repair)
{
  Order *order = g_new0 (Order, 1);

  order->repair = repair;
  return order;
}

static gpointer
back_up (LoketStore *self, gpointer data, GError **error)
{
  Order *order = data;

  return loket_work_copies_make (self->write.work, order->day, error) ? LOKET_STORE_DONE : NULL;
}

/**
 * loket_store_back_up_async:
 * @today: no second copy of that day is made
 *
 * Copies work.db once a day, and keeps three copies.
 */
void
loket_store_back_up_async (LoketStore *self,
                           LoketDay today,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  Order *order = order_new (FALSE);
  LoketStoreCall call = {back_up, order, g_free, NULL};

  order->day = today;

  _loket_store_write (self, &call, callback, user_data);
}

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

static gpointer
verify (LoketStore *self, gpointer data, GError **error)
{
  Order *order = data;
  g_autoptr (LoketVerifyResult) result = g_new0 (LoketVerifyResult, 1);
  GError *finding = NULL;
  gboolean sound;

  sound = loket_sqlite_check (self->write.work, &finding);
  if (!note_finding (sound, g_steal_pointer (&finding), &result->work, error))
    return NULL;
  sound = loket_sqlite_check (self->write.cache, &finding);
  if (!note_finding (sound, g_steal_pointer (&finding), &result->cache, error))
    return NULL;
  sound = loket_cache_index_check (self->write.cache, &finding);
  if (!note_finding (sound, g_steal_pointer (&finding), &result->search, error))
    return NULL;
  if (result->search != NULL && result->cache == NULL && order->repair)
    result->search_rebuilt = loket_cache_index_rebuild (self->write.cache, NULL) &&
                             loket_cache_index_check (self->write.cache, NULL);
  return g_steal_pointer (&result);
}

/**
 * loket_store_verify_async:
 * @repair: mend the full-text index where it differs from its texts
 */
void
loket_store_verify_async (LoketStore *self,
                          gboolean repair,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  LoketStoreCall call = {verify, order_new (repair), g_free,
                         (GDestroyNotify) loket_verify_result_free};

  _loket_store_write (self, &call, callback, user_data);
}

LoketVerifyResult *
loket_store_verify_finish (LoketStore *self, GAsyncResult *result, GError **error)
{
  return _loket_store_finish (self, result, error);
}
