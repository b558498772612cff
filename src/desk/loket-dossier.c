/* SPDX-License-Identifier: EUPL-1.2 */
/* Dossiers as values. */
#include "config.h"

#include "loket-dossier.h"

/**
 * loket_dossier_new:
 *
 * References are taken of all; the marks are for the maker to set.
 */
LoketDossier *
loket_dossier_new (LoketCase *the_case,
                   GPtrArray *pending,
                   GPtrArray *refused,
                   LoketStanding *standing)
{
  LoketDossier *self = g_new0 (LoketDossier, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->the_case = loket_case_ref (the_case);
  self->pending = g_ptr_array_ref (pending);
  self->refused = g_ptr_array_ref (refused);
  self->standing = loket_standing_ref (standing);
  return self;
}

LoketDossier *
loket_dossier_ref (LoketDossier *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
loket_dossier_unref (LoketDossier *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  loket_case_unref (self->the_case);
  g_ptr_array_unref (self->pending);
  g_ptr_array_unref (self->refused);
  loket_standing_unref (self->standing);
  g_free (self);
}
