/* SPDX-License-Identifier: EUPL-1.2 */
/* Contents of documents that are kept here: fetched, given out, swept and checked. */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "loket-content.h"
#include "loket-documents-check.h"
#include "loket-store-private.h"
#include "loket-test-documents.h"
#include "loket-work-transfer.h"

#define CASE TEST_DOCUMENTS_CASE

static void
test_fetched (TestStore *self, gconstpointer data)
{
  g_autofree char *document_id = test_documents_make_id ('d', 2);
  g_autoptr (GError) error = NULL;

  g_assert_true (test_documents_fetch (self, 1, "Bewijs", "Bewijs", FALSE, FALSE, &error));
  g_assert_true (test_documents_is_here (self, "Bewijs"));
  g_assert_false (test_documents_fetch (self, 2, "Vervalst", "Bewijzen", FALSE, FALSE, &error));
  g_assert_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_CONTENT);
  g_assert_cmpint (loket_store_get_part_size (self->store, document_id, FALSE), ==, 0);
  g_assert_cmpuint (test_documents_count_contents (self), ==, 1);
}

/* What was used longest ago makes room; never what is pinned or not yet sent. */
static void
test_room (TestStore *self, gconstpointer data)
{
  test_documents_bring_in (self, 9, "nog niet weg");
  test_documents_apply_case (self, 1, "\"acts\":[]");
  test_documents_add_act (self, 9, "attach");
  loket_store_set_documents_bytes_max (self->store, 25);
  g_assert_true (test_documents_fetch (self, 1, "vastgehouden", "vastgehouden", TRUE, FALSE, NULL));
  g_assert_true (test_documents_fetch (self, 2, "tien-tekens", "tien-tekens", FALSE, FALSE, NULL));
  g_assert_true (test_documents_fetch (self, 3, "nog-tien-te", "nog-tien-te", FALSE, FALSE, NULL));
  g_assert_true (test_documents_is_here (self, "tien-tekens"));
  g_assert_true (test_documents_fetch (self, 4, "te-veel-nu!", "te-veel-nu!", FALSE, FALSE, NULL));
  g_assert_false (test_documents_is_here (self, "tien-tekens"));
  g_assert_true (test_documents_is_here (self, "nog-tien-te"));
  g_assert_true (test_documents_is_here (self, "te-veel-nu!"));
  g_assert_true (test_documents_is_here (self, "vastgehouden"));
  g_assert_true (test_documents_is_here (self, "nog niet weg"));
}

/* A program of the person's gets a copy, under a harmless name, which goes when the desk closes. */
static void
test_copies (TestStore *self, gconstpointer data)
{
  g_autofree char *open_folder = test_store_build_path (self, "open");
  g_autoptr (GFile) copy = NULL;
  g_autoptr (GFile) damaged = NULL;
  g_autofree char *path = NULL;
  g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "Bewijs", -1);
  g_autofree char *content = loket_content_build_path (self->folder, sha256);
  GStatBuf status;

  g_assert_true (test_documents_fetch (self, 1, "Bewijs", "Bewijs", FALSE, FALSE, NULL));
  copy = test_documents_make_copy (self, 1, "Bewijs", "../../../etc/cron.d/x.txt", FALSE);
  path = g_file_get_path (copy);
  g_assert_true (g_str_has_prefix (path, open_folder));
  g_assert_true (g_str_has_suffix (path, "/etc-cron.d-x.txt"));
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 07777, ==, 0400);
  g_file_set_contents (content, "Vervalst", -1, NULL);
  damaged = test_documents_make_copy (self, 1, "Bewijs", "x.txt", FALSE);
  g_assert_null (damaged);
  test_store_reopen (self, FALSE);
  g_assert_false (g_file_test (open_folder, G_FILE_TEST_EXISTS));
}

/* An identifier is from outside as well: it leads out of no folder. */
static void
test_identifiers (TestStore *self, gconstpointer data)
{
  static const char *const ids[] = {"../../../mine.txt", "../mine.txt", "/mine.txt", "..", "."};
  g_autofree char *mine = test_store_build_path (self, "mine.txt");
  g_autofree char *open_folder = test_store_build_path (self, "open/");
  g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "Bewijs", -1);

  g_assert_true (test_documents_fetch (self, 1, "Bewijs", "Bewijs", FALSE, FALSE, NULL));
  g_file_set_contents (mine, "Van mij", -1, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++) {
    g_autoptr (GFile) copy =
        loket_content_make_copy (self->folder, sha256, self->folder, ids[i], "x.txt", NULL);
    g_autofree char *path = g_file_get_path (copy);

    g_assert_true (g_str_has_prefix (path, open_folder));
    g_assert_null (strstr (path, ".."));
    g_assert_cmpint (loket_content_get_part_size (self->folder, ids[i]), ==, 0);
    loket_content_drop_part (self->folder, ids[i]);
  }
  /* From the folder of parts to the desk's own. */
  loket_content_drop_part (self->folder, "../../mine.txt");
  g_assert_true (g_file_test (mine, G_FILE_TEST_EXISTS));
}

