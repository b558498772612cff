/* SPDX-License-Identifier: EUPL-1.2 */
/* The names of the shared codes, in the order of their enumerations. */
#include "config.h"

#include "loket-codes.h"
#include "loket-words-table.h"

static const char *const act_types[] = {
    "unknown",        "acknowledge",
    "takeUp",         "decline",
    "requalify",      "transfer",
    "acceptTransfer", "returnTransfer",
    "assign",         "recuse",
    "restrict",       "link",
    "request",        "receive",
    "completeFile",   "contact",
    "note",           "establish",
    "assess",         "recordProceedings",
    "endProceedings", "extend",
    "suspend",        "resume",
    "inform",         "remind",
    "offerMediation", "consent",
    "propose",        "respond",
    "settle",         "endMediation",
    "submit",         "approve",
    "sendBack",       "answer",
    "dispatch",       "returnedMail",
    "promiseRemedy",  "fulfilRemedy",
    "recommend",      "followUp",
    "close",          "reopen",
    "openNextLine",   "inquire",
    "attest",         "withdraw",
    "correct",        "annul",
    "setFollowUp",    "setUrgency",
    "recordConduct",  "reviewConduct",
    "informLegal",    "attach",
    "detach",         NULL,
};
G_STATIC_ASSERT (G_N_ELEMENTS (act_types) == LOKET_N_ACT_TYPES + 1);

static const char *const steps[] = {
    "unknown", "intake", "investigating", "mediating", "answering", "aftercare", "closed", NULL,
};
G_STATIC_ASSERT (G_N_ELEMENTS (steps) == LOKET_N_STEPS + 1);

static const char *const outcomes[] = {
    "none",      "answered",      "settled", "resolvedAtOnce", "declined", "transferred",
    "withdrawn", "withoutObject", "lapsed",  "recorded",       NULL,
};
static const char *const vias[] = {"none",    "loket", "post",        "mail",
                                   "counter", "phone", "socialMedia", NULL};
static const char *const flag_names[] = {
    "acknowledged", "takenUp", "suspended", "late", "nextLineOpen", NULL,
};
static const char *const waiting_fors[] = {
    "nobody", "citizen", "service", "third", "approver", NULL,
};
static const char *const clock_ids[] = {
    "unknown",
    "acknowledgement",
    "admissibility",
    "declineNotice",
    "answer",
    "firstContact",
    "serviceReply",
    "partyReply",
    "contestedDecisionAppeal",
    "remedy",
    "recommendationReply",
    "nextLineWindow",
    "factsAge",
    "informed",
    "internal",
    NULL,
};
static const char *const clock_states[] = {
    "notStarted", "running", "suspended", "met", "metLate", "overdue", "skipped", "noTerm", NULL,
};
static const char *const clock_kinds[] = {"legal", "norm", "internal", NULL};
static const char *const urgencies[] = {"normal", "high", "urgent", NULL};
static const char *const role_names[] = {
    "coordinator", "standIn", "approver", "investigator", "reader", "connectedService", NULL,
};

const char *
loket_act_type_to_string (LoketActType type)
{
  return loket_words_table_get (act_types, type);
}

LoketActType
loket_act_type_from_string (const char *code)
{
  return loket_words_table_find (act_types, code, LOKET_ACT_UNKNOWN);
}

/**
 * loket_act_type_is_decisive:
 *
 * A decisive act is taken only by somebody who has seen all that came before it (but for quiet
 * acts); any other act is additive and simply follows.
 */
gboolean
loket_act_type_is_decisive (LoketActType type)
{
  switch ((int) type) {
  case LOKET_ACT_DECLINE:
  case LOKET_ACT_TRANSFER:
  case LOKET_ACT_SUBMIT:
  case LOKET_ACT_APPROVE:
  case LOKET_ACT_SETTLE:
  case LOKET_ACT_END_MEDIATION:
  case LOKET_ACT_ANSWER:
  case LOKET_ACT_DISPATCH:
  case LOKET_ACT_CLOSE:
  case LOKET_ACT_OPEN_NEXT_LINE:
  case LOKET_ACT_ANNUL:
    return TRUE;
  default:
    return FALSE;
  }
}

/**
 * loket_act_type_is_quiet:
 *
 * A quiet act may come between what somebody saw and a decisive act of his.
 */
