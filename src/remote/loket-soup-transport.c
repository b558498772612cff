/* SPDX-License-Identifier: EUPL-1.2 */
/* Requests become messages of libsoup here, with what every request to a loket carries. */
#include "config.h"

#include <string.h>

#include "loket-credentials.h"
#include "loket-exchange.h"
#include "loket-soup-transport.h"

enum {
  /* With libsoup's default of 2 a long poll holds up an upload. */
  CONNECTIONS_PER_HOST_MAX = 6,
  TIMEOUT_S = 30,
  BODY_BYTES_MAX = 16 * 1024 * 1024,
};

struct _LoketSoupTransport {
  GObject parent_instance;

  SoupSession *session;  /* (owned) */
  GUri *base;            /* (owned) */
  char *base_url;        /* (owned): without a slash at the end */
  char *token_file;      /* (owned) (nullable) */
  char *language;        /* (owned): a list for Accept-Language */
  char *secret;          /* (owned) (nullable): what the secret service gave */
  gboolean secret_known; /* it was asked, and nothing since said that its token is no good */
  gboolean token_may_travel;
  LoketClock *clock;   /* outlives the transport */
  LoketRandom *random; /* outlives the transport */
  gsize body_bytes_max;
  guint timeout_s;
};

static void loket_soup_transport_iface_init (LoketTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LoketSoupTransport,
                               loket_soup_transport,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (LOKET_TYPE_TRANSPORT,
                                                      loket_soup_transport_iface_init))

typedef struct {
  LoketRequest *request; /* (owned) */
  SoupMessage *message;  /* (owned) */
} Sending;

static void
sending_free (Sending *sending)
{
  loket_request_unref (sending->request);
  g_object_unref (sending->message);
  g_free (sending);
}

static SoupMessage *
make_message (LoketSoupTransport *self, LoketRequest *request, GError **error)
{
  const char *mark = request->query != NULL ? "?" : "";
  const char *query = request->query != NULL ? request->query : "";
  g_autofree char *url = g_strconcat (self->base_url, request->path, mark, query, NULL);
  g_autoptr (GUri) uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);
  SoupMessage *message;

  if (uri == NULL) {
    g_set_error (error, LOKET_TRANSPORT_ERROR, LOKET_TRANSPORT_ERROR_ADDRESS,
                 "%s is no address that can be asked", url);
    return NULL;
  }
  message = soup_message_new_from_uri (request->method, uri);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  return message;
}

/* The library asks again by itself where a connection that it had kept turns out to be closed, and
 * would send an empty body: the loket then finds fault with an act that has none. */
static void
set_body (SoupMessage *message, LoketRequest *request)
{
  soup_message_set_request_body_from_bytes (
      message, loket_request_get_header (request, "content-type"), request->body);
}

static void
set_headers (LoketSoupTransport *self, LoketRequest *request, SoupMessage *message)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  g_autofree char *trace_id = loket_random_make_uuid (self->random);
  GHashTableIter iter;
  gpointer name, value;

  soup_message_headers_replace (headers, "Accept", "application/json, application/problem+json");
  soup_message_headers_replace (headers, "Accept-Encoding", "gzip");
  soup_message_headers_replace (headers, "Accept-Language", self->language);
  soup_message_headers_replace (headers, "User-Agent", "Loket/" LOKET_VERSION);
  soup_message_headers_replace (headers, "BelGov-Trace-Id", trace_id);
  g_hash_table_iter_init (&iter, request->headers);
  while (g_hash_table_iter_next (&iter, &name, &value))
    soup_message_headers_replace (headers, name, value);
  if (request->body != NULL) {
    set_body (message, request);
    g_signal_connect_data (message, "restarted", G_CALLBACK (set_body), loket_request_ref (request),
                           (GClosureNotify) (void (*) (void)) loket_request_unref, 0);
  }
}

