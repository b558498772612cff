/* SPDX-License-Identifier: EUPL-1.2 */
/* The HTTP server: from messages to requests, and from responses to messages. */
#include "config.h"

#include <libsoup/soup.h>

#include "loket-loopback.h"
#include "loket-packing.h"
#include "loket-raw-reply.h"
#include "loket-server.h"

enum {
  /* Many desks that begin at nine o'clock: with the usual backlog of ten, connections are lost. */
  BACKLOG = 4096,
  /* What is read and thrown away of a body that is refused, before the line is cut. */
  DISCARD_BYTES_MAX = 64 * 1024 * 1024,
};

struct _LoketServer {
  LoketCentral *central;
  LoketFaults *faults;
  LoketClock *clock;
  SoupServer *soup;      /* (owned) */
  GHashTable *exchanges; /* SoupServerMessage -> Exchange (owned): looked up only */
  GQueue waiting;        /* Exchange: long polls, oldest first */
  guint wake_timer;      /* 0: nobody is to be woken */
  gboolean secure;
  gboolean packs;
};

/* One request on its way. */
typedef struct {
  LoketServer *server;
  SoupServerMessage *message; /* (owned) */
  LoketRequest *request;      /* (owned) (nullable): once all of it is there */
  LoketFault fault;
  gsize body_bytes;
  guint timer;      /* 0: none */
  gboolean waiting; /* in the list of long polls */
} Exchange;

static void
stop_waiting (Exchange *exchange)
{
  if (exchange->timer != 0)
    loket_clock_remove_timer (exchange->server->clock, exchange->timer);
  exchange->timer = 0;
  if (exchange->waiting)
    g_queue_remove (&exchange->server->waiting, exchange);
  exchange->waiting = FALSE;
}

static void
exchange_free (Exchange *exchange)
{
  stop_waiting (exchange);
  g_signal_handlers_disconnect_by_data (exchange->message, exchange);
  g_clear_pointer (&exchange->request, loket_request_unref);
  g_object_unref (exchange->message);
  g_free (exchange);
}

static void
end_exchange (Exchange *exchange)
{
  g_hash_table_remove (exchange->server->exchanges, exchange->message);
}

static void
message_finished_cb (SoupServerMessage *message, gpointer user_data)
{
  end_exchange (user_data);
}

/* Takes the line away from libsoup: nothing more is sent on it but what the caller writes. */
static GIOStream *
take_line (Exchange *exchange)
{
  g_autoptr (SoupServerMessage) message = g_object_ref (exchange->message);

  end_exchange (exchange);
  return soup_server_message_steal_connection (message);
}

static void
cut_line (Exchange *exchange)
{
  g_autoptr (GIOStream) line = take_line (exchange);

  g_io_stream_close (line, NULL, NULL);
}

static void
send_part (Exchange *exchange, LoketResponse *response, gsize size_bytes)
{
  g_autoptr (GIOStream) line = take_line (exchange);

  loket_raw_reply_write (line, response, size_bytes);
  g_io_stream_close (line, NULL, NULL);
}

static void
send_response (Exchange *exchange, LoketResponse *response)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (exchange->message);
  GHashTableIter iter;
  gpointer name, value;

  /* The order of headers shapes nothing. */
  g_hash_table_iter_init (&iter, response->headers);
  while (g_hash_table_iter_next (&iter, &name, &value))
    soup_message_headers_replace (headers, name, value);
  /* libsoup closes the line but does not say so: a client that keeps lines would try it again. */
  if (soup_message_headers_header_contains (
          soup_server_message_get_request_headers (exchange->message), "Connection", "close"))
    soup_message_headers_replace (headers, "Connection", "close");
  /* libsoup would cut a part out of a whole answer; an answer of parts is one already (206). */
  soup_message_headers_remove (soup_server_message_get_request_headers (exchange->message),
                               "Range");
  soup_server_message_set_status (exchange->message, response->status, NULL);
  if (g_bytes_get_size (response->body) > 0)
    soup_message_body_append_bytes (soup_server_message_get_response_body (exchange->message),
                                    response->body);
  soup_server_message_unpause (exchange->message);
}

/* The fault may want the response to be lost on its way. */
static void
deliver (Exchange *exchange, LoketResponse *response)
{
  stop_waiting (exchange);
  if (exchange->server->packs)
    loket_packing_apply (exchange->request, response);
  if (exchange->fault.kind == LOKET_FAULT_DROP)
    cut_line (exchange);
  else if (exchange->fault.kind == LOKET_FAULT_CUT)
    send_part (exchange, response, exchange->fault.size_bytes);
  else
    send_response (exchange, response);
}

