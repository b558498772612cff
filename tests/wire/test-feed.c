/* SPDX-License-Identifier: EUPL-1.2 */
/* Pages of the feed: both ways, and bad items that cost nobody else anything. */
#include "loket-error.h"
#include "loket-feed.h"

#define CASE_1                                                                                     \
  "{\"caseId\":\"c1\",\"reference\":\"KL-1\",\"agency\":\"ibz\","                                  \
  "\"procedure\":{\"id\":\"be-fed-ibz\",\"version\":\"1\"},\"receivedOn\":\"2026-11-12\","         \
  "\"subject\":\"caf\\u00e9 \\\"x\\\"\",\"version\":4}"

static LoketFeedPage *
decode (const char *text, GError **error)
{
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));

  return loket_feed_page_decode (body, error);
}

static void
test_both_ways (void)
{
  g_autoptr (LoketFeedWriter) writer = loket_feed_writer_new ();
  g_autoptr (LoketRefData) ref_data = loket_ref_data_new ();
  g_autoptr (LoketFeedPage) page = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) error = NULL;
  LoketFeedItem *item;
  LoketProcedureTag *tag;

  loket_ref_data_add_procedure (ref_data, "be-fed-ibz", "1", "\"p\"");
  ref_data->calendars = g_strdup ("\"c\"");
  ref_data->me = g_strdup ("\"m\"");
  loket_feed_writer_add_upsert (writer, "c1", 4, CASE_1);
  loket_feed_writer_add_upsert (writer, "c2", 5, NULL);
  loket_feed_writer_add_removal (writer, "c3", 6, LOKET_CHANGE_WITHDRAWN, "no \"longer\" yours");
  loket_feed_writer_add_removal (writer, "c4", 7, LOKET_CHANGE_ERASED, NULL);
  g_assert_cmpuint (loket_feed_writer_get_count (writer), ==, 4);
  g_assert_cmpuint (loket_feed_writer_get_size (writer), >, strlen (CASE_1));
  body = loket_feed_writer_finish (writer, "cursor/7", ref_data);
  page = loket_feed_page_decode (body, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (page->next, ==, "cursor/7");
  g_assert_cmpuint (page->items->len, ==, 4);
  item = g_ptr_array_index (page->items, 0);
  g_assert_no_error (item->error);
  g_assert_cmpstr (item->contents->subject, ==, "café \"x\"");
  g_assert_cmpint (item->version, ==, 4);
  item = g_ptr_array_index (page->items, 1);
  g_assert_no_error (item->error);
  g_assert_cmpint (item->change, ==, LOKET_CHANGE_UPSERTED);
  g_assert_null (item->contents);
  item = g_ptr_array_index (page->items, 2);
  g_assert_cmpint (item->change, ==, LOKET_CHANGE_WITHDRAWN);
  g_assert_cmpstr (item->reason, ==, "no \"longer\" yours");
  item = g_ptr_array_index (page->items, 3);
  g_assert_cmpint (item->change, ==, LOKET_CHANGE_ERASED);
  g_assert_null (item->reason);
  tag = g_ptr_array_index (page->ref_data->procedures, 0);
  g_assert_cmpstr (tag->etag, ==, "\"p\"");
  g_assert_cmpstr (page->ref_data->calendars, ==, "\"c\"");
  g_assert_null (page->ref_data->organizations);
  g_assert_cmpstr (page->ref_data->me, ==, "\"m\"");
}

static void
test_nothing_changed (void)
{
  g_autoptr (LoketFeedWriter) writer = loket_feed_writer_new ();
  g_autoptr (GBytes) body = loket_feed_writer_finish (writer, "7", NULL);
  g_autoptr (LoketFeedPage) page = loket_feed_page_decode (body, NULL);

  g_assert_cmpuint (page->items->len, ==, 0);
  g_assert_cmpstr (page->next, ==, "7");
  g_assert_null (page->ref_data);
}

static void
test_bad_items (void)
{
  static const char *const bad[] = {
      "5",
      "null",
      "{\"version\":1,\"change\":\"upserted\"}",
      "{\"caseId\":\"c9\",\"version\":\"1\",\"change\":\"upserted\"}",
      "{\"caseId\":\"c9\",\"version\":1,\"change\":\"melted\"}",
      "{\"caseId\":\"c9\",\"version\":1,\"change\":\"upserted\",\"case\":[]}",
      "{\"caseId\":\"c9\",\"version\":1,\"change\":\"upserted\",\"case\":null}",
      "{\"caseId\":\"c9\",\"version\":1,\"change\":\"upserted\",\"case\":{\"caseId\":\"c9\"}}",
      "{\"caseId\":\"c9\",\"version\":1,\"change\":\"upserted\",\"case\":" CASE_1 "}",
  };
  static const char good[] =
      "{\"caseId\":\"c1\",\"version\":4,\"change\":\"upserted\",\"case\":" CASE_1 "}";

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autofree char *text =
        g_strdup_printf ("{\"items\":[%s,%s,%s],\"next\":\"n\"}", good, bad[i], good);
    g_autoptr (GError) error = NULL;
    g_autoptr (LoketFeedPage) page = decode (text, &error);
    LoketFeedItem *item;

    g_assert_no_error (error);
    g_assert_cmpuint (page->items->len, ==, 3);
    item = g_ptr_array_index (page->items, 1);
    g_assert_nonnull (item->error);
    g_assert_true (g_str_has_prefix (item->error->message, "items[1]: "));
    g_assert_cmpuint (item->index, ==, 1);
    g_assert_null (item->contents);
    g_assert_nonnull (item->raw);
    g_assert_cmpstr (item->case_id, ==, i < 3 ? NULL : "c9");
    item = g_ptr_array_index (page->items, 2);
    g_assert_no_error (item->error);
    g_assert_nonnull (item->contents);
  }
}

