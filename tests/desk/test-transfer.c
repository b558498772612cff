/* SPDX-License-Identifier: EUPL-1.2 */
/* Unsent work carried from one desk to another, and a case erased: no byte of it is left. */
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "loket-desk-documents.h"
#include "loket-desk-errors.h"
#include "loket-desk-transfer.h"
#include "loket-sqlite.h"
#include "loket-test-desk.h"

enum {
  CASES = 12
};

typedef struct {
  LoketTestLoket *loket;
  LoketTestDesk *one;
  LoketTestDesk *other;
  char *path;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->loket = loket_test_loket_new (CASES, 5);
  self->one = loket_test_desk_new (self->loket, 7);
  self->other = loket_test_desk_new (self->loket, 8);
  g_assert_true (loket_test_desk_sync (self->one, NULL));
  self->path = g_build_filename (self->one->folder, "work.json", NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  loket_test_desk_free (self->one);
  loket_test_desk_free (self->other);
  loket_test_loket_free (self->loket);
  g_free (self->path);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **slot = user_data;

  *slot = g_object_ref (result);
}

static gboolean
transfer (Fixture *self,
          LoketTestDesk *desk,
          gboolean import,
          LoketTransferCounts *counts,
          GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  gboolean transferred;

  if (import)
    loket_desk_import_work_async (desk->desk, self->path, done_cb, &result);
  else
    loket_desk_export_work_async (desk->desk, self->path, done_cb, &result);
  while (result == NULL)
    loket_test_desk_settle (desk);
  transferred = loket_desk_transfer_finish (desk->desk, result, counts, error);
  loket_test_desk_settle (desk);
  return transferred;
}

static void
assert_counts (
    Fixture *self, LoketTestDesk *desk, gboolean import, guint items, guint drafts, guint skipped)
{
  LoketTransferCounts counts = {0};
  g_autoptr (GError) error = NULL;

  transfer (self, desk, import, &counts, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (counts.items, ==, items);
  g_assert_cmpuint (counts.drafts, ==, drafts);
  g_assert_cmpuint (counts.skipped, ==, skipped);
}

static guint
count_acts (LoketTestDesk *desk, const char *case_id, const char *act_id)
{
  g_autoptr (LoketDossier) dossier = loket_test_desk_load (desk, case_id, NULL);
  guint count = 0;

  for (guint i = 0; i < dossier->the_case->acts->len; i++) {
    const LoketAct *act = g_ptr_array_index (dossier->the_case->acts, i);

    count += g_str_equal (act->act_id, act_id);
  }
  return count;
}

/* Written by one, taken in by the other, sent by both: each act is at the loket once. */
static void
test_two_desks (Fixture *self, gconstpointer data)
{
  g_autofree char *case_id = loket_test_desk_find_allowed (self->one, LOKET_ACT_NOTE, 0);
  g_autoptr (JsonObject) typed = loket_test_payload ("text", "half a", NULL);
  g_autoptr (JsonObject) found = NULL;
  g_autoptr (LoketAct) first = NULL;
  g_autoptr (LoketAct) second = NULL;

  self->loket->line = LOKET_TEST_AWAY;
  first = loket_test_desk_do (self->one, case_id, "note",
                              loket_test_payload ("text", "the first", NULL), NULL);
  second = loket_test_desk_do (self->one, case_id, "note",
                               loket_test_payload ("text", "the second", NULL), NULL);
  loket_desk_save_draft (self->one->desk, "act:x:note", typed);
  assert_counts (self, self->one, FALSE, 2, 1, 0);
  self->loket->line = LOKET_TEST_UP;
  g_assert_true (loket_test_desk_sync (self->other, NULL));
  self->loket->line = LOKET_TEST_AWAY;
  assert_counts (self, self->other, TRUE, 2, 1, 0);
  assert_counts (self, self->other, TRUE, 0, 0, 3);
  g_assert_cmpuint (loket_desk_get_sync_state (self->other->desk)->pending, ==, 2);
  found = loket_desk_load_draft (self->other->desk, "act:x:note");
  g_assert_cmpstr (loket_json_peek_string (found, "text"), ==, "half a");
  self->loket->line = LOKET_TEST_UP;
  g_assert_true (loket_test_desk_sync (self->other, NULL));
  g_assert_true (loket_test_desk_sync (self->one, NULL));
  g_assert_true (loket_test_desk_sync (self->other, NULL));
  for (guint i = 0; i < 2; i++) {
    LoketTestDesk *desk = i == 0 ? self->one : self->other;

    g_assert_cmpuint (loket_desk_get_sync_state (desk->desk)->pending, ==, 0);
    g_assert_cmpuint (count_acts (desk, case_id, first->act_id), ==, 1);
    g_assert_cmpuint (count_acts (desk, case_id, second->act_id), ==, 1);
  }
  /* And once more, though it was sent long ago. */
  assert_counts (self, self->other, TRUE, 0, 0, 3);
  assert_counts (self, self->one, TRUE, 0, 0, 3);
}

static void
add_document (Fixture *self, const char *case_id, const char *name)
{
  g_autoptr (LoketDossier) dossier = loket_test_desk_load (self->one, case_id, NULL);
  g_autofree char *path = g_build_filename (self->one->folder, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (LoketAct) act = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, name, -1, NULL));
  loket_desk_add_document_async (self->one->desk, dossier, file, NULL, NULL, done_cb, &result);
  while (result == NULL)
    loket_test_desk_settle (self->one);
  act = loket_desk_add_document_finish (self->one->desk, result, &error);
  g_assert_no_error (error);
}

static char *
build_contents_path (LoketTestDesk *desk, const char *text)
{
  g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  g_autofree char *head = g_strndup (sha256, 2);

  return g_build_filename (desk->folder, "documents", head, sha256, NULL);
}

static void
take_back (LoketTestDesk *desk, const char *act_id)
{
  g_autoptr (GAsyncResult) result = NULL;

  loket_desk_take_back_async (desk->desk, act_id, NULL, done_cb, &result);
  while (result == NULL)
    loket_test_desk_settle (desk);
  g_assert_true (loket_desk_take_back_finish (desk->desk, result, NULL));
}

/* Documents travel along with their acts, and go to the loket from where they were taken in. */
static void
test_documents (Fixture *self, gconstpointer data)
{
  g_autofree char *case_id = loket_test_desk_find_allowed (self->one, LOKET_ACT_ATTACH, 0);
  g_autofree char *contents = build_contents_path (self->other, "one.txt");
  LoketTransferCounts counts = {0};

  g_assert_true (loket_test_desk_sync (self->other, NULL));
  self->loket->line = LOKET_TEST_AWAY;
  add_document (self, case_id, "one.txt");
  assert_counts (self, self->one, FALSE, 1, 0, 0);
  g_assert_true (transfer (self, self->other, TRUE, &counts, NULL));
  g_assert_cmpuint (counts.documents, ==, 1);
  g_assert_true (g_file_test (contents, G_FILE_TEST_EXISTS));
  self->loket->line = LOKET_TEST_UP;
  g_assert_true (loket_test_desk_sync (self->other, NULL));
  g_assert_cmpuint (loket_desk_get_sync_state (self->other->desk)->pending, ==, 0);
}

static void
set_in_conflict (LoketTestDesk *desk)
{
  g_autofree char *work = g_build_filename (desk->folder, "work.db", NULL);
  LoketSqliteOptions options = {0};
  g_autoptr (LoketSqlite) db = loket_sqlite_open (work, &options, NULL);

  g_assert_true (
      loket_sqlite_execute (db, "UPDATE items SET state = 'conflict', reason = 'conflict'", NULL));
}

static void
do_again (LoketTestDesk *desk, const char *id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  loket_desk_resolve_async (desk->desk, id, LOKET_RESOLUTION_AGAIN, done_cb, &result);
  while (result == NULL)
    loket_test_desk_settle (desk);
  loket_desk_resolve_finish (desk->desk, result, NULL, &error);
  g_assert_no_error (error);
}

/* Done again at the desk it was carried to as well, a document is there already: nothing travels,
 * and nothing is said to wait. */
static void
test_again_at_both (Fixture *self, gconstpointer data)
{
  g_autofree char *case_id = loket_test_desk_find_allowed (self->one, LOKET_ACT_ATTACH, 0);
  g_autoptr (GPtrArray) pending = NULL;
  const LoketPendingItem *item;

  g_assert_true (loket_test_desk_sync (self->other, NULL));
  self->loket->line = LOKET_TEST_AWAY;
  add_document (self, case_id, "one.txt");
  set_in_conflict (self->one);
  pending = loket_desk_list_pending (self->one->desk);
  item = g_ptr_array_index (pending, 0);
  assert_counts (self, self->one, FALSE, 1, 0, 0);
  assert_counts (self, self->other, TRUE, 1, 0, 0);
  self->loket->line = LOKET_TEST_UP;
  do_again (self->one, item->id);
  for (guint i = 0; i < 2; i++)
    g_assert_true (loket_test_desk_sync (self->one, NULL));
  g_assert_cmpuint (loket_desk_get_sync_state (self->one->desk)->pending, ==, 0);
  g_assert_true (loket_test_desk_sync (self->other, NULL));
  do_again (self->other, item->id);
  for (guint i = 0; i < 2; i++)
    g_assert_true (loket_test_desk_sync (self->other, NULL));
  g_assert_cmpuint (loket_desk_get_sync_state (self->other->desk)->pending, ==, 0);
}

/* Contents that are gone, at either end, keep no word back: what goes with them goes. */
static void
test_contents_gone (Fixture *self, gconstpointer data)
{
  g_autofree char *case_id = loket_test_desk_find_allowed (self->one, LOKET_ACT_ATTACH, 0);
  g_autofree char *contents = build_contents_path (self->one, "one.txt");
  g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "two.txt", -1);
  g_autofree char *carried = g_strdup_printf ("%s.documents/%s", self->path, sha256);

  g_assert_true (loket_test_desk_sync (self->other, NULL));
  self->loket->line = LOKET_TEST_AWAY;
  add_document (self, case_id, "one.txt");
  add_document (self, case_id, "two.txt");
  add_document (self, case_id, "three.txt");
  g_assert_cmpint (g_unlink (contents), ==, 0);
  assert_counts (self, self->one, FALSE, 3, 0, 1);
  g_assert_cmpint (g_unlink (carried), ==, 0);
  assert_counts (self, self->other, TRUE, 3, 0, 1);
}

