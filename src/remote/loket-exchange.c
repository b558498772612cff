/* SPDX-License-Identifier: EUPL-1.2 */
/* Sends, waits with a limit, and reads a body piece by piece so that too much is never held. */
#include "config.h"

#include "loket-exchange.h"
#include "loket-transport.h"
#include "loket-unpacking.h"

enum {
  CHUNK_BYTES = 64 * 1024,
  SECOND_MS = 1000,
  /* A body that trickles, either way, keeps the line busy for ever: after this it is silence. */
  WHOLE_S_MAX = 600,
};

typedef struct {
  LoketExchangeLimits limits; /* session: (owned) */
  SoupMessage *message;       /* (owned) */
  GInputStream *stream;       /* (owned) (nullable): once the headers are there */
  GByteArray *body;           /* (owned) */
  LoketUnpacking *unpacking;  /* (owned) (nullable): where the body is packed */
  goffset came_bytes;         /* of the body, as it came */
  guint8 *chunk;              /* (owned) */
  GCancellable *inner;        /* (owned): ends the exchange, whoever wants it ended */
  GCancellable *outer;        /* (owned) (nullable): the caller's */
  gulong outer_id;
  guint silence_timer;
  gint64 started_us;
  gboolean timed_out;
  gboolean started; /* bytes of the request may have left */
} Exchange;

static void
exchange_free (Exchange *self)
{
  if (self->silence_timer != 0)
    loket_clock_remove_timer (self->limits.clock, self->silence_timer);
  g_cancellable_disconnect (self->outer, self->outer_id);
  g_clear_object (&self->stream);
  g_signal_handlers_disconnect_by_data (self->message, self);
  g_clear_object (&self->message);
  g_clear_object (&self->inner);
  g_clear_object (&self->outer);
  g_clear_object (&self->limits.session);
  g_byte_array_unref (self->body);
  g_clear_pointer (&self->unpacking, loket_unpacking_free);
  g_free (self->chunk);
  g_free (self);
}

static void
silence_cb (gpointer user_data)
{
  Exchange *self = user_data;

  self->silence_timer = 0;
  self->timed_out = TRUE;
  g_cancellable_cancel (self->inner);
}

static gboolean
is_overdue (const Exchange *self)
{
  return loket_clock_get_monotonic_us (self->limits.clock) - self->started_us >=
         WHOLE_S_MAX * LOKET_SECOND_US;
}

static void
listen_anew (Exchange *self)
{
  if (self->silence_timer != 0)
    loket_clock_remove_timer (self->limits.clock, self->silence_timer);
  self->silence_timer = loket_clock_add_timer (
      self->limits.clock, self->limits.timeout_s * SECOND_MS, silence_cb, self);
}

/* An upload on a slow line is no silence, as long as it moves. */
static void
wrote_cb (SoupMessage *message, guint n_bytes, gpointer user_data)
{
  Exchange *self = user_data;

  if (!is_overdue (self))
    listen_anew (self);
}

static void
cancelled_cb (GCancellable *outer, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

static int
translate_io_error (const GError *cause)
{
  switch (cause->code) {
  case G_IO_ERROR_TIMED_OUT:
    return LOKET_TRANSPORT_ERROR_TIMEOUT;
  case G_IO_ERROR_CONNECTION_REFUSED:
  case G_IO_ERROR_HOST_UNREACHABLE:
  case G_IO_ERROR_NETWORK_UNREACHABLE:
  case G_IO_ERROR_HOST_NOT_FOUND:
  case G_IO_ERROR_PROXY_FAILED:
  case G_IO_ERROR_PROXY_AUTH_FAILED:
  case G_IO_ERROR_PROXY_NEED_AUTH:
  case G_IO_ERROR_PROXY_NOT_ALLOWED:
    return LOKET_TRANSPORT_ERROR_UNREACHABLE;
  default:
    return LOKET_TRANSPORT_ERROR_CUT;
  }
}

static void
starting_cb (SoupMessage *message, gpointer user_data)
{
  Exchange *self = user_data;

  self->started = TRUE;
}

/* Before anything was sent. A name server that cannot be asked is a network that is away; one that
 * says no is a wrong name. */
static int
translate_unsent_error (const GError *cause)
{
  if (cause->domain == G_TLS_ERROR)
    return cause->code == G_TLS_ERROR_EOF ? LOKET_TRANSPORT_ERROR_CUT : LOKET_TRANSPORT_ERROR_TLS;
  if (cause->domain == G_RESOLVER_ERROR)
    return cause->code == G_RESOLVER_ERROR_NOT_FOUND ? LOKET_TRANSPORT_ERROR_NAME
                                                     : LOKET_TRANSPORT_ERROR_UNREACHABLE;
  return cause->domain == G_IO_ERROR ? translate_io_error (cause) : LOKET_TRANSPORT_ERROR_CUT;
}

/* Once the request has left, also on a line before the one that failed, it may have arrived:
 * whatever broke then, a damaged TLS record or a name that is gone, is a cut. */
static int
translate_error (const Exchange *self, const GError *cause)
{
  if (self->timed_out)
    return LOKET_TRANSPORT_ERROR_TIMEOUT;
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return LOKET_TRANSPORT_ERROR_CANCELLED;
  if (!self->started)
    return translate_unsent_error (cause);
  return g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_TIMED_OUT) ? LOKET_TRANSPORT_ERROR_TIMEOUT
                                                                   : LOKET_TRANSPORT_ERROR_CUT;
}

