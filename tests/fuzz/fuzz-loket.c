/* SPDX-License-Identifier: EUPL-1.2 */
/* A fresh loket for each input; and what holds of every answer. */
#include "config.h"

#include "fuzz-loket.h"
#include "loket-http.h"
#include "loket-test-loket.h"

static LoketRules *rules;

void
fuzz_loket_prepare (void)
{
  g_autoptr (GError) error = NULL;

  rules = loket_rules_new_load (&error);
  g_assert_no_error (error);
}

FuzzLoket *
fuzz_loket_new (void)
{
  FuzzLoket *self = g_new0 (FuzzLoket, 1);
  LoketCentralOptions options = {0};
  g_autoptr (GError) error = NULL;

  self->folder = loket_test_make_folder ();
  self->clock = loket_clock_new_stepped (loket_moment_of_day (loket_day_new (2026, 11, 23), 9, 0));
  self->random = loket_random_new_seeded (1);
  options.folder = self->folder;
  self->central = loket_central_new (rules, self->clock, self->random, &options, &error);
  g_assert_no_error (error);
  return self;
}

void
fuzz_loket_free (FuzzLoket *self)
{
  loket_central_free (self->central);
  loket_random_free (self->random);
  loket_clock_free (self->clock);
  loket_test_remove_folder (self->folder);
  g_free (self->folder);
  g_free (self);
}

/**
 * fuzz_loket_ask:
 *
 * Whatever is asked, the loket does not break: it never answers 500, a refusal is a problem of the
 * contract, and what says that it is JSON is.
 *
 * Returns: (transfer full)
 */
LoketResponse *
fuzz_loket_ask (FuzzLoket *self, LoketRequest *request)
{
  guint wait_ms;
  LoketResponse *response = loket_central_handle (self->central, request, FALSE, &wait_ms);
  const char *type;

  g_assert_nonnull (response);
  g_assert_cmpuint (response->status, !=, 500);
  type = loket_response_get_header (response, "content-type");
  if (type != NULL && (loket_media_type_is (type, LOKET_HTTP_JSON) ||
                       loket_media_type_is (type, LOKET_HTTP_PROBLEM))) {
    gsize size;
    const char *text = g_bytes_get_data (response->body, &size);
    g_autoptr (GError) error = NULL;
    g_autoptr (JsonNode) node = NULL;

    node = loket_json_parse (text, (gssize) size, &error);
    g_assert_no_error (error);
  }
  if (response->status >= 400)
    g_assert_true (loket_media_type_is (type, LOKET_HTTP_PROBLEM));
  return response;
}
