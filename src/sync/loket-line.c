/* SPDX-License-Identifier: EUPL-1.2 */
/* Asking, with the second try after a 401 and the comparison of clocks. */
#include "config.h"

#include "loket-http.h"
#include "loket-line.h"

/* Within two minutes our own clock is good enough for an act. */
enum {
  CLOCK_OFF_S_MAX = 120
};

struct _LoketLine {
  LoketTransport *transport; /* (owned) */
  LoketClock *clock;         /* outlives the line */
  gint64 clock_off_s;        /* ours minus the loket's; 0 while it is within the limit */
};

typedef struct {
  LoketLine *line;       /* outlives the question */
  LoketRequest *request; /* (owned) */
  LoketMoment sent;      /* when it left, as our clock was then */
  gint64 sent_us;        /* monotonic */
  gboolean second_try;
  LoketLineShutFunc is_shut; /* (nullable) */
  gconstpointer shut_data;   /* outlives the question */
} Question;

static void
question_free (Question *question)
{
  loket_request_unref (question->request);
  g_free (question);
}

LoketLine *
loket_line_new (LoketTransport *transport, LoketClock *clock)
{
  LoketLine *self = g_new0 (LoketLine, 1);

  self->transport = g_object_ref (transport);
  self->clock = clock;
  return self;
}

/**
 * loket_line_free:
 *
 * Only when no question is open any more.
 */
void
loket_line_free (LoketLine *self)
{
  if (self == NULL)
    return;
  g_object_unref (self->transport);
  g_free (self);
}

/* The loket wrote its moment somewhere between our question and its arrival here, which a long poll
 * or a slow line keep far apart: only what lies outside of that is a difference. How long it took
 * is taken from the clock that nobody sets; but that stands still while the machine sleeps, so what
 * the other one said counts too, where it is longer. Only the loket's own word counts: a proxy's is
 * nobody's. */
static void
compare_clocks (LoketLine *self, const LoketReply *reply, const Question *question)
{
  LoketMoment arrived = loket_clock_get_now (self->clock);
  gint64 took_us = loket_clock_get_monotonic_us (self->clock) - question->sent_us;
  LoketMoment sent = MIN (arrived - took_us, question->sent);
  LoketMoment theirs;
  gint64 off_s = 0;

  if (!loket_reply_is_from_loket (reply) ||
      !loket_http_date_parse (loket_response_get_header (reply->response, "date"), &theirs))
    return;
  if (theirs < sent)
    off_s = (sent - theirs) / LOKET_SECOND_US;
  else if (theirs > arrived)
    off_s = (arrived - theirs) / LOKET_SECOND_US;
  self->clock_off_s = ABS (off_s) > CLOCK_OFF_S_MAX ? off_s : 0;
}

static void send_question (GTask *task);

/* The brake may have been set while the first answer was on its way. */
static void
try_again (GTask *task)
{
  Question *question = g_task_get_task_data (task);
  g_autoptr (GError) shut = NULL;

  question->second_try = TRUE;
  if (question->is_shut == NULL || !question->is_shut (question->shut_data, &shut)) {
    send_question (task);
    return;
  }
  g_task_return_pointer (task, loket_reply_new_stopped (shut), (GDestroyNotify) loket_reply_free);
  g_object_unref (task);
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Question *question = g_task_get_task_data (task);
  LoketLine *self = question->line;
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketResponse) response =
      loket_transport_send_finish (LOKET_TRANSPORT (source), result, &error);
  LoketReply *reply;

  if (response == NULL) {
    g_task_return_pointer (task, loket_reply_new_failed (error), (GDestroyNotify) loket_reply_free);
    return;
  }
  if (response->status == 401 && !question->second_try) {
    try_again (g_steal_pointer (&task));
    return;
  }
  reply = loket_reply_new_answered (response, loket_clock_get_now (self->clock));
  compare_clocks (self, reply, question);
  g_task_return_pointer (task, reply, (GDestroyNotify) loket_reply_free);
}

static void
send_question (GTask *task)
{
  Question *question = g_task_get_task_data (task);

  question->sent = loket_clock_get_now (question->line->clock);
  question->sent_us = loket_clock_get_monotonic_us (question->line->clock);
  loket_transport_send_async (question->line->transport, question->request,
                              g_task_get_cancellable (task), sent_cb, task);
}

/**
 * loket_line_ask_while_async:
 * @is_shut: (nullable): asked before the second try; before the first one the caller has looked
 * @shut_data: outlives the question
 */
void
loket_line_ask_while_async (LoketLine *self,
                            LoketRequest *request,
                            LoketLineShutFunc is_shut,
                            gconstpointer shut_data,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Question *question = g_new0 (Question, 1);

  g_task_set_source_tag (task, loket_line_ask_while_async);
  g_task_set_check_cancellable (task, FALSE);
  question->line = self;
  question->request = loket_request_ref (request);
  question->is_shut = is_shut;
  question->shut_data = shut_data;
  g_task_set_task_data (task, question, (GDestroyNotify) question_free);
  send_question (task);
}

void
loket_line_ask_async (LoketLine *self,
                      LoketRequest *request,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  loket_line_ask_while_async (self, request, NULL, NULL, cancellable, callback, user_data);
}

/**
 * loket_line_ask_finish:
 *
 * Returns: (transfer full): never NULL: that no answer came is a reply too
 */
LoketReply *
loket_line_ask_finish (LoketLine *self, GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

/**
 * loket_line_get_clock_off_s:
 *
 * Returns: by how many seconds our clock is ahead of the loket's, as of the last answer; 0 within
 *   two minutes
 */
gint64
loket_line_get_clock_off_s (LoketLine *self)
{
  return self->clock_off_s;
}
