/* SPDX-License-Identifier: EUPL-1.2 */
/* Copies in memory. */
#include "config.h"

#include "loket-memory-copies.h"

struct _LoketMemoryCopies {
  GMutex mutex;
  GHashTable *cases; /* case id -> LoketCase */
};

LoketMemoryCopies *
loket_memory_copies_new (void)
{
  LoketMemoryCopies *self = g_new0 (LoketMemoryCopies, 1);

  g_mutex_init (&self->mutex);
  self->cases =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) loket_case_unref);
  return self;
}

void
loket_memory_copies_free (LoketMemoryCopies *self)
{
  g_hash_table_unref (self->cases);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

void
loket_memory_copies_put (LoketMemoryCopies *self, LoketCase *copy)
{
  g_mutex_lock (&self->mutex);
  g_hash_table_replace (self->cases, g_strdup (copy->case_id), loket_case_ref (copy));
  g_mutex_unlock (&self->mutex);
}

void
loket_memory_copies_remove (LoketMemoryCopies *self, const char *case_id)
{
  g_mutex_lock (&self->mutex);
  g_hash_table_remove (self->cases, case_id);
  g_mutex_unlock (&self->mutex);
}

/**
 * loket_memory_copies_dup:
 *
 * Returns: (transfer full) (nullable)
 */
LoketCase *
loket_memory_copies_dup (LoketMemoryCopies *self, const char *case_id)
{
  LoketCase *found;

  g_mutex_lock (&self->mutex);
  found = g_hash_table_lookup (self->cases, case_id);
  if (found != NULL)
    loket_case_ref (found);
  g_mutex_unlock (&self->mutex);
  return found;
}
