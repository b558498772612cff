/* SPDX-License-Identifier: EUPL-1.2 */
/* Taking back what the loket surely does not have yet. */

#include "loket-desk-fixture.h"

static void
test_take_back (DeskFixture *self, gconstpointer data)
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
  g_assert_cmpuint (desk_fixture_get_state (self->desk)->pending, ==, 0);

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
test_take_back_at_once (DeskFixture *self, gconstpointer data)
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
test_take_back_after_a_try_without_connection (DeskFixture *self, gconstpointer data)
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
test_take_back_a_complaint (DeskFixture *self, gconstpointer data)
{
  g_autoptr (JsonObject) facts = desk_fixture_make_facts ("Vergissing");
  g_autoptr (LoketDossier) registered = loket_test_desk_register (self->desk, facts, NULL);
  const char *case_id = registered->the_case->case_id;
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GError) error = NULL;

  desk_fixture_do (self->desk, case_id, "note",
                   loket_test_payload ("text", "Bij nader inzien", NULL));
  loket_test_desk_take_back (self->desk, case_id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (desk_fixture_get_state (self->desk)->pending, ==, 0);
  lines = loket_test_desk_list (self->desk, "all");
  g_assert_cmpuint (lines->len, ==, DESK_FIXTURE_CASES);
  g_assert_null (loket_test_desk_load (self->desk, case_id, &error));
  g_assert_error (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_NOT_FOUND);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  desk_fixture_add ("take-back", test_take_back);
  desk_fixture_add ("take-back/at-once", test_take_back_at_once);
  desk_fixture_add ("take-back/after-a-try-without-connection",
                    test_take_back_after_a_try_without_connection);
  desk_fixture_add ("take-back/a-complaint", test_take_back_a_complaint);
  return g_test_run ();
}
