/* SPDX-License-Identifier: EUPL-1.2 */
/* The program itself, asked over HTTP: long polls, wrong callers, and how it begins and ends. */
#include <signal.h>

#include "loket-central.h"
#include "loket-fixture.h"
#include "loket-program.h"

static void
test_calls (Program *self, gconstpointer data)
{
  g_auto (Reply) health = program_ask (self, "GET", "/health", NULL);
  g_auto (Reply) missing = program_ask (self, "GET", "/cases/" FIXTURE_CASE, NULL);
  g_auto (Reply) feed = {0};
  g_autoptr (JsonObject) page = NULL;

  g_assert_cmpint (health.status, ==, 200);
  g_assert_nonnull (soup_message_headers_get_one (health.headers, "Date"));
  g_assert_cmpint (missing.status, ==, 404);
  g_assert_cmpstr (soup_message_headers_get_content_type (missing.headers, NULL), ==,
                   "application/problem+json");
  program_register_case (self);
  feed = program_ask (self, "GET", "/changes?pageSize=10", NULL);
  page = reply_read_json (&feed);
  g_assert_cmpint (json_array_get_length (loket_json_peek_array (page, "items")), ==, 1);
  g_assert_cmpstr (soup_message_headers_get_one (feed.headers, "Cache-Control"), ==, "private");
}

static void
got_reply_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GBytes **body = user_data;
  g_autoptr (GError) error = NULL;

  *body = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);
  if (*body == NULL)
    *body = g_bytes_new_static ("", 0);
}

static void
written_cb (SoupMessage *message, gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
}

