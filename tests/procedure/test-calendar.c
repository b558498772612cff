/* SPDX-License-Identifier: EUPL-1.2 */
/* Calendars: rules, listed days, what they extend, and counting open days. */
#include "loket-calendar.h"
#include "loket-error.h"

#define NAMES "\"names\":{\"nl\":\"n\",\"fr\":\"f\",\"de\":\"d\",\"en\":\"e\"}"
#define RULE(id, when) "{\"id\":\"" id "\"," NAMES ",\"confirmed\":false," when "}"
#define BASE(rules, days)                                                                          \
  "{\"id\":\"base\",\"version\":\"1\"," NAMES ",\"rules\":[" rules "],\"days\":[" days "]}"

static const char base_text[] = BASE (
    RULE ("newYear", "\"month\":1,\"day\":1") "," RULE ("easterMonday", "\"easter\":1") "," RULE (
        "ascension", "\"easter\":39") "," RULE ("labour", "\"month\":5,\"day\":1"),
    "");
static const char office_text[] =
    "{\"id\":\"office\",\"version\":\"2\",\"extends\":\"base\"," NAMES ",\"rules\":[" RULE (
        "local",
        "\"month\":7,\"day\":11,\"from\":2000,\"to\":2030") "],\"days\":[{\"date\":\"2026-05-"
                                                            "15\"," NAMES
                                                            ",\"confirmed\":true,\"source\":"
                                                            "\"circular\"},"
                                                            "{\"date\":\"2026-05-01\"," NAMES
                                                            ",\"confirmed\":false}]}";

static LoketDay
day (const char *text)
{
  LoketDay parsed = LOKET_NO_DAY;

  g_assert_true (loket_day_parse (text, &parsed));
  return parsed;
}

static LoketCalendar *
build (const char *text, LoketCalendar *base, GError **error)
{
  g_autoptr (JsonNode) node = loket_json_parse (text, -1, NULL);

  g_assert_nonnull (node);
  return loket_calendar_new (json_node_get_object (node), base, error);
}

static LoketCalendar *
build_office (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketCalendar) base = build (base_text, NULL, &error);
  LoketCalendar *office = build (office_text, base, &error);

  g_assert_no_error (error);
  return office;
}

static void
test_open (void)
{
  static const char *const closed[] = {
      "2026-01-01", "2026-04-06", "2026-05-14", "2026-05-01", "2026-05-15",
      "2000-07-11", "2030-07-11", "2026-11-21", "2026-11-22", "1980-01-01",
      "2099-05-01", "1979-01-01", "2100-01-01", "2150-05-01", "1950-04-10",
  };
  static const char *const open[] = {
      "2026-01-02", "2026-04-07", "2025-05-15", "1997-07-11", "2031-07-11",
      "2026-11-20", "1979-01-02", "2100-01-04", "2099-12-31",
  };
  g_autoptr (LoketCalendar) office = build_office ();

  for (gsize i = 0; i < G_N_ELEMENTS (closed); i++)
    g_assert_false (loket_calendar_is_open (office, day (closed[i])));
  for (gsize i = 0; i < G_N_ELEMENTS (open); i++)
    g_assert_true (loket_calendar_is_open (office, day (open[i])));
}

static void
test_holiday (void)
{
  g_autoptr (LoketCalendar) office = build_office ();
  LoketHoliday holiday = {0};

  g_assert_false (loket_calendar_find_holiday (office, day ("2026-11-22"), &holiday));
  /* A rule of the base goes before a listed day of the calendar that extends it. */
  g_assert_true (loket_calendar_find_holiday (office, day ("2026-05-01"), &holiday));
  g_assert_cmpstr (holiday.name_key, ==, "labour");
  /* In 2008 Ascension fell on 1 May; the first in the file is given. */
  g_assert_true (loket_calendar_find_holiday (office, day ("2008-05-01"), &holiday));
  g_assert_cmpstr (holiday.name_key, ==, "ascension");
  g_assert_true (loket_calendar_find_holiday (office, day ("2026-05-15"), &holiday));
  g_assert_null (holiday.name_key);
  g_assert_nonnull (holiday.names);
  g_assert_cmpint (holiday.day, ==, day ("2026-05-15"));
}

static void
test_year (void)
{
  static const char *const wanted[] = {"2026-01-01", "2026-04-06", "2026-05-01", "2026-05-01",
                                       "2026-05-14", "2026-05-15", "2026-07-11"};
  g_autoptr (LoketCalendar) office = build_office ();
  g_autoptr (GArray) year = loket_calendar_list_year (office, 2026);

  g_assert_cmpuint (year->len, ==, G_N_ELEMENTS (wanted));
  for (guint i = 0; i < year->len; i++)
    g_assert_cmpint (g_array_index (year, LoketHoliday, i).day, ==, day (wanted[i]));
  g_assert_cmpstr (g_array_index (year, LoketHoliday, 2).name_key, ==, "labour");
  g_assert_cmpstr (loket_calendar_get_id (office), ==, "office");
  g_assert_cmpstr (loket_calendar_get_version (office), ==, "2");
}

/* Years that no case can meet have no days at all. */
static void
test_no_such_year (void)
{
  static const int years[] = {-5, 0, 1799, 3000};
  g_autoptr (LoketCalendar) office = build_office ();

  for (gsize i = 0; i < G_N_ELEMENTS (years); i++) {
    g_autoptr (GArray) year = loket_calendar_list_year (office, years[i]);

    g_assert_cmpuint (year->len, ==, 0);
  }
}

