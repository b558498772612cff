/* SPDX-License-Identifier: EUPL-1.2 */
/* A full disk, a failing one, and power that goes at every single write. */
#include "config.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "loket-fault-vfs.h"
#include "loket-test-store.h"

static void
set_up (TestStore *fixture, gconstpointer data)
{
  g_autofree char *json = test_case_json ("c1", "KL-1", "\"version\":1,\"subject\":\"A\"");
  g_autofree char *item = test_upsert ("c1", 1, json);

  fixture->folder = g_dir_make_tmp ("loket-disk-XXXXXX", NULL);
  test_store_open (fixture, LOKET_FAULT_VFS);
  loket_page_result_free (test_store_apply (fixture, "k1", item));
}

static void
tear_down (TestStore *fixture, gconstpointer data)
{
  test_store_tear_down (fixture, data);
  loket_fault_vfs_forget ();
}

static gboolean
add_note (TestStore *fixture, const char *id, GError **error)
{
  char *json = test_act_json (id, "note", 0, "{\"text\":\"a note\"}");
  g_autoptr (GBytes) body = g_bytes_new_take (json, strlen (json));
  g_autoptr (JsonNode) root = loket_json_parse (json, -1, NULL);
  g_autoptr (LoketAct) act = loket_act_from_json (json_node_get_object (root), NULL);
  g_autoptr (LoketWorkItem) item = loket_work_item_new_act ("c1", "KL-1", act, body, 1);
  g_autoptr (GAsyncResult) result = NULL;

  loket_store_add_work_async (fixture->store, item, NULL, NULL, test_store_done_cb, &result);
  return loket_store_write_finish (fixture->store, test_store_wait (fixture, &result), error);
}

static gboolean
is_shown (LoketStoredCase *stored, const char *id)
{
  gboolean shown = stored->copy != NULL && loket_case_find_act (stored->copy, id) != NULL;

  for (guint i = 0; i < stored->fold->pending->len; i++) {
    LoketAct *act = g_ptr_array_index (stored->fold->pending, i);

    /* Never twice. */
    if (g_str_equal (act->act_id, id)) {
      g_assert_false (shown);
      shown = TRUE;
    }
  }
  return shown;
}

static gboolean
case_shows (TestStore *fixture, const char *id)
{
  g_autoptr (LoketStoredCase) stored = test_store_read_case (fixture, "c1");

  return stored != NULL && is_shown (stored, id);
}

static void
test_full_disk (TestStore *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (add_note (fixture, "a1", NULL));
  loket_fault_vfs_arm (0, SQLITE_FULL);
  g_assert_false (add_note (fixture, "a2", &error));
  g_assert_error (error, LOKET_SQLITE_ERROR, LOKET_SQLITE_ERROR_DISK);
  g_assert_true (case_shows (fixture, "a1"));
  g_assert_false (case_shows (fixture, "a2"));
  loket_fault_vfs_disarm ();
  g_assert_true (add_note (fixture, "a2", NULL));
  g_assert_true (case_shows (fixture, "a2"));
}

/* A page that does not fit leaves the cursor where it stood: it is fetched again. */
static void
test_full_disk_for_the_page (TestStore *fixture, gconstpointer data)
{
  g_autofree char *json = test_case_json ("c2", "KL-2", "\"subject\":\"B\"");
  g_autofree char *item = test_upsert ("c2", 1, json);
  g_autoptr (GBytes) page = test_page ("k2", item);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) read = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketFeedState) state = NULL;

  loket_fault_vfs_arm (0, SQLITE_FULL);
  loket_store_apply_page_async (fixture->store, page, NULL, 1, test_store_done_cb, &result);
  g_assert_null (
      loket_store_apply_page_finish (fixture->store, test_store_wait (fixture, &result), &error));
  g_assert_error (error, LOKET_SQLITE_ERROR, LOKET_SQLITE_ERROR_DISK);
  loket_fault_vfs_disarm ();
  loket_store_read_feed_state_async (fixture->store, test_store_done_cb, &read);
  state =
      loket_store_read_feed_state_finish (fixture->store, test_store_wait (fixture, &read), NULL);
  g_assert_cmpstr (state->cursor, ==, "k1");
}

static void
run_write (TestStore *fixture, GAsyncResult **result)
{
  loket_store_write_finish (fixture->store, test_store_wait (fixture, result), NULL);
  g_clear_object (result);
}

static void
sweep (TestStore *fixture, LoketMoment now)
{
  g_autoptr (GAsyncResult) result = NULL;

  loket_store_sweep_async (fixture->store, now, test_store_done_cb, &result);
  g_strfreev (loket_store_sweep_finish (fixture->store, test_store_wait (fixture, &result), NULL));
}