static void
return_error (GTask *task, const GError *cause)
{
  Exchange *self = g_task_get_task_data (task);

  g_task_return_new_error (task, LOKET_TRANSPORT_ERROR, translate_error (self, cause), "%s",
                           self->timed_out ? "no answer in time" : cause->message);
}

static void
return_too_large (GTask *task)
{
  Exchange *self = g_task_get_task_data (task);

  g_byte_array_set_size (self->body, 0);
  g_cancellable_cancel (self->inner);
  g_task_return_new_error (task, LOKET_TRANSPORT_ERROR, LOKET_TRANSPORT_ERROR_TOO_LARGE,
                           "the answer is larger than %" G_GSIZE_FORMAT " bytes",
                           self->limits.body_bytes_max);
}

/* How many bytes the headers promise; -1 where they promise none. */
static goffset
get_promised_bytes (const Exchange *self)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);
  SoupStatus status = soup_message_get_status (self->message);

  if (status == SOUP_STATUS_NO_CONTENT || status == SOUP_STATUS_NOT_MODIFIED ||
      soup_message_get_method (self->message) == SOUP_METHOD_HEAD ||
      soup_message_headers_get_encoding (headers) != SOUP_ENCODING_CONTENT_LENGTH)
    return -1;
  return soup_message_headers_get_content_length (headers);
}

/* How the body is packed; NULL: it is not. */
static const char *
get_coding (const Exchange *self)
{
  const char *coding = soup_message_headers_get_list (
      soup_message_get_response_headers (self->message), "Content-Encoding");

  return coding != NULL && g_ascii_strcasecmp (coding, "identity") != 0 ? coding : NULL;
}

/* FALSE with an error in the place of a response: it is packed as nobody asked for. */
static gboolean
prepare_unpacking (GTask *task)
{
  Exchange *self = g_task_get_task_data (task);
  const char *coding = get_coding (self);

  if (coding == NULL)
    return TRUE;
  if (g_ascii_strcasecmp (coding, "gzip") == 0) {
    self->unpacking = loket_unpacking_new ();
    return TRUE;
  }
  g_cancellable_cancel (self->inner);
  g_task_return_new_error (task, LOKET_TRANSPORT_ERROR, LOKET_TRANSPORT_ERROR_CUT,
                           "the answer is packed in a way that is not known here");
  return FALSE;
}

static LoketResponse *
make_response (Exchange *self)
{
  LoketResponse *response = loket_response_new (soup_message_get_status (self->message));
  SoupMessageHeadersIter iter;
  const char *name, *value;
  g_autoptr (GBytes) body = g_byte_array_free_to_bytes (g_steal_pointer (&self->body));

  self->body = g_byte_array_new ();
  loket_response_set_body (response, body, NULL);
  soup_message_headers_iter_init (&iter, soup_message_get_response_headers (self->message));
  while (soup_message_headers_iter_next (&iter, &name, &value)) {
    if (loket_response_get_header (response, name) == NULL && g_utf8_validate (value, -1, NULL))
      loket_response_set_header (response, name, value);
  }
  return response;
}