/* A text that the parser refuses stands in one case only: the others come through. */
static void
test_items_that_are_no_json (void)
{
  static const char good[] =
      "{\"caseId\":\"c1\",\"version\":4,\"change\":\"upserted\",\"case\":" CASE_1 "}";
  static const char *const bad[] = {
      "{\"caseId\" : \"c9\",\"version\":1,\"change\":\"erased\",\"reason\":\"a\\u0000b\"}",
      "{\"caseId\":\"c9\",\"x\":\"\xff\xfe , ] } [\"}",
      "{\"caseId\":\"c9\",\"x\":tru}",
      "{\"caseId\":\"c9\",\"x\":{\"items\":[1,2],\"y\":\"\\\\\",\"z\":\"\\\"]\",}}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autofree char *text = g_strdup_printf ("{\"x\":{\"items\":[7]}, \"items\" : [ %s , %s,%s "
                                             "],\"next\":\"n\",\"refData\":{\"me\":\"m\"}}",
                                             good, bad[i], good);
    g_autoptr (GError) error = NULL;
    g_autoptr (LoketFeedPage) page = decode (text, &error);
    LoketFeedItem *item;

    g_assert_no_error (error);
    g_assert_cmpstr (page->next, ==, "n");
    g_assert_cmpstr (page->ref_data->me, ==, "m");
    g_assert_cmpuint (page->items->len, ==, 3);
    item = g_ptr_array_index (page->items, 1);
    g_assert_error (item->error, LOKET_ERROR, LOKET_ERROR_INVALID);
    g_assert_true (g_str_has_prefix (item->error->message, "items[1]: "));
    g_assert_cmpstr (item->case_id, ==, "c9");
    g_assert_true (g_utf8_validate (json_node_get_string (item->raw), -1, NULL));
    item = g_ptr_array_index (page->items, 2);
    g_assert_no_error (item->error);
    g_assert_cmpuint (item->index, ==, 2);
    g_assert_cmpstr (item->contents->subject, ==, "café \"x\"");
  }
}

/* Cut anywhere, a page is an error or it is whole; it never is a page with fewer items. */
static void
test_cut_anywhere (void)
{
  static const char whole[] = "{\"items\":[{\"caseId\":\"c1\",\"version\":1,\"change\":\"erased\"},"
                              "{\"caseId\":\"c2\",\"version\":2,\"change\":\"erased\"}],"
                              "\"next\":\"n\"}";

  for (gsize length = 0; length < strlen (whole); length++) {
    g_autofree char *text = g_strndup (whole, length);
    g_autoptr (GError) error = NULL;

    g_assert_null (decode (text, &error));
    g_assert_error (error, LOKET_ERROR, LOKET_ERROR_INVALID);
  }
}

static void
test_not_a_page (void)
{
  static const char *const texts[] = {
      "",
      "<html></html>",
      "[]",
      "{}",
      "{\"items\":[]}",
      "{\"items\":{},\"next\":\"n\"}",
      "{\"items\":[],\"next\":5}",
      "{\"items\":[{\"caseId\":\"c1\"",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (decode (texts[i], &error));
    g_assert_error (error, LOKET_ERROR, LOKET_ERROR_INVALID);
  }
}

/* What a newer loket adds to the page is no trouble; tags that cannot be read are only absent. */
static void
test_newer_loket (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketFeedPage) page =
      decode ("{\"more\":1,\"items\":[{\"caseId\":\"c1\",\"version\":1,\"change\":\"erased\","
              "\"reason\":\"r\",\"x\":[]}],"
              "\"next\":\"n\",\"refData\":{\"procedures\":[{\"id\":\"a\"},7],\"me\":5}}",
              &error);
  LoketFeedItem *item;

  g_assert_no_error (error);
  item = g_ptr_array_index (page->items, 0);
  g_assert_no_error (item->error);
  g_assert_cmpint (item->change, ==, LOKET_CHANGE_ERASED);
  g_assert_cmpstr (item->reason, ==, "r");
  g_assert_cmpuint (page->ref_data->procedures->len, ==, 0);
  g_assert_null (page->ref_data->me);
}

/* Half a history is none: the case is asked for alone. */
static void
test_part_of_a_history (void)
{
  g_autoptr (LoketFeedPage) page = decode (
      "{\"items\":[{\"caseId\":\"c1\",\"version\":4,\"change\":\"upserted\",\"case\":"
      "{\"caseId\":\"c1\",\"reference\":\"KL-1\",\"agency\":\"ibz\","
      "\"procedure\":{\"id\":\"be-fed-ibz\",\"version\":\"1\"},\"receivedOn\":\"2026-11-12\","
      "\"version\":4,\"actCount\":1,\"acts\":[]}}],\"next\":\"k\"}",
      NULL);
  const LoketFeedItem *item = g_ptr_array_index (page->items, 0);

  g_assert_no_error (item->error);
  g_assert_null (item->contents);
  g_assert_cmpint (item->version, ==, 4);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/feed/both-ways", test_both_ways);
  g_test_add_func ("/wire/feed/part-of-a-history", test_part_of_a_history);
  g_test_add_func ("/wire/feed/nothing-changed", test_nothing_changed);
  g_test_add_func ("/wire/feed/bad-items", test_bad_items);
  g_test_add_func ("/wire/feed/items-that-are-no-json", test_items_that_are_no_json);
  g_test_add_func ("/wire/feed/cut-anywhere", test_cut_anywhere);
  g_test_add_func ("/wire/feed/not-a-page", test_not_a_page);
  g_test_add_func ("/wire/feed/newer-loket", test_newer_loket);
  return g_test_run ();
}
