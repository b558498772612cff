/* SPDX-License-Identifier: EUPL-1.2 */
/* What the loket said it had taken, and its feed does not speak of: it is asked for, and nobody
 * goes on believing that it is there. */
#include "config.h"

#include <string.h>

#include "loket-error.h"
#include "loket-left.h"
#include "loket-store-brake.h"
#include "loket-store-left.h"
#include "loket-store-private.h"
#include "loket-test-store.h"

static void
finish_generation (TestStore *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_auto (GStrv) gone = NULL;

  loket_store_finish_generation_async (self->store, 7, test_store_done_cb, &result);
  gone = loket_store_finish_generation_finish (self->store, test_store_wait (self, &result), NULL);
  g_assert_nonnull (gone);
}

static void
set_up (TestStore *self, gconstpointer data)
{
  g_autofree char *json = test_case_json ("c1", "KL-1", "\"version\":5");
  g_autofree char *item = test_upsert ("c1", 5, json);
  g_autoptr (GAsyncResult) bound = NULL;

  test_store_set_up (self, data);
  loket_store_bind_async (self->store, "one", "p1", NULL, 1, test_store_done_cb, &bound);
  g_assert_true (loket_store_write_finish (self->store, test_store_wait (self, &bound), NULL));
  loket_page_result_free (test_store_apply (self, "k1", item));
  loket_page_result_free (test_store_apply (self, "k1", ""));
  finish_generation (self);
}

static void
begin_generation (TestStore *self)
{
  GAsyncResult *result = NULL;

  loket_store_begin_generation_async (self->store, FALSE, test_store_done_cb, &result);
  test_store_wait_written (self, &result);
}

static char *
make_case (int version, const char *acts)
{
  g_autofree char *members = g_strdup_printf ("\"version\":%d,\"acts\":[%s]", version, acts);

  return test_case_json ("c1", "KL-1", members);
}

static void
answer (TestStore *self, const char *id, const char *text)
{
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
  GAsyncResult *result = NULL;

  loket_store_take_async (self->store, id, body, 3, test_store_done_cb, &result);
  test_store_wait_written (self, &result);
}

/* A note of ours, which the loket confirms at once. */
static char *
send_note (TestStore *self)
{
  char *taken = test_act_json ("a1", "note", 1, "{\"text\":\"a\"}");

  loket_work_item_unref (test_store_add_note (self, "c1", "a1", "a"));
  answer (self, "a1", taken);
  return taken;
}

/* Returns: (nullable): the case that is to be asked for, as the feed ends */
static char *
end_feed (TestStore *self)
{
  g_autoptr (LoketPageResult) result = test_store_apply (self, "k2", "");

  g_assert_cmpuint (g_strv_length (result->to_fetch), <=, 1);
  return g_strdup (result->to_fetch[0]);
}

static gboolean
fetch (TestStore *self, const char *json, GError **error)
{
  return test_store_take_case (self, TRUE, "c1", json, error);
}

static void
fetch_without_it (TestStore *self, const char *json)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (fetch (self, json, &error));
  g_assert_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_BRAKE);
}

static guint
count_acts (TestStore *self)
{
  g_autoptr (LoketStoredCase) stored = test_store_read_case (self, "c1");

  return stored->copy->acts->len;
}

/* Somebody goes on with what the loket has: everything comes anew. */
static void
let_in (TestStore *self)
{
  GAsyncResult *lifted = NULL;

  begin_generation (self);
  loket_store_lift_brake_async (self->store, LOKET_BRAKE_GO_ON, test_store_done_cb, &lifted);
  test_store_wait_written (self, &lifted);
}

static void
one_is_lost (TestStore *self, const char *id)
{
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (GPtrArray) pending = NULL;
  const LoketWorkItem *item;

  loket_store_list_pending_async (self->store, test_store_done_cb, &listed);
  pending = loket_store_list_pending_finish (self->store, test_store_wait (self, &listed), NULL);
  g_assert_cmpuint (pending->len, ==, 1);
  item = g_ptr_array_index (pending, 0);
  g_assert_cmpstr (item->id, ==, id);
  g_assert_cmpstr (item->reason, ==, "lostByLoket");
}

/* A page speaks of it: nothing is asked for. */
static void
test_confirmed (TestStore *self, gconstpointer data)
{
  g_autofree char *act = send_note (self);
  g_autofree char *json = make_case (6, act);
  g_autofree char *item = test_upsert ("c1", 6, json);
  g_autofree char *asked = NULL;

  loket_page_result_free (test_store_apply (self, "k2", item));
  asked = end_feed (self);
  g_assert_null (asked);
}

