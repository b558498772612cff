/* SPDX-License-Identifier: EUPL-1.2 */
/* Choosing texts and filling their slots. */
#include "config.h"

#include "loket-datadir.h"
#include "loket-error.h"
#include "loket-samples.h"
#include "loket-speech.h"

static const char *const languages[] = {"nl", "fr", "de"};

/* An agency whose units are not in the file gets these topics. */
#define TOPIC_OTHERWISE "counter"

struct _LoketSamples {
  LoketRandom *random; /* not owned */
  JsonNode *root;      /* (owned) */
  LoketSpeech *speeches[G_N_ELEMENTS (languages)];
  const char *language; /* of the case */
  JsonObject *topic;    /* of the case; not owned */
  JsonObject *people;   /* of the language; not owned */
  LoketSampleSlots slots;
};

static void
clear_slots (LoketSampleSlots *slots)
{
  g_clear_pointer (&slots->date, g_free);
  g_clear_pointer (&slots->place, g_free);
  g_clear_pointer (&slots->post_code, g_free);
  g_clear_pointer (&slots->street, g_free);
  g_clear_pointer (&slots->count, g_free);
  g_clear_pointer (&slots->time, g_free);
}

/**
 * loket_samples_new_load:
 * @random: must outlive the samples
 *
 * Returns: (transfer full): NULL with an error that names the file
 */
LoketSamples *
loket_samples_new_load (LoketRandom *random, GError **error)
{
  g_autofree char *path = loket_datadir_build_path ("loketd", "samples.json", NULL);
  g_autoptr (LoketSamples) self = g_new0 (LoketSamples, 1);

  self->random = random;
  self->root = loket_json_load (path, error);
  if (self->root == NULL)
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++) {
    self->speeches[i] = loket_speech_new (languages[i], error);
    if (self->speeches[i] == NULL)
      return NULL;
  }
  return g_steal_pointer (&self);
}

void
loket_samples_free (LoketSamples *self)
{
  if (self == NULL)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    g_clear_pointer (&self->speeches[i], loket_speech_unref);
  g_clear_pointer (&self->root, json_node_unref);
  clear_slots (&self->slots);
  g_free (self);
}

guint32
loket_samples_below (LoketSamples *self, guint32 limit)
{
  return loket_random_below (self->random, limit);
}

gboolean
loket_samples_chance (LoketSamples *self, guint32 percent)
{
  return loket_random_below (self->random, 100) < percent;
}

char *
loket_samples_make_uuid (LoketSamples *self)
{
  return loket_random_make_uuid (self->random);
}

static JsonObject *
find_section (LoketSamples *self, const char *section, const char *member)
{
  JsonObject *object = loket_json_peek_object (json_node_get_object (self->root), section);

  return object != NULL ? loket_json_peek_object (object, member) : NULL;
}

static const char *
pick (LoketSamples *self, JsonObject *object, const char *member)
{
  JsonArray *array = loket_json_peek_array (object, member);

  return loket_json_array_peek_string (
      array, loket_random_below (self->random, json_array_get_length (array)));
}

static void
fill_slots (LoketSamples *self, LoketDay day)
{
  JsonArray *places = loket_json_peek_array (self->people, "places");
  JsonArray *place = json_array_get_array_element (
      places, loket_random_below (self->random, json_array_get_length (places)));
  LoketSampleSlots *slots = &self->slots;
  LoketSpeech *speech = self->speeches[0];

  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++) {
    if (g_str_equal (languages[i], self->language))
      speech = self->speeches[i];
  }
  clear_slots (slots);
  slots->date = loket_speech_day_medium (speech, day);
  slots->post_code = g_strdup (loket_json_array_peek_string (place, 0));
  slots->place = g_strdup (loket_json_array_peek_string (place, 1));
  slots->street = g_strdup_printf ("%s %u", pick (self, self->people, "streets"),
                                   1 + loket_random_below (self->random, 180));
  slots->count = g_strdup_printf ("%u", 2 + loket_random_below (self->random, 60));
  slots->time = g_strdup_printf ("%02u:%02u", 8 + loket_random_below (self->random, 9),
                                 5 * loket_random_below (self->random, 12));
}

/**
 * loket_samples_begin_case:
 * @language: nl, fr or de
 * @unit: (nullable): code of the unit of the agency that the complaint is about
 * @day: when it happened
 *
 * Chooses what stays the same throughout the case. @error is set when the file has no texts for it.
 */
void
loket_samples_begin_case (
    LoketSamples *self, const char *language, const char *unit, LoketDay day, GError **error)
{
  JsonObject *topics = unit != NULL ? find_section (self, "topics", unit) : NULL;

  self->language = language;
  self->people = find_section (self, "people", language);
  self->topic = topics != NULL ? loket_json_peek_object (topics, language) : NULL;
  if (self->topic == NULL)
    self->topic = loket_json_peek_object (find_section (self, "topics", TOPIC_OTHERWISE), language);
  if (self->people == NULL || self->topic == NULL) {
    g_set_error (error, LOKET_ERROR, LOKET_ERROR_NOT_FOUND, "samples.json: nothing in '%s'",
                 language);
    return;
  }
  fill_slots (self, day);
}

const LoketSampleSlots *
loket_samples_get_slots (LoketSamples *self)
{
  return &self->slots;
}

const char *
loket_samples_get_language (LoketSamples *self)
{
  return self->language;
}

static char *
fill (LoketSamples *self, const char *text)
{
  const LoketSampleSlots *slots = &self->slots;
  g_autoptr (GString) filled = g_string_new (text);

  g_string_replace (filled, "{date}", slots->date, 0);
  g_string_replace (filled, "{place}", slots->place, 0);
  g_string_replace (filled, "{street}", slots->street, 0);
  g_string_replace (filled, "{count}", slots->count, 0);
  g_string_replace (filled, "{time}", slots->time, 0);
  return g_string_free (g_steal_pointer (&filled), FALSE);
}

/* One of the texts of the topic: `subjects`, `openings`, `middles`, `grievances`. */
char *
loket_samples_topic (LoketSamples *self, const char *member)
{
  return fill (self, pick (self, self->topic, member));
}

char *
loket_samples_topic_at (LoketSamples *self, const char *member, guint index)
{
  return fill (self,
               loket_json_array_peek_string (loket_json_peek_array (self->topic, member), index));
}

guint
loket_samples_count_topic (LoketSamples *self, const char *member)
{
  return json_array_get_length (loket_json_peek_array (self->topic, member));
}

char *
loket_samples_end (LoketSamples *self)
{
  JsonObject *ends = loket_json_peek_object (json_node_get_object (self->root), "ends");

  return fill (self, pick (self, ends, self->language));
}

/* What somebody at the office writes, in a language of the office. */
char *
loket_samples_office (LoketSamples *self, const char *language, const char *member)
{
  return fill (self, pick (self, find_section (self, "office", language), member));
}

const char *
loket_samples_first_name (LoketSamples *self)
{
  return pick (self, self->people, "first");
}

const char *
loket_samples_last_name (LoketSamples *self)
{
  return pick (self, self->people, "last");
}
