/* SPDX-License-Identifier: EUPL-1.2 */
/* The line to the loket: every request of syncing goes over it and comes back as a LoketReply.
 *
 * Asks once more where a token has just run out, and compares the loket's clock with ours. Main
 * thread. */
#pragma once

#include "loket-clock.h"
#include "loket-reply.h"
#include "loket-transport.h"

G_BEGIN_DECLS

typedef struct _LoketLine LoketLine;

LoketLine *loket_line_new  (LoketTransport *transport, LoketClock *clock);
void       loket_line_free (LoketLine *self);

/* Whether nothing may leave any more: TRUE with an error of LOKET_SYNC_ERROR. */
typedef gboolean (*LoketLineShutFunc) (gconstpointer data, GError **error);

void        loket_line_ask_while_async (LoketLine           *self,
                                        LoketRequest        *request,
                                        LoketLineShutFunc    is_shut,
                                        gconstpointer        shut_data,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data);
void        loket_line_ask_async  (LoketLine           *self,
                                   LoketRequest        *request,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data);
LoketReply *loket_line_ask_finish (LoketLine *self, GAsyncResult *result);

gint64      loket_line_get_clock_off_s (LoketLine *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketLine, loket_line_free)

G_END_DECLS
