/* SPDX-License-Identifier: EUPL-1.2 */
/* The net. */
#include "loket-sim-net-private.h"

#include <string.h>

#include "loket-bodies.h"
#include "loket-http.h"
#include "loket-problem.h"

static void
message_free (gpointer data)
{
  SimMessage *message = data;

  g_clear_object (&message->task);
  loket_request_unref (message->request);
  g_clear_pointer (&message->response, loket_response_unref);
  g_clear_error (&message->error);
  g_free (message);
}

SimNet *
sim_net_new (SimWorld *world)
{
  SimNet *self = g_new0 (SimNet, 1);

  self->world = world;
  self->messages = g_ptr_array_new_with_free_func (message_free);
  return self;
}

void
sim_net_free (SimNet *self)
{
  g_ptr_array_unref (self->messages);
  g_free (self);
}

static gint64
get_moment (const SimMessage *message)
{
  gint64 moment = MIN (MIN (message->deliver_ms, message->answer_ms), message->patience_ms);

  return message->task != NULL ? MIN (moment, message->give_up_ms) : moment;
}

/* Returns: when something happens next */
gint64
sim_net_get_next (SimNet *self)
{
  gint64 next = SIM_NEVER;

  if (self->changed)
    return self->world->now_ms;
  for (guint i = 0; i < self->messages->len; i++)
    next = MIN (next, get_moment (g_ptr_array_index (self->messages, i)));
  return next;
}

void
sim_net_changed (SimNet *self)
{
  self->changed = TRUE;
}

/* Faults */

static LoketResponse *
make_problem (SimNet *self, LoketProblemKind kind, gint64 retry_after_s)
{
  g_autoptr (LoketProblem) problem = loket_problem_new (kind, "as the schedule wants it");
  LoketResponse *response;
  g_autofree char *date =
      loket_http_date_to_string (loket_clock_get_now (self->world->loket_clock));

  problem->retry_after_s = retry_after_s;
  response = loket_problem_to_response (problem);
  loket_response_set_header (response, "date", date);
  return response;
}

/* Somebody on the way who thinks that he is the loket: he takes everything, and knows nothing. */
static LoketResponse *
make_echo (const LoketRequest *request)
{
  LoketResponse *response = loket_response_new (200);

  loket_response_set_body (response, request->body, "application/json");
  return response;
}

static LoketResponse *
make_page (guint status, const char *text, const char *type)
{
  LoketResponse *response = loket_response_new (status);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  loket_response_set_body (response, bytes, type);
  return response;
}

/* What the fault answers in the loket's place; NULL: the loket is asked. */
static LoketResponse *
answer_instead (SimNet *self, const SimMessage *message)
{
  static const guint statuses[] = {500, 502, 503, 504};
  const SimStep *fault = &message->fault;

  if (!message->has_fault)
    return NULL;
  switch ((int) fault->kind) {
  case SIM_STATUS_BEFORE:
    if (fault->a % 2 == 0)
      return make_page (statuses[fault->b % 4], "<h1>Sorry</h1>", "text/html");
    return make_problem (self, LOKET_PROBLEM_SERVICE_UNAVAILABLE, fault->b % 40);
  case SIM_BUSY:
    return make_problem (self, LOKET_PROBLEM_TOO_MANY_REQUESTS, 1 + fault->b % 90);
  case SIM_LOGIN:
    return make_problem (self, LOKET_PROBLEM_EXPIRED_ACCESS_TOKEN, -1);
  case SIM_FOREIGN:
    if (fault->b % 3 == 0 && message->request->body != NULL)
      return make_echo (message->request);
    return make_page (fault->a % 3 == 0 ? 404 : 200, "<html>Welcome to our hotel</html>",
                      fault->a % 3 == 1 ? "application/json" : "text/html");
  case SIM_CURSOR_OLD:
    return make_problem (self, LOKET_PROBLEM_CURSOR_TOO_OLD, -1);
  default:
    return NULL;
  }
}

static gboolean
answers_instead (const SimMessage *message)
{
  return message->has_fault && message->fault.kind == SIM_FOREIGN;
}

/* The loket has never refused what it has: nor does the fault. */
static LoketResponse *
refuse_instead (SimNet *self, const SimMessage *message)
{
  const char *id = strrchr (message->request->path, '/') + 1;
  g_autoptr (LoketProblem) problem = NULL;
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  if (!message->has_fault || message->fault.kind != SIM_CONFLICT)
    return NULL;
  sim_model_read_loket (self->world);
  if (sim_model_is_in_loket (self->world->model, id))
    return NULL;
  sim_net_forget (self, id);
  problem = message->fault.a % 2 == 0 ? loket_problem_new_not_allowed ("wrongStep", NULL)
                                      : loket_problem_new_changed (1, none);
  return loket_problem_to_response (problem);
}

static LoketResponse *
cut_in_half (LoketResponse *response)
{
  LoketResponse *half = loket_response_new (response->status);
  gsize length;
  const guint8 *body = g_bytes_get_data (response->body, &length);
  g_autoptr (GBytes) bytes = g_bytes_new (body, length / 2);
  const char *range = loket_response_get_header (response, "content-range");

  loket_response_set_body (half, bytes, loket_response_get_header (response, "content-type"));
  if (range != NULL)
    loket_response_set_header (half, "content-range", range);
  return half;
}

