/* SPDX-License-Identifier: EUPL-1.2 */
/* Possible duplicates of a complaint that comes in. */
#include "config.h"

#include "loket-desk-private.h"

/**
 * loket_desk_find_similar_async:
 * @query: read before this returns
 *
 * Looks in what this desk has, by the index, off the main thread.
 */
void
loket_desk_find_similar_async (LoketDesk *self,
                               const LoketSimilarQuery *query,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  loket_store_find_similar_async (self->store, query, cancellable, callback, user_data);
}

/**
 * loket_desk_find_similar_finish:
 *
 * Returns: (transfer full) (element-type LoketSimilarCase): the same person's first; NULL with an
 *   error
 */
GPtrArray *
loket_desk_find_similar_finish (LoketDesk *self, GAsyncResult *result, GError **error)
{
  return loket_store_find_similar_finish (self->store, result, error);
}
