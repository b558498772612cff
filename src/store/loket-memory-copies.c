/* SPDX-License-Identifier: EUPL-1.2 */
/* Copies in memory. */
#include "config.h"

#include "loket-memory-copies.h"

struct _LoketMemoryCopies {
  GMutex mutex;
  GHashTable *texts; /* case id -> JSON */
};

LoketMemoryCopies *
loket_memory_copies_new (void)
{
  LoketMemoryCopies *self = g_new0 (LoketMemoryCopies, 1);

  g_mutex_init (&self->mutex);
  self->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
loket_memory_copies_free (LoketMemoryCopies *self)
{
  g_hash_table_unref (self->texts);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

void
loket_memory_copies_put (LoketMemoryCopies *self, LoketCase *copy)
{
  char *text = loket_json_object_to_string (copy->json);

  g_mutex_lock (&self->mutex);
  g_hash_table_replace (self->texts, g_strdup (copy->case_id), text);
  g_mutex_unlock (&self->mutex);
}

void
loket_memory_copies_remove (LoketMemoryCopies *self, const char *case_id)
{
  g_mutex_lock (&self->mutex);
  g_hash_table_remove (self->texts, case_id);
  g_mutex_unlock (&self->mutex);
}

/**
 * loket_memory_copies_dup:
 *
 * Returns: (transfer full) (nullable): made anew, so that no two threads count one JSON value
 */
LoketCase *
loket_memory_copies_dup (LoketMemoryCopies *self, const char *case_id)
{
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) root = NULL;

  g_mutex_lock (&self->mutex);
  text = g_strdup (g_hash_table_lookup (self->texts, case_id));
  g_mutex_unlock (&self->mutex);
  if (text != NULL)
    root = loket_json_parse (text, -1, NULL);
  return root != NULL ? loket_case_from_json (json_node_get_object (root), NULL) : NULL;
}
