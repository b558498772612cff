/* SPDX-License-Identifier: EUPL-1.2 */
/* GET /me and GET /refData/..., kept in the store by path with their entity tags. */
#include "config.h"

#include "loket-paths.h"
#include "loket-reference.h"
#include "loket-store-brake.h"
#include "loket-store-feed.h"
#include "loket-sync-error.h"

struct _LoketReference {
  LoketStore *store; /* (owned) */
  LoketLine *line;   /* outlives it */
  LoketClock *clock; /* outlives it */
  GHashTable *tags;  /* path -> entity tag of the body that is kept */
  LoketMe *me;       /* (owned) (nullable): as last read */
  gboolean verified; /* the loket was asked in this run of the program, and is the pinned one */
};

LoketReference *
loket_reference_new (LoketStore *store, LoketLine *line, LoketClock *clock)
{
  LoketReference *self = g_new0 (LoketReference, 1);

  self->store = g_object_ref (store);
  self->line = line;
  self->clock = clock;
  self->tags = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
loket_reference_free (LoketReference *self)
{
  if (self == NULL)
    return;
  g_object_unref (self->store);
  g_hash_table_unref (self->tags);
  g_clear_pointer (&self->me, loket_me_free);
  g_free (self);
}

/**
 * loket_reference_forget_tags:
 *
 * What was kept is gone: all of it is fetched again. Who we are is still known.
 */
void
loket_reference_forget_tags (LoketReference *self)
{
  g_hash_table_remove_all (self->tags);
}

static const char *
get_me_path (void)
{
  return loket_path_get_fixed (LOKET_PATH_ME);
}

static void
replace_me (LoketReference *self, LoketMe *me)
{
  g_clear_pointer (&self->me, loket_me_free);
  self->me = me;
}

static void
set_tag (LoketReference *self, const char *path, const char *tag)
{
  g_hash_table_insert (self->tags, g_strdup (path), g_strdup (tag != NULL ? tag : ""));
}

static void
bodies_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketReference *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) bodies =
      loket_store_list_bodies_finish (LOKET_STORE (source), result, &error);

  if (bodies == NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  for (guint i = 0; i < bodies->len; i++) {
    LoketKeptBody *kept = g_ptr_array_index (bodies, i);
    LoketMe *me = NULL;

    set_tag (self, kept->path, kept->etag);
    if (g_str_equal (kept->path, get_me_path ()))
      me = loket_me_decode (kept->body, NULL);
    if (me != NULL)
      replace_me (self, me);
  }
  g_task_return_boolean (task, TRUE);
}

/**
 * loket_reference_load_async:
 *
 * Reads what was kept by an earlier run of the program.
 */
void
loket_reference_load_async (LoketReference *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_task_data (task, self, NULL);
  loket_store_list_bodies_async (self->store, bodies_listed_cb, task);
}

