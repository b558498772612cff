/* SPDX-License-Identifier: EUPL-1.2 */
/* work.db damaged page by page, or gone: what stands on other pages is kept, and what may be
 * missing is told. */
#include "config.h"

#include <string.h>

#include "loket-json.h"
#include "loket-test-damage.h"
#include "loket-work-notes.h"

#define TODAY (loket_day_new (2026, 11, 22))

/* Whether the id stands on this page of the file as it was, on its own page or an overflow one. */
static gboolean
page_speaks_of (Damage *self, guint page, const char *id)
{
  gsize length = strlen (id);
  const char *begin = self->bytes + (gsize) page * DAMAGE_PAGE;

  for (gsize i = 0; i + length <= DAMAGE_PAGE; i++) {
    if (memcmp (begin + i, id, length) == 0)
      return TRUE;
  }
  return FALSE;
}

/* A text of 9000 letters goes on over pages that do not name it. */
static gboolean
may_be_lost (Damage *self, guint page, const char *id, int number)
{
  g_autofree char *run = g_strnfill (200, 'a' + number % 26);

  return page_speaks_of (self, page, id) || (number % 10 == 0 && page_speaks_of (self, page, run));
}

static guint
check_kept (Damage *self, guint page, const char *kind, const char *table, GHashTable *kept)
{
  guint lost = 0;

  for (int i = 0; i < DAMAGE_ITEMS; i++) {
    g_autofree char *id = damage_make_id (kind, i);

    if (g_hash_table_contains (kept, id))
      continue;
    lost++;
    if (!may_be_lost (self, page, id, i))
      g_error ("page %u was damaged, and %s is gone", page + 1, id);
  }
  g_assert_true (lost == 0 || damage_tells_lost (self, table));
  return lost;
}

/* Opens what was damaged. Returns: how many rows are lost */
static guint
salvage_page (Damage *self, guint page)
{
  g_autoptr (GHashTable) items = NULL;
  g_autoptr (GHashTable) drafts = NULL;
  guint lost;

  damage_open_store (self);
  items = damage_list_items (self);
  drafts = damage_list_drafts (self);
  lost = check_kept (self, page, "act", "items", items) +
         check_kept (self, page, "draft", "drafts", drafts);
  damage_assert_sound (self);
  damage_close_store (self);
  return lost;
}

static void
damage_each_page (Damage *self, const char *garbage)
{
  guint n_pages = (guint) (self->length / DAMAGE_PAGE), n_lossy = 0, n_told = 0;

  g_assert_cmpuint (n_pages, >, 40);
  for (guint page = 0; page < n_pages; page++) {
    damage_put_back (self);
    damage_overwrite (self->path, (goffset) page * DAMAGE_PAGE, garbage, DAMAGE_PAGE);
    n_lossy += salvage_page (self, page) > 0;
    damage_open_store (self);
    n_told += loket_store_get_salvage (self->store.store) != NULL;
    damage_close_store (self);
  }
  g_test_message ("%u pages: rows were lost with %u, told with %u", n_pages, n_lossy, n_told);
  g_assert_cmpuint (n_lossy, >, 5);
  g_assert_cmpuint (n_told, >=, n_lossy);
}

static void
test_garbage_on_each_page (Damage *self, gconstpointer data)
{
  g_autofree char *garbage = g_malloc (DAMAGE_PAGE);
  g_autoptr (GRand) random = g_rand_new_with_seed (4);

  for (guint i = 0; i < DAMAGE_PAGE; i++)
    garbage[i] = (char) g_rand_int_range (random, 0, 256);
  damage_each_page (self, garbage);
}

static void
test_zeros_on_each_page (Damage *self, gconstpointer data)
{
  g_autofree char *zeros = g_malloc0 (DAMAGE_PAGE);

  damage_each_page (self, zeros);
}

/* A page of another table in its place looks sound in itself. */
static void
test_other_page_on_each_page (Damage *self, gconstpointer data)
{
  g_autofree char *other = g_memdup2 (self->bytes + DAMAGE_PAGE, DAMAGE_PAGE);

  damage_each_page (self, other);
}

