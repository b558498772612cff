/* SPDX-License-Identifier: EUPL-1.2 */
/* Opening a case: read it, fetch it where it may not be kept here, and replay it. */
#include "config.h"

#include "loket-desk-private.h"

/* The viewer of replay: the account, with its roles in the agency of the case. */
void
_loket_desk_get_viewer (LoketDesk *self, const char *agency, LoketViewer *viewer)
{
  const LoketMe *me = loket_sync_get_me (self->sync);

  viewer->person = me != NULL ? me->person_id : NULL;
  viewer->roles = loket_desk_get_roles (self, agency);
}

/* Returns: (transfer full) (nullable): NULL where neither copy nor complaint is there */
LoketDossier *
_loket_desk_make_dossier (LoketDesk *self, const LoketStoredCase *stored)
{
  LoketCase *the_case = stored->fold->the_case;
  g_autoptr (GPtrArray) live = NULL;
  g_autoptr (GPtrArray) refused = NULL;
  g_autoptr (LoketStanding) standing = NULL;
  LoketMoment now = loket_desk_get_now (self);
  LoketViewer viewer;
  LoketDossier *dossier;

  if (the_case == NULL)
    return NULL;
  loket_replayer_split_pending (stored, &live, &refused);
  _loket_desk_get_viewer (self, the_case->agency, &viewer);
  standing = loket_replay (self->rules, the_case, live, &viewer, now);
  dossier = loket_dossier_new (the_case, live, refused, standing);
  dossier->registered = stored->fold->registered;
  dossier->withdrawn = stored->presence != LOKET_PRESENCE_HERE;
  dossier->differs = loket_replayer_differs (self->rules, stored, live, standing, &viewer, now);
  return dossier;
}

static void read_case (GTask *task);

typedef struct {
  char *key;
  gboolean fetched; /* it was asked for once */
} Load;

static void
load_free (Load *load)
{
  g_free (load->key);
  g_free (load);
}

static GError *
make_closed (void)
{
  return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "the desk was closed");
}

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  LoketDesk *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (loket_sync_fetch_case_finish (LOKET_SYNC (source), result, &error)) {
    if (!self->closed) {
      read_case (task);
      return;
    }
    error = make_closed ();
  }
  g_task_return_error (task, error);
  g_object_unref (task);
}

static void
return_dossier (GTask *task, const LoketStoredCase *stored)
{
  LoketDesk *self = g_task_get_source_object (task);
  LoketDossier *dossier = _loket_desk_make_dossier (self, stored);

  if (dossier != NULL)
    g_task_return_pointer (task, dossier, (GDestroyNotify) loket_dossier_unref);
  else
    g_task_return_new_error (task, LOKET_DESK_ERROR, LOKET_DESK_ERROR_NOT_FOUND,
                             "nothing of the case %s is here", stored->case_id);
}

static void
case_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketDesk *self = g_task_get_source_object (task);
  Load *load = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketStoredCase) stored =
      loket_store_read_case_finish (LOKET_STORE (source), result, &error);

  if (stored == NULL) {
    g_task_return_error (task, _loket_desk_translate (error));
  } else if (self->closed) {
    g_task_return_error (task, make_closed ());
  } else if (stored->copy == NULL && stored->to_fetch && !load->fetched) {
    load->fetched = TRUE;
    loket_sync_fetch_case_async (self->sync, stored->case_id, cancellable, fetched_cb,
                                 g_steal_pointer (&task));
  } else {
    return_dossier (task, stored);
  }
}

static void
read_case (GTask *task)
{
  LoketDesk *self = g_task_get_source_object (task);
  Load *load = g_task_get_task_data (task);

  loket_store_read_case_async (self->store, load->key, g_task_get_cancellable (task), case_read_cb,
                               task);
}

/**
 * loket_desk_load_dossier_async:
 * @case_id_or_reference: also an alias or a provisional reference
 */
void
loket_desk_load_dossier_async (LoketDesk *self,
                               const char *case_id_or_reference,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Load *load = g_new0 (Load, 1);

  g_task_set_source_tag (task, loket_desk_load_dossier_async);
  load->key = g_strdup (case_id_or_reference);
  g_task_set_task_data (task, load, (GDestroyNotify) load_free);
  read_case (task);
}

/**
 * loket_desk_load_dossier_finish:
 *
 * Returns: (transfer full): NULL with LOKET_DESK_ERROR_NOT_FOUND, or a LOKET_SYNC_ERROR where the
 *   case may not be kept on this machine and the loket cannot be reached
 */
LoketDossier *
loket_desk_load_dossier_finish (LoketDesk *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
case_named_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  char *name = loket_store_name_case_finish (LOKET_STORE (source), result, &error);

  if (name != NULL)
    g_task_return_pointer (task, name, g_free);
  else
    g_task_return_error (task, _loket_desk_translate (error));
}

void
loket_desk_name_case_async (LoketDesk *self,
                            const char *case_id,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, loket_desk_name_case_async);
  loket_store_name_case_async (self->store, case_id, case_named_cb, task);
}

char *
loket_desk_name_case_finish (LoketDesk *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
