/* SPDX-License-Identifier: EUPL-1.2 */
/* Statuses, problems and transport errors, sorted by what is to be done. */
#include "config.h"

#include <string.h>

#include "loket-http.h"
#include "loket-json.h"
#include "loket-reply.h"
#include "loket-transport.h"

static LoketReply *
reply_new (LoketReplyKind kind, LoketResponse *response)
{
  LoketReply *self = g_new0 (LoketReply, 1);

  self->kind = kind;
  self->response = response != NULL ? loket_response_ref (response) : NULL;
  self->retry_after_s = -1;
  return self;
}

/* A proxy that wants to be signed in to, or a network's page. */
static gboolean
is_of_the_network (const LoketProblem *problem)
{
  return problem->kind == LOKET_PROBLEM_FOREIGN &&
         (problem->status == 403 || problem->status == 407 || problem->status == 511);
}

static LoketSyncError
get_error_of (const LoketProblem *problem)
{
  guint status = problem->status;

  if (is_of_the_network (problem))
    return LOKET_SYNC_ERROR_NOT_JSON;
  if (status >= 500)
    return LOKET_SYNC_ERROR_SERVER;
  if (status >= 300 && status < 400)
    return LOKET_SYNC_ERROR_MOVED;
  switch (status) {
  case 401:
    return LOKET_SYNC_ERROR_LOGIN;
  case 403:
    return LOKET_SYNC_ERROR_PERMISSION;
  case 404:
  case 405:
  case 410:
    return LOKET_SYNC_ERROR_NO_LOKET;
  case 429:
    return LOKET_SYNC_ERROR_BUSY;
  default:
    return status < 300 ? LOKET_SYNC_ERROR_NOT_JSON : LOKET_SYNC_ERROR_REQUEST;
  }
}

/* A correction of what somebody else has corrected meanwhile. */
static gboolean
is_other_correction (const LoketProblem *problem)
{
  return problem->kind == LOKET_PROBLEM_ACT_NOT_ALLOWED &&
         g_strcmp0 (problem->reason, "oldDiffers") == 0;
}

/* What is not from the loket says nothing about the request; busy and login concern them all. */
static LoketReplyKind
sort_problem (const LoketProblem *problem)
{
  if (is_other_correction (problem))
    return LOKET_REPLY_CONFLICT;
  switch ((int) problem->kind) {
  case LOKET_PROBLEM_CASE_CHANGED:
    return LOKET_REPLY_CONFLICT;
  case LOKET_PROBLEM_FOREIGN:
    return problem->status >= 500 ? LOKET_REPLY_LATER : LOKET_REPLY_STOP;
  case LOKET_PROBLEM_MISSING_SCOPE:
  case LOKET_PROBLEM_SERVICE_UNAVAILABLE:
    return LOKET_REPLY_STOP;
  default:
    break;
  }
  if (problem->status == 401 || problem->status == 429 || problem->status < 400)
    return LOKET_REPLY_STOP;
  return loket_problem_is_temporary (problem) ? LOKET_REPLY_LATER : LOKET_REPLY_REFUSED;
}

static gboolean
is_json (LoketResponse *response)
{
  return loket_media_type_is (loket_response_get_header (response, "content-type"),
                              LOKET_HTTP_JSON);
}

static void
set_error (LoketReply *self)
{
  const LoketProblem *problem = self->problem;
  const char *detail = problem->detail != NULL ? problem->detail : problem->title;

  self->error =
      g_error_new (LOKET_SYNC_ERROR, (int) get_error_of (problem), "%u %s%s%s", problem->status,
                   problem->code, detail != NULL ? ": " : "", detail != NULL ? detail : "");
}

/**
 * loket_reply_new_answered:
 * @response: of any status
 * @now: our moment, for a Retry-After that is a date
 *
 * Returns: (transfer full): never NULL
 */
LoketReply *
loket_reply_new_answered (LoketResponse *response, LoketMoment now)
{
  LoketReply *self;

  if ((response->status == 200 || response->status == 201) && is_json (response))
    return reply_new (LOKET_REPLY_GOOD, response);
  self = reply_new (LOKET_REPLY_STOP, response);
  self->problem = loket_problem_from_response (response, now);
  self->kind = sort_problem (self->problem);
  self->retry_after_s = self->problem->retry_after_s;
  set_error (self);
  return self;
}

typedef struct {
  LoketReplyKind kind;
  LoketSyncError error;
} Failure;

