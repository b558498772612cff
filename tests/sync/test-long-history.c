/* SPDX-License-Identifier: EUPL-1.2 */
/* Cases with more acts than the loket gives in one answer. */
#include "loket-test-sync.h"

enum {
  ACTS_AT_ONCE = 2,
  LATER_MS = 16 * 60 * 1000 /* what failed is asked for again */
};

/* A case with three acts is here; then the loket gives two at once, and somebody else does another.
 * Returns: (transfer full): its id */
static char *
make_long (TestSync *self)
{
  g_autoptr (GPtrArray) lines = NULL;
  char *case_id;

  test_sync_run_well (self);
  lines = test_sync_list_lines (self);
  case_id = g_strdup (test_sync_get_case_id (lines, 0));
  for (guint i = 0; i < 3; i++)
    g_free (test_sync_add_note (self, case_id, "ours"));
  test_sync_run_well (self);
  loket_central_limit_acts (self->loket->central, ACTS_AT_ONCE);
  test_sync_note_of_somebody_else (self, case_id, "news");
  loket_test_wire_forget (self->loket->wire);
  return case_id;
}

static void
assert_whole (TestSync *self, const char *case_id)
{
  g_autoptr (LoketStoredCase) stored = test_sync_read_case (self, case_id);

  g_assert_false (loket_case_is_partial (stored->copy));
  g_assert_cmpuint (test_sync_count_notes (self, case_id, "ours"), ==, 3);
  g_assert_cmpuint (test_sync_count_notes (self, case_id, "news"), ==, 1);
}

static void
test_with_its_rest (TestSync *self, gconstpointer data)
{
  g_autofree char *case_id = make_long (self);
  g_autoptr (LoketStoredCase) stored = NULL;
  guint asked;

  test_sync_run_well (self);
  asked = loket_test_wire_count (self->loket->wire, "GET", "/cases/");
  assert_whole (self, case_id);
  stored = test_sync_read_case (self, case_id);
  g_assert_cmpuint (asked, ==, (stored->copy->acts->len + ACTS_AT_ONCE - 1) / ACTS_AT_ONCE);
  loket_test_wire_forget (self->loket->wire);
  test_sync_run_well (self);
  g_assert_cmpuint (loket_test_wire_count (self->loket->wire, "GET", "/cases/"), ==, 0);
}

/* Half of it is not shown, whatever comes instead of the rest; and a loket that has just given the
 * beginning knows the case: no brake, however often. */
static void
test_rest_fails (TestSync *self, gconstpointer data)
{
  const LoketSyncStatus *status = loket_sync_get_status (self->sync);
  TestLie lie = *(const TestLie *) data;
  g_autofree char *case_id = make_long (self);

  self->loket->answer = test_lie;
  self->loket->answer_data = &lie;
  g_free (test_sync_add_note (self, case_id, "answered, and not confirmed by the feed"));
  for (guint i = 0; i < 3; i++) {
    test_sync_run_well (self);
    g_assert_cmpuint (status->quarantined, ==, 1);
    g_assert_cmpuint (test_sync_count_notes (self, case_id, "ours"), ==, 3);
    g_assert_cmpuint (test_sync_count_notes (self, case_id, "news"), ==, 0);
    loket_clock_step (self->loket->clock, LATER_MS);
  }
  self->loket->answer = NULL;
  test_sync_run_well (self);
  g_assert_cmpuint (status->quarantined, ==, 0);
  assert_whole (self, case_id);
}

static gboolean
open_case (TestSync *self, const char *case_id, GError **error)
{
  TestWaiting waiting = {0};
  g_autoptr (GAsyncResult) result = NULL;

  loket_sync_fetch_case_async (self->sync, case_id, NULL, test_sync_done_cb, &waiting);
  test_sync_wait_for (self, &waiting);
  result = waiting.result;
  return loket_sync_fetch_case_finish (self->sync, result, error);
}

/* To somebody who opens it beside the feed it is told as of any other answer. */
static void
test_opened (TestSync *self, gconstpointer data)
{
  TestLie lie = {.method = "GET", .path_end = "/acts", .status = 200, .body = "{\"items\":[]}"};
  g_autofree char *case_id = make_long (self);
  g_autoptr (GError) error = NULL;

  self->loket->answer = test_lie;
  self->loket->answer_data = &lie;
  g_assert_false (open_case (self, case_id, &error));
  g_assert_error (error, LOKET_SYNC_ERROR, LOKET_SYNC_ERROR_WRONG_TYPES);
  g_clear_error (&error);
  g_assert_cmpuint (test_sync_count_notes (self, case_id, "news"), ==, 0);
  self->loket->answer = NULL;
  g_assert_true (open_case (self, case_id, &error));
  g_assert_no_error (error);
  assert_whole (self, case_id);
}

/* Closing takes it back, and waits for it. */
static void
test_stopped (TestSync *self, gconstpointer data)
{
  TestWaiting waiting = {0};
  g_autofree char *case_id = make_long (self);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  test_sync_let_settle (self);
  g_assert_true (loket_sync_is_idle (self->sync));
  loket_sync_fetch_case_async (self->sync, case_id, NULL, test_sync_done_cb, &waiting);
  loket_sync_stop (self->sync);
  g_assert_false (loket_sync_is_idle (self->sync));
  test_sync_wait_for (self, &waiting);
  result = waiting.result;
  g_assert_false (loket_sync_fetch_case_finish (self->sync, result, &error));
  g_assert_true (loket_sync_error_is_stopped (error));
  g_assert_true (loket_sync_is_idle (self->sync));
}

#define REST(STATUS, TYPE, BODY)                                                                   \
  &(TestLie)                                                                                       \
  {                                                                                                \
    .method = "GET", .path_end = "/acts", .status = STATUS, .type = TYPE, .body = BODY             \
  }

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  test_sync_add ("long-history/with-its-rest", NULL, test_with_its_rest);
  test_sync_add ("long-history/rest-fails/not-known", REST (404, "resourceNotFound", NULL),
                 test_rest_fails);
  test_sync_add ("long-history/rest-fails/away", REST (503, "serviceUnavailable", NULL),
                 test_rest_fails);
  test_sync_add ("long-history/rest-fails/proxy", REST (200, NULL, NULL), test_rest_fails);
  test_sync_add ("long-history/rest-fails/nothing", REST (200, NULL, "{\"items\":[]}"),
                 test_rest_fails);
  test_sync_add ("long-history/opened", NULL, test_opened);
  test_sync_add ("long-history/stopped", NULL, test_stopped);
  return g_test_run ();
}