static void
return_response (GTask *task)
{
  Exchange *self = g_task_get_task_data (task);
  goffset promised = get_promised_bytes (self);

  if (promised >= 0 && self->came_bytes != promised) {
    g_task_return_new_error (task, LOKET_TRANSPORT_ERROR, LOKET_TRANSPORT_ERROR_CUT,
                             "the answer has %" G_GOFFSET_FORMAT " of %" G_GOFFSET_FORMAT " bytes",
                             self->came_bytes, promised);
    return;
  }
  if (self->unpacking != NULL && self->came_bytes > 0 &&
      !loket_unpacking_is_whole (self->unpacking)) {
    g_task_return_new_error (task, LOKET_TRANSPORT_ERROR, LOKET_TRANSPORT_ERROR_CUT,
                             "what was packed has no end");
    return;
  }
  g_task_return_pointer (task, make_response (self), (GDestroyNotify) loket_response_unref);
}

static void read_more (GTask *task);

/* FALSE, with the error given back, where it is too much or cannot be unpacked. */
static gboolean
keep_chunk (GTask *task, gsize length)
{
  Exchange *self = g_task_get_task_data (task);
  gsize bytes_max = self->limits.body_bytes_max;
  g_autoptr (GError) error = NULL;

  self->came_bytes += (goffset) length;
  if (self->unpacking == NULL && self->body->len + length <= bytes_max) {
    g_byte_array_append (self->body, self->chunk, (guint) length);
    return TRUE;
  }
  if (self->unpacking != NULL &&
      loket_unpacking_add (self->unpacking, self->chunk, length, self->body, bytes_max, &error))
    return TRUE;
  if (error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE)) {
    return_too_large (task);
    return FALSE;
  }
  g_cancellable_cancel (self->inner);
  g_task_return_new_error (task, LOKET_TRANSPORT_ERROR, LOKET_TRANSPORT_ERROR_CUT,
                           "what was packed cannot be unpacked: %s", error->message);
  return FALSE;
}

static void
chunk_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Exchange *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gssize length = g_input_stream_read_finish (G_INPUT_STREAM (source), result, &error);

  if (length < 0) {
    return_error (task, error);
  } else if (length == 0) {
    return_response (task);
  } else if (keep_chunk (task, (gsize) length)) {
    if (!is_overdue (self))
      listen_anew (self);
    read_more (g_steal_pointer (&task));
  }
}

static void
read_more (GTask *task)
{
  Exchange *self = g_task_get_task_data (task);

  g_input_stream_read_async (self->stream, self->chunk, CHUNK_BYTES, G_PRIORITY_DEFAULT,
                             self->inner, chunk_read_cb, task);
}

static void
headers_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Exchange *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  self->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (self->stream == NULL) {
    return_error (task, error);
    return;
  }
  if (get_promised_bytes (self) > (goffset) self->limits.body_bytes_max) {
    return_too_large (task);
    return;
  }
  if (!prepare_unpacking (task))
    return;
  self->chunk = g_malloc (CHUNK_BYTES);
  listen_anew (self);
  read_more (g_steal_pointer (&task));
}

/**
 * loket_exchange_run_async:
 * @limits: copied
 * @message: a reference is kept
 */
void
loket_exchange_run_async (const LoketExchangeLimits *limits,
                          SoupMessage *message,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  Exchange *self = g_new0 (Exchange, 1);

  g_task_set_source_tag (task, loket_exchange_run_async);
  g_task_set_task_data (task, self, (GDestroyNotify) exchange_free);
  self->limits = *limits;
  g_object_ref (self->limits.session);
  self->message = g_object_ref (message);
  self->body = g_byte_array_new ();
  self->inner = g_cancellable_new ();
  self->started_us = loket_clock_get_monotonic_us (limits->clock);
  if (cancellable != NULL) {
    self->outer = g_object_ref (cancellable);
    self->outer_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb),
                                            g_object_ref (self->inner), g_object_unref);
  }
  g_signal_connect (message, "starting", G_CALLBACK (starting_cb), self);
  g_signal_connect (message, "wrote-body-data", G_CALLBACK (wrote_cb), self);
  listen_anew (self);
  soup_session_send_async (limits->session, message, G_PRIORITY_DEFAULT, self->inner,
                           headers_read_cb, task);
}

/**
 * loket_exchange_run_finish:
 *
 * Returns: (transfer full): NULL with a LOKET_TRANSPORT_ERROR
 */
LoketResponse *
loket_exchange_run_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
