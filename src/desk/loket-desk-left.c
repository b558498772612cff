/* SPDX-License-Identifier: EUPL-1.2 */
/* Cases that left. */
#include "config.h"

#include <string.h>

#include "loket-desk-left.h"
#include "loket-desk-private.h"
#include "loket-store-left.h"

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *left = loket_store_list_left_finish (LOKET_STORE (source), result, &error);

  if (left != NULL)
    g_task_return_pointer (task, left, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, _loket_desk_translate (error));
}

void
loket_desk_list_left_async (LoketDesk *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, loket_desk_list_left_async);
  loket_store_list_left_async (self->store, listed_cb, task);
}

GPtrArray *
loket_desk_list_left_finish (LoketDesk *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
dismissed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketDesk *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  if (!loket_store_write_finish (LOKET_STORE (source), result, &error)) {
    g_task_return_error (task, _loket_desk_translate (error));
    return;
  }
  if (!self->closed) {
    _loket_desk_forget_drafts (self, g_task_get_task_data (task));
    _loket_desk_read_left (self);
    _loket_desk_after_work (self, NULL);
  }
  g_task_return_boolean (task, TRUE);
}

void
loket_desk_dismiss_left_async (LoketDesk *self,
                               const char *case_id,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, loket_desk_dismiss_left_async);
  g_task_set_task_data (task, g_strdup (case_id), g_free);
  if (!_loket_desk_check_writable (self, task))
    return;
  loket_store_dismiss_left_async (self->store, case_id, loket_clock_get_now (self->clock),
                                  dismissed_cb, g_steal_pointer (&task));
}

gboolean
loket_desk_dismiss_left_finish (LoketDesk *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* What a form still holds of a case that was erased would be written again; but what is typed in
 * one that came again since is nobody's to throw away. */
static void
take_left (LoketDesk *self, GPtrArray *left)
{
  guint n_left[LOKET_N_PRESENCES] = {0};

  for (guint i = 0; i < left->len; i++) {
    const LoketLeftCase *left_case = g_ptr_array_index (left, i);

    n_left[left_case->presence]++;
    if (left_case->presence == LOKET_PRESENCE_ERASED && !left_case->came_again)
      _loket_desk_forget_drafts (self, left_case->case_id);
  }
  if (memcmp (n_left, self->n_left, sizeof n_left) == 0)
    return;
  memcpy (self->n_left, n_left, sizeof n_left);
  _loket_desk_update_state (self);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LoketDesk) self = user_data;
  g_autoptr (GPtrArray) left = loket_store_list_left_finish (LOKET_STORE (source), result, NULL);

  if (left != NULL && !self->closed)
    take_left (self, left);
}

/* What is told of cases that left is read again. */
void
_loket_desk_read_left (LoketDesk *self)
{
  loket_store_list_left_async (self->store, read_cb, g_object_ref (self));
}

/* Returns: (nullable): the notice of the cases that left */
const char *
_loket_desk_choose_left_notice (LoketDesk *self)
{
  if (self->n_left[LOKET_PRESENCE_ERASED] > 0)
    return "workErased";
  if (self->n_left[LOKET_PRESENCE_WITHDRAWN] > 0)
    return "caseNoLongerOurs";
  return self->n_left[LOKET_PRESENCE_GONE] > 0 ? "casesGone" : NULL;
}
