/* SPDX-License-Identifier: EUPL-1.2 */
/* The short while in which an act is judged and kept: asked for twice, together with another one,
 * and the draft that is saved meanwhile. */
#include <glib/gstdio.h>

#include "loket-test-desk.h"

enum {
  N_CASES = 60
};

typedef struct {
  LoketTestLoket *loket;
  LoketTestDesk *desk;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->loket = loket_test_loket_new (N_CASES, 7);
  self->desk = loket_test_desk_new (self->loket, 11);
  loket_test_desk_sync (self->desk, &error);
  g_assert_no_error (error);
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
begin (Fixture *self,
       LoketDossier *dossier,
       LoketActType type,
       const char *text,
       const char *draft_key,
       GAsyncResult **result)
{
  LoketDesk *desk = self->desk->desk;
  g_autoptr (JsonObject) payload = NULL;

  if (type == LOKET_ACT_CLOSE)
    payload = loket_test_payload ("outcome", text, NULL);
  else
    payload = loket_test_payload ("text", text, NULL);
  loket_desk_do_act_async (desk, dossier, loket_act_type_to_string (type),
                           loket_desk_get_today (desk), payload, draft_key, NULL, done_cb, result);
}

static LoketAct *
finish (Fixture *self, GAsyncResult *result, GError **error)
{
  g_assert_nonnull (result);
  return loket_desk_do_act_finish (self->desk->desk, result, error);
}

static guint
count_pending (Fixture *self, const char *case_id)
{
  g_autoptr (LoketDossier) dossier = loket_test_desk_load (self->desk, case_id, NULL);

  return dossier->pending->len;
}

/* A double click: one act, and both are told of it. */
static void
test_asked_twice (Fixture *self, gconstpointer data)
{
  LoketActType type = GPOINTER_TO_INT (data);
  const char *text = type == LOKET_ACT_CLOSE ? "withoutObject" : "Eens gezegd.";
  g_autofree char *case_id = loket_test_desk_find_allowed (self->desk, type, 0);
  g_autoptr (LoketDossier) dossier = loket_test_desk_load (self->desk, case_id, NULL);
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketAct) one = NULL;
  g_autoptr (LoketAct) two = NULL;

  begin (self, dossier, type, text, NULL, &first);
  begin (self, dossier, type, text, NULL, &second);
  loket_test_desk_settle (self->desk);
  one = finish (self, first, &error);
  g_assert_no_error (error);
  two = finish (self, second, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_pending (self, case_id), ==, 1);
  g_assert_cmpstr (one->act_id, ==, two->act_id);
}

/* The second of two decisive acts is judged by what the first one left. */
static void
test_asked_together (Fixture *self, gconstpointer data)
{
  g_autofree char *case_id = loket_test_desk_find_allowed (self->desk, LOKET_ACT_CLOSE, 0);
  g_autoptr (LoketDossier) dossier = loket_test_desk_load (self->desk, case_id, NULL);
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketAct) one = NULL;
  g_autoptr (LoketAct) two = NULL;

  begin (self, dossier, LOKET_ACT_CLOSE, "withoutObject", NULL, &first);
  begin (self, dossier, LOKET_ACT_CLOSE, "withdrawn", NULL, &second);
  loket_test_desk_settle (self->desk);
  one = finish (self, first, &error);
  g_assert_no_error (error);
  two = finish (self, second, &error);
  g_assert_error (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_NOT_ALLOWED);
  g_assert_cmpuint (count_pending (self, case_id), ==, 1);
}

/* Later, the same words are another note. */
static void
test_asked_again (Fixture *self, gconstpointer data)
{
  g_autofree char *case_id = loket_test_desk_find_allowed (self->desk, LOKET_ACT_NOTE, 0);
  g_autoptr (LoketDossier) dossier = loket_test_desk_load (self->desk, case_id, NULL);

  for (int i = 0; i < 2; i++) {
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (GError) error = NULL;
    g_autoptr (LoketAct) act = NULL;

    begin (self, dossier, LOKET_ACT_NOTE, "Weer gebeld.", NULL, &result);
    loket_test_desk_settle (self->desk);
    act = finish (self, result, &error);
    g_assert_no_error (error);
  }
  g_assert_cmpuint (count_pending (self, case_id), ==, 2);
}

static JsonObject *
load_draft_anew (Fixture *self, const char *key)
{
  LoketDeskOptions options = {0};

  loket_test_desk_close (self->desk);
  g_assert_true (loket_test_desk_open (self->desk, &options, NULL));
  return loket_desk_load_draft (self->desk->desk, key);
}

