/* SPDX-License-Identifier: EUPL-1.2 */
/* What can go wrong between desk and loket, as a person must be told: one code a sentence.
 *
 * loket_sync_error_to_code() gives the key of the sentence in the family `error` of data/texts. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define LOKET_SYNC_ERROR (loket_sync_error_quark ())

/**
 * LoketSyncError:
 * @LOKET_SYNC_ERROR_SERVER_AWAY: `serverAway`: no connection; we go on working and try again
 * @LOKET_SYNC_ERROR_NAME: `serverNameUnknown`: nobody knows a server of that name
 * @LOKET_SYNC_ERROR_CERTIFICATE: `certificateNotTrusted`: the certificate is not trusted
 * @LOKET_SYNC_ERROR_TIMEOUT: `serverTimedOut`: no answer in time
 * @LOKET_SYNC_ERROR_CUT: `connectionCut`: the answer broke off
 * @LOKET_SYNC_ERROR_TOO_LARGE: `answerTooLarge`: the answer is larger than any answer of a loket
 * @LOKET_SYNC_ERROR_ADDRESS: `addressWrong`: the address in desk.ini is not one that can be asked
 * @LOKET_SYNC_ERROR_TOKEN: `tokenUnreadable`: the file of the token cannot be read
 * @LOKET_SYNC_ERROR_MOVED: `serverMoved`: the server sends us elsewhere (3xx): never followed
 * @LOKET_SYNC_ERROR_LOGIN: `loginRefused`: 401
 * @LOKET_SYNC_ERROR_PERMISSION: `noPermission`: 403 for the account as a whole
 * @LOKET_SYNC_ERROR_NO_LOKET: `noLoketThere`: 404 or 405: a server, but no loket at this address
 * @LOKET_SYNC_ERROR_BUSY: `tooManyRequests`: 429
 * @LOKET_SYNC_ERROR_SERVER: `serverError`: 5xx
 * @LOKET_SYNC_ERROR_REQUEST: `requestRefused`: 400 or another 4xx to what every desk may ask
 * @LOKET_SYNC_ERROR_NOT_JSON: `notALoket`: HTML or another kind of page instead of JSON
 * @LOKET_SYNC_ERROR_GARBAGE: `answerUnreadable`: it says JSON and is none
 * @LOKET_SYNC_ERROR_WRONG_TYPES: `answerWrongTypes`: JSON, but not of the form of the contract
 * @LOKET_SYNC_ERROR_BRAKE: `brakeOn`: the brake is on until somebody looks: what came would take away
 *   what is here; the message is the kind (loket_brake_kind_to_string()), which has a sentence too
 * @LOKET_SYNC_ERROR_DESK_TOO_OLD: `deskTooOld`: the loket wants a newer desk
 * @LOKET_SYNC_ERROR_DISK: `diskFull`: what came could not be written; it is fetched again
 * @LOKET_SYNC_ERROR_CANCELLED: `cancelled`: somebody stopped it
 */
typedef enum {
  LOKET_SYNC_ERROR_SERVER_AWAY,
  LOKET_SYNC_ERROR_NAME,
  LOKET_SYNC_ERROR_CERTIFICATE,
  LOKET_SYNC_ERROR_TIMEOUT,
  LOKET_SYNC_ERROR_CUT,
  LOKET_SYNC_ERROR_TOO_LARGE,
  LOKET_SYNC_ERROR_ADDRESS,
  LOKET_SYNC_ERROR_TOKEN,
  LOKET_SYNC_ERROR_MOVED,
  LOKET_SYNC_ERROR_LOGIN,
  LOKET_SYNC_ERROR_PERMISSION,
  LOKET_SYNC_ERROR_NO_LOKET,
  LOKET_SYNC_ERROR_BUSY,
  LOKET_SYNC_ERROR_SERVER,
  LOKET_SYNC_ERROR_REQUEST,
  LOKET_SYNC_ERROR_NOT_JSON,
  LOKET_SYNC_ERROR_GARBAGE,
  LOKET_SYNC_ERROR_WRONG_TYPES,
  LOKET_SYNC_ERROR_BRAKE,
  LOKET_SYNC_ERROR_DESK_TOO_OLD,
  LOKET_SYNC_ERROR_DISK,
  LOKET_SYNC_ERROR_CANCELLED,
} LoketSyncError;

GQuark      loket_sync_error_quark   (void);
const char *loket_sync_error_to_code (LoketSyncError error);
GError     *loket_sync_error_take    (GError *error);

G_END_DECLS