/* Writes over the page with which the table begins: no row of it is found any more. */
static void
lose_table (LoketTestDesk *desk, const char *name)
{
  g_autofree char *path = g_build_filename (desk->folder, "work.db", NULL);
  g_autofree char *sql =
      g_strdup_printf ("SELECT rootpage FROM sqlite_schema WHERE name = '%s'", name);
  LoketSqliteOptions options = {0};
  LoketSqlite *db = loket_sqlite_open (path, &options, NULL);
  g_autofree char *garbage = NULL;
  gint64 page, size;
  int file;

  g_assert_true (loket_sqlite_read_int (db, sql, &page, NULL));
  g_assert_true (loket_sqlite_read_int (db, "PRAGMA page_size", &size, NULL));
  loket_sqlite_close (db);
  garbage = g_strnfill ((gsize) size, '#');
  file = g_open (path, O_WRONLY | O_CLOEXEC, 0);
  g_assert_cmpint (pwrite (file, garbage, (gsize) size, (page - 1) * size), ==, size);
  close (file);
}

/* Acts that were lost by damage come back from the file that their author wrote before, with their
 * documents; what was sent or taken back meanwhile does not. */
static void
test_after_damage (Fixture *self, gconstpointer data)
{
  g_autofree char *case_id = loket_test_desk_find_allowed (self->one, LOKET_ACT_NOTE, 0);
  g_autofree char *contents = build_contents_path (self->one, "one.txt");
  g_autoptr (LoketAct) note = NULL;
  g_autoptr (LoketAct) back = NULL;
  LoketTransferCounts counts = {0};
  LoketDeskOptions options = {0};

  self->loket->line = LOKET_TEST_AWAY;
  note = loket_test_desk_do (self->one, case_id, "note", loket_test_payload ("text", "lost", NULL),
                             NULL);
  back = loket_test_desk_do (self->one, case_id, "note",
                             loket_test_payload ("text", "taken back", NULL), NULL);
  add_document (self, case_id, "one.txt");
  assert_counts (self, self->one, FALSE, 3, 0, 0);
  take_back (self->one, back->act_id);
  loket_test_desk_close (self->one);
  lose_table (self->one, "items");
  g_assert_true (loket_test_desk_open (self->one, &options, NULL));
  loket_test_desk_settle (self->one);
  g_assert_nonnull (loket_desk_get_sync_state (self->one->desk)->salvage);
  g_assert_cmpuint (loket_desk_get_sync_state (self->one->desk)->pending, ==, 0);
  g_assert_false (g_file_test (contents, G_FILE_TEST_EXISTS));
  g_assert_true (transfer (self, self->one, TRUE, &counts, NULL));
  g_assert_cmpuint (counts.items, ==, 2);
  g_assert_cmpuint (counts.documents, ==, 1);
  g_assert_cmpuint (counts.skipped, ==, 1);
  g_assert_true (g_file_test (contents, G_FILE_TEST_EXISTS));
  self->loket->line = LOKET_TEST_UP;
  g_assert_true (loket_test_desk_sync (self->one, NULL));
  g_assert_cmpuint (loket_desk_get_sync_state (self->one->desk)->pending, ==, 0);
  g_assert_cmpuint (count_acts (self->one, case_id, note->act_id), ==, 1);
  assert_counts (self, self->one, TRUE, 0, 0, 4);
}

