/* SPDX-License-Identifier: EUPL-1.2 */
/* The proof of a clock, continued: what lies between its first day and its last. */
#include "config.h"

#include "loket-replay-private.h"

static int
count_weekend_days (LoketDay first, LoketDay last)
{
  int count = 0;

  for (LoketDay day = first; day <= last; day++)
    count += loket_day_is_weekend (day);
  return count;
}

static void
add_holidays (LoketClockReading *reading, LoketCalendar *calendar, LoketDay first)
{
  for (LoketDay day = first; day <= reading->last_day; day++) {
    LoketExplanationLine *line;
    LoketHoliday holiday;

    if (loket_calendar_is_open (calendar, day) || loket_day_is_weekend (day) ||
        !loket_calendar_find_holiday (calendar, day, &holiday))
      continue;
    line = _loket_proof_add_line (reading, "holidayMet", day);
    line->names = json_object_ref (holiday.names);
    if (holiday.name_key != NULL) {
      line->subject = g_intern_string (holiday.name_key);
    } else {
      g_autofree char *listed = loket_day_to_string (day);

      line->subject = g_intern_string (listed);
    }
  }
}

/**
 * _loket_clock_explain_count:
 * @reading: of a clock that has a last day
 *
 * Whether weekends and holidays count or are stepped over, a reader wants to see them.
 */
void
_loket_clock_explain_count (const LoketWalk *walk,
                            const LoketClockRule *clock,
                            LoketClockReading *reading)
{
  LoketCalendar *calendar = loket_rules_get_calendar (
      walk->rules, clock->calendar != NULL ? clock->calendar : "be-legal");
  LoketDay first = reading->from + 1;
  int weekend_days = count_weekend_days (first, reading->last_day);
  LoketExplanationLine *line;

  /* Hours may be over before the first day that is counted whole. */
  if (first > reading->last_day)
    return;
  line = _loket_proof_add_line (reading, "counted", first);
  line->days = reading->last_day - reading->from;
  line->unit = g_intern_static_string ("calendarDay");
  if (weekend_days > 0)
    _loket_proof_add_line (reading, "weekendsMet", LOKET_NO_DAY)->days = weekend_days;
  add_holidays (reading, calendar, first);
}
