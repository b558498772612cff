/* SPDX-License-Identifier: EUPL-1.2 */
/* What must not come in: the brake is set, nothing else changes, and a person may admit it once. */
#include "config.h"

#include <string.h>

#include "loket-brake.h"
#include "loket-sqlite.h"
#include "loket-store-brake.h"
#include "loket-test-store.h"

enum {
  N_CASES = 40
};

/* Many cases, c1 and on, in version 5. */
static char *
many_cases (void)
{
  g_autoptr (GString) items = g_string_new (NULL);

  for (int i = 1; i <= N_CASES; i++) {
    g_autofree char *id = g_strdup_printf ("c%d", i);
    g_autofree char *json = test_case_json (id, id, "\"version\":5");
    g_autofree char *item = test_upsert (id, 5, json);

    g_string_append_printf (items, "%s%s", i > 1 ? "," : "", item);
  }
  return g_string_free (g_steal_pointer (&items), FALSE);
}

static char *
removals (int first, int last, const char *change)
{
  g_autoptr (GString) items = g_string_new (NULL);

  for (int i = first; i <= last; i++)
    g_string_append_printf (items, "%s{\"caseId\":\"c%d\",\"version\":9,\"change\":\"%s\"}",
                            i > first ? "," : "", i, change);
  return g_string_free (g_steal_pointer (&items), FALSE);
}

static void
apply (TestStore *self, const char *next, const char *items)
{
  loket_page_result_free (test_store_apply (self, next, items));
}

static void
apply_is_refused (TestStore *self, const char *next, const char *items, LoketBrakeKind kind)
{
  g_autoptr (GBytes) page = test_page (next, items);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketBrake) brake = NULL;

  loket_store_apply_page_async (self->store, page, NULL, 7, test_store_done_cb, &result);
  g_assert_null (
      loket_store_apply_page_finish (self->store, test_store_wait (self, &result), &error));
  g_assert_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_BRAKE);
  g_assert_cmpstr (error->message, ==, loket_brake_kind_to_string (kind));
  brake = loket_store_dup_brake (self->store);
  g_assert_nonnull (brake);
  g_assert_cmpint (brake->kind, ==, kind);
  g_assert_cmpint (brake->at, ==, 7);
}

static void
begin_generation (TestStore *self, gboolean refused)
{
  GAsyncResult *result = NULL;

  loket_store_begin_generation_async (self->store, refused, test_store_done_cb, &result);
  test_store_wait_written (self, &result);
}

/* Returns: how many are gone; -1 where the brake stops it */
static int
finish_generation (TestStore *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) gone = NULL;

  loket_store_finish_generation_async (self->store, 7, test_store_done_cb, &result);
  gone =
      loket_store_finish_generation_finish (self->store, test_store_wait (self, &result), &error);
  if (gone != NULL)
    return (int) g_strv_length (gone);
  g_assert_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_BRAKE);
  return -1;
}

static void
lift (TestStore *self, LoketBrakeAnswer answer)
{
  GAsyncResult *result = NULL;

  loket_store_lift_brake_async (self->store, answer, test_store_done_cb, &result);
  test_store_wait_written (self, &result);
}

static guint
count_cases (TestStore *self)
{
  g_autoptr (GPtrArray) lines = test_store_list (self, LOKET_VIEW_ALL, NULL, 1);

  return lines->len;
}

static char *
read_cursor (TestStore *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (LoketFeedState) state = NULL;

  loket_store_read_feed_state_async (self->store, test_store_done_cb, &result);
  state = loket_store_read_feed_state_finish (self->store, test_store_wait (self, &result), NULL);
  return g_steal_pointer (&state->cursor);
}

static void
fill (TestStore *self)
{
  g_autofree char *items = many_cases ();

  apply (self, "k1", items);
  apply (self, "k1", "");
  g_assert_cmpint (finish_generation (self), ==, 0);
  g_assert_cmpuint (count_cases (self), ==, N_CASES);
}

/* Four of forty are a tenth; five are more. Nothing of the page comes in, also after a restart. */
static void
test_mass_withdrawal (TestStore *self, gconstpointer data)
{
  g_autofree char *four = removals (1, 4, "withdrawn");
  g_autofree char *five = removals (5, 9, data);
  g_autofree char *cursor = NULL;
  g_autoptr (LoketBrake) brake = NULL;

  fill (self);
  apply (self, "k2", four);
  apply (self, "k2", "");
  g_assert_cmpuint (count_cases (self), ==, N_CASES - 4);
  apply_is_refused (self, "k3", five, LOKET_BRAKE_MASS_WITHDRAWAL);
  test_store_reopen (self, FALSE);
  g_assert_cmpuint (count_cases (self), ==, N_CASES - 4);
  cursor = read_cursor (self);
  g_assert_cmpstr (cursor, ==, "k2");
  brake = loket_store_dup_brake (self->store);
  g_assert_cmpint (brake->kind, ==, LOKET_BRAKE_MASS_WITHDRAWAL);
  g_assert_cmpint (brake->known, ==, N_CASES - 4);
  g_assert_cmpint (brake->affected, ==, 5);
  g_assert_cmpuint (g_strv_length (brake->case_ids), ==, 5);
  g_assert_cmpstr (brake->case_ids[0], ==, "c5");
}

