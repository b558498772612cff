/* SPDX-License-Identifier: EUPL-1.2 */
/* Cases that left, and what was decided of them. */
#pragma once

#include "loket-left.h"
#include "loket-store.h"

G_BEGIN_DECLS

/* (transfer full) (element-type LoketLeftCase) */
void       loket_store_list_left_async  (LoketStore *self, GAsyncReadyCallback callback,
                                         gpointer user_data);
GPtrArray *loket_store_list_left_finish (LoketStore *self, GAsyncResult *result, GError **error);

/* Ends with loket_store_write_finish(): LOKET_STORE_ERROR_NOT_FOUND: it did not leave. */
void       loket_store_dismiss_left_async (LoketStore *self, const char *case_id, LoketMoment now,
                                           GAsyncReadyCallback callback, gpointer user_data);

G_END_DECLS
