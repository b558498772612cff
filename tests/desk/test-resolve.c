/* SPDX-License-Identifier: EUPL-1.2 */
/* What the loket did not take, and what a person decides about it: shown with what others did
 * meanwhile; done again, adapted, turned into a note, or dropped. */
#include "loket-test-decide.h"

enum {
  N_CASES = 60
};

typedef struct {
  LoketTestLoket *loket;
  LoketTestDesk *desk;
  char *case_id;
  guint n_of_others;
} Fixture;

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
  self->case_id = loket_test_desk_find_allowed (self->desk, LOKET_ACT_CLOSE, 0);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  loket_test_desk_free (self->desk);
  loket_test_loket_free (self->loket);
  g_free (self->case_id);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **slot = user_data;

  *slot = g_object_ref (result);
}

static char *
get_fact (Fixture *self, const char *field)
{
  g_autoptr (LoketDossier) dossier = loket_test_desk_load (self->desk, self->case_id, NULL);

  return json_node_dup_string (loket_case_get_fact (dossier->standing->current, field));
}

static LoketAct *
do_act (Fixture *self, const char *type, JsonObject *payload)
{
  g_autoptr (GError) error = NULL;
  LoketAct *act = loket_test_desk_do (self->desk, self->case_id, type, payload, &error);

  g_assert_no_error (error);
  return act;
}

/* At the same case, at another desk, with the line up. */
static void
somebody_else_does (Fixture *self, const char *type, const char *payload)
{
  g_autoptr (LoketDossier) dossier = loket_test_desk_load (self->desk, self->case_id, NULL);
  g_autofree char *act_id = g_strdup_printf ("22222222-2222-4222-8222-%012u", ++self->n_of_others);
  g_autofree char *path = g_strdup_printf ("/cases/%s/acts/%s", self->case_id, act_id);
  g_autofree char *body = g_strdup_printf (
      "{\"actId\": \"%s\", \"type\": \"%s\", \"author\": \"somebody.else\", \"occurredOn\":"
      " \"2026-11-23\", \"basedOn\": %d, \"payload\": %s}",
      act_id, type, (int) dossier->the_case->version, payload);
  g_autoptr (LoketRequest) request = loket_request_new ("PUT", path);
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
  g_autoptr (LoketResponse) response = NULL;
  guint wait_ms;

  loket_request_set_body (request, bytes, "application/json");
  response = loket_central_handle (self->loket->central, request, FALSE, &wait_ms);
  g_assert_cmpuint (response->status, ==, 201);
}

static void
somebody_else_corrects (Fixture *self, const char *field, const char *text)
{
  g_autofree char *old = get_fact (self, field);
  g_autofree char *payload =
      g_strdup_printf ("{\"field\": \"%s\", \"old\": \"%s\", \"new\": \"%s\"}", field, old, text);

  somebody_else_does (self, "correct", payload);
}

/* The only thing that waits. */
static char *
get_pending (Fixture *self, const char *state)
{
  g_autoptr (GPtrArray) items = loket_desk_list_pending (self->desk->desk);
  const LoketPendingItem *item;

  g_assert_cmpuint (items->len, ==, 1);
  item = g_ptr_array_index (items, 0);
  g_assert_cmpstr (item->state, ==, state);
  return g_strdup (item->id);
}

/* A decisive act on a case that somebody else has changed meanwhile. Gives its id. */
static char *
make_conflict (Fixture *self)
{
  g_autoptr (LoketAct) act =
      do_act (self, "close", loket_test_payload ("outcome", "withoutObject", NULL));
  g_autofree char *id = NULL;

  somebody_else_corrects (self, "subject", "Anders");
  sync_well (self);
  id = get_pending (self, "conflict");
  g_assert_cmpstr (id, ==, act->act_id);
  return g_steal_pointer (&id);
}

