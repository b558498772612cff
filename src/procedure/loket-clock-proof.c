/* SPDX-License-Identifier: EUPL-1.2 */
/* The proof of a clock: line by line how its dates come about, as data. */
#include "config.h"

#include "loket-replay-private.h"

/**
 * _loket_proof_add_line:
 * @kind: a constant
 *
 * Returns: (transfer none): the new last line
 */
LoketExplanationLine *
_loket_proof_add_line (LoketClockReading *reading, const char *kind, LoketDay day)
{
  LoketExplanationLine *line = g_new0 (LoketExplanationLine, 1);

  line->kind = kind;
  line->day = day;
  line->confirmed = TRUE;
  g_ptr_array_add (reading->explanation, line);
  return line;
}

static void
rest_on_fact (LoketExplanationLine *line, const LoketFact *fact)
{
  line->source = g_strdup (fact->source);
  line->confirmed = fact->confirmed;
}

static void
rest_on_act (LoketExplanationLine *line, const LoketAct *act)
{
  line->act_id = g_strdup (act->act_id);
  line->subject = g_intern_string (act->type_code);
}

static void
explain_anchor (const LoketClockRule *clock, const LoketTerm *term, LoketClockReading *reading)
{
  LoketExplanationLine *line = _loket_proof_add_line (reading, "anchor", term->from);

  rest_on_fact (line, &clock->anchor);
  if (term->anchor != NULL)
    rest_on_act (line, term->anchor->act);
  else
    line->subject = clock->anchor.word;
  if (term->hour_unknown)
    _loket_proof_add_line (reading, "hourUnknown", term->from);
}

static void
explain_period (const LoketClockRule *clock, LoketClockReading *reading)
{
  LoketExplanationLine *line = _loket_proof_add_line (reading, "period", LOKET_NO_DAY);

  rest_on_fact (line, &clock->amount);
  line->days = clock->amount.number;
  line->unit = clock->unit.word;
}

static void
explain_extensions (const LoketWalk *walk, const LoketClockRule *clock, LoketClockReading *reading)
{
  if (!clock->extensible)
    return;
  for (guint i = 0; i < walk->effects->len; i++) {
    LoketActEffect *effect = g_ptr_array_index (walk->effects, i);
    LoketExplanationLine *line;

    if (effect->act->type != LOKET_ACT_EXTEND || !_loket_effect_moves_clocks (effect))
      continue;
    line = _loket_proof_add_line (reading, "extension", effect->counting_day);
    rest_on_fact (line, &clock->extension_amount);
    rest_on_act (line, effect->act);
    line->days = clock->extension_amount.number;
    line->unit = clock->extension_unit.word;
  }
}

static void
explain_suspensions (const LoketTerm *term, LoketClockReading *reading)
{
  for (guint i = 0; term->spans != NULL && i < term->spans->len; i++) {
    const LoketSpan *span = &g_array_index (term->spans, LoketSpan, i);
    LoketExplanationLine *line = _loket_proof_add_line (reading, "suspension", span->from);

    if (span->act != NULL)
      rest_on_act (line, span->act);
    else
      line->subject = g_intern_static_string ("received");
    line->unit = g_intern_static_string ("calendarDay");
    /* A suspension that still lasts has no number of days yet. */
    if (span->until != LOKET_SPAN_OPEN)
      line->days = span->until - span->from + 1;
  }
}

/* What was promised rests on the act in which it was, what stands on paper on nothing of ours. */
static void
explain_copy (const LoketClockRule *clock, const LoketTerm *term, LoketClockReading *reading)
{
  LoketExplanationLine *line;

  if (term->anchor != NULL) {
    line = _loket_proof_add_line (reading, "anchor", term->from);
    rest_on_act (line, term->anchor->act);
    line->promised = TRUE;
  }
  line = _loket_proof_add_line (reading, "copied", term->copied_day);
  rest_on_fact (line, &clock->copied_from);
  line->promised = term->anchor != NULL;
  explain_suspensions (term, reading);
  if (term->suspended)
    rest_on_fact (_loket_proof_add_line (reading, "stayLimit", term->stay_limit),
                  &clock->stay_months);
}

static void
explain_last_day (const LoketWalk *walk, LoketClockReading *reading)
{
  LoketCalendar *legal = loket_rules_get_calendar (walk->rules, "be-legal");
  LoketDay last_day = reading->last_day;
  LoketHoliday holiday;

  _loket_proof_add_line (reading, "lastDay", last_day);
  if (loket_calendar_find_holiday (legal, last_day, &holiday)) {
    LoketExplanationLine *line = _loket_proof_add_line (reading, "holiday", last_day);

    line->subject = g_intern_string (holiday.name_key);
    line->names = json_object_ref (holiday.names);
  }
  if (loket_day_is_weekend (last_day))
    _loket_proof_add_line (reading, "weekend", last_day);
}

