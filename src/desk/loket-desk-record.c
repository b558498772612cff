/* SPDX-License-Identifier: EUPL-1.2 */
/* The record of this computer. */
#include "config.h"

#include "loket-conflict-private.h"
#include "loket-desk-private.h"
#include "loket-desk-record.h"

enum {
  ENTRIES_MAX = 10000
};

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *entries = loket_store_list_record_finish (LOKET_STORE (source), result, &error);

  if (entries == NULL) {
    g_task_return_error (task, _loket_desk_translate (error));
    return;
  }
  g_task_return_pointer (task, entries, (GDestroyNotify) g_ptr_array_unref);
}

void
loket_desk_list_record_async (LoketDesk *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, loket_desk_list_record_async);
  loket_store_list_record_async (self->store, ENTRIES_MAX, listed_cb, task);
}

GPtrArray *
loket_desk_list_record_finish (LoketDesk *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* A case that is not here any more has nothing to name choices by: then they are read as they are.
 */
static void
case_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketDesk *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketStoredCase) stored =
      loket_store_read_case_finish (LOKET_STORE (source), result, &error);

  if (stored == NULL && !g_error_matches (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_NOT_FOUND))
    g_task_return_error (task, _loket_desk_translate (error));
  else if (self->closed)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "the desk was closed");
  else
    g_task_return_pointer (task,
                           _loket_conflict_new_recorded (self, stored, g_task_get_task_data (task)),
                           (GDestroyNotify) loket_conflict_free);
}

void
loket_desk_load_recorded_async (LoketDesk *self,
                                LoketWorkItem *item,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, loket_desk_load_recorded_async);
  g_task_set_task_data (task, loket_work_item_ref (item), (GDestroyNotify) loket_work_item_unref);
  loket_store_read_case_async (self->store, item->case_id, NULL, case_read_cb, task);
}

LoketConflict *
loket_desk_load_recorded_finish (LoketDesk *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
