/* SPDX-License-Identifier: EUPL-1.2 */
/* That what waits needs a connection, or a decision, and by when. */
#include "config.h"

#include "loket-speech.h"

/**
 * loket_speech_say_pending:
 * @code: sendBefore, sendToday, sendLate, decideBefore, decideToday or decideLate
 * @count: how many acts
 * @by: the day by which the first of them must reach the loket
 *
 * Returns: (transfer full): "3 acts must reach the loket by Thursday 24 December."
 */
char *
loket_speech_say_pending (LoketSpeech *self, const char *code, int count, LoketDay by)
{
  g_autofree char *key = g_strconcat ("pending.", code, NULL);
  g_autofree char *detail = loket_speech_say_count (self, "pending.mustReach", count);
  g_autofree char *day = loket_speech_day_weekday (self, by);

  return loket_speech_say (self, key, "detail", detail, "day", day, NULL);
}