static void
test_count (void)
{
  g_autoptr (LoketCalendar) office = build_office ();

  /* Thursday 2 April 2026: Easter Monday is the 6th. */
  g_assert_cmpint (loket_calendar_add_open (office, day ("2026-04-02"), 5), ==, day ("2026-04-10"));
  g_assert_cmpint (loket_calendar_add_open (office, day ("2026-04-04"), 0), ==, day ("2026-04-04"));
  g_assert_cmpint (loket_calendar_add_open (office, day ("2026-04-02"), 1), ==, day ("2026-04-03"));
  g_assert_cmpint (loket_calendar_next_open (office, day ("2026-05-14")), ==, day ("2026-05-18"));
  g_assert_cmpint (loket_calendar_next_open (office, day ("2026-05-13")), ==, day ("2026-05-13"));
  g_assert_cmpint (loket_calendar_last_open (office, day ("2026-05-17")), ==, day ("2026-05-13"));
  g_assert_cmpint (loket_calendar_last_open (office, day ("2026-05-13")), ==, day ("2026-05-13"));
  g_assert_cmpint (loket_calendar_count_open (office, day ("2026-05-12"), day ("2026-05-18")), ==,
                   2);
  g_assert_cmpint (loket_calendar_count_open (office, day ("2026-05-18"), day ("2026-05-18")), ==,
                   0);
  g_assert_cmpint (loket_calendar_count_open (office, day ("2026-05-19"), day ("2026-05-18")), ==,
                   0);
}

static void
test_refused (void)
{
  static const struct {
    const char *text;
    const char *place;
  } broken[] = {
      {"{}", "id: is missing"},
      {BASE (RULE ("a", "\"month\":2,\"day\":29"), ""), "rules[0].day: "},
      {BASE (RULE ("a", "\"month\":2,\"day\":30"), ""), "rules[0].day: "},
      {BASE (RULE ("a", "\"month\":2"), ""), "rules[0].month: "},
      {BASE (RULE ("a", "\"day\":2"), ""), "rules[0].month: "},
      {BASE (RULE ("a", "\"month\":2,\"day\":3,\"easter\":1"), ""), "rules[0].month: "},
      {BASE (RULE ("a", "\"from\":2001"), ""), "rules[0].month: "},
      {BASE (RULE ("a", "\"easter\":-81"), ""), "rules[0].easter: a number"},
      {BASE (RULE ("a", "\"easter\":251"), ""), "rules[0].easter: a number"},
      {BASE (RULE ("a", "\"easter\":1.5"), ""), "rules[0].easter: "},
      {BASE (RULE ("a", "\"easter\":1,\"weekday\":1"), ""), "rules[0].weekday: unknown member"},
      {BASE (RULE ("a", "\"easter\":1") "," RULE ("a", "\"easter\":2"), ""), "rules[1].id: "},
      {BASE ("{\"id\":\"a\"," NAMES ",\"confirmed\":true,\"easter\":1}", ""), "rules[0].source: "},
      {BASE ("", "{\"date\":\"2026-02-30\"," NAMES ",\"confirmed\":false}"), "days[0].date: "},
      {BASE ("", "{\"date\":\"2026-02-20\"," NAMES ",\"confirmed\":true}"), "days[0].source: "},
      {office_text, "extends: unknown calendar `base`"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (broken); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (build (broken[i].text, NULL, &error));
    g_assert_true (error->domain == LOKET_ERROR);
    if (!g_str_has_prefix (error->message, broken[i].place))
      g_error ("%s, but %s was wanted", error->message, broken[i].place);
  }
}

/* 22 March 2285 and 25 April 2038 are the earliest and the latest Easter near to us. */
static void
test_easter_borders (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketCalendar) calendar =
      build (BASE (RULE ("early", "\"easter\":-80") "," RULE ("late", "\"easter\":250"), ""), NULL,
             &error);

  g_assert_no_error (error);
  g_assert_false (loket_calendar_is_open (calendar, day ("2285-01-01")));
  g_assert_false (loket_calendar_is_open (calendar, day ("2038-12-31")));
}

/* No office is closed for ever: where the data say so, a year is the end of looking. */
static void
test_never_open (void)
{
  g_autoptr (GString) rules = g_string_new (NULL);
  g_autofree char *text = NULL;
  g_autoptr (LoketCalendar) calendar = NULL;

  for (LoketDay d = day ("2025-01-01"); d <= day ("2025-12-31"); d++) {
    int month, day_of_month;

    loket_day_get_parts (d, NULL, &month, &day_of_month);
    g_string_append_printf (rules,
                            "%s{\"id\":\"d%d\"," NAMES ",\"confirmed\":false,\"month\":%d,"
                            "\"day\":%d}",
                            rules->len > 0 ? "," : "", d, month, day_of_month);
  }
  text = g_strdup_printf (BASE ("%s", ""), rules->str);
  calendar = build (text, NULL, NULL);
  g_assert_cmpint (loket_calendar_next_open (calendar, day ("2025-01-01")), ==,
                   day ("2025-01-01") + 366);
  g_assert_cmpint (loket_calendar_last_open (calendar, day ("2027-01-01")), ==,
                   day ("2027-01-01") - 366);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/procedure/calendar/open", test_open);
  g_test_add_func ("/procedure/calendar/holiday", test_holiday);
  g_test_add_func ("/procedure/calendar/year", test_year);
  g_test_add_func ("/procedure/calendar/no-such-year", test_no_such_year);
  g_test_add_func ("/procedure/calendar/count", test_count);
  g_test_add_func ("/procedure/calendar/easter-borders", test_easter_borders);
  g_test_add_func ("/procedure/calendar/never-open", test_never_open);
  g_test_add_func ("/procedure/calendar/refused", test_refused);
  return g_test_run ();
}
