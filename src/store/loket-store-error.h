/* SPDX-License-Identifier: EUPL-1.2 */
/* What the store and the desk folder can refuse; disk and database errors are LOKET_SQLITE_ERROR. */
#pragma once

#include "loket-sqlite-error.h"

G_BEGIN_DECLS

#define LOKET_STORE_ERROR (loket_store_error_quark ())

/**
 * LoketStoreError:
 * @LOKET_STORE_ERROR_NO_FOLDER: the desk folder does not exist or was never initialised
 * @LOKET_STORE_ERROR_IN_USE: another program writes to the desk folder; the message says which
 * @LOKET_STORE_ERROR_NETWORK_FOLDER: the desk folder lies on a network file system
 * @LOKET_STORE_ERROR_CANNOT_WRITE: the desk folder cannot be made or written
 * @LOKET_STORE_ERROR_DELETED: somebody deleted or replaced a database under the running program
 * @LOKET_STORE_ERROR_BRAKE: it would take away what is here: nothing was written but the brake; the
 *   message is its kind
 * @LOKET_STORE_ERROR_NOT_FOUND: no such case, act or draft
 * @LOKET_STORE_ERROR_SENT: the act may have reached the loket, or has: it cannot be taken back
 * @LOKET_STORE_ERROR_NOTHING_TO_DECIDE: it waits to be sent, or is being sent
 * @LOKET_STORE_ERROR_READ_ONLY: the store was opened beside its owner
 * @LOKET_STORE_ERROR_FILE: a file that was to be added, or written to, cannot be read or written
 * @LOKET_STORE_ERROR_FILE_EMPTY: a file that was to be added has no contents
 * @LOKET_STORE_ERROR_FILE_TOO_LARGE: a file that was to be added is larger than the loket takes
 * @LOKET_STORE_ERROR_UNSENT: something of the case was not sent yet
 * @LOKET_STORE_ERROR_HALF_ERASED: own work of the case is erased, and the loket's copy could not be
 * @LOKET_STORE_ERROR_OTHERS_WORK: what is to be taken in is of another loket or another person
 * @LOKET_STORE_ERROR_CONTENT: the contents of a document are not those that its hash promises
 */
typedef enum {
  LOKET_STORE_ERROR_NO_FOLDER,
  LOKET_STORE_ERROR_IN_USE,
  LOKET_STORE_ERROR_NETWORK_FOLDER,
  LOKET_STORE_ERROR_CANNOT_WRITE,
  LOKET_STORE_ERROR_DELETED,
  LOKET_STORE_ERROR_BRAKE,
  LOKET_STORE_ERROR_NOT_FOUND,
  LOKET_STORE_ERROR_SENT,
  LOKET_STORE_ERROR_NOTHING_TO_DECIDE,
  LOKET_STORE_ERROR_READ_ONLY,
  LOKET_STORE_ERROR_FILE,
  LOKET_STORE_ERROR_FILE_EMPTY,
  LOKET_STORE_ERROR_FILE_TOO_LARGE,
  LOKET_STORE_ERROR_CONTENT,
  LOKET_STORE_ERROR_UNSENT,
  LOKET_STORE_ERROR_HALF_ERASED,
  LOKET_STORE_ERROR_OTHERS_WORK,
} LoketStoreError;

GQuark      loket_store_error_quark    (void);
const char *loket_store_error_get_code (const GError *error);

G_END_DECLS
