/* SPDX-License-Identifier: EUPL-1.2 */
/* How a request reaches the loket: over HTTP in the desk, by a direct call in a test.
 *
 * A response of any status is a response; an error means that none came (LOKET_TRANSPORT_ERROR).
 * After an error nobody knows whether the loket did what was asked (but for those that say so): the
 * caller asks again with the same bytes. All calls and callbacks on the thread that made the transport. */
#pragma once

#include <gio/gio.h>

#include "loket-message.h"

G_BEGIN_DECLS

#define LOKET_TRANSPORT_ERROR (loket_transport_error_quark ())

/**
 * LoketTransportError:
 * @LOKET_TRANSPORT_ERROR_UNREACHABLE: no connection (network away, server stopped, refused); the
 *   only one besides NAME, TLS, ADDRESS and TOKEN after which surely nothing was sent
 * @LOKET_TRANSPORT_ERROR_NAME: the server's name is not known
 * @LOKET_TRANSPORT_ERROR_TLS: the certificate is not trusted or does not fit: final until somebody acts
 * @LOKET_TRANSPORT_ERROR_TIMEOUT: no answer in time
 * @LOKET_TRANSPORT_ERROR_CUT: the connection broke or the body ended early; also what would be one of
 *   those after which nothing was sent, where the request had left already
 * @LOKET_TRANSPORT_ERROR_TOO_LARGE: the body is larger than the limit; nothing of it was kept
 * @LOKET_TRANSPORT_ERROR_ADDRESS: the address is not one that can be asked
 * @LOKET_TRANSPORT_ERROR_TOKEN: the file of the token cannot be read, or holds none
 * @LOKET_TRANSPORT_ERROR_CANCELLED: the caller took the request back
 */
typedef enum {
  LOKET_TRANSPORT_ERROR_UNREACHABLE,
  LOKET_TRANSPORT_ERROR_NAME,
  LOKET_TRANSPORT_ERROR_TLS,
  LOKET_TRANSPORT_ERROR_TIMEOUT,
  LOKET_TRANSPORT_ERROR_CUT,
  LOKET_TRANSPORT_ERROR_TOO_LARGE,
  LOKET_TRANSPORT_ERROR_ADDRESS,
  LOKET_TRANSPORT_ERROR_TOKEN,
  LOKET_TRANSPORT_ERROR_CANCELLED,
} LoketTransportError;

GQuark loket_transport_error_quark (void);

#define LOKET_TYPE_TRANSPORT (loket_transport_get_type ())
G_DECLARE_INTERFACE (LoketTransport, loket_transport, LOKET, TRANSPORT, GObject)

struct _LoketTransportInterface {
  GTypeInterface parent;

  void           (*send_async)  (LoketTransport *self, LoketRequest *request,
                                 GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data);
  LoketResponse *(*send_finish) (LoketTransport *self, GAsyncResult *result, GError **error);
};

void           loket_transport_send_async  (LoketTransport      *self,
                                            LoketRequest        *request,
                                            GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);
LoketResponse *loket_transport_send_finish (LoketTransport *self,
                                            GAsyncResult   *result,
                                            GError        **error);

G_END_DECLS
