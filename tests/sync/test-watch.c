/* SPDX-License-Identifier: EUPL-1.2 */
/* The rhythm: long polls, waiting after failures, being stopped. */
#include <string.h>

#include "loket-test-sync.h"

static void
test_watch (TestSync *self, gconstpointer data)
{
  const LoketSyncStatus *status = loket_sync_get_status (self->sync);
  g_autoptr (GPtrArray) lines = NULL;
  g_autofree char *act_id = NULL;
  GPtrArray *requests = loket_test_wire_get_requests (self->loket->wire);
  LoketRequest *last;

  loket_sync_start_watching (self->sync);
  test_sync_let_settle (self);
  lines = test_sync_list_lines (self);
  g_assert_cmpuint (lines->len, ==, N_CASES);
  last = g_ptr_array_index (requests, requests->len - 1);
  g_assert_cmpstr (last->path, ==, "/changes");
  g_assert_nonnull (strstr (last->query, "wait="));

  /* Something to send ends the poll; the loket's own news does too. */
  act_id = test_sync_add_note (self, test_sync_get_case_id (lines, 0), "at once");
  loket_sync_hurry (self->sync);
  test_sync_let_settle (self);
  g_assert_cmpuint (test_sync_count_notes (self, test_sync_get_case_id (lines, 0), "at once"), ==,
                    1);

  /* Away: it waits, and comes back by itself. */
  self->loket->line = LOKET_TEST_AWAY;
  loket_sync_hurry (self->sync);
  test_sync_let_settle (self);
  g_assert_false (status->online);
  loket_test_wire_forget (self->loket->wire);
  self->loket->line = LOKET_TEST_UP;
  test_sync_let_settle (self);
  g_assert_cmpuint (requests->len, ==, 0);
  loket_clock_step (self->loket->clock, 3 * SECOND_MS);
  test_sync_let_settle (self);
  g_assert_true (status->online);
}

static void
test_retry_after (TestSync *self, gconstpointer method)
{
  TestLie wanted = {
      .method = method, .status = 429, .type = "tooManyRequests", .retry_after = "100"};
  g_autoptr (GPtrArray) lines = NULL;
  g_autofree char *act_id = NULL;

  test_sync_run_well (self);
  lines = test_sync_list_lines (self);
  act_id = test_sync_add_note (self, test_sync_get_case_id (lines, 0), "patience");
  self->loket->answer = test_lie;
  self->loket->answer_data = &wanted;
  loket_sync_start_watching (self->sync);
  test_sync_let_settle (self);
  g_assert_cmpuint (wanted.seen, ==, 1);
  loket_clock_step (self->loket->clock, 99 * SECOND_MS);
  test_sync_let_settle (self);
  g_assert_cmpuint (wanted.seen, ==, 1);
  loket_clock_step (self->loket->clock, 3 * SECOND_MS);
  test_sync_let_settle (self);
  g_assert_cmpuint (wanted.seen, ==, 2);
}

/* A loket, or somebody before it, that does not hold a poll: nothing new, at once. */
static LoketResponse *
answer_at_once (LoketRequest *request, gpointer user_data, GError **error)
{
  guint *seen = user_data;
  g_autofree char *after = NULL;
  g_autofree char *page = NULL;

  if (!g_str_equal (request->path, "/changes"))
    return NULL;
  (*seen)++;
  g_assert_true (g_str_has_prefix (request->query, "after="));
  after = g_strndup (request->query + 6, strcspn (request->query + 6, "&"));
  page = g_strdup_printf ("{\"items\": [], \"next\": \"%s\"}", after);
  return loket_test_response_new (200, "application/json", page);
}

static void
let_pass (TestSync *self, int seconds)
{
  for (int second = 0; second < seconds; second++) {
    loket_clock_step (self->loket->clock, SECOND_MS);
    test_sync_let_settle (self);
  }
}

/* It is not asked as fast as it answers, and as ever once it holds polls again. */
static void
test_loket_that_does_not_wait (TestSync *self, gconstpointer data)
{
  guint seen = 0;
  guint after_a_minute;

  test_sync_run_well (self);
  self->loket->answer_data = &seen;
  self->loket->answer = answer_at_once;
  loket_sync_start_watching (self->sync);
  test_sync_let_settle (self);
  g_assert_cmpuint (seen, <, 8);
  let_pass (self, 60);
  g_assert_cmpuint (seen, <, 14);
  after_a_minute = seen;
  let_pass (self, 200);
  g_assert_cmpuint (seen, >, after_a_minute);
  g_assert_cmpuint (seen, <, after_a_minute + 8);
  self->loket->answer = NULL;
  let_pass (self, 70);
  test_sync_note_of_somebody_else (self, self->changed->pdata[0], "heard at once");
  loket_test_wire_poke (self->loket->wire);
  test_sync_let_settle (self);
  g_assert_cmpuint (test_sync_count_notes (self, self->changed->pdata[0], "heard at once"), ==, 1);
}

