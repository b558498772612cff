/* SPDX-License-Identifier: EUPL-1.2 */
/* Contents on their way, with everything cut and refused that can be. */
#include <glib/gstdio.h>
#include <string.h>

#include "loket-desk-private.h"
#include "loket-store-private.h"
#include "loket-test-attachments.h"

enum {
  CUTS_MAX = 40
};

/* How many requests about documents there are where nothing is cut: the first that is not reached.
 */
static gboolean
upload_cut_at (Attachments *self, guint cut_at, gboolean with_restart)
{
  gboolean reached;

  self->seen = 0;
  self->cut_at = cut_at;
  attachments_write_source (self, ATTACHMENTS_BYTES, (guint8) cut_at);
  attachments_add (self);
  loket_test_desk_sync (self->desk, NULL);
  reached = self->seen >= cut_at;
  self->cut_at = 0;
  if (with_restart)
    attachments_restart (self);
  attachments_sync_well (self->desk);
  attachments_sync_well (self->desk);
  attachments_assert_state (self, self->desk, LOKET_DOCUMENT_HERE, TRUE);
  return reached;
}

static void
test_upload_cut (Attachments *self, gconstpointer data)
{
  gboolean with_restart = GPOINTER_TO_INT (data) & 1;
  g_autoptr (LoketTestDesk) second = NULL;
  g_autofree char *there = NULL;
  guint cut_at = 1;

  self->after = (GPOINTER_TO_INT (data) & 2) != 0;
  while (upload_cut_at (self, cut_at, with_restart) && cut_at < CUTS_MAX)
    cut_at++;
  /* Creation, how far, and the pieces at the least. */
  g_assert_cmpuint (cut_at, >, 2 + ATTACHMENTS_N_PIECES);
  g_assert_cmpuint (cut_at, <, CUTS_MAX);
  g_assert_cmpuint (attachments_count_acts (self, self->desk, LOKET_ACT_ATTACH), ==, cut_at);
  second = attachments_open_second_desk (self);
  there = attachments_open_last (self, second, NULL);
  attachments_assert_same_contents (self, there);
}

static void
test_download_cut (Attachments *self, gconstpointer data)
{
  g_autoptr (LoketTestDesk) own = self->desk;
  guint cut_at;
  gboolean reached = TRUE;

  attachments_add (self);
  attachments_sync_well (own);
  for (cut_at = 1; reached && cut_at < CUTS_MAX; cut_at++) {
    g_autofree char *first = NULL;
    g_autofree char *path = NULL;
    g_autoptr (GError) error = NULL;

    self->desk = loket_test_desk_new (self->loket, 20 + cut_at);
    attachments_sync_well (self->desk);
    self->seen = 0;
    self->cut_at = cut_at;
    self->after = cut_at % 2 == 0;
    first = attachments_open_last (self, self->desk, NULL);
    reached = self->seen >= cut_at;
    g_assert_cmpint (first == NULL, ==, reached);
    attachments_restart (self);
    self->seen = 0;
    self->cut_at = 0;
    path = attachments_open_last (self, self->desk, &error);
    g_assert_no_error (error);
    attachments_assert_same_contents (self, path);
    /* What was here was not asked for again. */
    if (reached)
      g_assert_cmpuint (self->seen, ==, ATTACHMENTS_N_PIECES - (cut_at - 1));
    loket_test_desk_free (self->desk);
  }
  g_assert_cmpuint (cut_at, ==, ATTACHMENTS_N_PIECES + 2);
  self->desk = g_steal_pointer (&own);
}

static void
test_refused (Attachments *self, gconstpointer data)
{
  g_autoptr (LoketDeskDocument) document = NULL;

  self->method = "POST";
  self->cut_at = 1;
  self->status = 413;
  attachments_add (self);
  attachments_sync_well (self->desk);
  attachments_assert_pending (self, "refused");
  document = attachments_get_last (self, self->desk);
  g_assert_cmpint (document->state, ==, LOKET_DOCUMENT_FAILED);
  g_assert_cmpstr (document->reason, ==, "documentTooLarge");
  g_assert_nonnull (document->act_id);
}

/* Its contents would go with its act. */
static void
assert_not_resolved (Attachments *self, const char *act_id, LoketResolution resolution)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  loket_desk_resolve_async (self->desk->desk, act_id, resolution, attachments_done_cb, &result);
  g_assert_false (loket_desk_resolve_finish (
      self->desk->desk, attachments_wait_for (self->desk, &result), NULL, &error));
  g_assert_error (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_INVALID);
  attachments_assert_pending (self, "refused");
}

