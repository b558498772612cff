/* SPDX-License-Identifier: EUPL-1.2 */
/* The stepped clock: timers in order, and a jump that lets no time pass. */
#include "loket-clock.h"

typedef struct {
  LoketClock *clock;
  GString *log;
} Fixture;

static void
first_cb (gpointer user_data)
{
  Fixture *fixture = user_data;

  g_string_append_printf (fixture->log, "a%d ",
                          (int) (loket_clock_get_monotonic_us (fixture->clock) / 1000));
}

static void
again_cb (gpointer user_data)
{
  Fixture *fixture = user_data;

  g_string_append (fixture->log, "b ");
  loket_clock_add_timer (fixture->clock, 10, first_cb, fixture);
}

static void
test_order (void)
{
  g_autoptr (LoketClock) clock = loket_clock_new_stepped (0);
  Fixture fixture = {clock, g_string_new (NULL)};
  guint removed;

  loket_clock_add_timer (clock, 30, first_cb, &fixture);
  loket_clock_add_timer (clock, 10, again_cb, &fixture);
  removed = loket_clock_add_timer (clock, 15, first_cb, &fixture);
  loket_clock_remove_timer (clock, removed);
  loket_clock_step (clock, 25);
  g_assert_cmpstr (fixture.log->str, ==, "b a20 ");
  loket_clock_step (clock, 5);
  g_assert_cmpstr (fixture.log->str, ==, "b a20 a30 ");
  g_assert_cmpint (loket_clock_get_now (clock), ==, 30000);

  /* Within one step too, the earlier one comes first. */
  loket_clock_add_timer (clock, 20, first_cb, &fixture);
  loket_clock_add_timer (clock, 10, first_cb, &fixture);
  loket_clock_step (clock, 30);
  g_assert_cmpstr (fixture.log->str, ==, "b a20 a30 a40 a50 ");
  g_string_free (fixture.log, TRUE);
}

static void
test_jump (void)
{
  g_autoptr (LoketClock) clock = loket_clock_new_stepped (0);
  Fixture fixture = {clock, g_string_new (NULL)};

  loket_clock_add_timer (clock, 10, first_cb, &fixture);
  loket_clock_jump (clock, 1000);
  g_assert_cmpint (loket_clock_get_now (clock), ==, 1000000);
  g_assert_cmpint (loket_clock_get_monotonic_us (clock), ==, 0);
  g_assert_cmpstr (fixture.log->str, ==, "");
  g_string_free (fixture.log, TRUE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/clock/order", test_order);
  g_test_add_func ("/base/clock/jump", test_jump);
  return g_test_run ();
}
