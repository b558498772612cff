/* SPDX-License-Identifier: EUPL-1.2 */
/* Documents that did not reach the loket. */
#include "config.h"

#include "loket-sync-status.h"
#include "loket-transfer-pace.h"
#include "loket-unsent.h"

/* The brake has a word of its own, and says why nothing goes. */
static gboolean
is_told_elsewhere (const GError *error)
{
  return loket_sync_error_is_stopped (error) || loket_transfer_error_is_final (error) ||
         g_error_matches (error, LOKET_SYNC_ERROR, LOKET_SYNC_ERROR_BRAKE);
}

/**
 * loket_unsent_take:
 * @error: (nullable): how an upload ended
 *
 * Returns: whether it goes on another time, and that is to be told
 */
gboolean
loket_unsent_take (LoketUnsent *self, const GError *error)
{
  if (error == NULL || is_told_elsewhere (error))
    return FALSE;
  self->n++;
  g_clear_error (&self->error);
  self->error = g_error_copy (error);
  return TRUE;
}

/* A line that broke may be well with the next try. */
static gboolean
may_pass (const GError *error)
{
  return g_error_matches (error, LOKET_SYNC_ERROR, LOKET_SYNC_ERROR_CUT) ||
         g_error_matches (error, LOKET_SYNC_ERROR, LOKET_SYNC_ERROR_TIMEOUT) ||
         g_error_matches (error, LOKET_SYNC_ERROR, LOKET_SYNC_ERROR_SERVER_AWAY);
}

/**
 * loket_unsent_get_code:
 * @tried_anew: whether it is tried once more by itself, soon
 *
 * Returns: (nullable) (transfer none): static: why the last of them was not sent; %NULL where
 *   nothing is to be told
 */
const char *
loket_unsent_get_code (const LoketUnsent *self, gboolean tried_anew)
{
  if (self->n == 0 || (tried_anew && may_pass (self->error)))
    return NULL;
  return loket_sync_error_get_code (self->error);
}

/**
 * loket_unsent_clear:
 *
 * A round begins, or there is none any more.
 */
void
loket_unsent_clear (LoketUnsent *self)
{
  self->n = 0;
  g_clear_error (&self->error);
}
