/* SPDX-License-Identifier: EUPL-1.2 */
/* What comes in: pages, bad items, full resyncs, withdrawals, erasures, cases not to be kept. */
#include "config.h"

#include <string.h>

#include "loket-error.h"
#include "loket-test-store.h"
#include "loket-work-quarantine.h"

static LoketFeedState *
read_state (TestStore *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;

  loket_store_read_feed_state_async (fixture->store, test_store_done_cb, &result);
  return loket_store_read_feed_state_finish (fixture->store, test_store_wait (fixture, &result),
                                             NULL);
}

static char *
upsert (const char *case_id, int version, const char *more)
{
  g_autofree char *json = test_case_json (case_id, case_id, more);

  return test_upsert (case_id, version, json);
}

static void
apply (TestStore *fixture, const char *cursor, const char *items)
{
  loket_page_result_free (test_store_apply (fixture, cursor, items));
}

static guint
count_in (TestStore *fixture, LoketView view, const char *search)
{
  g_autoptr (GPtrArray) lines = test_store_list (fixture, view, search, 739000);

  return lines->len;
}

static char **
finish_generation (TestStore *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char **gone;

  loket_store_finish_generation_async (fixture->store, 0, test_store_done_cb, &result);
  gone = loket_store_finish_generation_finish (fixture->store, test_store_wait (fixture, &result),
                                               &error);
  g_assert_no_error (error);
  return gone;
}

static void
begin_generation (TestStore *fixture)
{
  GAsyncResult *result = NULL;

  loket_store_begin_generation_async (fixture->store, TRUE, test_store_done_cb, &result);
  test_store_wait_written (fixture, &result);
}

static GPtrArray *
list_quarantine (TestStore *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;

  loket_store_list_quarantine_async (fixture->store, test_store_done_cb, &result);
  return loket_store_list_quarantine_finish (fixture->store, test_store_wait (fixture, &result),
                                             NULL);
}

static void
test_cursor (TestStore *fixture, gconstpointer data)
{
  g_autofree char *item = upsert ("c1", 1, "\"subject\":\"A\"");
  g_autoptr (LoketPageResult) first = NULL;
  g_autoptr (LoketPageResult) again = NULL;
  g_autoptr (LoketFeedState) before = read_state (fixture);
  g_autoptr (LoketFeedState) after = NULL;

  g_assert_null (before->cursor);
  first = test_store_apply (fixture, "k1", item);
  g_assert_cmpuint (first->n_received, ==, 1);
  g_assert_cmpstr (first->changed[0], ==, "c1");
  g_assert_cmpstr (first->next, ==, "k1");
  again = test_store_apply (fixture, "k2", item);
  g_assert_cmpuint (again->n_items, ==, 1);
  g_assert_cmpuint (again->n_received, ==, 0);
  test_store_reopen (fixture, FALSE);
  after = read_state (fixture);
  g_assert_cmpstr (after->cursor, ==, "k2");
  g_assert_cmpint (after->generation, ==, 1);
  g_assert_true (after->resyncing);
}

/* A slow reply to a GET: what came since is newer. */
static void
test_older_version (TestStore *fixture, gconstpointer data)
{
  g_autofree char *newer = upsert ("c1", 5, "\"subject\":\"Newer\"");
  g_autofree char *older = test_case_json ("c1", "c1", "\"version\":4,\"subject\":\"Older\"");
  g_autoptr (LoketStoredCase) stored = NULL;

  apply (fixture, "k1", newer);
  g_assert_true (test_store_take_case (fixture, FALSE, "c1", older, NULL));
  stored = test_store_read_case (fixture, "c1");
  g_assert_cmpstr (stored->copy->subject, ==, "Newer");
}

static void
test_no_page (TestStore *fixture, gconstpointer data)
{
  const char *const bodies[] = {"", "<html>", "[]", "{\"items\":{}}", "{\"items\":[]}"};
  g_autoptr (LoketFeedState) state = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++) {
    g_autoptr (GBytes) body = g_bytes_new_static (bodies[i], strlen (bodies[i]));
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (GError) error = NULL;

    loket_store_apply_page_async (fixture->store, body, NULL, 1, test_store_done_cb, &result);
    g_assert_null (
        loket_store_apply_page_finish (fixture->store, test_store_wait (fixture, &result), &error));
    g_assert_error (error, LOKET_ERROR, LOKET_ERROR_INVALID);
  }
  state = read_state (fixture);
  g_assert_null (state->cursor);
}

