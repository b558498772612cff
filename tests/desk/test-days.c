/* SPDX-License-Identifier: EUPL-1.2 */
/* What lists show on another day than that on which it was replayed. */
#include "loket-test-desk.h"

enum {
  N_CASES = 60,
  HOUR_MS = 60 * 60 * 1000
};

static void
sync_well (LoketTestDesk *desk)
{
  g_autoptr (GError) error = NULL;

  loket_test_desk_sync (desk, &error);
  g_assert_no_error (error);
  loket_test_desk_settle (desk);
}

static void
open_well (LoketTestDesk *desk, gboolean reset_cache)
{
  LoketDeskOptions options = {.today = LOKET_NO_DAY, .reset_cache = reset_cache};
  g_autoptr (GError) error = NULL;

  loket_test_desk_open (desk, &options, &error);
  g_assert_no_error (error);
  loket_test_desk_settle (desk);
}

static gboolean
is_waiting (LoketTestDesk *desk, const char *case_id)
{
  g_autoptr (GPtrArray) lines = loket_test_desk_list (desk, "waiting");

  for (guint i = 0; i < lines->len; i++) {
    if (g_str_equal (((LoketCaseLine *) g_ptr_array_index (lines, i))->case_id, case_id))
      return TRUE;
  }
  return FALSE;
}

/* Returns: (transfer full): a case that waits for the service from now on, as the loket has it, too
 */
static char *
ask_the_service (LoketTestDesk *desk)
{
  JsonObject *payload =
      loket_test_payload ("from", "service", "text", "Uw standpunt?", "via", "mail", NULL);
  char *case_id = NULL;
  g_autoptr (LoketAct) act = NULL;
  g_autoptr (GError) error = NULL;

  for (guint skip = 0; case_id == NULL || is_waiting (desk, case_id); skip++) {
    g_free (case_id);
    case_id = loket_test_desk_find_allowed (desk, LOKET_ACT_REQUEST, skip);
  }
  act = loket_test_desk_do (desk, case_id, "request", payload, &error);
  g_assert_no_error (error);
  sync_well (desk);
  g_assert_true (is_waiting (desk, case_id));
  return case_id;
}

/* An act of tomorrow has no effect: while the clock of this machine is behind, that is what the
 * list shows. Once it is right, and the desk was closed meanwhile, it shows what is. */
static void
test_opened_on_another_day (void)
{
  g_autoptr (LoketTestLoket) loket = loket_test_loket_new (N_CASES, 7);
  g_autoptr (LoketTestDesk) desk = loket_test_desk_new (loket, 11);
  g_autofree char *case_id = NULL;

  sync_well (desk);
  case_id = ask_the_service (desk);
  loket_test_desk_close (desk);
  loket_clock_jump (loket->clock, -48 * HOUR_MS);
  open_well (desk, TRUE);
  sync_well (desk);
  g_assert_false (is_waiting (desk, case_id));
  loket_test_desk_close (desk);
  loket_clock_jump (loket->clock, 48 * HOUR_MS);
  open_well (desk, FALSE);
  g_assert_true (is_waiting (desk, case_id));
}

/* The same, where the desk stays open, and the clock is put right before the day is looked at: also
 * in a case in which something was done meanwhile, and taken back: nothing of it comes in anew. */
static void
test_clock_put_right (void)
{
  g_autoptr (LoketTestLoket) loket = loket_test_loket_new (N_CASES, 7);
  g_autoptr (LoketTestDesk) desk = loket_test_desk_new (loket, 11);
  g_autofree char *case_id = NULL;
  g_autoptr (LoketAct) note = NULL;
  g_autoptr (GError) error = NULL;

  sync_well (desk);
  case_id = ask_the_service (desk);
  loket_clock_jump (loket->clock, -48 * HOUR_MS);
  note = loket_test_desk_do (desk, case_id, "note", loket_test_payload ("text", "Gebeld.", NULL),
                             &error);
  g_assert_no_error (error);
  loket_test_desk_take_back (desk, note->act_id, &error);
  g_assert_no_error (error);
  g_assert_false (is_waiting (desk, case_id));
  loket_clock_jump (loket->clock, 48 * HOUR_MS);
  sync_well (desk);
  g_assert_true (is_waiting (desk, case_id));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/desk/days/opened-on-another-day", test_opened_on_another_day);
  g_test_add_func ("/desk/days/clock-put-right", test_clock_put_right);
  return g_test_run ();
}
