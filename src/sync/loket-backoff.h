/* SPDX-License-Identifier: EUPL-1.2 */
/* How long to wait after a failure: each time twice as long, with jitter, so that a thousand desks
 * do not come back in the same second. Pure but for the random numbers. */
#pragma once

#include "loket-random.h"
#include "loket-sync-error.h"

G_BEGIN_DECLS

guint loket_backoff_get_delay_ms (guint failures, const GError *error, gint64 retry_after_s,
                                  LoketRandom *random);

G_END_DECLS
