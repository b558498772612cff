/* SPDX-License-Identifier: EUPL-1.2 */
/* Taking a new complaint: its facts are checked and kept, and it gets its real reference. */
#include "config.h"

#include "loket-bodies.h"
#include "loket-central-private.h"
#include "loket-http.h"
#include "loket-register.h"
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
    {"triedFirst", LOKET_SHAPE_STRING, FALSE},     {"nameWithheld", LOKET_SHAPE_BOOLEAN, FALSE},
    {"restricted", LOKET_SHAPE_BOOLEAN, FALSE},    {"offlinePermitted", LOKET_SHAPE_BOOLEAN, FALSE},
    {"assignee", LOKET_SHAPE_ID, FALSE},
};

static const LoketShapeRow party_rows[] = {
    {"name", LOKET_SHAPE_STRING, FALSE},   {"organisation", LOKET_SHAPE_STRING, FALSE},
    {"street", LOKET_SHAPE_STRING, FALSE}, {"postCode", LOKET_SHAPE_STRING, FALSE},
    {"city", LOKET_SHAPE_STRING, FALSE},   {"country", LOKET_SHAPE_STRING, FALSE},
    {"email", LOKET_SHAPE_STRING, FALSE},  {"phone", LOKET_SHAPE_STRING, FALSE},
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
    {"service", FALSE, party_rows, G_N_ELEMENTS (party_rows)},
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

/* What the contract asks of a new case beyond what makes a case at all. */
static void
check_shapes (JsonObject *body, LoketProblem *problem)
{
  loket_shape_check_all (body, "", fact_rows, G_N_ELEMENTS (fact_rows), problem);
  for (gsize i = 0; i < G_N_ELEMENTS (inner); i++) {
    JsonObject *object = loket_json_peek_object (body, inner[i].member);
    g_autofree char *place = g_strconcat (inner[i].member, ".", NULL);

    if (inner[i].is_list)
      check_elements (loket_json_peek_array (body, inner[i].member), i, problem);
    else if (object != NULL)
      loket_shape_check_all (object, place, inner[i].rows, inner[i].n_rows, problem);
  }
  if (loket_shape_is_deep (body))
    loket_problem_add_issue (problem, "schemaViolation", "body", NULL, "too many levels");
}

static void
check_days (LoketCall *call, JsonObject *body, LoketProblem *problem)
{
  LoketDay received = loket_json_peek_day (body, "receivedOn");
  LoketDay registered = loket_json_peek_day (body, "registeredOn");

  if (received > loket_central_get_today (call->central))
    loket_problem_add_issue (problem, "invalidInput", "body", "receivedOn", "a day to come");
  if (registered != LOKET_NO_DAY && registered < received)
    loket_problem_add_issue (problem, "invalidInput", "body", "registeredOn",
                             "before the day of receipt");
}

static void
check_procedure (LoketCall *call, JsonObject *body, LoketProblem *problem)
{
  JsonObject *procedure = loket_json_peek_object (body, "procedure");
  const char *agency_id = loket_json_peek_string (body, "agency");
  LoketAgency *agency = loket_rules_get_agency (call->central->rules, agency_id);
  const char *id = loket_json_peek_string (procedure, "id");

  if (agency == NULL) {
    loket_problem_add_issue (problem, "referencedResourceNotFound", "body", "agency",
                             "this loket has no such agency");
    return;
  }
  if (g_strcmp0 (loket_agency_get_procedure (agency), id) != 0)
    loket_problem_add_issue (problem, "invalidInput", "body", "procedure.id",
                             "not the procedure of this agency");
  else if (loket_rules_get_profile (call->central->rules, id,
                                    loket_json_peek_string (procedure, "version")) == NULL)
    loket_problem_add_issue (problem, "referencedResourceNotFound", "body", "procedure.version",
                             "this loket does not know that version");
}

/* An assessment names the grievance that it is about. */
static void
check_grievance_ids (JsonObject *body, LoketProblem *problem)
{
  JsonArray *grievances = loket_json_peek_array (body, "grievances");
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; grievances != NULL && i < json_array_get_length (grievances); i++) {
    JsonObject *grievance = loket_json_array_peek_object (grievances, i);
    const char *id = grievance != NULL ? loket_json_peek_string (grievance, "id") : NULL;
    g_autofree char *name = g_strdup_printf ("grievances[%u].id", i);

    if (id != NULL && !g_hash_table_add (seen, (gpointer) id))
      loket_problem_add_issue (problem, "invalidInput", "body", name, "an id of its own is wanted");
  }
}

