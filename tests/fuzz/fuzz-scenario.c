/* SPDX-License-Identifier: EUPL-1.2 */
/* A scenario that somebody wrote: it is refused with a place and nothing of it stays, or a desk can
 * read every case that came of it. */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "fuzz-loket.h"
#include "fuzz.h"
#include "loket-feed.h"
#include "loket-filling.h"
#include "loket-test-loket.h"

static char *folder;

void
fuzz_prepare (void)
{
  folder = loket_test_make_folder ();
  fuzz_loket_prepare ();
}

static void
check_feed (FuzzLoket *loket)
{
  g_autoptr (LoketRequest) request = loket_request_new ("GET", "/changes");
  g_autoptr (LoketResponse) response = NULL;
  g_autoptr (LoketFeedPage) page = NULL;
  g_autoptr (GError) error = NULL;

  response = fuzz_loket_ask (loket, request);
  g_assert_cmpuint (response->status, ==, 200);
  page = loket_feed_page_decode (response->body, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < page->items->len; i++) {
    LoketFeedItem *item = g_ptr_array_index (page->items, i);

    g_assert_no_error (item->error);
    g_assert_cmpint (item->change, ==, LOKET_CHANGE_UPSERTED);
  }
}

void
fuzz_input (GBytes *input)
{
  g_autoptr (FuzzLoket) loket = NULL;
  g_autofree char *path = g_build_filename (folder, "scenario.json", NULL);
  g_autoptr (JsonObject) json = fuzz_read_object (input);
  g_autoptr (GError) error = NULL;
  gboolean empty, filled;
  gsize size;
  const char *text = g_bytes_get_data (input, &size);

  /* That a file must be JSON is another fuzzer's part; a loket for each costs much. */
  if (json == NULL)
    return;
  g_file_set_contents_full (path, text, (gssize) size, G_FILE_SET_CONTENTS_NONE, 0600, NULL);
  loket = fuzz_loket_new ();
  filled = loket_filling_scenario (loket->central, path, &error);
  g_assert_true (filled == (error == NULL));
  if (!filled) {
    g_assert_true (loket_central_is_empty (loket->central, &empty, NULL));
    g_assert_true (empty);
    g_assert_nonnull (strstr (error->message, "scenario.json"));
    return;
  }
  check_feed (loket);
}
