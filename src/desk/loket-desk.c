/* SPDX-License-Identifier: EUPL-1.2 */
/* The desk: who and where, its state in desk.ini, closing. */
#include "config.h"

#include "loket-desk-private.h"
#include "loket-error.h"

/* Group of desk.ini for what a window wants to find again. */
#define INI_STATE "state"

G_DEFINE_QUARK (loket_desk_error, loket_desk_error)

G_DEFINE_FINAL_TYPE (LoketDesk, loket_desk, G_TYPE_OBJECT)

static GError *
desk_error (LoketDeskError code, const GError *cause)
{
  return g_error_new_literal (LOKET_DESK_ERROR, (int) code, cause->message);
}

static GError *
translate_store_error (const GError *error)
{
  switch (error->code) {
  case LOKET_STORE_ERROR_NO_FOLDER:
    return desk_error (LOKET_DESK_ERROR_NO_FOLDER, error);
  case LOKET_STORE_ERROR_IN_USE:
  case LOKET_STORE_ERROR_READ_ONLY:
    return desk_error (LOKET_DESK_ERROR_IN_USE, error);
  case LOKET_STORE_ERROR_NETWORK_FOLDER:
    return desk_error (LOKET_DESK_ERROR_NETWORK_FOLDER, error);
  case LOKET_STORE_ERROR_CANNOT_WRITE:
    return desk_error (LOKET_DESK_ERROR_DISK, error);
  case LOKET_STORE_ERROR_DELETED:
    return desk_error (LOKET_DESK_ERROR_DAMAGED, error);
  case LOKET_STORE_ERROR_NOT_FOUND:
    return desk_error (LOKET_DESK_ERROR_NOT_FOUND, error);
  case LOKET_STORE_ERROR_SENT:
    return desk_error (LOKET_DESK_ERROR_ALREADY_TAKEN, error);
  case LOKET_STORE_ERROR_NOTHING_TO_DECIDE:
    return desk_error (LOKET_DESK_ERROR_NOTHING_TO_DECIDE, error);
  case LOKET_STORE_ERROR_FILE:
    return desk_error (LOKET_DESK_ERROR_FILE, error);
  case LOKET_STORE_ERROR_FILE_EMPTY:
    return desk_error (LOKET_DESK_ERROR_FILE_EMPTY, error);
  case LOKET_STORE_ERROR_FILE_TOO_LARGE:
    return desk_error (LOKET_DESK_ERROR_FILE_TOO_LARGE, error);
  case LOKET_STORE_ERROR_CONTENT:
    return desk_error (LOKET_DESK_ERROR_DOCUMENT, error);
  default:
    return g_error_copy (error);
  }
}

static GError *
translate_sqlite_error (const GError *error)
{
  switch (error->code) {
  case LOKET_SQLITE_ERROR_BUSY:
    return desk_error (LOKET_DESK_ERROR_IN_USE, error);
  case LOKET_SQLITE_ERROR_DISK:
    return desk_error (LOKET_DESK_ERROR_DISK, error);
  case LOKET_SQLITE_ERROR_CORRUPT:
  case LOKET_SQLITE_ERROR_CANNOT_OPEN:
    return desk_error (LOKET_DESK_ERROR_DAMAGED, error);
  case LOKET_SQLITE_ERROR_NEWER:
    return desk_error (LOKET_DESK_ERROR_NEWER_DATABASE, error);
  default:
    return g_error_copy (error);
  }
}

/* Errors of the folders below become the desk's own where the desk has a word for them. */
GError *
_loket_desk_translate (const GError *error)
{
  if (error->domain == LOKET_STORE_ERROR)
    return translate_store_error (error);
  if (error->domain == LOKET_SQLITE_ERROR)
    return translate_sqlite_error (error);
  if (g_error_matches (error, LOKET_ERROR, LOKET_ERROR_NO_TIME_ZONE))
    return desk_error (LOKET_DESK_ERROR_TIME_ZONE, error);
  if (error->domain == LOKET_ERROR)
    return desk_error (LOKET_DESK_ERROR_INVALID, error);
  return g_error_copy (error);
}

gboolean
_loket_desk_step (LoketDesk *self)
{
  gboolean stepped = loket_store_step (self->store);

  if (self->replayer != NULL && loket_replayer_step (self->replayer))
    stepped = TRUE;
  return stepped;
}

