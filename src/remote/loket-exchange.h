/* SPDX-License-Identifier: EUPL-1.2 */
/* One request and its response over libsoup, with a limit in time and in size. Inside remote only. */
#pragma once

#include <libsoup/soup.h>

#include "loket-clock.h"
#include "loket-message.h"

G_BEGIN_DECLS

typedef struct {
  SoupSession *session;
  LoketClock *clock;     /* outlives the exchange */
  guint timeout_s;       /* of silence */
  gsize body_bytes_max;
} LoketExchangeLimits;

void           loket_exchange_run_async  (const LoketExchangeLimits *limits,
                                          SoupMessage               *message,
                                          GCancellable              *cancellable,
                                          GAsyncReadyCallback        callback,
                                          gpointer                   user_data);
LoketResponse *loket_exchange_run_finish (GAsyncResult *result, GError **error);

G_END_DECLS
