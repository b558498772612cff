/* SPDX-License-Identifier: EUPL-1.2 */
/* Whole syncs on one thread: stepped executors, stepped clock, the reference loket on a wire. */
#include <string.h>

#include "loket-bodies.h"
#include "loket-store-cases.h"
#include "loket-store-feed.h"
#include "loket-store-work.h"
#include "loket-sync.h"
#include "loket-test-loket.h"

enum {
  N_CASES = 40,
  SECOND_MS = 1000
};

typedef struct {
  LoketTestLoket *loket;
  char *folder;
  LoketStore *store;
  LoketRandom *random;
  LoketSync *sync;
  GPtrArray *changed; /* ids, as told */
} Fixture;

static void
cases_changed_cb (LoketSync *sync, const char *const *case_ids, Fixture *self)
{
  for (int i = 0; case_ids != NULL && case_ids[i] != NULL; i++)
    g_ptr_array_add (self->changed, g_strdup (case_ids[i]));
}

static void
open_desk (Fixture *self)
{
  LoketStoreOptions options = {.stepped = TRUE};
  g_autoptr (GError) error = NULL;

  self->store = loket_store_open (self->folder, &options, &error);
  g_assert_no_error (error);
  self->sync = loket_sync_new (self->store, LOKET_TRANSPORT (self->loket->wire), self->loket->clock,
                               self->random);
  g_signal_connect (self->sync, "cases-changed", G_CALLBACK (cases_changed_cb), self);
}

static void
close_desk (Fixture *self)
{
  loket_sync_stop (self->sync);
  while (!loket_sync_is_idle (self->sync)) {
    if (!loket_store_step (self->store))
      g_main_context_iteration (NULL, FALSE);
  }
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_finalize_object (self->sync);
  g_clear_pointer (&self->store, loket_store_close);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->loket = loket_test_loket_new (N_CASES, 7);
  self->folder = loket_test_make_folder ();
  self->random = loket_random_new_seeded (3);
  self->changed = g_ptr_array_new_with_free_func (g_free);
  open_desk (self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  close_desk (self);
  loket_random_free (self->random);
  loket_test_loket_free (self->loket);
  loket_test_remove_folder (self->folder);
  g_free (self->folder);
  g_ptr_array_unref (self->changed);
}

static void
turn (Fixture *self)
{
  if (!loket_store_step (self->store))
    g_main_context_iteration (NULL, FALSE);
}

typedef struct {
  gboolean done;
  GError *error;
  GAsyncResult *result;
} Waiting;

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Waiting *waiting = user_data;

  waiting->result = g_object_ref (result);
  waiting->done = TRUE;
}

static void
wait_for (Fixture *self, Waiting *waiting)
{
  while (!waiting->done)
    turn (self);
}

static gboolean
sync_once (Fixture *self, GError **error)
{
  Waiting waiting = {0};
  g_autoptr (GAsyncResult) result = NULL;

  loket_sync_run_async (self->sync, NULL, done_cb, &waiting);
  wait_for (self, &waiting);
  result = waiting.result;
  return loket_sync_run_finish (self->sync, result, error);
}

static void
sync_well (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  sync_once (self, &error);
  g_assert_no_error (error);
}

static void
assert_sync_fails (Fixture *self, LoketSyncError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (sync_once (self, &error));
  g_assert_error (error, LOKET_SYNC_ERROR, (int) code);
}

static GPtrArray *
list_pending (Fixture *self)
{
  Waiting waiting = {0};
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *items;

  loket_store_list_pending_async (self->store, done_cb, &waiting);
  wait_for (self, &waiting);
  result = waiting.result;
  items = loket_store_list_pending_finish (self->store, result, &error);
  g_assert_no_error (error);
  return items;
}

/* Ids of cases in the order of the list. */
static GPtrArray *
list_lines (Fixture *self)
{
  LoketQuery query = {.view = LOKET_VIEW_ALL, .today = loket_day_new (2026, 11, 23)};
  Waiting waiting = {0};
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *lines;

  loket_store_list_lines_async (self->store, &query, 0, NULL, done_cb, &waiting);
  wait_for (self, &waiting);
  result = waiting.result;
  lines = loket_store_list_lines_finish (self->store, result, &error);
  g_assert_no_error (error);
  return lines;
}

