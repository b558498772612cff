/* SPDX-License-Identifier: EUPL-1.2 */
/* Forms of the answer and of what comes after it. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-form-specs.h"

static const char *const outcomes[] = {"resolvedAtOnce", "withdrawn", "withoutObject",
                                       "lapsed",         "recorded",  NULL};

static const LoketFieldSpec no_fields[] = {{NULL}};

static const LoketFieldSpec answer_fields[] = {
    {"demand", LOKET_FIELD_DEMAND, N_ ("O_f what is asked")},
    {"text", LOKET_FIELD_TEXT, N_ ("_Answer, with its reasons"), .required = TRUE},
    {"via", LOKET_FIELD_VIA, N_ ("_How the complainant is told"), .required = TRUE},
    {NULL},
};

static const LoketFieldSpec close_fields[] = {
    {"demand", LOKET_FIELD_DEMAND, N_ ("O_f what is asked")},
    {"outcome", LOKET_FIELD_CODE, N_ ("_Outcome"), .required = TRUE, .family = "outcome",
     .choices = outcomes},
    {NULL},
};

static const LoketFieldSpec text_fields[] = {
    {"text", LOKET_FIELD_TEXT, N_ ("_What"), .required = TRUE},
    {NULL},
};

static const LoketFieldSpec promise_fields[] = {
    {"text", LOKET_FIELD_TEXT, N_ ("What is _promised"), .required = TRUE},
    {"until", LOKET_FIELD_DAY, N_ ("To be done _by")},
    {NULL},
};

static const LoketFieldSpec reason_fields[] = {
    {"reason", LOKET_FIELD_TEXT, N_ ("_Reason"), .required = TRUE},
    {NULL},
};

const LoketFormSpec loket_form_specs_answer[] = {
    {LOKET_ACT_SUBMIT, LOKET_FORM_FAMILY_ANSWER, N_ ("The answer is ready and waits for approval."),
     .fields = no_fields},
    {LOKET_ACT_APPROVE, LOKET_FORM_FAMILY_ANSWER, N_ ("The answer may be sent."),
     .fields = no_fields},
    {LOKET_ACT_SEND_BACK, LOKET_FORM_FAMILY_ANSWER, N_ ("The answer may not be sent yet."),
     .fields = reason_fields},
    {LOKET_ACT_ANSWER, LOKET_FORM_FAMILY_ANSWER,
     N_ ("Gives the complainant a reasoned answer to every grievance. This ends the term."),
     .confirm = N_ ("The complainant gets this answer. It cannot be annulled afterwards."),
     .fields = answer_fields},
    {LOKET_ACT_PROMISE_REMEDY, LOKET_FORM_FAMILY_ANSWER,
     N_ ("Keeps a promise in sight until it is kept."), .fields = promise_fields},
    {LOKET_ACT_FULFIL_REMEDY, LOKET_FORM_FAMILY_ANSWER, N_ ("What was promised has been done."),
     .fields = text_fields},
    {LOKET_ACT_FOLLOW_UP, LOKET_FORM_FAMILY_ANSWER,
     N_ ("Says how far what was promised or learned has come."), .fields = text_fields},
    {LOKET_ACT_WITHDRAW, LOKET_FORM_FAMILY_ANSWER, N_ ("The complainant withdraws the complaint."),
     .fields = text_fields},
    {LOKET_ACT_CLOSE, LOKET_FORM_FAMILY_ANSWER, N_ ("Ends the case without a reasoned answer."),
     .confirm = N_ ("The case is closed without a reasoned answer."), .fields = close_fields},
    {LOKET_ACT_REOPEN, LOKET_FORM_FAMILY_ANSWER,
     N_ ("Takes up a closed case again. Its terms do not start anew."), .fields = reason_fields},
    {0},
};
