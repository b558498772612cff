/* SPDX-License-Identifier: EUPL-1.2 */
/* Opening the files of the store, and mending them while it runs.
 *
 * Only the writer mends, on its own thread and between two calls. The reader sees that the files
 * are others by their generation, and opens them anew before its next call. */
#include "config.h"

#include "loket-aside.h"
#include "loket-cache-db.h"
#include "loket-cache-index.h"
#include "loket-documents-rescue.h"
#include "loket-store-private.h"
#include "loket-work-db.h"
#include "loket-work-salvage.h"

/* Measured with copies of 2.7 kB: fewer overflow pages than with 4 kB. Only a new file takes it. */
enum {
  CACHE_PAGE_SIZE = 16384
};

static char *
build_path (LoketStore *self, const char *name)
{
  return g_build_filename (self->folder, name, NULL);
}

void
_loket_store_close_files (LoketConnections *connections)
{
  g_clear_pointer (&connections->work, loket_sqlite_close);
  g_clear_pointer (&connections->cache, loket_sqlite_close);
}

static gboolean
open_work (
    LoketStore *self, gboolean thorough, LoketMoment now, LoketMended *mended, GError **error)
{
  g_autofree char *path = build_path (self, "work.db");
  LoketSqliteOptions options = {.full_sync = TRUE, .vfs = self->options.vfs};

  self->write.work = loket_work_salvage_open (path, &options, thorough, now, error);
  if (self->write.work == NULL)
    return FALSE;
  mended->work_saved = TRUE;
  g_clear_pointer (&mended->salvage, loket_salvage_free);
  return loket_work_salvage_read (self->write.work, &mended->salvage, error);
}

/* Everything in it can be fetched again, so nobody is asked. */
static gboolean
begin_cache_anew (LoketStore *self, LoketMoment now, LoketMended *mended, GError **error)
{
  g_autofree char *path = build_path (self, "cache.db");
  LoketSqliteOptions options = {.page_size = CACHE_PAGE_SIZE, .vfs = self->options.vfs};

  g_clear_pointer (&self->write.cache, loket_sqlite_close);
  if (!loket_aside_move (path, now, error))
    return FALSE;
  mended->cache_begun_anew = TRUE;
  self->write.cache = loket_cache_db_open (path, &options, error);
  g_atomic_int_inc (&self->cache_epoch);
  return self->write.cache != NULL;
}

static gboolean
open_cache (LoketStore *self, LoketMoment now, LoketMended *mended, GError **error)
{
  g_autofree char *path = build_path (self, "cache.db");
  LoketSqliteOptions options = {.page_size = CACHE_PAGE_SIZE, .vfs = self->options.vfs};
  g_autoptr (GError) cause = NULL;

  self->write.cache = loket_cache_db_open (path, &options, &cause);
  if (self->write.cache != NULL)
    return TRUE;
  if (!loket_sqlite_error_tells_damage (cause)) {
    g_propagate_error (error, g_steal_pointer (&cause));
    return FALSE;
  }
  g_message ("%s is damaged and is begun anew: %s", path, cause->message);
  return begin_cache_anew (self, now, mended, error);
}

/* Told with the salvage. Where it cannot be done now nothing is thrown away before it is. */
static void
rescue_documents (LoketStore *self, LoketMended *mended)
{
  g_autoptr (GError) error = NULL;

  if (self->write.work == NULL || self->write.cache == NULL || mended->salvage == NULL)
    return;
  g_clear_pointer (&mended->salvage, loket_salvage_free);
  if (!loket_documents_rescue (&self->write, &error))
    g_message ("documents without a row were not put aside: %s", error->message);
  loket_work_salvage_read (self->write.work, &mended->salvage, NULL);
}

/* On the writer. work.db first: where cache.db stands this is no new desk. */
gboolean
_loket_store_open_writer (LoketStore *self, LoketMoment now, LoketMended *mended, GError **error)
{
  g_autofree char *cache = build_path (self, "cache.db");

  if (self->write.work == NULL && !open_work (self, FALSE, now, mended, error))
    return FALSE;
  if (self->options.reset_cache && !loket_sqlite_delete_files (cache, error))
    return FALSE;
  self->options.reset_cache = FALSE;
  if (self->write.cache == NULL && !open_cache (self, now, mended, error))
    return FALSE;
  rescue_documents (self, mended);
  return TRUE;
}

