/* SPDX-License-Identifier: EUPL-1.2 */
/* The clock and the timers of a program: the system's, or one that a test moves by hand.
 *
 * A clock belongs to the thread that made it; timers fire on that thread (on its default main
 * context for the system's clock, inside loket_clock_step() for a stepped one). */
#pragma once

#include "loket-moment.h"

G_BEGIN_DECLS

typedef struct _LoketClock LoketClock;
typedef void (*LoketTimerFunc) (gpointer user_data);

LoketClock *loket_clock_new_system  (void);
LoketClock *loket_clock_new_stepped (LoketMoment start);
void        loket_clock_free        (LoketClock *self);

LoketMoment loket_clock_get_now          (LoketClock *self);
gint64      loket_clock_get_monotonic_us (LoketClock *self);
guint       loket_clock_add_timer        (LoketClock     *self,
                                          guint           delay_ms,
                                          LoketTimerFunc  func,
                                          gpointer        user_data);
void        loket_clock_remove_timer     (LoketClock *self, guint timer_id);

/* Only on a stepped clock. */
void        loket_clock_step (LoketClock *self, gint64 duration_ms);
void        loket_clock_jump (LoketClock *self, gint64 duration_ms);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketClock, loket_clock_free)

G_END_DECLS
