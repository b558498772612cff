/* SPDX-License-Identifier: EUPL-1.2 */
/* A page of the feed: what could be read of it, written again by the loket's writer, reads the
 * same; what could not be read is handed out with its text and an error. */
#include "config.h"

#include "fuzz.h"
#include "loket-feed.h"

void
fuzz_prepare (void)
{
}

static void
write_item (LoketFeedWriter *writer, const LoketFeedItem *item)
{
  g_autofree char *text = NULL;

  if (item->change != LOKET_CHANGE_UPSERTED) {
    loket_feed_writer_add_removal (writer, item->case_id, item->version, item->change,
                                   item->reason);
    return;
  }
  if (item->contents != NULL)
    text = loket_json_object_to_string (item->contents->json);
  loket_feed_writer_add_upsert (writer, item->case_id, item->version, text);
}

static void
assert_item (const LoketFeedItem *before, const LoketFeedItem *after)
{
  g_assert_no_error (after->error);
  g_assert_cmpstr (before->case_id, ==, after->case_id);
  g_assert_cmpint (before->version, ==, after->version);
  g_assert_cmpint (before->change, ==, after->change);
  /* A reason belongs to a removal; with another change it is kept in `raw` alone. */
  if (before->change != LOKET_CHANGE_UPSERTED)
    g_assert_cmpstr (before->reason, ==, after->reason);
  g_assert_true ((before->contents == NULL) == (after->contents == NULL));
  if (before->contents != NULL)
    fuzz_assert_same (before->contents->json, after->contents->json);
}

static GPtrArray *
write_good (LoketFeedWriter *writer, const LoketFeedPage *page)
{
  GPtrArray *good = g_ptr_array_new ();

  for (guint i = 0; i < page->items->len; i++) {
    LoketFeedItem *item = g_ptr_array_index (page->items, i);

    g_assert_cmpuint (item->index, ==, i);
    g_assert_nonnull (item->raw);
    if (item->error != NULL) {
      g_assert_null (item->contents);
      continue;
    }
    write_item (writer, item);
    g_ptr_array_add (good, item);
  }
  return good;
}

static void
assert_ref_data (const LoketRefData *before, const LoketRefData *after)
{
  g_autoptr (JsonNode) left = NULL;
  g_autoptr (JsonNode) right = NULL;

  g_assert_true ((before == NULL) == (after == NULL));
  if (before == NULL)
    return;
  left = loket_ref_data_to_json (before);
  right = loket_ref_data_to_json (after);
  fuzz_assert_same (json_node_get_object (left), json_node_get_object (right));
}

void
fuzz_input (GBytes *input)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketFeedPage) page = loket_feed_page_decode (input, &error);
  g_autoptr (LoketFeedWriter) writer = NULL;
  g_autoptr (GPtrArray) good = NULL;
  g_autoptr (GBytes) written = NULL;
  g_autoptr (LoketFeedPage) again = NULL;

  g_assert_true ((page == NULL) == (error != NULL));
  if (page == NULL)
    return;
  writer = loket_feed_writer_new ();
  good = write_good (writer, page);
  written = loket_feed_writer_finish (writer, page->next, page->ref_data);
  again = loket_feed_page_decode (written, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again->next, ==, page->next);
  g_assert_cmpuint (again->items->len, ==, good->len);
  for (guint i = 0; i < good->len; i++)
    assert_item (g_ptr_array_index (good, i), g_ptr_array_index (again->items, i));
  assert_ref_data (page->ref_data, again->ref_data);
}