static LoketStoredCase *
read_case (Fixture *self, const char *case_id)
{
  Waiting waiting = {0};
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  LoketStoredCase *stored;

  loket_store_read_case_async (self->store, case_id, NULL, done_cb, &waiting);
  wait_for (self, &waiting);
  result = waiting.result;
  stored = loket_store_read_case_finish (self->store, result, &error);
  g_assert_no_error (error);
  return stored;
}

/* Keeps an act in work.db, as the desk does. Returns its id. */
static char *
add_act (Fixture *self, const char *case_id, LoketActType type, JsonObject *payload)
{
  g_autoptr (JsonObject) content = payload;
  g_autoptr (LoketStoredCase) stored = read_case (self, case_id);
  g_autofree char *act_id = loket_random_make_uuid (self->random);
  g_autoptr (LoketAct) act = loket_act_new (
      act_id, type, "coordinator", loket_day_new (2026, 11, 23), stored->copy->version, content);
  g_autoptr (GBytes) body = loket_act_body_make (act, NULL);
  g_autoptr (LoketWorkItem) item =
      loket_work_item_new_act (case_id, stored->copy->reference, act, body, 0);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  Waiting waiting = {0};

  loket_store_add_work_async (self->store, item, NULL, NULL, done_cb, &waiting);
  wait_for (self, &waiting);
  result = waiting.result;
  loket_store_write_finish (self->store, result, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&act_id);
}

static JsonObject *
make_payload (const char *member, const char *text)
{
  JsonObject *payload = json_object_new ();

  json_object_set_string_member (payload, member, text);
  return payload;
}

static char *
add_note (Fixture *self, const char *case_id, const char *text)
{
  return add_act (self, case_id, LOKET_ACT_NOTE, make_payload ("text", text));
}

static const char *
get_case_id (GPtrArray *lines, guint index)
{
  return ((LoketCaseLine *) g_ptr_array_index (lines, index))->case_id;
}

static guint
count_notes (Fixture *self, const char *case_id, const char *text)
{
  g_autoptr (LoketStoredCase) stored = read_case (self, case_id);
  guint count = 0;

  for (guint i = 0; i < stored->copy->acts->len; i++) {
    LoketAct *act = g_ptr_array_index (stored->copy->acts, i);

    if (act->type == LOKET_ACT_NOTE && g_strcmp0 (loket_act_get_text (act, "text"), text) == 0)
      count++;
  }
  return count;
}

static void
test_first_sync (Fixture *self, gconstpointer data)
{
  const LoketSyncStatus *status = loket_sync_get_status (self->sync);
  g_autoptr (GPtrArray) lines = NULL;

  sync_well (self);
  lines = list_lines (self);
  g_assert_cmpuint (lines->len, ==, N_CASES);
  g_assert_cmpuint (status->received, ==, N_CASES);
  g_assert_true (status->online);
  g_assert_false (status->working);
  g_assert_cmpint (status->last_sync, ==, loket_clock_get_now (self->loket->clock));
  g_assert_cmpint (status->clock_off_s, ==, 0);
  g_assert_nonnull (loket_sync_get_me (self->sync));

  /* Nothing changed: one request. */
  loket_test_wire_forget (self->loket->wire);
  sync_well (self);
  g_assert_cmpuint (status->received, ==, 0);
  g_assert_cmpuint (loket_test_wire_get_requests (self->loket->wire)->len, ==, 1);
}

static void
test_first_sync_of_a_later_run (Fixture *self, gconstpointer data)
{
  Waiting waiting = {0};
  g_autoptr (GAsyncResult) result = NULL;

  sync_well (self);
  close_desk (self);
  open_desk (self);
  loket_sync_load_async (self->sync, done_cb, &waiting);
  wait_for (self, &waiting);
  result = waiting.result;
  g_assert_true (loket_sync_load_finish (self->sync, result, NULL));
  g_assert_nonnull (loket_sync_get_me (self->sync));
  loket_test_wire_forget (self->loket->wire);
  sync_well (self);
  g_assert_cmpuint (loket_test_wire_get_requests (self->loket->wire)->len, ==, 1);
}

