/* SPDX-License-Identifier: EUPL-1.2 */
/* What the last sync did, kept over restarts. */
#pragma once

#include "loket-store.h"
#include "loket-sync-report.h"

G_BEGIN_DECLS

void             loket_store_keep_report_async  (LoketStore *self, const LoketSyncReport *report,
                                                 GAsyncReadyCallback callback, gpointer user_data);
void             loket_store_read_report_async  (LoketStore *self, GAsyncReadyCallback callback,
                                                 gpointer user_data);
gboolean         loket_store_read_report_finish (LoketStore *self, GAsyncResult *result,
                                                 LoketSyncReport **report, GError **error);

G_END_DECLS