static Failure
sort_failure (const GError *cause)
{
  static const Failure failures[] = {
      [LOKET_TRANSPORT_ERROR_UNREACHABLE] = {LOKET_REPLY_STOP, LOKET_SYNC_ERROR_SERVER_AWAY},
      [LOKET_TRANSPORT_ERROR_NAME] = {LOKET_REPLY_STOP, LOKET_SYNC_ERROR_NAME},
      [LOKET_TRANSPORT_ERROR_TLS] = {LOKET_REPLY_STOP, LOKET_SYNC_ERROR_CERTIFICATE},
      [LOKET_TRANSPORT_ERROR_TIMEOUT] = {LOKET_REPLY_LATER, LOKET_SYNC_ERROR_TIMEOUT},
      [LOKET_TRANSPORT_ERROR_CUT] = {LOKET_REPLY_LATER, LOKET_SYNC_ERROR_CUT},
      [LOKET_TRANSPORT_ERROR_TOO_LARGE] = {LOKET_REPLY_LATER, LOKET_SYNC_ERROR_TOO_LARGE},
      [LOKET_TRANSPORT_ERROR_ADDRESS] = {LOKET_REPLY_STOP, LOKET_SYNC_ERROR_ADDRESS},
      [LOKET_TRANSPORT_ERROR_TOKEN] = {LOKET_REPLY_STOP, LOKET_SYNC_ERROR_TOKEN},
      [LOKET_TRANSPORT_ERROR_CANCELLED] = {LOKET_REPLY_STOP, LOKET_SYNC_ERROR_CANCELLED},
  };

  if (cause->domain == LOKET_TRANSPORT_ERROR && cause->code >= 0 &&
      cause->code < (int) G_N_ELEMENTS (failures))
    return failures[cause->code];
  return (Failure){LOKET_REPLY_LATER, LOKET_SYNC_ERROR_CUT};
}

/**
 * loket_reply_new_failed:
 * @transport_error: why no response came; what the loket did is not known
 *
 * Returns: (transfer full): never NULL
 */
LoketReply *
loket_reply_new_failed (const GError *transport_error)
{
  Failure failure = sort_failure (transport_error);
  LoketReply *self = reply_new (failure.kind, NULL);

  self->error =
      g_error_new_literal (LOKET_SYNC_ERROR, (int) failure.error, transport_error->message);
  return self;
}

/**
 * loket_reply_new_stopped:
 * @error: of LOKET_SYNC_ERROR: why it was not asked again
 *
 * Returns: (transfer full): never NULL
 */
LoketReply *
loket_reply_new_stopped (const GError *error)
{
  LoketReply *self = reply_new (LOKET_REPLY_STOP, NULL);

  self->error = g_error_copy (error);
  return self;
}

void
loket_reply_free (LoketReply *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->response, loket_response_unref);
  g_clear_pointer (&self->problem, loket_problem_unref);
  g_clear_error (&self->error);
  g_free (self);
}

/**
 * loket_reply_is_from_loket:
 *
 * Whether somebody answered who speaks the contract: then the line is up, whatever was said.
 */
gboolean
loket_reply_is_from_loket (const LoketReply *self)
{
  return self->kind == LOKET_REPLY_GOOD ||
         (self->problem != NULL && self->problem->kind != LOKET_PROBLEM_FOREIGN);
}

/* `unknownInput` says more than `badRequest`. */
static const char *
get_reason_of_issue (const LoketProblem *problem)
{
  const LoketIssue *issue;
  const char *colon;

  if (problem->kind != LOKET_PROBLEM_BAD_REQUEST || problem->issues->len == 0)
    return problem->code;
  issue = g_ptr_array_index (problem->issues, 0);
  colon = strrchr (issue->type, ':');
  return colon != NULL ? colon + 1 : problem->code;
}

/**
 * loket_reply_get_reason:
 *
 * Returns: (nullable): the loket's word for why it does not take something; belongs to the reply
 */
const char *
loket_reply_get_reason (const LoketReply *self)
{
  if (self->problem == NULL)
    return NULL;
  return self->problem->reason != NULL ? self->problem->reason
                                       : get_reason_of_issue (self->problem);
}

/**
 * loket_reply_set_body_error:
 * @cause: why @body could not be read as what it should be
 *
 * Tells garbage from JSON of another form.
 *
 * Returns: FALSE, with @error set
 */
gboolean
loket_reply_set_body_error (GBytes *body, const GError *cause, GError **error)
{
  gsize length;
  const char *text = g_bytes_get_data (body, &length);
  g_autoptr (JsonNode) root = text != NULL ? loket_json_parse (text, (gssize) length, NULL) : NULL;

  g_set_error_literal (error, LOKET_SYNC_ERROR,
                       root != NULL ? LOKET_SYNC_ERROR_WRONG_TYPES : LOKET_SYNC_ERROR_GARBAGE,
                       cause->message);
  return FALSE;
}
