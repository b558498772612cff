/* SPDX-License-Identifier: EUPL-1.2 */
/* The arithmetic of one clock: anchor, period, extensions, suspensions, last day, limit. */
#include "config.h"

#include "loket-replay-private.h"

void
_loket_term_clear (LoketTerm *term)
{
  g_clear_pointer (&term->spans, g_array_unref);
}

/* A day that stands in the decision against which the complaint goes. */
static LoketDay
find_in_decision (const LoketWalk *walk, const char *member)
{
  JsonObject *decision = loket_json_peek_object (walk->current->json, "contestedDecision");

  return decision != NULL ? loket_json_peek_day (decision, member) : LOKET_NO_DAY;
}

static LoketDay
get_promised (const LoketActEffect *effect)
{
  return loket_json_peek_day (effect->act->payload, "until");
}

static gboolean
is_anchor_act (const LoketClockRule *clock, const LoketActEffect *effect)
{
  if (effect->act->type != clock->anchor_act || !_loket_effect_moves_clocks (effect))
    return FALSE;
  if (clock->anchor_kind == LOKET_ANCHOR_PROMISED)
    return get_promised (effect) != LOKET_NO_DAY;
  return _loket_payload_fits (effect->act->payload, "from", clock->anchor_from);
}

/* A file is complete when the last missing part is there, but once there was a first part the
 * clock can end. Any other event is the first of its kind, unless each starts the clock anew. */
static void
find_anchor_act (const LoketWalk *walk, const LoketClockRule *clock, LoketTerm *term)
{
  gboolean is_file = clock->anchor_act == LOKET_ACT_COMPLETE_FILE;

  for (guint i = 0; i < walk->effects->len; i++) {
    LoketActEffect *effect = g_ptr_array_index (walk->effects, i);

    if (!is_anchor_act (clock, effect))
      continue;
    if (term->anchor == NULL || !is_file)
      term->anchor_place = (int) i;
    term->anchor = effect;
    term->from = effect->counting_day;
    if (!is_file && !clock->pick_last)
      return;
  }
}

static void
find_anchor (const LoketWalk *walk, const LoketClockRule *clock, LoketTerm *term)
{
  term->anchor_place = -1;
  switch (clock->anchor_kind) {
  case LOKET_ANCHOR_RECEIVED:
    term->from = walk->current->received_on;
    break;
  case LOKET_ANCHOR_DECISION_NOTIFIED:
  case LOKET_ANCHOR_COPIED:
    term->from = find_in_decision (walk, "notifiedOn");
    break;
  case LOKET_ANCHOR_FACTS_HAPPENED:
    term->from = loket_json_peek_day (walk->current->json, "factsOn");
    break;
  case LOKET_ANCHOR_ACT:
  case LOKET_ANCHOR_PROMISED:
    find_anchor_act (walk, clock, term);
    break;
  }
}

/* Ends every span that is still open. */
static void
end_spans (GArray *spans, LoketDay until)
{
  for (guint i = 0; i < spans->len; i++) {
    LoketSpan *span = &g_array_index (spans, LoketSpan, i);

    if (span->until == LOKET_SPAN_OPEN)
      span->until = until;
  }
}

static int
compare_spans (gconstpointer a, gconstpointer b)
{
  const LoketSpan *span_a = a;
  const LoketSpan *span_b = b;

  return span_a->from - span_b->from;
}

/* Spans that overlap or touch become one; those without a day go. @spans are sorted. */
static void
unite_spans (GArray *spans)
{
  guint kept = 0;

  for (guint i = 0; i < spans->len; i++) {
    LoketSpan span = g_array_index (spans, LoketSpan, i);
    LoketSpan *last = kept > 0 ? &g_array_index (spans, LoketSpan, kept - 1) : NULL;

    if (span.until < span.from)
      continue;
    if (last != NULL && (last->until == LOKET_SPAN_OPEN || span.from <= last->until + 1))
      last->until = MAX (last->until, span.until);
    else
      g_array_index (spans, LoketSpan, kept++) = span;
  }
  g_array_set_size (spans, kept);
}

