/* SPDX-License-Identifier: EUPL-1.2 */
/* What a person does at the desk: offline and back, previews, taking back, drafts, days. */
#include <glib/gstdio.h>
#include <string.h>

#include "loket-test-desk.h"

enum {
  N_CASES = 60,
  HOUR_MS = 60 * 60 * 1000
};

typedef struct {
  LoketTestLoket *loket;
  LoketTestDesk *desk;
} Fixture;

static void
sync_well (LoketTestDesk *desk)
{
  g_autoptr (GError) error = NULL;

  loket_test_desk_sync (desk, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->loket = loket_test_loket_new (N_CASES, 7);
  self->desk = loket_test_desk_new (self->loket, 11);
  sync_well (self->desk);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  loket_test_desk_free (self->desk);
  loket_test_loket_free (self->loket);
}

static const LoketSyncState *
get_state (LoketTestDesk *desk)
{
  return loket_desk_get_sync_state (desk->desk);
}

static void
do_well (LoketTestDesk *desk, const char *key, const char *type, JsonObject *payload)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketAct) act = loket_test_desk_do (desk, key, type, payload, &error);

  g_assert_no_error (error);
  g_assert_true (loket_act_is_pending (act));
}

static JsonObject *
make_facts (const char *subject)
{
  g_autofree char *text = g_strdup_printf (
      "{\"agency\": \"demo-vlg\", \"receivedOn\": \"2026-11-20\", \"subject\": \"%s\","
      " \"facts\": \"Verzonnen feiten.\", \"filingLanguage\": \"nl\", \"answerChannel\": \"mail\","
      " \"complainants\": [{\"name\": \"J. Voorbeeld\"}], \"demandKinds\": [\"complaint\"],"
      " \"grievances\": [{\"id\": \"k1\", \"text\": \"Verzonnen klacht.\"}],"
      " \"carriers\": [\"mail\"], \"channels\": [\"direct\"]}",
      subject);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) root = loket_json_parse (text, -1, &error);

  g_assert_no_error (error);
  return json_object_ref (json_node_get_object (root));
}

static guint
count_acts (LoketTestDesk *desk, const char *key, LoketActType type, gboolean pending)
{
  g_autoptr (LoketDossier) dossier = loket_test_desk_load (desk, key, NULL);
  GPtrArray *acts = pending ? dossier->pending : dossier->the_case->acts;
  guint count = 0;

  for (guint i = 0; i < acts->len; i++) {
    if (((LoketAct *) g_ptr_array_index (acts, i))->type == type)
      count++;
  }
  return count;
}