/* What is typed differently here stays, and the other stands beside it. */
static void
test_draft_beside (Fixture *self, gconstpointer data)
{
  g_autoptr (JsonObject) typed = loket_test_payload ("text", "there", NULL);
  g_autoptr (JsonObject) own = loket_test_payload ("text", "here", NULL);
  g_autoptr (JsonObject) found = NULL;
  g_autoptr (JsonObject) beside = NULL;
  g_autoptr (JsonObject) later = loket_test_payload ("text", "there, and on", NULL);
  g_autoptr (JsonObject) third = NULL;

  loket_desk_save_draft (self->one->desk, "act:x:note", typed);
  assert_counts (self, self->one, FALSE, 0, 1, 0);
  g_assert_true (loket_test_desk_sync (self->other, NULL));
  loket_desk_save_draft (self->other->desk, "act:x:note", own);
  assert_counts (self, self->other, TRUE, 0, 1, 0);
  assert_counts (self, self->other, TRUE, 0, 0, 1);
  found = loket_desk_load_draft (self->other->desk, "act:x:note");
  g_assert_cmpstr (loket_json_peek_string (found, "text"), ==, "here");
  beside = loket_desk_load_draft (self->other->desk, "act:x:note:imported");
  g_assert_cmpstr (loket_json_peek_string (beside, "text"), ==, "there");
  /* A later file with other words writes over neither of the two. */
  loket_desk_save_draft (self->one->desk, "act:x:note", later);
  assert_counts (self, self->one, FALSE, 0, 1, 0);
  assert_counts (self, self->other, TRUE, 0, 1, 0);
  assert_counts (self, self->other, TRUE, 0, 0, 1);
  third = loket_desk_load_draft (self->other->desk, "act:x:note:imported2");
  g_assert_cmpstr (loket_json_peek_string (third, "text"), ==, "there, and on");
}

