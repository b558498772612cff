/* SPDX-License-Identifier: EUPL-1.2 */
/* work.db damaged in every way that comes to mind: what stands on other pages is kept, and what may
 * be missing is told. */
#include "config.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

#include "loket-fault-vfs.h"
#include "loket-test-store.h"

enum {
  PAGE = 4096,
  ITEMS = 60, /* enough for interior pages and for texts that do not fit on one page */
};

typedef struct {
  TestStore store;
  char *path;  /* of work.db */
  char *wal;   /* of its WAL */
  char *bytes; /* of work.db as it was filled */
  gsize length;
  char *wal_bytes;
  gsize wal_length;
} Fixture;

static void
close_store (Fixture *self)
{
  g_clear_pointer (&self->store.store, loket_store_close);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static gboolean
try_open_with (Fixture *self, const char *vfs, GError **error)
{
  LoketStoreOptions options = {.stepped = TRUE, .vfs = vfs};

  self->store.store = loket_store_open (self->store.folder, &options, error);
  return self->store.store != NULL;
}

static void
open_store (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  try_open_with (self, NULL, &error);
  g_assert_no_error (error);
}

static char *
make_id (const char *kind, int number)
{
  return g_strdup_printf ("%s-%04d", kind, number);
}

/* Every tenth does not fit on a page. */
static char *
make_text (const char *id, int number)
{
  g_autofree char *filling = g_strnfill (number % 10 == 0 ? 9000 : 300, 'a' + number % 26);

  return g_strconcat (id, " ", filling, NULL);
}

static void
add_one (Fixture *self, int number)
{
  g_autofree char *id = make_id ("act", number);
  g_autofree char *key = make_id ("draft", number);
  g_autofree char *text = make_text (id, number);
  g_autofree char *typed = make_text (key, number);
  g_autoptr (JsonObject) fields = json_object_new ();
  GAsyncResult *result = NULL;

  json_object_set_string_member (fields, "text", typed);
  loket_work_item_unref (test_store_add_note (&self->store, "c1", id, text));
  loket_store_save_draft_async (self->store.store, key, NULL, fields, 3, test_store_done_cb,
                                &result);
  test_store_wait_written (&self->store, &result);
}

static void
read_bytes (Fixture *self)
{
  g_clear_pointer (&self->bytes, g_free);
  g_clear_pointer (&self->wal_bytes, g_free);
  self->wal_length = 0;
  g_assert_true (g_file_get_contents (self->path, &self->bytes, &self->length, NULL));
  g_file_get_contents (self->wal, &self->wal_bytes, &self->wal_length, NULL);
}

static void
set_up_with (Fixture *self, int n_items)
{
  test_store_set_up (&self->store, NULL);
  self->path = test_store_build_path (&self->store, "work.db");
  self->wal = test_store_build_path (&self->store, "work.db-wal");
  for (int i = 0; i < n_items; i++)
    add_one (self, i);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  set_up_with (self, ITEMS);
  close_store (self);
  read_bytes (self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  test_store_tear_down (&self->store, data);
  g_free (self->path);
  g_free (self->wal);
  g_free (self->bytes);
  g_free (self->wal_bytes);
}

static void
drop_asides (Fixture *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->store.folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = test_store_build_path (&self->store, name);

    if (g_str_has_prefix (name, "work.db"))
      g_unlink (path);
  }
}

/* Puts the files back as they were filled, then damaged by the caller. */
static void
put_back (Fixture *self)
{
  drop_asides (self);
  g_assert_true (g_file_set_contents (self->path, self->bytes, (gssize) self->length, NULL));
  if (self->wal_length > 0)
    g_assert_true (
        g_file_set_contents (self->wal, self->wal_bytes, (gssize) self->wal_length, NULL));
}

static void
overwrite (const char *path, goffset offset, const void *bytes, gsize length)
{
  int file = g_open (path, O_WRONLY | O_CLOEXEC, 0);

  g_assert_cmpint (file, >=, 0);
  g_assert_cmpint (pwrite (file, bytes, length, offset), ==, length);
  close (file);
}

static GHashTable *
list_items (Fixture *self)
{
  GHashTable *ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) items = NULL;

  loket_store_list_pending_async (self->store.store, test_store_done_cb, &result);
  items = loket_store_list_pending_finish (self->store.store,
                                           test_store_wait (&self->store, &result), NULL);
  for (guint i = 0; i < items->len; i++) {
    const LoketWorkItem *item = g_ptr_array_index (items, i);
    gsize length;
    const char *body = g_bytes_get_data (item->body, &length);
    int number = atoi (item->id + strlen ("act-"));
    g_autofree char *text = make_text (item->id, number);

    /* What is kept is kept to the letter. */
    g_assert_nonnull (g_strstr_len (body, (gssize) length, text));
    g_assert_true (g_hash_table_add (ids, g_strdup (item->id)));
  }
  return ids;
}