/* The script of the issue, at one desk and then seen from another. */
static void
test_offline_and_back (Fixture *self, gconstpointer data)
{
  LoketTestDesk *desk = self->desk;
  g_autofree char *acknowledged = loket_test_desk_find_allowed (desk, LOKET_ACT_ACKNOWLEDGE, 0);
  g_autofree char *noted = loket_test_desk_find_allowed (desk, LOKET_ACT_NOTE, 3);
  g_autofree char *extended = loket_test_desk_find_allowed (desk, LOKET_ACT_EXTEND, 1);
  g_autoptr (JsonObject) facts = make_facts ("Een nieuwe klacht");
  g_autoptr (LoketDossier) registered = NULL;
  g_autoptr (LoketTestDesk) other = NULL;
  g_autoptr (LoketDossier) seen = NULL;
  g_autoptr (GPtrArray) pending = NULL;
  guint acknowledgements = count_acts (desk, acknowledged, LOKET_ACT_ACKNOWLEDGE, FALSE);
  guint notes = count_acts (desk, noted, LOKET_ACT_NOTE, FALSE);
  guint extensions = count_acts (desk, extended, LOKET_ACT_EXTEND, FALSE);

  self->loket->line = LOKET_TEST_AWAY;
  do_well (desk, acknowledged, "acknowledge", loket_test_payload ("via", "mail", NULL));
  do_well (desk, noted, "note", loket_test_payload ("text", "Teruggebeld.", NULL));
  do_well (desk, extended, "extend",
           loket_test_payload ("via", "mail", "reason", "Het archief is traag.", NULL));
  registered = loket_test_desk_register (desk, facts, NULL);
  g_assert_false (registered->registered);
  g_assert_true (g_str_has_prefix (registered->the_case->reference, "V-"));
  pending = loket_desk_list_pending (desk->desk);
  g_assert_cmpuint (pending->len, ==, 4);
  g_assert_cmpuint (get_state (desk)->pending, ==, 4);
  g_assert_false (loket_test_desk_sync (desk, NULL));
  g_assert_false (get_state (desk)->online);
  g_assert_cmpstr (get_state (desk)->error, ==, "serverAway");

  /* Back, and every reply of a PUT is lost once. */
  self->loket->line = LOKET_TEST_DROP_REPLY;
  self->loket->line_method = "PUT";
  g_assert_false (loket_test_desk_sync (desk, NULL));
  self->loket->line = LOKET_TEST_UP;
  for (int i = 0; i < 4 && get_state (desk)->pending > 0; i++)
    sync_well (desk);
  g_assert_cmpuint (get_state (desk)->pending, ==, 0);
  g_assert_null (get_state (desk)->error);

  other = loket_test_desk_new (self->loket, 12);
  sync_well (other);
  g_assert_cmpuint (count_acts (other, acknowledged, LOKET_ACT_ACKNOWLEDGE, FALSE), ==,
                    acknowledgements + 1);
  g_assert_cmpuint (count_acts (other, noted, LOKET_ACT_NOTE, FALSE), ==, notes + 1);
  g_assert_cmpuint (count_acts (other, extended, LOKET_ACT_EXTEND, FALSE), ==, extensions + 1);
  /* The provisional reference stays valid. */
  seen = loket_test_desk_load (other, registered->the_case->reference, NULL);
  g_assert_true (seen->registered);
  g_assert_cmpstr (seen->the_case->subject, ==, "Een nieuwe klacht");
  g_assert_cmpstr (seen->the_case->case_id, ==, registered->the_case->case_id);

  sync_well (desk);
  loket_test_wire_forget (self->loket->wire);
  sync_well (desk);
  g_assert_cmpint (get_state (desk)->received, ==, 0);
  g_assert_cmpint (get_state (desk)->sent, ==, 0);
  g_assert_cmpuint (loket_test_wire_get_requests (self->loket->wire)->len, ==, 1);
}

/* Nothing is lost by closing in the middle: what was pending is there again, and shown. */
static void
test_reopened_offline (Fixture *self, gconstpointer data)
{
  LoketDeskOptions options = {0};
  g_autofree char *case_id = loket_test_desk_find_allowed (self->desk, LOKET_ACT_ACKNOWLEDGE, 0);
  g_autoptr (LoketDossier) dossier = NULL;

  self->loket->line = LOKET_TEST_AWAY;
  do_well (self->desk, case_id, "acknowledge", loket_test_payload ("via", "post", NULL));
  loket_test_desk_close (self->desk);
  g_assert_true (loket_test_desk_open (self->desk, &options, NULL));
  loket_test_desk_settle (self->desk);
  g_assert_cmpuint (get_state (self->desk)->pending, ==, 1);
  g_assert_nonnull (loket_desk_get_person (self->desk->desk));
  dossier = loket_test_desk_load (self->desk, case_id, NULL);
  g_assert_cmpuint (dossier->pending->len, ==, 1);
  g_assert_true (dossier->standing->flags & LOKET_FLAG_ACKNOWLEDGED);
}

