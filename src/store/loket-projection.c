/* SPDX-License-Identifier: EUPL-1.2 */
/* Projections, and the one made from what the loket says of its own case. */
#include "config.h"

#include "loket-projection-private.h"

static const char *
first_text (const char *a, const char *b)
{
  if (a != NULL && *a != '\0')
    return a;
  return b != NULL ? b : "";
}

static char *
dup_person (const LoketCase *the_case)
{
  for (guint i = 0; i < the_case->complainants->len; i++) {
    LoketParty *party = g_ptr_array_index (the_case->complainants, i);
    const char *name = first_text (party->name, party->organisation);

    if (*name != '\0')
      return g_strdup (name);
  }
  if (the_case->representative == NULL)
    return g_strdup ("");
  return g_strdup (
      first_text (the_case->representative->name, the_case->representative->organisation));
}

LoketProjection *
_loket_projection_new (const LoketCase *the_case)
{
  LoketProjection *self = g_new0 (LoketProjection, 1);

  self->case_id = g_strdup (the_case->case_id);
  self->reference = g_strdup (the_case->reference);
  self->aliases = g_strjoinv (" ", the_case->aliases);
  self->subject = g_strdup (the_case->subject);
  self->person = dup_person (the_case);
  self->open_clocks = g_array_new (FALSE, FALSE, sizeof (LoketOpenClock));
  self->leading = -1;
  return self;
}

static gboolean
leads (const LoketOpenClock *a, const LoketOpenClock *b)
{
  return a->kind != b->kind ? a->kind < b->kind : a->work_by < b->work_by;
}

/* Running and overdue clocks both count, so the choice does not depend on today. */
void
_loket_projection_add_clock (LoketProjection *self, const LoketOpenClock *clock)
{
  int leading = self->leading;

  g_array_append_val (self->open_clocks, *clock);
  if (leading < 0 || leads (clock, &g_array_index (self->open_clocks, LoketOpenClock, leading)))
    self->leading = (int) self->open_clocks->len - 1;
}

gboolean
_loket_projection_is_open (LoketClockState state)
{
  return state == LOKET_CLOCK_STATE_RUNNING || state == LOKET_CLOCK_STATE_OVERDUE;
}

static void
read_clock_json (LoketProjection *self, JsonObject *json)
{
  LoketClockState state = loket_clock_state_from_string (loket_json_peek_string (json, "state"));
  LoketOpenClock clock = {
      g_intern_string (loket_json_peek_string (json, "clock")),
      loket_clock_kind_from_string (loket_json_peek_string (json, "kind"),
                                    LOKET_CLOCK_KIND_INTERNAL),
      loket_json_peek_day (json, "lastDay"),
      loket_json_peek_day (json, "due"),
      loket_json_peek_day (json, "workBy"),
      loket_json_peek_moment (json, "dueAt"),
  };

  if (g_strcmp0 (loket_json_peek_string (json, "whose"), "citizen") == 0)
    return;
  if (clock.clock != NULL && _loket_projection_is_open (state) && clock.due != LOKET_NO_DAY)
    _loket_projection_add_clock (self, &clock);
}

/* Equal cases are bundled by linking each to the one that leads: what was linked last holds. */
void
_loket_projection_take_lead (LoketProjection *self, const LoketAct *act)
{
  const char *reference = loket_act_get_text (act, "reference");

  if (act->type != LOKET_ACT_LINK || reference == NULL ||
      g_strcmp0 (loket_act_get_text (act, "relation"), "partOf") != 0)
    return;
  g_free (self->lead);
  self->lead = g_strdup (reference);
}

static gboolean
is_annulled (LoketCase *copy, const LoketAct *act)
{
  for (guint i = 0; i < copy->acts->len; i++) {
    LoketAct *later = g_ptr_array_index (copy->acts, i);

    if (later->type == LOKET_ACT_ANNUL &&
        g_strcmp0 (loket_act_get_text (later, "actId"), act->act_id) == 0)
      return TRUE;
  }
  return FALSE;
}

gboolean
_loket_projection_replies (const LoketAct *act)
{
  return act->type == LOKET_ACT_DISPATCH &&
         g_strcmp0 (loket_act_get_text (act, "kind"), "inquiryReply") == 0;
}

