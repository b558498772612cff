/* SPDX-License-Identifier: EUPL-1.2 */
/* Drafts of the desk: kept, dropped, and a disk that takes neither. */
#include <glib/gstdio.h>

#include "loket-desk-fixture.h"
#include "loket-desk-left.h"
#include "loket-desk-transfer.h"

static void
test_drafts (DeskFixture *self, gconstpointer data)
{
  LoketDeskOptions options = {0};
  g_autofree char *case_id = loket_test_desk_find_allowed (self->desk, LOKET_ACT_NOTE, 0);
  g_autofree char *key = g_strdup_printf ("act:%s:note", case_id);
  g_autoptr (JsonObject) first = loket_test_payload ("text", "half", NULL);
  g_autoptr (JsonObject) second = loket_test_payload ("text", "half a sentence", NULL);
  g_autoptr (JsonObject) found = NULL;

  loket_desk_save_draft (self->desk->desk, key, first);
  loket_desk_save_draft (self->desk->desk, key, second);
  g_assert_cmpuint (loket_desk_list_drafts (self->desk->desk)->len, ==, 1);
  loket_test_desk_close (self->desk);
  g_assert_true (loket_test_desk_open (self->desk, &options, NULL));
  found = loket_desk_load_draft (self->desk->desk, key);
  g_assert_cmpstr (loket_json_peek_string (found, "text"), ==, "half a sentence");
  loket_desk_drop_draft (self->desk->desk, key);
  g_assert_null (loket_desk_load_draft (self->desk->desk, key));
  loket_test_desk_close (self->desk);
  g_assert_true (loket_test_desk_open (self->desk, &options, NULL));
  g_assert_null (loket_desk_load_draft (self->desk->desk, key));
}

/* Types while the disk takes nothing. */
static void
type_unkept (DeskFixture *self, const char *key)
{
  g_autofree char *work = g_build_filename (self->desk->folder, "work.db", NULL);
  g_autofree char *away = g_build_filename (self->desk->folder, "away.db", NULL);
  g_autoptr (JsonObject) fields = loket_test_payload ("text", "not kept at once", NULL);

  g_assert_cmpint (g_rename (work, away), ==, 0);
  g_assert_true (g_file_set_contents (work, "another file", -1, NULL));
  loket_desk_save_draft (self->desk->desk, key, fields);
  loket_test_desk_settle (self->desk);
  g_assert_cmpstr (desk_fixture_get_state (self->desk)->error, ==, "draftNotKept");
  g_assert_cmpint (g_rename (away, work), ==, 0);
}

/* A draft that the disk did not take is not forgotten when the disk takes the next one. */
static void
test_draft_not_kept (DeskFixture *self, gconstpointer data)
{
  LoketDeskOptions options = {0};
  g_autoptr (JsonObject) second = loket_test_payload ("text", "kept", NULL);
  g_autoptr (JsonObject) found = NULL;

  type_unkept (self, "act:one:note");
  loket_desk_save_draft (self->desk->desk, "act:two:note", second);
  loket_test_desk_settle (self->desk);
  g_assert_null (desk_fixture_get_state (self->desk)->error);
  loket_test_desk_close (self->desk);
  g_assert_true (loket_test_desk_open (self->desk, &options, NULL));
  found = loket_desk_load_draft (self->desk->desk, "act:one:note");
  g_assert_nonnull (found);
  g_assert_cmpstr (loket_json_peek_string (found, "text"), ==, "not kept at once");
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **slot = user_data;

  *slot = g_object_ref (result);
}

/* Nobody types any more: it is kept behind the next sync. */
static void
test_draft_kept_later (DeskFixture *self, gconstpointer data)
{
  LoketDeskOptions options = {0};
  g_autoptr (JsonObject) found = NULL;

  type_unkept (self, "act:one:note");
  g_assert_true (loket_test_desk_sync (self->desk, NULL));
  loket_test_desk_settle (self->desk);
  g_assert_null (desk_fixture_get_state (self->desk)->error);
  loket_test_desk_close (self->desk);
  g_assert_true (loket_test_desk_open (self->desk, &options, NULL));
  found = loket_desk_load_draft (self->desk->desk, "act:one:note");
  g_assert_nonnull (found);
}

