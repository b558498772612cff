/* SPDX-License-Identifier: EUPL-1.2 */
/* Moments become civil days of Brussels, on the nights when that matters too. */
#include "loket-moment.h"

static LoketMoment
parse (const char *text)
{
  LoketMoment moment = LOKET_NO_MOMENT;

  g_assert_true (loket_moment_parse (text, &moment));
  return moment;
}

static void
assert_day (const char *moment, const char *day)
{
  g_autofree char *got = loket_day_to_string (loket_moment_get_day (parse (moment)));

  g_assert_cmpstr (got, ==, day);
}

static void
test_civil_day (void)
{
  assert_day ("2026-11-22T22:59:59Z", "2026-11-22");
  assert_day ("2026-11-22T23:00:00Z", "2026-11-23");
  assert_day ("2026-07-01T21:59:59Z", "2026-07-01");
  assert_day ("2026-07-01T22:00:00Z", "2026-07-02");
  assert_day ("2026-03-29T00:59:59.5Z", "2026-03-29");
  assert_day ("2026-10-25T22:59:59Z", "2026-10-25");
}

static void
test_to_string (void)
{
  g_autofree char *winter = loket_moment_to_string (parse ("2026-01-02T10:00:00.25Z"));
  g_autofree char *summer = loket_moment_to_string (parse ("2026-07-02T10:00:00Z"));

  g_assert_cmpstr (winter, ==, "2026-01-02T11:00:00.250+01:00");
  g_assert_cmpstr (summer, ==, "2026-07-02T12:00:00.000+02:00");
}

/* What came in more finely than it is kept is the same before it was kept and after. */
static void
test_whole_milliseconds (void)
{
  static const char *const fine[] = {"2026-11-23T10:00:00.5402Z", "1931-11-23T10:00:00.5409999Z"};

  for (gsize i = 0; i < G_N_ELEMENTS (fine); i++) {
    LoketMoment moment = parse (fine[i]);
    g_autofree char *written = loket_moment_to_string (moment);

    g_assert_cmpint (parse (written), ==, moment);
    g_assert_nonnull (strstr (written, ":00.540+"));
  }
}

static void
test_offset_wanted (void)
{
  LoketMoment moment;

  g_assert_false (loket_moment_parse ("2026-01-02T10:00:00", &moment));
  g_assert_false (loket_moment_parse ("2026-01-02", &moment));
  g_assert_false (loket_moment_parse (NULL, &moment));
}

/* A moment without a civil day, or with an offset that cannot be written, would be no moment. */
static void
test_years (void)
{
  static const char *const wrong[] = {"0629-11-16T12:00:00Z", "1013-11-23T09:00:00.5+01:00",
                                      "1899-12-31T23:59:59Z", "2999-12-31T23:30:00Z",
                                      "9999-01-01T00:00:00Z"};
  LoketMoment moment;

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (loket_moment_parse (wrong[i], &moment));
  assert_day ("1900-01-01T00:00:00Z", "1900-01-01");
  assert_day ("2999-12-31T22:30:00Z", "2999-12-31");
}

static void
test_of_day (void)
{
  LoketMoment noon = loket_moment_of_day (loket_day_new (2026, 11, 22), 12, 30);
  int hour, minute;

  g_assert_cmpint (noon, ==, parse ("2026-11-22T11:30:00Z"));
  loket_moment_get_time (noon, &hour, &minute);
  g_assert_cmpint (hour, ==, 12);
  g_assert_cmpint (minute, ==, 30);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/moment/civil-day", test_civil_day);
  g_test_add_func ("/base/moment/to-string", test_to_string);
  g_test_add_func ("/base/moment/whole-milliseconds", test_whole_milliseconds);
  g_test_add_func ("/base/moment/offset-wanted", test_offset_wanted);
  g_test_add_func ("/base/moment/years", test_years);
  g_test_add_func ("/base/moment/of-day", test_of_day);
  return g_test_run ();
}