gboolean
loket_reference_load_finish (LoketReference *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * loket_reference_get_me:
 *
 * Returns: (nullable): who the account is; NULL before the first sync
 */
const LoketMe *
loket_reference_get_me (LoketReference *self)
{
  return self->me;
}

/**
 * loket_reference_is_sure:
 * @me_tag: (nullable): entity tag of `me` as the feed says it now
 *
 * Whether it need not be asked who answers: it was asked in this run of the program, or the tag is
 * the one that was kept.
 */
gboolean
loket_reference_is_sure (LoketReference *self, const char *me_tag)
{
  const char *kept = g_hash_table_lookup (self->tags, get_me_path ());

  if (self->me == NULL)
    return FALSE;
  return me_tag == NULL ? self->verified : g_strcmp0 (me_tag, kept) == 0;
}

/* Identifying */

typedef struct {
  LoketReference *reference;
  char *tag;         /* (owned) (nullable): as the feed says it */
  LoketReply *reply; /* (owned) (nullable) */
  LoketMe *me;       /* (owned) (nullable): until realm and person are known to be right */
} Identify;

static void
identify_free (Identify *identify)
{
  g_free (identify->tag);
  loket_reply_free (identify->reply);
  loket_me_free (identify->me);
  g_free (identify);
}

static void
me_kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (loket_store_write_finish (LOKET_STORE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
bound_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Identify *identify = g_task_get_task_data (task);
  LoketReference *self = identify->reference;
  LoketResponse *response = identify->reply->response;
  const char *tag =
      identify->tag != NULL ? identify->tag : loket_response_get_header (response, "etag");
  g_autoptr (GError) error = NULL;

  if (!loket_store_write_finish (LOKET_STORE (source), result, &error)) {
    g_task_return_error (task, loket_sync_error_take (g_steal_pointer (&error)));
    return;
  }
  self->verified = TRUE;
  set_tag (self, get_me_path (), tag);
  replace_me (self, g_steal_pointer (&identify->me));
  loket_store_keep_body_async (self->store, get_me_path (), tag, response->body, me_kept_cb,
                               g_steal_pointer (&task));
}

static void
me_asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Identify *identify = g_task_get_task_data (task);
  LoketReference *self = identify->reference;
  g_autoptr (GError) cause = NULL;
  GError *error = NULL;

  identify->reply = loket_line_ask_finish (self->line, result);
  if (identify->reply->kind != LOKET_REPLY_GOOD) {
    g_task_return_error (task, g_error_copy (identify->reply->error));
    return;
  }
  identify->me = loket_me_decode (identify->reply->response->body, &cause);
  if (identify->me == NULL) {
    loket_reply_set_body_error (identify->reply->response->body, cause, &error);
    g_task_return_error (task, error);
    return;
  }
  if (identify->me->minimum_desk_version != NULL &&
      loket_version_compare (LOKET_VERSION, identify->me->minimum_desk_version) < 0) {
    g_task_return_new_error (task, LOKET_SYNC_ERROR, LOKET_SYNC_ERROR_DESK_TOO_OLD,
                             "the loket wants version %s or newer",
                             identify->me->minimum_desk_version);
    return;
  }
  loket_store_bind_async (self->store, identify->me->realm, identify->me->person_id,
                          self->me != NULL ? self->me->person_id : NULL,
                          loket_clock_get_now (self->clock), bound_cb, g_steal_pointer (&task));
}

/**
 * loket_reference_identify_async:
 * @me_tag: (nullable): the entity tag that the feed says, where it was asked first
 *
 * Asks who we are, and compares realm and person: without a condition, since a 304 from anybody
 * would pass for the loket that we know. Errors: LOKET_SYNC_ERROR, or those of the store.
 */
void
loket_reference_identify_async (LoketReference *self,
                                const char *me_tag,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  g_autoptr (LoketRequest) request = loket_request_new ("GET", get_me_path ());
  Identify *identify = g_new0 (Identify, 1);

  identify->reference = self;
  identify->tag = g_strdup (me_tag);
  g_task_set_task_data (task, identify, (GDestroyNotify) identify_free);
  loket_line_ask_async (self->line, request, cancellable, me_asked_cb, task);
}

gboolean
loket_reference_identify_finish (LoketReference *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Rules, calendars and directory */

typedef struct {
  LoketReference *reference;
  GCancellable *cancellable; /* (owned) (nullable) */
  GPtrArray *paths;          /* (element-type utf8): what is to be fetched, in order */
  GPtrArray *tags;           /* (element-type utf8): of each, as the feed says them */
  guint next;
  gboolean changed;
  LoketReply *reply; /* (owned) (nullable): of the path before `next` */
} Refresh;

static void
refresh_free (Refresh *refresh)
{
  g_clear_object (&refresh->cancellable);
  g_ptr_array_unref (refresh->paths);
  g_ptr_array_unref (refresh->tags);
  g_free (refresh);
}

static void fetch_next (GTask *task);

static void
body_kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Refresh *refresh = g_task_get_task_data (task);
  const char *path = g_ptr_array_index (refresh->paths, refresh->next - 1);

  if (loket_store_write_finish (LOKET_STORE (source), result, NULL)) {
    refresh->changed = TRUE;
    set_tag (refresh->reference, path, g_ptr_array_index (refresh->tags, refresh->next - 1));
  }
  fetch_next (task);
}

/* What we have is what the loket has, under another tag. */
static gboolean
is_unchanged (const LoketReply *reply)
{
  return reply->response != NULL && reply->response->status == 304;
}

static void
body_asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Refresh *refresh = g_task_get_task_data (task);
  LoketReference *self = refresh->reference;
  const char *path = g_ptr_array_index (refresh->paths, refresh->next - 1);
  g_autoptr (LoketReply) reply = loket_line_ask_finish (self->line, result);

  /* What could not be fetched has its old tag still, and is asked for with the next page. */
  if (is_unchanged (reply)) {
    set_tag (self, path, g_ptr_array_index (refresh->tags, refresh->next - 1));
    fetch_next (task);
  } else if (reply->kind == LOKET_REPLY_STOP) {
    g_task_return_boolean (task, refresh->changed);
    g_object_unref (task);
  } else if (reply->kind != LOKET_REPLY_GOOD) {
    fetch_next (task);
  } else {
    loket_store_keep_body_async (self->store, path,
                                 g_ptr_array_index (refresh->tags, refresh->next - 1),
                                 reply->response->body, body_kept_cb, task);
  }
}

