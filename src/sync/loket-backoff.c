/* SPDX-License-Identifier: EUPL-1.2 */
/* Waiting times after failures. */
#include "config.h"

#include <gio/gio.h>

#include "loket-backoff.h"

enum {
  FIRST_MS = 2 * 1000,
  LAST_MS = 5 * 60 * 1000,
  DOUBLINGS_MAX = 8,
  /* What only a person can mend: asking often would help nobody, never asking again neither. */
  FINAL_MS = 15 * 60 * 1000,
  SECOND_MS = 1000,
};

static gboolean
wants_a_person (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return FALSE;
  if (error->domain != LOKET_SYNC_ERROR)
    return TRUE;
  switch (error->code) {
  case LOKET_SYNC_ERROR_CERTIFICATE:
  case LOKET_SYNC_ERROR_ADDRESS:
  case LOKET_SYNC_ERROR_TOKEN:
  case LOKET_SYNC_ERROR_MOVED:
  case LOKET_SYNC_ERROR_LOGIN:
  case LOKET_SYNC_ERROR_PERMISSION:
  case LOKET_SYNC_ERROR_BRAKE:
  case LOKET_SYNC_ERROR_DESK_TOO_OLD:
    return TRUE;
  default:
    return FALSE;
  }
}

/**
 * loket_backoff_get_delay_ms:
 * @failures: in a row, 1 or more
 * @error: the last of them
 * @retry_after_s: what the loket asked for; -1: nothing
 *
 * Returns: a wait between half and the whole of what the failures are worth, and never shorter than
 *   what the loket asked for
 */
guint
loket_backoff_get_delay_ms (guint failures,
                            const GError *error,
                            gint64 retry_after_s,
                            LoketRandom *random)
{
  guint doublings = MIN (failures - 1, DOUBLINGS_MAX);
  guint whole_ms = wants_a_person (error) ? FINAL_MS : MIN (FIRST_MS << doublings, LAST_MS);
  guint jitter_ms = loket_random_below (random, whole_ms / 2);

  if (retry_after_s > 0)
    return (guint) MIN (retry_after_s * SECOND_MS, G_MAXINT32) + jitter_ms;
  return whole_ms / 2 + jitter_ms;
}
