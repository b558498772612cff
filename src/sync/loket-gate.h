/* SPDX-License-Identifier: EUPL-1.2 */
/* The gate before a run, and before each request that is no part of one: nothing goes in or out
 * while the brake is on. Main thread. */
#pragma once

#include "loket-brake.h"
#include "loket-orders.h"
#include "loket-sync-parts.h"

G_BEGIN_DECLS

void     loket_gate_async  (const LoketSyncParts *parts, LoketOrders orders,
                            const LoketBrake *admitted,
                            GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean loket_gate_finish (GAsyncResult *result, gboolean *checking, GError **error);

gboolean loket_gate_is_shut   (const LoketSyncParts *parts, GError **error);
void     loket_gate_ask_async (const LoketSyncParts *parts, LoketRequest *request,
                               GCancellable *cancellable, GAsyncReadyCallback answered,
                               GTask *task);

G_END_DECLS