static void
assert_same_clocks (LoketStanding *a, LoketStanding *b)
{
  g_assert_cmpint (a->step, ==, b->step);
  g_assert_cmpint (a->flags, ==, b->flags);
  g_assert_cmpint (a->outcome, ==, b->outcome);
  g_assert_cmpuint (a->clocks->len, ==, b->clocks->len);
  for (guint i = 0; i < a->clocks->len; i++) {
    const LoketClockReading *one = g_ptr_array_index (a->clocks, i);
    const LoketClockReading *two = g_ptr_array_index (b->clocks, i);

    g_assert_cmpint (one->state, ==, two->state);
    g_assert_cmpint (one->last_day, ==, two->last_day);
    g_assert_cmpint (one->due, ==, two->due);
    g_assert_cmpint (one->work_by, ==, two->work_by);
    g_assert_cmpint (one->days_left, ==, two->days_left);
  }
}

static void
preview_then_do (LoketTestDesk *desk, LoketActType type, JsonObject *payload)
{
  const char *code = loket_act_type_to_string (type);
  g_autofree char *case_id = loket_test_desk_find_allowed (desk, type, 0);
  g_autoptr (LoketDossier) before = loket_test_desk_load (desk, case_id, NULL);
  g_autoptr (LoketStanding) preview = NULL;
  g_autoptr (LoketDossier) after = NULL;
  LoketPermission permission;

  preview = loket_desk_preview_act (desk->desk, before, code, loket_desk_get_today (desk->desk),
                                    payload, &permission);
  g_assert_cmpint (permission.answer, ==, LOKET_ANSWER_ALLOWED);
  do_well (desk, case_id, code, payload);
  after = loket_test_desk_load (desk, case_id, NULL);
  assert_same_clocks (preview, after->standing);
}

/* What a form shows before an act is done is what then happens. */
static void
test_preview (Fixture *self, gconstpointer data)
{
  preview_then_do (self->desk, LOKET_ACT_ACKNOWLEDGE, loket_test_payload ("via", "mail", NULL));
  preview_then_do (self->desk, LOKET_ACT_ACKNOWLEDGE, loket_test_payload ("via", "loket", NULL));
  preview_then_do (self->desk, LOKET_ACT_EXTEND,
                   loket_test_payload ("via", "mail", "reason", "Nog niet klaar.", NULL));
  preview_then_do (self->desk, LOKET_ACT_NOTE, loket_test_payload ("text", "Gezien.", NULL));
}

static void
test_not_allowed (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) lines = loket_test_desk_list (self->desk, "all");
  const char *case_id = ((LoketCaseLine *) g_ptr_array_index (lines, 0))->case_id;
  g_autoptr (GError) no_text = NULL;
  g_autoptr (GError) unknown = NULL;

  g_assert_null (loket_test_desk_do (self->desk, case_id, "note", json_object_new (), &no_text));
  g_assert_error (no_text, LOKET_DESK_ERROR, LOKET_DESK_ERROR_NOT_ALLOWED);
  g_assert_cmpstr (no_text->message, ==, "textGiven");
  g_assert_null (loket_test_desk_do (self->desk, case_id, "juggle", json_object_new (), &unknown));
  g_assert_error (unknown, LOKET_DESK_ERROR, LOKET_DESK_ERROR_NOT_ALLOWED);
  g_assert_cmpuint (get_state (self->desk)->pending, ==, 0);
}

static void
test_take_back (Fixture *self, gconstpointer data)
{
  g_autofree char *case_id = loket_test_desk_find_allowed (self->desk, LOKET_ACT_ACKNOWLEDGE, 0);
  g_autoptr (LoketAct) act = loket_test_desk_do (self->desk, case_id, "acknowledge",
                                                 loket_test_payload ("via", "mail", NULL), NULL);
  g_autoptr (LoketAct) second = NULL;
  g_autoptr (LoketDossier) dossier = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (loket_test_desk_take_back (self->desk, act->act_id, &error));
  g_assert_no_error (error);
  dossier = loket_test_desk_load (self->desk, case_id, NULL);
  g_assert_cmpuint (dossier->pending->len, ==, 0);
  g_assert_false (dossier->standing->flags & LOKET_FLAG_ACKNOWLEDGED);
  g_assert_cmpuint (get_state (self->desk)->pending, ==, 0);

  /* Tried without a connection: nothing has left. Taken by the loket: too late. */
  second = loket_test_desk_do (self->desk, case_id, "note",
                               loket_test_payload ("text", "Weg ermee", NULL), NULL);
  self->loket->line = LOKET_TEST_DROP_REPLY;
  self->loket->line_method = "PUT";
  g_assert_false (loket_test_desk_sync (self->desk, NULL));
  g_assert_false (loket_test_desk_take_back (self->desk, second->act_id, &error));
  g_assert_error (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_ALREADY_TAKEN);
}

