/* SPDX-License-Identifier: EUPL-1.2 */
/* Payloads: what the form of each type asks; of a type that is not known here, all of it. */
#include "loket-sim-payload.h"

#include "loket-sim-template.h"

static void
set (JsonObject *payload, const char *member, const char *text)
{
  json_object_set_string_member (payload, member, text);
}

static const char *
pick (SimDice *dice, const char *const *words)
{
  guint n = g_strv_length ((char **) words);

  return words[sim_dice_below (dice, n)];
}

static void
set_list (JsonObject *payload, const char *member, const char *text)
{
  JsonArray *list = json_array_new ();

  json_array_add_string_element (list, text);
  json_object_set_array_member (payload, member, list);
}

/* The id of an earlier act, of that type where there is one. */
static const char *
find_act (LoketDossier *dossier, LoketActType type, SimDice *dice)
{
  GPtrArray *acts = dossier->the_case->acts;

  for (guint i = acts->len; i > 0; i--) {
    const LoketAct *act = g_ptr_array_index (acts, i - 1);

    if (act->type == type)
      return act->act_id;
  }
  if (acts->len == 0)
    return "00000000-0000-4000-8000-000000000000";
  return ((LoketAct *) g_ptr_array_index (acts, sim_dice_below (dice, acts->len)))->act_id;
}

static void
fill_decline (JsonObject *payload, LoketDossier *dossier, LoketRules *rules, SimDice *dice)
{
  LoketProfile *profile = loket_rules_get_profile (rules, dossier->the_case->procedure_id,
                                                   dossier->the_case->procedure_version);
  JsonArray *grounds = profile != NULL ? loket_profile_get_grounds (profile) : NULL;
  guint n = grounds != NULL ? json_array_get_length (grounds) : 0;
  JsonObject *ground =
      n > 0 ? loket_json_array_peek_object (grounds, sim_dice_below (dice, n)) : NULL;

  if (ground == NULL)
    return;
  set (payload, "kind", loket_json_peek_string (ground, "kind"));
  set (payload, "ground", loket_json_peek_string (ground, "code"));
}

static void
fill_assess (JsonObject *payload, LoketDossier *dossier, LoketRules *rules, SimDice *dice)
{
  LoketProfile *profile = loket_rules_get_profile (rules, dossier->the_case->procedure_id,
                                                   dossier->the_case->procedure_version);
  JsonArray *marks = profile != NULL
                         ? loket_json_peek_array (loket_profile_get_json (profile), "outcomeMarks")
                         : NULL;
  GPtrArray *grievances = dossier->the_case->grievances;
  guint n = marks != NULL ? json_array_get_length (marks) : 0;

  set (payload, "mark",
       n > 0 ? loket_json_peek_string (
                   loket_json_array_peek_object (marks, sim_dice_below (dice, n)), "code")
             : "founded");
  if (grievances->len > 0)
    set (payload, "grievanceId",
         ((LoketGrievance *) g_ptr_array_index (grievances, sim_dice_below (dice, grievances->len)))
             ->grievance_id);
}

/* Two fields, so that two desks meet on one of them often enough. */
static void
fill_correct (JsonObject *payload, const char *text, LoketDossier *dossier, SimDice *dice)
{
  const char *field = sim_dice_chance (dice, 60) ? "subject" : "facts";
  JsonNode *old = loket_case_get_fact (dossier->standing->current, field);
  g_autofree char *corrected = g_strdup_printf ("Verbeterd: %s", text);

  set (payload, "field", field);
  json_object_set_member (payload, "old",
                          old != NULL ? json_node_copy (old) : json_node_new (JSON_NODE_NULL));
  set (payload, "new", corrected);
}

static void
fill_persons (JsonObject *payload, LoketActType type, SimDice *dice)
{
  const char *person = sim_person_get_id (sim_dice_below (dice, SIM_N_PERSONS));

  if (type == LOKET_ACT_RESTRICT)
    set_list (payload, "to", person);
  else
    set (payload, "to", person);
}

