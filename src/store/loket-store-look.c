/* SPDX-License-Identifier: EUPL-1.2 */
/* Looking for damage in the background: on the thread for files, with connections of its own, so
 * that neither the window nor a write waits. What is found is mended on the writer, as when it is
 * met by chance. */
#include "config.h"

#include "loket-cache-index.h"
#include "loket-store-private.h"

enum {
  WAIT_MS = 1 /* for somebody who writes: this check can wait for another time, and nobody for it */
};

typedef struct {
  LoketDamage work;
  LoketDamage cache;
  gint generation;
} Seen;

static LoketSqlite *
open_own (LoketStore *self, const char *name, int wait_ms, GError **error)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  LoketSqliteOptions options = {
      .read_only = TRUE, .vfs = self->options.vfs, .busy_timeout_ms = wait_ms};

  return loket_sqlite_open (path, &options, error);
}

/* A finding is an answer, any other trouble is an error. */
static gboolean
look_at (LoketStore *self, const char *name, LoketDamage *damage, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (LoketSqlite) db = open_own (self, name, 0, &cause);
  gboolean sound = db != NULL && loket_sqlite_check (db, &cause);

  *damage = sound ? LOKET_DAMAGE_NONE : LOKET_DAMAGE_FILE;
  if (sound || loket_sqlite_error_tells_damage (cause))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

static gpointer
look (LoketStore *self, gpointer data, GError **error)
{
  g_autofree Seen *seen = g_new0 (Seen, 1);

  seen->generation = g_atomic_int_get (&self->generation);
  if (!look_at (self, "work.db", &seen->work, error) ||
      !look_at (self, "cache.db", &seen->cache, error))
    return NULL;
  return g_steal_pointer (&seen);
}

void
loket_store_look_async (LoketStore *self, GAsyncReadyCallback callback, gpointer user_data)
{
  LoketStoreCall call = {look, NULL, NULL, g_free};

  _loket_store_do_with_files (self, &call, callback, user_data);
}

gboolean
loket_store_look_finish (LoketStore *self, GAsyncResult *result, GError **error)
{
  g_autofree Seen *seen = _loket_store_finish (self, result, error);
  gboolean sound;

  if (seen == NULL)
    return FALSE;
  sound = seen->work == LOKET_DAMAGE_NONE && seen->cache == LOKET_DAMAGE_NONE;
  if (!sound)
    _loket_store_pass_on (self, seen->work, seen->cache, seen->generation);
  return sound;
}

/* The full-text index */

typedef struct {
  LoketStore *store;
  gint writes_asked; /* when the check was asked for */
} Quiet;

typedef struct {
  LoketSearchCheck found;
  gint generation;
} SearchSeen;

static gboolean
is_over (gpointer data)
{
  const Quiet *quiet = data;

  return g_atomic_int_get (&quiet->store->writes_asked) != quiet->writes_asked;
}

/* SQLite has this check as an INSERT, which writes nothing, but nobody else can write meanwhile:
 * some seconds for 100,000 cases. So it gives up as soon as somebody wants to. */
static gpointer
check_search (LoketStore *self, gpointer data, GError **error)
{
  Quiet *quiet = data;
  SearchSeen *seen = g_new0 (SearchSeen, 1);
  g_autoptr (GError) cause = NULL;
  g_autoptr (LoketSqlite) cache = NULL;

  seen->generation = g_atomic_int_get (&self->generation);
  seen->found = LOKET_SEARCH_NOT_CHECKED;
  if (is_over (quiet))
    return seen;
  cache = open_own (self, "cache.db", WAIT_MS, &cause);
  if (cache == NULL || !loket_sqlite_execute (cache, "PRAGMA query_only = OFF", &cause))
    return seen;
  loket_sqlite_set_stop (cache, is_over, quiet);
  if (loket_cache_index_check (cache, &cause))
    seen->found = LOKET_SEARCH_SOUND;
  else if (loket_sqlite_error_tells_damage (cause) && !is_over (quiet))
    seen->found = LOKET_SEARCH_DAMAGED;
  return seen;
}

void
loket_store_check_search_async (LoketStore *self, GAsyncReadyCallback callback, gpointer user_data)
{
  Quiet quiet = {self, g_atomic_int_get (&self->writes_asked)};
  LoketStoreCall call = {check_search, g_memdup2 (&quiet, sizeof quiet), g_free, g_free};

  _loket_store_do_with_files (self, &call, callback, user_data);
}

LoketSearchCheck
loket_store_check_search_finish (LoketStore *self, GAsyncResult *result)
{
  g_autofree SearchSeen *seen = _loket_store_finish (self, result, NULL);

  if (seen == NULL)
    return LOKET_SEARCH_NOT_CHECKED;
  if (seen->found == LOKET_SEARCH_DAMAGED)
    _loket_store_pass_on (self, LOKET_DAMAGE_NONE, LOKET_DAMAGE_INDEX, seen->generation);
  return seen->found;
}