const char *
loket_desk_get_folder (LoketDesk *self)
{
  return loket_desk_folder_get_path (self->folder);
}

const char *
loket_desk_get_server (LoketDesk *self)
{
  return self->server;
}

gboolean
loket_desk_is_read_only (LoketDesk *self)
{
  return self->read_only;
}

/**
 * loket_desk_get_rules:
 *
 * Returns: (transfer none): until ::cases-changed with NULL; take a reference to keep them
 */
LoketRules *
loket_desk_get_rules (LoketDesk *self)
{
  return self->rules;
}

/**
 * loket_desk_get_person:
 *
 * Returns: (nullable): the id of who works here; NULL before the first sync
 */
const char *
loket_desk_get_person (LoketDesk *self)
{
  const LoketMe *me = loket_sync_get_me (self->sync);

  return me != NULL ? me->person_id : NULL;
}

/**
 * loket_desk_get_person_name:
 *
 * Returns: (nullable): NULL before the first sync
 */
const char *
loket_desk_get_person_name (LoketDesk *self)
{
  const LoketMe *me = loket_sync_get_me (self->sync);

  return me != NULL ? me->name : NULL;
}

/**
 * loket_desk_get_roles:
 * @agency: id of an organisation
 *
 * Returns: the roles of who works here in that organisation; 0 before the first sync
 */
LoketRoles
loket_desk_get_roles (LoketDesk *self, const char *agency)
{
  const LoketMe *me = loket_sync_get_me (self->sync);

  return me != NULL ? loket_me_get_roles (me, agency) : 0;
}

GPtrArray *
loket_desk_list_agencies (LoketDesk *self)
{
  return self->agencies;
}

/* Returns: (transfer full) (element-type LoketAgency): those of the account, as @rules have them;
 *   before the first sync nobody knows whose desk this is */
GPtrArray *
_loket_desk_find_agencies (LoketDesk *self, LoketRules *rules)
{
  const LoketMe *me = loket_sync_get_me (self->sync);
  GPtrArray *agencies = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_agency_unref);

  for (guint i = 0; me != NULL && i < me->organizations->len; i++) {
    const LoketMembership *membership = g_ptr_array_index (me->organizations, i);
    LoketAgency *agency = loket_rules_get_agency (rules, membership->organization_id);

    if (agency != NULL)
      g_ptr_array_add (agencies, loket_agency_ref (agency));
  }
  return agencies;
}

void
_loket_desk_update_agencies (LoketDesk *self)
{
  g_ptr_array_set_size (self->agencies, 0);
  g_ptr_array_extend_and_steal (self->agencies, _loket_desk_find_agencies (self, self->rules));
  g_signal_emit_by_name (self, "agencies-changed");
}

/**
 * loket_desk_get_state:
 *
 * Returns: (transfer full) (nullable): what loket_desk_set_state() kept, also by an earlier run
 */
char *
loket_desk_get_state (LoketDesk *self, const char *key)
{
  return loket_desk_folder_get_value (self->folder, INI_STATE, key);
}

/**
 * loket_desk_set_state:
 * @value: (nullable): NULL forgets it
 *
 * Taste and window state only: that it could not be kept is no more than a line in the log.
 */
void
loket_desk_set_state (LoketDesk *self, const char *key, const char *value)
{
  g_autoptr (GError) error = NULL;

  if (self->read_only)
    return;
  if (!loket_desk_folder_set_value (self->folder, INI_STATE, key, value, &error))
    g_message ("desk.ini: %s", error->message);
}

/* Where the desk was opened to read only, or was closed meanwhile, answers @task. */
gboolean
_loket_desk_check_writable (LoketDesk *self, GTask *task)
{
  if (self->closed)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "the desk was closed");
  else if (self->read_only)
    g_task_return_new_error (task, LOKET_DESK_ERROR, LOKET_DESK_ERROR_IN_USE,
                             "the desk was opened to read only");
  return !self->closed && !self->read_only;
}

/* Something was done, or taken back. @case_ids: (nullable): NULL: all may look different */
void
_loket_desk_after_work (LoketDesk *self, const char *const *case_ids)
{
  _loket_desk_refresh (self, case_ids);
  if (self->watching)
    loket_sync_hurry (self->sync);
}

/* What is out is taken back; its callbacks come on the main loop, and need the store for the last
 * time. Nobody draws any more then. */
