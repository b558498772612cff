/* SPDX-License-Identifier: EUPL-1.2 */
/* Steps of people: acts, complaints, drafts, looking. */
#include "loket-sim-people.h"

#include "loket-sim-payload.h"

enum {
  SYNC_MAX_MS = 1500
};

/* Acts */

static LoketActType
pick_type (const LoketDossier *dossier, SimDice *dice)
{
  static const LoketActType often[] = {LOKET_ACT_NOTE, LOKET_ACT_CORRECT, LOKET_ACT_CONTACT,
                                       LOKET_ACT_SET_FOLLOW_UP, LOKET_ACT_ASSIGN};
  LoketActType allowed[LOKET_N_ACT_TYPES];
  LoketActType picked;
  guint n = 0;

  if (sim_dice_chance (dice, 35))
    return often[sim_dice_below (dice, G_N_ELEMENTS (often))];
  for (guint i = 1; i < LOKET_N_ACT_TYPES; i++) {
    if (dossier->standing->permissions[i].answer != LOKET_ANSWER_NOT_ALLOWED)
      allowed[n++] = (LoketActType) i;
  }
  picked = n > 0 ? allowed[sim_dice_below (dice, n)] : LOKET_ACT_NOTE;
  /* A document has a step of its own, with contents. */
  return picked != LOKET_ACT_ATTACH ? picked : LOKET_ACT_NOTE;
}

/* @typed: where it may be after this, by what the desk says */
void
sim_typed_note_done (SimTyped *typed, guint before, gboolean answered, const GError *error)
{
  if (!answered)
    typed->places = before | SIM_PLACE_OUT;
  else
    typed->places = error == NULL ? SIM_PLACE_OUT : before;
}

/* What cannot be undone is held, but not over the border of a day. */
static gint64
find_hold (SimDesk *self, LoketActType type, JsonObject *payload)
{
  gboolean tells =
      loket_act_type_tells (type) && g_str_equal (loket_json_peek_string (payload, "via"), "loket");
  LoketMoment now = loket_desk_get_now (self->desk);
  LoketMoment later = now + (self->hold_s + 90) * LOKET_SECOND_US;

  if (self->hold_s == 0 || (!loket_act_type_is_decisive (type) && !tells) ||
      loket_moment_get_day (now) != loket_moment_get_day (later))
    return 0;
  return self->world->now_ms + (gint64) self->hold_s * 1000 - 1;
}

static void
do_act (SimDesk *self, LoketDossier *dossier, LoketActType type, SimTyped *typed, SimDice *dice)
{
  const char *code = loket_act_type_to_string (type);
  g_autoptr (SimWaiter) waiter = sim_waiter_new ();
  g_autoptr (JsonObject) payload =
      sim_payload_new (type, typed->token, dossier, self->world->template->rules, dice);
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketAct) act = NULL;
  guint before = typed->places;
  gboolean answered;

  typed->done = ++self->world->model->n_done;
  typed->seen_version = dossier->the_case->version;
  typed->held_until_ms = find_hold (self, type, payload);
  loket_desk_do_act_async (self->desk, dossier, code, loket_desk_get_today (self->desk), payload,
                           typed->key, NULL, sim_waiter_cb, waiter);
  answered = sim_desk_wait (self, waiter);
  if (answered)
    act = loket_desk_do_act_finish (self->desk, waiter->result, &error);
  sim_typed_note_done (typed, before, answered, error);
  sim_desk_say (self, code, error);
}

