/* SPDX-License-Identifier: EUPL-1.2 */
/* The arithmetic of one clock: anchor, period, extensions, suspensions, last day, limit. */
#include "config.h"

#include "loket-replay-private.h"

/* A suspension without an end. */
#define FOR_EVER G_MAXINT32

void
_loket_term_clear (LoketTerm *term)
{
  g_clear_pointer (&term->spans, g_array_unref);
}

static LoketDay
find_decision_notified (const LoketWalk *walk)
{
  JsonObject *decision = loket_json_peek_object (walk->current->json, "contestedDecision");

  return decision != NULL ? loket_json_peek_day (decision, "notifiedOn") : LOKET_NO_DAY;
}

/* A file is complete when the last missing part is there; any other event is the first of its
 * kind. The place is that of the first in any case: from then on the clock can end. */
static void
find_anchor_act (const LoketWalk *walk, LoketActType type, LoketTerm *term)
{
  for (guint i = 0; i < walk->effects->len; i++) {
    LoketActEffect *effect = g_ptr_array_index (walk->effects, i);

    if (effect->act->type != type || !_loket_effect_counts (effect))
      continue;
    if (term->anchor == NULL)
      term->anchor_place = (int) i;
    term->anchor = effect->act;
    term->from = effect->counting_day;
    if (type != LOKET_ACT_COMPLETE_FILE)
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
    term->from = find_decision_notified (walk);
    break;
  case LOKET_ANCHOR_ACT:
    find_anchor_act (walk, clock->anchor_act, term);
    break;
  }
}

/* Ends every span that is still open. */
static void
end_spans (GArray *spans, LoketDay until)
{
  for (guint i = 0; i < spans->len; i++) {
    LoketSpan *span = &g_array_index (spans, LoketSpan, i);

    if (span->until == FOR_EVER)
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
    if (last != NULL && (last->until == FOR_EVER || span.from <= last->until + 1))
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
    LoketSpan span = {effect->counting_day + 1, FOR_EVER, effect->act};

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
    if (span->until == FOR_EVER) {
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
  LoketDay bare;

  find_anchor (walk, clock, term);
  if (term->from == LOKET_NO_DAY || !clock->has_term)
    return;
  if (clock->extensible)
    term->extended = walk->done[LOKET_ACT_EXTEND];
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
