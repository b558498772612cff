/* SPDX-License-Identifier: EUPL-1.2 */
/* Shapes of acts: one row a member of a payload. */
#include "config.h"

#include "loket-codes.h"
#include "loket-payload.h"
#include "loket-shapes.h"

typedef struct {
  LoketActType type;
  LoketShapeRow row;
} Row;

static const Row rows[] = {
    {LOKET_ACT_DECLINE, {"kind", LOKET_SHAPE_TEXT, TRUE}},
    {LOKET_ACT_DECLINE, {"ground", LOKET_SHAPE_CODE, TRUE}},
    {LOKET_ACT_DECLINE, {"reason", LOKET_SHAPE_TEXT, TRUE}},
    {LOKET_ACT_DECLINE, {"via", LOKET_SHAPE_VIA, FALSE}},
    {LOKET_ACT_ACKNOWLEDGE, {"until", LOKET_SHAPE_DAY, FALSE}},
    {LOKET_ACT_ACKNOWLEDGE, {"via", LOKET_SHAPE_VIA, FALSE}},
    {LOKET_ACT_TAKE_UP, {"until", LOKET_SHAPE_DAY, FALSE}},
    {LOKET_ACT_PROMISE_REMEDY, {"until", LOKET_SHAPE_DAY, FALSE}},
    {LOKET_ACT_TRANSFER, {"kind", LOKET_SHAPE_TEXT, TRUE}},
    {LOKET_ACT_TRANSFER, {"to", LOKET_SHAPE_TEXT, TRUE}},
    {LOKET_ACT_TRANSFER, {"toAgency", LOKET_SHAPE_CODE, FALSE}},
    {LOKET_ACT_TRANSFER, {"reason", LOKET_SHAPE_TEXT, TRUE}},
    {LOKET_ACT_TRANSFER, {"via", LOKET_SHAPE_VIA, FALSE}},
    {LOKET_ACT_ASSIGN, {"to", LOKET_SHAPE_ID, TRUE}},
    {LOKET_ACT_REQUEST, {"from", LOKET_SHAPE_WHO, TRUE}},
    {LOKET_ACT_REQUEST, {"text", LOKET_SHAPE_TEXT, TRUE}},
    {LOKET_ACT_REQUEST, {"until", LOKET_SHAPE_DAY, FALSE}},
    {LOKET_ACT_REQUEST, {"via", LOKET_SHAPE_VIA, FALSE}},
    {LOKET_ACT_RECEIVE, {"from", LOKET_SHAPE_WHO, TRUE}},
    {LOKET_ACT_RECEIVE, {"text", LOKET_SHAPE_TEXT, TRUE}},
    {LOKET_ACT_RECEIVE, {"isPosition", LOKET_SHAPE_BOOLEAN, FALSE}},
    {LOKET_ACT_RECEIVE, {"answers", LOKET_SHAPE_UUID, FALSE}},
    {LOKET_ACT_CONTACT, {"kind", LOKET_SHAPE_CODE, TRUE}},
    {LOKET_ACT_CONTACT, {"with", LOKET_SHAPE_CODE, TRUE}},
    {LOKET_ACT_CONTACT, {"text", LOKET_SHAPE_TEXT, TRUE}},
    {LOKET_ACT_NOTE, {"text", LOKET_SHAPE_TEXT, TRUE}},
    {LOKET_ACT_ESTABLISH, {"text", LOKET_SHAPE_TEXT, TRUE}},
    {LOKET_ACT_ESTABLISH, {"proof", LOKET_SHAPE_STRING, FALSE}},
    {LOKET_ACT_ESTABLISH, {"grievanceId", LOKET_SHAPE_ID, FALSE}},
    {LOKET_ACT_ASSESS, {"mark", LOKET_SHAPE_CODE, TRUE}},
    {LOKET_ACT_ASSESS, {"text", LOKET_SHAPE_TEXT, TRUE}},
    {LOKET_ACT_ASSESS, {"grievanceId", LOKET_SHAPE_ID, FALSE}},
    {LOKET_ACT_ASSESS, {"norms", LOKET_SHAPE_CODES, FALSE}},
    {LOKET_ACT_EXTEND, {"reason", LOKET_SHAPE_TEXT, TRUE}},
    {LOKET_ACT_EXTEND, {"via", LOKET_SHAPE_VIA, FALSE}},
    {LOKET_ACT_INFORM, {"text", LOKET_SHAPE_TEXT, TRUE}},
    {LOKET_ACT_INFORM, {"via", LOKET_SHAPE_VIA, FALSE}},
    {LOKET_ACT_OFFER_MEDIATION, {"via", LOKET_SHAPE_VIA, FALSE}},
    {LOKET_ACT_CONSENT, {"party", LOKET_SHAPE_CODE, TRUE}},
    {LOKET_ACT_CONSENT, {"yes", LOKET_SHAPE_BOOLEAN, TRUE}},
    {LOKET_ACT_PROPOSE, {"by", LOKET_SHAPE_CODE, TRUE}},
    {LOKET_ACT_PROPOSE, {"text", LOKET_SHAPE_TEXT, TRUE}},
    {LOKET_ACT_RESPOND, {"to", LOKET_SHAPE_ID, TRUE}},
    {LOKET_ACT_RESPOND, {"party", LOKET_SHAPE_CODE, TRUE}},
    {LOKET_ACT_RESPOND, {"yes", LOKET_SHAPE_BOOLEAN, TRUE}},
    {LOKET_ACT_RESPOND, {"text", LOKET_SHAPE_STRING, FALSE}},
    {LOKET_ACT_SETTLE, {"text", LOKET_SHAPE_TEXT, TRUE}},
    {LOKET_ACT_END_MEDIATION, {"reason", LOKET_SHAPE_TEXT, TRUE}},
    {LOKET_ACT_ANSWER, {"text", LOKET_SHAPE_TEXT, TRUE}},
    {LOKET_ACT_ANSWER, {"via", LOKET_SHAPE_VIA, FALSE}},
    {LOKET_ACT_CLOSE, {"outcome", LOKET_SHAPE_TEXT, TRUE}},
    {LOKET_ACT_CORRECT, {"field", LOKET_SHAPE_TEXT, TRUE}},
    {LOKET_ACT_CORRECT, {"old", LOKET_SHAPE_ANYTHING, TRUE}},
    {LOKET_ACT_CORRECT, {"new", LOKET_SHAPE_ANYTHING, TRUE}},
    {LOKET_ACT_CORRECT, {"reason", LOKET_SHAPE_STRING, FALSE}},
    {LOKET_ACT_ANNUL, {"actId", LOKET_SHAPE_UUID, TRUE}},
    {LOKET_ACT_ANNUL, {"reason", LOKET_SHAPE_TEXT, TRUE}},
    {LOKET_ACT_REQUALIFY, {"to", LOKET_SHAPE_CODES, TRUE}},
    {LOKET_ACT_REQUALIFY, {"reason", LOKET_SHAPE_TEXT, TRUE}},
    {LOKET_ACT_ACCEPT_TRANSFER, {"reference", LOKET_SHAPE_STRING, FALSE}},
    {LOKET_ACT_ACCEPT_TRANSFER, {"text", LOKET_SHAPE_STRING, FALSE}},
    {LOKET_ACT_RETURN_TRANSFER, {"reason", LOKET_SHAPE_TEXT, TRUE}},
    {LOKET_ACT_RESTRICT, {"to", LOKET_SHAPE_CODES, TRUE}},
    {LOKET_ACT_RESTRICT, {"reason", LOKET_SHAPE_TEXT, TRUE}},
    {LOKET_ACT_RECUSE, {"to", LOKET_SHAPE_ID, FALSE}},
    {LOKET_ACT_RECUSE, {"reason", LOKET_SHAPE_TEXT, TRUE}},
    {LOKET_ACT_LINK, {"reference", LOKET_SHAPE_TEXT, TRUE}},
    {LOKET_ACT_LINK, {"relation", LOKET_SHAPE_TEXT, TRUE}},
    {LOKET_ACT_COMPLETE_FILE, {"text", LOKET_SHAPE_STRING, FALSE}},
    {LOKET_ACT_RECORD_PROCEEDINGS, {"text", LOKET_SHAPE_TEXT, TRUE}},
    {LOKET_ACT_RECORD_PROCEEDINGS, {"reference", LOKET_SHAPE_STRING, FALSE}},
    {LOKET_ACT_END_PROCEEDINGS, {"text", LOKET_SHAPE_STRING, FALSE}},
    {LOKET_ACT_SUSPEND, {"reason", LOKET_SHAPE_TEXT, TRUE}},
    {LOKET_ACT_RESUME, {"text", LOKET_SHAPE_STRING, FALSE}},
    {LOKET_ACT_REMIND, {"from", LOKET_SHAPE_WHO, TRUE}},
    {LOKET_ACT_REMIND, {"text", LOKET_SHAPE_TEXT, TRUE}},
    {LOKET_ACT_REMIND, {"via", LOKET_SHAPE_VIA, FALSE}},
    {LOKET_ACT_DISPATCH, {"kind", LOKET_SHAPE_TEXT, TRUE}},
    {LOKET_ACT_DISPATCH, {"actId", LOKET_SHAPE_UUID, FALSE}},
    {LOKET_ACT_DISPATCH, {"number", LOKET_SHAPE_STRING, FALSE}},
    {LOKET_ACT_DISPATCH, {"text", LOKET_SHAPE_STRING, FALSE}},
    {LOKET_ACT_RETURNED_MAIL, {"actId", LOKET_SHAPE_UUID, TRUE}},
    {LOKET_ACT_RETURNED_MAIL, {"text", LOKET_SHAPE_STRING, FALSE}},
    {LOKET_ACT_RETURNED_MAIL, {"on", LOKET_SHAPE_DAY, FALSE}},
    {LOKET_ACT_DISPATCH, {"to", LOKET_SHAPE_STRING, FALSE}},
    {LOKET_ACT_DISPATCH, {"reference", LOKET_SHAPE_STRING, FALSE}},
    {LOKET_ACT_DISPATCH, {"via", LOKET_SHAPE_VIA, FALSE}},
    {LOKET_ACT_RECOMMEND, {"text", LOKET_SHAPE_TEXT, TRUE}},
    {LOKET_ACT_RECOMMEND, {"until", LOKET_SHAPE_DAY, FALSE}},
    {LOKET_ACT_FOLLOW_UP, {"text", LOKET_SHAPE_TEXT, TRUE}},
    {LOKET_ACT_OPEN_NEXT_LINE, {"line", LOKET_SHAPE_TEXT, TRUE}},
    {LOKET_ACT_OPEN_NEXT_LINE, {"toAgency", LOKET_SHAPE_CODE, FALSE}},
    {LOKET_ACT_OPEN_NEXT_LINE, {"reference", LOKET_SHAPE_STRING, FALSE}},
    {LOKET_ACT_INQUIRE, {"line", LOKET_SHAPE_STRING, FALSE}},
    {LOKET_ACT_INQUIRE, {"reference", LOKET_SHAPE_STRING, FALSE}},
    {LOKET_ACT_INQUIRE, {"text", LOKET_SHAPE_TEXT, TRUE}},
    {LOKET_ACT_INQUIRE, {"until", LOKET_SHAPE_DAY, FALSE}},
    {LOKET_ACT_ATTEST, {"text", LOKET_SHAPE_TEXT, TRUE}},
    {LOKET_ACT_RECORD_CONDUCT, {"text", LOKET_SHAPE_TEXT, TRUE}},
    {LOKET_ACT_RECORD_CONDUCT, {"measure", LOKET_SHAPE_STRING, FALSE}},
    {LOKET_ACT_RECORD_CONDUCT, {"reviewOn", LOKET_SHAPE_DAY, TRUE}},
    {LOKET_ACT_REVIEW_CONDUCT, {"text", LOKET_SHAPE_TEXT, TRUE}},
    {LOKET_ACT_REVIEW_CONDUCT, {"keep", LOKET_SHAPE_BOOLEAN, TRUE}},
    {LOKET_ACT_REVIEW_CONDUCT, {"reviewOn", LOKET_SHAPE_DAY, FALSE}},
    {LOKET_ACT_INFORM_LEGAL, {"text", LOKET_SHAPE_STRING, FALSE}},
    {LOKET_ACT_ATTACH, {"documentId", LOKET_SHAPE_UUID, TRUE}},
    {LOKET_ACT_ATTACH, {"name", LOKET_SHAPE_TEXT, TRUE}},
    {LOKET_ACT_ATTACH, {"mediaType", LOKET_SHAPE_STRING, FALSE}},
    {LOKET_ACT_ATTACH, {"sizeBytes", LOKET_SHAPE_COUNT, TRUE}},
    {LOKET_ACT_ATTACH, {"sha256", LOKET_SHAPE_SHA256, TRUE}},
    {LOKET_ACT_ATTACH, {"kind", LOKET_SHAPE_CODE, FALSE}},
    {LOKET_ACT_DETACH, {"documentId", LOKET_SHAPE_ID, TRUE}},
    {LOKET_ACT_DETACH, {"name", LOKET_SHAPE_STRING, FALSE}},
    {LOKET_ACT_DETACH, {"reason", LOKET_SHAPE_TEXT, TRUE}},
    {LOKET_ACT_SET_FOLLOW_UP, {"on", LOKET_SHAPE_DAY, TRUE}},
    {LOKET_ACT_SET_FOLLOW_UP, {"text", LOKET_SHAPE_STRING, TRUE}},
    {LOKET_ACT_SET_URGENCY, {"level", LOKET_SHAPE_TEXT, TRUE}},
    {LOKET_ACT_SET_URGENCY, {"reason", LOKET_SHAPE_STRING, FALSE}},
};

