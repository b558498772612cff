/* SPDX-License-Identifier: EUPL-1.2 */
/* Steps: what people do, how time goes, and what goes wrong. */
#include <string.h>

#include "loket-central-private.h"
#include "loket-sim-payload.h"
#include "loket-sim-world.h"

enum {
  PATIENCE_MS = 60 * 1000,
  TURN_MS = 50,
  WAIT_MAX_MS = 40 * 1000,
  SYNC_MAX_MS = 1500,
  HOUR_MS = 60 * 60 * 1000,
  CRASH_AFTER_MAX = 60 /* operations of a disk */
};

/* Asking the desk */

typedef struct {
  guint ref_count;
  GAsyncResult *result; /* (owned) (nullable) */
} Waiter;

static void
waiter_unref (Waiter *waiter)
{
  if (--waiter->ref_count > 0)
    return;
  g_clear_object (&waiter->result);
  g_free (waiter);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Waiter, waiter_unref)

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Waiter *waiter = user_data;

  waiter->result = g_object_ref (result);
  waiter_unref (waiter);
}

/* One reference for the caller, one for done_cb(). */
static Waiter *
waiter_new (void)
{
  Waiter *waiter = g_new0 (Waiter, 1);

  waiter->ref_count = 2;
  return waiter;
}

/* Returns: FALSE when the desk has crashed before it answered */
static gboolean
wait_for (SimDesk *self, Waiter *waiter)
{
  LoketDesk *desk = self->desk;
  gint64 end = self->world->now_ms + PATIENCE_MS;

  sim_world_settle (self->world);
  while (waiter->result == NULL && self->desk == desk && self->world->now_ms < end)
    sim_world_pass (self->world, TURN_MS);
  if (waiter->result == NULL && self->desk == desk)
    sim_world_fail (self->world, "noAnswer", "desk %u never answered", self->number);
  return waiter->result != NULL && self->desk == desk;
}

static void
say (SimDesk *self, const char *what, const GError *error)
{
  sim_trace_say (&self->world->trace, "desk %u: %s: %s", self->number, what,
                 error != NULL ? error->message : "done");
}

static LoketDossier *
load (SimDesk *self, const char *case_id)
{
  g_autoptr (Waiter) waiter = waiter_new ();
  g_autoptr (GError) error = NULL;
  LoketDossier *dossier;

  loket_desk_load_dossier_async (self->desk, case_id, NULL, done_cb, waiter);
  if (!wait_for (self, waiter))
    return NULL;
  dossier = loket_desk_load_dossier_finish (self->desk, waiter->result, &error);
  if (dossier == NULL)
    say (self, "opens a case", error);
  return dossier;
}

/* Most of what people do they do in the same few cases: so they meet. */
static const char *
pick_case (SimDesk *self, const SimStep *step)
{
  GPtrArray *ids = self->world->case_ids;
  guint hot = MIN (4, ids->len);

  return g_ptr_array_index (ids, step->a % 10 < 7 ? step->b % hot : step->b % ids->len);
}

/* Acts */

static LoketActType
pick_type (const LoketDossier *dossier, SimDice *dice)
{
  static const LoketActType often[] = {LOKET_ACT_NOTE, LOKET_ACT_CORRECT, LOKET_ACT_CONTACT,
                                       LOKET_ACT_SET_FOLLOW_UP, LOKET_ACT_ASSIGN};
  LoketActType allowed[LOKET_N_ACT_TYPES];
  guint n = 0;

  if (sim_dice_chance (dice, 35))
    return often[sim_dice_below (dice, G_N_ELEMENTS (often))];
  for (guint i = 1; i < LOKET_N_ACT_TYPES; i++) {
    if (dossier->standing->permissions[i].answer != LOKET_ANSWER_NOT_ALLOWED)
      allowed[n++] = (LoketActType) i;
  }
  return n > 0 ? allowed[sim_dice_below (dice, n)] : LOKET_ACT_NOTE;
}

