/* SPDX-License-Identifier: EUPL-1.2 */
/* Forms of mediation, from the offer to its end. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-form-specs.h"

static const char *const proposers[] = {"coordinator", "service", "citizen", "third", NULL};

static const LoketFieldSpec offer_fields[] = {
    {"via", LOKET_FIELD_VIA, N_ ("_How the complainant is told"), .required = TRUE},
    {NULL},
};

static const LoketFieldSpec consent_fields[] = {
    {"party", LOKET_FIELD_CODE, N_ ("_Who"), .required = TRUE, .family = "party",
     .choices = loket_form_parties},
    {"yes", LOKET_FIELD_YES_NO, N_ ("_Answer"), .required = TRUE},
    {NULL},
};

static const LoketFieldSpec propose_fields[] = {
    {"by", LOKET_FIELD_CODE, N_ ("_By whom"), .required = TRUE, .family = "party",
     .choices = proposers},
    {"text", LOKET_FIELD_TEXT, N_ ("_Proposal"), .required = TRUE},
    {NULL},
};

static const LoketFieldSpec respond_fields[] = {
    {"to", LOKET_FIELD_EARLIER, N_ ("_To which proposal"), .required = TRUE,
     .earlier = LOKET_ACT_PROPOSE},
    {"party", LOKET_FIELD_CODE, N_ ("_Who"), .required = TRUE, .family = "party",
     .choices = loket_form_parties},
    {"yes", LOKET_FIELD_YES_NO, N_ ("_Answer"), .required = TRUE},
    {"text", LOKET_FIELD_TEXT, N_ ("What was _said")},
    {NULL},
};

static const LoketFieldSpec settle_fields[] = {
    {"demand", LOKET_FIELD_DEMAND, N_ ("O_f what is asked")},
    {"text", LOKET_FIELD_TEXT, N_ ("What was _agreed"), .required = TRUE},
    {NULL},
};

static const LoketFieldSpec end_fields[] = {
    {"reason", LOKET_FIELD_TEXT, N_ ("_Reason"), .required = TRUE},
    {NULL},
};

const LoketFormSpec loket_form_specs_mediation[] = {
    {LOKET_ACT_OFFER_MEDIATION, LOKET_FORM_FAMILY_MEDIATION,
     N_ ("Offers both parties to look for a solution together."), .fields = offer_fields},
    {LOKET_ACT_CONSENT, LOKET_FORM_FAMILY_MEDIATION,
     N_ ("Records whether a party takes part in the mediation."), .fields = consent_fields},
    {LOKET_ACT_PROPOSE, LOKET_FORM_FAMILY_MEDIATION, N_ ("Records a proposed solution."),
     .fields = propose_fields},
    {LOKET_ACT_RESPOND, LOKET_FORM_FAMILY_MEDIATION,
     N_ ("Records what a party says to a proposal."), .fields = respond_fields},
    {LOKET_ACT_SETTLE, LOKET_FORM_FAMILY_MEDIATION,
     N_ ("Records that the parties agree, and on what."), .fields = settle_fields},
    {LOKET_ACT_END_MEDIATION, LOKET_FORM_FAMILY_MEDIATION,
     N_ ("Ends the mediation without a settlement; the case goes on."), .fields = end_fields},
    {0},
};