static GHashTable *
list_drafts (Fixture *self)
{
  GHashTable *keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) drafts = NULL;

  loket_store_list_drafts_async (self->store.store, test_store_done_cb, &result);
  drafts = loket_store_list_drafts_finish (self->store.store,
                                           test_store_wait (&self->store, &result), NULL);
  for (guint i = 0; i < drafts->len; i++) {
    const LoketDraft *draft = g_ptr_array_index (drafts, i);
    int number = atoi (draft->key + strlen ("draft-"));
    g_autofree char *text = make_text (draft->key, number);

    g_assert_true (g_strcmp0 (loket_json_peek_string (draft->fields, "text"), text) == 0);
    g_hash_table_add (keys, g_strdup (draft->key));
  }
  return keys;
}

/* Whether the id stands on this page of the file as it was, on its own page or an overflow one. */
static gboolean
page_speaks_of (Fixture *self, guint page, const char *id)
{
  gsize length = strlen (id);
  const char *begin = self->bytes + (gsize) page * PAGE;

  for (gsize i = 0; i + length <= PAGE; i++) {
    if (memcmp (begin + i, id, length) == 0)
      return TRUE;
  }
  return FALSE;
}

/* A text of 9000 letters goes on over pages that do not name it. */
static gboolean
may_be_lost (Fixture *self, guint page, const char *id, int number)
{
  g_autofree char *run = g_strnfill (200, 'a' + number % 26);

  return page_speaks_of (self, page, id) || (number % 10 == 0 && page_speaks_of (self, page, run));
}

static gboolean
tells_lost (Fixture *self, const char *table)
{
  const LoketSalvage *salvage = loket_store_get_salvage (self->store.store);

  return salvage != NULL && g_strv_contains ((const char *const *) salvage->lost_tables, table);
}

static guint
check_kept (Fixture *self, guint page, const char *kind, const char *table, GHashTable *kept)
{
  guint lost = 0;

  for (int i = 0; i < ITEMS; i++) {
    g_autofree char *id = make_id (kind, i);

    if (g_hash_table_contains (kept, id))
      continue;
    lost++;
    if (!may_be_lost (self, page, id, i))
      g_error ("page %u was damaged, and %s is gone", page + 1, id);
  }
  g_assert_true (lost == 0 || tells_lost (self, table));
  return lost;
}

static void
assert_sound (Fixture *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (LoketVerifyResult) found = NULL;

  loket_store_verify_async (self->store.store, FALSE, test_store_done_cb, &result);
  found =
      loket_store_verify_finish (self->store.store, test_store_wait (&self->store, &result), NULL);
  g_assert_nonnull (found);
  g_assert_cmpstr (found->work, ==, NULL);
}

/* Opens what was damaged. Returns: how many rows are lost */
static guint
salvage_page (Fixture *self, guint page)
{
  g_autoptr (GHashTable) items = NULL;
  g_autoptr (GHashTable) drafts = NULL;
  guint lost;

  open_store (self);
  items = list_items (self);
  drafts = list_drafts (self);
  lost = check_kept (self, page, "act", "items", items) +
         check_kept (self, page, "draft", "drafts", drafts);
  assert_sound (self);
  close_store (self);
  return lost;
}

