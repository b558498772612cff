/* SPDX-License-Identifier: EUPL-1.2 */
/* Invented texts, names and places, from data/loketd/samples.json: what plausible cases are made of.
 *
 * Every choice comes from the random numbers handed in, so a seed decides all. One thread. */
#pragma once

#include "loket-day.h"
#include "loket-json.h"
#include "loket-random.h"

G_BEGIN_DECLS

typedef struct _LoketSamples LoketSamples;

/* What the slots of a text are filled with, the same throughout a case. */
typedef struct {
  char *date;
  char *place;
  char *post_code;
  char *street;
  char *count;
  char *time;
} LoketSampleSlots;

LoketSamples *loket_samples_new_load (LoketRandom *random, GError **error);
void          loket_samples_free     (LoketSamples *self);

void loket_samples_begin_case (LoketSamples *self, const char *language, const char *unit,
                               LoketDay day, GError **error);
const LoketSampleSlots *loket_samples_get_slots (LoketSamples *self);

const char *loket_samples_get_language (LoketSamples *self);
guint32     loket_samples_below        (LoketSamples *self, guint32 limit);
gboolean    loket_samples_chance       (LoketSamples *self, guint32 percent);
char       *loket_samples_make_uuid    (LoketSamples *self);

char *loket_samples_topic   (LoketSamples *self, const char *member);
char *loket_samples_topic_at (LoketSamples *self, const char *member, guint index);
guint loket_samples_count_topic (LoketSamples *self, const char *member);
char *loket_samples_end     (LoketSamples *self);
char *loket_samples_office  (LoketSamples *self, const char *language, const char *member);
const char *loket_samples_first_name (LoketSamples *self);
const char *loket_samples_last_name  (LoketSamples *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketSamples, loket_samples_free)

G_END_DECLS
