/* SPDX-License-Identifier: EUPL-1.2 */
/* What the desk keeps: checked, and mended while it works. */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "loket-desk-care.h"
#include "loket-desk-transfer.h"
#include "loket-sqlite.h"
#include "loket-store-private.h"
#include "loket-test-desk.h"

enum {
  CASES = 12,
  HOUR_MS = 60 * 60 * 1000,
  ASKED_MAX = 50
};

typedef struct {
  LoketTestLoket *loket;
  LoketTestDesk *desk;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->loket = loket_test_loket_new (CASES, 5);
  self->desk = loket_test_desk_new (self->loket, 7);
  g_assert_true (loket_test_desk_sync (self->desk, NULL));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  loket_test_desk_free (self->desk);
  loket_test_loket_free (self->loket);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **slot = user_data;

  *slot = g_object_ref (result);
}

static void
wait_for (Fixture *self, GAsyncResult **slot)
{
  while (*slot == NULL)
    loket_test_desk_settle (self->desk);
}

static LoketVerifyResult *
verify (Fixture *self, gboolean repair)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  LoketVerifyResult *found;

  loket_desk_verify_async (self->desk->desk, repair, done_cb, &result);
  wait_for (self, &result);
  found = loket_desk_verify_finish (self->desk->desk, result, &error);
  g_assert_no_error (error);
  loket_test_desk_settle (self->desk);
  return found;
}

static void
execute (Fixture *self, const char *name, const char *sql)
{
  g_autofree char *path = g_build_filename (self->desk->folder, name, NULL);
  LoketSqliteOptions options = {0};
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketSqlite) db = loket_sqlite_open (path, &options, &error);

  g_assert_no_error (error);
  loket_sqlite_execute (db, sql, &error);
  g_assert_no_error (error);
}

static void
assert_counts (Fixture *self, gboolean repair, guint differing, guint unread)
{
  g_autoptr (LoketVerifyResult) found = verify (self, repair);

  g_assert_null (found->cache);
  g_assert_null (found->work);
  g_assert_cmpuint (found->cases_checked, >=, CASES - unread);
  g_assert_cmpuint (found->cases_differing, ==, differing);
  g_assert_cmpuint (found->copies_unread, ==, unread);
  g_assert_cmpint (loket_verify_result_is_sound (found), ==, repair || differing + unread == 0);
}

/* What lists show is what replay gives: two rows are made to show something else. */
static void
test_rows_differ (Fixture *self, gconstpointer data)
{
  assert_counts (self, FALSE, 0, 0);
  execute (
      self, "cache.db",
      "UPDATE cases SET due = coalesce (due, 700000) + 3 WHERE id = (SELECT min (id) FROM cases);"
      "INSERT INTO aliases SELECT 'wrong', max (id) FROM cases");
  assert_counts (self, FALSE, 2, 0);
  assert_counts (self, TRUE, 2, 0);
  assert_counts (self, FALSE, 0, 0);
}