/* @typed: where it may be after this, by what the desk says */
static void
note_done (SimDesk *self, SimTyped *typed, guint before, gboolean answered, const GError *error)
{
  if (!answered)
    typed->places = before | SIM_PLACE_OUT;
  else
    typed->places = error == NULL ? SIM_PLACE_OUT : before;
}

static void
do_act (SimDesk *self, LoketDossier *dossier, LoketActType type, SimTyped *typed, SimDice *dice)
{
  const char *code = loket_act_type_to_string (type);
  g_autoptr (Waiter) waiter = waiter_new ();
  g_autoptr (JsonObject) payload =
      sim_payload_new (type, typed->token, dossier, self->world->template->rules, dice);
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketAct) act = NULL;
  guint before = typed->places;
  gboolean answered;

  loket_desk_do_act_async (self->desk, dossier, code, loket_desk_get_today (self->desk), payload,
                           typed->key, NULL, done_cb, waiter);
  answered = wait_for (self, waiter);
  if (answered)
    act = loket_desk_do_act_finish (self->desk, waiter->result, &error);
  note_done (self, typed, before, answered, error);
  say (self, code, error);
}

static void
step_do (SimDesk *self, const SimStep *step)
{
  const char *case_id = pick_case (self, step);
  SimDice dice = {step->salt};
  g_autoptr (LoketDossier) dossier = load (self, case_id);
  SimTyped *typed;

  if (dossier == NULL)
    return;
  typed = sim_model_add_typed (self->world->model, step->salt, self->number);
  typed->case_id = g_strdup (case_id);
  do_act (self, dossier, pick_type (dossier, &dice), typed, &dice);
}

/* Drafts */

/* What was typed is in the list at once, and on the disk when the desk has come to rest. What it
 * replaces may still be there until then. */
static void
save (SimDesk *self, SimTyped *typed, const char *member)
{
  g_autoptr (JsonObject) fields = json_object_new ();
  SimTyped *before = sim_model_find_draft (self->world->model, self->number, typed->key);
  LoketDesk *desk = self->desk;
  gboolean kept;

  json_object_set_string_member (fields, member, typed->token);
  json_object_set_string_member (fields, "via", "mail");
  loket_desk_save_draft (desk, typed->key, fields);
  sim_world_settle (self->world);
  kept = self->desk == desk && !desk->draft_not_kept;
  typed->places = kept ? SIM_PLACE_DRAFT : SIM_PLACE_DRAFT | SIM_PLACE_NOWHERE;
  if (before != NULL && before != typed) {
    before->dropped = TRUE;
    before->places = kept ? SIM_PLACE_NOWHERE : before->places | SIM_PLACE_NOWHERE;
  }
  sim_trace_say (&self->world->trace, "desk %u: draft %s %s", self->number, typed->key,
                 kept ? "kept" : "not sure");
}

static void
step_type (SimDesk *self, const SimStep *step)
{
  const char *case_id = pick_case (self, step);
  SimDice dice = {step->salt};
  g_autoptr (LoketDossier) dossier = load (self, case_id);
  SimTyped *typed;

  if (dossier == NULL)
    return;
  typed = sim_model_add_typed (self->world->model, step->salt, self->number);
  typed->case_id = g_strdup (case_id);
  typed->key =
      g_strdup_printf ("act:%s:%s", case_id, loket_act_type_to_string (pick_type (dossier, &dice)));
  save (self, typed, "text");
}

static void
step_type_case (SimDesk *self, const SimStep *step)
{
  SimTyped *typed = sim_model_add_typed (self->world->model, step->salt, self->number);

  typed->is_case = TRUE;
  typed->key = g_strdup ("case:new");
  save (self, typed, "subject");
}

/* Returns: (nullable): one that is surely there */
static SimTyped *
pick_draft (SimDesk *self, const SimStep *step)
{
  GPtrArray *typed = self->world->model->typed;

  for (guint i = 0; i < typed->len; i++) {
    SimTyped *candidate = g_ptr_array_index (typed, (i + step->a) % typed->len);

    if (candidate->desk == self->number && candidate->key != NULL &&
        candidate->places == SIM_PLACE_DRAFT)
      return candidate;
  }
  return NULL;
}