static void
exchanged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketSoupTransport *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  LoketResponse *response = loket_exchange_run_finish (result, &error);

  if (response == NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  if (response->status == SOUP_STATUS_UNAUTHORIZED) {
    g_clear_pointer (&self->secret, g_free);
    self->secret_known = FALSE;
  }
  g_task_return_pointer (task, response, (GDestroyNotify) loket_response_unref);
}

/* @token: (nullable): many a loket on this machine wants none */
static void
send_with_token (GTask *task, const char *token)
{
  LoketSoupTransport *self = g_task_get_source_object (task);
  Sending *sending = g_task_get_task_data (task);
  guint timeout_s = sending->request->timeout_s;
  LoketExchangeLimits limits = {
      .session = self->session,
      .clock = self->clock,
      .timeout_s = timeout_s != 0 ? timeout_s : self->timeout_s,
      .body_bytes_max = self->body_bytes_max,
  };

  if (token != NULL && !self->token_may_travel) {
    g_task_return_new_error (task, LOKET_TRANSPORT_ERROR, LOKET_TRANSPORT_ERROR_ADDRESS,
                             "%s: the token is not sent without TLS", self->base_url);
    g_object_unref (task);
    return;
  }
  if (token != NULL) {
    g_autofree char *value = g_strconcat ("Bearer ", token, NULL);

    soup_message_headers_replace (soup_message_get_request_headers (sending->message),
                                  "Authorization", value);
  }
  loket_exchange_run_async (&limits, sending->message, g_task_get_cancellable (task), exchanged_cb,
                            task);
}

static void
secret_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  LoketSoupTransport *self = g_task_get_source_object (task);

  g_free (self->secret);
  self->secret = loket_credentials_lookup_finish (result);
  self->secret_known = TRUE;
  send_with_token (task, self->secret);
}

/* The file is read each time: whoever renews the token only writes it there. */
static void
send_with_token_of_file (GTask *task)
{
  LoketSoupTransport *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autofree char *token = loket_credentials_read_file (self->token_file, &error);

  if (token == NULL) {
    g_task_return_new_error (task, LOKET_TRANSPORT_ERROR, LOKET_TRANSPORT_ERROR_TOKEN, "%s",
                             error->message);
    g_object_unref (task);
    return;
  }
  send_with_token (task, token);
}

static void
loket_soup_transport_send_async (LoketTransport *transport,
                                 LoketRequest *request,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  LoketSoupTransport *self = LOKET_SOUP_TRANSPORT (transport);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GError) error = NULL;
  SoupMessage *message = make_message (self, request, &error);
  Sending *sending;

  g_task_set_source_tag (task, loket_soup_transport_send_async);
  g_task_set_check_cancellable (task, FALSE);
  if (message == NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
    g_object_unref (task);
    return;
  }
  sending = g_new0 (Sending, 1);
  sending->request = loket_request_ref (request);
  sending->message = message;
  g_task_set_task_data (task, sending, (GDestroyNotify) sending_free);
  set_headers (self, request, message);
  if (self->token_file != NULL)
    send_with_token_of_file (task);
  else if (self->secret_known)
    send_with_token (task, self->secret);
  else
    loket_credentials_lookup_async (self->base_url, cancellable, secret_found_cb, task);
}

static LoketResponse *
loket_soup_transport_send_finish (LoketTransport *transport, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
loket_soup_transport_finalize (GObject *object)
{
  LoketSoupTransport *self = LOKET_SOUP_TRANSPORT (object);

  soup_session_abort (self->session);
  g_clear_object (&self->session);
  g_free (self->base_url);
  g_free (self->token_file);
  g_free (self->language);
  g_free (self->secret);
  G_OBJECT_CLASS (loket_soup_transport_parent_class)->finalize (object);
}

static void
loket_soup_transport_class_init (LoketSoupTransportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = loket_soup_transport_finalize;
}

static void
loket_soup_transport_iface_init (LoketTransportInterface *iface)
{
  iface->send_async = loket_soup_transport_send_async;
  iface->send_finish = loket_soup_transport_send_finish;
}

static void
loket_soup_transport_init (LoketSoupTransport *self)
{
  /* No time-out of the session's own: each exchange has one, and a long poll a longer one. */
  self->session =
      soup_session_new_with_options ("max-conns-per-host", CONNECTIONS_PER_HOST_MAX, "max-conns",
                                     CONNECTIONS_PER_HOST_MAX, "timeout", 0, NULL);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_AUTH_MANAGER);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_CONTENT_DECODER);
}

