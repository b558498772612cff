/* SPDX-License-Identifier: EUPL-1.2 */
/* The rhythm of syncing, as a small state machine:
 *
 *   IDLE     nothing is going on
 *   RUNNING  pull, push, pull              -> IDLE; watching: POLLING, or WAITING after a failure;
 *                                             IDLE while a brake waits for an answer
 *   POLLING  a long poll is out            -> POLLING again; RUNNING when something is to be sent;
 *                                             WAITING after a failure, or where the loket does not
 *                                             hold polls
 *   WAITING  a timer runs after a failure  -> RUNNING; POLLING where polls are not held
 */
#include "config.h"

#include "loket-backoff.h"
#include "loket-pull.h"
#include "loket-run.h"
#include "loket-store-brake.h"
#include "loket-sync-private.h"

/* The contract allows 50; a little less survives proxies that cut after a minute. */
enum {
  POLL_S = 45,
  MS_US = 1000,
  SECOND_MS = 1000,
  /* So soon a poll is answered "nothing new" only by who does not wait: then it is asked seldom, as
   * each answer would be followed by the next question. */
  HASTY_S = 3,
  HASTY_FREE = 3,
  /* So soon after the copies were begun anew they are spoilt again only by a disk, or a mistake,
   * that spoils them each time: each fetching of all would be followed by the next. */
  SPOILT_S = 5 * 60,
  DOUBLINGS_MAX = 5
};

static void begin_run (LoketSync *self);

static void
note_outcome (LoketSync *self, const GError *error)
{
  if (loket_sync_error_is_stopped (error))
    return;
  self->failures = error != NULL ? self->failures + 1 : 0;
  loket_sync_status_note (&self->status, error, loket_clock_get_now (self->clock));
}

/* After a run */

static void
timer_cb (gpointer user_data)
{
  LoketSync *self = user_data;

  self->timer = 0;
  begin_run (self);
}

static void
wait_after_failure (LoketSync *self, const GError *error)
{
  guint delay_ms = loket_backoff_get_delay_ms (MAX (self->failures, 1), error, self->retry_after_s,
                                               self->random);

  self->phase = LOKET_SYNC_WAITING;
  self->timer = loket_clock_add_timer (self->clock, delay_ms, timer_cb, self);
}

static void
stop_hold_timer (LoketSync *self)
{
  if (self->hold_timer != 0)
    loket_clock_remove_timer (self->clock, self->hold_timer);
  self->hold_timer = 0;
}

static void
hold_ended_cb (gpointer user_data)
{
  LoketSync *self = user_data;

  self->hold_timer = 0;
  loket_sync_hurry (self);
}

/* @held_until: LOKET_NO_MOMENT: nothing is held */
static void
arm_hold_timer (LoketSync *self, LoketMoment held_until)
{
  gint64 left_us;

  stop_hold_timer (self);
  if (held_until == LOKET_NO_MOMENT || !self->watching)
    return;
  left_us = MAX (held_until - loket_clock_get_now (self->clock), 0);
  self->hold_timer =
      loket_clock_add_timer (self->clock, (guint) (left_us / MS_US) + 1, hold_ended_cb, self);
}

static void go_on (LoketSync *self, const GError *error);

/* A poll that brought nothing is no news. */
static void
report_poll (LoketSync *self, const LoketPullResult *pulled, const GError *error)
{
  LoketSyncReport *report;

  if (loket_sync_error_is_stopped (error) ||
      (error == NULL && pulled->pages == 0 && pulled->gone == 0))
    return;
  report = g_new0 (LoketSyncReport, 1);
  report->received = pulled->received;
  report->withdrawn = pulled->withdrawn;
  report->erased = pulled->erased;
  report->gone = pulled->gone;
  report->quarantined = self->status.quarantined;
  report->pages = pulled->pages;
  _loket_sync_take_report (self, "poll", report, error);
}

static void
report_run (LoketSync *self, const LoketRunResult *done, const GError *error)
{
  LoketSyncReport *report = g_new0 (LoketSyncReport, 1);

  report->received = done->received;
  report->sent = done->sent;
  report->refused = done->refused;
  report->withdrawn = done->withdrawn;
  report->erased = done->erased;
  report->gone = done->gone;
  report->quarantined = self->status.quarantined;
  report->pages = done->pages;
  _loket_sync_take_report (self, "run", report, error);
}

static void
count_haste (LoketSync *self, const LoketPullResult *pulled, const GError *error)
{
  gint64 lasted_us = loket_clock_get_monotonic_us (self->clock) - self->poll_began_us;

  if (error != NULL)
    return;
  self->hasty_polls =
      pulled->pages == 0 && lasted_us < HASTY_S * LOKET_SECOND_US ? self->hasty_polls + 1 : 0;
}