/* As a loket does with what is too large for a page. The trees of texts that were parsed before are
 * shared: this one is made anew.
 *
 * Returns: (transfer full) (nullable): NULL: it is no page */
static LoketResponse *
leave_out (LoketResponse *page, SimDice *dice)
{
  g_autoptr (JsonObject) whole = loket_body_to_object (page->body, NULL);
  JsonArray *items = whole != NULL ? loket_json_peek_array (whole, "items") : NULL;
  g_autoptr (JsonObject) json = NULL;
  g_autoptr (GBytes) body = NULL;
  JsonArray *left;
  LoketResponse *shorter;
  char *text;

  if (items == NULL)
    return NULL;
  left = json_array_new ();
  for (guint i = 0; i < json_array_get_length (items); i++) {
    JsonObject *item = loket_json_object_copy (loket_json_array_peek_object (items, i));

    if (sim_dice_below (dice, 2) == 0)
      json_object_remove_member (item, "case");
    json_array_add_object_element (left, item);
  }
  json = loket_json_object_copy (whole);
  json_object_set_array_member (json, "items", left);
  text = loket_json_object_to_string (json);
  body = g_bytes_new_take (text, strlen (text));
  shorter = loket_response_new (page->status);
  loket_response_set_body (shorter, body, loket_response_get_header (page, "content-type"));
  return shorter;
}

static void
set_error (SimMessage *message, LoketTransportError code)
{
  g_clear_pointer (&message->response, loket_response_unref);
  g_clear_error (&message->error);
  message->error = g_error_new_literal (LOKET_TRANSPORT_ERROR, (int) code, "a fault");
}

/* What the fault makes of the loket's answer. */
static void
spoil_answer (SimNet *self, SimMessage *message)
{
  LoketResponse *whole = message->response;
  SimDice dice = {message->fault.salt};
  LoketResponse *shorter;

  if (!message->has_fault || whole == NULL)
    return;
  switch ((int) message->fault.kind) {
  case SIM_DROP_REPLY:
    set_error (message,
               message->fault.a % 2 ? LOKET_TRANSPORT_ERROR_CUT : LOKET_TRANSPORT_ERROR_TIMEOUT);
    break;
  case SIM_CUT:
    if (message->fault.a % 2 == 0 || whole->body == NULL) {
      set_error (message, LOKET_TRANSPORT_ERROR_CUT);
      break;
    }
    message->response = cut_in_half (whole);
    loket_response_unref (whole);
    break;
  case SIM_LEAVE_OUT:
    shorter = leave_out (whole, &dice);
    if (shorter == NULL)
      break;
    message->response = shorter;
    loket_response_unref (whole);
    break;
  case SIM_STATUS_AFTER:
    message->response = message->fault.a % 2
                            ? make_problem (self, LOKET_PROBLEM_INTERNAL_SERVER_ERROR, -1)
                            : make_page (502, "<h1>Bad gateway</h1>", "text/html");
    loket_response_unref (whole);
    break;
  default:
    break;
  }
}

/* The way of a message */

void
_sim_net_trace (SimNet *self, const char *what, const SimMessage *message)
{
  const LoketRequest *request = message->request;

  sim_trace_say (&self->world->trace, "%" G_GINT64_FORMAT " %s desk %u %s %s?%s %08x",
                 self->world->now_ms, what, message->desk, request->method, request->path,
                 request->query != NULL ? request->query : "", sim_hash_body (request->body));
}

static void
note_answer (SimNet *self, SimMessage *message, LoketResponse *response)
{
  message->response = response;
  sim_trace_say (&self->world->trace, "%" G_GINT64_FORMAT " loket says %u %08x",
                 self->world->now_ms, response->status, sim_hash_body (response->body));
}

/* A yes is a promise, whether it arrives or not. */
static void
note_promise (SimNet *self, const SimMessage *message)
{
  g_auto (GStrv) parts = g_strsplit (message->request->path, "/", -1);

  if (_sim_is_put (message->request) && message->response->status <= 201 &&
      g_strv_length (parts) >= 3 && !answers_instead (message))
    g_hash_table_insert (self->world->model->promised, g_strdup (parts[g_strv_length (parts) - 1]),
                         g_strdup (parts[2]));
}

static void
deliver (SimNet *self, SimMessage *message, gboolean may_wait)
{
  guint wait_ms = 0;
  LoketResponse *response = NULL;

  message->deliver_ms = message->patience_ms = SIM_NEVER;
  _sim_net_trace (self, "arrives from", message);
  /* Of a desk that could not know it yet, nothing may be lost to the wrong one. */
  if (_sim_is_write (message->request))
    sim_world_right_loket (self->world);
  if (self->world->central == NULL && !sim_world_start_loket (self->world)) {
    set_error (message, LOKET_TRANSPORT_ERROR_UNREACHABLE);
    message->answer_ms = self->world->now_ms;
    return;
  }
  response = answer_instead (self, message);
  if (response == NULL && _sim_is_put (message->request))
    response = refuse_instead (self, message);
  if (response == NULL)
    response = sim_world_ask_loket (self->world, message->request, may_wait, &wait_ms);
  message->answer_ms = self->world->now_ms;
  if (response != NULL) {
    note_answer (self, message, response);
    note_promise (self, message);
    spoil_answer (self, message);
  } else if (wait_ms > 0) {
    message->patience_ms = self->world->now_ms + wait_ms;
    message->answer_ms = SIM_NEVER;
  } else {
    set_error (message, LOKET_TRANSPORT_ERROR_CUT); /* it crashed */
  }
}

