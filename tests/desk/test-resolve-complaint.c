/* SPDX-License-Identifier: EUPL-1.2 */
/* A complaint that the loket did not take, with what was done in it meanwhile: done again, adapted
 * or dropped. */
#include <string.h>

#include "loket-desk-documents.h"
#include "loket-desk-record.h"
#include "loket-test-decide.h"

typedef struct {
  LoketTestLoket *loket;
  LoketTestDesk *desk;
  char *case_id; /* (nullable): of the complaint */
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
  self->loket = loket_test_loket_new (3, 7);
  self->desk = loket_test_desk_new (self->loket, 11);
  sync_well (self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  loket_test_desk_free (self->desk);
  loket_test_loket_free (self->loket);
  g_free (self->case_id);
}

static void
do_note (Fixture *self, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketAct) act = loket_test_desk_do (self->desk, self->case_id, "note",
                                                 loket_test_payload ("text", text, NULL), &error);

  g_assert_no_error (error);
  g_assert_true (loket_act_is_pending (act));
}

static LoketResponse *
refuse_cases (LoketRequest *request, gpointer user_data, GError **error)
{
  if (!g_str_equal (request->method, "PUT") || strstr (request->path, "/acts/") != NULL)
    return NULL;
  return user_data != NULL ? loket_test_problem_new (409, user_data)
                           : loket_test_problem_new (400, "badRequest");
}

/* One that the loket refuses, with a note in it. @code: (nullable): of a 409. Gives its id. */
static char *
make_refused_complaint (Fixture *self, const char *code)
{
  g_autoptr (JsonNode) root = loket_json_parse (
      "{\"agency\": \"demo-vlg\", \"receivedOn\": \"2026-11-20\", \"subject\": \"Verzonnen\","
      " \"facts\": \"Verzonnen feiten.\", \"filingLanguage\": \"nl\", \"answerChannel\": \"mail\","
      " \"complainants\": [{\"name\": \"Roos Verzonnen\"}], \"grievances\": [{\"id\": \"k1\","
      " \"text\": \"Verzonnen\", \"main\": true}], \"demandKinds\": [\"complaint\"],"
      " \"carriers\": [\"counter\"], \"channels\": [\"citizen\"]}",
      -1, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketDossier) dossier =
      loket_test_desk_register (self->desk, json_node_get_object (root), &error);

  g_assert_no_error (error);
  g_free (self->case_id);
  self->case_id = g_strdup (dossier->the_case->case_id);
  do_note (self, "Aan de balie.");
  self->loket->answer = refuse_cases;
  self->loket->answer_data = (gpointer) code;
  loket_test_desk_sync (self->desk, NULL);
  self->loket->answer = NULL;
  g_assert_cmpuint (loket_test_desk_count_pending (self->desk), ==, 2);
  return g_strdup (self->case_id);
}

static void
test_again (Fixture *self, gconstpointer data)
{
  g_autofree char *id = make_refused_complaint (self, NULL);
  g_autoptr (GError) error = NULL;

  loket_test_desk_resolve (self->desk, id, LOKET_RESOLUTION_NOTE, NULL, &error);
  g_assert_error (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_INVALID);
  g_clear_error (&error);
  loket_test_desk_resolve (self->desk, id, LOKET_RESOLUTION_AGAIN, NULL, &error);
  g_assert_no_error (error);
  sync_well (self);
  g_assert_cmpuint (loket_test_desk_count_pending (self->desk), ==, 0);
  g_assert_cmpuint (loket_test_desk_count_taken (self->desk, self->case_id, LOKET_ACT_NOTE, "text",
                                                 "Aan de balie."),
                    ==, 1);
}

