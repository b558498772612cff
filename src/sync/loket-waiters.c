/* SPDX-License-Identifier: EUPL-1.2 */
/* Who waits for the end of a run. */
#include "config.h"

#include "loket-waiters.h"

struct _LoketWaiters {
  GPtrArray *of_this; /* (element-type GTask): for the end of this run */
  GPtrArray *of_next; /* (element-type GTask): for the end of the next one */
};

LoketWaiters *
loket_waiters_new (void)
{
  LoketWaiters *self = g_new0 (LoketWaiters, 1);

  self->of_this = g_ptr_array_new_with_free_func (g_object_unref);
  self->of_next = g_ptr_array_new_with_free_func (g_object_unref);
  return self;
}

void
loket_waiters_free (LoketWaiters *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->of_this);
  g_ptr_array_unref (self->of_next);
  g_free (self);
}

/**
 * loket_waiters_add:
 * @task: (transfer full): answered with a boolean
 * @behind: a run is under way that began before this was asked: it waits for the one behind it
 */
void
loket_waiters_add (LoketWaiters *self, GTask *task, gboolean behind)
{
  g_ptr_array_add (behind ? self->of_next : self->of_this, task);
}

/* Returns: whether somebody waits for a run that has not begun */
gboolean
loket_waiters_any (LoketWaiters *self)
{
  return self->of_this->len > 0;
}

/**
 * loket_waiters_take:
 *
 * A run has ended: who waited for the next one waits for this one from now on.
 *
 * Returns: (transfer full) (element-type GTask): for loket_waiters_answer()
 */
GPtrArray *
loket_waiters_take (LoketWaiters *self)
{
  GPtrArray *waiters = self->of_this;

  self->of_this = self->of_next;
  self->of_next = g_ptr_array_new_with_free_func (g_object_unref);
  return waiters;
}

/**
 * loket_waiters_answer:
 * @error: (nullable): NULL: it went well
 */
void
loket_waiters_answer (GPtrArray *waiters, const GError *error)
{
  for (guint i = 0; i < waiters->len; i++) {
    GTask *task = g_ptr_array_index (waiters, i);

    if (error != NULL)
      g_task_return_error (task, g_error_copy (error));
    else
      g_task_return_boolean (task, TRUE);
  }
}