/* All of it arrived, and the act that speaks of it was refused: nothing waits for a yes. */
static void
test_act_refused (Attachments *self, gconstpointer data)
{
  g_autoptr (LoketDeskDocument) document = NULL;

  self->method = "none";
  self->reason = "notDone";
  self->status = 409;
  self->cut_at = 1;
  attachments_add (self);
  attachments_sync_well (self->desk);
  attachments_assert_pending (self, "refused");
  document = attachments_get_last (self, self->desk);
  g_assert_cmpint (document->state, ==, LOKET_DOCUMENT_FAILED);
  g_assert_nonnull (document->act_id);
  assert_not_resolved (self, document->act_id, LOKET_RESOLUTION_ADAPT);
  assert_not_resolved (self, document->act_id, LOKET_RESOLUTION_NOTE);
}

/* The loket lost the contents between their last piece and the act. */
static void
test_missing (Attachments *self, gconstpointer data)
{
  self->method = "none";
  self->reason = "documentMissing";
  self->status = 409;
  self->cut_at = 1;
  attachments_add (self);
  for (int i = 0; i < 3; i++)
    attachments_sync_well (self->desk);
  g_assert_cmpuint (self->seen, ==, 2);
  attachments_assert_pending (self, NULL);
  g_assert_cmpuint (attachments_count_acts (self, self->desk, LOKET_ACT_ATTACH), ==, 1);
}

/* That they go again could not be noted now: the next run asks once more, and nothing waits for a
 * person. */
static void
test_missing_not_noted (Attachments *self, gconstpointer data)
{
  LoketSqlite *work = NULL;
  g_autoptr (GError) error = NULL;
  gint64 n_sending;

  self->method = "none";
  self->reason = "documentMissing";
  self->status = 409;
  self->cut_at = 1;
  attachments_add (self);
  work = self->desk->desk->store->write.work;
  g_assert_true (loket_sqlite_execute (work,
                                       "CREATE TEMP TRIGGER fails BEFORE UPDATE OF restarts"
                                       " ON uploads BEGIN SELECT RAISE (ABORT, 'fails'); END",
                                       NULL));
  loket_test_desk_sync (self->desk, &error);
  g_assert_error (error, LOKET_SQLITE_ERROR, LOKET_SQLITE_ERROR_CONSTRAINT);
  g_assert_true (loket_sqlite_read_int (work, "SELECT count(*) FROM items WHERE state = 'sending'",
                                        &n_sending, NULL));
  g_assert_cmpint (n_sending, ==, 1);
  g_assert_true (loket_sqlite_execute (work, "DROP TRIGGER fails", NULL));
  attachments_sync_well (self->desk);
  attachments_assert_pending (self, NULL);
  g_assert_cmpuint (attachments_count_acts (self, self->desk, LOKET_ACT_ATTACH), ==, 1);
}

/* The loket forgets what was begun (it keeps unfinished uploads for a while only). */
static void
test_forgotten (Attachments *self, gconstpointer data)
{
  self->method = "HEAD";
  self->cut_at = 1;
  self->status = GPOINTER_TO_UINT (data);
  attachments_add (self);
  for (int i = 0; i < 3; i++)
    attachments_sync_well (self->desk);
  attachments_assert_pending (self, NULL);
  g_assert_cmpuint (loket_test_wire_count (self->loket->wire, "POST", "/documents"), ==, 2);
}

/* A piece that is answered with a conflict, a wrong sum or a lower limit goes once more. */
static void
test_piece_again (Attachments *self, gconstpointer data)
{
  g_autoptr (LoketTestDesk) second = NULL;
  g_autofree char *path = NULL;

  self->method = "PATCH";
  self->cut_at = 2;
  self->status = GPOINTER_TO_UINT (data);
  attachments_add (self);
  attachments_sync_well (self->desk);
  attachments_assert_pending (self, NULL);
  second = attachments_open_second_desk (self);
  path = attachments_open_last (self, second, NULL);
  attachments_assert_same_contents (self, path);
}

/* A line too bad for documents is good enough for everything else. */
static void
test_others_go_on (Attachments *self, gconstpointer data)
{
  g_autoptr (LoketAct) note = NULL;

  attachments_add (self);
  note = loket_test_desk_do (self->desk, self->case_id, "note",
                             loket_test_payload ("text", "Intussen.", NULL), NULL);
  self->loket->line = LOKET_TEST_AWAY;
  self->loket->line_method = "PATCH";
  attachments_sync_well (self->desk);
  g_assert_cmpuint (attachments_count_acts (self, self->desk, LOKET_ACT_NOTE), >, 0);
  attachments_assert_pending (self, "waiting");
  attachments_assert_state (self, self->desk, LOKET_DOCUMENT_UPLOADING, FALSE);
  self->loket->line = LOKET_TEST_UP;
  attachments_sync_well (self->desk);
  attachments_assert_pending (self, NULL);
}

