/* SPDX-License-Identifier: EUPL-1.2 */
/* Syncing as an object: what it holds, tells and reads; its rhythm stands in loket-sync-rhythm.c.
 */
#include "config.h"

#include "loket-fetch.h"
#include "loket-store-brake.h"
#include "loket-store-report.h"
#include "loket-sync-private.h"
#include "loket-tus.h"

enum {
  US_IN_MS = 1000
};

enum {
  CASES_CHANGED,
  STATUS_CHANGED,
  DOCUMENTS_CHANGED,
  TRANSFERS_ENDED,
  REFERENCE_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LoketSync, loket_sync, G_TYPE_OBJECT)

static void
cases_changed (const char *const *case_ids, gpointer user_data)
{
  g_signal_emit (user_data, signals[CASES_CHANGED], 0, case_ids);
}

static void
documents_changed (const char *case_id, gpointer user_data)
{
  g_signal_emit (user_data, signals[DOCUMENTS_CHANGED], 0, case_id);
}

/* The act of a document may go now. */
static void
uploaded (gpointer user_data)
{
  LoketSync *self = user_data;

  self->uploaded = TRUE;
  if (self->watching)
    loket_sync_hurry (self);
}

static void
retry_transfers (gpointer user_data)
{
  LoketSync *self = user_data;

  if (self->watching)
    loket_sync_hurry (self);
}

LoketSyncParts
_loket_sync_get_parts (LoketSync *self)
{
  return (LoketSyncParts){
      .store = self->store,
      .line = self->line,
      .clock = self->clock,
      .reference = self->reference,
      .later = self->later,
      .piece_bytes = LOKET_TUS_PIECE_BYTES,
      .holds = self->holds,
      .cases_changed = cases_changed,
      .user_data = self,
  };
}

void
_loket_sync_tell_status (LoketSync *self)
{
  self->status.working = self->phase == LOKET_SYNC_RUNNING;
  self->status.clock_off_s = loket_line_get_clock_off_s (self->line);
  g_clear_pointer (&self->status.brake, loket_brake_free);
  self->status.brake = loket_store_dup_brake (self->store);
  g_signal_emit (self, signals[STATUS_CHANGED], 0);
}

static void
log_report (LoketSync *self, const char *event, const LoketSyncReport *report)
{
  const LoketLogNumber numbers[] = {
      {"ms", (report->ended - report->began) / US_IN_MS},
      {"received", report->received},
      {"sent", report->sent},
      {"refused", report->refused},
      {"withdrawn", report->withdrawn},
      {"erased", report->erased},
      {"gone", report->gone},
      {"quarantined", report->quarantined},
      {"documentsNotSent", report->documents_not_sent},
      {"pages", report->pages},
      {"clockOff", self->status.clock_off_s},
  };

  loket_log_add (self->log, report->ended, event, report->error, numbers, G_N_ELEMENTS (numbers));
}

static void
take_documents (LoketSync *self, LoketSyncReport *report)
{
  report->documents_not_sent = self->status.documents_not_sent;
  g_free (report->documents_error);
  report->documents_error = g_strdup (self->status.documents_error);
}

/* @report: (transfer full): its counts; moments and error are set here. Where it cannot be kept
 * there is one in memory. */
void
_loket_sync_take_report (LoketSync *self,
                         const char *event,
                         LoketSyncReport *report,
                         const GError *error)
{
  report->began = self->began;
  report->ended = loket_clock_get_now (self->clock);
  report->error = error != NULL ? g_strdup (loket_sync_error_get_code (error)) : NULL;
  take_documents (self, report);
  g_clear_pointer (&self->report, loket_sync_report_free);
  self->report = report;
  log_report (self, event, report);
  loket_store_keep_report_async (self->store, report, NULL, NULL);
}

static void
log_documents (LoketSync *self)
{
  const LoketLogNumber numbers[] = {{"documentsNotSent", self->status.documents_not_sent}};

  loket_log_add (self->log, loket_clock_get_now (self->clock), "documents",
                 self->status.documents_error, numbers, G_N_ELEMENTS (numbers));
}

/* A run is over before its documents are: what it did is told with what became of them. */
static void
note_documents (LoketSync *self)
{
  LoketSyncStatus *status = &self->status;
  guint before = status->documents_not_sent;
  const char *code_before = status->documents_error;

  status->documents_not_sent =
      loket_transfers_get_not_sent (self->transfers, &status->documents_error);
  if (status->documents_not_sent == before && g_strcmp0 (status->documents_error, code_before) == 0)
    return;
  if (status->documents_not_sent > 0)
    log_documents (self);
  if (self->report == NULL)
    return;
  take_documents (self, self->report);
  loket_store_keep_report_async (self->store, self->report, NULL, NULL);
}

static void
transfers_ended (gpointer user_data)
{
  LoketSync *self = user_data;
  gboolean any = self->uploaded;

  self->uploaded = FALSE;
  note_documents (self);
  g_signal_emit (self, signals[TRANSFERS_ENDED], 0, any);
}

/* Who we are is another now; @rules_changed: the rules, too. */
void
_loket_sync_tell_reference (LoketSync *self, gboolean rules_changed)
{
  g_signal_emit (self, signals[REFERENCE_CHANGED], 0, rules_changed);
}

