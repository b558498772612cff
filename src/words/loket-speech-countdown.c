/* SPDX-License-Identifier: EUPL-1.2 */
/* How a clock stands, in a few words: the countdown, both readings of a last day that nobody has
 * confirmed to move, and the term that is the citizen's own. */
#include "config.h"

#include "loket-speech-private.h"

#define MINUTE_US (60 * LOKET_SECOND_US)
#define HOUR_US (60 * MINUTE_US)

/**
 * loket_speech_limit_time:
 * @clock: one that counts hours
 *
 * Returns: (transfer full): the time at which it ends; the end of a day is 24:00 of that day
 */
char *
loket_speech_limit_time (LoketSpeech *self, const LoketClockReading *clock)
{
  if (clock->due != LOKET_NO_DAY && loket_moment_get_day (clock->due_at) > clock->due)
    return loket_speech_say (self, "time.clock", "hour", "24", "minute", "00", NULL);
  return loket_speech_time (self, clock->due_at);
}

/* Minutes only in the last hour; never more than there is. */
static char *
say_left (LoketSpeech *self, const LoketClockReading *clock, LoketMoment now)
{
  gint64 left = MAX (clock->due_at - now, 0);

  return left < HOUR_US
             ? loket_speech_say_count (self, "pill.minutesLeft", (int) (left / MINUTE_US))
             : loket_speech_say_count (self, "pill.hoursLeft", (int) (left / HOUR_US));
}