/* The days after the anchor that do not count. */
static GArray *
find_spans (const LoketWalk *walk, LoketDay anchor)
{
  GArray *spans = g_array_new (FALSE, TRUE, sizeof (LoketSpan));

  for (guint i = 0; i < walk->effects->len; i++) {
    LoketActEffect *effect = g_ptr_array_index (walk->effects, i);
    LoketSpan span = {effect->counting_day + 1, LOKET_SPAN_OPEN, effect->act};

    if (!_loket_effect_counts (effect))
      continue;
    if (effect->act->type == LOKET_ACT_SUSPEND)
      g_array_append_val (spans, span);
    else if (effect->act->type == LOKET_ACT_RESUME)
      end_spans (spans, effect->counting_day);
  }
  for (guint i = 0; i < spans->len; i++) {
    LoketSpan *span = &g_array_index (spans, LoketSpan, i);

    span->from = MAX (span->from, anchor + 1);
  }
  g_array_sort (spans, compare_spans);
  unite_spans (spans);
  return spans;
}

static LoketDay
add_amount (LoketCalendar *calendar, LoketDay day, int amount, LoketUnit unit)
{
  switch (unit) {
  case LOKET_UNIT_CALENDAR_DAY:
    return day + amount;
  case LOKET_UNIT_WEEK:
    return day + 7 * amount;
  case LOKET_UNIT_MONTH:
    return loket_day_add_months (day, amount);
  case LOKET_UNIT_WORKING_DAY:
    return loket_calendar_add_open (calendar, day, amount);
  case LOKET_UNIT_HOUR:
  case LOKET_UNIT_WORKING_HOUR:
    break; /* counted from a moment */
  }
  g_return_val_if_reached (day);
}

/* The last day as if nothing had been suspended. */
static LoketDay
find_bare_last_day (LoketCalendar *calendar, const LoketClockRule *clock, const LoketTerm *term)
{
  int extension = (int) term->extended * clock->extension_amount.number;
  LoketDay last;

  if (clock->extension_counted_in == clock->counted_in)
    return add_amount (calendar, term->from, clock->amount.number + extension, clock->counted_in);
  last = add_amount (calendar, term->from, clock->amount.number, clock->counted_in);
  return add_amount (calendar, last, extension, clock->extension_counted_in);
}

/* Steps over one span: days before it count, its own do not. @left days are still to be counted
 * after @day. Returns whether the span was reached before they were all counted. */
static gboolean
count_up_to_span (LoketCalendar *open_days, LoketDay *day, int *left, const LoketSpan *span)
{
  LoketDay before = span->from - 1;
  int counted =
      open_days != NULL ? loket_calendar_count_open (open_days, *day, before) : before - *day;

  if (counted >= *left)
    return FALSE;
  *left -= counted;
  *day = span->until;
  return TRUE;
}

/* The last day with every day of suspension stepped over. The spans that did not move it go. */
static void
step_over_spans (LoketCalendar *open_days, LoketDay bare, LoketTerm *term)
{
  LoketDay day = term->from;
  int left = open_days != NULL ? loket_calendar_count_open (open_days, day, bare) : bare - day;
  guint used = 0;

  for (; used < term->spans->len; used++) {
    const LoketSpan *span = &g_array_index (term->spans, LoketSpan, used);

    if (!count_up_to_span (open_days, &day, &left, span))
      break;
    if (span->until == LOKET_SPAN_OPEN) {
      term->suspended = TRUE;
      term->remaining = left;
      return;
    }
  }
  g_array_set_size (term->spans, used);
  term->last_day = open_days != NULL ? loket_calendar_add_open (open_days, day, left) : day + left;
}

static gboolean
counts_open_days_only (const LoketClockRule *clock, const LoketTerm *term)
{
  return clock->counted_in == LOKET_UNIT_WORKING_DAY &&
         (term->extended == 0 || clock->extension_counted_in == LOKET_UNIT_WORKING_DAY);
}

/* The next working day of the law, only where a confirmed rule moves the limit there. */
static LoketDay
find_due (const LoketWalk *walk, const LoketClockRule *clock, LoketDay last_day)
{
  if (!clock->roll_rule.yes || !clock->roll_rule.confirmed)
    return last_day;
  return loket_calendar_next_open (loket_rules_get_calendar (walk->rules, "be-legal"), last_day);
}

static gboolean
counts_hours (const LoketClockRule *clock)
{
  return clock->counted_in == LOKET_UNIT_HOUR || clock->counted_in == LOKET_UNIT_WORKING_HOUR;
}