/* Each check tells what it found itself, also when the next has begun before anybody read it. */
static void
test_each_its_own (Fixture *self, gconstpointer data)
{
  LoketReplayer *replayer = self->desk->desk->replayer;
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (GError) error = NULL;
  LoketReplayCheck found;

  loket_replayer_check_async (replayer, 0, G_MAXUINT, FALSE, done_cb, &first);
  wait_for (self, &first);
  loket_replayer_check_async (replayer, G_MAXINT32, G_MAXUINT, FALSE, done_cb, &second);
  g_assert_true (loket_replayer_check_finish (first, &found, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (found.n_checked, ==, CASES);
  wait_for (self, &second);
  g_assert_true (loket_replayer_check_finish (second, &found, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (found.n_checked, ==, 0);
}

/* A copy that cannot be read is fetched again by the next sync. */
static void
test_copy_unread (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) lines = NULL;

  execute (
      self, "cache.db",
      "UPDATE copies SET json = substr (json, 1, 50) WHERE row = (SELECT min (row) FROM copies)");
  assert_counts (self, FALSE, 0, 1);
  assert_counts (self, TRUE, 0, 1);
  g_assert_true (loket_test_desk_sync (self->desk, NULL));
  assert_counts (self, FALSE, 0, 0);
  lines = loket_test_desk_list (self->desk, "all");
  g_assert_cmpuint (lines->len, ==, CASES);
}

/* Writes over everything behind the first page, of the file and of its WAL. */
static void
destroy (Fixture *self, const char *name, goffset from)
{
  g_autofree char *path = g_build_filename (self->desk->folder, name, NULL);
  g_autofree char *garbage = NULL;
  GStatBuf status;
  int file;

  if (g_stat (path, &status) != 0 || status.st_size <= from)
    return;
  garbage = g_strnfill ((gsize) (status.st_size - from), '#');
  file = g_open (path, O_WRONLY | O_CLOEXEC, 0);
  g_assert_cmpint (pwrite (file, garbage, (gsize) (status.st_size - from), from), ==,
                   status.st_size - from);
  close (file);
}

static void
note_mended_cb (LoketStore *store, gboolean cache_begun_anew, guint *times)
{
  *times += cache_begun_anew;
}

/* Nobody is asked: the copies come again, and what was not sent goes out. */
static void
test_cache_damaged_while_running (Fixture *self, gconstpointer data)
{
  LoketDeskOptions options = {0};
  g_autofree char *case_id = loket_test_desk_find_allowed (self->desk, LOKET_ACT_NOTE, 0);
  g_autoptr (LoketAct) act = NULL;
  g_autoptr (GPtrArray) lines = NULL;
  guint mended = 0;

  self->loket->line = LOKET_TEST_AWAY;
  act = loket_test_desk_do (self->desk, case_id, "note",
                            loket_test_payload ("text", "not yet sent", NULL), NULL);
  g_assert_nonnull (act);
  loket_test_desk_close (self->desk);
  destroy (self, "cache.db", 16384);
  g_assert_true (loket_test_desk_open (self->desk, &options, NULL));
  g_signal_connect (self->desk->desk->store, "mended", G_CALLBACK (note_mended_cb), &mended);
  self->loket->line = LOKET_TEST_UP;
  for (int i = 0; i < 5 && mended == 0; i++)
    loket_test_desk_sync (self->desk, NULL);
  g_assert_true (mended == 1 || loket_store_cache_was_begun_anew (self->desk->desk->store));
  g_assert_true (loket_test_desk_sync (self->desk, NULL));
  lines = loket_test_desk_list (self->desk, "all");
  g_assert_cmpuint (lines->len, ==, CASES);
  g_assert_cmpuint (loket_desk_get_sync_state (self->desk->desk)->pending, ==, 0);
  g_assert_null (loket_desk_get_sync_state (self->desk->desk)->error);
  assert_counts (self, FALSE, 0, 0);
}

/* A list of tables that has lost one is sound for SQLite. */
static void
test_table_of_cache_gone (Fixture *self, gconstpointer data)
{
  LoketDeskOptions options = {0};
  g_autoptr (GPtrArray) lines = NULL;

  loket_test_desk_close (self->desk);
  execute (self, "cache.db", "DROP TABLE bodies");
  g_assert_true (loket_test_desk_open (self->desk, &options, NULL));
  g_assert_true (loket_store_cache_was_begun_anew (self->desk->desk->store));
  g_assert_true (loket_test_desk_sync (self->desk, NULL));
  lines = loket_test_desk_list (self->desk, "all");
  g_assert_cmpuint (lines->len, ==, CASES);
}

/* The other tables of work.db are saved, and what is missing is told. */
static void
test_table_of_work_gone (Fixture *self, gconstpointer data)
{
  LoketDeskOptions options = {0};
  g_autofree char *case_id = loket_test_desk_find_allowed (self->desk, LOKET_ACT_NOTE, 0);
  const LoketSyncState *state;

  self->loket->line = LOKET_TEST_AWAY;
  loket_act_unref (loket_test_desk_do (self->desk, case_id, "note",
                                       loket_test_payload ("text", "not yet sent", NULL), NULL));
  loket_test_desk_close (self->desk);
  execute (self, "work.db", "DROP TABLE audit");
  g_assert_true (loket_test_desk_open (self->desk, &options, NULL));
  state = loket_desk_get_sync_state (self->desk->desk);
  g_assert_nonnull (state->salvage);
  g_assert_true (g_strv_contains ((const char *const *) state->salvage->lost_tables, "audit"));
  g_assert_cmpuint (state->pending, ==, 1);
}

/* A disk that spoils what was written each time, until nobody asks any more. */
typedef struct {
  LoketDesk *desk;
  guint asked;
} BadDisk;

static LoketResponse *
spoil_at_each_page (LoketRequest *request, gpointer user_data, GError **error)
{
  BadDisk *disk = user_data;
  LoketStore *store = disk->desk->store;

  if (g_str_has_prefix (request->path, "/changes") && ++disk->asked <= ASKED_MAX)
    _loket_store_pass_on (store, LOKET_DAMAGE_NONE, LOKET_DAMAGE_FILE,
                          g_atomic_int_get (&store->generation));
  return NULL;
}

/* The copies are fetched anew at once; where that happens again and again, at the pace of failures:
 * else the desk would ask without a pause. */
static void
test_damaged_each_time (Fixture *self, gconstpointer data)
{
  BadDisk disk = {.desk = self->desk->desk};
  g_autoptr (GPtrArray) lines = NULL;

  self->loket->answer = spoil_at_each_page;
  self->loket->answer_data = &disk;
  loket_desk_start_watching (self->desk->desk);
  loket_test_desk_settle (self->desk);
  g_assert_cmpuint (disk.asked, <, 4);
  for (int minute = 0; minute < 10; minute++) {
    loket_clock_step (self->loket->clock, 60 * 1000);
    loket_test_desk_settle (self->desk);
  }
  g_assert_cmpuint (disk.asked, >, 4);
  g_assert_cmpuint (disk.asked, <, ASKED_MAX);
  disk.asked = ASKED_MAX;
  loket_clock_step (self->loket->clock, HOUR_MS);
  loket_test_desk_settle (self->desk);
  lines = loket_test_desk_list (self->desk, "all");
  g_assert_cmpuint (lines->len, ==, CASES);
  loket_desk_stop_watching (self->desk->desk);
  loket_test_desk_settle (self->desk);
}

static void
watch_for_an_hour (Fixture *self)
{
  loket_desk_start_watching (self->desk->desk);
  for (int i = 0; i < 10; i++) {
    loket_test_desk_settle (self->desk);
    loket_clock_step (self->loket->clock, HOUR_MS / 10);
  }
  loket_desk_stop_watching (self->desk->desk);
  loket_test_desk_settle (self->desk);
}

/* Once a day, behind a sync, a slice of the rows is looked at and mended. */
static void
test_background (Fixture *self, gconstpointer data)
{
  g_autofree char *on = NULL;

  execute (self, "cache.db", "UPDATE cases SET subject = 'wrong'");
  g_assert_null (loket_desk_get_state (self->desk->desk, "checked-on"));
  watch_for_an_hour (self);
  on = loket_desk_get_state (self->desk->desk, "checked-on");
  g_assert_nonnull (on);
  assert_counts (self, FALSE, 0, 0);
}

/* Something of the loket's that cannot be read may lie aside for ever: that is no reason not to
 * look. */
static void
test_background_beside (Fixture *self, gconstpointer data)
{
  LoketDeskOptions options = {0};
  g_autofree char *on = NULL;

  loket_test_desk_close (self->desk);
  execute (self, "work.db",
           "INSERT INTO quarantine (digest, reason, at, bytes) VALUES ('x', 'no case', 1, x'00')");
  g_assert_true (loket_test_desk_open (self->desk, &options, NULL));
  watch_for_an_hour (self);
  on = loket_desk_get_state (self->desk->desk, "checked-on");
  g_assert_nonnull (on);
}

/* The daily look finds damage in the full-text index too, of which SQLite's own check says nothing,
 * and has it built anew. */
static void
test_background_search (Fixture *self, gconstpointer data)
{
  g_autoptr (LoketVerifyResult) found = NULL;
  g_autoptr (LoketVerifyResult) then = NULL;

  execute (self, "cache.db",
           "UPDATE search_data SET block = zeroblob (length (block))"
           " WHERE id = (SELECT max (id) FROM search_data)");
  found = verify (self, FALSE);
  g_assert_nonnull (found->search);
  watch_for_an_hour (self);
  then = verify (self, FALSE);
  g_assert_null (then->search);
  g_assert_null (then->cache);
  g_assert_false (loket_store_cache_was_begun_anew (self->desk->desk->store));
}

/* What comes from the copy of the day may have been sent since: sent again, it is there once. */
static void
test_salvaged_again (Fixture *self, gconstpointer data)
{
  LoketDeskOptions options = {0};
  g_autofree char *case_id = loket_test_desk_find_allowed (self->desk, LOKET_ACT_NOTE, 0);
  g_autoptr (LoketAct) act = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketDossier) dossier = NULL;
  guint count = 0;

  self->loket->line = LOKET_TEST_AWAY;
  act = loket_test_desk_do (self->desk, case_id, "note",
                            loket_test_payload ("text", "in the copy", NULL), NULL);
  loket_test_desk_close (self->desk);
  loket_clock_step (self->loket->clock, 24 * HOUR_MS);
  g_assert_true (loket_test_desk_open (self->desk, &options, NULL)); /* makes the copy of the day */
  loket_test_desk_settle (self->desk);
  loket_test_desk_close (self->desk);
  destroy (self, "work.db", 0);
  g_assert_true (loket_test_desk_open (self->desk, &options, NULL));
  g_assert_cmpuint (loket_desk_get_sync_state (self->desk->desk)->refused, ==, 1);
  self->loket->line = LOKET_TEST_UP;
  loket_test_desk_sync (self->desk, NULL);
  loket_desk_resolve_async (self->desk->desk, act->act_id, LOKET_RESOLUTION_AGAIN, done_cb,
                            &result);
  wait_for (self, &result);
  g_assert_true (loket_desk_resolve_finish (self->desk->desk, result, NULL, &error));
  g_assert_true (loket_test_desk_sync (self->desk, &error));
  g_assert_cmpuint (loket_desk_get_sync_state (self->desk->desk)->pending, ==, 0);
  dossier = loket_test_desk_load (self->desk, case_id, NULL);
  for (guint i = 0; i < dossier->the_case->acts->len; i++)
    count += g_str_equal (((LoketAct *) g_ptr_array_index (dossier->the_case->acts, i))->act_id,
                          act->act_id);
  g_assert_cmpuint (count, ==, 1);
}

static void
test_salvage_is_told (Fixture *self, gconstpointer data)
{
  LoketDeskOptions options = {0};
  const LoketSyncState *state;

  loket_test_desk_close (self->desk);
  destroy (self, "work.db", 0);
  g_assert_true (loket_test_desk_open (self->desk, &options, NULL));
  state = loket_desk_get_sync_state (self->desk->desk);
  g_assert_nonnull (state->salvage);
  g_assert_cmpstr (state->error, ==, "workSalvaged");
  loket_desk_acknowledge_salvage_async (self->desk->desk, NULL, NULL);
  g_assert_null (state->salvage);
  g_assert_null (state->error);
  loket_test_desk_close (self->desk);
  g_assert_true (loket_test_desk_open (self->desk, &options, NULL));
  g_assert_null (loket_desk_get_sync_state (self->desk->desk)->salvage);
}

static gboolean
says (const char *folder, const char *word)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  gboolean found = FALSE;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    g_autofree char *bytes = NULL;
    gsize length;

    if (g_file_test (path, G_FILE_TEST_IS_DIR)) {
      found |= says (path, word);
    } else if (g_file_get_contents (path, &bytes, &length, NULL) &&
               memmem (bytes, length, word, strlen (word)) != NULL) {
      g_test_message ("%s still says it", path);
      found = TRUE;
    }
  }
  return found;
}

