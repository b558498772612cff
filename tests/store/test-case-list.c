/* SPDX-License-Identifier: EUPL-1.2 */
/* The list model: which ::items-changed it tells of, how much it reads and holds. */
#include "config.h"

#include "loket-case-list-private.h"
#include "loket-test-store.h"

enum {
  N_CASES = 2500,
  TODAY = 739000
};

typedef struct {
  TestStore store;
  LoketCaseList *list;
  GString *changes; /* every ::items-changed since it was last looked at */
} Fixture;

static void
changed_cb (GListModel *model, guint position, guint removed, guint added, gpointer user_data)
{
  Fixture *fixture = user_data;

  g_string_append_printf (fixture->changes, "(%u,%u,%u)", position, removed, added);
}

static void
assert_changes (Fixture *fixture, const char *expected)
{
  g_assert_cmpstr (fixture->changes->str, ==, expected);
  g_string_truncate (fixture->changes, 0);
}

static void
settle (Fixture *fixture)
{
  while (loket_store_step (fixture->store.store) || g_main_context_iteration (NULL, FALSE))
    continue;
}

static void
append_case (GString *items, int number, int version, const char *subject, const char *assignee)
{
  g_autofree char *id = g_strdup_printf ("case-%05d", number);
  g_autofree char *reference = g_strdup_printf ("KL-%05d", number);
  g_autofree char *more = g_strdup_printf (
      "\"subject\":\"%s\",\"assignee\":\"%s\",\"step\":\"intake\"", subject, assignee);
  g_autofree char *json = test_case_json (id, reference, more);
  g_autofree char *item = test_upsert (id, version, json);

  g_string_append_printf (items, "%s%s", items->len > 0 ? "," : "", item);
}

static void
apply_items (Fixture *fixture, GString *items)
{
  loket_page_result_free (test_store_apply (&fixture->store, "x", items->str));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) items = g_string_new (NULL);

  test_store_set_up (&fixture->store, data);
  for (int i = 0; i < N_CASES; i++)
    append_case (items, i, 1, "first", i < 10 ? "p1" : "p2");
  apply_items (fixture, items);
  fixture->list = _loket_case_list_new (fixture->store.store);
  fixture->changes = g_string_new (NULL);
  g_signal_connect (fixture->list, "items-changed", G_CALLBACK (changed_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  settle (fixture);
  g_assert_finalize_object (fixture->list);
  g_string_free (fixture->changes, TRUE);
  test_store_tear_down (&fixture->store, data);
}

static void
show (Fixture *fixture, LoketView view, const char *search)
{
  LoketQuery query = {view, search, "p1", TODAY};

  _loket_case_list_show (fixture->list, &query);
}

static LoketCaseRow *
peek_row (Fixture *fixture, guint position)
{
  g_autoptr (LoketCaseRow) row = g_list_model_get_item (G_LIST_MODEL (fixture->list), position);

  return row;
}

static void
test_first_rows_then_the_rest (Fixture *fixture, gconstpointer data)
{
  show (fixture, LOKET_VIEW_ALL, NULL);
  g_assert_true (loket_case_list_is_loading (fixture->list));
  while (fixture->changes->len == 0)
    g_assert_true (loket_store_step (fixture->store.store) |
                   g_main_context_iteration (NULL, FALSE));
  assert_changes (fixture, "(0,0,64)");
  g_assert_false (loket_case_row_is_loading (peek_row (fixture, 63)));
  g_assert_cmpstr (loket_case_row_get_reference (peek_row (fixture, 63)), ==, "KL-00063");
  settle (fixture);
  assert_changes (fixture, "(64,0,2436)");
  g_assert_false (loket_case_list_is_loading (fixture->list));
}

static void
test_other_view (Fixture *fixture, gconstpointer data)
{
  show (fixture, LOKET_VIEW_ALL, NULL);
  settle (fixture);
  g_string_truncate (fixture->changes, 0);
  show (fixture, LOKET_VIEW_MINE, NULL);
  settle (fixture);
  assert_changes (fixture, "(0,2500,0)(0,0,10)");
  show (fixture, LOKET_VIEW_MEDIATION, NULL);
  settle (fixture);
  assert_changes (fixture, "(0,10,0)");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==, 0);
}

/* Two views in quick succession: what was asked for the first is dropped. */
static void
test_late_answer (Fixture *fixture, gconstpointer data)
{
  show (fixture, LOKET_VIEW_ALL, NULL);
  g_assert_true (loket_store_step (fixture->store.store));
  show (fixture, LOKET_VIEW_MINE, NULL);
  settle (fixture);
  assert_changes (fixture, "(0,0,10)");
}

static void
loaded_cb (LoketCaseRow *row, GParamSpec *pspec, gpointer user_data)
{
  (*(int *) user_data)++;
}

static void
test_one_page (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LoketCaseRow) row = NULL;
  int loaded = 0;

  show (fixture, LOKET_VIEW_ALL, NULL);
  settle (fixture);
  g_string_truncate (fixture->changes, 0);
  row = g_list_model_get_item (G_LIST_MODEL (fixture->list), 2000);
  g_assert_true (loket_case_row_is_loading (row));
  g_assert_cmpstr (loket_case_row_get_subject (row), ==, "");
  g_signal_connect (row, "notify::loading", G_CALLBACK (loaded_cb), &loaded);
  settle (fixture);
  g_assert_cmpint (loaded, ==, 1);
  g_assert_cmpstr (loket_case_row_get_reference (row), ==, "KL-02000");
  /* The whole page came with it, and no other. */
  g_assert_false (loket_case_row_is_loading (peek_row (fixture, 1984)));
  g_assert_false (loket_case_row_is_loading (peek_row (fixture, 2047)));
  g_assert_true (loket_case_row_is_loading (peek_row (fixture, 2048)));
  g_assert_true (loket_case_row_is_loading (peek_row (fixture, 1983)));
  assert_changes (fixture, "");
}