/* It was brought before its answer came. */
static void
test_known_before (TestStore *self, gconstpointer data)
{
  g_autofree char *act = test_act_json ("a1", "note", 1, "{\"text\":\"a\"}");
  g_autofree char *json = make_case (6, act);
  g_autofree char *item = test_upsert ("c1", 6, json);
  g_autofree char *asked = NULL;

  loket_work_item_unref (test_store_add_note (self, "c1", "a1", "a"));
  loket_page_result_free (test_store_apply (self, "k2", item));
  answer (self, "a1", act);
  asked = end_feed (self);
  g_assert_null (asked);
}

/* The feed was late, and the case itself has it: asked for once. */
static void
test_late (TestStore *self, gconstpointer data)
{
  g_autofree char *act = send_note (self);
  g_autofree char *json = make_case (6, act);
  g_autofree char *asked = end_feed (self);
  g_autofree char *again = NULL;

  g_assert_cmpstr (asked, ==, "c1");
  g_assert_true (fetch (self, json, NULL));
  g_assert_cmpuint (count_acts (self), ==, 1);
  again = end_feed (self);
  g_assert_null (again);
}

/* The loket has lost it: the brake, and once that is let in the act waits for a person. Also after
 * a restart in between, and after what was taken is swept. */
static void
test_lost (TestStore *self, gconstpointer data)
{
  g_autofree char *before = make_case (5, "");
  g_autofree char *item = test_upsert ("c1", 5, before);
  g_autofree char *asked = NULL;
  g_autoptr (LoketBrake) brake = NULL;

  g_free (send_note (self));
  test_store_sweep (self, 4);
  test_store_reopen (self, FALSE);
  asked = end_feed (self);
  g_assert_cmpstr (asked, ==, "c1");
  fetch_without_it (self, before);
  brake = loket_store_dup_brake (self->store);
  g_assert_cmpint (brake->kind, ==, LOKET_BRAKE_CURSOR_BACK);
  g_assert_cmpint (brake->affected, ==, 1);
  g_assert_cmpuint (count_acts (self), ==, 1);
  let_in (self);
  loket_page_result_free (test_store_apply (self, "j1", item));
  g_assert_cmpuint (count_acts (self), ==, 0);
  one_is_lost (self, "a1");
}

/* A power cut took the answer out of cache.db, and with it all that was noted there: the row that
 * is taken still says so. */
static void
test_row_alone (TestStore *self, gconstpointer data)
{
  g_autofree char *before = make_case (5, "");
  g_autofree char *item = test_upsert ("c1", 5, before);
  g_autofree char *asked = NULL;

  loket_work_item_unref (test_store_add_note (self, "c1", "a1", "a"));
  answer (self, "a1", "{}");
  g_assert_true (loket_sqlite_execute (self->store->write.cache, "DELETE FROM answered", NULL));
  test_store_sweep (self, 4);
  asked = end_feed (self);
  g_assert_cmpstr (asked, ==, "c1");
  fetch_without_it (self, before);
  let_in (self);
  loket_page_result_free (test_store_apply (self, "j1", item));
  one_is_lost (self, "a1");
}

/* Once it was let in nothing is asked for any more. */
static void
test_lost_and_let_in (TestStore *self, gconstpointer data)
{
  g_autofree char *asked = NULL;

  test_lost (self, data);
  g_free (end_feed (self));
  finish_generation (self);
  asked = end_feed (self);
  g_assert_null (asked);
}

/* A copy of before what is held proves nothing: somebody on the way kept it. */
static void
test_older_copy (TestStore *self, gconstpointer data)
{
  g_autofree char *older = make_case (4, "");
  g_autofree char *asked = NULL;
  g_autofree char *again = NULL;
  g_autoptr (GError) error = NULL;

  g_free (send_note (self));
  asked = end_feed (self);
  g_assert_cmpstr (asked, ==, "c1");
  g_assert_false (fetch (self, older, &error));
  g_assert_error (error, LOKET_ERROR, LOKET_ERROR_INVALID);
  g_assert_cmpuint (count_acts (self), ==, 1);
  again = end_feed (self);
  g_assert_null (again);
}

/* It left before the answer came: who does not see a case any more may still ask whether his act
 * arrived, and needs no word of the feed. */
