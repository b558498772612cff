/* SPDX-License-Identifier: EUPL-1.2 */
/* The interface through which every request leaves the desk. */
#include "config.h"

#include "loket-transport.h"

G_DEFINE_QUARK (loket_transport_error, loket_transport_error)

G_DEFINE_INTERFACE (LoketTransport, loket_transport, G_TYPE_OBJECT)

static void
loket_transport_default_init (LoketTransportInterface *iface)
{
}

/**
 * loket_transport_send_async:
 * @request: not changed any more from here on; a reference is kept while needed
 * @cancellable: (nullable): takes the request back; what the loket did with it stays unknown
 */
void
loket_transport_send_async (LoketTransport *self,
                            LoketRequest *request,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_return_if_fail (LOKET_IS_TRANSPORT (self));

  LOKET_TRANSPORT_GET_IFACE (self)->send_async (self, request, cancellable, callback, user_data);
}

/**
 * loket_transport_send_finish:
 *
 * Returns: (transfer full): the response, of any status; NULL with a LOKET_TRANSPORT_ERROR when
 *   none came
 */
LoketResponse *
loket_transport_send_finish (LoketTransport *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (LOKET_IS_TRANSPORT (self), NULL);

  return LOKET_TRANSPORT_GET_IFACE (self)->send_finish (self, result, error);
}
