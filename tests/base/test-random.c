/* SPDX-License-Identifier: EUPL-1.2 */
/* Identifiers: of the right form, and the same for the same seed. */
#include "loket-random.h"

#define UUID_4 "^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"

static void
test_uuid (void)
{
  g_autoptr (LoketRandom) system = loket_random_new_system ();
  g_autoptr (LoketRandom) seeded = loket_random_new_seeded (7);

  for (int i = 0; i < 1000; i++) {
    g_autofree char *a = loket_random_make_uuid (system);
    g_autofree char *b = loket_random_make_uuid (seeded);

    g_assert_true (g_regex_match_simple (UUID_4, a, 0, 0));
    g_assert_true (g_regex_match_simple (UUID_4, b, 0, 0));
  }
}

static void
test_seed (void)
{
  g_autoptr (LoketRandom) a = loket_random_new_seeded (7);
  g_autoptr (LoketRandom) b = loket_random_new_seeded (7);
  g_autoptr (LoketRandom) c = loket_random_new_seeded (8);
  g_autoptr (LoketRandom) d = loket_random_new_seeded (7 + (G_GUINT64_CONSTANT (1) << 32));
  g_autofree char *id_a = loket_random_make_uuid (a);
  g_autofree char *id_b = loket_random_make_uuid (b);
  g_autofree char *id_c = loket_random_make_uuid (c);
  g_autofree char *id_d = loket_random_make_uuid (d);

  g_assert_cmpstr (id_a, ==, id_b);
  g_assert_cmpstr (id_a, !=, id_c);
  g_assert_cmpstr (id_a, !=, id_d);
  for (int i = 0; i < 1000; i++)
    g_assert_cmpuint (loket_random_below (a, 6), <, 6);
}

static void
test_derived (void)
{
  g_autofree char *a = loket_random_derive_uuid ("22222222-2222-4222-8222-000000000001", "again");
  g_autofree char *same =
      loket_random_derive_uuid ("22222222-2222-4222-8222-000000000001", "again");
  g_autofree char *note = loket_random_derive_uuid ("22222222-2222-4222-8222-000000000001", "note");
  g_autofree char *other =
      loket_random_derive_uuid ("22222222-2222-4222-8222-000000000002", "again");

  g_assert_true (g_uuid_string_is_valid (a));
  g_assert_cmpint (a[14], ==, '4');
  g_assert_cmpstr (a, ==, same);
  g_assert_cmpstr (a, !=, note);
  g_assert_cmpstr (a, !=, other);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/random/uuid", test_uuid);
  g_test_add_func ("/base/random/derived", test_derived);
  g_test_add_func ("/base/random/seed", test_seed);
  return g_test_run ();
}
