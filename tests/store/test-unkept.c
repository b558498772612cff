/* SPDX-License-Identifier: EUPL-1.2 */
/* The loket says of a case that was kept here that it may not be any more: no file of the folder
 * says a word of it, whatever comes between. */
#include "config.h"

#include <sqlite3.h>
#include <string.h>

#include "loket-fault-vfs.h"
#include "loket-test-documents.h"

#define CASE TEST_DOCUMENTS_CASE
#define WORD "geheimwoord"
#define NOT_KEPT "\"subject\":\"" WORD "\",\"offlinePermitted\":false,\"acts\":[]"

/* A case, and a pinned document of it. */
static void
set_up (TestStore *self, gconstpointer data)
{
  self->folder = g_dir_make_tmp ("loket-unkept-XXXXXX", NULL);
  test_store_open (self, LOKET_FAULT_VFS);
  g_assert_true (test_documents_fetch (self, 1, WORD, WORD, TRUE, FALSE, NULL));
  test_documents_apply_case (self, 2, "\"subject\":\"" WORD "\",\"acts\":[]");
}

static void
tear_down (TestStore *self, gconstpointer data)
{
  test_store_tear_down (self, data);
  loket_fault_vfs_forget ();
}

/* Returns: (nullable) (transfer full): a file that says it */
static char *
find_trace (const char *folder, const char *word)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    g_autofree char *bytes = NULL;
    gsize length;
    char *below = g_file_test (path, G_FILE_TEST_IS_DIR) ? find_trace (path, word) : NULL;

    if (below != NULL)
      return below;
    if (g_file_get_contents (path, &bytes, &length, NULL) &&
        memmem (bytes, length, word, strlen (word)) != NULL)
      return g_steal_pointer (&path);
  }
  return NULL;
}

static void
assert_traces (TestStore *self, gboolean expected)
{
  g_autofree char *trace = find_trace (self->folder, WORD);

  if (!expected && trace != NULL)
    g_error ("%s still says it", trace);
  g_assert_true (!expected || trace != NULL);
}

/* Returns: FALSE where the disk did not take it */
static gboolean
come_as_page (TestStore *self)
{
  g_autofree char *json = test_case_json (CASE, "R-1", NOT_KEPT);
  g_autofree char *item = test_upsert (CASE, 3, json);
  g_autoptr (GBytes) page = test_page ("n3", item);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (LoketPageResult) applied = NULL;

  loket_store_apply_page_async (self->store, page, NULL, 5, test_store_done_cb, &result);
  applied = loket_store_apply_page_finish (self->store, test_store_wait (self, &result), NULL);
  return applied != NULL;
}

static gboolean
come_alone (TestStore *self)
{
  g_autofree char *json = test_case_json (CASE, "R-1", "\"version\":3," NOT_KEPT);

  return test_store_take_case (self, TRUE, CASE, json, NULL);
}

static gboolean
come (TestStore *self, const char *how)
{
  return g_str_equal (how, "page") ? come_as_page (self) : come_alone (self);
}

static gboolean
is_kept (TestStore *self)
{
  g_autoptr (LoketStoredCase) stored = test_store_read_case (self, CASE);

  return stored->copy != NULL && stored->copy->offline_permitted;
}

static void
test_gone (TestStore *self, gconstpointer how)
{
  assert_traces (self, TRUE);
  g_assert_true (come (self, how));
  g_assert_false (is_kept (self));
  assert_traces (self, FALSE);
}

/* Another program reads on in what was there: the journal keeps it that long. */
static void
read_beside (TestStore *self, const char *how)
{
  g_autofree char *path = test_store_build_path (self, "cache.db");
  LoketSqliteOptions options = {.read_only = TRUE};
  g_autoptr (LoketSqlite) reader = loket_sqlite_open (path, &options, NULL);
  gint64 count;

  g_assert_true (loket_sqlite_execute (reader, "BEGIN", NULL));
  g_assert_true (loket_sqlite_read_int (reader, "SELECT count(*) FROM copies", &count, NULL));
  g_assert_true (come (self, how));
  g_assert_false (is_kept (self));
  assert_traces (self, TRUE);
}

static void
test_reader_then_synced (TestStore *self, gconstpointer how)
{
  read_beside (self, how);
  test_store_sweep (self, 6);
  assert_traces (self, FALSE);
}

static void
test_reader_then_opened (TestStore *self, gconstpointer how)
{
  read_beside (self, how);
  test_store_close (self);
  test_store_open (self, LOKET_FAULT_VFS);
  assert_traces (self, FALSE);
}

/* Returns: whether the power went at all */
static gboolean
cut_off_at (guint operation, const char *how)
{
  TestStore fixture = {NULL};
  gboolean came, failed;

  set_up (&fixture, NULL);
  loket_fault_vfs_arm (operation, SQLITE_FULL);
  came = come (&fixture, how);
  failed = loket_fault_vfs_disarm ();
  /* Nothing that closing wants to write arrives either. */
  loket_fault_vfs_arm (0, SQLITE_IOERR_WRITE);
  test_store_close (&fixture);
  loket_fault_vfs_disarm ();
  loket_fault_vfs_cut_power ();
  test_store_open (&fixture, LOKET_FAULT_VFS);
  g_assert_true (!came || !is_kept (&fixture));
  if (is_kept (&fixture))
    g_assert_true (come (&fixture, how));
  assert_traces (&fixture, FALSE);
  tear_down (&fixture, NULL);
  return failed;
}

static void
test_cut_off (gconstpointer how)
{
  guint operation = 0;

  while (cut_off_at (operation, how))
    operation++;
  g_test_message ("%s: cut off at each of %u writes", (const char *) how, operation);
  g_assert_cmpuint (operation, >, 20);
}