/* On the reader. */
gboolean
_loket_store_open_reader (LoketStore *self, GError **error)
{
  g_autofree char *work = build_path (self, "work.db");
  g_autofree char *cache = build_path (self, "cache.db");
  LoketSqliteOptions options = {.read_only = TRUE, .vfs = self->options.vfs};

  self->read_generation = g_atomic_int_get (&self->generation);
  self->read_epoch = g_atomic_int_get (&self->cache_epoch);
  _loket_store_close_files (&self->read);
  self->read.work = loket_work_db_open (work, &options, error);
  if (self->read.work != NULL)
    self->read.cache = loket_cache_db_open (cache, &options, error);
  return self->read.cache != NULL;
}

gboolean
_loket_store_check_reader (LoketStore *self, GError **error)
{
  if (self->read.cache != NULL && self->read_generation == g_atomic_int_get (&self->generation))
    return TRUE;
  return _loket_store_open_reader (self, error);
}

/* Its file was deleted, and lives on as long as we have it open: it is written down again. */
static gboolean
write_work_again (LoketStore *self, LoketMoment now, LoketMended *mended, GError **error)
{
  g_autofree char *path = build_path (self, "work.db");
  g_autofree char *copy = build_path (self, "work.db.again");

  if (g_file_test (path, G_FILE_TEST_EXISTS)) {
    g_set_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_DELETED,
                 "%s: was replaced while the program runs", path);
    return FALSE;
  }
  if (!loket_sqlite_backup (self->write.work, copy, error))
    return FALSE;
  g_clear_pointer (&self->write.work, loket_sqlite_close);
  return loket_aside_delete_journals (path, error) && loket_aside_rename (copy, path, error) &&
         open_work (self, FALSE, now, mended, error);
}

static gboolean
forget_deleted_cache (LoketStore *self, LoketMended *mended, GError **error)
{
  g_autofree char *path = build_path (self, "cache.db");

  mended->cache_begun_anew = TRUE;
  g_clear_pointer (&self->write.cache, loket_sqlite_close);
  return g_file_test (path, G_FILE_TEST_EXISTS) || loket_aside_delete_journals (path, error);
}

/* Somebody who deletes a file does not stop us from writing: what we write would be gone. */
gboolean
_loket_store_check_writer (LoketStore *self, LoketMoment now, LoketMended *mended, GError **error)
{
  LoketConnections *write = &self->write;
  gboolean work_gone = write->work != NULL && loket_sqlite_is_deleted (write->work);
  gboolean cache_gone = write->cache != NULL && loket_sqlite_is_deleted (write->cache);
  gboolean open;

  if (!work_gone && !cache_gone && write->work != NULL && write->cache != NULL)
    return TRUE;
  open = (!work_gone || write_work_again (self, now, mended, error)) &&
         (!cache_gone || forget_deleted_cache (self, mended, error)) &&
         _loket_store_open_writer (self, now, mended, error);
  if (cache_gone)
    g_atomic_int_inc (&self->cache_epoch);
  g_atomic_int_inc (&self->generation);
  return open;
}

static void
mend_cache (LoketStore *self, LoketMoment now, LoketMended *mended)
{
  LoketDamage damage = loket_sqlite_get_damage (self->write.cache);
  g_autoptr (GError) error = NULL;

  loket_sqlite_forget_damage (self->write.cache);
  if (damage == LOKET_DAMAGE_INDEX && loket_cache_index_rebuild (self->write.cache, NULL)) {
    g_message ("the full-text index was damaged and was built anew");
    return;
  }
  g_message ("the copies of the loket are damaged and are fetched anew");
  if (!begin_cache_anew (self, now, mended, &error))
    g_message ("they could not be set aside: %s", error->message);
}

static void
mend_work (LoketStore *self, LoketMoment now, LoketMended *mended)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->write.work, loket_sqlite_close);
  if (!open_work (self, TRUE, now, mended, &error))
    g_message ("work.db could not be saved: %s", error->message);
}

static gboolean
is_damaged (LoketSqlite *db)
{
  return db != NULL && loket_sqlite_get_damage (db) != LOKET_DAMAGE_NONE;
}

/* On the writer, between two calls: what the last one met. The generation counts on behind it: a
 * reader that opened the files meanwhile may have the old ones. */
void
_loket_store_mend (LoketStore *self, LoketMoment now, LoketMended *mended)
{
  gboolean work = is_damaged (self->write.work);
  gboolean cache = is_damaged (self->write.cache);

  if (work)
    mend_work (self, now, mended);
  if (cache)
    mend_cache (self, now, mended);
  rescue_documents (self, mended);
  if (work || cache)
    g_atomic_int_inc (&self->generation);
}
