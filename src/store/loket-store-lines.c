/* SPDX-License-Identifier: EUPL-1.2 */
/* Lists and counts, by the reader. */
#include "config.h"

#include "loket-cache-views.h"
#include "loket-draft-lines.h"
#include "loket-store-lines-private.h"
#include "loket-store-private.h"

typedef struct {
  LoketQuery query; /* its texts are owned */
  guint limit;
  GArray *ids; /* (nullable) */
} Listing;

static Listing *
listing_new (const LoketQuery *query, guint limit)
{
  Listing *listing = g_new0 (Listing, 1);

  listing->query = *query;
  listing->query.search = g_strdup (query->search);
  listing->query.person = g_strdup (query->person);
  listing->query.bundle = g_strdup (query->bundle);
  listing->limit = limit;
  return listing;
}

static void
listing_free (gpointer data)
{
  Listing *listing = data;

  g_free ((char *) listing->query.search);
  g_free ((char *) listing->query.person);
  g_free ((char *) listing->query.bundle);
  g_clear_pointer (&listing->ids, g_array_unref);
  g_free (listing);
}

/* A complaint that is only a draft is not in the index: a search does not find it. */
static gboolean
wants_new_drafts (const LoketQuery *query)
{
  return query->view == LOKET_VIEW_DRAFTS && (query->search == NULL || *query->search == '\0');
}

static gpointer
list_lines (LoketStore *self, gpointer data, GError **error)
{
  Listing *listing = data;
  g_autofree char *draft_case_ids = loket_draft_lines_list_case_ids (self->read.work, error);
  g_autoptr (GPtrArray) lines = NULL;

  if (draft_case_ids == NULL)
    return NULL;
  lines = loket_cache_views_list_lines (self->read.cache, self->memory, &listing->query,
                                        draft_case_ids, listing->limit, error);
  if (lines == NULL)
    return NULL;
  if (wants_new_drafts (&listing->query) &&
      !loket_draft_lines_append_lines (self->read.work, lines, error))
    return NULL;
  return g_steal_pointer (&lines);
}

void
loket_store_list_lines_async (LoketStore *self,
                              const LoketQuery *query,
                              guint limit,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  LoketStoreCall call = {list_lines, listing_new (query, limit), listing_free,
                         (GDestroyNotify) g_ptr_array_unref};

  _loket_store_read (self, &call, cancellable, callback, user_data);
}

GPtrArray *
loket_store_list_lines_finish (LoketStore *self, GAsyncResult *result, GError **error)
{
  return _loket_store_finish (self, result, error);
}

static gpointer
list_ids (LoketStore *self, gpointer data, GError **error)
{
  Listing *listing = data;
  g_autofree char *draft_case_ids = loket_draft_lines_list_case_ids (self->read.work, error);
  g_autoptr (GArray) ids = NULL;

  if (draft_case_ids == NULL)
    return NULL;
  ids = loket_cache_views_list_ids (self->read.cache, &listing->query, draft_case_ids, error);
  if (ids == NULL)
    return NULL;
  if (wants_new_drafts (&listing->query) &&
      !loket_draft_lines_append_ids (self->read.work, ids, error))
    return NULL;
  return g_steal_pointer (&ids);
}

void
_loket_store_list_ids_async (LoketStore *self,
                             const LoketQuery *query,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  LoketStoreCall call = {list_ids, listing_new (query, 0), listing_free,
                         (GDestroyNotify) g_array_unref};

  _loket_store_read (self, &call, cancellable, callback, user_data);
}

GArray *
_loket_store_list_ids_finish (LoketStore *self, GAsyncResult *result, GError **error)
{
  return _loket_store_finish (self, result, error);
}

static gpointer
read_lines (LoketStore *self, gpointer data, GError **error)
{
  Listing *listing = data;
  g_autoptr (GPtrArray) lines = loket_cache_views_read_lines (self->read.cache, self->memory,
                                                              listing->ids, &listing->query, error);

  if (lines == NULL)
    return NULL;
  /* Drafts are few: all of them are given, also those that were not asked for. */
  for (guint i = 0; i < listing->ids->len; i++) {
    if (g_array_index (listing->ids, gint64, i) >= 0)
      continue;
    if (!loket_draft_lines_append_lines (self->read.work, lines, error))
      return NULL;
    break;
  }
  return g_steal_pointer (&lines);
}

void
_loket_store_read_lines_async (LoketStore *self,
                               GArray *ids,
                               LoketDay today,
                               LoketMoment now,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  LoketQuery query = {.today = today, .now = now};
  Listing *listing = listing_new (&query, 0);
  LoketStoreCall call = {read_lines, listing, listing_free, (GDestroyNotify) g_ptr_array_unref};

  listing->ids = g_array_ref (ids);
  _loket_store_read (self, &call, cancellable, callback, user_data);
}

GPtrArray *
_loket_store_read_lines_finish (LoketStore *self, GAsyncResult *result, GError **error)
{
  return _loket_store_finish (self, result, error);
}

/* The next moment at which the counts change stands behind them. */
enum {
  BORDER = LOKET_N_VIEWS
};

static gpointer
count_views (LoketStore *self, gpointer data, GError **error)
{
  Listing *listing = data;
  g_autofree char *draft_case_ids = loket_draft_lines_list_case_ids (self->read.work, error);
  g_autofree gint64 *counts = g_new0 (gint64, LOKET_N_VIEWS + 1);
  gint64 new_drafts;

  if (draft_case_ids == NULL ||
      !loket_cache_views_count (self->read.cache, &listing->query, draft_case_ids, counts, error) ||
      !loket_cache_views_find_border (self->read.cache, listing->query.now, &counts[BORDER],
                                      error) ||
      !loket_draft_lines_count (self->read.work, &new_drafts, error))
    return NULL;
  counts[LOKET_VIEW_DRAFTS] += new_drafts;
  return g_steal_pointer (&counts);
}

void
loket_store_count_views_async (LoketStore *self,
                               const char *person,
                               LoketDay today,
                               LoketMoment now,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  LoketQuery query = {LOKET_VIEW_ALL, NULL, person, today, now};
  LoketStoreCall call = {count_views, listing_new (&query, 0), listing_free, g_free};

  _loket_store_read (self, &call, NULL, callback, user_data);
}

gboolean
loket_store_count_views_finish (
    LoketStore *self, GAsyncResult *result, gint64 *counts, LoketMoment *border, GError **error)
{
  g_autofree gint64 *read = _loket_store_finish (self, result, error);

  if (read == NULL)
    return FALSE;
  for (int i = 0; i < LOKET_N_VIEWS; i++)
    counts[i] = read[i];
  *border = read[BORDER];
  return TRUE;
}
