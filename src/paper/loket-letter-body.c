/* SPDX-License-Identifier: EUPL-1.2 */
/* What a letter says between salutation and closing. */
#include "config.h"

#include "loket-letter-private.h"

/* A letter promises the bare last day, never a later one, and no day that has gone by. */
static char *
say_promise (const LoketLetterSource *source)
{
  LoketClockReading *clock = loket_standing_get_clock (source->standing, LOKET_CLOCK_ANSWER);
  g_autofree char *day = NULL;
  gboolean open;

  if (clock == NULL || clock->last_day == LOKET_NO_DAY)
    return loket_speech_say (source->speech, "letter.ack.noDate", NULL);
  day = loket_speech_day_long (source->speech, clock->last_day);
  open = clock->state == LOKET_CLOCK_STATE_RUNNING || clock->state == LOKET_CLOCK_STATE_OVERDUE;
  if (open && clock->last_day < source->date)
    return loket_speech_say (source->speech, "letter.ack.overdue", "day", day, NULL);
  return loket_speech_say (source->speech, "letter.ack.promise", "day", day, NULL);
}

static char *
say_contact (const LoketLetterSource *source)
{
  const char *name = _loket_letter_get_contact_text (source, "name");
  const char *quality = _loket_letter_get_quality (source);

  if (name == NULL)
    return NULL;
  if (quality == NULL)
    return loket_speech_say (source->speech, "letter.contact", "name", name, NULL);
  return loket_speech_say (source->speech, "letter.contactQuality", "name", name, "quality",
                           quality, NULL);
}

/* Telephone and mail of an authority, each a line, where they are known. */
static void
add_ways (const LoketLetterSource *source, GStrvBuilder *lines, JsonObject *where)
{
  const char *phone = where != NULL ? loket_json_peek_string (where, "phone") : NULL;
  const char *mail = where != NULL ? loket_json_peek_string (where, "email") : NULL;
  const char *web = where != NULL ? loket_json_peek_string (where, "web") : NULL;

  if (phone != NULL)
    _loket_letter_add_taken (
        lines, loket_speech_say (source->speech, "letter.phone", "phone", phone, NULL));
  if (mail != NULL)
    _loket_letter_add_taken (lines,
                             loket_speech_say (source->speech, "letter.mail", "mail", mail, NULL));
  if (web != NULL)
    _loket_letter_add_taken (lines,
                             loket_speech_say (source->speech, "letter.web", "web", web, NULL));
}

static void
add_contact (const LoketLetterSource *source, GStrvBuilder *paragraphs)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  g_auto (GStrv) text = NULL;

  _loket_letter_add_taken (lines, say_contact (source));
  add_ways (source, lines, _loket_letter_get_contact (source));
  text = g_strv_builder_end (lines);
  _loket_letter_add_taken (paragraphs, g_strjoinv ("\n", text));
}

static void
add_standard_sentence (const LoketLetterSource *source, GStrvBuilder *paragraphs, const char *code)
{
  JsonObject *profile = loket_profile_get_json (source->profile);
  JsonArray *sentences = loket_json_peek_array (profile, "standardSentences");

  for (guint i = 0; sentences != NULL && i < json_array_get_length (sentences); i++) {
    JsonObject *sentence = loket_json_array_peek_object (sentences, i);

    if (sentence != NULL && g_strcmp0 (loket_json_peek_string (sentence, "code"), code) == 0)
      _loket_letter_add (paragraphs, loket_speech_pick (source->speech,
                                                        loket_json_peek_object (sentence, "text")));
  }
}

char **
_loket_letter_make_acknowledgement (const LoketLetterSource *source)
{
  g_autoptr (GStrvBuilder) paragraphs = g_strv_builder_new ();
  g_autofree char *day = loket_speech_day_long (source->speech, source->facts->received_on);
  gboolean provisional = g_str_has_prefix (source->facts->reference, "V-");

  _loket_letter_add_taken (
      paragraphs, loket_speech_say (source->speech, "letter.ack.received", "day", day, NULL));
  _loket_letter_add_taken (
      paragraphs, loket_speech_say (source->speech,
                                    provisional ? "letter.ack.provisional" : "letter.ack.reference",
                                    "reference", source->facts->reference, NULL));
  _loket_letter_add_taken (paragraphs, say_promise (source));
  add_contact (source, paragraphs);
  add_standard_sentence (source, paragraphs, "doesNotSuspendAppeal");
  return g_strv_builder_end (paragraphs);
}

static void
add_authority (const LoketLetterSource *source, GStrvBuilder *paragraphs, JsonObject *authority)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  const char *post_code = loket_json_peek_string (authority, "postCode");
  const char *city = loket_json_peek_string (authority, "city");
  g_autofree char *town =
      g_strdup_printf ("%s %s", post_code != NULL ? post_code : "", city != NULL ? city : "");
  g_auto (GStrv) text = NULL;

  _loket_letter_add (
      lines, loket_speech_pick (source->speech, loket_json_peek_object (authority, "names")));
  _loket_letter_add (lines, loket_json_peek_string (authority, "address"));
  _loket_letter_add (lines, g_strstrip (town));
  add_ways (source, lines, authority);
  text = g_strv_builder_end (lines);
  _loket_letter_add_taken (paragraphs, g_strjoinv ("\n", text));
}

/* Where the citizen can go who is not satisfied: the first of the chain, who names the next. */
static void
add_next_line (const LoketLetterSource *source, GStrvBuilder *paragraphs, const char *sentence)
{
  JsonObject *next = loket_json_peek_object (loket_profile_get_json (source->profile), "nextLine");
  JsonArray *chain = next != NULL ? loket_json_peek_array (next, "chain") : NULL;
  JsonObject *first = NULL;

  if (chain != NULL && json_array_get_length (chain) > 0)
    first = loket_json_array_peek_object (chain, 0);
  if (first == NULL)
    return;
  _loket_letter_add_taken (paragraphs, loket_speech_say (source->speech, sentence, NULL));
  add_authority (source, paragraphs, first);
}

char **
_loket_letter_make_answer (const LoketLetterSource *source, const char *text)
{
  g_autoptr (GStrvBuilder) paragraphs = g_strv_builder_new ();
  g_autofree char *day = loket_speech_day_long (source->speech, source->facts->received_on);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  _loket_letter_add_taken (paragraphs,
                           loket_speech_say (source->speech, "letter.answer.received", "day", day,
                                             "reference", source->facts->reference, NULL));
  for (int i = 0; lines[i] != NULL; i++)
    _loket_letter_add (paragraphs, g_strstrip (lines[i]));
  add_next_line (source, paragraphs, "letter.answer.nextLine");
  add_contact (source, paragraphs);
  return g_strv_builder_end (paragraphs);
}

/* The next line is open before the answer is there: why, and where it is. */
char **
_loket_letter_make_next_line_open (const LoketLetterSource *source)
{
  g_autoptr (GStrvBuilder) paragraphs = g_strv_builder_new ();
  LoketClockReading *clock = loket_standing_get_clock (source->standing, LOKET_CLOCK_ANSWER);

  if (clock != NULL && clock->state == LOKET_CLOCK_STATE_OVERDUE)
    _loket_letter_add_taken (paragraphs, say_promise (source));
  add_next_line (source, paragraphs, "letter.nextLine.open");
  add_standard_sentence (source, paragraphs, "doesNotSuspendAppeal");
  add_contact (source, paragraphs);
  return g_strv_builder_end (paragraphs);
}
