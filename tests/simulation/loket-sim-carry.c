/* SPDX-License-Identifier: EUPL-1.2 */
/* Unsent work carried from one desk to another one of the same person. */
#include "loket-sim-people.h"

#include "loket-desk-transfer.h"
#include "loket-sim-view.h"
#include "loket-store-private.h"

static SimDesk *
find_other (SimDesk *self)
{
  for (guint i = 0; i < self->world->n_desks; i++) {
    SimDesk *other = &self->world->desks[i];

    if (other != self && other->person == self->person)
      return other;
  }
  return NULL;
}

typedef void (*TransferFunc) (LoketDesk *desk,
                              const char *path,
                              GAsyncReadyCallback callback,
                              gpointer user_data);

/* Returns: whether it is known to be done */
static gboolean
transfer (SimDesk *self, TransferFunc func, const char *path, LoketTransferCounts *counts)
{
  g_autoptr (SimWaiter) waiter = sim_waiter_new ();
  g_autoptr (GError) error = NULL;

  func (self->desk, path, sim_waiter_cb, waiter);
  if (!sim_desk_wait (self, waiter))
    return FALSE;
  loket_desk_transfer_finish (self->desk, waiter->result, counts, &error);
  sim_desk_say (
      self, func == loket_desk_export_work_async ? "writes its work down" : "takes work in", error);
  if (error != NULL && !self->disk_full)
    sim_world_fail (self->world, "cannotCarry", "desk %u: %s", self->number, error->message);
  return error == NULL;
}

/* What is surely in the file: of what the loket has lost the row may still say that it is taken.
 *
 * Returns: (transfer container) (element-type SimTyped) */
static GPtrArray *
list_carried (SimDesk *self)
{
  SimModel *model = self->world->model;
  GPtrArray *carried = g_ptr_array_new ();

  for (guint i = 0; i < model->typed->len; i++) {
    SimTyped *typed = g_ptr_array_index (model->typed, i);

    if (typed->desk != self->number || typed->places == SIM_PLACE_NOWHERE || typed->came_back)
      continue;
    if ((typed->places == SIM_PLACE_OUT && !g_hash_table_contains (model->texts, typed->token)) ||
        (typed->places == SIM_PLACE_DRAFT && !self->desk->draft_not_kept))
      g_ptr_array_add (carried, typed);
    typed->carried |= (typed->places & (SIM_PLACE_OUT | SIM_PLACE_DRAFT)) != 0;
  }
  return carried;
}

static gboolean
has_row (SimView *view, LoketSqlite *db, const char *sql, const char *token)
{
  g_autoptr (LoketStatement) statement = sim_view_ask (view, db, sql);

  if (statement != NULL)
    loket_statement_bind_text (statement, 1, token);
  return sim_view_next (view, statement);
}

/* Where it was carried to it is now, or it was already known there. */
static void
check_carried (SimDesk *other, GPtrArray *carried)
{
  SimWorld *world = other->world;
  SimView view = {.desk = other,
                  .work = other->desk->store->read.work,
                  .cache = other->desk->store->read.cache};

  for (guint i = 0; i < carried->len; i++) {
    const SimTyped *typed = g_ptr_array_index (carried, i);

    if (g_hash_table_contains (world->model->texts, typed->token) ||
        (typed->case_id != NULL && g_hash_table_contains (world->model->erased, typed->case_id)))
      continue;
    if (!has_row (&view, view.work, "SELECT 1 FROM items WHERE instr (CAST (body AS TEXT), ?1) > 0",
                  typed->token) &&
        !has_row (&view, view.work, "SELECT 1 FROM drafts WHERE instr (fields, ?1) > 0",
                  typed->token) &&
        !has_row (&view, view.work, "SELECT 1 FROM audit WHERE instr (CAST (body AS TEXT), ?1) > 0",
                  typed->token) &&
        !has_row (&view, view.cache, "SELECT 1 FROM copies WHERE instr (json, ?1) > 0",
                  typed->token))
      sim_world_fail (world, "carriedLost", "desk %u took work in, and “%s” is not there",
                      other->number, typed->token);
  }
}

void
sim_step_carry (SimDesk *self, const SimStep *step)
{
  SimDesk *other = find_other (self);
  g_autofree char *path = g_build_filename (self->world->folder, "carried.json", NULL);
  LoketTransferCounts counts = {0};
  g_autoptr (GPtrArray) carried = NULL;

  if (other == NULL || !transfer (self, loket_desk_export_work_async, path, &counts))
    return;
  carried = list_carried (self);
  if (!sim_desk_make_open (other, step->salt) ||
      !transfer (other, loket_desk_import_work_async, path, &counts))
    return;
  check_carried (other, carried);
  if (step->b % 2 == 0 || !transfer (other, loket_desk_import_work_async, path, &counts))
    return;
  if (counts.items + counts.drafts + counts.documents > 0)
    sim_world_fail (self->world, "carriedTwice", "desk %u took in %u rows and %u drafts twice",
                    other->number, counts.items, counts.drafts);
}
