/* SPDX-License-Identifier: EUPL-1.2 */
/* The store: opening, closing, and how a call reaches its executor. */
#include "config.h"

#include "loket-cache-db.h"
#include "loket-documents-care.h"
#include "loket-store-private.h"
#include "loket-work-db.h"

/* Measured with copies of 2.7 kB: fewer overflow pages than with 4 kB. Only a new file takes it. */
enum {
  CACHE_PAGE_SIZE = 16384
};

G_DEFINE_FINAL_TYPE (LoketStore, loket_store, G_TYPE_OBJECT)

typedef struct {
  LoketStoreCall call;
  LoketStore *store; /* (owned) */
  GTask *task;       /* (owned) */
  gboolean writes;
  gpointer result;
  GError *error;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  if (job->call.free_data != NULL)
    job->call.free_data (job->call.data);
  g_clear_object (&job->task);
  g_clear_object (&job->store);
  g_clear_error (&job->error);
  g_free (job);
}

/* Somebody who deletes the file does not stop us from writing: what we write would be gone. */
static gboolean
check_files (LoketStore *self, GError **error)
{
  LoketSqlite *const databases[] = {self->write.work, self->write.cache};

  for (guint i = 0; i < G_N_ELEMENTS (databases); i++) {
    if (databases[i] != NULL && !loket_sqlite_is_deleted (databases[i]))
      continue;
    g_set_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_DELETED,
                 "%s: a database was deleted or replaced while the program runs", self->folder);
    return FALSE;
  }
  return TRUE;
}

static void
job_work (gpointer data)
{
  Job *job = data;

  if (job->writes && !check_files (job->store, &job->error))
    return;
  job->result = job->call.func (job->store, job->call.data, &job->error);
  if (g_error_matches (job->error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_BRAKE))
    _loket_store_read_brake (job->store, job->store->write.work, NULL);
}

static void
job_done (gpointer data)
{
  Job *job = data;

  if (job->error != NULL)
    g_task_return_error (job->task, g_steal_pointer (&job->error));
  else
    g_task_return_pointer (job->task, job->result, job->call.free_result);
}

static void
submit (LoketStore *self,
        LoketExecutor *executor,
        gboolean writes,
        const LoketStoreCall *call,
        GTask *task)
{
  Job *job = g_new0 (Job, 1);

  job->call = *call;
  job->store = g_object_ref (self);
  job->task = task;
  job->writes = writes;
  if (executor == NULL || (writes && self->options.read_only)) {
    g_set_error (&job->error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_READ_ONLY,
                 "%s: opened beside its owner, or closed", self->folder);
    job_done (job);
    job_free (job);
    return;
  }
  loket_executor_submit (executor, job_work, job_done, job, job_free);
}

/**
 * _loket_store_write:
 * @call: what to do on the writer; its data is taken
 *
 * A write is never cancelled.
 */
void
_loket_store_write (LoketStore *self,
                    const LoketStoreCall *call,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, call->func);
  submit (self, self->writer, TRUE, call, task);
}

/**
 * _loket_store_read:
 * @call: what to do on the reader; its data is taken
 */
void
_loket_store_read (LoketStore *self,
                   const LoketStoreCall *call,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, call->func);
  submit (self, self->reader, FALSE, call, task);
}

/**
 * _loket_store_do_with_files:
 * @call: what to do with contents of documents; its data is taken
 */
void
_loket_store_do_with_files (LoketStore *self,
                            const LoketStoreCall *call,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, call->func);
  submit (self, self->files, FALSE, call, task);
}

