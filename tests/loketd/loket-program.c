/* SPDX-License-Identifier: EUPL-1.2 */
/* The program itself, started by a test and asked over HTTP. */
#include <glib/gstdio.h>

#include "loket-bodies.h"
#include "loket-fixture.h"
#include "loket-program.h"

void
reply_clear (Reply *reply)
{
  g_clear_pointer (&reply->body, g_bytes_unref);
  g_clear_pointer (&reply->headers, soup_message_headers_unref);
}

char *
program_find (void)
{
  return g_build_filename (g_getenv ("LOKET_BUILD_ROOT"), "src", "loketd", "loketd", NULL);
}

static char *
read_line (GSubprocess *process)
{
  g_autoptr (GDataInputStream) output =
      g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));

  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (output), FALSE);
  return g_data_input_stream_read_line (output, NULL, NULL, NULL);
}

void
program_start (Program *self, const char *options)
{
  g_autofree char *path = program_find ();
  g_autofree char *folder = g_build_filename (self->folder, "data", NULL);
  g_autofree char *command =
      g_strdup_printf ("%s --data %s --port 0 --exit-with-stdin %s", path, folder, options);
  g_auto (GStrv) arguments = NULL;
  g_autofree char *line = NULL;
  g_autoptr (GError) error = NULL;

  g_shell_parse_argv (command, NULL, &arguments, &error);
  g_assert_no_error (error);
  self->process =
      g_subprocess_newv ((const char *const *) arguments,
                         G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDIN_PIPE, &error);
  g_assert_no_error (error);
  line = read_line (self->process);
  g_assert_nonnull (line);
  g_assert_true (g_str_has_prefix (line, "listening http"));
  self->url = g_strdup (line + strlen ("listening "));
  self->session = soup_session_new_with_options ("timeout", 0, NULL);
}

void
program_stop (Program *self)
{
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->session);
  g_output_stream_close (g_subprocess_get_stdin_pipe (self->process), NULL, NULL);
  g_subprocess_wait (self->process, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_subprocess_get_exit_status (self->process), ==, 0);
  g_clear_object (&self->process);
  g_clear_pointer (&self->url, g_free);
}

void
program_set_up (Program *self, gconstpointer options)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("loketd-test-XXXXXX", &error);
  g_assert_no_error (error);
  if (options != NULL)
    program_start (self, options);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    remove_tree (child);
  }
  g_assert_cmpint (g_remove (path), ==, 0);
}

void
program_tear_down (Program *self, gconstpointer options)
{
  if (self->process != NULL)
    program_stop (self);
  remove_tree (self->folder);
  g_free (self->folder);
}

SoupMessage *
program_make_message (Program *self, const char *method, const char *path, const char *body)
{
  g_autofree char *address = g_strconcat (self->url, path, NULL);
  SoupMessage *message = soup_message_new (method, address);

  if (body != NULL) {
    g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

    soup_message_set_request_body_from_bytes (message, "application/json", bytes);
  }
  return message;
}

/* @error: (nullable): where no reply may come */
Reply
program_send (Program *self, SoupMessage *message, GError **error)
{
  Reply reply = {0};

  reply.body = soup_session_send_and_read (self->session, message, NULL, error);
  reply.status = soup_message_get_status (message);
  reply.headers = soup_message_headers_ref (soup_message_get_response_headers (message));
  return reply;
}

Reply
program_ask (Program *self, const char *method, const char *path, const char *body)
{
  g_autoptr (SoupMessage) message = program_make_message (self, method, path, body);
  g_autoptr (GError) error = NULL;
  Reply reply = program_send (self, message, &error);

  g_assert_no_error (error);
  return reply;
}

JsonObject *
reply_read_json (const Reply *reply)
{
  g_autoptr (GError) error = NULL;
  JsonObject *json = loket_body_to_object (reply->body, &error);

  g_assert_no_error (error);
  return json;
}

char *
program_make_today (void)
{
  g_autoptr (LoketClock) clock = loket_clock_new_system ();

  return loket_day_to_string (loket_moment_get_day (loket_clock_get_now (clock)));
}

void
program_register_case (Program *self)
{
  g_autofree char *today = program_make_today ();
  g_autofree char *body = fixture_make_case (FIXTURE_CASE, "demo-fed", today);
  g_auto (Reply) reply = program_ask (self, "PUT", "/cases/" FIXTURE_CASE, body);

  g_assert_cmpint (reply.status, ==, 201);
}

char *
program_make_note_path (guint number)
{
  g_autofree char *id = fixture_act_id (number);

  return g_strconcat ("/cases/" FIXTURE_CASE "/acts/", id, NULL);
}

char *
program_make_note (guint number)
{
  g_autofree char *today = program_make_today ();

  return fixture_make_act (number, "note", "an", today, 1, "{\"text\": \"x\"}");
}