static void
test_offline_and_back (Fixture *self, gconstpointer data)
{
  const LoketSyncStatus *status = loket_sync_get_status (self->sync);
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GPtrArray) pending = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  sync_well (self);
  lines = list_lines (self);
  first = add_note (self, get_case_id (lines, 0), "one");
  second = add_note (self, get_case_id (lines, 1), "two");
  self->loket->line = LOKET_TEST_AWAY;
  assert_sync_fails (self, LOKET_SYNC_ERROR_SERVER_AWAY);
  g_assert_false (status->online);
  g_assert_cmpint (status->offline_since, !=, LOKET_NO_MOMENT);
  pending = list_pending (self);
  g_assert_cmpuint (pending->len, ==, 2);

  self->loket->line = LOKET_TEST_UP;
  sync_well (self);
  g_assert_true (status->online);
  g_assert_cmpint (status->offline_since, ==, LOKET_NO_MOMENT);
  g_assert_cmpuint (status->sent, ==, 2);
  none = list_pending (self);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (count_notes (self, get_case_id (lines, 0), "one"), ==, 1);
  g_assert_cmpuint (count_notes (self, get_case_id (lines, 1), "two"), ==, 1);
}

/* The loket did it, and the reply was lost: asked again with the same bytes, it is there once. */
static void
test_lost_reply (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GPtrArray) unsure = NULL;
  g_autoptr (GPtrArray) pending = NULL;
  g_autofree char *act_id = NULL;
  GPtrArray *requests = loket_test_wire_get_requests (self->loket->wire);
  LoketRequest *first = NULL;

  sync_well (self);
  lines = list_lines (self);
  act_id = add_note (self, get_case_id (lines, 0), "once");
  self->loket->line = LOKET_TEST_DROP_REPLY;
  self->loket->line_method = "PUT";
  loket_test_wire_forget (self->loket->wire);
  assert_sync_fails (self, LOKET_SYNC_ERROR_CUT);
  unsure = list_pending (self);
  g_assert_cmpint (((LoketWorkItem *) unsure->pdata[0])->state, ==, LOKET_WORK_SENDING);
  g_assert_cmpuint (loket_test_wire_count (self->loket->wire, "PUT", "/cases/"), ==, 1);
  for (guint i = 0; i < requests->len; i++) {
    LoketRequest *request = g_ptr_array_index (requests, i);

    if (g_str_equal (request->method, "PUT"))
      first = loket_request_ref (request);
  }
  loket_test_wire_forget (self->loket->wire);
  self->loket->line = LOKET_TEST_UP;
  sync_well (self);
  pending = list_pending (self);
  g_assert_cmpuint (pending->len, ==, 0);
  g_assert_cmpuint (count_notes (self, get_case_id (lines, 0), "once"), ==, 1);
  for (guint i = 0; i < requests->len; i++) {
    LoketRequest *request = g_ptr_array_index (requests, i);

    if (g_str_equal (request->method, "PUT"))
      g_assert_true (g_bytes_equal (request->body, first->body));
  }
  loket_request_unref (first);
}

typedef struct {
  const char *method;
  const char *path_end; /* (nullable) */
  guint status;
  const char *type; /* (nullable): problem type; NULL: a page of somebody else */
  const char *body; /* (nullable) */
  const char *retry_after;
  guint times; /* how often; 0: always */
  guint seen;
} Lie;

static LoketResponse *
lie (LoketRequest *request, gpointer user_data, GError **error)
{
  Lie *wanted = user_data;
  LoketResponse *response;

  if (!g_str_equal (request->method, wanted->method) ||
      (wanted->path_end != NULL && !g_str_has_suffix (request->path, wanted->path_end)))
    return NULL;
  if (wanted->times != 0 && wanted->seen >= wanted->times)
    return NULL;
  wanted->seen++;
  if (wanted->type != NULL)
    response = loket_test_problem_new (wanted->status, wanted->type);
  else if (wanted->body != NULL)
    response = loket_test_response_new (wanted->status, "application/json", wanted->body);
  else
    response = loket_test_response_new (wanted->status, "text/html", "<html>Hello</html>");
  loket_response_set_header (response, "Retry-After", wanted->retry_after);
  return response;
}

typedef struct {
  Lie lie;
  LoketSyncError error;
} FeedFailure;

/* The feed fails so: nothing is lost, what was there stays, and the next sync is well again. */
static void
test_feed_failure (Fixture *self, gconstpointer data)
{
  const FeedFailure *failure = data;
  Lie wanted = failure->lie;
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GPtrArray) pending = NULL;
  g_autofree char *act_id = NULL;

  sync_well (self);
  before = list_lines (self);
  act_id = add_note (self, get_case_id (before, 0), "kept");
  self->loket->answer = lie;
  self->loket->answer_data = &wanted;
  assert_sync_fails (self, failure->error);
  after = list_lines (self);
  g_assert_cmpuint (after->len, ==, before->len);
  self->loket->answer = NULL;
  sync_well (self);
  pending = list_pending (self);
  g_assert_cmpuint (pending->len, ==, 0);
  g_assert_cmpuint (count_notes (self, get_case_id (before, 0), "kept"), ==, 1);
}

