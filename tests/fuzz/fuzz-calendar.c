/* SPDX-License-Identifier: EUPL-1.2 */
/* The data of a calendar: it is refused with the place of the flaw, or counting in it holds
 * together: forth and back, over any span. */
#include "config.h"

#include "fuzz.h"
#include "loket-calendar.h"
#include "loket-datadir.h"

static LoketCalendar *base;

void
fuzz_prepare (void)
{
  g_autofree char *path = loket_datadir_build_path ("calendars", "be-legal.json", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = loket_json_load (path, &error);

  g_assert_no_error (error);
  base = loket_calendar_new (json_node_get_object (node), NULL, &error);
  g_assert_no_error (error);
}

static void
assert_day (LoketCalendar *calendar, LoketDay day)
{
  LoketDay next = loket_calendar_next_open (calendar, day);
  LoketDay last = loket_calendar_last_open (calendar, day);
  LoketDay fifth = loket_calendar_add_open (calendar, day, 5);
  LoketHoliday holiday;

  /* Closed for a year, it is no calendar of an office any more: the search ends. */
  g_assert_true (loket_calendar_is_open (calendar, next) || next - day >= 366);
  g_assert_true (loket_calendar_is_open (calendar, last) || day - last >= 366);
  g_assert_cmpint (loket_calendar_count_open (calendar, day - 1, next), <=, 1);
  g_assert_true (!loket_calendar_is_open (calendar, day) || (next == day && last == day));
  if (loket_calendar_is_open (calendar, fifth))
    g_assert_cmpint (loket_calendar_count_open (calendar, day, fifth), ==, 5);
  if (loket_calendar_find_holiday (calendar, day, &holiday))
    g_assert_false (loket_calendar_is_open (calendar, day));
}

static void
assert_year (LoketCalendar *calendar, int year)
{
  g_autoptr (GArray) holidays = loket_calendar_list_year (calendar, year);
  LoketDay before = LOKET_NO_DAY;

  for (guint i = 0; i < holidays->len; i++) {
    const LoketHoliday *holiday = &g_array_index (holidays, LoketHoliday, i);

    g_assert_cmpint (loket_day_get_year (holiday->day), ==, year);
    g_assert_cmpint (holiday->day, >=, before);
    before = holiday->day;
    assert_day (calendar, holiday->day);
  }
}

static void
try_calendar (JsonObject *json, LoketCalendar *extended)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketCalendar) calendar = loket_calendar_new (json, extended, &error);

  g_assert_true ((calendar == NULL) == (error != NULL));
  if (calendar == NULL)
    return;
  for (int month = 1; month <= 12; month++)
    assert_day (calendar, loket_day_new (2026, month, 1 + 2 * month));
  assert_year (calendar, 2026);
  assert_year (calendar, 2028);
}

void
fuzz_input (GBytes *input)
{
  g_autoptr (JsonObject) json = fuzz_read_object (input);

  if (json == NULL)
    return;
  try_calendar (json, NULL);
  try_calendar (json, base);
}
