/* SPDX-License-Identifier: EUPL-1.2 */
/* The desk and its line to the loket: state for the window, watching, new rules. */
#include "config.h"

#include "loket-desk-errors.h"
#include "loket-desk-private.h"
#include "loket-desk-rules.h"
#include "loket-store-feed.h"

/* Changes of the network come in flocks. */
enum {
  NETWORK_PAUSE_S = 30
};

/**
 * loket_desk_get_sync_state:
 *
 * Returns: (transfer none): as it is now; its strings until ::sync-changed
 */
const LoketSyncState *
loket_desk_get_sync_state (LoketDesk *self)
{
  return &self->state;
}

const LoketSyncReport *
loket_desk_get_report (LoketDesk *self)
{
  return loket_sync_get_report (self->sync);
}

char *
_loket_desk_build_log_path (LoketDesk *self)
{
  return loket_desk_folder_build_path (self->folder, "loket.log");
}

GPtrArray *
loket_desk_read_log (LoketDesk *self)
{
  g_autofree char *path = _loket_desk_build_log_path (self);

  return loket_log_read (path);
}

static const char *
name_refusal (const LoketWorkItem *item)
{
  if (g_strcmp0 (item->reason, "unknownInput") == 0)
    return "actUnknownToLoket";
  if (g_strcmp0 (item->reason, LOKET_WORK_CONTENTS_DAMAGED) == 0)
    return "contentsDamagedHere";
  return "actsRefused";
}

/* Of what the loket did not take, the one that a person must look at first. */
static const char *
choose_refusal (LoketDesk *self)
{
  const char *code = NULL;

  for (guint i = 0; i < self->pending->len; i++) {
    const LoketWorkItem *item = g_ptr_array_index (self->pending, i);

    if (item->state == LOKET_WORK_CONFLICT)
      return "caseChanged";
    if (item->state == LOKET_WORK_REFUSED && g_strcmp0 (code, "actsRefused") != 0)
      code = name_refusal (item);
  }
  return code;
}

/* What is to be told though the line is well; a person's own work comes first. What lies aside
 * comes last: nothing can be done about it here, it may stay long, and its count stands beside it.
 */
static const char *
choose_notice (LoketDesk *self)
{
  const char *refusal = choose_refusal (self);
  const char *left = _loket_desk_choose_left_notice (self);

  if (self->draft_not_kept)
    return "draftNotKept";
  if (loket_store_get_salvage (self->store) != NULL)
    return "workSalvaged";
  if (refusal != NULL)
    return refusal;
  if (self->state.pending_notice != NULL)
    return self->state.pending_notice;
  if (left != NULL)
    return left;
  if (self->state.clock_off_s != 0)
    return "clockOff";
  if (self->state.documents_error != NULL)
    return "documentsNotSent";
  if (loket_replayer_met_unknown_rules (self->replayer))
    return "rulesUnknown";
  if (self->cache_begun_anew)
    return "cacheSetAside";
  if (loket_sync_get_status (self->sync)->restarted)
    return "feedRestarted";
  return self->state.quarantined > 0 ? "itemsQuarantined" : NULL;
}

static const char *
choose_trouble (LoketDesk *self, const GError *error)
{
  const LoketBrake *brake = self->state.brake;

  if (brake != NULL)
    return loket_brake_kind_to_string (brake->kind);
  return error != NULL ? loket_desk_errors_get_code (error) : choose_notice (self);
}

/* The brake says more than how the last attempt ended: also before the first one of this run. */
static void
take_trouble (LoketDesk *self, const GError *error)
{
  const LoketBrake *brake = self->state.brake;

  g_clear_pointer (&self->trouble_detail, g_free);
  if (brake != NULL)
    self->trouble_detail = g_strdup (brake->detail);
  else if (error != NULL)
    self->trouble_detail = g_strdup (error->message);
  self->state.error = choose_trouble (self, error);
  self->state.error_detail = self->trouble_detail;
}

void
_loket_desk_update_state (LoketDesk *self)
{
  const LoketSyncStatus *status = loket_sync_get_status (self->sync);
  LoketSyncState *state = &self->state;

  state->online = status->online;
  state->working = status->working;
  state->offline_since = status->offline_since;
  state->failing_since = status->failing_since;
  state->last_sync = status->last_sync;
  state->brake = status->brake;
  state->clock_off_s = status->clock_off_s;
  state->received = status->received;
  state->sent = status->sent;
  state->quarantined = MAX (self->n_quarantined, status->quarantined);
  state->documents_not_sent = status->documents_not_sent;
  state->documents_error = status->documents_error;
  state->pending = self->pending->len;
  state->refused = 0;
  for (guint i = 0; i < self->pending->len; i++) {
    const LoketWorkItem *item = g_ptr_array_index (self->pending, i);

    if (item->state == LOKET_WORK_REFUSED || item->state == LOKET_WORK_CONFLICT)
      state->refused++;
  }
  _loket_desk_tell_needs (self);
  state->salvage = loket_store_get_salvage (self->store);
  if (self->cache_begun_anew && !status->working && status->error == NULL &&
      status->last_sync >= self->begun_anew_at)
    self->cache_begun_anew = FALSE;
  take_trouble (self, status->error);
  g_signal_emit_by_name (self, "sync-changed");
}

