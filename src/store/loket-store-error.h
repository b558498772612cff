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
 * @LOKET_STORE_ERROR_OTHER_REALM: the databases belong to another loket than the one that answers
 * @LOKET_STORE_ERROR_NOT_FOUND: no such case, act or draft
 * @LOKET_STORE_ERROR_SENT: the act may have reached the loket, or has: it cannot be taken back
 * @LOKET_STORE_ERROR_READ_ONLY: the store was opened beside its owner
 */
typedef enum {
  LOKET_STORE_ERROR_NO_FOLDER,
  LOKET_STORE_ERROR_IN_USE,
  LOKET_STORE_ERROR_NETWORK_FOLDER,
  LOKET_STORE_ERROR_CANNOT_WRITE,
  LOKET_STORE_ERROR_DELETED,
  LOKET_STORE_ERROR_OTHER_REALM,
  LOKET_STORE_ERROR_NOT_FOUND,
  LOKET_STORE_ERROR_SENT,
  LOKET_STORE_ERROR_READ_ONLY,
} LoketStoreError;

GQuark loket_store_error_quark (void);

G_END_DECLS
