/* SPDX-License-Identifier: EUPL-1.2 */
/* The system's clock and the stepped one. */
#include "config.h"

#include "loket-clock.h"

enum {
  MS_US = 1000
};

typedef struct {
  LoketClock *clock;
  guint id;
  guint source_id; /* of the main loop; 0 on a stepped clock */
  gint64 due_us;   /* monotonic; used on a stepped clock */
  LoketTimerFunc func;
  gpointer user_data;
} Timer;

struct _LoketClock {
  gboolean stepped;
  LoketMoment now;     /* stepped only */
  gint64 monotonic_us; /* stepped only: not moved by a jump of the wall clock */
  guint last_timer_id;
  GPtrArray *timers; /* (element-type Timer) (owned): in the order in which they were added */
};

static LoketClock *
clock_new (gboolean stepped, LoketMoment start)
{
  LoketClock *self = g_new0 (LoketClock, 1);

  self->stepped = stepped;
  self->now = start;
  self->timers = g_ptr_array_new_with_free_func (g_free);
  return self;
}

LoketClock *
loket_clock_new_system (void)
{
  return clock_new (FALSE, LOKET_NO_MOMENT);
}

/**
 * loket_clock_new_stepped:
 * @start: the moment it shows until it is moved
 */
LoketClock *
loket_clock_new_stepped (LoketMoment start)
{
  return clock_new (TRUE, start);
}

void
loket_clock_free (LoketClock *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->timers->len; i++) {
    Timer *timer = g_ptr_array_index (self->timers, i);

    if (timer->source_id != 0)
      g_source_remove (timer->source_id);
  }
  g_ptr_array_unref (self->timers);
  g_free (self);
}

LoketMoment
loket_clock_get_now (LoketClock *self)
{
  return self->stepped ? self->now : g_get_real_time ();
}

/**
 * loket_clock_get_monotonic_us:
 *
 * For waiting and measuring: never moved by somebody who sets the clock.
 */
gint64
loket_clock_get_monotonic_us (LoketClock *self)
{
  return self->stepped ? self->monotonic_us : g_get_monotonic_time ();
}

static gboolean
timer_fired_cb (gpointer user_data)
{
  Timer *timer = user_data;
  LoketTimerFunc func = timer->func;
  gpointer func_data = timer->user_data;

  timer->source_id = 0;
  g_ptr_array_remove (timer->clock->timers, timer);
  func (func_data);
  return G_SOURCE_REMOVE;
}

/**
 * loket_clock_add_timer:
 * @delay_ms: after how many milliseconds it fires, once
 *
 * Returns: an id for loket_clock_remove_timer(), never 0
 */
guint
loket_clock_add_timer (LoketClock *self, guint delay_ms, LoketTimerFunc func, gpointer user_data)
{
  Timer *timer = g_new0 (Timer, 1);

  timer->clock = self;
  timer->id = ++self->last_timer_id;
  timer->func = func;
  timer->user_data = user_data;
  if (self->stepped)
    timer->due_us = self->monotonic_us + (gint64) delay_ms * MS_US;
  else
    timer->source_id = g_timeout_add (delay_ms, timer_fired_cb, timer);
  g_ptr_array_add (self->timers, timer);
  return timer->id;
}

void
loket_clock_remove_timer (LoketClock *self, guint timer_id)
{
  for (guint i = 0; i < self->timers->len; i++) {
    Timer *timer = g_ptr_array_index (self->timers, i);

    if (timer->id != timer_id)
      continue;
    if (timer->source_id != 0)
      g_source_remove (timer->source_id);
    g_ptr_array_remove_index (self->timers, i);
    return;
  }
}

/* The earliest timer due by then; among equals the one added first. */
static Timer *
find_due_timer (LoketClock *self, gint64 until_us)
{
  Timer *found = NULL;

  for (guint i = 0; i < self->timers->len; i++) {
    Timer *timer = g_ptr_array_index (self->timers, i);

    if (timer->due_us <= until_us && (found == NULL || timer->due_us < found->due_us))
      found = timer;
  }
  return found;
}

/**
 * loket_clock_step:
 *
 * Lets time pass: every timer that falls due fires, in order, with the clock at its moment.
 */
void
loket_clock_step (LoketClock *self, gint64 duration_ms)
{
  gint64 until_us;
  Timer *timer;

  g_return_if_fail (self->stepped);

  until_us = self->monotonic_us + duration_ms * MS_US;
  while ((timer = find_due_timer (self, until_us)) != NULL) {
    self->now += timer->due_us - self->monotonic_us;
    self->monotonic_us = timer->due_us;
    timer_fired_cb (timer);
  }
  self->now += until_us - self->monotonic_us;
  self->monotonic_us = until_us;
}

/**
 * loket_clock_jump:
 *
 * Somebody sets the clock: the wall clock moves, no time passes and no timer fires.
 */
void
loket_clock_jump (LoketClock *self, gint64 duration_ms)
{
  g_return_if_fail (self->stepped);

  self->now += duration_ms * MS_US;
}
