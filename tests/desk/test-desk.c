/* SPDX-License-Identifier: EUPL-1.2 */
/* What a person does at the desk: offline and back, previews, conflicts, and beside another
 * program. */
#include <string.h>

#include "loket-desk-fixture.h"

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
test_offline_and_back (DeskFixture *self, gconstpointer data)
{
  LoketTestDesk *desk = self->desk;
  g_autofree char *acknowledged = loket_test_desk_find_allowed (desk, LOKET_ACT_ACKNOWLEDGE, 0);
  g_autofree char *noted = loket_test_desk_find_allowed (desk, LOKET_ACT_NOTE, 3);
  g_autofree char *extended = loket_test_desk_find_allowed (desk, LOKET_ACT_EXTEND, 1);
  g_autoptr (JsonObject) facts = desk_fixture_make_facts ("Een nieuwe klacht");
  g_autoptr (LoketDossier) registered = NULL;
  g_autoptr (LoketTestDesk) other = NULL;
  g_autoptr (LoketDossier) seen = NULL;
  g_autoptr (GPtrArray) pending = NULL;
  guint acknowledgements = count_acts (desk, acknowledged, LOKET_ACT_ACKNOWLEDGE, FALSE);
  guint notes = count_acts (desk, noted, LOKET_ACT_NOTE, FALSE);
  guint extensions = count_acts (desk, extended, LOKET_ACT_EXTEND, FALSE);

  self->loket->line = LOKET_TEST_AWAY;
  desk_fixture_do (desk, acknowledged, "acknowledge", loket_test_payload ("via", "mail", NULL));
  desk_fixture_do (desk, noted, "note", loket_test_payload ("text", "Teruggebeld.", NULL));
  desk_fixture_do (desk, extended, "extend",
                   loket_test_payload ("via", "mail", "reason", "Het archief is traag.", NULL));
  registered = loket_test_desk_register (desk, facts, NULL);
  g_assert_false (registered->registered);
  g_assert_true (g_str_has_prefix (registered->the_case->reference, "V-"));
  pending = loket_desk_list_pending (desk->desk);
  g_assert_cmpuint (pending->len, ==, 4);
  g_assert_cmpuint (desk_fixture_get_state (desk)->pending, ==, 4);
  g_assert_false (loket_test_desk_sync (desk, NULL));
  g_assert_false (desk_fixture_get_state (desk)->online);
  g_assert_cmpstr (desk_fixture_get_state (desk)->error, ==, "serverAway");

  /* Back, and every reply of a PUT is lost once. */
  self->loket->line = LOKET_TEST_DROP_REPLY;
  self->loket->line_method = "PUT";
  g_assert_false (loket_test_desk_sync (desk, NULL));
  self->loket->line = LOKET_TEST_UP;
  for (int i = 0; i < 4 && desk_fixture_get_state (desk)->pending > 0; i++)
    desk_fixture_sync (desk);
  g_assert_cmpuint (desk_fixture_get_state (desk)->pending, ==, 0);
  g_assert_null (desk_fixture_get_state (desk)->error);

  other = loket_test_desk_new (self->loket, 12);
  desk_fixture_sync (other);
  g_assert_cmpuint (count_acts (other, acknowledged, LOKET_ACT_ACKNOWLEDGE, FALSE), ==,
                    acknowledgements + 1);
  g_assert_cmpuint (count_acts (other, noted, LOKET_ACT_NOTE, FALSE), ==, notes + 1);
  g_assert_cmpuint (count_acts (other, extended, LOKET_ACT_EXTEND, FALSE), ==, extensions + 1);
  /* The provisional reference stays valid. */
  seen = loket_test_desk_load (other, registered->the_case->reference, NULL);
  g_assert_true (seen->registered);
  g_assert_cmpstr (seen->the_case->subject, ==, "Een nieuwe klacht");
  g_assert_cmpstr (seen->the_case->case_id, ==, registered->the_case->case_id);

  desk_fixture_sync (desk);
  loket_test_wire_forget (self->loket->wire);
  desk_fixture_sync (desk);
  g_assert_cmpint (desk_fixture_get_state (desk)->received, ==, 0);
  g_assert_cmpint (desk_fixture_get_state (desk)->sent, ==, 0);
  g_assert_cmpuint (loket_test_wire_get_requests (self->loket->wire)->len, ==, 1);
}

