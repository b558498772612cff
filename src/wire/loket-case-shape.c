/* SPDX-License-Identifier: EUPL-1.2 */
/* The shape of a new complaint, one row a member. */
#include "config.h"

#include "loket-bodies.h"
#include "loket-shapes.h"

static const LoketShapeRow fact_rows[] = {
    {"reference", LOKET_SHAPE_ID, TRUE},           {"receivedAt", LOKET_SHAPE_MOMENT, FALSE},
    {"registeredOn", LOKET_SHAPE_DAY, TRUE},       {"complainants", LOKET_SHAPE_OBJECTS, TRUE},
    {"representative", LOKET_SHAPE_OBJECT, FALSE}, {"service", LOKET_SHAPE_OBJECT, FALSE},
    {"subject", LOKET_SHAPE_STRING, TRUE},         {"facts", LOKET_SHAPE_STRING, TRUE},
    {"grievances", LOKET_SHAPE_OBJECTS, TRUE},     {"documents", LOKET_SHAPE_OBJECTS, FALSE},
    {"demandKinds", LOKET_SHAPE_CODES, FALSE},     {"carriers", LOKET_SHAPE_CODES, FALSE},
    {"channels", LOKET_SHAPE_CODES, FALSE},        {"filingLanguage", LOKET_SHAPE_LANGUAGE, TRUE},
    {"answerChannel", LOKET_SHAPE_VIA, TRUE},      {"contestedDecision", LOKET_SHAPE_OBJECT, FALSE},
    {"triedFirst", LOKET_SHAPE_OBJECT, FALSE},     {"nameWithheld", LOKET_SHAPE_BOOLEAN, FALSE},
    {"restricted", LOKET_SHAPE_BOOLEAN, FALSE},    {"offlinePermitted", LOKET_SHAPE_BOOLEAN, FALSE},
    {"assignee", LOKET_SHAPE_ID, FALSE},           {"period", LOKET_SHAPE_STRING, FALSE},
    {"remedySought", LOKET_SHAPE_STRING, FALSE},   {"courtCase", LOKET_SHAPE_STRING, FALSE},
    {"interest", LOKET_SHAPE_STRING, FALSE},       {"factsOn", LOKET_SHAPE_DAY, FALSE},
    {"damagesClaimed", LOKET_SHAPE_STRING, FALSE},
};

static const LoketShapeRow decision_rows[] = {
    {"body", LOKET_SHAPE_STRING, FALSE},
    {"notifiedOn", LOKET_SHAPE_DAY, FALSE},
    {"appealUntil", LOKET_SHAPE_DAY, FALSE},
    {"reference", LOKET_SHAPE_STRING, FALSE},
    {"councilOfState", LOKET_SHAPE_BOOLEAN, FALSE},
};

static const LoketShapeRow tried_rows[] = {
    {"on", LOKET_SHAPE_DAY, FALSE},
    {"with", LOKET_SHAPE_STRING, FALSE},
    {"text", LOKET_SHAPE_STRING, FALSE},
};

static const LoketShapeRow mandate_rows[] = {
    {"mandate", LOKET_SHAPE_BOOLEAN, FALSE},
    {"mandateDocument", LOKET_SHAPE_STRING, FALSE},
};

static const LoketShapeRow party_rows[] = {
    {"name", LOKET_SHAPE_STRING, FALSE},   {"organisation", LOKET_SHAPE_STRING, FALSE},
    {"street", LOKET_SHAPE_STRING, FALSE}, {"postCode", LOKET_SHAPE_STRING, FALSE},
    {"city", LOKET_SHAPE_STRING, FALSE},   {"country", LOKET_SHAPE_STRING, FALSE},
    {"email", LOKET_SHAPE_STRING, FALSE},  {"phone", LOKET_SHAPE_STRING, FALSE},
    {"birthDate", LOKET_SHAPE_DAY, FALSE}, {"nationalNumber", LOKET_SHAPE_NATIONAL_NUMBER, FALSE},
};

