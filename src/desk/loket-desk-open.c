/* SPDX-License-Identifier: EUPL-1.2 */
/* Setting up a desk folder, and opening it. */
#include "config.h"

#include "loket-credentials.h"
#include "loket-desk-private.h"
#include "loket-desk-rules.h"
#include "loket-soup-transport.h"
#include "loket-store-feed.h"

/* Group of desk.ini for where the loket is. */
#define INI_SERVER "server"

static gboolean
fail (GError *cause, GError **error)
{
  g_propagate_error (error, _loket_desk_translate (cause));
  g_error_free (cause);
  return FALSE;
}

/* Opening waits for the store; on a loop of its own, so that nothing else happens meanwhile. */
typedef struct {
  LoketDesk *desk;
  GPtrArray *bodies;
  GPtrArray *worked; /* (element-type LoketStoredCase): with something that waits */
  GError *error;
  guint outstanding;
} Opening;

static void
opening_turn (LoketDesk *self, GMainContext *context)
{
  if (!self->stepped)
    g_main_context_iteration (context, TRUE);
  else if (!_loket_desk_step (self))
    g_main_context_iteration (context, FALSE);
}

static void
keep_error (Opening *opening, GError *error)
{
  if (opening->error == NULL)
    opening->error = error;
  else
    g_clear_error (&error);
  opening->outstanding--;
}

static void
bodies_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Opening *opening = user_data;
  GError *error = NULL;

  opening->bodies = loket_store_list_bodies_finish (LOKET_STORE (source), result, &error);
  keep_error (opening, error);
}

static void
sync_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Opening *opening = user_data;
  GError *error = NULL;

  loket_sync_load_finish (opening->desk->sync, result, &error);
  keep_error (opening, error);
}

static void
pending_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Opening *opening = user_data;
  GError *error = NULL;
  GPtrArray *items = loket_store_list_pending_finish (LOKET_STORE (source), result, &error);

  if (items != NULL) {
    g_ptr_array_unref (opening->desk->pending);
    opening->desk->pending = items;
  }
  keep_error (opening, error);
}

static void
drafts_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Opening *opening = user_data;
  GError *error = NULL;
  g_autoptr (GPtrArray) drafts =
      loket_store_list_drafts_finish (LOKET_STORE (source), result, &error);

  if (drafts != NULL)
    _loket_desk_take_drafts (opening->desk, drafts);
  keep_error (opening, error);
}

static void
counts_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Opening *opening = user_data;
  GError *error = NULL;

  loket_store_count_views_finish (LOKET_STORE (source), result, opening->desk->counts,
                                  &opening->desk->border, &error);
  keep_error (opening, error);
}

static void
worked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Opening *opening = user_data;
  GError *error = NULL;

  opening->worked = loket_store_read_cases_finish (LOKET_STORE (source), result, &error);
  keep_error (opening, error);
}

/* Reads the rules of the account's agencies, each with its procedure: a desk that cannot count its
 * own dates says so at once. Those of others are read when one of their cases is met. */
static gboolean
check_own (LoketDesk *self, LoketRules *rules, GError **error)
{
  g_ptr_array_unref (_loket_desk_find_agencies (self, rules));
  return loket_rules_check_read (rules, error);
}

/* @bodies: (element-type LoketKeptBody): what the loket gave */
gboolean
_loket_desk_take_rules (LoketDesk *self, GPtrArray *bodies, GError **error)
{
  g_autoptr (LoketRules) rules = self->make_rules (bodies, error);
  LoketRules *second = NULL;

  if (rules != NULL && check_own (self, rules, error))
    second = self->make_rules (bodies, error);
  if (second == NULL)
    return FALSE;
  g_clear_pointer (&self->rules, loket_rules_unref);
  self->rules = g_steal_pointer (&rules);
  loket_replayer_take_rules (self->replayer, second);
  _loket_desk_forget_needs (self);
  _loket_desk_update_agencies (self);
  _loket_desk_update_organizations (self, bodies);
  return TRUE;
}

