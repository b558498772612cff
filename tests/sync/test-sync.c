/* SPDX-License-Identifier: EUPL-1.2 */
/* Whole runs: first ones, later ones, without a connection and back. */
#include "loket-test-sync.h"

static void
test_first_sync (TestSync *self, gconstpointer data)
{
  const LoketSyncStatus *status = loket_sync_get_status (self->sync);
  g_autoptr (GPtrArray) lines = NULL;

  test_sync_run_well (self);
  lines = test_sync_list_lines (self);
  g_assert_cmpuint (lines->len, ==, N_CASES);
  g_assert_cmpuint (status->received, ==, N_CASES);
  g_assert_true (status->online);
  g_assert_false (status->working);
  g_assert_cmpint (status->last_sync, ==, loket_clock_get_now (self->loket->clock));
  g_assert_cmpint (status->clock_off_s, ==, 0);
  g_assert_nonnull (loket_sync_get_me (self->sync));

  /* Nothing changed: one request. */
  loket_test_wire_forget (self->loket->wire);
  test_sync_run_well (self);
  g_assert_cmpuint (status->received, ==, 0);
  g_assert_cmpuint (loket_test_wire_get_requests (self->loket->wire)->len, ==, 1);
}

static void
test_first_sync_of_a_later_run (TestSync *self, gconstpointer data)
{
  TestWaiting waiting = {0};
  g_autoptr (GAsyncResult) result = NULL;

  test_sync_run_well (self);
  test_sync_close_desk (self);
  test_sync_open_desk (self);
  loket_sync_load_async (self->sync, test_sync_done_cb, &waiting);
  test_sync_wait_for (self, &waiting);
  result = waiting.result;
  g_assert_true (loket_sync_load_finish (self->sync, result, NULL));
  g_assert_nonnull (loket_sync_get_me (self->sync));
  loket_test_wire_forget (self->loket->wire);
  test_sync_run_well (self);
  g_assert_cmpuint (loket_test_wire_get_requests (self->loket->wire)->len, ==, 1);
}

static void
test_offline_and_back (TestSync *self, gconstpointer data)
{
  const LoketSyncStatus *status = loket_sync_get_status (self->sync);
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GPtrArray) pending = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  test_sync_run_well (self);
  lines = test_sync_list_lines (self);
  first = test_sync_add_note (self, test_sync_get_case_id (lines, 0), "one");
  second = test_sync_add_note (self, test_sync_get_case_id (lines, 1), "two");
  self->loket->line = LOKET_TEST_AWAY;
  test_sync_run_fails (self, LOKET_SYNC_ERROR_SERVER_AWAY);
  g_assert_false (status->online);
  g_assert_cmpint (status->offline_since, !=, LOKET_NO_MOMENT);
  pending = test_sync_list_pending (self);
  g_assert_cmpuint (pending->len, ==, 2);

  self->loket->line = LOKET_TEST_UP;
  test_sync_run_well (self);
  g_assert_true (status->online);
  g_assert_cmpint (status->offline_since, ==, LOKET_NO_MOMENT);
  g_assert_cmpuint (status->sent, ==, 2);
  none = test_sync_list_pending (self);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (test_sync_count_notes (self, test_sync_get_case_id (lines, 0), "one"), ==, 1);
  g_assert_cmpuint (test_sync_count_notes (self, test_sync_get_case_id (lines, 1), "two"), ==, 1);
}

static LoketResponse *
wrong_date (LoketRequest *request, gpointer user_data, GError **error)
{
  LoketTestLoket *loket = user_data;
  guint wait_ms;
  LoketResponse *response = loket_central_handle (loket->central, request, FALSE, &wait_ms);

  loket_response_set_header (response, "Date", "Sat, 21 Nov 2026 08:00:00 GMT");
  return response;
}

static void
test_clock_off_by_days (TestSync *self, gconstpointer data)
{
  self->loket->answer = wrong_date;
  self->loket->answer_data = self->loket;
  test_sync_run_well (self);
  g_assert_cmpint (loket_sync_get_status (self->sync)->clock_off_s, ==, 2 * 24 * 60 * 60);
  /* Within two minutes our clock is good enough. */
  self->loket->answer = NULL;
  test_sync_run_well (self);
  g_assert_cmpint (loket_sync_get_status (self->sync)->clock_off_s, ==, 0);
}

/* The loket writes its moment, and the answer takes five minutes to come. */
static LoketResponse *
slow_answer (LoketRequest *request, gpointer user_data, GError **error)
{
  LoketTestLoket *loket = user_data;
  guint wait_ms;
  LoketResponse *response = loket_central_handle (loket->central, request, FALSE, &wait_ms);

  loket_clock_step (loket->clock, 5 * 60 * SECOND_MS);
  return response;
}

/* The machine sleeps while the answer is on its way: no time passes for who counts it. */
static LoketResponse *
answer_while_asleep (LoketRequest *request, gpointer user_data, GError **error)
{
  LoketTestLoket *loket = user_data;
  guint wait_ms;
  LoketResponse *response = loket_central_handle (loket->central, request, FALSE, &wait_ms);

  loket_clock_jump (loket->clock, 5 * 60 * SECOND_MS);
  return response;
}

static void
test_sleep_is_no_wrong_clock (TestSync *self, gconstpointer data)
{
  self->loket->answer = answer_while_asleep;
  self->loket->answer_data = self->loket;
  test_sync_run_well (self);
  g_assert_cmpint (loket_sync_get_status (self->sync)->clock_off_s, ==, 0);
}

static void
test_slow_answer_is_no_wrong_clock (TestSync *self, gconstpointer data)
{
  self->loket->answer = slow_answer;
  self->loket->answer_data = self->loket;
  test_sync_run_well (self);
  g_assert_cmpint (loket_sync_get_status (self->sync)->clock_off_s, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  test_sync_add ("first", NULL, test_first_sync);
  test_sync_add ("first-of-a-later-run", NULL, test_first_sync_of_a_later_run);
  test_sync_add ("sleep-is-no-wrong-clock", NULL, test_sleep_is_no_wrong_clock);
  test_sync_add ("offline-and-back", NULL, test_offline_and_back);
  test_sync_add ("clock-off-by-days", NULL, test_clock_off_by_days);
  test_sync_add ("slow-answer-is-no-wrong-clock", NULL, test_slow_answer_is_no_wrong_clock);
  return g_test_run ();
}