static void
damage_each_page (Fixture *self, const char *garbage)
{
  guint n_pages = (guint) (self->length / PAGE), n_lossy = 0, n_told = 0;

  g_assert_cmpuint (n_pages, >, 40);
  for (guint page = 0; page < n_pages; page++) {
    put_back (self);
    overwrite (self->path, (goffset) page * PAGE, garbage, PAGE);
    n_lossy += salvage_page (self, page) > 0;
    open_store (self);
    n_told += loket_store_get_salvage (self->store.store) != NULL;
    close_store (self);
  }
  g_test_message ("%u pages: rows were lost with %u, told with %u", n_pages, n_lossy, n_told);
  g_assert_cmpuint (n_lossy, >, 5);
  g_assert_cmpuint (n_told, >=, n_lossy);
}

static void
test_garbage_on_each_page (Fixture *self, gconstpointer data)
{
  g_autofree char *garbage = g_malloc (PAGE);
  g_autoptr (GRand) random = g_rand_new_with_seed (4);

  for (guint i = 0; i < PAGE; i++)
    garbage[i] = (char) g_rand_int_range (random, 0, 256);
  damage_each_page (self, garbage);
}

static void
test_zeros_on_each_page (Fixture *self, gconstpointer data)
{
  g_autofree char *zeros = g_malloc0 (PAGE);

  damage_each_page (self, zeros);
}

/* A page of another table in its place looks sound in itself. */
static void
test_other_page_on_each_page (Fixture *self, gconstpointer data)
{
  g_autofree char *other = g_memdup2 (self->bytes + PAGE, PAGE);

  damage_each_page (self, other);
}

static void
test_no_header (Fixture *self, gconstpointer data)
{
  g_autofree char *zeros = g_malloc0 (100);
  const LoketSalvage *salvage;

  put_back (self);
  overwrite (self->path, 0, zeros, 100);
  g_assert_cmpuint (salvage_page (self, 0), ==, 0);
  open_store (self);
  salvage = loket_store_get_salvage (self->store.store);
  g_assert_cmpuint (g_strv_length (salvage->lost_tables), ==, 0);
  g_assert_cmpuint (salvage->rows_kept, ==, 3 * ITEMS);
  g_assert_true (g_file_test (salvage->aside_path, G_FILE_TEST_EXISTS));
}

static void
assert_all_there (Fixture *self, int n_items)
{
  g_autoptr (GHashTable) items = list_items (self);
  g_autoptr (GHashTable) drafts = list_drafts (self);

  g_assert_cmpuint (g_hash_table_size (items), ==, n_items);
  g_assert_cmpuint (g_hash_table_size (drafts), ==, n_items);
}

/* Acknowledged, it is not told again. */
static void
test_told_until_acknowledged (Fixture *self, gconstpointer data)
{
  g_autofree char *zeros = g_malloc0 (100);
  GAsyncResult *result = NULL;

  put_back (self);
  overwrite (self->path, 0, zeros, 100);
  for (int i = 0; i < 3; i++) {
    open_store (self);
    g_assert_nonnull (loket_store_get_salvage (self->store.store));
    if (i < 2)
      close_store (self);
  }
  loket_store_acknowledge_salvage_async (self->store.store, test_store_done_cb, &result);
  test_store_wait_written (&self->store, &result);
  g_assert_null (loket_store_get_salvage (self->store.store));
  close_store (self);
  open_store (self);
  g_assert_null (loket_store_get_salvage (self->store.store));
  assert_all_there (self, ITEMS);
}

static void
back_up (Fixture *self)
{
  GAsyncResult *result = NULL;

  loket_store_back_up_async (self->store.store, loket_day_new (2026, 11, 22), test_store_done_cb,
                             &result);
  test_store_wait_written (&self->store, &result);
}