static LoketStep
get_step_of_row (LoketTestDesk *desk, const char *case_id)
{
  g_autoptr (GPtrArray) lines = loket_test_desk_list (desk, "all");

  for (guint i = 0; i < lines->len; i++) {
    const LoketCaseLine *line = g_ptr_array_index (lines, i);

    if (g_str_equal (line->case_id, case_id))
      return line->step;
  }
  g_assert_not_reached ();
}

/* Taken back before the desk has read again what waits: the row shows nothing of it either. */
static void
test_take_back_at_once (Fixture *self, gconstpointer data)
{
  LoketDesk *desk = self->desk->desk;
  g_autofree char *case_id = loket_test_desk_find_allowed (self->desk, LOKET_ACT_TAKE_UP, 0);
  LoketStep before = get_step_of_row (self->desk, case_id);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (LoketAct) act = NULL;
  g_autoptr (GError) error = NULL;

  self->loket->line = LOKET_TEST_AWAY;
  act = loket_test_desk_do (self->desk, case_id, "takeUp", json_object_new (), &error);
  g_assert_no_error (error);
  g_assert_cmpint (get_step_of_row (self->desk, case_id), !=, before);
  g_ptr_array_unref (desk->pending);
  desk->pending = g_steal_pointer (&none);
  loket_test_desk_take_back (self->desk, act->act_id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (get_step_of_row (self->desk, case_id), ==, before);
}

static void
test_take_back_after_a_try_without_connection (Fixture *self, gconstpointer data)
{
  g_autofree char *case_id = loket_test_desk_find_allowed (self->desk, LOKET_ACT_NOTE, 0);
  g_autoptr (LoketAct) act = loket_test_desk_do (
      self->desk, case_id, "note", loket_test_payload ("text", "Nog niet weg", NULL), NULL);
  g_autoptr (GError) error = NULL;

  self->loket->line = LOKET_TEST_AWAY;
  self->loket->line_method = "PUT";
  g_assert_false (loket_test_desk_sync (self->desk, NULL));
  loket_test_desk_take_back (self->desk, act->act_id, &error);
  g_assert_no_error (error);
}

static void
test_take_back_a_complaint (Fixture *self, gconstpointer data)
{
  g_autoptr (JsonObject) facts = make_facts ("Vergissing");
  g_autoptr (LoketDossier) registered = loket_test_desk_register (self->desk, facts, NULL);
  const char *case_id = registered->the_case->case_id;
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GError) error = NULL;

  do_well (self->desk, case_id, "note", loket_test_payload ("text", "Bij nader inzien", NULL));
  loket_test_desk_take_back (self->desk, case_id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (get_state (self->desk)->pending, ==, 0);
  lines = loket_test_desk_list (self->desk, "all");
  g_assert_cmpuint (lines->len, ==, N_CASES);
  g_assert_null (loket_test_desk_load (self->desk, case_id, &error));
  g_assert_error (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_NOT_FOUND);
}

/* Somebody else's decision came in between: kept as a conflict, shown, without effect. */
static void
test_case_changed (Fixture *self, gconstpointer data)
{
  g_autofree char *case_id = loket_test_desk_find_allowed (self->desk, LOKET_ACT_DECLINE, 0);
  g_autoptr (LoketDossier) before = loket_test_desk_load (self->desk, case_id, NULL);
  g_autoptr (LoketDossier) after = NULL;
  g_autofree char *path =
      g_strdup_printf ("/cases/%s/acts/22222222-2222-4222-8222-222222222222", case_id);
  g_autofree char *body = g_strdup_printf (
      "{\"actId\": \"22222222-2222-4222-8222-222222222222\", \"type\": \"takeUp\", \"author\": "
      "\"somebody.else\", \"occurredOn\": \"2026-11-23\", \"basedOn\": %" G_GINT64_FORMAT
      ", \"payload\": {}}",
      before->the_case->version);
  JsonObject *ground = loket_json_array_peek_object (
      loket_profile_get_grounds (loket_rules_get_profile (loket_desk_get_rules (self->desk->desk),
                                                          before->the_case->procedure_id,
                                                          before->the_case->procedure_version)),
      0);
  g_autoptr (LoketRequest) request = loket_request_new ("PUT", path);
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
  g_autoptr (LoketResponse) response = NULL;
  guint wait_ms;

  do_well (self->desk, case_id, "decline",
           loket_test_payload ("kind", loket_json_peek_string (ground, "kind"), "ground",
                               loket_json_peek_string (ground, "code"), "reason", "Verzonnen.",
                               "via", "mail", NULL));
  loket_request_set_body (request, bytes, "application/json");
  response = loket_central_handle (self->loket->central, request, FALSE, &wait_ms);
  g_assert_cmpuint (response->status, ==, 201);
  sync_well (self->desk);
  g_assert_cmpuint (get_state (self->desk)->refused, ==, 1);
  after = loket_test_desk_load (self->desk, case_id, NULL);
  g_assert_cmpuint (after->refused->len, ==, 1);
  g_assert_cmpuint (after->pending->len, ==, 0);
  g_assert_cmpint (after->standing->step, ==, LOKET_STEP_INVESTIGATING);
}

static void
test_drafts (Fixture *self, gconstpointer data)
{
  LoketDeskOptions options = {0};
  g_autofree char *case_id = loket_test_desk_find_allowed (self->desk, LOKET_ACT_NOTE, 0);
  g_autofree char *key = g_strdup_printf ("act:%s:note", case_id);
  g_autoptr (JsonObject) first = loket_test_payload ("text", "half", NULL);
  g_autoptr (JsonObject) second = loket_test_payload ("text", "half a sentence", NULL);
  g_autoptr (JsonObject) found = NULL;

  loket_desk_save_draft (self->desk->desk, key, first);
  loket_desk_save_draft (self->desk->desk, key, second);
  g_assert_cmpuint (loket_desk_list_drafts (self->desk->desk)->len, ==, 1);
  loket_test_desk_close (self->desk);
  g_assert_true (loket_test_desk_open (self->desk, &options, NULL));
  found = loket_desk_load_draft (self->desk->desk, key);
  g_assert_cmpstr (loket_json_peek_string (found, "text"), ==, "half a sentence");
  loket_desk_drop_draft (self->desk->desk, key);
  g_assert_null (loket_desk_load_draft (self->desk->desk, key));
  loket_test_desk_close (self->desk);
  g_assert_true (loket_test_desk_open (self->desk, &options, NULL));
  g_assert_null (loket_desk_load_draft (self->desk->desk, key));
}

/* A draft that the disk did not take is not forgotten when the disk takes the next one. */
static void
test_draft_not_kept (Fixture *self, gconstpointer data)
{
  LoketDeskOptions options = {0};
  g_autofree char *work = g_build_filename (self->desk->folder, "work.db", NULL);
  g_autofree char *away = g_build_filename (self->desk->folder, "away.db", NULL);
  g_autoptr (JsonObject) first = loket_test_payload ("text", "not kept at once", NULL);
  g_autoptr (JsonObject) second = loket_test_payload ("text", "kept", NULL);
  g_autoptr (JsonObject) found = NULL;

  g_assert_cmpint (g_rename (work, away), ==, 0);
  g_assert_true (g_file_set_contents (work, "another file", -1, NULL));
  loket_desk_save_draft (self->desk->desk, "act:one:note", first);
  loket_test_desk_settle (self->desk);
  g_assert_cmpstr (get_state (self->desk)->error, ==, "draftNotKept");
  g_assert_cmpint (g_rename (away, work), ==, 0);
  loket_desk_save_draft (self->desk->desk, "act:two:note", second);
  loket_test_desk_settle (self->desk);
  g_assert_null (get_state (self->desk)->error);
  loket_test_desk_close (self->desk);
  g_assert_true (loket_test_desk_open (self->desk, &options, NULL));
  found = loket_desk_load_draft (self->desk->desk, "act:one:note");
  g_assert_nonnull (found);
  g_assert_cmpstr (loket_json_peek_string (found, "text"), ==, "not kept at once");
}

static void
count_cb (LoketDesk *desk, guint *count)
{
  (*count)++;
}

static guint
count_copies (LoketTestDesk *desk)
{
  g_autofree char *folder = g_build_filename (desk->folder, "backups", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint count = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    count++;
  return count;
}

/* What is not sent yet is copied once a day, when the desk opens and while it stays open. */
static void
test_daily_copy (Fixture *self, gconstpointer data)
{
  g_assert_cmpuint (count_copies (self->desk), ==, 1);
  for (int hour = 0; hour < 24; hour++)
    loket_clock_step (self->loket->clock, HOUR_MS);
  loket_test_desk_settle (self->desk);
  loket_desk_flush (self->desk->desk);
  g_assert_cmpuint (count_copies (self->desk), ==, 2);
}

static void
test_day_changed (Fixture *self, gconstpointer data)
{
  LoketDesk *desk = self->desk->desk;
  guint count = 0;

  g_signal_connect (desk, "day-changed", G_CALLBACK (count_cb), &count);
  loket_clock_step (self->loket->clock, 14 * HOUR_MS);
  g_assert_cmpuint (count, ==, 0);
  loket_clock_step (self->loket->clock, 2 * HOUR_MS);
  g_assert_cmpuint (count, ==, 1);
  g_assert_cmpint (loket_desk_get_today (desk), ==, loket_day_new (2026, 11, 24));
  /* The machine slept: no timer fired, and the first look tells it. */
  loket_clock_jump (self->loket->clock, 48 * HOUR_MS);
  loket_clock_step (self->loket->clock, HOUR_MS);
  g_assert_cmpuint (count, ==, 2);
}

/* The minutes are told only while somebody holds them, each at its border. */
static void
test_minutes_are_held (Fixture *self, gconstpointer data)
{
  LoketDesk *desk = self->desk->desk;
  guint count = 0;

  g_signal_connect (desk, "minute-changed", G_CALLBACK (count_cb), &count);
  loket_clock_step (self->loket->clock, HOUR_MS);
  g_assert_cmpuint (count, ==, 0);
  loket_desk_hold_minutes (desk);
  loket_desk_hold_minutes (desk);
  loket_clock_step (self->loket->clock, 59 * 1000);
  g_assert_cmpuint (count, ==, 0);
  loket_clock_step (self->loket->clock, 2 * 1000);
  g_assert_cmpuint (count, ==, 1);
  loket_clock_step (self->loket->clock, 4 * 60 * 1000);
  g_assert_cmpuint (count, ==, 5);
  loket_desk_release_minutes (desk);
  loket_clock_step (self->loket->clock, 60 * 1000);
  g_assert_cmpuint (count, ==, 6);
  loket_desk_release_minutes (desk);
  loket_clock_step (self->loket->clock, HOUR_MS);
  g_assert_cmpuint (count, ==, 6);
}

static gboolean
is_overdue (LoketTestDesk *desk, const char *key)
{
  g_autoptr (LoketDossier) dossier = loket_test_desk_load (desk, key, NULL);
  GPtrArray *clocks = dossier->standing->clocks;

  for (guint i = 0; i < clocks->len; i++) {
    const LoketClockReading *clock = clocks->pdata[i];

    if (!clock->citizens && clock->state == LOKET_CLOCK_STATE_OVERDUE)
      return TRUE;
  }
  return FALSE;
}

/* A data folder in which terms are counted in hours. */
static char *
make_data_in_hours (void)
{
  g_autofree char *folder = g_dir_make_tmp ("loket-hours-XXXXXX", NULL);
  g_autofree char *command = g_strdup_printf (
      "sh -c 'cp -r \"$LOKET_DATADIR/.\" %s && cp -r %s/vectors/profiles/test-hours %s/procedures"
      " && sed -i s/be-vlg-bestuursdecreet/test-hours/ %s/agencies/demo-vlg.json'",
      folder, folder, folder, folder);
  int status;

  g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, &status, NULL));
  g_assert_cmpint (status, ==, 0);
  return g_steal_pointer (&folder);
}

