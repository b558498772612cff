/* SPDX-License-Identifier: EUPL-1.2 */
/* The moment in which an act can still be taken back, and the day by which it must have left. */
#include "loket-sqlite.h"
#include "loket-test-desk.h"

enum {
  N_CASES = 60,
  HOLD_S = 30,
  SECOND_MS = 1000,
  HOUR_MS = 3600 * SECOND_MS,
};

typedef struct {
  LoketTestLoket *loket;
  LoketTestDesk *desk;
  char *case_id; /* in which an answer may be given */
} Fixture;

static void
reopen (Fixture *self, guint hold_s, LoketDay today)
{
  LoketDeskOptions options = {.hold_s = hold_s, .today = today};
  g_autoptr (GError) error = NULL;

  loket_test_desk_close (self->desk);
  loket_test_desk_open (self->desk, &options, &error);
  g_assert_no_error (error);
  loket_test_desk_settle (self->desk);
}

static void
sync_well (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  loket_test_desk_sync (self->desk, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->loket = loket_test_loket_new (N_CASES, 7);
  self->desk = loket_test_desk_new (self->loket, 11);
  sync_well (self);
  self->case_id = loket_test_desk_find_allowed (self->desk, LOKET_ACT_ANSWER, 0);
  reopen (self, HOLD_S, LOKET_NO_DAY);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  loket_test_desk_free (self->desk);
  loket_test_loket_free (self->loket);
  g_free (self->case_id);
}

static char *
answer (Fixture *self, const char *via)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketAct) act = loket_test_desk_do (
      self->desk, self->case_id, "answer",
      loket_test_payload ("text", "U krijgt gelijk.", "via", via, NULL), &error);

  g_assert_no_error (error);
  return g_strdup (act->act_id);
}

static char *
note (Fixture *self, const char *case_id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketAct) act = loket_test_desk_do (
      self->desk, case_id, "note", loket_test_payload ("text", "Gebeld.", NULL), &error);

  g_assert_no_error (error);
  return g_strdup (act->act_id);
}

/* (nullable): where it does not wait */
static LoketPendingItem *
find_pending (GPtrArray *items, const char *id)
{
  for (guint i = 0; i < items->len; i++) {
    LoketPendingItem *item = g_ptr_array_index (items, i);

    if (g_str_equal (item->id, id))
      return item;
  }
  return NULL;
}

static gboolean
waits (Fixture *self, const char *id)
{
  g_autoptr (GPtrArray) items = loket_desk_list_pending (self->desk->desk);

  return find_pending (items, id) != NULL;
}

static gboolean
is_held (Fixture *self, const char *id)
{
  g_autoptr (GPtrArray) items = loket_desk_list_pending (self->desk->desk);
  const LoketPendingItem *item = find_pending (items, id);

  return item != NULL && item->hold_until != LOKET_NO_MOMENT;
}