static LoketResponse *
check_facts (LoketCall *call, JsonObject *body)
{
  g_autoptr (LoketProblem) problem = loket_problem_new (LOKET_PROBLEM_BAD_REQUEST, NULL);

  check_shapes (body, problem);
  check_days (call, body, problem);
  check_procedure (call, body, problem);
  check_grievance_ids (body, problem);
  if (problem->issues->len > 0)
    return loket_problem_to_response (problem);
  if (!loket_person_may_see (call->person, loket_json_peek_string (body, "agency")) ||
      !loket_person_may_act (call->person))
    return _loket_call_refuse (LOKET_PROBLEM_MISSING_PERMISSION,
                               "the caller takes no complaints for this agency");
  return NULL;
}

static LoketResponse *
reply_case (LoketCall *call, guint status)
{
  GError *error = NULL;
  g_autoptr (LoketRecord) record =
      loket_ledger_find_case (call->central->ledger, call->path->id, &error);
  g_autoptr (JsonObject) json = NULL;
  g_autofree char *etag = NULL;
  LoketResponse *response;

  if (record == NULL)
    return _loket_call_fail (error);
  json = loket_describe_case (record, call->central->rules, loket_central_get_now (call->central),
                              &error);
  if (json == NULL)
    return _loket_call_fail (error);
  response = _loket_call_reply (status, json);
  etag = loket_etag_for_version (record->version);
  loket_response_set_header (response, "etag", etag);
  if (status == 201)
    loket_response_set_header (response, "location", call->request->path);
  return response;
}

static gboolean
write_case (LoketCall *call, JsonObject *body, GError **error)
{
  LoketCentral *central = call->central;
  LoketRegistration registration = {
      .ledger = central->ledger,
      .rules = central->rules,
      .registered_by = call->person->id,
      .recorded_at = loket_central_get_now (central),
  };

  if (!loket_ledger_begin (central->ledger, error))
    return FALSE;
  if (loket_register_case (&registration, body, NULL, error))
    return loket_ledger_commit (central->ledger, error);
  loket_ledger_roll_back (central->ledger);
  return FALSE;
}

static LoketResponse *
reply_replay (LoketCall *call, const LoketRecord *known, JsonObject *body)
{
  GError *error = NULL;
  g_autoptr (JsonObject) kept = NULL;

  if (!loket_person_may_see (call->person, known->agency) || known->withdrawn)
    return _loket_call_refuse (LOKET_PROBLEM_MISSING_PERMISSION, "not a case of the caller's");
  kept = loket_describe_bare_case (known, &error);
  if (kept == NULL)
    return _loket_call_fail (error);
  if (!loket_case_body_is_equal (kept, body))
    return _loket_call_refuse (LOKET_PROBLEM_DIFFERENT_CONTENT,
                               "another complaint was taken under this id");
  return reply_case (call, 200);
}

/* Whoever tries again does not know that it had to be forgotten. */
static LoketResponse *
check_not_erased (LoketCall *call)
{
  GError *error = NULL;
  gboolean erased;

  if (!loket_ledger_was_erased (call->central->ledger, call->path->id, &erased, &error))
    return _loket_call_fail (error);
  if (!erased)
    return NULL;
  return _loket_call_refuse (LOKET_PROBLEM_MISSING_PERMISSION, "the case was erased");
}

LoketResponse *
_loket_call_put_case (LoketCall *call)
{
  LoketResponse *refusal = _loket_call_check_body (call);
  g_autoptr (LoketProblem) problem = NULL;
  g_autoptr (JsonObject) body = NULL;
  g_autoptr (LoketRecord) known = NULL;
  GError *error = NULL;

  if (refusal != NULL)
    return refusal;
  body = loket_case_body_read (call->request->body, call->path->id, &problem);
  if (body == NULL)
    return loket_problem_to_response (problem);
  known = loket_ledger_find_case (call->central->ledger, call->path->id, &error);
  if (error != NULL)
    return _loket_call_fail (error);
  if (known != NULL)
    return reply_replay (call, known, body);
  refusal = _loket_call_check_id ("caseId", call->path->id);
  if (refusal == NULL)
    refusal = check_not_erased (call);
  if (refusal == NULL)
    refusal = check_facts (call, body);
  if (refusal != NULL)
    return refusal;
  if (!write_case (call, body, &error))
    return _loket_call_fail (error);
  _loket_central_changed (call->central);
  return reply_case (call, 201);
}