/* A term in hours is overdue, and counted so, as soon as its moment has passed: nobody need do
 * anything for it, and the list says so at the same time. */
static void
test_hours_pass (void)
{
  g_autofree char *data = g_strdup (g_getenv ("LOKET_DATADIR"));
  g_autofree char *folder = make_data_in_hours ();
  g_autoptr (JsonObject) facts = make_facts ("In hours");
  g_autoptr (LoketDossier) dossier = NULL;
  g_autoptr (GError) error = NULL;
  Fixture self;
  guint count = 0;
  gboolean met_running = FALSE, met_overdue = FALSE;

  g_setenv ("LOKET_DATADIR", folder, TRUE);
  self.loket = loket_test_loket_new (0, 7);
  self.desk = loket_test_desk_new (self.loket, 11);
  sync_well (self.desk);
  json_object_set_string_member (facts, "receivedOn", "2026-11-23");
  json_object_set_string_member (facts, "receivedAt", "2026-11-23T07:30:00Z");
  dossier = loket_test_desk_register (self.desk, facts, &error);
  g_assert_no_error (error);
  loket_desk_show_view (self.desk->desk, "overdue", NULL);
  loket_test_desk_settle (self.desk);
  g_signal_connect (self.desk->desk, "minute-changed", G_CALLBACK (count_cb), &count);
  for (int half_hour = 0; half_hour < 72; half_hour++) {
    gboolean overdue = is_overdue (self.desk, dossier->the_case->case_id);

    met_overdue |= overdue;
    met_running |= !overdue;
    g_assert_cmpint (loket_desk_get_count (self.desk->desk, "overdue"), ==, overdue);
    g_assert_cmpuint (
        g_list_model_get_n_items (G_LIST_MODEL (loket_desk_get_case_list (self.desk->desk))), ==,
        overdue);
    loket_clock_step (self.loket->clock, HOUR_MS / 2 + 1);
    loket_test_desk_settle (self.desk);
  }
  g_assert_true (met_running && met_overdue);
  g_assert_cmpuint (count, >, 0);
  g_assert_cmpuint (count, <, 24);
  tear_down (&self, NULL);
  g_setenv ("LOKET_DATADIR", data, TRUE);
  loket_test_remove_folder (folder);
}