static void
poll_ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LoketSync) self = user_data;
  LoketPullResult pulled;
  g_autoptr (GError) error = NULL;

  loket_pull_finish (result, &pulled, &error);
  if (pulled.received > 0)
    self->status.received = pulled.received;
  self->status.quarantined = pulled.quarantined + loket_fetch_later_count (self->later);
  self->status.restarted |= pulled.restarted;
  self->retry_after_s = pulled.retry_after_s;
  g_clear_object (&self->cancellable);
  self->phase = LOKET_SYNC_IDLE;
  count_haste (self, &pulled, error);
  if (pulled.rules_changed || pulled.me_changed)
    _loket_sync_tell_reference (self, pulled.rules_changed);
  note_outcome (self, error);
  report_poll (self, &pulled, error);
  go_on (self, error);
  /* What was held back because such a case was late may go now. */
  if (pulled.fetched > 0 && self->watching)
    loket_sync_hurry (self);
  _loket_sync_tell_status (self);
}

static void
begin_poll (LoketSync *self)
{
  LoketSyncParts parts = _loket_sync_get_parts (self);

  self->phase = LOKET_SYNC_POLLING;
  self->began = loket_clock_get_now (self->clock);
  self->poll_began_us = loket_clock_get_monotonic_us (self->clock);
  self->cancellable = g_cancellable_new ();
  loket_pull_async (&parts, POLL_S, self->cancellable, poll_ended_cb, g_object_ref (self));
}

static void
poll_timer_cb (gpointer user_data)
{
  LoketSync *self = user_data;

  self->timer = 0;
  begin_poll (self);
}

static void
wait_longer (LoketSync *self, guint times, LoketTimerFunc func)
{
  guint delay_ms = SECOND_MS << MIN (times, DOUBLINGS_MAX);

  self->phase = LOKET_SYNC_WAITING;
  self->timer = loket_clock_add_timer (
      self->clock, delay_ms + loket_random_below (self->random, delay_ms), func, self);
}

static gboolean
was_spoilt_lately (LoketSync *self)
{
  return self->anew_us != 0 &&
         loket_clock_get_monotonic_us (self->clock) - self->anew_us < SPOILT_S * LOKET_SECOND_US;
}

/* What the loket itself answers has its own pace. */
static gboolean
is_spoilt_again (LoketSync *self, const GError *error)
{
  return self->anew_again > 0 && was_spoilt_lately (self) &&
         (error == NULL || error->domain != LOKET_SYNC_ERROR);
}

/* Only a person can say how it goes on: there is nothing to be waited for. */
static gboolean
waits_for_an_answer (LoketSync *self)
{
  g_autoptr (LoketBrake) brake = loket_store_dup_brake (self->store);

  return brake != NULL && loket_brake_kind_may_go_on (brake->kind);
}

/* What follows a run or a poll. */
static void
go_on (LoketSync *self, const GError *error)
{
  if (self->again || loket_waiters_any (self->waiters))
    begin_run (self);
  else if (self->watching && is_spoilt_again (self, error))
    wait_longer (self, self->anew_again, timer_cb);
  else if (self->watching && error != NULL && !waits_for_an_answer (self))
    wait_after_failure (self, error); /* a run that was stopped has left something undone, too */
  else if (self->watching && error == NULL && self->hasty_polls > HASTY_FREE)
    wait_longer (self, self->hasty_polls - HASTY_FREE, poll_timer_cb);
  else if (self->watching && error == NULL)
    begin_poll (self);
}

/* What comes next is settled before anybody is told, so that whoever is told may ask anew. */
static void
run_ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LoketSync) self = user_data;
  g_autoptr (GPtrArray) waiters = loket_waiters_take (self->waiters);
  g_autoptr (GError) error = NULL;
  LoketRunResult done;

  loket_run_finish (result, &done, &error);
  self->status.received = done.received;
  self->status.sent = done.sent;
  self->status.quarantined = done.quarantined + loket_fetch_later_count (self->later);
  self->status.restarted = done.restarted;
  self->retry_after_s = done.retry_after_s;
  g_clear_object (&self->cancellable);
  self->phase = LOKET_SYNC_IDLE;
  if (done.rules_changed || done.me_changed)
    _loket_sync_tell_reference (self, done.rules_changed);
  note_outcome (self, error);
  report_run (self, &done, error);
  arm_hold_timer (self, done.held_until);
  if (error == NULL)
    loket_transfers_hurry (self->transfers);
  go_on (self, error);
  _loket_sync_tell_status (self);
  loket_waiters_answer (waiters, error);
}

/* Whoever asks while the desk closes. */
static void
turn_away (LoketSync *self)
{
  g_autoptr (GPtrArray) waiters = loket_waiters_take (self->waiters);
  g_autoptr (GError) error =
      g_error_new_literal (LOKET_SYNC_ERROR, LOKET_SYNC_ERROR_CANCELLED, "syncing was stopped");

  self->again = FALSE;
  loket_waiters_answer (waiters, error);
}

