/* SPDX-License-Identifier: EUPL-1.2 */
/* Unsent work from the first keystroke to the loket's proof, and what may happen on the way. */
#include "config.h"

#include <string.h>

#include "loket-test-store.h"

/* When the tests ask; long before anything that they hold ends. */
static const LoketMoment test_now = 1000 * LOKET_SECOND_US;

static void
apply_case (
    TestStore *fixture, const char *cursor, const char *case_id, int version, const char *acts)
{
  g_autofree char *more =
      g_strdup_printf ("\"version\":%d,\"subject\":\"Waiting time\",\"acts\":[%s]", version, acts);
  g_autofree char *json = test_case_json (case_id, "KL-1", more);
  g_autofree char *item = test_upsert (case_id, version, json);
  g_autoptr (LoketPageResult) result = test_store_apply (fixture, cursor, item);

  g_assert_cmpuint (result->n_items, ==, 1);
}

static guint
count_pending (TestStore *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) items = NULL;

  loket_store_list_pending_async (fixture->store, test_store_done_cb, &result);
  items =
      loket_store_list_pending_finish (fixture->store, test_store_wait (fixture, &result), NULL);
  return items->len;
}

static char *
list_sendable (TestStore *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) items = NULL;
  GString *ids = g_string_new (NULL);

  loket_store_list_sendable_async (fixture->store, test_now, test_store_done_cb, &result);
  items =
      loket_store_list_sendable_finish (fixture->store, test_store_wait (fixture, &result), NULL);
  for (guint i = 0; i < items->len; i++)
    g_string_append_printf (ids, "%s ", ((LoketWorkItem *) g_ptr_array_index (items, i))->id);
  return g_string_free (ids, FALSE);
}

static void
assert_sendable (TestStore *fixture, const char *expected)
{
  g_autofree char *ids = list_sendable (fixture);

  g_assert_cmpstr (ids, ==, expected);
}

static void
mark (TestStore *fixture, const char *id, LoketWorkState state, const char *reason)
{
  g_autoptr (GBytes) answer = reason != NULL ? g_bytes_new_static ("{}", 2) : NULL;
  GAsyncResult *result = NULL;

  loket_store_mark_async (fixture->store, id, state, reason, answer, 3, test_store_done_cb,
                          &result);
  test_store_wait_written (fixture, &result);
}

static void
take (TestStore *fixture, const char *id, const char *answer)
{
  g_autoptr (GBytes) body = answer != NULL ? g_bytes_new (answer, strlen (answer)) : NULL;
  GAsyncResult *result = NULL;

  loket_store_take_async (fixture->store, id, body, 4, test_store_done_cb, &result);
  test_store_wait_written (fixture, &result);
}

static gboolean
take_back (TestStore *fixture, const char *id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *case_id = NULL;

  loket_store_take_back_async (fixture->store, id, 6, test_store_done_cb, &result);
  case_id =
      loket_store_take_back_finish (fixture->store, test_store_wait (fixture, &result), error);
  return case_id != NULL;
}

/* Which acts a person sees: taken ones, then pending ones. */
static char *
shown (TestStore *fixture, const char *case_id)
{
  g_autoptr (LoketStoredCase) stored = test_store_read_case (fixture, case_id);
  GString *ids = g_string_new (NULL);

  for (guint i = 0; stored->copy != NULL && i < stored->copy->acts->len; i++)
    g_string_append_printf (ids, "%s ",
                            ((LoketAct *) g_ptr_array_index (stored->copy->acts, i))->act_id);
  g_string_append (ids, "|");
  for (guint i = 0; i < stored->fold->pending->len; i++)
    g_string_append_printf (ids, " %s",
                            ((LoketAct *) g_ptr_array_index (stored->fold->pending, i))->act_id);
  return g_string_free (ids, FALSE);
}

static void
assert_shown (TestStore *fixture, const char *case_id, const char *expected)
{
  g_autofree char *ids = shown (fixture, case_id);

  g_assert_cmpstr (ids, ==, expected);
}

static guint
count_rows (TestStore *fixture, const char *case_id)
{
  g_autoptr (LoketStoredCase) stored = test_store_read_case (fixture, case_id);

  return stored->items->len;
}

static void
add (TestStore *fixture, const char *case_id, const char *act_id)
{
  loket_work_item_unref (test_store_add_note (fixture, case_id, act_id, "a note"));
}

