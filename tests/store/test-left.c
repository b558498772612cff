/* SPDX-License-Identifier: EUPL-1.2 */
/* Cases that left: no longer ours, erased, gone are three things; unsent work is never lost unseen.
 */
#include "config.h"

#include <string.h>

#include "loket-store-left.h"
#include "loket-store-private.h"
#include "loket-test-store.h"

static GPtrArray *
list_left (TestStore *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *left;

  loket_store_list_left_async (self->store, test_store_done_cb, &result);
  left = loket_store_list_left_finish (self->store, test_store_wait (self, &result), &error);
  g_assert_no_error (error);
  return left;
}

static gboolean
dismiss (TestStore *self, const char *case_id)
{
  g_autoptr (GAsyncResult) result = NULL;

  loket_store_dismiss_left_async (self->store, case_id, 9, test_store_done_cb, &result);
  return loket_store_write_finish (self->store, test_store_wait (self, &result), NULL);
}

static void
apply (TestStore *self, const char *next, const char *items)
{
  loket_page_result_free (test_store_apply (self, next, items));
}

static void
remove_case (TestStore *self, const char *next, const char *case_id, const char *change)
{
  g_autofree char *item =
      g_strdup_printf ("{\"caseId\":\"%s\",\"version\":9,\"change\":\"%s\"}", case_id, change);

  apply (self, next, item);
}

static void
add_cases (TestStore *self)
{
  g_autofree char *one = test_case_json ("c1", "KL-1", "\"version\":5,\"subject\":\"Rude\"");
  g_autofree char *two = test_case_json ("c2", "KL-2", "\"version\":5");
  g_autofree char *first = test_upsert ("c1", 5, one);
  g_autofree char *second = test_upsert ("c2", 5, two);
  g_autofree char *items = g_strdup_printf ("%s,%s", first, second);

  apply (self, "k1", items);
}

static void
save_draft (TestStore *self, const char *key, const char *case_id)
{
  g_autoptr (JsonObject) fields = json_object_new ();
  GAsyncResult *result = NULL;

  json_object_set_string_member (fields, "text", "secret words");
  loket_store_save_draft_async (self->store, key, case_id, fields, 12, test_store_done_cb, &result);
  test_store_wait_written (self, &result);
}

static void
drop_draft (TestStore *self, const char *key)
{
  GAsyncResult *result = NULL;

  loket_store_drop_draft_async (self->store, key, test_store_done_cb, &result);
  test_store_wait_written (self, &result);
}

static guint
count_cases (TestStore *self)
{
  g_autoptr (GPtrArray) lines = test_store_list (self, LOKET_VIEW_ALL, NULL, 1);

  return lines->len;
}

/* Nothing of it is unsent: it goes. With an act, or with a draft alone, it stays to be decided. */
static void
test_withdrawn (TestStore *self, gconstpointer data)
{
  g_autoptr (LoketWorkItem) item = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GPtrArray) left = NULL;
  const LoketLeftCase *left_case;

  add_cases (self);
  item = test_store_add_note (self, "c1", "a1", "kept");
  save_draft (self, "act:c1:answer", "c1");
  none = list_left (self);
  g_assert_cmpuint (none->len, ==, 0);
  remove_case (self, "k2", "c1", "withdrawn");
  remove_case (self, "k3", "c2", "withdrawn");
  test_store_reopen (self, FALSE);
  left = list_left (self);
  g_assert_cmpuint (left->len, ==, 1);
  left_case = g_ptr_array_index (left, 0);
  g_assert_cmpstr (left_case->case_id, ==, "c1");
  g_assert_cmpstr (left_case->reference, ==, "KL-1");
  g_assert_cmpstr (left_case->subject, ==, "Rude");
  g_assert_cmpint (left_case->presence, ==, LOKET_PRESENCE_WITHDRAWN);
  g_assert_cmpuint (left_case->pending, ==, 1);
  g_assert_cmpuint (left_case->drafts, ==, 1);
}

/* A draft alone keeps the case; when it goes, the case goes. */
static void
test_draft_alone (TestStore *self, gconstpointer data)
{
  g_autoptr (GPtrArray) left = NULL;

  add_cases (self);
  save_draft (self, "act:c1:answer", "c1");
  remove_case (self, "k2", "c1", "withdrawn");
  left = list_left (self);
  g_assert_cmpuint (left->len, ==, 1);
  drop_draft (self, "act:c1:answer");
  g_assert_cmpuint (count_cases (self), ==, 1);
}

