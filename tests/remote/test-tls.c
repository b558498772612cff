/* SPDX-License-Identifier: EUPL-1.2 */
/* Certificates: whom the transport trusts, and that nothing leaves before. */

#include "loket-line-fixture.h"

static void
test_tls_untrusted (LineFixture *self, gconstpointer data)
{
  g_autoptr (LoketTransport) transport = line_make_transport (self, NULL, NULL);

  line_assert_fails (transport, "/me", LOKET_TRANSPORT_ERROR_TLS);
  g_assert_null (self->authorization);
}

static char *
get_authority_path (void)
{
  return g_build_filename (g_getenv ("LOKET_SOURCE_ROOT"), "tests", "fixtures", "tls",
                           "authority.pem", NULL);
}

static void
test_tls_own_authority (LineFixture *self, gconstpointer data)
{
  g_autofree char *authority = get_authority_path ();
  g_autoptr (LoketTransport) transport = line_make_transport (self, NULL, authority);
  g_autoptr (LoketResponse) response = line_get (transport, "/me", NULL);

  g_assert_cmpuint (response->status, ==, 200);
  g_assert_cmpstr (self->authorization, ==, "Bearer first-token");
}

static void
test_tls_other_name (LineFixture *self, gconstpointer data)
{
  g_autofree char *authority = get_authority_path ();
  g_autoptr (LoketTransport) transport = line_make_transport (self, NULL, authority);

  line_assert_fails (transport, "/me", LOKET_TRANSPORT_ERROR_TLS);
}

int
main (int argc, char *argv[])
{
  /* No bus of the person who runs the tests: her tokens are none of our business. */
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/loket", TRUE);
  g_test_init (&argc, &argv, NULL);
  line_add ("tls/untrusted", line_set_up_tls, "server.pem", test_tls_untrusted);
  line_add ("tls/own-authority", line_set_up_tls, "server.pem", test_tls_own_authority);
  line_add ("tls/other-name", line_set_up_tls, "stranger.pem", test_tls_other_name);
  return line_run_tests ();
}