static gboolean
take_shipped (LoketDesk *self, GPtrArray *bodies, GError **error)
{
  g_autoptr (GError) cause = NULL;

  if (_loket_desk_take_rules (self, bodies, &cause))
    return TRUE;
  g_set_error_literal (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_DATA, cause->message);
  return FALSE;
}

static void
read_all (LoketDesk *self, GMainContext *context, Opening *opening)
{
  opening->outstanding = 4;
  loket_store_list_bodies_async (self->store, bodies_cb, opening);
  loket_sync_load_async (self->sync, sync_loaded_cb, opening);
  loket_store_list_pending_async (self->store, pending_cb, opening);
  loket_store_list_drafts_async (self->store, drafts_cb, opening);
  while (opening->outstanding > 0)
    opening_turn (self, context);
  opening->outstanding = 2;
  loket_store_read_worked_cases_async (self->store, NULL, worked_cb, opening);
  loket_store_count_views_async (self->store, loket_desk_get_person (self),
                                 loket_desk_get_today (self), loket_desk_get_now (self), counts_cb,
                                 opening);
  while (opening->outstanding > 0)
    opening_turn (self, context);
}

/* The store mends what the first reading met: then it is read once more. */
static void
read_mended (LoketDesk *self, GMainContext *context, Opening *opening)
{
  if (self->read_only ||
      !g_error_matches (opening->error, LOKET_SQLITE_ERROR, LOKET_SQLITE_ERROR_CORRUPT))
    return;
  g_clear_error (&opening->error);
  g_clear_pointer (&opening->bodies, g_ptr_array_unref);
  g_clear_pointer (&opening->worked, g_ptr_array_unref);
  loket_store_flush (self->store);
  while (g_main_context_iteration (context, FALSE))
    continue;
  read_all (self, context, opening);
}

static gboolean
read_store (LoketDesk *self, GError **error)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  Opening opening = {.desk = self};
  g_autoptr (GPtrArray) bodies = NULL;
  g_autoptr (GPtrArray) worked = NULL;

  g_main_context_push_thread_default (context);
  read_all (self, context, &opening);
  read_mended (self, context, &opening);
  g_main_context_pop_thread_default (context);
  bodies = opening.bodies;
  worked = opening.worked;
  if (opening.error != NULL)
    return fail (opening.error, error);
  _loket_desk_take_document_limit (self, bodies);
  if (!take_shipped (self, bodies, error))
    return FALSE;
  _loket_desk_take_needs (self, worked);
  return TRUE;
}

static gboolean
open_folder (LoketDesk *self, const LoketDeskOptions *options, GError **error)
{
  LoketDeskFolderOptions folder_options = {.read_only = options->read_only};
  g_autofree char *standard =
      options->folder == NULL ? loket_desk_folder_get_default_path () : NULL;
  GError *cause = NULL;

  self->folder = loket_desk_folder_open (options->folder != NULL ? options->folder : standard,
                                         &folder_options, &cause);
  if (self->folder == NULL)
    return fail (cause, error);
  self->server = loket_desk_folder_get_value (self->folder, INI_SERVER, "url");
  if (self->server != NULL)
    return TRUE;
  g_set_error (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_NO_FOLDER,
               "%s: no server stands in its desk.ini", loket_desk_folder_get_path (self->folder));
  return FALSE;
}

static gboolean
open_store (LoketDesk *self,
            const LoketDeskOptions *options,
            const LoketDeskParts *parts,
            GError **error)
{
  LoketStoreOptions store_options = {
      .read_only = options->read_only,
      .reset_cache = options->reset_cache,
      .stepped = parts->stepped,
      .vfs = parts->vfs,
      .clock = self->clock,
  };
  GError *cause = NULL;

  self->store =
      loket_store_open (loket_desk_folder_get_path (self->folder), &store_options, &cause);
  return self->store != NULL || fail (cause, error);
}