/* What was on its way to the disk meanwhile does not arrive there, nor does what is begun now with
 * an older copy in hand. */
static void
test_while_fetched (TestStore *self, gconstpointer how)
{
  g_autofree char *document_id = test_documents_make_id ('d', 2);
  g_autoptr (GBytes) piece = g_bytes_new_static (WORD, strlen (WORD));
  g_autoptr (GAsyncResult) result = NULL;
  LoketKeptDocument document;

  test_documents_fill_document (&document, document_id, WORD, 1);
  loket_store_put_kept_async (self->store, &document, test_store_done_cb, &result);
  test_store_wait_written (self, &result);
  g_assert_true (come (self, how));
  for (int n = 0; n < 2; n++) {
    g_autoptr (GError) error = NULL;

    if (n == 0)
      loket_store_add_piece_async (self->store, document_id, FALSE, 0, piece, test_store_done_cb,
                                   &result);
    else
      loket_store_put_kept_async (self->store, &document, test_store_done_cb, &result);
    g_assert_false (
        loket_store_write_finish (self->store, test_store_wait (self, &result), &error));
    g_assert_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_NOT_FOUND);
    g_clear_object (&result);
  }
  assert_traces (self, FALSE);
  document.fleeting = TRUE;
  loket_store_put_kept_async (self->store, &document, test_store_done_cb, &result);
  test_store_wait_written (self, &result);
  test_documents_clear_document (&document);
}

#define SECRET "Verborgenheid"
#define UNREADABLE(id, more)                                                                       \
  "{\"caseId\":\"" id "\",\"receivedOn\":5,\"subject\":\"" SECRET "\"" more "}"
#define FORBIDDEN ",\"offlinePermitted\":false"

/* Only which case it is and what is wrong with it. */
static void
assert_aside_without_words (TestStore *self, const char *case_id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) aside = NULL;
  g_autofree char *trace = find_trace (self->folder, SECRET);
  const LoketQuarantinedItem *item;

  loket_store_list_quarantine_async (self->store, test_store_done_cb, &result);
  aside = loket_store_list_quarantine_finish (self->store, test_store_wait (self, &result), NULL);
  g_assert_cmpuint (aside->len, ==, 1);
  item = g_ptr_array_index (aside, 0);
  g_assert_cmpstr (item->case_id, ==, case_id);
  g_assert_cmpuint (strlen (item->reason), >, 10);
  g_assert_cmpuint (g_bytes_get_size (item->bytes), ==, 0);
  g_assert_cmpstr (trace, ==, NULL);
}

static void
test_not_read (TestStore *self, gconstpointer json)
{
  g_autofree char *item = test_upsert ("c2", 1, json);
  g_autoptr (LoketPageResult) result = test_store_apply (self, "n3", item);

  g_assert_cmpuint (result->n_quarantined, ==, 1);
  assert_aside_without_words (self, "c2");
}

/* What is known of the case from before holds where the item itself does not say it. */
static void
test_not_read_again (TestStore *self, gconstpointer data)
{
  g_autofree char *item = test_upsert (CASE, 4, UNREADABLE (TEST_DOCUMENTS_CASE, ""));

  g_assert_true (come_as_page (self));
  loket_page_result_free (test_store_apply (self, "n4", item));
  assert_aside_without_words (self, CASE);
}

static void
test_answer_not_read (TestStore *self, gconstpointer data)
{
  g_assert_false (test_store_take_case (self, TRUE, "c2", data, NULL));
  assert_aside_without_words (self, "c2");
}

/* Where nobody forbids it the words lie aside, for whoever looks after them. */
static void
test_permitted_not_read (TestStore *self, gconstpointer data)
{
  g_autofree char *item = test_upsert ("c2", 1, UNREADABLE ("c2", ",\"offlinePermitted\" : true"));
  g_autofree char *trace = NULL;

  loket_page_result_free (test_store_apply (self, "n3", item));
  trace = find_trace (self->folder, SECRET);
  g_assert_nonnull (trace);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  loket_fault_vfs_register ();
#define ADD(name, how, func)                                                                       \
  g_test_add ("/store/unkept/" name "/" how, TestStore, how, set_up, func, tear_down)
  ADD ("gone", "page", test_gone);
  ADD ("gone", "case", test_gone);
  ADD ("reader-then-synced", "page", test_reader_then_synced);
  ADD ("reader-then-synced", "case", test_reader_then_synced);
  ADD ("reader-then-opened", "page", test_reader_then_opened);
  ADD ("while-fetched", "page", test_while_fetched);
#define ADD_CASE(name, json, func)                                                                 \
  g_test_add ("/store/unkept/not-read/" name, TestStore, json, set_up, func, tear_down)
  ADD_CASE ("item", UNREADABLE ("c2", FORBIDDEN), test_not_read);
  ADD_CASE ("no-boolean", UNREADABLE ("c2", ",\"offlinePermitted\": \"no\""), test_not_read);
  ADD_CASE ("no-json", UNREADABLE ("c2", FORBIDDEN ",\"facts\":\"\xff\""), test_not_read);
  ADD_CASE ("not-kept-before", NULL, test_not_read_again);
  ADD_CASE ("answer", UNREADABLE ("c2", FORBIDDEN), test_answer_not_read);
  ADD_CASE ("permitted", NULL, test_permitted_not_read);
  g_test_add_data_func ("/store/unkept/cut-off/page", "page", test_cut_off);
  g_test_add_data_func ("/store/unkept/cut-off/case", "case", test_cut_off);
  return g_test_run ();
}
