/* SPDX-License-Identifier: EUPL-1.2 */
/* Forms of the inquiry: ask, record a reply, contact, note, fact, judgement; and of the terms. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-form-specs.h"

const char *const loket_form_parties[] = {"citizen", "service", "third", NULL};

static const char *const askable[] = {"service", "citizen", "third", NULL};
static const char *const contact_kinds[] = {"phone", "mail",    "post", "counter",
                                            "visit", "meeting", NULL};

static const LoketFieldSpec request_fields[] = {
    {"from", LOKET_FIELD_CODE, N_ ("_From whom"), .required = TRUE, .family = "party",
     .choices = askable},
    {"text", LOKET_FIELD_TEXT, N_ ("What is _asked"), .required = TRUE},
    {"until", LOKET_FIELD_DAY, N_ ("Reply wanted _by")},
    {"via", LOKET_FIELD_VIA, N_ ("_How it is asked"), .required = TRUE},
    {NULL},
};

static const LoketFieldSpec receive_fields[] = {
    {"from", LOKET_FIELD_CODE, N_ ("_From whom"), .required = TRUE, .family = "party",
     .choices = askable},
    {"text", LOKET_FIELD_TEXT, N_ ("What was _replied"), .required = TRUE},
    {"isPosition", LOKET_FIELD_CHECK, N_ ("It is the _position of the service")},
    {"answers", LOKET_FIELD_EARLIER, N_ ("Replies _to"), .earlier = LOKET_ACT_REQUEST},
    {NULL},
};

static const LoketFieldSpec contact_fields[] = {
    {"kind", LOKET_FIELD_CODE, N_ ("_How"), .required = TRUE, .family = "contactKind",
     .choices = contact_kinds},
    {"with", LOKET_FIELD_CODE, N_ ("_With whom"), .required = TRUE, .family = "party",
     .choices = loket_form_parties},
    {"text", LOKET_FIELD_TEXT, N_ ("What was _said"), .required = TRUE},
    {NULL},
};

static const LoketFieldSpec note_fields[] = {
    {"text", LOKET_FIELD_TEXT, N_ ("_Note"), .required = TRUE},
    {NULL},
};

static const LoketFieldSpec establish_fields[] = {
    {"grievanceId", LOKET_FIELD_GRIEVANCE, N_ ("_Grievance")},
    {"text", LOKET_FIELD_TEXT, N_ ("What _happened"), .required = TRUE},
    {"proof", LOKET_FIELD_LINE, N_ ("_Proof")},
    {NULL},
};

static const LoketFieldSpec assess_fields[] = {
    {"grievanceId", LOKET_FIELD_GRIEVANCE, N_ ("_Grievance")},
    {"mark", LOKET_FIELD_PROFILE, N_ ("_Judgement"), .required = TRUE, .family = "outcomeMarks"},
    {"norms", LOKET_FIELD_NORMS, N_ ("Norms that were not kept")},
    {"text", LOKET_FIELD_TEXT, N_ ("_Reasons"), .required = TRUE},
    {NULL},
};

static const LoketFieldSpec extend_fields[] = {
    {"reason", LOKET_FIELD_TEXT, N_ ("_Reason, as the complainant reads it"), .required = TRUE},
    {"via", LOKET_FIELD_VIA, N_ ("_How the complainant is told"), .required = TRUE},
    {NULL},
};

static const LoketFieldSpec complete_file_fields[] = {
    {"text", LOKET_FIELD_TEXT, N_ ("What came _in last")},
    {NULL},
};

static const LoketFieldSpec remind_fields[] = {
    {"from", LOKET_FIELD_CODE, N_ ("_From whom"), .required = TRUE, .family = "party",
     .choices = askable},
    {"text", LOKET_FIELD_TEXT, N_ ("What is _asked"), .required = TRUE},
    {"via", LOKET_FIELD_VIA, N_ ("_How it is asked"), .required = TRUE},
    {NULL},
};

static const LoketFieldSpec suspend_fields[] = {
    {"reason", LOKET_FIELD_TEXT, N_ ("_Reason"), .required = TRUE},
    {NULL},
};

static const LoketFieldSpec resume_fields[] = {
    {"text", LOKET_FIELD_TEXT, N_ ("_Why now")},
    {NULL},
};

static const LoketFieldSpec inform_fields[] = {
    {"text", LOKET_FIELD_TEXT, N_ ("_Message"), .required = TRUE},
    {"via", LOKET_FIELD_VIA, N_ ("_How the complainant is told"), .required = TRUE},
    {NULL},
};

const LoketFormSpec loket_form_specs_inquiry[] = {
    {LOKET_ACT_REQUEST, LOKET_FORM_FAMILY_INQUIRY,
     N_ ("Asks for the file, a position or information. The terms keep running."),
     .fields = request_fields},
    {LOKET_ACT_RECEIVE, LOKET_FORM_FAMILY_INQUIRY,
     N_ ("Records what came in as a reply, asked for or not."), .fields = receive_fields},
    {LOKET_ACT_REMIND, LOKET_FORM_FAMILY_INQUIRY,
     N_ ("Reminds somebody who was asked and has not replied. The terms keep running."),
     .fields = remind_fields},
    {LOKET_ACT_COMPLETE_FILE, LOKET_FORM_FAMILY_INQUIRY,
     N_ ("All that is needed has come in. A term that counts from the complete file begins."),
     .fields = complete_file_fields},
    {LOKET_ACT_CONTACT, LOKET_FORM_FAMILY_INQUIRY,
     N_ ("Records a telephone call, a visit or another contact."), .fields = contact_fields},
    {LOKET_ACT_NOTE, LOKET_FORM_FAMILY_INQUIRY,
     N_ ("Keeps something with the case. Who asks for the file may read it one day."),
     .fields = note_fields},
    {LOKET_ACT_ESTABLISH, LOKET_FORM_FAMILY_INQUIRY, N_ ("Says what happened, and how you know."),
     .fields = establish_fields},
    {LOKET_ACT_ASSESS, LOKET_FORM_FAMILY_INQUIRY,
     N_ ("Judges a grievance, or the case as a whole."), .fields = assess_fields},
    {LOKET_ACT_EXTEND, LOKET_FORM_FAMILY_TERMS,
     N_ ("Makes the term for the answer longer, where the procedure lets it, and tells the "
         "complainant why."),
     .fields = extend_fields},
    {LOKET_ACT_SUSPEND, LOKET_FORM_FAMILY_TERMS,
     N_ ("Stops the term, for a cause that the procedure names."), .rare = TRUE,
     .fields = suspend_fields},
    {LOKET_ACT_RESUME, LOKET_FORM_FAMILY_TERMS, N_ ("The term runs again from here."), .rare = TRUE,
     .fields = resume_fields},
    {LOKET_ACT_INFORM, LOKET_FORM_FAMILY_TERMS,
     N_ ("Tells the complainant how far you are. It moves no date."), .fields = inform_fields},
    {0},
};
