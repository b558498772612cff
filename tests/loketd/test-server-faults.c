/* SPDX-License-Identifier: EUPL-1.2 */
/* The faults that the program makes on demand, as a caller meets them over HTTP. */
#include "loket-bodies.h"
#include "loket-fixture.h"
#include "loket-program.h"

/* Libsoup tries an idempotent request again on a fresh line when the old one breaks: each on its
 * own line, so that one request is one request. */
static void
assert_no_reply (Program *self, const char *method, const char *path, const char *body)
{
  g_autoptr (SoupMessage) message = program_make_message (self, method, path, body);
  g_autoptr (GError) error = NULL;
  g_auto (Reply) reply = {0};

  soup_message_add_flags (message, SOUP_MESSAGE_NEW_CONNECTION);
  reply = program_send (self, message, &error);
  g_assert_nonnull (error);
}

/* The reply is lost after committing: the same bytes again give 200, and the act is there once. */
static void
test_drop (Program *self, gconstpointer data)
{
  g_autofree char *path = program_make_note_path (1);
  g_autofree char *body = program_make_note (1);
  g_auto (Reply) again = {0};
  g_auto (Reply) the_case = {0};
  g_autoptr (JsonObject) json = NULL;

  program_register_case (self);
  assert_no_reply (self, "PUT", path, body);
  again = program_ask (self, "PUT", path, body);
  g_assert_cmpint (again.status, ==, 200);
  the_case = program_ask (self, "GET", "/cases/" FIXTURE_CASE, NULL);
  json = reply_read_json (&the_case);
  g_assert_cmpint (loket_json_peek_int (json, "actCount", 0), ==, 1);
}

/* Closed before anything was done: the same bytes again are taken for the first time. */
static void
test_close (Program *self, gconstpointer data)
{
  g_autofree char *path = program_make_note_path (1);
  g_autofree char *body = program_make_note (1);
  g_auto (Reply) again = {0};

  program_register_case (self);
  assert_no_reply (self, "PUT", path, body);
  again = program_ask (self, "PUT", path, body);
  g_assert_cmpint (again.status, ==, 201);
}

static void
test_repeat (Program *self, gconstpointer data)
{
  g_autofree char *path = program_make_note_path (1);
  g_autofree char *body = program_make_note (1);
  g_auto (Reply) twice = {0};

  program_register_case (self);
  twice = program_ask (self, "PUT", path, body);
  g_assert_cmpint (twice.status, ==, 200);
}

static void
test_bad_replies (Program *self, gconstpointer data)
{
  g_auto (Reply) unavailable = program_ask (self, "GET", "/me", NULL);
  g_auto (Reply) page = program_ask (self, "GET", "/me", NULL);
  g_auto (Reply) garbage = program_ask (self, "GET", "/me", NULL);
  g_auto (Reply) big = program_ask (self, "GET", "/me", NULL);
  g_auto (Reply) fine = {0};

  g_assert_cmpint (unavailable.status, ==, 503);
  g_assert_cmpstr (soup_message_headers_get_one (unavailable.headers, "Retry-After"), ==, "7");
  g_assert_cmpint (page.status, ==, 200);
  g_assert_cmpstr (soup_message_headers_get_content_type (page.headers, NULL), ==, "text/html");
  g_assert_null (loket_body_to_object (garbage.body, NULL));
  g_assert_cmpint (g_bytes_get_size (big.body), ==, 5000000);
  assert_no_reply (self, "GET", "/me", NULL);
  fine = program_ask (self, "GET", "/me", NULL);
  g_assert_cmpint (fine.status, ==, 200);
}

/* A part of it is not cut out on the way. */
static void
test_range_of_garbage (Program *self, gconstpointer data)
{
  g_autoptr (SoupMessage) message = program_make_message (self, "GET", "/me", NULL);
  g_auto (Reply) reply = {0};

  soup_message_headers_set_range (soup_message_get_request_headers (message), 2, 5);
  reply = program_send (self, message, NULL);
  g_assert_cmpint (reply.status, ==, 200);
  g_assert_cmpint (g_bytes_get_size (reply.body), >, 4);
}

static void
test_delay (Program *self, gconstpointer data)
{
  g_autoptr (LoketClock) clock = loket_clock_new_system ();
  gint64 begin_us = loket_clock_get_monotonic_us (clock);
  g_auto (Reply) reply = program_ask (self, "GET", "/health", NULL);

  g_assert_cmpint (reply.status, ==, 200);
  g_assert_cmpint (loket_clock_get_monotonic_us (clock) - begin_us, >=, 300 * 1000);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*test) (Program *, gconstpointer);
    const char *options; /* NULL: the test starts the program itself */
  } tests[] = {
      {"drop", test_drop, "--fault PUT:/cases/*/acts/*:1:drop"},
      {"close", test_close, "--fault PUT:/cases/*/acts/*:1:close"},
      {"repeat", test_repeat, "--fault PUT:/cases/*/acts/*:1:repeat"},
      {"bad-replies", test_bad_replies,
       "--fault GET:/me:1:status=503,retry-after=7 --fault GET:/me:2:html --fault "
       "GET:/me:3:garbage "
       "--fault GET:/me:4:big=5000000 --fault GET:/me:5:cut=10"},
      {"range-of-garbage", test_range_of_garbage, "--fault GET:/me:1:garbage"},
      {"delay", test_delay, "--fault GET:/health:1:delay=300"},
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++) {
    g_autofree char *path = g_strconcat ("/loketd/server-faults/", tests[i].path, NULL);

    g_test_add (path, Program, tests[i].options, program_set_up, tests[i].test, program_tear_down);
  }
  return g_test_run ();
}
