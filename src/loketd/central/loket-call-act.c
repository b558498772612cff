/* SPDX-License-Identifier: EUPL-1.2 */
/* Taking an act: recognising a replay, refusing what may not be, and giving it its place. */
#include "config.h"

#include "loket-access.h"
#include "loket-bodies.h"
#include "loket-central-private.h"
#include "loket-payload.h"

/* What the author cannot have seen: taken after the version the act was based on, by somebody
 * else. (His own acts he has seen, also those that were still in his outbox.) */
static gboolean
is_unseen (const LoketActRecord *taken, gint64 based_on, const char *author)
{
  return taken->version > based_on && !g_str_equal (taken->author, author);
}

static LoketResponse *
refuse_changed (const LoketRecord *record, gint64 based_on, const char *author)
{
  g_autoptr (GPtrArray) unseen = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_act_unref);
  g_autoptr (LoketProblem) problem = NULL;

  for (guint i = 0; i < record->acts->len; i++) {
    const LoketActRecord *taken = g_ptr_array_index (record->acts, i);
    g_autoptr (JsonObject) json = NULL;
    LoketAct *act;
    GError *error = NULL;

    if (!is_unseen (taken, based_on, author))
      continue;
    json = loket_describe_act (taken, &error);
    act = json != NULL ? loket_act_from_json (json, &error) : NULL;
    if (act == NULL)
      return _loket_call_fail (error);
    g_ptr_array_add (unseen, act);
  }
  problem = loket_problem_new_changed (record->version, unseen);
  return loket_problem_to_response (problem);
}

static gboolean
is_overtaken (const LoketRecord *record, const LoketAct *act)
{
  for (guint i = 0; i < record->acts->len; i++) {
    const LoketActRecord *taken = g_ptr_array_index (record->acts, i);

    if (is_unseen (taken, act->based_on, act->author) &&
        !loket_act_type_is_quiet (loket_act_type_from_string (taken->type)))
      return TRUE;
  }
  return FALSE;
}

static LoketResponse *
judge (LoketCall *call, const LoketRecord *record, LoketAct *act)
{
  LoketViewer viewer = {.person = call->person->id, .roles = call->person->roles};
  g_autoptr (LoketCase) value = NULL;
  g_autoptr (LoketProblem) problem = NULL;
  LoketPermission permission;
  GError *error = NULL;

  if (loket_act_type_is_decisive (act->type) && is_overtaken (record, act))
    return refuse_changed (record, act->based_on, act->author);
  value = loket_describe_value (record, &error);
  if (value == NULL)
    return _loket_call_fail (error);
  permission = loket_replay_judge (call->central->rules, value, NULL, act, &viewer,
                                   loket_central_get_now (call->central));
  if (permission.answer != LOKET_ANSWER_NOT_ALLOWED)
    return NULL;
  problem = loket_problem_new_not_allowed (permission.reason, NULL);
  return loket_problem_to_response (problem);
}

/* Without a list of persons whoever calls is one and the same: then the act may name another. */
static LoketResponse *
check_author (LoketCall *call, JsonObject *body)
{
  const char *stated = loket_json_peek_string (body, "author");

  if (stated == NULL || g_str_equal (stated, call->person->id) ||
      loket_callers_is_open (call->central->callers))
    return NULL;
  return _loket_call_refuse_input ("invalidInput", "body", "author", "not the person who calls");
}

static LoketResponse *
check_based_on (const LoketRecord *record, JsonObject *body)
{
  gint64 based_on = loket_json_peek_int (body, "basedOn", 0);

  if (based_on >= 0 && based_on <= record->version)
    return NULL;
  return _loket_call_refuse_input ("invalidInput", "body", "basedOn",
                                   "the case never had that version");
}

static LoketLinking
make_linking (LoketCentral *central)
{
  LoketLinking linking = {
      .ledger = central->ledger,
      .rules = central->rules,
      .random = central->random,
      .now = loket_central_get_now (central),
  };

  return linking;
}

/* A case that is closed to all but persons whom nobody knows could never be opened again. */
static void
check_persons (LoketCall *call, const LoketRecord *record, JsonObject *body, LoketProblem *problem)
{
  g_auto (GStrv) persons = loket_json_peek_strings (loket_json_peek_object (body, "payload"), "to");

  for (int i = 0; persons[i] != NULL; i++) {
    const LoketPerson *person = loket_callers_find (call->central->callers, persons[i]);

    if (person == NULL || !loket_person_may_see (person, record->agency)) {
      loket_problem_add_issue (problem, "referencedResourceNotFound", "body", "payload.to",
                               "nobody who sees the cases of this agency");
      return;
    }
  }
}

static LoketResponse *
check_references (LoketCall *call, const LoketRecord *record, JsonObject *body)
{
  g_autoptr (LoketProblem) problem = loket_problem_new (LOKET_PROBLEM_BAD_REQUEST, NULL);
  LoketLinking linking = make_linking (call->central);
  GError *error = NULL;

  if (!loket_linked_check (&linking, record, body, problem, &error))
    return _loket_call_fail (error);
  if (g_strcmp0 (loket_json_peek_string (body, "type"), "restrict") == 0)
    check_persons (call, record, body, problem);
  return problem->issues->len > 0 ? loket_problem_to_response (problem) : NULL;
}