/* One item that cannot be read costs nothing but itself, and comes back whole later. */
static void
test_quarantine (TestStore *fixture, gconstpointer data)
{
  g_autofree char *good = upsert ("c1", 1, "\"subject\":\"A\"");
  g_autofree char *good_too = upsert ("c3", 1, "\"subject\":\"C\"");
  g_autofree char *mended = upsert ("c2", 2, "\"subject\":\"B\"");
  g_autofree char *items = g_strdup_printf ("%s,{\"caseId\":\"c2\",\"version\":1,\"change\":"
                                            "\"upserted\",\"case\":{\"caseId\":\"c2\"}},7,%s",
                                            good, good_too);
  g_autoptr (LoketPageResult) result = test_store_apply (fixture, "k1", items);
  g_autoptr (LoketPageResult) again = test_store_apply (fixture, "k1", items);
  g_autoptr (GPtrArray) kept = list_quarantine (fixture);
  g_autoptr (GPtrArray) left = NULL;
  LoketQuarantinedItem *bad = g_ptr_array_index (kept, 0);

  g_assert_cmpuint (result->n_received, ==, 2);
  g_assert_cmpuint (result->n_quarantined, ==, 2);
  g_assert_cmpuint (again->n_quarantined, ==, 2);
  g_assert_cmpuint (count_in (fixture, LOKET_VIEW_ALL, NULL), ==, 2);
  g_assert_cmpuint (kept->len, ==, 2);
  g_assert_cmpstr (bad->case_id, ==, "c2");
  g_assert_nonnull (strstr (bad->reason, "items[1]"));
  g_assert_cmpuint (g_bytes_get_size (bad->bytes), >, 20);
  apply (fixture, "k2", mended);
  left = list_quarantine (fixture);
  g_assert_cmpuint (left->len, ==, 1);
}

static gint64
count_aside (TestStore *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 count = -1;

  loket_store_count_quarantine_async (fixture->store, test_store_done_cb, &result);
  loket_store_count_quarantine_finish (fixture->store, test_store_wait (fixture, &result), &count,
                                       &error);
  g_assert_no_error (error);
  return count;
}

/* Of no case, or of one that nobody knows: it lies there until everything has come without it. */
static void
test_quarantine_of_no_case (TestStore *fixture, gconstpointer data)
{
  static const char bad[] = "null,1,\"x\",[],{\"caseId\":\"nobody\",\"version\":\"x\"}";
  g_autofree char *good = upsert ("c1", 1, "");
  g_autofree char *all = g_strdup_printf ("%s,%s", good, bad);
  g_autofree char *some = g_strdup_printf ("%s,1", good);
  g_auto (GStrv) first = NULL;
  g_auto (GStrv) second = NULL;
  g_auto (GStrv) third = NULL;

  apply (fixture, "k1", all);
  first = finish_generation (fixture);
  g_assert_cmpint (count_aside (fixture), ==, 5);
  begin_generation (fixture);
  apply (fixture, "k2", some);
  g_assert_cmpint (count_aside (fixture), ==, 5);
  second = finish_generation (fixture);
  g_assert_cmpint (count_aside (fixture), ==, 1);
  begin_generation (fixture);
  apply (fixture, "k3", good);
  third = finish_generation (fixture);
  g_assert_cmpint (count_aside (fixture), ==, 0);
}