static void
fill_type (JsonObject *payload,
           LoketActType type,
           const char *text,
           LoketDossier *dossier,
           LoketRules *rules,
           SimDice *dice)
{
  static const char *const transfers[] = {"internal", "external", "referral", NULL};
  static const char *const letters[] = {"acknowledgement", "answer", "extension", "interim", NULL};
  static const char *const outcomes[] = {"answered",  "settled",       "resolvedAtOnce",
                                         "withdrawn", "withoutObject", NULL};

  switch ((int) type) {
  case LOKET_ACT_DECLINE:
    fill_decline (payload, dossier, rules, dice);
    break;
  case LOKET_ACT_TRANSFER:
    set (payload, "kind", pick (dice, transfers));
    set (payload, "to", "Een andere dienst");
    break;
  case LOKET_ACT_CONTACT:
    set (payload, "kind", "phone");
    set (payload, "with", "citizen");
    break;
  case LOKET_ACT_DISPATCH:
    set (payload, "kind", pick (dice, letters));
    break;
  case LOKET_ACT_ANNUL:
    set (payload, "actId", find_act (dossier, LOKET_ACT_UNKNOWN, dice));
    break;
  case LOKET_ACT_RETURNED_MAIL:
    set (payload, "actId", find_act (dossier, LOKET_ACT_ANSWER, dice));
    break;
  case LOKET_ACT_ASSIGN:
  case LOKET_ACT_RECUSE:
  case LOKET_ACT_RESTRICT:
    fill_persons (payload, type, dice);
    break;
  case LOKET_ACT_REQUALIFY:
    set_list (payload, "to", "complaint");
    break;
  case LOKET_ACT_RESPOND:
    set (payload, "to", find_act (dossier, LOKET_ACT_PROPOSE, dice));
    break;
  case LOKET_ACT_LINK:
    set (payload, "relation", "related");
    set (payload, "reference", "KL-2026-000001");
    break;
  case LOKET_ACT_ASSESS:
    fill_assess (payload, dossier, rules, dice);
    break;
  case LOKET_ACT_CORRECT:
    fill_correct (payload, text, dossier, dice);
    break;
  case LOKET_ACT_CLOSE:
    set (payload, "outcome", pick (dice, outcomes));
    break;
  case LOKET_ACT_SET_URGENCY:
    set (payload, "level", sim_dice_chance (dice, 50) ? "urgent" : "normal");
    break;
  default:
    break;
  }
}

/* What the form of a type asks beside the text. A copy of a case carries it all, and it is read
 * again and again: what no rule looks at only costs. */
typedef enum {
  ASKS_REASON = 1 << 0,
  ASKS_FROM = 1 << 1,
  ASKS_PARTY = 1 << 2, /* and its yes */
  ASKS_BY = 1 << 3,
  ASKS_LINE = 1 << 4,
  ASKS_MEASURE = 1 << 5,
  ASKS_UNTIL = 1 << 6,
  ASKS_ON = 1 << 7,
  ASKS_REVIEW = 1 << 8,
  ASKS_KEEP = 1 << 9,
  ASKS_ALL = (1 << 10) - 1
} Asks;