static void
test_left_before (TestStore *self, gconstpointer data)
{
  g_autofree char *asked = NULL;

  loket_page_result_free (
      test_store_apply (self, "k2", "{\"caseId\":\"c1\",\"version\":7,\"change\":\"withdrawn\"}"));
  g_free (send_note (self));
  asked = end_feed (self);
  g_assert_null (asked);
}

static char *
without_offline (const char *json)
{
  g_autoptr (GString) text = g_string_new (json);

  g_string_replace (text, "\"offlinePermitted\":true", "\"offlinePermitted\":false", 1);
  return g_strdup (text->str);
}

/* A copy that may not be kept on this computer went with the program: the row did not. */
static void
test_not_kept (TestStore *self, gconstpointer data)
{
  g_autofree char *json = test_case_json ("c2", "KL-2", "\"version\":5");
  g_autofree char *unkept = without_offline (json);
  g_autofree char *item = test_upsert ("c2", 5, unkept);
  g_autofree char *taken = test_act_json ("a1", "note", 1, "{\"text\":\"a\"}");
  g_autofree char *asked = NULL;

  loket_page_result_free (test_store_apply (self, "k2", item));
  loket_work_item_unref (test_store_add_note (self, "c2", "a1", "a"));
  answer (self, "a1", taken);
  test_store_sweep (self, 4);
  test_store_reopen (self, FALSE);
  asked = end_feed (self);
  g_assert_cmpstr (asked, ==, "c2");
  g_assert_false (test_store_take_case (self, TRUE, "c2", unkept, NULL));
  let_in (self);
  loket_page_result_free (test_store_apply (self, "j1", item));
  one_is_lost (self, "a1");
}

/* What cannot be read confirms nothing. */
static void
test_unreadable_page (TestStore *self, gconstpointer data)
{
  g_autofree char *asked = NULL;

  g_free (send_note (self));
  loket_page_result_free (test_store_apply (
      self, "k2", "{\"caseId\":\"c1\",\"version\":7,\"change\":\"upserted\",\"case\":{}}"));
  asked = end_feed (self);
  g_assert_cmpstr (asked, ==, "c1");
}

static void
note_unknown (TestStore *self, const char *case_id)
{
  GAsyncResult *noted = NULL;

  loket_store_note_unknown_async (self->store, case_id, test_store_done_cb, &noted);
  test_store_wait_written (self, &noted);
}

/* Returns: whether the feed may end so; else the brake is on */
static gboolean
may_end (TestStore *self)
{
  g_autoptr (GBytes) page = test_page ("k3", "");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketPageResult) ended = NULL;

  loket_store_apply_page_async (self->store, page, NULL, 7, test_store_done_cb, &result);
  ended = loket_store_apply_page_finish (self->store, test_store_wait (self, &result), &error);
  if (ended == NULL)
    g_assert_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_BRAKE);
  return ended != NULL;
}

/* The loket does not know a case that is here: the feed says why before it ends. */
static void
test_taken_away (TestStore *self, gconstpointer data)
{
  g_autofree char *asked = NULL;

  g_free (send_note (self));
  asked = end_feed (self);
  g_assert_cmpstr (asked, ==, "c1");
  note_unknown (self, "c1");
  g_assert_true (may_end (self));
  note_unknown (self, "c1");
  loket_page_result_free (
      test_store_apply (self, "k3", "{\"caseId\":\"c1\",\"version\":7,\"change\":\"withdrawn\"}"));
  g_assert_true (may_end (self));
}

/* The loket did not know the case, and then names it again: another one stood there for a moment.
 */
static void
test_known_again (TestStore *self, gconstpointer data)
{
  g_autofree char *asked = NULL;

  g_free (send_note (self));
  asked = end_feed (self);
  g_assert_cmpstr (asked, ==, "c1");
  note_unknown (self, "c1");
  g_assert_true (may_end (self));
  loket_page_result_free (
      test_store_apply (self, "k3", "{\"caseId\":\"c1\",\"version\":6,\"change\":\"upserted\"}"));
  note_unknown (self, "c1");
  g_assert_true (may_end (self));
}

/* The answer to a complaint went with a power cut, and the loket was put back to before it: nothing
 * is here but its row, which becomes unsent again. */
