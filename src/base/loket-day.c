/* SPDX-License-Identifier: EUPL-1.2 */
/* Civil days on top of GDate's count. */
#include "config.h"

#include <string.h>

#include "loket-day.h"

/* Years that a case or a calendar can meet; what lies outside is a typing error. */
enum {
  YEAR_MIN = 1800,
  YEAR_MAX = 2999
};

/**
 * loket_day_new:
 *
 * Returns: the day, or LOKET_NO_DAY when there is no such date in the years 1800 to 2999
 */
LoketDay
loket_day_new (int year, int month, int day)
{
  GDate date;

  g_date_clear (&date, 1);
  if (year < YEAR_MIN || year > YEAR_MAX || month < 1 || month > 12 || day < 1 || day > 31)
    return LOKET_NO_DAY;
  if (!g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return LOKET_NO_DAY;
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return (LoketDay) g_date_get_julian (&date);
}

static gboolean
parse_digits (const char *text, int count, int *value)
{
  *value = 0;
  for (int i = 0; i < count; i++) {
    if (!g_ascii_isdigit (text[i]))
      return FALSE;
    *value = *value * 10 + g_ascii_digit_value (text[i]);
  }
  return TRUE;
}

/**
 * loket_day_parse:
 * @text: (nullable): a date as the contract writes it, `yyyy-MM-dd`, and nothing else
 * @day: (out): the day; untouched on failure
 *
 * Returns: whether @text is a date that exists
 */
gboolean
loket_day_parse (const char *text, LoketDay *day)
{
  int year, month, day_of_month;
  LoketDay parsed;

  if (text == NULL || strlen (text) != strlen ("yyyy-MM-dd") || text[4] != '-' || text[7] != '-')
    return FALSE;
  if (!parse_digits (text, 4, &year) || !parse_digits (text + 5, 2, &month) ||
      !parse_digits (text + 8, 2, &day_of_month))
    return FALSE;
  parsed = loket_day_new (year, month, day_of_month);
  if (parsed == LOKET_NO_DAY)
    return FALSE;
  *day = parsed;
  return TRUE;
}

/**
 * loket_day_get_parts:
 * @day: a day that is not LOKET_NO_DAY
 * @year: (out) (optional): its year
 * @month: (out) (optional): 1 to 12
 * @day_of_month: (out) (optional): 1 to 31
 */
void
loket_day_get_parts (LoketDay day, int *year, int *month, int *day_of_month)
{
  GDate date;

  g_return_if_fail (day > LOKET_NO_DAY);

  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32) day);
  if (year != NULL)
    *year = g_date_get_year (&date);
  if (month != NULL)
    *month = g_date_get_month (&date);
  if (day_of_month != NULL)
    *day_of_month = g_date_get_day (&date);
}

/**
 * loket_day_to_string:
 *
 * Returns: (transfer full) (nullable): `yyyy-MM-dd`; NULL for LOKET_NO_DAY
 */
char *
loket_day_to_string (LoketDay day)
{
  int year, month, day_of_month;

  if (day == LOKET_NO_DAY)
    return NULL;
  loket_day_get_parts (day, &year, &month, &day_of_month);
  return g_strdup_printf ("%04d-%02d-%02d", year, month, day_of_month);
}

int
loket_day_get_year (LoketDay day)
{
  int year = 0;

  loket_day_get_parts (day, &year, NULL, NULL);
  return year;
}

GDateWeekday
loket_day_get_weekday (LoketDay day)
{
  g_return_val_if_fail (day > LOKET_NO_DAY, G_DATE_BAD_WEEKDAY);

  /* Day 1 is a Monday; a calendar asks this of every day of a century. */
  return (GDateWeekday) ((day - 1) % 7 + 1);
}

gboolean
loket_day_is_weekend (LoketDay day)
{
  return loket_day_get_weekday (day) >= G_DATE_SATURDAY;
}

/**
 * loket_day_add_months:
 * @day: a day that is not LOKET_NO_DAY
 * @months: how many; may be negative
 *
 * The same date in another month; where that month has no such date, its last day.
 */
LoketDay
loket_day_add_months (LoketDay day, int months)
{
  GDate date;

  g_return_val_if_fail (day > LOKET_NO_DAY, LOKET_NO_DAY);

  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32) day);
  if (months >= 0)
    g_date_add_months (&date, (guint) months);
  else
    g_date_subtract_months (&date, (guint) -months);
  return (LoketDay) g_date_get_julian (&date);
}

/**
 * loket_day_of_easter:
 * @year: a year of the Gregorian calendar
 *
 * Returns: Easter Sunday, by the anonymous Gregorian computus (Meeus, Astronomical Algorithms, 8)
 */
LoketDay
loket_day_of_easter (int year)
{
  int golden = year % 19;
  int century = year / 100;
  int in_century = year % 100;
  int correction = (century - (century + 8) / 25 + 1) / 3;
  int epact = (19 * golden + century - century / 4 - correction + 15) % 30;
  int weekday = (32 + 2 * (century % 4) + 2 * (in_century / 4) - epact - in_century % 4) % 7;
  int late = (golden + 11 * epact + 22 * weekday) / 451;
  int days = epact + weekday - 7 * late + 114;

  return loket_day_new (year, days / 31, days % 31 + 1);
}
