/* SPDX-License-Identifier: EUPL-1.2 */
/* Syncing: when to pull and push, how to wait after a failure, and what to tell of it.
 *
 * A run is: pull, push, and pull again where something was sent. While watching, runs follow each
 * other: a long poll waits for the loket's news, something new to send ends the poll, and after a
 * failure it waits, each time longer. Main thread. Signals:
 *   ::cases-changed (GStrv case_ids)  these cases look different now; NULL: all may
 *   ::status-changed ()
 *   ::reference-changed (gboolean rules)  who we are, or the rules, are other ones now
 *   ::documents-changed (char *case_id)   a document of that case travels, or did
 *   ::transfers-ended (gboolean uploaded) no document travels any more; some are whole at the loket
 *                                         since this was last told
 */
#pragma once

#include "loket-clock.h"
#include "loket-log.h"
#include "loket-me.h"
#include "loket-orders.h"
#include "loket-random.h"
#include "loket-store.h"
#include "loket-sync-report.h"
#include "loket-sync-status.h"
#include "loket-transfers.h"
#include "loket-transport.h"

G_BEGIN_DECLS

#define LOKET_TYPE_SYNC (loket_sync_get_type ())
G_DECLARE_FINAL_TYPE (LoketSync, loket_sync, LOKET, SYNC, GObject)

LoketSync *loket_sync_new (LoketStore *store, LoketTransport *transport, LoketClock *clock,
                           LoketRandom *random);

void loket_sync_set_log (LoketSync *self, LoketLog *log);

const LoketSyncStatus *loket_sync_get_status (LoketSync *self);
const LoketSyncReport *loket_sync_get_report (LoketSync *self);
const LoketMe         *loket_sync_get_me     (LoketSync *self);

LoketTransfers        *loket_sync_get_transfers (LoketSync *self);

void     loket_sync_load_async  (LoketSync *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean loket_sync_load_finish (LoketSync *self, GAsyncResult *result, GError **error);

void     loket_sync_run_async  (LoketSync *self, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
void     loket_sync_order_async (LoketSync *self, LoketOrders orders, const LoketBrake *admitted,
                                 GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean loket_sync_run_finish (LoketSync *self, GAsyncResult *result, GError **error);

void     loket_sync_fetch_case_async  (LoketSync *self, const char *case_id,
                                       GCancellable *cancellable, GAsyncReadyCallback callback,
                                       gpointer user_data);
gboolean loket_sync_fetch_case_finish (LoketSync *self, GAsyncResult *result, GError **error);

void     loket_sync_start_watching (LoketSync *self);
void     loket_sync_stop_watching  (LoketSync *self);
void     loket_sync_hurry          (LoketSync *self);
void     loket_sync_set_holds      (LoketSync *self, gboolean holds);
void     loket_sync_stop           (LoketSync *self);
gboolean loket_sync_is_idle        (LoketSync *self);
void     loket_sync_begin_anew     (LoketSync *self);

G_END_DECLS
