/* SPDX-License-Identifier: EUPL-1.2 */
/* Similar cases, by the reader. */
#include "config.h"

#include "loket-cache-similar.h"
#include "loket-store-cases.h"
#include "loket-store-private.h"

enum {
  SIMILAR_MAX = 5
};

static gpointer
find_similar (LoketStore *self, gpointer data, GError **error)
{
  return loket_cache_similar_find (self->read.cache, data, SIMILAR_MAX, error);
}

void
loket_store_find_similar_async (LoketStore *self,
                                const LoketSimilarQuery *query,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  LoketStoreCall call = {find_similar, loket_similar_query_copy (query),
                         (GDestroyNotify) loket_similar_query_free,
                         (GDestroyNotify) g_ptr_array_unref};

  _loket_store_read (self, &call, cancellable, callback, user_data);
}

GPtrArray *
loket_store_find_similar_finish (LoketStore *self, GAsyncResult *result, GError **error)
{
  return _loket_store_finish (self, result, error);
}