static void
test_no_header (Damage *self, gconstpointer data)
{
  g_autofree char *zeros = g_malloc0 (100);
  const LoketSalvage *salvage;

  damage_put_back (self);
  damage_overwrite (self->path, 0, zeros, 100);
  g_assert_cmpuint (salvage_page (self, 0), ==, 0);
  damage_open_store (self);
  salvage = loket_store_get_salvage (self->store.store);
  g_assert_cmpuint (g_strv_length (salvage->lost_tables), ==, 0);
  g_assert_cmpuint (salvage->rows_kept, ==, 3 * DAMAGE_ITEMS);
  g_assert_true (g_file_test (salvage->aside_path, G_FILE_TEST_EXISTS));
}

/* Acknowledged, it is not told again. */
static void
test_told_until_acknowledged (Damage *self, gconstpointer data)
{
  g_autofree char *zeros = g_malloc0 (100);
  GAsyncResult *result = NULL;

  damage_put_back (self);
  damage_overwrite (self->path, 0, zeros, 100);
  for (int i = 0; i < 3; i++) {
    damage_open_store (self);
    g_assert_nonnull (loket_store_get_salvage (self->store.store));
    if (i < 2)
      damage_close_store (self);
  }
  loket_store_acknowledge_salvage_async (self->store.store, 9, test_store_done_cb, &result);
  test_store_wait_written (&self->store, &result);
  g_assert_null (loket_store_get_salvage (self->store.store));
  damage_close_store (self);
  damage_open_store (self);
  g_assert_null (loket_store_get_salvage (self->store.store));
  damage_assert_all_there (self, DAMAGE_ITEMS);
}

/* Damaged once more before anybody has looked: what was missing then is told with what is now. */
static void
test_told_together (Damage *self, gconstpointer data)
{
  g_autofree char *zeros = g_malloc0 (DAMAGE_PAGE);
  g_auto (GStrv) lost = NULL;
  const LoketSalvage *salvage;

  for (guint page = 1; lost == NULL; page++) {
    damage_put_back (self);
    damage_overwrite (self->path, (goffset) page * DAMAGE_PAGE, zeros, DAMAGE_PAGE);
    damage_open_store (self);
    salvage = loket_store_get_salvage (self->store.store);
    if (salvage != NULL && *salvage->lost_tables != NULL)
      lost = g_strdupv (salvage->lost_tables);
    damage_close_store (self);
  }
  damage_overwrite (self->path, 0, zeros, 100);
  damage_open_store (self);
  salvage = loket_store_get_salvage (self->store.store);
  g_assert_nonnull (salvage);
  for (int i = 0; lost[i] != NULL; i++)
    g_assert_true (g_strv_contains ((const char *const *) salvage->lost_tables, lost[i]));
  damage_close_store (self);
}

static void
back_up (Damage *self, LoketDay day)
{
  GAsyncResult *result = NULL;

  loket_store_back_up_async (self->store.store, day, test_store_done_cb, &result);
  test_store_wait_written (&self->store, &result);
}

/* Never silently empty: what the copy of the day has comes back, for a person to decide. */
static void
assert_from_backup (Damage *self)
{
  const LoketSalvage *salvage;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) items = NULL;

  damage_open_store (self);
  salvage = loket_store_get_salvage (self->store.store);
  g_assert_nonnull (salvage);
  g_assert_cmpuint (salvage->rows_kept, ==, 0);
  g_assert_cmpuint (salvage->from_backup, ==, 3 * DAMAGE_ITEMS);
  g_assert_cmpuint (g_strv_length (salvage->lost_tables), >=, 4);
  damage_assert_all_there (self, DAMAGE_ITEMS);
  loket_store_list_pending_async (self->store.store, test_store_done_cb, &result);
  items = loket_store_list_pending_finish (self->store.store,
                                           test_store_wait (&self->store, &result), NULL);
  for (guint i = 0; i < items->len; i++) {
    const LoketWorkItem *item = g_ptr_array_index (items, i);

    g_assert_cmpint (item->state, ==, LOKET_WORK_CONFLICT);
    g_assert_cmpstr (item->reason, ==, "salvaged");
  }
  damage_close_store (self);
}

static void
test_empty_file (Damage *self, gconstpointer data)
{
  damage_open_store (self);
  back_up (self, TODAY);
  damage_close_store (self);
  damage_drop_asides (self);
  g_assert_true (g_file_set_contents (self->path, "", 0, NULL));
  assert_from_backup (self);
}

