/* SPDX-License-Identifier: EUPL-1.2 */
/* Where the loket is, and with which token it is asked. */
#include <glib/gstdio.h>

#include "loket-line-fixture.h"

/* A name server that gives the same answer to every question, so that no network is asked. */
typedef struct {
  GResolver parent_instance;
  int code;
} TestResolver;
typedef GResolverClass TestResolverClass;

GType test_resolver_get_type (void);
G_DEFINE_TYPE (TestResolver, test_resolver, G_TYPE_RESOLVER)

static void
lookup_async (GResolver *resolver,
              const char *hostname,
              GResolverNameLookupFlags flags,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (resolver, cancellable, callback, user_data);

  g_task_return_new_error (task, G_RESOLVER_ERROR, ((TestResolver *) resolver)->code,
                           "a name server says so");
}

static GList *
lookup_finish (GResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
test_resolver_class_init (TestResolverClass *klass)
{
  klass->lookup_by_name_with_flags_async = lookup_async;
  klass->lookup_by_name_with_flags_finish = lookup_finish;
}

static void
test_resolver_init (TestResolver *self)
{
}

static void
test_name (LineFixture *self, gconstpointer data)
{
  g_autoptr (LoketTransport) transport = line_make_transport (self, "https://loket.invalid", NULL);
  g_autoptr (GResolver) before = g_resolver_get_default ();
  TestResolver *resolver = g_object_new (test_resolver_get_type (), NULL);

  g_resolver_set_default (G_RESOLVER (resolver));
  resolver->code = G_RESOLVER_ERROR_NOT_FOUND;
  line_assert_fails (transport, "/me", LOKET_TRANSPORT_ERROR_NAME);
  resolver->code = G_RESOLVER_ERROR_TEMPORARY_FAILURE;
  line_assert_fails (transport, "/me", LOKET_TRANSPORT_ERROR_UNREACHABLE);
  g_resolver_set_default (before);
  g_object_unref (resolver);
}

static void
test_token (LineFixture *self, gconstpointer data)
{
  g_autoptr (LoketTransport) transport = line_make_transport (self, NULL, NULL);
  g_autoptr (LoketTransport) open_road = line_make_transport (self, "http://loket.invalid", NULL);

  /* Over an open road a token is not sent, whoever asks. */
  line_assert_fails (open_road, "/me", LOKET_TRANSPORT_ERROR_ADDRESS);
  g_assert_true (g_file_set_contents (self->token_file, "two\nlines", -1, NULL));
  line_assert_fails (transport, "/me", LOKET_TRANSPORT_ERROR_TOKEN);
  g_remove (self->token_file);
  line_assert_fails (transport, "/me", LOKET_TRANSPORT_ERROR_TOKEN);
}

static void
test_no_secret_service (LineFixture *self, gconstpointer data)
{
  LoketSoupTransportOptions options = {.base_url = self->base_url};
  g_autoptr (LoketTransport) transport =
      loket_soup_transport_new (&options, self->clock, self->random, NULL);
  g_autoptr (LoketResponse) response = line_get (transport, "/me", NULL);

  g_assert_cmpuint (response->status, ==, 200);
  g_assert_null (self->authorization);
}

static void
test_addresses (LineFixture *self, gconstpointer data)
{
  static const char *const wrong[] = {"loket.example",
                                      "ftp://loket.example",
                                      "https://",
                                      "https://me:secret@loket.example",
                                      "https://loket.example/?a=b",
                                      ""};

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++) {
    LoketSoupTransportOptions options = {.base_url = wrong[i]};
    g_autoptr (GError) error = NULL;

    g_assert_null (loket_soup_transport_new (&options, self->clock, self->random, &error));
    g_assert_error (error, LOKET_TRANSPORT_ERROR, LOKET_TRANSPORT_ERROR_ADDRESS);
  }
}

int
main (int argc, char *argv[])
{
  /* No bus of the person who runs the tests: her tokens are none of our business. */
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/loket", TRUE);
  g_test_init (&argc, &argv, NULL);
  line_add ("address/name", line_set_up, NULL, test_name);
  line_add ("address/token", line_set_up, NULL, test_token);
  line_add ("address/no-secret-service", line_set_up, NULL, test_no_secret_service);
  line_add ("address/addresses", line_set_up, NULL, test_addresses);
  return line_run_tests ();
}