static void patience_over_cb (gpointer user_data);

static void
ask_central (Exchange *exchange, gboolean may_wait)
{
  LoketServer *self = exchange->server;
  g_autoptr (LoketResponse) response = NULL;
  guint wait_ms;

  response = loket_central_handle (self->central, exchange->request, may_wait, &wait_ms);
  if (response == NULL) {
    if (exchange->waiting)
      return;
    exchange->waiting = TRUE;
    exchange->timer = loket_clock_add_timer (self->clock, wait_ms, patience_over_cb, exchange);
    g_queue_push_tail (&self->waiting, exchange);
    return;
  }
  deliver (exchange, response);
}

static void
patience_over_cb (gpointer user_data)
{
  Exchange *exchange = user_data;

  exchange->timer = 0;
  ask_central (exchange, FALSE);
}

/* Everybody who waits asks again; those for whom nothing is new go on waiting. */
static void
wake_cb (gpointer user_data)
{
  LoketServer *self = user_data;
  g_autoptr (GPtrArray) woken = g_ptr_array_new ();

  self->wake_timer = 0;
  for (GList *l = self->waiting.head; l != NULL; l = l->next)
    g_ptr_array_add (woken, l->data);
  /* Answering one takes no other away: an exchange ends only when the main loop is reached. */
  for (guint i = 0; i < woken->len; i++)
    ask_central (g_ptr_array_index (woken, i), TRUE);
}

/* The change is answered first; who waits is told when the main loop is reached again. */
static void
central_changed_cb (gpointer user_data)
{
  LoketServer *self = user_data;

  if (self->wake_timer == 0 && !g_queue_is_empty (&self->waiting))
    self->wake_timer = loket_clock_add_timer (self->clock, 0, wake_cb, self);
}

static void
do_repeat (Exchange *exchange)
{
  LoketResponse *first;
  guint wait_ms;

  first = loket_central_handle (exchange->server->central, exchange->request, FALSE, &wait_ms);
  g_clear_pointer (&first, loket_response_unref);
}

static void
proceed (Exchange *exchange)
{
  g_autoptr (LoketResponse) instead =
      loket_fault_make_response (&exchange->fault, exchange->request);

  if (exchange->fault.kind == LOKET_FAULT_CLOSE) {
    cut_line (exchange);
    return;
  }
  if (instead != NULL) {
    loket_central_finish_response (exchange->server->central, exchange->request, instead);
    send_response (exchange, instead);
    return;
  }
  if (exchange->fault.kind == LOKET_FAULT_REPEAT)
    do_repeat (exchange);
  ask_central (exchange, TRUE);
}

static void
delay_over_cb (gpointer user_data)
{
  Exchange *exchange = user_data;

  exchange->timer = 0;
  proceed (exchange);
}

static void
copy_header (const char *name, const char *value, gpointer user_data)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  loket_request_set_header (user_data, lower, value);
}

static void
copy_body (SoupServerMessage *message, LoketRequest *request)
{
  g_autoptr (GBytes) body =
      soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_autofree char *type = g_strdup (loket_request_get_header (request, "content-type"));

  if (g_bytes_get_size (body) > 0)
    loket_request_set_body (request, body, type);
}

/* @with_body: FALSE where the body was thrown away */
static LoketRequest *
make_request (SoupServerMessage *message, gboolean with_body)
{
  GUri *uri = soup_server_message_get_uri (message);
  LoketRequest *request =
      loket_request_new (soup_server_message_get_method (message), g_uri_get_path (uri));

  request->query = g_strdup (g_uri_get_query (uri));
  soup_message_headers_foreach (soup_server_message_get_request_headers (message), copy_header,
                                request);
  if (with_body)
    copy_body (message, request);
  return request;
}

static LoketResponse *
refuse_too_large (void)
{
  g_autoptr (LoketProblem) problem = loket_problem_new (LOKET_PROBLEM_PAYLOAD_TOO_LARGE, NULL);

  problem->limit = LOKET_CENTRAL_BODY_MAX_BYTES;
  return loket_problem_to_response (problem);
}

static void
request_cb (SoupServer *soup,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  LoketServer *self = user_data;
  Exchange *exchange = g_hash_table_lookup (self->exchanges, message);
  gboolean too_large = exchange->body_bytes > LOKET_CENTRAL_BODY_MAX_BYTES;
  g_autoptr (LoketResponse) refusal = NULL;

  soup_server_message_pause (message);
  exchange->request = make_request (message, !too_large);
  refusal = too_large ? refuse_too_large () : loket_loopback_check (exchange->request);
  if (refusal != NULL) {
    loket_central_finish_response (self->central, exchange->request, refusal);
    send_response (exchange, refusal);
    return;
  }
  exchange->fault =
      loket_faults_match (self->faults, exchange->request->method, exchange->request->path);
  if (exchange->fault.delay_ms == 0)
    proceed (exchange);
  else
    exchange->timer =
        loket_clock_add_timer (self->clock, exchange->fault.delay_ms, delay_over_cb, exchange);
}