typedef struct {
  Lie lie;
  LoketWorkState state;  /* afterwards */
  const char *reason;    /* (nullable) */
  gboolean sync_is_well; /* a refusal is no failure of the line */
} PushFailure;

/* The loket answers so to one act: that act is where it should be, and another case's act went. */
static void
test_push_failure (Fixture *self, gconstpointer data)
{
  const PushFailure *failure = data;
  Lie wanted = failure->lie;
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GPtrArray) pending = NULL;
  g_autofree char *bad = NULL;
  g_autofree char *good = NULL;
  const LoketWorkItem *item;
  gboolean well;

  sync_well (self);
  lines = list_lines (self);
  bad = add_note (self, get_case_id (lines, 0), "bad");
  good = add_note (self, get_case_id (lines, 1), "good");
  wanted.path_end = bad;
  self->loket->answer = lie;
  self->loket->answer_data = &wanted;
  well = sync_once (self, NULL);
  g_assert_cmpint (well, ==, failure->sync_is_well);
  pending = list_pending (self);
  item = g_ptr_array_index (pending, 0);
  g_assert_cmpstr (item->id, ==, bad);
  g_assert_cmpint (item->state, ==, failure->state);
  g_assert_cmpstr (item->reason, ==, failure->reason);
  if (failure->lie.status == 401 || failure->lie.status == 429)
    return; /* These stop all: the other act waits too. */
  g_assert_cmpuint (pending->len, ==, 1);
  g_assert_cmpuint (count_notes (self, get_case_id (lines, 1), "good"), ==, 1);
}

/* An act that the server's copy holds is taken, whatever the reply was. */
static void
test_copy_proves_it (Fixture *self, gconstpointer data)
{
  Lie wanted = {.method = "PUT", .status = 502};
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GPtrArray) pending = NULL;
  g_autofree char *act_id = NULL;

  sync_well (self);
  lines = list_lines (self);
  act_id = add_note (self, get_case_id (lines, 0), "there");
  self->loket->line = LOKET_TEST_DROP_REPLY;
  self->loket->line_method = "PUT";
  assert_sync_fails (self, LOKET_SYNC_ERROR_CUT);
  self->loket->line = LOKET_TEST_UP;
  self->loket->answer = lie;
  self->loket->answer_data = &wanted;
  sync_well (self);
  pending = list_pending (self);
  g_assert_cmpuint (pending->len, ==, 0);
  g_assert_cmpuint (wanted.seen, ==, 0);
}

static void
test_order_in_a_case (Fixture *self, gconstpointer data)
{
  Lie wanted = {.method = "PUT", .status = 503, .type = "internalServerError", .times = 1};
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (LoketStoredCase) stored = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  sync_well (self);
  lines = list_lines (self);
  first = add_note (self, get_case_id (lines, 0), "first");
  second = add_note (self, get_case_id (lines, 0), "second");
  wanted.path_end = first;
  self->loket->answer = lie;
  self->loket->answer_data = &wanted;
  g_assert_false (sync_once (self, NULL));
  sync_well (self);
  stored = read_case (self, get_case_id (lines, 0));
  g_assert_cmpint (loket_case_find_act (stored->copy, first)->seq, <,
                   loket_case_find_act (stored->copy, second)->seq);
}

static LoketResponse *
too_old_once (LoketRequest *request, gpointer user_data, GError **error)
{
  guint *seen = user_data;

  if (!g_str_equal (request->path, "/changes") || (*seen)++ > 0)
    return NULL;
  return loket_test_response_new (410, "application/problem+json",
                                  "{\"type\": \"urn:problem-type:loket:desk:cursorTooOld\"}");
}

static void
test_cursor_too_old (Fixture *self, gconstpointer data)
{
  const LoketSyncStatus *status = loket_sync_get_status (self->sync);
  g_autoptr (GPtrArray) lines = NULL;
  guint seen = 0;

  sync_well (self);
  self->loket->answer = too_old_once;
  self->loket->answer_data = &seen;
  sync_well (self);
  g_assert_true (status->restarted);
  lines = list_lines (self);
  g_assert_cmpuint (lines->len, ==, N_CASES);
}

