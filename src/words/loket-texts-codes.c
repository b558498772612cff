/* SPDX-License-Identifier: EUPL-1.2 */
/* The codes that must have a name. */
#include "config.h"

#include "loket-codes.h"
#include "loket-error.h"
#include "loket-texts-codes.h"

typedef const char *(*CodeFunc) (int value);

/* One function a family of codes that is an enumeration: it gives NULL behind the last value. */
typedef struct {
  const char *family;
  CodeFunc to_string;
} Enumeration;

static const Enumeration enumerations[] = {
    {"act", (CodeFunc) loket_act_type_to_string},
    {"actDone", (CodeFunc) loket_act_type_to_string},
    {"step", (CodeFunc) loket_step_to_string},
    {"outcome", (CodeFunc) loket_outcome_to_string},
    {"via", (CodeFunc) loket_via_to_string},
    {"waitingFor", (CodeFunc) loket_waiting_for_to_string},
    {"clock", (CodeFunc) loket_clock_id_to_string},
    {"clockState", (CodeFunc) loket_clock_state_to_string},
    {"clockKind", (CodeFunc) loket_clock_kind_to_string},
    {"urgency", (CodeFunc) loket_urgency_to_string},
    {"publicStatus", (CodeFunc) loket_step_to_string},
};

/* The families that are no enumeration in C: codes are separated by one blank. */
typedef struct {
  const char *family;
  const char *codes;
} CodeList;

static const CodeList code_lists[] = {
    {"basis", "confirmed unconfirmed"},
    {"role", "coordinator standIn approver investigator reader connectedService"},
    {"language", "nl fr de en"},
    {"unit", "hour workingHour calendarDay workingDay week month"},
    {"calendar", "be-legal be-federal-office be-flemish-office"},
    {"anchor", "received completeFile acknowledged decisionNotified inquired factsHappened"},
    {"clockMember", "anchor amount unit counts rollRule max toldBefore suspendedBy noTerm "
                    "copiedFrom openingHours stayedBy"},
    {"view", "inbox today overdue mine waiting approval mediation transferred ombudsman aftercare "
             "answered drafts all"},
    {"letter", "acknowledgement request transferNotice referral decline interim extension "
               "nextLineOpen invitation proposal settlement answer closing reminder recommendation "
               "attestation admissibility"},
    {"check", "acknowledged admissible takenUp bothSidesHeard factsEstablished "
              "everyGrievanceAssessed answered legalTold"},
    {"next", "acknowledge decideTakeUp hearService awaitApproval awaitReply establishFacts assess "
             "mediate answer followUp sendAgain nothing"},
    {"nextWhy", "acknowledge decideTakeUp hearService awaitApproval awaitReply establishFacts "
                "assess mediate answer followUp sendAgain nothing"},
    {"answerToAct", "allowed recordOnly notAllowed"},
    {"declineKind", "notHandled inadmissible notCompetent"},
    {"transferKind", "internal external referral"},
    {"handling", "complaint passOn answer record"},
    {"party", "citizen service third"},
    {"toParty", "citizen service third"},
    {"fromParty", "citizen service third"},
    {"withParty", "citizen service third"},
    {"pendingKind", "act case"},
    {"pendingState", "waiting sending refused conflict taken notSent"},
    {"recorded", "takenBack resolvedAgain adapted turnedIntoNote dropped lostByLoket droppedDraft"},
    {"reason", "unknownType inTheFuture notInProcedure wrongStep beforeReceipt fieldUnknown "
               "oldDiffers reasonGiven receiptInTheFuture valueUnfit actUnknown "
               "alreadyAnnulled annulled cannotBeAnnulled letterHasLeft textGiven dayGiven "
               "personGiven urgencyKnown rulesUnknown noPermission notYetDone done notDone "
               "extensionLeft beforeTermEnds groundKnown grievanceKnown requestOpen "
               "outcomeKnown caseChanged actNotAllowed unknownInput lostByLoket "
               "missingPermission "
               "differentContent resourceNotFound payloadTooLarge "
               "returnedBefore kindKnown consentOfAll linked "
               "conductOpen otherLanguage namesSomebody letterUnknown beforeLetter "
               "alreadyReturned demandOpen documentGiven documentThere documentGone "
               "documentMissing documentTooLarge documentRefused documentDamaged "
               "contentsDamagedHere documentNotThere documentNotKept documentsInDraft salvaged"},
    {"dataMember", "names authority validity receivedFrom receivedUntil appliesTo "
                   "languageRule rule languages fallback officeCalendar "
                   "whoMayComplain scope intakeFields need demandKinds handling "
                   "outcomeMarks destination carriers preferred channels "
                   "answerChannels acknowledge answer subjectClasses grounds kind "
                   "norms steps acts in to remedyOpen otherwise outcome guards else "
                   "perDemand relation act clock clocks whose demands copiedFrom "
                   "anchor anchorFrom pick amount unit monthRule noTerm calendar "
                   "openingHours rollRule counts endsWith satisfiedBy skippedBy "
                   "inTime when extensions max toldBefore reasonRequired suspendedBy "
                   "warnDays checklist must source answerElements weight letters step "
                   "nextLine opensOn chain address postCode city phone email web "
                   "procedure line standardSentences text mediation figures value "
                   "importedFrom directory routing start nodes question options go "
                   "services review everyMonths template reportCells notes note basis "
                   "rules days extends month day easter from until lastDay due workBy"},
    {"dispatchKind", "inquiryReply answer otherLetter"},
    {"relation", "sameFacts earlier nextLine passedOn partOf passedOnFrom previousLine bundle"},
    {"error",
     "serverAway serverNameUnknown certificateNotTrusted serverTimedOut "
     "connectionCut answerTooLarge addressWrong tokenUnreadable serverMoved "
     "loginRefused noPermission noLoketThere tooManyRequests serverError "
     "requestRefused notALoket answerUnreadable answerWrongTypes otherRealm "
     "deskTooOld diskFull cancelled noFolder folderInUse networkFolder newerDatabase "
     "databaseDamaged unsentWork othersWork workSalvaged cacheSetAside notFound notAllowed "
     "alreadyTaken nothingToDecide invalidInput dataMissing "
     "noTimeZone demoFailed unexpected clockOff itemsQuarantined actsRefused "
     "caseChanged actUnknownToLoket feedRestarted rulesUnknown draftNotKept "
     "caseNoLongerOurs folderExists datesDiffer readOnly "
     "nameWithheld otherAccount brakeOn emptyLoket massWithdrawal cursorBack "
     "casesGone workErased sendBefore sendToday sendLate fileUnreadable "
     "fileEmpty fileTooLarge documentNotHere documentsNotSent searchBuiltAnew "
     "documentFetchedAgain contentsDamagedHere halfErased"},
};

