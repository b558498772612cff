/* SPDX-License-Identifier: EUPL-1.2 */
/* How one clock stands today: what ended it, its state, what is left. */
#include "config.h"

#include "loket-replay-private.h"

/* What ended a clock, and as what. */
typedef struct {
  LoketActEffect *effect; /* (nullable): no act: the receipt, where there is a kind */
  const char *kind;       /* (nullable): satisfied, skipped or closed: the line of the explanation;
                           * NULL: it has not ended */
  LoketClockState state;
} Ending;

static gboolean
end_fits (const LoketClockEnd *end, const LoketActEffect *effect, gboolean in_time)
{
  if (end->act != effect->act->type ||
      !_loket_payload_fits (effect->act->payload, "kind", end->kinds) ||
      !_loket_payload_fits (effect->act->payload, "from", end->from))
    return FALSE;
  return end->when == LOKET_END_ANY || (end->when == LOKET_END_IN_TIME) == in_time;
}

static gboolean
any_end_fits (GArray *ends, const LoketActEffect *effect, gboolean in_time)
{
  for (guint i = 0; i < ends->len; i++) {
    if (end_fits (&g_array_index (ends, LoketClockEnd, i), effect, in_time))
      return TRUE;
  }
  return FALSE;
}

/* Skipping goes before satisfying, and both before the mere closing of the case. */
static gboolean
ends_clock (const LoketClockRule *clock, LoketActEffect *effect, gboolean in_time, Ending *ending)
{
  gboolean fits = _loket_demand_ends_let_act (effect, clock->demands);

  ending->effect = effect;
  if (fits && any_end_fits (clock->skipped_by, effect, in_time)) {
    ending->kind = "skipped";
    ending->state = LOKET_CLOCK_STATE_SKIPPED;
    return TRUE;
  }
  if (fits && any_end_fits (clock->satisfied_by, effect, in_time)) {
    ending->kind = "satisfied";
    ending->state = in_time ? LOKET_CLOCK_STATE_MET : LOKET_CLOCK_STATE_MET_LATE;
    return TRUE;
  }
  /* The citizen's own term does not end with our case. */
  if (!effect->closes || clock->anchor_kind == LOKET_ANCHOR_COPIED)
    return FALSE;
  ending->kind = "closed";
  ending->state = in_time || clock->kind == LOKET_CLOCK_KIND_INTERNAL ? LOKET_CLOCK_STATE_SKIPPED
                                                                      : LOKET_CLOCK_STATE_MET_LATE;
  return TRUE;
}

/* A term in which the citizen had to turn to us. */
static Ending
find_receipt (const LoketWalk *walk, const LoketTerm *term)
{
  gboolean in_time = _loket_term_is_in_time (term, walk->current->received_on);

  return (Ending){NULL, "satisfied", in_time ? LOKET_CLOCK_STATE_MET : LOKET_CLOCK_STATE_MET_LATE};
}

static Ending
find_ending (const LoketWalk *walk, const LoketClockRule *clock, const LoketTerm *term)
{
  if (clock->ends_received)
    return find_receipt (walk, term);
  for (int i = term->anchor_place + 1; i < (int) walk->effects->len; i++) {
    LoketActEffect *effect = g_ptr_array_index (walk->effects, (guint) i);
    Ending ending;

    if (_loket_effect_moves_clocks (effect) && !effect->came_back &&
        ends_clock (clock, effect, _loket_term_holds_act (walk, term, effect), &ending))
      return ending;
  }
  return (Ending){NULL, NULL, LOKET_CLOCK_STATE_NOT_STARTED};
}

static LoketClockState
find_state (const LoketWalk *walk, const LoketClockRule *clock, const LoketTerm *term)
{
  if (!clock->has_term)
    return LOKET_CLOCK_STATE_NO_TERM;
  if (term->suspended)
    return LOKET_CLOCK_STATE_SUSPENDED;
  if (term->due_at != LOKET_NO_MOMENT)
    return walk->now <= term->due_at ? LOKET_CLOCK_STATE_RUNNING : LOKET_CLOCK_STATE_OVERDUE;
  return walk->today <= term->due ? LOKET_CLOCK_STATE_RUNNING : LOKET_CLOCK_STATE_OVERDUE;
}

/* What `due` would be if a roll-over that nobody has confirmed held. */
static LoketDay
find_rolled_due (const LoketWalk *walk, const LoketClockRule *clock, LoketDay last_day)
{
  LoketCalendar *legal = loket_rules_get_calendar (walk->rules, "be-legal");

  if (last_day == LOKET_NO_DAY || !clock->roll_rule.given || clock->roll_rule.confirmed ||
      loket_calendar_is_open (legal, last_day))
    return LOKET_NO_DAY;
  return loket_calendar_next_open (legal, last_day);
}

