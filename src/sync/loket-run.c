/* SPDX-License-Identifier: EUPL-1.2 */
/* One run, as a chain of steps:
 *
 *   the gate          shut: the end
 *   note what waits to be sent
 *   pull             fails for another reason than the feed's contents: the end
 *     only its contents cannot be read: ask who is there, and go on
 *   the brake was on, and the feed came to its end: lift it
 *   push
 *   pull again, where something was sent or refused
 *   sweep what the loket's copies prove, and count it
 */
#include "config.h"

#include "loket-pull.h"
#include "loket-push.h"
#include "loket-reference.h"
#include "loket-run.h"
#include "loket-store-brake.h"
#include "loket-store-work.h"

typedef struct {
  LoketSyncParts parts;
  GCancellable *cancellable; /* (owned) (nullable) */
  GHashTable *waiting;       /* ids that waited at the beginning */
  gboolean checking;         /* the brake is on until the feed came to its end */
  guint pushed;
  GError *error; /* (owned) (nullable): the first one */
  LoketRunResult done;
} Run;

static void
run_free (Run *self)
{
  g_clear_object (&self->cancellable);
  g_hash_table_unref (self->waiting);
  g_clear_error (&self->error);
  g_free (self);
}

static void
keep_first_error (Run *self, GError *error)
{
  if (self->error == NULL)
    self->error = error;
  else
    g_clear_error (&error);
}

static void
finish (GTask *task)
{
  Run *self = g_task_get_task_data (task);

  if (self->error != NULL)
    g_task_return_error (task, g_steal_pointer (&self->error));
  else
    g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
note_pulled (Run *self, GAsyncResult *result)
{
  LoketPullResult pulled;
  GError *error = NULL;

  if (!loket_pull_finish (result, &pulled, &error))
    keep_first_error (self, error);
  self->done.received += pulled.received;
  self->done.withdrawn += pulled.withdrawn;
  self->done.erased += pulled.erased;
  self->done.gone += pulled.gone;
  self->done.pages += pulled.pages;
  self->done.quarantined += pulled.quarantined;
  self->done.restarted |= pulled.restarted;
  self->done.rules_changed |= pulled.rules_changed;
  self->done.me_changed |= pulled.me_changed;
  self->done.retry_after_s = MAX (self->done.retry_after_s, pulled.retry_after_s);
}

static void
note_hold (Run *self, const LoketWorkItem *item)
{
  if (!self->parts.holds ||
      !loket_work_item_is_held (item, loket_clock_get_now (self->parts.clock)))
    return;
  if (self->done.held_until == LOKET_NO_MOMENT || item->hold_until < self->done.held_until)
    self->done.held_until = item->hold_until;
}

/* What waited and waits no more has arrived, also where its reply was lost in an earlier run. */
static void
listed_after_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Run *self = g_task_get_task_data (task);
  g_autoptr (GPtrArray) items =
      loket_store_list_pending_finish (LOKET_STORE (source), result, NULL);

  for (guint i = 0; items != NULL && i < items->len; i++) {
    const LoketWorkItem *item = g_ptr_array_index (items, i);

    g_hash_table_remove (self->waiting, item->id);
    note_hold (self, item);
  }
  self->done.sent =
      items != NULL ? MAX (self->pushed, g_hash_table_size (self->waiting)) : self->pushed;
  finish (task);
}

static void
swept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Run *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_auto (GStrv) found = loket_store_sweep_finish (LOKET_STORE (source), result, &error);

  if (found == NULL)
    keep_first_error (self, error);
  /* Where it broke off nobody knows which cases look different: all may. */
  if (found == NULL || found[0] != NULL)
    self->parts.cases_changed ((const char *const *) found, self->parts.user_data);
  loket_store_list_pending_async (self->parts.store, listed_after_cb, task);
}

static void
sweep (GTask *task)
{
  Run *self = g_task_get_task_data (task);

  loket_store_sweep_async (self->parts.store, loket_clock_get_now (self->parts.clock), swept_cb,
                           task);
}

static void
pulled_again_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;

  note_pulled (g_task_get_task_data (task), result);
  sweep (task);
}

