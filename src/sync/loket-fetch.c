/* SPDX-License-Identifier: EUPL-1.2 */
/* GET /cases/{caseId}, and GET .../acts behind it as long as acts are missing, into the store. */
#include "config.h"

#include "loket-error.h"
#include "loket-fetch.h"
#include "loket-gate.h"
#include "loket-paths.h"
#include "loket-store-error.h"
#include "loket-store-feed.h"

/* A loket that gives one act at a time is not asked for ever. */
enum {
  REST_PAGES_MAX = 100
};

typedef struct {
  LoketSyncParts parts;
  char *case_id;
  gboolean of_feed;
  GCancellable *cancellable; /* (owned) (nullable) */
  GBytes *body;              /* (owned) (nullable): what was answered */
  GPtrArray *rest;           /* (element-type GBytes): pages of its acts */
  LoketReply *refusal;       /* (owned) (nullable): an answer that was not good */
} Fetch;

static void
fetch_free (Fetch *self)
{
  g_free (self->case_id);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_ptr_array_unref (self->rest);
  loket_reply_free (self->refusal);
  g_free (self);
}

static void ask_rest (GTask *task, gint64 after);

static GBytes *
get_last_body (const Fetch *self)
{
  return self->rest->len > 0 ? g_ptr_array_index (self->rest, self->rest->len - 1) : self->body;
}

/* What came is not that case. To somebody who opens it this is told as of any other answer. */
static void
return_unread (GTask *task, const GError *cause)
{
  const Fetch *self = g_task_get_task_data (task);
  GError *told = NULL;

  if (self->of_feed)
    told = g_error_copy (cause);
  else
    loket_reply_set_body_error (get_last_body (self), cause, &told);
  g_task_return_error (task, told);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const Fetch *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gint64 rest_after;

  if (loket_store_take_case_finish (LOKET_STORE (source), result, &rest_after, &error)) {
    if (rest_after < 0)
      g_task_return_boolean (task, TRUE);
    else if (g_cancellable_set_error_if_cancelled (self->cancellable, &error))
      g_task_return_error (task, g_steal_pointer (&error));
    else
      ask_rest (g_steal_pointer (&task), rest_after);
  } else if (!self->of_feed &&
             g_error_matches (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_NOT_FOUND)) {
    /* Where it left meanwhile, who reads it again finds what is so now. */
    g_task_return_boolean (task, TRUE);
  } else if (g_error_matches (error, LOKET_ERROR, LOKET_ERROR_INVALID)) {
    return_unread (task, error);
  } else {
    g_task_return_error (task, g_steal_pointer (&error));
  }
}

static void
write_case (GTask *task)
{
  Fetch *self = g_task_get_task_data (task);
  LoketMoment now = loket_clock_get_now (self->parts.clock);

  if (self->of_feed)
    loket_store_apply_case_async (self->parts.store, self->case_id, self->body, self->rest, now,
                                  written_cb, task);
  else
    loket_store_refresh_case_async (self->parts.store, self->case_id, self->body, self->rest, now,
                                    written_cb, task);
}

/* A loket that has just given the beginning of a case knows it. */
static void
return_refusal (GTask *task, LoketReply *reply)
{
  Fetch *self = g_task_get_task_data (task);

  if (self->body != NULL && reply->kind == LOKET_REPLY_REFUSED)
    reply->kind = LOKET_REPLY_LATER;
  self->refusal = reply;
  g_task_return_error (task, g_error_copy (reply->error));
  g_object_unref (task);
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Fetch *self = g_task_get_task_data (task);
  g_autoptr (LoketReply) reply = loket_line_ask_finish (self->parts.line, result);
  GError *shut = NULL;

  if (reply->kind != LOKET_REPLY_GOOD) {
    return_refusal (task, g_steal_pointer (&reply));
  } else if (!self->of_feed && loket_gate_is_shut (&self->parts, &shut)) {
    /* The brake was set while the question was out. */
    g_task_return_error (task, shut);
    g_object_unref (task);
  } else {
    if (self->body == NULL)
      self->body = g_bytes_ref (reply->response->body);
    else
      g_ptr_array_add (self->rest, g_bytes_ref (reply->response->body));
    write_case (task);
  }
}

/* What belongs to a run goes while the brake is looked at again. */
static void
ask (GTask *task, LoketRequest *request)
{
  Fetch *self = g_task_get_task_data (task);

  if (self->of_feed)
    loket_line_ask_async (self->parts.line, request, self->cancellable, asked_cb, task);
  else
    loket_gate_ask_async (&self->parts, request, self->cancellable, asked_cb, task);
}

static void
return_endless (GTask *task)
{
  g_autoptr (GError) error = g_error_new (LOKET_ERROR, LOKET_ERROR_INVALID,
                                          "acts: more than %d pages of them", (int) REST_PAGES_MAX);

  return_unread (task, error);
  g_object_unref (task);
}

static void
ask_rest (GTask *task, gint64 after)
{
  Fetch *self = g_task_get_task_data (task);
  g_autofree char *path = loket_path_make_acts (self->case_id);
  g_autofree char *seq = g_strdup_printf ("%" G_GINT64_FORMAT, after);
  g_autoptr (LoketRequest) request = loket_request_new ("GET", path);

  if (self->rest->len >= REST_PAGES_MAX) {
    return_endless (task);
    return;
  }
  loket_request_add_query (request, "after", seq);
  ask (task, request);
}

/**
 * loket_fetch_case_async:
 * @parts: copied
 * @of_feed: in a run, because the feed left it out; else beside it, and only while no brake is on
 */
void
loket_fetch_case_async (const LoketSyncParts *parts,
                        const char *case_id,
                        gboolean of_feed,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  Fetch *self = g_new0 (Fetch, 1);
  g_autofree char *path = loket_path_make_case (case_id);
  g_autoptr (LoketRequest) request = loket_request_new ("GET", path);

  self->parts = *parts;
  self->case_id = g_strdup (case_id);
  self->of_feed = of_feed;
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  self->rest = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_task_set_source_tag (task, loket_fetch_case_async);
  g_task_set_task_data (task, self, (GDestroyNotify) fetch_free);
  ask (task, request);
}

/**
 * loket_fetch_case_finish:
 * @refusal: (out) (optional) (transfer full) (nullable): the answer that was not good
 *
 * Returns: FALSE with a LOKET_SYNC_ERROR, or an error of the store; LOKET_ERROR_INVALID of a case
 * of the feed: what came cannot be read as that case
 */
gboolean
loket_fetch_case_finish (GAsyncResult *result, LoketReply **refusal, GError **error)
{
  Fetch *self = g_task_get_task_data (G_TASK (result));

  if (refusal != NULL)
    *refusal = g_steal_pointer (&self->refusal);
  return g_task_propagate_boolean (G_TASK (result), error);
}
