/* SPDX-License-Identifier: EUPL-1.2 */
/* What a pill says and in which tone; and how a day can be typed. */
#include <gtk/gtk.h>

#include "loket-date-row.h"
#include "loket-pill.h"

static LoketDay today;

static LoketClockReading
make_reading (LoketClockState state, int days_left, int working_days_left)
{
  return (LoketClockReading){
      .id = LOKET_CLOCK_ANSWER,
      .id_code = (char *) "answer",
      .kind = LOKET_CLOCK_KIND_LEGAL,
      .confirmed = TRUE,
      .state = state,
      .last_day = today + days_left,
      .due = today + days_left,
      .due_at = LOKET_NO_MOMENT,
      .work_by = today + days_left,
      .days_left = days_left,
      .working_days_left = working_days_left,
  };
}

static void
check (LoketClockReading reading, const char *text, const char *tone)
{
  g_autoptr (LoketSpeech) speech = loket_speech_new ("en", NULL);
  GtkWidget *label = g_object_ref_sink (gtk_label_new (NULL));

  loket_pill_show (GTK_LABEL (label), speech, &reading, loket_moment_of_day (today, 12, 0));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (label)), ==, text);
  g_assert_true (gtk_widget_has_css_class (label, tone));
  g_assert_true (gtk_widget_get_visible (label));
  g_assert_finalize_object (label);
}

static void
test_words (void)
{
  check (make_reading (LOKET_CLOCK_STATE_RUNNING, 7, 5), "5 working days", "calm");
  check (make_reading (LOKET_CLOCK_STATE_RUNNING, 2, 2), "2 working days", "soon");
  check (make_reading (LOKET_CLOCK_STATE_RUNNING, 0, 0), "today", "soon");
  check (make_reading (LOKET_CLOCK_STATE_OVERDUE, -3, 0), "3 days over", "late");
}

/* Between the last office day and the last day itself the pill names that day. */
static void
test_last_days (void)
{
  LoketClockReading reading = make_reading (LOKET_CLOCK_STATE_RUNNING, 1, 0);

  reading.work_by = today - 1;
  check (reading, "last day Tuesday 24 November", "soon");
}

/* A row is bound to one case after the other: the tone of the one before must not stay. */
static void
test_tone_changes (void)
{
  g_autoptr (LoketSpeech) speech = loket_speech_new ("nl", NULL);
  GtkWidget *label = g_object_ref_sink (gtk_label_new (NULL));
  LoketClockReading late = make_reading (LOKET_CLOCK_STATE_OVERDUE, -1, 0);
  LoketClockReading calm = make_reading (LOKET_CLOCK_STATE_RUNNING, 20, 14);

  loket_pill_show (GTK_LABEL (label), speech, &late, loket_moment_of_day (today, 12, 0));
  loket_pill_show (GTK_LABEL (label), speech, &calm, loket_moment_of_day (today, 12, 0));
  g_assert_false (gtk_widget_has_css_class (label, "late"));
  g_assert_true (gtk_widget_has_css_class (label, "calm"));
  loket_pill_show (GTK_LABEL (label), speech, NULL, loket_moment_of_day (today, 12, 0));
  g_assert_false (gtk_widget_get_visible (label));
  g_assert_finalize_object (label);
}

static void
check_short (const char *language, int minutes_left, const char *text)
{
  g_autoptr (LoketSpeech) speech = loket_speech_new (language, NULL);
  GtkWidget *label = g_object_ref_sink (gtk_label_new (NULL));
  LoketMoment now = loket_moment_of_day (today, 12, 0);
  LoketClockReading reading = make_reading (LOKET_CLOCK_STATE_RUNNING, 0, 0);

  reading.due_at = now + minutes_left * 60 * LOKET_SECOND_US;
  reading.due = reading.last_day = reading.work_by = loket_moment_get_day (reading.due_at);
  reading.working_days_left = reading.work_by - today;
  loket_pill_show_short (GTK_LABEL (label), speech, &reading, now);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (label)), ==, text);
  g_assert_true (gtk_widget_has_css_class (label, minutes_left < 0 ? "late" : "soon"));
  g_assert_finalize_object (label);
}

/* A row has room for what is left only: days until there is a day left, and then hours. */
static void
test_hours_of_a_row (void)
{
  check_short ("en", 3 * 60 + 20, "3 hours left");
  check_short ("nl", 3 * 60, "nog 3 uur");
  check_short ("fr", 3 * 60, "encore 3 heures");
  check_short ("de", 3 * 60, "noch 3 Stunden");
  check_short ("en", 23 * 60 + 59, "23 hours left");
  check_short ("en", 24 * 60, "1 working day");
  check_short ("en", 25, "25 minutes left");
  check_short ("en", -5, "late since 11:55");
}

static void
test_typed_days (void)
{
  static const char *const good[] = {"2026-11-27", "27/11/2026", "27-11-2026", "27.11.2026",
                                     " 27 11 2026 "};
  static const char *const bad[] = {"27/11/26", "31/11/2026", "27/11",     "tomorrow",
                                    "0/1/2026", "2026-11-31", "300/1/2026"};
  LoketDay day;

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++) {
    g_assert_true (loket_date_parse (good[i], &day));
    g_assert_cmpint (day, ==, loket_day_new (2026, 11, 27));
  }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_test_message ("%s", bad[i]);
    g_assert_false (loket_date_parse (bad[i], &day));
  }
  g_assert_true (loket_date_parse ("  ", &day));
  g_assert_cmpint (day, ==, LOKET_NO_DAY);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  today = loket_day_new (2026, 11, 23);
  g_test_add_func ("/ui/pill/words", test_words);
  g_test_add_func ("/ui/pill/last-days", test_last_days);
  g_test_add_func ("/ui/pill/tone-changes", test_tone_changes);
  g_test_add_func ("/ui/pill/hours-of-a-row", test_hours_of_a_row);
  g_test_add_func ("/ui/date/typed-days", test_typed_days);
  return g_test_run ();
}
