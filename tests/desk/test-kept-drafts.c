/* SPDX-License-Identifier: EUPL-1.2 */
/* Drafts of the desk: kept, dropped, and a disk that takes neither. */
#include <glib/gstdio.h>

#include "loket-desk-fixture.h"

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

/* A draft that the disk did not take is not forgotten when the disk takes the next one. */
static void
test_draft_not_kept (DeskFixture *self, gconstpointer data)
{
  LoketDeskOptions options = {0};
  g_autofree char *work = g_build_filename (self->desk->folder, "work.db", NULL);
  g_autofree char *away = g_build_filename (self->desk->folder, "away.db", NULL);
  g_autoptr (JsonObject) first = loket_test_payload ("text", "not kept at once", NULL);
  g_autoptr (JsonObject) second = loket_test_payload ("text", "kept", NULL);
  g_autoptr (JsonObject) found = NULL;

  g_assert_cmpint (g_rename (work, away), ==, 0);
  g_assert_true (g_file_set_contents (work, "another file", -1, NULL));
  loket_desk_save_draft (self->desk->desk, "act:one:note", first);
  loket_test_desk_settle (self->desk);
  g_assert_cmpstr (desk_fixture_get_state (self->desk)->error, ==, "draftNotKept");
  g_assert_cmpint (g_rename (away, work), ==, 0);
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
  desk_fixture_add ("drafts/not-dropped", test_draft_not_dropped);
  return g_test_run ();
}