static gboolean
open_transport (LoketDesk *self,
                const LoketDeskOptions *options,
                const LoketDeskParts *parts,
                GError **error)
{
  g_autofree char *ini_token_file =
      loket_desk_folder_get_value (self->folder, INI_SERVER, "token-file");
  g_autofree char *ca_file = loket_desk_folder_get_value (self->folder, INI_SERVER, "ca-file");
  LoketSoupTransportOptions transport_options = {
      .base_url = self->server,
      .token_file = options->token_file != NULL ? options->token_file : ini_token_file,
      .ca_file = ca_file,
      .language = options->language,
  };
  g_autoptr (GError) cause = NULL;

  if (parts->transport != NULL)
    self->transport = g_object_ref (parts->transport);
  else
    self->transport =
        loket_soup_transport_new (&transport_options, self->clock, self->random, &cause);
  if (self->transport != NULL)
    return TRUE;
  g_set_error_literal (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_ADDRESS, cause->message);
  return FALSE;
}

static void
get_replay_view (LoketReplayView *view, gpointer user_data)
{
  LoketDesk *self = user_data;

  view->person = g_strdup (loket_desk_get_person (self));
  view->now = _loket_desk_take_now (self);
}

static void
replayed (const char *const *case_ids, gpointer user_data)
{
  _loket_desk_refresh (user_data, case_ids);
}

static void
make_parts (LoketDesk *self, const LoketDeskOptions *options, const LoketDeskParts *parts)
{
  self->owns_sources = parts->clock == NULL;
  self->clock = parts->clock != NULL ? parts->clock : loket_clock_new_system ();
  self->random = parts->random != NULL ? parts->random : loket_random_new_system ();
  self->read_only = options->read_only;
  self->stepped = parts->stepped;
  self->make_rules = parts->make_rules != NULL ? parts->make_rules : loket_desk_rules_new;
  self->today_fixed = options->today;
  self->hold_s = MIN (options->hold_s, LOKET_WORK_HOLD_MAX_S);
  self->language = g_strdup (options->language);
}

static void
open_log (LoketDesk *self)
{
  g_autofree char *path = _loket_desk_build_log_path (self);

  if (self->read_only)
    return;
  self->log = loket_log_new (path);
  loket_sync_set_log (self->sync, self->log);
}

/* For tests: with parts of their own. */
LoketDesk *
_loket_desk_open_with (const LoketDeskOptions *options, const LoketDeskParts *parts, GError **error)
{
  g_autoptr (LoketDesk) self = NULL;
  g_autoptr (GError) cause = NULL;

  if (!loket_moment_check_zone (&cause)) {
    g_propagate_error (error, _loket_desk_translate (cause));
    return NULL;
  }
  self = g_object_new (LOKET_TYPE_DESK, NULL);
  make_parts (self, options, parts);
  if (!open_folder (self, options, error) || !open_transport (self, options, parts, error) ||
      !open_store (self, options, parts, error))
    return NULL;
  self->sync = loket_sync_new (self->store, self->transport, self->clock, self->random);
  loket_sync_set_holds (self->sync, self->hold_s > 0);
  if (parts->piece_bytes > 0)
    loket_transfers_set_piece_bytes (loket_sync_get_transfers (self->sync), parts->piece_bytes);
  open_log (self);
  self->replayer =
      loket_replayer_new (self->store, parts->stepped, get_replay_view, replayed, self);
  if (!read_store (self, error))
    return NULL;
  _loket_desk_sync_connect (self);
  _loket_desk_start_care (self);
  _loket_desk_start_days (self);
  if (!self->read_only) {
    /* Also what came in before a crash, and what rested on the day of another run. */
    loket_replayer_run (self->replayer, LOKET_REPLAY_NOT_REPLAYED);
    loket_replayer_run (self->replayer, LOKET_REPLAY_RESTING);
    loket_replayer_run (self->replayer, LOKET_REPLAY_WORKED);
  }
  return g_steal_pointer (&self);
}

/**
 * loket_desk_open:
 * @options: copied; a desk folder that loket_desk_init_folder() has made
 *
 * Waits for the disk, and two seconds for another program that holds the folder. Where there is
 * nothing yet to read (the cache was deleted, or is of an older version), a reader becomes the
 * owner for once, who makes it.
 *
 * Returns: (transfer full): NULL with a LOKET_DESK_ERROR, or a LOKET_SQLITE_ERROR of a rare kind
 */
