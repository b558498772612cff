/* SPDX-License-Identifier: EUPL-1.2 */
/* Steps of people who look after what was not taken yet, and after the brake. */
#include "loket-sim-people.h"

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
  gboolean elsewhere = typed->desk != self->number && !typed->carried && !typed->came_back;

  if (elsewhere || ((typed->places & SIM_PLACE_OUT) == 0 && !typed->came_back))
    return FALSE;
  if (g_str_equal (item->kind, "case") && g_strcmp0 (typed->case_id, item->case_id) == 0)
    return TRUE;
  /* Who takes a document away names it, too. */
  if (typed->sha256 != NULL && !g_str_equal (item->type, "attach"))
    return FALSE;
  return body != NULL && typed->is_case == g_str_equal (item->kind, "case") &&
         sim_text_is_in (body, typed->member, typed->token);
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

/* What was carried may leave from the other desk all the same, and what is decided there changes
 * nothing at the desk where it was typed. */
void
sim_typed_note_gone (SimTyped *typed, const SimDesk *desk, guint places, gboolean taken_back)
{
  gboolean may_arrive = typed->carried || typed->came_back || typed->may_be_sent;

  if (typed->desk == desk->number)
    typed->places = places | (may_arrive ? SIM_PLACE_OUT : 0);
  typed->taken_back = taken_back && !may_arrive;
  typed->decided = TRUE;
}

/* Of an act that goes with its complaint nobody may have been told that it is kept. */
static guint
get_unsure (const SimTyped *typed, const char *body)
{
  gboolean stands_there = body != NULL && sim_text_is_in (body, typed->member, typed->token);

  return stands_there ? 0 : typed->places & SIM_PLACE_NOWHERE;
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
    candidate->may_be_sent |= g_strcmp0 (item->reason, "salvaged") == 0;
    sim_typed_note_gone (candidate, self, places | get_unsure (candidate, body), taken_back);
  }
}

/* A note tells nobody anything that cannot be unsaid: it leaves at once, whatever it was before. */
static void
end_hold (SimDesk *self, const LoketPendingItem *item, const char *body)
{
  GPtrArray *typed = self->world->model->typed;

  for (guint i = 0; i < typed->len; i++) {
    SimTyped *candidate = g_ptr_array_index (typed, i);

    if (goes_with (self, candidate, item, body))
      candidate->held_until_ms = 0;
  }
}

/**
 * sim_desk_note_keys:
 *
 * What was adapted is a draft under whatever key was free; where a crash broke that off, nobody was
 * told.
 */
void
sim_desk_note_keys (SimDesk *self)
{
  GPtrArray *typed = self->world->model->typed;
  GPtrArray *drafts = loket_desk_list_drafts (self->desk);

  for (guint i = 0; i < drafts->len; i++) {
    const LoketDraft *draft = g_ptr_array_index (drafts, i);
    g_autofree char *text = loket_json_object_to_string (draft->fields);

    for (guint j = 0; j < typed->len; j++) {
      SimTyped *candidate = g_ptr_array_index (typed, j);

      if (candidate->desk != self->number || (candidate->places & SIM_PLACE_DRAFT) == 0 ||
          !sim_text_is_in (text, candidate->member, candidate->token))
        continue;
      g_free (candidate->key);
      candidate->key = g_strdup (draft->key);
    }
  }
}

static void
take_back (SimDesk *self, const LoketPendingItem *item)
{
  g_autoptr (SimWaiter) waiter = sim_waiter_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *body = dup_body (self, item->id);
  gboolean answered;

  loket_desk_take_back_async (self->desk, item->id, NULL, sim_waiter_cb, waiter);
  answered = sim_desk_wait (self, waiter);
  if (answered)
    loket_desk_take_back_finish (self->desk, waiter->result, &error);
  if (error == NULL && answered)
    sim_net_forget (self->world->net, item->id);
  if (!answered)
    note_gone (self, item, body, SIM_PLACE_OUT | SIM_PLACE_AUDIT, FALSE);
  else if (error == NULL)
    note_gone (self, item, body, SIM_PLACE_AUDIT, TRUE);
  sim_desk_say (self, "takes back", error);
}

void
sim_step_take_back (SimDesk *self, const SimStep *step)
{
  g_autoptr (GPtrArray) pending = loket_desk_list_pending (self->desk);
  LoketPendingItem *item = pick_pending (self, pending, step, FALSE);

  if (item != NULL)
    take_back (self, item);
}