/* What was let go while the disk took nothing goes behind the next sync, too. */
static void
test_draft_dropped_later (DeskFixture *self, gconstpointer data)
{
  LoketDeskOptions options = {0};
  g_autofree char *work = g_build_filename (self->desk->folder, "work.db", NULL);
  g_autofree char *away = g_build_filename (self->desk->folder, "away.db", NULL);
  g_autoptr (JsonObject) fields = loket_test_payload ("text", "half", NULL);

  loket_desk_save_draft (self->desk->desk, "act:two:note", fields);
  loket_test_desk_settle (self->desk);
  g_assert_cmpint (g_rename (work, away), ==, 0);
  g_assert_true (g_file_set_contents (work, "another file", -1, NULL));
  loket_desk_drop_draft (self->desk->desk, "act:two:note");
  loket_test_desk_settle (self->desk);
  g_assert_cmpint (g_rename (away, work), ==, 0);
  type_unkept (self, "act:one:note");
  g_assert_true (loket_test_desk_sync (self->desk, NULL));
  loket_test_desk_settle (self->desk);
  g_assert_null (desk_fixture_get_state (self->desk)->error);
  loket_test_desk_close (self->desk);
  g_assert_true (loket_test_desk_open (self->desk, &options, NULL));
  g_assert_cmpuint (loket_desk_list_drafts (self->desk->desk)->len, ==, 1);
}

/* The list of the disk, read when work was carried here, takes nothing away that is in memory only.
 */
static void
test_draft_beside_carried (DeskFixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->desk->folder, "carried.json", NULL);
  g_autoptr (GAsyncResult) written = NULL;
  g_autoptr (GAsyncResult) taken = NULL;
  g_autoptr (JsonObject) found = NULL;
  LoketTransferCounts counts;

  loket_desk_export_work_async (self->desk->desk, path, done_cb, &written);
  loket_test_desk_settle (self->desk);
  g_assert_true (loket_desk_transfer_finish (self->desk->desk, written, &counts, NULL));
  type_unkept (self, "act:one:note");
  loket_desk_import_work_async (self->desk->desk, path, done_cb, &taken);
  loket_test_desk_settle (self->desk);
  g_assert_true (loket_desk_transfer_finish (self->desk->desk, taken, &counts, NULL));
  found = loket_desk_load_draft (self->desk->desk, "act:one:note");
  g_assert_nonnull (found);
}

static void
assert_one_dropped (DeskFixture *self, const char *case_id, const char *type)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) left = NULL;
  const LoketLeftCase *left_case;

  loket_test_desk_settle (self->desk);
  g_assert_cmpuint (loket_desk_list_drafts (self->desk->desk)->len, ==, 0);
  g_assert_cmpstr (desk_fixture_get_state (self->desk)->error, ==, "workErased");
  loket_desk_list_left_async (self->desk->desk, done_cb, &result);
  loket_test_desk_settle (self->desk);
  left = loket_desk_list_left_finish (self->desk->desk, result, NULL);
  g_assert_cmpuint (left->len, ==, 1);
  left_case = g_ptr_array_index (left, 0);
  g_assert_cmpstr (left_case->case_id, ==, case_id);
  g_assert_cmpuint (left_case->dropped->len, ==, 1);
  g_assert_cmpstr (((LoketDroppedWork *) g_ptr_array_index (left_case->dropped, 0))->type, ==,
                   type);
}

/* What was in memory only when its case was erased is not written behind that, nor what a form
 * that is open still types; and it is told. */
