/* SPDX-License-Identifier: EUPL-1.2 */
/* What waits is sent: once, in order, and no refusal holds up another case. */
#include "loket-reply.h"
#include "loket-store-work.h"
#include "loket-test-sync.h"

/* The loket did it, and the reply was lost: asked again with the same bytes, it is there once. */
static void
test_lost_reply (TestSync *self, gconstpointer data)
{
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GPtrArray) unsure = NULL;
  g_autoptr (GPtrArray) pending = NULL;
  g_autofree char *act_id = NULL;
  GPtrArray *requests = loket_test_wire_get_requests (self->loket->wire);
  LoketRequest *first = NULL;

  test_sync_run_well (self);
  lines = test_sync_list_lines (self);
  act_id = test_sync_add_note (self, test_sync_get_case_id (lines, 0), "once");
  self->loket->line = LOKET_TEST_DROP_REPLY;
  self->loket->line_method = "PUT";
  loket_test_wire_forget (self->loket->wire);
  test_sync_run_fails (self, LOKET_SYNC_ERROR_CUT);
  unsure = test_sync_list_pending (self);
  g_assert_cmpint (((LoketWorkItem *) unsure->pdata[0])->state, ==, LOKET_WORK_SENDING);
  g_assert_cmpuint (loket_test_wire_count (self->loket->wire, "PUT", "/cases/"), ==, 1);
  for (guint i = 0; i < requests->len; i++) {
    LoketRequest *request = g_ptr_array_index (requests, i);

    if (g_str_equal (request->method, "PUT"))
      first = loket_request_ref (request);
  }
  loket_test_wire_forget (self->loket->wire);
  self->loket->line = LOKET_TEST_UP;
  test_sync_run_well (self);
  pending = test_sync_list_pending (self);
  g_assert_cmpuint (pending->len, ==, 0);
  g_assert_cmpuint (test_sync_count_notes (self, test_sync_get_case_id (lines, 0), "once"), ==, 1);
  for (guint i = 0; i < requests->len; i++) {
    LoketRequest *request = g_ptr_array_index (requests, i);

    if (g_str_equal (request->method, "PUT"))
      g_assert_true (g_bytes_equal (request->body, first->body));
  }
  loket_request_unref (first);
}

typedef struct {
  TestLie lie;
  LoketWorkState state;  /* afterwards */
  const char *reason;    /* (nullable) */
  gboolean sync_is_well; /* a refusal is no failure of the line */
} PushFailure;

/* The loket answers so to one act: that act is where it should be, and another case's act went. */
static void
test_push_failure (TestSync *self, gconstpointer data)
{
  const PushFailure *failure = data;
  TestLie wanted = failure->lie;
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GPtrArray) pending = NULL;
  g_autofree char *bad = NULL;
  g_autofree char *good = NULL;
  const LoketWorkItem *item;
  gboolean well;

  test_sync_run_well (self);
  lines = test_sync_list_lines (self);
  bad = test_sync_add_note (self, test_sync_get_case_id (lines, 0), "bad");
  good = test_sync_add_note (self, test_sync_get_case_id (lines, 1), "good");
  wanted.path_end = bad;
  self->loket->answer = test_lie;
  self->loket->answer_data = &wanted;
  well = test_sync_run (self, NULL);
  g_assert_cmpint (well, ==, failure->sync_is_well);
  pending = test_sync_list_pending (self);
  item = g_ptr_array_index (pending, 0);
  g_assert_cmpstr (item->id, ==, bad);
  g_assert_cmpint (item->state, ==, failure->state);
  g_assert_cmpstr (item->reason, ==, failure->reason);
  if (failure->lie.status == 401 || failure->lie.status == 429) {
    /* These stop all: the other act waits too. */
    g_assert_cmpuint (pending->len, ==, 2);
    return;
  }
  g_assert_cmpuint (pending->len, ==, 1);
  g_assert_cmpuint (test_sync_count_notes (self, test_sync_get_case_id (lines, 1), "good"), ==, 1);
}

/* An act that the server's copy holds is taken, whatever the reply was. */
static void
test_copy_proves_it (TestSync *self, gconstpointer data)
{
  TestLie wanted = {.method = "PUT", .status = 502};
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GPtrArray) pending = NULL;
  g_autofree char *act_id = NULL;

  test_sync_run_well (self);
  lines = test_sync_list_lines (self);
  act_id = test_sync_add_note (self, test_sync_get_case_id (lines, 0), "there");
  self->loket->line = LOKET_TEST_DROP_REPLY;
  self->loket->line_method = "PUT";
  test_sync_run_fails (self, LOKET_SYNC_ERROR_CUT);
  self->loket->line = LOKET_TEST_UP;
  self->loket->answer = test_lie;
  self->loket->answer_data = &wanted;
  test_sync_run_well (self);
  pending = test_sync_list_pending (self);
  g_assert_cmpuint (pending->len, ==, 0);
  g_assert_cmpuint (loket_sync_get_status (self->sync)->sent, ==, 1);
  g_assert_cmpuint (wanted.seen, ==, 0);
}