static gboolean
is_confirmed (const LoketClockRule *clock, const LoketTerm *term)
{
  if (clock->copied_from.given)
    return clock->copied_from.confirmed && (term->spans == NULL || clock->stay_months.confirmed);
  if (!clock->anchor.confirmed)
    return FALSE;
  if (!clock->has_term)
    return clock->no_term.confirmed;
  if (!clock->amount.confirmed || !clock->unit.confirmed ||
      (clock->opening_hours.given && !clock->opening_hours.confirmed))
    return FALSE;
  return term->extended == 0 ||
         (clock->extension_max.confirmed && clock->extension_amount.confirmed);
}

static LoketCalendar *
get_office (const LoketWalk *walk)
{
  return loket_rules_get_calendar (walk->rules, loket_profile_get_office_calendar (walk->profile));
}

static void
set_what_is_left (const LoketWalk *walk, const LoketTerm *term, LoketClockReading *reading)
{
  if (term->suspended)
    reading->days_left = term->remaining;
  else if (term->due != LOKET_NO_DAY)
    reading->days_left = term->due - walk->today;
  if (reading->work_by != LOKET_NO_DAY)
    reading->working_days_left =
        loket_calendar_count_open (get_office (walk), walk->today, reading->work_by);
}

static void
set_ending (const LoketWalk *walk, const Ending *ending, LoketClockReading *reading)
{
  LoketActEffect *effect = ending->effect;

  reading->state = ending->state;
  reading->ended_on = effect != NULL ? effect->counting_day : walk->current->received_on;
  reading->counts_when_taken = effect != NULL && effect->counts_when_taken;
}

/**
 * _loket_clock_read:
 * @walk: at its end, under a profile that is known
 *
 * Returns: (transfer full): how the clock stands today
 */
LoketClockReading *
_loket_clock_read (const LoketWalk *walk, const LoketClockRule *clock)
{
  LoketClockReading *reading = _loket_clock_reading_new ();
  g_auto (LoketTerm) term = {0};
  Ending ending = {0};
  gboolean begun;

  _loket_term_find (walk, clock, &term);
  reading->id = clock->id;
  reading->id_code = g_strdup (clock->id_code);
  reading->kind = clock->kind;
  reading->confirmed = is_confirmed (clock, &term);
  reading->from = term.from;
  reading->last_day = term.last_day;
  reading->due = term.due;
  reading->due_at = term.due_at;
  reading->rolled_due = find_rolled_due (walk, clock, term.last_day);
  reading->citizens = clock->citizens;
  if (term.last_day != LOKET_NO_DAY)
    reading->work_by = loket_calendar_last_open (get_office (walk), term.last_day);
  begun = _loket_term_has_begun (&term, clock);
  if (begun)
    ending = find_ending (walk, clock, &term);
  else
    reading->state = LOKET_CLOCK_STATE_NOT_STARTED;
  if (ending.kind != NULL) {
    set_ending (walk, &ending, reading);
  } else if (begun) {
    reading->state = find_state (walk, clock, &term);
    set_what_is_left (walk, &term, reading);
  }
  _loket_clock_explain (walk, clock, &term, ending.kind,
                        ending.effect != NULL ? ending.effect->act : NULL, reading);
  return reading;
}

static LoketClockReading *
read_clock_of_loket (JsonObject *json)
{
  LoketClockReading *reading = _loket_clock_reading_new ();
  const char *id = loket_json_peek_string (json, "clock");

  reading->id = loket_clock_id_from_string (id);
  reading->id_code = g_strdup (id != NULL ? id : "unknown");
  reading->kind = loket_clock_kind_from_string (loket_json_peek_string (json, "kind"),
                                                LOKET_CLOCK_KIND_INTERNAL);
  reading->state = loket_clock_state_from_string (loket_json_peek_string (json, "state"));
  reading->confirmed = g_strcmp0 (loket_json_peek_string (json, "basis"), "confirmed") == 0;
  reading->citizens = g_strcmp0 (loket_json_peek_string (json, "whose"), "citizen") == 0;
  reading->from = loket_json_peek_day (json, "from");
  reading->last_day = loket_json_peek_day (json, "lastDay");
  reading->due = loket_json_peek_day (json, "due");
  reading->rolled_due = loket_json_peek_day (json, "rolledDue");
  loket_moment_parse (loket_json_peek_string (json, "dueAt"), &reading->due_at);
  reading->work_by = loket_json_peek_day (json, "workBy");
  reading->days_left = (int) loket_json_peek_int (json, "daysLeft", 0);
  reading->working_days_left = (int) loket_json_peek_int (json, "workingDaysLeft", 0);
  return reading;
}

/**
 * _loket_clocks_of_loket:
 * @clocks: (element-type LoketClockReading): where they go
 *
 * Under rules that are not known here the dates are the loket's, without a proof.
 */
void
_loket_clocks_of_loket (LoketCase *the_case, GPtrArray *clocks)
{
  JsonArray *array = loket_json_peek_array (the_case->json, "clocks");
  guint count = array != NULL ? json_array_get_length (array) : 0;

  for (guint i = 0; i < count; i++) {
    JsonObject *json = loket_json_array_peek_object (array, i);

    if (json != NULL)
      g_ptr_array_add (clocks, read_clock_of_loket (json));
  }
}
