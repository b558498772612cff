/* SPDX-License-Identifier: EUPL-1.2 */
/* Why a date is what it is: the proof of a clock, sentence by sentence. */
#include "config.h"

#include "loket-speech-private.h"

static char *
say_period (LoketSpeech *self, int days, const char *unit)
{
  g_autofree char *key = g_strconcat ("unit.", unit != NULL ? unit : "calendarDay", NULL);

  if (_loket_speech_has_count (self, key))
    return loket_speech_say_count (self, key, days);
  return g_strdup_printf ("%d %s", days, unit);
}

/* A subject is an anchor, a member of a clock, a calendar or a type of act, as the kind wants. */
static const char *
name_subject (LoketSpeech *self, const LoketExplanationLine *line)
{
  static const char *const families[] = {"anchor", "clockMember", "actDone", "calendar"};
  const char *name = NULL;

  if (g_strcmp0 (line->kind, "unconfirmed") == 0)
    return loket_speech_name (self, "clockMember", line->subject);
  if (g_strcmp0 (line->kind, "workBy") == 0)
    return line->names != NULL ? loket_speech_pick (self, line->names)
                               : loket_speech_name (self, "calendar", line->subject);
  for (gsize i = 0; name == NULL && i < G_N_ELEMENTS (families); i++)
    name = _loket_speech_find_name (self, families[i], line->subject);
  return name != NULL ? name : loket_speech_name (self, "anchor", line->subject);
}

/* A day that an act of ours promised is not one that stands in somebody's decision. */
static char *
make_key (const LoketExplanationLine *line)
{
  gboolean open_end = g_strcmp0 (line->kind, "suspension") == 0 && line->days == 0;
  gboolean stayed =
      g_strcmp0 (line->kind, "suspension") == 0 && g_strcmp0 (line->subject, "received") == 0;

  if (line->promised)
    return g_strconcat ("explain.", line->kind, "Promised", NULL);
  return g_strconcat ("explain.", line->kind, stayed ? "Stayed" : NULL, open_end ? "Open" : NULL,
                      NULL);
}

static char *
say_bare_line (LoketSpeech *self, const LoketExplanationLine *line)
{
  g_autofree char *key = make_key (line);
  g_autofree char *day = loket_speech_day_long (self, line->day);
  g_autofree char *period = say_period (self, line->days, line->unit);
  const char *subject = name_subject (self, line);
  int weekday = line->day != LOKET_NO_DAY ? (int) loket_day_get_weekday (line->day) : 1;

  if (_loket_speech_has_count (self, key))
    return loket_speech_say_count (self, key, line->days);
  if (!json_object_has_member (self->sentences, key))
    return g_strdup (line->kind);
  return loket_speech_say (self, key, "day", day, "period", period, "subject", subject, "calendar",
                           subject, "weekday", self->weekdays[weekday - 1], "name",
                           loket_speech_pick (self, line->names), NULL);
}

/* Anchor, amount and unit have lines of their own when nobody has confirmed them. Takes @text. */
static char *
finish_line (
    LoketSpeech *self, char *text, const char *kind, gboolean confirmed, const char *source)
{
  g_autofree char *line = text;
  gboolean has_no_other = g_strcmp0 (kind, "extension") == 0 || g_strcmp0 (kind, "rollOver") == 0;

  if (!confirmed && has_no_other) {
    char *marked = loket_speech_say (self, "explain.notConfirmed", "line", line, NULL);

    g_free (line);
    line = marked;
  }
  if (source == NULL)
    return g_steal_pointer (&line);
  return loket_speech_say (self, "explain.withSource", "line", line, "source", source, NULL);
}

/**
 * loket_speech_explain_line:
 *
 * Returns: (transfer full): a sentence, with its source; a rule that nobody has confirmed says so
 */
char *
loket_speech_explain_line (LoketSpeech *self, const LoketExplanationLine *line)
{
  return finish_line (self, say_bare_line (self, line), line->kind, line->confirmed, line->source);
}

/* How a clock is counted, as far as its sentences differ by it. */
typedef struct {
  gboolean in_hours;
  gboolean skips_closed_days;
  gboolean counts_all_days;
} Counting;

static void
add_unit (Counting *counting, const char *unit)
{
  gboolean working = g_strcmp0 (unit, "workingDay") == 0 || g_strcmp0 (unit, "workingHour") == 0;

  counting->in_hours |= g_strcmp0 (unit, "hour") == 0 || g_strcmp0 (unit, "workingHour") == 0;
  counting->skips_closed_days &= working;
  counting->counts_all_days &= !working;
}

static Counting
find_counting (const LoketClockReading *clock)
{
  Counting counting = {.skips_closed_days = TRUE, .counts_all_days = TRUE};

  for (guint i = 0; i < clock->explanation->len; i++) {
    const LoketExplanationLine *line = clock->explanation->pdata[i];

    if (g_str_equal (line->kind, "period") || g_str_equal (line->kind, "extension"))
      add_unit (&counting, line->unit);
  }
  return counting;
}

static void
spoken_line_free (gpointer data)
{
  LoketSpokenLine *spoken = data;

  g_free (spoken->text);
  g_free (spoken->source);
  g_free (spoken);
}

static LoketSpokenLine *
add_spoken (GPtrArray *proof, const char *kind, LoketDay day, char *text)
{
  LoketSpokenLine *spoken = g_new0 (LoketSpokenLine, 1);

  spoken->kind = kind;
  spoken->day = day;
  spoken->text = text;
  spoken->confirmed = TRUE;
  g_ptr_array_add (proof, spoken);
  return spoken;
}