static void count_quarantine (LoketDesk *self);

static void
quarantine_counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LoketDesk) self = user_data;
  gint64 count;
  gboolean counted =
      loket_store_count_quarantine_finish (LOKET_STORE (source), result, &count, NULL);

  self->counting_quarantine = FALSE;
  if (!counted || self->closed)
    return;
  self->n_quarantined = (guint) count;
  _loket_desk_update_state (self);
  if (self->count_quarantine_again)
    count_quarantine (self);
}

static void
count_quarantine (LoketDesk *self)
{
  self->count_quarantine_again = self->counting_quarantine;
  if (self->counting_quarantine)
    return;
  self->counting_quarantine = TRUE;
  loket_store_count_quarantine_async (self->store, quarantine_counted_cb, g_object_ref (self));
}

static void
sync_cases_changed_cb (LoketSync *sync, const char *const *case_ids, LoketDesk *self)
{
  self->to_replay = TRUE;
  _loket_desk_refresh (self, case_ids);
}

static void
replay_new (LoketDesk *self)
{
  self->to_replay = FALSE;
  loket_replayer_run (self->replayer, LOKET_REPLAY_NOT_REPLAYED);
  loket_replayer_run (self->replayer, LOKET_REPLAY_WORKED);
}

/* What came in is shown with the loket's own dates at once; ours follow when the line is quiet, and
 * when the rules are there that came with it. */
static void
replay_or_look (LoketDesk *self, const LoketSyncStatus *status)
{
  if (self->reading_rules || self->read_only)
    return;
  if (self->to_replay)
    replay_new (self);
  else if (status->error == NULL && status->last_sync != LOKET_NO_MOMENT)
    _loket_desk_check_in_background (self);
  loket_replayer_try_again (self->replayer);
}

static void
sync_status_changed_cb (LoketSync *sync, LoketDesk *self)
{
  const LoketSyncStatus *status = loket_sync_get_status (sync);

  _loket_desk_update_state (self);
  _loket_desk_check_day (self);
  if (status->working)
    return;
  _loket_desk_read_left (self);
  _loket_desk_keep_drafts_again (self);
  replay_or_look (self, status);
  /* Last: while it is counted nothing is settled, and the daily look waits for what is. */
  if (status->quarantined > 0 || self->n_quarantined > 0)
    count_quarantine (self);
}

static void
bodies_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LoketDesk) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) bodies =
      loket_store_list_bodies_finish (LOKET_STORE (source), result, &error);

  self->reading_rules = FALSE;
  if (self->closed)
    return;
  if (bodies == NULL || !_loket_desk_take_rules (self, bodies, &error)) {
    g_message ("the loket's rules could not be read: %s", error->message);
    replay_new (self);
    return;
  }
  self->to_replay = FALSE;
  loket_replayer_run (self->replayer, LOKET_REPLAY_ALL);
  _loket_desk_refresh (self, NULL);
}

static void
sync_reference_changed_cb (LoketSync *sync, gboolean rules, LoketDesk *self)
{
  _loket_desk_update_agencies (self);
  if (!rules) {
    _loket_desk_refresh (self, NULL);
    return;
  }
  self->reading_rules = TRUE;
  loket_store_list_bodies_async (self->store, bodies_listed_cb, g_object_ref (self));
}

/* A line that was open may lead nowhere by now, and nobody would say so for a minute: so the loket
 * is asked anew, but not at each of the changes that come in a flock. */
static void
surroundings_cb (LoketSurroundingsChange change, gpointer user_data)
{
  LoketDesk *self = user_data;
  gint64 now_us = loket_clock_get_monotonic_us (self->clock);

  if (change == LOKET_SURROUNDINGS_NETWORK && self->state.online &&
      now_us - self->network_asked_us < NETWORK_PAUSE_S * LOKET_SECOND_US)
    return;
  self->network_asked_us = now_us;
  loket_sync_hurry (self->sync);
}

