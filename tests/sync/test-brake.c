/* SPDX-License-Identifier: EUPL-1.2 */
/* While the brake is on nothing goes in or out; what lifts it, and what does not. */
#include <string.h>

#include "loket-store-brake.h"
#include "loket-test-sync.h"
#include "loket-transfers.h"

static const char never_had_it[] =
    "{\"type\": \"urn:problem-type:belgif:badRequest\", \"status\": 400, \"issues\": [{\"type\":"
    " \"urn:problem-type:belgif:input-validation:invalidInput\", \"in\": \"body\","
    " \"name\": \"basedOn\"}]}";

static LoketResponse *
refuse_base (LoketRequest *request, gpointer user_data, GError **error)
{
  if (!g_str_equal (request->method, "PUT"))
    return NULL;
  return loket_test_response_new (400, "application/problem+json", never_had_it);
}

static gboolean
order (TestSync *self, LoketOrders orders, const LoketBrake *admitted, GError **error)
{
  TestWaiting waiting = {0};
  g_autoptr (GAsyncResult) result = NULL;

  loket_sync_order_async (self->sync, orders, admitted, NULL, test_sync_done_cb, &waiting);
  test_sync_wait_for (self, &waiting);
  result = waiting.result;
  return loket_sync_run_finish (self->sync, result, error);
}

static void
assert_braked (TestSync *self, LoketBrakeKind kind)
{
  const LoketSyncStatus *status = loket_sync_get_status (self->sync);

  g_assert_nonnull (status->brake);
  g_assert_cmpint (status->brake->kind, ==, kind);
  g_assert_error (status->error, LOKET_SYNC_ERROR, LOKET_SYNC_ERROR_BRAKE);
  g_assert_cmpstr (status->error->message, ==, loket_brake_kind_to_string (kind));
  g_assert_true (status->online);
}

/* Also in the next run of the program. */
static void
assert_shut (TestSync *self)
{
  loket_test_wire_forget (self->loket->wire);
  test_sync_run_fails (self, LOKET_SYNC_ERROR_BRAKE);
  test_sync_close_desk (self);
  test_sync_open_desk (self);
  g_assert_nonnull (loket_sync_get_status (self->sync)->brake);
  test_sync_run_fails (self, LOKET_SYNC_ERROR_BRAKE);
  g_assert_cmpuint (loket_test_wire_count (self->loket->wire, NULL, "/"), ==, 0);
}

/* The loket denies a version that it gave: the act stays as it was, and goes out when it knows
 * again what it gave. */
static void
test_base_unknown (TestSync *self, gconstpointer data)
{
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GPtrArray) pending = NULL;
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *act_id = NULL;

  test_sync_run_well (self);
  lines = test_sync_list_lines (self);
  act_id = test_sync_add_note (self, test_sync_get_case_id (lines, 0), "kept");
  self->loket->answer = refuse_base;
  test_sync_run_fails (self, LOKET_SYNC_ERROR_BRAKE);
  assert_braked (self, LOKET_BRAKE_CURSOR_BACK);
  pending = test_sync_list_pending (self);
  g_assert_cmpuint (pending->len, ==, 1);
  g_assert_cmpint (((LoketWorkItem *) g_ptr_array_index (pending, 0))->state, ==,
                   LOKET_WORK_WAITING);
  assert_shut (self);
  self->loket->answer = NULL;
  order (self, LOKET_ORDER_CHECK_AGAIN, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (loket_sync_get_status (self->sync)->brake);
  left = test_sync_list_pending (self);
  g_assert_cmpuint (left->len, ==, 0);
  g_assert_cmpuint (test_sync_count_notes (self, test_sync_get_case_id (lines, 0), "kept"), ==, 1);
}

static LoketResponse *
other_account (LoketRequest *request, gpointer user_data, GError **error)
{
  TestSync *self = user_data;
  g_autofree char *me = NULL;

  if (g_str_equal (request->path, "/changes"))
    return loket_test_response_new (410, "application/problem+json",
                                    "{\"type\": \"urn:problem-type:loket:desk:cursorTooOld\"}");
  if (!g_str_equal (request->path, "/me"))
    return NULL;
  me = g_strdup_printf (
      "{\"personId\": \"x\", \"name\": \"X\", \"organizations\": [], \"realm\": \"%s\"}",
      loket_central_get_realm (self->loket->central));
  return loket_test_response_new (200, "application/json", me);
}

