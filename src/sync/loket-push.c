/* SPDX-License-Identifier: EUPL-1.2 */
/* One push, as a chain of steps:
 *
 *   list what may be sent: of each case the first item   <---+
 *   the one tried least whose case is not postponed:         |
 *     mark it as being sent, then PUT it                     |
 *     taken, refused, in conflict: mark it so ---------------+
 *     later: postpone its case ------------------------------+
 *     stop: no request makes sense now
 */
#include "config.h"

#include "loket-bodies.h"
#include "loket-http.h"
#include "loket-paths.h"
#include "loket-push.h"
#include "loket-store-brake.h"
#include "loket-store-documents.h"
#include "loket-store-work.h"

/* A line that fails so often in a row is down for the other cases, too. */
enum {
  FAILURES_IN_A_ROW_MAX = 3
};

typedef struct {
  LoketSyncParts parts;
  GCancellable *cancellable; /* (owned) (nullable) */
  GHashTable *postponed;     /* ids of cases: not again in this push */
  LoketWorkItem *item;       /* (owned) (nullable): the one that is being sent, as it was before */
  guint failures_in_a_row;
  GError *first_error; /* (owned) (nullable): of what was postponed */
  GError *stop;        /* (owned) (nullable): why no further request makes sense */
  LoketPushResult pushed;
} Push;

static void list_sendable (GTask *task);

static void
push_free (Push *self)
{
  g_clear_object (&self->cancellable);
  g_hash_table_unref (self->postponed);
  g_clear_pointer (&self->item, loket_work_item_unref);
  g_clear_error (&self->first_error);
  g_clear_error (&self->stop);
  g_free (self);
}

static void
finish (GTask *task)
{
  Push *self = g_task_get_task_data (task);

  if (self->stop != NULL)
    g_task_return_error (task, g_steal_pointer (&self->stop));
  else if (self->first_error != NULL)
    g_task_return_error (task, g_steal_pointer (&self->first_error));
  else
    g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
tell_changed (Push *self)
{
  const char *changed[] = {self->item->case_id, NULL};

  self->parts.cases_changed (changed, self->parts.user_data);
}

/* The row says now what became of the request, also where that sets the brake: on to the next one.
 */
static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Push *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!loket_store_write_finish (LOKET_STORE (source), result, &error)) {
    g_clear_error (&self->stop);
    self->stop = loket_sync_error_take (g_steal_pointer (&error));
  }
  tell_changed (self);
  if (self->stop != NULL)
    finish (task);
  else
    list_sendable (task);
}

static void
mark (GTask *task, LoketWorkState state, const LoketReply *reply)
{
  Push *self = g_task_get_task_data (task);
  GBytes *answer = reply->response != NULL ? reply->response->body : NULL;

  loket_store_mark_async (self->parts.store, self->item->id, state, loket_reply_get_reason (reply),
                          answer, loket_clock_get_now (self->parts.clock), written_cb, task);
}

static void
take (GTask *task, const LoketReply *reply)
{
  Push *self = g_task_get_task_data (task);

  self->pushed.sent++;
  self->failures_in_a_row = 0;
  loket_store_take_async (self->parts.store, self->item->id, reply->response->body,
                          loket_clock_get_now (self->parts.clock), written_cb, task);
}

/* Whether nothing can have reached the loket, or it said itself that it did nothing. Of an earlier
 * try that may have arrived this one says nothing. */
static gboolean
has_surely_not_arrived (const LoketWorkItem *item, const LoketReply *reply)
{
  if (item->state != LOKET_WORK_WAITING)
    return FALSE;
  if (reply->response != NULL)
    return loket_reply_is_from_loket (reply) && reply->response->status < 500;
  switch (reply->error->code) {
  case LOKET_SYNC_ERROR_SERVER_AWAY:
  case LOKET_SYNC_ERROR_NAME:
  case LOKET_SYNC_ERROR_CERTIFICATE:
  case LOKET_SYNC_ERROR_ADDRESS:
  case LOKET_SYNC_ERROR_TOKEN:
    return TRUE;
  default:
    return FALSE;
  }
}

/* Whether no other request fares better. A page of somebody between us and the loket may be about
 * no more than the words of this act, which he does not let through. */