static LoketResponse *
other_realm (LoketRequest *request, gpointer user_data, GError **error)
{
  if (g_str_equal (request->path, "/me"))
    return loket_test_response_new (
        200, "application/json",
        "{\"personId\": \"x\", \"name\": \"X\", \"organizations\": [], \"realm\": \"elsewhere\"}");
  if (g_str_equal (request->path, "/changes"))
    return loket_test_response_new (
        200, "application/json",
        "{\"items\": [{\"caseId\": \"11111111-1111-4111-8111-111111111111\", \"version\": 1, "
        "\"change\": \"erased\"}], \"next\": \"1\", \"refData\": {\"me\": \"another\"}}");
  return NULL;
}

static void
test_other_realm (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) lines = NULL;
  g_autofree char *act_id = NULL;

  sync_well (self);
  lines = list_lines (self);
  act_id = add_note (self, get_case_id (lines, 0), "not for you");
  self->loket->answer = other_realm;
  loket_test_wire_forget (self->loket->wire);
  assert_sync_fails (self, LOKET_SYNC_ERROR_REALM);
  g_assert_cmpuint (loket_test_wire_count (self->loket->wire, "PUT", "/"), ==, 0);
}

/* One bad item is put aside and told; the rest of its page is there. */
static LoketResponse *
spoil_one_item (LoketRequest *request, gpointer user_data, GError **error)
{
  LoketTestLoket *loket = user_data;
  g_autoptr (LoketResponse) response = NULL;
  g_autofree char *text = NULL;
  const char *found;
  guint wait_ms;

  if (!g_str_equal (request->path, "/changes"))
    return NULL;
  response = loket_central_handle (loket->central, request, FALSE, &wait_ms);
  text = g_strndup (g_bytes_get_data (response->body, NULL), g_bytes_get_size (response->body));
  found = strstr (text, "\"receivedOn\":\"");
  if (found == NULL)
    return g_steal_pointer (&response);
  text[found - text + strlen ("\"receivedOn\":\"")] = 'x';
  return loket_test_response_new (200, "application/json", text);
}

static void
test_quarantine (Fixture *self, gconstpointer data)
{
  const LoketSyncStatus *status = loket_sync_get_status (self->sync);
  g_autoptr (GPtrArray) lines = NULL;

  self->loket->answer = spoil_one_item;
  self->loket->answer_data = self->loket;
  sync_well (self);
  lines = list_lines (self);
  g_assert_cmpuint (lines->len, ==, N_CASES - 1);
  g_assert_cmpuint (status->quarantined, ==, 1);
}

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
test_too_large_for_a_page (Fixture *self, gconstpointer data)
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
  assert_sync_fails (self, LOKET_SYNC_ERROR_CUT);
  lines = list_lines (self);
  g_assert_cmpuint (lines->len, ==, 0);
  g_clear_pointer (&lines, g_ptr_array_unref);
  close_desk (self);
  open_desk (self);
  too_large.away = FALSE;
  sync_well (self);
  lines = list_lines (self);
  g_assert_cmpuint (lines->len, ==, 1);
  g_assert_cmpstr (get_case_id (lines, 0), ==, too_large.case_id);
  loket_test_wire_forget (self->loket->wire);
  sync_well (self);
  g_assert_cmpuint (loket_test_wire_count (self->loket->wire, "GET", "/cases/"), ==, 0);
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
test_clock_off_by_days (Fixture *self, gconstpointer data)
{
  self->loket->answer = wrong_date;
  self->loket->answer_data = self->loket;
  sync_well (self);
  g_assert_cmpint (loket_sync_get_status (self->sync)->clock_off_s, ==, 2 * 24 * 60 * 60);
  /* Within two minutes our clock is good enough. */
  self->loket->answer = NULL;
  sync_well (self);
  g_assert_cmpint (loket_sync_get_status (self->sync)->clock_off_s, ==, 0);
}

static void
let_settle (Fixture *self)
{
  for (int i = 0; i < 200; i++)
    turn (self);
}

