/* SPDX-License-Identifier: EUPL-1.2 */
/* Sentences, dates, numbers, countdowns and proofs in four languages. */
#include "loket-speech.h"

static LoketSpeech *
speak (const char *language)
{
  g_autoptr (GError) error = NULL;
  LoketSpeech *speech = loket_speech_new (language, &error);

  g_assert_no_error (error);
  return speech;
}

#define assert_text(wanted, call)                                                                  \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *text_ = (call);                                                               \
    g_assert_cmpstr (text_, ==, (wanted));                                                         \
  }                                                                                                \
  G_STMT_END

static void
test_days (void)
{
  g_autoptr (LoketSpeech) en = speak ("en");
  g_autoptr (LoketSpeech) nl = speak ("nl");
  g_autoptr (LoketSpeech) fr = speak ("fr");
  g_autoptr (LoketSpeech) de = speak ("de");
  LoketDay friday = loket_day_new (2026, 11, 27);
  LoketDay first = loket_day_new (2026, 5, 1);

  assert_text ("Friday 27 November 2026", loket_speech_day_long (en, friday));
  assert_text ("vrijdag 27 november 2026", loket_speech_day_long (nl, friday));
  assert_text ("vendredi 27 novembre 2026", loket_speech_day_long (fr, friday));
  assert_text ("Freitag, 27. November 2026", loket_speech_day_long (de, friday));
  assert_text ("1 mei 2026", loket_speech_day_medium (nl, first));
  assert_text ("1er mai 2026", loket_speech_day_medium (fr, first));
  assert_text ("1. Mai 2026", loket_speech_day_medium (de, first));
  assert_text ("27 nov", loket_speech_day_short (nl, friday));
  assert_text ("27. Nov.", loket_speech_day_short (de, friday));
  assert_text ("geen datum", loket_speech_day_long (nl, LOKET_NO_DAY));
}

static void
test_time_is_of_brussels (void)
{
  g_autoptr (LoketSpeech) nl = speak ("nl");
  LoketMoment moment;

  g_assert_true (loket_moment_parse ("2026-07-01T22:05:00Z", &moment));
  assert_text ("00:05", loket_speech_time (nl, moment));
  assert_text ("", loket_speech_time (nl, LOKET_NO_MOMENT));
}

static void
test_numbers (void)
{
  g_autoptr (LoketSpeech) en = speak ("en");
  g_autoptr (LoketSpeech) nl = speak ("nl");
  g_autoptr (LoketSpeech) fr = speak ("fr");

  assert_text ("100,000", loket_speech_number (en, 100000));
  assert_text ("1\u202f204", loket_speech_number (nl, 1204));
  assert_text ("999", loket_speech_number (fr, 999));
  assert_text ("0 dagen te laat", loket_speech_say_count (nl, "pill.over", 0));
  assert_text ("1 dag te laat", loket_speech_say_count (nl, "pill.over", 1));
  assert_text ("0 jour de retard", loket_speech_say_count (fr, "pill.over", 0));
  assert_text ("1 jour de retard", loket_speech_say_count (fr, "pill.over", 1));
  assert_text ("2 jours de retard", loket_speech_say_count (fr, "pill.over", 2));
}

/* What a citizen wrote is filled in once and never read as a sentence with places of its own. */
static void
test_values_are_not_sentences (void)
{
  g_autoptr (LoketSpeech) en = speak ("en");

  assert_text ("{detail}: <b>{headline}</b>",
               loket_speech_say (en, "act.line", "headline", "{detail}", "detail",
                                 "<b>{headline}</b>", NULL));
}

static void
test_names (void)
{
  g_autoptr (LoketSpeech) fr = speak ("fr");
  g_autoptr (JsonNode) root =
      loket_json_parse ("{\"nl\": \"Pasen\", \"de\": \"Ostern\"}", -1, NULL);

  g_assert_cmpstr (loket_speech_name (fr, "step", "mediating"), ==, "Médiation");
  g_assert_cmpstr (loket_speech_name (fr, "step", "hovering"), ==, "hovering");
  g_assert_cmpstr (loket_speech_name (fr, "nothing", "intake"), ==, "intake");
  g_assert_cmpstr (loket_speech_name (fr, "step", NULL), ==, "");
  g_assert_cmpstr (loket_speech_pick (fr, json_node_get_object (root)), ==, "Pasen");
  g_assert_cmpstr (loket_speech_pick (fr, NULL), ==, "");
}

static void
test_choice_of_language (void)
{
  g_setenv ("LANGUAGE", "pt:de_BE.UTF-8:nl", TRUE);
  assert_text ("de", loket_speech_choose_language (NULL));
  assert_text ("fr", loket_speech_choose_language ("fr"));
  assert_text ("de", loket_speech_choose_language ("xx"));
  g_unsetenv ("LANGUAGE");
  g_setenv ("LC_ALL", "fr_BE.UTF-8", TRUE);
  assert_text ("fr", loket_speech_choose_language (NULL));
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  assert_text ("en", loket_speech_choose_language (NULL));
}

static LoketClockReading
read_clock (LoketClockState state)
{
  LoketClockReading clock = {
      .id = LOKET_CLOCK_ANSWER,
      .state = state,
      .work_by = loket_day_new (2026, 11, 27),
      .last_day = loket_day_new (2026, 11, 29),
      .due = loket_day_new (2026, 11, 29),
  };

  return clock;
}

