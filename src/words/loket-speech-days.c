/* SPDX-License-Identifier: EUPL-1.2 */
/* Dates, times and numbers in one language: a bare Debian has no month names but English ones. */
#include "config.h"

#include "loket-speech-private.h"

static char *
say_day (LoketSpeech *self, const char *key, LoketDay day, char **months)
{
  int year, month, day_of_month;
  g_autofree char *number = NULL;
  g_autofree char *digits = NULL;
  const char *form;
  g_auto (GStrv) parts = NULL;

  if (day == LOKET_NO_DAY)
    return loket_speech_say (self, "day.none", NULL);
  loket_day_get_parts (day, &year, &month, &day_of_month);
  form = loket_json_peek_string (self->texts, day_of_month == 1 ? "firstDay" : "dayOfMonth");
  digits = g_strdup_printf ("%d", day_of_month);
  parts = g_strsplit (form, "{day}", 2);
  number = g_strjoinv (digits, parts);
  g_free (digits);
  digits = g_strdup_printf ("%d", year);
  return loket_speech_say (self, key, "weekday", self->weekdays[loket_day_get_weekday (day) - 1],
                           "day", number, "month", months[month - 1], "year", digits, NULL);
}

char *
loket_speech_day_long (LoketSpeech *self, LoketDay day)
{
  return say_day (self, "day.long", day, self->months);
}

char *
loket_speech_day_medium (LoketSpeech *self, LoketDay day)
{
  return say_day (self, "day.medium", day, self->months);
}

char *
loket_speech_day_short (LoketSpeech *self, LoketDay day)
{
  return say_day (self, "day.short", day, self->months_short);
}

char *
loket_speech_day_weekday (LoketSpeech *self, LoketDay day)
{
  return say_day (self, "day.weekdayAndDate", day, self->months);
}

/**
 * loket_speech_time:
 *
 * Returns: (transfer full): hour and minute in Brussels; "" where there is no moment
 */
char *
loket_speech_time (LoketSpeech *self, LoketMoment moment)
{
  int hour, minute;
  g_autofree char *hour_text = NULL;
  g_autofree char *minute_text = NULL;

  if (moment == LOKET_NO_MOMENT)
    return g_strdup ("");
  loket_moment_get_time (moment, &hour, &minute);
  hour_text = g_strdup_printf ("%02d", hour);
  minute_text = g_strdup_printf ("%02d", minute);
  return loket_speech_say (self, "time.clock", "hour", hour_text, "minute", minute_text, NULL);
}

/**
 * loket_speech_number:
 *
 * Returns: (transfer full): the number with its thousands apart; the sign is left out, since the
 *   sentences say in words whether days are left or over
 */
char *
loket_speech_number (LoketSpeech *self, gint64 number)
{
  const char *separator = loket_json_peek_string (self->texts, "thousands");
  g_autofree char *digits = g_strdup_printf ("%" G_GUINT64_FORMAT, (guint64) ABS (number));
  g_autoptr (GString) text = g_string_new (digits);

  for (gssize place = (gssize) text->len - 3; place > 0; place -= 3)
    g_string_insert (text, place, separator);
  return g_string_free (g_steal_pointer (&text), FALSE);
}
