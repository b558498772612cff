/* SPDX-License-Identifier: EUPL-1.2 */
/* Cases that do not fit into a page of the feed, and are fetched one by one. */
#include <string.h>

#include "loket-feed.h"
#include "loket-test-sync.h"

/* A case that is too large for a page, and a line that breaks before it is fetched: the next run of
 * the program fetches it. */
typedef struct {
  LoketTestLoket *loket;
  char case_id[64];
  gboolean away;
  guint status;        /* 0: the line breaks */
  const char *problem; /* (nullable): what the loket says; NULL: somebody in between answers so */
  const char *other_case; /* (nullable): the loket answers with this case instead */
  gboolean keeps_others;  /* the rest of the page comes all the same */
} TooLarge;

static char *
leave_out (const LoketFeedItem *item)
{
  return g_strdup_printf ("{\"caseId\": \"%s\", \"version\": %" G_GINT64_FORMAT
                          ", \"change\": \"upserted\"}",
                          item->case_id, item->version);
}

/* The page, of which one case says only its id; @others: and what else stands in it */
static LoketResponse *
send_without_contents (LoketFeedPage *page, const char *case_id, gboolean others)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *joined = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < page->items->len; i++) {
    LoketFeedItem *item = g_ptr_array_index (page->items, i);

    if (g_str_equal (item->case_id, case_id))
      g_ptr_array_add (items, leave_out (item));
    else if (others)
      g_ptr_array_add (items, loket_json_to_string (item->raw, FALSE));
  }
  g_ptr_array_add (items, NULL);
  joined = g_strjoinv (", ", (char **) items->pdata);
  text = g_strdup_printf ("{\"items\": [%s], \"next\": \"%s\"}", joined, page->next);
  return loket_test_response_new (200, "application/json", text);
}

/* What comes instead of the case. */
static LoketResponse *
answer_wrongly (TooLarge *too_large, GError **error)
{
  g_autofree char *path = g_strdup_printf ("/cases/%s", too_large->other_case);
  g_autoptr (LoketRequest) request = loket_request_new ("GET", path);
  guint wait_ms;

  if (too_large->other_case != NULL)
    return loket_central_handle (too_large->loket->central, request, FALSE, &wait_ms);
  if (too_large->problem != NULL)
    return loket_test_problem_new (too_large->status, too_large->problem);
  if (too_large->status != 0)
    return loket_test_response_new (too_large->status, "text/html", "<html>No</html>");
  g_set_error_literal (error, LOKET_TRANSPORT_ERROR, LOKET_TRANSPORT_ERROR_CUT, "broken");
  return NULL;
}

static LoketResponse *
leave_one_out (LoketRequest *request, gpointer user_data, GError **error)
{
  TooLarge *too_large = user_data;
  g_autoptr (LoketResponse) response = NULL;
  g_autofree char *text = NULL;
  g_autofree char *path = g_strdup_printf ("/cases/%s", too_large->case_id);
  g_autoptr (LoketFeedPage) page = NULL;
  guint wait_ms;

  if (too_large->away && g_str_equal (request->path, path))
    return answer_wrongly (too_large, error);
  if (!g_str_equal (request->path, "/changes"))
    return NULL;
  response = loket_central_handle (too_large->loket->central, request, FALSE, &wait_ms);
  text = g_strndup (g_bytes_get_data (response->body, NULL), g_bytes_get_size (response->body));
  if (strstr (text, too_large->case_id) == NULL)
    return NULL; /* the loket itself says so, and holds a poll */
  page = loket_feed_page_decode (response->body, NULL);
  return send_without_contents (page, too_large->case_id, too_large->keeps_others);
}

/* Makes one case of the feed too large for a page, which cannot be fetched. */
static void
spoil_first_case (TestSync *self, TooLarge *too_large)
{
  g_autoptr (LoketRequest) request = loket_request_new ("GET", "/changes");
  g_autoptr (LoketResponse) response = NULL;
  g_autoptr (LoketFeedPage) page = NULL;
  guint wait_ms;

  response = loket_central_handle (self->loket->central, request, FALSE, &wait_ms);
  page = loket_feed_page_decode (response->body, NULL);
  g_strlcpy (too_large->case_id, ((LoketFeedItem *) g_ptr_array_index (page->items, 0))->case_id,
             sizeof too_large->case_id);
  too_large->loket = self->loket;
  too_large->away = TRUE;
  self->loket->answer = leave_one_out;
  self->loket->answer_data = too_large;
}

static guint
count_fetches (TestSync *self)
{
  guint count = loket_test_wire_count (self->loket->wire, "GET", "/cases/");

  loket_test_wire_forget (self->loket->wire);
  return count;
}

