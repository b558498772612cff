/* SPDX-License-Identifier: EUPL-1.2 */
/* Which day and moment it is at the desk, and what happens at the border of a day. */
#include "config.h"

#include "loket-case-list-private.h"
#include "loket-desk-private.h"

/* A timer stands still while the machine sleeps, and somebody may set the clock: so it looks at
 * least this often whether the day is still the same. */
enum {
  LOOK_AGAIN_MS = 10 * 60 * 1000,
  MINUTE_MS = 60 * 1000,
  MS_US = 1000
};

/* Our clock, corrected by the loket's where the two differ too much. */
LoketMoment
_loket_desk_get_own_now (LoketDesk *self)
{
  return loket_clock_get_now (self->clock) - self->state.clock_off_s * LOKET_SECOND_US;
}

/**
 * loket_desk_get_today:
 *
 * Returns: the day for which everything is shown: the one asked for at opening, else today in
 *   Brussels
 */
LoketDay
loket_desk_get_today (LoketDesk *self)
{
  if (self->today_fixed != LOKET_NO_DAY)
    return self->today_fixed;
  return loket_moment_get_day (_loket_desk_get_own_now (self));
}

/**
 * loket_desk_get_now:
 *
 * Returns: the `now` of replay: on a day that was asked for, the time of the clock on that day
 */
LoketMoment
loket_desk_get_now (LoketDesk *self)
{
  LoketMoment now = _loket_desk_get_own_now (self);
  int hour, minute;

  if (self->today_fixed == LOKET_NO_DAY)
    return now;
  loket_moment_get_time (now, &hour, &minute);
  return loket_moment_of_day (self->today_fixed, hour, minute);
}

static void
copied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!loket_store_write_finish (LOKET_STORE (source), result, &error))
    g_message ("the copy of the day could not be made: %s", error->message);
}

/* Of what is not sent yet, by the clock of this machine: a day that is shown may lie anywhere. */
static void
make_copy_of_the_day (LoketDesk *self)
{
  if (!self->read_only)
    loket_store_back_up_async (
        self->store, loket_moment_get_day (loket_clock_get_now (self->clock)), copied_cb, NULL);
}

static void arm_timer (LoketDesk *self);

static void
timer_cb (gpointer user_data)
{
  LoketDesk *self = user_data;

  self->day_timer = 0;
  _loket_desk_check_day (self);
  arm_timer (self);
}

static void
arm_timer (LoketDesk *self)
{
  LoketMoment now = _loket_desk_get_own_now (self);
  LoketMoment tomorrow = loket_moment_of_day (loket_moment_get_day (now) + 1, 0, 0);
  gint64 delay_ms = MIN ((tomorrow - now) / MS_US + 1, LOOK_AGAIN_MS);

  self->day_timer = loket_clock_add_timer (self->clock, (guint) MAX (delay_ms, 1), timer_cb, self);
}

/* Tells it once when the day is another one than was last told. */
void
_loket_desk_check_day (LoketDesk *self)
{
  LoketDay today = loket_desk_get_today (self);

  if (self->closed || today == self->today_told)
    return;
  self->today_told = today;
  if (self->list != NULL && self->view != NULL) {
    g_autofree char *view = g_strdup (self->view);
    g_autofree char *search = g_strdup (self->search);

    loket_desk_show_view (self, view, search);
  }
  if (!self->read_only)
    loket_replayer_run (self->replayer, LOKET_REPLAY_RESTING);
  make_copy_of_the_day (self);
  _loket_desk_count (self);
  g_signal_emit_by_name (self, "day-changed");
}

/* The `now` with which rows are replayed. Somebody may have set the clock since the day was last
 * looked at, and put it right before it is looked at again: so that what rests on the day in these
 * rows is then replayed, the day is told first. */
LoketMoment
_loket_desk_take_now (LoketDesk *self)
{
  _loket_desk_check_day (self);
  return loket_desk_get_now (self);
}

void
_loket_desk_start_days (LoketDesk *self)
{
  self->today_told = loket_desk_get_today (self);
  make_copy_of_the_day (self);
  if (self->today_fixed == LOKET_NO_DAY)
    arm_timer (self);
  _loket_desk_arm_border (self, self->border);
}

static void
border_cb (gpointer user_data)
{
  LoketDesk *self = user_data;
  LoketMoment now = loket_desk_get_now (self);

  self->border_timer = 0;
  if (now <= self->border) {
    _loket_desk_arm_border (self, self->border);
    return;
  }
  if (self->list != NULL) {
    _loket_case_list_set_now (self->list, loket_desk_get_today (self), now);
    _loket_case_list_refresh (self->list, NULL);
  }
  _loket_desk_count (self);
  g_signal_emit_by_name (self, "minute-changed");
}

/* When a term in hours ends, it moves from one view to another; when it has a day left, its
 * countdown begins to say hours. @border: LOKET_NO_MOMENT: nothing of the kind is near. Each count
 * finds the next one. */
void
_loket_desk_arm_border (LoketDesk *self, LoketMoment border)
{
  gint64 delay_ms;

  _loket_desk_stop_border (self);
  self->border = border;
  if (border == LOKET_NO_MOMENT)
    return;
  delay_ms = (border - loket_desk_get_now (self)) / MS_US + 1;
  self->border_timer = loket_clock_add_timer (
      self->clock, (guint) CLAMP (delay_ms, 1, LOOK_AGAIN_MS), border_cb, self);
}

void
_loket_desk_stop_border (LoketDesk *self)
{
  if (self->border_timer != 0)
    loket_clock_remove_timer (self->clock, self->border_timer);
  self->border_timer = 0;
}

static void arm_minute (LoketDesk *self);

static void
minute_cb (gpointer user_data)
{
  LoketDesk *self = user_data;

  self->minute_timer = 0;
  arm_minute (self);
  g_signal_emit_by_name (self, "minute-changed");
}

static void
arm_minute (LoketDesk *self)
{
  gint64 now_ms = _loket_desk_get_own_now (self) / MS_US;
  gint64 delay_ms = MINUTE_MS - now_ms % MINUTE_MS;

  self->minute_timer = loket_clock_add_timer (self->clock, (guint) delay_ms + 1, minute_cb, self);
}

/**
 * loket_desk_hold_minutes:
 *
 * From now on ::minute-changed tells each border of minutes. For who shows a deadline that is under
 * a day away; nobody else has the machine wake up for minutes.
 */
void
loket_desk_hold_minutes (LoketDesk *self)
{
  if (self->minute_holds++ == 0 && !self->closed)
    arm_minute (self);
}

/**
 * loket_desk_release_minutes:
 *
 * Takes back one loket_desk_hold_minutes().
 */
void
loket_desk_release_minutes (LoketDesk *self)
{
  g_return_if_fail (self->minute_holds > 0);

  if (--self->minute_holds == 0)
    _loket_desk_stop_minutes (self);
}

void
_loket_desk_stop_minutes (LoketDesk *self)
{
  if (self->minute_timer != 0)
    loket_clock_remove_timer (self->clock, self->minute_timer);
  self->minute_timer = 0;
}
