/* SPDX-License-Identifier: EUPL-1.2 */
/* What a case shows after something of ours in it went: read again, replayed, and told. */
#include "config.h"

#include "loket-desk-private.h"

#define CASE_ID "loket-case-id"

static void
projected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketDesk *self = g_task_get_source_object (task);
  const char *changed[] = {g_object_get_data (G_OBJECT (task), CASE_ID), NULL};

  if (!self->closed)
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

  if (self->closed) {
    g_task_return_boolean (task, TRUE);
    return;
  }
  if (stored == NULL || stored->fold->the_case == NULL) {
    /* A complaint that went: nothing of it is left to be shown. */
    _loket_desk_after_work (self, NULL);
    g_task_return_boolean (task, TRUE);
    return;
  }
  loket_replayer_split_pending (stored, &live, NULL);
  _loket_desk_get_viewer (self, stored->fold->the_case->agency, &viewer);
  g_ptr_array_add (projections, loket_replayer_project (self->rules, stored, live, &viewer,
                                                        _loket_desk_take_now (self)));
  loket_store_project_async (self->store, projections, projected_cb, g_steal_pointer (&task));
}

/**
 * _loket_desk_project_case:
 * @task: (transfer full): given TRUE when it is shown; what was done stays done if it cannot be
 */
void
_loket_desk_project_case (LoketDesk *self, const char *case_id, GTask *task)
{
  g_object_set_data_full (G_OBJECT (task), CASE_ID, g_strdup (case_id), g_free);
  if (self->closed) {
    g_task_return_boolean (task, TRUE);
    g_object_unref (task);
    return;
  }
  loket_store_read_case_async (self->store, case_id, NULL, reread_cb, task);
}
