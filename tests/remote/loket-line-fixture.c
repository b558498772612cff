/* SPDX-License-Identifier: EUPL-1.2 */
/* A transport, and a real HTTP server that misbehaves by the path. */
#include <glib/gstdio.h>
#include <string.h>

#include "loket-line-fixture.h"

static void
remember (LineFixture *self, SoupServerMessage *message, const char *path)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  g_free (self->path);
  g_free (self->query);
  g_free (self->authorization);
  g_free (self->trace_id);
  g_free (self->accept_language);
  g_free (self->user_agent);
  g_clear_pointer (&self->received, g_bytes_unref);
  self->path = g_strdup (path);
  self->query = g_strdup (g_uri_get_query (soup_server_message_get_uri (message)));
  self->authorization = g_strdup (soup_message_headers_get_one (headers, "Authorization"));
  self->trace_id = g_strdup (soup_message_headers_get_one (headers, "BelGov-Trace-Id"));
  self->accept_language = g_strdup (soup_message_headers_get_one (headers, "Accept-Language"));
  self->user_agent = g_strdup (soup_message_headers_get_one (headers, "User-Agent"));
  self->received = soup_message_body_flatten (soup_server_message_get_request_body (message));
}

/* Answers with these very bytes and closes: what no well-behaved server library would send. */
static void
answer_raw (SoupServerMessage *message, const char *bytes)
{
  g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);

  g_output_stream_write_all (g_io_stream_get_output_stream (stream), bytes, strlen (bytes), NULL,
                             NULL, NULL);
  g_io_stream_close (stream, NULL, NULL);
}

typedef struct {
  LineFixture *fixture;
  GIOStream *stream;
  GBytes *piece;
} Flood;

static void flood_more (Flood *flood);

static void
flood_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Flood *flood = user_data;
  gssize written = g_output_stream_write_bytes_finish (G_OUTPUT_STREAM (source), result, NULL);

  if (written > 0)
    flood->fixture->bytes_written += (gsize) written;
  if (written > 0 && flood->fixture->bytes_written < LINE_HUNDRED_MB) {
    flood_more (flood);
    return;
  }
  g_io_stream_close (flood->stream, NULL, NULL);
  flood->fixture->finished = TRUE;
  g_object_unref (flood->stream);
  g_bytes_unref (flood->piece);
  g_free (flood);
}

static void
flood_more (Flood *flood)
{
  g_output_stream_write_bytes_async (g_io_stream_get_output_stream (flood->stream), flood->piece,
                                     G_PRIORITY_DEFAULT, NULL, flood_written_cb, flood);
}

static void
answer_flood (LineFixture *self, SoupServerMessage *message, const char *head)
{
  Flood *flood = g_new0 (Flood, 1);
  char *piece = g_malloc (LINE_LIMIT_BYTES / 16);

  memset (piece, ' ', LINE_LIMIT_BYTES / 16);
  flood->fixture = self;
  flood->stream = soup_server_message_steal_connection (message);
  flood->piece = g_bytes_new_take (piece, LINE_LIMIT_BYTES / 16);
  self->bytes_written = 0;
  self->finished = FALSE;
  g_output_stream_write_all (g_io_stream_get_output_stream (flood->stream), head, strlen (head),
                             NULL, NULL, NULL);
  flood_more (flood);
}

