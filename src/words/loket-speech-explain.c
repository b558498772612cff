/* SPDX-License-Identifier: EUPL-1.2 */
/* Why a date is what it is, and the pill that counts down to it. */
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

static char *
say_bare_line (LoketSpeech *self, const LoketExplanationLine *line)
{
  gboolean open_end = g_strcmp0 (line->kind, "suspension") == 0 && line->days == 0;
  g_autofree char *key = g_strconcat ("explain.", line->kind, open_end ? "Open" : NULL, NULL);
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

/**
 * loket_speech_explain_line:
 *
 * Returns: (transfer full): a sentence, with its source; a rule that nobody has confirmed says so
 */
char *
loket_speech_explain_line (LoketSpeech *self, const LoketExplanationLine *line)
{
  g_autofree char *text = say_bare_line (self, line);
  /* Anchor, amount and unit have lines of their own when nobody has confirmed them. */
  gboolean has_no_other =
      g_strcmp0 (line->kind, "extension") == 0 || g_strcmp0 (line->kind, "rollOver") == 0;

  if (!line->confirmed && has_no_other) {
    char *marked = loket_speech_say (self, "explain.notConfirmed", "line", text, NULL);

    g_free (text);
    text = marked;
  }
  if (line->source == NULL)
    return g_steal_pointer (&text);
  return loket_speech_say (self, "explain.withSource", "line", text, "source", line->source, NULL);
}

/**
 * loket_speech_explain_clock:
 *
 * Returns: (transfer full): the lines of the proof, one below the other
 */
char *
loket_speech_explain_clock (LoketSpeech *self, const LoketClockReading *clock)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < clock->explanation->len; i++) {
    g_autofree char *line = loket_speech_explain_line (self, clock->explanation->pdata[i]);

    if (i > 0)
      g_string_append_c (text, '\n');
    g_string_append (text, line);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Up to the last office day it counts working days; behind it the limit is named by its date. */
static char *
count_running (LoketSpeech *self, const LoketClockReading *clock, LoketDay today)
{
  g_autofree char *day = NULL;

  if (today < clock->work_by)
    return loket_speech_say_count (self, "pill.workingDays", clock->working_days_left);
  if (today == clock->work_by)
    return loket_speech_say (self, "pill.today", NULL);
  if (today == clock->due)
    return loket_speech_say (self, "pill.lastDayToday", NULL);
  day = loket_speech_day_weekday (self, clock->due);
  return loket_speech_say (self, "pill.lastDay", "day", day, NULL);
}

/**
 * loket_speech_countdown:
 *
 * Returns: (transfer full): how the clock stands, in a few words
 */
char *
loket_speech_countdown (LoketSpeech *self, const LoketClockReading *clock, LoketDay today)
{
  switch (clock->state) {
  case LOKET_CLOCK_STATE_RUNNING:
    return count_running (self, clock, today);
  case LOKET_CLOCK_STATE_OVERDUE:
    return loket_speech_say_count (self, "pill.over", today - clock->due);
  case LOKET_CLOCK_STATE_SUSPENDED:
    if (clock->days_left > 0)
      return loket_speech_say_count (self, "pill.suspendedLeft", clock->days_left);
    return loket_speech_say (self, "pill.suspended", NULL);
  default:
    return g_strdup (
        loket_speech_name (self, "clockState", loket_clock_state_to_string (clock->state)));
  }
}

/**
 * loket_speech_pill:
 *
 * Returns: (transfer full): which clock, and how it stands
 */
char *
loket_speech_pill (LoketSpeech *self, const LoketClockReading *clock, LoketDay today)
{
  g_autofree char *countdown = loket_speech_countdown (self, clock, today);
  const char *code = clock->id_code != NULL ? clock->id_code : loket_clock_id_to_string (clock->id);

  return loket_speech_say (self, "pill.withClock", "clock", loket_speech_name (self, "clock", code),
                           "countdown", countdown, NULL);
}
