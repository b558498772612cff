/* SPDX-License-Identifier: EUPL-1.2 */
/* The codes that profiles, contract, command line and code share, as enumerations.
 *
 * Each enumeration has a `_to_string` (never NULL for a value of it) and a `_from_string` that
 * gives the UNKNOWN or NONE value for a code of a newer version. More may come, none is renamed. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  LOKET_ACT_UNKNOWN, /* kept and shown, moves nothing */
  /* intake */
  LOKET_ACT_ACKNOWLEDGE,
  LOKET_ACT_TAKE_UP,
  LOKET_ACT_DECLINE,
  LOKET_ACT_REQUALIFY,
  LOKET_ACT_TRANSFER,
  LOKET_ACT_ACCEPT_TRANSFER,
  LOKET_ACT_RETURN_TRANSFER,
  LOKET_ACT_ASSIGN,
  LOKET_ACT_RECUSE,
  LOKET_ACT_RESTRICT,
  LOKET_ACT_LINK,
  /* inquiry */
  LOKET_ACT_REQUEST,
  LOKET_ACT_RECEIVE,
  LOKET_ACT_COMPLETE_FILE,
  LOKET_ACT_CONTACT,
  LOKET_ACT_NOTE,
  LOKET_ACT_ESTABLISH,
  LOKET_ACT_ASSESS,
  LOKET_ACT_RECORD_PROCEEDINGS,
  LOKET_ACT_END_PROCEEDINGS,
  /* terms */
  LOKET_ACT_EXTEND,
  LOKET_ACT_SUSPEND,
  LOKET_ACT_RESUME,
  LOKET_ACT_INFORM,
  LOKET_ACT_REMIND,
  /* mediation */
  LOKET_ACT_OFFER_MEDIATION,
  LOKET_ACT_CONSENT,
  LOKET_ACT_PROPOSE,
  LOKET_ACT_RESPOND,
  LOKET_ACT_SETTLE,
  LOKET_ACT_END_MEDIATION,
  /* answer */
  LOKET_ACT_SUBMIT,
  LOKET_ACT_APPROVE,
  LOKET_ACT_SEND_BACK,
  LOKET_ACT_ANSWER,
  LOKET_ACT_DISPATCH,
  LOKET_ACT_RETURNED_MAIL,
  /* after */
  LOKET_ACT_PROMISE_REMEDY,
  LOKET_ACT_FULFIL_REMEDY,
  LOKET_ACT_RECOMMEND,
  LOKET_ACT_FOLLOW_UP,
  LOKET_ACT_CLOSE,
  LOKET_ACT_REOPEN,
  LOKET_ACT_OPEN_NEXT_LINE,
  LOKET_ACT_INQUIRE,
  LOKET_ACT_ATTEST,
  LOKET_ACT_WITHDRAW,
  /* repair */
  LOKET_ACT_CORRECT,
  LOKET_ACT_ANNUL,
  /* own work */
  LOKET_ACT_SET_FOLLOW_UP,
  LOKET_ACT_SET_URGENCY,
  /* what is recorded beside the complaint */
  LOKET_ACT_RECORD_CONDUCT,
  LOKET_ACT_REVIEW_CONDUCT,
  LOKET_ACT_INFORM_LEGAL,
  /* documents */
  LOKET_ACT_ATTACH,
  LOKET_ACT_DETACH,
  LOKET_N_ACT_TYPES,
} LoketActType;

const char  *loket_act_type_to_string   (LoketActType type);
LoketActType loket_act_type_from_string (const char *code);
gboolean     loket_act_type_is_decisive (LoketActType type);
gboolean     loket_act_type_is_quiet    (LoketActType type);
gboolean     loket_act_type_tells       (LoketActType type);

typedef enum {
  LOKET_STEP_UNKNOWN,
  LOKET_STEP_INTAKE,
  LOKET_STEP_INVESTIGATING,
  LOKET_STEP_MEDIATING,
  LOKET_STEP_ANSWERING,
  LOKET_STEP_AFTERCARE,
  LOKET_STEP_CLOSED,
  LOKET_N_STEPS,
} LoketStep;

const char *loket_step_to_string   (LoketStep step);
LoketStep   loket_step_from_string (const char *code);

typedef enum {
  LOKET_OUTCOME_NONE,
  LOKET_OUTCOME_ANSWERED,
  LOKET_OUTCOME_SETTLED,
  LOKET_OUTCOME_RESOLVED_AT_ONCE,
  LOKET_OUTCOME_DECLINED,
  LOKET_OUTCOME_TRANSFERRED,
  LOKET_OUTCOME_WITHDRAWN,
  LOKET_OUTCOME_WITHOUT_OBJECT,
  LOKET_OUTCOME_LAPSED,
  LOKET_OUTCOME_RECORDED, /* a report or suggestion that was taken note of */
} LoketOutcome;

