/* SPDX-License-Identifier: EUPL-1.2 */
/* The error domain of syncing, and the keys of its sentences. */
#include "config.h"

#include "loket-json.h"
#include "loket-sync-error.h"
#include "loket-sync-parts.h"
#include "loket-words-table.h"

G_DEFINE_QUARK (loket - sync - error - quark, loket_sync_error)

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

/**
 * loket_sync_error_from_body:
 * @cause: why @body could not be read as what it should be
 *
 * Tells garbage from JSON of another form.
 *
 * Returns: FALSE, with @error set
 */
gboolean
loket_sync_error_from_body (GBytes *body, const GError *cause, GError **error)
{
  gsize length;
  const char *text = g_bytes_get_data (body, &length);
  g_autoptr (JsonNode) root = text != NULL ? loket_json_parse (text, (gssize) length, NULL) : NULL;

  g_set_error_literal (error, LOKET_SYNC_ERROR,
                       root != NULL ? LOKET_SYNC_ERROR_WRONG_TYPES : LOKET_SYNC_ERROR_GARBAGE,
                       cause->message);
  return FALSE;
}