static void
hand_over (SimNet *self, SimMessage *message)
{
  GTask *task = g_steal_pointer (&message->task);

  message->answer_ms = SIM_NEVER;
  if (task == NULL)
    return;
  sim_trace_say (&self->world->trace, "%" G_GINT64_FORMAT " desk %u gets %d", self->world->now_ms,
                 message->desk,
                 message->response != NULL ? (int) message->response->status
                                           : -message->error->code);
  if (message->response != NULL)
    g_task_return_pointer (task, g_steal_pointer (&message->response),
                           (GDestroyNotify) loket_response_unref);
  else
    g_task_return_error (task, g_steal_pointer (&message->error));
  g_object_unref (task);
}

void
_sim_net_give_up (SimNet *self, SimMessage *message, LoketTransportError code)
{
  set_error (message, code);
  hand_over (self, message);
}

static gboolean
is_over (const SimMessage *message)
{
  return message->task == NULL && message->deliver_ms == SIM_NEVER;
}

static void
drop_what_is_over (SimNet *self)
{
  for (guint i = self->messages->len; i > 0; i--) {
    if (is_over (g_ptr_array_index (self->messages, i - 1)))
      g_ptr_array_remove_index (self->messages, i - 1);
  }
}

static void
happen (SimNet *self, SimMessage *message)
{
  gint64 now = self->world->now_ms;

  if (message->deliver_ms <= now)
    deliver (self, message, TRUE);
  else if (message->patience_ms <= now)
    deliver (self, message, FALSE);
  else if (message->answer_ms <= now)
    hand_over (self, message);
  else
    _sim_net_give_up (self, message, LOKET_TRANSPORT_ERROR_TIMEOUT);
}

static SimMessage *
find_due (SimNet *self)
{
  SimMessage *found = NULL;

  for (guint i = 0; i < self->messages->len; i++) {
    SimMessage *message = g_ptr_array_index (self->messages, i);
    gint64 moment = get_moment (message);

    if (moment <= self->world->now_ms && (found == NULL || moment < get_moment (found)))
      found = message;
  }
  return found;
}

/**
 * sim_net_run:
 *
 * Everything that is due.
 */
void
sim_net_run (SimNet *self)
{
  SimMessage *message;

  if (self->changed) {
    self->changed = FALSE;
    for (guint i = 0; i < self->messages->len; i++) {
      message = g_ptr_array_index (self->messages, i);
      if (message->patience_ms != SIM_NEVER)
        message->deliver_ms = self->world->now_ms;
    }
  }
  while ((message = find_due (self)) != NULL)
    happen (self, message);
  drop_what_is_over (self);
}

/**
 * sim_net_forget:
 * @id: of an act or a case
 *
 * What is still under way of it never arrives: a person has decided what becomes of it. (A request
 * that arrives after the loket's answer to its repetition is more than any desk can foresee.)
 */
void
sim_net_forget (SimNet *self, const char *id)
{
  for (guint i = 0; i < self->messages->len; i++) {
    SimMessage *message = g_ptr_array_index (self->messages, i);

    if (message->task == NULL && message->deliver_ms != SIM_NEVER &&
        g_str_has_suffix (message->request->path, id))
      message->deliver_ms = SIM_NEVER;
  }
}

/**
 * sim_net_calm:
 *
 * No fault any more; what is under way arrives.
 */
void
sim_net_calm (SimNet *self)
{
  for (guint i = 0; i < self->messages->len; i++)
    ((SimMessage *) g_ptr_array_index (self->messages, i))->has_fault = FALSE;
}

/**
 * sim_net_lose_requests:
 *
 * Nothing that is still on its way to the loket arrives: it was down for a while.
 */
void
sim_net_lose_requests (SimNet *self)
{
  for (guint i = 0; i < self->messages->len; i++)
    ((SimMessage *) g_ptr_array_index (self->messages, i))->deliver_ms = SIM_NEVER;
}

/**
 * sim_net_hang_up:
 *
 * The loket is gone: whoever waits there for something new learns it.
 */
void
sim_net_hang_up (SimNet *self)
{
  for (guint i = 0; i < self->messages->len; i++) {
    SimMessage *message = g_ptr_array_index (self->messages, i);

    if (message->patience_ms == SIM_NEVER)
      continue;
    message->patience_ms = SIM_NEVER;
    set_error (message, LOKET_TRANSPORT_ERROR_CUT);
    message->answer_ms = self->world->now_ms;
  }
}