static void
test_order_in_a_case (TestSync *self, gconstpointer data)
{
  TestLie wanted = {.method = "PUT", .status = 503, .type = "internalServerError", .times = 1};
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (LoketStoredCase) stored = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  test_sync_run_well (self);
  lines = test_sync_list_lines (self);
  first = test_sync_add_note (self, test_sync_get_case_id (lines, 0), "first");
  second = test_sync_add_note (self, test_sync_get_case_id (lines, 0), "second");
  wanted.path_end = first;
  self->loket->answer = test_lie;
  self->loket->answer_data = &wanted;
  g_assert_false (test_sync_run (self, NULL));
  test_sync_run_well (self);
  stored = test_sync_read_case (self, test_sync_get_case_id (lines, 0));
  g_assert_cmpint (loket_case_find_act (stored->copy, first)->seq, <,
                   loket_case_find_act (stored->copy, second)->seq);
}

static void
sync_failing (TestSync *self)
{
  g_assert_false (test_sync_run (self, NULL));
}

/* After a try that may have arrived, no later one can say that the loket has it not. */
static void
test_once_sent (TestSync *self, gconstpointer data)
{
  TestLie wanted = {.method = "PUT", .status = 502};
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GPtrArray) pending = NULL;
  g_autofree char *act_id = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  TestWaiting waiting = {0};

  test_sync_run_well (self);
  lines = test_sync_list_lines (self);
  act_id = test_sync_add_note (self, test_sync_get_case_id (lines, 0), "maybe there");
  self->loket->answer = test_lie;
  self->loket->answer_data = &wanted;
  sync_failing (self);
  wanted.status = 429;
  wanted.type = "tooManyRequests";
  sync_failing (self);
  pending = test_sync_list_pending (self);
  g_assert_cmpint (((LoketWorkItem *) g_ptr_array_index (pending, 0))->state, ==,
                   LOKET_WORK_SENDING);
  loket_store_take_back_async (self->store, act_id, 1, test_sync_done_cb, &waiting);
  test_sync_wait_for (self, &waiting);
  result = waiting.result;
  g_assert_null (loket_store_take_back_finish (self->store, result, &error));
  g_assert_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_SENT);
}

/* A 200 that says nothing of the act is no word that the loket has it. */
static void
test_answer_to_something_else (TestSync *self, gconstpointer body)
{
  TestLie wanted = {.method = "PUT", .status = 200, .body = body};
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GPtrArray) pending = NULL;
  g_autofree char *act_id = NULL;

  test_sync_run_well (self);
  lines = test_sync_list_lines (self);
  act_id = test_sync_add_note (self, test_sync_get_case_id (lines, 0), "said once");
  self->loket->answer = test_lie;
  self->loket->answer_data = &wanted;
  test_sync_run_fails (self, LOKET_SYNC_ERROR_GARBAGE);
  self->loket->answer = NULL;
  test_sync_run_well (self);
  pending = test_sync_list_pending (self);
  g_assert_cmpuint (pending->len, ==, 0);
  g_assert_cmpuint (test_sync_count_notes (self, test_sync_get_case_id (lines, 0), "said once"), ==,
                    1);
}

