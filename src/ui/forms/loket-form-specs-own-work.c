/* SPDX-License-Identifier: EUPL-1.2 */
/* Forms of one's own work, and of repair: follow-up, urgency, correct, annul. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-form-specs.h"

static const char *const levels[] = {"normal", "high", "urgent", NULL};

static const LoketFieldSpec follow_up_fields[] = {
    {"on", LOKET_FIELD_DAY, N_ ("_On"), .required = TRUE},
    {"text", LOKET_FIELD_LINE, N_ ("_What")},
    {NULL},
};

static const LoketFieldSpec urgency_fields[] = {
    {"level", LOKET_FIELD_CODE, N_ ("_Urgency"), .required = TRUE, .family = "urgency",
     .choices = levels},
    {"reason", LOKET_FIELD_TEXT, N_ ("_Reason")},
    {NULL},
};

static const LoketFieldSpec correct_fields[] = {
    {"field", LOKET_FIELD_FACT, N_ ("_Which fact"), .required = TRUE},
    {"new", LOKET_FIELD_NEW_VALUE, N_ ("_Becomes"), .required = TRUE},
    {"reason", LOKET_FIELD_TEXT, N_ ("_Reason")},
    {NULL},
};

static const LoketFieldSpec annul_fields[] = {
    {"reason", LOKET_FIELD_TEXT, N_ ("_Reason"), .required = TRUE},
    {NULL},
};

static const LoketFieldSpec record_conduct_fields[] = {
    {"text", LOKET_FIELD_TEXT, N_ ("What _happened, as facts"), .required = TRUE},
    {"measure", LOKET_FIELD_LINE, N_ ("_Limit that is set")},
    {"reviewOn", LOKET_FIELD_DAY, N_ ("Looked at _again on"), .required = TRUE},
    {NULL},
};

static const LoketFieldSpec review_conduct_fields[] = {
    {"text", LOKET_FIELD_TEXT, N_ ("_Why"), .required = TRUE},
    {"keep", LOKET_FIELD_YES_NO, N_ ("_Limit"), .required = TRUE, .family = "conductKept"},
    {"reviewOn", LOKET_FIELD_DAY, N_ ("Looked at _again on")},
    {NULL},
};

static const LoketFieldSpec inform_legal_fields[] = {
    {"text", LOKET_FIELD_TEXT, N_ ("What was _said")},
    {NULL},
};

static const LoketFieldSpec detach_fields[] = {
    {"reason", LOKET_FIELD_TEXT, N_ ("_Reason"), .required = TRUE},
    {NULL},
};

const LoketFormSpec loket_form_specs_own_work[] = {
    {LOKET_ACT_SET_FOLLOW_UP, LOKET_FORM_FAMILY_OWN_WORK,
     N_ ("Brings the case to your attention on a day that you choose."),
     .fields = follow_up_fields},
    {LOKET_ACT_SET_URGENCY, LOKET_FORM_FAMILY_OWN_WORK,
     N_ ("Urgent cases stand on top of every list."), .fields = urgency_fields},
    {LOKET_ACT_RECORD_CONDUCT, LOKET_FORM_FAMILY_OWN_WORK,
     N_ ("Records unreasonable conduct and the limit that is set to it, until the day on which it "
         "is "
         "looked at again. It changes no term and no right: the complaint is handled as any "
         "other."),
     .rare = TRUE, .fields = record_conduct_fields},
    {LOKET_ACT_REVIEW_CONDUCT, LOKET_FORM_FAMILY_OWN_WORK,
     N_ ("Somebody looks at it again: the limit stays until another day, or it is lifted. It never "
         "goes on by itself."),
     .rare = TRUE, .fields = review_conduct_fields},
    {LOKET_ACT_INFORM_LEGAL, LOKET_FORM_FAMILY_OTHERS,
     N_ ("Damages are claimed: records that the legal service was told."), .rare = TRUE,
     .fields = inform_legal_fields},
    {LOKET_ACT_CORRECT, LOKET_FORM_FAMILY_REPAIR,
     N_ ("Puts a fact right. The old one stays visible in the timeline."),
     .fields = correct_fields},
    {LOKET_ACT_ANNUL, LOKET_FORM_FAMILY_REPAIR,
     N_ ("Takes the effect of an act away. Both stay visible in the timeline."), .hidden = TRUE,
     .fields = annul_fields},
    {LOKET_ACT_DETACH, LOKET_FORM_FAMILY_REPAIR,
     N_ ("The case no longer shows this document. It stays named in the timeline, with the "
         "reason."),
     .hidden = TRUE, .fields = detach_fields},
    {0},
};
