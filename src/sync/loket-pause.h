/* SPDX-License-Identifier: EUPL-1.2 */
/* A pause: one that the loket asked for (Retry-After), or the time after a failure. It is over when one
 * of the two clocks says so: the monotonic one stands still while the machine sleeps, the other one may
 * have been set back. */
#pragma once

#include "loket-clock.h"

G_BEGIN_DECLS

/* All zeros: none was asked for. */
typedef struct {
  gint64 until_us;   /* of the monotonic clock */
  LoketMoment until;
} LoketPause;

void   loket_pause_extend      (LoketPause *self, LoketClock *clock, gint64 retry_after_s);
void   loket_pause_extend_us   (LoketPause *self, LoketClock *clock, gint64 wait_us);
gint64 loket_pause_get_left_us (const LoketPause *self, LoketClock *clock);

G_END_DECLS
