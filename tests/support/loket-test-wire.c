/* SPDX-License-Identifier: EUPL-1.2 */
/* Requests answered by a function. */
#include "loket-test-wire.h"

struct _LoketTestWire {
  GObject parent_instance;

  LoketTestWireFunc func;
  gpointer user_data;
  GPtrArray *requests; /* (element-type LoketRequest): all, in order */
  GPtrArray *waiting;  /* (element-type GTask): long polls */
};

static void loket_test_wire_iface_init (LoketTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LoketTestWire,
                               loket_test_wire,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (LOKET_TYPE_TRANSPORT,
                                                      loket_test_wire_iface_init))

/* Returns: FALSE when it goes on waiting */
static gboolean
try_to_answer (LoketTestWire *self, GTask *task)
{
  GError *error = NULL;
  LoketResponse *response;

  if (g_cancellable_is_cancelled (g_task_get_cancellable (task))) {
    g_task_return_new_error (task, LOKET_TRANSPORT_ERROR, LOKET_TRANSPORT_ERROR_CANCELLED,
                             "taken back");
    return TRUE;
  }
  response = self->func (g_task_get_task_data (task), self->user_data, &error);
  if (response != NULL)
    g_task_return_pointer (task, response, (GDestroyNotify) loket_response_unref);
  else if (error != NULL)
    g_task_return_error (task, error);
  return response != NULL || error != NULL;
}

/**
 * loket_test_wire_poke:
 *
 * Asks the function again for every request that waits.
 */
void
loket_test_wire_poke (LoketTestWire *self)
{
  g_autoptr (GPtrArray) waiting = self->waiting;

  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < waiting->len; i++) {
    GTask *task = g_ptr_array_index (waiting, i);

    if (!try_to_answer (self, task))
      g_ptr_array_add (self->waiting, g_object_ref (task));
  }
}

static void
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  loket_test_wire_poke (user_data);
}

static void
loket_test_wire_send_async (LoketTransport *transport,
                            LoketRequest *request,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  LoketTestWire *self = LOKET_TEST_WIRE (transport);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, loket_request_ref (request), (GDestroyNotify) loket_request_unref);
  g_ptr_array_add (self->requests, loket_request_ref (request));
  if (try_to_answer (self, task))
    return;
  g_ptr_array_add (self->waiting, g_steal_pointer (&task));
  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (cancelled_cb), self, 0);
}

static LoketResponse *
loket_test_wire_send_finish (LoketTransport *transport, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

GPtrArray *
loket_test_wire_get_requests (LoketTestWire *self)
{
  return self->requests;
}

void
loket_test_wire_forget (LoketTestWire *self)
{
  g_ptr_array_set_size (self->requests, 0);
}

/**
 * loket_test_wire_count:
 * @method: (nullable): NULL: any
 *
 * Returns: how many requests went out since they were last forgotten
 */
guint
loket_test_wire_count (LoketTestWire *self, const char *method, const char *path_start)
{
  guint count = 0;

  for (guint i = 0; i < self->requests->len; i++) {
    const LoketRequest *request = g_ptr_array_index (self->requests, i);

    if ((method == NULL || g_str_equal (request->method, method)) &&
        g_str_has_prefix (request->path, path_start))
      count++;
  }
  return count;
}

static void
loket_test_wire_finalize (GObject *object)
{
  LoketTestWire *self = LOKET_TEST_WIRE (object);

  g_ptr_array_unref (self->requests);
  g_ptr_array_unref (self->waiting);
  G_OBJECT_CLASS (loket_test_wire_parent_class)->finalize (object);
}

static void
loket_test_wire_class_init (LoketTestWireClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = loket_test_wire_finalize;
}

static void
loket_test_wire_iface_init (LoketTransportInterface *iface)
{
  iface->send_async = loket_test_wire_send_async;
  iface->send_finish = loket_test_wire_send_finish;
}

static void
loket_test_wire_init (LoketTestWire *self)
{
  self->requests = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_request_unref);
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
}

LoketTestWire *
loket_test_wire_new (LoketTestWireFunc func, gpointer user_data)
{
  LoketTestWire *self = g_object_new (LOKET_TYPE_TEST_WIRE, NULL);

  self->func = func;
  self->user_data = user_data;
  return self;
}
