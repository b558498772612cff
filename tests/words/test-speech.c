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
  assert_text ("Le guichet central n’est pas joignable.",
               loket_speech_name_briefly (fr, "error", "serverAway"));
  assert_text ("Médiation", loket_speech_name_briefly (fr, "step", "mediating"));
  g_assert_cmpstr (loket_speech_pick (fr, json_node_get_object (root)), ==, "Pasen");
  g_assert_cmpstr (loket_speech_pick (fr, NULL), ==, "");
}

/* What an agency calls things stands before our names, and only where it has a word. */
static void
test_own_words (void)
{
  g_autoptr (LoketSpeech) plain = speak ("de");
  g_autoptr (JsonNode) words =
      loket_json_parse ("{\"acts\": {\"answer\": {\"nl\": \"a\", \"fr\": \"b\", \"de\": "
                        "\"Bescheid\", \"en\": \"d\"}},"
                        " \"letters\": {\"closing\": {\"nl\": \"a\", \"fr\": \"b\", \"de\": "
                        "\"Schluss\", \"en\": \"d\"}}}",
                        -1, NULL);
  g_autoptr (LoketSpeech) own = loket_speech_with_words (plain, json_node_get_object (words));
  g_autoptr (LoketSpeech) none = loket_speech_with_words (plain, NULL);

  g_assert_cmpstr (loket_speech_name (own, "act", "answer"), ==, "Bescheid");
  g_assert_cmpstr (loket_speech_own_name (own, "letter", "closing"), ==, "Schluss");
  g_assert_null (loket_speech_own_name (own, "letter", "answer"));
  g_assert_null (loket_speech_own_name (own, "clock", "answer"));
  g_assert_null (loket_speech_own_name (plain, "act", "answer"));
  g_assert_cmpstr (loket_speech_name (own, "clock", "answer"), ==,
                   loket_speech_name (plain, "clock", "answer"));
  g_assert_cmpstr (loket_speech_name (own, "step", "intake"), ==,
                   loket_speech_name (plain, "step", "intake"));
  g_assert_true (none == plain);
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

static LoketMoment
noon (LoketDay day)
{
  return loket_moment_of_day (day, 12, 0);
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
      .due_at = LOKET_NO_MOMENT,
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
               loket_speech_pill (en, &clock, noon (loket_day_new (2026, 11, 20))));
  assert_text ("Antwoord: 5 werkdagen",
               loket_speech_pill (nl, &clock, noon (loket_day_new (2026, 11, 20))));
  clock.working_days_left = 1;
  assert_text ("1 working day",
               loket_speech_countdown (en, &clock, noon (loket_day_new (2026, 11, 26))));
  clock.working_days_left = 0;
  assert_text ("today", loket_speech_countdown (en, &clock, noon (loket_day_new (2026, 11, 27))));
  assert_text ("last day Sunday 29 November",
               loket_speech_countdown (en, &clock, noon (loket_day_new (2026, 11, 28))));
  assert_text ("last day today",
               loket_speech_countdown (en, &clock, noon (loket_day_new (2026, 11, 29))));
  clock.state = LOKET_CLOCK_STATE_OVERDUE;
  assert_text ("1 day over",
               loket_speech_countdown (en, &clock, noon (loket_day_new (2026, 11, 30))));
  assert_text ("3 dagen te laat",
               loket_speech_countdown (nl, &clock, noon (loket_day_new (2026, 12, 2))));
  clock = read_clock (LOKET_CLOCK_STATE_MET_LATE);
  assert_text ("done, but late",
               loket_speech_countdown (en, &clock, noon (loket_day_new (2026, 12, 9))));
}