/* What may not be kept on this machine is not in the desk folder, and nowhere once it is closed. */
static void
test_fleeting (TestStore *self, gconstpointer data)
{
  g_autofree char *root = loket_content_get_fleeting_root (self->folder);
  g_autofree char *path = NULL;
  g_autoptr (GFile) copy = NULL;

  g_assert_true (test_documents_fetch (self, 1, "Geheim", "Geheim", FALSE, TRUE, NULL));
  g_assert_cmpuint (test_documents_count_contents (self), ==, 0);
  g_assert_false (g_str_has_prefix (root, self->folder));
  copy = test_documents_make_copy (self, 1, "Geheim", "geheim.txt", TRUE);
  path = g_file_get_path (copy);
  g_assert_true (g_str_has_prefix (path, root));
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  test_store_reopen (self, FALSE);
  g_assert_false (g_file_test (root, G_FILE_TEST_EXISTS));
}

/* Copies of a program that only read beside the owner, and was killed. */
static void
test_copies_of_the_dead (TestStore *self, gconstpointer data)
{
  g_autofree char *root = loket_content_get_fleeting_root (self->folder);
  g_autofree char *dead = loket_content_build_root_beside (root, G_MAXINT32); /* no such process */
  g_autofree char *living = loket_content_build_root_beside (root, (int) getpid ());
  g_autofree char *copy = g_build_filename (dead, "open", "d1", NULL);

  g_assert_cmpint (g_mkdir_with_parents (copy, 0700), ==, 0);
  g_assert_cmpint (g_mkdir_with_parents (living, 0700), ==, 0);
  test_store_reopen (self, FALSE);
  g_assert_false (g_file_test (dead, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (living, G_FILE_TEST_EXISTS));
  loket_content_drop_root (living);
}

/* What a crash leaves: parts, contents without a row, rows of an act that was never kept. */
static void
test_strays (TestStore *self, gconstpointer data)
{
  g_autofree char *part = test_store_build_path (self, "documents/part/add-x");
  g_autofree char *unknown = test_store_build_path (self, "documents/part/y");
  LoketKeptDocument document;
  g_autoptr (GBytes) piece = g_bytes_new ("ab", 2);
  g_autoptr (GAsyncResult) result = NULL;

  test_documents_bring_in (self, 1, "Zonder handeling");
  test_documents_bring_in (self, 2, "Met handeling");
  test_documents_add_act (self, 2, "attach");
  g_file_set_contents (part, "half", -1, NULL);
  g_file_set_contents (unknown, "half", -1, NULL);
  test_documents_fill_document (&document, "d3", "abc", 1);
  test_documents_put_row (self, &document);
  test_documents_clear_document (&document);
  loket_store_add_piece_async (self->store, "d3", FALSE, 0, piece, test_store_done_cb, &result);
  test_store_wait_written (self, &result);
  test_store_reopen (self, FALSE);
  g_assert_false (test_documents_is_here (self, "Zonder handeling"));
  g_assert_true (test_documents_is_here (self, "Met handeling"));
  g_assert_cmpint (loket_store_get_part_size (self->store, "d3", FALSE), ==, 2);
  g_assert_cmpuint (test_documents_count_contents (self), ==, 2);
  /* The cache goes, what is not yet sent stays. */
  test_store_reopen (self, TRUE);
  g_assert_true (test_documents_is_here (self, "Met handeling"));
  g_assert_cmpuint (test_documents_count_contents (self), ==, 1);
}

static void
step_files (TestStore *self)
{
  while (loket_executor_step (self->store->files) || g_main_context_iteration (NULL, FALSE))
    continue;
}

/* A damaged copy is thrown away by a repair, but not what a person has just added in its place. */
static void
test_added_while_checked (TestStore *self, gconstpointer data)
{
  static const char text[] = "the only copy";
  g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  g_autofree char *path = loket_content_build_path (self->folder, sha256);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *document_id = test_documents_make_id ('d', 1);
  g_autofree char *kept = NULL;
  g_autoptr (GFile) source = test_documents_write_file (self, "source", text);
  g_autoptr (GAsyncResult) checked = NULL;
  g_autoptr (GAsyncResult) imported = NULL;
  LoketVerifyResult result = {0};
  LoketUpload about = {.document_id = document_id,
                       .case_id = (char *) CASE,
                       .name = (char *) "brief.txt",
                       .made_at = 1};
  LoketKeptDocument document = {.document_id = (char *) "d2",
                                .case_id = (char *) CASE,
                                .sha256 = sha256,
                                .size = 1,
                                .state = LOKET_KEPT_HERE};

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "damaged", -1, NULL));
  test_documents_put_row (self, &document);
  loket_store_import_async (self->store, &about, source, 1000, test_store_done_cb, &imported);
  loket_documents_check_async (self->store, TRUE, &result, test_store_done_cb, &checked);
  while (loket_executor_step (loket_store_get_reader (self->store)))
    continue;
  step_files (self);
  g_assert_true (
      loket_documents_check_finish (self->store, test_store_wait (self, &checked), NULL, NULL));
  loket_upload_free (
      loket_store_import_finish (self->store, test_store_wait (self, &imported), NULL));
  g_assert_cmpuint (result.documents_damaged, ==, 1);
  g_assert_true (g_file_get_contents (path, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, text);
}

