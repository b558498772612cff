/* SPDX-License-Identifier: EUPL-1.2 */
/* Documents after damage: of what lies here, of work.db, and of the disk. */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "loket-desk-care.h"
#include "loket-desk-transfer.h"
#include "loket-json.h"
#include "loket-speech.h"
#include "loket-sqlite.h"
#include "loket-test-attachments.h"

/* What came of it before the power went is not what was written: it is fetched anew, and nobody is
 * told that it is damaged. */
static void
test_part_lost (Attachments *self, gconstpointer data)
{
  g_autoptr (LoketTestDesk) own = self->desk;
  g_autoptr (LoketDeskDocument) document = NULL;
  g_autofree char *part = NULL;
  g_autofree char *path = NULL;
  g_autofree char *zeros = g_malloc0 (LOKET_TUS_PIECE_BYTES);
  g_autoptr (GError) error = NULL;

  attachments_add (self);
  attachments_sync_well (own);
  self->desk = attachments_open_second_desk (self);
  self->seen = 0;
  self->cut_at = 2;
  path = attachments_open_last (self, self->desk, NULL);
  g_assert_null (path);
  document = attachments_get_last (self, self->desk);
  part = g_build_filename (self->desk->folder, "documents", "part", document->document_id, NULL);
  g_assert_cmpuint (attachments_count_files (part), ==, 1);
  g_assert_true (g_file_set_contents (part, zeros, LOKET_TUS_PIECE_BYTES, NULL));
  attachments_restart (self);
  path = attachments_open_last (self, self->desk, &error);
  g_assert_no_error (error);
  attachments_assert_same_contents (self, path);
  loket_test_desk_free (self->desk);
  self->desk = g_steal_pointer (&own);
}

/* Where its contents lie. */
static char *
find_content (LoketTestDesk *desk, const LoketDeskDocument *document)
{
  char head[3] = {document->sha256[0], document->sha256[1], '\0'};

  return g_build_filename (desk->folder, "documents", head, document->sha256, NULL);
}

/* That it cannot be read for a while is no reason to give it up, and is told for what it is. */
static void
test_unreadable_now (Attachments *self, gconstpointer data)
{
  const LoketSyncState *state = loket_desk_get_sync_state (self->desk->desk);
  g_autoptr (LoketDeskDocument) document = NULL;
  g_autofree char *content = NULL;
  g_autofree char *away = NULL;

  attachments_add (self);
  document = attachments_get_last (self, self->desk);
  content = find_content (self->desk, document);
  away = g_strconcat (content, "-away", NULL);
  g_assert_cmpint (g_rename (content, away), ==, 0);
  g_assert_cmpint (g_mkdir (content, 0700), ==, 0); /* every read of it fails */
  attachments_sync_well (self->desk);
  attachments_assert_pending (self, "waiting");
  attachments_assert_state (self, self->desk, LOKET_DOCUMENT_UPLOADING, FALSE);
  g_assert_cmpstr (state->documents_error, ==, "fileUnreadable");
  g_assert_cmpint (g_rmdir (content), ==, 0);
  g_assert_cmpint (g_rename (away, content), ==, 0);
  attachments_sync_well (self->desk);
  attachments_assert_pending (self, NULL);
}

/* Other bytes of the same length, or none: that is damage, and a person is asked, once. Nobody says
 * that the loket refused it. */
static void
test_damaged_before_sent (Attachments *self, gconstpointer data)
{
  g_autoptr (LoketDeskDocument) document = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *content = NULL;

  attachments_add (self);
  document = attachments_get_last (self, self->desk);
  content = find_content (self->desk, document);
  if (data != NULL)
    g_assert_cmpint (g_unlink (content), ==, 0);
  else {
    g_autofree char *others = g_malloc0 (ATTACHMENTS_BYTES);

    g_assert_true (g_file_set_contents (content, others, ATTACHMENTS_BYTES, NULL));
  }
  attachments_sync_well (self->desk);
  attachments_assert_pending (self, "refused");
  g_assert_cmpstr (loket_desk_get_sync_state (self->desk->desk)->error, ==, "contentsDamagedHere");
  loket_desk_document_free (document);
  document = attachments_get_last (self, self->desk);
  g_assert_cmpstr (document->reason, ==, "contentsDamagedHere");
  g_assert_null (attachments_open_last (self, self->desk, &error));
  g_assert_error (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_DOCUMENT);
  g_assert_cmpstr (error->message, ==, "contentsDamagedHere");
}