static void
replace_in_file (const char *path, const char *old, const char *new)
{
  g_autoptr (GString) content = NULL;
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  content = g_string_new (text);
  g_assert_cmpuint (g_string_replace (content, old, new, 1), ==, 1);
  g_assert_true (g_file_set_contents (path, content->str, -1, NULL));
}

static void
replace_last_in_file (const char *path, const char *old, const char *new)
{
  g_autoptr (GString) content = NULL;
  g_autofree char *text = NULL;
  const char *found;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  found = g_strrstr (text, old);
  g_assert_nonnull (found);
  content = g_string_new (text);
  g_string_erase (content, found - text, (gssize) strlen (old));
  g_string_insert (content, found - text, new);
  g_assert_true (g_file_set_contents (path, content->str, -1, NULL));
}

static void
assert_refused (Fixture *self, const char *code)
{
  LoketTransferCounts counts;
  g_autoptr (GError) error = NULL;

  g_assert_false (transfer (self, self->other, TRUE, &counts, &error));
  g_assert_cmpstr (loket_desk_errors_get_code (error), ==, code);
  g_assert_cmpuint (loket_desk_get_sync_state (self->other->desk)->pending, ==, 0);
}

static void
test_refused (Fixture *self, gconstpointer data)
{
  g_autofree char *case_id = loket_test_desk_find_allowed (self->one, LOKET_ACT_NOTE, 0);
  g_autoptr (LoketAct) act = NULL;

  self->loket->line = LOKET_TEST_AWAY;
  act = loket_test_desk_do (self->one, case_id, "note", loket_test_payload ("text", "mine", NULL),
                            NULL);
  assert_counts (self, self->one, FALSE, 1, 0, 0);
  assert_refused (self, "othersWork"); /* nobody knows yet whose desk it is */
  self->loket->line = LOKET_TEST_UP;
  g_assert_true (loket_test_desk_sync (self->other, NULL));
  replace_in_file (self->path, "\"person\"", "\"someone\"");
  assert_refused (self, "othersWork");
  replace_in_file (self->path, "\"someone\"", "\"person\"");
  replace_in_file (self->path, "\\\"actId\\\"", "\\\"noId\\\"");
  assert_refused (self, "invalidInput");
  g_assert_true (g_file_set_contents (self->path, "[]", -1, NULL));
  assert_refused (self, "fileUnreadable");
}

