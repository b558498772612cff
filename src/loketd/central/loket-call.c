/* SPDX-License-Identifier: EUPL-1.2 */
/* What the parts of the loket share: refusing, replying, reading the query, finding the case. */
#include "config.h"

#include "loket-central-private.h"
#include "loket-http.h"
#include "loket-shapes.h"
#include "loket-sqlite-error.h"

/* How long to stay away when the disk is full: somebody has to do something first. */
enum {
  RETRY_AFTER_S = 30
};

LoketResponse *
_loket_call_refuse (LoketProblemKind kind, const char *detail)
{
  g_autoptr (LoketProblem) problem = loket_problem_new (kind, detail);

  return loket_problem_to_response (problem);
}

LoketResponse *
_loket_call_refuse_input (const char *issue, const char *in, const char *name, const char *detail)
{
  g_autoptr (LoketProblem) problem = loket_problem_new_input (issue, in, name, detail);

  return loket_problem_to_response (problem);
}

/**
 * _loket_call_fail:
 * @error: (transfer full): why the loket itself could not do it; goes to the log, not out
 */
LoketResponse *
_loket_call_fail (GError *error)
{
  g_autoptr (GError) owned = error;
  g_autoptr (LoketProblem) problem = NULL;

  g_message ("a request failed: %s", owned->message);
  if (g_error_matches (owned, LOKET_SQLITE_ERROR, LOKET_SQLITE_ERROR_DISK) ||
      g_error_matches (owned, LOKET_SQLITE_ERROR, LOKET_SQLITE_ERROR_BUSY)) {
    problem = loket_problem_new (LOKET_PROBLEM_SERVICE_UNAVAILABLE, "the data cannot be written");
    problem->retry_after_s = RETRY_AFTER_S;
  } else {
    problem = loket_problem_new (LOKET_PROBLEM_INTERNAL_SERVER_ERROR, NULL);
  }
  return loket_problem_to_response (problem);
}

LoketResponse *
_loket_call_reply (guint status, JsonObject *json)
{
  LoketResponse *response = loket_response_new (status);
  char *text = loket_json_object_to_string (json);
  g_autoptr (GBytes) body = g_bytes_new_take (text, strlen (text));

  loket_response_set_body (response, body, LOKET_HTTP_JSON);
  return response;
}

/**
 * _loket_call_reply_tagged:
 *
 * 304 where the caller has it already.
 */
LoketResponse *
_loket_call_reply_tagged (LoketCall *call, GBytes *body, const char *etag)
{
  gboolean known =
      loket_etag_matches (loket_request_get_header (call->request, "if-none-match"), etag);
  LoketResponse *response = loket_response_new (known ? 304 : 200);

  loket_response_set_header (response, "etag", etag);
  if (!known)
    loket_response_set_body (response, body, LOKET_HTTP_JSON);
  return response;
}

/**
 * _loket_call_check_query:
 * @known: (array zero-terminated=1): parameters of this call
 *
 * Returns: (transfer full) (nullable): a refusal when another is there, or one that cannot be read:
 *   what is not understood must not pass for what is absent
 */
LoketResponse *
_loket_call_check_query (LoketCall *call, const char *const *known)
{
  g_auto (GStrv) pairs = NULL;

  if (call->request->query == NULL)
    return NULL;
  pairs = g_strsplit (call->request->query, "&", -1);
  for (int i = 0; pairs[i] != NULL; i++) {
    g_autofree char *name = g_strndup (pairs[i], strcspn (pairs[i], "="));
    g_autofree char *value = loket_request_dup_query_value (call->request, name);

    if (name[0] != '\0' && !g_strv_contains (known, name))
      return _loket_call_refuse_input ("unknownInput", "query", name,
                                       "not a parameter of this call");
    if (name[0] != '\0' && value == NULL)
      return _loket_call_refuse_input ("schemaViolation", "query", name, "broken encoding");
  }
  return NULL;
}

/**
 * _loket_call_read_number:
 * @number: (inout): untouched where the parameter is absent
 */
