/* SPDX-License-Identifier: EUPL-1.2 */
/* Forms of the intake: acknowledge, take up, decline, pass on, assign. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-form-specs.h"

static const char *const decline_kinds[] = {"notHandled", "inadmissible", "notCompetent", NULL};
static const char *const transfer_kinds[] = {"internal", "external", "referral", NULL};

static const LoketFieldSpec take_up_fields[] = {
    {"until", LOKET_FIELD_DAY, N_ ("_Answer promised by"), .only_where_it_binds = TRUE},
    {NULL},
};

static const LoketFieldSpec acknowledge_fields[] = {
    {"via", LOKET_FIELD_VIA, N_ ("_How the complainant is told"), .required = TRUE},
    {"until", LOKET_FIELD_DAY, N_ ("_Answer promised by"), .only_where_it_binds = TRUE},
    {NULL},
};

static const LoketFieldSpec decline_fields[] = {
    {"kind", LOKET_FIELD_CODE, N_ ("_Kind"), .required = TRUE, .family = "declineKind",
     .choices = decline_kinds},
    {"ground", LOKET_FIELD_GROUND, N_ ("_Ground"), .required = TRUE},
    {"reason", LOKET_FIELD_TEXT, N_ ("_Reason, as the complainant reads it"), .required = TRUE},
    {"via", LOKET_FIELD_VIA, N_ ("_How the complainant is told"), .required = TRUE},
    {"demand", LOKET_FIELD_DEMAND, N_ ("O_f what is asked")},
    {NULL},
};

static const LoketFieldSpec transfer_fields[] = {
    {"kind", LOKET_FIELD_CODE, N_ ("_Kind"), .required = TRUE, .family = "transferKind",
     .choices = transfer_kinds},
    {"toAgency", LOKET_FIELD_AGENCY, N_ ("_Body of this loket")},
    {"to", LOKET_FIELD_BODY, N_ ("_To whom"), .required = TRUE},
    {"reason", LOKET_FIELD_TEXT, N_ ("_Reason"), .required = TRUE},
    {"via", LOKET_FIELD_VIA, N_ ("_How the complainant is told"), .required = TRUE},
    {"demand", LOKET_FIELD_DEMAND, N_ ("O_f what is asked")},
    {NULL},
};

static const LoketFieldSpec requalify_fields[] = {
    {"to", LOKET_FIELD_DEMANDS, N_ ("_What is really asked"), .required = TRUE},
    {"reason", LOKET_FIELD_TEXT, N_ ("_Reason"), .required = TRUE},
    {NULL},
};

static const LoketFieldSpec recuse_fields[] = {
    {"to", LOKET_FIELD_PERSON, N_ ("_Who takes it over")},
    {"reason", LOKET_FIELD_TEXT, N_ ("_Reason"), .required = TRUE},
    {NULL},
};

static const LoketFieldSpec restrict_fields[] = {
    {"to", LOKET_FIELD_PERSONS, N_ ("Who alone may see it (none: everybody again)")},
    {"reason", LOKET_FIELD_TEXT, N_ ("_Reason"), .required = TRUE},
    {NULL},
};

static const LoketFieldSpec assign_fields[] = {
    {"to", LOKET_FIELD_PERSON, N_ ("_To whom"), .required = TRUE},
    {NULL},
};

const LoketFormSpec loket_form_specs_intake[] = {
    {LOKET_ACT_ACKNOWLEDGE, LOKET_FORM_FAMILY_INTAKE,
     N_ ("Tells the complainant that the complaint has arrived, with its reference and the day of "
         "receipt."),
     .fields = acknowledge_fields},
    {LOKET_ACT_TAKE_UP, LOKET_FORM_FAMILY_INTAKE,
     N_ ("The complaint is admissible and you will handle it: the investigation begins."),
     .fields = take_up_fields},
    {LOKET_ACT_DECLINE, LOKET_FORM_FAMILY_INTAKE,
     N_ ("You do not handle the complaint and tell the complainant why, in writing. The case is "
         "closed."),
     .confirm = N_ ("The complainant is told that the complaint is not handled, and the case is "
                    "closed."),
     .fields = decline_fields},
    {LOKET_ACT_TRANSFER, LOKET_FORM_FAMILY_INTAKE,
     N_ ("Passing on: we send the complaint ourselves and tell the complainant. Referring: the "
         "complainant goes there himself."),
     .confirm = N_ ("The complainant is told that the complaint is passed on."),
     .fields = transfer_fields},
    {LOKET_ACT_REQUALIFY, LOKET_FORM_FAMILY_INTAKE,
     N_ ("Puts right what the complainant asks for: a question, a report, a complaint. What it was "
         "before stays in the timeline."),
     .fields = requalify_fields},
    {LOKET_ACT_RECUSE, LOKET_FORM_FAMILY_OWN_WORK,
     N_ ("You were involved in the facts, or know a party: somebody else handles this case."),
     .fields = recuse_fields},
    {LOKET_ACT_RESTRICT, LOKET_FORM_FAMILY_OWN_WORK,
     N_ ("Closes the case to all but the persons whom you name: a complaint about a colleague, or "
         "one that is very delicate. From the desks of all others it goes away."),
     .fields = restrict_fields},
    {LOKET_ACT_ASSIGN, LOKET_FORM_FAMILY_OWN_WORK, N_ ("Says who handles this case from now on."),
     .fields = assign_fields},
    {0},
};
