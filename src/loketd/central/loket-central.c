/* SPDX-License-Identifier: EUPL-1.2 */
/* The loket: its making, and which part answers which call. */
#include "config.h"

#include "loket-central-private.h"
#include "loket-http.h"
#include "loket-tus.h"

/* Longer ones would fill the log of somebody else; the guide allows no more. */
enum {
  TRACE_ID_LENGTH_MAX = 36
};

/* More than anybody does in a case. */
enum {
  ACTS_MAX = 500
};

static const char *const no_parameters[] = {NULL};
static const char *const feed_parameters[] = {"after", "pageSize", "wait", NULL};
static const char *const acts_parameters[] = {"after", NULL};

typedef struct {
  LoketPathKind kind;
  const char *method;
  LoketCallFunc func;
  const char *const *parameters;
  gboolean anonymous; /* no token is asked for */
} Route;

static const Route routes[] = {
    {LOKET_PATH_HEALTH, "GET", _loket_call_get_health, no_parameters, TRUE},
    {LOKET_PATH_ME, "GET", _loket_call_get_me, no_parameters, FALSE},
    {LOKET_PATH_CHANGES, "GET", _loket_call_get_changes, feed_parameters, FALSE},
    {LOKET_PATH_CASE, "GET", _loket_call_get_case, no_parameters, FALSE},
    {LOKET_PATH_CASE, "PUT", _loket_call_put_case, no_parameters, FALSE},
    {LOKET_PATH_ACTS, "GET", _loket_call_get_acts, acts_parameters, FALSE},
    {LOKET_PATH_ACT, "GET", _loket_call_get_act, no_parameters, FALSE},
    {LOKET_PATH_ACT, "PUT", _loket_call_put_act, no_parameters, FALSE},
    {LOKET_PATH_PUBLIC_STATUS, "GET", _loket_call_get_public_status, no_parameters, FALSE},
    {LOKET_PATH_PROCEDURE, "GET", _loket_call_get_procedure, no_parameters, FALSE},
    {LOKET_PATH_CALENDARS, "GET", _loket_call_get_calendars, no_parameters, FALSE},
    {LOKET_PATH_ORGANIZATIONS, "GET", _loket_call_get_organizations, no_parameters, FALSE},
    {LOKET_PATH_DOCUMENTS, "POST", _loket_call_create_upload, no_parameters, FALSE},
    {LOKET_PATH_DOCUMENTS, "OPTIONS", _loket_call_upload_options, no_parameters, FALSE},
    {LOKET_PATH_DOCUMENT, "HEAD", _loket_call_head_upload, no_parameters, FALSE},
    {LOKET_PATH_DOCUMENT, "PATCH", _loket_call_patch_upload, no_parameters, FALSE},
    {LOKET_PATH_DOCUMENT, "DELETE", _loket_call_delete_upload, no_parameters, FALSE},
    {LOKET_PATH_DOCUMENT_CONTENT, "GET", _loket_call_get_content, no_parameters, FALSE},
};

/* Persons of a scenario are known again when the loket is started again. Whoever has the name of
 * the coordinator of an open loket is that one. */
static gboolean
read_people (LoketCentral *self, GError **error)
{
  g_autoptr (GPtrArray) texts = loket_ledger_list_people (self->ledger, error);

  if (texts == NULL)
    return FALSE;
  for (guint i = 0; loket_callers_is_open (self->callers) && i < texts->len; i++) {
    g_autoptr (JsonNode) node = loket_json_parse (g_ptr_array_index (texts, i), -1, error);
    LoketPerson *person =
        node != NULL ? loket_person_from_json (json_node_get_object (node), FALSE, error) : NULL;

    if (person == NULL)
      return FALSE;
    if (loket_callers_knows (self->callers, person->id))
      loket_person_free (person);
    else if (!loket_callers_add (self->callers, person, error))
      return FALSE;
  }
  return TRUE;
}

/* The name of an author stays known although the person may leave the list one day. */
static gboolean
keep_names (LoketCentral *self, GError **error)
{
  GPtrArray *persons = loket_callers_list (self->callers);

  if (!loket_ledger_begin (self->ledger, error))
    return FALSE;
  for (guint i = 0; !loket_callers_is_open (self->callers) && i < persons->len; i++) {
    const LoketPerson *person = g_ptr_array_index (persons, i);
    g_autoptr (JsonObject) json = loket_person_to_json (person);
    g_autofree char *text = loket_json_object_to_string (json);

    if (!loket_ledger_set_person (self->ledger, person->id, person->name, text, error)) {
      loket_ledger_roll_back (self->ledger);
      return FALSE;
    }
  }
  return loket_ledger_commit (self->ledger, error);
}

