/* SPDX-License-Identifier: EUPL-1.2 */
/* Who waits for the end of a run: of the one that is under way or comes next, or of the one behind it.
 *
 * Main thread. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _LoketWaiters LoketWaiters;

LoketWaiters *loket_waiters_new  (void);
void          loket_waiters_free (LoketWaiters *self);

void       loket_waiters_add    (LoketWaiters *self, GTask *task, gboolean behind);
gboolean   loket_waiters_any    (LoketWaiters *self);
GPtrArray *loket_waiters_take   (LoketWaiters *self);
void       loket_waiters_answer (GPtrArray *waiters, const GError *error);

G_END_DECLS