static void
begin_run (LoketSync *self)
{
  LoketSyncParts parts = _loket_sync_get_parts (self);
  LoketOrders orders = self->orders;
  g_autoptr (LoketBrake) admitted = NULL;

  if (self->stopped) {
    turn_away (self);
    return;
  }
  if (self->timer != 0)
    loket_clock_remove_timer (self->clock, self->timer);
  self->timer = 0;
  self->again = FALSE;
  self->orders = 0;
  admitted = g_steal_pointer (&self->admitted);
  self->phase = LOKET_SYNC_RUNNING;
  self->began = loket_clock_get_now (self->clock);
  self->cancellable = g_cancellable_new ();
  _loket_sync_tell_status (self);
  loket_run_async (&parts, orders, admitted, self->cancellable, run_ended_cb, g_object_ref (self));
}

/**
 * loket_sync_hurry:
 *
 * Something is to be sent, or the network came back: a run begins now, or follows the one that is
 * under way.
 */
void
loket_sync_hurry (LoketSync *self)
{
  switch (self->phase) {
  case LOKET_SYNC_RUNNING:
    self->again = TRUE;
    break;
  case LOKET_SYNC_POLLING:
    self->again = TRUE;
    g_cancellable_cancel (self->cancellable);
    break;
  case LOKET_SYNC_IDLE:
  case LOKET_SYNC_WAITING:
  default:
    begin_run (self);
    break;
  }
}

/**
 * loket_sync_begin_anew:
 *
 * The copies of the loket are gone: the next run fetches everything, and follows at once on one
 * that is under way; where they go again soon, after a while. Who does not watch asks for it.
 */
void
loket_sync_begin_anew (LoketSync *self)
{
  gboolean again = was_spoilt_lately (self);

  loket_reference_forget_tags (self->reference);
  self->anew_us = MAX (loket_clock_get_monotonic_us (self->clock), 1);
  self->anew_again = again ? self->anew_again + 1 : 0;
  if (!again && (self->watching || self->phase == LOKET_SYNC_RUNNING))
    loket_sync_hurry (self);
}

static void
run_cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  LoketSync *self = user_data;

  if (self->phase == LOKET_SYNC_RUNNING)
    g_cancellable_cancel (self->cancellable);
}

/**
 * loket_sync_run_async:
 * @cancellable: (nullable): stops the run before its next step; nothing that was done is undone
 *
 * One whole run, begun after this call.
 */
void
loket_sync_run_async (LoketSync *self,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  gboolean running = self->phase == LOKET_SYNC_RUNNING;

  g_task_set_source_tag (task, loket_sync_run_async);
  g_task_set_check_cancellable (task, FALSE);
  loket_waiters_add (self->waiters, task, running);
  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (run_cancelled_cb), self, 0);
  if (!running)
    loket_sync_hurry (self);
}

/**
 * loket_sync_order_async:
 * @orders: what the run does before it pulls; ends with loket_sync_run_finish()
 * @admitted: (nullable): the brake that somebody saw, and said "go on" to: what it refused is let
 * in, once; a brake that came since stays on
 *
 * One whole run with orders, begun after this call.
 */
void
loket_sync_order_async (LoketSync *self,
                        LoketOrders orders,
                        const LoketBrake *admitted,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  self->orders |= orders;
  if (admitted != NULL) {
    loket_brake_free (self->admitted);
    self->admitted = loket_brake_copy (admitted);
  }
  loket_sync_run_async (self, cancellable, callback, user_data);
}

gboolean
loket_sync_run_finish (LoketSync *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * loket_sync_start_watching:
 *
 * Runs now, and from then on whenever the loket has news or something is to be sent.
 */
void
loket_sync_start_watching (LoketSync *self)
{
  self->watching = TRUE;
  loket_transfers_set_watching (self->transfers, TRUE);
  if (self->phase == LOKET_SYNC_IDLE)
    begin_run (self);
}

/**
 * loket_sync_stop_watching:
 *
 * A run that is under way goes on to its end.
 */
void
loket_sync_stop_watching (LoketSync *self)
{
  self->watching = FALSE;
  loket_transfers_set_watching (self->transfers, FALSE);
  stop_hold_timer (self);
  if (self->phase == LOKET_SYNC_POLLING)
    g_cancellable_cancel (self->cancellable);
  if (self->phase != LOKET_SYNC_WAITING)
    return;
  loket_clock_remove_timer (self->clock, self->timer);
  self->timer = 0;
  self->phase = LOKET_SYNC_IDLE;
}

/**
 * loket_sync_stop:
 *
 * For closing, and for good: takes back what is out, and whoever waits for a run is told that it
 * was stopped. loket_sync_is_idle() says when it has ended.
 */
void
loket_sync_stop (LoketSync *self)
{
  g_autoptr (GPtrArray) fetches =
      g_ptr_array_copy (self->fetches, (GCopyFunc) (void (*) (void)) g_object_ref, NULL);

  self->stopped = TRUE;
  loket_sync_stop_watching (self);
  loket_transfers_stop (self->transfers);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  for (guint i = 0; i < fetches->len; i++)
    g_cancellable_cancel (g_ptr_array_index (fetches, i));
}

gboolean
loket_sync_is_idle (LoketSync *self)
{
  return self->phase == LOKET_SYNC_IDLE && self->fetches->len == 0 &&
         loket_transfers_is_idle (self->transfers);
}