/* @completed: whether what became of it is known */
static void
register_case (SimDesk *self, SimTyped *typed, SimDice *dice)
{
  g_autoptr (Waiter) waiter = waiter_new ();
  g_autofree char *today = loket_day_to_string (loket_desk_get_today (self->desk));
  g_autoptr (JsonObject) facts = sim_facts_new (typed->token, today, dice);
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketDossier) dossier = NULL;
  guint before = typed->places;
  gboolean answered;

  loket_desk_new_case_async (self->desk, facts, typed->key, NULL, done_cb, waiter);
  answered = wait_for (self, waiter);
  if (answered)
    dossier = loket_desk_new_case_finish (self->desk, waiter->result, &error);
  if (dossier != NULL) {
    g_free (typed->case_id);
    typed->case_id = g_strdup (dossier->the_case->case_id);
    if (!g_ptr_array_find_with_equal_func (self->world->case_ids, typed->case_id, g_str_equal,
                                           NULL))
      g_ptr_array_add (self->world->case_ids, g_strdup (typed->case_id));
  }
  note_done (self, typed, before, answered, error);
  say (self, "a complaint", error);
}

static void
step_new_case (SimDesk *self, const SimStep *step)
{
  SimDice dice = {step->salt};
  SimTyped *typed = sim_model_add_typed (self->world->model, step->salt, self->number);

  typed->is_case = TRUE;
  register_case (self, typed, &dice);
}

static void
step_do_draft (SimDesk *self, const SimStep *step)
{
  SimDice dice = {step->salt};
  SimTyped *typed = pick_draft (self, step);
  g_autoptr (LoketDossier) dossier = NULL;

  if (typed == NULL)
    return;
  if (typed->is_case) {
    register_case (self, typed, &dice);
    return;
  }
  dossier = load (self, typed->case_id);
  if (dossier != NULL)
    do_act (self, dossier, loket_act_type_from_string (strrchr (typed->key, ':') + 1), typed,
            &dice);
}

static void
step_drop_draft (SimDesk *self, const SimStep *step)
{
  SimTyped *typed = pick_draft (self, step);
  LoketDesk *desk = self->desk;

  if (typed == NULL)
    return;
  loket_desk_drop_draft (desk, typed->key);
  sim_world_settle (self->world);
  typed->dropped = TRUE;
  typed->places = self->desk == desk && !desk->draft_not_kept ? SIM_PLACE_NOWHERE
                                                              : SIM_PLACE_DRAFT | SIM_PLACE_NOWHERE;
}

/* The outbox */

static LoketPendingItem *
pick_pending (SimDesk *self, GPtrArray *pending, const SimStep *step, gboolean stuck)
{
  for (guint i = 0; i < pending->len; i++) {
    LoketPendingItem *item = g_ptr_array_index (pending, (i + step->a) % pending->len);
    gboolean waits_for_person =
        g_str_equal (item->state, "refused") || g_str_equal (item->state, "conflict");

    if (waits_for_person == stuck)
      return item;
  }
  return NULL;
}

/* What goes with the item: of a complaint, its acts too. */
static gboolean
goes_with (const SimDesk *self,
           const SimTyped *typed,
           const LoketPendingItem *item,
           const char *body)
{
  if (typed->desk != self->number || (typed->places & SIM_PLACE_OUT) == 0)
    return FALSE;
  if (g_str_equal (item->kind, "case") && g_strcmp0 (typed->case_id, item->case_id) == 0)
    return TRUE;
  return body != NULL && strstr (body, typed->token) != NULL &&
         typed->is_case == g_str_equal (item->kind, "case");
}

/* The bytes of a row, so that the model finds the text that goes with it. */
static char *
dup_body (SimDesk *self, const char *id)
{
  for (guint i = 0; i < self->desk->pending->len; i++) {
    const LoketWorkItem *item = g_ptr_array_index (self->desk->pending, i);
    gsize length;
    const char *data;

    if (!g_str_equal (item->id, id))
      continue;
    data = g_bytes_get_data (item->body, &length);
    return g_strndup (data, length);
  }
  return NULL;
}

