/* SPDX-License-Identifier: EUPL-1.2 */
/* A person at a desk: asking it something, and waiting for what it says. */
#include "loket-sim-people.h"
#include "loket-store-private.h"

enum {
  PATIENCE_MS = 60 * 1000,
  TURN_MS = 50
};

/* Asking the desk */

void
sim_waiter_unref (SimWaiter *waiter)
{
  if (--waiter->ref_count > 0)
    return;
  g_clear_object (&waiter->result);
  g_free (waiter);
}

void
sim_waiter_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SimWaiter *waiter = user_data;

  waiter->result = g_object_ref (result);
  sim_waiter_unref (waiter);
}

/* One reference for the caller, one for sim_waiter_cb(). */
SimWaiter *
sim_waiter_new (void)
{
  SimWaiter *waiter = g_new0 (SimWaiter, 1);

  waiter->ref_count = 2;
  return waiter;
}

/* Once something is wrong no time passes any more. */
static gboolean
wait_for (SimDesk *self, SimWaiter *waiter, gint64 patience_ms, gint64 turn_ms)
{
  LoketDesk *desk = self->desk;
  gint64 end = self->world->now_ms + patience_ms;

  sim_world_settle (self->world);
  while (waiter->result == NULL && self->desk == desk && self->world->now_ms < end &&
         self->world->violation == NULL)
    sim_world_pass (self->world, turn_ms);
  if (waiter->result == NULL && self->desk == desk)
    sim_world_fail (self->world, "noAnswer", "desk %u never answered", self->number);
  return waiter->result != NULL && self->desk == desk;
}

void
sim_desk_say (SimDesk *self, const char *what, const GError *error)
{
  sim_trace_say (&self->world->trace, "desk %u: %s: %s", self->number, what,
                 error != NULL ? error->message : "done");
}

/* Returns: FALSE when the desk has crashed before it answered */
gboolean
sim_desk_wait (SimDesk *self, SimWaiter *waiter)
{
  return wait_for (self, waiter, PATIENCE_MS, TURN_MS);
}

/* For what needs several answers of the loket, each of which may be long in coming. */
gboolean
sim_desk_wait_long (SimDesk *self, SimWaiter *waiter)
{
  return wait_for (self, waiter, 20 * PATIENCE_MS, TURN_MS);
}

LoketDossier *
sim_desk_load (SimDesk *self, const char *case_id)
{
  g_autoptr (SimWaiter) waiter = sim_waiter_new ();
  g_autoptr (GError) error = NULL;
  LoketDossier *dossier;

  loket_desk_load_dossier_async (self->desk, case_id, NULL, sim_waiter_cb, waiter);
  if (!sim_desk_wait (self, waiter))
    return NULL;
  dossier = loket_desk_load_dossier_finish (self->desk, waiter->result, &error);
  if (dossier == NULL)
    sim_desk_say (self, "opens a case", error);
  return dossier;
}

/* Most of what people do they do in the same few cases: so they meet. */
const char *
sim_desk_pick_case (SimDesk *self, const SimStep *step)
{
  GPtrArray *ids = self->world->case_ids;
  guint hot = MIN (4, ids->len);

  return g_ptr_array_index (ids, step->a % 10 < 7 ? step->b % hot : step->b % ids->len);
}

/* Somebody says that it may leave, or the clock by which it is held was moved. */
void
sim_desk_end_holds (SimDesk *self)
{
  GPtrArray *typed = self->world->model->typed;

  for (guint i = 0; i < typed->len; i++) {
    if (((SimTyped *) g_ptr_array_index (typed, i))->desk == self->number)
      ((SimTyped *) g_ptr_array_index (typed, i))->held_until_ms = 0;
  }
}

void
sim_end_all_holds (SimWorld *world)
{
  for (guint i = 0; i < world->n_desks; i++)
    sim_desk_end_holds (&world->desks[i]);
}

/* Syncing */

typedef struct {
  SimDesk *desk;
  LoketDesk *asked;
  guint n_exchanges; /* of lokets, when it began */
} Syncing;

/* A case that its page left out, and that could not be asked for alone, comes with a later sync. */
gboolean
sim_desk_has_all (SimDesk *self)
{
  gint64 waits;

  return loket_sqlite_read_int (self->desk->store->write.cache,
                                "SELECT EXISTS (SELECT 1 FROM to_fetch)", &waits, NULL) &&
         waits == 0;
}

static void
synced_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Syncing *syncing = user_data;
  g_autoptr (GError) error = NULL;

  loket_desk_sync_finish (LOKET_DESK (source), result, &error);
  if (syncing->desk->desk != syncing->asked)
    return; /* it was closed, or has crashed */
  syncing->desk->synced = error == NULL;
  /* What was fetched of another loket that stands there is not what was seen before. */
  if (error == NULL && !syncing->desk->world->wrong_loket &&
      syncing->n_exchanges == syncing->desk->world->n_exchanges && sim_desk_has_all (syncing->desk))
    syncing->desk->rebuilding = FALSE;
  if (error == NULL)
    syncing->desk->stale = syncing->desk->disk_full;
  sim_desk_say (syncing->desk, "syncs", error);
}

/* Begun; it ends while other things happen. */
void
sim_desk_begin_sync (SimDesk *self)
{
  Syncing *syncing = g_new0 (Syncing, 1);

  syncing->desk = self;
  syncing->asked = self->desk;
  syncing->n_exchanges = self->world->n_exchanges;
  self->synced = FALSE;
  loket_desk_sync_async (self->desk, NULL, synced_cb, syncing);
}

/* Returns: FALSE when it would not open: a full disk, or one crash after the other */
gboolean
sim_desk_make_open (SimDesk *desk, guint64 salt)
{
  if (desk->desk != NULL)
    return TRUE;
  if (!sim_desk_open (desk))
    return FALSE;
  if (salt % 3 != 0)
    loket_desk_start_watching (desk->desk);
  sim_world_settle (desk->world);
  return desk->desk != NULL;
}
