/* SPDX-License-Identifier: EUPL-1.2 */
/* What a person does with documents: adds, opens, removes, keeps here. */
#include <glib/gstdio.h>
#include <string.h>

#include "loket-test-attachments.h"

static void
test_round (Attachments *self, gconstpointer data)
{
  g_autoptr (LoketTestDesk) second = NULL;
  g_autofree char *own = NULL;
  g_autofree char *there = NULL;

  attachments_add (self);
  attachments_assert_state (self, self->desk, LOKET_DOCUMENT_UPLOADING, FALSE);
  own = attachments_open_last (self, self->desk, NULL);
  attachments_assert_same_contents (self, own);
  attachments_sync_well (self->desk);
  attachments_sync_well (self->desk);
  attachments_assert_state (self, self->desk, LOKET_DOCUMENT_HERE, TRUE);
  g_assert_cmpuint (attachments_count_acts (self, self->desk, LOKET_ACT_ATTACH), ==, 1);
  second = attachments_open_second_desk (self);
  attachments_assert_state (self, second, LOKET_DOCUMENT_THERE, TRUE);
  there = attachments_open_last (self, second, NULL);
  attachments_assert_same_contents (self, there);
  attachments_assert_state (self, second, LOKET_DOCUMENT_HERE, TRUE);
}

static void
test_wrong_contents (Attachments *self, gconstpointer data)
{
  g_autoptr (LoketTestDesk) second = NULL;
  g_autofree char *spoilt = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketDeskDocument) document = NULL;

  attachments_add (self);
  attachments_sync_well (self->desk);
  second = attachments_open_second_desk (self);
  self->corrupt = TRUE;
  spoilt = attachments_open_last (self, second, &error);
  g_assert_null (spoilt);
  g_assert_error (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_DOCUMENT);
  g_assert_cmpstr (error->message, ==, "documentDamaged");
  g_clear_error (&error);
  g_assert_cmpuint (attachments_count_contents (second), ==, 0);
  document = attachments_get_last (self, second);
  g_assert_cmpint (document->state, ==, LOKET_DOCUMENT_FAILED);
  g_assert_cmpstr (document->reason, ==, "documentDamaged");
  self->corrupt = FALSE;
  path = attachments_open_last (self, second, &error);
  g_assert_no_error (error);
  attachments_assert_same_contents (self, path);
}

/* What lies here and was changed by somebody is fetched again. */
static void
test_damaged_here (Attachments *self, gconstpointer data)
{
  g_autoptr (LoketDeskDocument) document = NULL;
  g_autofree char *content = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  char head[3] = {0};

  attachments_add (self);
  attachments_sync_well (self->desk);
  attachments_sync_well (self->desk);
  document = attachments_get_last (self, self->desk);
  memcpy (head, document->sha256, 2);
  content = g_build_filename (self->desk->folder, "documents", head, document->sha256, NULL);
  g_assert_true (g_file_set_contents (content, "iets anders", -1, NULL));
  path = attachments_open_last (self, self->desk, &error);
  g_assert_no_error (error);
  attachments_assert_same_contents (self, path);
}