gboolean
loket_act_type_is_quiet (LoketActType type)
{
  switch ((int) type) {
  case LOKET_ACT_NOTE:
  case LOKET_ACT_CONTACT:
  case LOKET_ACT_REMIND:
  case LOKET_ACT_SET_FOLLOW_UP:
  case LOKET_ACT_SET_URGENCY:
  case LOKET_ACT_RECORD_CONDUCT:
  case LOKET_ACT_REVIEW_CONDUCT:
  case LOKET_ACT_INFORM_LEGAL:
    return TRUE;
  default:
    return FALSE;
  }
}

/**
 * loket_act_type_tells:
 *
 * Whether the act tells the citizen something, and so has a `via` that decides its counting date.
 */
gboolean
loket_act_type_tells (LoketActType type)
{
  switch ((int) type) {
  case LOKET_ACT_ACKNOWLEDGE:
  case LOKET_ACT_DECLINE:
  case LOKET_ACT_TRANSFER:
  case LOKET_ACT_REQUEST:
  case LOKET_ACT_EXTEND:
  case LOKET_ACT_INFORM:
  case LOKET_ACT_OFFER_MEDIATION:
  case LOKET_ACT_ANSWER:
    return TRUE;
  default:
    return FALSE;
  }
}

const char *
loket_step_to_string (LoketStep step)
{
  return loket_words_table_get (steps, step);
}

LoketStep
loket_step_from_string (const char *code)
{
  return loket_words_table_find (steps, code, LOKET_STEP_UNKNOWN);
}

const char *
loket_outcome_to_string (LoketOutcome outcome)
{
  return loket_words_table_get (outcomes, outcome);
}

LoketOutcome
loket_outcome_from_string (const char *code)
{
  return loket_words_table_find (outcomes, code, LOKET_OUTCOME_NONE);
}

const char *
loket_via_to_string (LoketVia via)
{
  return loket_words_table_get (vias, via);
}

LoketVia
loket_via_from_string (const char *code)
{
  return loket_words_table_find (vias, code, LOKET_VIA_NONE);
}

static guint
bits_from_strings (const char *const *names, const char *const *codes)
{
  guint bits = 0;

  for (int i = 0; codes != NULL && codes[i] != NULL; i++) {
    int found = loket_words_table_find (names, codes[i], -1);

    if (found >= 0)
      bits |= 1u << found;
  }
  return bits;
}

char **
loket_flags_to_strings (LoketFlags flags)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (int i = 0; flag_names[i] != NULL; i++) {
    if (flags & (1u << i))
      g_strv_builder_add (builder, flag_names[i]);
  }
  return g_strv_builder_end (builder);
}

LoketFlags
loket_flags_from_strings (const char *const *codes)
{
  return bits_from_strings (flag_names, codes);
}

const char *
loket_waiting_for_to_string (LoketWaitingFor waiting_for)
{
  return loket_words_table_get (waiting_fors, waiting_for);
}

LoketWaitingFor
loket_waiting_for_from_string (const char *code)
{
  return loket_words_table_find (waiting_fors, code, LOKET_WAITING_FOR_NOBODY);
}

const char *
loket_clock_id_to_string (LoketClockId id)
{
  return loket_words_table_get (clock_ids, id);
}

LoketClockId
loket_clock_id_from_string (const char *code)
{
  return loket_words_table_find (clock_ids, code, LOKET_CLOCK_UNKNOWN);
}

const char *
loket_clock_state_to_string (LoketClockState state)
{
  return loket_words_table_get (clock_states, state);
}

LoketClockState
loket_clock_state_from_string (const char *code)
{
  return loket_words_table_find (clock_states, code, LOKET_CLOCK_STATE_NO_TERM);
}

const char *
loket_clock_kind_to_string (LoketClockKind kind)
{
  return loket_words_table_get (clock_kinds, kind);
}

LoketClockKind
loket_clock_kind_from_string (const char *code, LoketClockKind when_unknown)
{
  return loket_words_table_find (clock_kinds, code, when_unknown);
}

const char *
loket_urgency_to_string (LoketUrgency urgency)
{
  return loket_words_table_get (urgencies, urgency);
}

LoketUrgency
loket_urgency_from_string (const char *code)
{
  return loket_words_table_find (urgencies, code, LOKET_URGENCY_NORMAL);
}

LoketRoles
loket_roles_from_strings (const char *const *codes)
{
  return bits_from_strings (role_names, codes);
}