/* A loket with a mistake in each item does not fill the disk. */
static void
test_quarantine_is_bounded (TestStore *fixture, gconstpointer data)
{
  g_autoptr (GString) items = g_string_new (NULL);
  g_autofree char *long_text = g_strnfill (2 * LOKET_QUARANTINE_BYTES_MAX, 'x');
  g_autofree char *good = upsert ("c1", 1, "");
  g_autoptr (GPtrArray) kept = NULL;
  const LoketQuarantinedItem *newest;
  g_auto (GStrv) first = NULL;
  g_auto (GStrv) second = NULL;

  for (int i = 0; i < 3 * LOKET_QUARANTINE_ITEMS_MAX; i++)
    g_string_append_printf (items, "%d,", i);
  g_string_append_printf (items, "\"%s\"", long_text);
  apply (fixture, "k1", items->str);
  kept = list_quarantine (fixture);
  g_assert_cmpuint (kept->len, ==, LOKET_QUARANTINE_ITEMS_MAX);
  newest = g_ptr_array_index (kept, kept->len - 1);
  g_assert_cmpuint (g_bytes_get_size (newest->bytes), ==, LOKET_QUARANTINE_BYTES_MAX);
  g_assert_cmpint (count_aside (fixture), ==, LOKET_QUARANTINE_ITEMS_MAX);
  first = finish_generation (fixture);
  begin_generation (fixture);
  apply (fixture, "k2", good);
  second = finish_generation (fixture);
  g_assert_cmpint (count_aside (fixture), ==, 0);
}

/* A case that cannot be read, and changes again and again, is one thing that lies aside; it goes
 * when the case is ours no more. */
static void
test_quarantine_of_one_case (TestStore *fixture, gconstpointer data)
{
  for (int version = 1; version <= 3; version++) {
    g_autofree char *cursor = g_strdup_printf ("k%d", version);
    g_autofree char *item = g_strdup_printf (
        "{\"caseId\":\"c1\",\"version\":%d,\"change\":\"upserted\",\"case\":5}", version);

    apply (fixture, cursor, item);
    g_assert_cmpint (count_aside (fixture), ==, 1);
  }
  apply (fixture, "k4", "{\"caseId\":\"c1\",\"version\":4,\"change\":\"withdrawn\"}");
  g_assert_cmpint (count_aside (fixture), ==, 0);
}

/* A case that came, but could not be read, is there still: it is not gone from the loket. */
static void
test_unreadable_is_not_gone (TestStore *fixture, gconstpointer data)
{
  g_autofree char *good = upsert ("c1", 1, "");
  g_autofree char *other = upsert ("c2", 1, "");
  g_autofree char *items = g_strdup_printf ("%s,%s", good, other);
  g_auto (GStrv) first = NULL;
  g_auto (GStrv) gone = NULL;

  apply (fixture, "k1", items);
  first = finish_generation (fixture);
  begin_generation (fixture);
  apply (fixture, "k2", "{\"caseId\":\"c1\",\"version\":2,\"change\":\"upserted\",\"case\":{}}");
  gone = finish_generation (fixture);
  g_assert_cmpuint (g_strv_length (gone), ==, 1);
  g_assert_cmpstr (gone[0], ==, "c2");
}

/* A number that no computer holds costs one item, not the page. */
static void
test_number_too_large (TestStore *fixture, gconstpointer data)
{
  g_autofree char *good = upsert ("c1", 1, "");
  g_autofree char *huge = upsert ("c2", 1, "\"later\":1e999");
  g_autofree char *items = g_strdup_printf ("%s,%s", good, huge);
  g_autoptr (LoketPageResult) result = test_store_apply (fixture, "k1", items);

  g_assert_cmpuint (result->n_received, ==, 1);
  g_assert_cmpuint (result->n_quarantined, ==, 1);
}

/* A version that no case can have is refused: it would make the case deaf to what comes later. */
static void
test_version_too_large (TestStore *fixture, gconstpointer data)
{
  g_autofree char *json = test_case_json ("c2", "c2", "\"version\":9000000000000000000");
  g_autofree char *good = upsert ("c1", 1, "\"subject\":\"Older\"");
  g_autofree char *later = upsert ("c1", 2, "\"subject\":\"Newer\"");
  g_autofree char *huge_case = test_upsert ("c2", 1, json);
  g_auto (GStrv) halves = g_strsplit (good, "\"version\":1", 2);
  g_autofree char *huge_item = g_strjoinv ("\"version\":9000000000000000000", halves);
  g_autofree char *items = g_strdup_printf ("%s,%s,%s", good, huge_item, huge_case);
  g_autoptr (LoketPageResult) result = test_store_apply (fixture, "k1", items);
  g_autoptr (LoketStoredCase) stored = NULL;
  g_autoptr (LoketStoredCase) none = NULL;

  g_assert_cmpuint (result->n_received, ==, 1);
  g_assert_cmpuint (result->n_quarantined, ==, 2);
  apply (fixture, "k2", later);
  stored = test_store_read_case (fixture, "c1");
  g_assert_cmpstr (stored->copy->subject, ==, "Newer");
  none = test_store_read_case (fixture, "c2");
  g_assert_null (none);
}

