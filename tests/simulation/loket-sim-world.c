/* SPDX-License-Identifier: EUPL-1.2 */
/* The world: made, turned, and left. */
#include "loket-sim-world.h"

#include "loket-central-private.h"
#include "loket-desk-care.h"
#include "loket-sim-plain.h"
#include "loket-test-rules.h"

#include <glib/gstdio.h>

enum {
  HOLD_S = 30,
  PIECE_BYTES = 1024,
  TURNS_MAX = 20000 /* more than anything takes that ends at all */
};

static const char desk_ini[] = "[server]\nurl=http://127.0.0.1:1\n";

void
sim_world_fail (SimWorld *self, const char *code, const char *format, ...)
{
  va_list arguments;

  if (self->violation != NULL)
    return;
  va_start (arguments, format);
  self->violation = g_strdup (code);
  self->detail = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  sim_trace_say (&self->trace, "VIOLATION %s: %s", self->violation, self->detail);
}

/* The loket */

static void
loket_changed_cb (gpointer user_data)
{
  sim_net_changed (((SimWorld *) user_data)->net);
}

void
sim_world_stop_loket (SimWorld *self)
{
  g_clear_pointer (&self->central, loket_central_free);
}

static void
loket_dies (SimWorld *self)
{
  sim_world_stop_loket (self);
  sim_disk_restore (self->loket_disk);
  sim_net_hang_up (self->net);
  sim_trace_say (&self->trace, "the loket has crashed");
}

/* Returns: FALSE when it crashed while it started */
gboolean
sim_world_start_loket (SimWorld *self)
{
  g_autoptr (GError) error = NULL;
  LoketCentralOptions options = {.folder = self->loket_folder,
                                 .today = LOKET_NO_DAY,
                                 .ref_bodies = self->template->ref_bodies};

  options.callers = loket_callers_new_load (self->template->users_path, &error);
  g_assert_no_error (error);
  self->central = loket_central_new (self->template->rules, self->loket_clock, self->loket_random,
                                     &options, &error);
  if (sim_disk_is_frozen (self->loket_disk)) {
    loket_dies (self);
    return FALSE;
  }
  if (self->central == NULL) {
    sim_world_fail (self, "loketDoesNotStart", "%s", error->message);
    return FALSE;
  }
  loket_central_set_changed_func (self->central, loket_changed_cb, self);
  if (self->acts_max > 0)
    loket_central_limit_acts (self->central, self->acts_max);
  if (!self->wrong_loket)
    sim_model_forget_loket (self->model);
  sim_model_read_loket (self);
  return TRUE;
}

/**
 * sim_world_limit_acts:
 *
 * Of longer histories the rest is asked for, also when it is started again.
 */
void
sim_world_limit_acts (SimWorld *self, guint acts_max)
{
  self->acts_max = acts_max;
  if (self->central != NULL)
    loket_central_limit_acts (self->central, acts_max);
}

/**
 * sim_world_replace_loket:
 *
 * Somebody puts another one in its place, that calls itself the same.
 */
void
sim_world_replace_loket (SimWorld *self, const SimImage *other)
{
  if (self->wrong_loket)
    return;
  sim_model_read_loket (self);
  sim_world_stop_loket (self);
  sim_net_hang_up (self->net);
  self->right_loket = sim_disk_take_image (self->loket_disk);
  self->wrong_loket = TRUE;
  self->n_exchanges++;
  sim_disk_load_image (self->loket_disk, other);
  sim_trace_say (&self->trace, "another loket is there");
}

void
sim_world_right_loket (SimWorld *self)
{
  if (!self->wrong_loket)
    return;
  sim_world_stop_loket (self);
  sim_net_hang_up (self->net);
  sim_disk_load_image (self->loket_disk, self->right_loket);
  g_clear_pointer (&self->right_loket, sim_image_free);
  self->wrong_loket = FALSE;
  self->n_exchanges++;
  sim_trace_say (&self->trace, "the right loket is back");
}

/**
 * sim_world_ask_loket:
 *
 * Returns: (nullable): NULL: it waits, or (@wait_ms 0) it has crashed
 */
LoketResponse *
sim_world_ask_loket (SimWorld *self, LoketRequest *request, gboolean may_wait, guint *wait_ms)
{
  LoketResponse *response = loket_central_handle (self->central, request, may_wait, wait_ms);

  if (!sim_disk_is_frozen (self->loket_disk))
    return response;
  g_clear_pointer (&response, loket_response_unref);
  *wait_ms = 0;
  loket_dies (self);
  return NULL;
}

/**
 * sim_world_remove_case:
 *
 * As whoever keeps the loket does it: where it crashed meanwhile it is done once more.
 */
void
sim_world_remove_case (SimWorld *self, const char *case_id, LoketChange change)
{
  g_autoptr (GError) error = NULL;

  loket_central_remove_case (self->central, case_id, change, "schedule", &error);
  if (!sim_disk_is_frozen (self->loket_disk))
    return;
  loket_dies (self);
  if (sim_world_start_loket (self))
    loket_central_remove_case (self->central, case_id, change, "schedule", NULL);
}