static void
pushed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Run *self = g_task_get_task_data (task);
  LoketPushResult pushed;
  GError *error = NULL;

  if (!loket_push_finish (result, &pushed, &error))
    keep_first_error (self, error);
  self->pushed = pushed.sent;
  self->done.refused = pushed.refused;
  self->done.retry_after_s = MAX (self->done.retry_after_s, pushed.retry_after_s);
  if (pushed.sent + pushed.refused > 0)
    loket_pull_async (&self->parts, 0, self->cancellable, pulled_again_cb, task);
  else
    sweep (task);
}

static void
push (GTask *task)
{
  Run *self = g_task_get_task_data (task);

  loket_push_async (&self->parts, self->cancellable, pushed_cb, task);
}

static void
identified_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Run *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (loket_reference_identify_finish (self->parts.reference, result, &error)) {
    push (task);
    return;
  }
  keep_first_error (self, error);
  finish (task);
}

static void
lifted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Run *self = g_task_get_task_data (task);

  if (loket_store_write_finish (LOKET_STORE (source), result, &self->error))
    push (task);
  else
    finish (task);
}

/* A feed that cannot be read is no reason to keep an act from a loket that can be talked to; but
 * for what waits for a loss that was let in, which the store holds back. */
static gboolean
may_push_after (const GError *error)
{
  static const LoketSyncError of_the_feed[] = {
      LOKET_SYNC_ERROR_GARBAGE, LOKET_SYNC_ERROR_WRONG_TYPES, LOKET_SYNC_ERROR_TOO_LARGE,
      LOKET_SYNC_ERROR_CUT,     LOKET_SYNC_ERROR_SERVER,      LOKET_SYNC_ERROR_TIMEOUT,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (of_the_feed); i++) {
    if (g_error_matches (error, LOKET_SYNC_ERROR, (int) of_the_feed[i]))
      return TRUE;
  }
  return FALSE;
}

static void
pulled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Run *self = g_task_get_task_data (task);

  note_pulled (self, result);
  if (self->error == NULL && self->checking)
    loket_store_lift_brake_async (self->parts.store, LOKET_BRAKE_CHECK_AGAIN, lifted_cb, task);
  else if (self->error == NULL)
    push (task);
  else if (!self->checking && may_push_after (self->error))
    loket_reference_identify_async (self->parts.reference, NULL, self->cancellable, identified_cb,
                                    task);
  else
    finish (task);
}

static void
listed_before_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Run *self = g_task_get_task_data (task);
  g_autoptr (GPtrArray) items =
      loket_store_list_pending_finish (LOKET_STORE (source), result, &self->error);

  if (items == NULL) {
    finish (task);
    return;
  }
  for (guint i = 0; i < items->len; i++) {
    const LoketWorkItem *item = g_ptr_array_index (items, i);

    g_hash_table_add (self->waiting, g_strdup (item->id));
  }
  loket_pull_async (&self->parts, 0, self->cancellable, pulled_cb, task);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Run *self = g_task_get_task_data (task);

  if (loket_gate_finish (result, &self->checking, &self->error))
    loket_store_list_pending_async (self->parts.store, listed_before_cb, task);
  else
    finish (task);
}

/**
 * loket_run_async:
 * @parts: copied
 * @admitted: (nullable): the brake that somebody said "go on" to
 * @cancellable: (nullable): stops it before its next request
 */
void
loket_run_async (const LoketSyncParts *parts,
                 LoketOrders orders,
                 const LoketBrake *admitted,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  Run *self = g_new0 (Run, 1);

  g_task_set_source_tag (task, loket_run_async);
  g_task_set_task_data (task, self, (GDestroyNotify) run_free);
  self->parts = *parts;
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  self->waiting = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->done.retry_after_s = -1;
  self->done.held_until = LOKET_NO_MOMENT;
  loket_gate_async (parts, orders, admitted, cancellable, opened_cb, task);
}

/**
 * loket_run_finish:
 * @done: (out): what was done, also where it ended with an error
 *
 * Returns: FALSE with the first error: a LOKET_SYNC_ERROR, or one of the store
 */
gboolean
loket_run_finish (GAsyncResult *result, LoketRunResult *done, GError **error)
{
  Run *self = g_task_get_task_data (G_TASK (result));

  *done = self->done;
  return g_task_propagate_boolean (G_TASK (result), error);
}