static void
test_add_take_sweep (TestStore *fixture, gconstpointer data)
{
  g_autofree char *answer = test_act_json ("a1", "note", 1, "{\"text\":\"a note\"}");

  apply_case (fixture, "1", "c1", 1, "");
  add (fixture, "c1", "a1");
  assert_shown (fixture, "c1", "| a1");
  assert_sendable (fixture, "a1 ");
  mark (fixture, "a1", LOKET_WORK_SENDING, NULL);
  take (fixture, "a1", answer);
  assert_shown (fixture, "c1", "a1 |");
  g_assert_cmpuint (count_pending (fixture), ==, 0);
  g_assert_cmpuint (count_rows (fixture, "c1"), ==, 1);
  test_store_sweep (fixture, 5);
  g_assert_cmpuint (count_rows (fixture, "c1"), ==, 0);
  assert_shown (fixture, "c1", "a1 |");
}

/* The loket confirmed without a body: only the feed proves it, so the row stays until then. */
static void
test_taken_without_answer (TestStore *fixture, gconstpointer data)
{
  g_autofree char *act = test_act_json ("a1", "note", 1, "{\"text\":\"a note\"}");

  apply_case (fixture, "1", "c1", 1, "");
  add (fixture, "c1", "a1");
  take (fixture, "a1", NULL);
  test_store_sweep (fixture, 5);
  g_assert_cmpuint (count_rows (fixture, "c1"), ==, 1);
  assert_shown (fixture, "c1", "| a1");
  apply_case (fixture, "2", "c1", 2, act);
  test_store_sweep (fixture, 5);
  g_assert_cmpuint (count_rows (fixture, "c1"), ==, 0);
  assert_shown (fixture, "c1", "a1 |");
}

/* The reply was dropped after the loket had committed: the feed tells, whatever the reply was. */
static void
test_reply_dropped (TestStore *fixture, gconstpointer data)
{
  g_autofree char *act = test_act_json ("a1", "note", 1, "{\"text\":\"a note\"}");

  apply_case (fixture, "1", "c1", 1, "");
  add (fixture, "c1", "a1");
  mark (fixture, "a1", LOKET_WORK_SENDING, NULL);
  apply_case (fixture, "2", "c1", 2, act);
  g_assert_cmpuint (count_pending (fixture), ==, 0);
  assert_shown (fixture, "c1", "a1 |");
  /* The late word of the transport changes nothing any more. */
  mark (fixture, "a1", LOKET_WORK_CONFLICT, "caseChanged");
  g_assert_cmpuint (count_pending (fixture), ==, 0);
}

static void
test_order_per_case (TestStore *fixture, gconstpointer data)
{
  apply_case (fixture, "1", "c1", 1, "");
  apply_case (fixture, "2", "c2", 1, "");
  add (fixture, "c1", "a1");
  add (fixture, "c1", "a2");
  add (fixture, "c2", "b1");
  assert_sendable (fixture, "a1 b1 ");
  mark (fixture, "a1", LOKET_WORK_SENDING, NULL);
  assert_sendable (fixture, "a1 b1 ");
  take (fixture, "a1", NULL);
  assert_sendable (fixture, "a2 b1 ");
}

/* What a person must decide holds up its own case, and no other. */
static void
test_refused_and_conflict (TestStore *fixture, gconstpointer data)
{
  g_autoptr (LoketStoredCase) stored = NULL;
  LoketWorkItem *item;

  apply_case (fixture, "1", "c1", 1, "");
  apply_case (fixture, "2", "c2", 1, "");
  add (fixture, "c1", "a1");
  add (fixture, "c1", "a2");
  add (fixture, "c2", "b1");
  mark (fixture, "a1", LOKET_WORK_REFUSED, "actNotAllowed");
  assert_sendable (fixture, "b1 ");
  g_assert_cmpuint (count_pending (fixture), ==, 3);
  stored = test_store_read_case (fixture, "c1");
  item = g_ptr_array_index (stored->items, 0);
  g_assert_cmpint (item->state, ==, LOKET_WORK_REFUSED);
  g_assert_cmpstr (item->reason, ==, "actNotAllowed");
  g_assert_nonnull (item->answer);
  g_assert_true (take_back (fixture, "a1", NULL));
  assert_sendable (fixture, "a2 b1 ");
}

