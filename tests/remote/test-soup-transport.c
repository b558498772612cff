/* SPDX-License-Identifier: EUPL-1.2 */
/* The transport against a real HTTP server: what every request carries, and each way to fail. */
#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <string.h>

#include "loket-soup-transport.h"

enum {
  LIMIT_BYTES = 1024 * 1024,
  HUNDRED_MB = 100 * 1024 * 1024
};

typedef struct {
  SoupServer *server;
  char *base_url;
  LoketClock *clock;
  LoketRandom *random;
  char *token_file;
  guint port;
  /* What the server saw last. */
  char *path;
  char *query;
  char *authorization;
  char *trace_id;
  char *accept_language;
  char *user_agent;
  GBytes *received;
  gsize bytes_written;
  gboolean finished;
  gboolean was_cut;
} Fixture;

static void
remember (Fixture *self, SoupServerMessage *message, const char *path)
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
  Fixture *fixture;
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
  if (written > 0 && flood->fixture->bytes_written < HUNDRED_MB) {
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
answer_flood (Fixture *self, SoupServerMessage *message, const char *head)
{
  Flood *flood = g_new0 (Flood, 1);
  char *piece = g_malloc (LIMIT_BYTES / 16);

  memset (piece, ' ', LIMIT_BYTES / 16);
  flood->fixture = self;
  flood->stream = soup_server_message_steal_connection (message);
  flood->piece = g_bytes_new_take (piece, LIMIT_BYTES / 16);
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
  Fixture *self = user_data;

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
listen (Fixture *self, GTlsCertificate *certificate)
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
set_up_common (Fixture *self)
{
  int file = g_file_open_tmp ("loket-token-XXXXXX", &self->token_file, NULL);

  g_assert_cmpint (file, >=, 0);
  g_close (file, NULL);
  g_assert_true (g_file_set_contents (self->token_file, "first-token\n", -1, NULL));
  self->clock = loket_clock_new_system ();
  self->random = loket_random_new_seeded (1);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  set_up_common (self);
  listen (self, NULL);
}

static void
set_up_tls (Fixture *self, gconstpointer certificate_name)
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

static void
tear_down (Fixture *self, gconstpointer data)
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

static LoketTransport *
make_transport (Fixture *self, const char *base_url, const char *ca_file)
{
  LoketSoupTransportOptions options = {
      .base_url = base_url != NULL ? base_url : self->base_url,
      .token_file = self->token_file,
      .ca_file = ca_file,
      .language = "nl",
      .body_bytes_max = LIMIT_BYTES,
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

static LoketResponse *
ask (LoketTransport *transport, LoketRequest *request, GError **error)
{
  Reply reply = {0};

  loket_transport_send_async (transport, request, NULL, sent_cb, &reply);
  while (!reply.done)
    g_main_context_iteration (NULL, TRUE);
  if (reply.error != NULL)
    g_propagate_error (error, reply.error);
  return reply.response;
}

static LoketResponse *
get (LoketTransport *transport, const char *path, GError **error)
{
  g_autoptr (LoketRequest) request = loket_request_new ("GET", path);

  return ask (transport, request, error);
}

static void
assert_fails (LoketTransport *transport, const char *path, LoketTransportError code)
{
  g_autoptr (GError) error = NULL;
  LoketResponse *response = get (transport, path, &error);

  g_assert_null (response);
  g_assert_error (error, LOKET_TRANSPORT_ERROR, (int) code);
}

static void
test_headers (Fixture *self, gconstpointer data)
{
  g_autoptr (LoketTransport) transport = make_transport (self, NULL, NULL);
  g_autoptr (LoketRequest) request = loket_request_new ("GET", "/changes");
  g_autoptr (LoketResponse) response = NULL;
  g_autoptr (LoketResponse) second = NULL;
  g_autofree char *first_trace_id = NULL;

  loket_request_add_query (request, "after", "a b&c");
  response = ask (transport, request, NULL);
  g_assert_cmpuint (response->status, ==, 200);
  g_assert_cmpstr (loket_response_get_header (response, "Content-Type"), ==, "application/json");
  g_assert_cmpstr (self->path, ==, "/api/loket/v1/changes");
  g_assert_cmpstr (self->query, ==, "after=a%20b%26c");
  g_assert_cmpstr (self->authorization, ==, "Bearer first-token");
  g_assert_cmpuint (strlen (self->trace_id), ==, 36);
  g_assert_cmpstr (self->accept_language, ==, "nl-BE, nl;q=0.9, en;q=0.5");
  g_assert_true (g_str_has_prefix (self->user_agent, "Loket/"));

  /* Another request has another trace id, and the token is read anew. */
  first_trace_id = g_strdup (self->trace_id);
  g_assert_true (g_file_set_contents (self->token_file, "second-token", -1, NULL));
  second = get (transport, "/me", NULL);
  g_assert_cmpstr (self->authorization, ==, "Bearer second-token");
  g_assert_cmpstr (self->trace_id, !=, first_trace_id);
}

static void
test_put (Fixture *self, gconstpointer data)
{
  g_autoptr (LoketTransport) transport = make_transport (self, NULL, NULL);
  g_autoptr (LoketRequest) request = loket_request_new ("PUT", "/cases/x/acts/y");
  g_autoptr (GBytes) body = g_bytes_new_static ("{\"a\": \"\xc3\xa9\"}", 11);
  g_autoptr (LoketResponse) response = NULL;

  loket_request_set_body (request, body, "application/json");
  response = ask (transport, request, NULL);
  g_assert_cmpuint (response->status, ==, 200);
  g_assert_true (g_bytes_equal (self->received, body));
}

/* A connection that was kept may be closed by the other side at any moment: the library then asks
 * once more by itself, and not with an empty hand. */
static void
test_put_again (Fixture *self, gconstpointer data)
{
  g_autoptr (LoketTransport) transport = make_transport (self, NULL, NULL);
  g_autoptr (LoketResponse) first = get (transport, "/me", NULL);
  g_autoptr (LoketRequest) request = loket_request_new ("PUT", "/cut-once");
  g_autoptr (GBytes) body = g_bytes_new_static ("{\"a\": 1}", 8);
  g_autoptr (LoketResponse) response = NULL;

  g_assert_cmpuint (first->status, ==, 200);
  loket_request_set_body (request, body, "application/json");
  response = ask (transport, request, NULL);
  g_assert_true (self->was_cut);
  g_assert_cmpuint (response->status, ==, 200);
  g_assert_true (g_bytes_equal (self->received, body));
}

static void
test_redirect (Fixture *self, gconstpointer data)
{
  g_autoptr (LoketTransport) transport = make_transport (self, NULL, NULL);
  g_autoptr (LoketResponse) response = get (transport, "/redirect", NULL);

  g_assert_cmpuint (response->status, ==, SOUP_STATUS_FOUND);
  g_assert_cmpstr (self->path, ==, "/api/loket/v1/redirect");
}

static void
test_any_status_is_a_response (Fixture *self, gconstpointer data)
{
  g_autoptr (LoketTransport) transport = make_transport (self, NULL, NULL);
  g_autoptr (LoketResponse) response = get (transport, "/unauthorized", NULL);

  g_assert_cmpuint (response->status, ==, SOUP_STATUS_UNAUTHORIZED);
}

static void
test_cut (Fixture *self, gconstpointer data)
{
  g_autoptr (LoketTransport) transport = make_transport (self, NULL, NULL);

  assert_fails (transport, "/truncated", LOKET_TRANSPORT_ERROR_CUT);
  assert_fails (transport, "/truncated-chunk", LOKET_TRANSPORT_ERROR_CUT);
  assert_fails (transport, "/cut", LOKET_TRANSPORT_ERROR_CUT);
  assert_fails (transport, "/no-http", LOKET_TRANSPORT_ERROR_CUT);
}

static void
test_hundred_megabytes (Fixture *self, gconstpointer path)
{
  g_autoptr (LoketTransport) transport = make_transport (self, NULL, NULL);

  assert_fails (transport, path, LOKET_TRANSPORT_ERROR_TOO_LARGE);
  while (!self->finished)
    g_main_context_iteration (NULL, TRUE);
  /* What lies in the buffers of both sockets was written too, and never read. */
  g_assert_cmpuint (self->bytes_written, <, 32 * LIMIT_BYTES);
}

static void
test_timeout (Fixture *self, gconstpointer data)
{
  g_autoptr (LoketTransport) transport = make_transport (self, NULL, NULL);
  g_autoptr (LoketRequest) request = loket_request_new ("GET", "/silent");
  g_autoptr (GError) error = NULL;

  request->timeout_s = 1;
  g_assert_null (ask (transport, request, &error));
  g_assert_error (error, LOKET_TRANSPORT_ERROR, LOKET_TRANSPORT_ERROR_TIMEOUT);
}

static void
cancel_cb (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
}

static void
test_cancelled (Fixture *self, gconstpointer data)
{
  g_autoptr (LoketTransport) transport = make_transport (self, NULL, NULL);
  g_autoptr (LoketRequest) request = loket_request_new ("GET", "/silent");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Reply reply = {0};

  loket_clock_add_timer (self->clock, 50, cancel_cb, cancellable);
  loket_transport_send_async (transport, request, cancellable, sent_cb, &reply);
  while (!reply.done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (reply.error, LOKET_TRANSPORT_ERROR, LOKET_TRANSPORT_ERROR_CANCELLED);
  g_clear_error (&reply.error);
}

static void
test_unreachable (Fixture *self, gconstpointer data)
{
  g_autoptr (LoketTransport) transport = make_transport (self, NULL, NULL);

  soup_server_disconnect (self->server);
  assert_fails (transport, "/me", LOKET_TRANSPORT_ERROR_UNREACHABLE);
}

static void
test_tls_untrusted (Fixture *self, gconstpointer data)
{
  g_autoptr (LoketTransport) transport = make_transport (self, NULL, NULL);

  assert_fails (transport, "/me", LOKET_TRANSPORT_ERROR_TLS);
  g_assert_null (self->authorization);
}

static char *
get_authority_path (void)
{
  return g_build_filename (g_getenv ("LOKET_SOURCE_ROOT"), "tests", "fixtures", "tls",
                           "authority.pem", NULL);
}

static void
test_tls_own_authority (Fixture *self, gconstpointer data)
{
  g_autofree char *authority = get_authority_path ();
  g_autoptr (LoketTransport) transport = make_transport (self, NULL, authority);
  g_autoptr (LoketResponse) response = get (transport, "/me", NULL);

  g_assert_cmpuint (response->status, ==, 200);
  g_assert_cmpstr (self->authorization, ==, "Bearer first-token");
}

static void
test_tls_other_name (Fixture *self, gconstpointer data)
{
  g_autofree char *authority = get_authority_path ();
  g_autoptr (LoketTransport) transport = make_transport (self, NULL, authority);

  assert_fails (transport, "/me", LOKET_TRANSPORT_ERROR_TLS);
}

/* A name server that gives the same answer to every question, so that no network is asked. */
typedef struct {
  GResolver parent_instance;
  int code;
} TestResolver;
typedef GResolverClass TestResolverClass;

GType test_resolver_get_type (void);
G_DEFINE_TYPE (TestResolver, test_resolver, G_TYPE_RESOLVER)

static void
lookup_async (GResolver *resolver,
              const char *hostname,
              GResolverNameLookupFlags flags,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (resolver, cancellable, callback, user_data);

  g_task_return_new_error (task, G_RESOLVER_ERROR, ((TestResolver *) resolver)->code,
                           "a name server says so");
}

static GList *
lookup_finish (GResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
test_resolver_class_init (TestResolverClass *klass)
{
  klass->lookup_by_name_with_flags_async = lookup_async;
  klass->lookup_by_name_with_flags_finish = lookup_finish;
}

static void
test_resolver_init (TestResolver *self)
{
}

static void
test_name (Fixture *self, gconstpointer data)
{
  g_autoptr (LoketTransport) transport = make_transport (self, "https://loket.invalid", NULL);
  g_autoptr (GResolver) before = g_resolver_get_default ();
  TestResolver *resolver = g_object_new (test_resolver_get_type (), NULL);

  g_resolver_set_default (G_RESOLVER (resolver));
  resolver->code = G_RESOLVER_ERROR_NOT_FOUND;
  assert_fails (transport, "/me", LOKET_TRANSPORT_ERROR_NAME);
  resolver->code = G_RESOLVER_ERROR_TEMPORARY_FAILURE;
  assert_fails (transport, "/me", LOKET_TRANSPORT_ERROR_UNREACHABLE);
  g_resolver_set_default (before);
  g_object_unref (resolver);
}

static void
test_token (Fixture *self, gconstpointer data)
{
  g_autoptr (LoketTransport) transport = make_transport (self, NULL, NULL);
  g_autoptr (LoketTransport) open_road = make_transport (self, "http://loket.invalid", NULL);

  /* Over an open road a token is not sent, whoever asks. */
  assert_fails (open_road, "/me", LOKET_TRANSPORT_ERROR_ADDRESS);
  g_assert_true (g_file_set_contents (self->token_file, "two\nlines", -1, NULL));
  assert_fails (transport, "/me", LOKET_TRANSPORT_ERROR_TOKEN);
  g_remove (self->token_file);
  assert_fails (transport, "/me", LOKET_TRANSPORT_ERROR_TOKEN);
}

static void
test_no_secret_service (Fixture *self, gconstpointer data)
{
  LoketSoupTransportOptions options = {.base_url = self->base_url};
  g_autoptr (LoketTransport) transport =
      loket_soup_transport_new (&options, self->clock, self->random, NULL);
  g_autoptr (LoketResponse) response = get (transport, "/me", NULL);

  g_assert_cmpuint (response->status, ==, 200);
  g_assert_null (self->authorization);
}

static void
test_addresses (Fixture *self, gconstpointer data)
{
  static const char *const wrong[] = {"loket.example",
                                      "ftp://loket.example",
                                      "https://",
                                      "https://me:secret@loket.example",
                                      "https://loket.example/?a=b",
                                      ""};

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++) {
    LoketSoupTransportOptions options = {.base_url = wrong[i]};
    g_autoptr (GError) error = NULL;

    g_assert_null (loket_soup_transport_new (&options, self->clock, self->random, &error));
    g_assert_error (error, LOKET_TRANSPORT_ERROR, LOKET_TRANSPORT_ERROR_ADDRESS);
  }
}

#define ADD(path, set_up, data, test)                                                              \
  g_test_add ("/remote/" path, Fixture, data, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  /* No bus of the person who runs the tests: her tokens are none of our business. */
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/loket", TRUE);
  int result;

  g_test_init (&argc, &argv, NULL);
  retired_servers = g_ptr_array_new_with_free_func (g_object_unref);
  ADD ("soup-transport/headers", set_up, NULL, test_headers);
  ADD ("soup-transport/put", set_up, NULL, test_put);
  ADD ("soup-transport/put-again", set_up, NULL, test_put_again);
  ADD ("soup-transport/redirect-is-not-followed", set_up, NULL, test_redirect);
  ADD ("soup-transport/any-status-is-a-response", set_up, NULL, test_any_status_is_a_response);
  ADD ("soup-transport/cut", set_up, NULL, test_cut);
  ADD ("soup-transport/hundred-megabytes", set_up, "/flood", test_hundred_megabytes);
  ADD ("soup-transport/hundred-megabytes-announced", set_up, "/announced-flood",
       test_hundred_megabytes);
  ADD ("soup-transport/timeout", set_up, NULL, test_timeout);
  ADD ("soup-transport/cancelled", set_up, NULL, test_cancelled);
  ADD ("soup-transport/unreachable", set_up, NULL, test_unreachable);
  ADD ("tls/untrusted", set_up_tls, "server.pem", test_tls_untrusted);
  ADD ("tls/own-authority", set_up_tls, "server.pem", test_tls_own_authority);
  ADD ("tls/other-name", set_up_tls, "stranger.pem", test_tls_other_name);
  ADD ("soup-transport/name", set_up, NULL, test_name);
  ADD ("soup-transport/token", set_up, NULL, test_token);
  ADD ("soup-transport/no-secret-service", set_up, NULL, test_no_secret_service);
  ADD ("soup-transport/addresses", set_up, NULL, test_addresses);
  result = g_test_run ();
  g_ptr_array_unref (retired_servers);
  return result;
}
