/* SPDX-License-Identifier: EUPL-1.2 */
/* A desk's syncing on one thread: stepped executors, stepped clock, the reference loket on a wire.
 */
#include "loket-test-sync.h"
#include <string.h>

#include "loket-bodies.h"
#include "loket-store-cases.h"
#include "loket-store-work.h"

static void
cases_changed_cb (LoketSync *sync, const char *const *case_ids, TestSync *self)
{
  for (int i = 0; case_ids != NULL && case_ids[i] != NULL; i++)
    g_ptr_array_add (self->changed, g_strdup (case_ids[i]));
}

void
test_sync_open_desk (TestSync *self)
{
  LoketStoreOptions options = {.stepped = TRUE};
  g_autoptr (GError) error = NULL;

  self->store = loket_store_open (self->folder, &options, &error);
  g_assert_no_error (error);
  self->sync = loket_sync_new (self->store, LOKET_TRANSPORT (self->loket->wire), self->loket->clock,
                               self->random);
  g_signal_connect (self->sync, "cases-changed", G_CALLBACK (cases_changed_cb), self);
}

void
test_sync_close_desk (TestSync *self)
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
set_up (TestSync *self, gconstpointer data)
{
  self->loket = loket_test_loket_new (N_CASES, 7);
  self->folder = loket_test_make_folder ();
  self->random = loket_random_new_seeded (3);
  self->changed = g_ptr_array_new_with_free_func (g_free);
  test_sync_open_desk (self);
}

static void
tear_down (TestSync *self, gconstpointer data)
{
  test_sync_close_desk (self);
  loket_random_free (self->random);
  loket_test_loket_free (self->loket);
  loket_test_remove_folder (self->folder);
  g_free (self->folder);
  g_ptr_array_unref (self->changed);
}

void
test_sync_turn (TestSync *self)
{
  if (!loket_store_step (self->store))
    g_main_context_iteration (NULL, FALSE);
}

void
test_sync_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TestWaiting *waiting = user_data;

  waiting->result = g_object_ref (result);
  waiting->done = TRUE;
}

void
test_sync_wait_for (TestSync *self, TestWaiting *waiting)
{
  while (!waiting->done)
    test_sync_turn (self);
}

gboolean
test_sync_run (TestSync *self, GError **error)
{
  TestWaiting waiting = {0};
  g_autoptr (GAsyncResult) result = NULL;

  loket_sync_run_async (self->sync, NULL, test_sync_done_cb, &waiting);
  test_sync_wait_for (self, &waiting);
  result = waiting.result;
  return loket_sync_run_finish (self->sync, result, error);
}

void
test_sync_run_well (TestSync *self)
{
  g_autoptr (GError) error = NULL;

  test_sync_run (self, &error);
  g_assert_no_error (error);
}

void
test_sync_run_fails (TestSync *self, LoketSyncError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (test_sync_run (self, &error));
  g_assert_error (error, LOKET_SYNC_ERROR, (int) code);
}

void
test_sync_let_settle (TestSync *self)
{
  for (int i = 0; i < 200; i++)
    test_sync_turn (self);
}

GPtrArray *
test_sync_list_pending (TestSync *self)
{
  TestWaiting waiting = {0};
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *items;

  loket_store_list_pending_async (self->store, test_sync_done_cb, &waiting);
  test_sync_wait_for (self, &waiting);
  result = waiting.result;
  items = loket_store_list_pending_finish (self->store, result, &error);
  g_assert_no_error (error);
  return items;
}

/* Ids of cases in the order of the list. */
GPtrArray *
test_sync_list_lines (TestSync *self)
{
  LoketQuery query = {.view = LOKET_VIEW_ALL, .today = loket_day_new (2026, 11, 23)};
  TestWaiting waiting = {0};
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *lines;

  loket_store_list_lines_async (self->store, &query, 0, NULL, test_sync_done_cb, &waiting);
  test_sync_wait_for (self, &waiting);
  result = waiting.result;
  lines = loket_store_list_lines_finish (self->store, result, &error);
  g_assert_no_error (error);
  return lines;
}

LoketStoredCase *
test_sync_read_case (TestSync *self, const char *case_id)
{
  TestWaiting waiting = {0};
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  LoketStoredCase *stored;

  loket_store_read_case_async (self->store, case_id, NULL, test_sync_done_cb, &waiting);
  test_sync_wait_for (self, &waiting);
  result = waiting.result;
  stored = loket_store_read_case_finish (self->store, result, &error);
  g_assert_no_error (error);
  return stored;
}

/* Keeps an act in work.db, as the desk does. Returns its id. */
static char *
add_act (TestSync *self, const char *case_id, LoketActType type, JsonObject *payload)
{
  g_autoptr (JsonObject) content = payload;
  g_autoptr (LoketStoredCase) stored = test_sync_read_case (self, case_id);
  g_autofree char *act_id = loket_random_make_uuid (self->random);
  g_autoptr (LoketAct) act = loket_act_new (
      act_id, type, "coordinator", loket_day_new (2026, 11, 23), stored->copy->version, content);
  g_autoptr (GBytes) body = loket_act_body_make (act, NULL);
  g_autoptr (LoketWorkItem) item =
      loket_work_item_new_act (case_id, stored->copy->reference, act, body, 0);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  TestWaiting waiting = {0};

  loket_store_add_work_async (self->store, item, NULL, NULL, test_sync_done_cb, &waiting);
  test_sync_wait_for (self, &waiting);
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

char *
test_sync_add_note (TestSync *self, const char *case_id, const char *text)
{
  return add_act (self, case_id, LOKET_ACT_NOTE, make_payload ("text", text));
}

const char *
test_sync_get_case_id (GPtrArray *lines, guint index)
{
  return ((LoketCaseLine *) g_ptr_array_index (lines, index))->case_id;
}

guint
test_sync_count_notes (TestSync *self, const char *case_id, const char *text)
{
  g_autoptr (LoketStoredCase) stored = test_sync_read_case (self, case_id);
  guint count = 0;

  for (guint i = 0; i < stored->copy->acts->len; i++) {
    LoketAct *act = g_ptr_array_index (stored->copy->acts, i);

    if (act->type == LOKET_ACT_NOTE && g_strcmp0 (loket_act_get_text (act, "text"), text) == 0)
      count++;
  }
  return count;
}

void
test_sync_note_of_somebody_else (TestSync *self, const char *case_id, const char *text)
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

LoketResponse *
test_lie (LoketRequest *request, gpointer user_data, GError **error)
{
  TestLie *wanted = user_data;
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

void
test_sync_add (const char *path, gconstpointer data, void (*test) (TestSync *, gconstpointer))
{
  g_autofree char *full = g_strconcat ("/sync/", path, NULL);

  g_test_add (full, TestSync, data, set_up, test, tear_down);
}