static void
test_erased (Attachments *self, gconstpointer data)
{
  g_autoptr (LoketTestDesk) second = NULL;
  g_autofree char *path = NULL;
  g_autofree char *open_folder = g_build_filename (self->desk->folder, "open", NULL);
  g_autoptr (GError) error = NULL;

  attachments_add (self);
  attachments_sync_well (self->desk);
  attachments_sync_well (self->desk);
  second = attachments_open_second_desk (self);
  path = attachments_open_last (self, second, NULL);
  attachments_add (self); /* and one that is not sent yet */
  g_assert_cmpuint (attachments_count_contents (second), ==, 1);
  g_assert_true (loket_central_remove_case (self->loket->central, self->case_id,
                                            LOKET_CHANGE_ERASED, "test", &error));
  attachments_sync_well (self->desk);
  attachments_sync_well (second);
  g_assert_cmpuint (attachments_count_contents (self->desk), ==, 0);
  g_assert_cmpuint (attachments_count_contents (second), ==, 0);
  g_assert_cmpuint (attachments_count_files (open_folder), ==, 0);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* Two people hand the same letter in: two documents, and on each desk one content. */
static void
test_same_twice (Attachments *self, gconstpointer data)
{
  g_autoptr (LoketTestDesk) second = attachments_open_second_desk (self);
  g_autoptr (LoketAct) act = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GPtrArray) documents = NULL;

  attachments_add (self);
  act = attachments_add_to (self, second, NULL);
  g_assert_nonnull (act);
  attachments_sync_well (self->desk);
  attachments_sync_well (second);
  attachments_sync_well (second);
  attachments_sync_well (self->desk);
  g_assert_cmpuint (attachments_count_acts (self, self->desk, LOKET_ACT_ATTACH), ==, 2);
  path = attachments_open_last (self, self->desk, NULL);
  attachments_assert_same_contents (self, path);
  documents = attachments_list (self, self->desk);
  for (guint i = documents->len - 2; i < documents->len; i++)
    g_assert_cmpint (((LoketDeskDocument *) documents->pdata[i])->state, ==, LOKET_DOCUMENT_HERE);
  g_assert_cmpuint (attachments_count_contents (self->desk), ==, 1);
  /* It was here already, so nothing was fetched. */
  g_assert_cmpuint (loket_test_wire_count (self->loket->wire, "GET", "/documents"), ==, 0);
}