static char *
count_hours (LoketSpeech *self, const LoketClockReading *clock, LoketMoment now)
{
  g_autofree char *time = loket_speech_limit_time (self, clock);
  g_autofree char *countdown = NULL;
  g_autofree char *day = NULL;

  if (loket_moment_get_day (now) != clock->due) {
    day = loket_speech_day_weekday (self, clock->due);
    return loket_speech_say (self, "pill.dayBy", "day", day, "time", time, NULL);
  }
  countdown = say_left (self, clock, now);
  return loket_speech_say (self, "pill.todayBy", "time", time, "countdown", countdown, NULL);
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

static char *
count_over (LoketSpeech *self, const LoketClockReading *clock, LoketDay today)
{
  g_autofree char *time = NULL;

  if (clock->due_at == LOKET_NO_MOMENT || today > clock->due)
    return loket_speech_say_count (self, "pill.over", today - clock->due);
  time = loket_speech_limit_time (self, clock);
  return loket_speech_say (self, "pill.lateSince", "time", time, NULL);
}

static const char *
name_state (LoketSpeech *self, LoketClockState state)
{
  return loket_speech_name (self, "clockState", loket_clock_state_to_string (state));
}

/* Ended by an act that counts when the loket takes it: until then only this computer knows of it.
 */
static char *
count_ended (LoketSpeech *self, const LoketClockReading *clock)
{
  return clock->counts_when_taken ? loket_speech_say (self, "pill.notSent", NULL)
                                  : g_strdup (name_state (self, clock->state));
}

/* The citizen's term is none of our working days. */
static char *
count_citizens (LoketSpeech *self, const LoketClockReading *clock, LoketDay today)
{
  if (clock->state == LOKET_CLOCK_STATE_OVERDUE)
    return loket_speech_say (self, "citizen.over", NULL);
  if (clock->state == LOKET_CLOCK_STATE_RUNNING)
    return loket_speech_say_count (self, "citizen.daysLeft", clock->due - today);
  return g_strdup (name_state (self, clock->state));
}

/**
 * loket_speech_countdown:
 *
 * Of a clock in hours the state is looked at anew: its moment may have passed since it was read.
 *
 * Returns: (transfer full): how the clock stands, in a few words
 */
char *
loket_speech_countdown (LoketSpeech *self, const LoketClockReading *clock, LoketMoment now)
{
  LoketDay today = loket_moment_get_day (now);
  gboolean in_hours = clock->due_at != LOKET_NO_MOMENT;

  if (clock->citizens)
    return count_citizens (self, clock, today);
  switch (clock->state) {
  case LOKET_CLOCK_STATE_RUNNING:
    if (in_hours && now > clock->due_at)
      return count_over (self, clock, today);
    return in_hours ? count_hours (self, clock, now) : count_running (self, clock, today);
  case LOKET_CLOCK_STATE_OVERDUE:
    return count_over (self, clock, today);
  case LOKET_CLOCK_STATE_SUSPENDED:
    if (clock->days_left > 0)
      return loket_speech_say_count (self, "pill.suspendedLeft", clock->days_left);
    return loket_speech_say (self, "pill.suspended", NULL);
  default:
    return count_ended (self, clock);
  }
}

/**
 * loket_speech_countdown_short:
 *
 * For a row of a list: of a term in hours it says days until there is a day left, and then hours.
 *
 * Returns: (transfer full): how the clock stands, in as few words as there are
 */
char *
loket_speech_countdown_short (LoketSpeech *self, const LoketClockReading *clock, LoketMoment now)
{
  if (clock->citizens || clock->state != LOKET_CLOCK_STATE_RUNNING ||
      clock->due_at == LOKET_NO_MOMENT || now > clock->due_at)
    return loket_speech_countdown (self, clock, now);
  return clock->due_at - now < LOKET_DAY_US
             ? say_left (self, clock, now)
             : count_running (self, clock, loket_moment_get_day (now));
}

/**
 * loket_speech_pill:
 *
 * Returns: (transfer full): which clock, and how it stands
 */
char *
loket_speech_pill (LoketSpeech *self, const LoketClockReading *clock, LoketMoment now)
{
  g_autofree char *countdown = loket_speech_countdown (self, clock, now);
  const char *code = clock->id_code != NULL ? clock->id_code : loket_clock_id_to_string (clock->id);

  return loket_speech_say (self, "pill.withClock", "clock", loket_speech_name (self, "clock", code),
                           "countdown", countdown, NULL);
}

/* Of a clock that is late: whether the day on which it ended, or else today, is in time for
 * @limit. */
static char *
judge (LoketSpeech *self, const LoketClockReading *clock, LoketDay limit)
{
  gboolean ended = clock->state == LOKET_CLOCK_STATE_MET_LATE;
  LoketDay day = ended ? clock->ended_on : clock->due - clock->days_left;

  if (day > limit)
    return loket_speech_say_count (self, "reading.lateBy", day - limit);
  /* A clock in hours may be over on its last day. */
  if (limit == clock->due &&
      (clock->state == LOKET_CLOCK_STATE_OVERDUE || clock->state == LOKET_CLOCK_STATE_MET_LATE))
    return loket_speech_say (self, "reading.late", NULL);
  return loket_speech_say (self, ended ? "reading.inTime" : "reading.stillInTime", NULL);
}

/**
 * loket_speech_say_readings:
 *
 * A rule that nobody has confirmed might move the last day. It decides nothing, but who judges the
 * case wants to see both readings.
 *
 * Returns: (transfer full) (nullable): the sentence; NULL where there is only one reading, or both
 *   come to the same
 */
char *
loket_speech_say_readings (LoketSpeech *self, const LoketClockReading *clock)
{
  g_autofree char *bare = NULL;
  g_autofree char *rolled = NULL;
  g_autofree char *day = NULL;

  if (clock->rolled_due == LOKET_NO_DAY || clock->rolled_due == clock->due)
    return NULL;
  day = loket_speech_day_long (self, clock->rolled_due);
  if (clock->state == LOKET_CLOCK_STATE_RUNNING) {
    bare = loket_speech_day_long (self, clock->due);
    return loket_speech_say (self, "explain.readingsOpen", "bare", bare, "rolled", day, NULL);
  }
  /* What is in time without moving is so in any reading. */
  if (clock->state != LOKET_CLOCK_STATE_MET_LATE && clock->state != LOKET_CLOCK_STATE_OVERDUE)
    return NULL;
  bare = judge (self, clock, clock->due);
  rolled = judge (self, clock, clock->rolled_due);
  return loket_speech_say (self, "explain.readings", "bare", bare, "day", day, "rolled", rolled,
                           NULL);
}

/**
 * loket_speech_say_citizens_term:
 *
 * Returns: (transfer full) (nullable): until when the citizen himself can act, and that our case
 *   does not stop it; NULL for a term of the authority, and for one that has ended or has no day
 */
char *
loket_speech_say_citizens_term (LoketSpeech *self, const LoketClockReading *clock)
{
  gboolean over = clock->state == LOKET_CLOCK_STATE_OVERDUE;
  g_autofree char *day = NULL;

  if (!clock->citizens || clock->due == LOKET_NO_DAY ||
      (!over && clock->state != LOKET_CLOCK_STATE_RUNNING))
    return NULL;
  day = loket_speech_day_medium (self, clock->due);
  return loket_speech_say (self, over ? "citizen.passed" : "citizen.until", "clock",
                           loket_speech_name (self, "clock", clock->id_code), "day", day, NULL);
}