static void
step_do (SimDesk *self, const SimStep *step)
{
  const char *case_id = sim_desk_pick_case (self, step);
  SimDice dice = {step->salt};
  g_autoptr (LoketDossier) dossier = sim_desk_load (self, case_id);
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
  LoketDesk *desk = self->desk;
  SimTyped *before;
  gboolean kept;

  /* The form shows what is there, and whoever types changes that. */
  sim_desk_note_keys (self);
  before = sim_model_find_draft (self->world->model, self->number, typed->key);
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
  const char *case_id = sim_desk_pick_case (self, step);
  SimDice dice = {step->salt};
  g_autoptr (LoketDossier) dossier = sim_desk_load (self, case_id);
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
  typed->member = "subject";
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
  g_autoptr (SimWaiter) waiter = sim_waiter_new ();
  g_autofree char *today = loket_day_to_string (loket_desk_get_today (self->desk));
  g_autoptr (JsonObject) facts = sim_facts_new (typed->token, today, dice);
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketDossier) dossier = NULL;
  guint before = typed->places;
  gboolean answered;

  loket_desk_new_case_async (self->desk, facts, typed->key, NULL, sim_waiter_cb, waiter);
  answered = sim_desk_wait (self, waiter);
  if (answered)
    dossier = loket_desk_new_case_finish (self->desk, waiter->result, &error);
  if (dossier != NULL) {
    g_free (typed->case_id);
    typed->case_id = g_strdup (dossier->the_case->case_id);
    if (!g_ptr_array_find_with_equal_func (self->world->case_ids, typed->case_id, g_str_equal,
                                           NULL))
      g_ptr_array_add (self->world->case_ids, g_strdup (typed->case_id));
  }
  sim_typed_note_done (typed, before, answered, error);
  sim_desk_say (self, "a complaint", error);
}

static void
step_new_case (SimDesk *self, const SimStep *step)
{
  SimDice dice = {step->salt};
  SimTyped *typed = sim_model_add_typed (self->world->model, step->salt, self->number);

  typed->is_case = TRUE;
  typed->member = "subject";
  register_case (self, typed, &dice);
}

static void
step_do_draft (SimDesk *self, const SimStep *step)
{
  SimDice dice = {step->salt};
  SimTyped *typed = pick_draft (self, step);
  g_autoptr (LoketDossier) dossier = NULL;
  g_auto (GStrv) parts = NULL;

  if (typed == NULL)
    return;
  if (typed->is_case) {
    register_case (self, typed, &dice);
    return;
  }
  dossier = sim_desk_load (self, typed->case_id);
  parts = g_strsplit (typed->key, ":", -1);
  if (dossier != NULL && g_strv_length (parts) >= 3)
    do_act (self, dossier, loket_act_type_from_string (parts[2]), typed, &dice);
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

/* Looking */

static void
step_list (SimDesk *self, const SimStep *step)
{
  static const char *const views[] = {"all", "inbox", "today", "mine", "drafts"};
  static const char *const words[] = {"Zin", "loket", "verbeterd"};
  g_autoptr (SimWaiter) waiter = sim_waiter_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) lines = NULL;

  loket_desk_list_lines_async (self->desk, views[step->a % 5],
                               step->b % 2 ? words[step->b % 3] : NULL, 0, sim_waiter_cb, waiter);
  if (!sim_desk_wait (self, waiter))
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
  GHashTableIter iter;
  gpointer seen;

  sim_desk_close (self);
  g_hash_table_iter_init (&iter, self->seen.cases);
  while (g_hash_table_iter_next (&iter, NULL, &seen))
    ((SimSeenCase *) seen)->here = FALSE;
  sim_seen_forget_anew (&self->seen);
  self->reset_cache = TRUE;
  self->rebuilding = TRUE;
  self->rebuilt = TRUE;
  self->losses_forgotten = self->world->n_losses;
}

void
sim_perform_at_desk (SimDesk *desk, const SimStep *step)
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
    sim_step_take_back (desk, step);
    break;
  case SIM_RESOLVE:
    sim_step_resolve (desk, step);
    break;
  case SIM_SEND_NOW:
    sim_step_send_now (desk, step);
    break;
  case SIM_ANSWER_BRAKE:
    sim_desk_answer_brake (desk);
    break;
  case SIM_ATTACH:
    sim_step_attach (desk, step);
    break;
  case SIM_SAVE:
    sim_step_save (desk, step);
    break;
  case SIM_DETACH:
    sim_step_detach (desk, step);
    break;
  case SIM_CARRY:
    sim_step_carry (desk, step);
    break;
  case SIM_RESYNC:
    loket_desk_resync_async (desk->desk, NULL, NULL, NULL);
    break;
  case SIM_OPEN_CASE:
    loket_dossier_unref (sim_desk_load (desk, sim_desk_pick_case (desk, step)));
    break;
  case SIM_LIST:
    step_list (desk, step);
    break;
  case SIM_SYNC:
    sim_desk_begin_sync (desk);
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