static void
test_shown (Fixture *self, gconstpointer data)
{
  g_autofree char *subject = get_fact (self, "subject");
  g_autofree char *id = make_conflict (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketConflict) conflict = loket_test_desk_load_conflict (self->desk, id, &error);
  const LoketConflictField *field;

  g_assert_no_error (error);
  g_assert_cmpint (conflict->act->type, ==, LOKET_ACT_CLOSE);
  g_assert_cmpuint (conflict->unseen->len, ==, 1);
  g_assert_cmpstr (((LoketAct *) g_ptr_array_index (conflict->unseen, 0))->author, ==,
                   "somebody.else");
  g_assert_cmpstr (conflict->base->standing->current->subject, ==, subject);
  g_assert_cmpstr (conflict->now->standing->current->subject, ==, "Anders");
  g_assert_cmpuint (conflict->fields->len, ==, 1);
  field = g_ptr_array_index (conflict->fields, 0);
  g_assert_cmpstr (field->code, ==, "outcome");
  g_assert_cmpstr (field->mine, ==, "withoutObject");
  g_assert_null (field->theirs);
}

static void
test_again (Fixture *self, gconstpointer data)
{
  g_autofree char *id = make_conflict (self);
  g_autofree char *again = NULL;
  g_autofree char *derived = NULL;
  g_autoptr (GError) error = NULL;

  loket_test_desk_resolve (self->desk, id, LOKET_RESOLUTION_AGAIN, NULL, &error);
  g_assert_no_error (error);
  again = get_pending (self, "waiting");
  g_assert_cmpstr (again, !=, id);
  derived = loket_random_derive_uuid (id, "again");
  g_assert_cmpstr (again, ==, derived); /* as at every other desk that has it */
  g_assert_true (loket_test_desk_is_audited (self->desk, "resolvedAgain", "withoutObject"));
  sync_well (self);
  g_assert_cmpuint (loket_test_desk_count_pending (self->desk), ==, 0);
  g_assert_cmpuint (loket_test_desk_count_taken (self->desk, self->case_id, LOKET_ACT_CLOSE,
                                                 "outcome", "withoutObject"),
                    ==, 1);
}

/* What a loket with a shorter history has no more keeps its id: brought back at two desks of one
 * person it is there once. */
static void
test_lost_again (Fixture *self, gconstpointer data)
{
  LoketMoment now = loket_desk_get_now (self->desk->desk);
  g_autoptr (LoketAct) act = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *again = NULL;
  g_autoptr (GError) error = NULL;

  self->loket->line = LOKET_TEST_AWAY;
  act = do_act (self, "note", loket_test_payload ("text", "had once", NULL));
  loket_store_mark_async (self->desk->desk->store, act->act_id, LOKET_WORK_REFUSED, "lostByLoket",
                          NULL, now, done_cb, &result);
  loket_test_desk_settle (self->desk);
  self->loket->line = LOKET_TEST_UP;
  somebody_else_does (self, "note", "{\"text\": \"meanwhile\"}");
  sync_well (self);
  loket_test_desk_resolve (self->desk, act->act_id, LOKET_RESOLUTION_AGAIN, NULL, &error);
  g_assert_no_error (error);
  again = get_pending (self, "waiting");
  g_assert_cmpstr (again, ==, act->act_id);
  sync_well (self);
  g_assert_cmpuint (
      loket_test_desk_count_taken (self->desk, self->case_id, LOKET_ACT_NOTE, "text", "had once"),
      ==, 1);
}