static char *
read_generation (TestSync *self)
{
  g_autoptr (GPtrArray) lines = test_sync_list_lines (self);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++) {
    const LoketCaseLine *line = g_ptr_array_index (lines, i);

    g_string_append_printf (text, "%s:%d ", line->case_id, line->presence);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Another account does not know our cursor: that begins no new generation. The right one lifts it.
 */
static void
test_other_account (TestSync *self, gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  test_sync_run_well (self);
  before = read_generation (self);
  loket_test_wire_forget (self->loket->wire);
  self->loket->answer = other_account;
  self->loket->answer_data = self;
  test_sync_run_fails (self, LOKET_SYNC_ERROR_BRAKE);
  assert_braked (self, LOKET_BRAKE_OTHER_ACCOUNT);
  g_assert_false (order (self, 0, loket_sync_get_status (self->sync)->brake, &error));
  g_assert_error (error, LOKET_SYNC_ERROR, LOKET_SYNC_ERROR_BRAKE);
  g_assert_cmpuint (loket_test_wire_count (self->loket->wire, "GET", "/changes"), ==, 1);
  after = read_generation (self);
  g_assert_cmpstr (after, ==, before);
  self->loket->answer = NULL;
  loket_test_wire_forget (self->loket->wire);
  test_sync_run_well (self);
  g_assert_null (loket_sync_get_status (self->sync)->brake);
  g_assert_false (loket_sync_get_status (self->sync)->restarted);
}

typedef struct {
  TestSync *sync;
  gboolean begun; /* by now it is somebody else */
} Exchanged;

/* The right loket gives the first page, somebody else all that follow. */
static LoketResponse *
other_from_the_second_page (LoketRequest *request, gpointer user_data, GError **error)
{
  Exchanged *exchanged = user_data;

  if (!g_str_equal (request->path, "/changes"))
    return exchanged->begun ? other_account (request, exchanged->sync, error) : NULL;
  exchanged->begun = request->query != NULL && strstr (request->query, "after=") != NULL;
  if (!exchanged->begun)
    return NULL;
  return loket_test_response_new (
      200, "application/json",
      "{\"items\": [{\"caseId\": \"theirs\", \"version\": 1, \"change\": \"withdrawn\"}],"
      " \"next\": \"theirs\", \"refData\": {\"me\": \"\\\"theirs\\\"\"}}");
}

static void
test_other_account_between_pages (TestSync *self, gconstpointer data)
{
  Exchanged exchanged = {self};
  g_autoptr (GPtrArray) lines = NULL;

  self->loket->answer = other_from_the_second_page;
  self->loket->answer_data = &exchanged;
  test_sync_run_fails (self, LOKET_SYNC_ERROR_BRAKE);
  assert_braked (self, LOKET_BRAKE_OTHER_ACCOUNT);
  self->loket->answer = NULL;
  test_sync_run_well (self);
  g_assert_false (loket_sync_get_status (self->sync)->restarted);
  lines = test_sync_list_lines (self);
  g_assert_cmpuint (lines->len, >, 0);
}

static LoketResponse *
withdraw_many (LoketRequest *request, gpointer user_data, GError **error)
{
  const char *items = user_data;

  if (!g_str_equal (request->path, "/changes") ||
      (request->query != NULL && strstr (request->query, "after=gone") != NULL))
    return NULL;
  return loket_test_response_new (200, "application/json", items);
}

static char *
make_withdrawals (GPtrArray *lines)
{
  g_autoptr (GString) page = g_string_new ("{\"items\": [");

  for (guint i = 0; i < lines->len / 2; i++)
    g_string_append_printf (page,
                            "%s{\"caseId\": \"%s\", \"version\": 9999, \"change\": \"withdrawn\"}",
                            i > 0 ? "," : "", test_sync_get_case_id (lines, i));
  g_string_append (page, "], \"next\": \"gone\"}");
  return g_string_free (g_steal_pointer (&page), FALSE);
}

/* While watching: it stops, and asks for nothing until somebody answers. */
static void
test_watching (TestSync *self, gconstpointer data)
{
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GPtrArray) after = NULL;
  g_autofree char *page = NULL;
  g_autoptr (GError) error = NULL;

  test_sync_run_well (self);
  lines = test_sync_list_lines (self);
  page = make_withdrawals (lines);
  self->loket->answer = withdraw_many;
  self->loket->answer_data = page;
  loket_sync_start_watching (self->sync);
  test_sync_let_settle (self);
  assert_braked (self, LOKET_BRAKE_MASS_WITHDRAWAL);
  g_assert_true (loket_sync_is_idle (self->sync));
  loket_test_wire_forget (self->loket->wire);
  loket_clock_step (self->loket->clock, 3600 * SECOND_MS);
  loket_sync_hurry (self->sync);
  test_sync_let_settle (self);
  g_assert_cmpuint (loket_test_wire_count (self->loket->wire, NULL, "/"), ==, 0);
  g_assert_false (order (self, LOKET_ORDER_CHECK_AGAIN, NULL, &error));
  g_assert_error (error, LOKET_SYNC_ERROR, LOKET_SYNC_ERROR_BRAKE);
  after = test_sync_list_lines (self);
  g_assert_cmpuint (after->len, ==, lines->len);
  self->loket->answer = NULL;
  g_assert_true (order (self, LOKET_ORDER_CHECK_AGAIN, NULL, NULL));
  test_sync_let_settle (self);
  g_assert_false (loket_sync_is_idle (self->sync));
}

