/* SPDX-License-Identifier: EUPL-1.2 */
/* What the files of LoketLetter share. */
#pragma once

#include "loket-letter.h"
#include "loket-speech.h"

G_BEGIN_DECLS

/* What the parts of one letter are made of; all borrowed. */
typedef struct {
  LoketProfile *profile;
  JsonObject *agency; /* (nullable) */
  LoketCase *facts;
  LoketStanding *standing;
  LoketSpeech *speech;
  LoketDay date;
} LoketLetterSource;

void        _loket_letter_add       (GStrvBuilder *lines, const char *text);
void        _loket_letter_add_taken (GStrvBuilder *lines, char *text);
JsonObject *_loket_letter_get_contact      (const LoketLetterSource *source);
const char *_loket_letter_get_contact_text (const LoketLetterSource *source, const char *member);
const char *_loket_letter_get_quality      (const LoketLetterSource *source);

char **_loket_letter_make_acknowledgement (const LoketLetterSource *source);
char **_loket_letter_make_next_line_open  (const LoketLetterSource *source);
char **_loket_letter_make_answer          (const LoketLetterSource *source, const char *text);

G_END_DECLS