static gboolean
demand_name (JsonObject *names, const char *family, const char *code, GError **error)
{
  JsonObject *group = loket_json_peek_object (names, family);
  const char *name = group != NULL ? loket_json_peek_string (group, code) : NULL;

  if (name != NULL && *name != '\0')
    return TRUE;
  g_set_error (error, LOKET_ERROR, LOKET_ERROR_INVALID, "names.%s.%s: a text is missing", family,
               code);
  return FALSE;
}

static gboolean
check_enumeration (JsonObject *names, const Enumeration *enumeration, GError **error)
{
  const char *code;

  for (int value = 0; (code = enumeration->to_string (value)) != NULL; value++) {
    if (!demand_name (names, enumeration->family, code, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
check_strings (JsonObject *names, const char *family, char **codes, GError **error)
{
  for (int i = 0; codes[i] != NULL; i++) {
    if (!demand_name (names, family, codes[i], error))
      return FALSE;
  }
  return TRUE;
}

/**
 * loket_texts_check_codes:
 * @names: the member `names` of a file of texts
 *
 * Returns: TRUE when every code that this version can say has a name; else LOKET_ERROR_INVALID,
 *   naming the first one that has none
 */
gboolean
loket_texts_check_codes (JsonObject *names, GError **error)
{
  g_auto (GStrv) flags = loket_flags_to_strings ((LoketFlags) ~0u);

  for (gsize i = 0; i < G_N_ELEMENTS (enumerations); i++) {
    if (!check_enumeration (names, &enumerations[i], error))
      return FALSE;
  }
  for (gsize i = 0; i < G_N_ELEMENTS (code_lists); i++) {
    g_auto (GStrv) codes = g_strsplit (code_lists[i].codes, " ", -1);

    if (!check_strings (names, code_lists[i].family, codes, error))
      return FALSE;
  }
  return check_strings (names, "flag", flags, error);
}