/* A case or a document that is fetched alone is no way around the brake. */
static void
test_fetch (TestSync *self, gconstpointer data)
{
  LoketKeptDocument document = {.document_id = (char *) "33333333-3333-4333-8333-333333333333"};
  TestWaiting waiting = {0};
  TestWaiting fetching = {0};
  g_autoptr (GAsyncResult) fetched = NULL;
  g_autoptr (GError) refused = NULL;
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *page = NULL;

  test_sync_run_well (self);
  lines = test_sync_list_lines (self);
  page = make_withdrawals (lines);
  self->loket->answer = withdraw_many;
  self->loket->answer_data = page;
  test_sync_run_fails (self, LOKET_SYNC_ERROR_BRAKE);
  loket_test_wire_forget (self->loket->wire);
  loket_sync_fetch_case_async (self->sync, test_sync_get_case_id (lines, 0), NULL,
                               test_sync_done_cb, &waiting);
  test_sync_wait_for (self, &waiting);
  result = waiting.result;
  g_assert_false (loket_sync_fetch_case_finish (self->sync, result, &error));
  g_assert_error (error, LOKET_SYNC_ERROR, LOKET_SYNC_ERROR_BRAKE);
  document.case_id = (char *) test_sync_get_case_id (lines, 0);
  loket_transfers_fetch_async (loket_sync_get_transfers (self->sync), &document, test_sync_done_cb,
                               &fetching);
  test_sync_wait_for (self, &fetching);
  fetched = fetching.result;
  g_assert_null (loket_transfers_fetch_finish (fetched, &refused));
  g_assert_error (refused, LOKET_SYNC_ERROR, LOKET_SYNC_ERROR_BRAKE);
  g_assert_cmpuint (loket_test_wire_count (self->loket->wire, NULL, "/"), ==, 0);
}

/* From the beginning, and nothing is gone; what waits is sent. */
static void
test_resync (TestSync *self, gconstpointer data)
{
  GPtrArray *requests = loket_test_wire_get_requests (self->loket->wire);
  const LoketSyncReport *report;
  g_autoptr (GPtrArray) lines = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *act_id = NULL;

  test_sync_run_well (self);
  before = read_generation (self);
  lines = test_sync_list_lines (self);
  act_id = test_sync_add_note (self, test_sync_get_case_id (lines, 0), "kept");
  loket_test_wire_forget (self->loket->wire);
  g_assert_true (order (self, LOKET_ORDER_RESYNC, NULL, NULL));
  g_assert_null (strstr (((LoketRequest *) g_ptr_array_index (requests, 0))->query, "after="));
  after = read_generation (self);
  g_assert_cmpstr (after, ==, before);
  report = loket_sync_get_report (self->sync);
  g_assert_cmpint (report->sent, ==, 1);
  g_assert_cmpint (report->gone, ==, 0);
  g_assert_cmpint (report->pages, >, 0);
  g_assert_null (report->error);
}

/* What the last sync did is known after a restart, also that it failed. */
static void
test_report (TestSync *self, gconstpointer data)
{
  TestWaiting waiting = {0};
  g_autoptr (GAsyncResult) result = NULL;
  const LoketSyncReport *report;

  test_sync_run_well (self);
  g_assert_cmpint (loket_sync_get_report (self->sync)->received, ==, N_CASES);
  self->loket->line = LOKET_TEST_AWAY;
  test_sync_run_fails (self, LOKET_SYNC_ERROR_SERVER_AWAY);
  test_sync_let_settle (self);
  test_sync_close_desk (self);
  test_sync_open_desk (self);
  g_assert_null (loket_sync_get_report (self->sync));
  loket_sync_load_async (self->sync, test_sync_done_cb, &waiting);
  test_sync_wait_for (self, &waiting);
  result = waiting.result;
  g_assert_true (loket_sync_load_finish (self->sync, result, NULL));
  report = loket_sync_get_report (self->sync);
  g_assert_cmpstr (report->error, ==, "serverAway");
  g_assert_cmpint (report->received, ==, 0);
  g_assert_cmpint (report->ended, >=, report->began);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  test_sync_add ("brake/base-unknown", NULL, test_base_unknown);
  test_sync_add ("brake/other-account", NULL, test_other_account);
  test_sync_add ("brake/other-account-between-pages", NULL, test_other_account_between_pages);
  test_sync_add ("brake/watching", NULL, test_watching);
  test_sync_add ("brake/fetch", NULL, test_fetch);
  test_sync_add ("brake/resync", NULL, test_resync);
  test_sync_add ("brake/report", NULL, test_report);
  return g_test_run ();
}