/* What is wrong in a file is told with its place, and nothing of the file is taken. */
static void
test_places (Fixture *self, gconstpointer data)
{
  static const struct {
    const char *old, *new, *said;
  } cases[] = {
      {"\"kind\" : \"act\"", "\"kind\" : \"deed\"", "items[1].kind: "},
      {"\"state\" : \"waiting\"", "\"state\" : \"lost\"", "items[1].state: "},
      {"\"madeAt\" : \"", "\"madeAt\" : \"x", "items[1].madeAt: "},
      {"\"caseId\" : \"", "\"caseId\" : \"../", "drafts[0].caseId: "},
      {"\\\"actId\\\":\\\"", "\\\"actId\\\":\\\"x", "items[1].body.actId: "},
      {"\\\"payload\\\":{", "\\\"payload\\\":{,", "items[1].body: line 1, column "},
      {"{\\\"actId", "{\\\"seq\\\":1,\\\"actId", "items[1].body.seq: "},
      {"\"key\" : \"act:x:", "\"key\" : \"act:y:", "drafts[0].caseId: "},
      {"\"key\" : \"act:x:", "\"key\" : \"", "drafts[0].key: "},
  };
  g_autofree char *case_id = loket_test_desk_find_allowed (self->one, LOKET_ACT_NOTE, 0);
  g_autoptr (JsonObject) typed = loket_test_payload ("text", "half a", NULL);
  g_autofree char *good = NULL;

  g_assert_true (loket_test_desk_sync (self->other, NULL));
  self->loket->line = LOKET_TEST_AWAY;
  for (guint i = 0; i < 2; i++)
    loket_act_unref (loket_test_desk_do (self->one, case_id, "note",
                                         loket_test_payload ("text", "mine", NULL), NULL));
  loket_desk_save_draft (self->one->desk, "act:x:note", typed);
  assert_counts (self, self->one, FALSE, 2, 1, 0);
  g_assert_true (g_file_get_contents (self->path, &good, NULL, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    LoketTransferCounts counts;
    g_autoptr (GError) error = NULL;

    g_assert_true (g_file_set_contents (self->path, good, -1, NULL));
    replace_last_in_file (self->path, cases[i].old, cases[i].new);
    g_assert_false (transfer (self, self->other, TRUE, &counts, &error));
    if (!g_str_has_prefix (error->message, cases[i].said))
      g_error ("%s was wanted: %s", cases[i].said, error->message);
    g_assert_cmpuint (loket_desk_get_sync_state (self->other->desk)->pending, ==, 0);
    g_assert_null (loket_desk_load_draft (self->other->desk, "act:x:note"));
  }
}

/* The contents are what their hash says; how large they are is not believed of a file. A loket may
 * take larger documents than most do. */
static void
test_wrong_size (Fixture *self, gconstpointer said)
{
  g_autofree char *case_id = loket_test_desk_find_allowed (self->one, LOKET_ACT_ATTACH, 0);
  g_autofree char *other_sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "x", -1);
  g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "one.txt", -1);

  g_assert_true (loket_test_desk_sync (self->other, NULL));
  self->loket->line = LOKET_TEST_AWAY;
  add_document (self, case_id, "one.txt");
  assert_counts (self, self->one, FALSE, 1, 0, 0);
  replace_last_in_file (self->path, "\"size\" : 7", said);
  assert_counts (self, self->other, TRUE, 1, 0, 0);
  self->loket->line = LOKET_TEST_UP;
  g_assert_true (loket_test_desk_sync (self->other, NULL));
  g_assert_cmpuint (loket_desk_get_sync_state (self->other->desk)->pending, ==, 0);
  /* Contents that the act does not mean belong to nobody. */
  replace_last_in_file (self->path, sha256, other_sha256);
  assert_counts (self, self->other, TRUE, 0, 0, 2);
}