/* work.db loses some rows, and what it begins with, while the desk is closed; then it is opened. */
static void
damage_work (Attachments *self, const char *sql)
{
  g_autofree char *path = g_build_filename (self->desk->folder, "work.db", NULL);
  LoketSqliteOptions sqlite_options = {.full_sync = TRUE};
  LoketDeskOptions options = {0};
  g_autoptr (GError) error = NULL;
  LoketSqlite *work;
  char zeros[100] = {0};
  int file;

  loket_test_desk_close (self->desk);
  work = loket_sqlite_open (path, &sqlite_options, &error);
  g_assert_no_error (error);
  g_assert_true (loket_sqlite_execute (work, sql, NULL));
  loket_sqlite_close (work);
  file = g_open (path, O_WRONLY | O_CLOEXEC, 0);
  g_assert_cmpint (pwrite (file, zeros, sizeof zeros, 0), ==, sizeof zeros);
  close (file);
  loket_test_desk_open (self->desk, &options, &error);
  g_assert_no_error (error);
}

static const LoketSalvage *
get_salvage (Attachments *self)
{
  const LoketSalvage *salvage = loket_desk_get_sync_state (self->desk->desk)->salvage;

  g_assert_nonnull (salvage);
  return salvage;
}

/* Its row is gone, half way: the act is enough to send the document, and it arrives once. */
static void
test_salvaged_act (Attachments *self, gconstpointer data)
{
  g_autoptr (LoketTestDesk) second = NULL;
  g_autofree char *path = NULL;

  self->method = "PATCH";
  self->cut_at = 2;
  attachments_add (self);
  loket_test_desk_sync (self->desk, NULL);
  damage_work (self, "DELETE FROM uploads");
  g_assert_cmpuint (get_salvage (self)->documents, ==, 0);
  attachments_assert_state (self, self->desk, LOKET_DOCUMENT_UPLOADING, FALSE);
  attachments_sync_well (self->desk);
  attachments_sync_well (self->desk);
  attachments_assert_pending (self, NULL);
  g_assert_cmpuint (attachments_count_acts (self, self->desk, LOKET_ACT_ATTACH), ==, 1);
  second = attachments_open_second_desk (self);
  path = attachments_open_last (self, second, NULL);
  attachments_assert_same_contents (self, path);
}

/* Its act is gone: it is told where it lies, with its name, and stays there through runs, openings
 * and the person's yes. */
static void
test_salvaged_contents (Attachments *self, gconstpointer data)
{
  LoketDeskOptions options = {0};
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  attachments_add (self);
  damage_work (self, "DELETE FROM items");
  g_assert_cmpuint (get_salvage (self)->documents, ==, 1);
  path = g_build_filename (get_salvage (self)->documents_path, "Bijlage- één.pdf", NULL);
  attachments_assert_same_contents (self, path);
  attachments_sync_well (self->desk);
  g_assert_cmpuint (attachments_count_contents (self->desk), ==, 0);
  loket_desk_acknowledge_salvage_async (self->desk->desk, NULL, NULL);
  attachments_restart (self);
  g_assert_null (loket_desk_get_sync_state (self->desk->desk)->salvage);
  attachments_assert_same_contents (self, path);
  loket_test_desk_close (self->desk);
  loket_test_desk_open (self->desk, &options, &error);
  g_assert_no_error (error);
  attachments_assert_same_contents (self, path);
}

/* What the loket has already is no find, though its act's row is gone. */
static void
test_salvaged_after_taken (Attachments *self, gconstpointer data)
{
  attachments_add (self);
  attachments_sync_well (self->desk);
  attachments_sync_well (self->desk);
  damage_work (self, "DELETE FROM items");
  g_assert_cmpuint (get_salvage (self)->documents, ==, 0);
  attachments_sync_well (self->desk);
  attachments_assert_state (self, self->desk, LOKET_DOCUMENT_HERE, TRUE);
}

static gboolean
erase (Attachments *self, gboolean with_unsent, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  gboolean erased, traces_left;

  loket_desk_erase_case_async (self->desk->desk, self->case_id, with_unsent, attachments_done_cb,
                               &result);
  erased = loket_desk_erase_case_finish (
      self->desk->desk, attachments_wait_for (self->desk, &result), &traces_left, error);
  g_assert_false (traces_left);
  return erased;
}

