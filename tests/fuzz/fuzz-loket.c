/* SPDX-License-Identifier: EUPL-1.2 */
/* A loket with an empty ledger for each input; and what holds of every answer. */
#include "config.h"

#include "fuzz-loket.h"
#include "loket-central-private.h"
#include "loket-http.h"
#include "loket-test-loket.h"

/* What does not change from one input to the next, nine tenths of what a loket costs: itself with
 * all that it makes of the rules, and a ledger with nothing in it. */
static LoketCentral *central;
static GBytes *empty_ledger;

static LoketClock *
make_clock (void)
{
  return loket_clock_new_stepped (loket_moment_of_day (loket_day_new (2026, 11, 23), 9, 0));
}

/* Closing brings all of it into the one file. */
static void
take_ledger (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "loketd.db", NULL);
  g_autoptr (GError) error = NULL;
  char *bytes;
  gsize size;

  g_clear_pointer (&central->ledger, loket_ledger_close);
  g_file_get_contents (path, &bytes, &size, &error);
  g_assert_no_error (error);
  empty_ledger = g_bytes_new_take (bytes, size);
}

void
fuzz_loket_prepare (void)
{
  g_autofree char *folder = loket_test_make_folder ();
  g_autoptr (LoketClock) clock = make_clock ();
  g_autoptr (LoketRandom) random = loket_random_new_seeded (1);
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketRules) rules = loket_rules_new_load (&error);
  LoketCentralOptions options = {.folder = folder};

  g_assert_no_error (error);
  central = loket_central_new (rules, clock, random, &options, &error);
  g_assert_no_error (error);
  take_ledger (folder);
  g_clear_pointer (&central->callers, loket_callers_free);
  loket_test_remove_folder (folder);
}

FuzzLoket *
fuzz_loket_new (void)
{
  FuzzLoket *self = g_new0 (FuzzLoket, 1);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  gsize size;
  const char *bytes = g_bytes_get_data (empty_ledger, &size);

  self->folder = loket_test_make_folder ();
  self->clock = make_clock ();
  self->random = loket_random_new_seeded (1);
  self->central = central;
  path = g_build_filename (self->folder, "loketd.db", NULL);
  g_file_set_contents_full (path, bytes, (gssize) size, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
  central->clock = self->clock;
  central->random = self->random;
  central->callers = loket_callers_new_open (NULL);
  central->ledger =
      loket_ledger_open (self->folder, self->random, loket_central_get_today (central), &error);
  g_assert_no_error (error);
  return self;
}

void
fuzz_loket_free (FuzzLoket *self)
{
  g_clear_pointer (&central->ledger, loket_ledger_close);
  g_clear_pointer (&central->callers, loket_callers_free);
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