/* Bytes that are no text any more are carried along, and stay a person's to see. */
static void
test_damaged_bytes (Fixture *self, gconstpointer data)
{
  g_autofree char *case_id = loket_test_desk_find_allowed (self->one, LOKET_ACT_NOTE, 0);
  g_autofree char *work = g_build_filename (self->one->folder, "work.db", NULL);
  g_autoptr (LoketAct) act = NULL;
  LoketSqliteOptions options = {0};
  g_autoptr (LoketSqlite) db = NULL;
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  const LoketWorkItem *item;

  g_assert_true (loket_test_desk_sync (self->other, NULL));
  self->loket->line = LOKET_TEST_AWAY;
  act = loket_test_desk_do (self->one, case_id, "note", loket_test_payload ("text", "mine", NULL),
                            NULL);
  db = loket_sqlite_open (work, &options, NULL);
  g_assert_true (loket_sqlite_execute (
      db, "UPDATE items SET body = x'7b22e9', answer = x'e96100', state = 'refused'", NULL));
  assert_counts (self, self->one, FALSE, 1, 0, 0);
  assert_counts (self, self->other, TRUE, 1, 0, 0);
  loket_store_list_pending_async (self->other->desk->store, done_cb, &result);
  while (result == NULL)
    loket_test_desk_settle (self->other);
  items = loket_store_list_pending_finish (self->other->desk->store, result, NULL);
  g_assert_cmpuint (items->len, ==, 1);
  item = g_ptr_array_index (items, 0);
  g_assert_cmpstr (item->id, ==, act->act_id);
  g_assert_cmpstr (item->type, ==, "note");
  g_assert_cmpint (item->state, ==, LOKET_WORK_REFUSED);
  g_assert_cmpmem (g_bytes_get_data (item->body, NULL), g_bytes_get_size (item->body), "{\"\xe9",
                   3);
  g_assert_cmpmem (g_bytes_get_data (item->answer, NULL), g_bytes_get_size (item->answer),
                   "\xe9"
                   "a\0",
                   3);
}

/* Every file below the folder of the desk. */
static void
assert_nowhere (const char *folder, const char *needle, const char *except)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    g_autofree char *bytes = NULL;
    gsize length = 0;

    if (g_file_test (path, G_FILE_TEST_IS_DIR)) {
      assert_nowhere (path, needle, except);
    } else if (g_strcmp0 (path, except) != 0 && g_file_get_contents (path, &bytes, &length, NULL) &&
               memmem (bytes, length, needle, strlen (needle)) != NULL) {
      g_error ("%s still says “%s”", path, needle);
    }
  }
}