/* Where what a person decided about may be after it. */
static guint
find_places_after (LoketResolution resolution)
{
  switch (resolution) {
  case LOKET_RESOLUTION_ADAPT:
    return SIM_PLACE_DRAFT;
  case LOKET_RESOLUTION_DROP:
    return SIM_PLACE_AUDIT;
  case LOKET_RESOLUTION_AGAIN:
  case LOKET_RESOLUTION_NOTE:
  default:
    return SIM_PLACE_OUT;
  }
}

/* The desk has the contents, and the loket takes what it gets: so no document comes back for the
 * sake of its contents, unless the loket has lost them. */
static void
check_reason (SimDesk *self, const LoketPendingItem *item)
{
  static const char *const reasons[] = {"documentMissing",
                                        "documentRefused",
                                        "documentDamaged",
                                        "documentTooLarge",
                                        "differentContent",
                                        "contentsDamagedHere",
                                        NULL};

  if (item->reason != NULL && g_strv_contains (reasons, item->reason) &&
      g_hash_table_size (self->world->model->lost) == 0)
    sim_world_fail (self->world, "documentRefused", "desk %u: %s came back: %s", self->number,
                    item->type, item->reason);
}

/* Returns: FALSE when the desk would not have it */
gboolean
sim_desk_resolve (SimDesk *self, const LoketPendingItem *item, LoketResolution resolution)
{
  g_autoptr (SimWaiter) waiter = sim_waiter_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *body = dup_body (self, item->id);
  guint places = find_places_after (resolution);
  gboolean is_case = g_str_equal (item->kind, "case");
  gboolean answered;

  check_reason (self, item);
  loket_desk_resolve_async (self->desk, item->id, resolution, sim_waiter_cb, waiter);
  answered = sim_desk_wait (self, waiter);
  if (answered)
    loket_desk_resolve_finish (self->desk, waiter->result, NULL, &error);
  sim_desk_say (self, "decides", error);
  if (error != NULL)
    return FALSE;
  /* The acts behind a complaint go with it, or stay behind it. */
  if (!answered || (is_case && resolution != LOKET_RESOLUTION_DROP))
    places |= SIM_PLACE_OUT | (is_case ? SIM_PLACE_AUDIT : 0);
  sim_net_forget (self->world->net, item->id);
  if (resolution == LOKET_RESOLUTION_NOTE)
    end_hold (self, item, body);
  note_gone (self, item, body, places, FALSE);
  if (answered && resolution == LOKET_RESOLUTION_ADAPT)
    sim_desk_note_keys (self);
  return TRUE;
}

void
sim_step_resolve (SimDesk *self, const SimStep *step)
{
  g_autoptr (GPtrArray) pending = loket_desk_list_pending (self->desk);
  LoketPendingItem *item = pick_pending (self, pending, step, TRUE);

  if (item != NULL)
    sim_desk_resolve (self, item, (LoketResolution) (step->b % 4));
}

void
sim_step_send_now (SimDesk *self, const SimStep *step)
{
  g_autoptr (GPtrArray) pending = loket_desk_list_pending (self->desk);
  g_autoptr (SimWaiter) waiter = NULL;
  LoketPendingItem *item = pick_pending (self, pending, step, FALSE);

  if (item == NULL)
    return;
  waiter = sim_waiter_new ();
  sim_desk_end_holds (self);
  loket_desk_send_now_async (self->desk, item->id, sim_waiter_cb, waiter);
  if (sim_desk_wait (self, waiter))
    loket_desk_send_now_finish (self->desk, waiter->result, NULL);
}

/* Nobody says "go on" as long as another loket stands there. */
void
sim_desk_answer_brake (SimDesk *self)
{
  const LoketBrake *brake = loket_desk_get_sync_state (self->desk)->brake;
  gboolean go_on = brake != NULL && !self->world->wrong_loket && self->brake_answered &&
                   loket_brake_kind_may_go_on (brake->kind);

  if (brake == NULL)
    return;
  self->went_on |= go_on;
  if (go_on && brake->kind == LOKET_BRAKE_CURSOR_BACK)
    self->losses_let_in = self->world->n_losses;
  self->brake_answered = TRUE;
  sim_trace_say (&self->world->trace, "desk %u answers the brake %d: %d", self->number, brake->kind,
                 go_on);
  loket_desk_answer_brake_async (self->desk, go_on ? LOKET_BRAKE_GO_ON : LOKET_BRAKE_CHECK_AGAIN,
                                 brake, NULL, NULL);
}
