/* SPDX-License-Identifier: EUPL-1.2 */
/* Cases that do not fit into a page of the feed, and are fetched one by one. */
#include <string.h>

#include "loket-feed.h"
#include "loket-test-sync.h"

/* A case that is too large for a page, and a line that breaks before it is fetched: the next run of
 * the program fetches it. */
typedef struct {
  LoketTestLoket *loket;
  char *case_id;
  gboolean away;
  gboolean keeps_others; /* the rest of the page comes all the same */
} TooLarge;

/* The page, of which one case says only its id. */
static LoketResponse *
send_without_contents (LoketFeedPage *page, const char *case_id)
{
  g_autoptr (GString) text = g_string_new ("{\"items\": [");

  for (guint i = 0; i < page->items->len; i++) {
    LoketFeedItem *item = g_ptr_array_index (page->items, i);
    g_autofree char *whole = loket_json_to_string (item->raw, FALSE);

    g_string_append (text, i > 0 ? ", " : "");
    if (g_str_equal (item->case_id, case_id))
      g_string_append_printf (
          text, "{\"caseId\": \"%s\", \"version\": 1, \"change\": \"upserted\"}", case_id);
    else
      g_string_append (text, whole);
  }
  g_string_append_printf (text, "], \"next\": \"%s\"}", page->next);
  return loket_test_response_new (200, "application/json", text->str);
}

static LoketResponse *
leave_one_out (LoketRequest *request, gpointer user_data, GError **error)
{
  TooLarge *too_large = user_data;
  g_autoptr (LoketResponse) response = NULL;
  g_autofree char *text = NULL;
  g_autofree char *path = g_strdup_printf ("/cases/%s", too_large->case_id);
  g_autofree char *shortened = NULL;
  g_autoptr (LoketFeedPage) page = NULL;
  guint wait_ms;

  if (too_large->away && g_str_equal (request->path, path)) {
    g_set_error_literal (error, LOKET_TRANSPORT_ERROR, LOKET_TRANSPORT_ERROR_CUT, "broken");
    return NULL;
  }
  if (!g_str_equal (request->path, "/changes"))
    return NULL;
  response = loket_central_handle (too_large->loket->central, request, FALSE, &wait_ms);
  text = g_strndup (g_bytes_get_data (response->body, NULL), g_bytes_get_size (response->body));
  if (strstr (text, too_large->case_id) == NULL)
    return g_steal_pointer (&response);
  page = loket_feed_page_decode (response->body, NULL);
  if (too_large->keeps_others)
    return send_without_contents (page, too_large->case_id);
  shortened = g_strdup_printf ("{\"items\": [{\"caseId\": \"%s\", \"version\": 1, \"change\": "
                               "\"upserted\"}], \"next\": \"%s\"}",
                               too_large->case_id, page->next);
  return loket_test_response_new (200, "application/json", shortened);
}

static void
test_too_large_for_a_page (TestSync *self, gconstpointer data)
{
  TooLarge too_large = {.loket = self->loket, .away = TRUE};
  g_autoptr (LoketRequest) request = loket_request_new ("GET", "/changes");
  g_autoptr (LoketResponse) response = NULL;
  g_autoptr (LoketFeedPage) page = NULL;
  g_autoptr (GPtrArray) lines = NULL;
  guint wait_ms;

  response = loket_central_handle (self->loket->central, request, FALSE, &wait_ms);
  page = loket_feed_page_decode (response->body, NULL);
  too_large.case_id = ((LoketFeedItem *) g_ptr_array_index (page->items, 0))->case_id;
  self->loket->answer = leave_one_out;
  self->loket->answer_data = &too_large;
  test_sync_run_fails (self, LOKET_SYNC_ERROR_CUT);
  lines = test_sync_list_lines (self);
  g_assert_cmpuint (lines->len, ==, 0);
  g_clear_pointer (&lines, g_ptr_array_unref);
  test_sync_close_desk (self);
  test_sync_open_desk (self);
  too_large.away = FALSE;
  test_sync_run_well (self);
  lines = test_sync_list_lines (self);
  g_assert_cmpuint (lines->len, ==, 1);
  g_assert_cmpstr (test_sync_get_case_id (lines, 0), ==, too_large.case_id);
  loket_test_wire_forget (self->loket->wire);
  test_sync_run_well (self);
  g_assert_cmpuint (loket_test_wire_count (self->loket->wire, "GET", "/cases/"), ==, 0);
}

static void
note_of_somebody_else (TestSync *self, const char *case_id, const char *text)
{
  g_autofree char *path =
      g_strdup_printf ("/cases/%s/acts/22222222-2222-4222-8222-222222222222", case_id);
  g_autofree char *body = g_strdup_printf (
      "{\"actId\": \"22222222-2222-4222-8222-222222222222\", \"type\": \"note\", \"author\": "
      "\"somebody.else\", \"occurredOn\": \"2026-11-23\", \"basedOn\": 1, \"payload\": "
      "{\"text\": \"%s\"}}",
      text);
  g_autoptr (LoketRequest) request = loket_request_new ("PUT", path);
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
  g_autoptr (LoketResponse) response = NULL;
  guint wait_ms;

  loket_request_set_body (request, bytes, "application/json");
  response = loket_central_handle (self->loket->central, request, FALSE, &wait_ms);
  g_assert_cmpuint (response->status, ==, 201);
}

/* One case that the loket cannot give holds up no other one. */
static void
test_case_that_fails (TestSync *self, gconstpointer data)
{
  TooLarge too_large = {.loket = self->loket, .away = TRUE};
  g_autoptr (LoketRequest) request = loket_request_new ("GET", "/changes");
  g_autoptr (LoketResponse) response = NULL;
  g_autoptr (LoketFeedPage) page = NULL;
  g_autoptr (GPtrArray) lines = NULL;
  guint wait_ms;

  response = loket_central_handle (self->loket->central, request, FALSE, &wait_ms);
  page = loket_feed_page_decode (response->body, NULL);
  too_large.case_id = ((LoketFeedItem *) g_ptr_array_index (page->items, 0))->case_id;
  too_large.keeps_others = TRUE;
  self->loket->answer = leave_one_out;
  self->loket->answer_data = &too_large;
  test_sync_run_fails (self, LOKET_SYNC_ERROR_CUT);
  lines = test_sync_list_lines (self);
  g_assert_cmpuint (lines->len, ==, N_CASES - 1);
  note_of_somebody_else (self, test_sync_get_case_id (lines, 0), "news");
  test_sync_run_fails (self, LOKET_SYNC_ERROR_CUT);
  g_assert_cmpuint (test_sync_count_notes (self, test_sync_get_case_id (lines, 0), "news"), ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  test_sync_add ("too-large-for-a-page", NULL, test_too_large_for_a_page);
  test_sync_add ("case-that-fails", NULL, test_case_that_fails);
  return g_test_run ();
}