static gboolean
erase (Fixture *self, const char *case_id, gboolean with_unsent, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  gboolean erased, traces_left;

  loket_desk_erase_case_async (self->one->desk, case_id, with_unsent, done_cb, &result);
  while (result == NULL)
    loket_test_desk_settle (self->one);
  erased = loket_desk_erase_case_finish (self->one->desk, result, &traces_left, error);
  g_assert_false (traces_left);
  loket_test_desk_settle (self->one);
  return erased;
}

static void
test_erase (Fixture *self, gconstpointer data)
{
  g_autofree char *case_id = loket_test_desk_find_allowed (self->one, LOKET_ACT_NOTE, 0);
  g_autofree char *draft_key = g_strdup_printf ("act:%s:note", case_id);
  g_autoptr (JsonObject) typed = loket_test_payload ("text", "zzdraftzz", NULL);
  g_autoptr (LoketAct) sent = NULL;
  g_autoptr (LoketAct) unsent = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) lines = NULL;

  sent = loket_test_desk_do (self->one, case_id, "note",
                             loket_test_payload ("text", "zzsentzz", NULL), NULL);
  g_assert_true (loket_test_desk_sync (self->one, NULL));
  self->loket->line = LOKET_TEST_AWAY;
  unsent = loket_test_desk_do (self->one, case_id, "note",
                               loket_test_payload ("text", "zzunsentzz", NULL), NULL);
  loket_desk_save_draft (self->one->desk, draft_key, typed);
  loket_test_desk_settle (self->one);
  g_assert_false (erase (self, case_id, FALSE, &error));
  g_assert_cmpstr (loket_desk_errors_get_code (error), ==, "unsentWork");
  g_assert_cmpuint (loket_desk_get_sync_state (self->one->desk)->pending, ==, 1);
  g_clear_error (&error);
  g_assert_true (erase (self, case_id, TRUE, &error));
  g_assert_no_error (error);
  g_assert_null (loket_test_desk_load (self->one, case_id, NULL));
  g_assert_null (loket_desk_load_draft (self->one->desk, draft_key));
  lines = loket_test_desk_list (self->one, "all");
  g_assert_cmpuint (lines->len, ==, CASES - 1);
  assert_nowhere (self->one->folder, "zzsentzz", NULL);
  assert_nowhere (self->one->folder, "zzunsentzz", NULL);
  assert_nowhere (self->one->folder, "zzdraftzz", NULL);
  /* The others are still found by their words. */
  g_assert_cmpuint (loket_desk_get_sync_state (self->one->desk)->pending, ==, 0);
}

/* What one desk had still typed of a case that was erased meanwhile comes back nowhere. */
static void
test_erased_meanwhile (Fixture *self, gconstpointer data)
{
  g_autofree char *case_id = loket_test_desk_find_allowed (self->one, LOKET_ACT_NOTE, 0);
  g_autofree char *draft_key = g_strdup_printf ("act:%s:note", case_id);
  g_autoptr (JsonObject) typed = loket_test_payload ("text", "zzdraftzz", NULL);
  g_autoptr (LoketAct) unsent = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (loket_test_desk_sync (self->other, NULL));
  self->loket->line = LOKET_TEST_AWAY;
  unsent = loket_test_desk_do (self->one, case_id, "note",
                               loket_test_payload ("text", "zzunsentzz", NULL), NULL);
  loket_desk_save_draft (self->one->desk, draft_key, typed);
  assert_counts (self, self->one, FALSE, 1, 1, 0);
  self->loket->line = LOKET_TEST_UP;
  loket_central_remove_case (self->loket->central, case_id, LOKET_CHANGE_ERASED, "asked", &error);
  g_assert_no_error (error);
  g_assert_true (loket_test_desk_sync (self->other, NULL));
  assert_counts (self, self->other, TRUE, 0, 0, 2);
  assert_nowhere (self->other->folder, "zzdraftzz", NULL);
  assert_nowhere (self->other->folder, "zzunsentzz", NULL);
}

