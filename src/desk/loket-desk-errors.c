/* SPDX-License-Identifier: EUPL-1.2 */
/* The table of all troubles. */
#include "config.h"

#include <gio/gio.h>

#include "loket-desk-errors.h"
#include "loket-desk.h"
#include "loket-error.h"
#include "loket-sync-error.h"

/* `loketctl` ends with 1 when it could not do what was asked. A notice says something about what
 * was done. */
static const LoketTrouble troubles[] = {
    {"serverAway", 1},       {"serverNameUnknown", 1}, {"certificateNotTrusted", 1},
    {"serverTimedOut", 1},   {"connectionCut", 1},     {"answerTooLarge", 1},
    {"addressWrong", 1},     {"tokenUnreadable", 1},   {"serverMoved", 1},
    {"loginRefused", 1},     {"noPermission", 1},      {"noLoketThere", 1},
    {"tooManyRequests", 1},  {"serverError", 1},       {"requestRefused", 1},
    {"notALoket", 1},        {"answerUnreadable", 1},  {"answerWrongTypes", 1},
    {"otherRealm", 1},       {"otherAccount", 1},      {"emptyLoket", 1},
    {"massWithdrawal", 1},   {"cursorBack", 1},        {"brakeOn", 1},
    {"deskTooOld", 1},       {"cancelled", 1},         {"noFolder", 1},
    {"folderInUse", 1},      {"networkFolder", 1},     {"newerDatabase", 1},
    {"diskFull", 1},         {"databaseDamaged", 1},   {"notFound", 1},
    {"notAllowed", 1},       {"alreadyTaken", 1},      {"invalidInput", 1},
    {"dataMissing", 1},      {"noTimeZone", 1},        {"demoFailed", 1},
    {"unexpected", 1},       {"clockOff", 0},          {"itemsQuarantined", 0},
    {"actsRefused", 0},      {"caseChanged", 0},       {"actUnknownToLoket", 0},
    {"feedRestarted", 0},    {"rulesUnknown", 0},      {"draftNotKept", 0},
    {"caseNoLongerOurs", 0}, {"casesGone", 0},         {"workErased", 0},
    {"nameWithheld", 1},     {"sendBefore", 0},        {"sendToday", 0},
    {"sendLate", 0},         {"fileUnreadable", 1},    {"fileEmpty", 1},
    {"fileTooLarge", 1},     {"documentNotHere", 1},   {"workSalvaged", 0},
    {"cacheSetAside", 0},    {"unsentWork", 1},        {"documentFetchedAgain", 0},
    {"documentsNotSent", 0}, {"othersWork", 1},        {"contentsDamagedHere", 0},
    {"searchBuiltAnew", 0},  {"nothingToDecide", 1},   {"halfErased", 1},
};

/**
 * loket_desk_errors_list:
 * @n_troubles: (out): how many
 *
 * Returns: (transfer none): the whole table
 */
const LoketTrouble *
loket_desk_errors_list (guint *n_troubles)
{
  *n_troubles = G_N_ELEMENTS (troubles);
  return troubles;
}

/**
 * loket_desk_errors_get_exit_code:
 * @code: key of a sentence
 */
int
loket_desk_errors_get_exit_code (const char *code)
{
  for (gsize i = 0; i < G_N_ELEMENTS (troubles); i++) {
    if (g_str_equal (troubles[i].code, code))
      return troubles[i].exit_code;
  }
  return 1;
}

static const char *
get_code_of_desk (int code)
{
  static const char *const codes[] = {
      [LOKET_DESK_ERROR_NO_FOLDER] = "noFolder",
      [LOKET_DESK_ERROR_IN_USE] = "folderInUse",
      [LOKET_DESK_ERROR_NETWORK_FOLDER] = "networkFolder",
      [LOKET_DESK_ERROR_NEWER_DATABASE] = "newerDatabase",
      [LOKET_DESK_ERROR_DISK] = "diskFull",
      [LOKET_DESK_ERROR_DAMAGED] = "databaseDamaged",
      [LOKET_DESK_ERROR_NOT_FOUND] = "notFound",
      [LOKET_DESK_ERROR_NOT_ALLOWED] = "notAllowed",
      [LOKET_DESK_ERROR_ALREADY_TAKEN] = "alreadyTaken",
      [LOKET_DESK_ERROR_NOTHING_TO_DECIDE] = "nothingToDecide",
      [LOKET_DESK_ERROR_INVALID] = "invalidInput",
      [LOKET_DESK_ERROR_DATA] = "dataMissing",
      [LOKET_DESK_ERROR_ADDRESS] = "addressWrong",
      [LOKET_DESK_ERROR_TIME_ZONE] = "noTimeZone",
      [LOKET_DESK_ERROR_DEMO] = "demoFailed",
      [LOKET_DESK_ERROR_NAME_WITHHELD] = "nameWithheld",
      [LOKET_DESK_ERROR_FILE] = "fileUnreadable",
      [LOKET_DESK_ERROR_FILE_EMPTY] = "fileEmpty",
      [LOKET_DESK_ERROR_FILE_TOO_LARGE] = "fileTooLarge",
      [LOKET_DESK_ERROR_DOCUMENT] = "documentNotHere",
  };

  return codes[code];
}

/**
 * loket_desk_errors_find_brake:
 * @error: (nullable)
 * @kind: (out)
 *
 * Returns: whether syncing ended with @error because a brake is on
 */
gboolean
loket_desk_errors_find_brake (const GError *error, LoketBrakeKind *kind)
{
  return g_error_matches (error, LOKET_SYNC_ERROR, LOKET_SYNC_ERROR_BRAKE) &&
         loket_brake_kind_from_string (error->message, kind);
}

/**
 * loket_desk_errors_get_code:
 * @error: of the desk, or of anything below it
 *
 * Returns: (transfer none): the key of its sentence in the family `error`; never NULL
 */
const char *
loket_desk_errors_get_code (const GError *error)
{
  LoketBrakeKind brake;

  if (error->domain == LOKET_DESK_ERROR)
    return get_code_of_desk (error->code);
  if (loket_desk_errors_find_brake (error, &brake))
    return loket_brake_kind_to_string (brake);
  if (error->domain == LOKET_SYNC_ERROR)
    return loket_sync_error_to_code ((LoketSyncError) error->code);
  if (error->domain == LOKET_STORE_ERROR || error->domain == LOKET_SQLITE_ERROR)
    return loket_store_error_get_code (error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return "cancelled";
  if (g_error_matches (error, LOKET_ERROR, LOKET_ERROR_NO_TIME_ZONE))
    return "noTimeZone";
  if (error->domain == LOKET_ERROR)
    return "invalidInput";
  return "unexpected";
}
