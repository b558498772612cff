/* SPDX-License-Identifier: EUPL-1.2 */
/* Documents after damage: of what lies here, of work.db, and of the disk. */
#include <glib/gstdio.h>
#include <string.h>

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

/* That it cannot be read for a while is no reason to give it up. */
static void
test_unreadable_now (Attachments *self, gconstpointer data)
{
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
  g_assert_cmpint (g_rmdir (content), ==, 0);
  g_assert_cmpint (g_rename (away, content), ==, 0);
  attachments_sync_well (self->desk);
  attachments_assert_pending (self, NULL);
}

/* Other bytes of the same length, or none: that is damage, and a person is asked, once. */
static void
test_damaged_before_sent (Attachments *self, gconstpointer data)
{
  g_autoptr (LoketDeskDocument) document = NULL;
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
  loket_desk_document_free (document);
  document = attachments_get_last (self, self->desk);
  g_assert_cmpstr (document->reason, ==, "documentDamaged");
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
  add_test ("damaged-before-sent", NULL, test_damaged_before_sent);
  add_test ("gone-before-sent", GINT_TO_POINTER (TRUE), test_damaged_before_sent);
  return g_test_run ();
}