/* Held is what cannot be unsaid and what is behind it in its case; nothing in other cases. */
static void
test_held (Fixture *self, gconstpointer data)
{
  g_autofree char *id = answer (self, "loket");
  g_autofree char *behind = note (self, self->case_id);
  g_autofree char *other_case = loket_test_desk_find_allowed (self->desk, LOKET_ACT_TAKE_UP, 0);
  g_autofree char *other = note (self, other_case);

  g_assert_true (is_held (self, id));
  g_assert_false (is_held (self, other));
  sync_well (self);
  g_assert_true (waits (self, id));
  g_assert_true (waits (self, behind));
  g_assert_false (waits (self, other));
  loket_clock_step (self->loket->clock, HOLD_S * SECOND_MS);
  g_assert_false (is_held (self, id));
  sync_well (self);
  g_assert_false (waits (self, id));
  g_assert_false (waits (self, behind));
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
resolve_again (Fixture *self, const char *id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  loket_desk_resolve_async (self->desk->desk, id, LOKET_RESOLUTION_AGAIN, done_cb, &result);
  loket_test_desk_settle (self->desk);
  g_assert_true (loket_desk_resolve_finish (self->desk->desk, result, NULL, &error));
  g_assert_no_error (error);
}

/* As a salvage brings it from an older copy of work.db. */
static void
mark_salvaged (Fixture *self)
{
  g_autofree char *path = g_build_filename (self->desk->folder, "work.db", NULL);
  LoketSqliteOptions options = {0};
  g_autoptr (LoketSqlite) work = NULL;

  loket_test_desk_close (self->desk);
  work = loket_sqlite_open (path, &options, NULL);
  g_assert_true (loket_sqlite_execute (
      work, "UPDATE items SET state = 'conflict', reason = 'salvaged'", NULL));
}

/* Whoever sends it again after all has a while to take it back. */
static void
test_salvaged (Fixture *self, gconstpointer data)
{
  g_autofree char *id = answer (self, "loket");

  mark_salvaged (self);
  reopen (self, HOLD_S, LOKET_NO_DAY);
  loket_clock_step (self->loket->clock, HOLD_S * SECOND_MS);
  resolve_again (self, id);
  g_assert_true (is_held (self, id));
  sync_well (self);
  g_assert_true (waits (self, id));
  loket_clock_step (self->loket->clock, HOLD_S * SECOND_MS);
  sync_well (self);
  g_assert_false (waits (self, id));
}

/* And where nothing of its case is here, so that nobody knows how the citizen is answered. */
static void
test_salvaged_without_case (Fixture *self, gconstpointer data)
{
  LoketDeskOptions options = {.hold_s = HOLD_S, .reset_cache = TRUE};
  g_autoptr (GError) error = NULL;
  g_autofree char *id = answer (self, "loket");

  mark_salvaged (self);
  loket_test_desk_open (self->desk, &options, &error);
  g_assert_no_error (error);
  loket_test_desk_settle (self->desk);
  loket_clock_step (self->loket->clock, HOLD_S * SECOND_MS);
  resolve_again (self, id);
  g_assert_true (is_held (self, id));
}

/* Without anybody's doing, while the desk watches. */
static void
test_leaves_by_itself (Fixture *self, gconstpointer data)
{
  g_autofree char *id = NULL;

  loket_desk_start_watching (self->desk->desk);
  loket_test_desk_settle (self->desk);
  id = answer (self, "loket");
  loket_test_desk_settle (self->desk);
  g_assert_true (waits (self, id));
  loket_clock_step (self->loket->clock, (HOLD_S - 1) * SECOND_MS);
  loket_test_desk_settle (self->desk);
  g_assert_true (waits (self, id));
  loket_clock_step (self->loket->clock, 2 * SECOND_MS);
  loket_test_desk_settle (self->desk);
  g_assert_false (waits (self, id));
}

static void
test_taken_back (Fixture *self, gconstpointer data)
{
  g_autofree char *id = answer (self, "loket");
  g_autoptr (GError) error = NULL;

  sync_well (self);
  loket_test_desk_take_back (self->desk, id, &error);
  g_assert_no_error (error);
  loket_clock_step (self->loket->clock, HOLD_S * SECOND_MS);
  sync_well (self);
  g_assert_false (waits (self, id));
  g_assert_cmpuint (loket_test_wire_count (self->loket->wire, "PUT", "/cases"), ==, 0);
}

static void
test_sent_now (Fixture *self, gconstpointer data)
{
  g_autofree char *id = answer (self, "loket");
  g_autoptr (GAsyncResult) result = NULL;

  loket_desk_send_now_async (self->desk->desk, id, done_cb, &result);
  loket_test_desk_settle (self->desk);
  g_assert_true (loket_desk_send_now_finish (self->desk->desk, result, NULL));
  g_assert_false (is_held (self, id));
  sync_well (self);
  g_assert_false (waits (self, id));
}

/* A clock that somebody sets back holds nothing for hours. */
static void
test_clock_set_back (Fixture *self, gconstpointer data)
{
  g_autofree char *id = answer (self, "loket");

  loket_clock_jump (self->loket->clock, -2 * HOUR_MS);
  g_assert_false (is_held (self, id));
  sync_well (self);
  g_assert_false (waits (self, id));
}

/* It counts on the day on which the loket takes it: nothing is held into the next one. */
static void
test_midnight (Fixture *self, gconstpointer data)
{
  g_autofree char *id = NULL;

  loket_clock_jump (self->loket->clock, 15 * HOUR_MS - (HOLD_S + 50) * SECOND_MS);
  id = answer (self, "loket");
  g_assert_false (is_held (self, id));
}

/* What was held when the desk was closed is sent at the next run; a desk that holds nothing back
 * does not wait for what another one held. */
static void
test_closed (Fixture *self, gconstpointer data)
{
  g_autofree char *id = answer (self, "loket");

  reopen (self, HOLD_S, LOKET_NO_DAY);
  g_assert_true (waits (self, id));
  reopen (self, 0, LOKET_NO_DAY);
  sync_well (self);
  g_assert_false (waits (self, id));
}

/* Of a case that may be answered and has more than a week left, which becomes the case of the test.
 */
static LoketDay
find_running (Fixture *self)
{
  LoketDay today = loket_desk_get_today (self->desk->desk);

  for (guint skip = 0;; skip++) {
    g_autofree char *case_id = loket_test_desk_find_allowed (self->desk, LOKET_ACT_ANSWER, skip);
    g_autoptr (LoketDossier) dossier = loket_test_desk_load (self->desk, case_id, NULL);
    const LoketClockReading *clock =
        loket_standing_get_clock (dossier->standing, LOKET_CLOCK_ANSWER);

    if (clock == NULL || clock->state != LOKET_CLOCK_STATE_RUNNING || clock->due <= today + 7)
      continue;
    g_free (self->case_id);
    self->case_id = g_steal_pointer (&case_id);
    return clock->due;
  }
}

static void
assert_notice (Fixture *self, LoketDay today, int days, const char *notice)
{
  const LoketSyncState *state;

  reopen (self, 0, today);
  state = loket_desk_get_sync_state (self->desk->desk);
  g_assert_cmpint (state->pending_days, ==, days);
  g_assert_cmpstr (state->pending_notice, ==, notice);
  g_assert_cmpstr (state->error, ==, notice);
}

static void
test_needs_connection (Fixture *self, gconstpointer data)
{
  LoketDay due = find_running (self);
  g_autofree char *id = answer (self, "loket");
  g_autoptr (GPtrArray) items = loket_desk_list_pending (self->desk->desk);
  const LoketPendingItem *item = find_pending (items, id);

  g_assert_cmpint (item->needs_by, ==, due);
  g_assert_nonnull (item->subject);
  g_assert_cmpint (loket_desk_get_sync_state (self->desk->desk)->pending_by, ==, due);
  assert_notice (self, due - 6, 6, NULL);
  assert_notice (self, due - 5, 5, "sendBefore");
  g_assert_cmpuint (loket_desk_get_sync_state (self->desk->desk)->pending_due, ==, 1);
  assert_notice (self, due, 0, "sendToday");
  assert_notice (self, due + 1, 0, "sendLate");
  reopen (self, 0, LOKET_NO_DAY);
  sync_well (self);
  g_assert_cmpint (loket_desk_get_sync_state (self->desk->desk)->pending_days, ==, -1);
}

/* A letter counts on the day on which it was posted: no connection is needed for it. */
static void
test_needs_none (Fixture *self, gconstpointer data)
{
  g_autofree char *id = answer (self, "post");
  g_autoptr (GPtrArray) items = loket_desk_list_pending (self->desk->desk);

  g_assert_cmpint (find_pending (items, id)->needs_by, ==, LOKET_NO_DAY);
  g_assert_cmpint (loket_desk_get_sync_state (self->desk->desk)->pending_days, ==, -1);
}

/* At the case of the test, at another desk. */
static void
somebody_else_adds (Fixture *self)
{
  g_autoptr (LoketDossier) dossier = loket_test_desk_load (self->desk, self->case_id, NULL);
  g_autofree char *path =
      g_strdup_printf ("/cases/%s/acts/22222222-2222-4222-8222-000000000001", self->case_id);
  g_autofree char *body = g_strdup_printf (
      "{\"actId\": \"22222222-2222-4222-8222-000000000001\", \"type\": \"receive\","
      " \"author\": \"somebody.else\", \"occurredOn\": \"2026-11-23\", \"basedOn\": %d,"
      " \"payload\": {\"from\": \"service\", \"text\": \"Nog iets.\"}}",
      (int) dossier->the_case->version);
  g_autoptr (LoketRequest) request = loket_request_new ("PUT", path);
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
  g_autoptr (LoketResponse) response = NULL;
  guint wait_ms;

  loket_request_set_body (request, bytes, "application/json");
  response = loket_central_handle (self->loket->central, request, FALSE, &wait_ms);
  g_assert_cmpuint (response->status, ==, 201);
}

static void
assert_needs_decision (Fixture *self, LoketDay today, int days, const char *notice)
{
  const LoketSyncState *state;

  reopen (self, 0, today);
  sync_well (self);
  state = loket_desk_get_sync_state (self->desk->desk);
  g_assert_cmpint (state->pending_days, ==, days);
  g_assert_cmpstr (state->pending_notice, ==, notice);
  g_assert_cmpstr (state->error, ==, "caseChanged");
}

/* What waits for a decision needs it before its term, also while the line is well. */
static void
test_needs_decision (Fixture *self, gconstpointer data)
{
  LoketDay due = find_running (self);
  g_autofree char *id = answer (self, "loket");
  g_autoptr (GPtrArray) items = NULL;

  somebody_else_adds (self);
  assert_needs_decision (self, due - 6, 6, NULL);
  items = loket_desk_list_pending (self->desk->desk);
  g_assert_cmpstr (find_pending (items, id)->state, ==, "conflict");
  g_assert_cmpint (find_pending (items, id)->needs_by, ==, due);
  assert_needs_decision (self, due - 5, 5, "decideBefore");
  g_assert_cmpuint (loket_desk_get_sync_state (self->desk->desk)->pending_due, ==, 1);
  assert_needs_decision (self, due, 0, "decideToday");
  assert_needs_decision (self, due + 1, 0, "decideLate");
}

static gboolean
is_listed (Fixture *self, const char *view)
{
  g_autoptr (GPtrArray) lines = loket_test_desk_list (self->desk, view);

  for (guint i = 0; i < lines->len; i++) {
    if (g_str_equal (((LoketCaseLine *) g_ptr_array_index (lines, i))->case_id, self->case_id))
      return TRUE;
  }
  return FALSE;
}

/* What was done here and waits past its term is late: the loket knows nothing of it. A letter that
 * was posted in time is not. */
static void
test_late_while_unsent (Fixture *self, gconstpointer data)
{
  gboolean by_loket = g_str_equal (data, "loket");
  LoketDay due = find_running (self);
  g_autofree char *id = answer (self, data);

  reopen (self, 0, due);
  g_assert_true (waits (self, id));
  g_assert_false (is_listed (self, "overdue"));
  reopen (self, 0, due + 1);
  g_assert_cmpint (is_listed (self, "overdue"), ==, by_loket);
  reopen (self, 0, LOKET_NO_DAY);
  sync_well (self);
  reopen (self, 0, due + 1);
  g_assert_false (is_listed (self, "overdue"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add ("/desk/hold/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("held", test_held);
  ADD ("salvaged", test_salvaged);
  ADD ("salvaged-without-case", test_salvaged_without_case);
  ADD ("leaves-by-itself", test_leaves_by_itself);
  ADD ("taken-back", test_taken_back);
  ADD ("sent-now", test_sent_now);
  ADD ("clock-set-back", test_clock_set_back);
  ADD ("midnight", test_midnight);
  ADD ("closed", test_closed);
  ADD ("needs-connection", test_needs_connection);
  ADD ("needs-none", test_needs_none);
  ADD ("needs-decision", test_needs_decision);
  g_test_add ("/desk/hold/late-while-unsent", Fixture, "loket", set_up, test_late_while_unsent,
              tear_down);
  g_test_add ("/desk/hold/posted-in-time", Fixture, "post", set_up, test_late_while_unsent,
              tear_down);
  return g_test_run ();
}