static gboolean
is_in_file (TestStore *fixture, const char *name, const char *text)
{
  g_autofree char *path = test_store_build_path (fixture, name);
  g_autofree char *contents = NULL;
  gsize length;

  if (!g_file_get_contents (path, &contents, &length, NULL))
    return FALSE;
  return memmem (contents, length, text, strlen (text)) != NULL;
}

static gboolean
is_on_disk (TestStore *fixture, const char *text)
{
  return is_in_file (fixture, "cache.db", text) || is_in_file (fixture, "cache.db-wal", text) ||
         is_in_file (fixture, "work.db", text) || is_in_file (fixture, "work.db-wal", text);
}

/* What GET answers about another case, or cannot be read, is set aside until the case comes. */
static void
test_answer_of_another_case (TestStore *fixture, gconstpointer data)
{
  g_autofree char *json = test_case_json ("c2", "c2", "\"version\":3,\"subject\":\"Secret\"");
  g_autofree char *right = test_case_json ("c1", "c1", "\"version\":3,\"subject\":\"Right\"");
  const char *const bodies[] = {json, "{\"caseId\":\"c1\"}", right};
  const guint aside[] = {1, 1, 0};

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++) {
    g_autoptr (GPtrArray) kept = NULL;
    g_autoptr (GError) error = NULL;

    test_store_take_case (fixture, TRUE, "c1", bodies[i], &error);
    if (aside[i] > 0)
      g_assert_error (error, LOKET_ERROR, LOKET_ERROR_INVALID);
    else
      g_assert_no_error (error);
    kept = list_quarantine (fixture);
    g_assert_cmpuint (kept->len, ==, aside[i]);
    if (i == 0) {
      const LoketQuarantinedItem *item = g_ptr_array_index (kept, 0);

      g_assert_cmpstr (item->case_id, ==, "c1");
      g_assert_cmpuint (g_bytes_get_size (item->bytes), ==, 0);
      g_assert_false (is_on_disk (fixture, "Secret"));
    }
  }
  g_assert_cmpuint (count_in (fixture, LOKET_VIEW_ALL, NULL), ==, 1);
}

/* What was replayed from an older copy is not shown of the newer one. */
static void
test_replay_of_an_older_copy (TestStore *fixture, gconstpointer data)
{
  g_autofree char *older = upsert ("c1", 1, "\"subject\":\"Older\"");
  g_autofree char *newer = upsert ("c1", 2, "\"subject\":\"Newer\"");
  g_autoptr (LoketStoredCase) stored = NULL;
  g_autoptr (GPtrArray) projections =
      g_ptr_array_new_with_free_func ((GDestroyNotify) loket_projection_free);
  LoketProjection *projection;
  g_autoptr (GPtrArray) lines = NULL;
  GAsyncResult *result = NULL;

  apply (fixture, "k1", older);
  stored = test_store_read_case (fixture, "c1");
  projection = loket_projection_new_from_case (stored->copy);
  projection->basis = stored->basis;
  g_ptr_array_add (projections, projection);
  apply (fixture, "k2", newer);
  loket_store_project_async (fixture->store, projections, test_store_done_cb, &result);
  test_store_wait_written (fixture, &result);
  lines = test_store_list (fixture, LOKET_VIEW_ALL, NULL, 1);
  g_assert_cmpstr (((LoketCaseLine *) g_ptr_array_index (lines, 0))->subject, ==, "Newer");
}

/* Somebody on the way kept an older answer: it proves nothing, and the case is asked for again;
 * what a person asked for beside the feed does not stand for it either. */
static void
test_too_large_and_older (TestStore *fixture, gconstpointer data)
{
  gboolean of_feed = GPOINTER_TO_INT (data);
  g_autofree char *newer = upsert ("c1", 5, "\"subject\":\"Newer\"");
  g_autofree char *json = test_case_json ("c1", "c1", "\"version\":4,\"subject\":\"Older\"");
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketFeedState) state = NULL;
  g_autoptr (LoketStoredCase) stored = NULL;

  apply (fixture, "k1", newer);
  apply (fixture, "k2", "{\"caseId\":\"c1\",\"version\":6,\"change\":\"upserted\"}");
  test_store_take_case (fixture, of_feed, "c1", json, &error);
  if (of_feed)
    g_assert_error (error, LOKET_ERROR, LOKET_ERROR_INVALID);
  else
    g_assert_no_error (error);
  state = read_state (fixture);
  g_assert_cmpstr (state->to_fetch[0], ==, "c1");
  stored = test_store_read_case (fixture, "c1");
  g_assert_cmpstr (stored->copy->subject, ==, "Newer");
}