static const LoketPendingItem *
find_attach (GPtrArray *pending)
{
  for (guint i = 0; i < pending->len; i++) {
    const LoketPendingItem *item = pending->pdata[i];

    if (g_str_equal (item->type, "attach"))
      return item;
  }
  return NULL;
}

/* Wherever a person or a script looks; @code: (nullable): NULL: there is no trouble */
static void
assert_not_sent (Attachments *self, const char *code)
{
  const LoketSyncState *state = loket_desk_get_sync_state (self->desk->desk);
  const LoketSyncReport *report = loket_desk_get_report (self->desk->desk);
  g_autoptr (LoketDeskDocument) document = attachments_get_last (self, self->desk);
  g_autoptr (GPtrArray) pending = loket_desk_list_pending (self->desk->desk);
  const LoketPendingItem *item = find_attach (pending);

  g_assert_cmpstr (state->error, ==, code != NULL ? "documentsNotSent" : NULL);
  g_assert_cmpuint (state->documents_not_sent, ==, code != NULL ? 1 : 0);
  g_assert_cmpstr (state->documents_error, ==, code);
  g_assert_cmpint (report->documents_not_sent, ==, code != NULL ? 1 : 0);
  g_assert_cmpstr (report->documents_error, ==, code);
  g_assert_null (report->error);
  g_assert_cmpstr (document->trouble, ==, code);
  g_assert_cmpstr (item != NULL ? item->trouble : NULL, ==, code);
}

static void
assert_logged (Attachments *self, const char *code)
{
  g_autoptr (GPtrArray) lines = loket_desk_read_log (self->desk->desk);
  JsonObject *last = lines->pdata[lines->len - 1];

  g_assert_cmpstr (loket_json_peek_string (last, "event"), ==, "documents");
  g_assert_cmpstr (loket_json_peek_string (last, "code"), ==, code);
  g_assert_cmpint (loket_json_peek_int (last, "documentsNotSent", 0), ==, 1);
}

/* Somebody between desk and loket likes no documents: the run is well, they are not. */
static void
test_not_sent (Attachments *self, gconstpointer data)
{
  self->method = data;
  self->cut_at = 1;
  self->lasting = TRUE;
  self->foreign = TRUE;
  self->status = 403;
  attachments_add (self);
  attachments_sync_well (self->desk);
  assert_not_sent (self, "notALoket");
  assert_logged (self, "notALoket");
  attachments_sync_well (self->desk);
  assert_not_sent (self, "notALoket");
  attachments_restart (self);
  g_assert_cmpstr (loket_desk_get_report (self->desk->desk)->documents_error, ==, "notALoket");
  self->lasting = FALSE;
  attachments_sync_well (self->desk);
  assert_not_sent (self, NULL);
  attachments_assert_state (self, self->desk, LOKET_DOCUMENT_HERE, TRUE);
}

/* A cut that the next try mends alarms nobody; one that stays does. */
static void
test_passing_cut (Attachments *self, gconstpointer data)
{
  const LoketSyncState *state = loket_desk_get_sync_state (self->desk->desk);

  loket_desk_start_watching (self->desk->desk);
  loket_test_desk_settle (self->desk);
  self->method = "PATCH";
  self->cut_at = 1;
  self->lasting = TRUE;
  attachments_add (self);
  loket_test_desk_settle (self->desk);
  attachments_assert_pending (self, "waiting");
  g_assert_cmpuint (state->documents_not_sent, ==, 0);
  g_assert_null (state->error);
  loket_clock_step (self->loket->clock, 2000);
  loket_test_desk_settle (self->desk);
  g_assert_cmpstr (state->documents_error, ==, "serverTimedOut");
  g_assert_cmpstr (state->error, ==, "documentsNotSent");
  self->lasting = FALSE;
  loket_clock_step (self->loket->clock, 10 * 1000);
  loket_test_desk_settle (self->desk);
  attachments_assert_pending (self, NULL);
  g_assert_cmpuint (state->documents_not_sent, ==, 0);
  g_assert_null (state->error);
}