/* A complaint that was taken in here goes as any other does, also where the loket's answer to it
 * was lost and only the feed speaks of it. */
static void
test_mass_withdrawal_of_own (TestStore *self, gconstpointer data)
{
  g_autofree char *five = removals (N_CASES - 3, N_CASES + 1, "withdrawn");

  fill (self);
  test_store_add_case (self, "c41", "V-AAAAAAAA");
  test_store_project (self, "c41");
  g_assert_cmpuint (count_cases (self), ==, N_CASES + 1);
  apply_is_refused (self, "k2", five, LOKET_BRAKE_MASS_WITHDRAWAL);
}

/* Pages of two each are one withdrawal, until the feed is at its end; also over a restart. */
static void
test_mass_withdrawal_over_pages (TestStore *self, gconstpointer data)
{
  g_autofree char *one = removals (1, 2, "withdrawn");
  g_autofree char *two = removals (3, 4, "withdrawn");
  g_autofree char *three = removals (5, 6, "withdrawn");

  fill (self);
  apply (self, "k2", one);
  apply (self, "k3", two);
  test_store_reopen (self, FALSE);
  apply_is_refused (self, "k4", three, LOKET_BRAKE_MASS_WITHDRAWAL);
  g_assert_cmpuint (count_cases (self), ==, N_CASES - 4);
}

/* Three of a small desk may go. Cases that were never here do not count. */
static void
test_small_desk (TestStore *self, gconstpointer data)
{
  g_autofree char *one = test_case_json ("c1", "c1", "\"version\":5");
  g_autofree char *item = test_upsert ("c1", 5, one);
  g_autofree char *others = removals (2, 30, "withdrawn");
  g_autofree char *own = removals (1, 1, "withdrawn");

  apply (self, "k1", item);
  apply (self, "k2", others);
  apply (self, "k3", own);
  g_assert_cmpuint (count_cases (self), ==, 0);
}

static gint64
get_affected (TestStore *self)
{
  g_autoptr (LoketBrake) brake = loket_store_dup_brake (self->store);

  return brake->affected;
}

/* Admitted once, and as many as were shown: what comes behind them is asked about, and the next one
 * is refused again. */
static void
test_admitted_once (TestStore *self, gconstpointer data)
{
  g_autofree char *ten = removals (1, 10, "withdrawn");
  g_autofree char *more = removals (11, 20, "withdrawn");
  g_autofree char *again = removals (21, 30, "withdrawn");
  g_autoptr (LoketBrake) none = NULL;

  fill (self);
  apply_is_refused (self, "k2", ten, LOKET_BRAKE_MASS_WITHDRAWAL);
  lift (self, LOKET_BRAKE_GO_ON);
  none = loket_store_dup_brake (self->store);
  g_assert_null (none);
  test_store_reopen (self, FALSE);
  apply (self, "k2", ten);
  apply_is_refused (self, "k3", more, LOKET_BRAKE_MASS_WITHDRAWAL);
  g_assert_cmpint (get_affected (self), ==, 20);
  lift (self, LOKET_BRAKE_GO_ON);
  apply (self, "k3", more);
  apply (self, "k3", "");
  g_assert_cmpuint (count_cases (self), ==, N_CASES - 20);
  apply_is_refused (self, "k4", again, LOKET_BRAKE_MASS_WITHDRAWAL);
}

/* Lifted because all is well again: nothing was admitted. */
static void
test_lifted_without_admission (TestStore *self, gconstpointer data)
{
  g_autofree char *ten = removals (1, 10, "withdrawn");

  fill (self);
  apply_is_refused (self, "k2", ten, LOKET_BRAKE_MASS_WITHDRAWAL);
  lift (self, LOKET_BRAKE_CHECK_AGAIN);
  apply_is_refused (self, "k2", ten, LOKET_BRAKE_MASS_WITHDRAWAL);
}

static void
test_empty_loket (TestStore *self, gconstpointer data)
{
  g_autoptr (LoketBrake) brake = NULL;

  fill (self);
  begin_generation (self, TRUE);
  apply (self, "j1", "");
  g_assert_cmpint (finish_generation (self), ==, -1);
  brake = loket_store_dup_brake (self->store);
  g_assert_cmpint (brake->kind, ==, LOKET_BRAKE_EMPTY_LOKET);
  g_assert_cmpint (brake->affected, ==, N_CASES);
  g_assert_cmpuint (count_cases (self), ==, N_CASES);
  lift (self, LOKET_BRAKE_GO_ON);
  g_assert_cmpint (finish_generation (self), ==, N_CASES);
  g_assert_cmpuint (count_cases (self), ==, N_CASES);
}