/* A person takes a case out of this computer: not without being told that a document was not sent;
 * then with its contents, and with the copies that were opened. */
static void
test_erased_by_hand (Attachments *self, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  attachments_add (self);
  path = attachments_open_last (self, self->desk, NULL);
  g_assert_false (erase (self, FALSE, &error));
  g_assert_cmpuint (attachments_count_contents (self->desk), ==, 1);
  g_clear_error (&error);
  g_assert_true (erase (self, TRUE, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (attachments_count_contents (self->desk), ==, 0);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static LoketVerifyResult *
verify (Attachments *self, gboolean repair)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  LoketVerifyResult *found;

  loket_desk_verify_async (self->desk->desk, repair, attachments_done_cb, &result);
  found = loket_desk_verify_finish (self->desk->desk, attachments_wait_for (self->desk, &result),
                                    &error);
  g_assert_no_error (error);
  return found;
}

/* A damaged document of the loket's is found, and a repair fetches it again; one that nobody else
 * has is told, and kept. */
static void
test_verified (Attachments *self, gconstpointer data)
{
  g_autoptr (LoketDeskDocument) document = NULL;
  g_autoptr (LoketVerifyResult) sound = NULL;
  g_autoptr (LoketVerifyResult) found = NULL;
  g_autoptr (LoketVerifyResult) mended = NULL;
  g_autofree char *content = NULL;
  g_autofree char *path = NULL;

  attachments_add (self);
  attachments_sync_well (self->desk);
  attachments_sync_well (self->desk);
  sound = verify (self, FALSE);
  g_assert_cmpuint (sound->documents_checked, ==, 1);
  g_assert_cmpuint (sound->documents_damaged, ==, 0);
  document = attachments_get_last (self, self->desk);
  content = find_content (self->desk, document);
  g_assert_true (g_file_set_contents (content, "other", -1, NULL));
  found = verify (self, FALSE);
  g_assert_cmpuint (found->documents_damaged, ==, 1);
  g_assert_cmpuint (attachments_count_contents (self->desk), ==, 1);
  mended = verify (self, TRUE);
  g_assert_cmpuint (mended->documents_damaged, ==, 1);
  g_assert_cmpuint (attachments_count_contents (self->desk), ==, 0);
  path = attachments_open_last (self, self->desk, NULL);
  attachments_assert_same_contents (self, path);
}

static void
test_verified_unsent (Attachments *self, gconstpointer data)
{
  g_autoptr (LoketDeskDocument) document = NULL;
  g_autoptr (LoketVerifyResult) found = NULL;
  g_autoptr (LoketVerifyResult) again = NULL;
  g_autofree char *content = NULL;

  attachments_add (self);
  document = attachments_get_last (self, self->desk);
  content = find_content (self->desk, document);
  g_assert_true (g_file_set_contents (content, "other", -1, NULL));
  found = verify (self, TRUE);
  g_assert_cmpuint (found->documents_lost, ==, 1);
  g_assert_cmpuint (found->documents_damaged, ==, 0);
  g_assert_true (g_file_test (content, G_FILE_TEST_EXISTS));
  again = verify (self, FALSE);
  g_assert_cmpuint (again->documents_lost, ==, 1);
}

/* The loket has it whole, though not its act: nothing is lost. */
static void
test_verified_complete (Attachments *self, gconstpointer data)
{
  gboolean repair = data != NULL;
  g_autoptr (LoketDeskDocument) document = NULL;
  g_autoptr (LoketVerifyResult) found = NULL;
  g_autofree char *content = NULL;

  self->loket->line_method = "PUT";
  self->loket->line = LOKET_TEST_AWAY;
  attachments_add (self);
  loket_test_desk_sync (self->desk, NULL);
  attachments_assert_state (self, self->desk, LOKET_DOCUMENT_HERE, FALSE);
  document = attachments_get_last (self, self->desk);
  content = find_content (self->desk, document);
  g_assert_true (g_file_set_contents (content, "other", -1, NULL));
  found = verify (self, repair);
  g_assert_cmpuint (found->documents_lost, ==, 0);
  g_assert_true (loket_verify_result_is_sound (found));
}

static void
watch (Attachments *self, guint hours)
{
  loket_desk_start_watching (self->desk->desk);
  for (guint i = 0; i < hours * 4; i++) {
    loket_test_desk_settle (self->desk);
    loket_clock_step (self->loket->clock, 15 * 60 * 1000);
  }
  loket_desk_stop_watching (self->desk->desk);
  loket_test_desk_settle (self->desk);
}

/* How often the log tells that it was mended; what a line says can be spoken. */
static guint
count_cares (Attachments *self, const char *code)
{
  g_autoptr (GPtrArray) lines = loket_desk_read_log (self->desk->desk);
  g_autoptr (LoketSpeech) speech = loket_speech_new ("en", NULL);
  guint found = 0;

  for (guint i = 0; i < lines->len; i++) {
    const char *told = loket_json_peek_string (lines->pdata[i], "code");

    if (g_strcmp0 (loket_json_peek_string (lines->pdata[i], "event"), "care") != 0)
      continue;
    g_assert_cmpstr (loket_speech_name (speech, "error", told), !=, told);
    found += g_strcmp0 (told, code) == 0;
  }
  return found;
}

/* The daily look does what a repair would: what the loket has is there to be fetched again. */
static void
test_looked_at (Attachments *self, gconstpointer data)
{
  g_autoptr (LoketDeskDocument) document = NULL;
  g_autofree char *content = NULL;
  g_autofree char *path = NULL;

  attachments_add (self);
  attachments_sync_well (self->desk);
  attachments_sync_well (self->desk);
  document = attachments_get_last (self, self->desk);
  content = find_content (self->desk, document);
  g_assert_true (g_file_set_contents (content, "other", -1, NULL));
  watch (self, 1);
  g_assert_cmpuint (count_cares (self, "documentFetchedAgain"), ==, 1);
  g_assert_cmpuint (attachments_count_contents (self->desk), ==, 0);
  path = attachments_open_last (self, self->desk, NULL);
  attachments_assert_same_contents (self, path);
}

/* What nobody else has is told as when it is sent, however late that may be, and once. */
static void
test_looked_at_unsent (Attachments *self, gconstpointer data)
{
  g_autoptr (LoketDeskDocument) document = NULL;
  g_autofree char *content = NULL;

  self->method = "POST";
  self->cut_at = 1;
  self->status = 503;
  self->retry_after = "360000";
  attachments_add (self);
  loket_test_desk_sync (self->desk, NULL);
  attachments_assert_pending (self, "waiting");
  document = attachments_get_last (self, self->desk);
  content = find_content (self->desk, document);
  g_assert_true (g_file_set_contents (content, "other", -1, NULL));
  watch (self, 1);
  attachments_assert_pending (self, "refused");
  loket_desk_document_free (document);
  document = attachments_get_last (self, self->desk);
  g_assert_cmpstr (document->reason, ==, "contentsDamagedHere");
  g_assert_true (g_file_test (content, G_FILE_TEST_EXISTS));
  watch (self, 48);
  g_assert_cmpuint (count_cares (self, "contentsDamagedHere"), ==, 1);
}

static void
add_test (const char *name, gconstpointer data, void (*func) (Attachments *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/desk/document-care/", name, NULL);

  g_test_add (path, Attachments, data, attachments_set_up, func, attachments_tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add_test ("part-lost", NULL, test_part_lost);
  add_test ("unreadable-now", NULL, test_unreadable_now);
  add_test ("looked-at", NULL, test_looked_at);
  add_test ("looked-at-unsent", NULL, test_looked_at_unsent);
  add_test ("damaged-before-sent", NULL, test_damaged_before_sent);
  add_test ("salvaged-act", NULL, test_salvaged_act);
  add_test ("salvaged-contents", NULL, test_salvaged_contents);
  add_test ("salvaged-after-taken", NULL, test_salvaged_after_taken);
  add_test ("erased-by-hand", NULL, test_erased_by_hand);
  add_test ("verified", NULL, test_verified);
  add_test ("verified-unsent", NULL, test_verified_unsent);
  add_test ("verified-complete", NULL, test_verified_complete);
  add_test ("repaired-complete", GINT_TO_POINTER (TRUE), test_verified_complete);
  add_test ("gone-before-sent", GINT_TO_POINTER (TRUE), test_damaged_before_sent);
  return g_test_run ();
}