/* The newest page is read first, and pages that scrolled away are not read at all. */
static void
test_fast_scroll (Fixture *fixture, gconstpointer data)
{
  show (fixture, LOKET_VIEW_ALL, NULL);
  settle (fixture);
  for (guint position = 64; position < N_CASES; position += 64)
    peek_row (fixture, position);
  g_assert_true (loket_store_step (fixture->store.store));
  while (loket_case_row_is_loading (peek_row (fixture, N_CASES - 1)))
    g_assert_true (loket_store_step (fixture->store.store) |
                   g_main_context_iteration (NULL, FALSE));
  g_assert_true (loket_case_row_is_loading (peek_row (fixture, 1700)));
  settle (fixture);
  g_assert_false (loket_case_row_is_loading (peek_row (fixture, 1700)));
}

static void
gone_cb (gpointer data, GObject *where_the_object_was)
{
  (*(int *) data)--;
}

static void
test_row_limit (Fixture *fixture, gconstpointer data)
{
  int alive = N_CASES;
  g_autoptr (LoketCaseRow) held = NULL;

  show (fixture, LOKET_VIEW_ALL, NULL);
  settle (fixture);
  held = g_list_model_get_item (G_LIST_MODEL (fixture->list), 0);
  for (guint i = 0; i < N_CASES; i++)
    g_object_weak_ref (G_OBJECT (peek_row (fixture, i)), gone_cb, &alive);
  g_assert_cmpint (alive, <=, 1024);
  g_assert_cmpint (alive, >, 900);
  /* What a widget shows is not replaced by another object: it would miss changes. */
  g_assert_true (peek_row (fixture, 0) == held);
  settle (fixture);
  for (guint i = 0; i < 2; i++)
    show (fixture, LOKET_VIEW_MINE, NULL);
  settle (fixture);
  g_assert_cmpint (alive, ==, 1);
  g_object_weak_unref (G_OBJECT (held), gone_cb, &alive);
}

static void
test_content_change (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) items = g_string_new (NULL);
  const char *const case_ids[] = {"case-00003", NULL};
  g_autoptr (LoketCaseRow) row = NULL;

  show (fixture, LOKET_VIEW_ALL, NULL);
  settle (fixture);
  g_string_truncate (fixture->changes, 0);
  row = g_list_model_get_item (G_LIST_MODEL (fixture->list), 3);
  append_case (items, 3, 2, "second", "p1");
  apply_items (fixture, items);
  _loket_case_list_refresh (fixture->list, case_ids);
  settle (fixture);
  g_assert_cmpstr (loket_case_row_get_subject (row), ==, "second");
  assert_changes (fixture, "");
}

static void
test_order_change (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) items = g_string_new (NULL);
  const char *const case_ids[] = {"case-00005", NULL};

  show (fixture, LOKET_VIEW_MINE, NULL);
  settle (fixture);
  g_string_truncate (fixture->changes, 0);
  append_case (items, 5, 2, "first", "p2");
  apply_items (fixture, items);
  _loket_case_list_refresh (fixture->list, case_ids);
  _loket_case_list_refresh (fixture->list, case_ids);
  settle (fixture);
  assert_changes (fixture, "(5,1,0)");
  g_assert_cmpuint (loket_case_list_find (fixture->list, "case-00006"), ==, 5);
  g_assert_cmpuint (loket_case_list_find (fixture->list, "case-00005"), ==, G_MAXUINT);
}

static void
test_most_changed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) items = g_string_new (NULL);

  show (fixture, LOKET_VIEW_MINE, NULL);
  settle (fixture);
  g_string_truncate (fixture->changes, 0);
  for (int i = 2; i < 9; i++)
    append_case (items, i, 2, "first", "p2");
  append_case (items, 11, 2, "first", "p1");
  apply_items (fixture, items);
  _loket_case_list_refresh (fixture->list, NULL);
  settle (fixture);
  assert_changes (fixture, "(0,10,0)(0,0,4)");
}

static void
test_search (Fixture *fixture, gconstpointer data)
{
  GAsyncResult *result = NULL;
  g_auto (GStrv) gone = NULL;

  loket_store_finish_generation_async (fixture->store.store, 0, test_store_done_cb, &result);
  gone = loket_store_finish_generation_finish (fixture->store.store,
                                               test_store_wait (&fixture->store, &result), NULL);
  g_object_unref (result);
  g_assert_cmpuint (g_strv_length (gone), ==, 0);
  show (fixture, LOKET_VIEW_ALL, "kl-0004");
  settle (fixture);
  assert_changes (fixture, "(0,0,10)");
}

static void
test_closed_store (Fixture *fixture, gconstpointer data)
{
  show (fixture, LOKET_VIEW_ALL, NULL);
  test_store_reopen (&fixture->store, FALSE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==, 64);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add ("/store/list/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("first-rows-then-the-rest", test_first_rows_then_the_rest);
  ADD ("other-view", test_other_view);
  ADD ("late-answer", test_late_answer);
  ADD ("page", test_one_page);
  ADD ("fast-scroll", test_fast_scroll);
  ADD ("row-limit", test_row_limit);
  ADD ("content-change", test_content_change);
  ADD ("order-change", test_order_change);
  ADD ("most-changed", test_most_changed);
  ADD ("search", test_search);
  ADD ("closed-store", test_closed_store);
  return g_test_run ();
}
