/* SPDX-License-Identifier: EUPL-1.2 */
/* The net. */
#include "loket-sim-world.h"

#include <string.h>

#include "loket-http.h"
#include "loket-problem.h"

enum {
  TIMEOUT_MS = 30 * 1000,
  LATENCY_MAX_MS = 120,
  DELAY_MAX_MS = 50 * 1000, /* beyond the time-out: it arrives after its desk has given it up */
  SECOND_MS = 1000
};

#define NEVER G_MAXINT64

struct _SimLine {
  GObject parent_instance;

  SimNet *net;
  SimDesk *desk;
  SimDice dice;
  GArray *armed; /* (element-type SimStep) */
  gboolean away;
};

typedef struct {
  GTask *task; /* (owned) (nullable): nobody waits for the answer (any more) */
  guint desk;
  LoketRequest *request; /* (owned): as the loket gets it */
  SimStep fault;
  gboolean has_fault;
  gint64 deliver_ms; /* NEVER: done */
  gint64 answer_ms;  /* NEVER: there is no answer yet */
  gint64 give_up_ms;
  gint64 patience_ms;      /* of a long poll that waits at the loket; NEVER: none waits */
  LoketResponse *response; /* (owned) (nullable) */
  GError *error;           /* (owned) (nullable) */
} Message;

struct _SimNet {
  SimWorld *world;
  GPtrArray *messages; /* (element-type Message) */
  gboolean changed;    /* something is new at the loket */
};

static void sim_line_iface_init (LoketTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SimLine,
                               sim_line,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (LOKET_TYPE_TRANSPORT, sim_line_iface_init))

static void
message_free (gpointer data)
{
  Message *message = data;

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
get_moment (const Message *message)
{
  gint64 moment = MIN (MIN (message->deliver_ms, message->answer_ms), message->patience_ms);

  return message->task != NULL ? MIN (moment, message->give_up_ms) : moment;
}

/* Returns: when something happens next */
gint64
sim_net_get_next (SimNet *self)
{
  gint64 next = NEVER;

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

static LoketResponse *
make_page (guint status, const char *text, const char *type)
{
  LoketResponse *response = loket_response_new (status);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  loket_response_set_body (response, bytes, type);
  return response;
}

static gboolean
is_put (const LoketRequest *request)
{
  return g_str_equal (request->method, "PUT");
}

static gboolean
suits (const SimStep *fault, const LoketRequest *request)
{
  switch ((int) fault->kind) {
  case SIM_CURSOR_OLD:
    return g_str_equal (request->path, "/changes") && request->query != NULL &&
           strstr (request->query, "after=") != NULL;
  case SIM_CONFLICT:
    return is_put (request) && strstr (request->path, "/acts/") != NULL;
  case SIM_DROP_REPLY:
  case SIM_DUPLICATE:
  case SIM_STATUS_AFTER:
    return fault->b % 4 == 0 || is_put (request);
  default:
    return TRUE;
  }
}

static gboolean
take_fault (SimLine *self, const LoketRequest *request, SimStep *fault)
{
  for (guint i = 0; i < self->armed->len; i++) {
    *fault = g_array_index (self->armed, SimStep, i);
    if (!suits (fault, request))
      continue;
    g_array_remove_index (self->armed, i);
    return TRUE;
  }
  return FALSE;
}

/* What the fault answers in the loket's place; NULL: the loket is asked. */
static LoketResponse *
answer_instead (SimNet *self, const Message *message)
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
    return make_page (fault->a % 3 == 0 ? 404 : 200, "<html>Welcome to our hotel</html>",
                      fault->a % 3 == 1 ? "application/json" : "text/html");
  case SIM_CURSOR_OLD:
    return make_problem (self, LOKET_PROBLEM_CURSOR_TOO_OLD, -1);
  default:
    return NULL;
  }
}

static gboolean
answers_instead (const Message *message)
{
  return message->has_fault && message->fault.kind == SIM_FOREIGN;
}

/* The loket has never refused what it has: nor does the fault. */
static LoketResponse *
refuse_instead (SimNet *self, const Message *message)
{
  const char *id = strrchr (message->request->path, '/') + 1;
  g_autoptr (LoketProblem) problem = NULL;
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  if (!message->has_fault || message->fault.kind != SIM_CONFLICT ||
      sim_model_is_in_loket (self->world->model, id))
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

  loket_response_set_body (half, bytes, loket_response_get_header (response, "content-type"));
  return half;
}

static void
set_error (Message *message, LoketTransportError code)
{
  g_clear_pointer (&message->response, loket_response_unref);
  g_clear_error (&message->error);
  message->error = g_error_new_literal (LOKET_TRANSPORT_ERROR, (int) code, "a fault");
}

