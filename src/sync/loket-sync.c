/* SPDX-License-Identifier: EUPL-1.2 */
/* The rhythm of syncing, as a small state machine:
 *
 *   IDLE     nothing is going on
 *   RUNNING  pull, push, pull                -> IDLE; watching: POLLING, or WAITING after a failure
 *   POLLING  a long poll is out              -> POLLING again; RUNNING when something is to be
 *                                               sent; WAITING after a failure
 *   WAITING  a timer runs after a failure    -> RUNNING
 */
#include "config.h"

#include "loket-backoff.h"
#include "loket-fetch-later.h"
#include "loket-fetch.h"
#include "loket-pull.h"
#include "loket-reference.h"
#include "loket-run.h"
#include "loket-sync.h"

/* The contract allows 50; a little less survives proxies that cut after a minute. */
enum {
  POLL_S = 45
};

typedef enum {
  STATE_IDLE,
  STATE_RUNNING,
  STATE_POLLING,
  STATE_WAITING,
} State;

struct _LoketSync {
  GObject parent_instance;

  LoketStore *store;         /* (owned) */
  LoketClock *clock;         /* outlives it */
  LoketRandom *random;       /* outlives it */
  LoketLine *line;           /* (owned) */
  LoketReference *reference; /* (owned) */
  LoketFetchLater *later;    /* (owned) */
  LoketSyncStatus status;
  State state;
  gboolean watching;
  gboolean again;            /* somebody asked while a run was under way */
  gboolean stopped;          /* for good: no run begins any more */
  GCancellable *cancellable; /* (owned) (nullable): of the run or poll */
  guint timer;
  guint failures; /* in a row */
  gint64 retry_after_s;
  GPtrArray *waiters;      /* (element-type GTask): for the end of this run */
  GPtrArray *next_waiters; /* (element-type GTask): for the end of the next one */
};

enum {
  CASES_CHANGED,
  STATUS_CHANGED,
  REFERENCE_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LoketSync, loket_sync, G_TYPE_OBJECT)

static void begin_run (LoketSync *self);

static void
cases_changed (const char *const *case_ids, gpointer user_data)
{
  g_signal_emit (user_data, signals[CASES_CHANGED], 0, case_ids);
}

static LoketSyncParts
get_parts (LoketSync *self)
{
  return (LoketSyncParts){
      .store = self->store,
      .line = self->line,
      .clock = self->clock,
      .reference = self->reference,
      .later = self->later,
      .cases_changed = cases_changed,
      .user_data = self,
  };
}

static void
tell_status (LoketSync *self)
{
  self->status.working = self->state == STATE_RUNNING;
  self->status.clock_off_s = loket_line_get_clock_off_s (self->line);
  g_signal_emit (self, signals[STATUS_CHANGED], 0);
}

static void
note_outcome (LoketSync *self, const GError *error)
{
  if (loket_sync_error_is_stopped (error))
    return;
  self->failures = error != NULL ? self->failures + 1 : 0;
  loket_sync_status_note (&self->status, error, loket_clock_get_now (self->clock));
}

static void
tell_reference (LoketSync *self, gboolean rules_changed, gboolean me_changed)
{
  if (rules_changed || me_changed)
    g_signal_emit (self, signals[REFERENCE_CHANGED], 0, rules_changed);
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

  self->state = STATE_WAITING;
  self->timer = loket_clock_add_timer (self->clock, delay_ms, timer_cb, self);
}

static void go_on (LoketSync *self, const GError *error);

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
  self->state = STATE_IDLE;
  tell_reference (self, pulled.rules_changed, pulled.me_changed);
  note_outcome (self, error);
  go_on (self, error);
  tell_status (self);
}

static void
begin_poll (LoketSync *self)
{
  LoketSyncParts parts = get_parts (self);

  self->state = STATE_POLLING;
  self->cancellable = g_cancellable_new ();
  loket_pull_async (&parts, POLL_S, self->cancellable, poll_ended_cb, g_object_ref (self));
}

/* What follows a run or a poll. */
static void
go_on (LoketSync *self, const GError *error)
{
  if (self->again || self->waiters->len > 0)
    begin_run (self);
  else if (self->watching && error != NULL)
    wait_after_failure (self, error); /* a run that was stopped has left something undone, too */
  else if (self->watching)
    begin_poll (self);
}

static void
answer_waiters (GPtrArray *waiters, const GError *error)
{
  for (guint i = 0; i < waiters->len; i++) {
    GTask *task = g_ptr_array_index (waiters, i);

    if (error != NULL)
      g_task_return_error (task, g_error_copy (error));
    else
      g_task_return_boolean (task, TRUE);
  }
}

/* What comes next is settled before anybody is told, so that whoever is told may ask anew. */
static void
run_ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LoketSync) self = user_data;
  g_autoptr (GPtrArray) waiters = self->waiters;
  g_autoptr (GError) error = NULL;
  LoketRunResult done;

  loket_run_finish (result, &done, &error);
  self->status.received = done.received;
  self->status.sent = done.sent;
  self->status.quarantined = done.quarantined + loket_fetch_later_count (self->later);
  self->status.restarted = done.restarted;
  self->retry_after_s = done.retry_after_s;
  self->waiters = self->next_waiters;
  self->next_waiters = g_ptr_array_new_with_free_func (g_object_unref);
  g_clear_object (&self->cancellable);
  self->state = STATE_IDLE;
  tell_reference (self, done.rules_changed, done.me_changed);
  note_outcome (self, error);
  go_on (self, error);
  tell_status (self);
  answer_waiters (waiters, error);
}