static void
test_pill (void)
{
  g_autoptr (LoketSpeech) en = speak ("en");
  g_autoptr (LoketSpeech) nl = speak ("nl");
  LoketClockReading clock = read_clock (LOKET_CLOCK_STATE_RUNNING);

  clock.working_days_left = 5;
  assert_text ("Answer: 5 working days",
               loket_speech_pill (en, &clock, loket_day_new (2026, 11, 20)));
  assert_text ("Antwoord: 5 werkdagen",
               loket_speech_pill (nl, &clock, loket_day_new (2026, 11, 20)));
  clock.working_days_left = 1;
  assert_text ("1 working day", loket_speech_countdown (en, &clock, loket_day_new (2026, 11, 26)));
  clock.working_days_left = 0;
  assert_text ("today", loket_speech_countdown (en, &clock, loket_day_new (2026, 11, 27)));
  assert_text ("last day Sunday 29 November",
               loket_speech_countdown (en, &clock, loket_day_new (2026, 11, 28)));
  assert_text ("last day today", loket_speech_countdown (en, &clock, loket_day_new (2026, 11, 29)));
  clock.state = LOKET_CLOCK_STATE_OVERDUE;
  assert_text ("1 day over", loket_speech_countdown (en, &clock, loket_day_new (2026, 11, 30)));
  assert_text ("3 dagen te laat", loket_speech_countdown (nl, &clock, loket_day_new (2026, 12, 2)));
  clock = read_clock (LOKET_CLOCK_STATE_MET_LATE);
  assert_text ("done, but late", loket_speech_countdown (en, &clock, loket_day_new (2026, 12, 9)));
}

static void
test_pill_of_a_suspended_clock (void)
{
  g_autoptr (LoketSpeech) de = speak ("de");
  LoketClockReading clock = {.id = LOKET_CLOCK_ANSWER, .state = LOKET_CLOCK_STATE_SUSPENDED};

  clock.days_left = 12;
  assert_text ("ausgesetzt, noch 12 Tage",
               loket_speech_countdown (de, &clock, loket_day_new (2026, 11, 20)));
  clock.days_left = -2;
  assert_text ("ausgesetzt", loket_speech_countdown (de, &clock, loket_day_new (2026, 11, 20)));
}

static void
test_proof (void)
{
  g_autoptr (LoketSpeech) en = speak ("en");
  g_autoptr (LoketSpeech) fr = speak ("fr");
  g_autoptr (GPtrArray) lines = g_ptr_array_new ();
  LoketExplanationLine anchor = {.kind = "anchor",
                                 .day = loket_day_new (2026, 11, 12),
                                 .subject = "received",
                                 .source = (char *) "art. 1",
                                 .confirmed = TRUE};
  LoketExplanationLine period = {.kind = "period", .days = 10, .unit = "calendarDay"};
  LoketExplanationLine extension = {
      .kind = "extension", .day = loket_day_new (2026, 11, 12), .days = 10, .unit = "calendarDay"};
  LoketExplanationLine last = {.kind = "lastDay", .day = loket_day_new (2026, 11, 22)};
  LoketExplanationLine weekend = {.kind = "weekend", .day = loket_day_new (2026, 11, 22)};
  LoketExplanationLine member = {.kind = "unconfirmed", .subject = "rollRule"};
  LoketClockReading clock = {.id = LOKET_CLOCK_ACKNOWLEDGEMENT, .explanation = lines};

  g_ptr_array_add (lines, &anchor);
  g_ptr_array_add (lines, &period);
  g_ptr_array_add (lines, &last);
  g_ptr_array_add (lines, &weekend);
  g_ptr_array_add (lines, &member);
  assert_text ("Counts from Thursday 12 November 2026: receipt by the authority. That day itself "
               "does not count. (art. 1)\n"
               "The term is 10 calendar days.\n"
               "The last day is Sunday 22 November 2026.\n"
               "That day is a Sunday.\n"
               "Not confirmed: whether a last day in a weekend or on a holiday moves.",
               loket_speech_explain_clock (en, &clock));
  assert_text ("Prolongé le jeudi 12 novembre 2026 de 10 jours calendrier. Non confirmé.",
               loket_speech_explain_line (fr, &extension));
}

/* Every kind of line that replay may give has a sentence, in every language. */
static void
test_every_kind_of_line (void)
{
  static const char *const kinds[] = {
      "anchor",  "period", "extension", "suspension", "lastDay",         "holiday",
      "weekend", "workBy", "rollOver",  "noRollOver", "unconfirmed",     "satisfied",
      "skipped", "closed", "noTerm",    "notStarted", "countsWhenTaken",
  };
  static const char *const languages[] = {"en", "nl", "fr", "de"};

  for (gsize l = 0; l < G_N_ELEMENTS (languages); l++) {
    g_autoptr (LoketSpeech) speech = speak (languages[l]);

    for (gsize k = 0; k < G_N_ELEMENTS (kinds); k++) {
      LoketExplanationLine line = {.kind = kinds[k], .day = 739000, .days = 3, .confirmed = TRUE};
      g_autofree char *text = loket_speech_explain_line (speech, &line);

      g_assert_cmpstr (text, !=, kinds[k]);
      g_assert_null (strchr (text, '{'));
    }
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/words/speech/days", test_days);
  g_test_add_func ("/words/speech/time-is-of-brussels", test_time_is_of_brussels);
  g_test_add_func ("/words/speech/numbers", test_numbers);
  g_test_add_func ("/words/speech/values-are-not-sentences", test_values_are_not_sentences);
  g_test_add_func ("/words/speech/names", test_names);
  g_test_add_func ("/words/speech/choice-of-language", test_choice_of_language);
  g_test_add_func ("/words/speech/pill", test_pill);
  g_test_add_func ("/words/speech/pill-of-a-suspended-clock", test_pill_of_a_suspended_clock);
  g_test_add_func ("/words/speech/proof", test_proof);
  g_test_add_func ("/words/speech/every-kind-of-line", test_every_kind_of_line);
  return g_test_run ();
}