/* Two who wait are told when a third changes something; one who would see nothing waits on. */
static void
test_long_poll (Program *self, gconstpointer data)
{
  g_autoptr (SoupMessage) first = program_make_message (self, "GET", "/changes?wait=50", NULL);
  g_autoptr (SoupMessage) second = program_make_message (self, "GET", "/changes?wait=50", NULL);
  g_autoptr (SoupMessage) asked = program_make_message (self, "GET", "/health", NULL);
  g_autoptr (SoupMessage) change = NULL;
  g_autofree char *today = program_make_today ();
  g_autofree char *body = fixture_make_case (FIXTURE_CASE, "demo-fed", today);
  g_autoptr (SoupSession) other = soup_session_new ();
  g_autoptr (LoketClock) clock = loket_clock_new_system ();
  gboolean first_written = FALSE, second_written = FALSE;
  gint64 begin_us;
  GBytes *replies[3] = {NULL};
  GBytes *health = NULL;

  g_signal_connect (first, "wrote-body", G_CALLBACK (written_cb), &first_written);
  g_signal_connect (second, "wrote-body", G_CALLBACK (written_cb), &second_written);
  soup_session_send_and_read_async (self->session, first, 0, NULL, got_reply_cb, &replies[0]);
  soup_session_send_and_read_async (self->session, second, 0, NULL, got_reply_cb, &replies[1]);
  while (!first_written || !second_written)
    g_main_context_iteration (NULL, TRUE);
  /* Asked and answered on another line afterwards: by then the loket has both. */
  soup_session_send_and_read_async (other, asked, 0, NULL, got_reply_cb, &health);
  while (health == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (replies[0]);
  g_assert_null (replies[1]);
  begin_us = loket_clock_get_monotonic_us (clock);
  change = program_make_message (self, "PUT", "/cases/" FIXTURE_CASE, body);
  soup_session_send_and_read_async (other, change, 0, NULL, got_reply_cb, &replies[2]);
  while (replies[0] == NULL || replies[1] == NULL || replies[2] == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (soup_message_get_status (change), ==, 201);
  g_assert_cmpint (loket_clock_get_monotonic_us (clock) - begin_us, <, 10 * LOKET_SECOND_US);
  g_bytes_unref (health);
  for (guint i = 0; i < 2; i++) {
    Reply reply = {.body = replies[i]};
    g_autoptr (JsonObject) page = reply_read_json (&reply);

    g_assert_cmpint (json_array_get_length (loket_json_peek_array (page, "items")), ==, 1);
  }
  for (guint i = 0; i < G_N_ELEMENTS (replies); i++)
    g_bytes_unref (replies[i]);
}

/* An end is an end: nobody's patience has to run out first. */
static void
test_sigterm (Program *self, gconstpointer data)
{
  g_autoptr (SoupMessage) message = program_make_message (self, "GET", "/changes?wait=50", NULL);
  g_autoptr (LoketClock) clock = loket_clock_new_system ();
  g_auto (Reply) health = {0};
  gint64 begin_us;
  gboolean written = FALSE;
  GBytes *reply = NULL;

  g_signal_connect (message, "wrote-body", G_CALLBACK (written_cb), &written);
  soup_session_send_and_read_async (self->session, message, 0, NULL, got_reply_cb, &reply);
  while (!written)
    g_main_context_iteration (NULL, TRUE);
  /* Asked and answered on another line afterwards: by then the loket has the long poll. */
  health = program_ask (self, "GET", "/health", NULL);
  g_assert_cmpint (health.status, ==, 200);
  begin_us = loket_clock_get_monotonic_us (clock);
  g_subprocess_send_signal (self->process, SIGTERM);
  g_assert_true (g_subprocess_wait (self->process, NULL, NULL));
  g_assert_cmpint (loket_clock_get_monotonic_us (clock) - begin_us, <, 10 * LOKET_SECOND_US);
  g_assert_cmpint (g_subprocess_get_exit_status (self->process), ==, 0);
  while (reply == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (g_bytes_get_size (reply), ==, 0);
  g_bytes_unref (reply);
}

static void
test_web_pages (Program *self, gconstpointer data)
{
  static const struct {
    const char *header;
    const char *value;
    guint status;
  } rows[] = {
      {"Host", "evil.example", 403},
      {"Host", "evil.example:80", 403},
      {"Host", "127.0.0.1.evil.example", 403},
      {"Host", "localhost", 200},
      {"Host", "LOCALHOST:9", 200},
      {"Host", "[::1]:80", 200},
      {"Host", "127.0.0.1", 200},
      {"Origin", "http://127.0.0.1", 403},
      {"Origin", "null", 403},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (SoupMessage) message = program_make_message (self, "GET", "/health", NULL);
    g_autoptr (GError) error = NULL;
    g_auto (Reply) reply = {0};

    soup_message_headers_replace (soup_message_get_request_headers (message), rows[i].header,
                                  rows[i].value);
    reply = program_send (self, message, &error);
    g_assert_no_error (error);
    g_assert_cmpint (reply.status, ==, rows[i].status);
    g_assert_nonnull (soup_message_headers_get_one (reply.headers, "BelGov-Trace-Id"));
  }
}

static void
test_large_body (Program *self, gconstpointer data)
{
  g_autofree char *body = g_strnfill (LOKET_CENTRAL_BODY_MAX_BYTES + 100000, ' ');
  g_auto (Reply) refused = program_ask (self, "PUT", "/cases/" FIXTURE_CASE, body);
  g_auto (Reply) health = program_ask (self, "GET", "/health", NULL);

  g_assert_cmpint (refused.status, ==, 413);
  g_assert_cmpint (health.status, ==, 200);
}

static gboolean
trust_cb (SoupMessage *message,
          GTlsCertificate *certificate,
          GTlsCertificateFlags errors,
          gpointer user_data)
{
  return TRUE;
}

static void
test_tls (Program *self, gconstpointer data)
{
  g_autofree char *source =
      g_build_filename (g_getenv ("LOKET_SOURCE_ROOT"), "tests", "loketd", NULL);
  g_autofree char *options = g_strdup_printf (
      "--tls-cert %s/loopback-cert.pem --tls-key %s/loopback-key.pem", source, source);
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (Reply) reply = {0};

  program_start (self, options);
  g_assert_true (g_str_has_prefix (self->url, "https://"));
  message = program_make_message (self, "GET", "/health", NULL);
  g_signal_connect (message, "accept-certificate", G_CALLBACK (trust_cb), NULL);
  reply = program_send (self, message, &error);
  g_assert_no_error (error);
  g_assert_cmpint (reply.status, ==, 200);
}

static void
test_token (Program *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "token", NULL);
  g_autofree char *options = g_strconcat ("--token-file ", path, NULL);
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (Reply) none = {0};
  g_auto (Reply) shown = {0};

  g_assert_true (g_file_set_contents (path, "a-token-made-at-start\n", -1, NULL));
  program_start (self, options);
  none = program_ask (self, "GET", "/me", NULL);
  g_assert_cmpint (none.status, ==, 401);
  message = program_make_message (self, "GET", "/me", NULL);
  soup_message_headers_append (soup_message_get_request_headers (message), "Authorization",
                               "Bearer a-token-made-at-start");
  shown = program_send (self, message, &error);
  g_assert_no_error (error);
  g_assert_cmpint (shown.status, ==, 200);
}

/* Filled once: started again on the same folder nothing is added, and nothing is lost. */
static void
test_started_again (Program *self, gconstpointer data)
{
  for (guint i = 0; i < 2; i++) {
    g_auto (Reply) feed = {0};
    g_autoptr (JsonObject) page = NULL;

    program_start (self, "--cases 20 --seed 3");
    feed = program_ask (self, "GET", "/changes", NULL);
    page = reply_read_json (&feed);
    g_assert_cmpint (json_array_get_length (loket_json_peek_array (page, "items")), ==, 20);
    program_stop (self);
  }
}

/* Killed right after it said "taken": what it said holds. */
static void
test_killed (Program *self, gconstpointer data)
{
  g_autofree char *path = program_make_note_path (1);
  g_autofree char *body = program_make_note (1);
  g_auto (Reply) taken = {0};
  g_auto (Reply) found = {0};

  program_register_case (self);
  taken = program_ask (self, "PUT", path, body);
  g_assert_cmpint (taken.status, ==, 201);
  g_subprocess_force_exit (self->process);
  g_assert_true (g_subprocess_wait (self->process, NULL, NULL));
  g_clear_object (&self->session);
  g_clear_object (&self->process);
  g_clear_pointer (&self->url, g_free);
  program_start (self, "");
  found = program_ask (self, "GET", path, NULL);
  g_assert_cmpint (found.status, ==, 200);
  g_assert_true (g_bytes_equal (taken.body, found.body));
}

static void
test_wrong_usage (Program *self, gconstpointer data)
{
  static const struct {
    const char *options;
    int exit_status;
  } rows[] = {
      {"", 2},
      {"--data x --nonsense", 2},
      {"--data x word", 2},
      {"--data x --port 70000", 2},
      {"--data x --cases 3 --scenario y", 2},
      {"--data x --tls-cert y", 2},
      {"--data x --fault GET", 2},
      {"--data /dev/null/x", 1},
      {"--data x --users /nowhere.json", 1},
      {"--data x --today yesterday", 2},
      {"--data x --users y --token-file z", 2},
      {"--version", 0},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = program_find ();
    g_autofree char *command = g_strconcat (path, " ", rows[i].options, NULL);
    g_autofree char *output = NULL;
    g_autofree char *errors = NULL;
    g_autoptr (GError) error = NULL;
    int status;

    g_spawn_command_line_sync (command, &output, &errors, &status, &error);
    g_assert_no_error (error);
    g_assert_true (WIFEXITED (status));
    g_assert_cmpint (WEXITSTATUS (status), ==, rows[i].exit_status);
    /* One line that says why. */
    g_assert_true (rows[i].exit_status == 0 || strchr (errors, '\n') == strrchr (errors, '\n'));
  }
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*test) (Program *, gconstpointer);
    const char *options; /* NULL: the test starts the program itself */
  } tests[] = {
      {"calls", test_calls, ""},           {"long-poll", test_long_poll, ""},
      {"sigterm", test_sigterm, ""},       {"web-pages", test_web_pages, ""},
      {"large-body", test_large_body, ""}, {"tls", test_tls, NULL},
      {"token", test_token, NULL},         {"started-again", test_started_again, NULL},
      {"killed", test_killed, ""},         {"wrong-usage", test_wrong_usage, NULL},
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++) {
    g_autofree char *path = g_strconcat ("/loketd/server/", tests[i].path, NULL);

    g_test_add (path, Program, tests[i].options, program_set_up, tests[i].test, program_tear_down);
  }
  return g_test_run ();
}