/* What the fault makes of the loket's answer. */
static void
spoil_answer (SimNet *self, Message *message)
{
  LoketResponse *whole = message->response;

  if (!message->has_fault || whole == NULL)
    return;
  switch ((int) message->fault.kind) {
  case SIM_DROP_REPLY:
    set_error (message,
               message->fault.a % 2 ? LOKET_TRANSPORT_ERROR_CUT : LOKET_TRANSPORT_ERROR_TIMEOUT);
    break;
  case SIM_CUT:
    if (message->fault.a % 2 == 0) {
      set_error (message, LOKET_TRANSPORT_ERROR_CUT);
      break;
    }
    message->response = cut_in_half (whole);
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

static void
trace_request (SimNet *self, const char *what, const Message *message)
{
  const LoketRequest *request = message->request;

  sim_trace_say (&self->world->trace, "%" G_GINT64_FORMAT " %s desk %u %s %s?%s %08x",
                 self->world->now_ms, what, message->desk, request->method, request->path,
                 request->query != NULL ? request->query : "", sim_hash_body (request->body));
}

static void
note_answer (SimNet *self, Message *message, LoketResponse *response)
{
  message->response = response;
  sim_trace_say (&self->world->trace, "%" G_GINT64_FORMAT " loket says %u %08x",
                 self->world->now_ms, response->status, sim_hash_body (response->body));
}

/* A yes is a promise, whether it arrives or not. */
static void
note_promise (SimNet *self, const Message *message)
{
  g_auto (GStrv) parts = g_strsplit (message->request->path, "/", -1);

  if (is_put (message->request) && message->response->status <= 201 && g_strv_length (parts) >= 3 &&
      !answers_instead (message))
    g_hash_table_insert (self->world->model->promised, g_strdup (parts[g_strv_length (parts) - 1]),
                         g_strdup (parts[2]));
}

static void
deliver (SimNet *self, Message *message, gboolean may_wait)
{
  guint wait_ms = 0;
  LoketResponse *response = NULL;

  message->deliver_ms = message->patience_ms = NEVER;
  trace_request (self, "arrives from", message);
  if (self->world->central == NULL && !sim_world_start_loket (self->world)) {
    set_error (message, LOKET_TRANSPORT_ERROR_UNREACHABLE);
    message->answer_ms = self->world->now_ms;
    return;
  }
  response = answer_instead (self, message);
  if (response == NULL && is_put (message->request))
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
    message->answer_ms = NEVER;
  } else {
    set_error (message, LOKET_TRANSPORT_ERROR_CUT); /* it crashed */
  }
}

static void
hand_over (SimNet *self, Message *message)
{
  GTask *task = g_steal_pointer (&message->task);

  message->answer_ms = NEVER;
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

static void
give_up (SimNet *self, Message *message, LoketTransportError code)
{
  set_error (message, code);
  hand_over (self, message);
}

static gboolean
is_over (const Message *message)
{
  return message->task == NULL && message->deliver_ms == NEVER;
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
happen (SimNet *self, Message *message)
{
  gint64 now = self->world->now_ms;

  if (message->deliver_ms <= now)
    deliver (self, message, TRUE);
  else if (message->patience_ms <= now)
    deliver (self, message, FALSE);
  else if (message->answer_ms <= now)
    hand_over (self, message);
  else
    give_up (self, message, LOKET_TRANSPORT_ERROR_TIMEOUT);
}

static Message *
find_due (SimNet *self)
{
  Message *found = NULL;

  for (guint i = 0; i < self->messages->len; i++) {
    Message *message = g_ptr_array_index (self->messages, i);
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
  Message *message;

  if (self->changed) {
    self->changed = FALSE;
    for (guint i = 0; i < self->messages->len; i++) {
      message = g_ptr_array_index (self->messages, i);
      if (message->patience_ms != NEVER)
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
    Message *message = g_ptr_array_index (self->messages, i);

    if (message->task == NULL && message->deliver_ms != NEVER &&
        g_str_has_suffix (message->request->path, id))
      message->deliver_ms = NEVER;
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
    ((Message *) g_ptr_array_index (self->messages, i))->has_fault = FALSE;
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
    Message *message = g_ptr_array_index (self->messages, i);

    if (message->patience_ms == NEVER)
      continue;
    message->patience_ms = NEVER;
    set_error (message, LOKET_TRANSPORT_ERROR_CUT);
    message->answer_ms = self->world->now_ms;
  }
}

/* The line of a desk */

/* With the token of who works there, as the real transport adds it. */
static LoketRequest *
copy_request (SimLine *self, LoketRequest *request)
{
  LoketRequest *copy = loket_request_new (request->method, request->path);
  g_autofree char *token = g_strconcat ("Bearer ", sim_person_get_token (self->desk->person), NULL);
  GHashTableIter iter;
  gpointer name, value;

  copy->query = g_strdup (request->query);
  copy->timeout_s = request->timeout_s;
  g_hash_table_iter_init (&iter, request->headers);
  while (g_hash_table_iter_next (&iter, &name, &value))
    loket_request_set_header (copy, name, value);
  loket_request_set_header (copy, "authorization", token);
  copy->body = request->body != NULL ? g_bytes_ref (request->body) : NULL;
  return copy;
}

static Message *
message_new (SimLine *self, LoketRequest *request, GTask *task)
{
  Message *message = g_new0 (Message, 1);
  gint64 now = self->net->world->now_ms;

  message->task = task;
  message->desk = self->desk->number;
  message->request = loket_request_ref (request);
  message->deliver_ms = now + 1 + sim_dice_below (&self->dice, LATENCY_MAX_MS);
  message->answer_ms = message->patience_ms = NEVER;
  message->give_up_ms =
      now + (request->timeout_s > 0 ? (gint64) request->timeout_s * SECOND_MS : TIMEOUT_MS);
  g_ptr_array_add (self->net->messages, message);
  return message;
}

/* Faults of the way there. */
static void
spoil_way (SimLine *self, Message *message)
{
  SimDice dice = {message->fault.salt};
  Message *twin;

  switch ((int) message->fault.kind) {
  case SIM_DROP_REQUEST:
    message->deliver_ms = NEVER;
    break;
  case SIM_DELAY:
    message->deliver_ms += sim_dice_below (&dice, DELAY_MAX_MS);
    break;
  case SIM_DUPLICATE:
    twin = message_new (self, message->request, NULL);
    twin->deliver_ms = message->deliver_ms + sim_dice_below (&dice, DELAY_MAX_MS);
    break;
  default:
    break;
  }
}

static void
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  SimLine *self = user_data;

  for (guint i = 0; i < self->net->messages->len; i++) {
    Message *message = g_ptr_array_index (self->net->messages, i);

    if (message->task != NULL && g_task_get_cancellable (message->task) == cancellable)
      give_up (self->net, message, LOKET_TRANSPORT_ERROR_CANCELLED);
  }
}

static void
sim_line_send_async (LoketTransport *transport,
                     LoketRequest *request,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  SimLine *self = SIM_LINE (transport);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (LoketRequest) copy = copy_request (self, request);
  Message *message;

  g_task_set_check_cancellable (task, FALSE);
  if (self->away || !sim_desk_is_alive (self->desk) || g_cancellable_is_cancelled (cancellable)) {
    g_task_return_new_error (task, LOKET_TRANSPORT_ERROR,
                             g_cancellable_is_cancelled (cancellable)
                                 ? LOKET_TRANSPORT_ERROR_CANCELLED
                                 : LOKET_TRANSPORT_ERROR_UNREACHABLE,
                             "no line");
    g_object_unref (task);
    return;
  }
  message = message_new (self, copy, task);
  trace_request (self->net, "leaves", message);
  message->has_fault = take_fault (self, copy, &message->fault);
  if (message->has_fault)
    spoil_way (self, message);
  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (cancelled_cb), self, 0);
}

static LoketResponse *
sim_line_send_finish (LoketTransport *transport, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * sim_line_arm:
 * @step: the fault that the next request has that it suits; 401 comes to several
 */
void
sim_line_arm (SimLine *self, const SimStep *step)
{
  guint n = step->kind == SIM_LOGIN ? 1 + step->b % 3 : 1;

  for (guint i = 0; i < n; i++)
    g_array_append_val (self->armed, *step);
}

void
sim_line_set_away (SimLine *self, gboolean away)
{
  self->away = away;
  if (away)
    sim_line_cut (self);
}

/**
 * sim_line_cut:
 *
 * Whoever waits for an answer learns that the line is cut; what is under way may arrive.
 */
void
sim_line_cut (SimLine *self)
{
  for (guint i = 0; i < self->net->messages->len; i++) {
    Message *message = g_ptr_array_index (self->net->messages, i);

    if (message->desk == self->desk->number && message->task != NULL)
      give_up (self->net, message, LOKET_TRANSPORT_ERROR_CUT);
  }
}

/* No fault any more. */
void
sim_line_calm (SimLine *self)
{
  g_array_set_size (self->armed, 0);
  self->away = FALSE;
}

static void
sim_line_finalize (GObject *object)
{
  g_array_unref (SIM_LINE (object)->armed);
  G_OBJECT_CLASS (sim_line_parent_class)->finalize (object);
}

static void
sim_line_class_init (SimLineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sim_line_finalize;
}

static void
sim_line_iface_init (LoketTransportInterface *iface)
{
  iface->send_async = sim_line_send_async;
  iface->send_finish = sim_line_send_finish;
}

static void
sim_line_init (SimLine *self)
{
  self->armed = g_array_new (FALSE, FALSE, sizeof (SimStep));
}

SimLine *
sim_line_new (SimNet *net, SimDesk *desk)
{
  SimLine *self = g_object_new (SIM_TYPE_LINE, NULL);

  self->net = net;
  self->desk = desk;
  self->dice.state = net->world->turn + desk->number;
  return self;
}
