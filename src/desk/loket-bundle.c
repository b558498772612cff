/* SPDX-License-Identifier: EUPL-1.2 */
/* Reading the cases of a bundle, and doing an act in each of them. */
#include "config.h"

#include "loket-bundle.h"

void
loket_bundle_done_free (LoketBundleDone *self)
{
  g_free (self->reference);
  g_clear_pointer (&self->act, loket_act_unref);
  g_clear_error (&self->error);
  g_free (self);
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  const LoketDossier *const *x = a;
  const LoketDossier *const *y = b;

  return g_strcmp0 ((*x)->the_case->reference, (*y)->the_case->reference);
}

typedef struct {
  char *lead_id;
  GPtrArray *dossiers; /* (element-type LoketDossier) */
  guint n_waiting;
} Load;

static void
load_free (Load *load)
{
  g_free (load->lead_id);
  g_ptr_array_unref (load->dossiers);
  g_free (load);
}

/* The last one that was waited for answers. */
static void
arrived (GTask *task)
{
  Load *load = g_task_get_task_data (task);

  if (--load->n_waiting > 0)
    return;
  g_ptr_array_sort (load->dossiers, compare_numbers);
  g_task_return_pointer (task, g_ptr_array_ref (load->dossiers),
                         (GDestroyNotify) g_ptr_array_unref);
}

/* One that cannot be opened now, since it may not be kept here, is not offered. */
static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Load *load = g_task_get_task_data (task);
  LoketDossier *dossier = loket_desk_load_dossier_finish (LOKET_DESK (source), result, NULL);

  if (dossier != NULL && !dossier->withdrawn && dossier->standing->step != LOKET_STEP_CLOSED)
    g_ptr_array_add (load->dossiers, dossier);
  else
    g_clear_pointer (&dossier, loket_dossier_unref);
  arrived (task);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketDesk *desk = g_task_get_source_object (task);
  Load *load = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) lines = loket_desk_list_lines_finish (desk, result, &error);

  if (lines == NULL) {
    g_task_return_error (task, error);
    return;
  }
  load->n_waiting = 1;
  for (guint i = 0; i < lines->len; i++) {
    const LoketCaseLine *line = g_ptr_array_index (lines, i);

    if (g_str_equal (line->case_id, load->lead_id) || line->step == LOKET_STEP_CLOSED)
      continue;
    load->n_waiting++;
    loket_desk_load_dossier_async (desk, line->case_id, g_task_get_cancellable (task), loaded_cb,
                                   g_object_ref (task));
  }
  arrived (task);
}

/**
 * loket_bundle_load_async:
 * @lead: the case that leads
 */
void
loket_bundle_load_async (LoketDesk *desk,
                         LoketDossier *lead,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = g_task_new (desk, cancellable, callback, user_data);
  Load *load = g_new0 (Load, 1);

  g_task_set_source_tag (task, loket_bundle_load_async);
  load->lead_id = g_strdup (lead->the_case->case_id);
  load->dossiers = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_dossier_unref);
  g_task_set_task_data (task, load, (GDestroyNotify) load_free);
  loket_desk_list_bundle_async (desk, load->lead_id, listed_cb, task);
}

/**
 * loket_bundle_load_finish:
 *
 * Returns: (transfer full) (element-type LoketDossier): NULL with an error
 */
GPtrArray *
loket_bundle_load_finish (LoketDesk *desk, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

typedef struct {
  GPtrArray *done; /* (element-type LoketBundleDone): in the order of the cases */
  guint n_waiting;
} Doing;

static void
doing_free (Doing *doing)
{
  g_ptr_array_unref (doing->done);
  g_free (doing);
}

/* One of the acts on its way. */
typedef struct {
  GTask *task;           /* (owned) */
  LoketBundleDone *done; /* belongs to the task */
} Step;

static void
finish_one (GTask *task)
{
  Doing *doing = g_task_get_task_data (task);

  if (--doing->n_waiting == 0)
    g_task_return_pointer (task, g_ptr_array_ref (doing->done), (GDestroyNotify) g_ptr_array_unref);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Step *step = user_data;
  g_autoptr (GTask) task = step->task;

  step->done->act = loket_desk_do_act_finish (LOKET_DESK (source), result, &step->done->error);
  g_free (step);
  finish_one (task);
}

/**
 * loket_bundle_do_async:
 *
 * Each act is judged once more and kept by itself: what one case refuses does not keep another one
 * from its act.
 */
void
loket_bundle_do_async (LoketDesk *desk,
                       GPtrArray *cases,
                       LoketActType type,
                       LoketDay occurred_on,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (desk, NULL, callback, user_data);
  Doing *doing = g_new0 (Doing, 1);

  g_task_set_source_tag (task, loket_bundle_do_async);
  doing->done = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_bundle_done_free);
  doing->n_waiting = cases->len + 1;
  g_task_set_task_data (task, doing, (GDestroyNotify) doing_free);
  for (guint i = 0; i < cases->len; i++) {
    LoketBundleCase *member = g_ptr_array_index (cases, i);
    Step *step = g_new0 (Step, 1);

    step->task = g_object_ref (task);
    step->done = g_new0 (LoketBundleDone, 1);
    step->done->reference = g_strdup (member->dossier->the_case->reference);
    g_ptr_array_add (doing->done, step->done);
    loket_desk_do_act_async (desk, member->dossier, loket_act_type_to_string (type), occurred_on,
                             member->payload, NULL, NULL, done_cb, step);
  }
  finish_one (task);
}

/**
 * loket_bundle_do_finish:
 *
 * Returns: (transfer full) (element-type LoketBundleDone): one for each case, in their order
 */
GPtrArray *
loket_bundle_do_finish (LoketDesk *desk, GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
