/* SPDX-License-Identifier: EUPL-1.2 */
/* Requests and responses: headers without case, queries that come back as they went in. */
#include "loket-message.h"

static void
test_headers (void)
{
  g_autoptr (LoketRequest) request = loket_request_new ("GET", "/me");
  g_autoptr (LoketResponse) response = loket_response_new (200);

  loket_request_set_header (request, "BelGov-Trace-Id", "one");
  loket_request_set_header (request, "belgov-trace-id", "two");
  g_assert_cmpstr (loket_request_get_header (request, "BELGOV-TRACE-ID"), ==, "two");
  g_assert_cmpuint (g_hash_table_size (request->headers), ==, 1);
  loket_request_set_header (request, "BelGov-Trace-Id", NULL);
  g_assert_null (loket_request_get_header (request, "BelGov-Trace-Id"));
  loket_response_set_header (response, "ETag", "\"3\"");
  g_assert_cmpstr (loket_response_get_header (response, "etag"), ==, "\"3\"");
}

static void
test_query (void)
{
  static const char *const values[] = {"", "a b+c", "50%&x=y", "é/?#", "2026-11-22T01:00:00+01:00"};

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++) {
    g_autoptr (LoketRequest) request = loket_request_new ("GET", "/changes");
    g_autofree char *back = NULL;

    loket_request_add_query (request, "pageSize", "500");
    loket_request_add_query (request, "after", values[i]);
    loket_request_add_query (request, "wait", NULL);
    back = loket_request_dup_query_value (request, "after");
    g_assert_cmpstr (back, ==, values[i]);
    g_assert_null (loket_request_dup_query_value (request, "wait"));
    g_assert_cmpint (request->query[0], !=, '&');
  }
}

static void
test_query_of_others (void)
{
  g_autoptr (LoketRequest) request = loket_request_new ("GET", "/changes");
  g_autofree char *empty = NULL;
  g_autofree char *plus = NULL;

  request->query = g_strdup ("flag&bad=%zz&plus=a+b&&after=%41");
  empty = loket_request_dup_query_value (request, "flag");
  plus = loket_request_dup_query_value (request, "plus");
  g_assert_cmpstr (empty, ==, "");
  g_assert_cmpstr (plus, ==, "a b");
  g_assert_null (loket_request_dup_query_value (request, "bad"));
}

static void
test_body (void)
{
  g_autoptr (LoketResponse) response = loket_response_new (200);
  g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);

  g_assert_cmpuint (g_bytes_get_size (response->body), ==, 0);
  loket_response_set_body (response, body, "application/json");
  loket_response_set_body (response, response->body, "application/json");
  g_assert_true (g_bytes_equal (response->body, body));
  g_assert_cmpstr (loket_response_get_header (response, "Content-Type"), ==, "application/json");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/message/headers", test_headers);
  g_test_add_func ("/wire/message/query", test_query);
  g_test_add_func ("/wire/message/query-of-others", test_query_of_others);
  g_test_add_func ("/wire/message/body", test_body);
  return g_test_run ();
}
