/* SPDX-License-Identifier: EUPL-1.2 */
/* What lists show: rows, counts and what is pending, brought up to date after each change. */
#include "config.h"

#include "loket-case-list-private.h"
#include "loket-desk-private.h"

static void
set_query (LoketDesk *self, LoketQuery *query)
{
  *query = (LoketQuery){
      .view = LOKET_VIEW_ALL,
      .search = self->search,
      .person = loket_desk_get_person (self),
      .today = loket_desk_get_today (self),
      .now = loket_desk_get_now (self),
  };
  loket_view_from_string (self->view, &query->view);
}

/**
 * loket_desk_get_case_list:
 *
 * Returns: (transfer none): the list of the window; empty until loket_desk_show_view()
 */
LoketCaseList *
loket_desk_get_case_list (LoketDesk *self)
{
  if (self->list == NULL)
    self->list = _loket_case_list_new (self->store);
  return self->list;
}

/**
 * loket_desk_show_view:
 * @view: one of the shared words; an unknown one shows all
 * @search: (nullable): words, each also as a beginning
 */
void
loket_desk_show_view (LoketDesk *self, const char *view, const char *search)
{
  LoketQuery query;
  char *view_before = self->view;
  char *search_before = self->search;

  self->view = g_strdup (view);
  self->search = g_strdup (search);
  g_free (view_before);
  g_free (search_before);
  set_query (self, &query);
  _loket_case_list_show (loket_desk_get_case_list (self), &query);
}

/**
 * loket_desk_get_count:
 *
 * Returns: how many cases (rows, in `drafts`) the view holds, as last counted; 0 for an unknown one
 */
gint64
loket_desk_get_count (LoketDesk *self, const char *view)
{
  LoketView found;

  return loket_view_from_string (view, &found) ? self->counts[found] : 0;
}

void
loket_desk_list_lines_async (LoketDesk *self,
                             const char *view,
                             const char *search,
                             guint limit,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  LoketQuery query = {
      .view = LOKET_VIEW_ALL,
      .search = search,
      .person = loket_desk_get_person (self),
      .today = loket_desk_get_today (self),
      .now = loket_desk_get_now (self),
  };

  loket_view_from_string (view, &query.view);
  loket_store_list_lines_async (self->store, &query, limit, NULL, callback, user_data);
}

void
loket_desk_list_bundle_async (LoketDesk *self,
                              const char *lead,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  LoketQuery query = {
      .view = LOKET_VIEW_ALL,
      .today = loket_desk_get_today (self),
      .now = loket_desk_get_now (self),
      .bundle = lead,
  };

  loket_store_list_lines_async (self->store, &query, 0, NULL, callback, user_data);
}

/**
 * loket_desk_list_lines_finish:
 *
 * Returns: (transfer full) (element-type LoketCaseLine): NULL with an error
 */
GPtrArray *
loket_desk_list_lines_finish (LoketDesk *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GObject) store = g_async_result_get_source_object (result);

  /* The store that was asked: a desk that has been closed meanwhile has let go of it. */
  return loket_store_list_lines_finish (LOKET_STORE (store), result, error);
}

/* Counting and listing run at most once at a time; what changes meanwhile is read right after. */
static void
counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LoketDesk) self = user_data;
  g_autoptr (GError) error = NULL;
  LoketMoment border;

  self->counting = FALSE;
  if (self->closed)
    return;
  if (loket_store_count_views_finish (LOKET_STORE (source), result, self->counts, &border,
                                      &error)) {
    _loket_desk_arm_border (self, border);
    g_signal_emit_by_name (self, "counts-changed");
  } else {
    g_message ("views could not be counted: %s", error->message);
  }
  if (self->count_again)
    _loket_desk_count (self);
}

void
_loket_desk_count (LoketDesk *self)
{
  self->count_again = self->counting;
  if (self->counting)
    return;
  self->counting = TRUE;
  loket_store_count_views_async (self->store, loket_desk_get_person (self),
                                 loket_desk_get_today (self), loket_desk_get_now (self), counted_cb,
                                 g_object_ref (self));
}

static void
pending_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LoketDesk) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *items = loket_store_list_pending_finish (LOKET_STORE (source), result, &error);

  self->listing_pending = FALSE;
  if (items != NULL) {
    g_ptr_array_unref (self->pending);
    self->pending = items;
  }
  if (self->closed)
    return;
  _loket_desk_read_needs (self);
  _loket_desk_update_state (self);
  if (self->list_pending_again)
    _loket_desk_read_pending (self);
}

void
_loket_desk_read_pending (LoketDesk *self)
{
  self->list_pending_again = self->listing_pending;
  if (self->listing_pending)
    return;
  self->listing_pending = TRUE;
  loket_store_list_pending_async (self->store, pending_listed_cb, g_object_ref (self));
}

/* @case_ids: (nullable): NULL: all may look different */
void
_loket_desk_refresh (LoketDesk *self, const char *const *case_ids)
{
  if (self->closed)
    return;
  if (self->list != NULL) {
    _loket_case_list_set_now (self->list, loket_desk_get_today (self), loket_desk_get_now (self));
    _loket_case_list_refresh (self->list, case_ids);
  }
  _loket_desk_count (self);
  _loket_desk_read_pending (self);
  g_signal_emit_by_name (self, "cases-changed", case_ids);
}