static guint
get_asks (LoketActType type)
{
  switch ((int) type) {
  case LOKET_ACT_NOTE:
  case LOKET_ACT_CONTACT:
  case LOKET_ACT_ASSIGN:
  case LOKET_ACT_ESTABLISH:
  case LOKET_ACT_ASSESS:
  case LOKET_ACT_INFORM:
  case LOKET_ACT_ANSWER:
  case LOKET_ACT_CLOSE:
  case LOKET_ACT_CORRECT:
  case LOKET_ACT_LINK:
  case LOKET_ACT_DISPATCH:
  case LOKET_ACT_FOLLOW_UP:
    return 0;
  case LOKET_ACT_DECLINE:
  case LOKET_ACT_TRANSFER:
  case LOKET_ACT_EXTEND:
  case LOKET_ACT_ANNUL:
  case LOKET_ACT_REQUALIFY:
  case LOKET_ACT_RESTRICT:
  case LOKET_ACT_RECUSE:
  case LOKET_ACT_SUSPEND:
  case LOKET_ACT_SET_URGENCY:
    return ASKS_REASON;
  case LOKET_ACT_ACKNOWLEDGE:
  case LOKET_ACT_TAKE_UP:
  case LOKET_ACT_PROMISE_REMEDY:
    return ASKS_UNTIL;
  case LOKET_ACT_REQUEST:
  case LOKET_ACT_RECEIVE:
  case LOKET_ACT_REMIND:
    return ASKS_FROM | ASKS_UNTIL;
  case LOKET_ACT_SET_FOLLOW_UP:
  case LOKET_ACT_RETURNED_MAIL:
    return ASKS_ON;
  case LOKET_ACT_CONSENT:
  case LOKET_ACT_RESPOND:
    return ASKS_PARTY;
  case LOKET_ACT_INQUIRE:
  case LOKET_ACT_OPEN_NEXT_LINE:
    return ASKS_LINE | ASKS_UNTIL;
  case LOKET_ACT_RECORD_CONDUCT:
    return ASKS_MEASURE | ASKS_REVIEW;
  case LOKET_ACT_REVIEW_CONDUCT:
    return ASKS_KEEP | ASKS_REVIEW;
  default:
    return ASKS_ALL;
  }
}

static void
set_where (JsonObject *payload, gboolean asked, const char *member, const char *text)
{
  if (asked)
    set (payload, member, text);
}

/**
 * sim_payload_new:
 * @text: what is typed; stands in `text` of every act
 *
 * Returns: (transfer full)
 */
JsonObject *
sim_payload_new (
    LoketActType type, const char *text, LoketDossier *dossier, LoketRules *rules, SimDice *dice)
{
  static const char *const askeds[] = {"service", "citizen", "third", NULL};
  static const char *const vias[] = {"mail", "loket", "post", "phone", NULL};
  JsonObject *payload = json_object_new ();
  guint asks = get_asks (type);

  set (payload, "text", text);
  set (payload, "via", pick (dice, vias));
  set_where (payload, asks & ASKS_REASON, "reason", text);
  set_where (payload, asks & ASKS_FROM, "from", pick (dice, askeds));
  set_where (payload, asks & ASKS_PARTY, "party",
             sim_dice_chance (dice, 50) ? "citizen" : "service");
  set_where (payload, asks & ASKS_BY, "by", "coordinator");
  set_where (payload, asks & ASKS_LINE, "line", "ombudsman");
  set_where (payload, asks & ASKS_MEASURE, "measure", "onePointOfContact");
  set_where (payload, asks & ASKS_UNTIL, "until", "2026-12-18");
  set_where (payload, asks & ASKS_ON, "on", "2026-12-01");
  set_where (payload, asks & ASKS_REVIEW, "reviewOn", "2027-02-01");
  if (asks & ASKS_PARTY)
    json_object_set_boolean_member (payload, "yes", sim_dice_chance (dice, 70));
  if (asks & ASKS_KEEP)
    json_object_set_boolean_member (payload, "keep", sim_dice_chance (dice, 50));
  fill_type (payload, type, text, dossier, rules, dice);
  return payload;
}

/**
 * sim_facts_new:
 *
 * Returns: (transfer full): an invented complaint
 */
JsonObject *
sim_facts_new (const char *subject, const char *today, SimDice *dice)
{
  static const char *const agencies[] = {"demo-vlg", "demo-fed", NULL};
  g_autofree char *text = g_strdup_printf (
      "{\"agency\": \"%s\", \"receivedOn\": \"%s\", \"subject\": \"%s\","
      " \"facts\": \"Verzonnen feiten.\", \"filingLanguage\": \"nl\", \"answerChannel\": \"mail\","
      " \"complainants\": [{\"name\": \"J. Voorbeeld\"}], \"demandKinds\": [\"complaint\"],"
      " \"grievances\": [{\"id\": \"k1\", \"text\": \"Verzonnen klacht.\"}],"
      " \"carriers\": [\"mail\"], \"channels\": [\"direct\"]}",
      pick (dice, agencies), today, subject);
  g_autoptr (JsonNode) root = loket_json_parse (text, -1, NULL);

  return json_object_ref (json_node_get_object (root));
}