/* Once; then the loket itself. */
static LoketResponse *
garbled_news (LoketRequest *request, gpointer user_data, GError **error)
{
  LoketTestLoket *loket = user_data;

  if (!g_str_equal (request->path, "/changes"))
    return NULL;
  loket->answer = NULL;
  return loket_test_response_new (200, "application/json",
                                  "{\"items\": [{\"caseId\": \"c1\"}], \"next\": \"0\"}");
}

/* While watching, news comes by the long poll: what could not be read is told all the same. */
static void
test_watch_tells_quarantine (TestSync *self, gconstpointer data)
{
  const LoketSyncStatus *status = loket_sync_get_status (self->sync);

  test_sync_run_well (self);
  loket_sync_start_watching (self->sync);
  test_sync_let_settle (self);
  self->loket->answer = garbled_news;
  self->loket->answer_data = self->loket;
  loket_test_wire_poke (self->loket->wire);
  test_sync_let_settle (self);
  g_assert_cmpuint (status->quarantined, ==, 1);
}

/* A run that somebody stopped is run again: what waited is sent. */
static void
test_watch_after_cancelled_run (TestSync *self, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GPtrArray) pending = NULL;
  g_autofree char *act_id = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  TestWaiting waiting = {0};

  loket_sync_start_watching (self->sync);
  test_sync_let_settle (self);
  lines = test_sync_list_lines (self);
  act_id = test_sync_add_note (self, test_sync_get_case_id (lines, 0), "after all");
  loket_sync_run_async (self->sync, cancellable, test_sync_done_cb, &waiting);
  while (!loket_sync_get_status (self->sync)->working)
    test_sync_turn (self);
  g_cancellable_cancel (cancellable);
  test_sync_wait_for (self, &waiting);
  result = waiting.result;
  g_assert_false (loket_sync_run_finish (self->sync, result, NULL));
  loket_clock_step (self->loket->clock, 3 * SECOND_MS);
  test_sync_let_settle (self);
  pending = test_sync_list_pending (self);
  g_assert_cmpuint (pending->len, ==, 0);
}

/* Who waits for a run when the desk closes is told so. */
static void
test_stop_answers (TestSync *self, gconstpointer data)
{
  TestWaiting first = {0};
  TestWaiting second = {0};
  g_autoptr (GAsyncResult) one = NULL;
  g_autoptr (GAsyncResult) two = NULL;

  if (data != NULL) {
    loket_sync_start_watching (self->sync);
    test_sync_let_settle (self);
  }
  loket_sync_run_async (self->sync, NULL, test_sync_done_cb, &first);
  loket_sync_run_async (self->sync, NULL, test_sync_done_cb, &second);
  loket_test_wire_forget (self->loket->wire);
  loket_sync_stop (self->sync);
  for (int i = 0; i < 200 && !(first.done && second.done); i++)
    test_sync_turn (self);
  g_assert_true (first.done);
  g_assert_true (second.done);
  one = first.result;
  two = second.result;
  g_assert_false (loket_sync_run_finish (self->sync, one, NULL));
  g_assert_false (loket_sync_run_finish (self->sync, two, NULL));
  g_assert_true (loket_sync_is_idle (self->sync));
  /* No second run was begun: what was asked for is the one request of the first. */
  g_assert_cmpuint (loket_test_wire_get_requests (self->loket->wire)->len, <=, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  test_sync_add ("watch", NULL, test_watch);
  test_sync_add ("retry-after/act", "PUT", test_retry_after);
  test_sync_add ("retry-after/feed", "GET", test_retry_after);
  test_sync_add ("loket-that-does-not-wait", NULL, test_loket_that_does_not_wait);
  test_sync_add ("watch-tells-quarantine", NULL, test_watch_tells_quarantine);
  test_sync_add ("watch-after-cancelled-run", NULL, test_watch_after_cancelled_run);
  test_sync_add ("stop-answers/once", NULL, test_stop_answers);
  test_sync_add ("stop-answers/watching", "watching", test_stop_answers);
  return g_test_run ();
}
