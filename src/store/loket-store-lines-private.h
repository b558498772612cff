/* SPDX-License-Identifier: EUPL-1.2 */
/* What the list model asks the reader. */
#pragma once

#include "loket-store-cases.h"

G_BEGIN_DECLS

/* (element-type LoketListEntry): all rows of a view, in list order. */
void       _loket_store_list_ids_async    (LoketStore *self, const LoketQuery *query,
                                           GCancellable *cancellable, GAsyncReadyCallback callback,
                                           gpointer user_data);
GArray    *_loket_store_list_ids_finish   (LoketStore *self, GAsyncResult *result, GError **error);

/* @ids: (element-type gint64). (element-type LoketCaseLine): of these rows, in no order; what is gone is left out. */
void       _loket_store_read_lines_async  (LoketStore *self, GArray *ids, LoketDay today,
                                           LoketMoment now, GCancellable *cancellable, GAsyncReadyCallback callback,
                                           gpointer user_data);
GPtrArray *_loket_store_read_lines_finish (LoketStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
