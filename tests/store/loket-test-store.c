/* SPDX-License-Identifier: EUPL-1.2 */
/* The store of the tests. */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "loket-test-store.h"

static void
open_with (TestStore *self, const LoketStoreOptions *options)
{
  g_autoptr (GError) error = NULL;

  self->store = loket_store_open (self->folder, options, &error);
  g_assert_no_error (error);
}

void
test_store_open (TestStore *self, const char *vfs)
{
  open_with (self, &(LoketStoreOptions){.stepped = TRUE, .vfs = vfs});
}

void
test_store_close (TestStore *self)
{
  g_clear_pointer (&self->store, loket_store_close);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

void
test_store_set_up (TestStore *self, gconstpointer data)
{
  self->folder = g_dir_make_tmp ("loket-store-XXXXXX", NULL);
  test_store_open (self, NULL);
}

static void
delete_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    delete_tree (child);
  }
  g_remove (path);
}

void
test_store_tear_down (TestStore *self, gconstpointer data)
{
  test_store_close (self);
  delete_tree (self->folder);
  g_free (self->folder);
}

void
test_store_reopen (TestStore *self, gboolean reset_cache)
{
  test_store_close (self);
  open_with (self, &(LoketStoreOptions){.stepped = TRUE, .reset_cache = reset_cache});
}

char *
test_store_build_path (TestStore *self, const char *name)
{
  return g_build_filename (self->folder, name, NULL);
}

void
test_store_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

GAsyncResult *
test_store_wait (TestStore *self, GAsyncResult **result)
{
  while (*result == NULL) {
    gboolean worked = loket_store_step (self->store);

    worked |= g_main_context_iteration (NULL, FALSE);
    g_assert_true (worked);
  }
  return *result;
}

void
test_store_wait_written (TestStore *self, GAsyncResult **result)
{
  g_autoptr (GError) error = NULL;

  loket_store_write_finish (self->store, test_store_wait (self, result), &error);
  g_assert_no_error (error);
  g_clear_object (result);
}

void
test_store_sweep (TestStore *self, LoketMoment now)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  loket_store_sweep_async (self->store, now, test_store_done_cb, &result);
  g_strfreev (loket_store_sweep_finish (self->store, test_store_wait (self, &result), &error));
  g_assert_no_error (error);
}

char *
test_case_json (const char *case_id, const char *reference, const char *more)
{
  return g_strdup_printf ("{\"caseId\":\"%s\",\"reference\":\"%s\",\"agency\":\"demo\","
                          "\"procedure\":{\"id\":\"be-fed-ibz\",\"version\":\"1\"},"
                          "\"receivedOn\":\"2026-11-02\",\"offlinePermitted\":true%s%s}",
                          case_id, reference, *more != '\0' ? "," : "", more);
}

char *
test_act_json (const char *act_id, const char *type, int seq, const char *payload)
{
  g_autofree char *taken =
      seq > 0 ? g_strdup_printf (",\"seq\":%d,\"recordedAt\":\"2026-11-03T10:00:00Z\"", seq)
              : g_strdup ("");

  return g_strdup_printf ("{\"actId\":\"%s\",\"type\":\"%s\",\"author\":\"p1\","
                          "\"occurredOn\":\"2026-11-03\",\"basedOn\":1,\"payload\":%s%s}",
                          act_id, type, payload, taken);
}

GBytes *
test_page (const char *next, const char *items)
{
  char *text = g_strdup_printf ("{\"items\":[%s],\"next\":\"%s\"}", items, next);

  return g_bytes_new_take (text, strlen (text));
}

char *
test_upsert (const char *case_id, int version, const char *case_json)
{
  return g_strdup_printf ("{\"caseId\":\"%s\",\"version\":%d,\"change\":\"upserted\",\"case\":%s}",
                          case_id, version, case_json);
}

LoketPageResult *
test_store_apply (TestStore *self, const char *next, const char *items)
{
  g_autoptr (GBytes) page = test_page (next, items);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  LoketPageResult *applied;

  loket_store_apply_page_async (self->store, page, NULL, 1, test_store_done_cb, &result);
  applied = loket_store_apply_page_finish (self->store, test_store_wait (self, &result), &error);
  g_assert_no_error (error);
  return applied;
}

