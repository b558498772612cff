/* SPDX-License-Identifier: EUPL-1.2 */
/* work.db damaged in its WAL or while the program runs, and a disk that fails while it is saved. */
#include "config.h"

#include <sqlite3.h>
#include <string.h>

#include "loket-fault-vfs.h"
#include "loket-test-damage.h"

enum {
  FEW = 6
};

static void
set_up_wal (Damage *self, gconstpointer data)
{
  damage_set_up_with (self, FEW);
  damage_read_bytes (self); /* while it is open: the WAL holds it all */
  g_assert_cmpuint (self->wal_length, >, 20 * DAMAGE_PAGE);
  damage_close_store (self);
}

static void
test_wal_alone (Damage *self, gconstpointer data)
{
  damage_put_back (self);
  damage_open_store (self);
  g_assert_null (loket_store_get_salvage (self->store.store));
  damage_assert_all_there (self, FEW);
}

/* Only the WAL is left: SQLite would delete it when it sees the empty file. */
static void
test_wal_of_empty_file (Damage *self, gconstpointer data)
{
  damage_put_back (self);
  g_assert_true (g_file_set_contents (self->path, "", 0, NULL));
  damage_open_store (self);
  g_assert_nonnull (loket_store_get_salvage (self->store.store));
  damage_assert_all_there (self, FEW);
}

static void
flip (Damage *self, gsize offset)
{
  char byte = (char) (self->wal_bytes[offset] ^ 0x55);
  g_autoptr (GHashTable) items = NULL;
  g_autoptr (GHashTable) drafts = NULL;
  guint missing;

  damage_put_back (self);
  damage_overwrite (self->wal, (goffset) offset, &byte, 1);
  damage_open_store (self);
  items = damage_list_items (self);
  drafts = damage_list_drafts (self);
  missing = 2 * FEW - g_hash_table_size (items) - g_hash_table_size (drafts);
  if (loket_store_get_salvage (self->store.store) == NULL)
    g_error ("byte %" G_GSIZE_FORMAT " of the WAL was flipped, and nothing is told", offset);
  /* One frame is one page of one change. */
  g_assert_cmpuint (missing, <=, 2);
  g_assert_true (missing == 0 || damage_tells_lost (self, "items") ||
                 damage_tells_lost (self, "drafts"));
  damage_assert_sound (self);
  damage_close_store (self);
}

static void
test_flipped_wal (Damage *self, gconstpointer data)
{
  const gsize frame = 24 + DAMAGE_PAGE;
  guint count = 0;

  for (gsize at = 32; at + frame <= self->wal_length; at += frame) {
    const gsize places[] = {0, 3, 6, 9, 14, 17, 22, 24, 24 + DAMAGE_PAGE / 2, 24 + DAMAGE_PAGE - 1};

    /* Behind the end of this WAL nothing matters. */
    if (memcmp (self->wal_bytes + at + 8, self->wal_bytes + 16, 8) != 0)
      break;
    for (guint i = 0; i < G_N_ELEMENTS (places); i++, count++)
      flip (self, at + places[i]);
  }
  for (gsize at = 12; at < 32; at++)
    flip (self, at);
  g_test_message ("%u places of the WAL flipped", count + 20);
  g_assert_cmpuint (count, >, 100);
}

/* A disk that is full, or fails, at each write of the salvage: nothing is changed, and it is done
 * at the next opening. */
static gboolean
fail_at (Damage *self, guint operation, int result_code, gboolean cut_power)
{
  g_autofree char *zeros = g_malloc0 (100);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize length_before, length_after;
  gboolean failed, opened;

  damage_put_back (self);
  damage_overwrite (self->path, 0, zeros, 100);
  g_assert_true (g_file_get_contents (self->path, &before, &length_before, NULL));
  loket_fault_vfs_forget ();
  loket_fault_vfs_arm (operation, result_code);
  opened = damage_try_open_with (self, LOKET_FAULT_VFS, NULL);
  failed = loket_fault_vfs_disarm ();
  if (!cut_power && !opened) {
    g_autofree char *whole = g_strconcat (self->path, ".salvaged", NULL);

    g_assert_true (g_file_get_contents (self->path, &after, &length_after, NULL));
    if (memcmp (after, "SQLite", 6) != 0)
      g_assert_true (length_before == length_after && memcmp (before, after, length_before) == 0);
    g_assert_false (g_file_test (whole, G_FILE_TEST_EXISTS));
  }
  loket_fault_vfs_arm (0, result_code);
  damage_close_store (self);
  loket_fault_vfs_disarm ();
  if (cut_power)
    loket_fault_vfs_cut_power ();
  damage_open_store (self);
  damage_assert_all_there (self, DAMAGE_ITEMS);
  g_assert_nonnull (loket_store_get_salvage (self->store.store));
  damage_assert_sound (self);
  damage_close_store (self);
  return failed;
}

static void
test_full_disk (Damage *self, gconstpointer data)
{
  guint operation = 0;

  while (fail_at (self, operation, SQLITE_FULL, FALSE))
    operation++;
  g_test_message ("the disk was full at each of %u writes", operation);
  g_assert_cmpuint (operation, >, 20);
}

static void
test_power_cut (Damage *self, gconstpointer data)
{
  guint operation = 0;

  while (fail_at (self, operation, SQLITE_IOERR_WRITE, TRUE))
    operation++;
  g_assert_cmpuint (operation, >, 20);
}

/* While the program runs: the call that meets it fails, the next one does not. */
static void
test_while_running (Damage *self, gconstpointer data)
{
  g_autofree char *garbage = g_strnfill ((gsize) DAMAGE_PAGE * 30, '#');

  damage_put_back (self);
  damage_open_store (self);
  damage_overwrite (self->path, 2 * DAMAGE_PAGE, garbage, (gsize) DAMAGE_PAGE * 30);
  for (int i = 0; i < 20 && loket_store_get_salvage (self->store.store) == NULL; i++) {
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (GPtrArray) drafts = NULL;

    loket_store_list_drafts_async (self->store.store, test_store_done_cb, &result);
    drafts = loket_store_list_drafts_finish (self->store.store,
                                             test_store_wait (&self->store, &result), NULL);
    while (loket_store_step (self->store.store) || g_main_context_iteration (NULL, FALSE))
      continue;
  }
  g_assert_nonnull (loket_store_get_salvage (self->store.store));
  damage_add_one (self, 100);
  damage_assert_sound (self);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  loket_fault_vfs_register ();
#define ADD(name, set_up, func)                                                                    \
  g_test_add ("/store/salvage/" name, Damage, NULL, set_up, func, damage_tear_down)
  ADD ("wal-alone", set_up_wal, test_wal_alone);
  ADD ("wal-of-empty-file", set_up_wal, test_wal_of_empty_file);
  ADD ("flipped-wal", set_up_wal, test_flipped_wal);
  ADD ("full-disk", damage_set_up, test_full_disk);
  ADD ("power-cut", damage_set_up, test_power_cut);
  ADD ("while-running", damage_set_up, test_while_running);
  return g_test_run ();
}