/* That a case was to be fetched before is no sign that anything came since. */
static void
test_empty_loket_and_a_case_to_fetch (TestStore *self, gconstpointer data)
{
  fill (self);
  apply (self, "k2", "{\"caseId\": \"large\", \"version\": 1, \"change\": \"upserted\"}");
  begin_generation (self, TRUE);
  apply (self, "j1", "");
  g_assert_cmpint (finish_generation (self), ==, -1);
}

/* A first sync with a loket that has nothing is no reason to stop. */
static void
test_empty_from_the_beginning (TestStore *self, gconstpointer data)
{
  apply (self, "k1", "");
  g_assert_cmpint (finish_generation (self), ==, 0);
}

static gboolean
bind (TestStore *self, const char *realm, const char *person, const char *kept, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  loket_store_bind_async (self->store, realm, person, kept, 7, test_store_done_cb, &result);
  return loket_store_write_finish (self->store, test_store_wait (self, &result), error);
}

static char *
version_of (const char *case_id, int version, const char *more)
{
  g_autofree char *members = g_strdup_printf ("\"version\":%d%s", version, more);
  g_autofree char *json = test_case_json (case_id, case_id, members);

  return test_upsert (case_id, version, json);
}

/* The feed never goes below a version that it gave; in a new generation neither. */
static void
test_lower_version (TestStore *self, gconstpointer data)
{
  gboolean in_a_new_generation = GPOINTER_TO_INT (data);
  g_autofree char *lower = version_of ("c1", 4, ",\"subject\":\"Restored\"");
  g_autoptr (LoketStoredCase) before = NULL;
  g_autoptr (LoketStoredCase) after = NULL;

  fill (self);
  if (in_a_new_generation)
    begin_generation (self, TRUE);
  apply_is_refused (self, "k2", lower, LOKET_BRAKE_CURSOR_BACK);
  before = test_store_read_case (self, "c1");
  g_assert_cmpint (before->copy->version, ==, 5);
  begin_generation (self, FALSE);
  lift (self, LOKET_BRAKE_GO_ON);
  apply (self, "j1", lower);
  after = test_store_read_case (self, "c1");
  g_assert_cmpstr (after->copy->subject, ==, "Restored");
}

/* What GET gave may be ahead of the feed. */
static void
test_feed_behind_a_get (TestStore *self, gconstpointer data)
{
  g_autofree char *ahead = test_case_json ("c1", "c1", "\"version\":9,\"subject\":\"Ahead\"");
  g_autofree char *behind = version_of ("c1", 6, ",\"subject\":\"Behind\"");
  g_autoptr (LoketStoredCase) stored = NULL;

  fill (self);
  g_assert_true (test_store_take_case (self, TRUE, "c1", ahead, NULL));
  apply (self, "k2", behind);
  stored = test_store_read_case (self, "c1");
  g_assert_cmpstr (stored->copy->subject, ==, "Ahead");
}

static char *
with_acts (int version, const char *first, int first_seq, const char *second, int second_seq)
{
  g_autofree char *one = test_act_json (first, "note", first_seq, "{\"text\":\"a\"}");
  g_autofree char *two =
      second != NULL ? test_act_json (second, "note", second_seq, "{\"text\":\"b\"}") : NULL;
  g_autofree char *acts =
      g_strdup_printf (",\"acts\":[%s%s%s]", one, two != NULL ? "," : "", two != NULL ? two : "");

  return version_of ("c1", version, acts);
}

static guint
count_acts (TestStore *self)
{
  g_autoptr (LoketStoredCase) stored = test_store_read_case (self, "c1");

  return stored->copy->acts->len;
}

/* An act that was taken is missing below a later one: the loket's history is another one. A copy
 * that only ends earlier may be an old one: then the act stays. */
static void
test_missing_act (TestStore *self, gconstpointer data)
{
  g_autofree char *both = with_acts (6, "a1", 1, "a2", 2);
  g_autofree char *cut = with_acts (8, "a1", 1, NULL, 0);
  g_autofree char *longer = with_acts (8, "a1", 1, "a2", 2);
  g_autofree char *other = with_acts (9, "a1", 1, "b2", 2);

  fill (self);
  apply (self, "k2", both);
  apply (self, "k3", cut);
  g_assert_cmpuint (count_acts (self), ==, 2);
  apply (self, "k4", longer);
  apply_is_refused (self, "k5", other, LOKET_BRAKE_CURSOR_BACK);
}

/* What the loket answered to an act stands in a copy of the version that was held before: one of
 * that version without it was made earlier, and does not take its place. */