static guint
check_part (TestStore *self, char **after, gint64 bytes_max)
{
  g_autoptr (GAsyncResult) checked = NULL;
  g_autofree char *from = g_steal_pointer (after);
  LoketVerifyResult result = {0};

  loket_documents_check_part_async (self->store, from, bytes_max, &result, test_store_done_cb,
                                    &checked);
  g_assert_true (
      loket_documents_check_finish (self->store, test_store_wait (self, &checked), after, NULL));
  return result.documents_checked;
}

/* Part by part, each is looked at once; and then from the beginning. */
static void
test_checked_in_parts (TestStore *self, gconstpointer data)
{
  static const char *const texts[] = {"een", "twee", "drie", "vier", "vijf"};
  g_autofree char *after = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_true (
        test_documents_fetch (self, (int) i + 1, texts[i], texts[i], FALSE, FALSE, NULL));
  for (int round = 0; round < 2; round++) {
    guint checked = 0;

    for (int part = 0; part < 4; part++) {
      checked += check_part (self, &after, 1);
      g_assert_nonnull (after);
    }
    checked += check_part (self, &after, 1);
    g_assert_null (after);
    g_assert_cmpuint (checked, ==, G_N_ELEMENTS (texts));
  }
  g_assert_cmpuint (check_part (self, &after, 100), ==, G_N_ELEMENTS (texts));
  g_assert_null (after);
}

static void
assert_unwanted (TestStore *self, GAsyncResult **result)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (loket_store_write_finish (self->store, test_store_wait (self, result), &error));
  g_assert_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_NOT_FOUND);
  g_clear_object (result);
}

/* Its case is erased while it comes: neither a byte nor a row of it is written behind that. */
static void
test_erased_while_fetched (TestStore *self, gconstpointer data)
{
  static const char text[] = "of a case that goes";
  g_autofree char *document_id = test_documents_make_id ('d', 1);
  g_autoptr (GBytes) piece = g_bytes_new_static (text, strlen (text));
  g_autoptr (GAsyncResult) result = NULL;
  LoketKeptDocument document;

  test_documents_fill_document (&document, document_id, text, 1);
  test_documents_put_row (self, &document);
  loket_store_erase_case_async (self->store, CASE, TRUE, 5, test_store_done_cb, &result);
  test_store_wait_written (self, &result);
  loket_store_add_piece_async (self->store, document_id, FALSE, 0, piece, test_store_done_cb,
                               &result);
  assert_unwanted (self, &result);
  g_assert_cmpint (loket_store_get_part_size (self->store, document_id, FALSE), ==, 0);
  g_assert_true (loket_content_append (self->folder, document_id, 0, piece, NULL));
  loket_store_keep_whole_async (self->store, &document, test_store_done_cb, &result);
  assert_unwanted (self, &result);
  g_assert_false (loket_store_has_content (self->store, document.sha256, FALSE));
  loket_store_change_kept_async (self->store, &document, test_store_done_cb, &result);
  assert_unwanted (self, &result);
  loket_store_put_kept_async (self->store, &document, test_store_done_cb, &result);
  assert_unwanted (self, &result);
  test_documents_clear_document (&document);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                            \
  g_test_add ("/store/documents/" name, TestStore, NULL, test_store_set_up, func,                  \
              test_store_tear_down)
  ADD ("fetched", test_fetched);
  ADD ("room", test_room);
  ADD ("copies", test_copies);
  ADD ("fleeting", test_fleeting);
  ADD ("copies-of-the-dead", test_copies_of_the_dead);
  ADD ("strays", test_strays);
  ADD ("erased-while-fetched", test_erased_while_fetched);
  ADD ("identifiers", test_identifiers);
  ADD ("added-while-checked", test_added_while_checked);
  ADD ("checked-in-parts", test_checked_in_parts);
  return g_test_run ();
}
