/* SPDX-License-Identifier: EUPL-1.2 */
/* Pauses. */
#include "config.h"

#include "loket-pause.h"

/**
 * loket_pause_get_left_us:
 *
 * Returns: 0: none, or it is over
 */
gint64
loket_pause_get_left_us (const LoketPause *self, LoketClock *clock)
{
  gint64 left_us = MIN (self->until_us - loket_clock_get_monotonic_us (clock),
                        self->until - loket_clock_get_now (clock));

  return MAX (left_us, 0);
}

/**
 * loket_pause_extend_us:
 * @wait_us: from now; where less than what is left nothing changes
 */
void
loket_pause_extend_us (LoketPause *self, LoketClock *clock, gint64 wait_us)
{
  if (wait_us <= loket_pause_get_left_us (self, clock))
    return;
  self->until_us = loket_clock_get_monotonic_us (clock) + wait_us;
  self->until = loket_clock_get_now (clock) + wait_us;
}

/**
 * loket_pause_extend:
 * @retry_after_s: likewise
 */
void
loket_pause_extend (LoketPause *self, LoketClock *clock, gint64 retry_after_s)
{
  loket_pause_extend_us (self, clock, MIN (retry_after_s, G_MAXINT32) * LOKET_SECOND_US);
}