static void
test_draft_of_erased (DeskFixture *self, gconstpointer data)
{
  LoketDeskOptions options = {0};
  g_autofree char *case_id = loket_test_desk_find_allowed (self->desk, LOKET_ACT_NOTE, 0);
  g_autofree char *key = g_strdup_printf ("act:%s:note", case_id);
  g_autoptr (JsonObject) fields = loket_test_payload ("text", "typed behind it", NULL);

  type_unkept (self, key);
  g_assert_true (loket_central_remove_case (self->loket->central, case_id, LOKET_CHANGE_ERASED,
                                            "erasure", NULL));
  g_assert_true (loket_test_desk_sync (self->desk, NULL));
  assert_one_dropped (self, case_id, "note");
  loket_desk_save_draft (self->desk->desk, key, fields);
  assert_one_dropped (self, case_id, "note");
  loket_test_desk_close (self->desk);
  g_assert_true (loket_test_desk_open (self->desk, &options, NULL));
  assert_one_dropped (self, case_id, "note");
}

/* Nor the draft of a complaint that was adapted, and had arrived all the same: told as one. */
static void
test_draft_of_erased_complaint (DeskFixture *self, gconstpointer data)
{
  g_autofree char *case_id = loket_test_desk_find_allowed (self->desk, LOKET_ACT_NOTE, 0);
  g_autofree char *key = g_strdup_printf ("case:new:%s", case_id);
  g_autoptr (JsonObject) fields = loket_test_payload ("subject", "typed behind it", NULL);

  g_assert_true (loket_central_remove_case (self->loket->central, case_id, LOKET_CHANGE_ERASED,
                                            "erasure", NULL));
  g_assert_true (loket_test_desk_sync (self->desk, NULL));
  loket_desk_save_draft (self->desk->desk, key, fields);
  assert_one_dropped (self, case_id, "register");
}

static void
erase_by_hand (DeskFixture *self, const char *case_id)
{
  g_autoptr (GAsyncResult) result = NULL;
  gboolean traces_left;

  loket_desk_erase_case_async (self->desk->desk, case_id, TRUE, done_cb, &result);
  loket_test_desk_settle (self->desk);
  g_assert_true (loket_desk_erase_case_finish (self->desk->desk, result, &traces_left, NULL));
}

/* Erased by hand with unsent work, and come again with everything: what is typed in it then is
 * nobody's to throw away, also while what was dropped then is still told. */