static void
test_copy_of_before_an_answer (TestStore *self, gconstpointer data)
{
  g_autofree char *answered = with_acts (6, "a1", 1, "a2", 2);
  g_autofree char *before = with_acts (6, "a1", 1, NULL, 0);
  g_autofree char *after = with_acts (7, "a1", 1, "a2", 2);
  g_autoptr (LoketBrake) none = NULL;

  fill (self);
  apply (self, "k2", answered);
  apply (self, "k3", before);
  g_assert_cmpuint (count_acts (self), ==, 2);
  apply (self, "k4", after);
  g_assert_cmpuint (count_acts (self), ==, 2);
  none = loket_store_dup_brake (self->store);
  g_assert_null (none);
}

/* Where everything is asked for anew such a copy was made later, by a loket that has lost the act.
 */
static void
test_answered_act_missing_anew (TestStore *self, gconstpointer data)
{
  g_autofree char *answered = with_acts (6, "a1", 1, "a2", 2);
  g_autofree char *cut = with_acts (6, "a1", 1, NULL, 0);
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (GPtrArray) pending = NULL;

  fill (self);
  g_assert_true (bind (self, "one", "p1", NULL, NULL));
  apply (self, "k2", answered);
  begin_generation (self, FALSE);
  apply_is_refused (self, "j1", cut, LOKET_BRAKE_CURSOR_BACK);
  g_assert_cmpuint (count_acts (self), ==, 2);
  lift (self, LOKET_BRAKE_GO_ON);
  apply (self, "j1", cut);
  loket_store_list_pending_async (self->store, test_store_done_cb, &listed);
  pending = loket_store_list_pending_finish (self->store, test_store_wait (self, &listed), NULL);
  g_assert_cmpuint (pending->len, ==, 1);
  g_assert_cmpstr (((LoketWorkItem *) g_ptr_array_index (pending, 0))->reason, ==, "lostByLoket");
}

/* A case that is too large for its page is asked for alone. */
static char *
left_out (int version)
{
  return g_strdup_printf ("{\"caseId\":\"c1\",\"version\":%d,\"change\":\"upserted\"}", version);
}

/* Returns: whether it came in; else the brake is on */
static gboolean
fetch (TestStore *self, const char *item)
{
  g_autoptr (JsonNode) root = loket_json_parse (item, -1, NULL);
  g_autofree char *text =
      loket_json_object_to_string (loket_json_peek_object (json_node_get_object (root), "case"));
  g_autoptr (GError) error = NULL;

  if (test_store_take_case (self, TRUE, "c1", text, &error))
    return TRUE;
  g_assert_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_BRAKE);
  return FALSE;
}

/* Everything comes anew, and a case in a lower version than somebody got who opened it: the page
 * may have been overtaken, so the case is asked for alone, and judged by that. */
static void
test_overtaken_anew (TestStore *self, gconstpointer data)
{
  gboolean lost = data != NULL;
  g_autofree char *ahead = with_acts (9, "a1", 1, "a2", 2);
  g_autofree char *behind = with_acts (6, "a1", 1, NULL, 0);
  g_autoptr (LoketPageResult) page = NULL;

  fill (self);
  g_assert_true (fetch (self, ahead));
  begin_generation (self, TRUE);
  page = test_store_apply (self, "j1", behind);
  g_assert_cmpstr (page->to_fetch[0], ==, "c1");
  g_assert_cmpuint (count_acts (self), ==, 2);
  g_assert_true (fetch (self, lost ? behind : ahead) == !lost);
  g_assert_cmpuint (count_acts (self), ==, 2);
}

/* It is judged as what stands in a page, and let in once, though the end of the feed came first. */
static void
test_large_case (TestStore *self, gconstpointer data)
{
  int version = GPOINTER_TO_INT (data);
  g_autofree char *both = with_acts (7, "a1", 1, "a2", 2);
  g_autofree char *cut = with_acts (version, "a1", 1, NULL, 0);
  g_autofree char *seven = left_out (7);
  g_autofree char *again = left_out (version);
  g_autofree char *lower = version_of ("c1", 4, "");
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (GPtrArray) pending = NULL;

  fill (self);
  g_assert_true (bind (self, "one", "p1", NULL, NULL));
  apply (self, "k2", seven);
  g_assert_true (fetch (self, both));
  begin_generation (self, FALSE);
  if (version < 7) {
    apply_is_refused (self, "j1", again, LOKET_BRAKE_CURSOR_BACK);
  } else {
    apply (self, "j1", again);
    g_assert_false (fetch (self, cut));
  }
  g_assert_cmpuint (count_acts (self), ==, 2);
  begin_generation (self, FALSE);
  lift (self, LOKET_BRAKE_GO_ON);
  apply (self, "j1", again);
  apply (self, "j1", "");
  g_assert_cmpint (finish_generation (self), ==, N_CASES - 1);
  g_assert_true (fetch (self, cut));
  g_assert_cmpuint (count_acts (self), ==, 1);
  loket_store_list_pending_async (self->store, test_store_done_cb, &listed);
  pending = loket_store_list_pending_finish (self->store, test_store_wait (self, &listed), NULL);
  g_assert_cmpuint (pending->len, ==, 1);
  g_assert_cmpstr (((LoketWorkItem *) g_ptr_array_index (pending, 0))->reason, ==, "lostByLoket");
  apply (self, "j1", "");
  apply_is_refused (self, "j2", lower, LOKET_BRAKE_CURSOR_BACK);
}

