/* SPDX-License-Identifier: EUPL-1.2 */
/* What happens before a run:
 *
 *   no brake                      open; ordered: a new generation first
 *   another realm or account      ask who is there: open where it is the right one again
 *   another kind, "go on"         lift it, and open; a shorter history: from the beginning; but one
 *                                 that came since somebody said so is not lifted
 *   another kind, "check again"   open for a pull that is judged again, the brake still on; but for
 *                                 a mass withdrawal from the beginning
 *   else                          shut, without a request
 */
#include "config.h"

#include "loket-gate.h"
#include "loket-reference.h"
#include "loket-store-brake.h"
#include "loket-store-feed.h"
#include "loket-sync-error.h"

typedef struct {
  LoketSyncParts parts;
  gboolean lift;     /* once the new generation has begun */
  gboolean checking; /* the brake is still on while the loket is asked again */
} Gate;

static GError *
make_error (const LoketBrake *brake)
{
  return g_error_new_literal (LOKET_SYNC_ERROR, LOKET_SYNC_ERROR_BRAKE,
                              loket_brake_kind_to_string (brake->kind));
}

/**
 * loket_gate_is_shut:
 *
 * For a request that is no part of a run.
 *
 * Returns: TRUE with LOKET_SYNC_ERROR_BRAKE
 */
gboolean
loket_gate_is_shut (const LoketSyncParts *parts, GError **error)
{
  g_autoptr (LoketBrake) brake = loket_store_dup_brake (parts->store);

  if (brake != NULL)
    g_propagate_error (error, make_error (brake));
  return brake != NULL;
}

static gboolean
is_shut (gconstpointer data, GError **error)
{
  return loket_gate_is_shut (data, error);
}

/**
 * loket_gate_ask_async:
 * @parts: of the caller's task data
 * @answered: given the answer for loket_line_ask_finish(), and @task
 * @task: (transfer full): ends with LOKET_SYNC_ERROR_BRAKE where the gate is shut
 *
 * Each request of a chain of them: the brake may be set between two.
 */
void
loket_gate_ask_async (const LoketSyncParts *parts,
                      LoketRequest *request,
                      GCancellable *cancellable,
                      GAsyncReadyCallback answered,
                      GTask *task)
{
  GError *error = NULL;

  if (!loket_gate_is_shut (parts, &error)) {
    loket_line_ask_while_async (parts->line, request, is_shut, parts, cancellable, answered, task);
    return;
  }
  g_task_return_error (task, error);
  g_object_unref (task);
}

static void
answer (GTask *task, GError *error)
{
  if (error != NULL)
    g_task_return_error (task, loket_sync_error_take (error));
  else
    g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;

  loket_store_write_finish (LOKET_STORE (source), result, &error);
  answer (user_data, error);
}

static void
lift (GTask *task)
{
  Gate *self = g_task_get_task_data (task);

  loket_store_lift_brake_async (self->parts.store, LOKET_BRAKE_GO_ON, written_cb, task);
}

static void
generation_begun_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Gate *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (loket_store_write_finish (LOKET_STORE (source), result, &error) && self->lift)
    lift (task);
  else
    answer (task, error);
}

static void
begin_generation (GTask *task)
{
  Gate *self = g_task_get_task_data (task);

  loket_store_begin_generation_async (self->parts.store, FALSE, generation_begun_cb, task);
}

static void
identified_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Gate *self = g_task_get_task_data (task);
  GError *error = NULL;

  loket_reference_identify_finish (self->parts.reference, result, &error);
  answer (task, error);
}

/* A crash between the new generation and the lifted brake leaves the brake on, and nothing lost. */
static void
go_on (GTask *task, const LoketBrake *brake)
{
  Gate *self = g_task_get_task_data (task);

  self->lift = TRUE;
  if (brake->kind == LOKET_BRAKE_CURSOR_BACK)
    begin_generation (task);
  else
    lift (task);
}

static void
check_again (GTask *task, const LoketBrake *brake)
{
  Gate *self = g_task_get_task_data (task);

  self->checking = TRUE;
  if (brake->kind == LOKET_BRAKE_MASS_WITHDRAWAL)
    answer (task, NULL);
  else
    begin_generation (task);
}

/**
 * loket_gate_async:
 * @parts: copied
 * @admitted: (nullable): the brake that somebody saw, and said "go on" to
 */
void
loket_gate_async (const LoketSyncParts *parts,
                  LoketOrders orders,
                  const LoketBrake *admitted,
                  GCancellable *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  Gate *self = g_new0 (Gate, 1);
  g_autoptr (LoketBrake) brake = loket_store_dup_brake (parts->store);

  g_task_set_source_tag (task, loket_gate_async);
  g_task_set_task_data (task, self, g_free);
  self->parts = *parts;
  if (brake == NULL && (orders & LOKET_ORDER_RESYNC) != 0)
    begin_generation (task);
  else if (brake == NULL)
    answer (task, NULL);
  else if (!loket_brake_kind_may_go_on (brake->kind))
    loket_reference_identify_async (parts->reference, NULL, cancellable, identified_cb, task);
  else if (loket_brake_is_same (brake, admitted))
    go_on (task, brake);
  else if ((orders & LOKET_ORDER_CHECK_AGAIN) != 0)
    check_again (task, brake);
  else
    answer (task, make_error (brake));
}

/**
 * loket_gate_finish:
 * @checking: (out): the brake is on still: only when the feed came to its end may it be lifted
 *
 * Returns: FALSE with LOKET_SYNC_ERROR_BRAKE, or why it could not be found out
 */
gboolean
loket_gate_finish (GAsyncResult *result, gboolean *checking, GError **error)
{
  Gate *self = g_task_get_task_data (G_TASK (result));

  *checking = self->checking;
  return g_task_propagate_boolean (G_TASK (result), error);
}