static LoketMoment
find_anchor_moment (const LoketWalk *walk, const LoketClockRule *clock, const LoketTerm *term)
{
  LoketMoment received_at = walk->current->received_at;

  if (term->anchor != NULL)
    return _loket_effect_get_moment (walk, term->anchor);
  if (clock->anchor_kind == LOKET_ANCHOR_RECEIVED && received_at != LOKET_NO_MOMENT &&
      loket_moment_get_day (received_at) == term->from)
    return received_at;
  return LOKET_NO_MOMENT;
}

/* Where the hour is not known, from the beginning of the day: the limit is never too late. The end
 * of a day, 24:00, belongs to that day. */
static void
count_hours (const LoketWalk *walk,
             const LoketClockRule *clock,
             LoketCalendar *calendar,
             LoketTerm *term)
{
  LoketMoment from = find_anchor_moment (walk, clock, term);

  term->hour_unknown = from == LOKET_NO_MOMENT;
  if (term->hour_unknown)
    from = loket_moment_of_day (term->from, 0, 0);
  if (clock->counted_in == LOKET_UNIT_HOUR)
    calendar = NULL;
  term->due_at = _loket_hours_add (calendar, clock->openings, from, clock->amount.number);
  term->last_day = loket_moment_get_day (term->due_at - 1);
  term->due = term->last_day;
}

static void
count_days (const LoketWalk *walk,
            const LoketClockRule *clock,
            LoketCalendar *calendar,
            LoketTerm *term)
{
  LoketDay bare;

  if (clock->extensible)
    term->extended = _loket_walk_count_extensions (walk);
  bare = find_bare_last_day (calendar, clock, term);
  term->last_day = bare;
  if (clock->suspendable) {
    term->last_day = LOKET_NO_DAY;
    term->spans = find_spans (walk, term->from);
    step_over_spans (counts_open_days_only (clock, term) ? calendar : NULL, bare, term);
  }
  if (!term->suspended)
    term->due = find_due (walk, clock, term->last_day);
}

/* Without the day that stands on paper, or was promised, there is no term at all. */
static void
copy_last_day (const LoketWalk *walk, const LoketClockRule *clock, LoketTerm *term)
{
  if (clock->anchor_kind == LOKET_ANCHOR_COPIED)
    term->last_day = find_in_decision (walk, "appealUntil");
  else if (term->anchor != NULL)
    term->last_day = get_promised (term->anchor);
  term->due = term->last_day;
  term->copied_day = term->last_day;
  if (term->copied_day == LOKET_NO_DAY)
    term->from = LOKET_NO_DAY;
  else
    _loket_stay_apply (walk, clock, term);
}

/**
 * _loket_term_find:
 * @term: zeroed by the caller, who clears it with _loket_term_clear()
 *
 * The dates of a clock as the acts so far make them.
 */
void
_loket_term_find (const LoketWalk *walk, const LoketClockRule *clock, LoketTerm *term)
{
  LoketCalendar *calendar = loket_rules_get_calendar (walk->rules, clock->calendar);

  find_anchor (walk, clock, term);
  term->due_at = LOKET_NO_MOMENT;
  term->copied_day = LOKET_NO_DAY;
  if (clock->copied_from.given)
    copy_last_day (walk, clock, term);
  else if (term->from == LOKET_NO_DAY || !clock->has_term)
    return;
  else if (counts_hours (clock))
    count_hours (walk, clock, calendar, term);
  else
    count_days (walk, clock, calendar, term);
}

/**
 * _loket_term_has_begun:
 *
 * A term that stands on paper is there once its last day is.
 */
gboolean
_loket_term_has_begun (const LoketTerm *term, const LoketClockRule *clock)
{
  return (clock->copied_from.given ? term->copied_day : term->from) != LOKET_NO_DAY;
}

/**
 * _loket_term_is_in_time:
 *
 * Where there is no limit nothing can be late.
 */
gboolean
_loket_term_is_in_time (const LoketTerm *term, LoketDay day)
{
  return term->due == LOKET_NO_DAY || day <= term->due;
}

/**
 * _loket_term_holds_act:
 *
 * Returns: whether the act is in time: by its moment where hours are counted and it has one
 */
gboolean
_loket_term_holds_act (const LoketWalk *walk, const LoketTerm *term, const LoketActEffect *effect)
{
  LoketMoment moment = LOKET_NO_MOMENT;

  if (term->due_at != LOKET_NO_MOMENT)
    moment = _loket_effect_get_moment (walk, effect);
  if (moment != LOKET_NO_MOMENT)
    return moment <= term->due_at;
  return _loket_term_is_in_time (term, effect->counting_day);
}
