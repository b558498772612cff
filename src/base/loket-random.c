/* SPDX-License-Identifier: EUPL-1.2 */
/* Identifiers and jitter. */
#include "config.h"

#include "loket-random.h"

struct _LoketRandom {
  GRand *numbers; /* (owned) (nullable): NULL means that the system's source is asked */
};

LoketRandom *
loket_random_new_system (void)
{
  return g_new0 (LoketRandom, 1);
}

/**
 * loket_random_new_seeded:
 * @seed: the same seed gives the same identifiers and numbers, in the same order
 */
LoketRandom *
loket_random_new_seeded (guint64 seed)
{
  LoketRandom *self = g_new0 (LoketRandom, 1);
  guint32 parts[] = {(guint32) (seed & G_MAXUINT32), (guint32) (seed >> 32)};

  self->numbers = g_rand_new_with_seed_array (parts, G_N_ELEMENTS (parts));
  return self;
}

void
loket_random_free (LoketRandom *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->numbers, g_rand_free);
  g_free (self);
}

/**
 * loket_random_make_uuid:
 *
 * Returns: (transfer full): a UUID of version 4 in lower case
 */
char *
loket_random_make_uuid (LoketRandom *self)
{
  guint32 a, b, c, d;

  if (self->numbers == NULL)
    return g_uuid_string_random ();
  a = g_rand_int (self->numbers);
  b = g_rand_int (self->numbers);
  c = g_rand_int (self->numbers);
  d = g_rand_int (self->numbers);
  return g_strdup_printf ("%08x-%04x-4%03x-%04x-%04x%08x", a, b >> 16, b & 0xfff,
                          0x8000 | ((c >> 16) & 0x3fff), c & 0xffff, d);
}

/**
 * loket_random_derive_uuid:
 * @id: of what it follows from
 * @purpose: tells apart what may follow from one and the same
 *
 * No random number at all: on every machine the same one follows, so that what is made twice of one
 * thing is known to be the same.
 *
 * Returns: (transfer full): of the form of version 4, in lower case
 */
char *
loket_random_derive_uuid (const char *id, const char *purpose)
{
  g_autofree char *from = g_strconcat (purpose, ":", id, NULL);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, from, -1);

  return g_strdup_printf ("%.8s-%.4s-4%.3s-a%.3s-%.12s", sum, sum + 8, sum + 12, sum + 15,
                          sum + 18);
}

/**
 * loket_random_below:
 * @limit: 1 or more
 *
 * Returns: a number from 0 to @limit - 1
 */
guint32
loket_random_below (LoketRandom *self, guint32 limit)
{
  g_return_val_if_fail (limit > 0, 0);

  if (self->numbers == NULL)
    return (guint32) (g_random_int () % limit);
  return g_rand_int (self->numbers) % limit;
}