static void
test_adapt (Fixture *self, gconstpointer data)
{
  g_autofree char *id = make_conflict (self);
  g_autofree char *key = NULL;
  g_autofree char *expected = g_strdup_printf ("act:%s:close", self->case_id);
  g_autoptr (JsonObject) fields = NULL;
  g_autoptr (GError) error = NULL;

  loket_test_desk_resolve (self->desk, id, LOKET_RESOLUTION_ADAPT, &key, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (key, ==, expected);
  g_assert_cmpuint (loket_test_desk_count_pending (self->desk), ==, 0);
  fields = loket_desk_load_draft (self->desk->desk, key);
  g_assert_cmpstr (loket_json_peek_string (loket_json_peek_object (fields, "payload"), "outcome"),
                   ==, "withoutObject");
  g_assert_cmpuint (json_array_get_length (loket_json_peek_array (fields, "unseen")), ==, 1);
  g_assert_true (loket_test_desk_is_audited (self->desk, "adapted", "withoutObject"));
}

/* What is typed in the form already is not typed over. */
static void
test_adapt_beside_draft (Fixture *self, gconstpointer data)
{
  g_autofree char *id = make_conflict (self);
  g_autofree char *typed_key = g_strdup_printf ("act:%s:close", self->case_id);
  g_autofree char *key = NULL;
  g_autoptr (JsonObject) typed = loket_test_payload ("outcome", "withdrawn", NULL);
  g_autoptr (JsonObject) kept = NULL;
  g_autoptr (JsonObject) adapted = NULL;
  g_autoptr (GError) error = NULL;
  LoketDeskOptions options = {0};

  loket_desk_save_draft (self->desk->desk, typed_key, typed);
  loket_test_desk_resolve (self->desk, id, LOKET_RESOLUTION_ADAPT, &key, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (key, !=, typed_key);
  loket_test_desk_close (self->desk);
  loket_test_desk_open (self->desk, &options, &error);
  g_assert_no_error (error);
  kept = loket_desk_load_draft (self->desk->desk, typed_key);
  g_assert_cmpstr (loket_json_peek_string (kept, "outcome"), ==, "withdrawn");
  adapted = loket_desk_load_draft (self->desk->desk, key);
  g_assert_nonnull (adapted);
}

static void
test_note (Fixture *self, gconstpointer data)
{
  g_autoptr (LoketAct) act = NULL;
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;

  g_free (self->case_id);
  self->case_id = loket_test_desk_find_allowed (self->desk, LOKET_ACT_ANSWER, 0);
  act = do_act (self, "answer",
                loket_test_payload ("text", "U krijgt gelijk,\nen ook é.", "via", "post", NULL));
  somebody_else_corrects (self, "subject", "Anders");
  sync_well (self);
  id = get_pending (self, "conflict");
  loket_test_desk_resolve (self->desk, id, LOKET_RESOLUTION_NOTE, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (loket_test_desk_is_audited (self->desk, "turnedIntoNote", "gelijk"));
  sync_well (self);
  g_assert_cmpuint (loket_test_desk_count_pending (self->desk), ==, 0);
  g_assert_cmpuint (loket_test_desk_count_taken (self->desk, self->case_id, LOKET_ACT_NOTE, "text",
                                                 "U krijgt gelijk,\nen ook é."),
                    ==, 1);
  g_assert_cmpuint (loket_test_desk_count_taken (self->desk, self->case_id, LOKET_ACT_ANSWER,
                                                 "text", "U krijgt gelijk"),
                    ==, 0);
}

/* What stood there before stands in the case: in a note it would read as if somebody had said it.
 */
static void
test_note_of_correction (Fixture *self, gconstpointer data)
{
  g_autofree char *before = get_fact (self, "subject");
  g_autoptr (LoketAct) act = do_act (
      self, "correct",
      loket_test_payload ("field", "subject", "old", before, "new", "Mijn verbetering", NULL));
  g_autofree char *theirs =
      g_strdup_printf ("{\"field\": \"subject\", \"old\": \"%s\", \"new\": \"Anders\"}", before);
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;

  somebody_else_does (self, "correct", theirs);
  sync_well (self);
  id = get_pending (self, "conflict");
  g_assert_cmpstr (id, ==, act->act_id);
  loket_test_desk_resolve (self->desk, id, LOKET_RESOLUTION_NOTE, NULL, &error);
  g_assert_no_error (error);
  sync_well (self);
  g_assert_cmpuint (loket_test_desk_count_taken (self->desk, self->case_id, LOKET_ACT_NOTE, "text",
                                                 "Mijn verbetering"),
                    ==, 1);
  g_assert_cmpuint (
      loket_test_desk_count_taken (self->desk, self->case_id, LOKET_ACT_NOTE, "text", before), ==,
      0);
}

static void
test_drop (Fixture *self, gconstpointer data)
{
  g_autofree char *id = make_conflict (self);
  g_autoptr (GError) error = NULL;

  loket_test_desk_resolve (self->desk, id, LOKET_RESOLUTION_DROP, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (loket_test_desk_count_pending (self->desk), ==, 0);
  g_assert_true (loket_test_desk_is_audited (self->desk, "dropped", "withoutObject"));
  loket_test_desk_resolve (self->desk, id, LOKET_RESOLUTION_AGAIN, NULL, &error);
  g_assert_error (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_NOT_FOUND);
}

/* What waits behind it goes on, in the order in which it was done. */
static void
test_followers (Fixture *self, gconstpointer data)
{
  g_autoptr (LoketAct) closed =
      do_act (self, "close", loket_test_payload ("outcome", "withoutObject", NULL));
  g_autoptr (LoketAct) note = do_act (self, "note", loket_test_payload ("text", "Erna.", NULL));
  g_autoptr (LoketDossier) dossier = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketConflict) conflict = NULL;
  guint count;

  somebody_else_corrects (self, "subject", "Anders");
  sync_well (self);
  conflict = loket_test_desk_load_conflict (self->desk, closed->act_id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (conflict->followers, ==, 1);
  g_assert_cmpuint (loket_test_desk_count_pending (self->desk), ==, 2);
  loket_test_desk_resolve (self->desk, closed->act_id, LOKET_RESOLUTION_AGAIN, NULL, &error);
  g_assert_no_error (error);
  sync_well (self);
  g_assert_cmpuint (loket_test_desk_count_pending (self->desk), ==, 0);
  dossier = loket_test_desk_load (self->desk, self->case_id, NULL);
  count = dossier->the_case->acts->len;
  g_assert_cmpint (((LoketAct *) g_ptr_array_index (dossier->the_case->acts, count - 2))->type, ==,
                   LOKET_ACT_CLOSE);
  g_assert_cmpstr (((LoketAct *) g_ptr_array_index (dossier->the_case->acts, count - 1))->act_id,
                   ==, note->act_id);
}

/* Two who correct the same fact: the second is asked, and never silently wins. */
static void
test_same_fact (Fixture *self, gconstpointer data)
{
  g_autofree char *subject = get_fact (self, "subject");
  g_autofree char *id = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (LoketAct) act = NULL;
  g_autoptr (LoketConflict) conflict = NULL;
  g_autoptr (GError) error = NULL;
  const LoketConflictField *field;

  somebody_else_corrects (self, "subject", "Van een ander");
  act = do_act (self, "correct",
                loket_test_payload ("field", "subject", "old", subject, "new", "Van mij", NULL));
  sync_well (self);
  id = get_pending (self, "conflict");
  before = get_fact (self, "subject");
  g_assert_cmpstr (before, ==, "Van een ander");
  conflict = loket_test_desk_load_conflict (self->desk, id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (conflict->unseen->len, ==, 1);
  g_assert_cmpuint (conflict->fields->len, ==, 1);
  field = g_ptr_array_index (conflict->fields, 0);
  g_assert_cmpstr (field->code, ==, "subject");
  g_assert_cmpstr (field->base, ==, subject);
  g_assert_cmpstr (field->mine, ==, "Van mij");
  g_assert_cmpstr (field->theirs, ==, "Van een ander");
  g_assert_cmpstr (conflict->base->standing->current->subject, ==, subject);
  loket_test_desk_resolve (self->desk, id, LOKET_RESOLUTION_AGAIN, NULL, &error);
  g_assert_no_error (error);
  sync_well (self);
  g_assert_cmpuint (loket_test_desk_count_pending (self->desk), ==, 0);
  after = get_fact (self, "subject");
  g_assert_cmpstr (after, ==, "Van mij");
}

static void
test_other_fact (Fixture *self, gconstpointer data)
{
  g_autofree char *facts = get_fact (self, "facts");
  g_autofree char *subject = NULL;
  g_autofree char *corrected = NULL;
  g_autoptr (LoketAct) act = NULL;

  somebody_else_corrects (self, "subject", "Van een ander");
  act = do_act (self, "correct",
                loket_test_payload ("field", "facts", "old", facts, "new", "Van mij", NULL));
  sync_well (self);
  g_assert_cmpuint (loket_test_desk_count_pending (self->desk), ==, 0);
  subject = get_fact (self, "subject");
  corrected = get_fact (self, "facts");
  g_assert_cmpstr (subject, ==, "Van een ander");
  g_assert_cmpstr (corrected, ==, "Van mij");
}

/* What the rules do not allow on what is known now is not done again: it stays to be decided. */
static void
test_not_allowed_again (Fixture *self, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autofree char *still = NULL;
  g_autoptr (LoketAct) act =
      do_act (self, "close", loket_test_payload ("outcome", "withoutObject", NULL));
  g_autoptr (GError) error = NULL;

  somebody_else_does (self, "close", "{\"outcome\": \"withdrawn\"}");
  sync_well (self);
  id = get_pending (self, "conflict");
  g_assert_cmpstr (id, ==, act->act_id);
  loket_test_desk_resolve (self->desk, id, LOKET_RESOLUTION_AGAIN, NULL, &error);
  g_assert_error (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_NOT_ALLOWED);
  still = get_pending (self, "conflict");
  g_assert_cmpstr (still, ==, id);
}

/* What waits behind it and speaks of it speaks of what took its place. */
static void
test_followers_speak_of_it (Fixture *self, gconstpointer data)
{
  g_autoptr (LoketAct) answer = NULL;
  g_autoptr (LoketAct) posted = NULL;
  g_autoptr (LoketDossier) dossier = NULL;
  g_autoptr (GError) error = NULL;
  const LoketAct *first = NULL;
  const LoketAct *second = NULL;

  g_free (self->case_id);
  self->case_id = loket_test_desk_find_allowed (self->desk, LOKET_ACT_ANSWER, 0);
  answer = do_act (self, "answer", loket_test_payload ("text", "Gelijk.", "via", "post", NULL));
  posted =
      do_act (self, "dispatch",
              loket_test_payload ("kind", "answer", "actId", answer->act_id, "via", "post", NULL));
  somebody_else_corrects (self, "subject", "Anders");
  sync_well (self);
  loket_test_desk_resolve (self->desk, answer->act_id, LOKET_RESOLUTION_AGAIN, NULL, &error);
  g_assert_no_error (error);
  sync_well (self);
  g_assert_cmpuint (loket_test_desk_count_pending (self->desk), ==, 0);
  dossier = loket_test_desk_load (self->desk, self->case_id, NULL);
  first = g_ptr_array_index (dossier->the_case->acts, dossier->the_case->acts->len - 2);
  second = g_ptr_array_index (dossier->the_case->acts, dossier->the_case->acts->len - 1);
  g_assert_cmpint (first->type, ==, LOKET_ACT_ANSWER);
  g_assert_cmpstr (first->act_id, !=, answer->act_id);
  g_assert_cmpstr (second->act_id, ==, posted->act_id);
  g_assert_cmpstr (loket_act_get_text (second, "actId"), ==, first->act_id);
}

/* Nobody decides about what waits. */
static void
test_nothing_to_decide (Fixture *self, gconstpointer data)
{
  g_autoptr (LoketAct) act = do_act (self, "note", loket_test_payload ("text", "Later.", NULL));
  g_autoptr (GError) error = NULL;

  loket_test_desk_resolve (self->desk, act->act_id, LOKET_RESOLUTION_DROP, NULL, &error);
  g_assert_error (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_NOTHING_TO_DECIDE);
  g_assert_cmpuint (loket_test_desk_count_pending (self->desk), ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add ("/desk/resolve/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("shown", test_shown);
  ADD ("again", test_again);
  ADD ("lost-again", test_lost_again);
  ADD ("adapt", test_adapt);
  ADD ("adapt-beside-draft", test_adapt_beside_draft);
  ADD ("note", test_note);
  ADD ("note-of-correction", test_note_of_correction);
  ADD ("drop", test_drop);
  ADD ("followers", test_followers);
  ADD ("same-fact", test_same_fact);
  ADD ("other-fact", test_other_fact);
  ADD ("not-allowed-again", test_not_allowed_again);
  ADD ("followers-speak-of-it", test_followers_speak_of_it);
  ADD ("nothing-to-decide", test_nothing_to_decide);
  return g_test_run ();
}