/* What is taken back in the moment before it is sent is gone; the next one is sent all the same. */
static void
test_taken_back_in_between (TestSync *self, gconstpointer data)
{
  g_autoptr (GPtrArray) lines = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  TestWaiting running = {0};
  TestWaiting taken_back = {0};
  g_autoptr (GAsyncResult) ran = NULL;
  g_autoptr (GAsyncResult) took = NULL;
  g_autofree char *case_id = NULL;
  g_autoptr (GError) error = NULL;

  test_sync_run_well (self);
  lines = test_sync_list_lines (self);
  first = test_sync_add_note (self, test_sync_get_case_id (lines, 0), "taken back");
  second = test_sync_add_note (self, test_sync_get_case_id (lines, 1), "sent");
  loket_test_wire_forget (self->loket->wire);
  loket_sync_run_async (self->sync, NULL, test_sync_done_cb, &running);
  while (loket_test_wire_get_requests (self->loket->wire)->len == 0)
    test_sync_turn (self);
  /* The reader looks into the page, then for what may be sent. */
  for (int reads = 0; reads < 2;) {
    if (loket_executor_step (loket_store_get_reader (self->store)))
      reads++;
    else if (!loket_executor_step (loket_store_get_writer (self->store)))
      g_main_context_iteration (NULL, FALSE);
  }
  loket_store_take_back_async (self->store, first, 1, test_sync_done_cb, &taken_back);
  while (loket_executor_step (loket_store_get_writer (self->store)))
    continue;
  test_sync_wait_for (self, &running);
  test_sync_wait_for (self, &taken_back);
  ran = running.result;
  took = taken_back.result;
  case_id = loket_store_take_back_finish (self->store, took, NULL);
  g_assert_cmpstr (case_id, ==, test_sync_get_case_id (lines, 0));
  loket_sync_run_finish (self->sync, ran, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (test_sync_count_notes (self, test_sync_get_case_id (lines, 0), "taken back"),
                    ==, 0);
  g_assert_cmpuint (test_sync_count_notes (self, test_sync_get_case_id (lines, 1), "sent"), ==, 1);
}

static LoketResponse *
huge_tag (LoketRequest *request, gpointer user_data, GError **error)
{
  LoketTestLoket *loket = user_data;
  LoketResponse *response;
  guint wait_ms;

  if (!g_str_equal (request->method, "PUT"))
    return NULL;
  response = loket_central_handle (loket->central, request, FALSE, &wait_ms);
  loket_response_set_header (response, "ETag", "\"9000000000000000000\"");
  return response;
}

/* What one act of each of the first cases is answered for ever. */
typedef struct {
  GPtrArray *ids; /* of the acts */
  guint status;
  const char *type; /* (nullable): NULL: a page of somebody else */
} Poison;

static LoketResponse *
answer_poisoned (LoketRequest *request, gpointer user_data, GError **error)
{
  const Poison *poison = user_data;

  for (guint i = 0; g_str_equal (request->method, "PUT") && i < poison->ids->len; i++) {
    if (!g_str_has_suffix (request->path, g_ptr_array_index (poison->ids, i)))
      continue;
    if (poison->type != NULL)
      return loket_test_problem_new (poison->status, poison->type);
    return loket_test_response_new (poison->status, "text/html", "<html>No.</html>");
  }
  return NULL;
}

/* More of them than end a push, and all of them older than what can be sent. */
static void
test_poisoned (TestSync *self, gconstpointer data)
{
  const Poison *wanted = data;
  Poison poison = *wanted;
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  const char *good_case;
  guint runs = 0;

  test_sync_run_well (self);
  lines = test_sync_list_lines (self);
  for (guint i = 0; i < 8; i++)
    g_ptr_array_add (ids, test_sync_add_note (self, test_sync_get_case_id (lines, i), "poison"));
  good_case = test_sync_get_case_id (lines, 8);
  g_free (test_sync_add_note (self, good_case, "well"));
  g_free (test_sync_add_note (self, good_case, "well, too"));
  poison.ids = ids;
  self->loket->answer = answer_poisoned;
  self->loket->answer_data = &poison;
  while (test_sync_count_notes (self, good_case, "well, too") == 0 && runs++ < 6)
    test_sync_run (self, NULL);
  g_assert_cmpuint (test_sync_count_notes (self, good_case, "well"), ==, 1);
  g_assert_cmpuint (test_sync_count_notes (self, good_case, "well, too"), ==, 1);
  self->loket->answer = NULL;
  for (guint i = 0; i < 8; i++)
    g_assert_cmpuint (test_sync_count_notes (self, test_sync_get_case_id (lines, i), "poison"), ==,
                      0);
}

/* Bytes that are no act: the loket says so, and a person decides; the other cases go on. */
static void
test_unreadable (TestSync *self, gconstpointer data)
{
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GPtrArray) pending = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static ("{\"act\xff", 6);
  g_autoptr (LoketAct) act = NULL;
  g_autoptr (LoketWorkItem) item = NULL;
  g_autoptr (JsonObject) payload = json_object_new ();
  TestWaiting waiting = {0};
  const char *bad_case;
  const LoketWorkItem *refused;

  test_sync_run_well (self);
  lines = test_sync_list_lines (self);
  bad_case = test_sync_get_case_id (lines, 0);
  act = loket_act_new ("33333333-3333-4333-8333-333333333333", LOKET_ACT_NOTE, "x",
                       loket_day_new (2026, 11, 23), 1, payload);
  item = loket_work_item_new_act (bad_case, "KL-1", act, bytes, 1);
  loket_store_add_work_async (self->store, item, NULL, NULL, test_sync_done_cb, &waiting);
  test_sync_wait_for (self, &waiting);
  g_clear_object (&waiting.result);
  g_free (test_sync_add_note (self, test_sync_get_case_id (lines, 1), "well"));
  test_sync_run (self, NULL);
  pending = test_sync_list_pending (self);
  g_assert_cmpuint (pending->len, ==, 1);
  refused = g_ptr_array_index (pending, 0);
  g_assert_cmpstr (refused->id, ==, "33333333-3333-4333-8333-333333333333");
  g_assert_cmpint (refused->state, ==, LOKET_WORK_REFUSED);
  g_assert_cmpuint (test_sync_count_notes (self, test_sync_get_case_id (lines, 1), "well"), ==, 1);
}