/* Asked for alone, it is one of those that came, also when everything came anew. */
static void
test_too_large_for_a_page (TestStore *fixture, gconstpointer data)
{
  g_autoptr (LoketPageResult) result =
      test_store_apply (fixture, "k1", "{\"caseId\":\"c1\",\"version\":3,\"change\":\"upserted\"}");
  g_autofree char *json = test_case_json ("c1", "c1", "\"version\":3,\"subject\":\"Large\"");
  g_auto (GStrv) gone = NULL;

  g_assert_cmpstr (result->to_fetch[0], ==, "c1");
  g_assert_true (test_store_take_case (fixture, TRUE, "c1", json, NULL));
  g_assert_cmpuint (count_in (fixture, LOKET_VIEW_ALL, NULL), ==, 1);
  gone = finish_generation (fixture);
  g_assert_null (gone[0]);
  g_assert_cmpuint (count_in (fixture, LOKET_VIEW_ALL, NULL), ==, 1);
}

/* A person opens it, and the answer is overtaken by the feed, which takes it away. */
static void
test_left_while_opened (TestStore *fixture, gconstpointer data)
{
  const char *change = data;
  g_autofree char *item = upsert ("c1", 1, "\"subject\":\"A\"");
  g_autofree char *gone =
      g_strdup_printf ("{\"caseId\":\"c1\",\"version\":2,\"change\":\"%s\"}", change);
  g_autofree char *json = test_case_json ("c1", "c1", "\"version\":3,\"subject\":\"B\"");
  g_autoptr (GError) error = NULL;

  apply (fixture, "k1", item);
  g_assert_true (test_store_take_case (fixture, FALSE, "c1", json, NULL));
  g_assert_cmpuint (count_in (fixture, LOKET_VIEW_ALL, "B"), ==, 1);
  apply (fixture, "k2", gone);
  g_assert_false (test_store_take_case (fixture, FALSE, "c1", json, &error));
  g_assert_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_NOT_FOUND);
  g_assert_cmpuint (count_in (fixture, LOKET_VIEW_ALL, NULL), ==, 0);
}

/* 410: everything comes again; what does not is marked, not lost, and comes back when it comes. */
static void
test_generation (TestStore *fixture, gconstpointer data)
{
  g_autofree char *one = upsert ("c1", 1, "\"subject\":\"A\"");
  g_autofree char *two = upsert ("c2", 1, "\"subject\":\"B\"");
  g_autofree char *both = g_strdup_printf ("%s,%s", one, two);
  g_auto (GStrv) none = NULL;
  g_auto (GStrv) gone = NULL;
  g_autoptr (LoketFeedState) state = NULL;
  g_autoptr (LoketStoredCase) stored = NULL;
  g_autoptr (LoketStoredCase) back = NULL;

  apply (fixture, "k1", both);
  none = finish_generation (fixture);
  g_assert_cmpuint (g_strv_length (none), ==, 0);
  begin_generation (fixture);
  state = read_state (fixture);
  g_assert_null (state->cursor);
  g_assert_true (state->resyncing);
  apply (fixture, "j1", one);
  gone = finish_generation (fixture);
  g_assert_cmpuint (g_strv_length (gone), ==, 1);
  g_assert_cmpstr (gone[0], ==, "c2");
  stored = test_store_read_case (fixture, "c2");
  g_assert_cmpint (stored->presence, ==, LOKET_PRESENCE_GONE);
  g_assert_nonnull (stored->copy);
  apply (fixture, "j2", two);
  back = test_store_read_case (fixture, "c2");
  g_assert_cmpint (back->presence, ==, LOKET_PRESENCE_HERE);
}