static void
fetch_next (GTask *task)
{
  Refresh *refresh = g_task_get_task_data (task);
  g_autoptr (LoketRequest) request = NULL;
  const char *kept;

  if (refresh->next == refresh->paths->len) {
    g_task_return_boolean (task, refresh->changed);
    g_object_unref (task);
    return;
  }
  request = loket_request_new ("GET", g_ptr_array_index (refresh->paths, refresh->next++));
  kept = g_hash_table_lookup (refresh->reference->tags, request->path);
  if (kept != NULL && *kept != '\0')
    loket_request_set_header (request, "if-none-match", kept);
  loket_line_ask_async (refresh->reference->line, request, refresh->cancellable, body_asked_cb,
                        task);
}

static void
add_if_changed (Refresh *refresh, char *path, const char *tag)
{
  const char *kept = g_hash_table_lookup (refresh->reference->tags, path);

  if (tag == NULL || g_strcmp0 (tag, kept) == 0) {
    g_free (path);
    return;
  }
  g_ptr_array_add (refresh->paths, path);
  g_ptr_array_add (refresh->tags, g_strdup (tag));
}

/**
 * loket_reference_refresh_async:
 * @ref_data: entity tags as the feed says them
 *
 * Fetches what has another tag than what is kept. What cannot be fetched now is no error.
 */
void
loket_reference_refresh_async (LoketReference *self,
                               const LoketRefData *ref_data,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  Refresh *refresh = g_new0 (Refresh, 1);

  refresh->reference = self;
  refresh->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  refresh->paths = g_ptr_array_new_with_free_func (g_free);
  refresh->tags = g_ptr_array_new_with_free_func (g_free);
  g_task_set_task_data (task, refresh, (GDestroyNotify) refresh_free);
  for (guint i = 0; i < ref_data->procedures->len; i++) {
    const LoketProcedureTag *tag = g_ptr_array_index (ref_data->procedures, i);

    add_if_changed (refresh, loket_path_make_procedure (tag->id, tag->version), tag->etag);
  }
  add_if_changed (refresh, g_strdup (loket_path_get_fixed (LOKET_PATH_CALENDARS)),
                  ref_data->calendars);
  add_if_changed (refresh, g_strdup (loket_path_get_fixed (LOKET_PATH_ORGANIZATIONS)),
                  ref_data->organizations);
  fetch_next (task);
}

/**
 * loket_reference_refresh_finish:
 *
 * Returns: whether something new was kept: the desk makes its rules anew
 */
gboolean
loket_reference_refresh_finish (LoketReference *self, GAsyncResult *result)
{
  return g_task_propagate_boolean (G_TASK (result), NULL);
}