/* @item: of the page with which the loss comes, first refused and then let in */
static void
let_in (TestStore *self, const char *item)
{
  begin_generation (self, FALSE);
  apply_is_refused (self, "j1", item, LOKET_BRAKE_CURSOR_BACK);
  begin_generation (self, FALSE);
  lift (self, LOKET_BRAKE_GO_ON);
  apply (self, "j1", item);
}

/* Until it has come, what others bring is judged all the same. */
static void
test_large_case_is_late (TestStore *self, gconstpointer data)
{
  g_autofree char *both = with_acts (7, "a1", 1, "a2", 2);
  g_autofree char *left = left_out (6);
  g_autofree char *other = version_of ("c2", 4, "");

  fill (self);
  apply (self, "k2", both);
  let_in (self, left);
  g_assert_cmpint (finish_generation (self), ==, N_CASES - 1);
  apply_is_refused (self, "j2", other, LOKET_BRAKE_CURSOR_BACK);
}

static LoketAuditEntry *
find_lost (GPtrArray *audit)
{
  for (guint i = 0; i < audit->len; i++) {
    LoketAuditEntry *entry = g_ptr_array_index (audit, i);

    if (g_str_equal (entry->what, "lostByLoket"))
      return entry;
  }
  return NULL;
}

/* A shorter history was let in: what the loket had taken of us is ours to decide, what it had of
 * others stands in the audit. */
static void
test_lost_acts (TestStore *self, gconstpointer data)
{
  const char *person = data;
  gboolean own = g_str_equal (person, "p1");
  g_autofree char *both = with_acts (7, "a1", 1, "a2", 2);
  g_autofree char *cut = with_acts (6, "a1", 1, NULL, 0);
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (GAsyncResult) audited = NULL;
  g_autoptr (GPtrArray) pending = NULL;
  g_autoptr (GPtrArray) audit = NULL;

  fill (self);
  g_assert_true (bind (self, "one", person, NULL, NULL));
  apply (self, "k2", both);
  begin_generation (self, TRUE);
  apply_is_refused (self, "j1", cut, LOKET_BRAKE_CURSOR_BACK);
  lift (self, LOKET_BRAKE_GO_ON);
  apply (self, "j1", cut);
  apply (self, "j1", cut);
  loket_store_list_pending_async (self->store, test_store_done_cb, &listed);
  pending = loket_store_list_pending_finish (self->store, test_store_wait (self, &listed), NULL);
  loket_store_list_audit_async (self->store, 50, test_store_done_cb, &audited);
  audit = loket_store_list_audit_finish (self->store, test_store_wait (self, &audited), NULL);
  g_assert_cmpuint (pending->len, ==, own ? 1 : 0);
  if (own) {
    const LoketWorkItem *item = g_ptr_array_index (pending, 0);

    g_assert_cmpstr (item->id, ==, "a2");
    g_assert_cmpint (item->state, ==, LOKET_WORK_REFUSED);
    g_assert_cmpstr (item->reason, ==, "lostByLoket");
    g_assert_nonnull (g_strstr_len (g_bytes_get_data (item->body, NULL),
                                    (gssize) g_bytes_get_size (item->body), "\"text\":\"b\""));
  } else {
    g_assert_cmpstr (find_lost (audit)->id, ==, "a2");
    g_assert_nonnull (find_lost (audit)->body);
  }
}

