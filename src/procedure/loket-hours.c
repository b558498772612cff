/* SPDX-License-Identifier: EUPL-1.2 */
/* Terms that are counted in hours: from which moment, and in which windows of the day. */
#include "config.h"

#include "loket-replay-private.h"

#define MINUTE_US (60 * LOKET_SECOND_US)

/**
 * _loket_effect_get_moment:
 *
 * Returns: the moment at which an act counts; LOKET_NO_MOMENT where only its day is known
 */
LoketMoment
_loket_effect_get_moment (const LoketWalk *walk, const LoketActEffect *effect)
{
  const LoketAct *act = effect->letter != NULL ? effect->letter : effect->act;

  if (effect->counts_when_taken)
    return walk->now;
  if (effect->via == LOKET_VIA_LOKET && effect->letter == NULL &&
      act->recorded_at != LOKET_NO_MOMENT)
    return act->recorded_at;
  if (act->occurred_at != LOKET_NO_MOMENT &&
      loket_moment_get_day (act->occurred_at) == effect->counting_day)
    return act->occurred_at;
  return LOKET_NO_MOMENT;
}

/* The minute 1440 of a day is the first of the next: a day may have 23 or 25 hours. */
static LoketMoment
get_moment (LoketDay day, int minutes)
{
  return minutes < 24 * 60 ? loket_moment_of_day (day, minutes / 60, minutes % 60)
                           : loket_moment_of_day (day + 1, 0, 0);
}

/* Counts what of @left falls into the windows of one day after @from. Returns the moment at which
 * nothing was left; LOKET_NO_MOMENT while something still is. */
static LoketMoment
count_day (GArray *openings, LoketDay day, LoketMoment from, gint64 *left)
{
  for (guint i = 0; i < openings->len; i++) {
    const LoketOpening *opening = &g_array_index (openings, LoketOpening, i);
    LoketMoment begins = MAX (from, get_moment (day, opening->from));
    LoketMoment ends = get_moment (day, opening->until);

    if ((opening->weekdays & 1u << loket_day_get_weekday (day)) == 0 || begins >= ends)
      continue;
    if (*left <= ends - begins)
      return begins + *left;
    *left -= ends - begins;
  }
  return LOKET_NO_MOMENT;
}

/**
 * _loket_hours_add:
 * @calendar: (nullable): on whose open days the windows count; NULL: every hour counts
 * @openings: (element-type LoketOpening): in the order of the day, at least one from Monday to
 *   Friday; not read without a calendar
 *
 * Returns: the moment at which @hours have passed since @from
 */
LoketMoment
_loket_hours_add (LoketCalendar *calendar, GArray *openings, LoketMoment from, int hours)
{
  gint64 left = hours * 60 * MINUTE_US;

  if (calendar == NULL)
    return from + left;
  for (LoketDay day = loket_moment_get_day (from);; day++) {
    LoketMoment end;

    day = loket_calendar_next_open (calendar, day);
    end = count_day (openings, day, from, &left);
    if (end != LOKET_NO_MOMENT)
      return end;
  }
}