gboolean
test_store_take_case (
    TestStore *self, gboolean of_feed, const char *case_id, const char *json, GError **error)
{
  g_autoptr (GBytes) body = g_bytes_new (json, strlen (json));
  g_autoptr (GAsyncResult) result = NULL;
  gint64 rest_after;
  gboolean taken;

  if (of_feed)
    loket_store_apply_case_async (self->store, case_id, body, NULL, 7, test_store_done_cb, &result);
  else
    loket_store_refresh_case_async (self->store, case_id, body, NULL, 7, test_store_done_cb,
                                    &result);
  taken = loket_store_take_case_finish (self->store, test_store_wait (self, &result), &rest_after,
                                        error);
  g_assert_cmpint (rest_after, ==, -1);
  return taken;
}

LoketStoredCase *
test_store_read_case (TestStore *self, const char *key)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  LoketStoredCase *stored;

  loket_store_read_case_async (self->store, key, NULL, test_store_done_cb, &result);
  stored = loket_store_read_case_finish (self->store, test_store_wait (self, &result), &error);
  g_assert_true (stored != NULL ||
                 g_error_matches (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_NOT_FOUND));
  return stored;
}

LoketWorkItem *
test_store_add_note (TestStore *self, const char *case_id, const char *act_id, const char *text)
{
  g_autofree char *payload = g_strdup_printf ("{\"text\":\"%s\"}", text);
  char *json = test_act_json (act_id, "note", 0, payload);
  g_autoptr (GBytes) body = g_bytes_new_take (json, strlen (json));
  g_autoptr (JsonNode) root = loket_json_parse (json, -1, NULL);
  g_autoptr (LoketAct) act = loket_act_from_json (json_node_get_object (root), NULL);
  LoketWorkItem *item = loket_work_item_new_act (case_id, "R", act, body, 2);
  GAsyncResult *result = NULL;

  loket_store_add_work_async (self->store, item, NULL, NULL, test_store_done_cb, &result);
  test_store_wait_written (self, &result);
  return item;
}

/* A complaint that is taken in here. */
void
test_store_add_case (TestStore *self, const char *case_id, const char *reference)
{
  static const char facts[] = "{\"agency\":\"a\",\"procedure\":{\"id\":\"p\",\"version\":\"1\"},"
                              "\"receivedOn\":\"2026-11-02\",\"subject\":\"Provisional\"}";
  g_autoptr (GBytes) body = g_bytes_new_static (facts, strlen (facts));
  g_autoptr (LoketWorkItem) item = loket_work_item_new_case (case_id, reference, body, 2);
  GAsyncResult *result = NULL;

  loket_store_add_work_async (self->store, item, NULL, "case:new", test_store_done_cb, &result);
  test_store_wait_written (self, &result);
}

/* As the desk does after replay; here from what the fold says of itself. */
void
test_store_project (TestStore *self, const char *case_id)
{
  g_autoptr (LoketStoredCase) stored = test_store_read_case (self, case_id);
  g_autoptr (GPtrArray) projections =
      g_ptr_array_new_with_free_func ((GDestroyNotify) loket_projection_free);
  LoketProjection *projection = loket_projection_new_from_case (stored->fold->the_case);
  GAsyncResult *result = NULL;

  if (stored->fold->pending->len > 0)
    projection->pending_text =
        g_strdup (loket_act_get_text (g_ptr_array_index (stored->fold->pending, 0), "text"));
  g_ptr_array_add (projections, projection);
  loket_store_project_async (self->store, projections, test_store_done_cb, &result);
  test_store_wait_written (self, &result);
}

GPtrArray *
test_store_list (TestStore *self, LoketView view, const char *search, LoketDay today)
{
  return test_store_list_at (self, view, search, today, loket_moment_of_day (today, 0, 0));
}

GPtrArray *
test_store_list_at (
    TestStore *self, LoketView view, const char *search, LoketDay today, LoketMoment now)
{
  LoketQuery query = {view, search, "p1", today, now};
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *lines;

  loket_store_list_lines_async (self->store, &query, 0, NULL, test_store_done_cb, &result);
  lines = loket_store_list_lines_finish (self->store, test_store_wait (self, &result), &error);
  g_assert_no_error (error);
  return lines;
}