static void
test_today_moves_only_replay (Fixture *self, gconstpointer data)
{
  LoketDeskOptions options = {.today = loket_day_new (2026, 12, 24)};
  g_autoptr (GPtrArray) overdue_before = loket_test_desk_list (self->desk, "overdue");
  g_autoptr (GPtrArray) overdue = NULL;

  loket_test_desk_close (self->desk);
  g_assert_true (loket_test_desk_open (self->desk, &options, NULL));
  g_assert_cmpint (loket_desk_get_today (self->desk->desk), ==, options.today);
  sync_well (self->desk);
  g_assert_cmpint (get_state (self->desk)->clock_off_s, ==, 0);
  overdue = loket_test_desk_list (self->desk, "overdue");
  g_assert_cmpuint (overdue->len, >, overdue_before->len);
}

/* The rows show the same dates as a full replay of every case. */
static void
test_rows_agree_with_replay (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) lines = loket_test_desk_list (self->desk, "all");

  g_assert_cmpuint (lines->len, ==, N_CASES);
  for (guint i = 0; i < lines->len; i++) {
    const LoketCaseLine *line = g_ptr_array_index (lines, i);
    g_autoptr (LoketDossier) dossier = loket_test_desk_load (self->desk, line->case_id, NULL);
    LoketClockReading *leading = loket_standing_get_leading_clock (dossier->standing);

    g_assert_false (dossier->differs);
    g_assert_cmpint (line->step, ==, dossier->standing->step);
    g_assert_cmpint (line->due, ==, leading != NULL ? leading->due : LOKET_NO_DAY);
    g_assert_cmpint (line->work_by, ==, leading != NULL ? leading->work_by : LOKET_NO_DAY);
  }
}

