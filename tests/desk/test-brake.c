/* SPDX-License-Identifier: EUPL-1.2 */
/* The desk while the brake is on, cases that left, and a log that names nobody. */
#include <string.h>

#include "loket-desk-documents.h"
#include "loket-desk-left.h"
#include "loket-test-decide.h"
#include "loket-test-desk.h"

enum {
  N_CASES = 40
};

typedef struct {
  LoketTestLoket *loket;
  LoketTestDesk *desk;
  char *page; /* (nullable): what the feed says instead of the loket */
} Fixture;

static LoketResponse *
answer (LoketRequest *request, gpointer user_data, GError **error)
{
  Fixture *self = user_data;

  if (self->page == NULL || !g_str_equal (request->path, "/changes"))
    return NULL;
  return loket_test_response_new (200, "application/json", self->page);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->loket = loket_test_loket_new (N_CASES, 7);
  self->loket->answer = answer;
  self->loket->answer_data = self;
  self->desk = loket_test_desk_new (self->loket, 3);
  loket_test_desk_sync (self->desk, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  loket_test_desk_free (self->desk);
  loket_test_loket_free (self->loket);
  g_free (self->page);
}

static void
reopen (Fixture *self)
{
  LoketDeskOptions options = {0};
  g_autoptr (GError) error = NULL;

  loket_test_desk_close (self->desk);
  loket_test_desk_open (self->desk, &options, &error);
  g_assert_no_error (error);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **slot = user_data;

  *slot = g_object_ref (result);
}

static const LoketSyncState *
get_state (Fixture *self)
{
  return loket_desk_get_sync_state (self->desk->desk);
}

static gboolean
give (Fixture *self, LoketBrakeAnswer given, const LoketBrake *seen, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  loket_desk_answer_brake_async (self->desk->desk, given, seen, done_cb, &result);
  loket_test_desk_settle (self->desk);
  return loket_desk_answer_brake_finish (self->desk->desk, result, error);
}

static gboolean
answer_brake (Fixture *self, LoketBrakeAnswer given, GError **error)
{
  return give (self, given, get_state (self)->brake, error);
}

static GPtrArray *
list_left (Fixture *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *left;

  loket_desk_list_left_async (self->desk->desk, done_cb, &result);
  loket_test_desk_settle (self->desk);
  left = loket_desk_list_left_finish (self->desk->desk, result, &error);
  g_assert_no_error (error);
  return left;
}

static gboolean
dismiss (Fixture *self, const char *case_id)
{
  g_autoptr (GAsyncResult) result = NULL;

  loket_desk_dismiss_left_async (self->desk->desk, case_id, done_cb, &result);
  loket_test_desk_settle (self->desk);
  return loket_desk_dismiss_left_finish (self->desk->desk, result, NULL);
}

static void
withdraw_all (Fixture *self)
{
  g_autoptr (GPtrArray) lines = loket_test_desk_list (self->desk, "all");
  g_autoptr (GString) page = g_string_new ("{\"items\": [");

  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf (
        page, "%s{\"caseId\": \"%s\", \"version\": 9999, \"change\": \"withdrawn\"}",
        i > 0 ? "," : "", ((LoketCaseLine *) g_ptr_array_index (lines, i))->case_id);
  g_string_append (page, "], \"next\": \"x\"}");
  self->page = g_string_free (g_steal_pointer (&page), FALSE);
}

/* Told at once when the desk opens again, and gone when all is well. */
static void
test_told (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) lines = NULL;

  withdraw_all (self);
  g_assert_false (loket_test_desk_sync (self->desk, NULL));
  g_assert_cmpstr (get_state (self)->error, ==, "massWithdrawal");
  reopen (self);
  g_assert_cmpint (get_state (self)->brake->kind, ==, LOKET_BRAKE_MASS_WITHDRAWAL);
  g_assert_cmpint (get_state (self)->brake->affected, ==, N_CASES);
  g_assert_cmpstr (get_state (self)->error, ==, "massWithdrawal");
  g_assert_false (answer_brake (self, LOKET_BRAKE_CHECK_AGAIN, &error));
  g_assert_error (error, LOKET_SYNC_ERROR, LOKET_SYNC_ERROR_BRAKE);
  g_clear_pointer (&self->page, g_free);
  g_assert_true (answer_brake (self, LOKET_BRAKE_CHECK_AGAIN, NULL));
  g_assert_null (get_state (self)->brake);
  g_assert_null (get_state (self)->error);
  lines = loket_test_desk_list (self->desk, "all");
  g_assert_cmpuint (lines->len, ==, N_CASES);
}

/* Somebody looks at one brake, and another one comes before he answers: what he says is not said of
 * that one. */