/* What a line says of a clock in hours is not what it says of one in days. */
static char *
say_line_of (LoketSpeech *self,
             const LoketClockReading *clock,
             const Counting *counting,
             const LoketExplanationLine *line)
{
  g_autofree char *day = NULL;
  g_autofree char *detail = NULL;

  if (!counting->in_hours)
    return say_bare_line (self, line);
  day = loket_speech_day_long (self, line->day);
  if (g_str_equal (line->kind, "anchor"))
    return loket_speech_say (self, "explain.anchorHours", "day", day, "subject",
                             name_subject (self, line), NULL);
  if (g_str_equal (line->kind, "counted")) {
    detail = say_period (self, line->days, line->unit);
    return loket_speech_say (self, "explain.countedHours", "period", detail, NULL);
  }
  if (g_str_equal (line->kind, "lastDay") && clock->due_at != LOKET_NO_MOMENT) {
    detail = loket_speech_limit_time (self, clock);
    return loket_speech_say (self, "explain.endsAt", "day", day, "time", detail, NULL);
  }
  return say_bare_line (self, line);
}

static guint
count_holidays_at (GPtrArray *lines, guint first)
{
  guint count = 0;

  while (first + count < lines->len &&
         g_str_equal (((LoketExplanationLine *) lines->pdata[first + count])->kind, "holidayMet"))
    count++;
  return count;
}

/* Several holidays are one sentence: a list that is read at a glance. */
static char *
say_holidays (LoketSpeech *self, GPtrArray *lines, guint first, guint count)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = first; i < first + count; i++) {
    const LoketExplanationLine *line = lines->pdata[i];
    g_autofree char *day = loket_speech_day_weekday (self, line->day);
    g_autofree char *item = loket_speech_say (self, "explain.holidayItem", "day", day, "name",
                                              loket_speech_pick (self, line->names), NULL);

    g_string_append_printf (list, "%s%s", i > first ? "; " : "", item);
  }
  return loket_speech_say (self, "explain.holidaysMet", "list", list->str, NULL);
}

/* Who does not know the rule asks at once whether the weekends that were met count. */
static void
say_whether_they_count (LoketSpeech *self, const Counting *counting, GPtrArray *proof)
{
  LoketSpokenLine *last = NULL;
  g_autofree char *line = NULL;

  for (guint i = 0; i < proof->len; i++) {
    LoketSpokenLine *spoken = proof->pdata[i];

    if (g_str_equal (spoken->kind, "weekendsMet") || g_str_equal (spoken->kind, "holidayMet"))
      last = spoken;
  }
  if (last == NULL || counting->counts_all_days == counting->skips_closed_days)
    return;
  line = g_steal_pointer (&last->text);
  last->text = loket_speech_say (
      self, counting->counts_all_days ? "explain.theyCount" : "explain.theyDoNotCount", "line",
      line, NULL);
}

/**
 * loket_speech_explain_steps:
 * @clock: with its explanation
 *
 * Returns: (transfer container) (element-type LoketSpokenLine): the proof, line by line, holidays
 *   that follow each other in one; at its end both readings (kind `readings`), where there are two.
 *   Empty for a clock without a proof
 */
GPtrArray *
loket_speech_explain_steps (LoketSpeech *self, const LoketClockReading *clock)
{
  GPtrArray *proof = g_ptr_array_new_with_free_func (spoken_line_free);
  GPtrArray *lines = clock->explanation;
  char *readings = loket_speech_say_readings (self, clock);
  Counting counting = {FALSE};

  if (lines != NULL)
    counting = find_counting (clock);
  for (guint i = 0; lines != NULL && i < lines->len; i++) {
    const LoketExplanationLine *line = lines->pdata[i];
    guint holidays = count_holidays_at (lines, i);
    LoketSpokenLine *spoken =
        add_spoken (proof, line->kind, line->day,
                    holidays > 1 ? say_holidays (self, lines, i, holidays)
                                 : say_line_of (self, clock, &counting, line));

    spoken->source = g_strdup (line->source);
    spoken->confirmed = line->confirmed;
    if (holidays > 1)
      i += holidays - 1;
  }
  if (lines != NULL)
    say_whether_they_count (self, &counting, proof);
  if (readings != NULL)
    add_spoken (proof, "readings", clock->rolled_due, readings);
  return proof;
}

/**
 * loket_speech_spoken_line_join:
 *
 * Returns: (transfer full): the sentence, that nobody has confirmed it, and its source
 */
char *
loket_speech_spoken_line_join (LoketSpeech *self, const LoketSpokenLine *spoken)
{
  return finish_line (self, g_strdup (spoken->text), spoken->kind, spoken->confirmed,
                      spoken->source);
}

/**
 * loket_speech_explain_clock:
 *
 * Returns: (transfer full): the lines of the proof, one below the other
 */
char *
loket_speech_explain_clock (LoketSpeech *self, const LoketClockReading *clock)
{
  g_autoptr (GPtrArray) proof = loket_speech_explain_steps (self, clock);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < proof->len; i++) {
    g_autofree char *line = loket_speech_spoken_line_join (self, proof->pdata[i]);

    if (i > 0)
      g_string_append_c (text, '\n');
    g_string_append (text, line);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
