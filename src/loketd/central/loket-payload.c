/* SPDX-License-Identifier: EUPL-1.2 */
/* Shapes of payloads, one row a member. */
#include "config.h"

#include "loket-codes.h"
#include "loket-payload.h"

typedef enum {
  TEXT,   /* not empty */
  STRING, /* may be empty */
  YES_OR_NO,
  DAY,
  TEXTS,
  VIA,
  WHO, /* citizen, service, third */
  ANYTHING,
} Shape;

typedef struct {
  LoketActType type;
  const char *member;
  Shape shape;
  gboolean required;
} Row;

static const Row rows[] = {
    {LOKET_ACT_DECLINE, "kind", TEXT, TRUE},
    {LOKET_ACT_DECLINE, "ground", TEXT, TRUE},
    {LOKET_ACT_DECLINE, "reason", TEXT, TRUE},
    {LOKET_ACT_DECLINE, "via", VIA, FALSE},
    {LOKET_ACT_ACKNOWLEDGE, "via", VIA, FALSE},
    {LOKET_ACT_TRANSFER, "kind", TEXT, TRUE},
    {LOKET_ACT_TRANSFER, "to", TEXT, TRUE},
    {LOKET_ACT_TRANSFER, "reason", TEXT, TRUE},
    {LOKET_ACT_TRANSFER, "via", VIA, FALSE},
    {LOKET_ACT_ASSIGN, "to", TEXT, TRUE},
    {LOKET_ACT_REQUEST, "from", WHO, TRUE},
    {LOKET_ACT_REQUEST, "text", TEXT, TRUE},
    {LOKET_ACT_REQUEST, "until", DAY, FALSE},
    {LOKET_ACT_REQUEST, "via", VIA, FALSE},
    {LOKET_ACT_RECEIVE, "from", WHO, TRUE},
    {LOKET_ACT_RECEIVE, "text", TEXT, TRUE},
    {LOKET_ACT_RECEIVE, "isPosition", YES_OR_NO, FALSE},
    {LOKET_ACT_RECEIVE, "answers", TEXT, FALSE},
    {LOKET_ACT_CONTACT, "kind", TEXT, TRUE},
    {LOKET_ACT_CONTACT, "with", TEXT, TRUE},
    {LOKET_ACT_CONTACT, "text", TEXT, TRUE},
    {LOKET_ACT_NOTE, "text", TEXT, TRUE},
    {LOKET_ACT_ESTABLISH, "text", TEXT, TRUE},
    {LOKET_ACT_ESTABLISH, "proof", STRING, FALSE},
    {LOKET_ACT_ESTABLISH, "grievanceId", TEXT, FALSE},
    {LOKET_ACT_ASSESS, "mark", TEXT, TRUE},
    {LOKET_ACT_ASSESS, "text", TEXT, TRUE},
    {LOKET_ACT_ASSESS, "grievanceId", TEXT, FALSE},
    {LOKET_ACT_ASSESS, "norms", TEXTS, FALSE},
    {LOKET_ACT_EXTEND, "reason", TEXT, TRUE},
    {LOKET_ACT_EXTEND, "via", VIA, FALSE},
    {LOKET_ACT_INFORM, "text", TEXT, TRUE},
    {LOKET_ACT_INFORM, "via", VIA, FALSE},
    {LOKET_ACT_OFFER_MEDIATION, "via", VIA, FALSE},
    {LOKET_ACT_CONSENT, "party", TEXT, TRUE},
    {LOKET_ACT_CONSENT, "yes", YES_OR_NO, TRUE},
    {LOKET_ACT_PROPOSE, "by", TEXT, TRUE},
    {LOKET_ACT_PROPOSE, "text", TEXT, TRUE},
    {LOKET_ACT_RESPOND, "to", TEXT, TRUE},
    {LOKET_ACT_RESPOND, "party", TEXT, TRUE},
    {LOKET_ACT_RESPOND, "yes", YES_OR_NO, TRUE},
    {LOKET_ACT_RESPOND, "text", STRING, FALSE},
    {LOKET_ACT_SETTLE, "text", TEXT, TRUE},
    {LOKET_ACT_END_MEDIATION, "reason", TEXT, TRUE},
    {LOKET_ACT_ANSWER, "text", TEXT, TRUE},
    {LOKET_ACT_ANSWER, "via", VIA, FALSE},
    {LOKET_ACT_CLOSE, "outcome", TEXT, TRUE},
    {LOKET_ACT_CORRECT, "field", TEXT, TRUE},
    {LOKET_ACT_CORRECT, "old", ANYTHING, TRUE},
    {LOKET_ACT_CORRECT, "new", ANYTHING, TRUE},
    {LOKET_ACT_CORRECT, "reason", STRING, FALSE},
    {LOKET_ACT_ANNUL, "actId", TEXT, TRUE},
    {LOKET_ACT_ANNUL, "reason", TEXT, TRUE},
    {LOKET_ACT_SET_FOLLOW_UP, "on", DAY, TRUE},
    {LOKET_ACT_SET_FOLLOW_UP, "text", STRING, TRUE},
    {LOKET_ACT_SET_URGENCY, "level", TEXT, TRUE},
    {LOKET_ACT_SET_URGENCY, "reason", STRING, FALSE},
};