/* Never silently empty: what the copy of the day has comes back, for a person to decide. */
static void
assert_from_backup (Fixture *self)
{
  const LoketSalvage *salvage;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) items = NULL;

  open_store (self);
  salvage = loket_store_get_salvage (self->store.store);
  g_assert_nonnull (salvage);
  g_assert_cmpuint (salvage->rows_kept, ==, 0);
  g_assert_cmpuint (salvage->from_backup, ==, 3 * ITEMS);
  g_assert_cmpuint (g_strv_length (salvage->lost_tables), >=, 4);
  assert_all_there (self, ITEMS);
  loket_store_list_pending_async (self->store.store, test_store_done_cb, &result);
  items = loket_store_list_pending_finish (self->store.store,
                                           test_store_wait (&self->store, &result), NULL);
  for (guint i = 0; i < items->len; i++) {
    const LoketWorkItem *item = g_ptr_array_index (items, i);

    g_assert_cmpint (item->state, ==, LOKET_WORK_CONFLICT);
    g_assert_cmpstr (item->reason, ==, "salvaged");
  }
  close_store (self);
}

static void
test_empty_file (Fixture *self, gconstpointer data)
{
  open_store (self);
  back_up (self);
  close_store (self);
  drop_asides (self);
  g_assert_true (g_file_set_contents (self->path, "", 0, NULL));
  assert_from_backup (self);
}

static void
test_file_gone (Fixture *self, gconstpointer data)
{
  open_store (self);
  back_up (self);
  close_store (self);
  drop_asides (self);
  assert_from_backup (self);
}

/* Nothing is left at all: that is told, too. */
static void
test_nothing_left (Fixture *self, gconstpointer data)
{
  drop_asides (self);
  open_store (self);
  g_assert_nonnull (loket_store_get_salvage (self->store.store));
  g_assert_true (tells_lost (self, "items"));
  assert_all_there (self, 0);
}

/* What was taken back since the copy was made does not come back with it. */
static void
test_taken_back_stays_away (Fixture *self, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autofree char *garbage = g_strnfill (PAGE, '#');
  g_autoptr (GHashTable) items = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  open_store (self);
  back_up (self);
  loket_store_take_back_async (self->store.store, "act-0031", 9, test_store_done_cb, &result);
  path = loket_store_take_back_finish (self->store.store, test_store_wait (&self->store, &result),
                                       NULL);
  g_assert_nonnull (path);
  close_store (self);
  read_bytes (self);
  for (guint page = 1; page < self->length / PAGE; page++) {
    if (page_speaks_of (self, page, "act-0032") && !page_speaks_of (self, page, "act-0031"))
      overwrite (self->path, (goffset) page * PAGE, garbage, PAGE);
  }
  open_store (self);
  items = list_items (self);
  g_assert_true (g_hash_table_contains (items, "act-0032"));
  g_assert_false (g_hash_table_contains (items, "act-0031"));
}

/* The WAL of a program that was killed: flipped at many places. */

enum {
  FEW = 6
};

static void
set_up_wal (Fixture *self, gconstpointer data)
{
  set_up_with (self, FEW);
  read_bytes (self); /* while it is open: the WAL holds it all */
  g_assert_cmpuint (self->wal_length, >, 20 * PAGE);
  close_store (self);
}

static void
test_wal_alone (Fixture *self, gconstpointer data)
{
  put_back (self);
  open_store (self);
  g_assert_null (loket_store_get_salvage (self->store.store));
  assert_all_there (self, FEW);
}

/* Only the WAL is left: SQLite would delete it when it sees the empty file. */
static void
test_wal_of_empty_file (Fixture *self, gconstpointer data)
{
  put_back (self);
  g_assert_true (g_file_set_contents (self->path, "", 0, NULL));
  open_store (self);
  g_assert_nonnull (loket_store_get_salvage (self->store.store));
  assert_all_there (self, FEW);
}

static void
flip (Fixture *self, gsize offset)
{
  char byte = (char) (self->wal_bytes[offset] ^ 0x55);
  g_autoptr (GHashTable) items = NULL;
  g_autoptr (GHashTable) drafts = NULL;
  guint missing;

  put_back (self);
  overwrite (self->wal, (goffset) offset, &byte, 1);
  open_store (self);
  items = list_items (self);
  drafts = list_drafts (self);
  missing = 2 * FEW - g_hash_table_size (items) - g_hash_table_size (drafts);
  if (loket_store_get_salvage (self->store.store) == NULL)
    g_error ("byte %" G_GSIZE_FORMAT " of the WAL was flipped, and nothing is told", offset);
  /* One frame is one page of one change. */
  g_assert_cmpuint (missing, <=, 2);
  g_assert_true (missing == 0 || tells_lost (self, "items") || tells_lost (self, "drafts"));
  assert_sound (self);
  close_store (self);
}