static GUri *
parse_base (const char *text, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (text, SOUP_HTTP_URI_FLAGS, NULL);
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : NULL;
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if (host == NULL || *host == '\0' || g_uri_get_userinfo (uri) != NULL ||
      g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL ||
      (g_strcmp0 (scheme, "http") != 0 && g_strcmp0 (scheme, "https") != 0)) {
    g_set_error (error, LOKET_TRANSPORT_ERROR, LOKET_TRANSPORT_ERROR_ADDRESS,
                 "%s is not the address of a server (https://...)", text);
    return NULL;
  }
  return g_steal_pointer (&uri);
}

static gboolean
is_this_machine (GUri *uri)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (g_uri_get_host (uri));

  if (address != NULL)
    return g_inet_address_get_is_loopback (address);
  return g_ascii_strcasecmp (g_uri_get_host (uri), "localhost") == 0;
}

static gboolean
trust_file (LoketSoupTransport *self, const char *ca_file, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (GTlsDatabase) database = g_tls_file_database_new (ca_file, &cause);

  if (database == NULL) {
    g_set_error (error, LOKET_TRANSPORT_ERROR, LOKET_TRANSPORT_ERROR_TLS,
                 "%s: no certificate authorities in it: %s", ca_file, cause->message);
    return FALSE;
  }
  soup_session_set_tls_database (self->session, database);
  return TRUE;
}

/**
 * loket_soup_transport_new:
 * @options: copied
 * @clock: outlives the transport
 * @random: outlives the transport
 *
 * Returns: (transfer full): NULL with LOKET_TRANSPORT_ERROR_ADDRESS, or LOKET_TRANSPORT_ERROR_TLS
 *   when the certificate authorities cannot be read
 */
LoketTransport *
loket_soup_transport_new (const LoketSoupTransportOptions *options,
                          LoketClock *clock,
                          LoketRandom *random,
                          GError **error)
{
  g_autoptr (LoketSoupTransport) self = NULL;
  g_autoptr (GUri) base = parse_base (options->base_url, error);
  const char *language = options->language != NULL ? options->language : "en";
  gsize length = strlen (options->base_url);

  if (base == NULL)
    return NULL;
  self = g_object_new (LOKET_TYPE_SOUP_TRANSPORT, NULL);
  if (options->ca_file != NULL && !trust_file (self, options->ca_file, error))
    return NULL;
  /* What runs on this machine is not asked by way of another one, whatever the environment says. */
  if (is_this_machine (base))
    soup_session_set_proxy_resolver (self->session, NULL);
  self->token_may_travel = g_str_equal (g_uri_get_scheme (base), "https") || is_this_machine (base);
  while (length > 0 && options->base_url[length - 1] == '/')
    length--;
  self->base_url = g_strndup (options->base_url, length);
  self->token_file = g_strdup (options->token_file);
  self->language = g_strdup_printf ("%s-BE, %s;q=0.9, en;q=0.5", language, language);
  self->clock = clock;
  self->random = random;
  self->body_bytes_max = options->body_bytes_max != 0 ? options->body_bytes_max : BODY_BYTES_MAX;
  self->timeout_s = options->timeout_s != 0 ? options->timeout_s : TIMEOUT_S;
  return LOKET_TRANSPORT (g_steal_pointer (&self));
}