static void
test_complaint_of_which_only_the_row_is_left (TestStore *self, gconstpointer data)
{
  g_autofree char *first = make_case (5, "");
  g_autofree char *item = test_upsert ("c1", 5, first);
  g_autofree char *asked = NULL;
  g_autofree char *again = NULL;

  test_store_add_case (self, "n1", "V-AAAAAAAA");
  test_store_project (self, "n1");
  answer (self, "n1", "{}");
  g_assert_true (loket_sqlite_execute (self->store->write.cache, "DELETE FROM answered", NULL));
  asked = end_feed (self);
  g_assert_cmpstr (asked, ==, "n1");
  note_unknown (self, "n1");
  g_assert_true (may_end (self));
  note_unknown (self, "n1");
  g_assert_false (may_end (self));
  let_in (self);
  loket_page_result_free (test_store_apply (self, "j1", item));
  g_free (end_feed (self));
  finish_generation (self);
  one_is_lost (self, "n1");
  again = end_feed (self);
  g_assert_null (again);
  g_assert_true (may_end (self));
}

/* Checked again without going on: what has not come is still missing. */
static void
test_checked_again (TestStore *self, gconstpointer data)
{
  g_autofree char *taken = test_case_json ("n1", "KL-9", "\"version\":1");
  g_autofree char *first = make_case (5, "");
  g_autofree char *item = test_upsert ("c1", 5, first);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  test_store_add_case (self, "n1", "V-AAAAAAAA");
  test_store_project (self, "n1");
  answer (self, "n1", taken);
  g_free (end_feed (self));
  note_unknown (self, "n1");
  note_unknown (self, "n1");
  g_assert_true (may_end (self));
  note_unknown (self, "n1");
  g_assert_false (may_end (self));
  begin_generation (self);
  loket_page_result_free (test_store_apply (self, "j1", item));
  g_free (end_feed (self));
  loket_store_finish_generation_async (self->store, 7, test_store_done_cb, &result);
  g_assert_null (
      loket_store_finish_generation_finish (self->store, test_store_wait (self, &result), &error));
  g_assert_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_BRAKE);
}

/* A complaint that the loket had registered and does not know any more stays: the brake, and then
 * it is told as gone where everything comes anew. */
static void
test_complaint_lost (TestStore *self, gconstpointer data)
{
  g_autofree char *taken = test_case_json ("n1", "KL-9", "\"version\":1");
  g_autofree char *first = make_case (5, "");
  g_autofree char *item = test_upsert ("c1", 5, first);
  g_autofree char *asked = NULL;
  g_autofree char *again = NULL;
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (GPtrArray) left = NULL;

  test_store_add_case (self, "n1", "V-AAAAAAAA");
  test_store_project (self, "n1");
  answer (self, "n1", taken);
  test_store_sweep (self, 4);
  asked = end_feed (self);
  g_assert_cmpstr (asked, ==, "n1");
  note_unknown (self, "n1");
  g_assert_true (may_end (self));
  note_unknown (self, "n1");
  g_assert_false (may_end (self));
  let_in (self);
  loket_page_result_free (test_store_apply (self, "j1", item));
  again = end_feed (self);
  g_assert_null (again);
  finish_generation (self);
  loket_store_list_left_async (self->store, test_store_done_cb, &listed);
  left = loket_store_list_left_finish (self->store, test_store_wait (self, &listed), NULL);
  g_assert_cmpuint (left->len, ==, 1);
  g_assert_cmpint (((LoketLeftCase *) g_ptr_array_index (left, 0))->presence, ==,
                   LOKET_PRESENCE_GONE);
  g_assert_cmpstr (((LoketLeftCase *) g_ptr_array_index (left, 0))->case_id, ==, "n1");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                            \
  g_test_add ("/store/answered/" name, TestStore, NULL, set_up, func, test_store_tear_down)
  ADD ("confirmed", test_confirmed);
  ADD ("known-before", test_known_before);
  ADD ("late", test_late);
  ADD ("lost", test_lost);
  ADD ("row-alone", test_row_alone);
  ADD ("lost-and-let-in", test_lost_and_let_in);
  ADD ("older-copy", test_older_copy);
  ADD ("not-kept", test_not_kept);
  ADD ("unreadable-page", test_unreadable_page);
  ADD ("known-again", test_known_again);
  ADD ("complaint-of-which-only-the-row-is-left", test_complaint_of_which_only_the_row_is_left);
  ADD ("checked-again", test_checked_again);
  ADD ("taken-away", test_taken_away);
  ADD ("left-before", test_left_before);
  ADD ("complaint-lost", test_complaint_lost);
#undef ADD
  return g_test_run ();
}