const char  *loket_outcome_to_string   (LoketOutcome outcome);
LoketOutcome loket_outcome_from_string (const char *code);

/* How the citizen was told; NONE where the act does not say. */
typedef enum {
  LOKET_VIA_NONE,
  LOKET_VIA_LOKET,
  LOKET_VIA_POST,
  LOKET_VIA_MAIL,
  LOKET_VIA_COUNTER,
  LOKET_VIA_PHONE,
  LOKET_VIA_SOCIAL_MEDIA,
} LoketVia;

const char *loket_via_to_string   (LoketVia via);
LoketVia    loket_via_from_string (const char *code);

typedef enum {
  LOKET_FLAG_ACKNOWLEDGED = 1 << 0,
  LOKET_FLAG_TAKEN_UP = 1 << 1,
  LOKET_FLAG_SUSPENDED = 1 << 2,
  LOKET_FLAG_LATE = 1 << 3,
  LOKET_FLAG_NEXT_LINE_OPEN = 1 << 4,
} LoketFlags;

char     **loket_flags_to_strings   (LoketFlags flags);
LoketFlags loket_flags_from_strings (const char *const *codes);

typedef enum {
  LOKET_WAITING_FOR_NOBODY,
  LOKET_WAITING_FOR_CITIZEN,
  LOKET_WAITING_FOR_SERVICE,
  LOKET_WAITING_FOR_THIRD,
  LOKET_WAITING_FOR_APPROVER,
} LoketWaitingFor;

const char     *loket_waiting_for_to_string   (LoketWaitingFor waiting_for);
LoketWaitingFor loket_waiting_for_from_string (const char *code);

typedef enum {
  LOKET_CLOCK_UNKNOWN,
  LOKET_CLOCK_ACKNOWLEDGEMENT,
  LOKET_CLOCK_ADMISSIBILITY,
  LOKET_CLOCK_DECLINE_NOTICE,
  LOKET_CLOCK_ANSWER,
  LOKET_CLOCK_FIRST_CONTACT,
  LOKET_CLOCK_SERVICE_REPLY,
  LOKET_CLOCK_PARTY_REPLY,
  LOKET_CLOCK_CONTESTED_DECISION_APPEAL,
  LOKET_CLOCK_REMEDY,
  LOKET_CLOCK_RECOMMENDATION_REPLY,
  LOKET_CLOCK_NEXT_LINE_WINDOW,
  LOKET_CLOCK_FACTS_AGE,
  LOKET_CLOCK_INFORMED,
  LOKET_CLOCK_INTERNAL,
} LoketClockId;

const char  *loket_clock_id_to_string   (LoketClockId id);
LoketClockId loket_clock_id_from_string (const char *code);

typedef enum {
  LOKET_CLOCK_STATE_NOT_STARTED,
  LOKET_CLOCK_STATE_RUNNING,
  LOKET_CLOCK_STATE_SUSPENDED,
  LOKET_CLOCK_STATE_MET,
  LOKET_CLOCK_STATE_MET_LATE,
  LOKET_CLOCK_STATE_OVERDUE,
  LOKET_CLOCK_STATE_SKIPPED,
  LOKET_CLOCK_STATE_NO_TERM,
} LoketClockState;

const char     *loket_clock_state_to_string   (LoketClockState state);
LoketClockState loket_clock_state_from_string (const char *code);

/* In the order in which a list shows them. */
typedef enum {
  LOKET_CLOCK_KIND_LEGAL,
  LOKET_CLOCK_KIND_NORM,
  LOKET_CLOCK_KIND_INTERNAL,
} LoketClockKind;

const char    *loket_clock_kind_to_string   (LoketClockKind kind);
LoketClockKind loket_clock_kind_from_string (const char *code, LoketClockKind when_unknown);

typedef enum {
  LOKET_URGENCY_NORMAL,
  LOKET_URGENCY_HIGH,
  LOKET_URGENCY_URGENT,
} LoketUrgency;

const char  *loket_urgency_to_string   (LoketUrgency urgency);
LoketUrgency loket_urgency_from_string (const char *code);

typedef enum {
  LOKET_ROLE_COORDINATOR = 1 << 0,
  LOKET_ROLE_STAND_IN = 1 << 1,
  LOKET_ROLE_APPROVER = 1 << 2,
  LOKET_ROLE_INVESTIGATOR = 1 << 3,
  LOKET_ROLE_READER = 1 << 4,
  LOKET_ROLE_CONNECTED_SERVICE = 1 << 5,
} LoketRoles;

LoketRoles loket_roles_from_strings (const char *const *codes);

G_END_DECLS
