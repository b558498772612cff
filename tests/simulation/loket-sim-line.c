/* SPDX-License-Identifier: EUPL-1.2 */
/* The line of a desk, and the faults that lie in wait on it. */
#include <string.h>

#include "loket-sim-net-private.h"
#include "loket-store-brake.h"

enum {
  TIMEOUT_MS = 30 * 1000,
  LATENCY_MAX_MS = 120,
  DELAY_MAX_MS = 50 * 1000, /* beyond the time-out: it arrives after its desk has given it up */
  SECOND_MS = 1000
};

struct _SimLine {
  GObject parent_instance;

  SimNet *net;
  SimDesk *desk;
  SimDice dice;
  GArray *armed; /* (element-type SimStep) */
  gboolean away;
};

static void sim_line_iface_init (LoketTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SimLine,
                               sim_line,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (LOKET_TYPE_TRANSPORT, sim_line_iface_init))

static gboolean
suits (const SimStep *fault, const LoketRequest *request)
{
  switch ((int) fault->kind) {
  case SIM_CURSOR_OLD:
    return g_str_equal (request->path, "/changes") && request->query != NULL &&
           strstr (request->query, "after=") != NULL;
  case SIM_LEAVE_OUT:
  case SIM_SHORT_PAGES:
    return g_str_equal (request->path, "/changes");
  case SIM_CONFLICT:
    return _sim_is_put (request) && strstr (request->path, "/acts/") != NULL;
  case SIM_DROP_REPLY:
  case SIM_DUPLICATE:
  case SIM_STATUS_AFTER:
    return fault->b % 4 == 0 || _sim_is_write (request);
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

static SimMessage *
message_new (SimLine *self, LoketRequest *request, GTask *task)
{
  SimMessage *message = g_new0 (SimMessage, 1);
  gint64 now = self->net->world->now_ms;

  message->task = task;
  message->desk = self->desk->number;
  message->request = loket_request_ref (request);
  message->deliver_ms = now + 1 + sim_dice_below (&self->dice, LATENCY_MAX_MS);
  message->answer_ms = message->patience_ms = SIM_NEVER;
  message->give_up_ms =
      now + (request->timeout_s > 0 ? (gint64) request->timeout_s * SECOND_MS : TIMEOUT_MS);
  g_ptr_array_add (self->net->messages, message);
  return message;
}

/* A loket need not give as many as it is asked for. */
static void
ask_for_few (LoketRequest *request, guint n)
{
  g_auto (GStrv) parts = g_strsplit (request->query, "pageSize=500", 2);
  g_autofree char *few = g_strdup_printf ("pageSize=%u", n);

  g_free (request->query);
  request->query = g_strjoinv (few, parts);
}

/* Faults of the way there. */
static void
spoil_way (SimLine *self, SimMessage *message)
{
  SimDice dice = {message->fault.salt};
  SimMessage *twin;

  switch ((int) message->fault.kind) {
  case SIM_DROP_REQUEST:
    message->deliver_ms = SIM_NEVER;
    break;
  case SIM_SHORT_PAGES:
    ask_for_few (message->request, 1 + message->fault.a % 3);
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
    SimMessage *message = g_ptr_array_index (self->net->messages, i);

    if (message->task != NULL && g_task_get_cancellable (message->task) == cancellable)
      _sim_net_give_up (self->net, message, LOKET_TRANSPORT_ERROR_CANCELLED);
  }
}

static void
check_leaving (SimLine *self, const LoketRequest *request)
{
  SimWorld *world = self->net->world;
  gsize length;
  const char *body = request->body != NULL ? g_bytes_get_data (request->body, &length) : NULL;
  g_autofree char *text = body != NULL ? g_strndup (body, length) : NULL;
  g_autoptr (LoketBrake) brake = NULL;

  if (!_sim_is_write (request) && !g_str_has_prefix (request->path, "/documents"))
    return;
  if (_sim_is_put (request) && text != NULL)
    sim_model_check_leaving (world, self->desk->number, text);
  brake = loket_store_dup_brake (self->desk->desk->store);
  if (brake != NULL)
    sim_world_fail (world, "sentUnderBrake", "desk %u sends while the brake is on",
                    self->desk->number);
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
  SimMessage *message;

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
  _sim_net_trace (self->net, "leaves", message);
  check_leaving (self, copy);
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
 * @step: the fault that the next request has that it suits; some come to several
 */
void
sim_line_arm (SimLine *self, const SimStep *step)
{
  gboolean several = step->kind == SIM_LOGIN || step->kind == SIM_LEAVE_OUT;
  guint n = several ? 1 + step->b % 3 : 1;

  if (step->kind == SIM_SHORT_PAGES)
    n = 2 + step->b % 10;

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
    SimMessage *message = g_ptr_array_index (self->net->messages, i);

    if (message->desk == self->desk->number && message->task != NULL)
      _sim_net_give_up (self->net, message, LOKET_TRANSPORT_ERROR_CUT);
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