/* Whoever asks while the desk closes. */
static void
turn_away (LoketSync *self)
{
  g_autoptr (GPtrArray) waiters = self->waiters;
  g_autoptr (GError) error =
      g_error_new_literal (LOKET_SYNC_ERROR, LOKET_SYNC_ERROR_CANCELLED, "syncing was stopped");

  self->again = FALSE;
  self->waiters = g_ptr_array_new_with_free_func (g_object_unref);
  answer_waiters (waiters, error);
}

static void
begin_run (LoketSync *self)
{
  LoketSyncParts parts = get_parts (self);

  if (self->stopped) {
    turn_away (self);
    return;
  }
  if (self->timer != 0)
    loket_clock_remove_timer (self->clock, self->timer);
  self->timer = 0;
  self->again = FALSE;
  self->state = STATE_RUNNING;
  self->cancellable = g_cancellable_new ();
  tell_status (self);
  loket_run_async (&parts, self->cancellable, run_ended_cb, g_object_ref (self));
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
  switch (self->state) {
  case STATE_RUNNING:
    self->again = TRUE;
    break;
  case STATE_POLLING:
    self->again = TRUE;
    g_cancellable_cancel (self->cancellable);
    break;
  case STATE_IDLE:
  case STATE_WAITING:
  default:
    begin_run (self);
    break;
  }
}

static void
run_cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  LoketSync *self = user_data;

  if (self->state == STATE_RUNNING)
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
  gboolean running = self->state == STATE_RUNNING;

  g_task_set_source_tag (task, loket_sync_run_async);
  g_task_set_check_cancellable (task, FALSE);
  g_ptr_array_add (running ? self->next_waiters : self->waiters, task);
  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (run_cancelled_cb), self, 0);
  if (!running)
    loket_sync_hurry (self);
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
  if (self->state == STATE_IDLE)
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
  if (self->state == STATE_POLLING)
    g_cancellable_cancel (self->cancellable);
  if (self->state != STATE_WAITING)
    return;
  loket_clock_remove_timer (self->clock, self->timer);
  self->timer = 0;
  self->state = STATE_IDLE;
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
  self->stopped = TRUE;
  loket_sync_stop_watching (self);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

gboolean
loket_sync_is_idle (LoketSync *self)
{
  return self->state == STATE_IDLE;
}

/**
 * loket_sync_load_async:
 *
 * Reads who we are from what was kept; once, before anything else.
 */
void
loket_sync_load_async (LoketSync *self, GAsyncReadyCallback callback, gpointer user_data)
{
  loket_reference_load_async (self->reference, callback, user_data);
}

gboolean
loket_sync_load_finish (LoketSync *self, GAsyncResult *result, GError **error)
{
  return loket_reference_load_finish (self->reference, result, error);
}

/**
 * loket_sync_fetch_case_async:
 *
 * For a case that may not be kept on this machine.
 */
void
loket_sync_fetch_case_async (LoketSync *self,
                             const char *case_id,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  LoketSyncParts parts = get_parts (self);

  loket_fetch_case_async (&parts, case_id, cancellable, callback, user_data);
}

gboolean
loket_sync_fetch_case_finish (LoketSync *self, GAsyncResult *result, GError **error)
{
  return loket_fetch_case_finish (result, error);
}

const LoketSyncStatus *
loket_sync_get_status (LoketSync *self)
{
  return &self->status;
}

/**
 * loket_sync_get_me:
 *
 * Returns: (nullable): who the account is, as last heard; NULL before the first sync
 */
const LoketMe *
loket_sync_get_me (LoketSync *self)
{
  return loket_reference_get_me (self->reference);
}

static void
loket_sync_finalize (GObject *object)
{
  LoketSync *self = LOKET_SYNC (object);

  if (self->timer != 0)
    loket_clock_remove_timer (self->clock, self->timer);
  g_clear_pointer (&self->later, loket_fetch_later_free);
  g_clear_pointer (&self->reference, loket_reference_free);
  g_clear_pointer (&self->line, loket_line_free);
  g_clear_object (&self->store);
  g_clear_object (&self->cancellable);
  loket_sync_status_clear (&self->status);
  g_ptr_array_unref (self->waiters);
  g_ptr_array_unref (self->next_waiters);
  G_OBJECT_CLASS (loket_sync_parent_class)->finalize (object);
}

static void
loket_sync_class_init (LoketSyncClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = loket_sync_finalize;
  signals[CASES_CHANGED] = g_signal_new ("cases-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 1, G_TYPE_STRV);
  signals[STATUS_CHANGED] =
      g_signal_new ("status-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[REFERENCE_CHANGED] = g_signal_new ("reference-changed", type, G_SIGNAL_RUN_LAST, 0, NULL,
                                             NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
loket_sync_init (LoketSync *self)
{
  self->waiters = g_ptr_array_new_with_free_func (g_object_unref);
  self->next_waiters = g_ptr_array_new_with_free_func (g_object_unref);
  self->status.offline_since = LOKET_NO_MOMENT;
  self->status.last_sync = LOKET_NO_MOMENT;
  self->retry_after_s = -1;
}

/**
 * loket_sync_new:
 * @clock: outlives it
 * @random: outlives it
 */
LoketSync *
loket_sync_new (LoketStore *store,
                LoketTransport *transport,
                LoketClock *clock,
                LoketRandom *random)
{
  LoketSync *self = g_object_new (LOKET_TYPE_SYNC, NULL);

  self->store = g_object_ref (store);
  self->clock = clock;
  self->random = random;
  self->line = loket_line_new (transport, clock);
  self->reference = loket_reference_new (store, self->line);
  self->later = loket_fetch_later_new (clock, random);
  return self;
}
