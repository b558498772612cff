/* SPDX-License-Identifier: EUPL-1.2 */
/* Taking a new complaint: its facts are checked and kept, and it gets its real reference. */
#include "config.h"

#include "loket-bodies.h"
#include "loket-central-private.h"
#include "loket-http.h"
#include "loket-intake.h"
#include "loket-register.h"

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

/* The number of the National Register is only for whoever is authorised to use it. */
static void
check_national_number (LoketCall *call, JsonObject *body, LoketProblem *problem)
{
  LoketAgency *agency =
      loket_rules_get_agency (call->central->rules, loket_json_peek_string (body, "agency"));

  if (agency != NULL && !loket_agency_may_use_national_number (agency) &&
      loket_intake_has_national_number (body))
    loket_problem_add_issue (problem, "invalidInput", "body", "nationalNumber",
                             "the agency states no authorisation to use it");
}

static LoketResponse *
check_facts (LoketCall *call, JsonObject *body)
{
  g_autoptr (LoketProblem) problem = loket_problem_new (LOKET_PROBLEM_BAD_REQUEST, NULL);

  loket_case_body_check (body, problem);
  check_days (call, body, problem);
  check_procedure (call, body, problem);
  check_national_number (call, body, problem);
  if (problem->issues->len > 0)
    return loket_problem_to_response (problem);
  if (!loket_person_may_see (call->person, loket_json_peek_string (body, "agency")) ||
      !loket_person_may_act (call->person))
    return _loket_call_refuse (LOKET_PROBLEM_MISSING_PERMISSION,
                               "the caller takes no complaints for this agency");
  return NULL;
}

/* @bare: as it was when it was taken, with nothing that happened since */
static LoketResponse *
reply_case (LoketCall *call, guint status, gboolean bare)
{
  GError *error = NULL;
  g_autoptr (LoketRecord) record =
      loket_ledger_find_case (call->central->ledger, call->path->id, &error);
  g_autoptr (JsonObject) json = NULL;
  g_autofree char *etag = NULL;
  LoketResponse *response;

  if (record == NULL)
    return _loket_call_fail (error);
  if (bare) {
    record->version = 1;
    g_ptr_array_set_size (record->acts, 0);
  }
  json = loket_describe_case (record, call->central->rules, loket_central_get_now (call->central),
                              call->central->acts_max, &error);
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

/* To whom it was closed or withdrawn since he must still learn that it had arrived: else he would
 * take it for refused, and do it anew. */
static gboolean
registered_it (LoketCall *call, const LoketRecord *known)
{
  return g_str_equal (known->registered_by, call->person->id) &&
         loket_person_may_see (call->person, known->agency);
}

static LoketResponse *
reply_replay (LoketCall *call, const LoketRecord *known, JsonObject *body)
{
  gboolean sees = _loket_call_may_see (call, known);
  GError *error = NULL;
  g_autoptr (JsonObject) kept = NULL;

  if (!sees && !registered_it (call, known))
    return _loket_call_refuse (LOKET_PROBLEM_MISSING_PERMISSION, "not a case of the caller's");
  kept = loket_describe_bare_case (known, &error);
  if (kept == NULL)
    return _loket_call_fail (error);
  if (!loket_case_body_is_equal (kept, body))
    return _loket_call_refuse (LOKET_PROBLEM_DIFFERENT_CONTENT,
                               "another complaint was taken under this id");
  return reply_case (call, 200, !sees);
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
  return reply_case (call, 201, FALSE);
}
