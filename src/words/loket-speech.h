/* SPDX-License-Identifier: EUPL-1.2 */
/* Sentences, dates and numbers in a language that is asked for, from data/texts/<language>.json.
 *
 * For what may be said in another language than the screen's: explanations, letters, public
 * status, names of codes. What only the screen says is gettext. One object a language, immutable
 * once loaded. Texts are plain: never Pango markup. */
#pragma once

#include "loket-intake.h"
#include "loket-replay.h"

G_BEGIN_DECLS

typedef struct _LoketSpeech LoketSpeech;

LoketSpeech *loket_speech_new   (const char *language, GError **error);
LoketSpeech *loket_speech_new_from_texts (JsonObject *texts, GError **error);
LoketSpeech *loket_speech_with_words (LoketSpeech *self, JsonObject *words);
LoketSpeech *loket_speech_ref   (LoketSpeech *self);
void         loket_speech_unref (LoketSpeech *self);

char       *loket_speech_choose_language (const char *wanted);
const char *loket_speech_get_language    (LoketSpeech *self);

/* A sentence by its key, `{name}` filled from pairs of name and value. */
char       *loket_speech_say        (LoketSpeech *self, const char *key, ...) G_GNUC_NULL_TERMINATED;
char       *loket_speech_say_count  (LoketSpeech *self, const char *key, int count);
/* The name of a code: `act`, `step`, `outcome`, `clock`, `clockState`, `via`, `reason`, `next`,
 * `check`, `view`, `waitingFor`, `letter`, `role`, `language`, `urgency`, `error`, ... */
const char *loket_speech_name       (LoketSpeech *self, const char *family, const char *code);
char       *loket_speech_name_briefly (LoketSpeech *self, const char *family, const char *code);
const char *loket_speech_own_name   (LoketSpeech *self, const char *family, const char *code);
/* The member of `{nl,fr,de,en}` in this language; English, then any, where it is missing. */
const char *loket_speech_pick       (LoketSpeech *self, JsonObject *names);

char *loket_speech_day_long   (LoketSpeech *self, LoketDay day); /* vrijdag 27 november 2026 */
char *loket_speech_day_medium (LoketSpeech *self, LoketDay day); /* 27 november 2026 */
char *loket_speech_day_short  (LoketSpeech *self, LoketDay day); /* 27 nov */
char *loket_speech_day_weekday (LoketSpeech *self, LoketDay day); /* vrijdag 27 november */
char *loket_speech_time       (LoketSpeech *self, LoketMoment moment); /* 14:02 */
char *loket_speech_number     (LoketSpeech *self, gint64 number); /* 1 204 */

/* One line of a proof, as it is spoken. */
typedef struct {
  const char *kind;   /* that of the line of the explanation, or `readings` */
  LoketDay day;
  char *text;         /* (owned): the sentence alone */
  char *source;       /* (owned) (nullable) */
  gboolean confirmed;
} LoketSpokenLine;

char      *loket_speech_explain_line  (LoketSpeech *self, const LoketExplanationLine *line);
GPtrArray *loket_speech_explain_steps (LoketSpeech *self, const LoketClockReading *clock);
char      *loket_speech_explain_clock (LoketSpeech *self, const LoketClockReading *clock); /* joined */
char      *loket_speech_spoken_line_join (LoketSpeech *self, const LoketSpokenLine *spoken);
char      *loket_speech_describe_act  (LoketSpeech *self, const LoketAct *act); /* in a timeline */

/* "5 working days", "last day Sunday 29 November", "3 days over", "3 hours left, by 15:00";
 * the pill also says which clock. */
char *loket_speech_countdown     (LoketSpeech *self, const LoketClockReading *clock, LoketMoment now);
char *loket_speech_countdown_short (LoketSpeech *self, const LoketClockReading *clock, LoketMoment now);
char *loket_speech_pill          (LoketSpeech *self, const LoketClockReading *clock, LoketMoment now);
char *loket_speech_limit_time    (LoketSpeech *self, const LoketClockReading *clock);
char *loket_speech_say_readings  (LoketSpeech *self, const LoketClockReading *clock);
char *loket_speech_say_citizens_term (LoketSpeech *self, const LoketClockReading *clock);

char *loket_speech_say_pending       (LoketSpeech *self, const char *code, int count, LoketDay by);

/* What to ask the complainant; (nullable): nothing is missing. (element-type LoketIntakeField) */
char *loket_speech_ask_missing   (LoketSpeech *self, GPtrArray *fields);
/* Opening hours as a directory writes them, one line: "Monday to Friday 09:00–17:00". */
char *loket_speech_opening_hours (LoketSpeech *self, JsonArray *windows);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketSpeech, loket_speech_unref)

G_END_DECLS