static void
test_withdrawn (TestStore *fixture, gconstpointer data)
{
  g_autofree char *one = upsert ("c1", 1, "\"subject\":\"A\",\"step\":\"mediating\"");
  g_autofree char *two = upsert ("c2", 1, "\"subject\":\"B\",\"step\":\"mediating\"");
  g_autofree char *both = g_strdup_printf ("%s,%s", one, two);
  g_autoptr (LoketStoredCase) kept = NULL;
  g_autoptr (LoketStoredCase) away = NULL;
  g_autofree char *case_id = NULL;
  g_autoptr (GAsyncResult) written = NULL;

  apply (fixture, "k1", both);
  loket_work_item_unref (test_store_add_note (fixture, "c1", "a1", "unsent"));
  apply (fixture, "k2",
         "{\"caseId\":\"c1\",\"version\":2,\"change\":\"withdrawn\",\"reason\":\"reassigned\"},"
         "{\"caseId\":\"c2\",\"version\":2,\"change\":\"withdrawn\",\"reason\":\"reassigned\"}");
  away = test_store_read_case (fixture, "c2");
  g_assert_null (away);
  kept = test_store_read_case (fixture, "c1");
  g_assert_cmpint (kept->presence, ==, LOKET_PRESENCE_WITHDRAWN);
  g_assert_cmpuint (kept->fold->pending->len, ==, 1);
  g_assert_cmpuint (count_in (fixture, LOKET_VIEW_ALL, NULL), ==, 1);
  g_assert_cmpuint (count_in (fixture, LOKET_VIEW_MEDIATION, NULL), ==, 0);
  loket_store_take_back_async (fixture->store, "a1", 3, test_store_done_cb, &written);
  case_id =
      loket_store_take_back_finish (fixture->store, test_store_wait (fixture, &written), NULL);
  g_assert_cmpstr (case_id, ==, "c1");
  g_assert_cmpuint (count_in (fixture, LOKET_VIEW_ALL, NULL), ==, 0);
}

/* Nothing of it is left in the raw bytes of any file, the journals and the index included. */
static void
test_erased (TestStore *fixture, gconstpointer data)
{
  g_autofree char *one =
      upsert ("c1", 1, "\"subject\":\"A\",\"complainants\":[{\"name\":\"Quibbelaar\"}]");
  g_autofree char *two = upsert ("c2", 1, "\"subject\":\"B\"");
  g_autofree char *both = g_strdup_printf ("%s,%s", one, two);
  g_auto (GStrv) gone = NULL;

  apply (fixture, "k1", both);
  gone = finish_generation (fixture);
  loket_work_item_unref (test_store_add_note (fixture, "c1", "a1", "Quibbelaar called"));
  test_store_project (fixture, "c1");
  g_assert_cmpuint (count_in (fixture, LOKET_VIEW_ALL, "quibb"), ==, 1);
  g_assert_true (is_on_disk (fixture, "Quibbelaar"));
  g_assert_true (is_on_disk (fixture, "quibbelaar"));
  apply (fixture, "k2", "{\"caseId\":\"c1\",\"version\":2,\"change\":\"erased\"}");
  g_assert_cmpuint (count_in (fixture, LOKET_VIEW_ALL, "quibb"), ==, 0);
  g_assert_cmpuint (count_in (fixture, LOKET_VIEW_ALL, NULL), ==, 1);
  g_assert_false (is_on_disk (fixture, "Quibbelaar"));
  g_assert_false (is_on_disk (fixture, "quibbelaar"));
  g_assert_true (is_on_disk (fixture, "erased"));
}

/* A case that may not be kept is shown while the program runs; on the disk stand dates and codes.
 */