static void
test_flipped_wal (Fixture *self, gconstpointer data)
{
  const gsize frame = 24 + PAGE;
  guint count = 0;

  for (gsize at = 32; at + frame <= self->wal_length; at += frame) {
    const gsize places[] = {0, 3, 6, 9, 14, 17, 22, 24, 24 + PAGE / 2, 24 + PAGE - 1};

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
fail_at (Fixture *self, guint operation, int result_code, gboolean cut_power)
{
  g_autofree char *zeros = g_malloc0 (100);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize length_before, length_after;
  gboolean failed, opened;

  put_back (self);
  overwrite (self->path, 0, zeros, 100);
  g_assert_true (g_file_get_contents (self->path, &before, &length_before, NULL));
  loket_fault_vfs_forget ();
  loket_fault_vfs_arm (operation, result_code);
  opened = try_open_with (self, LOKET_FAULT_VFS, NULL);
  failed = loket_fault_vfs_disarm ();
  if (!cut_power && !opened) {
    g_autofree char *whole = g_strconcat (self->path, ".salvaged", NULL);

    g_assert_true (g_file_get_contents (self->path, &after, &length_after, NULL));
    if (memcmp (after, "SQLite", 6) != 0)
      g_assert_true (length_before == length_after && memcmp (before, after, length_before) == 0);
    g_assert_false (g_file_test (whole, G_FILE_TEST_EXISTS));
  }
  loket_fault_vfs_arm (0, result_code);
  close_store (self);
  loket_fault_vfs_disarm ();
  if (cut_power)
    loket_fault_vfs_cut_power ();
  open_store (self);
  assert_all_there (self, ITEMS);
  g_assert_nonnull (loket_store_get_salvage (self->store.store));
  assert_sound (self);
  close_store (self);
  return failed;
}

static void
test_full_disk (Fixture *self, gconstpointer data)
{
  guint operation = 0;

  while (fail_at (self, operation, SQLITE_FULL, FALSE))
    operation++;
  g_test_message ("the disk was full at each of %u writes", operation);
  g_assert_cmpuint (operation, >, 20);
}

static void
test_power_cut (Fixture *self, gconstpointer data)
{
  guint operation = 0;

  while (fail_at (self, operation, SQLITE_IOERR_WRITE, TRUE))
    operation++;
  g_assert_cmpuint (operation, >, 20);
}

/* While the program runs: the call that meets it fails, the next one does not. */
static void
test_while_running (Fixture *self, gconstpointer data)
{
  g_autofree char *garbage = g_strnfill ((gsize) PAGE * 30, '#');

  put_back (self);
  open_store (self);
  overwrite (self->path, 2 * PAGE, garbage, (gsize) PAGE * 30);
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
  add_one (self, 100);
  assert_sound (self);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  loket_fault_vfs_register ();
#define ADD(name, set_up, func)                                                                    \
  g_test_add ("/store/salvage/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("garbage-on-each-page", set_up, test_garbage_on_each_page);
  ADD ("zeros-on-each-page", set_up, test_zeros_on_each_page);
  ADD ("other-page-on-each-page", set_up, test_other_page_on_each_page);
  ADD ("no-header", set_up, test_no_header);
  ADD ("told-until-acknowledged", set_up, test_told_until_acknowledged);
  ADD ("empty-file", set_up, test_empty_file);
  ADD ("file-gone", set_up, test_file_gone);
  ADD ("nothing-left", set_up, test_nothing_left);
  ADD ("taken-back-stays-away", set_up, test_taken_back_stays_away);
  ADD ("wal-alone", set_up_wal, test_wal_alone);
  ADD ("wal-of-empty-file", set_up_wal, test_wal_of_empty_file);
  ADD ("flipped-wal", set_up_wal, test_flipped_wal);
  ADD ("full-disk", set_up, test_full_disk);
  ADD ("power-cut", set_up, test_power_cut);
  ADD ("while-running", set_up, test_while_running);
  return g_test_run ();
}
