/* SPDX-License-Identifier: EUPL-1.2 */
/* Requests to the loket, one after the other: it answers every one by the contract, repeating one
 * changes nothing, versions only grow, and the feed tells a desk all that was done.
 *
 * An input is {"requests": [{"method", "path", "query"?, "headers"?, "body"?}]}. */
#include "config.h"

#include <string.h>

#include "fuzz-loket.h"
#include "fuzz.h"
#include "loket-feed.h"
#include "loket-http.h"
#include "loket-paths.h"

enum {
  REQUESTS_MAX = 12
};

void
fuzz_prepare (void)
{
  fuzz_loket_prepare ();
}

static void
set_body (LoketRequest *request, JsonObject *json)
{
  JsonObject *object = loket_json_peek_object (json, "body");
  const char *said = loket_json_peek_string (json, "body");
  g_autofree char *text = object != NULL ? loket_json_object_to_string (object) : g_strdup (said);
  g_autoptr (GBytes) body = NULL;

  if (text == NULL)
    return;
  body = g_bytes_new (text, strlen (text));
  loket_request_set_body (request, body, LOKET_HTTP_JSON);
}

static LoketRequest *
make_request (JsonObject *json)
{
  const char *method = loket_json_peek_string (json, "method");
  const char *path = loket_json_peek_string (json, "path");
  const char *query = loket_json_peek_string (json, "query");
  JsonObject *headers = loket_json_peek_object (json, "headers");
  g_autoptr (GList) names = headers != NULL ? json_object_get_members (headers) : NULL;
  LoketRequest *request;

  if (method == NULL || path == NULL || path[0] != '/')
    return NULL;
  request = loket_request_new (method, path);
  request->query = g_strdup (query);
  set_body (request, json);
  for (GList *l = names; l != NULL; l = l->next) {
    const char *value = loket_json_peek_string (headers, l->data);

    if (value != NULL)
      loket_request_set_header (request, l->data, value);
  }
  return request;
}

/* What was taken is taken: the same again is no second time. */
static void
try_again (FuzzLoket *loket, LoketRequest *request, LoketResponse *response)
{
  g_autoptr (LoketResponse) again = NULL;

  if (!g_str_equal (request->method, "PUT") || response->status != 201)
    return;
  again = fuzz_loket_ask (loket, request);
  g_assert_cmpuint (again->status, ==, 200);
}

static guint
check_page (FuzzLoket *loket, GHashTable *versions, char **cursor)
{
  g_autoptr (LoketRequest) request = loket_request_new ("GET", "/changes");
  g_autoptr (LoketResponse) response = NULL;
  g_autoptr (LoketFeedPage) page = NULL;
  g_autoptr (GError) error = NULL;

  loket_request_add_query (request, "pageSize", "2");
  if (*cursor != NULL)
    loket_request_add_query (request, "after", *cursor);
  response = fuzz_loket_ask (loket, request);
  g_assert_cmpuint (response->status, ==, 200);
  page = loket_feed_page_decode (response->body, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < page->items->len; i++) {
    LoketFeedItem *item = g_ptr_array_index (page->items, i);
    gint64 before = GPOINTER_TO_SIZE (g_hash_table_lookup (versions, item->case_id));

    g_assert_no_error (item->error);
    g_assert_cmpint (item->version, >, before);
    g_hash_table_insert (versions, g_strdup (item->case_id), GSIZE_TO_POINTER (item->version));
  }
  g_free (*cursor);
  *cursor = g_strdup (page->next);
  return page->items->len;
}

static void
check_taken (FuzzLoket *loket, GHashTable *versions, LoketRequest *request)
{
  g_autoptr (LoketRequest) asked = loket_request_new ("GET", request->path);
  g_autoptr (LoketResponse) response = fuzz_loket_ask (loket, asked);
  g_autoptr (LoketPath) path = loket_path_parse (request->path);

  g_assert_cmpuint (response->status, ==, 200);
  g_assert_true (g_hash_table_contains (versions, path->id));
}

void
fuzz_input (GBytes *input)
{
  g_autoptr (JsonObject) json = fuzz_read_object (input);
  JsonArray *list = json != NULL ? loket_json_peek_array (json, "requests") : NULL;
  g_autoptr (GPtrArray) taken =
      g_ptr_array_new_with_free_func ((GDestroyNotify) loket_request_unref);
  g_autoptr (GHashTable) versions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *cursor = NULL;
  g_autoptr (FuzzLoket) loket = NULL;

  if (list == NULL)
    return;
  loket = fuzz_loket_new ();
  for (guint i = 0; i < MIN (json_array_get_length (list), REQUESTS_MAX); i++) {
    JsonObject *element = loket_json_array_peek_object (list, i);
    g_autoptr (LoketRequest) request = element != NULL ? make_request (element) : NULL;
    g_autoptr (LoketResponse) response = NULL;

    if (request == NULL)
      continue;
    response = fuzz_loket_ask (loket, request);
    try_again (loket, request, response);
    if (response->status == 201 && g_str_equal (request->method, "PUT"))
      g_ptr_array_add (taken, g_steal_pointer (&request));
  }
  while (check_page (loket, versions, &cursor) > 0)
    continue;
  for (guint i = 0; i < taken->len; i++)
    check_taken (loket, versions, g_ptr_array_index (taken, i));
}
