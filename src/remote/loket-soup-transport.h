/* SPDX-License-Identifier: EUPL-1.2 */
/* The transport of the desk: HTTP by libsoup, on the main loop. No libsoup type leaves it.
 *
 * Never follows a redirect (the token would go along), gives every request a trace id of its own,
 * sends a token over TLS or to this machine only (and then by no proxy), and never holds more of a body
 * than the limit, unpacked. */
#pragma once

#include "loket-clock.h"
#include "loket-random.h"
#include "loket-transport.h"

G_BEGIN_DECLS

typedef struct {
  const char *base_url;     /* http or https; paths of requests are put behind it */
  const char *token_file;   /* (nullable): read at every request; else the secret service is asked */
  const char *ca_file;      /* (nullable): PEM; the certificate authorities to trust instead */
  const char *language;     /* (nullable): nl, fr, de or en: what the loket's texts should be in */
  gsize body_bytes_max;     /* 0: 16 MB */
  guint timeout_s;          /* of silence; 0: 30 */
} LoketSoupTransportOptions;

#define LOKET_TYPE_SOUP_TRANSPORT (loket_soup_transport_get_type ())
G_DECLARE_FINAL_TYPE (LoketSoupTransport, loket_soup_transport, LOKET, SOUP_TRANSPORT, GObject)

LoketTransport *loket_soup_transport_new (const LoketSoupTransportOptions *options,
                                          LoketClock                      *clock,
                                          LoketRandom                     *random,
                                          GError                         **error);

G_END_DECLS
