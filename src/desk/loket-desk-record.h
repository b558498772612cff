/* SPDX-License-Identifier: EUPL-1.2 */
/* The record of this computer: the texts of what never came into its case, because it was taken
 * back, adapted, dropped, or lost by the loket. */
#pragma once

#include "loket-conflict.h"

G_BEGIN_DECLS

/* (element-type LoketAuditEntry), (transfer full): the newest first, each with its bytes */
void       loket_desk_list_record_async  (LoketDesk *self, GAsyncReadyCallback callback,
                                          gpointer user_data);
GPtrArray *loket_desk_list_record_finish (LoketDesk *self, GAsyncResult *result, GError **error);

/* What is behind an entry, with the case as it is known now where that is here. @item: see
 * loket_work_item_new_recorded(); (transfer full) */
void           loket_desk_load_recorded_async  (LoketDesk *self, LoketWorkItem *item,
                                                GAsyncReadyCallback callback, gpointer user_data);
LoketConflict *loket_desk_load_recorded_finish (LoketDesk *self, GAsyncResult *result,
                                                GError **error);

G_END_DECLS
