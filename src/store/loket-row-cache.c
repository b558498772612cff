/* SPDX-License-Identifier: EUPL-1.2 */
/* Row objects, least recently used last. */
#include "config.h"

#include "loket-case-row-private.h"
#include "loket-row-cache.h"

struct _LoketRowCache {
  guint max_rows;
  GQueue rows;       /* (element-type LoketCaseRow) (owned): the most recently used first */
  GHashTable *links; /* id -> its link in `rows` */
};

LoketRowCache *
loket_row_cache_new (guint max_rows)
{
  LoketRowCache *self = g_new0 (LoketRowCache, 1);

  self->max_rows = max_rows;
  g_queue_init (&self->rows);
  self->links = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  return self;
}

void
loket_row_cache_free (LoketRowCache *self)
{
  loket_row_cache_clear (self);
  g_hash_table_unref (self->links);
  g_free (self);
}

void
loket_row_cache_clear (LoketRowCache *self)
{
  g_hash_table_remove_all (self->links);
  g_queue_clear_full (&self->rows, g_object_unref);
}

static void
use (LoketRowCache *self, GList *link)
{
  g_queue_unlink (&self->rows, link);
  g_queue_push_head_link (&self->rows, link);
}

/**
 * loket_row_cache_find:
 *
 * Returns: (transfer none) (nullable): now the most recently used one
 */
LoketCaseRow *
loket_row_cache_find (LoketRowCache *self, gint64 id)
{
  GList *link = g_hash_table_lookup (self->links, &id);

  if (link == NULL)
    return NULL;
  use (self, link);
  return link->data;
}

/* Without using it. */
gboolean
loket_row_cache_contains (LoketRowCache *self, gint64 id)
{
  return g_hash_table_contains (self->links, &id);
}

/* Each row is looked at once at most, should all of them be in use. */
static void
evict (LoketRowCache *self)
{
  for (guint i = self->rows.length; i > 0 && self->rows.length > self->max_rows; i--) {
    GList *link = g_queue_peek_tail_link (&self->rows);
    GObject *row = link->data;
    gint64 id = _loket_case_row_get_id (link->data);

    if (row->ref_count > 1) {
      use (self, link);
      continue;
    }
    g_hash_table_remove (self->links, &id);
    g_queue_delete_link (&self->rows, link);
    g_object_unref (row);
  }
}

/**
 * loket_row_cache_add:
 * @id: of a row that is not there
 *
 * Returns: (transfer none): a row that is loading
 */
LoketCaseRow *
loket_row_cache_add (LoketRowCache *self, gint64 id)
{
  LoketCaseRow *row = _loket_case_row_new (id);

  g_object_ref (row);
  g_queue_push_head (&self->rows, row);
  g_hash_table_insert (self->links, g_memdup2 (&id, sizeof id), self->rows.head);
  evict (self);
  g_object_unref (row);
  return row;
}

/**
 * loket_row_cache_list_ids:
 * @case_ids: (nullable): NULL: of all cases
 *
 * Returns: (transfer full) (element-type gint64): of the rows that show these cases
 */
GArray *
loket_row_cache_list_ids (LoketRowCache *self, const char *const *case_ids)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (GList *l = self->rows.head; l != NULL; l = l->next) {
    gint64 id = _loket_case_row_get_id (l->data);

    if (case_ids == NULL || loket_case_row_is_loading (l->data) ||
        g_strv_contains (case_ids, loket_case_row_get_case_id (l->data)))
      g_array_append_val (ids, id);
  }
  return ids;
}