/* What is asked for while the desk closes ends with an error, and the program goes on. */
static void
test_closed_meanwhile (Attachments *self, gconstpointer data)
{
  g_autoptr (LoketDossier) dossier = loket_test_desk_load (self->desk, self->case_id, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (self->source);
  g_autoptr (LoketDeskDocument) document = NULL;
  GAsyncResult *opened = NULL, *added = NULL;
  g_autoptr (GPtrArray) documents = NULL;

  attachments_add (self);
  attachments_sync_well (self->desk);
  document = attachments_get_last (self, self->desk);
  g_assert_null (document->act_id);
  loket_desk_open_document_async (self->desk->desk, document, NULL, attachments_done_cb, &opened);
  loket_desk_add_document_async (self->desk->desk, dossier, file, NULL, NULL, attachments_done_cb,
                                 &added);
  loket_desk_close (self->desk->desk);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_null (loket_desk_open_document_finish (self->desk->desk, opened, NULL));
  g_assert_null (loket_desk_add_document_finish (self->desk->desk, added, NULL));
  g_clear_object (&opened);
  g_clear_object (&added);
  attachments_restart (self);
  documents = attachments_list (self, self->desk);
  g_assert_cmpuint (documents->len, ==, 1);
}

static void
test_cancelled (Attachments *self, gconstpointer data)
{
  g_autoptr (LoketDeskDocument) document = NULL;
  g_autoptr (GPtrArray) before = attachments_list (self, self->desk);
  g_autoptr (GPtrArray) after = NULL;

  self->cut_at = 5;
  attachments_add (self);
  loket_test_desk_sync (self->desk, NULL);
  document = attachments_get_last (self, self->desk);
  g_assert_cmpint (document->done_bytes, >, 0);
  attachments_change (self, document, NULL, TRUE);
  after = attachments_list (self, self->desk);
  g_assert_cmpuint (after->len, ==, before->len);
  attachments_sync_well (self->desk);
  g_assert_cmpuint (attachments_count_contents (self->desk), ==, 0);
  g_assert_cmpuint (attachments_count_acts (self, self->desk, LOKET_ACT_ATTACH), ==, 0);
}

static void
test_removed (Attachments *self, gconstpointer data)
{
  g_autoptr (LoketDeskDocument) document = NULL;
  g_autoptr (GPtrArray) before = attachments_list (self, self->desk);
  g_autoptr (GPtrArray) after = NULL;

  attachments_add (self);
  attachments_sync_well (self->desk);
  attachments_sync_well (self->desk);
  document = attachments_get_last (self, self->desk);
  attachments_change (self, document, "Hoort hier niet.", FALSE);
  attachments_sync_well (self->desk);
  after = attachments_list (self, self->desk);
  g_assert_cmpuint (after->len, ==, before->len);
  g_assert_cmpuint (attachments_count_acts (self, self->desk, LOKET_ACT_DETACH), ==, 1);
}

static void
pin (LoketTestDesk *desk, const LoketDeskDocument *document, gboolean pinned, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  loket_desk_pin_document_async (desk->desk, document, pinned, attachments_done_cb, &result);
  loket_desk_change_document_finish (desk->desk, attachments_wait_for (desk, &result), error);
  loket_test_desk_settle (desk);
}

/* Kept on this machine: fetched as soon as the line lets it, also after a restart. */
static void
test_pinned (Attachments *self, gconstpointer data)
{
  g_autoptr (LoketTestDesk) first = self->desk;
  g_autoptr (LoketDeskDocument) document = NULL;
  g_autoptr (GError) error = NULL;

  attachments_add (self);
  attachments_sync_well (first);
  self->desk = attachments_open_second_desk (self);
  document = attachments_get_last (self, self->desk);
  self->loket->line = LOKET_TEST_AWAY;
  pin (self->desk, document, TRUE, &error);
  g_assert_no_error (error);
  attachments_assert_state (self, self->desk, LOKET_DOCUMENT_DOWNLOADING, TRUE);
  attachments_restart (self);
  self->loket->line = LOKET_TEST_UP;
  attachments_sync_well (self->desk);
  attachments_assert_state (self, self->desk, LOKET_DOCUMENT_HERE, TRUE);
  g_clear_pointer (&document, loket_desk_document_free);
  document = attachments_get_last (self, self->desk);
  g_assert_true (document->pinned);
  pin (self->desk, document, FALSE, &error);
  g_assert_no_error (error);
  attachments_assert_state (self, self->desk, LOKET_DOCUMENT_HERE, TRUE);
  document->fleeting = TRUE;
  pin (self->desk, document, TRUE, &error);
  g_assert_error (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_NOT_ALLOWED);
  loket_test_desk_free (self->desk);
  self->desk = g_steal_pointer (&first);
}

static void
test_limit (Attachments *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketAct) act = NULL;
  GStatBuf status;

  g_assert_cmpint (loket_desk_get_document_bytes_max (self->desk->desk), ==, LOKET_TUS_MAX_BYTES);
  g_assert_cmpint (truncate (self->source, LOKET_TUS_MAX_BYTES + 1), ==, 0);
  g_assert_cmpint (g_stat (self->source, &status), ==, 0);
  act = attachments_add_to (self, self->desk, &error);
  g_assert_null (act);
  g_assert_error (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_FILE_TOO_LARGE);
  g_assert_cmpuint (attachments_count_contents (self->desk), ==, 0);
  attachments_assert_pending (self, NULL);
  attachments_sync_well (self->desk);
  g_assert_cmpuint (loket_test_wire_count (self->loket->wire, NULL, "/documents"), ==, 0);
}

static void
add_test (const char *name, gconstpointer data, void (*func) (Attachments *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/desk/documents/", name, NULL);

  g_test_add (path, Attachments, data, attachments_set_up, func, attachments_tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add_test ("round", NULL, test_round);
  add_test ("wrong-contents", NULL, test_wrong_contents);
  add_test ("damaged-here", NULL, test_damaged_here);
  add_test ("erased", NULL, test_erased);
  add_test ("same-twice", NULL, test_same_twice);
  add_test ("closed-meanwhile", NULL, test_closed_meanwhile);
  add_test ("cancelled", NULL, test_cancelled);
  add_test ("removed", NULL, test_removed);
  add_test ("pinned", NULL, test_pinned);
  add_test ("limit", NULL, test_limit);
  return g_test_run ();
}