static void
note_gone (SimDesk *self,
           const LoketPendingItem *item,
           const char *body,
           guint places,
           gboolean taken_back)
{
  GPtrArray *typed = self->world->model->typed;

  for (guint i = 0; i < typed->len; i++) {
    SimTyped *candidate = g_ptr_array_index (typed, i);

    if (!goes_with (self, candidate, item, body))
      continue;
    candidate->places = places;
    candidate->taken_back = taken_back;
  }
}

static void
take_back (SimDesk *self, const LoketPendingItem *item)
{
  g_autoptr (Waiter) waiter = waiter_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *body = dup_body (self, item->id);
  gboolean answered;

  loket_desk_take_back_async (self->desk, item->id, NULL, done_cb, waiter);
  answered = wait_for (self, waiter);
  if (answered)
    loket_desk_take_back_finish (self->desk, waiter->result, &error);
  if (error == NULL && answered)
    sim_net_forget (self->world->net, item->id);
  if (!answered)
    note_gone (self, item, body, SIM_PLACE_OUT | SIM_PLACE_AUDIT, FALSE);
  else if (error == NULL)
    note_gone (self, item, body, SIM_PLACE_AUDIT, TRUE);
  say (self, "takes back", error);
}

static void
step_take_back (SimDesk *self, const SimStep *step, gboolean stuck)
{
  g_autoptr (GPtrArray) pending = loket_desk_list_pending (self->desk);
  LoketPendingItem *item = pick_pending (self, pending, step, stuck);

  if (item != NULL)
    take_back (self, item);
}

/* Looking */

static void
step_list (SimDesk *self, const SimStep *step)
{
  static const char *const views[] = {"all", "inbox", "today", "mine", "drafts"};
  static const char *const words[] = {"Zin", "loket", "verbeterd"};
  g_autoptr (Waiter) waiter = waiter_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) lines = NULL;

  loket_desk_list_lines_async (self->desk, views[step->a % 5],
                               step->b % 2 ? words[step->b % 3] : NULL, 0, done_cb, waiter);
  if (!wait_for (self, waiter))
    return;
  lines = loket_desk_list_lines_finish (self->desk, waiter->result, &error);
  if (lines == NULL)
    sim_world_fail (self->world, "cannotList", "desk %u: %s", self->number, error->message);
  else
    sim_trace_say (&self->world->trace, "desk %u lists %u", self->number, lines->len);
}

/* As an administrator does it: the desk is closed, and opened with an empty cache. */
static void
reset_cache (SimDesk *self)
{
  sim_desk_close (self);
  self->reset_cache = TRUE;
  self->rebuilding = TRUE;
  self->power_cut = FALSE;
}

/* Syncing */

typedef struct {
  SimDesk *desk;
  LoketDesk *asked;
} Syncing;

static void
synced_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Syncing *syncing = user_data;
  g_autoptr (GError) error = NULL;

  loket_desk_sync_finish (LOKET_DESK (source), result, &error);
  if (syncing->desk->desk != syncing->asked)
    return; /* it was closed, or has crashed */
  if (error == NULL) {
    syncing->desk->rebuilding = syncing->desk->power_cut = FALSE;
    syncing->desk->stale = syncing->desk->disk_full;
  }
  say (syncing->desk, "syncs", error);
}

/* Begun; it ends while other things happen. */
static void
begin_sync (SimDesk *self)
{
  Syncing *syncing = g_new0 (Syncing, 1);

  syncing->desk = self;
  syncing->asked = self->desk;
  loket_desk_sync_async (self->desk, NULL, synced_cb, syncing);
}

/* The world around */

