/* SPDX-License-Identifier: EUPL-1.2 */
/* The rows of a list. */
#include "config.h"

#include "loket-case-row-private.h"
#include "loket-list-rows.h"
#include "loket-row-cache.h"
#include "loket-store-lines-private.h"

enum {
  ROWS_MAX = 1024 /* five times what a view holds (about 205) */
};

struct _LoketListRows {
  gatomicrefcount ref_count; /* each question that is under way holds one */
  LoketStore *store;         /* (owned) */
  GCancellable *cancellable; /* (owned): of all that is under way */
  LoketDay today;
  LoketMoment now;
  guint generation; /* counts the views shown: what was asked for an earlier one is dropped */
  LoketRowCache *cache;
  GQueue pages; /* (element-type GArray of gint64): to be read, the newest first */
  gboolean page_in_flight;
};

LoketListRows *
loket_list_rows_new (LoketStore *store)
{
  LoketListRows *self = g_new0 (LoketListRows, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->store = g_object_ref (store);
  self->cancellable = g_cancellable_new ();
  self->cache = loket_row_cache_new (ROWS_MAX);
  g_queue_init (&self->pages);
  return self;
}

static void
clear_pages (LoketListRows *self)
{
  g_queue_clear_full (&self->pages, (GDestroyNotify) g_array_unref);
  self->page_in_flight = FALSE;
}

static void
unref (LoketListRows *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  clear_pages (self);
  loket_row_cache_free (self->cache);
  g_object_unref (self->cancellable);
  g_object_unref (self->store);
  g_free (self);
}

/**
 * loket_list_rows_close:
 *
 * Takes back what is under way, and gives up the caller's reference.
 */
void
loket_list_rows_close (LoketListRows *self)
{
  if (self == NULL)
    return;
  self->generation++;
  g_cancellable_cancel (self->cancellable);
  unref (self);
}

/* What an answer of the reader belongs to. */
typedef struct {
  LoketListRows *rows; /* (owned) */
  guint generation;
  gboolean is_page;
} Question;

static void
question_free (Question *question)
{
  unref (question->rows);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

static void
update (LoketListRows *self, GPtrArray *lines)
{
  for (guint i = 0; i < lines->len; i++) {
    const LoketCaseLine *line = g_ptr_array_index (lines, i);
    LoketCaseRow *row = loket_row_cache_find (self->cache, line->id);

    if (row != NULL)
      _loket_case_row_update (row, line);
  }
}

static void read_next_page (LoketListRows *self);

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) lines =
      _loket_store_read_lines_finish (LOKET_STORE (source), result, &error);
  g_autoptr (Question) question = user_data;
  LoketListRows *self = question->rows;

  if (lines == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_message ("rows of the list could not be read: %s", error->message);
  if (question->generation != self->generation)
    return;
  if (lines != NULL)
    update (self, lines);
  if (!question->is_page)
    return;
  self->page_in_flight = FALSE;
  read_next_page (self);
}

static void
ask (LoketListRows *self, GArray *ids, gboolean is_page)
{
  Question *question = g_new0 (Question, 1);

  g_atomic_ref_count_inc (&self->ref_count);
  question->rows = self;
  question->generation = self->generation;
  question->is_page = is_page;
  _loket_store_read_lines_async (self->store, ids, self->today, self->now, self->cancellable,
                                 read_cb, question);
}

/* A fast scroll leaves pages behind whose rows are gone again. */
static GArray *
pop_page (LoketListRows *self)
{
  GArray *ids;

  while ((ids = g_queue_pop_head (&self->pages)) != NULL) {
    for (guint i = ids->len; i > 0; i--) {
      if (!loket_row_cache_contains (self->cache, g_array_index (ids, gint64, i - 1)))
        g_array_remove_index (ids, i - 1);
    }
    if (ids->len > 0)
      return ids;
    g_array_unref (ids);
  }
  return NULL;
}

static void
read_next_page (LoketListRows *self)
{
  g_autoptr (GArray) ids = self->page_in_flight ? NULL : pop_page (self);

  if (ids == NULL)
    return;
  self->page_in_flight = TRUE;
  ask (self, ids, TRUE);
}

/**
 * loket_list_rows_begin:
 *
 * Another view: what was asked for the one before is dropped. Its rows stay until
 * loket_list_rows_replace().
 */
void
loket_list_rows_begin (LoketListRows *self, LoketDay today, LoketMoment now)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->generation++;
  self->today = today;
  self->now = now;
  clear_pages (self);
}

void
loket_list_rows_set_now (LoketListRows *self, LoketDay today, LoketMoment now)
{
  self->today = today;
  self->now = now;
}

/**
 * loket_list_rows_replace:
 * @lines: (element-type LoketCaseLine): the first ones of a view
 */
void
loket_list_rows_replace (LoketListRows *self, GPtrArray *lines)
{
  loket_row_cache_clear (self->cache);
  for (guint i = 0; i < lines->len; i++)
    loket_row_cache_add (self->cache, ((LoketCaseLine *) g_ptr_array_index (lines, i))->id);
  update (self, lines);
}

/**
 * loket_list_rows_find:
 *
 * Returns: (transfer none) (nullable): NULL where it was not asked for, or is gone again
 */
LoketCaseRow *
loket_list_rows_find (LoketListRows *self, gint64 id)
{
  return loket_row_cache_find (self->cache, id);
}

/**
 * loket_list_rows_request:
 * @ids: of a page
 *
 * Makes the objects of those that are not there, and asks for their contents.
 */
void
loket_list_rows_request (LoketListRows *self, const gint64 *ids, guint count)
{
  GArray *wanted = g_array_sized_new (FALSE, FALSE, sizeof (gint64), count);

  for (guint i = 0; i < count; i++) {
    if (loket_row_cache_contains (self->cache, ids[i]))
      continue;
    loket_row_cache_add (self->cache, ids[i]);
    g_array_append_val (wanted, ids[i]);
  }
  g_queue_push_head (&self->pages, wanted);
  read_next_page (self);
}

/**
 * loket_list_rows_refresh:
 * @case_ids: (nullable): NULL: all
 *
 * Reads again what the rows say that are here.
 */
void
loket_list_rows_refresh (LoketListRows *self, const char *const *case_ids)
{
  g_autoptr (GArray) ids = loket_row_cache_list_ids (self->cache, case_ids);

  if (ids->len > 0)
    ask (self, ids, FALSE);
}