static void
test_take_back (TestStore *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) audit = NULL;
  g_autoptr (GError) error = NULL;
  LoketAuditEntry *entry;

  apply_case (fixture, "1", "c1", 1, "");
  add (fixture, "c1", "a1");
  g_assert_true (take_back (fixture, "a1", NULL));
  assert_shown (fixture, "c1", "|");
  loket_store_list_audit_async (fixture->store, 10, test_store_done_cb, &result);
  audit = loket_store_list_audit_finish (fixture->store, test_store_wait (fixture, &result), NULL);
  entry = g_ptr_array_index (audit, 0);
  g_assert_cmpstr (entry->what, ==, "takenBack");
  g_assert_cmpstr (entry->id, ==, "a1");
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (entry->body, NULL),
                                  (gssize) g_bytes_get_size (entry->body), "a note"));
  g_assert_false (take_back (fixture, "a1", &error));
  g_assert_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_NOT_FOUND);
}

static void
test_take_back_too_late (TestStore *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  apply_case (fixture, "1", "c1", 1, "");
  add (fixture, "c1", "a1");
  mark (fixture, "a1", LOKET_WORK_SENDING, NULL);
  g_assert_false (take_back (fixture, "a1", &error));
  g_assert_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_SENT);
  /* It surely did not leave: then it can. */
  mark (fixture, "a1", LOKET_WORK_WAITING, NULL);
  g_assert_true (take_back (fixture, "a1", NULL));
}

static void
test_new_case (TestStore *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (LoketStoredCase) stored = NULL;

  test_store_add_case (fixture, "c9", "V-AAAAAAAA");
  add (fixture, "c9", "a1");
  assert_sendable (fixture, "c9 ");
  test_store_project (fixture, "V-AAAAAAAA");
  lines = test_store_list (fixture, LOKET_VIEW_ALL, NULL, 1);
  g_assert_cmpuint (lines->len, ==, 1);
  g_assert_true (((LoketCaseLine *) g_ptr_array_index (lines, 0))->pending);
  found = test_store_list (fixture, LOKET_VIEW_ALL, "provis", 1);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_true (take_back (fixture, "c9", NULL));
  g_assert_cmpuint (count_pending (fixture), ==, 0);
  stored = test_store_read_case (fixture, "c9");
  g_assert_null (stored);
}

static void
test_new_case_taken (TestStore *fixture, gconstpointer data)
{
  g_autofree char *answer =
      test_case_json ("c9", "KL-77", "\"version\":1,\"aliases\":[\"V-AAAAAAAA\"]");
  g_autoptr (LoketStoredCase) stored = NULL;

  test_store_add_case (fixture, "c9", "V-AAAAAAAA");
  add (fixture, "c9", "a1");
  test_store_project (fixture, "c9");
  take (fixture, "c9", answer);
  assert_sendable (fixture, "a1 ");
  test_store_project (fixture, "c9");
  test_store_sweep (fixture, 5);
  stored = test_store_read_case (fixture, "V-AAAAAAAA");
  g_assert_cmpstr (stored->fold->the_case->reference, ==, "KL-77");
  g_assert_true (stored->fold->registered);
  g_assert_cmpuint (stored->items->len, ==, 1);
}

/* work.db is committed, then the power goes: cache.db knows nothing of it, and yet it is shown. */
static void
test_crash_before_projection (TestStore *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) worked = NULL;

  apply_case (fixture, "1", "c1", 1, "");
  add (fixture, "c1", "a1");
  test_store_add_case (fixture, "c9", "V-AAAAAAAA");
  test_store_reopen (fixture, FALSE);
  assert_shown (fixture, "c1", "| a1");
  loket_store_read_worked_cases_async (fixture->store, NULL, test_store_done_cb, &result);
  worked = loket_store_read_cases_finish (fixture->store, test_store_wait (fixture, &result), NULL);
  g_assert_cmpuint (worked->len, ==, 2);
}

static GHashTable *
known_new (GPtrArray *cases)
{
  GHashTable *known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < cases->len; i++) {
    LoketStoredCase *stored = g_ptr_array_index (cases, i);

    g_hash_table_insert (known, g_strdup (stored->case_id),
                         g_memdup2 (&stored->basis, sizeof stored->basis));
  }
  return known;
}