static void
test_adapt (Fixture *self, gconstpointer data)
{
  g_autofree char *id = make_refused_complaint (self, NULL);
  g_autofree char *key = NULL;
  g_autofree char *expected = g_strdup_printf ("case:new:%s", id);
  g_autoptr (JsonObject) fields = NULL;
  g_autoptr (GError) error = NULL;

  loket_test_desk_resolve (self->desk, id, LOKET_RESOLUTION_ADAPT, &key, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (key, ==, expected);
  g_assert_cmpuint (loket_test_desk_count_pending (self->desk), ==, 0);
  fields = loket_desk_load_draft (self->desk->desk, key);
  g_assert_cmpstr (loket_json_peek_string (fields, "subject"), ==, "Verzonnen");
  g_assert_false (json_object_has_member (fields, "caseId"));
  g_assert_true (loket_test_desk_is_audited (self->desk, "adapted", "Aan de balie."));
  g_assert_null (loket_test_desk_load (self->desk, id, &error));
}

static void
test_drop (Fixture *self, gconstpointer data)
{
  g_autofree char *id = make_refused_complaint (self, NULL);
  g_autoptr (LoketConflict) conflict = NULL;
  g_autoptr (GError) error = NULL;

  conflict = loket_test_desk_load_conflict (self->desk, id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (conflict->followers, ==, 1);
  g_assert_null (conflict->act);
  loket_test_desk_resolve (self->desk, id, LOKET_RESOLUTION_DROP, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (loket_test_desk_count_pending (self->desk), ==, 0);
  g_assert_true (loket_test_desk_is_audited (self->desk, "dropped", "Verzonnen feiten."));
  g_assert_true (loket_test_desk_is_audited (self->desk, "dropped", "Aan de balie."));
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **slot = user_data;

  *slot = g_object_ref (result);
}

/* From its draft, as its form does. Gives the id of the case. */
static char *
do_again (Fixture *self, const char *draft_key, const char *subject)
{
  g_autoptr (JsonObject) typed = loket_desk_load_draft (self->desk->desk, draft_key);
  g_autoptr (JsonObject) facts = loket_json_object_copy (typed);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (LoketDossier) dossier = NULL;
  g_autoptr (GError) error = NULL;

  json_object_set_string_member (facts, "subject", subject);
  loket_desk_new_case_async (self->desk->desk, facts, draft_key, NULL, done_cb, &result);
  loket_test_desk_settle (self->desk);
  dossier = loket_desk_new_case_finish (self->desk->desk, result, &error);
  g_assert_no_error (error);
  return g_strdup (dossier->the_case->case_id);
}

/* The only draft of an act. */
static const LoketDraft *
find_draft_behind (Fixture *self)
{
  GPtrArray *drafts = loket_desk_list_drafts (self->desk->desk);
  const LoketDraft *found = NULL;

  for (guint i = 0; i < drafts->len; i++) {
    const LoketDraft *draft = g_ptr_array_index (drafts, i);

    if (loket_draft_is_of_complaint (draft))
      continue;
    g_assert_null (found);
    found = draft;
  }
  g_assert_nonnull (found);
  return found;
}

static void
reopen (Fixture *self)
{
  LoketDeskOptions options = {0};

  loket_test_desk_close (self->desk);
  g_assert_true (loket_test_desk_open (self->desk, &options, NULL));
}

/* What was typed in it is typed on, in the complaint under the number that the citizen was given.
 */
static void
test_adapt_keeps_what_is_behind (Fixture *self, gconstpointer data)
{
  g_autofree char *id = make_refused_complaint (self, NULL);
  g_autofree char *prefix = g_strdup_printf ("act:%s:note:", id);
  g_autofree char *key = NULL;
  g_autofree char *later_id = NULL;
  g_autoptr (GError) error = NULL;
  const LoketDraft *draft;

  loket_test_desk_resolve (self->desk, id, LOKET_RESOLUTION_ADAPT, &key, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (loket_desk_list_drafts (self->desk->desk)->len, ==, 2);
  reopen (self);
  g_assert_cmpuint (loket_desk_list_drafts (self->desk->desk)->len, ==, 2);
  draft = find_draft_behind (self);
  g_assert_true (g_str_has_prefix (draft->key, prefix));
  g_assert_cmpstr (draft->case_id, ==, id);
  g_assert_cmpstr (
      loket_json_peek_string (loket_json_peek_object (draft->fields, "payload"), "text"), ==,
      "Aan de balie.");
  later_id = do_again (self, key, "Nu goed");
  g_assert_cmpstr (later_id, ==, id);
  sync_well (self);
  g_assert_cmpuint (loket_test_desk_count_pending (self->desk), ==, 0);
  do_note (self, "Aan de balie.");
  sync_well (self);
  g_assert_cmpuint (
      loket_test_desk_count_taken (self->desk, id, LOKET_ACT_NOTE, "text", "Aan de balie."), ==, 1);
}

/* The loket has something else under its id: that would be refused for ever. */
static void
test_adapt_under_another_id (Fixture *self, gconstpointer data)
{
  g_autofree char *id = make_refused_complaint (self, "differentContent");
  g_autofree char *key = NULL;
  g_autofree char *later_id = NULL;
  g_autoptr (GError) error = NULL;

  loket_test_desk_resolve (self->desk, id, LOKET_RESOLUTION_ADAPT, &key, &error);
  g_assert_no_error (error);
  later_id = do_again (self, key, "Nu goed");
  g_assert_cmpstr (later_id, !=, id);
  g_assert_cmpstr (find_draft_behind (self)->case_id, ==, later_id);
  sync_well (self);
  g_assert_cmpuint (loket_test_desk_count_pending (self->desk), ==, 0);
}

/* A draft that came back (from a copy, from another desk) after its complaint was done. */
static void
test_done_twice (Fixture *self, gconstpointer data)
{
  g_autofree char *id = make_refused_complaint (self, NULL);
  g_autofree char *key = NULL;
  g_autofree char *first_id = NULL;
  g_autofree char *second_id = NULL;
  g_autoptr (JsonObject) typed = NULL;
  g_autoptr (GError) error = NULL;

  loket_test_desk_resolve (self->desk, id, LOKET_RESOLUTION_ADAPT, &key, &error);
  g_assert_no_error (error);
  typed = loket_desk_load_draft (self->desk->desk, key);
  first_id = do_again (self, key, "Eerst");
  g_assert_cmpstr (first_id, ==, id);
  sync_well (self);
  loket_desk_save_draft (self->desk->desk, key, typed);
  second_id = do_again (self, key, "Daarna");
  g_assert_cmpstr (second_id, !=, id);
  sync_well (self);
  g_assert_cmpuint (loket_test_desk_count_pending (self->desk), ==, 0);
}

/* A draft has no place for the contents of a document: nothing of it goes. */
static void
test_adapt_with_a_document (Fixture *self, gconstpointer data)
{
  g_autofree char *id = make_refused_complaint (self, NULL);
  g_autofree char *path = g_build_filename (self->desk->folder, "brief.txt", NULL);
  g_autoptr (LoketDossier) dossier = loket_test_desk_load (self->desk, id, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (LoketAct) act = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "Verzonnen brief.", -1, NULL));
  loket_desk_add_document_async (self->desk->desk, dossier, file, NULL, NULL, done_cb, &result);
  loket_test_desk_settle (self->desk);
  act = loket_desk_add_document_finish (self->desk->desk, result, &error);
  g_assert_no_error (error);
  loket_test_desk_resolve (self->desk, id, LOKET_RESOLUTION_ADAPT, NULL, &error);
  g_assert_error (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_NOT_ALLOWED);
  g_assert_cmpstr (error->message, ==, "documentsInDraft");
  g_assert_cmpuint (loket_test_desk_count_pending (self->desk), ==, 3);
  g_assert_cmpuint (loket_desk_list_drafts (self->desk->desk)->len, ==, 0);
}

/* What was dropped can be read, and what is only a fact is not among it. */
static void
test_record (Fixture *self, gconstpointer data)
{
  g_autofree char *id = make_refused_complaint (self, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;

  loket_test_desk_resolve (self->desk, id, LOKET_RESOLUTION_DROP, NULL, &error);
  g_assert_no_error (error);
  loket_desk_list_record_async (self->desk->desk, done_cb, &result);
  loket_test_desk_settle (self->desk);
  entries = loket_desk_list_record_finish (self->desk->desk, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (entries->len, ==, 2);
  for (guint i = 0; i < entries->len; i++) {
    const LoketAuditEntry *entry = g_ptr_array_index (entries, i);

    g_assert_cmpstr (entry->what, ==, "dropped");
    g_assert_cmpstr (entry->case_id, ==, id);
    g_assert_nonnull (entry->body);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func)                                                                            \
  g_test_add ("/desk/resolve-complaint/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("again", test_again);
  ADD ("adapt", test_adapt);
  ADD ("adapt-keeps-what-is-behind", test_adapt_keeps_what_is_behind);
  ADD ("adapt-under-another-id", test_adapt_under_another_id);
  ADD ("done-twice", test_done_twice);
  ADD ("adapt-with-a-document", test_adapt_with_a_document);
  ADD ("drop", test_drop);
  ADD ("record", test_record);
  return g_test_run ();
}
