/* SPDX-License-Identifier: EUPL-1.2 */
/* Where work for a database goes: a thread of its own in the desk, a queue in a test.
 *
 * Work is done in the order in which it was submitted. `work` runs on the executor; `done` runs
 * afterwards on the thread that submitted it (in its thread-default main context for a thread,
 * inside loket_executor_step() for a stepped one). An executor is created, submitted to and freed
 * on one and the same thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _LoketExecutor LoketExecutor;

/**
 * LoketWorkFunc:
 * @data: belongs to the executor until `done` has run; both may use it, never at the same time
 */
typedef void (*LoketWorkFunc) (gpointer data);

LoketExecutor *loket_executor_new_thread  (const char *name);
LoketExecutor *loket_executor_new_stepped (void);
void           loket_executor_free        (LoketExecutor *self);

void     loket_executor_submit     (LoketExecutor  *self,
                                    LoketWorkFunc   work,
                                    LoketWorkFunc   done,
                                    gpointer        data,
                                    GDestroyNotify  free_data);
void     loket_executor_call       (LoketExecutor *self, LoketWorkFunc work, gpointer data);
gboolean loket_executor_is_current (LoketExecutor *self);
gboolean loket_executor_step       (LoketExecutor *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketExecutor, loket_executor_free)

G_END_DECLS