static gboolean
concerns_all (const LoketReply *reply)
{
  const LoketProblem *problem = reply->problem;

  if (reply->kind != LOKET_REPLY_STOP)
    return FALSE;
  if (problem == NULL || problem->kind != LOKET_PROBLEM_FOREIGN)
    return TRUE;
  return problem->status < 400 || problem->status == 401 || problem->status == 407 ||
         problem->status == 429;
}

static void
postpone (GTask *task, const LoketReply *reply)
{
  Push *self = g_task_get_task_data (task);

  self->pushed.postponed++;
  self->pushed.retry_after_s = MAX (self->pushed.retry_after_s, reply->retry_after_s);
  g_hash_table_add (self->postponed, g_strdup (self->item->case_id));
  if (self->first_error == NULL)
    self->first_error = g_error_copy (reply->error);
  if (concerns_all (reply) || ++self->failures_in_a_row >= FAILURES_IN_A_ROW_MAX)
    self->stop = g_error_copy (reply->error);
  mark (task, has_surely_not_arrived (self->item, reply) ? LOKET_WORK_WAITING : LOKET_WORK_SENDING,
        reply);
}

static void
refuse (GTask *task, const LoketReply *reply)
{
  Push *self = g_task_get_task_data (task);

  self->pushed.refused++;
  self->failures_in_a_row = 0;
  mark (task, reply->kind == LOKET_REPLY_CONFLICT ? LOKET_WORK_CONFLICT : LOKET_WORK_REFUSED,
        reply);
}

typedef struct {
  GTask *task;
  LoketReply *reply;
} Missing;

static void
contents_resent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Missing *missing = user_data;
  g_autoptr (LoketReply) reply = missing->reply;
  GTask *task = missing->task;
  Push *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  tell_changed (self);
  if (loket_store_write_finish (LOKET_STORE (source), result, &error)) {
    list_sendable (task);
  } else if (g_error_matches (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_NOT_FOUND)) {
    refuse (task, reply);
  } else {
    /* The disk is no reason to refuse: the next push is told the same. */
    self->stop = loket_sync_error_take (g_steal_pointer (&error));
    finish (task);
  }
}

/* The loket has not got the contents of a document whole: they go again, and the act after them.
 * @reply: (transfer full) */
static void
resend_contents (GTask *task, LoketReply *reply)
{
  Push *self = g_task_get_task_data (task);
  Missing *missing = g_new0 (Missing, 1);

  missing->task = task;
  missing->reply = reply;
  loket_store_resend_upload_async (self->parts.store, self->item->id,
                                   loket_clock_get_now (self->parts.clock), contents_resent_cb,
                                   missing);
}

/* A 200 is the loket's word only where its body is what was sent, and has what the loket alone
 * gives it: an act its place in the case, a case its version. Somebody on the way may send back
 * what he got. */
static gboolean
is_taken (const LoketReply *reply, const LoketWorkItem *item)
{
  g_autoptr (JsonObject) json = loket_body_to_object (reply->response->body, NULL);
  gboolean is_act = item->kind == LOKET_WORK_ACT;

  return json != NULL &&
         g_strcmp0 (loket_json_peek_string (json, is_act ? "actId" : "caseId"), item->id) == 0 &&
         loket_json_peek_int (json, is_act ? "seq" : "version", 0) > 0;
}

/* The loket says that the act is based on a version that it never had. */
static gboolean
is_base_unknown (const LoketReply *reply)
{
  const LoketProblem *problem = reply->problem;
  const LoketIssue *issue;

  if (reply->kind != LOKET_REPLY_REFUSED || problem->kind != LOKET_PROBLEM_BAD_REQUEST ||
      problem->issues->len == 0)
    return FALSE;
  issue = g_ptr_array_index (problem->issues, 0);
  return g_strcmp0 (issue->name, "basedOn") == 0;
}

static void
refuse_base (GTask *task, const LoketReply *reply)
{
  Push *self = g_task_get_task_data (task);

  self->pushed.refused++;
  self->failures_in_a_row = 0;
  loket_store_refuse_base_async (self->parts.store, self->item->id, self->item->state,
                                 loket_reply_get_reason (reply), reply->response->body,
                                 loket_clock_get_now (self->parts.clock), written_cb, task);
}

