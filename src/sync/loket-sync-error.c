/* SPDX-License-Identifier: EUPL-1.2 */
/* The error domain of syncing, and the keys of its sentences. */
#include "config.h"

#include "loket-store-error.h"
#include "loket-sync-error.h"
#include "loket-words-table.h"

G_DEFINE_QUARK (loket_sync_error, loket_sync_error)

static const char *const codes[] = {
    "serverAway",
    "serverNameUnknown",
    "certificateNotTrusted",
    "serverTimedOut",
    "connectionCut",
    "answerTooLarge",
    "addressWrong",
    "tokenUnreadable",
    "serverMoved",
    "loginRefused",
    "noPermission",
    "noLoketThere",
    "tooManyRequests",
    "serverError",
    "requestRefused",
    "notALoket",
    "answerUnreadable",
    "answerWrongTypes",
    "brakeOn",
    "deskTooOld",
    "diskFull",
    "cancelled",
    NULL,
};
G_STATIC_ASSERT (G_N_ELEMENTS (codes) == LOKET_SYNC_ERROR_CANCELLED + 2);

/**
 * loket_sync_error_to_code:
 *
 * Returns: (transfer none): the key of the sentence in the family `error`
 */
const char *
loket_sync_error_to_code (LoketSyncError error)
{
  return loket_words_table_get (codes, (int) error);
}

/**
 * loket_sync_error_take:
 * @error: (transfer full): of anything below
 *
 * Returns: (transfer full): the same; where the store set the brake, LOKET_SYNC_ERROR_BRAKE
 */
GError *
loket_sync_error_take (GError *error)
{
  GError *told;

  if (!g_error_matches (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_BRAKE))
    return error;
  told = g_error_new_literal (LOKET_SYNC_ERROR, LOKET_SYNC_ERROR_BRAKE, error->message);
  g_error_free (error);
  return told;
}
