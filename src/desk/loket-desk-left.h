/* SPDX-License-Identifier: EUPL-1.2 */
/* Cases that left this desk, and what a person has to decide of them. Main thread. */
#pragma once

#include "loket-desk.h"
#include "loket-left.h"

G_BEGIN_DECLS

/* (transfer full) (element-type LoketLeftCase): no longer ours with unsent work or drafts; gone; and
 * erased, with what was dropped by type and date. */
void       loket_desk_list_left_async  (LoketDesk *self, GAsyncReadyCallback callback,
                                        gpointer user_data);
GPtrArray *loket_desk_list_left_finish (LoketDesk *self, GAsyncResult *result, GError **error);

/* What is left of it goes, with what was not sent, which the audit keeps; of an erased one it is told
 * no more. Keeping needs no call. LOKET_DESK_ERROR_NOT_FOUND: it did not leave. */
void       loket_desk_dismiss_left_async  (LoketDesk *self, const char *case_id,
                                           GAsyncReadyCallback callback, gpointer user_data);
gboolean   loket_desk_dismiss_left_finish (LoketDesk *self, GAsyncResult *result, GError **error);

G_END_DECLS