static void
put_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Push *self = g_task_get_task_data (task);
  g_autoptr (LoketReply) reply = loket_line_ask_finish (self->parts.line, result);

  if (reply->kind == LOKET_REPLY_GOOD && !is_taken (reply, self->item)) {
    reply->kind = LOKET_REPLY_LATER;
    reply->error = g_error_new_literal (LOKET_SYNC_ERROR, LOKET_SYNC_ERROR_GARBAGE,
                                        "the answer does not say that the loket has it");
  }
  if (is_base_unknown (reply)) {
    refuse_base (task, reply);
    return;
  }
  switch (reply->kind) {
  case LOKET_REPLY_GOOD:
    take (task, reply);
    break;
  case LOKET_REPLY_REFUSED:
  case LOKET_REPLY_CONFLICT:
    if (g_strcmp0 (loket_reply_get_reason (reply), "documentMissing") == 0)
      resend_contents (task, g_steal_pointer (&reply));
    else
      refuse (task, reply);
    break;
  case LOKET_REPLY_LATER:
  case LOKET_REPLY_STOP:
  default:
    postpone (task, reply);
    break;
  }
}

static void
marked_sending_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Push *self = g_task_get_task_data (task);
  const LoketWorkItem *item = self->item;
  g_autoptr (LoketRequest) request = NULL;
  g_autofree char *path = item->kind == LOKET_WORK_CASE
                              ? loket_path_make_case (item->case_id)
                              : loket_path_make_act (item->case_id, item->id);

  if (!loket_store_write_finish (LOKET_STORE (source), result, &self->stop)) {
    if (g_error_matches (self->stop, LOKET_STORE_ERROR, LOKET_STORE_ERROR_NOT_FOUND)) {
      /* Taken back since it was listed. */
      g_clear_error (&self->stop);
      list_sendable (task);
    } else {
      finish (task);
    }
    return;
  }
  request = loket_request_new ("PUT", path);
  loket_request_set_body (request, item->body, LOKET_HTTP_JSON);
  loket_line_ask_async (self->parts.line, request, self->cancellable, put_cb, task);
}

/* Of what was tried least the oldest: so what never gets through, and ends a push by failing too
 * often in a row, is not before all the others each time. */
static LoketWorkItem *
choose (Push *self, GPtrArray *items)
{
  LoketWorkItem *chosen = NULL;

  for (guint i = 0; i < items->len; i++) {
    LoketWorkItem *item = g_ptr_array_index (items, i);

    if (!g_hash_table_contains (self->postponed, item->case_id) &&
        (chosen == NULL || item->tries < chosen->tries))
      chosen = item;
  }
  return chosen;
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Push *self = g_task_get_task_data (task);
  g_autoptr (GPtrArray) items =
      loket_store_list_sendable_finish (LOKET_STORE (source), result, &self->stop);
  LoketWorkItem *item = items != NULL ? choose (self, items) : NULL;

  if (item == NULL) {
    finish (task);
    return;
  }
  g_clear_pointer (&self->item, loket_work_item_unref);
  self->item = loket_work_item_ref (item);
  loket_store_mark_async (self->parts.store, item->id, LOKET_WORK_SENDING, NULL, NULL,
                          loket_clock_get_now (self->parts.clock), marked_sending_cb, task);
}

static void
list_sendable (GTask *task)
{
  Push *self = g_task_get_task_data (task);

  if (g_cancellable_set_error_if_cancelled (self->cancellable, &self->stop)) {
    finish (task);
    return;
  }
  loket_store_list_sendable_async (
      self->parts.store, self->parts.holds ? loket_clock_get_now (self->parts.clock) : G_MAXINT64,
      listed_cb, task);
}

/**
 * loket_push_async:
 * @parts: copied
 * @cancellable: (nullable): stops before the next item
 */
void
loket_push_async (const LoketSyncParts *parts,
                  GCancellable *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  Push *self = g_new0 (Push, 1);

  g_task_set_source_tag (task, loket_push_async);
  g_task_set_task_data (task, self, (GDestroyNotify) push_free);
  self->parts = *parts;
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  self->postponed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->pushed.retry_after_s = -1;
  list_sendable (task);
}

/**
 * loket_push_finish:
 * @pushed: (out): what became of the items, also where it ended with an error
 *
 * Returns: FALSE when something is to be tried again, with the LOKET_SYNC_ERROR of the first such
 *   item or of what stopped all; or an error of the store
 */
gboolean
loket_push_finish (GAsyncResult *result, LoketPushResult *pushed, GError **error)
{
  Push *self = g_task_get_task_data (G_TASK (result));

  *pushed = self->pushed;
  return g_task_propagate_boolean (G_TASK (result), error);
}