/* Does an act, and saves its draft once more after so many turns. */
static void
do_and_save_late (Fixture *self, const char *case_id, guint turns)
{
  g_autoptr (LoketDossier) dossier = loket_test_desk_load (self->desk, case_id, NULL);
  g_autoptr (JsonObject) fields = loket_test_payload ("text", "Gebeld.", NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketAct) act = NULL;
  g_autofree char *key = g_strdup_printf ("act:%s:note%u", case_id, turns);

  begin (self, dossier, LOKET_ACT_NOTE, "Gebeld.", key, &result);
  while (result == NULL) {
    if (turns-- == 0)
      loket_desk_save_draft (self->desk->desk, key, fields);
    if (!_loket_desk_step (self->desk->desk))
      g_main_context_iteration (NULL, FALSE);
  }
  loket_test_desk_settle (self->desk);
  act = finish (self, result, &error);
  g_assert_no_error (error);
}

/* What was saved as a draft while its act was being kept does not come back. */
static void
test_draft_saved_meanwhile (Fixture *self, gconstpointer data)
{
  LoketDeskOptions options = {0};
  g_autofree char *case_id = loket_test_desk_find_allowed (self->desk, LOKET_ACT_NOTE, 0);

  for (guint turns = 0; turns < 10; turns++)
    do_and_save_late (self, case_id, turns);
  loket_test_desk_close (self->desk);
  g_assert_true (loket_test_desk_open (self->desk, &options, NULL));
  g_assert_cmpuint (loket_desk_list_drafts (self->desk->desk)->len, ==, 0);
}

/* An act that is not allowed leaves its draft, as it was typed last. */
static void
test_draft_of_refused_act (Fixture *self, gconstpointer data)
{
  g_autofree char *case_id = loket_test_desk_find_allowed (self->desk, LOKET_ACT_CLOSE, 0);
  g_autofree char *key = g_strdup_printf ("act:%s:close", case_id);
  g_autoptr (LoketDossier) dossier = loket_test_desk_load (self->desk, case_id, NULL);
  g_autoptr (JsonObject) fields = loket_test_payload ("text", "getypt", NULL);
  g_autoptr (JsonObject) found = NULL;
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketAct) one = NULL;
  g_autoptr (LoketAct) none = NULL;

  begin (self, dossier, LOKET_ACT_CLOSE, "withoutObject", NULL, &first);
  begin (self, dossier, LOKET_ACT_CLOSE, "withdrawn", key, &second);
  loket_desk_save_draft (self->desk->desk, key, fields);
  loket_test_desk_settle (self->desk);
  one = finish (self, first, &error);
  g_assert_no_error (error);
  none = finish (self, second, &error);
  g_assert_error (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_NOT_ALLOWED);
  g_clear_object (&first);
  g_clear_object (&second);
  found = load_draft_anew (self, key);
  g_assert_nonnull (found);
  g_assert_cmpstr (loket_json_peek_string (found, "text"), ==, "getypt");
}

/* What the disk would not drop is dropped when the disk is back. */
static void
test_draft_not_dropped (Fixture *self, gconstpointer data)
{
  g_autofree char *work = g_build_filename (self->desk->folder, "work.db", NULL);
  g_autofree char *away = g_build_filename (self->desk->folder, "away.db", NULL);
  g_autoptr (JsonObject) fields = loket_test_payload ("text", "niet meer gewild", NULL);
  g_autoptr (JsonObject) other = loket_test_payload ("text", "wel gewild", NULL);
  g_autoptr (JsonObject) found = NULL;

  loket_desk_save_draft (self->desk->desk, "act:one:note", fields);
  loket_test_desk_settle (self->desk);
  g_assert_cmpint (g_rename (work, away), ==, 0);
  loket_desk_drop_draft (self->desk->desk, "act:one:note");
  loket_test_desk_settle (self->desk);
  g_assert_cmpint (g_rename (away, work), ==, 0);
  loket_desk_save_draft (self->desk->desk, "act:two:note", other);
  loket_test_desk_settle (self->desk);
  found = load_draft_anew (self, "act:one:note");
  g_assert_null (found);
}

#define ADD(path, data, test)                                                                      \
  g_test_add ("/desk/doing/" path, Fixture, GINT_TO_POINTER (data), set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("asked-twice/decisive", LOKET_ACT_CLOSE, test_asked_twice);
  ADD ("asked-twice/additive", LOKET_ACT_NOTE, test_asked_twice);
  ADD ("asked-together", 0, test_asked_together);
  ADD ("asked-again", 0, test_asked_again);
  ADD ("draft-saved-meanwhile", 0, test_draft_saved_meanwhile);
  ADD ("draft-of-refused-act", 0, test_draft_of_refused_act);
  ADD ("draft-not-dropped", 0, test_draft_not_dropped);
  return g_test_run ();
}