/* They come before what was done here after them, which waits for what a person decides. */
static void
test_lost_acts_in_order (TestStore *self, gconstpointer data)
{
  static const char *const ids[] = {"a1", "a2", "w1"};
  g_autofree char *both = with_acts (7, "a1", 1, "a2", 2);
  g_autofree char *none = version_of ("c1", 6, "");
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (GAsyncResult) asked = NULL;
  g_autoptr (GPtrArray) pending = NULL;
  g_autoptr (GPtrArray) sendable = NULL;

  fill (self);
  g_assert_true (bind (self, "one", "p1", NULL, NULL));
  apply (self, "k2", both);
  loket_work_item_unref (test_store_add_note (self, "c1", "w1", "w"));
  begin_generation (self, TRUE);
  apply_is_refused (self, "j1", none, LOKET_BRAKE_CURSOR_BACK);
  lift (self, LOKET_BRAKE_GO_ON);
  apply (self, "j1", none);
  loket_store_list_pending_async (self->store, test_store_done_cb, &listed);
  pending = loket_store_list_pending_finish (self->store, test_store_wait (self, &listed), NULL);
  g_assert_cmpuint (pending->len, ==, G_N_ELEMENTS (ids));
  for (guint i = 0; i < pending->len; i++)
    g_assert_cmpstr (((LoketWorkItem *) g_ptr_array_index (pending, i))->id, ==, ids[i]);
  loket_store_list_sendable_async (self->store, 9, test_store_done_cb, &asked);
  sendable = loket_store_list_sendable_finish (self->store, test_store_wait (self, &asked), NULL);
  g_assert_cmpuint (sendable->len, ==, 0);
}

static char *
list_sendable (TestStore *self)
{
  g_autoptr (GAsyncResult) asked = NULL;
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GString) ids = g_string_new (NULL);

  loket_store_list_sendable_async (self->store, 9, test_store_done_cb, &asked);
  items = loket_store_list_sendable_finish (self->store, test_store_wait (self, &asked), NULL);
  for (guint i = 0; i < items->len; i++)
    g_string_append_printf (ids, "%s ", ((LoketWorkItem *) g_ptr_array_index (items, i))->id);
  return g_strdup (ids->str);
}

/* Until the loss that was let in has come nobody knows what of a case comes first: nothing leaves;
 * and of a case that comes late nothing before it, unless it comes otherwise, or leaves.
 * @data: how it comes */
static void
test_nothing_leaves_before (TestStore *self, gconstpointer data)
{
  const char *how = data;
  g_autofree char *both = with_acts (7, "a1", 1, "a2", 2);
  g_autofree char *whole = with_acts (6, "a1", 1, "a2", 2);
  g_autofree char *withdrawn = removals (1, 1, "withdrawn");
  g_autofree char *left = left_out (6);
  g_autofree char *before = NULL;
  g_autofree char *meanwhile = NULL;
  g_autofree char *after = NULL;
  g_autofree char *late = NULL;
  g_autofree char *left_again = left_out (8);
  g_autofree char *again = NULL;

  fill (self);
  g_assert_true (bind (self, "one", "p1", NULL, NULL));
  apply (self, "k2", both);
  loket_work_item_unref (test_store_add_note (self, "c1", "w1", "w"));
  loket_work_item_unref (test_store_add_note (self, "c2", "w2", "w"));
  before = list_sendable (self);
  g_assert_cmpstr (before, ==, "w1 w2 ");
  let_in (self, left);
  meanwhile = list_sendable (self);
  g_assert_cmpstr (meanwhile, ==, "");
  g_assert_cmpint (finish_generation (self), ==, N_CASES - 1);
  after = list_sendable (self);
  g_assert_cmpstr (after, ==, "w2 ");
  if (g_str_equal (how, "alone"))
    g_assert_true (fetch (self, whole));
  else
    apply (self, "j2", g_str_equal (how, "page") ? whole : withdrawn);
  late = list_sendable (self);
  g_assert_cmpstr (late, ==, "w1 w2 ");
  /* Left out once more it is a case like any other. */
  apply (self, "j3", left_again);
  again = list_sendable (self);
  g_assert_cmpstr (again, ==, "w1 w2 ");
}

/* A generation that ends before it has come forgets nothing. */
static void
test_late_over_generations (TestStore *self, gconstpointer data)
{
  g_autofree char *both = with_acts (7, "a1", 1, "a2", 2);
  g_autofree char *left = left_out (6);
  g_autofree char *held = NULL;

  fill (self);
  g_assert_true (bind (self, "one", "p1", NULL, NULL));
  apply (self, "k2", both);
  loket_work_item_unref (test_store_add_note (self, "c1", "w1", "w"));
  let_in (self, left);
  g_assert_cmpint (finish_generation (self), ==, N_CASES - 1);
  begin_generation (self, FALSE);
  apply (self, "l1", left);
  finish_generation (self);
  held = list_sendable (self);
  g_assert_cmpstr (held, ==, "");
}

