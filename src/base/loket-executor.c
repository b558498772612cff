/* SPDX-License-Identifier: EUPL-1.2 */
/* A thread with a queue, and a queue without a thread. */
#include "config.h"

#include "loket-executor.h"

typedef struct {
  LoketWorkFunc work; /* (nullable): NULL ends the thread */
  LoketWorkFunc done; /* (nullable) */
  gpointer data;
  GDestroyNotify free_data; /* (nullable) */
  GMainContext *context;    /* (owned) (nullable): where `done` runs */
} Job;

struct _LoketExecutor {
  GThread *thread;   /* (nullable): NULL on a stepped executor */
  GAsyncQueue *jobs; /* (element-type Job) */
  gboolean in_step;  /* stepped only */
};

static void
job_free (Job *job)
{
  if (job->free_data != NULL)
    job->free_data (job->data);
  g_clear_pointer (&job->context, g_main_context_unref);
  g_free (job);
}

static gboolean
job_done_cb (gpointer user_data)
{
  Job *job = user_data;

  if (job->done != NULL)
    job->done (job->data);
  return G_SOURCE_REMOVE;
}

static void
deliver (Job *job)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, job_done_cb, job, (GDestroyNotify) job_free);
  g_source_attach (source, job->context);
}

static gpointer
run_thread (gpointer user_data)
{
  LoketExecutor *self = user_data;

  for (;;) {
    Job *job = g_async_queue_pop (self->jobs);

    if (job->work == NULL) {
      job_free (job);
      return NULL;
    }
    job->work (job->data);
    deliver (job);
  }
}

static LoketExecutor *
executor_new (void)
{
  LoketExecutor *self = g_new0 (LoketExecutor, 1);

  self->jobs = g_async_queue_new_full ((GDestroyNotify) job_free);
  return self;
}

/**
 * loket_executor_new_thread:
 * @name: what a debugger shows
 */
LoketExecutor *
loket_executor_new_thread (const char *name)
{
  LoketExecutor *self = executor_new ();

  self->thread = g_thread_new (name, run_thread, self);
  return self;
}

LoketExecutor *
loket_executor_new_stepped (void)
{
  return executor_new ();
}

/**
 * loket_executor_free:
 *
 * Finishes what was submitted (a write that a person asked for is never dropped), then ends. What
 * is `done` afterwards is still delivered when the main loop turns once more.
 */
void
loket_executor_free (LoketExecutor *self)
{
  if (self == NULL)
    return;
  if (self->thread != NULL) {
    g_async_queue_push (self->jobs, g_new0 (Job, 1));
    g_thread_join (self->thread);
  } else {
    while (loket_executor_step (self))
      continue;
  }
  g_async_queue_unref (self->jobs);
  g_free (self);
}

/**
 * loket_executor_submit:
 * @work: runs on the executor
 * @done: (nullable): runs afterwards on the submitting thread
 * @free_data: (nullable): runs after @done, on the submitting thread
 */
void
loket_executor_submit (LoketExecutor *self,
                       LoketWorkFunc work,
                       LoketWorkFunc done,
                       gpointer data,
                       GDestroyNotify free_data)
{
  Job *job = g_new0 (Job, 1);

  g_return_if_fail (work != NULL);

  job->work = work;
  job->done = done;
  job->data = data;
  job->free_data = free_data;
  job->context = g_main_context_ref_thread_default ();
  g_async_queue_push (self->jobs, job);
}

typedef struct {
  LoketWorkFunc work;
  gpointer data;
  gboolean finished;
  GMutex mutex;
  GCond cond;
} Call;

static void
run_call (gpointer user_data)
{
  Call *call = user_data;

  call->work (call->data);
  g_mutex_lock (&call->mutex);
  call->finished = TRUE;
  g_cond_signal (&call->cond);
  g_mutex_unlock (&call->mutex);
}

/**
 * loket_executor_call:
 *
 * Does @work on the executor, behind everything submitted before, and waits for it. For opening and
 * closing and for programs without a screen; never from a widget.
 */
void
loket_executor_call (LoketExecutor *self, LoketWorkFunc work, gpointer data)
{
  Call call = {work, data, FALSE};
  Job *job;

  if (self->thread == NULL) {
    while (loket_executor_step (self))
      continue;
    self->in_step = TRUE;
    work (data);
    self->in_step = FALSE;
    return;
  }
  g_mutex_init (&call.mutex);
  g_cond_init (&call.cond);
  job = g_new0 (Job, 1);
  job->work = run_call;
  job->data = &call;
  g_async_queue_push (self->jobs, job);
  g_mutex_lock (&call.mutex);
  while (!call.finished)
    g_cond_wait (&call.cond, &call.mutex);
  g_mutex_unlock (&call.mutex);
  g_mutex_clear (&call.mutex);
  g_cond_clear (&call.cond);
}

/**
 * loket_executor_is_current:
 *
 * For the assertion with which every function of a database begins.
 */
gboolean
loket_executor_is_current (LoketExecutor *self)
{
  return self->thread != NULL ? g_thread_self () == self->thread : self->in_step;
}

/**
 * loket_executor_step:
 *
 * On a stepped executor: does the oldest piece of work and its `done`.
 *
 * Returns: FALSE when there was nothing to do
 */
gboolean
loket_executor_step (LoketExecutor *self)
{
  Job *job;

  g_return_val_if_fail (self->thread == NULL, FALSE);

  job = g_async_queue_try_pop (self->jobs);
  if (job == NULL)
    return FALSE;
  self->in_step = TRUE;
  job->work (job->data);
  self->in_step = FALSE;
  job_done_cb (job);
  job_free (job);
  return TRUE;
}
