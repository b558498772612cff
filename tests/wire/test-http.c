/* SPDX-License-Identifier: EUPL-1.2 */
/* Dates, waits and entity tags of HTTP. The dates are the examples of RFC 9110. */
#include "loket-http.h"

/* 6 November 1994, 08:49:37 UTC */
#define EXAMPLE (G_GINT64_CONSTANT (784111777) * LOKET_SECOND_US)

static void
test_dates (void)
{
  static const char *const texts[] = {
      "Sun, 06 Nov 1994 08:49:37 GMT",
      "Sunday, 06-Nov-94 08:49:37 GMT",
      "Sun Nov  6 08:49:37 1994",
  };
  static const char *const wrong[] = {
      "",
      "now",
      "Sun, 31 Feb 1994 08:49:37 GMT",
      "Sun, 06 Xyz 1994 08:49:37 GMT",
      "Sun, 06 ovD 1994 08:49:37 GMT",
      "1994-11-06T08:49:37Z",
  };
  LoketMoment moment = 5;
  g_autofree char *back = loket_http_date_to_string (EXAMPLE);

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    moment = 5;
    g_assert_true (loket_http_date_parse (texts[i], &moment));
    g_assert_cmpint (moment, ==, EXAMPLE);
  }
  g_assert_true (loket_http_date_parse ("Wednesday, 01-Jan-20 00:00:00 GMT", &moment));
  g_assert_cmpint (moment, ==, G_GINT64_CONSTANT (1577836800) * LOKET_SECOND_US);
  moment = 5;
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (loket_http_date_parse (wrong[i], &moment));
  g_assert_false (loket_http_date_parse (NULL, &moment));
  g_assert_cmpint (moment, ==, 5);
  g_assert_cmpstr (back, ==, "Sun, 06 Nov 1994 08:49:37 GMT");
}

static void
test_retry_after (void)
{
  gint64 seconds = -7;

  g_assert_true (loket_retry_after_parse ("120", EXAMPLE, &seconds));
  g_assert_cmpint (seconds, ==, 120);
  g_assert_true (loket_retry_after_parse ("Sun, 06 Nov 1994 08:50:00 GMT", EXAMPLE, &seconds));
  g_assert_cmpint (seconds, ==, 23);
  g_assert_true (loket_retry_after_parse ("Sun, 06 Nov 1994 08:00:00 GMT", EXAMPLE, &seconds));
  g_assert_cmpint (seconds, ==, 0);
  g_assert_true (loket_retry_after_parse ("999999999", EXAMPLE, &seconds));
  g_assert_cmpint (seconds, ==, LOKET_RETRY_AFTER_MAX_S);
  g_assert_true (loket_retry_after_parse ("Sun, 06 Nov 2094 08:00:00 GMT", EXAMPLE, &seconds));
  g_assert_cmpint (seconds, ==, LOKET_RETRY_AFTER_MAX_S);
  seconds = -7;
  g_assert_false (loket_retry_after_parse ("-5", EXAMPLE, &seconds));
  g_assert_false (loket_retry_after_parse ("soon", EXAMPLE, &seconds));
  g_assert_false (loket_retry_after_parse (NULL, EXAMPLE, &seconds));
  g_assert_cmpint (seconds, ==, -7);
}

static void
test_etags (void)
{
  g_autofree char *tag = loket_etag_for_version (12);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("abc", 3);
  g_autofree char *sum = loket_etag_for_bytes (bytes);

  g_assert_cmpstr (tag, ==, "\"12\"");
  g_assert_cmpstr (sum, ==, "\"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\"");
  g_assert_true (loket_etag_matches ("\"1\", W/\"12\"", tag));
  g_assert_true (loket_etag_matches (" * ", tag));
  g_assert_false (loket_etag_matches ("\"1\",\"2\"", tag));
  g_assert_false (loket_etag_matches ("", tag));
  g_assert_false (loket_etag_matches (NULL, tag));
}

static void
test_media_types (void)
{
  g_assert_true (loket_media_type_is ("application/json", LOKET_HTTP_JSON));
  g_assert_true (loket_media_type_is ("Application/JSON; charset=utf-8", LOKET_HTTP_JSON));
  g_assert_false (loket_media_type_is ("application/json-patch", LOKET_HTTP_JSON));
  g_assert_false (loket_media_type_is ("text/html", LOKET_HTTP_JSON));
  g_assert_false (loket_media_type_is (NULL, LOKET_HTTP_JSON));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/http/dates", test_dates);
  g_test_add_func ("/wire/http/retry-after", test_retry_after);
  g_test_add_func ("/wire/http/etags", test_etags);
  g_test_add_func ("/wire/http/media-types", test_media_types);
  return g_test_run ();
}