static GPtrArray *
read_worked (TestStore *fixture, GPtrArray *known)
{
  g_autoptr (GAsyncResult) result = NULL;

  loket_store_read_worked_cases_async (fixture->store, known != NULL ? known_new (known) : NULL,
                                       test_store_done_cb, &result);
  return loket_store_read_cases_finish (fixture->store, test_store_wait (fixture, &result), NULL);
}

/* Whoever has looked into a case is given it again only when something of it changed. */
static void
test_known_cases (TestStore *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) second = NULL;
  g_autoptr (GPtrArray) third = NULL;

  apply_case (fixture, "1", "c1", 1, "");
  apply_case (fixture, "2", "c2", 1, "");
  add (fixture, "c1", "a1");
  add (fixture, "c2", "a2");
  first = read_worked (fixture, NULL);
  second = read_worked (fixture, first);
  g_assert_cmpuint (second->len, ==, 2);
  for (guint i = 0; i < second->len; i++) {
    g_assert_nonnull (((LoketStoredCase *) g_ptr_array_index (first, i))->fold);
    g_assert_null (((LoketStoredCase *) g_ptr_array_index (second, i))->fold);
  }
  add (fixture, "c1", "a3");
  apply_case (fixture, "3", "c2", 2, "");
  third = read_worked (fixture, second);
  for (guint i = 0; i < third->len; i++)
    g_assert_nonnull (((LoketStoredCase *) g_ptr_array_index (third, i))->fold);
}

/* The cache goes, with all copies: unsent work is untouched. */
static void
test_reset_keeps_work (TestStore *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) lines = NULL;

  apply_case (fixture, "1", "c1", 1, "");
  add (fixture, "c1", "a1");
  test_store_reopen (fixture, TRUE);
  g_assert_cmpuint (count_pending (fixture), ==, 1);
  lines = test_store_list (fixture, LOKET_VIEW_ALL, NULL, 1);
  g_assert_cmpuint (lines->len, ==, 0);
  apply_case (fixture, "1", "c1", 1, "");
  assert_shown (fixture, "c1", "| a1");
}

static void
add_held (TestStore *fixture, const char *case_id, const char *act_id, LoketMoment hold_until)
{
  g_autofree char *json = test_act_json (act_id, "close", 0, "{}");
  g_autoptr (GBytes) body = g_bytes_new (json, strlen (json));
  g_autoptr (JsonNode) root = loket_json_parse (json, -1, NULL);
  g_autoptr (LoketAct) act = loket_act_from_json (json_node_get_object (root), NULL);
  g_autoptr (LoketWorkItem) item = loket_work_item_new_act (case_id, "KL-1", act, body, 1);
  GAsyncResult *result = NULL;

  item->hold_until = hold_until;
  loket_store_add_work_async (fixture->store, item, NULL, NULL, test_store_done_cb, &result);
  test_store_wait_written (fixture, &result);
}

/* What is held, and what is behind it in its case, is not to be sent; also after a crash. */
static void
test_held (TestStore *fixture, gconstpointer data)
{
  GAsyncResult *result = NULL;

  add_held (fixture, "c1", "a1", test_now + 30 * LOKET_SECOND_US);
  add (fixture, "c1", "a2");
  add (fixture, "c2", "b1");
  assert_sendable (fixture, "b1 ");
  test_store_reopen (fixture, FALSE);
  assert_sendable (fixture, "b1 ");
  loket_store_end_hold_async (fixture->store, "a1", test_store_done_cb, &result);
  test_store_wait_written (fixture, &result);
  assert_sendable (fixture, "a1 b1 ");
}

/* Whatever was meant, nothing is held longer than anything is ever held. */
static void
test_held_too_long (TestStore *fixture, gconstpointer data)
{
  add_held (fixture, "c1", "a1", test_now + 3600 * LOKET_SECOND_US);
  assert_sendable (fixture, "a1 ");
}

static gboolean
resolve (TestStore *fixture, const char *id, LoketWorkResolving *resolving, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *case_id = NULL;

  loket_store_resolve_async (fixture->store, id, resolving, 7, test_store_done_cb, &result);
  case_id = loket_store_resolve_finish (fixture->store, test_store_wait (fixture, &result), error);
  return case_id != NULL;
}

