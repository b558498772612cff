/* SPDX-License-Identifier: EUPL-1.2 */
/* One pull, as a chain of steps:
 *
 *   read where the feed was left; fetch what an earlier pull did not come to
 *   ask for a page  <----------------------------+-----------+
 *     410 (once): is it still the same loket?    |           |
 *       begin a new generation ------------------+           |
 *   is it still the same loket?                              |
 *   apply it: one transaction with its cursor                |
 *   fetch what was too large for it, one by one; one that    |
 *   fails now is left for a later pull                       |
 *     the page had items ------------------------------------+
 *   the end of the feed: finish a new generation; fetch changed rules
 */
#include "config.h"

#include "loket-error.h"
#include "loket-fetch-later.h"
#include "loket-fetch-list.h"
#include "loket-page-check.h"
#include "loket-paths.h"
#include "loket-pull.h"
#include "loket-reference.h"
#include "loket-store-feed.h"

#define PAGE_SIZE "500"

/* Beyond the wait that was asked for; a loket may take its time to make a page of 4 MB. */
enum {
  REPLY_S = 30
};

typedef struct {
  LoketSyncParts parts;
  guint wait_s;
  GCancellable *cancellable; /* (owned) (nullable) */
  char *cursor;              /* (owned) (nullable) */
  GHashTable *asked;         /* cursors: what was asked for already in this pull */
  gboolean resyncing;
  GBytes *body;          /* (owned) (nullable): the page that came last */
  LoketPageResult *page; /* (owned) (nullable): the last one that was applied */
  char **to_fetch;       /* (owned) (nullable): what earlier pulls did not come to */
  LoketPullResult pulled;
} Pull;

static void ask_for_page (GTask *task);

static void
pull_free (Pull *self)
{
  g_clear_object (&self->cancellable);
  g_free (self->cursor);
  g_hash_table_unref (self->asked);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->page, loket_page_result_free);
  g_strfreev (self->to_fetch);
  g_free (self);
}

static void
fail (GTask *task, GError *error)
{
  g_task_return_error (task, loket_sync_error_take (error));
  g_object_unref (task);
}

static void
tell_changed (Pull *self, const char *const *case_ids)
{
  self->parts.cases_changed (case_ids, self->parts.user_data);
}

/* The end of the feed */

static void
finish (GTask *task)
{
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
refreshed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Pull *self = g_task_get_task_data (task);

  self->pulled.rules_changed = loket_reference_refresh_finish (self->parts.reference, result);
  finish (task);
}

static void
refresh_rules (GTask *task)
{
  Pull *self = g_task_get_task_data (task);

  if (self->page->ref_data == NULL) {
    finish (task);
    return;
  }
  loket_reference_refresh_async (self->parts.reference, self->page->ref_data, self->cancellable,
                                 refreshed_cb, task);
}

static void
generation_finished_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Pull *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) gone = loket_store_finish_generation_finish (LOKET_STORE (source), result, &error);

  if (gone == NULL) {
    fail (task, g_steal_pointer (&error));
    return;
  }
  self->pulled.gone += g_strv_length (gone);
  if (gone[0] != NULL)
    tell_changed (self, (const char *const *) gone);
  refresh_rules (task);
}

static void
page_is_done (GTask *task)
{
  Pull *self = g_task_get_task_data (task);

  self->wait_s = 0;
  if (self->page->n_items > 0)
    ask_for_page (task);
  else if (self->resyncing)
    loket_store_finish_generation_async (self->parts.store, loket_clock_get_now (self->parts.clock),
                                         generation_finished_cb, task);
  else
    refresh_rules (task);
}

/* Cases that were too large for a page */

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Pull *self = g_task_get_task_data (task);
  GError *error = NULL;
  guint fetched;
  gboolean well = loket_fetch_list_finish (result, &fetched, &self->pulled.retry_after_s, &error);

  self->pulled.fetched += fetched;
  if (!well)
    fail (task, error);
  else if (self->page != NULL)
    page_is_done (task);
  else
    ask_for_page (task);
}

static void
fetch (GTask *task, char **case_ids)
{
  Pull *self = g_task_get_task_data (task);

  loket_fetch_list_async (&self->parts, case_ids, self->cancellable, fetched_cb, task);
}

/* Applying a page */

static void
page_applied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Pull *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  LoketPageResult *page = loket_store_apply_page_finish (LOKET_STORE (source), result, &error);
  GError *told = NULL;

  if (page == NULL && g_error_matches (error, LOKET_ERROR, LOKET_ERROR_INVALID)) {
    loket_reply_set_body_error (self->body, error, &told);
    fail (task, told);
    return;
  }
  if (page == NULL) {
    fail (task, g_steal_pointer (&error));
    return;
  }
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->page, loket_page_result_free);
  self->page = page;
  g_free (self->cursor);
  self->cursor = g_strdup (page->next);
  self->pulled.received += page->n_received;
  self->pulled.withdrawn += page->n_withdrawn;
  self->pulled.erased += page->n_erased;
  self->pulled.pages += page->n_items > 0;
  self->pulled.quarantined += page->n_quarantined;
  if (page->changed[0] != NULL)
    tell_changed (self, (const char *const *) page->changed);
  if (page->n_items > 0 && g_hash_table_contains (self->asked, page->next))
    fail (task, g_error_new_literal (LOKET_SYNC_ERROR, LOKET_SYNC_ERROR_GARBAGE,
                                     "the feed goes round in circles"));
  else
    fetch (task, page->to_fetch);
}