static void
test_too_large_for_a_page (TestSync *self, gconstpointer data)
{
  TooLarge too_large = {0};
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GPtrArray) lines = NULL;

  spoil_first_case (self, &too_large);
  test_sync_run_well (self);
  none = test_sync_list_lines (self);
  g_assert_cmpuint (none->len, ==, 0);
  test_sync_close_desk (self);
  test_sync_open_desk (self);
  too_large.away = FALSE;
  test_sync_run_well (self);
  lines = test_sync_list_lines (self);
  g_assert_cmpuint (lines->len, ==, 1);
  g_assert_cmpstr (test_sync_get_case_id (lines, 0), ==, too_large.case_id);
  count_fetches (self);
  test_sync_run_well (self);
  g_assert_cmpuint (count_fetches (self), ==, 0);
}

/* One case that the loket cannot give holds up no other one: it is told, and asked for at a pace of
 * its own. */
static void
test_case_that_fails (TestSync *self, gconstpointer data)
{
  TooLarge too_large = *(const TooLarge *) data;
  const LoketSyncStatus *status = loket_sync_get_status (self->sync);
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GPtrArray) all = NULL;

  spoil_first_case (self, &too_large);
  test_sync_run_well (self);
  g_assert_cmpuint (count_fetches (self), ==, 1);
  g_assert_cmpuint (status->quarantined, ==, 1);
  lines = test_sync_list_lines (self);
  g_assert_cmpuint (lines->len, ==, N_CASES - 1);
  test_sync_note_of_somebody_else (self, test_sync_get_case_id (lines, 0), "news");
  test_sync_run_well (self);
  g_assert_cmpuint (test_sync_count_notes (self, test_sync_get_case_id (lines, 0), "news"), ==, 1);
  g_assert_cmpuint (count_fetches (self), ==, 0);
  g_assert_cmpuint (status->quarantined, ==, 1);

  loket_clock_step (self->loket->clock, 16 * 60 * SECOND_MS);
  test_sync_run_well (self);
  g_assert_cmpuint (count_fetches (self), ==, 1);
  too_large.away = FALSE;
  loket_clock_step (self->loket->clock, 16 * 60 * SECOND_MS);
  test_sync_run_well (self);
  g_assert_cmpuint (count_fetches (self), ==, 1);
  g_assert_cmpuint (status->quarantined, ==, 0);
  all = test_sync_list_lines (self);
  g_assert_cmpuint (all->len, ==, N_CASES);
}

/* The feed alone says which cases it takes away: one that is here, and that the loket does not know
 * when it is asked for it alone, stays, as it may be another loket that answers. */
static void
test_not_known (TestSync *self, gconstpointer data)
{
  TooLarge too_large = {.status = 404, .problem = "resourceNotFound", .keeps_others = TRUE};
  const LoketSyncStatus *status = loket_sync_get_status (self->sync);
  g_autoptr (GPtrArray) lines = NULL;

  test_sync_run_well (self);
  spoil_first_case (self, &too_large);
  test_sync_note_of_somebody_else (self, too_large.case_id, "news");
  count_fetches (self);
  test_sync_run_well (self);
  g_assert_cmpuint (count_fetches (self), ==, 1);
  g_assert_cmpuint (status->quarantined, ==, 1);
  lines = test_sync_list_lines (self);
  g_assert_cmpuint (lines->len, ==, N_CASES);
  too_large.away = FALSE;
  loket_clock_step (self->loket->clock, 16 * 60 * SECOND_MS);
  test_sync_run_well (self);
  g_assert_cmpuint (status->quarantined, ==, 0);
  g_assert_cmpuint (test_sync_count_notes (self, too_large.case_id, "news"), ==, 1);
}

/* While watching, the others' news comes at once all the same. */
static void
test_watch_beside_a_case_that_fails (TestSync *self, gconstpointer data)
{
  TooLarge too_large = {.keeps_others = TRUE};
  const LoketSyncStatus *status = loket_sync_get_status (self->sync);
  g_autoptr (GPtrArray) lines = NULL;

  spoil_first_case (self, &too_large);
  loket_sync_start_watching (self->sync);
  test_sync_let_settle (self);
  g_assert_no_error (status->error);
  g_assert_true (status->online);
  lines = test_sync_list_lines (self);
  self->loket->answer = NULL;
  test_sync_note_of_somebody_else (self, test_sync_get_case_id (lines, 0), "at once");
  loket_test_wire_poke (self->loket->wire);
  test_sync_let_settle (self);
  g_assert_cmpuint (test_sync_count_notes (self, test_sync_get_case_id (lines, 0), "at once"), ==,
                    1);
}

