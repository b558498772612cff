/* SPDX-License-Identifier: EUPL-1.2 */
/* The error domain of syncing, and the keys of its sentences. */
#include "config.h"

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
    "otherRealm",
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