/* What the author may state of any act, beside what makes an act at all. */
static const LoketShapeRow header[] = {
    {"author", LOKET_SHAPE_ID, FALSE},
    {"occurredAt", LOKET_SHAPE_MOMENT, FALSE},
    {"clockOff", LOKET_SHAPE_OBJECT, FALSE},
};

/* What any act may say in its payload. */
static const LoketShapeRow of_any[] = {
    {"demand", LOKET_SHAPE_CODE, FALSE},
};

static const LoketShapeRow clock_off[] = {
    {"deskAt", LOKET_SHAPE_MOMENT, TRUE},
    {"correctedAt", LOKET_SHAPE_MOMENT, TRUE},
};

/**
 * loket_payload_check:
 * @act: an act as it was sent, with a known type and an object for payload
 *
 * Returns: (transfer full) (nullable): a badRequest with an issue for each member that is wrong
 */
LoketResponse *
loket_payload_check (JsonObject *act)
{
  LoketActType type = loket_act_type_from_string (loket_json_peek_string (act, "type"));
  JsonObject *payload = loket_json_peek_object (act, "payload");
  JsonObject *off = loket_json_peek_object (act, "clockOff");
  g_autoptr (LoketProblem) problem = loket_problem_new (LOKET_PROBLEM_BAD_REQUEST, NULL);

  loket_shape_check_all (act, "", header, G_N_ELEMENTS (header), problem);
  loket_shape_check_all (payload, "payload.", of_any, G_N_ELEMENTS (of_any), problem);
  if (off != NULL)
    loket_shape_check_all (off, "clockOff.", clock_off, G_N_ELEMENTS (clock_off), problem);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    if (rows[i].type == type)
      loket_shape_check (payload, "payload.", &rows[i].row, problem);
  }
  if (loket_shape_is_deep (act))
    loket_problem_add_issue (problem, "schemaViolation", "body", NULL, "too many levels");
  return problem->issues->len > 0 ? loket_problem_to_response (problem) : NULL;
}
