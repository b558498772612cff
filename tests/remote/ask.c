/* SPDX-License-Identifier: EUPL-1.2 */
/* Asks a server over the transport of the desk, and prints a line of JSON for each answer. For
 * tests whose servers stand in other languages. */
#include <string.h>

#include "loket-json.h"
#include "loket-soup-transport.h"

typedef struct {
  char *ca_file;
  char *token_file;
  char *method;
  char *header;
  int body_bytes;
  int timeout_s;
  int limit_bytes;
  int times;
  gboolean at_once;
} Options;

static const char *const error_names[] = {
    "unreachable", "name", "tls", "timeout", "cut", "tooLarge", "address", "token", "cancelled",
};

static guint open_requests;

static void
tell (LoketResponse *response, const GError *error)
{
  g_autoptr (JsonObject) json = json_object_new ();
  g_autofree char *line = NULL;

  if (response != NULL) {
    g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, response->body);
    gsize length;
    const char *body = g_bytes_get_data (response->body, &length);

    json_object_set_int_member (json, "status", response->status);
    json_object_set_int_member (json, "bytes", (gint64) length);
    json_object_set_string_member (json, "sha256", sum);
    if (length < 1000 && g_utf8_validate_len (body, length, NULL)) {
      g_autofree char *text = g_strndup (body, length);

      json_object_set_string_member (json, "body", text);
    }
  } else {
    json_object_set_string_member (json, "error", error_names[error->code]);
    json_object_set_string_member (json, "message", error->message);
  }
  line = loket_json_object_to_string (json);
  g_print ("%s\n", line);
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketResponse) response =
      loket_transport_send_finish (LOKET_TRANSPORT (source), result, &error);

  tell (response, error);
  open_requests--;
}

static LoketRequest *
make_request (const Options *options, const char *path)
{
  LoketRequest *request =
      loket_request_new (options->method != NULL ? options->method : "GET", path);

  if (options->body_bytes > 0) {
    g_autoptr (GBytes) body = g_bytes_new_take (g_strnfill ((gsize) options->body_bytes, 'x'),
                                                (gsize) options->body_bytes);

    loket_request_set_body (request, body, "application/json");
  }
  if (options->header != NULL) {
    g_auto (GStrv) parts = g_strsplit (options->header, ": ", 2);

    loket_request_set_header (request, parts[0], parts[1]);
  }
  return request;
}

static void
ask_all (LoketTransport *transport, const Options *options, const char *path)
{
  for (int i = 0; i < MAX (options->times, 1); i++) {
    g_autoptr (LoketRequest) request = make_request (options, path);

    open_requests++;
    loket_transport_send_async (transport, request, NULL, sent_cb, NULL);
    while (!options->at_once && open_requests > 0)
      g_main_context_iteration (NULL, TRUE);
  }
  while (open_requests > 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
ask_server (const Options *options, const char *base_url, char **paths)
{
  LoketSoupTransportOptions transport_options = {
      .base_url = base_url,
      .token_file = options->token_file,
      .ca_file = options->ca_file,
      .body_bytes_max = (gsize) options->limit_bytes,
      .timeout_s = (guint) options->timeout_s,
  };
  g_autoptr (LoketClock) clock = loket_clock_new_system ();
  g_autoptr (LoketRandom) random = loket_random_new_system ();
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketTransport) transport =
      loket_soup_transport_new (&transport_options, clock, random, &error);

  if (transport == NULL)
    g_error ("%s", error->message);
  for (int i = 0; paths[i] != NULL; i++)
    ask_all (transport, options, paths[i]);
}

int
main (int argc, char *argv[])
{
  Options options = {.limit_bytes = 1024 * 1024, .timeout_s = 20};
  const GOptionEntry entries[] = {
      {"ca", 0, 0, G_OPTION_ARG_FILENAME, &options.ca_file, "Authorities to trust", "FILE"},
      {"token-file", 0, 0, G_OPTION_ARG_FILENAME, &options.token_file, "Token", "FILE"},
      {"method", 0, 0, G_OPTION_ARG_STRING, &options.method, "Method", "NAME"},
      {"header", 0, 0, G_OPTION_ARG_STRING, &options.header, "One header more", "NAME: VALUE"},
      {"body-bytes", 0, 0, G_OPTION_ARG_INT, &options.body_bytes, "Size of the body", "N"},
      {"timeout", 0, 0, G_OPTION_ARG_INT, &options.timeout_s, "Silence", "SECONDS"},
      {"limit", 0, 0, G_OPTION_ARG_INT, &options.limit_bytes, "Of an answer", "BYTES"},
      {"times", 0, 0, G_OPTION_ARG_INT, &options.times, "How often each path is asked", "N"},
      {"at-once", 0, 0, G_OPTION_ARG_NONE, &options.at_once, "All of one path together", NULL},
      {NULL},
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("BASE_URL PATH...");
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || argc < 3)
    g_error ("usage: ask [OPTIONS] BASE_URL PATH...");
  ask_server (&options, argv[1], argv + 2);
  g_free (options.ca_file);
  g_free (options.token_file);
  g_free (options.method);
  g_free (options.header);
  return 0;
}