static void
test_watch (Fixture *self, gconstpointer data)
{
  const LoketSyncStatus *status = loket_sync_get_status (self->sync);
  g_autoptr (GPtrArray) lines = NULL;
  g_autofree char *act_id = NULL;
  GPtrArray *requests = loket_test_wire_get_requests (self->loket->wire);
  LoketRequest *last;

  loket_sync_start_watching (self->sync);
  let_settle (self);
  lines = list_lines (self);
  g_assert_cmpuint (lines->len, ==, N_CASES);
  last = g_ptr_array_index (requests, requests->len - 1);
  g_assert_cmpstr (last->path, ==, "/changes");
  g_assert_nonnull (strstr (last->query, "wait="));

  /* Something to send ends the poll; the loket's own news does too. */
  act_id = add_note (self, get_case_id (lines, 0), "at once");
  loket_sync_hurry (self->sync);
  let_settle (self);
  g_assert_cmpuint (count_notes (self, get_case_id (lines, 0), "at once"), ==, 1);

  /* Away: it waits, and comes back by itself. */
  self->loket->line = LOKET_TEST_AWAY;
  loket_sync_hurry (self->sync);
  let_settle (self);
  g_assert_false (status->online);
  loket_test_wire_forget (self->loket->wire);
  self->loket->line = LOKET_TEST_UP;
  let_settle (self);
  g_assert_cmpuint (requests->len, ==, 0);
  loket_clock_step (self->loket->clock, 3 * SECOND_MS);
  let_settle (self);
  g_assert_true (status->online);
}

static void
test_retry_after (Fixture *self, gconstpointer method)
{
  Lie wanted = {.method = method, .status = 429, .type = "tooManyRequests", .retry_after = "100"};
  g_autoptr (GPtrArray) lines = NULL;
  g_autofree char *act_id = NULL;

  sync_well (self);
  lines = list_lines (self);
  act_id = add_note (self, get_case_id (lines, 0), "patience");
  self->loket->answer = lie;
  self->loket->answer_data = &wanted;
  loket_sync_start_watching (self->sync);
  let_settle (self);
  g_assert_cmpuint (wanted.seen, ==, 1);
  loket_clock_step (self->loket->clock, 99 * SECOND_MS);
  let_settle (self);
  g_assert_cmpuint (wanted.seen, ==, 1);
  loket_clock_step (self->loket->clock, 3 * SECOND_MS);
  let_settle (self);
  g_assert_cmpuint (wanted.seen, ==, 2);
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

static void
sync_failing (Fixture *self)
{
  g_assert_false (sync_once (self, NULL));
}

/* After a try that may have arrived, no later one can say that the loket has it not. */
static void
test_once_sent (Fixture *self, gconstpointer data)
{
  Lie wanted = {.method = "PUT", .status = 502};
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GPtrArray) pending = NULL;
  g_autofree char *act_id = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  Waiting waiting = {0};

  sync_well (self);
  lines = list_lines (self);
  act_id = add_note (self, get_case_id (lines, 0), "maybe there");
  self->loket->answer = lie;
  self->loket->answer_data = &wanted;
  sync_failing (self);
  wanted.status = 429;
  wanted.type = "tooManyRequests";
  sync_failing (self);
  pending = list_pending (self);
  g_assert_cmpint (((LoketWorkItem *) g_ptr_array_index (pending, 0))->state, ==,
                   LOKET_WORK_SENDING);
  loket_store_take_back_async (self->store, act_id, 1, done_cb, &waiting);
  wait_for (self, &waiting);
  result = waiting.result;
  g_assert_null (loket_store_take_back_finish (self->store, result, &error));
  g_assert_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_SENT);
}

/* A 200 that says nothing of the act is no word that the loket has it. */
static void
test_answer_to_something_else (Fixture *self, gconstpointer body)
{
  Lie wanted = {.method = "PUT", .status = 200, .body = body};
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GPtrArray) pending = NULL;
  g_autofree char *act_id = NULL;

  sync_well (self);
  lines = list_lines (self);
  act_id = add_note (self, get_case_id (lines, 0), "said once");
  self->loket->answer = lie;
  self->loket->answer_data = &wanted;
  assert_sync_fails (self, LOKET_SYNC_ERROR_GARBAGE);
  self->loket->answer = NULL;
  sync_well (self);
  pending = list_pending (self);
  g_assert_cmpuint (pending->len, ==, 0);
  g_assert_cmpuint (count_notes (self, get_case_id (lines, 0), "said once"), ==, 1);
}

static LoketResponse *
time_out_feed (LoketRequest *request, gpointer user_data, GError **error)
{
  if (g_str_equal (request->path, "/changes"))
    g_set_error_literal (error, LOKET_TRANSPORT_ERROR, LOKET_TRANSPORT_ERROR_TIMEOUT, "slow");
  return NULL;
}

/* A loket whose feed is too slow still gets what was done. */
static void
test_slow_feed (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GPtrArray) pending = NULL;
  g_autofree char *act_id = NULL;

  sync_well (self);
  lines = list_lines (self);
  act_id = add_note (self, get_case_id (lines, 0), "not held up");
  self->loket->answer = time_out_feed;
  assert_sync_fails (self, LOKET_SYNC_ERROR_TIMEOUT);
  pending = list_pending (self);
  g_assert_cmpuint (pending->len, ==, 0);
}