static void
test_file_gone (Damage *self, gconstpointer data)
{
  damage_open_store (self);
  back_up (self, TODAY);
  damage_close_store (self);
  damage_drop_asides (self);
  assert_from_backup (self);
}

/* The newest copy is the one that was made last, whatever the clock said when the others were. */
static void
test_copy_of_a_clock_ahead (Damage *self, gconstpointer data)
{
  damage_open_store (self);
  back_up (self, loket_day_new (2031, 1, 1));
  damage_add_one (self, DAMAGE_ITEMS);
  back_up (self, TODAY);
  damage_close_store (self);
  damage_drop_asides (self);
  damage_open_store (self);
  damage_assert_all_there (self, DAMAGE_ITEMS + 1);
}

/* Nothing is left at all: that is told, too. */
static void
test_nothing_left (Damage *self, gconstpointer data)
{
  damage_drop_asides (self);
  damage_open_store (self);
  g_assert_nonnull (loket_store_get_salvage (self->store.store));
  g_assert_true (damage_tells_lost (self, "items"));
  damage_assert_all_there (self, 0);
}

/* What was taken back since the copy was made does not come back with it. What comes back may have
 * left since: that is decided, not taken back. */
static void
test_taken_back_stays_away (Damage *self, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autofree char *garbage = g_strnfill (DAMAGE_PAGE, '#');
  g_autoptr (GHashTable) items = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) refused = NULL;
  g_autoptr (GError) error = NULL;

  damage_open_store (self);
  back_up (self, TODAY);
  loket_store_take_back_async (self->store.store, "act-0031", 9, test_store_done_cb, &result);
  path = loket_store_take_back_finish (self->store.store, test_store_wait (&self->store, &result),
                                       NULL);
  g_assert_nonnull (path);
  damage_close_store (self);
  damage_read_bytes (self);
  for (guint page = 1; page < self->length / DAMAGE_PAGE; page++) {
    if (page_speaks_of (self, page, "act-0032") && !page_speaks_of (self, page, "act-0031"))
      damage_overwrite (self->path, (goffset) page * DAMAGE_PAGE, garbage, DAMAGE_PAGE);
  }
  damage_open_store (self);
  items = damage_list_items (self);
  g_assert_true (g_hash_table_contains (items, "act-0032"));
  g_assert_false (g_hash_table_contains (items, "act-0031"));
  loket_store_take_back_async (self->store.store, "act-0032", 9, test_store_done_cb, &refused);
  g_assert_null (loket_store_take_back_finish (self->store.store,
                                               test_store_wait (&self->store, &refused), &error));
  g_assert_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_SENT);
}

static void
save_draft (Damage *self, const char *key, const char *case_id)
{
  g_autoptr (JsonObject) fields = json_object_new ();
  GAsyncResult *result = NULL;

  json_object_set_string_member (fields, "text", "erased since");
  loket_store_save_draft_async (self->store.store, key, case_id, fields, 3, test_store_done_cb,
                                &result);
  test_store_wait_written (&self->store, &result);
}

static gboolean
has_draft (Damage *self, const char *key)
{
  LoketSqliteOptions options = {.read_only = TRUE};
  g_autoptr (LoketSqlite) work = loket_sqlite_open (self->path, &options, NULL);
  g_autoptr (LoketStatement) statement =
      loket_sqlite_prepare (work, "SELECT 1 FROM drafts WHERE key = ?1", NULL);
  gboolean row;

  loket_statement_bind_text (statement, 1, key);
  g_assert_true (loket_statement_next (statement, &row, NULL));
  return row;
}

static gint64
count_drafts_of (Damage *self, const char *case_id)
{
  LoketSqliteOptions options = {.read_only = TRUE};
  g_autoptr (LoketSqlite) work = loket_sqlite_open (self->path, &options, NULL);
  gint64 count;

  g_assert_true (loket_work_notes_count_drafts (work, case_id, &count, NULL));
  return count;
}