LoketDesk *
loket_desk_open (const LoketDeskOptions *options, GError **error)
{
  LoketDeskParts parts = {0};
  LoketDeskOptions as_owner = *options;
  g_autoptr (GError) cause = NULL;
  LoketDesk *desk = _loket_desk_open_with (options, &parts, &cause);

  if (desk != NULL)
    return desk;
  if (!options->read_only || !g_error_matches (cause, LOKET_DESK_ERROR, LOKET_DESK_ERROR_DAMAGED)) {
    g_propagate_error (error, g_steal_pointer (&cause));
    return NULL;
  }
  as_owner.read_only = FALSE;
  return _loket_desk_open_with (&as_owner, &parts, error);
}

/* The folder of a desk is made for one server and one account. */
static gboolean
write_ini (LoketDeskFolder *folder,
           const char *server,
           const char *token_file,
           const char *ca_file,
           GError **error)
{
  g_autofree char *token_path =
      token_file != NULL ? g_canonicalize_filename (token_file, NULL) : NULL;
  g_autofree char *ca_path = ca_file != NULL ? g_canonicalize_filename (ca_file, NULL) : NULL;

  return loket_desk_folder_set_value (folder, INI_SERVER, "url", server, error) &&
         loket_desk_folder_set_value (folder, INI_SERVER, "token-file", token_path, error) &&
         loket_desk_folder_set_value (folder, INI_SERVER, "ca-file", ca_path, error);
}

/* Tries what was given before anything is written. */
static gboolean
check_server (const char *server, const char *token_file, const char *ca_file, GError **error)
{
  LoketSoupTransportOptions options = {.base_url = server, .ca_file = ca_file};
  g_autoptr (LoketClock) clock = loket_clock_new_system ();
  g_autoptr (LoketRandom) random = loket_random_new_system ();
  g_autoptr (GError) cause = NULL;
  g_autoptr (LoketTransport) transport = loket_soup_transport_new (&options, clock, random, &cause);
  g_autofree char *token = NULL;

  if (transport == NULL) {
    g_set_error_literal (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_ADDRESS, cause->message);
    return FALSE;
  }
  if (token_file == NULL)
    return TRUE;
  token = loket_credentials_read_file (token_file, &cause);
  if (token != NULL)
    return TRUE;
  g_set_error_literal (error, LOKET_SYNC_ERROR, LOKET_SYNC_ERROR_TOKEN, cause->message);
  return FALSE;
}

/* Makes the databases, so that a desk can be read before anything was written to it. */
static gboolean
make_databases (const char *path, GError **error)
{
  LoketStoreOptions options = {0};
  LoketStore *store = loket_store_open (path, &options, error);

  loket_store_close (store);
  return store != NULL;
}

/**
 * loket_desk_init_folder:
 * @folder: (nullable): default $XDG_DATA_HOME/loket/default
 * @server: the base address as it is
 * @token_file: (nullable): where the token is read at every request; only its path is kept
 * @ca_file: (nullable): the certificate authorities to trust instead of the system's
 *
 * Makes the folder, or gives an existing one another address (its realm stays pinned).
 *
 * Returns: FALSE with a LOKET_DESK_ERROR, or LOKET_SYNC_ERROR_TOKEN
 */
gboolean
loket_desk_init_folder (const char *folder,
                        const char *server,
                        const char *token_file,
                        const char *ca_file,
                        GError **error)
{
  LoketDeskFolderOptions options = {.create = TRUE};
  g_autofree char *standard = folder == NULL ? loket_desk_folder_get_default_path () : NULL;
  g_autoptr (LoketDeskFolder) made = NULL;
  GError *cause = NULL;

  if (!check_server (server, token_file, ca_file, error))
    return FALSE;
  made = loket_desk_folder_open (folder != NULL ? folder : standard, &options, &cause);
  if (made != NULL && write_ini (made, server, token_file, ca_file, &cause) &&
      make_databases (loket_desk_folder_get_path (made), &cause))
    return TRUE;
  return fail (cause, error);
}