static void
test_not_kept (TestStore *fixture, gconstpointer data)
{
  static const char json[] =
      "{\"caseId\":\"c1\",\"reference\":\"KL-9\",\"agency\":\"demo\",\"step\":\"intake\","
      "\"procedure\":{\"id\":\"p\",\"version\":\"1\"},\"receivedOn\":\"2026-11-02\","
      "\"offlinePermitted\":false,\"subject\":\"Verborgenheid\"}";
  g_autofree char *item = test_upsert ("c1", 1, json);
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GPtrArray) later = NULL;
  g_autoptr (LoketStoredCase) stored = NULL;
  g_autoptr (LoketStoredCase) after = NULL;
  LoketCaseLine *line;

  apply (fixture, "k1", item);
  lines = test_store_list (fixture, LOKET_VIEW_INBOX, NULL, 739000);
  line = g_ptr_array_index (lines, 0);
  g_assert_cmpstr (line->subject, ==, "Verborgenheid");
  stored = test_store_read_case (fixture, "KL-9");
  g_assert_cmpstr (stored->copy->subject, ==, "Verborgenheid");
  g_assert_false (is_on_disk (fixture, "Verborgenheid"));
  test_store_reopen (fixture, FALSE);
  later = test_store_list (fixture, LOKET_VIEW_INBOX, NULL, 739000);
  line = g_ptr_array_index (later, 0);
  g_assert_cmpstr (line->reference, ==, "KL-9");
  g_assert_cmpstr (line->subject, ==, "");
  after = test_store_read_case (fixture, "KL-9");
  g_assert_null (after->copy);
  g_assert_true (after->to_fetch);
}

static void
test_bodies (TestStore *fixture, gconstpointer data)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("{\"a\":1}", 7);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) bodies = NULL;
  GAsyncResult *written = NULL;
  LoketKeptBody *kept;

  for (int i = 0; i < 2; i++) {
    loket_store_keep_body_async (fixture->store, "/refData/calendars", i == 0 ? "\"1\"" : "\"2\"",
                                 body, test_store_done_cb, &written);
    test_store_wait_written (fixture, &written);
  }
  loket_store_list_bodies_async (fixture->store, test_store_done_cb, &result);
  bodies =
      loket_store_list_bodies_finish (fixture->store, test_store_wait (fixture, &result), NULL);
  g_assert_cmpuint (bodies->len, ==, 1);
  kept = g_ptr_array_index (bodies, 0);
  g_assert_cmpstr (kept->path, ==, "/refData/calendars");
  g_assert_cmpstr (kept->etag, ==, "\"2\"");
  g_assert_true (g_bytes_equal (kept->body, body));
}

/* Members and texts of a newer loket, odd spaces and empty texts come back as they came. */
static void
test_texts_unchanged (TestStore *fixture, gconstpointer data)
{
  g_autofree char *item =
      upsert ("c1", 1,
              "\"subject\":\"\",\"facts\":\" \\u00e9\\n\\\"x\\\" \\ud83d\\ude00 \","
              "\"newMember\":{\"n\":12345678901}");
  g_autoptr (LoketStoredCase) stored = NULL;
  JsonObject *more;

  apply (fixture, "k1", item);
  stored = test_store_read_case (fixture, "c1");
  g_assert_cmpstr (stored->copy->subject, ==, "");
  g_assert_cmpstr (stored->copy->facts, ==, " \xc3\xa9\n\"x\" \xf0\x9f\x98\x80 ");
  more = loket_json_peek_object (stored->copy->json, "newMember");
  g_assert_cmpint (loket_json_peek_int (more, "n", 0), ==, G_GINT64_CONSTANT (12345678901));
}

static gboolean
take_beginning (
    TestStore *self, const char *more, const char *page, gint64 *rest_after, GError **error)
{
  g_autofree char *act = test_act_json ("a1", "note", 1, "{\"text\":\"Word of a1\"}");
  g_autofree char *members =
      g_strdup_printf ("\"version\":3,\"actCount\":3,\"acts\":[%s]%s", act, more);
  g_autofree char *json = test_case_json ("c1", "c1", members);
  g_autoptr (GBytes) body = g_bytes_new (json, strlen (json));
  g_autoptr (GPtrArray) rest = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GAsyncResult) result = NULL;

  if (page != NULL)
    g_ptr_array_add (rest, g_bytes_new (page, strlen (page)));
  loket_store_apply_case_async (self->store, "c1", body, rest, 2, test_store_done_cb, &result);
  return loket_store_take_case_finish (self->store, test_store_wait (self, &result), rest_after,
                                       error);
}

static char *
rest_of_acts (void)
{
  g_autofree char *second = test_act_json ("a2", "note", 2, "{\"text\":\"Word of a2\"}");
  g_autofree char *third = test_act_json ("a3", "note", 3, "{\"text\":\"Word of a3\"}");

  return g_strdup_printf ("{\"items\":[%s,%s],\"total\":3}", second, third);
}