static void
note_of_somebody_else (Fixture *self, const char *case_id, const char *text)
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
test_case_that_fails (Fixture *self, gconstpointer data)
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
  assert_sync_fails (self, LOKET_SYNC_ERROR_CUT);
  lines = list_lines (self);
  g_assert_cmpuint (lines->len, ==, N_CASES - 1);
  note_of_somebody_else (self, get_case_id (lines, 0), "news");
  assert_sync_fails (self, LOKET_SYNC_ERROR_CUT);
  g_assert_cmpuint (count_notes (self, get_case_id (lines, 0), "news"), ==, 1);
}

/* What is taken back in the moment before it is sent is gone; the next one is sent all the same. */
static void
test_taken_back_in_between (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) lines = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  Waiting running = {0};
  Waiting taken_back = {0};
  g_autoptr (GAsyncResult) ran = NULL;
  g_autoptr (GAsyncResult) took = NULL;
  g_autofree char *case_id = NULL;
  g_autoptr (GError) error = NULL;

  sync_well (self);
  lines = list_lines (self);
  first = add_note (self, get_case_id (lines, 0), "taken back");
  second = add_note (self, get_case_id (lines, 1), "sent");
  loket_test_wire_forget (self->loket->wire);
  loket_sync_run_async (self->sync, NULL, done_cb, &running);
  while (loket_test_wire_get_requests (self->loket->wire)->len == 0)
    turn (self);
  /* The reader looks into the page, then for what may be sent. */
  for (int reads = 0; reads < 2;) {
    if (loket_executor_step (loket_store_get_reader (self->store)))
      reads++;
    else if (!loket_executor_step (loket_store_get_writer (self->store)))
      g_main_context_iteration (NULL, FALSE);
  }
  loket_store_take_back_async (self->store, first, 1, done_cb, &taken_back);
  while (loket_executor_step (loket_store_get_writer (self->store)))
    continue;
  wait_for (self, &running);
  wait_for (self, &taken_back);
  ran = running.result;
  took = taken_back.result;
  case_id = loket_store_take_back_finish (self->store, took, NULL);
  g_assert_cmpstr (case_id, ==, get_case_id (lines, 0));
  loket_sync_run_finish (self->sync, ran, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_notes (self, get_case_id (lines, 0), "taken back"), ==, 0);
  g_assert_cmpuint (count_notes (self, get_case_id (lines, 1), "sent"), ==, 1);
}

/* While watching, news comes by the long poll: what could not be read is told all the same. */
static void
test_watch_tells_quarantine (Fixture *self, gconstpointer data)
{
  const LoketSyncStatus *status = loket_sync_get_status (self->sync);

  sync_well (self);
  loket_sync_start_watching (self->sync);
  let_settle (self);
  self->loket->answer = garbled_news;
  self->loket->answer_data = self->loket;
  loket_test_wire_poke (self->loket->wire);
  let_settle (self);
  g_assert_cmpuint (status->quarantined, ==, 1);
}

/* A run that somebody stopped is run again: what waited is sent. */
static void
test_watch_after_cancelled_run (Fixture *self, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GPtrArray) pending = NULL;
  g_autofree char *act_id = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  Waiting waiting = {0};

  loket_sync_start_watching (self->sync);
  let_settle (self);
  lines = list_lines (self);
  act_id = add_note (self, get_case_id (lines, 0), "after all");
  loket_sync_run_async (self->sync, cancellable, done_cb, &waiting);
  while (!loket_sync_get_status (self->sync)->working)
    turn (self);
  g_cancellable_cancel (cancellable);
  wait_for (self, &waiting);
  result = waiting.result;
  g_assert_false (loket_sync_run_finish (self->sync, result, NULL));
  loket_clock_step (self->loket->clock, 3 * SECOND_MS);
  let_settle (self);
  pending = list_pending (self);
  g_assert_cmpuint (pending->len, ==, 0);
}

