/* SPDX-License-Identifier: EUPL-1.2 */
/* Days, minutes and hours that pass while the desk is open. */

#include "loket-desk-fixture.h"

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
test_daily_copy (DeskFixture *self, gconstpointer data)
{
  g_assert_cmpuint (count_copies (self->desk), ==, 1);
  for (int hour = 0; hour < 24; hour++)
    loket_clock_step (self->loket->clock, DESK_FIXTURE_HOUR_MS);
  loket_test_desk_settle (self->desk);
  loket_desk_flush (self->desk->desk);
  g_assert_cmpuint (count_copies (self->desk), ==, 2);
}

static void
test_day_changed (DeskFixture *self, gconstpointer data)
{
  LoketDesk *desk = self->desk->desk;
  guint count = 0;

  g_signal_connect (desk, "day-changed", G_CALLBACK (count_cb), &count);
  loket_clock_step (self->loket->clock, 14 * DESK_FIXTURE_HOUR_MS);
  g_assert_cmpuint (count, ==, 0);
  loket_clock_step (self->loket->clock, 2 * DESK_FIXTURE_HOUR_MS);
  g_assert_cmpuint (count, ==, 1);
  g_assert_cmpint (loket_desk_get_today (desk), ==, loket_day_new (2026, 11, 24));
  /* The machine slept: no timer fired, and the first look tells it. */
  loket_clock_jump (self->loket->clock, 48 * DESK_FIXTURE_HOUR_MS);
  loket_clock_step (self->loket->clock, DESK_FIXTURE_HOUR_MS);
  g_assert_cmpuint (count, ==, 2);
}

/* The minutes are told only while somebody holds them, each at its border. */
static void
test_minutes_are_held (DeskFixture *self, gconstpointer data)
{
  LoketDesk *desk = self->desk->desk;
  guint count = 0;

  g_signal_connect (desk, "minute-changed", G_CALLBACK (count_cb), &count);
  loket_clock_step (self->loket->clock, DESK_FIXTURE_HOUR_MS);
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
  loket_clock_step (self->loket->clock, DESK_FIXTURE_HOUR_MS);
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
  g_autoptr (JsonObject) facts = desk_fixture_make_facts ("In hours");
  g_autoptr (LoketDossier) dossier = NULL;
  g_autoptr (GError) error = NULL;
  DeskFixture self;
  guint count = 0;
  gboolean met_running = FALSE, met_overdue = FALSE;

  g_setenv ("LOKET_DATADIR", folder, TRUE);
  self.loket = loket_test_loket_new (0, 7);
  self.desk = loket_test_desk_new (self.loket, 11);
  desk_fixture_sync (self.desk);
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
    loket_clock_step (self.loket->clock, DESK_FIXTURE_HOUR_MS / 2 + 1);
    loket_test_desk_settle (self.desk);
  }
  g_assert_true (met_running && met_overdue);
  g_assert_cmpuint (count, >, 0);
  g_assert_cmpuint (count, <, 24);
  desk_fixture_tear_down (&self, NULL);
  g_setenv ("LOKET_DATADIR", data, TRUE);
  loket_test_remove_folder (folder);
}

static void
test_today_moves_only_replay (DeskFixture *self, gconstpointer data)
{
  LoketDeskOptions options = {.today = loket_day_new (2026, 12, 24)};
  g_autoptr (GPtrArray) overdue_before = loket_test_desk_list (self->desk, "overdue");
  g_autoptr (GPtrArray) overdue = NULL;

  loket_test_desk_close (self->desk);
  g_assert_true (loket_test_desk_open (self->desk, &options, NULL));
  g_assert_cmpint (loket_desk_get_today (self->desk->desk), ==, options.today);
  desk_fixture_sync (self->desk);
  g_assert_cmpint (desk_fixture_get_state (self->desk)->clock_off_s, ==, 0);
  overdue = loket_test_desk_list (self->desk, "overdue");
  g_assert_cmpuint (overdue->len, >, overdue_before->len);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  desk_fixture_add ("days/daily-copy", test_daily_copy);
  desk_fixture_add ("days/day-changed", test_day_changed);
  desk_fixture_add ("days/minutes-are-held", test_minutes_are_held);
  g_test_add_func ("/desk/days/hours-pass", test_hours_pass);
  desk_fixture_add ("days/today-moves-only-replay", test_today_moves_only_replay);
  return g_test_run ();
}