/* Desks */

gboolean
sim_desk_is_alive (SimDesk *self)
{
  return self->desk != NULL && !sim_disk_is_frozen (self->disk);
}

static void
forget_ghost (SimDesk *self)
{
  if (self->ghost != NULL)
    g_object_remove_weak_pointer (G_OBJECT (self->ghost), (gpointer *) &self->ghost);
  self->ghost = NULL;
}

static void
let_go (SimDesk *self)
{
  LoketDesk *desk = g_steal_pointer (&self->desk);

  forget_ghost (self);
  self->ghost = desk;
  g_object_add_weak_pointer (G_OBJECT (desk), (gpointer *) &self->ghost);
  sim_line_cut (self->line);
  loket_desk_close (desk);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_object_unref (desk);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

/**
 * sim_world_check_ghosts:
 *
 * Between two steps nobody holds a desk that was closed.
 */
void
sim_world_check_ghosts (SimWorld *self)
{
  for (guint i = 0; i < self->n_desks; i++) {
    if (self->desks[i].ghost != NULL)
      sim_world_fail (self, "deskLeaks", "desk %u is held after it was closed", i);
  }
}

/* Closing may be where it crashes. */
void
sim_desk_close (SimDesk *self)
{
  if (self->desk != NULL)
    let_go (self);
  sim_world_bury (self->world);
}

/* What a crash has left of the desk. */
static void
bury (SimDesk *self)
{
  SimCrash crash = sim_disk_get_crash (self->disk);

  if (self->desk != NULL)
    let_go (self);
  sim_disk_restore (self->disk);
  sim_trace_say (&self->world->trace, "desk %u has crashed (%d)", self->number, crash);
}

void
sim_world_bury (SimWorld *self)
{
  for (guint i = 0; i < self->n_desks; i++) {
    if (sim_disk_is_frozen (self->desks[i].disk))
      bury (&self->desks[i]);
  }
}

/* The folder has another name in each process: a trace is to be the same. */
static void
say_opened (SimDesk *self, const GError *error)
{
  g_autoptr (GString) told = g_string_new (error != NULL ? error->message : "well");

  g_string_replace (told, self->folder, "", 0);
  sim_trace_say (&self->world->trace, "desk %u opens: %s", self->number, told->str);
}

/* A person has read it: it is not told again. */
static void
see_salvage (SimDesk *self)
{
  if (self->desk == NULL || loket_desk_get_sync_state (self->desk)->salvage == NULL)
    return;
  sim_model_note_salvage (self->world->model, self->number);
  sim_trace_say (&self->world->trace, "desk %u: work.db was saved", self->number);
  loket_desk_acknowledge_salvage_async (self->desk, NULL, NULL);
}

/* Returns: FALSE when it crashed while it opened; then the next attempt comes after it */
gboolean
sim_desk_open (SimDesk *self)
{
  LoketDeskOptions options = {
      .folder = self->folder,
      .today = LOKET_NO_DAY,
      .reset_cache = self->reset_cache,
      .hold_s = self->hold_s,
  };
  LoketDeskParts parts = {
      .clock = self->clock,
      .random = self->random,
      .transport = LOKET_TRANSPORT (self->line),
      .stepped = TRUE,
      .piece_bytes = PIECE_BYTES,
      .make_rules = loket_test_rules_make,
  };
  g_autoptr (GError) error = NULL;

  if (self->desk != NULL)
    return TRUE;
  self->desk = _loket_desk_open_with (&options, &parts, &error);
  if (sim_disk_is_frozen (self->disk)) {
    sim_world_bury (self->world);
    return FALSE;
  }
  if (self->desk == NULL && !self->disk_full)
    sim_world_fail (self->world, "deskDoesNotOpen", "desk %u: %s", self->number, error->message);
  self->reset_cache = self->reset_cache && self->desk == NULL;
  self->stale = self->disk_full;
  say_opened (self, error);
  see_salvage (self);
  return self->desk != NULL;
}

/* Time */

static gboolean
turn (SimWorld *self)
{
  gboolean went = FALSE;
  guint first = (guint) (self->turn % MAX (self->n_desks, 1));

  while (g_main_context_iteration (NULL, FALSE))
    went = TRUE;
  for (guint i = 0; i < self->n_desks; i++) {
    SimDesk *desk = &self->desks[(first + i) % self->n_desks];

    if (sim_desk_is_alive (desk) && _loket_desk_step (desk->desk))
      went = TRUE;
  }
  return went;
}

/**
 * sim_world_settle:
 *
 * Lets everything go on that waits for nothing. Who begins changes from one time to the next, not
 * with every turn: how many turns there are is the main context's own affair.
 */
void
sim_world_settle (SimWorld *self)
{
  self->turn++;
  for (guint i = 0; turn (self); i++) {
    if (i > TURNS_MAX) {
      sim_world_fail (self, "neverSettles", "something goes on without end");
      break;
    }
  }
  sim_world_bury (self);
}

/**
 * sim_world_pass:
 *
 * Time passes, and what falls due happens.
 */
void
sim_world_pass (SimWorld *self, gint64 ms)
{
  gint64 end = self->now_ms + ms;

  sim_world_settle (self);
  while (self->now_ms < end && self->violation == NULL) {
    gint64 next = MAX (MIN (sim_net_get_next (self->net), end), self->now_ms);
    gint64 step = next - self->now_ms;

    self->now_ms = next;
    if (step > 0) {
      loket_clock_step (self->loket_clock, step);
      for (guint i = 0; i < self->n_desks; i++)
        loket_clock_step (self->desks[i].clock, step);
    }
    sim_net_run (self->net);
    sim_world_settle (self);
  }
}

/**
 * sim_world_sleep:
 *
 * All machines sleep: the clocks show a later time, and no timer has fired.
 */
void
sim_world_sleep (SimWorld *self, gint64 ms)
{
  loket_clock_jump (self->loket_clock, ms);
  for (guint i = 0; i < self->n_desks; i++)
    loket_clock_jump (self->desks[i].clock, ms);
}

/* Making */

static char *
make_folder (SimWorld *self, const char *name)
{
  char *path = g_build_filename (self->folder, name, NULL);

  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  return path;
}

static void
make_loket (SimWorld *self, guint64 seed)
{
  self->loket_folder = make_folder (self, "loket");
  self->loket_disk = sim_disk_new (self->loket_folder);
  if (self->template->loket != NULL)
    sim_disk_load_image (self->loket_disk, self->template->loket);
  self->loket_clock = loket_clock_new_stepped (self->template->start);
  self->loket_random = loket_random_new_seeded (seed ^ G_GUINT64_CONSTANT (0x10ce7));
  g_assert_true (sim_world_start_loket (self));
}

static void
make_desk (SimWorld *self, guint number, guint people, guint64 seed)
{
  static const guint of_desk[SIM_N_PEOPLE][SIM_DESKS_MAX] = {{0, 1, 2}, {0, 1, 0}, {0, 0, 1}};
  SimDesk *desk = &self->desks[number];
  g_autofree char *name = g_strdup_printf ("desk-%u", number);
  g_autofree char *ini = NULL;

  desk->world = self;
  desk->number = number;
  desk->person = of_desk[people][number];
  desk->folder = make_folder (self, name);
  ini = g_build_filename (desk->folder, "desk.ini", NULL);
  g_assert_true (g_file_set_contents (ini, desk_ini, -1, NULL));
  desk->disk = sim_disk_new (desk->folder);
  if (self->template->loket != NULL)
    sim_disk_load_image (desk->disk, self->template->desks[desk->person]);
  desk->clock = loket_clock_new_stepped (self->template->start);
  desk->random = loket_random_new_seeded (seed * SIM_DESKS_MAX + number);
  desk->line = sim_line_new (self->net, desk);
  desk->hold_s = number == 0 ? HOLD_S : 0;
  sim_seen_init (&desk->seen);
}

/**
 * sim_world_new:
 * @template: outlives it
 * @people: whose desks these are: below SIM_N_PEOPLE
 */
SimWorld *
sim_world_new (
    const SimTemplate *template, guint n_desks, guint people, guint64 seed, gboolean prints)
{
  SimWorld *self = g_new0 (SimWorld, 1);

  self->template = template;
  sim_trace_begin (&self->trace, prints);
  self->folder = g_build_filename (template->folder, "world", NULL);
  g_assert_cmpint (g_mkdir (self->folder, 0700), ==, 0);
  self->turn = seed;
  self->net = sim_net_new (self);
  self->model = sim_model_new ();
  self->case_ids = g_ptr_array_new_with_free_func (g_free);
  make_loket (self, seed);
  self->n_desks = n_desks;
  for (guint i = 0; i < n_desks; i++)
    make_desk (self, i, people, seed);
  sim_model_read_loket (self);
  return self;
}

static void
free_desk (SimDesk *self)
{
  sim_desk_close (self);
  forget_ghost (self);
  g_clear_object (&self->line);
  g_clear_pointer (&self->disk, sim_disk_free);
  loket_clock_free (self->clock);
  loket_random_free (self->random);
  sim_seen_clear (&self->seen);
  g_free (self->folder);
}

void
sim_world_free (SimWorld *self)
{
  for (guint i = 0; i < self->n_desks; i++)
    sim_desk_close (&self->desks[i]);
  for (guint i = self->n_desks; i > 0; i--) {
    free_desk (&self->desks[i - 1]);
    self->n_desks--;
  }
  sim_net_free (self->net);
  sim_world_stop_loket (self);
  sim_disk_free (self->loket_disk);
  sim_image_free (self->right_loket);
  sim_image_free (self->backup);
  loket_clock_free (self->loket_clock);
  loket_random_free (self->loket_random);
  sim_model_free (self->model);
  g_ptr_array_unref (self->case_ids);
  sim_plain_remove_tree (self->folder);
  sim_plain_forget ();
  g_free (self->loket_folder);
  g_free (self->folder);
  g_free (self->violation);
  g_free (self->detail);
  g_free (self);
}