static LoketActRecord *
make_record (LoketCall *call, const LoketRecord *record, JsonObject *body)
{
  LoketActRecord *act = g_new0 (LoketActRecord, 1);
  const char *author = loket_json_peek_string (body, "author");

  act->act_id = g_strdup (call->path->sub_id);
  act->case_id = g_strdup (record->case_id);
  act->seq = record->acts->len + 1;
  act->version = record->version + 1;
  act->type = g_strdup (loket_json_peek_string (body, "type"));
  act->author = g_strdup (author != NULL ? author : call->person->id);
  act->recorded_at = loket_central_get_now (call->central);
  act->body = loket_json_object_to_string (body);
  return act;
}

static gboolean
write_act (LoketCall *call, LoketRecord *record, const LoketActRecord *act, GError **error)
{
  LoketCentral *central = call->central;
  LoketLedger *ledger = central->ledger;
  LoketLinking linking = make_linking (central);

  if (!loket_ledger_begin (ledger, error))
    return FALSE;
  record->version = act->version;
  if (loket_ledger_add_act (ledger, act, error) &&
      loket_linked_follow (&linking, act->case_id, act->act_id, error) &&
      loket_access_renew (ledger, central->rules, linking.now, act->case_id, error) &&
      loket_ledger_announce (ledger, record, loket_central_get_today (central), error))
    return loket_ledger_commit (ledger, error);
  loket_ledger_roll_back (ledger);
  return FALSE;
}

/* Reads it back, so that the reply is what everybody else will be told. */
static LoketResponse *
reply_act (LoketCall *call, guint status)
{
  GError *error = NULL;
  g_autoptr (LoketActRecord) taken =
      loket_ledger_find_act (call->central->ledger, call->path->sub_id, &error);
  g_autoptr (JsonObject) json = taken != NULL ? loket_describe_act (taken, &error) : NULL;
  LoketResponse *response;

  if (json == NULL)
    return _loket_call_fail (error);
  response = _loket_call_reply (status, json);
  if (status == 201)
    loket_response_set_header (response, "location", call->request->path);
  return response;
}

static LoketResponse *
take (LoketCall *call, LoketRecord *record, JsonObject *body)
{
  g_autoptr (LoketActRecord) taken = make_record (call, record, body);
  GError *error = NULL;
  g_autoptr (JsonObject) stated = loket_json_object_copy (body);
  g_autoptr (LoketAct) act = NULL;
  LoketResponse *refusal;

  json_object_set_string_member (stated, "author", taken->author);
  act = loket_act_from_json (stated, &error);
  if (act == NULL)
    return _loket_call_fail (error);
  refusal = judge (call, record, act);
  if (refusal != NULL)
    return refusal;
  if (!write_act (call, record, taken, &error))
    return _loket_call_fail (error);
  _loket_central_changed (call->central);
  return reply_act (call, 201);
}

/* @known: an act of that id, in whatever case. */
static LoketResponse *
reply_replay (LoketCall *call, const LoketActRecord *known, JsonObject *body)
{
  GError *error = NULL;
  g_autoptr (JsonObject) kept = loket_describe_act (known, &error);

  if (kept == NULL)
    return _loket_call_fail (error);
  if (!g_str_equal (known->case_id, call->path->id) || !loket_act_body_is_equal (kept, body))
    return _loket_call_refuse (LOKET_PROBLEM_DIFFERENT_CONTENT,
                               "another act was taken under this id");
  return reply_act (call, 200);
}

static LoketResponse *
take_new (LoketCall *call, LoketRecord *record, JsonObject *body)
{
  LoketResponse *refusal = _loket_call_check_id ("actId", call->path->sub_id);

  if (refusal == NULL)
    refusal = loket_payload_check (body);
  if (refusal == NULL)
    refusal = check_author (call, body);
  if (refusal == NULL)
    refusal = check_based_on (record, body);
  if (refusal == NULL)
    refusal = check_references (call, record, body);
  if (refusal == NULL)
    refusal = _loket_call_check_contents (call, record, body);
  return refusal != NULL ? refusal : take (call, record, body);
}

LoketResponse *
_loket_call_put_act (LoketCall *call)
{
  LoketResponse *refusal = _loket_call_check_body (call);
  g_autoptr (LoketRecord) record = refusal == NULL ? _loket_call_find_case (call, &refusal) : NULL;
  g_autoptr (LoketProblem) problem = NULL;
  g_autoptr (JsonObject) body = NULL;
  g_autoptr (LoketActRecord) known = NULL;
  GError *error = NULL;

  if (record == NULL)
    return refusal;
  body = loket_act_body_read (call->request->body, call->path->sub_id, &problem);
  if (body == NULL)
    return loket_problem_to_response (problem);
  known = loket_ledger_find_act (call->central->ledger, call->path->sub_id, &error);
  if (error != NULL)
    return _loket_call_fail (error);
  return known != NULL ? reply_replay (call, known, body) : take_new (call, record, body);
}
