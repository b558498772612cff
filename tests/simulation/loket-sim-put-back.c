/* SPDX-License-Identifier: EUPL-1.2 */
/* The loket is put back to what it was a while ago, and stays so: what it has lost is told, and
 * known by its desks until a person has decided. */
#include "loket-sim-world.h"

#include "loket-sim-view.h"

/**
 * sim_world_back_up_loket:
 *
 * Somebody makes a copy of it.
 */
void
sim_world_back_up_loket (SimWorld *self)
{
  if (self->wrong_loket || self->central == NULL)
    return;
  sim_image_free (self->backup);
  self->backup = sim_disk_take_image (self->loket_disk);
  self->n_erased_at_backup = g_hash_table_size (self->model->erased);
}

static void
note_lost (SimWorld *self, GHashTable *had)
{
  SimModel *model = self->model;
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, had);
  while (g_hash_table_iter_next (&iter, &id, NULL)) {
    if (sim_model_is_in_loket (model, id))
      continue;
    g_hash_table_insert (model->lost, g_strdup (id), GUINT_TO_POINTER (self->n_losses));
    g_hash_table_remove (model->promised, id);
    sim_trace_say (&self->trace, "the loket has lost %s", (char *) id);
  }
}

/* At all desks of its author it is to be decided about. */
static void
note_lost_texts (SimModel *model, GHashTable *texts)
{
  for (guint i = 0; i < model->typed->len; i++) {
    SimTyped *typed = g_ptr_array_index (model->typed, i);

    if (!g_hash_table_contains (texts, typed->token) ||
        g_hash_table_contains (model->texts, typed->token))
      continue;
    typed->came_back = TRUE;
    typed->lost |= typed->places == SIM_PLACE_OUT;
  }
}

static GHashTable *
copy_keys (GHashTable *table)
{
  GHashTable *keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, table);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_hash_table_add (keys, g_strdup (key));
  return keys;
}

/**
 * sim_world_put_loket_back:
 *
 * Somebody makes it that copy again. What was erased since would be there again: nobody does so.
 */
void
sim_world_put_loket_back (SimWorld *self)
{
  g_autoptr (GHashTable) had = NULL;
  g_autoptr (GHashTable) texts = NULL;

  if (self->backup == NULL || self->wrong_loket || self->central == NULL ||
      self->n_erased_at_backup != g_hash_table_size (self->model->erased))
    return;
  sim_model_read_loket (self);
  had = copy_keys (self->model->acts);
  texts = copy_keys (self->model->texts);
  sim_world_stop_loket (self);
  sim_net_hang_up (self->net);
  sim_net_lose_requests (self->net);
  sim_disk_load_image (self->loket_disk, self->backup);
  self->n_exchanges++;
  self->n_losses++;
  sim_trace_say (&self->trace, "the loket is put back");
  if (!sim_world_start_loket (self))
    return;
  note_lost (self, had);
  note_lost_texts (self->model, texts);
}

static gboolean
stands_in_a_copy (SimView *view, const SimTyped *typed)
{
  g_autoptr (LoketStatement) statement =
      sim_view_ask (view, view->cache, "SELECT 1 FROM copies WHERE instr (json, ?1) > 0");

  if (statement != NULL)
    loket_statement_bind_text (statement, 1, typed->token);
  return sim_view_next (view, statement);
}

/* A power cut took the copy, or the answer before it was in one. That a document was removed again
 * names it, too. */
static gboolean
stands_in_a_row (SimView *view, const SimTyped *typed)
{
  g_autoptr (LoketStatement) statement = sim_view_ask (
      view, view->work,
      "SELECT 1 FROM items WHERE state = 'taken' AND type <> 'detach' AND instr (body, ?1) > 0");

  if (statement != NULL)
    loket_statement_bind_text (statement, 1, typed->token);
  return sim_view_next (view, statement);
}

/**
 * sim_view_keeps_lost:
 * @typed: what its author's desk once showed as taken
 *
 * Returns: whether it still shows it so; not any more once the loss was let in
 */
gboolean
sim_view_keeps_lost (SimView *view, SimTyped *typed)
{
  gboolean in_copy = stands_in_a_copy (view, typed);

  typed->held |= in_copy;
  return in_copy || stands_in_a_row (view, typed);
}