static void
remove_case (SimWorld *world, const SimStep *step, LoketChange change)
{
  const char *case_id = g_ptr_array_index (world->case_ids, step->b % world->case_ids->len);
  GHashTableIter iter;
  gpointer id, of_case;
  g_autoptr (GError) error = NULL;

  if (world->central == NULL && !sim_world_start_loket (world))
    return;
  if (!sim_model_is_in_loket (world->model, case_id) ||
      g_hash_table_contains (world->model->erased, case_id))
    return;
  loket_central_remove_case (world->central, case_id, change, "schedule", &error);
  g_hash_table_add (change == LOKET_CHANGE_ERASED ? world->model->erased : world->model->hidden,
                    g_strdup (case_id));
  g_hash_table_iter_init (&iter, world->model->promised);
  while (g_hash_table_iter_next (&iter, &id, &of_case)) {
    if (g_str_equal (of_case, case_id))
      g_hash_table_iter_remove (&iter);
  }
  sim_model_forget_loket (world->model);
  sim_model_read_loket (world);
  sim_trace_say (&world->trace, "case %s is removed (%d)", case_id, change);
}

static void
crash_desk (SimDesk *self, const SimStep *step)
{
  SimCrash crash = (SimCrash) (step->b % SIM_N_CRASHES);

  if (step->a % 8 == 0)
    sim_disk_freeze (self->disk, crash, step->salt);
  else
    sim_disk_arm (self->disk, step->a % CRASH_AFTER_MAX, crash, step->salt);
}

static void
set_clock (SimDesk *self, const SimStep *step)
{
  static const gint64 offs_ms[] = {0, 5 * HOUR_MS / 60, -20 * HOUR_MS / 60, 3 * HOUR_MS,
                                   -30 * HOUR_MS};
  gint64 off_ms = offs_ms[step->a % 5];

  loket_clock_jump (self->clock, off_ms - self->clock_off_ms);
  self->clock_off_ms = off_ms;
}

static void
set_disk_full (SimDesk *self, gboolean full)
{
  self->disk_full = full;
  self->stale |= full;
  sim_disk_set_full (self->disk, full);
}

/* Returns: FALSE where the step is none of a desk that is open */
static gboolean
perform_around (SimWorld *world, SimDesk *desk, const SimStep *step)
{
  switch ((int) step->kind) {
  case SIM_WAIT:
    sim_world_pass (world, 100 + (gint64) step->a * WAIT_MAX_MS / 1000);
    return TRUE;
  case SIM_NIGHT:
    sim_world_sleep (world, (8 + (gint64) step->a % 40) * HOUR_MS);
    sim_world_pass (world, SYNC_MAX_MS);
    return TRUE;
  case SIM_SET_CLOCK:
    set_clock (desk, step);
    return TRUE;
  case SIM_AWAY:
    sim_line_set_away (desk->line, TRUE);
    return TRUE;
  case SIM_BACK:
    sim_line_set_away (desk->line, FALSE);
    return TRUE;
  case SIM_WITHDRAW:
    remove_case (world, step, LOKET_CHANGE_WITHDRAWN);
    return TRUE;
  case SIM_ERASE:
    remove_case (world, step, LOKET_CHANGE_ERASED);
    return TRUE;
  case SIM_CRASH_LOKET:
    sim_disk_arm (world->loket_disk, step->a % CRASH_AFTER_MAX,
                  (SimCrash) (step->b % SIM_N_CRASHES), step->salt);
    return TRUE;
  case SIM_DISK_FULL:
  case SIM_DISK_FREE:
    set_disk_full (desk, step->kind == SIM_DISK_FULL);
    return TRUE;
  case SIM_CRASH_DESK:
    crash_desk (desk, step);
    return TRUE;
  default:
    if (!sim_kind_is_fault (step->kind))
      return FALSE;
    sim_line_arm (desk->line, step);
    return TRUE;
  }
}

static void
perform_at_desk (SimDesk *desk, const SimStep *step)
{
  switch ((int) step->kind) {
  case SIM_DO:
    step_do (desk, step);
    break;
  case SIM_TYPE:
    step_type (desk, step);
    break;
  case SIM_DO_DRAFT:
    step_do_draft (desk, step);
    break;
  case SIM_DROP_DRAFT:
    step_drop_draft (desk, step);
    break;
  case SIM_NEW_CASE:
    step_new_case (desk, step);
    break;
  case SIM_TYPE_CASE:
    step_type_case (desk, step);
    break;
  case SIM_TAKE_BACK:
    step_take_back (desk, step, FALSE);
    break;
  case SIM_RESOLVE:
    step_take_back (desk, step, TRUE);
    break;
  case SIM_OPEN_CASE:
    loket_dossier_unref (load (desk, pick_case (desk, step)));
    break;
  case SIM_LIST:
    step_list (desk, step);
    break;
  case SIM_SYNC:
    begin_sync (desk);
    sim_world_pass (desk->world, step->a * SYNC_MAX_MS / 1000);
    break;
  case SIM_CLOSE:
    sim_desk_close (desk);
    break;
  case SIM_RESET_CACHE:
    reset_cache (desk);
    break;
  default:
    break;
  }
}