gpointer
_loket_store_finish (LoketStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * loket_store_write_finish:
 *
 * Ends every call that gives back no more than success.
 */
gboolean
loket_store_write_finish (LoketStore *self, GAsyncResult *result, GError **error)
{
  return _loket_store_finish (self, result, error) != NULL;
}

static char *
build_path (LoketStore *self, const char *name)
{
  return g_build_filename (self->folder, name, NULL);
}

static void
connections_close (LoketConnections *connections)
{
  g_clear_pointer (&connections->work, loket_sqlite_close);
  g_clear_pointer (&connections->cache, loket_sqlite_close);
}

typedef struct {
  LoketStore *store;
  GError *error;
} Opening;

static void
open_writer (gpointer data)
{
  Opening *opening = data;
  LoketStore *self = opening->store;
  g_autofree char *work = build_path (self, "work.db");
  g_autofree char *cache = build_path (self, "cache.db");
  LoketSqliteOptions for_work = {.full_sync = TRUE, .vfs = self->options.vfs};
  LoketSqliteOptions for_cache = {.page_size = CACHE_PAGE_SIZE, .vfs = self->options.vfs};
  g_autoptr (GError) untidy = NULL;

  self->write.work = loket_work_db_open (work, &for_work, &opening->error);
  if (self->write.work == NULL ||
      (self->options.reset_cache && !loket_sqlite_delete_files (cache, &opening->error)))
    return;
  self->write.cache = loket_cache_db_open (cache, &for_cache, &opening->error);
  /* What lies too much is swept at the next opening. */
  if (self->write.cache != NULL && !loket_documents_care_open (&self->write, &untidy))
    g_message ("documents were not tidied: %s", untidy->message);
}

static void
open_reader (gpointer data)
{
  Opening *opening = data;
  LoketStore *self = opening->store;
  g_autofree char *work = build_path (self, "work.db");
  g_autofree char *cache = build_path (self, "cache.db");
  LoketSqliteOptions options = {.read_only = TRUE, .vfs = self->options.vfs};

  self->read.work = loket_work_db_open (work, &options, &opening->error);
  if (self->read.work != NULL)
    self->read.cache = loket_cache_db_open (cache, &options, &opening->error);
  if (self->read.cache != NULL)
    _loket_store_read_brake (self, self->read.work, &opening->error);
}

static LoketExecutor *
executor_new (const LoketStoreOptions *options, const char *name)
{
  return options->stepped ? loket_executor_new_stepped () : loket_executor_new_thread (name);
}

/**
 * loket_store_open:
 * @folder: the desk folder, which exists; its lock is the caller's affair
 *
 * Opens and migrates both databases; waits for it.
 *
 * Returns: (transfer full): NULL with LOKET_SQLITE_ERROR: NEWER where a newer version wrote one,
 *   CORRUPT where one is damaged (`reset_cache` mends cache.db, nothing mends work.db)
 */
LoketStore *
loket_store_open (const char *folder, const LoketStoreOptions *options, GError **error)
{
  LoketStore *self = g_object_new (LOKET_TYPE_STORE, NULL);
  Opening opening = {self, NULL};

  self->folder = g_strdup (folder);
  self->options = *options;
  self->options.vfs = g_strdup (options->vfs);
  self->writer = executor_new (options, "loket-writer");
  self->reader = executor_new (options, "loket-reader");
  self->files = executor_new (options, "loket-files");
  if (!options->read_only)
    loket_executor_call (self->writer, open_writer, &opening);
  if (opening.error == NULL)
    loket_executor_call (self->reader, open_reader, &opening);
  if (opening.error == NULL)
    return self;
  g_propagate_error (error, opening.error);
  loket_store_close (self);
  return NULL;
}

/**
 * loket_store_close:
 *
 * Finishes every write that was asked for, closes both databases and gives up the caller's
 * reference.
 */
void
loket_store_close (LoketStore *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->files, loket_executor_free);
  g_clear_pointer (&self->reader, loket_executor_free);
  g_clear_pointer (&self->writer, loket_executor_free);
  connections_close (&self->read);
  connections_close (&self->write);
  _loket_store_clear_fleeting (self);
  g_object_unref (self);
}

static void
do_nothing (gpointer data)
{
}

/**
 * loket_store_flush:
 *
 * Waits until every write that was asked for is done (a draft, when the window closes).
 */
void
loket_store_flush (LoketStore *self)
{
  loket_executor_call (self->writer, do_nothing, NULL);
}

gboolean
loket_store_step (LoketStore *self)
{
  return loket_executor_step (self->writer) || loket_executor_step (self->reader) ||
         loket_executor_step (self->files);
}

LoketExecutor *
loket_store_get_writer (LoketStore *self)
{
  return self->writer;
}

LoketExecutor *
loket_store_get_reader (LoketStore *self)
{
  return self->reader;
}

static void
loket_store_finalize (GObject *object)
{
  LoketStore *self = LOKET_STORE (object);

  loket_memory_copies_free (self->memory);
  loket_brake_free (self->brake);
  g_mutex_clear (&self->brake_lock);
  g_free (self->folder);
  g_free ((char *) self->options.vfs);

  G_OBJECT_CLASS (loket_store_parent_class)->finalize (object);
}

static void
loket_store_class_init (LoketStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = loket_store_finalize;
}

static void
loket_store_init (LoketStore *self)
{
  self->memory = loket_memory_copies_new ();
  self->documents_bytes_max = LOKET_DOCUMENTS_BYTES_MAX;
  g_mutex_init (&self->brake_lock);
}