/* The second of two corrections of the same fact is nobody's to decide but a person's. */
static void
test_other_correction (TestSync *self, gconstpointer data)
{
  g_autoptr (LoketProblem) problem = loket_problem_new_not_allowed ("oldDiffers", NULL);
  g_autoptr (LoketResponse) response = loket_problem_to_response (problem);
  g_autoptr (LoketReply) reply = loket_reply_new_answered (response, 1);

  g_assert_cmpint (reply->kind, ==, LOKET_REPLY_CONFLICT);
}

/* An entity tag of nonsense makes nobody deaf to what comes later. */
static void
test_huge_tag (TestSync *self, gconstpointer data)
{
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (LoketStoredCase) stored = NULL;
  g_autofree char *act_id = NULL;

  test_sync_run_well (self);
  lines = test_sync_list_lines (self);
  act_id = test_sync_add_note (self, test_sync_get_case_id (lines, 0), "ours");
  self->loket->answer = huge_tag;
  self->loket->answer_data = self->loket;
  test_sync_run_well (self);
  test_sync_note_of_somebody_else (self, test_sync_get_case_id (lines, 0), "theirs");
  test_sync_run_well (self);
  g_assert_cmpuint (test_sync_count_notes (self, test_sync_get_case_id (lines, 0), "ours"), ==, 1);
  g_assert_cmpuint (test_sync_count_notes (self, test_sync_get_case_id (lines, 0), "theirs"), ==,
                    1);
  stored = test_sync_read_case (self, test_sync_get_case_id (lines, 0));
  g_assert_cmpint (stored->copy->version, <, 1000);
}

#define PUT(status_, type_, state_, reason_, well_)                                                \
  {                                                                                                \
    {.method = "PUT", .status = status_, .type = type_}, state_, reason_, well_                    \
  }

static const struct {
  const char *name;
  PushFailure failure;
} push_failures[] = {
    {"401", PUT (401, "expiredAccessToken", LOKET_WORK_WAITING, "expiredAccessToken", FALSE)},
    {"403", PUT (403, "missingPermission", LOKET_WORK_REFUSED, "missingPermission", TRUE)},
    {"404", PUT (404, "resourceNotFound", LOKET_WORK_REFUSED, "resourceNotFound", TRUE)},
    {"429", PUT (429, "tooManyRequests", LOKET_WORK_WAITING, "tooManyRequests", FALSE)},
    {"500", PUT (500, "internalServerError", LOKET_WORK_SENDING, "internalServerError", FALSE)},
    {"400", PUT (400, "badRequest", LOKET_WORK_REFUSED, "badRequest", TRUE)},
    {"413", PUT (413, "payloadTooLarge", LOKET_WORK_REFUSED, "payloadTooLarge", TRUE)},
    {"html-of-a-proxy-5xx", PUT (502, NULL, LOKET_WORK_SENDING, "foreign", FALSE)},
};

static void
add_table (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (push_failures); i++) {
    g_autofree char *path = g_strconcat ("push/", push_failures[i].name, NULL);

    test_sync_add (path, &push_failures[i].failure, test_push_failure);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  test_sync_add ("lost-reply", NULL, test_lost_reply);
  test_sync_add ("copy-proves-it", NULL, test_copy_proves_it);
  test_sync_add ("order-in-a-case", NULL, test_order_in_a_case);
  test_sync_add ("once-sent", NULL, test_once_sent);
  test_sync_add ("answer-to-something-else/empty", "{}", test_answer_to_something_else);
  test_sync_add ("answer-to-something-else/other-act", "{\"actId\": \"x\", \"seq\": 1}",
                 test_answer_to_something_else);
  test_sync_add ("taken-back-in-between", NULL, test_taken_back_in_between);
  test_sync_add ("poisoned/bad-request", &(Poison){NULL, 400, "badRequest"}, test_poisoned);
  test_sync_add ("poisoned/too-large", &(Poison){NULL, 413, "payloadTooLarge"}, test_poisoned);
  test_sync_add ("poisoned/server-error", &(Poison){NULL, 500, "internalServerError"},
                 test_poisoned);
  test_sync_add ("poisoned/page-413", &(Poison){NULL, 413, NULL}, test_poisoned);
  test_sync_add ("poisoned/page-403", &(Poison){NULL, 403, NULL}, test_poisoned);
  test_sync_add ("poisoned/page-500", &(Poison){NULL, 500, NULL}, test_poisoned);
  test_sync_add ("unreadable", NULL, test_unreadable);
  test_sync_add ("other-correction", NULL, test_other_correction);
  test_sync_add ("huge-tag", NULL, test_huge_tag);
  add_table ();
  return g_test_run ();
}