/* Nothing of it is here before all of it is. */
static void
test_rest_of_a_history (TestStore *fixture, gconstpointer data)
{
  g_autofree char *page = rest_of_acts ();
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketFeedState) state = NULL;
  g_autoptr (LoketStoredCase) stored = NULL;
  gint64 rest_after;

  apply (fixture, "k1", "{\"caseId\":\"c1\",\"version\":3,\"change\":\"upserted\"}");
  g_assert_true (take_beginning (fixture, "", NULL, &rest_after, NULL));
  g_assert_cmpint (rest_after, ==, 1);
  g_assert_cmpuint (count_in (fixture, LOKET_VIEW_ALL, NULL), ==, 0);
  state = read_state (fixture);
  g_assert_cmpstr (state->to_fetch[0], ==, "c1");

  g_assert_true (take_beginning (fixture, "", page, &rest_after, &error));
  g_assert_no_error (error);
  g_assert_cmpint (rest_after, ==, -1);
  stored = test_store_read_case (fixture, "c1");
  g_assert_cmpuint (stored->copy->acts->len, ==, 3);
}

/* What came of the rest and cannot be read is set aside, but of a case that may not be kept no
 * word. */
static void
test_rest_not_read (TestStore *fixture, gconstpointer data)
{
  const char *more = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) aside = NULL;
  gint64 rest_after;

  g_assert_false (take_beginning (fixture, more, "{\"items\":[{\"text\":\"Word of a2\"}]}",
                                  &rest_after, &error));
  g_assert_error (error, LOKET_ERROR, LOKET_ERROR_INVALID);
  aside = list_quarantine (fixture);
  g_assert_cmpuint (aside->len, ==, 1);
  g_assert_cmpint (is_on_disk (fixture, "Word of a2"), ==, *more == '\0');
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func)                                                                            \
  g_test_add ("/store/feed/" path, TestStore, NULL, test_store_set_up, func, test_store_tear_down)
  ADD ("cursor", test_cursor);
  ADD ("older-version", test_older_version);
  ADD ("no-page", test_no_page);
  ADD ("quarantine", test_quarantine);
  ADD ("quarantine-of-no-case", test_quarantine_of_no_case);
  ADD ("quarantine-is-bounded", test_quarantine_is_bounded);
  ADD ("quarantine-of-one-case", test_quarantine_of_one_case);
  ADD ("unreadable-is-not-gone", test_unreadable_is_not_gone);
  ADD ("number-too-large", test_number_too_large);
  ADD ("version-too-large", test_version_too_large);
  ADD ("answer-of-another-case", test_answer_of_another_case);
  ADD ("replay-of-an-older-copy", test_replay_of_an_older_copy);
  ADD ("too-large-for-a-page", test_too_large_for_a_page);
  g_test_add ("/store/feed/rest-of-a-history", TestStore, NULL, test_store_set_up,
              test_rest_of_a_history, test_store_tear_down);
  g_test_add ("/store/feed/rest-not-read/kept", TestStore, "", test_store_set_up,
              test_rest_not_read, test_store_tear_down);
  g_test_add ("/store/feed/rest-not-read/unkept", TestStore, ",\"offlinePermitted\":false",
              test_store_set_up, test_rest_not_read, test_store_tear_down);
  g_test_add ("/store/feed/too-large-and-older/of-the-feed", TestStore, GINT_TO_POINTER (TRUE),
              test_store_set_up, test_too_large_and_older, test_store_tear_down);
  g_test_add ("/store/feed/too-large-and-older/beside-it", TestStore, GINT_TO_POINTER (FALSE),
              test_store_set_up, test_too_large_and_older, test_store_tear_down);
  g_test_add ("/store/feed/left-while-opened/erased", TestStore, "erased", test_store_set_up,
              test_left_while_opened, test_store_tear_down);
  g_test_add ("/store/feed/left-while-opened/withdrawn", TestStore, "withdrawn", test_store_set_up,
              test_left_while_opened, test_store_tear_down);
  ADD ("generation", test_generation);
  ADD ("withdrawn", test_withdrawn);
  ADD ("erased", test_erased);
  ADD ("not-kept", test_not_kept);
  ADD ("bodies", test_bodies);
  ADD ("texts-unchanged", test_texts_unchanged);
  return g_test_run ();
}