/* Whether the limit moves is said only where the question comes up. */
static void
explain_roll_over (const LoketWalk *walk, const LoketClockRule *clock, LoketClockReading *reading)
{
  LoketCalendar *legal = loket_rules_get_calendar (walk->rules, "be-legal");

  if (reading->due != reading->last_day)
    rest_on_fact (_loket_proof_add_line (reading, "rollOver", reading->due), &clock->roll_rule);
  else if (!clock->copied_from.given && !loket_calendar_is_open (legal, reading->last_day))
    _loket_proof_add_line (reading, "noRollOver", reading->due);
}

static void
explain_work_by (const LoketWalk *walk, LoketClockReading *reading)
{
  LoketExplanationLine *line = _loket_proof_add_line (reading, "workBy", reading->work_by);

  line->subject = g_intern_string (loket_profile_get_office_calendar (walk->profile));
}

static void
explain_unconfirmed (const LoketClockRule *clock, const LoketTerm *term, LoketClockReading *reading)
{
  const struct {
    const char *member;
    const LoketFact *fact;
  } facts[] = {
      {"copiedFrom", &clock->copied_from},
      {"stayedBy", &clock->stay_months},
      {"anchor", &clock->anchor},
      {"amount", &clock->amount},
      {"unit", &clock->unit},
      {"openingHours", &clock->opening_hours},
      {"counts", &clock->counts},
      {"rollRule", &clock->roll_rule},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (facts); i++) {
    LoketExplanationLine *line;

    if (facts[i].fact->confirmed || !facts[i].fact->given ||
        (facts[i].fact == &clock->stay_months && term->spans == NULL))
      continue;
    line = _loket_proof_add_line (reading, "unconfirmed", LOKET_NO_DAY);
    rest_on_fact (line, facts[i].fact);
    line->subject = g_intern_static_string (facts[i].member);
  }
}

static void
explain_end (const char *end_kind, LoketAct *end, LoketClockReading *reading)
{
  LoketExplanationLine *line;

  if (end_kind == NULL)
    return;
  line = _loket_proof_add_line (reading, end_kind, reading->ended_on);
  if (end != NULL)
    rest_on_act (line, end);
  else
    line->subject = g_intern_static_string ("received");
  if (reading->counts_when_taken)
    rest_on_act (_loket_proof_add_line (reading, "countsWhenTaken", reading->ended_on), end);
}

static void
explain_counting (const LoketWalk *walk,
                  const LoketClockRule *clock,
                  const LoketTerm *term,
                  LoketClockReading *reading)
{
  explain_anchor (clock, term, reading);
  explain_period (clock, reading);
  explain_extensions (walk, clock, reading);
  explain_suspensions (term, reading);
  if (reading->last_day != LOKET_NO_DAY)
    _loket_clock_explain_count (walk, clock, reading);
}

/**
 * _loket_clock_explain:
 * @end_kind: (nullable): satisfied, skipped or closed; a constant
 * @end: (nullable): the act that ended it; NULL: none, or the receipt where there is a kind
 * @reading: all but its explanation is there
 */
void
_loket_clock_explain (const LoketWalk *walk,
                      const LoketClockRule *clock,
                      const LoketTerm *term,
                      const char *end_kind,
                      LoketAct *end,
                      LoketClockReading *reading)
{
  if (!_loket_term_has_begun (term, clock)) {
    rest_on_fact (_loket_proof_add_line (reading, "notStarted", LOKET_NO_DAY),
                  clock->copied_from.given ? &clock->copied_from : &clock->anchor);
    return;
  }
  if (!clock->has_term) {
    rest_on_fact (_loket_proof_add_line (reading, "noTerm", LOKET_NO_DAY), &clock->no_term);
    explain_end (end_kind, end, reading);
    return;
  }
  if (clock->copied_from.given)
    explain_copy (clock, term, reading);
  else
    explain_counting (walk, clock, term, reading);
  if (reading->last_day != LOKET_NO_DAY) {
    explain_last_day (walk, reading);
    explain_roll_over (walk, clock, reading);
    explain_work_by (walk, reading);
  }
  explain_unconfirmed (clock, term, reading);
  explain_end (end_kind, end, reading);
}
