/* SPDX-License-Identifier: EUPL-1.2 */
/* Forms of what others do with the case: next line, ombudsman, court, the body it was passed to. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-form-specs.h"

static const char *const relations[] = {"sameFacts", "earlier", "nextLine",
                                        "passedOn",  "partOf",  NULL};

static const char *const dispatched[] = {"inquiryReply", "answer", "otherLetter", NULL};

static const LoketFieldSpec accept_fields[] = {
    {"reference", LOKET_FIELD_LINE, N_ ("_Number that the case has there")},
    {"text", LOKET_FIELD_TEXT, N_ ("What was _said")},
    {NULL},
};

static const LoketFieldSpec return_fields[] = {
    {"reason", LOKET_FIELD_TEXT, N_ ("_Reason"), .required = TRUE},
    {NULL},
};

static const LoketFieldSpec link_fields[] = {
    {"reference", LOKET_FIELD_CASE, N_ ("_Number of the other case"), .required = TRUE},
    {"relation", LOKET_FIELD_CODE, N_ ("_What it is to this case"), .required = TRUE,
     .family = "relation", .choices = relations},
    {NULL},
};

static const LoketFieldSpec proceedings_fields[] = {
    {"text", LOKET_FIELD_TEXT, N_ ("_Which court, and about what"), .required = TRUE},
    {"reference", LOKET_FIELD_LINE, N_ ("_Number of the proceedings")},
    {NULL},
};

static const LoketFieldSpec end_proceedings_fields[] = {
    {"text", LOKET_FIELD_TEXT, N_ ("How it _ended")},
    {NULL},
};

static const LoketFieldSpec next_line_fields[] = {
    {"line", LOKET_FIELD_NEXT_LINE, N_ ("_Which line"), .required = TRUE},
    {"toAgency", LOKET_FIELD_AGENCY, N_ ("Where the loket _opens the case")},
    {"reference", LOKET_FIELD_LINE, N_ ("_Number that the case has there")},
    {NULL},
};

static const LoketFieldSpec inquire_fields[] = {
    {"line", LOKET_FIELD_NEXT_LINE, N_ ("_Who inquires")},
    {"reference", LOKET_FIELD_LINE, N_ ("Their _number")},
    {"text", LOKET_FIELD_TEXT, N_ ("What is _asked"), .required = TRUE},
    {NULL},
};

static const LoketFieldSpec dispatch_fields[] = {
    {"kind", LOKET_FIELD_CODE, N_ ("_What was sent"), .required = TRUE, .family = "dispatchKind",
     .choices = dispatched},
    {"actId", LOKET_FIELD_LETTER, N_ ("_Letter of this case")},
    {"to", LOKET_FIELD_LINE, N_ ("_To whom")},
    {"via", LOKET_FIELD_VIA, N_ ("_How it was sent"), .required = TRUE},
    {"number", LOKET_FIELD_LINE, N_ ("_Registered number")},
    {"text", LOKET_FIELD_TEXT, N_ ("What it _says")},
    {NULL},
};

static const LoketFieldSpec returned_fields[] = {
    {"actId", LOKET_FIELD_LETTER, N_ ("_Which letter"), .required = TRUE},
    {"text", LOKET_FIELD_TEXT, N_ ("What the post _says")},
    {"on", LOKET_FIELD_DAY, N_ ("Posted _back on")},
    {NULL},
};

static const LoketFieldSpec recommend_fields[] = {
    {"text", LOKET_FIELD_TEXT, N_ ("_Recommendation"), .required = TRUE},
    {"until", LOKET_FIELD_DAY, N_ ("Reply wanted _by")},
    {NULL},
};

static const LoketFieldSpec attest_fields[] = {
    {"text", LOKET_FIELD_TEXT, N_ ("What is _attested"), .required = TRUE},
    {NULL},
};

const LoketFormSpec loket_form_specs_others[] = {
    {LOKET_ACT_ACCEPT_TRANSFER, LOKET_FORM_FAMILY_OTHERS,
     N_ ("The body to which the complaint was passed on has taken it over."),
     .fields = accept_fields},
    {LOKET_ACT_RETURN_TRANSFER, LOKET_FORM_FAMILY_OTHERS,
     N_ ("The body to which the complaint was passed on sends it back. It is not passed on to that "
         "body again."),
     .fields = return_fields},
    {LOKET_ACT_OPEN_NEXT_LINE, LOKET_FORM_FAMILY_OTHERS,
     N_ ("The complaint has gone on to the next line: a case of its own there, linked to this one. "
         "Our own terms keep running."),
     .fields = next_line_fields},
    {LOKET_ACT_INQUIRE, LOKET_FORM_FAMILY_OTHERS,
     N_ ("An ombudsman asks about this case. The day on which the question came in is the one from "
         "which a reply is counted; our own terms keep running."),
     .fields = inquire_fields},
    {LOKET_ACT_DISPATCH, LOKET_FORM_FAMILY_OTHERS,
     N_ ("Records that a letter has left. A letter of this case counts from the day on which it "
         "was "
         "posted; a reply to the ombudsman ends the term for it."),
     .rare = TRUE, .fields = dispatch_fields},
    {LOKET_ACT_RETURNED_MAIL, LOKET_FORM_FAMILY_OTHERS,
     N_ ("A letter came back: the complainant does not know what it says. A term that ended with "
         "it "
         "runs again, as if it had not been sent, until it is sent again."),
     .rare = TRUE, .fields = returned_fields},
    {LOKET_ACT_RECORD_PROCEEDINGS, LOKET_FORM_FAMILY_OTHERS,
     N_ ("The same facts are before a court."), .fields = proceedings_fields},
    {LOKET_ACT_END_PROCEEDINGS, LOKET_FORM_FAMILY_OTHERS, N_ ("The court proceedings have ended."),
     .fields = end_proceedings_fields},
    {LOKET_ACT_LINK, LOKET_FORM_FAMILY_OTHERS,
     N_ ("Says that another case belongs to this one. It moves nothing."), .fields = link_fields},
    {LOKET_ACT_RECOMMEND, LOKET_FORM_FAMILY_OTHERS,
     N_ ("Tells the authority what should be done or changed. It is not binding."), .rare = TRUE,
     .fields = recommend_fields},
    {LOKET_ACT_ATTEST, LOKET_FORM_FAMILY_OTHERS,
     N_ ("Gives the complainant proof of the complaint, for a term that it suspends."),
     .rare = TRUE, .fields = attest_fields},
    {0},
};