/* The line broke while cases were fetched: they are not at fault, and asked for when it is back. */
static void
test_line_that_fails (TestSync *self, gconstpointer data)
{
  TooLarge too_large = {.keeps_others = TRUE};
  g_autoptr (GPtrArray) lines = NULL;

  spoil_first_case (self, &too_large);
  test_sync_run_well (self);
  loket_clock_step (self->loket->clock, 3 * SECOND_MS);
  self->loket->line = LOKET_TEST_AWAY;
  test_sync_run_fails (self, LOKET_SYNC_ERROR_SERVER_AWAY);
  self->loket->line = LOKET_TEST_UP;
  too_large.away = FALSE;
  test_sync_run_well (self);
  lines = test_sync_list_lines (self);
  g_assert_cmpuint (lines->len, ==, N_CASES);
}

/* An answer about another case is not taken for it: it is set aside and told, and asked for again.
 */
static void
test_answer_of_another_case (TestSync *self, gconstpointer data)
{
  TooLarge too_large = {0};
  const LoketSyncStatus *status = loket_sync_get_status (self->sync);
  g_autoptr (LoketRequest) request = loket_request_new ("GET", "/changes");
  g_autoptr (LoketResponse) response = NULL;
  g_autoptr (LoketFeedPage) page = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GPtrArray) lines = NULL;
  guint wait_ms;

  response = loket_central_handle (self->loket->central, request, FALSE, &wait_ms);
  page = loket_feed_page_decode (response->body, NULL);
  too_large.other_case = ((LoketFeedItem *) g_ptr_array_index (page->items, 1))->case_id;
  spoil_first_case (self, &too_large);
  test_sync_run_well (self);
  none = test_sync_list_lines (self);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (status->quarantined, ==, 1);

  too_large.other_case = NULL;
  too_large.away = FALSE;
  loket_clock_step (self->loket->clock, 16 * 60 * SECOND_MS);
  test_sync_run_well (self);
  lines = test_sync_list_lines (self);
  g_assert_cmpuint (lines->len, ==, 1);
  g_assert_cmpstr (test_sync_get_case_id (lines, 0), ==, too_large.case_id);
  g_assert_cmpuint (status->quarantined, ==, 0);
}

/* Opens the case, and gets an answer about the other one. */
static gboolean
open_as_another (TestSync *self, const char *case_id, char *other_case, GError **error)
{
  TooLarge wrong = {.loket = self->loket, .away = TRUE, .other_case = other_case};
  g_autoptr (GAsyncResult) result = NULL;
  TestWaiting waiting = {0};

  g_strlcpy (wrong.case_id, case_id, sizeof wrong.case_id);
  self->loket->answer = leave_one_out;
  self->loket->answer_data = &wrong;
  loket_sync_fetch_case_async (self->sync, case_id, NULL, test_sync_done_cb, &waiting);
  test_sync_wait_for (self, &waiting);
  result = waiting.result;
  self->loket->answer = NULL;
  return loket_sync_fetch_case_finish (self->sync, result, error);
}

/* Nor where a person opens a case; and of one that left meanwhile nothing is kept at all. */
static void
test_opened_as_another_case (TestSync *self, gconstpointer data)
{
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GPtrArray) same = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autoptr (GError) error = NULL;

  test_sync_run_well (self);
  lines = test_sync_list_lines (self);
  first = g_strdup (test_sync_get_case_id (lines, 0));
  second = g_strdup (test_sync_get_case_id (lines, 1));
  g_assert_false (open_as_another (self, first, second, &error));
  g_assert_error (error, LOKET_SYNC_ERROR, LOKET_SYNC_ERROR_WRONG_TYPES);
  g_clear_error (&error);
  g_assert_true (open_as_another (self, "11111111-1111-4111-8111-111111111111", second, &error));
  same = test_sync_list_lines (self);
  g_assert_cmpuint (same->len, ==, lines->len);
}

#define FAILS(STATUS, PROBLEM)                                                                     \
  (TooLarge)                                                                                       \
  {                                                                                                \
    .status = STATUS, .problem = PROBLEM, .keeps_others = TRUE                                     \
  }

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  test_sync_add ("too-large-for-a-page", NULL, test_too_large_for_a_page);
  test_sync_add ("case-that-fails/line", &FAILS (0, NULL), test_case_that_fails);
  test_sync_add ("case-that-fails/proxy", &FAILS (403, NULL), test_case_that_fails);
  test_sync_add ("case-that-fails/question", &FAILS (400, "badRequest"), test_case_that_fails);
  test_sync_add ("not-known", NULL, test_not_known);
  test_sync_add ("watch-beside-a-case-that-fails", NULL, test_watch_beside_a_case_that_fails);
  test_sync_add ("line-that-fails", NULL, test_line_that_fails);
  test_sync_add ("answer-of-another-case", NULL, test_answer_of_another_case);
  test_sync_add ("opened-as-another-case", NULL, test_opened_as_another_case);
  return g_test_run ();
}