/* Behind the copy; and the page with what else it holds is lost. */
static void
change_and_damage (Damage *self, const char *sql)
{
  LoketSqliteOptions options = {0};
  g_autofree char *garbage = g_strnfill (DAMAGE_PAGE, '#');
  LoketSqlite *work;

  damage_close_store (self);
  work = loket_sqlite_open (self->path, &options, NULL);
  g_assert_true (loket_sqlite_execute (work, sql, NULL));
  loket_sqlite_close (work);
  damage_read_bytes (self);
  for (guint page = 1; page < self->length / DAMAGE_PAGE; page++) {
    if (page_speaks_of (self, page, "draft-0032"))
      damage_overwrite (self->path, (goffset) page * DAMAGE_PAGE, garbage, DAMAGE_PAGE);
  }
}

/* Nor does a draft of a case that was erased since, where the copy could not be taken away. */
static void
test_erased_draft_stays_away (Damage *self, gconstpointer data)
{
  static const char erase[] = "DELETE FROM drafts WHERE case_id = 'c9';"
                              "INSERT INTO audit (at, what, id, case_id)"
                              " VALUES (9, 'erased', 'c9', 'c9'), (9, 'erased', 'c8', 'c8'),"
                              " (9, 'cameAgain', 'c8', 'c8')";

  damage_open_store (self);
  save_draft (self, "act:c9:note", "c9");
  save_draft (self, "act:c8:note", "c8");
  back_up (self, TODAY);
  change_and_damage (self, erase);
  damage_open_store (self);
  g_assert_true (has_draft (self, "draft-0032"));
  g_assert_true (has_draft (self, "act:c8:note"));
  g_assert_false (has_draft (self, "act:c9:note"));
}

/* Nor the draft of a complaint that the loket took since; one that was adapted behind that does. */
static void
test_done_complaint_stays_away (Damage *self, gconstpointer data)
{
  static const char change[] =
      "DELETE FROM drafts WHERE key LIKE 'case:%';"
      "INSERT INTO audit (at, what, id, case_id) VALUES (9, 'added', 'c7', 'c7'),"
      " (9, 'taken', 'c7', 'c7'), (9, 'withdrawn', 'c7', 'c7'), (9, 'taken', 'c6', 'c6'),"
      " (9, 'refused', 'c6', 'c6'), (9, 'adapted', 'c6', 'c6'), (9, 'added', 'c5', 'c5')";

  damage_open_store (self);
  save_draft (self, "case:new", "c7");
  save_draft (self, "case:new:c6", "c6");
  save_draft (self, "case:new:c5", "c5");
  back_up (self, TODAY);
  change_and_damage (self, change);
  damage_open_store (self);
  g_assert_true (has_draft (self, "draft-0032"));
  g_assert_false (has_draft (self, "case:new"));
  g_assert_true (has_draft (self, "case:new:c6"));
  g_assert_true (has_draft (self, "case:new:c5"));
  g_assert_cmpint (count_drafts_of (self, "c6"), ==, 0);
}

static char *
dup_state (Damage *self, const char *id)
{
  LoketSqliteOptions options = {.read_only = TRUE};
  g_autoptr (LoketSqlite) work = loket_sqlite_open (self->path, &options, NULL);
  g_autoptr (LoketStatement) statement =
      loket_sqlite_prepare (work, "SELECT state FROM items WHERE id = ?1", NULL);
  gboolean row;

  loket_statement_bind_text (statement, 1, id);
  g_assert_true (loket_statement_next (statement, &row, NULL) && row);
  return loket_statement_column_dup_text (statement, 0);
}

/* What the loket has taken stays taken where the power cut the next transaction in two: cache.db
 * may not be on the disk yet. What is not taken a person decides. */
static void
test_taken_stays_taken (Damage *self, gconstpointer data)
{
  g_autofree char *garbage = g_strnfill (DAMAGE_PAGE / 2, '#');
  GAsyncResult *result = NULL;
  g_autofree char *taken = NULL;
  g_autofree char *waiting = NULL;
  gsize whole;

  damage_set_up_with (self, 2);
  loket_store_take_async (self->store.store, "act-0001", NULL, 9, test_store_done_cb, &result);
  test_store_wait_written (&self->store, &result);
  damage_read_bytes (self);
  whole = self->wal_length;
  loket_work_item_unref (test_store_add_note (&self->store, "c1", "act-0002", "cut in two"));
  damage_read_bytes (self);
  damage_close_store (self);
  damage_put_back (self);
  g_assert_cmpuint (self->wal_length, >, whole);
  for (gsize at = whole; at < self->wal_length; at += 24 + DAMAGE_PAGE)
    damage_overwrite (self->wal, (goffset) at + 24, garbage, DAMAGE_PAGE / 2);
  damage_open_store (self);
  g_assert_nonnull (loket_store_get_salvage (self->store.store));
  damage_close_store (self);
  taken = dup_state (self, "act-0001");
  g_assert_cmpstr (taken, ==, "taken");
  waiting = dup_state (self, "act-0000");
  g_assert_cmpstr (waiting, ==, "conflict");
}