/* A body that is too large is not kept; one without end costs the line. */
static void
got_chunk_cb (SoupServerMessage *message, GBytes *chunk, gpointer user_data)
{
  Exchange *exchange = user_data;

  exchange->body_bytes += g_bytes_get_size (chunk);
  if (exchange->body_bytes > LOKET_CENTRAL_BODY_MAX_BYTES) {
    SoupMessageBody *body = soup_server_message_get_request_body (message);

    soup_message_body_set_accumulate (body, FALSE);
    soup_message_body_truncate (body);
  }
  if (exchange->body_bytes > DISCARD_BYTES_MAX)
    cut_line (exchange);
}

static void
early_cb (SoupServer *soup,
          SoupServerMessage *message,
          const char *path,
          GHashTable *query,
          gpointer user_data)
{
  LoketServer *self = user_data;
  Exchange *exchange = g_new0 (Exchange, 1);

  exchange->server = self;
  exchange->message = g_object_ref (message);
  g_hash_table_insert (self->exchanges, message, exchange);
  g_signal_connect (message, "got-chunk", G_CALLBACK (got_chunk_cb), exchange);
  g_signal_connect (message, "finished", G_CALLBACK (message_finished_cb), exchange);
  g_signal_connect (message, "disconnected", G_CALLBACK (message_finished_cb), exchange);
}

/* libsoup's own listening would have a backlog of ten. */
static GSocket *
open_socket (guint16 port, GError **error)
{
  g_autoptr (GSocket) socket =
      g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, error);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, port);

  if (socket == NULL)
    return NULL;
  g_socket_set_listen_backlog (socket, BACKLOG);
  if (!g_socket_bind (socket, address, TRUE, error) || !g_socket_listen (socket, error)) {
    g_prefix_error (error, "port %d: ", port);
    return NULL;
  }
  return g_steal_pointer (&socket);
}

/**
 * loket_server_new:
 * @central: must outlive the server
 * @faults: must outlive the server
 * @clock: must outlive the server; for delays and long polls
 *
 * Returns: (transfer full): listening on loopback; NULL with an error of G_IO_ERROR
 */
LoketServer *
loket_server_new (LoketCentral *central,
                  LoketFaults *faults,
                  LoketClock *clock,
                  const LoketServerOptions *options,
                  GError **error)
{
  g_autoptr (GSocket) socket = open_socket (options->port, error);
  g_autoptr (LoketServer) self = NULL;

  if (socket == NULL)
    return NULL;
  self = g_new0 (LoketServer, 1);
  self->central = central;
  self->faults = faults;
  self->clock = clock;
  self->secure = options->certificate != NULL;
  self->packs = options->packs;
  self->exchanges = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) exchange_free);
  self->soup = soup_server_new ("tls-certificate", options->certificate, NULL);
  soup_server_add_early_handler (self->soup, NULL, early_cb, self, NULL);
  soup_server_add_handler (self->soup, NULL, request_cb, self, NULL);
  if (!soup_server_listen_socket (self->soup, socket, self->secure ? SOUP_SERVER_LISTEN_HTTPS : 0,
                                  error))
    return NULL;
  loket_central_set_changed_func (central, central_changed_cb, self);
  return g_steal_pointer (&self);
}

/**
 * loket_server_free:
 *
 * At once: whoever still waits is not answered.
 */
void
loket_server_free (LoketServer *self)
{
  if (self == NULL)
    return;
  loket_central_set_changed_func (self->central, NULL, NULL);
  if (self->wake_timer != 0)
    loket_clock_remove_timer (self->clock, self->wake_timer);
  g_hash_table_unref (self->exchanges);
  soup_server_disconnect (self->soup);
  g_object_unref (self->soup);
  g_free (self);
}

/**
 * loket_server_dup_url:
 *
 * Returns: (transfer full): the base address, without a slash at its end
 */
char *
loket_server_dup_url (LoketServer *self)
{
  GSList *uris = soup_server_get_uris (self->soup);
  char *url = g_strdup_printf ("%s://127.0.0.1:%d", self->secure ? "https" : "http",
                               g_uri_get_port (uris->data));

  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return url;
}