static gboolean
is_list_of_texts (JsonObject *payload, const char *member)
{
  JsonArray *array = loket_json_peek_array (payload, member);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    if (loket_json_array_peek_string (array, i) == NULL)
      return FALSE;
  }
  return array != NULL;
}

static gboolean
is_who (const char *word)
{
  static const char *const words[] = {"citizen", "service", "third", NULL};

  return word != NULL && g_strv_contains (words, word);
}

static gboolean
has_shape (JsonObject *payload, const Row *row)
{
  switch (row->shape) {
  case TEXT:
    return g_strcmp0 (loket_json_peek_string (payload, row->member), "") > 0;
  case STRING:
    return loket_json_peek_string (payload, row->member) != NULL;
  case YES_OR_NO:
    return loket_json_peek_boolean (payload, row->member, TRUE) ==
           loket_json_peek_boolean (payload, row->member, FALSE);
  case DAY:
    return loket_json_peek_day (payload, row->member) != LOKET_NO_DAY;
  case TEXTS:
    return is_list_of_texts (payload, row->member);
  case VIA:
    return loket_via_from_string (loket_json_peek_string (payload, row->member)) != LOKET_VIA_NONE;
  case WHO:
    return is_who (loket_json_peek_string (payload, row->member));
  case ANYTHING:
  default:
    return TRUE;
  }
}

static const char *
say_shape (Shape shape)
{
  static const char *const names[] = {
      [TEXT] = "a text is wanted, not an empty one",
      [STRING] = "a text is wanted",
      [YES_OR_NO] = "true or false is wanted",
      [DAY] = "a date (yyyy-MM-dd) is wanted",
      [TEXTS] = "a list of texts is wanted",
      [VIA] = "loket, post, mail, counter or phone is wanted",
      [WHO] = "citizen, service or third is wanted",
      [ANYTHING] = "a value is wanted",
  };

  return names[shape];
}

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
  g_autoptr (LoketProblem) problem = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    const Row *row = &rows[i];
    gboolean there = json_object_has_member (payload, row->member);
    g_autofree char *name = NULL;

    if (row->type != type)
      continue;
    if (there ? has_shape (payload, row) : !row->required)
      continue;
    if (problem == NULL)
      problem = loket_problem_new (LOKET_PROBLEM_BAD_REQUEST, NULL);
    name = g_strconcat ("payload.", row->member, NULL);
    loket_problem_add_issue (problem, "schemaViolation", "body", name, say_shape (row->shape));
  }
  return problem != NULL ? loket_problem_to_response (problem) : NULL;
}
