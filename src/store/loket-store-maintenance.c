/* SPDX-License-Identifier: EUPL-1.2 */
/* Realm, reset, verification, daily copies. */
#include "config.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "loket-cache-db.h"
#include "loket-cache-index.h"
#include "loket-store-private.h"

enum {
  BACKUPS_KEPT = 3
};

typedef struct {
  char *text; /* (nullable) */
  gboolean repair;
} Order;

static void
order_free (gpointer data)
{
  Order *order = data;

  g_free (order->text);
  g_free (order);
}

static Order *
order_new (const char *text, gboolean repair)
{
  Order *order = g_new0 (Order, 1);

  order->text = g_strdup (text);
  order->repair = repair;
  return order;
}

/* Both databases have the same table `meta`. */
static gboolean
check_realm (LoketSqlite *db, const char *realm, gboolean *pinned, GError **error)
{
  g_autofree char *known = NULL;

  if (!loket_cache_db_get_meta (db, "realm", &known, error))
    return FALSE;
  *pinned = known != NULL;
  if (known == NULL || g_str_equal (known, realm))
    return TRUE;
  g_set_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_OTHER_REALM,
               "%s belongs to the loket “%s”, and “%s” answers", loket_sqlite_get_path (db), known,
               realm);
  return FALSE;
}

static gpointer
bind_realm (LoketStore *self, gpointer data, GError **error)
{
  Order *order = data;
  gboolean work_pinned, cache_pinned;

  if (!check_realm (self->write.work, order->text, &work_pinned, error) ||
      !check_realm (self->write.cache, order->text, &cache_pinned, error))
    return NULL;
  if (!work_pinned && !loket_cache_db_set_meta (self->write.work, "realm", order->text, error))
    return NULL;
  if (!cache_pinned && !loket_cache_db_set_meta (self->write.cache, "realm", order->text, error))
    return NULL;
  return LOKET_STORE_DONE;
}

void
loket_store_bind_realm_async (LoketStore *self,
                              const char *realm,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  LoketStoreCall call = {bind_realm, order_new (realm, FALSE), order_free, NULL};

  _loket_store_write (self, &call, callback, user_data);
}

typedef struct {
  LoketStore *store;
  GError *error;
} Closing;

static void
close_reader (gpointer data)
{
  Closing *closing = data;

  _loket_connections_close (&closing->store->read);
}

static void
open_reader (gpointer data)
{
  Closing *closing = data;

  _loket_store_open_reader (closing->store, &closing->error);
}

static gpointer
reset_cache (LoketStore *self, gpointer data, GError **error)
{
  return _loket_store_open_cache (self, TRUE, error) ? LOKET_STORE_DONE : NULL;
}

static void
reset_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  LoketStore *self = LOKET_STORE (source);
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  Closing closing = {self, NULL};
  gboolean reset = loket_store_write_finish (self, result, &error);

  if (self->reader != NULL)
    loket_executor_call (self->reader, open_reader, &closing);
  if (!reset)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (closing.error != NULL)
    g_task_return_error (task, g_steal_pointer (&closing.error));
  else
    g_task_return_pointer (task, LOKET_STORE_DONE, NULL);
  g_clear_error (&closing.error);
}

/**
 * loket_store_reset_cache_async:
 *
 * Begins cache.db anew; work.db is not touched. The cases with unsent work are to be projected
 * afterwards, and the rest comes with the next sync.
 */
void
loket_store_reset_cache_async (LoketStore *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  LoketStoreCall call = {reset_cache, NULL, NULL, NULL};
  Closing closing = {self, NULL};

  if (self->reader != NULL)
    loket_executor_call (self->reader, close_reader, &closing);
  _loket_store_write (self, &call, reset_done_cb, task);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/* Names sort by day, so the oldest come first. */
static void
drop_old_backups (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    if (g_str_has_prefix (name, "work-") && g_str_has_suffix (name, ".db"))
      g_ptr_array_add (names, g_strdup (name));
  }
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i + BACKUPS_KEPT < names->len; i++) {
    g_autofree char *path = g_build_filename (folder, g_ptr_array_index (names, i), NULL);

    g_unlink (path);
  }
}

static gpointer
back_up (LoketStore *self, gpointer data, GError **error)
{
  Order *order = data;
  g_autofree char *folder = g_build_filename (self->folder, "backups", NULL);
  g_autofree char *name = g_strdup_printf ("work-%s.db", order->text);
  g_autofree char *path = g_build_filename (folder, name, NULL);

  if (g_mkdir_with_parents (folder, 0700) != 0) {
    g_set_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_CANNOT_WRITE, "%s: %s", folder,
                 g_strerror (errno));
    return NULL;
  }
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return LOKET_STORE_DONE;
  if (!loket_sqlite_backup (self->write.work, path, error))
    return NULL;
  drop_old_backups (folder);
  return LOKET_STORE_DONE;
}

/**
 * loket_store_back_up_async:
 *
 * Copies work.db once a day, and keeps three copies.
 */
void
loket_store_back_up_async (LoketStore *self,
                           LoketDay today,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autofree char *day = loket_day_to_string (today);
  LoketStoreCall call = {back_up, order_new (day, FALSE), order_free, NULL};

  _loket_store_write (self, &call, callback, user_data);
}

void
loket_verify_result_free (LoketVerifyResult *self)
{
  if (self == NULL)
    return;
  g_free (self->work);
  g_free (self->cache);
  g_free (self->search);
  g_free (self);
}

/* A finding is an answer, any other trouble (a full disk) is an error. */
static gboolean
note_finding (gboolean sound, GError *finding, char **text, GError **error)
{
  if (sound)
    return TRUE;
  if (!g_error_matches (finding, LOKET_SQLITE_ERROR, LOKET_SQLITE_ERROR_CORRUPT)) {
    g_propagate_error (error, finding);
    return FALSE;
  }
  *text = g_strdup (finding->message);
  g_error_free (finding);
  return TRUE;
}

static gpointer
verify (LoketStore *self, gpointer data, GError **error)
{
  Order *order = data;
  g_autoptr (LoketVerifyResult) result = g_new0 (LoketVerifyResult, 1);
  GError *finding = NULL;
  gboolean sound;

  sound = loket_sqlite_check (self->write.work, &finding);
  if (!note_finding (sound, g_steal_pointer (&finding), &result->work, error))
    return NULL;
  sound = loket_sqlite_check (self->write.cache, &finding);
  if (!note_finding (sound, g_steal_pointer (&finding), &result->cache, error))
    return NULL;
  sound = loket_cache_index_check (self->write.cache, &finding);
  if (!note_finding (sound, g_steal_pointer (&finding), &result->search, error))
    return NULL;
  if (result->search != NULL && result->cache == NULL && order->repair)
    result->search_rebuilt = loket_cache_index_rebuild (self->write.cache, NULL) &&
                             loket_cache_index_check (self->write.cache, NULL);
  return g_steal_pointer (&result);
}

/**
 * loket_store_verify_async:
 * @repair: mend the full-text index where it differs from its texts
 */
void
loket_store_verify_async (LoketStore *self,
                          gboolean repair,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  LoketStoreCall call = {verify, order_new (NULL, repair), order_free,
                         (GDestroyNotify) loket_verify_result_free};

  _loket_store_write (self, &call, callback, user_data);
}

LoketVerifyResult *
loket_store_verify_finish (LoketStore *self, GAsyncResult *result, GError **error)
{
  return _loket_store_finish (self, result, error);
}
