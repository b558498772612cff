/* SPDX-License-Identifier: EUPL-1.2 */
/* The transport against a real HTTP server: what every request carries, and each way to fail. */
#include <string.h>

#include "loket-line-fixture.h"

static void
test_headers (LineFixture *self, gconstpointer data)
{
  g_autoptr (LoketTransport) transport = line_make_transport (self, NULL, NULL);
  g_autoptr (LoketRequest) request = loket_request_new ("GET", "/changes");
  g_autoptr (LoketResponse) response = NULL;
  g_autoptr (LoketResponse) second = NULL;
  g_autofree char *first_trace_id = NULL;

  loket_request_add_query (request, "after", "a b&c");
  response = line_ask (transport, request, NULL);
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
  second = line_get (transport, "/me", NULL);
  g_assert_cmpstr (self->authorization, ==, "Bearer second-token");
  g_assert_cmpstr (self->trace_id, !=, first_trace_id);
}

static void
test_put (LineFixture *self, gconstpointer data)
{
  g_autoptr (LoketTransport) transport = line_make_transport (self, NULL, NULL);
  g_autoptr (LoketRequest) request = loket_request_new ("PUT", "/cases/x/acts/y");
  g_autoptr (GBytes) body = g_bytes_new_static ("{\"a\": \"\xc3\xa9\"}", 11);
  g_autoptr (LoketResponse) response = NULL;

  loket_request_set_body (request, body, "application/json");
  response = line_ask (transport, request, NULL);
  g_assert_cmpuint (response->status, ==, 200);
  g_assert_true (g_bytes_equal (self->received, body));
}

/* A connection that was kept may be closed by the other side at any moment: the library then asks
 * once more by itself, and not with an empty hand. */
static void
test_put_again (LineFixture *self, gconstpointer data)
{
  g_autoptr (LoketTransport) transport = line_make_transport (self, NULL, NULL);
  g_autoptr (LoketResponse) first = line_get (transport, "/me", NULL);
  g_autoptr (LoketRequest) request = loket_request_new ("PUT", "/cut-once");
  g_autoptr (GBytes) body = g_bytes_new_static ("{\"a\": 1}", 8);
  g_autoptr (LoketResponse) response = NULL;

  g_assert_cmpuint (first->status, ==, 200);
  loket_request_set_body (request, body, "application/json");
  response = line_ask (transport, request, NULL);
  g_assert_true (self->was_cut);
  g_assert_cmpuint (response->status, ==, 200);
  g_assert_true (g_bytes_equal (self->received, body));
}

static void
test_redirect (LineFixture *self, gconstpointer data)
{
  g_autoptr (LoketTransport) transport = line_make_transport (self, NULL, NULL);
  g_autoptr (LoketResponse) response = line_get (transport, "/redirect", NULL);

  g_assert_cmpuint (response->status, ==, SOUP_STATUS_FOUND);
  g_assert_cmpstr (self->path, ==, "/api/loket/v1/redirect");
}

static void
test_any_status_is_a_response (LineFixture *self, gconstpointer data)
{
  g_autoptr (LoketTransport) transport = line_make_transport (self, NULL, NULL);
  g_autoptr (LoketResponse) response = line_get (transport, "/unauthorized", NULL);

  g_assert_cmpuint (response->status, ==, SOUP_STATUS_UNAUTHORIZED);
}

static void
test_cut (LineFixture *self, gconstpointer data)
{
  g_autoptr (LoketTransport) transport = line_make_transport (self, NULL, NULL);

  line_assert_fails (transport, "/truncated", LOKET_TRANSPORT_ERROR_CUT);
  line_assert_fails (transport, "/truncated-chunk", LOKET_TRANSPORT_ERROR_CUT);
  line_assert_fails (transport, "/cut", LOKET_TRANSPORT_ERROR_CUT);
  line_assert_fails (transport, "/no-http", LOKET_TRANSPORT_ERROR_CUT);
}

/* The answer to HEAD may say how long a body would be that it has not. */
static void
test_head (LineFixture *self, gconstpointer data)
{
  g_autoptr (LoketTransport) transport = line_make_transport (self, NULL, NULL);
  g_autoptr (LoketRequest) request = loket_request_new ("HEAD", "/head-of-much");
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketResponse) response = line_ask (transport, request, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (response->status, ==, SOUP_STATUS_OK);
  g_assert_cmpuint (g_bytes_get_size (response->body), ==, 0);
}

static void
test_hundred_megabytes (LineFixture *self, gconstpointer path)
{
  g_autoptr (LoketTransport) transport = line_make_transport (self, NULL, NULL);

  line_assert_fails (transport, path, LOKET_TRANSPORT_ERROR_TOO_LARGE);
  while (!self->finished)
    g_main_context_iteration (NULL, TRUE);
  /* What lies in the buffers of both sockets was written too, and never read. */
  g_assert_cmpuint (self->bytes_written, <, 32 * LINE_LIMIT_BYTES);
}

static void
test_timeout (LineFixture *self, gconstpointer data)
{
  g_autoptr (LoketTransport) transport = line_make_transport (self, NULL, NULL);
  g_autoptr (LoketRequest) request = loket_request_new ("GET", "/silent");
  g_autoptr (GError) error = NULL;

  request->timeout_s = 1;
  g_assert_null (line_ask (transport, request, &error));
  g_assert_error (error, LOKET_TRANSPORT_ERROR, LOKET_TRANSPORT_ERROR_TIMEOUT);
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

static void
cancel_cb (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
}

static void
test_cancelled (LineFixture *self, gconstpointer data)
{
  g_autoptr (LoketTransport) transport = line_make_transport (self, NULL, NULL);
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
test_unreachable (LineFixture *self, gconstpointer data)
{
  g_autoptr (LoketTransport) transport = line_make_transport (self, NULL, NULL);

  soup_server_disconnect (self->server);
  line_assert_fails (transport, "/me", LOKET_TRANSPORT_ERROR_UNREACHABLE);
}

int
main (int argc, char *argv[])
{
  /* No bus of the person who runs the tests: her tokens are none of our business. */
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/loket", TRUE);
  g_test_init (&argc, &argv, NULL);
  line_add ("soup-transport/headers", line_set_up, NULL, test_headers);
  line_add ("soup-transport/put", line_set_up, NULL, test_put);
  line_add ("soup-transport/put-again", line_set_up, NULL, test_put_again);
  line_add ("soup-transport/redirect-is-not-followed", line_set_up, NULL, test_redirect);
  line_add ("soup-transport/any-status-is-a-response", line_set_up, NULL,
            test_any_status_is_a_response);
  line_add ("soup-transport/cut", line_set_up, NULL, test_cut);
  line_add ("soup-transport/head", line_set_up, NULL, test_head);
  line_add ("soup-transport/hundred-megabytes", line_set_up, "/flood", test_hundred_megabytes);
  line_add ("soup-transport/hundred-megabytes-announced", line_set_up, "/announced-flood",
            test_hundred_megabytes);
  line_add ("soup-transport/timeout", line_set_up, NULL, test_timeout);
  line_add ("soup-transport/cancelled", line_set_up, NULL, test_cancelled);
  line_add ("soup-transport/unreachable", line_set_up, NULL, test_unreachable);
  return line_run_tests ();
}
