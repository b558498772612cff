/* SPDX-License-Identifier: EUPL-1.2 */
/* Every way in which the desk can fail a person: code of the sentence, and exit code of a script.
 *
 * The sentences are the family `error` of data/texts, spoken by src/words. Besides those of
 * loket-sync-error.h:
 *   noFolder folderInUse networkFolder newerDatabase diskFull databaseDamaged notFound notAllowed
 *   alreadyTaken nothingToDecide halfErased invalidInput dataMissing noTimeZone demoFailed
 *   nameWithheld unexpected; and while the brake is on its kind: otherRealm otherAccount emptyLoket
 *   massWithdrawal cursorBack (brakeOn: one that only a newer program knows)
 * Notices, which fail nothing (exit code 0):
 *   clockOff itemsQuarantined actsRefused caseChanged actUnknownToLoket feedRestarted rulesUnknown
 *   draftNotKept caseNoLongerOurs casesGone workErased sendBefore
 *   sendToday sendLate workSalvaged cacheSetAside documentsNotSent searchBuiltAnew
 *   documentFetchedAgain contentsDamagedHere */
#pragma once

#include "loket-brake.h"

G_BEGIN_DECLS

typedef struct {
  const char *code; /* key in the family `error` */
  int exit_code;    /* what `loketctl` ends with: 0 (a notice) or 1 */
} LoketTrouble;

const LoketTrouble *loket_desk_errors_list          (guint *n_troubles);
const char         *loket_desk_errors_get_code      (const GError *error);
int                 loket_desk_errors_get_exit_code (const char *code);
gboolean            loket_desk_errors_find_brake    (const GError *error, LoketBrakeKind *kind);

G_END_DECLS