/* @page: (transfer full): `body`, decoded */
static void
apply_page (GTask *task, LoketFeedPage *page)
{
  Pull *self = g_task_get_task_data (task);

  loket_store_apply_page_async (self->parts.store, self->body, page,
                                loket_clock_get_now (self->parts.clock), page_applied_cb, task);
}

/* Is it still the same loket? */

static void
page_checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Pull *self = g_task_get_task_data (task);
  LoketFeedPage *page;
  gboolean identified;
  GError *error = NULL;

  if (!loket_page_check_finish (result, &identified, &page, &error)) {
    fail (task, error);
    return;
  }
  self->pulled.me_changed |= identified;
  apply_page (task, page);
}

/* Asking for a page */

static void
generation_begun_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Pull *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!loket_store_write_finish (LOKET_STORE (source), result, &error)) {
    fail (task, g_steal_pointer (&error));
    return;
  }
  g_clear_pointer (&self->cursor, g_free);
  g_hash_table_remove_all (self->asked);
  self->resyncing = TRUE;
  self->pulled.restarted = TRUE;
  ask_for_page (task);
}

static void
begin_generation (GTask *task)
{
  Pull *self = g_task_get_task_data (task);

  loket_store_begin_generation_async (self->parts.store, TRUE, generation_begun_cb, task);
}

/* Another loket, or another account, does not know our cursor either: that begins nothing anew. */
static void
identified_before_anew_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Pull *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (loket_reference_identify_finish (self->parts.reference, result, &error))
    begin_generation (task);
  else
    fail (task, error);
}

static gboolean
is_cursor_too_old (const Pull *self, const LoketReply *reply)
{
  return reply->problem != NULL && reply->problem->kind == LOKET_PROBLEM_CURSOR_TOO_OLD &&
         self->cursor != NULL && !self->pulled.restarted;
}

static void
page_asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Pull *self = g_task_get_task_data (task);
  g_autoptr (LoketReply) reply = loket_line_ask_finish (self->parts.line, result);

  if (is_cursor_too_old (self, reply)) {
    loket_reference_identify_async (self->parts.reference, NULL, self->cancellable,
                                    identified_before_anew_cb, task);
    return;
  }
  if (reply->kind != LOKET_REPLY_GOOD) {
    if (!g_error_matches (reply->error, LOKET_SYNC_ERROR, LOKET_SYNC_ERROR_CANCELLED))
      loket_fetch_later_acquit (self->parts.later);
    self->pulled.retry_after_s = reply->retry_after_s;
    fail (task, g_error_copy (reply->error));
    return;
  }
  loket_fetch_later_convict (self->parts.later);
  self->body = g_bytes_ref (reply->response->body);
  loket_page_check_async (&self->parts, self->body, self->cancellable, page_checked_cb, task);
}

static void
ask_for_page (GTask *task)
{
  Pull *self = g_task_get_task_data (task);
  g_autoptr (LoketRequest) request =
      loket_request_new ("GET", loket_path_get_fixed (LOKET_PATH_CHANGES));

  if (self->cursor != NULL)
    g_hash_table_add (self->asked, g_strdup (self->cursor));
  loket_request_add_query (request, "after", self->cursor);
  loket_request_add_query (request, "pageSize", PAGE_SIZE);
  if (self->wait_s > 0) {
    g_autofree char *wait = g_strdup_printf ("%u", self->wait_s);

    loket_request_add_query (request, "wait", wait);
    request->timeout_s = self->wait_s + REPLY_S;
  }
  loket_line_ask_async (self->parts.line, request, self->cancellable, page_asked_cb, task);
}

static void
identified_first_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Pull *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!loket_reference_identify_finish (self->parts.reference, result, &error)) {
    fail (task, g_steal_pointer (&error));
    return;
  }
  fetch (task, self->to_fetch);
}

static void
state_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Pull *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketFeedState) state =
      loket_store_read_feed_state_finish (LOKET_STORE (source), result, &error);

  if (state == NULL) {
    fail (task, g_steal_pointer (&error));
    return;
  }
  self->cursor = g_steal_pointer (&state->cursor);
  /* The first pull of all is a generation too: at its end the search is filled in one go. */
  self->resyncing = state->resyncing || self->cursor == NULL;
  self->to_fetch =
      loket_fetch_later_choose (self->parts.later, (const char *const *) state->to_fetch);
  if (self->to_fetch[0] == NULL)
    ask_for_page (task);
  else
    loket_reference_identify_async (self->parts.reference, NULL, self->cancellable,
                                    identified_first_cb, task);
}

/**
 * loket_pull_async:
 * @parts: copied
 * @wait_s: 0, or how long the loket may hold the first request until something is new
 */
void
loket_pull_async (const LoketSyncParts *parts,
                  guint wait_s,
                  GCancellable *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  Pull *self = g_new0 (Pull, 1);

  g_task_set_source_tag (task, loket_pull_async);
  g_task_set_task_data (task, self, (GDestroyNotify) pull_free);
  self->parts = *parts;
  self->wait_s = wait_s;
  self->pulled.retry_after_s = -1;
  self->asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  loket_store_read_feed_state_async (parts->store, state_read_cb, task);
}

/**
 * loket_pull_finish:
 * @pulled: (out): what came, also where it ended with an error
 *
 * Returns: FALSE with a LOKET_SYNC_ERROR, or an error of the store
 */
gboolean
loket_pull_finish (GAsyncResult *result, LoketPullResult *pulled, GError **error)
{
  Pull *self = g_task_get_task_data (G_TASK (result));

  *pulled = self->pulled;
  return g_task_propagate_boolean (G_TASK (result), error);
}
