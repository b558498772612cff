/* SPDX-License-Identifier: EUPL-1.2 */
/* The record of this computer: the texts of what never came into its case, because it was taken
 * back, adapted, dropped, or lost by the loket. */
#pragma once

#include "loket-desk.h"

G_BEGIN_DECLS

/* (element-type LoketAuditEntry), (transfer full): the newest first, each with its bytes */
void       loket_desk_list_record_async  (LoketDesk *self, GAsyncReadyCallback callback,
                                          gpointer user_data);
GPtrArray *loket_desk_list_record_finish (LoketDesk *self, GAsyncResult *result, GError **error);

G_END_DECLS