static void
test_of_another_brake (Fixture *self, gconstpointer data)
{
  g_autoptr (LoketBrake) seen = NULL;
  g_autoptr (LoketBrake) again = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) lines = NULL;

  withdraw_all (self);
  g_assert_false (loket_test_desk_sync (self->desk, NULL));
  seen = loket_brake_copy (get_state (self)->brake);
  loket_clock_step (self->loket->clock, 1000);
  g_assert_false (answer_brake (self, LOKET_BRAKE_CHECK_AGAIN, NULL));
  again = loket_brake_copy (get_state (self)->brake);
  g_assert_false (give (self, LOKET_BRAKE_GO_ON, seen, &error));
  g_assert_error (error, LOKET_SYNC_ERROR, LOKET_SYNC_ERROR_BRAKE);
  g_assert_true (loket_brake_is_same (get_state (self)->brake, again));
  lines = loket_test_desk_list (self->desk, "all");
  g_assert_cmpuint (lines->len, ==, N_CASES);
  g_clear_pointer (&self->page, g_free);
  g_assert_true (give (self, LOKET_BRAKE_GO_ON, again, NULL));
  g_assert_null (get_state (self)->brake);
}

/* A document that is handed in meanwhile asks nothing of whoever is there. */
static void
test_document (Fixture *self, gconstpointer data)
{
  g_autofree char *case_id = loket_test_desk_find_allowed (self->desk, LOKET_ACT_NOTE, 0);
  g_autofree char *path = g_build_filename (self->desk->folder, "letter.txt", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (LoketDossier) dossier = loket_test_desk_load (self->desk, case_id, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (LoketAct) act = NULL;
  g_autoptr (GError) error = NULL;

  withdraw_all (self);
  g_assert_false (loket_test_desk_sync (self->desk, NULL));
  g_assert_true (g_file_set_contents (path, "a letter", -1, NULL));
  loket_desk_add_document_async (self->desk->desk, dossier, file, NULL, NULL, done_cb, &result);
  loket_test_desk_settle (self->desk);
  act = loket_desk_add_document_finish (self->desk->desk, result, &error);
  g_assert_no_error (error);
  loket_transfers_hurry (loket_sync_get_transfers (self->desk->desk->sync));
  loket_test_desk_settle (self->desk);
  g_assert_cmpuint (loket_test_wire_count (self->loket->wire, "OPTIONS", "/documents"), ==, 0);
  g_clear_pointer (&self->page, g_free);
  g_assert_true (answer_brake (self, LOKET_BRAKE_CHECK_AGAIN, NULL));
  g_assert_cmpuint (loket_test_wire_count (self->loket->wire, "OPTIONS", "/documents"), ==, 1);
}

static char *
work_on_a_case (Fixture *self)
{
  g_autofree char *case_id = loket_test_desk_find_allowed (self->desk, LOKET_ACT_NOTE, 0);
  g_autofree char *key = g_strdup_printf ("act:%s:contact", case_id);
  g_autoptr (JsonObject) fields = loket_test_payload ("text", "half a sentence", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketAct) act = NULL;

  self->loket->line = LOKET_TEST_AWAY;
  act = loket_test_desk_do (self->desk, case_id, "note",
                            loket_test_payload ("text", "Unsent words.", NULL), &error);
  g_assert_no_error (error);
  loket_desk_save_draft (self->desk->desk, key, fields);
  loket_test_desk_settle (self->desk);
  self->loket->line = LOKET_TEST_UP;
  return g_steal_pointer (&case_id);
}

/* No longer ours: kept, offered, and nothing new can be done in it. */
static void
test_withdrawn (Fixture *self, gconstpointer data)
{
  g_autofree char *case_id = work_on_a_case (self);
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketAct) act = NULL;
  const LoketLeftCase *left_case;

  loket_central_remove_case (self->loket->central, case_id, LOKET_CHANGE_WITHDRAWN, "reassigned",
                             &error);
  g_assert_no_error (error);
  loket_test_desk_sync (self->desk, NULL);
  left = list_left (self);
  g_assert_cmpuint (left->len, ==, 1);
  left_case = g_ptr_array_index (left, 0);
  g_assert_cmpstr (left_case->case_id, ==, case_id);
  g_assert_cmpuint (left_case->pending, ==, 1);
  g_assert_cmpuint (left_case->drafts, ==, 1);
  act = loket_test_desk_do (self->desk, case_id, "note", loket_test_payload ("text", "x", NULL),
                            &error);
  g_assert_null (act);
  g_assert_error (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_NOT_ALLOWED);
  g_assert_true (dismiss (self, case_id));
  none = list_left (self);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (loket_desk_list_drafts (self->desk->desk)->len, ==, 0);
  g_assert_cmpuint (get_state (self)->pending, ==, 0);
}

/* A form that is still open keeps what is typed, and is told why; what was refused can be read and
 * dropped. */
static void
test_withdrawn_while_typing (Fixture *self, gconstpointer data)
{
  g_autofree char *case_id = work_on_a_case (self);
  g_autoptr (LoketDossier) stale = loket_test_desk_load (self->desk, case_id, NULL);
  g_autoptr (JsonObject) payload = loket_test_payload ("text", "Half typed.", NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) pending = NULL;
  g_autoptr (LoketConflict) conflict = NULL;
  g_autoptr (LoketAct) act = NULL;
  g_autoptr (GError) error = NULL;

  loket_central_remove_case (self->loket->central, case_id, LOKET_CHANGE_WITHDRAWN, "reassigned",
                             &error);
  g_assert_no_error (error);
  loket_test_desk_sync (self->desk, NULL);
  loket_desk_do_act_async (self->desk->desk, stale, "note", loket_desk_get_today (self->desk->desk),
                           payload, NULL, NULL, done_cb, &result);
  loket_test_desk_settle (self->desk);
  act = loket_desk_do_act_finish (self->desk->desk, result, &error);
  g_assert_null (act);
  g_assert_error (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_NOT_ALLOWED);
  g_assert_cmpstr (error->message, ==, "missingPermission");
  g_assert_cmpuint (loket_desk_list_drafts (self->desk->desk)->len, ==, 1);
  pending = loket_desk_list_pending (self->desk->desk);
  g_assert_cmpuint (pending->len, ==, 1);
  conflict = loket_test_desk_load_conflict (
      self->desk, ((LoketPendingItem *) g_ptr_array_index (pending, 0))->id, NULL);
  g_assert_true (loket_conflict_is_only_kept (conflict));
}

/* Erased: told, and what a form holds of it is not written again. */
static void
test_erased (Fixture *self, gconstpointer data)
{
  g_autofree char *case_id = work_on_a_case (self);
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (GError) error = NULL;

  loket_central_remove_case (self->loket->central, case_id, LOKET_CHANGE_ERASED, "erasure", &error);
  g_assert_no_error (error);
  loket_test_desk_sync (self->desk, NULL);
  g_assert_cmpstr (get_state (self)->error, ==, "workErased");
  g_assert_cmpuint (get_state (self)->pending, ==, 0);
  g_assert_cmpuint (loket_desk_list_drafts (self->desk->desk)->len, ==, 0);
  left = list_left (self);
  g_assert_cmpuint (left->len, ==, 1);
  g_assert_cmpuint (((LoketLeftCase *) g_ptr_array_index (left, 0))->dropped->len, ==, 2);
  g_assert_true (dismiss (self, case_id));
  g_assert_null (get_state (self)->error);
  reopen (self);
  g_assert_cmpuint (loket_desk_list_drafts (self->desk->desk)->len, ==, 0);
}

/* Every case, text and id that the desk holds, its folder and its server, against the log. */
static void
test_log (Fixture *self, gconstpointer data)
{
  g_autofree char *case_id = work_on_a_case (self);
  g_autofree char *path = g_build_filename (self->desk->folder, "loket.log", NULL);
  g_autoptr (GPtrArray) lines = loket_test_desk_list (self->desk, "all");
  g_autoptr (GPtrArray) logged = NULL;
  g_autofree char *log = NULL;

  self->loket->line = LOKET_TEST_AWAY;
  loket_test_desk_sync (self->desk, NULL);
  self->loket->line = LOKET_TEST_UP;
  loket_test_desk_sync (self->desk, NULL);
  withdraw_all (self);
  loket_test_desk_sync (self->desk, NULL);
  logged = loket_desk_read_log (self->desk->desk);
  g_assert_cmpuint (logged->len, ==, 4);
  g_assert_cmpstr (json_object_get_string_member (g_ptr_array_index (logged, 3), "code"), ==,
                   "massWithdrawal");
  g_assert_true (g_file_get_contents (path, &log, NULL, NULL));
  for (guint i = 0; i < lines->len; i++) {
    const LoketCaseLine *line = g_ptr_array_index (lines, i);

    g_assert_null (strstr (log, line->case_id));
    g_assert_null (strstr (log, line->reference));
    g_assert_null (strstr (log, line->subject));
    g_assert_true (line->person[0] == '\0' || strstr (log, line->person) == NULL);
  }
  g_assert_null (strstr (log, self->desk->folder));
  g_assert_null (strstr (log, loket_desk_get_server (self->desk->desk)));
  g_assert_null (strstr (log, loket_desk_get_person (self->desk->desk)));
  g_assert_null (strstr (log, "Unsent words"));
  g_assert_null (strstr (log, case_id));
}

#define ADD(path, test) g_test_add ("/desk/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("brake/told", test_told);
  ADD ("brake/of-another-brake", test_of_another_brake);
  ADD ("brake/document", test_document);
  ADD ("left/withdrawn", test_withdrawn);
  ADD ("left/withdrawn-while-typing", test_withdrawn_while_typing);
  ADD ("left/erased", test_erased);
  ADD ("log", test_log);
  return g_test_run ();
}