void
_loket_desk_sync_connect (LoketDesk *self)
{
  g_signal_connect (self->sync, "cases-changed", G_CALLBACK (sync_cases_changed_cb), self);
  g_signal_connect (self->sync, "status-changed", G_CALLBACK (sync_status_changed_cb), self);
  g_signal_connect (self->sync, "reference-changed", G_CALLBACK (sync_reference_changed_cb), self);
  _loket_desk_connect_transfers (self);
  _loket_desk_update_state (self);
  count_quarantine (self);
  _loket_desk_read_left (self);
}

static void
run_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketDesk *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  if (!loket_sync_run_finish (LOKET_SYNC (source), result, &error))
    g_task_return_error (task, _loket_desk_translate (error));
  else if (!_loket_desk_await_transfers (self, task))
    g_task_return_boolean (task, TRUE);
  if (!self->closed)
    _loket_desk_update_state (self);
}

/* @orders: 0: none; @admitted: (nullable) */
static void
run (LoketDesk *self,
     LoketOrders orders,
     const LoketBrake *admitted,
     GCancellable *cancellable,
     GTask *task)
{
  g_task_set_check_cancellable (task, FALSE);
  if (_loket_desk_check_writable (self, task))
    loket_sync_order_async (self->sync, orders, admitted, cancellable, run_done_cb, task);
  else
    g_object_unref (task);
}

/* Documents are whole at the loket now, and their acts may go. @task: (transfer full) */
void
_loket_desk_run_again (LoketDesk *self, GTask *task)
{
  loket_sync_order_async (self->sync, 0, NULL, g_task_get_cancellable (task), run_done_cb, task);
}

/**
 * loket_desk_sync_async:
 * @cancellable: (nullable): stops it before its next step
 *
 * One whole run: what is new comes in, what waits goes out. The errors of the line are
 * LOKET_SYNC_ERROR; loket_desk_errors_get_code() gives the key of the sentence for each.
 */
void
loket_desk_sync_async (LoketDesk *self,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, loket_desk_sync_async);
  run (self, 0, NULL, cancellable, task);
}

gboolean
loket_desk_sync_finish (LoketDesk *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * loket_desk_resync_async:
 * @cancellable: (nullable): stops it before its next step; the next sync goes on with it
 *
 * What is not yet sent, drafts and the audit stay; what does not come again is kept and marked as
 * gone.
 */
void
loket_desk_resync_async (LoketDesk *self,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, loket_desk_resync_async);
  run (self, LOKET_ORDER_RESYNC, NULL, cancellable, task);
}

gboolean
loket_desk_resync_finish (LoketDesk *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * loket_desk_answer_brake_async:
 * @answer: GO_ON only where loket_brake_kind_may_go_on()
 * @seen: (nullable): the brake that was shown to the person; what is let in is what that one says,
 * and where another one came since, that one stays on. Not looked at for CHECK_AGAIN
 *
 * GO_ON: what was refused may come in, once. CHECK_AGAIN: the loket is asked once more, and the
 * brake is lifted where all is well. Without a brake it is an ordinary sync.
 */
void
loket_desk_answer_brake_async (LoketDesk *self,
                               LoketBrakeAnswer answer,
                               const LoketBrake *seen,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, loket_desk_answer_brake_async);
  if (answer == LOKET_BRAKE_GO_ON)
    run (self, 0, seen, NULL, task);
  else
    run (self, LOKET_ORDER_CHECK_AGAIN, NULL, NULL, task);
}

/**
 * loket_desk_answer_brake_finish:
 *
 * Returns: FALSE with LOKET_SYNC_ERROR_BRAKE where the brake is still on, or another error of
 *   loket_desk_sync_async()
 */
gboolean
loket_desk_answer_brake_finish (LoketDesk *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * loket_desk_is_settled:
 *
 * Returns: whether all that came in was replayed and read again here; until then lists show some
 *   cases with the loket's own dates. It comes true on the main loop
 */
gboolean
loket_desk_is_settled (LoketDesk *self)
{
  return !self->reading_rules && !self->listing_pending && !self->reading_needs &&
         !self->counting_quarantine && loket_replayer_is_idle (self->replayer);
}

/**
 * loket_desk_start_watching:
 *
 * Syncs now, and from then on whenever there is news or something to send, until
 * loket_desk_stop_watching(). A desk that only reads does not watch.
 */
void
loket_desk_start_watching (LoketDesk *self)
{
  if (self->read_only || self->watching)
    return;
  self->watching = TRUE;
  self->surroundings = loket_surroundings_new (surroundings_cb, self);
  self->network_asked_us = loket_clock_get_monotonic_us (self->clock);
  loket_sync_start_watching (self->sync);
}

void
loket_desk_stop_watching (LoketDesk *self)
{
  if (!self->watching)
    return;
  self->watching = FALSE;
  g_clear_pointer (&self->surroundings, loket_surroundings_free);
  loket_sync_stop_watching (self->sync);
}
