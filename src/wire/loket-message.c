/* SPDX-License-Identifier: EUPL-1.2 */
/* Requests and responses as values. */
#include "config.h"

#include "loket-message.h"

static GHashTable *
headers_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

static void
headers_set (GHashTable *headers, const char *name, const char *value)
{
  if (value != NULL)
    g_hash_table_insert (headers, g_ascii_strdown (name, -1), g_strdup (value));
  else {
    g_autofree char *lower = g_ascii_strdown (name, -1);

    g_hash_table_remove (headers, lower);
  }
}

static const char *
headers_get (GHashTable *headers, const char *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  return g_hash_table_lookup (headers, lower);
}

/**
 * loket_request_new:
 * @method: GET, PUT, ...
 * @path: percent-encoded, with a leading slash, without a query
 *
 * Returns: (transfer full): a request without headers and body
 */
LoketRequest *
loket_request_new (const char *method, const char *path)
{
  LoketRequest *self = g_new0 (LoketRequest, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->method = g_strdup (method);
  self->path = g_strdup (path);
  self->headers = headers_new ();
  return self;
}

LoketRequest *
loket_request_ref (LoketRequest *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
loket_request_unref (LoketRequest *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->method);
  g_free (self->path);
  g_free (self->query);
  g_hash_table_unref (self->headers);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

/**
 * loket_request_add_query:
 * @name: a parameter's name
 * @value: (nullable): its value, not encoded; nothing is added for NULL
 */
void
loket_request_add_query (LoketRequest *self, const char *name, const char *value)
{
  g_autofree char *encoded_name = NULL;
  g_autofree char *encoded_value = NULL;
  g_autofree char *before = self->query;

  if (value == NULL) {
    self->query = g_steal_pointer (&before);
    return;
  }
  encoded_name = g_uri_escape_string (name, NULL, FALSE);
  encoded_value = g_uri_escape_string (value, NULL, FALSE);
  self->query = g_strdup_printf ("%s%s%s=%s", before != NULL ? before : "",
                                 before != NULL ? "&" : "", encoded_name, encoded_value);
}

static char *
decode_query_part (const char *text, gssize length)
{
  g_autofree char *part = length < 0 ? g_strdup (text) : g_strndup (text, (gsize) length);

  return g_uri_unescape_string (g_strdelimit (part, "+", ' '), NULL);
}

/**
 * loket_request_dup_query_value:
 *
 * Returns: (transfer full) (nullable): the decoded value of the first parameter of that name; NULL
 *   where there is none or where its encoding is broken
 */
char *
loket_request_dup_query_value (LoketRequest *self, const char *name)
{
  g_auto (GStrv) pairs = g_strsplit (self->query != NULL ? self->query : "", "&", -1);

  for (int i = 0; pairs[i] != NULL; i++) {
    const char *equals = strchr (pairs[i], '=');
    g_autofree char *found = decode_query_part (pairs[i], equals != NULL ? equals - pairs[i] : -1);

    if (g_strcmp0 (found, name) == 0)
      return decode_query_part (equals != NULL ? equals + 1 : "", -1);
  }
  return NULL;
}

/**
 * loket_request_set_header:
 * @value: (nullable): NULL takes the header away
 */
void
loket_request_set_header (LoketRequest *self, const char *name, const char *value)
{
  headers_set (self->headers, name, value);
}

/**
 * loket_request_get_header:
 *
 * Returns: (transfer none) (nullable)
 */
const char *
loket_request_get_header (LoketRequest *self, const char *name)
{
  return headers_get (self->headers, name);
}

static void
replace_body (GBytes **slot, GBytes *body)
{
  GBytes *before = *slot;

  *slot = g_bytes_ref (body);
  g_clear_pointer (&before, g_bytes_unref);
}

/**
 * loket_request_set_body:
 * @body: a reference is taken
 * @content_type: (nullable)
 */
void
loket_request_set_body (LoketRequest *self, GBytes *body, const char *content_type)
{
  replace_body (&self->body, body);
  headers_set (self->headers, "content-type", content_type);
}

/**
 * loket_response_new:
 *
 * Returns: (transfer full): a response with an empty body
 */
LoketResponse *
loket_response_new (guint status)
{
  LoketResponse *self = g_new0 (LoketResponse, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->status = status;
  self->headers = headers_new ();
  self->body = g_bytes_new_static ("", 0);
  return self;
}

LoketResponse *
loket_response_ref (LoketResponse *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
loket_response_unref (LoketResponse *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_hash_table_unref (self->headers);
  g_bytes_unref (self->body);
  g_free (self);
}

/**
 * loket_response_set_header:
 * @value: (nullable): NULL takes the header away
 */
void
loket_response_set_header (LoketResponse *self, const char *name, const char *value)
{
  headers_set (self->headers, name, value);
}

/**
 * loket_response_get_header:
 *
 * Returns: (transfer none) (nullable)
 */
const char *
loket_response_get_header (LoketResponse *self, const char *name)
{
  return headers_get (self->headers, name);
}

/**
 * loket_response_set_body:
 * @body: a reference is taken
 * @content_type: (nullable)
 */
void
loket_response_set_body (LoketResponse *self, GBytes *body, const char *content_type)
{
  replace_body (&self->body, body);
  headers_set (self->headers, "content-type", content_type);
}
