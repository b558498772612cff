/* SPDX-License-Identifier: EUPL-1.2 */
/* What the files of LoketSpeech share. */
#pragma once

#include "loket-speech.h"

G_BEGIN_DECLS

struct _LoketSpeech {
  JsonObject *texts;     /* (owned) */
  JsonObject *names;     /* borrowed from texts */
  JsonObject *sentences; /* borrowed from texts */
  JsonObject *counts;    /* borrowed from texts */
  char **weekdays;       /* (owned): Monday first */
  char **months;         /* (owned) */
  char **months_short;   /* (owned) */
  JsonObject *words;     /* (owned) (nullable): what an agency calls things */
  gboolean none_is_singular; /* 0 takes the form of 1 */

  /*< private >*/
  gatomicrefcount ref_count;
};

const char *_loket_speech_find_name (LoketSpeech *self, const char *family, const char *code);
gboolean    _loket_speech_has_count (LoketSpeech *self, const char *key);

G_END_DECLS
