/* SPDX-License-Identifier: EUPL-1.2 */
/* Civil days: what is a date, weekdays, months, Easter. */
#include "loket-day.h"

static void
test_parse (void)
{
  static const char *const wrong[] = {
      "",           "2026",        "2026-2-03",   "2026-02-30",
      "2025-02-29", "2026-13-01",  "2026-00-10",  "2026-01-00",
      "2026/01/02", "2026-01-02 ", " 2026-01-02", "2026-01-02T00:00:00Z",
      "0999-01-01", "20a6-01-01",  "2026-01/02",
  };
  LoketDay day = 7;
  g_autofree char *text = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (loket_day_parse (wrong[i], &day));
  g_assert_false (loket_day_parse (NULL, &day));
  g_assert_cmpint (day, ==, 7);
  g_assert_true (loket_day_parse ("2024-02-29", &day));
  text = loket_day_to_string (day);
  g_assert_cmpstr (text, ==, "2024-02-29");
}

static void
test_weekday (void)
{
  g_assert_cmpint (loket_day_get_weekday (loket_day_new (2026, 11, 22)), ==, G_DATE_SUNDAY);
  g_assert_true (loket_day_is_weekend (loket_day_new (2026, 11, 21)));
  g_assert_false (loket_day_is_weekend (loket_day_new (2026, 11, 20)));
}

static void
test_months (void)
{
  g_assert_cmpint (loket_day_add_months (loket_day_new (2026, 1, 31), 1), ==,
                   loket_day_new (2026, 2, 28));
  g_assert_cmpint (loket_day_add_months (loket_day_new (2024, 1, 31), 1), ==,
                   loket_day_new (2024, 2, 29));
  g_assert_cmpint (loket_day_add_months (loket_day_new (2026, 2, 28), 1), ==,
                   loket_day_new (2026, 3, 28));
  g_assert_cmpint (loket_day_add_months (loket_day_new (2026, 1, 15), -2), ==,
                   loket_day_new (2025, 11, 15));
}

/* Easter Sundays as the almanacs print them. */
static void
test_easter (void)
{
  static const int known[][3] = {
      {1990, 4, 15}, {2000, 4, 23}, {2008, 3, 23}, {2011, 4, 24}, {2024, 3, 31},
      {2025, 4, 20}, {2026, 4, 5},  {2027, 3, 28}, {2038, 4, 25}, {2049, 4, 18},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    g_assert_cmpint (loket_day_of_easter (known[i][0]), ==,
                     loket_day_new (known[i][0], known[i][1], known[i][2]));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/day/parse", test_parse);
  g_test_add_func ("/base/day/weekday", test_weekday);
  g_test_add_func ("/base/day/months", test_months);
  g_test_add_func ("/base/day/easter", test_easter);
  return g_test_run ();
}
