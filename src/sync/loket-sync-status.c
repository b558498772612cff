/* SPDX-License-Identifier: EUPL-1.2 */
/* What an attempt says about the line. */
#include "config.h"

#include <gio/gio.h>

#include "loket-store-error.h"
#include "loket-sync-status.h"

/* A loket that answers with an error is there; one that cannot be heard, or understood, is not. */
static gboolean
is_reached (const GError *error)
{
  if (error == NULL)
    return TRUE;
  if (error->domain != LOKET_SYNC_ERROR)
    return TRUE;
  switch (error->code) {
  case LOKET_SYNC_ERROR_LOGIN:
  case LOKET_SYNC_ERROR_PERMISSION:
  case LOKET_SYNC_ERROR_BUSY:
  case LOKET_SYNC_ERROR_SERVER:
  case LOKET_SYNC_ERROR_REQUEST:
  case LOKET_SYNC_ERROR_DESK_TOO_OLD:
  case LOKET_SYNC_ERROR_BRAKE:
    return TRUE;
  default:
    return FALSE;
  }
}

/**
 * loket_sync_error_is_stopped:
 * @error: (nullable)
 *
 * Returns: whether somebody stopped it: that says nothing about the line
 */
gboolean
loket_sync_error_is_stopped (const GError *error)
{
  return g_error_matches (error, LOKET_SYNC_ERROR, LOKET_SYNC_ERROR_CANCELLED) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/**
 * loket_sync_error_get_code:
 * @error: of a run, or of something in it
 *
 * Returns: (transfer none): static: the key of its sentence in the family `error`
 */
const char *
loket_sync_error_get_code (const GError *error)
{
  LoketBrakeKind kind;

  if (error->domain != LOKET_SYNC_ERROR)
    return loket_sync_error_is_stopped (error) ? "cancelled" : loket_store_error_get_code (error);
  if (error->code == LOKET_SYNC_ERROR_BRAKE && loket_brake_kind_from_string (error->message, &kind))
    return loket_brake_kind_to_string (kind);
  return loket_sync_error_to_code ((LoketSyncError) error->code);
}

/**
 * loket_sync_status_note:
 * @error: (nullable): NULL: the attempt went well
 */
void
loket_sync_status_note (LoketSyncStatus *self, const GError *error, LoketMoment now)
{
  g_clear_error (&self->error);
  self->error = error != NULL ? g_error_copy (error) : NULL;
  if (error == NULL) {
    self->last_sync = now;
    self->failing_since = LOKET_NO_MOMENT;
  } else if (self->failing_since == LOKET_NO_MOMENT) {
    self->failing_since = now;
  }
  self->online = is_reached (error);
  if (self->online)
    self->offline_since = LOKET_NO_MOMENT;
  else if (self->offline_since == LOKET_NO_MOMENT)
    self->offline_since = now;
}

void
loket_sync_status_clear (LoketSyncStatus *self)
{
  g_clear_error (&self->error);
  g_clear_pointer (&self->brake, loket_brake_free);
}
