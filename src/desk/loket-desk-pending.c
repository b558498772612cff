/* SPDX-License-Identifier: EUPL-1.2 */
/* What waits, as a person is shown it; and letting leave now what is held. */
#include "config.h"

#include "loket-desk-private.h"

static void
pending_item_free (LoketPendingItem *item)
{
  g_free (item->kind);
  g_free (item->id);
  g_free (item->case_id);
  g_free (item->reference);
  g_free (item->type);
  g_free (item->state);
  g_free (item->reason);
  g_free (item->trouble);
  g_free (item->subject);
  g_clear_pointer (&item->payload, json_object_unref);
  g_free (item);
}

static void
read_act (LoketPendingItem *item, const LoketWorkItem *work)
{
  g_autoptr (LoketAct) act =
      work->kind == LOKET_WORK_ACT ? loket_work_item_to_act (work, NULL) : NULL;

  item->occurred_on = act != NULL ? act->occurred_on : LOKET_NO_DAY;
  item->payload = act != NULL && act->payload != NULL ? json_object_ref (act->payload) : NULL;
}

static LoketPendingItem *
pending_item_new (LoketDesk *self, const LoketWorkItem *work)
{
  LoketPendingItem *item = g_new0 (LoketPendingItem, 1);
  const LoketNeed *need = _loket_desk_find_need (self, work->id);
  gboolean held =
      self->hold_s > 0 && loket_work_item_is_held (work, loket_clock_get_now (self->clock));

  item->kind = g_strdup (loket_work_kind_to_string (work->kind));
  item->id = g_strdup (work->id);
  item->case_id = g_strdup (work->case_id);
  item->reference = g_strdup (work->reference);
  item->type = g_strdup (work->type);
  item->state = g_strdup (loket_work_state_to_string (work->state));
  item->reason = g_strdup (work->reason);
  item->trouble = g_strdup (work->trouble);
  item->made_at = work->made_at;
  item->hold_until = held ? work->hold_until : LOKET_NO_MOMENT;
  item->tries = work->tries;
  read_act (item, work);
  item->subject = need != NULL ? g_strdup (need->subject) : NULL;
  item->needs_by = need != NULL ? need->needs_by : LOKET_NO_DAY;
  return item;
}

/**
 * loket_desk_list_pending:
 *
 * Returns: (transfer full) (element-type LoketPendingItem): oldest first
 */
GPtrArray *
loket_desk_list_pending (LoketDesk *self)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) pending_item_free);

  for (guint i = 0; i < self->pending->len; i++)
    g_ptr_array_add (list, pending_item_new (self, g_ptr_array_index (self->pending, i)));
  return list;
}

static void
hold_ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketDesk *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  if (!loket_store_write_finish (LOKET_STORE (source), result, &error)) {
    g_task_return_error (task, _loket_desk_translate (error));
    return;
  }
  if (!self->closed) {
    _loket_desk_read_pending (self);
    if (self->watching)
      loket_sync_hurry (self->sync);
  }
  g_task_return_boolean (task, TRUE);
}

/**
 * loket_desk_send_now_async:
 * @id: of an act that is held; of any other: nothing changes
 */
void
loket_desk_send_now_async (LoketDesk *self,
                           const char *id,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, loket_desk_send_now_async);
  if (_loket_desk_check_writable (self, task))
    loket_store_end_hold_async (self->store, id, hold_ended_cb, g_steal_pointer (&task));
}

gboolean
loket_desk_send_now_finish (LoketDesk *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