/* With it goes what the loket had confirmed and no copy holds: what the list shows is made anew. */
static void
test_confirmed (TestStore *self, gconstpointer data)
{
  g_autoptr (LoketWorkItem) item = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  gint64 replayed;

  add_cases (self);
  item = test_store_add_note (self, "c1", "a1", "confirmed");
  loket_store_take_async (self->store, item->id, NULL, 13, test_store_done_cb, &result);
  test_store_wait_written (self, &result);
  save_draft (self, "act:c1:answer", "c1");
  test_store_project (self, "c1");
  remove_case (self, "k2", "c1", "withdrawn");
  g_assert_true (loket_sqlite_read_int (self->store->write.cache,
                                        "SELECT replayed FROM cases WHERE case_id = 'c1'",
                                        &replayed, NULL));
  g_assert_cmpint (replayed, ==, 0);
}

static LoketAuditEntry *
find_in_audit (GPtrArray *audit, const char *what)
{
  for (guint i = 0; i < audit->len; i++) {
    LoketAuditEntry *entry = g_ptr_array_index (audit, i);

    if (g_str_equal (entry->what, what))
      return entry;
  }
  g_assert_not_reached ();
}

static GPtrArray *
list_audit (TestStore *self)
{
  g_autoptr (GAsyncResult) result = NULL;

  loket_store_list_audit_async (self->store, 50, test_store_done_cb, &result);
  return loket_store_list_audit_finish (self->store, test_store_wait (self, &result), NULL);
}

static void
mark (TestStore *self, const char *id, LoketWorkState state)
{
  g_autoptr (GAsyncResult) result = NULL;

  loket_store_mark_async (self->store, id, state, NULL, NULL, 8, test_store_done_cb, &result);
  test_store_wait_written (self, &result);
}

/* What is on its way may have arrived: nobody is told that it was dropped, until the loket has said
 * what became of it. */
static void
test_dismissed_while_sent (TestStore *self, gconstpointer data)
{
  g_autoptr (LoketWorkItem) item = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (GError) error = NULL;

  add_cases (self);
  item = test_store_add_note (self, "c1", "a1", "kept");
  remove_case (self, "k2", "c1", "withdrawn");
  mark (self, "a1", LOKET_WORK_SENDING);
  loket_store_dismiss_left_async (self->store, "c1", 9, test_store_done_cb, &result);
  g_assert_false (loket_store_write_finish (self->store, test_store_wait (self, &result), &error));
  g_assert_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_NOTHING_TO_DECIDE);
  left = list_left (self);
  g_assert_cmpuint (left->len, ==, 1);
  g_assert_cmpuint (((const LoketLeftCase *) g_ptr_array_index (left, 0))->pending, ==, 1);
  mark (self, "a1", LOKET_WORK_REFUSED);
  g_assert_true (dismiss (self, "c1"));
}

/* Dropped knowingly: the audit has the words. */
static void
test_dismissed (TestStore *self, gconstpointer data)
{
  g_autoptr (LoketWorkItem) item = NULL;
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (GPtrArray) audit = NULL;
  g_autofree char *draft = NULL;
  const LoketAuditEntry *entry;

  add_cases (self);
  item = test_store_add_note (self, "c1", "a1", "kept");
  save_draft (self, "act:c1:answer", "c1");
  g_assert_false (dismiss (self, "c1"));
  g_assert_false (dismiss (self, "nobody"));
  remove_case (self, "k2", "c1", "withdrawn");
  g_assert_true (dismiss (self, "c1"));
  left = list_left (self);
  g_assert_cmpuint (left->len, ==, 0);
  g_assert_cmpuint (count_cases (self), ==, 1);
  audit = list_audit (self);
  g_assert_true (g_bytes_equal (find_in_audit (audit, "dropped")->body, item->body));
  entry = find_in_audit (audit, "droppedDraft");
  draft = g_strndup (g_bytes_get_data (entry->body, NULL), g_bytes_get_size (entry->body));
  g_assert_nonnull (strstr (draft, "secret words"));
}