static const LoketShapeRow grievance_rows[] = {
    {"id", LOKET_SHAPE_ID, TRUE},
    {"text", LOKET_SHAPE_STRING, TRUE},
    {"main", LOKET_SHAPE_BOOLEAN, FALSE},
};

static const LoketShapeRow document_rows[] = {
    {"documentId", LOKET_SHAPE_ID, TRUE},     {"name", LOKET_SHAPE_STRING, TRUE},
    {"mediaType", LOKET_SHAPE_STRING, FALSE}, {"sizeBytes", LOKET_SHAPE_COUNT, FALSE},
    {"addedOn", LOKET_SHAPE_DAY, FALSE},      {"offlinePermitted", LOKET_SHAPE_BOOLEAN, FALSE},
    {"sha256", LOKET_SHAPE_SHA256, FALSE},    {"kind", LOKET_SHAPE_CODE, FALSE},
};

/* What stands in the lists and objects of a case. */
static const struct {
  const char *member;
  gboolean is_list;
  const LoketShapeRow *rows;
  gsize n_rows;
} inner[] = {
    {"complainants", TRUE, party_rows, G_N_ELEMENTS (party_rows)},
    {"representative", FALSE, party_rows, G_N_ELEMENTS (party_rows)},
    {"representative", FALSE, mandate_rows, G_N_ELEMENTS (mandate_rows)},
    {"service", FALSE, party_rows, G_N_ELEMENTS (party_rows)},
    {"contestedDecision", FALSE, decision_rows, G_N_ELEMENTS (decision_rows)},
    {"triedFirst", FALSE, tried_rows, G_N_ELEMENTS (tried_rows)},
    {"grievances", TRUE, grievance_rows, G_N_ELEMENTS (grievance_rows)},
    {"documents", TRUE, document_rows, G_N_ELEMENTS (document_rows)},
};

static void
check_elements (JsonArray *array, gsize which, LoketProblem *problem)
{
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    JsonObject *element = loket_json_array_peek_object (array, i);
    g_autofree char *place = g_strdup_printf ("%s[%u].", inner[which].member, i);

    if (element != NULL)
      loket_shape_check_all (element, place, inner[which].rows, inner[which].n_rows, problem);
  }
}

/* An assessment names the grievance that it is about. */
static void
check_grievance_ids (JsonObject *facts, LoketProblem *problem)
{
  JsonArray *grievances = loket_json_peek_array (facts, "grievances");
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; grievances != NULL && i < json_array_get_length (grievances); i++) {
    JsonObject *grievance = loket_json_array_peek_object (grievances, i);
    const char *id = grievance != NULL ? loket_json_peek_string (grievance, "id") : NULL;
    g_autofree char *name = g_strdup_printf ("grievances[%u].id", i);

    if (id != NULL && !g_hash_table_add (seen, (gpointer) id))
      loket_problem_add_issue (problem, "invalidInput", "body", name, "an id of its own is wanted");
  }
}

/**
 * loket_case_body_check:
 * @facts: a new complaint
 * @problem: gets an issue for each member that is not as the contract wants it of a new complaint
 *
 * Beyond what makes a case at all; whether agency, procedure and days fit is a matter of the rules.
 */
void
loket_case_body_check (JsonObject *facts, LoketProblem *problem)
{
  loket_shape_check_all (facts, "", fact_rows, G_N_ELEMENTS (fact_rows), problem);
  for (gsize i = 0; i < G_N_ELEMENTS (inner); i++) {
    JsonObject *object = loket_json_peek_object (facts, inner[i].member);
    g_autofree char *place = g_strconcat (inner[i].member, ".", NULL);

    if (inner[i].is_list)
      check_elements (loket_json_peek_array (facts, inner[i].member), i, problem);
    else if (object != NULL)
      loket_shape_check_all (object, place, inner[i].rows, inner[i].n_rows, problem);
  }
  check_grievance_ids (facts, problem);
  if (loket_shape_is_deep (facts))
    loket_problem_add_issue (problem, "schemaViolation", "body", NULL, "too many levels");
}