static void
test_draft_of_case_come_again (DeskFixture *self, gconstpointer data)
{
  LoketDeskOptions options = {0};
  g_autofree char *case_id = loket_test_desk_find_allowed (self->desk, LOKET_ACT_NOTE, 0);
  g_autofree char *key = g_strdup_printf ("act:%s:note", case_id);
  g_autoptr (JsonObject) before = loket_test_payload ("text", "erased with it", NULL);
  g_autoptr (JsonObject) fields = loket_test_payload ("text", "typed since", NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (LoketDossier) again = NULL;
  g_autoptr (JsonObject) found = NULL;
  g_autoptr (JsonObject) on_disk = NULL;

  loket_desk_save_draft (self->desk->desk, key, before);
  loket_test_desk_settle (self->desk);
  erase_by_hand (self, case_id);
  loket_desk_resync_async (self->desk->desk, NULL, done_cb, &result);
  loket_test_desk_settle (self->desk);
  g_assert_true (loket_desk_resync_finish (self->desk->desk, result, NULL));
  g_clear_object (&result);
  again = loket_test_desk_load (self->desk, case_id, NULL);
  g_assert_nonnull (again);
  loket_desk_save_draft (self->desk->desk, key, fields);
  loket_test_desk_settle (self->desk);
  g_assert_true (loket_test_desk_sync (self->desk, NULL));
  loket_test_desk_settle (self->desk);
  found = loket_desk_load_draft (self->desk->desk, key);
  loket_test_desk_close (self->desk);
  g_assert_true (loket_test_desk_open (self->desk, &options, NULL));
  on_disk = loket_desk_load_draft (self->desk->desk, key);
  g_assert_nonnull (found);
  g_assert_nonnull (on_disk);
}

/* What was dropped with it can be dismissed, though the case is here again. */
static void
test_dismissed_of_case_come_again (DeskFixture *self, gconstpointer data)
{
  g_autofree char *case_id = loket_test_desk_find_allowed (self->desk, LOKET_ACT_NOTE, 0);
  g_autofree char *key = g_strdup_printf ("act:%s:note", case_id);
  g_autoptr (JsonObject) before = loket_test_payload ("text", "erased with it", NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) dismissed = NULL;
  g_autoptr (GError) error = NULL;

  loket_desk_save_draft (self->desk->desk, key, before);
  loket_test_desk_settle (self->desk);
  erase_by_hand (self, case_id);
  loket_desk_resync_async (self->desk->desk, NULL, done_cb, &result);
  loket_test_desk_settle (self->desk);
  g_assert_true (loket_desk_resync_finish (self->desk->desk, result, NULL));
  g_test_message ("told: %s", desk_fixture_get_state (self->desk)->error);
  loket_desk_dismiss_left_async (self->desk->desk, case_id, done_cb, &dismissed);
  loket_test_desk_settle (self->desk);
  g_assert_true (loket_desk_dismiss_left_finish (self->desk->desk, dismissed, &error));
  g_assert_no_error (error);
  g_assert_null (desk_fixture_get_state (self->desk)->error);
}

static gboolean
drop (DeskFixture *self, const char *key, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  loket_desk_drop_draft_async (self->desk->desk, key, done_cb, &result);
  loket_test_desk_settle (self->desk);
  return loket_desk_drop_draft_finish (self->desk->desk, result, error);
}

/* Whoever waits for it is told when the disk did not let it go: it is there at the next opening. */
static void
test_draft_not_dropped (DeskFixture *self, gconstpointer data)
{
  LoketDeskOptions options = {0};
  const char *key = "act:one:note";
  g_autofree char *work = g_build_filename (self->desk->folder, "work.db", NULL);
  g_autofree char *away = g_build_filename (self->desk->folder, "away.db", NULL);
  g_autoptr (JsonObject) fields = loket_test_payload ("text", "half", NULL);
  g_autoptr (JsonObject) found = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (drop (self, key, &error));
  g_assert_error (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_NOT_FOUND);
  g_clear_error (&error);
  loket_desk_save_draft (self->desk->desk, key, fields);
  loket_test_desk_settle (self->desk);
  g_assert_cmpint (g_rename (work, away), ==, 0);
  g_assert_true (g_file_set_contents (work, "another file", -1, NULL));
  g_assert_false (drop (self, key, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_cmpint (g_rename (away, work), ==, 0);
  loket_test_desk_close (self->desk);
  g_assert_true (loket_test_desk_open (self->desk, &options, NULL));
  found = loket_desk_load_draft (self->desk->desk, key);
  g_assert_nonnull (found);
  g_assert_true (drop (self, key, &error));
  g_assert_no_error (error);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  desk_fixture_add ("drafts/kept", test_drafts);
  desk_fixture_add ("drafts/not-kept", test_draft_not_kept);
  desk_fixture_add ("drafts/kept-later", test_draft_kept_later);
  desk_fixture_add ("drafts/dropped-later", test_draft_dropped_later);
  desk_fixture_add ("drafts/beside-carried", test_draft_beside_carried);
  desk_fixture_add ("drafts/of-erased", test_draft_of_erased);
  desk_fixture_add ("drafts/of-erased-complaint", test_draft_of_erased_complaint);
  desk_fixture_add ("drafts/of-case-come-again", test_draft_of_case_come_again);
  desk_fixture_add ("drafts/dismissed-of-case-come-again", test_dismissed_of_case_come_again);
  desk_fixture_add ("drafts/not-dropped", test_draft_not_dropped);
  return g_test_run ();
}
