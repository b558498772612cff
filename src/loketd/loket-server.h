/* SPDX-License-Identifier: EUPL-1.2 */
/* The HTTP server in front of the reference loket: loopback only, long polls, faults on purpose.
 *
 * Main thread; needs its main loop. */
#pragma once

#include <gio/gio.h>

#include "loket-central.h"
#include "loket-faults.h"

G_BEGIN_DECLS

typedef struct _LoketServer LoketServer;

typedef struct {
  guint16 port;                 /* 0: a free one */
  GTlsCertificate *certificate; /* (nullable): NULL: plain HTTP */
  gboolean packs;               /* answers with gzip where that is taken */
} LoketServerOptions;

LoketServer *loket_server_new     (LoketCentral             *central,
                                   LoketFaults              *faults,
                                   LoketClock               *clock,
                                   const LoketServerOptions *options,
                                   GError                  **error);
void         loket_server_free    (LoketServer *self);
char        *loket_server_dup_url (LoketServer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketServer, loket_server_free)

G_END_DECLS