/* Of a case that may not be kept on this machine the audit has no word of others either. */
static void
test_lost_act_not_kept (TestStore *self, gconstpointer data)
{
  g_autofree char *act = test_act_json ("a2", "note", 2, "{\"text\":\"b\"}");
  g_autofree char *more =
      g_strdup_printf (",\"acts\":[%s],\"offlinePermitted\":%s", act, (const char *) data);
  g_autofree char *held = version_of ("c1", 7, more);
  g_autofree char *cut = version_of ("c1", 6, ",\"offlinePermitted\":false");
  g_autoptr (GAsyncResult) audited = NULL;
  g_autoptr (GPtrArray) audit = NULL;

  fill (self);
  g_assert_true (bind (self, "one", "bo", NULL, NULL));
  apply (self, "k2", held);
  begin_generation (self, TRUE);
  apply_is_refused (self, "j1", cut, LOKET_BRAKE_CURSOR_BACK);
  lift (self, LOKET_BRAKE_GO_ON);
  apply (self, "j1", cut);
  loket_store_list_audit_async (self->store, 50, test_store_done_cb, &audited);
  audit = loket_store_list_audit_finish (self->store, test_store_wait (self, &audited), NULL);
  g_assert_cmpstr (find_lost (audit)->id, ==, "a2");
  g_assert_null (find_lost (audit)->body);
}

static void
run_on_work (TestStore *self, const char *sql)
{
  g_autofree char *path = test_store_build_path (self, "work.db");
  LoketSqliteOptions options = {0};
  g_autoptr (LoketSqlite) work = loket_sqlite_open (path, &options, NULL);

  g_assert_true (loket_sqlite_execute (work, sql, NULL));
}

/* Cut off before it is refused: then it does not wait either, or it would be sent unasked. */
static void
test_lost_act_cut_off (TestStore *self, gconstpointer data)
{
  g_autofree char *both = with_acts (7, "a1", 1, "a2", 2);
  g_autofree char *cut = with_acts (6, "a1", 1, NULL, 0);
  g_autoptr (GBytes) page = NULL;
  g_autoptr (GAsyncResult) applied = NULL;
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (GPtrArray) pending = NULL;

  fill (self);
  g_assert_true (bind (self, "one", "p1", NULL, NULL));
  apply (self, "k2", both);
  begin_generation (self, TRUE);
  apply_is_refused (self, "j1", cut, LOKET_BRAKE_CURSOR_BACK);
  lift (self, LOKET_BRAKE_GO_ON);
  run_on_work (self, "CREATE TRIGGER cut BEFORE UPDATE OF state ON items"
                     " BEGIN SELECT raise (ABORT, 'cut off'); END");
  page = test_page ("j1", cut);
  loket_store_apply_page_async (self->store, page, NULL, 7, test_store_done_cb, &applied);
  g_assert_null (
      loket_store_apply_page_finish (self->store, test_store_wait (self, &applied), NULL));
  loket_store_list_pending_async (self->store, test_store_done_cb, &listed);
  pending = loket_store_list_pending_finish (self->store, test_store_wait (self, &listed), NULL);
  g_assert_cmpuint (pending->len, ==, 0);
}

/* The feed ends where it ended before: what came in between is there no more. */
static void
test_end_that_was_passed (TestStore *self, gconstpointer data)
{
  g_autofree char *changed = version_of ("c1", 6, "");
  g_autofree char *new_case = version_of ("d1", 1, "");
  g_autofree char *all = many_cases ();

  fill (self);
  apply (self, "k2", new_case);
  apply (self, "k2", "");
  begin_generation (self, GPOINTER_TO_INT (data));
  apply (self, "j1", all);
  apply (self, "k1", changed);
  apply (self, "k1", "");
  g_assert_cmpint (finish_generation (self), ==, GPOINTER_TO_INT (data) ? -1 : 1);
}

/* In a generation that a person asked for, the feed ends where it ended: nothing has changed. */
static void
test_end_as_before (TestStore *self, gconstpointer data)
{
  g_autofree char *all = many_cases ();

  fill (self);
  begin_generation (self, FALSE);
  apply (self, "k1", all);
  apply (self, "k1", "");
  g_assert_cmpint (finish_generation (self), ==, 0);
}

static void
test_cursor_of_an_earlier_end (TestStore *self, gconstpointer data)
{
  g_autofree char *changed = version_of ("c1", 6, "");
  g_autofree char *once_more = version_of ("c1", 7, "");

  fill (self);
  apply (self, "k2", changed);
  apply (self, "k2", "");
  apply_is_refused (self, "k1", once_more, LOKET_BRAKE_CURSOR_BACK);
}

/* Only the right one lifts it, and by itself. */
static void
test_other_account (TestStore *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketBrake) brake = NULL;
  g_autoptr (LoketBrake) none = NULL;

  g_assert_true (bind (self, "one", "an", NULL, NULL));
  g_assert_false (bind (self, "one", "bo", NULL, &error));
  g_assert_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_BRAKE);
  test_store_reopen (self, TRUE);
  brake = loket_store_dup_brake (self->store);
  g_assert_cmpint (brake->kind, ==, LOKET_BRAKE_OTHER_ACCOUNT);
  g_assert_nonnull (strstr (brake->detail, "bo"));
  g_assert_cmpstr (brake->other, ==, "bo");
  g_assert_false (bind (self, "one", "bo", NULL, NULL));
  g_assert_true (bind (self, "one", "an", NULL, NULL));
  none = loket_store_dup_brake (self->store);
  g_assert_null (none);
}