static void
do_draft (Damage *self, const char *key, const char *act_id)
{
  char *json = test_act_json (act_id, "note", 0, "{\"text\":\"cut in two\"}");
  g_autoptr (GBytes) body = g_bytes_new_take (json, strlen (json));
  g_autoptr (JsonNode) root = loket_json_parse (json, -1, NULL);
  g_autoptr (LoketAct) act = loket_act_from_json (json_node_get_object (root), NULL);
  g_autoptr (LoketWorkItem) item = loket_work_item_new_act ("c1", "R", act, body, 2);
  GAsyncResult *result = NULL;

  loket_store_add_work_async (self->store.store, item, NULL, key, test_store_done_cb, &result);
  test_store_wait_written (&self->store, &result);
}

static gint64
count_of_both (Damage *self)
{
  LoketSqliteOptions options = {.read_only = TRUE};
  g_autoptr (LoketSqlite) work = loket_sqlite_open (self->path, &options, NULL);
  gint64 count;

  g_assert_true (loket_sqlite_read_int (work,
                                        "SELECT (SELECT count(*) FROM items WHERE id = 'act-0009')"
                                        " + (SELECT count(*) FROM drafts WHERE key = 'draft-0001')",
                                        &count, NULL));
  return count;
}

/* A draft becomes an act in one transaction. Whichever of its frames the power cut, one is there.
 */
static void
test_draft_or_act (Damage *self, gconstpointer data)
{
  g_autofree char *garbage = g_strnfill (DAMAGE_PAGE, '#');
  gsize whole;

  damage_set_up_with (self, 2);
  damage_read_bytes (self);
  whole = self->wal_length;
  do_draft (self, "draft-0001", "act-0009");
  damage_read_bytes (self);
  damage_close_store (self);
  g_assert_cmpuint (self->wal_length, >, whole + 24 + DAMAGE_PAGE);
  for (gsize at = whole; at < self->wal_length; at += 24 + DAMAGE_PAGE) {
    damage_put_back (self);
    damage_overwrite (self->wal, (goffset) at + 24, garbage, DAMAGE_PAGE);
    damage_open_store (self);
    g_assert_nonnull (loket_store_get_salvage (self->store.store));
    damage_close_store (self);
    g_assert_cmpint (count_of_both (self), >=, 1);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, set_up, func)                                                                    \
  g_test_add ("/store/salvage/" name, Damage, NULL, set_up, func, damage_tear_down)
  ADD ("garbage-on-each-page", damage_set_up, test_garbage_on_each_page);
  ADD ("zeros-on-each-page", damage_set_up, test_zeros_on_each_page);
  ADD ("other-page-on-each-page", damage_set_up, test_other_page_on_each_page);
  ADD ("no-header", damage_set_up, test_no_header);
  ADD ("told-until-acknowledged", damage_set_up, test_told_until_acknowledged);
  ADD ("told-together", damage_set_up, test_told_together);
  ADD ("empty-file", damage_set_up, test_empty_file);
  ADD ("file-gone", damage_set_up, test_file_gone);
  ADD ("copy-of-a-clock-ahead", damage_set_up, test_copy_of_a_clock_ahead);
  ADD ("nothing-left", damage_set_up, test_nothing_left);
  ADD ("taken-back-stays-away", damage_set_up, test_taken_back_stays_away);
  ADD ("erased-draft-stays-away", damage_set_up, test_erased_draft_stays_away);
  ADD ("done-complaint-stays-away", damage_set_up, test_done_complaint_stays_away);
  ADD ("taken-stays-taken", NULL, test_taken_stays_taken);
  ADD ("draft-or-act", NULL, test_draft_or_act);
  return g_test_run ();
}
