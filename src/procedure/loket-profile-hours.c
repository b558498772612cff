/* SPDX-License-Identifier: EUPL-1.2 */
/* What may stand in a clock that counts hours. */
#include "config.h"

#include "loket-profile-private.h"
#include "loket-schema-private.h"

#define MINUTES_OF_DAY (24 * 60)

const LoketSchema _loket_window_schema[] = {
    {"days", LOKET_SCHEMA_COUNTS},
    {"from", LOKET_SCHEMA_CODE},
    {"until", LOKET_SCHEMA_CODE},
    {NULL, LOKET_SCHEMA_ANY},
};

/* Minutes after midnight of "09:30"; -1 where it is no time of the day. */
static int
parse_minutes (const char *text)
{
  int hour, minute;

  if (text == NULL || !g_regex_match_simple ("^[0-9]{2}:[0-9]{2}$", text, 0, 0))
    return -1;
  hour = (int) g_ascii_strtoll (text, NULL, 10);
  minute = (int) g_ascii_strtoll (text + 3, NULL, 10);
  return minute < 60 && hour * 60 + minute <= MINUTES_OF_DAY ? hour * 60 + minute : -1;
}

static void
check_window (JsonObject *window, guint *weekdays, LoketFlaws *flaws)
{
  JsonArray *days = loket_json_peek_array (window, "days");
  int from = parse_minutes (loket_json_peek_string (window, "from"));
  int until = parse_minutes (loket_json_peek_string (window, "until"));

  for (guint i = 0; i < json_array_get_length (days); i++) {
    gint64 day = json_array_get_int_element (days, i);

    if (day > 7)
      _loket_schema_refuse (flaws, "days[%u]: 1 (Monday) to 7 (Sunday) is wanted", i);
    else
      *weekdays |= 1u << day;
  }
  if (from < 0 || from == MINUTES_OF_DAY)
    _loket_schema_refuse (flaws, "from: a time from 00:00 to 23:59 is wanted");
  else if (until <= from)
    _loket_schema_refuse (flaws, "until: a time after `from`, at most 24:00, is wanted");
}

static gboolean
windows_overlap (JsonObject *a, JsonObject *b)
{
  return parse_minutes (loket_json_peek_string (a, "from")) <
             parse_minutes (loket_json_peek_string (b, "until")) &&
         parse_minutes (loket_json_peek_string (b, "from")) <
             parse_minutes (loket_json_peek_string (a, "until"));
}

/**
 * _loket_openings_check:
 * @windows: whose members have been checked: lists of days, texts
 *
 * The windows of one weekday do not overlap, and one at least is on a working day.
 */
void
_loket_openings_check (JsonArray *windows, LoketFlaws *flaws)
{
  g_autofree guint *weekdays = g_new0 (guint, json_array_get_length (windows) + 1);
  guint all = 0;

  for (guint i = 0; i < json_array_get_length (windows); i++) {
    JsonObject *window = loket_json_array_peek_object (windows, i);
    gsize entered = loket_flaws_enter (flaws, "[%u]", i);

    check_window (window, &weekdays[i], flaws);
    loket_flaws_leave (flaws, entered);
    for (guint j = 0; j < i; j++) {
      if ((weekdays[i] & weekdays[j]) != 0 &&
          windows_overlap (window, loket_json_array_peek_object (windows, j)))
        _loket_schema_refuse (flaws, "[%u]: overlaps with [%u]", i, j);
    }
    all |= weekdays[i];
  }
  if ((all & ~(1u << G_DATE_SATURDAY | 1u << G_DATE_SUNDAY)) == 0)
    _loket_schema_refuse (flaws, ": a window on a working day is wanted");
}

/**
 * _loket_openings_check_each:
 * @list: a list of objects that may have `hours`; its members have been checked
 */
void
_loket_openings_check_each (JsonObject *json, const char *list, LoketFlaws *flaws)
{
  for (guint i = 0; i < _loket_schema_count (json, list); i++) {
    JsonObject *element = _loket_schema_get (json, list, i);
    JsonArray *hours = element != NULL ? loket_json_peek_array (element, "hours") : NULL;
    gsize entered = loket_flaws_enter (flaws, "%s[%u].hours", list, i);

    if (hours != NULL && !loket_flaws_touch_here (flaws))
      _loket_openings_check (hours, flaws);
    loket_flaws_leave (flaws, entered);
  }
}

static const char *
peek_word (JsonObject *clock, const char *member)
{
  return loket_json_peek_string (loket_json_peek_object (clock, member), "value");
}

/**
 * _loket_clock_check_hours:
 * @clock: with a unit; its members have been checked one by one
 *
 * Hours are counted from a moment to a moment: nothing extends, suspends or rolls them over.
 */
void
_loket_clock_check_hours (JsonObject *clock, LoketFlaws *flaws)
{
  const char *unit = peek_word (clock, "unit");
  gboolean in_windows = g_str_equal (unit, "workingHour");

  gsize entered;

  if (in_windows != json_object_has_member (clock, "openingHours"))
    _loket_schema_refuse (flaws, "openingHours: %s with `%s`",
                          in_windows ? "is missing" : "does not go", unit);
  if (!in_windows && !g_str_equal (unit, "hour"))
    return;
  if (in_windows && !json_object_has_member (clock, "calendar"))
    _loket_schema_refuse (flaws, "unit.value: `workingHour` needs a calendar");
  if (json_object_has_member (clock, "extensions") || json_object_has_member (clock, "suspendedBy"))
    _loket_schema_refuse (flaws, "unit.value: `%s` is neither extended nor suspended", unit);
  if (!g_str_equal (peek_word (clock, "rollRule"), "none"))
    _loket_schema_refuse (flaws, "rollRule.value: hours do not roll over: `none` is wanted");
  if (!in_windows || !json_object_has_member (clock, "openingHours"))
    return;
  entered = loket_flaws_enter (flaws, "openingHours.value");
  _loket_openings_check (
      loket_json_peek_array (loket_json_peek_object (clock, "openingHours"), "value"), flaws);
  loket_flaws_leave (flaws, entered);
}