static void
test_read_only_beside_the_owner (Fixture *self, gconstpointer data)
{
  LoketTestDesk second = {
      .loket = self->loket, .folder = self->desk->folder, .random = self->desk->random};
  LoketDeskOptions options = {.read_only = TRUE};
  g_autofree char *case_id = loket_test_desk_find_allowed (self->desk, LOKET_ACT_NOTE, 0);
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (loket_test_desk_open (&second, &options, &error));
  lines = loket_test_desk_list (&second, "all");
  g_assert_cmpuint (lines->len, ==, N_CASES);
  g_assert_null (loket_test_desk_do (&second, case_id, "note",
                                     loket_test_payload ("text", "x", NULL), &error));
  g_assert_error (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_IN_USE);
  loket_test_desk_close (&second);
}

static void
test_state (Fixture *self, gconstpointer data)
{
  LoketDeskOptions options = {0};
  g_autofree char *kept = NULL;

  loket_desk_set_state (self->desk->desk, "view", "overdue");
  loket_test_desk_close (self->desk);
  g_assert_true (loket_test_desk_open (self->desk, &options, NULL));
  kept = loket_desk_get_state (self->desk->desk, "view");
  g_assert_cmpstr (kept, ==, "overdue");
  g_assert_null (loket_desk_get_state (self->desk->desk, "nothing"));
}

