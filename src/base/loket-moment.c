/* SPDX-License-Identifier: EUPL-1.2 */
/* Moments, and their civil day in Europe/Brussels. */
#include "config.h"

#include "loket-error.h"
#include "loket-moment.h"

/* Before zone time there were offsets with seconds, which nobody can write; what lies outside is a
 * typing error, as with days. */
enum {
  YEAR_MIN = 1900,
  MILLISECOND_US = 1000
};

static GTimeZone *
get_brussels (void)
{
  static GTimeZone *zone = NULL;

  if (g_once_init_enter (&zone)) {
    GTimeZone *found = g_time_zone_new_identifier ("Europe/Brussels");

    /* Every program calls loket_moment_check_zone() first and says what is missing. */
    g_assert (found != NULL);
    g_once_init_leave (&zone, found);
  }
  return zone;
}

/**
 * loket_moment_check_zone:
 *
 * To be called once by every program before anything else of this file: without the zone's rules
 * no civil day can be known, and UTC would be wrong for two hours of each night.
 *
 * Returns: FALSE with LOKET_ERROR_NO_TIME_ZONE when the machine does not know Europe/Brussels
 */
gboolean
loket_moment_check_zone (GError **error)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Brussels");

  if (zone != NULL)
    return TRUE;
  g_set_error_literal (error, LOKET_ERROR, LOKET_ERROR_NO_TIME_ZONE,
                       "the time zone Europe/Brussels is not known here: install tzdata");
  return FALSE;
}

static LoketMoment
moment_from_date_time (GDateTime *date_time)
{
  return g_date_time_to_unix (date_time) * LOKET_SECOND_US +
         g_date_time_get_microsecond (date_time);
}

/* The caller frees it. */
static GDateTime *
date_time_in_brussels (LoketMoment moment)
{
  gint64 seconds = moment / LOKET_SECOND_US;
  gint64 rest = moment % LOKET_SECOND_US;
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) exact = NULL;

  utc = g_date_time_new_from_unix_utc (seconds);
  exact = g_date_time_add (utc, rest);
  return g_date_time_to_timezone (exact, get_brussels ());
}

/* As it is written: what is finer than a millisecond would be gone once it is read again. */
static LoketMoment
cut_to_millisecond (GDateTime *date_time)
{
  return g_date_time_to_unix (date_time) * LOKET_SECOND_US +
         g_date_time_get_microsecond (date_time) / MILLISECOND_US * MILLISECOND_US;
}

/**
 * loket_moment_parse:
 * @text: (nullable): a date and time of RFC 3339; the offset must be there
 * @moment: (out): the moment, in whole milliseconds; untouched on failure
 *
 * Returns: FALSE also outside the years 1900 to 2999: every moment has a civil day
 */
gboolean
loket_moment_parse (const char *text, LoketMoment *moment)
{
  g_autoptr (GDateTime) date_time = NULL;
  LoketMoment parsed;
  LoketDay day;

  if (text == NULL)
    return FALSE;
  date_time = g_date_time_new_from_iso8601 (text, NULL);
  if (date_time == NULL || g_date_time_get_year (date_time) < YEAR_MIN)
    return FALSE;
  parsed = cut_to_millisecond (date_time);
  day = loket_moment_get_day (parsed);
  if (day == LOKET_NO_DAY || loket_day_get_year (day) < YEAR_MIN)
    return FALSE;
  *moment = parsed;
  return TRUE;
}

/**
 * loket_moment_to_string:
 *
 * Returns: (transfer full) (nullable): RFC 3339 with milliseconds and the offset of Brussels; NULL
 *   for LOKET_NO_MOMENT
 */
char *
loket_moment_to_string (LoketMoment moment)
{
  g_autoptr (GDateTime) local = NULL;
  g_autofree char *seconds = NULL;
  g_autofree char *offset = NULL;

  if (moment == LOKET_NO_MOMENT)
    return NULL;
  local = date_time_in_brussels (moment);
  seconds = g_date_time_format (local, "%Y-%m-%dT%H:%M:%S");
  offset = g_date_time_format (local, "%:z");
  return g_strdup_printf ("%s.%03d%s", seconds, g_date_time_get_microsecond (local) / 1000, offset);
}

/**
 * loket_moment_get_day:
 * @moment: a moment that is not LOKET_NO_MOMENT
 *
 * Returns: the civil day in Europe/Brussels
 */
LoketDay
loket_moment_get_day (LoketMoment moment)
{
  g_autoptr (GDateTime) local = NULL;
  int year, month, day;

  g_return_val_if_fail (moment != LOKET_NO_MOMENT, LOKET_NO_DAY);

  local = date_time_in_brussels (moment);
  g_date_time_get_ymd (local, &year, &month, &day);
  return loket_day_new (year, month, day);
}

/**
 * loket_moment_get_time:
 * @hour: (out): 0 to 23, on the clocks of Brussels
 * @minute: (out): 0 to 59
 */
void
loket_moment_get_time (LoketMoment moment, int *hour, int *minute)
{
  g_autoptr (GDateTime) local = NULL;

  g_return_if_fail (moment != LOKET_NO_MOMENT);

  local = date_time_in_brussels (moment);
  *hour = g_date_time_get_hour (local);
  *minute = g_date_time_get_minute (local);
}

/**
 * loket_moment_of_day:
 *
 * Returns: the moment at which the clocks of Brussels show that time of that day; in the hour that
 *   summer time skips, the moment one hour later
 */
LoketMoment
loket_moment_of_day (LoketDay day, int hour, int minute)
{
  g_autoptr (GDateTime) local = NULL;
  int year, month, day_of_month;

  loket_day_get_parts (day, &year, &month, &day_of_month);
  local = g_date_time_new (get_brussels (), year, month, day_of_month, hour, minute, 0);
  return moment_from_date_time (local);
}
