/* SPDX-License-Identifier: EUPL-1.2 */
/* Taking back what the loket surely does not have yet. */
#include "config.h"

#include "loket-desk-private.h"

static void
taken_back_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketDesk *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autofree char *case_id = loket_store_take_back_finish (LOKET_STORE (source), result, &error);

  if (case_id == NULL) {
    g_task_return_error (task, _loket_desk_translate (error));
    return;
  }
  _loket_desk_project_case (self, case_id, g_steal_pointer (&task));
}

/**
 * loket_desk_take_back_async:
 * @act_id: of an act, or of a complaint taken in here: then all its acts go with it
 *
 * Not once it may have reached the loket.
 */
void
loket_desk_take_back_async (LoketDesk *self,
                            const char *act_id,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, loket_desk_take_back_async);
  if (!_loket_desk_check_writable (self, task))
    return;
  loket_store_take_back_async (self->store, act_id, loket_clock_get_now (self->clock),
                               taken_back_cb, g_steal_pointer (&task));
}

/**
 * loket_desk_take_back_finish:
 *
 * Returns: FALSE with LOKET_DESK_ERROR_ALREADY_TAKEN, or LOKET_DESK_ERROR_NOT_FOUND
 */
gboolean
loket_desk_take_back_finish (LoketDesk *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
