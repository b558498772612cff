/* SPDX-License-Identifier: EUPL-1.2 */
/* Taking back what the loket surely does not have yet. */
#include "config.h"

#include "loket-desk-private.h"

static void
projected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketDesk *self = g_task_get_source_object (task);
  const char *changed[] = {g_task_get_task_data (task), NULL};

  _loket_desk_after_work (self, changed);
  g_task_return_boolean (task, TRUE);
}

static void
reread_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketDesk *self = g_task_get_source_object (task);
  g_autoptr (LoketStoredCase) stored =
      loket_store_read_case_finish (LOKET_STORE (source), result, NULL);
  g_autoptr (GPtrArray) projections =
      g_ptr_array_new_with_free_func ((GDestroyNotify) loket_projection_free);
  g_autoptr (GPtrArray) live = NULL;
  LoketViewer viewer;

  if (stored == NULL || stored->fold->the_case == NULL) {
    /* A complaint that was taken back: nothing of it is left to be shown. */
    _loket_desk_after_work (self, NULL);
    g_task_return_boolean (task, TRUE);
    return;
  }
  loket_replayer_split_pending (stored, &live, NULL);
  _loket_desk_get_viewer (self, stored->fold->the_case->agency, &viewer);
  g_ptr_array_add (projections, loket_replayer_project (self->rules, stored, live, &viewer,
                                                        loket_desk_get_now (self)));
  loket_store_project_async (self->store, projections, projected_cb, g_steal_pointer (&task));
}

static void
taken_back_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketDesk *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  char *case_id = loket_store_take_back_finish (LOKET_STORE (source), result, &error);

  if (case_id == NULL) {
    g_task_return_error (task, _loket_desk_translate (error));
    return;
  }
  g_task_set_task_data (task, case_id, g_free);
  loket_store_read_case_async (self->store, case_id, NULL, reread_cb, g_steal_pointer (&task));
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
