/* SPDX-License-Identifier: EUPL-1.2 */
/* One case after the other, into the store.
 *
 * One that fails is left for later and holds up no other one; where the line fails the rest is left
 * as it is. */
#include "config.h"

#include "loket-error.h"
#include "loket-fetch-later.h"
#include "loket-fetch-list.h"
#include "loket-fetch.h"
#include "loket-store-feed.h"

/* Cases in a row that could not be fetched: then the line is at fault, and whatever is asked next
 * says so. */
enum {
  FAILURES_IN_A_ROW_MAX = 3
};

typedef struct {
  LoketSyncParts parts;
  GCancellable *cancellable; /* (owned) (nullable) */
  char **case_ids;           /* (owned) */
  guint next;
  guint failures_in_a_row;
  guint fetched;
  gint64 retry_after_s;
} List;

static void
list_free (List *self)
{
  g_clear_object (&self->cancellable);
  g_strfreev (self->case_ids);
  g_free (self);
}

static void fetch_next (GTask *task);

static const char *
get_case_id (const List *self)
{
  return self->case_ids[self->next - 1];
}

/* No connection, no login, too many requests: that is not about this case. */
static gboolean
concerns_all (const LoketReply *reply)
{
  return reply->kind == LOKET_REPLY_STOP &&
         (reply->response == NULL || reply->response->status == 401 ||
          reply->response->status == 429);
}

static void
noted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  GError *error = NULL;

  if (loket_store_write_finish (LOKET_STORE (source), result, &error)) {
    fetch_next (task);
    return;
  }
  g_task_return_error (task, error);
  g_object_unref (task);
}

/* The loket says that it is not ours. */
static gboolean
is_not_known (const LoketReply *reply)
{
  return reply->kind == LOKET_REPLY_REFUSED &&
         (reply->problem->status == 403 || reply->problem->status == 404 ||
          reply->problem->status == 410);
}

/* Where the loket does not know it the line is not at fault; and the feed alone takes a case away.
 */
static void
leave_for_later (GTask *task, const LoketReply *reply)
{
  List *self = g_task_get_task_data (task);

  loket_fetch_later_suspect (self->parts.later, get_case_id (self), reply->error,
                             reply->retry_after_s);
  if (is_not_known (reply)) {
    self->failures_in_a_row = 0;
    loket_store_note_unknown_async (self->parts.store, get_case_id (self), noted_cb, task);
    return;
  }
  if (++self->failures_in_a_row < FAILURES_IN_A_ROW_MAX) {
    fetch_next (task);
    return;
  }
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
refused (GTask *task, const LoketReply *reply)
{
  List *self = g_task_get_task_data (task);

  if (!concerns_all (reply)) {
    leave_for_later (task, reply);
    return;
  }
  self->retry_after_s = reply->retry_after_s;
  g_task_return_error (task, g_error_copy (reply->error));
  g_object_unref (task);
}

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  List *self = g_task_get_task_data (task);
  const char *changed[] = {get_case_id (self), NULL};
  g_autoptr (LoketReply) refusal = NULL;
  g_autoptr (GError) error = NULL;
  gboolean fetched = loket_fetch_case_finish (result, &refusal, &error);

  if (refusal != NULL) {
    refused (task, refusal);
    return;
  }
  self->failures_in_a_row = 0;
  if (fetched) {
    self->fetched++;
    loket_fetch_later_forget (self->parts.later, changed[0]);
    self->parts.cases_changed (changed, self->parts.user_data);
  } else if (g_error_matches (error, LOKET_ERROR, LOKET_ERROR_INVALID)) {
    loket_fetch_later_suspect (self->parts.later, changed[0], error, -1);
  } else {
    g_task_return_error (task, g_steal_pointer (&error));
    g_object_unref (task);
    return;
  }
  fetch_next (task);
}

static void
fetch_next (GTask *task)
{
  List *self = g_task_get_task_data (task);
  const char *case_id = self->case_ids[self->next];

  if (case_id == NULL) {
    g_task_return_boolean (task, TRUE);
    g_object_unref (task);
    return;
  }
  self->next++;
  loket_fetch_case_async (&self->parts, case_id, TRUE, self->cancellable, fetched_cb, task);
}

/**
 * loket_fetch_list_async:
 * @parts: copied
 * @case_ids: copied
 */
void
loket_fetch_list_async (const LoketSyncParts *parts,
                        char **case_ids,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  List *self = g_new0 (List, 1);

  g_task_set_source_tag (task, loket_fetch_list_async);
  g_task_set_task_data (task, self, (GDestroyNotify) list_free);
  self->parts = *parts;
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  self->case_ids = g_strdupv (case_ids);
  self->retry_after_s = -1;
  fetch_next (task);
}

/**
 * loket_fetch_list_finish:
 * @fetched: (out): how many have come, also with an error
 * @retry_after_s: (out): what the loket asked for with an error; -1: nothing
 *
 * Returns: FALSE with a LOKET_SYNC_ERROR that holds for every request, or an error of the store. A
 *   case that could not be fetched is no error: it stands in the LoketFetchLater
 */
gboolean
loket_fetch_list_finish (GAsyncResult *result,
                         guint *fetched,
                         gint64 *retry_after_s,
                         GError **error)
{
  List *self = g_task_get_task_data (G_TASK (result));

  *fetched = self->fetched;
  *retry_after_s = self->retry_after_s;
  return g_task_propagate_boolean (G_TASK (result), error);
}