/* Nothing is lost by closing in the middle: what was pending is there again, and shown. */
static void
test_reopened_offline (DeskFixture *self, gconstpointer data)
{
  LoketDeskOptions options = {0};
  g_autofree char *case_id = loket_test_desk_find_allowed (self->desk, LOKET_ACT_ACKNOWLEDGE, 0);
  g_autoptr (LoketDossier) dossier = NULL;

  self->loket->line = LOKET_TEST_AWAY;
  desk_fixture_do (self->desk, case_id, "acknowledge", loket_test_payload ("via", "post", NULL));
  loket_test_desk_close (self->desk);
  g_assert_true (loket_test_desk_open (self->desk, &options, NULL));
  loket_test_desk_settle (self->desk);
  g_assert_cmpuint (desk_fixture_get_state (self->desk)->pending, ==, 1);
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
  desk_fixture_do (desk, case_id, code, payload);
  after = loket_test_desk_load (desk, case_id, NULL);
  assert_same_clocks (preview, after->standing);
}

/* What a form shows before an act is done is what then happens. */
static void
test_preview (DeskFixture *self, gconstpointer data)
{
  preview_then_do (self->desk, LOKET_ACT_ACKNOWLEDGE, loket_test_payload ("via", "mail", NULL));
  preview_then_do (self->desk, LOKET_ACT_ACKNOWLEDGE, loket_test_payload ("via", "loket", NULL));
  preview_then_do (self->desk, LOKET_ACT_EXTEND,
                   loket_test_payload ("via", "mail", "reason", "Nog niet klaar.", NULL));
  preview_then_do (self->desk, LOKET_ACT_NOTE, loket_test_payload ("text", "Gezien.", NULL));
}

static void
test_not_allowed (DeskFixture *self, gconstpointer data)
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
  g_assert_cmpuint (desk_fixture_get_state (self->desk)->pending, ==, 0);
}

/* Somebody else's decision came in between: kept as a conflict, shown, without effect. */
static void
test_case_changed (DeskFixture *self, gconstpointer data)
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

  desk_fixture_do (self->desk, case_id, "decline",
                   loket_test_payload ("kind", loket_json_peek_string (ground, "kind"), "ground",
                                       loket_json_peek_string (ground, "code"), "reason",
                                       "Verzonnen.", "via", "mail", NULL));
  loket_request_set_body (request, bytes, "application/json");
  response = loket_central_handle (self->loket->central, request, FALSE, &wait_ms);
  g_assert_cmpuint (response->status, ==, 201);
  desk_fixture_sync (self->desk);
  g_assert_cmpuint (desk_fixture_get_state (self->desk)->refused, ==, 1);
  after = loket_test_desk_load (self->desk, case_id, NULL);
  g_assert_cmpuint (after->refused->len, ==, 1);
  g_assert_cmpuint (after->pending->len, ==, 0);
  g_assert_cmpint (after->standing->step, ==, LOKET_STEP_INVESTIGATING);
}

/* The rows show the same dates as a full replay of every case. */
static void
test_rows_agree_with_replay (DeskFixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) lines = loket_test_desk_list (self->desk, "all");

  g_assert_cmpuint (lines->len, ==, DESK_FIXTURE_CASES);
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
test_read_only_beside_the_owner (DeskFixture *self, gconstpointer data)
{
  LoketTestDesk second = {
      .loket = self->loket, .folder = self->desk->folder, .random = self->desk->random};
  LoketDeskOptions options = {.read_only = TRUE};
  g_autofree char *case_id = loket_test_desk_find_allowed (self->desk, LOKET_ACT_NOTE, 0);
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (loket_test_desk_open (&second, &options, &error));
  lines = loket_test_desk_list (&second, "all");
  g_assert_cmpuint (lines->len, ==, DESK_FIXTURE_CASES);
  g_assert_null (loket_test_desk_do (&second, case_id, "note",
                                     loket_test_payload ("text", "x", NULL), &error));
  g_assert_error (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_IN_USE);
  loket_test_desk_close (&second);
}

static void
test_state (DeskFixture *self, gconstpointer data)
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
test_new_case_invalid (DeskFixture *self, gconstpointer data)
{
  g_autoptr (JsonObject) facts = desk_fixture_make_facts ("Morgen");
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

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  desk_fixture_add ("offline-and-back", test_offline_and_back);
  desk_fixture_add ("reopened-offline", test_reopened_offline);
  desk_fixture_add ("preview", test_preview);
  desk_fixture_add ("not-allowed", test_not_allowed);
  desk_fixture_add ("case-changed", test_case_changed);
  desk_fixture_add ("rows-agree-with-replay", test_rows_agree_with_replay);
  desk_fixture_add ("read-only-beside-the-owner", test_read_only_beside_the_owner);
  desk_fixture_add ("state", test_state);
  desk_fixture_add ("new-case-invalid", test_new_case_invalid);
  return g_test_run ();
}
