/* SPDX-License-Identifier: EUPL-1.2 */
/* The error domain of the store, and the keys of its sentences. */
#include "config.h"

#include "loket-store-error.h"

G_DEFINE_QUARK (loket_store_error, loket_store_error)

static const char *
get_code_of_store (int code)
{
  static const char *const codes[] = {
      [LOKET_STORE_ERROR_NO_FOLDER] = "noFolder",
      [LOKET_STORE_ERROR_IN_USE] = "folderInUse",
      [LOKET_STORE_ERROR_NETWORK_FOLDER] = "networkFolder",
      [LOKET_STORE_ERROR_CANNOT_WRITE] = "diskFull",
      [LOKET_STORE_ERROR_DELETED] = "databaseDamaged",
      [LOKET_STORE_ERROR_BRAKE] = "brakeOn",
      [LOKET_STORE_ERROR_NOT_FOUND] = "notFound",
      [LOKET_STORE_ERROR_SENT] = "alreadyTaken",
      [LOKET_STORE_ERROR_NOTHING_TO_DECIDE] = "nothingToDecide",
      [LOKET_STORE_ERROR_READ_ONLY] = "folderInUse",
      [LOKET_STORE_ERROR_FILE] = "fileUnreadable",
      [LOKET_STORE_ERROR_FILE_EMPTY] = "fileEmpty",
      [LOKET_STORE_ERROR_FILE_TOO_LARGE] = "fileTooLarge",
      [LOKET_STORE_ERROR_CONTENT] = "documentNotHere",
      [LOKET_STORE_ERROR_UNSENT] = "unsentWork",
      [LOKET_STORE_ERROR_HALF_ERASED] = "halfErased",
      [LOKET_STORE_ERROR_OTHERS_WORK] = "othersWork",
  };

  return codes[code];
}

static const char *
get_code_of_sqlite (int code)
{
  switch (code) {
  case LOKET_SQLITE_ERROR_NEWER:
    return "newerDatabase";
  case LOKET_SQLITE_ERROR_BUSY:
    return "folderInUse";
  case LOKET_SQLITE_ERROR_CORRUPT:
  case LOKET_SQLITE_ERROR_CANNOT_OPEN:
    return "databaseDamaged";
  case LOKET_SQLITE_ERROR_DISK:
    return "diskFull";
  default:
    return "unexpected";
  }
}

/**
 * loket_store_error_get_code:
 * @error: of the store, or of anything below it
 *
 * Returns: (transfer none): static: the key of its sentence in the family `error`
 */
const char *
loket_store_error_get_code (const GError *error)
{
  if (error->domain == LOKET_STORE_ERROR)
    return get_code_of_store (error->code);
  if (error->domain == LOKET_SQLITE_ERROR)
    return get_code_of_sqlite (error->code);
  return "unexpected";
}
