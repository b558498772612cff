/* SPDX-License-Identifier: EUPL-1.2 */
/* When documents are tried again. */
#include "config.h"

#include "loket-backoff.h"
#include "loket-store.h"
#include "loket-sync-status.h"
#include "loket-transfer-pace.h"

/**
 * loket_transfer_error_is_final:
 *
 * Returns: whether nobody is helped by another try
 */
gboolean
loket_transfer_error_is_final (const GError *error)
{
  return g_error_matches (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_CONTENT) ||
         g_error_matches (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_NOT_FOUND);
}

static void
stop_timer (LoketTransferPace *self)
{
  if (self->timer != 0)
    loket_clock_remove_timer (self->clock, self->timer);
  self->timer = 0;
}

static void
timer_cb (gpointer user_data)
{
  LoketTransferPace *self = user_data;

  self->timer = 0;
  self->retry (self->user_data);
}

void
loket_transfer_pace_begin_round (LoketTransferPace *self)
{
  stop_timer (self);
  g_clear_error (&self->error);
  self->retry_after_s = -1;
}

/**
 * loket_transfer_pace_note_end:
 * @retry_after_s: what the loket asked for, of one document: none begins before; -1: nothing
 * @error: (nullable): why it did not go well
 */
void
loket_transfer_pace_note_end (LoketTransferPace *self, gint64 retry_after_s, const GError *error)
{
  if (error == NULL) {
    self->failures = 0;
    return;
  }
  self->retry_after_s = MAX (self->retry_after_s, retry_after_s);
  loket_pause_extend (&self->pause, self->clock, retry_after_s);
  if (g_error_matches (error, LOKET_SYNC_ERROR, LOKET_SYNC_ERROR_CANCELLED) ||
      loket_transfer_error_is_final (error))
    return;
  g_clear_error (&self->error);
  self->error = g_error_copy (error);
}

/**
 * loket_transfer_pace_end_round:
 *
 * Nothing travels any more; what failed for the moment waits for the next round.
 */
void
loket_transfer_pace_end_round (LoketTransferPace *self)
{
  guint delay_ms;

  if (!self->watching || self->error == NULL || self->stopped)
    return;
  delay_ms =
      loket_backoff_get_delay_ms (++self->failures, self->error, self->retry_after_s, self->random);
  stop_timer (self);
  self->timer = loket_clock_add_timer (self->clock, delay_ms, timer_cb, self);
}

gboolean
loket_transfer_pace_is_told_to_wait (LoketTransferPace *self)
{
  return loket_pause_get_left_us (&self->pause, self->clock) > 0;
}

/**
 * loket_transfer_pace_wait_until_told:
 *
 * With the timer of the failure, or one that is set now: nobody may have watched then.
 */
void
loket_transfer_pace_wait_until_told (LoketTransferPace *self)
{
  gint64 delay_ms = loket_pause_get_left_us (&self->pause, self->clock) / 1000 + 1;

  if (self->watching && self->timer == 0)
    self->timer =
        loket_clock_add_timer (self->clock, (guint) MIN (delay_ms, G_MAXINT32), timer_cb, self);
}

void
loket_transfer_pace_set_watching (LoketTransferPace *self, gboolean watching)
{
  self->watching = watching;
  if (!watching)
    stop_timer (self);
}

/**
 * loket_transfer_pace_stop:
 *
 * For good.
 */
void
loket_transfer_pace_stop (LoketTransferPace *self)
{
  self->stopped = TRUE;
  stop_timer (self);
}

void
loket_transfer_pace_clear (LoketTransferPace *self)
{
  stop_timer (self);
  g_clear_error (&self->error);
}