/* A day's work: an act is sent and taken, swept, another is made, a page comes in. */
static gboolean
work_on (TestStore *fixture)
{
  g_autofree char *act = test_act_json ("a1", "note", 1, "{\"text\":\"a note\"}");
  g_autofree char *more = g_strdup_printf ("\"version\":3,\"subject\":\"B\",\"acts\":[%s]", act);
  g_autofree char *json = test_case_json ("c1", "KL-1", more);
  g_autofree char *item = test_upsert ("c1", 3, json);
  g_autoptr (GBytes) answer = g_bytes_new (act, strlen (act));
  g_autoptr (GBytes) page = test_page ("k2", item);
  GAsyncResult *result = NULL;
  gboolean second;

  loket_store_mark_async (fixture->store, "a1", LOKET_WORK_SENDING, NULL, NULL, 2,
                          test_store_done_cb, &result);
  run_write (fixture, &result);
  loket_store_take_async (fixture->store, "a1", answer, 3, test_store_done_cb, &result);
  run_write (fixture, &result);
  sweep (fixture, 4);
  second = add_note (fixture, "a2", NULL);
  loket_store_apply_page_async (fixture->store, page, NULL, 5, test_store_done_cb, &result);
  test_store_wait (fixture, &result);
  loket_page_result_free (loket_store_apply_page_finish (fixture->store, result, NULL));
  g_clear_object (&result);
  sweep (fixture, 6);
  return second;
}

static void
assert_sound (TestStore *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketVerifyResult) found = NULL;

  loket_store_verify_async (fixture->store, FALSE, test_store_done_cb, &result);
  found = loket_store_verify_finish (fixture->store, test_store_wait (fixture, &result), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (found->work, ==, NULL);
  g_assert_cmpstr (found->cache, ==, NULL);
  g_assert_cmpstr (found->search, ==, NULL);
}

/* Returns: whether the disk failed at all: else the work takes fewer writes than that */
static gboolean
cut_power_at (guint operation)
{
  TestStore fixture = {NULL};
  gboolean second, failed;

  set_up (&fixture, NULL);
  g_assert_true (add_note (&fixture, "a1", NULL));
  loket_fault_vfs_arm (operation, SQLITE_IOERR_WRITE);
  second = work_on (&fixture);
  failed = loket_fault_vfs_disarm ();
  /* The power is gone: nothing that closing wants to write arrives either. */
  loket_fault_vfs_arm (0, SQLITE_IOERR_WRITE);
  loket_store_close (fixture.store);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  loket_fault_vfs_disarm ();
  loket_fault_vfs_cut_power ();
  test_store_open (&fixture, LOKET_FAULT_VFS);
  g_assert_true (case_shows (&fixture, "a1"));
  g_assert_true (!second || case_shows (&fixture, "a2"));
  assert_sound (&fixture);
  tear_down (&fixture, NULL);
  return failed;
}

static void
test_power_cut (void)
{
  guint operation = 0;

  while (cut_power_at (operation))
    operation++;
  g_test_message ("power cut at each of %u writes", operation);
  g_assert_cmpuint (operation, >, 40);
}

static void
cut_power (TestStore *fixture)
{
  loket_fault_vfs_arm (0, SQLITE_IOERR_WRITE);
  loket_store_close (fixture->store);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  loket_fault_vfs_disarm ();
  loket_fault_vfs_cut_power ();
  test_store_open (fixture, LOKET_FAULT_VFS);
}

static void
finish_filling (TestStore *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_auto (GStrv) gone = NULL;

  loket_page_result_free (test_store_apply (fixture, "k2", NULL));
  loket_store_finish_generation_async (fixture->store, 1, test_store_done_cb, &result);
  gone = loket_store_finish_generation_finish (fixture->store, test_store_wait (fixture, &result),
                                               NULL);
  g_assert_nonnull (gone);
}

/* What others did was shown as taken, though nothing of it lies in work.db. */
static void
test_what_others_did (TestStore *fixture, gconstpointer data)
{
  const char *how = data;
  g_autofree char *act = test_act_json ("b1", "note", 2, "{\"text\":\"of another\"}");
  g_autofree char *members = g_strdup_printf ("\"version\":2,\"acts\":[%s]", act);
  g_autofree char *json = test_case_json ("c1", "KL-1", members);

  finish_filling (fixture);
  cut_power (fixture);
  if (g_str_equal (how, "page")) {
    g_autofree char *item = test_upsert ("c1", 2, json);

    loket_page_result_free (test_store_apply (fixture, "k3", item));
  } else {
    g_assert_true (test_store_take_case (fixture, TRUE, "c1", json, NULL));
  }
  g_assert_true (case_shows (fixture, "b1"));
  cut_power (fixture);
  g_assert_true (case_shows (fixture, "b1"));
  assert_sound (fixture);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  loket_fault_vfs_register ();
  g_test_add ("/store/disk/full", TestStore, NULL, set_up, test_full_disk, tear_down);
  g_test_add ("/store/disk/full-for-the-page", TestStore, NULL, set_up, test_full_disk_for_the_page,
              tear_down);
  g_test_add_func ("/store/disk/power-cut", test_power_cut);
  g_test_add ("/store/disk/what-others-did/page", TestStore, "page", set_up, test_what_others_did,
              tear_down);
  g_test_add ("/store/disk/what-others-did/case", TestStore, "case", set_up, test_what_others_did,
              tear_down);
  return g_test_run ();
}