/* A line that broke while the limit was asked is no answer. */
static void
test_limit_cut (Attachments *self, gconstpointer data)
{
  self->method = "OPTIONS";
  self->cut_at = 1;
  attachments_add (self);
  attachments_sync_well (self->desk);
  attachments_write_source (self, ATTACHMENTS_BYTES, 2);
  attachments_add (self);
  attachments_sync_well (self->desk);
  attachments_write_source (self, ATTACHMENTS_BYTES, 3);
  attachments_add (self);
  attachments_sync_well (self->desk);
  g_assert_cmpuint (self->seen, ==, 2);
}

static guint
count_requests (Attachments *self)
{
  return loket_test_wire_count (self->loket->wire, NULL, "/documents");
}

/* The loket takes no document for ten minutes, and says so. */
static void
add_while_busy (Attachments *self)
{
  self->method = "POST";
  self->cut_at = 1;
  self->status = 503;
  self->retry_after = "600";
  attachments_add (self);
  attachments_sync_well (self->desk);
}

/* The loket said when to come again: no good run of something else makes that forgotten. */
static void
test_retry_after (Attachments *self, gconstpointer data)
{
  gboolean watching = GPOINTER_TO_INT (data);
  g_autoptr (LoketAct) note = NULL;
  guint count;

  add_while_busy (self);
  g_assert_cmpuint (self->seen, ==, 1);
  count = count_requests (self);
  if (watching)
    loket_desk_start_watching (self->desk->desk);
  note = loket_test_desk_do (self->desk, self->case_id, "note",
                             loket_test_payload ("text", "Intussen.", NULL), NULL);
  if (!watching)
    attachments_sync_well (self->desk);
  loket_test_desk_settle (self->desk);
  g_assert_cmpuint (attachments_count_acts (self, self->desk, LOKET_ACT_NOTE), >, 0);
  g_assert_cmpuint (count_requests (self), ==, count);
  for (int minute = 0; minute < 11; minute++) {
    loket_clock_step (self->loket->clock, 60 * 1000);
    loket_test_desk_settle (self->desk);
    if (minute == 8)
      g_assert_cmpuint (count_requests (self), ==, count);
  }
  if (!watching)
    attachments_sync_well (self->desk);
  attachments_assert_pending (self, NULL);
  g_assert_cmpuint (count_requests (self), >, count);
}

/* The machine slept, with its timers, until that moment had passed. */
static void
test_retry_after_sleep (Attachments *self, gconstpointer data)
{
  add_while_busy (self);
  loket_clock_jump (self->loket->clock, 9 * 60 * 1000);
  attachments_sync_well (self->desk);
  g_assert_cmpuint (self->seen, ==, 1);
  loket_clock_jump (self->loket->clock, 2 * 60 * 1000);
  attachments_sync_well (self->desk);
  attachments_assert_pending (self, NULL);
}

static void
add_test (const char *name, gconstpointer data, void (*func) (Attachments *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/desk/document-transfers/", name, NULL);

  g_test_add (path, Attachments, data, attachments_set_up, func, attachments_tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add_test ("upload-cut-before", GINT_TO_POINTER (0), test_upload_cut);
  add_test ("upload-cut-before-restart", GINT_TO_POINTER (1), test_upload_cut);
  add_test ("upload-cut-after", GINT_TO_POINTER (2), test_upload_cut);
  add_test ("upload-cut-after-restart", GINT_TO_POINTER (3), test_upload_cut);
  add_test ("download-cut", NULL, test_download_cut);
  add_test ("refused", NULL, test_refused);
  add_test ("act-refused", NULL, test_act_refused);
  add_test ("missing", NULL, test_missing);
  add_test ("missing-not-noted", NULL, test_missing_not_noted);
  add_test ("forgotten-404", GUINT_TO_POINTER (404), test_forgotten);
  add_test ("forgotten-410", GUINT_TO_POINTER (410), test_forgotten);
  add_test ("piece-409", GUINT_TO_POINTER (409), test_piece_again);
  add_test ("piece-460", GUINT_TO_POINTER (460), test_piece_again);
  add_test ("piece-413", GUINT_TO_POINTER (413), test_piece_again);
  add_test ("others-go-on", NULL, test_others_go_on);
  add_test ("not-sent-post", "POST", test_not_sent);
  add_test ("not-sent-head", "HEAD", test_not_sent);
  add_test ("not-sent-patch", "PATCH", test_not_sent);
  add_test ("passing-cut", NULL, test_passing_cut);
  add_test ("limit-cut", NULL, test_limit_cut);
  add_test ("retry-after", GINT_TO_POINTER (FALSE), test_retry_after);
  add_test ("retry-after-watching", GINT_TO_POINTER (TRUE), test_retry_after);
  add_test ("retry-after-sleep", NULL, test_retry_after_sleep);
  return g_test_run ();
}