static void
test_new_case_invalid (Fixture *self, gconstpointer data)
{
  g_autoptr (JsonObject) facts = make_facts ("Morgen");
  g_autoptr (GError) error = NULL;

  json_object_set_string_member (facts, "receivedOn", "2026-11-24");
  g_assert_null (loket_test_desk_register (self->desk, facts, &error));
  g_assert_error (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_INVALID);
  g_clear_error (&error);
  json_object_remove_member (facts, "receivedOn");
  g_assert_null (loket_test_desk_register (self->desk, facts, &error));
  g_assert_error (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "receivedOn"));
}

#define ADD(path, test) g_test_add ("/desk/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("offline-and-back", test_offline_and_back);
  ADD ("reopened-offline", test_reopened_offline);
  ADD ("preview", test_preview);
  ADD ("not-allowed", test_not_allowed);
  ADD ("take-back", test_take_back);
  ADD ("take-back-at-once", test_take_back_at_once);
  ADD ("take-back-after-a-try-without-connection", test_take_back_after_a_try_without_connection);
  ADD ("take-back-a-complaint", test_take_back_a_complaint);
  ADD ("case-changed", test_case_changed);
  ADD ("drafts", test_drafts);
  ADD ("draft-not-kept", test_draft_not_kept);
  ADD ("daily-copy", test_daily_copy);
  ADD ("day-changed", test_day_changed);
  ADD ("minutes-are-held", test_minutes_are_held);
  g_test_add_func ("/desk/hours-pass", test_hours_pass);
  ADD ("today-moves-only-replay", test_today_moves_only_replay);
  ADD ("rows-agree-with-replay", test_rows_agree_with_replay);
  ADD ("read-only-beside-the-owner", test_read_only_beside_the_owner);
  ADD ("state", test_state);
  ADD ("new-case-invalid", test_new_case_invalid);
  return g_test_run ();
}