/* Assignee, urgency and follow-up are acts; the rules for them are the same in every profile. */
static void
read_own_work (LoketProjection *self, LoketCase *copy)
{
  self->assignee = g_strdup (copy->assignee);
  for (guint i = 0; i < copy->acts->len; i++) {
    LoketAct *act = g_ptr_array_index (copy->acts, i);

    if (act->type == LOKET_ACT_ASSIGN) {
      g_free (self->assignee);
      self->assignee = g_strdup (loket_act_get_text (act, "to"));
    } else if (act->type == LOKET_ACT_SET_URGENCY) {
      self->urgency = loket_urgency_from_string (loket_act_get_text (act, "level"));
    } else if (act->type == LOKET_ACT_SET_FOLLOW_UP) {
      self->follow_up_on = loket_json_peek_day (act->payload, "on");
    } else if (act->type == LOKET_ACT_LINK && !is_annulled (copy, act)) {
      _loket_projection_take_lead (self, act);
    } else if (act->type == LOKET_ACT_INQUIRE) {
      self->inquiry_open = TRUE;
    } else if (_loket_projection_replies (act)) {
      self->inquiry_open = FALSE;
    }
  }
  if (self->step == LOKET_STEP_CLOSED)
    self->follow_up_on = LOKET_NO_DAY;
}

/**
 * loket_projection_new_from_case:
 * @copy: the server's copy, with `step`, `flags`, `outcome` and `clocks` as the loket gave them
 *
 * For the first moment after a case came in: replay follows and is what holds.
 *
 * Returns: (transfer full)
 */
LoketProjection *
loket_projection_new_from_case (LoketCase *copy)
{
  LoketProjection *self = _loket_projection_new (copy);
  JsonArray *clocks = loket_json_peek_array (copy->json, "clocks");
  guint count = clocks != NULL ? json_array_get_length (clocks) : 0;
  g_auto (GStrv) flags = loket_json_peek_strings (copy->json, "flags");

  self->step = loket_step_from_string (loket_json_peek_string (copy->json, "step"));
  self->flags = loket_flags_from_strings ((const char *const *) flags) & LOKET_LASTING_FLAGS;
  self->outcome = loket_outcome_from_string (loket_json_peek_string (copy->json, "outcome"));
  self->waiting_for =
      loket_waiting_for_from_string (loket_json_peek_string (copy->json, "waitingFor"));
  read_own_work (self, copy);
  for (guint i = 0; i < count; i++) {
    JsonObject *clock = loket_json_array_peek_object (clocks, i);

    if (clock != NULL)
      read_clock_json (self, clock);
  }
  return self;
}

/* A loket may keep terms in days only, and says moments in seconds. */
static gboolean
same_moment (LoketMoment a, LoketMoment b)
{
  return a == LOKET_NO_MOMENT || b == LOKET_NO_MOMENT || a / LOKET_SECOND_US == b / LOKET_SECOND_US;
}

/**
 * loket_projection_same_dates:
 *
 * Whether step, outcome and open clocks agree: what the loket says beside what replay says.
 */
gboolean
loket_projection_same_dates (const LoketProjection *a, const LoketProjection *b)
{
  if (a->step != b->step || a->outcome != b->outcome || a->open_clocks->len != b->open_clocks->len)
    return FALSE;
  for (guint i = 0; i < a->open_clocks->len; i++) {
    LoketOpenClock *x = &g_array_index (a->open_clocks, LoketOpenClock, i);
    LoketOpenClock *y = &g_array_index (b->open_clocks, LoketOpenClock, i);

    if (x->clock != y->clock || x->last_day != y->last_day || x->due != y->due ||
        x->work_by != y->work_by || !same_moment (x->due_at, y->due_at))
      return FALSE;
  }
  return TRUE;
}

void
loket_projection_free (LoketProjection *self)
{
  if (self == NULL)
    return;
  g_free (self->case_id);
  g_free (self->reference);
  g_free (self->aliases);
  g_free (self->subject);
  g_free (self->person);
  g_free (self->assignee);
  g_free (self->lead);
  g_array_unref (self->open_clocks);
  g_free (self->pending_text);
  g_free (self);
}
