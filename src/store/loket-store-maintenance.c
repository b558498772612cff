/* SPDX-License-Identifier: EUPL-1.2 */
/* Realm, verification, daily copies. */
#include "config.h"

#include "loket-cache-db.h"
#include "loket-cache-index.h"
#include "loket-store-private.h"
#include "loket-work-copies.h"

typedef struct {
  char *text; /* (nullable) */
  LoketDay day;
  gboolean repair;
} Order;

static void
order_free (gpointer data)
{
  Order *order = data;

  g_free (order->text);
  g_free (order);
}

static Order *
order_new (const char *text, gboolean repair)
{
  Order *order = g_new0 (Order, 1);

  order->text = g_strdup (text);
  order->repair = repair;
  return order;
}

/* Both databases have the same table `meta`. */
static gboolean
check_realm (LoketSqlite *db, const char *realm, gboolean *pinned, GError **error)
{
  g_autofree char *known = NULL;

  if (!loket_cache_db_get_meta (db, "realm", &known, error))
    return FALSE;
  *pinned = known != NULL;
  if (known == NULL || g_str_equal (known, realm))
    return TRUE;
  g_set_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_OTHER_REALM,
               "%s belongs to the loket “%s”, and “%s” answers", loket_sqlite_get_path (db), known,
               realm);
  return FALSE;
}

static gpointer
bind_realm (LoketStore *self, gpointer data, GError **error)
{
  Order *order = data;
  gboolean work_pinned, cache_pinned;

  if (!check_realm (self->write.work, order->text, &work_pinned, error) ||
      !check_realm (self->write.cache, order->text, &cache_pinned, error))
    return NULL;
  if (!work_pinned && !loket_cache_db_set_meta (self->write.work, "realm", order->text, error))
    return NULL;
  if (!cache_pinned && !loket_cache_db_set_meta (self->write.cache, "realm", order->text, error))
    return NULL;
  return LOKET_STORE_DONE;
}

void
loket_store_bind_realm_async (LoketStore *self,
                              const char *realm,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  LoketStoreCall call = {bind_realm, order_new (realm, FALSE), order_free, NULL};

  _loket_store_write (self, &call, callback, user_data);
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
  Order *order = order_new (NULL, FALSE);
  LoketStoreCall call = {back_up, order, order_free, NULL};

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
  LoketStoreCall call = {verify, order_new (NULL, repair), order_free,
                         (GDestroyNotify) loket_verify_result_free};

  _loket_store_write (self, &call, callback, user_data);
}

LoketVerifyResult *
loket_store_verify_finish (LoketStore *self, GAsyncResult *result, GError **error)
{
  return _loket_store_finish (self, result, error);
}