static void
test_pill_of_a_suspended_clock (void)
{
  g_autoptr (LoketSpeech) de = speak ("de");
  LoketClockReading clock = {
      .id = LOKET_CLOCK_ANSWER, .state = LOKET_CLOCK_STATE_SUSPENDED, .due_at = LOKET_NO_MOMENT};

  clock.days_left = 12;
  assert_text ("ausgesetzt, noch 12 Tage",
               loket_speech_countdown (de, &clock, noon (loket_day_new (2026, 11, 20))));
  clock.days_left = -2;
  assert_text ("ausgesetzt",
               loket_speech_countdown (de, &clock, noon (loket_day_new (2026, 11, 20))));
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

/* A day that we promised is not counted from the one on which we did. */
static void
test_promised (void)
{
  g_autoptr (LoketSpeech) en = speak ("en");
  g_autoptr (LoketSpeech) nl = speak ("nl");
  LoketExplanationLine anchor = {.kind = "anchor",
                                 .day = loket_day_new (2026, 11, 12),
                                 .subject = "promiseRemedy",
                                 .confirmed = TRUE,
                                 .promised = TRUE};
  LoketExplanationLine copied = {
      .kind = "copied", .day = loket_day_new (2026, 11, 20), .confirmed = TRUE, .promised = TRUE};

  assert_text ("Remedy promised on Thursday 12 November 2026: a date was given then.",
               loket_speech_explain_line (en, &anchor));
  assert_text ("That day was promised: Friday 20 November 2026.",
               loket_speech_explain_line (en, &copied));
  assert_text ("Die dag is toegezegd: vrijdag 20 november 2026.",
               loket_speech_explain_line (nl, &copied));
}

/* Every kind of line that replay may give has a sentence, in every language. */
static void
test_every_kind_of_line (void)
{
  static const char *const kinds[] = {
      "anchor",      "hourUnknown", "period",     "extension",       "suspension", "counted",
      "weekendsMet", "holidayMet",  "copied",     "lastDay",         "holiday",    "weekend",
      "workBy",      "rollOver",    "noRollOver", "unconfirmed",     "satisfied",  "skipped",
      "closed",      "noTerm",      "notStarted", "countsWhenTaken",
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

/* In each of the four languages, in the order en nl fr de. */
static void
assert_in_all (const char *const *wanted,
               char *(*say) (LoketSpeech *, const LoketClockReading *, LoketMoment),
               const LoketClockReading *clock,
               LoketMoment now)
{
  static const char *const languages[] = {"en", "nl", "fr", "de"};

  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++) {
    g_autoptr (LoketSpeech) speech = speak (languages[i]);

    assert_text (wanted[i], say (speech, clock, now));
  }
}

static char *
say_readings (LoketSpeech *speech, const LoketClockReading *clock, LoketMoment now)
{
  return loket_speech_say_readings (speech, clock);
}

static char *
say_citizens_term (LoketSpeech *speech, const LoketClockReading *clock, LoketMoment now)
{
  return loket_speech_say_citizens_term (speech, clock);
}

static void
test_countdown_in_hours (void)
{
  static const char *const hours[] = {"3 hours left, by 15:00", "nog 3 uur, tot 15:00",
                                      "encore 3 heures, jusqu’à 15:00",
                                      "noch 3 Stunden, bis 15:00 Uhr"};
  static const char *const minutes[] = {"1 minute left, by 15:00", "nog 1 minuut, tot 15:00",
                                        "encore 1 minute, jusqu’à 15:00",
                                        "noch 1 Minute, bis 15:00 Uhr"};
  static const char *const late[] = {"late since 15:00", "te laat sinds 15:00",
                                     "hors délai depuis 15:00", "verspätet seit 15:00 Uhr"};
  static const char *const before[] = {
      "Friday 27 November by 15:00", "vrijdag 27 november tot 15:00",
      "vendredi 27 novembre jusqu’à 15:00", "Freitag, 27. November bis 15:00 Uhr"};
  LoketDay friday = loket_day_new (2026, 11, 27);
  LoketClockReading clock = read_clock (LOKET_CLOCK_STATE_RUNNING);
  g_autoptr (LoketSpeech) en = speak ("en");

  clock.last_day = clock.due = friday;
  clock.due_at = loket_moment_of_day (friday, 15, 0);
  assert_in_all (hours, loket_speech_countdown, &clock, loket_moment_of_day (friday, 11, 1));
  assert_in_all (minutes, loket_speech_countdown, &clock, loket_moment_of_day (friday, 14, 59));
  assert_text ("59 minutes left, by 15:00",
               loket_speech_countdown (en, &clock, loket_moment_of_day (friday, 14, 1)));
  assert_text ("1 hour left, by 15:00",
               loket_speech_countdown (en, &clock, loket_moment_of_day (friday, 14, 0)));
  assert_in_all (before, loket_speech_countdown, &clock, loket_moment_of_day (friday - 1, 16, 0));
  /* The reading was taken while it ran. */
  assert_in_all (late, loket_speech_countdown, &clock, loket_moment_of_day (friday, 15, 1));
  clock.state = LOKET_CLOCK_STATE_OVERDUE;
  assert_in_all (late, loket_speech_countdown, &clock, loket_moment_of_day (friday, 15, 1));
  assert_text ("1 day over",
               loket_speech_countdown (en, &clock, loket_moment_of_day (friday + 1, 9, 0)));
  clock.due_at = loket_moment_of_day (friday + 1, 0, 0);
  assert_text ("24:00", loket_speech_limit_time (en, &clock));
}

static void
test_both_readings (void)
{
  static const char *const split[] = {
      "Bare: late by 1 day; if the last day moved to Monday 30 November 2026: in time.",
      ("Zonder verplaatsing: 1 dag te laat; is de laatste dag verplaatst naar maandag 30 november "
       "2026: op tijd."),
      ("Sans report\u00a0: 1 jour de retard\u00a0; si le dernier jour est reporté au lundi 30 "
       "novembre "
       "2026\u00a0: dans le délai."),
      ("Ohne Verschiebung: 1 Tag verspätet; bei Verschiebung des letzten Tages auf Montag, 30. "
       "November 2026: fristgerecht.")};
  static const char *const open[] = {
      ("Bare: last day Sunday 29 November 2026; if it moved to the next working day: Monday 30 "
       "November 2026."),
      ("Zonder verplaatsing: laatste dag zondag 29 november 2026; verplaatst naar de "
       "eerstvolgende werkdag: maandag 30 november 2026."),
      ("Sans report\u00a0: dernier jour dimanche 29 novembre 2026\u00a0; reporté au premier jour "
       "ouvrable suivant\u00a0: lundi 30 novembre 2026."),
      ("Ohne Verschiebung: letzter Tag Sonntag, 29. November 2026; auf den nächstfolgenden Werktag "
       "verschoben: Montag, 30. November 2026.")};
  LoketClockReading clock = read_clock (LOKET_CLOCK_STATE_MET_LATE);
  g_autoptr (LoketSpeech) en = speak ("en");

  g_assert_null (loket_speech_say_readings (en, &clock));
  clock.rolled_due = loket_day_new (2026, 11, 30);
  clock.ended_on = loket_day_new (2026, 11, 30);
  assert_in_all (split, say_readings, &clock, 0);
  clock.ended_on = loket_day_new (2026, 12, 2);
  assert_text ("Bare: late by 3 days; if the last day moved to Monday 30 November 2026: late by 2 "
               "days.",
               loket_speech_say_readings (en, &clock));
  clock.state = LOKET_CLOCK_STATE_OVERDUE;
  clock.days_left = -1;
  assert_text ("Bare: late by 1 day; if the last day moved to Monday 30 November 2026: still in "
               "time.",
               loket_speech_say_readings (en, &clock));
  clock.state = LOKET_CLOCK_STATE_RUNNING;
  assert_in_all (open, say_readings, &clock, 0);
  clock.state = LOKET_CLOCK_STATE_SKIPPED;
  g_assert_null (loket_speech_say_readings (en, &clock));
  clock.state = LOKET_CLOCK_STATE_MET;
  clock.ended_on = clock.due;
  g_assert_null (loket_speech_say_readings (en, &clock));
}

static void
test_citizens_term (void)
{
  static const char *const runs[] = {
      "Appeal against the decision: until 29 November 2026, not stopped by this complaint",
      "Beroep tegen de beslissing: tot en met 29 november 2026, niet geschorst door deze klacht",
      "Recours contre la décision\u00a0: jusqu’au 29 novembre 2026, non suspendu par cette plainte",
      ("Rechtsbehelf gegen den Bescheid: bis 29. November 2026, durch diese Beschwerde nicht "
       "gehemmt")};
  static const char *const over[] = {
      "Appeal against the decision: ended on 29 November 2026",
      "Beroep tegen de beslissing: afgelopen op 29 november 2026",
      "Recours contre la décision\u00a0: terminé le 29 novembre 2026",
      ("Rechtsbehelf gegen den Bescheid: abgelaufen am 29. November "
       "2026")};
  static const char *const left[] = {"2 days left", "nog 2 dagen", "encore 2 jours", "noch 2 Tage"};
  LoketClockReading clock = read_clock (LOKET_CLOCK_STATE_RUNNING);
  g_autoptr (LoketSpeech) en = speak ("en");

  clock.id_code = (char *) "contestedDecisionAppeal";
  clock.working_days_left = 5;
  g_assert_null (loket_speech_say_citizens_term (en, &clock));
  clock.citizens = TRUE;
  assert_in_all (runs, say_citizens_term, &clock, 0);
  assert_in_all (left, loket_speech_countdown, &clock, noon (loket_day_new (2026, 11, 27)));
  clock.state = LOKET_CLOCK_STATE_OVERDUE;
  assert_in_all (over, say_citizens_term, &clock, 0);
  assert_text ("passed", loket_speech_countdown (en, &clock, noon (loket_day_new (2026, 12, 1))));
}

static void
add_holiday (GPtrArray *lines, LoketDay day, const char *name)
{
  LoketExplanationLine *line = g_new0 (LoketExplanationLine, 1);

  line->kind = "holidayMet";
  line->day = day;
  line->confirmed = TRUE;
  line->names = json_object_new ();
  json_object_set_string_member (line->names, "en", name);
  g_ptr_array_add (lines, line);
}

static void
free_holiday (gpointer data)
{
  LoketExplanationLine *line = data;

  json_object_unref (line->names);
  g_free (line);
}

/* Holidays that follow each other are one sentence, and it is said whether they count. */
static void
test_what_was_met (void)
{
  g_autoptr (LoketSpeech) en = speak ("en");
  g_autoptr (LoketSpeech) nl = speak ("nl");
  g_autoptr (GPtrArray) holidays = g_ptr_array_new_with_free_func (free_holiday);
  g_autoptr (GPtrArray) lines = g_ptr_array_new ();
  g_autofree char *counted_in_dutch = NULL;
  LoketExplanationLine period = {
      .kind = "period", .days = 10, .unit = "workingDay", .confirmed = TRUE};
  LoketExplanationLine weekends = {.kind = "weekendsMet", .days = 4, .confirmed = TRUE};
  LoketClockReading clock = {.explanation = lines, .due_at = LOKET_NO_MOMENT};

  add_holiday (holidays, loket_day_new (2026, 12, 25), "Christmas");
  add_holiday (holidays, loket_day_new (2027, 1, 1), "New Year");
  g_ptr_array_add (lines, &period);
  g_ptr_array_add (lines, &weekends);
  g_ptr_array_add (lines, holidays->pdata[0]);
  g_ptr_array_add (lines, holidays->pdata[1]);
  assert_text ("The term is 10 working days.\n"
               "4 of them are Saturdays and Sundays.\n"
               "Public holidays or closing days among them: Friday 25 December (Christmas); Friday "
               "1 January (New Year). Weekends and holidays do not count.",
               loket_speech_explain_clock (en, &clock));
  period.unit = "calendarDay";
  g_ptr_array_set_size (lines, 3);
  assert_text ("The term is 10 calendar days.\n"
               "4 of them are Saturdays and Sundays.\n"
               "Friday 25 December 2026 is a public holiday or closing day: Christmas. Weekends "
               "and holidays count too.",
               loket_speech_explain_clock (en, &clock));
  counted_in_dutch = loket_speech_explain_clock (nl, &clock);
  g_assert_true (g_str_has_suffix (counted_in_dutch, "Weekends en feestdagen tellen mee."));
}

/* A term in hours ends at a time, and its first day is no day that does not count. */
static void
test_proof_in_hours (void)
{
  static const char *const wanted[] = {
      ("Counts from Thursday 26 November 2026: receipt by the authority.\nThe term is 24 working "
       "hours.\nThe term ends on Friday 27 November 2026 at 15:00."),
      ("Telt vanaf donderdag 26 november 2026: ontvangst door de overheid.\nDe termijn is 24 "
       "werkuren.\nDe termijn eindigt op vrijdag 27 november 2026 om 15:00 uur."),
      ("Court à partir du jeudi 26 novembre 2026\u00a0: réception par l’administration.\nLe délai "
       "est "
       "de 24 heures ouvrables.\nLe délai prend fin le vendredi 27 novembre 2026 à 15:00."),
      ("Zählt ab Donnerstag, 26. November 2026: Eingang bei der Behörde.\nDie Frist beträgt 24 "
       "Arbeitsstunden.\nDie Frist endet am Freitag, 27. November 2026 um 15:00 Uhr.")};
  g_autoptr (GPtrArray) lines = g_ptr_array_new ();
  LoketDay friday = loket_day_new (2026, 11, 27);
  LoketExplanationLine anchor = {
      .kind = "anchor", .day = friday - 1, .subject = "received", .confirmed = TRUE};
  LoketExplanationLine period = {
      .kind = "period", .days = 24, .unit = "workingHour", .confirmed = TRUE};
  LoketExplanationLine last = {.kind = "lastDay", .day = friday, .confirmed = TRUE};
  LoketClockReading clock = {
      .explanation = lines, .due = friday, .due_at = loket_moment_of_day (friday, 15, 0)};

  g_ptr_array_add (lines, &anchor);
  g_ptr_array_add (lines, &period);
  g_ptr_array_add (lines, &last);
  for (gsize i = 0; i < G_N_ELEMENTS (wanted); i++) {
    g_autoptr (LoketSpeech) speech = speak (((const char *[]){"en", "nl", "fr", "de"})[i]);

    assert_text (wanted[i], loket_speech_explain_clock (speech, &clock));
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
  g_test_add_func ("/words/speech/own-words", test_own_words);
  g_test_add_func ("/words/speech/choice-of-language", test_choice_of_language);
  g_test_add_func ("/words/speech/pill", test_pill);
  g_test_add_func ("/words/speech/pill-of-a-suspended-clock", test_pill_of_a_suspended_clock);
  g_test_add_func ("/words/speech/proof", test_proof);
  g_test_add_func ("/words/speech/every-kind-of-line", test_every_kind_of_line);
  g_test_add_func ("/words/speech/promised", test_promised);
  g_test_add_func ("/words/speech/countdown-in-hours", test_countdown_in_hours);
  g_test_add_func ("/words/speech/both-readings", test_both_readings);
  g_test_add_func ("/words/speech/citizens-term", test_citizens_term);
  g_test_add_func ("/words/speech/what-was-met", test_what_was_met);
  g_test_add_func ("/words/speech/proof-in-hours", test_proof_in_hours);
  return g_test_run ();
}