static void
wait_until_quiet (LoketDesk *self)
{
  if (self->replayer == NULL)
    return;
  loket_sync_stop (self->sync);
  loket_replayer_stop (self->replayer);
  while (!loket_sync_is_idle (self->sync) || !loket_replayer_is_idle (self->replayer)) {
    if (!self->stepped)
      g_main_context_iteration (NULL, TRUE);
    else if (!_loket_desk_step (self))
      g_main_context_iteration (NULL, FALSE);
  }
}

/**
 * loket_desk_close:
 *
 * Ends what is under way and lets go of the desk folder; nothing that was done is lost. The
 * reference stays the caller's.
 */
void
loket_desk_close (LoketDesk *self)
{
  if (self->closed)
    return;
  self->closed = TRUE;
  if (self->day_timer != 0)
    loket_clock_remove_timer (self->clock, self->day_timer);
  self->day_timer = 0;
  _loket_desk_stop_minutes (self);
  _loket_desk_stop_border (self);
  g_clear_pointer (&self->surroundings, loket_surroundings_free);
  _loket_desk_end_transfers (self);
  if (self->sync != NULL) {
    g_signal_handlers_disconnect_by_data (self->sync, self);
    wait_until_quiet (self);
  }
  g_clear_object (&self->list);
  g_clear_pointer (&self->replayer, loket_replayer_free);
  g_clear_object (&self->sync);
  g_clear_object (&self->transport);
  if (self->store != NULL)
    g_signal_handlers_disconnect_by_data (self->store, self);
  g_clear_pointer (&self->store, loket_store_close);
  g_clear_pointer (&self->log, loket_log_free);
  g_clear_pointer (&self->folder, loket_desk_folder_close);
}

static void
loket_desk_dispose (GObject *object)
{
  loket_desk_close (LOKET_DESK (object));
  G_OBJECT_CLASS (loket_desk_parent_class)->dispose (object);
}

static void
loket_desk_finalize (GObject *object)
{
  LoketDesk *self = LOKET_DESK (object);

  g_clear_pointer (&self->rules, loket_rules_unref);
  g_ptr_array_unref (self->pending);
  g_hash_table_unref (self->needs);
  g_hash_table_unref (self->looked_into);
  g_ptr_array_unref (self->doing);
  g_ptr_array_unref (self->awaiting_transfers);
  g_ptr_array_unref (self->drafts);
  g_ptr_array_unref (self->held_drafts);
  g_ptr_array_unref (self->unkept_drafts);
  g_ptr_array_unref (self->undropped_drafts);
  g_ptr_array_unref (self->agencies);
  g_ptr_array_unref (self->organizations);
  g_free (self->server);
  g_free (self->language);
  g_free (self->view);
  g_free (self->search);
  g_free (self->trouble_detail);
  if (self->owns_sources) {
    g_clear_pointer (&self->clock, loket_clock_free);
    g_clear_pointer (&self->random, loket_random_free);
  }
  G_OBJECT_CLASS (loket_desk_parent_class)->finalize (object);
}

static void
loket_desk_class_init (LoketDeskClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = loket_desk_dispose;
  G_OBJECT_CLASS (klass)->finalize = loket_desk_finalize;
  g_signal_new ("cases-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                G_TYPE_STRV);
  g_signal_new ("documents-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                G_TYPE_STRING);
  g_signal_new ("counts-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_signal_new ("sync-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_signal_new ("minute-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_signal_new ("agencies-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_signal_new ("day-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
loket_desk_init (LoketDesk *self)
{
  self->pending = g_ptr_array_new ();
  self->needs = _loket_desk_needs_new ();
  self->looked_into = _loket_desk_looked_into_new ();
  self->state.pending_days = -1;
  self->doing = g_ptr_array_new_with_free_func (g_object_unref);
  self->awaiting_transfers = g_ptr_array_new_with_free_func (g_object_unref);
  self->drafts = _loket_desk_make_drafts ();
  self->held_drafts = g_ptr_array_new_with_free_func (g_free);
  self->unkept_drafts = g_ptr_array_new_with_free_func (g_free);
  self->undropped_drafts = g_ptr_array_new_with_free_func (g_free);
  self->agencies = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_agency_unref);
  self->organizations = g_ptr_array_new_with_free_func (g_free);
  self->state.offline_since = LOKET_NO_MOMENT;
  self->state.failing_since = LOKET_NO_MOMENT;
  self->state.last_sync = LOKET_NO_MOMENT;
}
