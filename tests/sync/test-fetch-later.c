/* SPDX-License-Identifier: EUPL-1.2 */
/* A case that could not be read waits for itself, by a clock that may be set. */
#include "loket-error.h"
#include "loket-fetch-later.h"

enum {
  MINUTE_MS = 60 * 1000,
  DAY_MS = 24 * 60 * MINUTE_MS
};

typedef struct {
  LoketClock *clock;
  LoketRandom *random;
  LoketFetchLater *later;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->clock = loket_clock_new_stepped (100 * LOKET_SECOND_US);
  self->random = loket_random_new_seeded (1);
  self->later = loket_fetch_later_new (self->clock, self->random);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  loket_fetch_later_free (self->later);
  loket_random_free (self->random);
  loket_clock_free (self->clock);
}

static gboolean
is_asked_for (Fixture *self)
{
  const char *const to_fetch[] = {"c1", NULL};
  g_auto (GStrv) chosen = loket_fetch_later_choose (self->later, to_fetch);

  return chosen[0] != NULL;
}

static void
fail (Fixture *self)
{
  g_autoptr (GError) error = g_error_new_literal (LOKET_ERROR, LOKET_ERROR_INVALID, "no case");

  loket_fetch_later_suspect (self->later, "c1", error, -1);
  loket_fetch_later_convict (self->later);
}

static void
test_waits (Fixture *self, gconstpointer data)
{
  g_assert_true (is_asked_for (self));
  fail (self);
  g_assert_false (is_asked_for (self));
  loket_clock_step (self->clock, 7 * MINUTE_MS);
  g_assert_false (is_asked_for (self));
  loket_clock_step (self->clock, 9 * MINUTE_MS);
  g_assert_true (is_asked_for (self));
}

/* The clock was ahead when it failed, and was put right since: it waits no longer for that. */
static void
test_clock_put_right (Fixture *self, gconstpointer data)
{
  loket_clock_jump (self->clock, DAY_MS);
  fail (self);
  loket_clock_jump (self->clock, -DAY_MS);
  g_assert_false (is_asked_for (self));
  loket_clock_step (self->clock, 16 * MINUTE_MS);
  g_assert_true (is_asked_for (self));
}

/* The machine slept meanwhile. */
static void
test_slept (Fixture *self, gconstpointer data)
{
  fail (self);
  loket_clock_jump (self->clock, 16 * MINUTE_MS);
  g_assert_true (is_asked_for (self));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func)                                                                            \
  g_test_add ("/sync/fetch-later/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("waits", test_waits);
  ADD ("clock-put-right", test_clock_put_right);
  ADD ("slept", test_slept);
  return g_test_run ();
}