/* What is done while its case is being erased (building the index anew takes seconds on a large
 * desk, in which the case can still be read) is not kept behind that. */
static void
test_done_while_erasing (Fixture *self, gconstpointer data)
{
  g_autofree char *case_id = loket_test_desk_find_allowed (self->one, LOKET_ACT_NOTE, 0);
  g_autoptr (LoketDossier) dossier = loket_test_desk_load (self->one, case_id, NULL);
  LoketExecutor *reader = loket_store_get_reader (self->one->desk->store);
  g_autoptr (JsonObject) payload = loket_test_payload ("text", "zzlatezz", NULL);
  g_autoptr (GAsyncResult) erased = NULL;
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (LoketAct) act = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) lines = NULL;

  self->loket->line = LOKET_TEST_AWAY;
  loket_desk_erase_case_async (self->one->desk, case_id, TRUE, done_cb, &erased);
  loket_desk_do_act_async (self->one->desk, dossier, "note", loket_desk_get_today (self->one->desk),
                           payload, NULL, NULL, done_cb, &done);
  while (loket_executor_step (reader))
    continue;
  while (done == NULL || erased == NULL)
    loket_test_desk_settle (self->one);
  act = loket_desk_do_act_finish (self->one->desk, done, &error);
  g_test_message ("the act was %s", act != NULL ? "kept" : error->message);
  loket_test_desk_settle (self->one);
  lines = loket_test_desk_list (self->one, "all");
  for (guint i = 0; i < lines->len; i++) {
    const LoketCaseLine *line = g_ptr_array_index (lines, i);

    if (g_str_equal (line->case_id, case_id))
      g_test_message ("listed again: %s, %s", line->subject, line->person);
  }
  g_assert_cmpuint (lines->len, ==, CASES - 1);
  g_assert_null (act);
  assert_nowhere (self->one->folder, "zzlatezz", NULL);
}

/* Erased by hand at one desk, and there again since: what was done in it at the other is taken in.
 */
static void
test_carried_to_case_come_again (Fixture *self, gconstpointer data)
{
  g_autofree char *case_id = loket_test_desk_find_allowed (self->one, LOKET_ACT_NOTE, 0);
  g_autoptr (LoketAct) unsent = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (loket_test_desk_sync (self->other, NULL));
  g_assert_true (erase (self, case_id, TRUE, &error));
  loket_desk_resync_async (self->one->desk, NULL, done_cb, &result);
  loket_test_desk_settle (self->one);
  g_assert_true (loket_desk_resync_finish (self->one->desk, result, NULL));
  self->loket->line = LOKET_TEST_AWAY;
  unsent = loket_test_desk_do (self->other, case_id, "note",
                               loket_test_payload ("text", "zzunsentzz", NULL), NULL);
  g_assert_nonnull (unsent);
  assert_counts (self, self->other, FALSE, 1, 0, 0);
  assert_counts (self, self->one, TRUE, 1, 0, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/desk/transfer/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("two-desks", test_two_desks);
  ADD ("documents", test_documents);
  ADD ("again-at-both", test_again_at_both);
  ADD ("contents-gone", test_contents_gone);
  ADD ("after-damage", test_after_damage);
  ADD ("draft-beside", test_draft_beside);
  ADD ("refused", test_refused);
  ADD ("places", test_places);
  g_test_add ("/desk/transfer/wrong-size", Fixture, "\"size\" : 9", set_up, test_wrong_size,
              tear_down);
  g_test_add ("/desk/transfer/larger-than-most", Fixture, "\"size\" : 209715200", set_up,
              test_wrong_size, tear_down);
  ADD ("damaged-bytes", test_damaged_bytes);
  ADD ("erase", test_erase);
  ADD ("done-while-erasing", test_done_while_erasing);
  ADD ("carried-to-case-come-again", test_carried_to_case_come_again);
  ADD ("erased-meanwhile", test_erased_meanwhile);
  return g_test_run ();
}
