/* SPDX-License-Identifier: EUPL-1.2 */
/* The store: opening, closing, and how a call reaches its executor. */
#include "config.h"

#include "loket-documents-care.h"
#include "loket-erased-traces.h"
#include "loket-store-private.h"
#include "loket-unkept-traces.h"
#include "loket-work-salvage.h"

enum {
  MENDED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LoketStore, loket_store, G_TYPE_OBJECT)

/* What a reader met; only the writer mends. */
typedef struct {
  LoketDamage work;
  LoketDamage cache;
  gint generation; /* of the files in which it was met */
} Met;

typedef struct {
  LoketStoreCall call;
  LoketStore *store; /* (owned) */
  GTask *task;       /* (owned) */
  gboolean writes;
  gboolean reads; /* neither: it works with files alone */
  LoketMoment now;
  LoketMended mended;
  Met met; /* by the reader */
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
  g_clear_pointer (&job->mended.salvage, loket_salvage_free);
  g_free (job);
}

static Met
find_damage (LoketStore *self)
{
  LoketConnections *read = &self->read;
  Met met = {loket_sqlite_get_damage (read->work), loket_sqlite_get_damage (read->cache),
             self->read_generation};

  return met;
}

static void
job_work (gpointer data)
{
  Job *job = data;
  LoketStore *self = job->store;

  if (job->writes && !_loket_store_check_writer (self, job->now, &job->mended, &job->error))
    return;
  if (job->reads && !_loket_store_check_reader (self, &job->error))
    return;
  job->result = job->call.func (self, job->call.data, &job->error);
  if (g_error_matches (job->error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_BRAKE))
    _loket_store_read_brake (self, self->write.work, NULL);
  if (job->writes)
    _loket_store_mend (self, job->now, &job->mended);
  if (job->reads)
    job->met = find_damage (self);
}

/* What the writer was told of mending becomes known here. */
static void
take_mended (LoketStore *self, LoketMended *mended)
{
  if (mended->work_saved) {
    loket_salvage_free (self->salvage);
    self->salvage = g_steal_pointer (&mended->salvage);
  }
  self->cache_begun_anew |= mended->cache_begun_anew;
  if (mended->work_saved || mended->cache_begun_anew)
    g_signal_emit (self, signals[MENDED], 0, mended->cache_begun_anew);
}

static void
job_done (gpointer data)
{
  Job *job = data;

  take_mended (job->store, &job->mended);
  if (job->met.work != LOKET_DAMAGE_NONE || job->met.cache != LOKET_DAMAGE_NONE)
    _loket_store_pass_on (job->store, job->met.work, job->met.cache, job->met.generation);
  if (job->error != NULL)
    g_task_return_error (job->task, g_steal_pointer (&job->error));
  else
    g_task_return_pointer (job->task, job->result, job->call.free_result);
}

LoketMoment
_loket_store_get_now (LoketStore *self)
{
  return self->options.clock != NULL ? loket_clock_get_now (self->options.clock) : 0;
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
  job->reads = executor == self->reader;
  job->now = _loket_store_get_now (self);
  if (writes)
    g_atomic_int_inc (&self->writes_asked);
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

/* What a call gives back whose result is no more than success. */
gpointer
_loket_store_done_or_null (gboolean done)
{
  return done ? LOKET_STORE_DONE : NULL;
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

static gpointer
note_damage (LoketStore *self, gpointer data, GError **error)
{
  const Met *met = data;

  /* It is mended already: others met it, too. */
  if (met->generation != g_atomic_int_get (&self->generation))
    return LOKET_STORE_DONE;
  loket_sqlite_note_damage (self->write.work, met->work);
  loket_sqlite_note_damage (self->write.cache, met->cache);
  return LOKET_STORE_DONE;
}

/**
 * _loket_store_pass_on:
 * @generation: of the files in which it was met
 *
 * What was met elsewhere than on the writer, who alone mends. A store that only reads leaves it.
 */
void
_loket_store_pass_on (LoketStore *self, LoketDamage work, LoketDamage cache, gint generation)
{
  Met met = {work, cache, generation};
  LoketStoreCall call = {note_damage, g_memdup2 (&met, sizeof met), g_free, NULL};

  if (!self->options.read_only && self->writer != NULL)
    _loket_store_write (self, &call, NULL, NULL);
  else
    g_free (call.data);
}

typedef struct {
  LoketStore *store;
  LoketMoment now;
  LoketMended mended;
  GError *error;
} Opening;

static void
open_writer (gpointer data)
{
  Opening *opening = data;
  LoketStore *self = opening->store;
  g_autoptr (GError) untidy = NULL;

  /* What lies too much is swept at the next opening. */
  if (!_loket_store_open_writer (self, opening->now, &opening->mended, &opening->error))
    return;
  if (!loket_documents_care_open (&self->write, &untidy))
    g_message ("documents were not tidied: %s", untidy->message);
  loket_erased_traces_finish (&self->write, opening->now);
  loket_unkept_traces_finish (&self->write);
}

static void
open_reader (gpointer data)
{
  Opening *opening = data;
  LoketStore *self = opening->store;

  if (!_loket_store_open_reader (self, &opening->error) ||
      !_loket_store_read_brake (self, self->read.work, &opening->error))
    return;
  if (self->options.read_only)
    loket_work_salvage_read (self->read.work, &opening->mended.salvage, &opening->error);
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
 * Opens and migrates both databases, and mends them where they are damaged; waits for it.
 *
 * Returns: (transfer full): NULL with LOKET_SQLITE_ERROR: NEWER where a newer version wrote one,
 *   CORRUPT where one is damaged that is only to be read
 */
LoketStore *
loket_store_open (const char *folder, const LoketStoreOptions *options, GError **error)
{
  LoketStore *self = g_object_new (LOKET_TYPE_STORE, NULL);
  Opening opening = {self};

  self->folder = g_strdup (folder);
  self->options = *options;
  self->options.vfs = g_strdup (options->vfs);
  opening.now = _loket_store_get_now (self);
  self->writer = executor_new (options, "loket-writer");
  self->reader = executor_new (options, "loket-reader");
  self->files = executor_new (options, "loket-files");
  if (!options->read_only)
    loket_executor_call (self->writer, open_writer, &opening);
  if (opening.error == NULL)
    loket_executor_call (self->reader, open_reader, &opening);
  self->salvage = opening.mended.salvage;
  self->cache_begun_anew = opening.mended.cache_begun_anew;
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
  g_atomic_int_inc (&self->writes_asked); /* ends a check that would hold it up */
  g_clear_pointer (&self->files, loket_executor_free);
  g_clear_pointer (&self->reader, loket_executor_free);
  g_clear_pointer (&self->writer, loket_executor_free);
  _loket_store_close_files (&self->read);
  _loket_store_close_files (&self->write);
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
  loket_salvage_free (self->salvage);
  g_free (self->folder);
  g_free ((char *) self->options.vfs);

  G_OBJECT_CLASS (loket_store_parent_class)->finalize (object);
}

static void
loket_store_class_init (LoketStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = loket_store_finalize;
  signals[MENDED] = g_signal_new ("mended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
loket_store_init (LoketStore *self)
{
  self->memory = loket_memory_copies_new ();
  self->documents_bytes_max = LOKET_DOCUMENTS_BYTES_MAX;
  g_mutex_init (&self->brake_lock);
}