gboolean
_loket_call_read_number (LoketCall *call,
                         const char *name,
                         gint64 least,
                         gint64 most,
                         gint64 *number,
                         LoketResponse **refusal)
{
  g_autofree char *value = loket_request_dup_query_value (call->request, name);
  g_autofree char *detail = NULL;

  if (value == NULL || g_ascii_string_to_signed (value, 10, least, most, number, NULL))
    return TRUE;
  detail = g_strdup_printf ("a number from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT " is wanted",
                            least, most);
  *refusal = _loket_call_refuse_input ("schemaViolation", "query", name, detail);
  return FALSE;
}

/**
 * _loket_call_check_body:
 *
 * Returns: (transfer full) (nullable): a refusal of a body that is absent, too large or no JSON
 */
LoketResponse *
_loket_call_check_body (LoketCall *call)
{
  const char *type = loket_request_get_header (call->request, "content-type");

  if (call->request->body == NULL)
    return _loket_call_refuse_input ("schemaViolation", "body", NULL, "a body is wanted");
  if (g_bytes_get_size (call->request->body) > LOKET_CENTRAL_BODY_MAX_BYTES) {
    g_autoptr (LoketProblem) problem = loket_problem_new (LOKET_PROBLEM_PAYLOAD_TOO_LARGE, NULL);

    problem->limit = LOKET_CENTRAL_BODY_MAX_BYTES;
    return loket_problem_to_response (problem);
  }
  if (!loket_media_type_is (type, LOKET_HTTP_JSON))
    return _loket_call_refuse (LOKET_PROBLEM_UNSUPPORTED_MEDIA_TYPE, "application/json is wanted");
  return NULL;
}

/**
 * _loket_call_check_id:
 *
 * Returns: (transfer full) (nullable): a refusal of an id under which nothing may be entered
 */
LoketResponse *
_loket_call_check_id (const char *name, const char *id)
{
  if (loket_shape_is_uuid (id))
    return NULL;
  return _loket_call_refuse_input ("schemaViolation", "path", name,
                                   "a UUID in small letters is wanted");
}

gboolean
_loket_call_may_see (LoketCall *call, const LoketRecord *record)
{
  return !record->withdrawn && loket_person_may_see_case (call->person, record->agency,
                                                          (const char *const *) record->seen_by);
}

/* Whoever closed a case to himself, or to whom it was withdrawn, may still ask whether his own act
 * arrived: he must not take for unsent what the loket has. */
static gboolean
asks_own_act (LoketCall *call, const LoketRecord *record)
{
  if (call->path->kind != LOKET_PATH_ACT || !loket_person_may_see (call->person, record->agency))
    return FALSE;
  for (guint i = 0; i < record->acts->len; i++) {
    const LoketActRecord *act = g_ptr_array_index (record->acts, i);

    if (g_str_equal (act->act_id, call->path->sub_id))
      return g_str_equal (act->author, call->person->id);
  }
  return FALSE;
}

/**
 * _loket_call_find_case_of:
 * @refusal: (out): why the case is not given
 *
 * Returns: (transfer full) (nullable)
 */
LoketRecord *
_loket_call_find_case_of (LoketCall *call, const char *case_id, LoketResponse **refusal)
{
  GError *error = NULL;
  g_autoptr (LoketRecord) record = loket_ledger_find_case (call->central->ledger, case_id, &error);

  if (error != NULL) {
    *refusal = _loket_call_fail (error);
    return NULL;
  }
  if (record == NULL) {
    *refusal = _loket_call_refuse (LOKET_PROBLEM_RESOURCE_NOT_FOUND, "no such case");
    return NULL;
  }
  if (!_loket_call_may_see (call, record) && !asks_own_act (call, record)) {
    *refusal = _loket_call_refuse (LOKET_PROBLEM_MISSING_PERMISSION, "not a case of the caller's");
    return NULL;
  }
  return g_steal_pointer (&record);
}

/**
 * _loket_call_find_case:
 * @refusal: (out): why the case of the path is not given
 *
 * Returns: (transfer full) (nullable)
 */
LoketRecord *
_loket_call_find_case (LoketCall *call, LoketResponse **refusal)
{
  return _loket_call_find_case_of (call, call->path->id, refusal);
}

void
_loket_central_changed (LoketCentral *self)
{
  if (self->changed != NULL)
    self->changed (self->changed_data);
}