/* What takes the place of something refused takes its place in the order, too. */
static void
test_replaced (TestStore *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  LoketWorkResolving *again = loket_work_resolving_new ("resolvedAgain");
  g_autofree char *json = test_act_json ("a9", "note", 0, "{\"text\":\"x\"}");
  g_autoptr (GBytes) body = g_bytes_new (json, strlen (json));
  g_autoptr (JsonNode) root = loket_json_parse (json, -1, NULL);
  g_autoptr (LoketAct) act = loket_act_from_json (json_node_get_object (root), NULL);

  add (fixture, "c1", "a1");
  add (fixture, "c1", "a2");
  mark (fixture, "a1", LOKET_WORK_REFUSED, "wrongStep");
  assert_sendable (fixture, "");
  again->replacement = loket_work_item_new_act ("c1", "KL-1", act, body, 1);
  g_assert_true (resolve (fixture, "a1", again, &error));
  g_assert_no_error (error);
  assert_sendable (fixture, "a9 ");
  take (fixture, "a9", NULL);
  assert_sendable (fixture, "a2 ");
}

/* What the loket has is nobody's to decide: nothing is done twice. */
static void
test_resolved_too_late (TestStore *fixture, gconstpointer data)
{
  g_autofree char *act = test_act_json ("a1", "note", 1, "{\"text\":\"a note\"}");
  g_autoptr (GError) error = NULL;

  add (fixture, "c1", "a1");
  mark (fixture, "a1", LOKET_WORK_CONFLICT, "caseChanged");
  apply_case (fixture, "1", "c1", 2, act);
  g_assert_false (resolve (fixture, "a1", loket_work_resolving_new ("dropped"), &error));
  g_assert_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_SENT);
}

static void
test_draft_becomes_act (TestStore *fixture, gconstpointer data)
{
  g_autoptr (JsonObject) fields = json_object_new ();
  g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);
  g_autoptr (LoketWorkItem) item = loket_work_item_new_case ("c9", "V-1", body, 2);
  GAsyncResult *result = NULL;
  g_autoptr (GPtrArray) drafts = NULL;
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (GPtrArray) lines = NULL;

  json_object_set_string_member (fields, "subject", "Half typed");
  loket_store_save_draft_async (fixture->store, "case:new", NULL, fields, 1, test_store_done_cb,
                                &result);
  test_store_wait_written (fixture, &result);
  loket_store_list_drafts_async (fixture->store, test_store_done_cb, &result);
  drafts =
      loket_store_list_drafts_finish (fixture->store, test_store_wait (fixture, &result), NULL);
  g_clear_object (&result);
  g_assert_cmpuint (drafts->len, ==, 1);
  lines = test_store_list (fixture, LOKET_VIEW_DRAFTS, NULL, 1);
  g_assert_cmpuint (lines->len, ==, 1);
  g_assert_cmpstr (((LoketCaseLine *) g_ptr_array_index (lines, 0))->subject, ==, "Half typed");
  loket_store_add_work_async (fixture->store, item, NULL, "case:new", test_store_done_cb, &result);
  test_store_wait_written (fixture, &result);
  loket_store_list_drafts_async (fixture->store, test_store_done_cb, &result);
  left = loket_store_list_drafts_finish (fixture->store, test_store_wait (fixture, &result), NULL);
  g_clear_object (&result);
  g_assert_cmpuint (left->len, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func)                                                                            \
  g_test_add ("/store/outbox/" path, TestStore, NULL, test_store_set_up, func, test_store_tear_down)
  ADD ("add-take-sweep", test_add_take_sweep);
  ADD ("known-cases", test_known_cases);
  ADD ("taken-without-answer", test_taken_without_answer);
  ADD ("reply-dropped", test_reply_dropped);
  ADD ("order-per-case", test_order_per_case);
  ADD ("refused-and-conflict", test_refused_and_conflict);
  ADD ("take-back", test_take_back);
  ADD ("take-back-too-late", test_take_back_too_late);
  ADD ("new-case", test_new_case);
  ADD ("new-case-taken", test_new_case_taken);
  ADD ("crash-before-projection", test_crash_before_projection);
  ADD ("reset-keeps-work", test_reset_keeps_work);
  ADD ("held", test_held);
  ADD ("held-too-long", test_held_too_long);
  ADD ("replaced", test_replaced);
  ADD ("resolved-too-late", test_resolved_too_late);
  ADD ("draft-becomes-act", test_draft_becomes_act);
  return g_test_run ();
}