/* Returns: FALSE when it would not open: a full disk, or one crash after the other */
static gboolean
make_sure_it_is_open (SimDesk *desk, guint64 salt)
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

/**
 * sim_perform:
 *
 * One step, and what follows of it at once.
 */
void
sim_perform (SimWorld *world, const SimStep *step)
{
  SimDesk *desk = &world->desks[step->desk];

  if (!perform_around (world, desk, step) && make_sure_it_is_open (desk, step->salt))
    perform_at_desk (desk, step);
  sim_world_settle (world);
  sim_world_pass (world, 1 + step->salt % 40);
}

/* Quiet */

enum {
  ROUNDS_MAX = 14,
  ROUND_MS = 20 * 60 * 1000 /* longer than any waiting time after a failure */
};

static void
end_all_faults (SimWorld *world)
{
  world->quiet = TRUE;
  sim_net_calm (world->net);
  for (guint i = 0; i < world->n_desks; i++) {
    SimDesk *desk = &world->desks[i];
    SimStep right = {.kind = SIM_SET_CLOCK};

    sim_line_calm (desk->line);
    sim_disk_disarm (desk->disk);
    set_disk_full (desk, FALSE);
    set_clock (desk, &right);
  }
  sim_disk_disarm (world->loket_disk);
}

/* Somebody decides about everything that waits for a person. */
static guint
clear_up (SimDesk *desk, guint round)
{
  g_autoptr (GPtrArray) pending = NULL;

  if (!make_sure_it_is_open (desk, 1))
    return 1;
  pending = loket_desk_list_pending (desk->desk);
  for (guint i = 0; i < pending->len; i++) {
    LoketPendingItem *item = g_ptr_array_index (pending, i);

    if (g_str_equal (item->state, "refused") || g_str_equal (item->state, "conflict"))
      take_back (desk, item);
  }
  return pending->len;
}

static gboolean
all_rest (SimWorld *world)
{
  for (guint i = 0; i < world->n_desks; i++) {
    LoketDesk *desk = world->desks[i].desk;

    if (desk != NULL &&
        (loket_desk_get_sync_state (desk)->working || !loket_desk_is_settled (desk)))
      return FALSE;
  }
  return TRUE;
}

/* After a while that is longer than any waiting time after a failure. */
static void
sync_all (SimWorld *world)
{
  gint64 end = world->now_ms + PATIENCE_MS;

  sim_world_sleep (world, ROUND_MS);
  for (guint i = 0; i < world->n_desks; i++) {
    if (world->desks[i].desk != NULL)
      begin_sync (&world->desks[i]);
  }
  do
    sim_world_pass (world, SYNC_MAX_MS);
  while (!all_rest (world) && world->now_ms < end && world->violation == NULL);
}

/**
 * sim_be_quiet:
 *
 * Every fault ends, people decide what waits for them, and everything arrives.
 */
void
sim_be_quiet (SimWorld *world)
{
  guint pending = 1;

  end_all_faults (world);
  for (guint round = 0; round < ROUNDS_MAX && world->violation == NULL; round++) {
    pending = 0;
    for (guint i = 0; i < world->n_desks; i++)
      pending += clear_up (&world->desks[i], round);
    if (pending == 0 && round > 1)
      break;
    sync_all (world);
    sim_check_step (world);
  }
  if (pending > 0)
    sim_world_fail (world, "outboxDoesNotDrain", "%u still wait after %d rounds", pending,
                    ROUNDS_MAX);
  sync_all (world);
  sync_all (world);
  if (world->violation == NULL)
    sim_check_quiet (world);
}