/**
 * loket_central_new:
 * @rules: a reference is kept
 * @clock: must outlive the loket
 * @random: must outlive the loket
 *
 * Returns: (transfer full): NULL with an error of LOKET_SQLITE_ERROR or LOKET_ERROR
 */
LoketCentral *
loket_central_new (LoketRules *rules,
                   LoketClock *clock,
                   LoketRandom *random,
                   const LoketCentralOptions *options,
                   GError **error)
{
  g_autoptr (LoketCentral) self = g_new0 (LoketCentral, 1);
  LoketDay clock_day = loket_moment_get_day (loket_clock_get_now (clock));

  self->rules = loket_rules_ref (rules);
  self->clock = clock;
  self->random = random;
  self->acts_max = ACTS_MAX;
  self->callers = options->callers != NULL ? options->callers : loket_callers_new_open (NULL);
  self->days_moved = options->today != LOKET_NO_DAY ? options->today - clock_day : 0;
  self->tags =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) loket_ref_data_free);
  self->ref_bodies = options->ref_bodies != NULL ? loket_ref_bodies_ref (options->ref_bodies)
                                                 : loket_ref_bodies_new (rules, error);
  if (self->ref_bodies == NULL)
    return NULL;
  self->ledger = loket_ledger_open (options->folder, random, loket_central_get_today (self), error);
  if (self->ledger == NULL || !read_people (self, error) || !keep_names (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
loket_central_limit_acts (LoketCentral *self, guint acts_max)
{
  g_return_if_fail (acts_max > 0);
  self->acts_max = acts_max;
}

void
loket_central_free (LoketCentral *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->ledger, loket_ledger_close);
  g_clear_pointer (&self->callers, loket_callers_free);
  g_clear_pointer (&self->rules, loket_rules_unref);
  g_clear_pointer (&self->ref_bodies, loket_ref_bodies_unref);
  g_clear_pointer (&self->tags, g_hash_table_unref);
  g_free (self);
}

void
loket_central_set_changed_func (LoketCentral *self,
                                LoketCentralChangedFunc func,
                                gpointer user_data)
{
  self->changed = func;
  self->changed_data = user_data;
}

/**
 * loket_central_get_now:
 *
 * Returns: the moment that the loket takes for now: the clock's time of day, on the day that it
 *   was told to take for today. (The header Date is the clock's own.)
 */
LoketMoment
loket_central_get_now (LoketCentral *self)
{
  LoketMoment now = loket_clock_get_now (self->clock);
  LoketMoment minute;
  int hour, minutes;

  if (self->days_moved == 0)
    return now;
  loket_moment_get_time (now, &hour, &minutes);
  minute = loket_moment_of_day (loket_moment_get_day (now), hour, minutes);
  return loket_moment_of_day (loket_moment_get_day (now) + self->days_moved, hour, minutes) +
         (now - minute);
}

LoketDay
loket_central_get_today (LoketCentral *self)
{
  return loket_moment_get_day (loket_clock_get_now (self->clock)) + self->days_moved;
}

const char *
loket_central_get_realm (LoketCentral *self)
{
  return loket_ledger_get_realm (self->ledger);
}

/**
 * loket_central_is_empty:
 * @empty: (out): whether there never was a case
 */
gboolean
loket_central_is_empty (LoketCentral *self, gboolean *empty, GError **error)
{
  return loket_ledger_is_empty (self->ledger, empty, error);
}

/**
 * loket_central_remove_case:
 * @change: LOKET_CHANGE_WITHDRAWN or LOKET_CHANGE_ERASED
 * @reason: (nullable)
 *
 * Takes a case away from all who see it; the feed tells them.
 */
gboolean
loket_central_remove_case (
    LoketCentral *self, const char *case_id, LoketChange change, const char *reason, GError **error)
{
  g_autoptr (LoketRecord) record = loket_ledger_find_case (self->ledger, case_id, error);

  if (record == NULL || !loket_ledger_begin (self->ledger, error))
    return FALSE;
  record->version++;
  if (!loket_ledger_remove_case (self->ledger, record, change, reason,
                                 loket_central_get_today (self), error)) {
    loket_ledger_roll_back (self->ledger);
    return FALSE;
  }
  if (!loket_ledger_commit (self->ledger, error))
    return FALSE;
  _loket_central_changed (self);
  return TRUE;
}

static LoketResponse *
refuse_caller (LoketProblemKind kind)
{
  LoketResponse *response = _loket_call_refuse (kind, NULL);

  loket_response_set_header (response, "www-authenticate",
                             kind == LOKET_PROBLEM_NO_ACCESS_TOKEN
                                 ? "Bearer realm=\"loket\""
                                 : "Bearer realm=\"loket\", error=\"invalid_token\"");
  return response;
}

static LoketResponse *
refuse_method (const char *allowed)
{
  LoketResponse *response = _loket_call_refuse (LOKET_PROBLEM_METHOD_NOT_ALLOWED, NULL);

  loket_response_set_header (response, "allow", allowed);
  return response;
}

/* @allowed: (out): the methods that this path has, where it has not this one. */
static const Route *
find_route (LoketPathKind kind, const char *method, GString *allowed)
{
  for (gsize i = 0; i < G_N_ELEMENTS (routes); i++) {
    if (routes[i].kind != kind)
      continue;
    if (g_str_equal (routes[i].method, method))
      return &routes[i];
    g_string_append_printf (allowed, "%s%s", allowed->len > 0 ? ", " : "", routes[i].method);
  }
  return NULL;
}

static LoketResponse *
answer (LoketCall *call)
{
  g_autoptr (GString) allowed = g_string_new (NULL);
  const Route *route = find_route (call->path->kind, call->request->method, allowed);
  LoketProblemKind problem;

  call->person = loket_callers_identify (
      call->central->callers, loket_request_get_header (call->request, "authorization"), &problem);
  if (call->person == NULL && (route == NULL || !route->anonymous))
    return refuse_caller (problem);
  if (route != NULL) {
    LoketResponse *refusal = _loket_call_check_query (call, route->parameters);

    return refusal != NULL ? refusal : route->func (call);
  }
  if (allowed->len > 0)
    return refuse_method (allowed->str);
  return _loket_call_refuse (LOKET_PROBLEM_RESOURCE_NOT_FOUND, "the contract has no such path");
}

/* Its answers say so whatever they say, also those of a body that was too large to be read. */
static gboolean
speaks_tus (LoketRequest *request)
{
  g_autoptr (LoketPath) path = loket_path_parse (request->path);

  return path->kind == LOKET_PATH_DOCUMENTS || path->kind == LOKET_PATH_DOCUMENT;
}

/**
 * loket_central_finish_response:
 *
 * Adds what every response carries, whatever it says.
 */
void
loket_central_finish_response (LoketCentral *self, LoketRequest *request, LoketResponse *response)
{
  const char *asked = loket_request_get_header (request, "belgov-trace-id");
  g_autofree char *made = NULL;
  g_autofree char *date = loket_http_date_to_string (loket_clock_get_now (self->clock));

  if (asked == NULL || asked[0] == '\0' || strlen (asked) > TRACE_ID_LENGTH_MAX)
    asked = made = loket_random_make_uuid (self->random);
  loket_response_set_header (response, "belgov-trace-id", asked);
  loket_response_set_header (response, "date", date);
  if (loket_response_get_header (response, "cache-control") == NULL)
    loket_response_set_header (response, "cache-control", "private");
  if (speaks_tus (request))
    loket_response_set_header (response, "tus-resumable", LOKET_TUS_VERSION);
  loket_response_set_header (response, "vary", "Authorization, Accept");
}

/**
 * loket_central_handle:
 * @may_wait: FALSE when the caller's patience is over: an answer is wanted now
 * @wait_ms: (out): set when nothing is returned
 *
 * Returns: (transfer full) (nullable): the response; NULL: ask again with the same request when
 *   something has changed, and with @may_wait FALSE after @wait_ms
 */
LoketResponse *
loket_central_handle (LoketCentral *self, LoketRequest *request, gboolean may_wait, guint *wait_ms)
{
  g_autoptr (LoketPath) path = loket_path_parse (request->path);
  LoketCall call = {.central = self, .request = request, .path = path, .may_wait = may_wait};
  LoketResponse *response = answer (&call);

  *wait_ms = call.wait_ms;
  if (response != NULL)
    loket_central_finish_response (self, request, response);
  return response;
}