/* A folder of before persons were pinned: whom its last /me named. */
static void
test_account_of_before (TestStore *self, gconstpointer data)
{
  g_assert_false (bind (self, "one", "bo", "an", NULL));
  g_assert_true (bind (self, "one", "an", "an", NULL));
  g_assert_false (bind (self, "one", "bo", NULL, NULL));
}

/* One that a newer program wrote, or that is damaged, stops too. */
static void
test_unreadable (void)
{
  static const char *const texts[] = {"", "{}", "[]", "{\"kind\":\"newer\"}"};

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (LoketBrake) brake = loket_brake_from_text (texts[i]);

    g_assert_true (loket_brake_kind_may_go_on (brake->kind));
  }
}

static void
test_text (void)
{
  for (int kind = 0; kind < LOKET_N_BRAKES; kind++) {
    g_autoptr (LoketBrake) brake = loket_brake_new ((LoketBrakeKind) kind, 12, "“x”");
    g_autofree char *text = loket_brake_to_text (brake);
    g_autoptr (LoketBrake) read = loket_brake_from_text (text);

    g_assert_cmpint (read->kind, ==, kind);
    g_assert_cmpint (read->at, ==, 12);
    g_assert_cmpstr (read->detail, ==, "“x”");
  }
}

#define ADD(path, data, test)                                                                      \
  g_test_add ("/store/brake/" path, TestStore, data, test_store_set_up, test, test_store_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("mass-withdrawal", "withdrawn", test_mass_withdrawal);
  ADD ("mass-erasure", "erased", test_mass_withdrawal);
  ADD ("mass-withdrawal-over-pages", NULL, test_mass_withdrawal_over_pages);
  ADD ("mass-withdrawal-of-own", NULL, test_mass_withdrawal_of_own);
  ADD ("small-desk", NULL, test_small_desk);
  ADD ("admitted-once", NULL, test_admitted_once);
  ADD ("lifted-without-admission", NULL, test_lifted_without_admission);
  ADD ("empty-loket", NULL, test_empty_loket);
  ADD ("empty-loket-and-a-case-to-fetch", NULL, test_empty_loket_and_a_case_to_fetch);
  ADD ("empty-from-the-beginning", NULL, test_empty_from_the_beginning);
  ADD ("lower-version", GINT_TO_POINTER (FALSE), test_lower_version);
  ADD ("lower-version-of-a-new-generation", GINT_TO_POINTER (TRUE), test_lower_version);
  ADD ("feed-behind-a-get", NULL, test_feed_behind_a_get);
  ADD ("missing-act", NULL, test_missing_act);
  ADD ("copy-of-before-an-answer", NULL, test_copy_of_before_an_answer);
  ADD ("answered-act-missing-anew", NULL, test_answered_act_missing_anew);
  ADD ("large-case/same-version", GINT_TO_POINTER (7), test_large_case);
  ADD ("large-case/lower-version", GINT_TO_POINTER (6), test_large_case);
  ADD ("large-case/late", NULL, test_large_case_is_late);
  ADD ("overtaken-anew/lost", "lost", test_overtaken_anew);
  ADD ("overtaken-anew/there", NULL, test_overtaken_anew);
  ADD ("lost-acts/own", "p1", test_lost_acts);
  ADD ("lost-acts/of-others", "bo", test_lost_acts);
  ADD ("lost-acts/not-kept", "false", test_lost_act_not_kept);
  ADD ("lost-acts/not-kept-any-more", "true", test_lost_act_not_kept);
  ADD ("lost-acts/cut-off", NULL, test_lost_act_cut_off);
  ADD ("lost-acts/in-order", NULL, test_lost_acts_in_order);
  ADD ("lost-acts/nothing-leaves-before/alone", "alone", test_nothing_leaves_before);
  ADD ("lost-acts/nothing-leaves-before/page", "page", test_nothing_leaves_before);
  ADD ("lost-acts/nothing-leaves-before/withdrawn", "withdrawn", test_nothing_leaves_before);
  ADD ("lost-acts/late-over-generations", NULL, test_late_over_generations);
  ADD ("end-that-was-passed", GINT_TO_POINTER (TRUE), test_end_that_was_passed);
  ADD ("end-that-was-passed-unasked", GINT_TO_POINTER (FALSE), test_end_that_was_passed);
  ADD ("end-as-before", NULL, test_end_as_before);
  ADD ("cursor-of-an-earlier-end", NULL, test_cursor_of_an_earlier_end);
  ADD ("other-account", NULL, test_other_account);
  ADD ("account-of-before", NULL, test_account_of_before);
  g_test_add_func ("/store/brake/unreadable", test_unreadable);
  g_test_add_func ("/store/brake/text", test_text);
  return g_test_run ();
}