static gboolean
files_go (Fixture *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gboolean go = FALSE;

  loket_desk_look_at_salvage_async (self->desk->desk, done_cb, &result);
  wait_for (self, &result);
  g_assert_true (loket_desk_look_at_salvage_finish (self->desk->desk, result, &go, &error));
  g_assert_no_error (error);
  return go;
}

/* Until a salvage is acknowledged the damaged file and the copies stay: then "no word of it is left
 * on this desk" is not said, and that they go with it is known before. */
static void
test_erased_before_acknowledged (Fixture *self, gconstpointer data)
{
  LoketDeskOptions options = {0};
  g_autofree char *case_id = loket_test_desk_find_allowed (self->desk, LOKET_ACT_NOTE, 0);
  g_autoptr (LoketAct) act = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  gboolean traces_left;

  self->loket->line = LOKET_TEST_AWAY;
  act = loket_test_desk_do (self->desk, case_id, "note",
                            loket_test_payload ("text", "zzsecretzz", NULL), NULL);
  loket_test_desk_close (self->desk);
  loket_clock_step (self->loket->clock, 24 * HOUR_MS);
  g_assert_true (loket_test_desk_open (self->desk, &options, NULL)); /* makes the copy of the day */
  loket_test_desk_settle (self->desk);
  loket_test_desk_close (self->desk);
  destroy (self, "work.db", 0);
  g_assert_true (loket_test_desk_open (self->desk, &options, NULL));
  g_assert_nonnull (loket_desk_get_sync_state (self->desk->desk)->salvage);
  g_assert_false (files_go (self));
  loket_desk_erase_case_async (self->desk->desk, case_id, TRUE, done_cb, &result);
  wait_for (self, &result);
  g_assert_true (loket_desk_erase_case_finish (self->desk->desk, result, &traces_left, NULL));
  loket_test_desk_settle (self->desk);
  g_assert_true (traces_left || !says (self->desk->folder, "zzsecretzz"));
  g_assert_true (files_go (self));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/desk/care/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("rows-differ", test_rows_differ);
  ADD ("each-its-own", test_each_its_own);
  ADD ("copy-unread", test_copy_unread);
  ADD ("cache-damaged-while-running", test_cache_damaged_while_running);
  ADD ("table-of-cache-gone", test_table_of_cache_gone);
  ADD ("table-of-work-gone", test_table_of_work_gone);
  ADD ("damaged-each-time", test_damaged_each_time);
  ADD ("background", test_background);
  ADD ("background-beside", test_background_beside);
  ADD ("background-search", test_background_search);
  ADD ("salvaged-again", test_salvaged_again);
  ADD ("erased-before-acknowledged", test_erased_before_acknowledged);
  ADD ("salvage-is-told", test_salvage_is_told);
  return g_test_run ();
}