static void
report_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketSync *self = g_task_get_source_object (task);
  g_autoptr (LoketSyncReport) report = NULL;
  GError *error = NULL;

  if (!loket_store_read_report_finish (LOKET_STORE (source), result, &report, &error)) {
    g_task_return_error (task, error);
    return;
  }
  if (self->report == NULL)
    self->report = g_steal_pointer (&report);
  g_task_return_boolean (task, TRUE);
}

static void
reference_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  LoketSync *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (loket_reference_load_finish (self->reference, result, &error)) {
    loket_store_read_report_async (self->store, report_read_cb, task);
    return;
  }
  g_task_return_error (task, error);
  g_object_unref (task);
}

/**
 * loket_sync_load_async:
 *
 * Reads who we are, and what the last sync did, from what was kept; once, before anything else.
 */
void
loket_sync_load_async (LoketSync *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, loket_sync_load_async);
  loket_reference_load_async (self->reference, reference_loaded_cb, task);
}

gboolean
loket_sync_load_finish (LoketSync *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
case_fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketSync *self = g_task_get_source_object (task);
  GError *error = NULL;

  g_ptr_array_remove (self->fetches, g_task_get_task_data (task));
  if (loket_fetch_case_finish (result, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * loket_sync_fetch_case_async:
 *
 * For a case that may not be kept on this machine. loket_sync_stop() takes it back, too.
 */
void
loket_sync_fetch_case_async (LoketSync *self,
                             const char *case_id,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  LoketSyncParts parts = _loket_sync_get_parts (self);
  GCancellable *own = g_cancellable_new ();
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, loket_sync_fetch_case_async);
  g_task_set_task_data (task, g_object_ref (own), g_object_unref);
  g_ptr_array_add (self->fetches, own);
  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (g_cancellable_cancel), own,
                             G_CONNECT_SWAPPED);
  if (self->stopped || g_cancellable_is_cancelled (cancellable))
    g_cancellable_cancel (own);
  loket_fetch_case_async (&parts, case_id, FALSE, own, case_fetched_cb, task);
}

gboolean
loket_sync_fetch_case_finish (LoketSync *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

const LoketSyncStatus *
loket_sync_get_status (LoketSync *self)
{
  return &self->status;
}

/**
 * loket_sync_set_holds:
 * @holds: whether acts that are held back wait for their time; where nobody could take them back
 *   meanwhile, they do not
 */
void
loket_sync_set_holds (LoketSync *self, gboolean holds)
{
  self->holds = holds;
}

/**
 * loket_sync_set_log:
 * @log: (nullable): outlives it
 */
void
loket_sync_set_log (LoketSync *self, LoketLog *log)
{
  self->log = log;
}

/**
 * loket_sync_get_report:
 *
 * Returns: (nullable): what the last run did, or the last poll that brought something or failed,
 *   also in an earlier run of the program; valid until ::status-changed
 */
const LoketSyncReport *
loket_sync_get_report (LoketSync *self)
{
  return self->report;
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

  g_clear_pointer (&self->transfers, loket_transfers_free);
  if (self->timer != 0)
    loket_clock_remove_timer (self->clock, self->timer);
  if (self->hold_timer != 0)
    loket_clock_remove_timer (self->clock, self->hold_timer);
  g_clear_pointer (&self->later, loket_fetch_later_free);
  g_clear_pointer (&self->reference, loket_reference_free);
  g_clear_pointer (&self->line, loket_line_free);
  g_clear_object (&self->store);
  g_clear_object (&self->cancellable);
  loket_sync_status_clear (&self->status);
  loket_brake_free (self->admitted);
  loket_sync_report_free (self->report);
  loket_waiters_free (self->waiters);
  g_ptr_array_unref (self->fetches);
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
  signals[DOCUMENTS_CHANGED] = g_signal_new ("documents-changed", type, G_SIGNAL_RUN_LAST, 0, NULL,
                                             NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[TRANSFERS_ENDED] = g_signal_new ("transfers-ended", type, G_SIGNAL_RUN_LAST, 0, NULL,
                                           NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[REFERENCE_CHANGED] = g_signal_new ("reference-changed", type, G_SIGNAL_RUN_LAST, 0, NULL,
                                             NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
loket_sync_init (LoketSync *self)
{
  self->waiters = loket_waiters_new ();
  self->fetches = g_ptr_array_new_with_free_func (g_object_unref);
  self->status.offline_since = LOKET_NO_MOMENT;
  self->status.failing_since = LOKET_NO_MOMENT;
  self->status.last_sync = LOKET_NO_MOMENT;
  self->retry_after_s = -1;
  self->holds = TRUE;
}

static LoketTransfers *
make_transfers (LoketSync *self)
{
  LoketSyncParts parts = _loket_sync_get_parts (self);
  LoketTransfersListener listener = {documents_changed, uploaded, retry_transfers, transfers_ended,
                                     self};

  return loket_transfers_new (&parts, self->random, &listener);
}

/**
 * loket_sync_get_transfers:
 *
 * Returns: (transfer none): the documents that travel
 */
LoketTransfers *
loket_sync_get_transfers (LoketSync *self)
{
  return self->transfers;
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
  self->reference = loket_reference_new (store, self->line, clock);
  self->later = loket_fetch_later_new (clock, random);
  self->status.brake = loket_store_dup_brake (store);
  self->transfers = make_transfers (self);
  return self;
}