/* Who waits for a run when the desk closes is told so. */
static void
test_stop_answers (Fixture *self, gconstpointer data)
{
  Waiting first = {0};
  Waiting second = {0};
  g_autoptr (GAsyncResult) one = NULL;
  g_autoptr (GAsyncResult) two = NULL;

  if (data != NULL) {
    loket_sync_start_watching (self->sync);
    let_settle (self);
  }
  loket_sync_run_async (self->sync, NULL, done_cb, &first);
  loket_sync_run_async (self->sync, NULL, done_cb, &second);
  loket_test_wire_forget (self->loket->wire);
  loket_sync_stop (self->sync);
  for (int i = 0; i < 200 && !(first.done && second.done); i++)
    turn (self);
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

#define FEED(status_, type_, body_, error_)                                                        \
  {                                                                                                \
    {.method = "GET", .path_end = "/changes", .status = status_, .type = type_, .body = body_},    \
        error_                                                                                     \
  }

static const struct {
  const char *name;
  FeedFailure failure;
} feed_failures[] = {
    {"401", FEED (401, "expiredAccessToken", NULL, LOKET_SYNC_ERROR_LOGIN)},
    {"403", FEED (403, "missingScope", NULL, LOKET_SYNC_ERROR_PERMISSION)},
    {"404", FEED (404, "resourceNotFound", NULL, LOKET_SYNC_ERROR_NO_LOKET)},
    {"404-of-another-server", FEED (404, NULL, NULL, LOKET_SYNC_ERROR_NO_LOKET)},
    {"410-of-another-server", FEED (410, NULL, NULL, LOKET_SYNC_ERROR_NO_LOKET)},
    {"429", FEED (429, "tooManyRequests", NULL, LOKET_SYNC_ERROR_BUSY)},
    {"500", FEED (500, "internalServerError", NULL, LOKET_SYNC_ERROR_SERVER)},
    {"503", FEED (503, "serviceUnavailable", NULL, LOKET_SYNC_ERROR_SERVER)},
    {"302", FEED (302, NULL, NULL, LOKET_SYNC_ERROR_MOVED)},
    {"html-instead-of-json", FEED (200, NULL, NULL, LOKET_SYNC_ERROR_NOT_JSON)},
    {"garbage", FEED (200, NULL, "{\"items\": [", LOKET_SYNC_ERROR_GARBAGE)},
    {"wrong-types", FEED (200, NULL, "{\"items\": 7}", LOKET_SYNC_ERROR_WRONG_TYPES)},
    {"a-list", FEED (200, NULL, "[]", LOKET_SYNC_ERROR_WRONG_TYPES)},
};

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
add (const char *path, gconstpointer data, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *full = g_strconcat ("/sync/", path, NULL);

  g_test_add (full, Fixture, data, set_up, test, tear_down);
}

static void
add_tables (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (feed_failures); i++) {
    g_autofree char *path = g_strconcat ("feed/", feed_failures[i].name, NULL);

    add (path, &feed_failures[i].failure, test_feed_failure);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (push_failures); i++) {
    g_autofree char *path = g_strconcat ("push/", push_failures[i].name, NULL);

    add (path, &push_failures[i].failure, test_push_failure);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("first", NULL, test_first_sync);
  add ("first-of-a-later-run", NULL, test_first_sync_of_a_later_run);
  add ("offline-and-back", NULL, test_offline_and_back);
  add ("lost-reply", NULL, test_lost_reply);
  add ("copy-proves-it", NULL, test_copy_proves_it);
  add ("order-in-a-case", NULL, test_order_in_a_case);
  add ("cursor-too-old", NULL, test_cursor_too_old);
  add ("other-realm", NULL, test_other_realm);
  add ("quarantine", NULL, test_quarantine);
  add ("too-large-for-a-page", NULL, test_too_large_for_a_page);
  add ("clock-off-by-days", NULL, test_clock_off_by_days);
  add ("watch", NULL, test_watch);
  add ("retry-after/act", "PUT", test_retry_after);
  add ("retry-after/feed", "GET", test_retry_after);
  add ("once-sent", NULL, test_once_sent);
  add ("answer-to-something-else/empty", "{}", test_answer_to_something_else);
  add ("answer-to-something-else/other-act", "{\"actId\": \"x\", \"seq\": 1}",
       test_answer_to_something_else);
  add ("slow-feed", NULL, test_slow_feed);
  add ("case-that-fails", NULL, test_case_that_fails);
  add ("taken-back-in-between", NULL, test_taken_back_in_between);
  add ("watch-tells-quarantine", NULL, test_watch_tells_quarantine);
  add ("watch-after-cancelled-run", NULL, test_watch_after_cancelled_run);
  add ("stop-answers/once", NULL, test_stop_answers);
  add ("stop-answers/watching", "watching", test_stop_answers);
  add_tables ();
  return g_test_run ();
}
