/* SPDX-License-Identifier: EUPL-1.2 */
/* The errors of the lower folders: what a caller can tell apart and act upon.
 *
 * The message is for the log and for `loketctl`; the code chooses the sentence a person reads
 * (spoken by src/words). Folders that need finer codes have a domain of their own. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define LOKET_ERROR (loket_error_quark ())

/**
 * LoketError:
 * @LOKET_ERROR_INVALID: what was read is not of the form it must have; the message names the place
 * @LOKET_ERROR_UNKNOWN_WORD: a code that this version does not know stands where only known ones may
 * @LOKET_ERROR_NOT_FOUND: the thing asked for does not exist
 * @LOKET_ERROR_NO_TIME_ZONE: the zone Europe/Brussels is missing on this machine (package tzdata)
 * @LOKET_ERROR_REFUSED: the rules do not allow it; the message gives the reason
 * @LOKET_ERROR_CANCELLED: somebody no longer wants the answer
 */
typedef enum {
  LOKET_ERROR_INVALID,
  LOKET_ERROR_UNKNOWN_WORD,
  LOKET_ERROR_NOT_FOUND,
  LOKET_ERROR_NO_TIME_ZONE,
  LOKET_ERROR_REFUSED,
  LOKET_ERROR_CANCELLED,
} LoketError;

GQuark loket_error_quark (void);

G_END_DECLS
