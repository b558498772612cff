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
  return g_test_run ();
}