static void
handle_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer user_data)
{
  LineFixture *self = user_data;

  remember (self, message, path);
  if (g_str_has_suffix (path, "/redirect")) {
    soup_server_message_set_redirect (message, SOUP_STATUS_FOUND, "/elsewhere");
  } else if (g_str_has_suffix (path, "/truncated")) {
    answer_raw (message, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                         "Content-Length: 500\r\n\r\n{\"items\": [");
  } else if (g_str_has_suffix (path, "/truncated-chunk")) {
    answer_raw (message, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\n{\"it");
  } else if (g_str_has_suffix (path, "/cut")) {
    answer_raw (message, "");
  } else if (g_str_has_suffix (path, "/cut-once") && !self->was_cut) {
    self->was_cut = TRUE;
    answer_raw (message, "");
  } else if (g_str_has_suffix (path, "/no-http")) {
    answer_raw (message, "220 mail.example ESMTP\r\n");
  } else if (g_str_has_suffix (path, "/announced-flood")) {
    answer_flood (self, message, "HTTP/1.1 200 OK\r\nContent-Length: 104857600\r\n\r\n");
  } else if (g_str_has_suffix (path, "/flood")) {
    answer_flood (self, message, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
  } else if (g_str_has_suffix (path, "/head-of-much")) {
    answer_raw (message, "HTTP/1.1 200 OK\r\nContent-Length: 104857600\r\n\r\n");
  } else if (g_str_has_suffix (path, "/silent")) {
    soup_server_message_pause (message);
  } else if (g_str_has_suffix (path, "/unauthorized")) {
    soup_server_message_set_status (message, SOUP_STATUS_UNAUTHORIZED, NULL);
  } else {
    soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
    soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, "{}", 2);
  }
}

static void
listen (LineFixture *self, GTlsCertificate *certificate)
{
  SoupServerListenOptions options = SOUP_SERVER_LISTEN_IPV4_ONLY;
  g_autoptr (GError) error = NULL;
  GSList *uris;

  self->server = soup_server_new (NULL, NULL);
  if (certificate != NULL) {
    soup_server_set_tls_certificate (self->server, certificate);
    options |= SOUP_SERVER_LISTEN_HTTPS;
  }
  soup_server_add_handler (self->server, NULL, handle_cb, self, NULL);
  soup_server_listen_local (self->server, 0, options, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->server);
  self->port = (guint) g_uri_get_port (uris->data);
  self->base_url = g_strdup_printf ("%s://127.0.0.1:%u/api/loket/v1",
                                    certificate != NULL ? "https" : "http", self->port);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
}

static void
set_up_common (LineFixture *self)
{
  int file = g_file_open_tmp ("loket-token-XXXXXX", &self->token_file, NULL);

  g_assert_cmpint (file, >=, 0);
  g_close (file, NULL);
  g_assert_true (g_file_set_contents (self->token_file, "first-token\n", -1, NULL));
  self->clock = loket_clock_new_system ();
  self->random = loket_random_new_seeded (1);
}

void
line_set_up (LineFixture *self, gconstpointer data)
{
  set_up_common (self);
  listen (self, NULL);
}

void
line_set_up_tls (LineFixture *self, gconstpointer certificate_name)
{
  g_autofree char *path = g_build_filename (g_getenv ("LOKET_SOURCE_ROOT"), "tests", "fixtures",
                                            "tls", certificate_name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_file (path, &error);

  g_assert_no_error (error);
  set_up_common (self);
  listen (self, certificate);
}

/* Servers live until the last test is over: a handshake that a client broke off ends later than the
 * client, and libsoup 3.6 falls over it when the server is gone by then. */
static GPtrArray *retired_servers;

void
line_tear_down (LineFixture *self, gconstpointer data)
{
  g_ptr_array_add (retired_servers, g_steal_pointer (&self->server));
  g_remove (self->token_file);
  g_free (self->token_file);
  g_free (self->base_url);
  g_free (self->path);
  g_free (self->query);
  g_free (self->authorization);
  g_free (self->trace_id);
  g_free (self->accept_language);
  g_free (self->user_agent);
  g_clear_pointer (&self->received, g_bytes_unref);
  loket_random_free (self->random);
  loket_clock_free (self->clock);
}

LoketTransport *
line_make_transport (LineFixture *self, const char *base_url, const char *ca_file)
{
  LoketSoupTransportOptions options = {
      .base_url = base_url != NULL ? base_url : self->base_url,
      .token_file = self->token_file,
      .ca_file = ca_file,
      .language = "nl",
      .body_bytes_max = LINE_LIMIT_BYTES,
      .timeout_s = 20,
  };
  g_autoptr (GError) error = NULL;
  LoketTransport *transport =
      loket_soup_transport_new (&options, self->clock, self->random, &error);

  g_assert_no_error (error);
  return transport;
}

typedef struct {
  LoketResponse *response;
  GError *error;
  gboolean done;
} Reply;

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Reply *reply = user_data;

  reply->response = loket_transport_send_finish (LOKET_TRANSPORT (source), result, &reply->error);
  reply->done = TRUE;
}

LoketResponse *
line_ask (LoketTransport *transport, LoketRequest *request, GError **error)
{
  Reply reply = {0};

  loket_transport_send_async (transport, request, NULL, sent_cb, &reply);
  while (!reply.done)
    g_main_context_iteration (NULL, TRUE);
  if (reply.error != NULL)
    g_propagate_error (error, reply.error);
  return reply.response;
}

LoketResponse *
line_get (LoketTransport *transport, const char *path, GError **error)
{
  g_autoptr (LoketRequest) request = loket_request_new ("GET", path);

  return line_ask (transport, request, error);
}

void
line_assert_fails (LoketTransport *transport, const char *path, LoketTransportError code)
{
  g_autoptr (GError) error = NULL;
  LoketResponse *response = line_get (transport, path, &error);

  g_assert_null (response);
  g_assert_error (error, LOKET_TRANSPORT_ERROR, (int) code);
}

/**
 * line_run_tests:
 *
 * Returns: for main()
 */
int
line_run_tests (void)
{
  int result;

  retired_servers = g_ptr_array_new_with_free_func (g_object_unref);
  result = g_test_run ();
  g_ptr_array_unref (retired_servers);
  return result;
}
