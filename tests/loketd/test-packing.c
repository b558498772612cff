/* SPDX-License-Identifier: EUPL-1.2 */
/* Who is answered with gzip. */
#include "loket-http.h"
#include "loket-packing.h"

static gboolean
is_packed_for (const char *accept_encoding)
{
  g_autoptr (LoketRequest) request = loket_request_new ("GET", "/cases/changes");
  g_autoptr (LoketResponse) response = loket_response_new (200);
  g_autofree char *text = g_strnfill (4096, ' ');
  g_autoptr (GBytes) body = g_bytes_new (text, 4096);

  if (accept_encoding != NULL)
    loket_request_set_header (request, "accept-encoding", accept_encoding);
  loket_response_set_body (response, body, LOKET_HTTP_JSON);
  loket_packing_apply (request, response);
  return g_strcmp0 (loket_response_get_header (response, "content-encoding"), "gzip") == 0;
}

static void
test_takers (void)
{
  g_assert_true (is_packed_for ("gzip"));
  g_assert_true (is_packed_for ("br, gzip;q=0.5"));
  g_assert_true (is_packed_for ("br;q=1, *"));
  g_assert_false (is_packed_for (NULL));
  g_assert_false (is_packed_for (""));
  g_assert_false (is_packed_for ("br"));
  g_assert_false (is_packed_for ("gzip; q=0"));
}

/* As anybody may send it: elements without anything in them. */
static void
test_empty_elements (void)
{
  g_assert_true (is_packed_for ("br,,gzip"));
  g_assert_true (is_packed_for (",gzip"));
  g_assert_false (is_packed_for ("br,"));
  g_assert_false (is_packed_for ("br, ;q=1,;"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/loketd/packing/takers", test_takers);
  g_test_add_func ("/loketd/packing/empty-elements", test_empty_elements);
  return g_test_run ();
}