/* Erased means erased; what was not sent is told by type and date, until it is dismissed. */
static void
test_erased (TestStore *self, gconstpointer data)
{
  g_autoptr (LoketWorkItem) item = NULL;
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GPtrArray) audit = NULL;
  const LoketLeftCase *left_case;
  const LoketDroppedWork *act;
  const LoketDroppedWork *draft;

  add_cases (self);
  item = test_store_add_note (self, "c1", "a1", "secret words");
  save_draft (self, "act:c1:answer", "c1");
  remove_case (self, "k2", "c1", "erased");
  remove_case (self, "k3", "c2", "erased");
  test_store_reopen (self, FALSE);
  left = list_left (self);
  g_assert_cmpuint (left->len, ==, 1);
  left_case = g_ptr_array_index (left, 0);
  g_assert_cmpint (left_case->presence, ==, LOKET_PRESENCE_ERASED);
  g_assert_null (left_case->reference);
  g_assert_null (left_case->subject);
  g_assert_cmpuint (left_case->dropped->len, ==, 2);
  act = g_ptr_array_index (left_case->dropped, 0);
  draft = g_ptr_array_index (left_case->dropped, 1);
  g_assert_cmpstr (act->type, ==, "note");
  g_assert_false (act->is_draft);
  g_assert_cmpint (act->made_at, ==, item->made_at);
  g_assert_cmpstr (draft->type, ==, "answer");
  g_assert_true (draft->is_draft);
  g_assert_cmpint (draft->made_at, ==, 12);
  audit = list_audit (self);
  for (guint i = 0; i < audit->len; i++)
    g_assert_null (((LoketAuditEntry *) g_ptr_array_index (audit, i))->body);
  g_assert_true (dismiss (self, "c1"));
  none = list_left (self);
  g_assert_cmpuint (none->len, ==, 0);
}

/* A draft is told by the type of what it would have become, whatever its key is. */
static void
test_erased_drafts (TestStore *self, gconstpointer data)
{
  static const char *const keys[] = {"act:c1:annul:a1", "act:c1:answer", "case:new:c1"};
  static const char *const types[] = {"annul", "answer", "register"};
  g_autoptr (GPtrArray) left = NULL;
  const LoketLeftCase *left_case;

  add_cases (self);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    save_draft (self, keys[i], "c1");
  remove_case (self, "k2", "c1", "erased");
  left = list_left (self);
  g_assert_cmpuint (left->len, ==, 1);
  left_case = g_ptr_array_index (left, 0);
  g_assert_cmpuint (left_case->dropped->len, ==, G_N_ELEMENTS (types));
  for (guint i = 0; i < G_N_ELEMENTS (types); i++) {
    const LoketDroppedWork *draft = g_ptr_array_index (left_case->dropped, i);

    g_assert_cmpstr (draft->type, ==, types[i]);
  }
}

/* Gone: kept until somebody removes it. */
static void
test_gone (TestStore *self, gconstpointer data)
{
  g_autofree char *two = test_case_json ("c2", "KL-2", "\"version\":5");
  g_autofree char *second = test_upsert ("c2", 5, two);
  g_autoptr (GAsyncResult) finished = NULL;
  g_auto (GStrv) gone = NULL;
  g_autoptr (GPtrArray) left = NULL;
  GAsyncResult *begun = NULL;

  add_cases (self);
  loket_store_begin_generation_async (self->store, FALSE, test_store_done_cb, &begun);
  test_store_wait_written (self, &begun);
  apply (self, "j1", second);
  loket_store_finish_generation_async (self->store, 7, test_store_done_cb, &finished);
  gone =
      loket_store_finish_generation_finish (self->store, test_store_wait (self, &finished), NULL);
  g_assert_cmpstr (gone[0], ==, "c1");
  left = list_left (self);
  g_assert_cmpuint (left->len, ==, 1);
  g_assert_cmpint (((LoketLeftCase *) g_ptr_array_index (left, 0))->presence, ==,
                   LOKET_PRESENCE_GONE);
  g_assert_cmpuint (count_cases (self), ==, 2);
  g_assert_true (dismiss (self, "c1"));
  g_assert_cmpuint (count_cases (self), ==, 1);
}

#define ADD(path, test)                                                                            \
  g_test_add ("/store/left/" path, TestStore, NULL, test_store_set_up, test, test_store_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("withdrawn", test_withdrawn);
  ADD ("draft-alone", test_draft_alone);
  ADD ("confirmed", test_confirmed);
  ADD ("dismissed", test_dismissed);
  ADD ("dismissed-while-sent", test_dismissed_while_sent);
  ADD ("erased", test_erased);
  ADD ("erased-drafts", test_erased_drafts);
  ADD ("gone", test_gone);
  return g_test_run ();
}
