/* SPDX-License-Identifier: EUPL-1.2 */
/* Sentences and names in one language. */
#include "config.h"

#include <string.h>

#include "loket-speech-private.h"
#include "loket-texts.h"

/**
 * loket_speech_new:
 * @language: en, nl, fr or de; see loket_speech_choose_language()
 *
 * Returns: (transfer full): NULL with LOKET_ERROR or an error of GFileError
 */
LoketSpeech *
loket_speech_new (const char *language, GError **error)
{
  g_autoptr (JsonObject) texts = loket_texts_load (language, error);

  return texts != NULL ? loket_speech_new_from_texts (texts, error) : NULL;
}

/**
 * loket_speech_new_from_texts:
 * @texts: what a file of texts holds; a reference is taken
 *
 * Returns: (transfer full): NULL with LOKET_ERROR when the texts are not complete
 */
LoketSpeech *
loket_speech_new_from_texts (JsonObject *texts, GError **error)
{
  LoketSpeech *self;
  JsonArray *singular;

  if (!loket_texts_check (texts, error))
    return NULL;
  self = g_new0 (LoketSpeech, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->texts = json_object_ref (texts);
  self->names = loket_json_peek_object (texts, "names");
  self->sentences = loket_json_peek_object (texts, "sentences");
  self->counts = loket_json_peek_object (texts, "counts");
  self->weekdays = loket_json_peek_strings (texts, "weekdays");
  self->months = loket_json_peek_strings (texts, "months");
  self->months_short = loket_json_peek_strings (texts, "monthsShort");
  singular = loket_json_peek_array (texts, "singular");
  for (guint i = 0; i < json_array_get_length (singular); i++) {
    if (json_array_get_int_element (singular, i) == 0)
      self->none_is_singular = TRUE;
  }
  return self;
}

LoketSpeech *
loket_speech_ref (LoketSpeech *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
loket_speech_unref (LoketSpeech *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_strfreev (self->weekdays);
  g_strfreev (self->months);
  g_strfreev (self->months_short);
  g_clear_pointer (&self->words, json_object_unref);
  json_object_unref (self->texts);
  g_free (self);
}

/**
 * loket_speech_with_words:
 * @words: (nullable): of loket_agency_get_words(); a reference is taken
 *
 * Returns: (transfer full): the same language, in which steps, acts, letters and outcomes are
 *   called as that agency calls them
 */
LoketSpeech *
loket_speech_with_words (LoketSpeech *self, JsonObject *words)
{
  LoketSpeech *own;

  if (words == NULL)
    return loket_speech_ref (self);
  own = g_new0 (LoketSpeech, 1);
  *own = *self;
  g_atomic_ref_count_init (&own->ref_count);
  json_object_ref (own->texts);
  own->weekdays = g_strdupv (self->weekdays);
  own->months = g_strdupv (self->months);
  own->months_short = g_strdupv (self->months_short);
  own->words = json_object_ref (words);
  return own;
}

/* "nl_BE.UTF-8" -> "nl", where there are texts in that language. */
static char *
known_language (const char *name)
{
  gsize length = strcspn (name, "_.@-");
  g_autofree char *language = g_ascii_strdown (name, (gssize) length);

  if (g_strv_contains (loket_texts_languages, language))
    return g_steal_pointer (&language);
  return NULL;
}

/**
 * loket_speech_choose_language:
 * @wanted: (nullable): what the person asked for; wins where there are texts in it
 *
 * Otherwise `LANGUAGE`, then `LC_ALL`, `LC_MESSAGES` and `LANG` choose, as for gettext.
 *
 * Returns: (transfer full): a language that loket_speech_new() knows; "en" where none fits
 */
char *
loket_speech_choose_language (const char *wanted)
{
  const char *const *names = g_get_language_names_with_category ("LC_MESSAGES");
  char *language = wanted != NULL ? known_language (wanted) : NULL;

  for (int i = 0; language == NULL && names[i] != NULL; i++)
    language = known_language (names[i]);
  return language != NULL ? language : g_strdup ("en");
}

const char *
loket_speech_get_language (LoketSpeech *self)
{
  return loket_json_peek_string (self->texts, "language");
}

/* A value may itself hold braces (a citizen's text): it is never looked into again. */
static char *
fill (const char *sentence, const char *const *names, const char *const *values)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *rest = sentence;
  const char *open;

  while ((open = strchr (rest, '{')) != NULL) {
    gsize length = strcspn (open + 1, "}");
    int found = -1;

    for (int i = 0; names[i] != NULL && found < 0; i++) {
      if (strlen (names[i]) == length && strncmp (names[i], open + 1, length) == 0)
        found = i;
    }
    g_string_append_len (text, rest, open - rest);
    if (found >= 0)
      g_string_append (text, values[found]);
    else
      g_string_append_len (text, open, (gssize) MIN (length + 2, strlen (open)));
    rest = open + MIN (length + 2, strlen (open));
  }
  g_string_append (text, rest);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * loket_speech_say:
 * @key: a key of `sentences`
 * @...: pairs of the name of a placeholder and its value, then NULL; a value of NULL says nothing
 *
 * Returns: (transfer full): the sentence
 */
char *
loket_speech_say (LoketSpeech *self, const char *key, ...)
{
  const char *sentence = loket_json_peek_string (self->sentences, key);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GPtrArray) values = g_ptr_array_new ();
  const char *name;
  va_list pairs;

  if (sentence == NULL) {
    g_critical ("no sentence has the key %s", key);
    return g_strdup (key);
  }
  va_start (pairs, key);
  while ((name = va_arg (pairs, const char *)) != NULL) {
    const char *value = va_arg (pairs, const char *);

    g_ptr_array_add (names, (gpointer) name);
    g_ptr_array_add (values, (gpointer) (value != NULL ? value : ""));
  }
  va_end (pairs);
  g_ptr_array_add (names, NULL);
  return fill (sentence, (const char *const *) names->pdata, (const char *const *) values->pdata);
}

gboolean
_loket_speech_has_count (LoketSpeech *self, const char *key)
{
  return loket_json_peek_object (self->counts, key) != NULL;
}

/**
 * loket_speech_say_count:
 * @key: a key of `counts`
 *
 * Returns: (transfer full): the sentence in the form that the number takes in this language
 */
char *
loket_speech_say_count (LoketSpeech *self, const char *key, int count)
{
  JsonObject *forms = loket_json_peek_object (self->counts, key);
  gboolean one = ABS (count) == 1 || (count == 0 && self->none_is_singular);
  g_autofree char *number = loket_speech_number (self, count);
  const char *const names[] = {"count", NULL};
  const char *const values[] = {number, NULL};

  if (forms == NULL) {
    g_critical ("no sentence with a number has the key %s", key);
    return g_strdup (key);
  }
  return fill (loket_json_peek_string (forms, one ? "one" : "other"), names, values);
}

/**
 * loket_speech_own_name:
 * @code: (nullable)
 *
 * Returns: (nullable): what the agency calls it, where it has a word of its own
 */
const char *
loket_speech_own_name (LoketSpeech *self, const char *family, const char *code)
{
  static const char *const families[][2] = {
      {"step", "steps"}, {"act", "acts"}, {"letter", "letters"}, {"outcome", "outcomes"}};

  for (gsize i = 0; self->words != NULL && code != NULL && i < G_N_ELEMENTS (families); i++) {
    JsonObject *own = g_str_equal (families[i][0], family)
                          ? loket_json_peek_object (self->words, families[i][1])
                          : NULL;
    JsonObject *text = own != NULL ? loket_json_peek_object (own, code) : NULL;

    if (text != NULL)
      return loket_speech_pick (self, text);
  }
  return NULL;
}

const char *
_loket_speech_find_name (LoketSpeech *self, const char *family, const char *code)
{
  const char *own = loket_speech_own_name (self, family, code);
  JsonObject *group = loket_json_peek_object (self->names, family);

  if (own != NULL)
    return own;
  return group != NULL && code != NULL ? loket_json_peek_string (group, code) : NULL;
}

/**
 * loket_speech_name:
 * @code: (nullable)
 *
 * Returns: the name of the code; the code itself where it is of a newer version; "" for NULL.
 *   Belongs to the speech, or is @code
 */
const char *
loket_speech_name (LoketSpeech *self, const char *family, const char *code)
{
  const char *name = _loket_speech_find_name (self, family, code);

  if (name != NULL)
    return name;
  return code != NULL ? code : "";
}

/**
 * loket_speech_name_briefly:
 * @code: (nullable)
 *
 * Returns: (transfer full): what went wrong, without what is always said of it: the first sentence
 * of the name
 */
char *
loket_speech_name_briefly (LoketSpeech *self, const char *family, const char *code)
{
  const char *name = loket_speech_name (self, family, code);
  const char *end = strstr (name, ". ");

  return end != NULL ? g_strndup (name, (gsize) (end - name) + 1) : g_strdup (name);
}

/**
 * loket_speech_pick:
 * @names: (nullable): a text of a profile, a calendar or an agency
 *
 * Returns: its member in this language; English, then any, where it is missing; "" for NULL
 */
const char *
loket_speech_pick (LoketSpeech *self, JsonObject *names)
{
  const char *text;

  if (names == NULL)
    return "";
  text = loket_json_peek_string (names, loket_speech_get_language (self));
  for (int i = 0; text == NULL && loket_texts_languages[i] != NULL; i++)
    text = loket_json_peek_string (names, loket_texts_languages[i]);
  return text != NULL ? text : "";
}
