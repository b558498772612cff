/* SPDX-License-Identifier: EUPL-1.2 */
/* What a letter says. */
#include "config.h"

#include <string.h>

#include "loket-error.h"
#include "loket-letter.h"
#include "loket-speech.h"

/* What the parts of one letter are made of. */
typedef struct {
  LoketProfile *profile;
  JsonObject *agency; /* (nullable) */
  LoketCase *facts;
  LoketStanding *standing;
  LoketSpeech *speech;
  LoketDay date;
} Source;

static void
add (GStrvBuilder *lines, const char *text)
{
  if (text != NULL && *text != '\0')
    g_strv_builder_add (lines, text);
}

static void
add_taken (GStrvBuilder *lines, char *text)
{
  add (lines, text);
  g_free (text);
}

static JsonObject *
get_contact (const Source *source)
{
  return source->agency != NULL ? loket_json_peek_object (source->agency, "contact") : NULL;
}

static const char *
get_contact_text (const Source *source, const char *member)
{
  JsonObject *contact = get_contact (source);

  return contact != NULL ? loket_json_peek_string (contact, member) : NULL;
}

/* An agency writes the quality of its contact person in its first language; in another one the
 * trade's own word stands there. */
static const char *
get_quality (const Source *source)
{
  g_auto (GStrv) languages =
      source->agency != NULL ? loket_json_peek_strings (source->agency, "languages") : NULL;
  const char *quality = get_contact_text (source, "quality");

  if (quality == NULL || languages == NULL ||
      g_strcmp0 (languages[0], loket_speech_get_language (source->speech)) == 0)
    return quality;
  return loket_speech_name (source->speech, "role", "coordinator");
}

static char **
make_addressee (const Source *source)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  LoketParty *first = source->facts->representative;
  g_autofree char *town = NULL;

  for (guint i = 0; first == NULL && i < source->facts->complainants->len; i++)
    first = source->facts->complainants->pdata[i];
  if (first == NULL)
    return g_strv_builder_end (lines);
  add (lines, first->organisation);
  add (lines, first->name);
  for (guint i = 1; source->facts->representative == NULL && i < source->facts->complainants->len;
       i++)
    add (lines, ((LoketParty *) source->facts->complainants->pdata[i])->name);
  add (lines, first->street);
  town = g_strdup_printf ("%s %s", first->post_code != NULL ? first->post_code : "",
                          first->city != NULL ? first->city : "");
  add (lines, g_strstrip (town));
  add (lines, g_strcmp0 (first->country, "BE") != 0 ? first->country : NULL);
  return g_strv_builder_end (lines);
}

static char *
make_place_and_date (const Source *source)
{
  g_autofree char *date = loket_speech_day_medium (source->speech, source->date);
  const char *place = get_contact_text (source, "city");

  if (place == NULL)
    return g_steal_pointer (&date);
  return loket_speech_say (source->speech, "letter.placeAndDate", "place", place, "date", date,
                           NULL);
}

static char **
make_particulars (const Source *source)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  g_autofree char *day = loket_speech_day_medium (source->speech, source->facts->received_on);

  add_taken (lines, loket_speech_say (source->speech, "letter.ourReference", "reference",
                                      source->facts->reference, NULL));
  add_taken (lines, loket_speech_say (source->speech, "letter.receivedOn", "day", day, NULL));
  if (source->facts->subject != NULL && *source->facts->subject != '\0')
    add_taken (lines, loket_speech_say (source->speech, "letter.about", "subject",
                                        source->facts->subject, NULL));
  return g_strv_builder_end (lines);
}

/* A letter promises the bare last day, never a later one, and no day that has gone by. */
static char *
say_promise (const Source *source)
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
say_contact (const Source *source)
{
  const char *name = get_contact_text (source, "name");
  const char *quality = get_quality (source);

  if (name == NULL)
    return NULL;
  if (quality == NULL)
    return loket_speech_say (source->speech, "letter.contact", "name", name, NULL);
  return loket_speech_say (source->speech, "letter.contactQuality", "name", name, "quality",
                           quality, NULL);
}

/* Telephone and mail of an authority, each a line, where they are known. */
static void
add_ways (const Source *source, GStrvBuilder *lines, JsonObject *where)
{
  const char *phone = where != NULL ? loket_json_peek_string (where, "phone") : NULL;
  const char *mail = where != NULL ? loket_json_peek_string (where, "email") : NULL;
  const char *web = where != NULL ? loket_json_peek_string (where, "web") : NULL;

  if (phone != NULL)
    add_taken (lines, loket_speech_say (source->speech, "letter.phone", "phone", phone, NULL));
  if (mail != NULL)
    add_taken (lines, loket_speech_say (source->speech, "letter.mail", "mail", mail, NULL));
  if (web != NULL)
    add_taken (lines, loket_speech_say (source->speech, "letter.web", "web", web, NULL));
}

static void
add_contact (const Source *source, GStrvBuilder *paragraphs)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  g_auto (GStrv) text = NULL;

  add_taken (lines, say_contact (source));
  add_ways (source, lines, get_contact (source));
  text = g_strv_builder_end (lines);
  add_taken (paragraphs, g_strjoinv ("\n", text));
}

static void
add_standard_sentence (const Source *source, GStrvBuilder *paragraphs, const char *code)
{
  JsonObject *profile = loket_profile_get_json (source->profile);
  JsonArray *sentences = loket_json_peek_array (profile, "standardSentences");

  for (guint i = 0; sentences != NULL && i < json_array_get_length (sentences); i++) {
    JsonObject *sentence = loket_json_array_peek_object (sentences, i);

    if (sentence != NULL && g_strcmp0 (loket_json_peek_string (sentence, "code"), code) == 0)
      add (paragraphs,
           loket_speech_pick (source->speech, loket_json_peek_object (sentence, "text")));
  }
}

static char **
make_acknowledgement (const Source *source)
{
  g_autoptr (GStrvBuilder) paragraphs = g_strv_builder_new ();
  g_autofree char *day = loket_speech_day_long (source->speech, source->facts->received_on);
  gboolean provisional = g_str_has_prefix (source->facts->reference, "V-");

  add_taken (paragraphs,
             loket_speech_say (source->speech, "letter.ack.received", "day", day, NULL));
  add_taken (paragraphs,
             loket_speech_say (source->speech,
                               provisional ? "letter.ack.provisional" : "letter.ack.reference",
                               "reference", source->facts->reference, NULL));
  add_taken (paragraphs, say_promise (source));
  add_contact (source, paragraphs);
  add_standard_sentence (source, paragraphs, "doesNotSuspendAppeal");
  return g_strv_builder_end (paragraphs);
}

static void
add_authority (const Source *source, GStrvBuilder *paragraphs, JsonObject *authority)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  const char *post_code = loket_json_peek_string (authority, "postCode");
  const char *city = loket_json_peek_string (authority, "city");
  g_autofree char *town =
      g_strdup_printf ("%s %s", post_code != NULL ? post_code : "", city != NULL ? city : "");
  g_auto (GStrv) text = NULL;

  add (lines, loket_speech_pick (source->speech, loket_json_peek_object (authority, "names")));
  add (lines, loket_json_peek_string (authority, "address"));
  add (lines, g_strstrip (town));
  add_ways (source, lines, authority);
  text = g_strv_builder_end (lines);
  add_taken (paragraphs, g_strjoinv ("\n", text));
}

/* Where the citizen can go who is not satisfied: the first of the chain, who names the next. */
static void
add_next_line (const Source *source, GStrvBuilder *paragraphs)
{
  JsonObject *next = loket_json_peek_object (loket_profile_get_json (source->profile), "nextLine");
  JsonArray *chain = next != NULL ? loket_json_peek_array (next, "chain") : NULL;
  JsonObject *first = NULL;

  if (chain != NULL && json_array_get_length (chain) > 0)
    first = loket_json_array_peek_object (chain, 0);
  if (first == NULL)
    return;
  add_taken (paragraphs, loket_speech_say (source->speech, "letter.answer.nextLine", NULL));
  add_authority (source, paragraphs, first);
}

static char **
make_answer (const Source *source, const char *text)
{
  g_autoptr (GStrvBuilder) paragraphs = g_strv_builder_new ();
  g_autofree char *day = loket_speech_day_long (source->speech, source->facts->received_on);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  add_taken (paragraphs, loket_speech_say (source->speech, "letter.answer.received", "day", day,
                                           "reference", source->facts->reference, NULL));
  for (int i = 0; lines[i] != NULL; i++)
    add (paragraphs, g_strstrip (lines[i]));
  add_next_line (source, paragraphs);
  add_contact (source, paragraphs);
  return g_strv_builder_end (paragraphs);
}

/* What this authority calls the letter, with a capital as a title has it. */
static char *
make_title (const Source *source, const char *kind)
{
  JsonArray *letters = loket_json_peek_array (loket_profile_get_json (source->profile), "letters");
  const char *name = loket_speech_name (source->speech, "letter", kind);
  g_autofree char *capital = NULL;
  g_autofree char *title = NULL;
  char first[7] = {0};

  for (guint i = 0; letters != NULL && i < json_array_get_length (letters); i++) {
    JsonObject *letter = loket_json_array_peek_object (letters, i);

    if (letter != NULL && g_strcmp0 (loket_json_peek_string (letter, "kind"), kind) == 0)
      name = loket_speech_pick (source->speech, loket_json_peek_object (letter, "names"));
  }
  g_unichar_to_utf8 (g_unichar_toupper (g_utf8_get_char (name)), first);
  capital = g_strconcat (first, *name != '\0' ? g_utf8_next_char (name) : NULL, NULL);
  title = loket_speech_say (source->speech, "letter.title", "name", capital, "reference",
                            source->facts->reference, NULL);
  return g_steal_pointer (&title);
}

static char **
make_letterhead (const Source *source)
{
  if (source->agency != NULL)
    return loket_json_peek_strings (source->agency, "letterhead");
  return g_strsplit (source->facts->agency, "\n", 1);
}

static char **
make_signature (const Source *source)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();

  add (lines, get_contact_text (source, "name"));
  add (lines, get_quality (source));
  return g_strv_builder_end (lines);
}

static LoketLetter *
fill_letter (const Source *source, const char *kind, const char *text)
{
  LoketLetter *self = g_new0 (LoketLetter, 1);
  JsonObject *names =
      source->agency != NULL ? loket_json_peek_object (source->agency, "names") : NULL;

  self->kind = g_strdup (kind);
  self->language = g_strdup (loket_speech_get_language (source->speech));
  self->title = make_title (source, kind);
  self->author =
      g_strdup (names != NULL ? loket_speech_pick (source->speech, names) : source->facts->agency);
  self->date = source->date;
  self->letterhead = make_letterhead (source);
  self->addressee = make_addressee (source);
  self->place_and_date = make_place_and_date (source);
  self->particulars = make_particulars (source);
  self->salutation = loket_speech_say (source->speech, "letter.salutation", NULL);
  self->paragraphs = text != NULL ? make_answer (source, text) : make_acknowledgement (source);
  self->closing = loket_speech_say (source->speech, "letter.closing", NULL);
  self->signature = make_signature (source);
  return self;
}

static gboolean
check_kind (const char *kind, const char *text, GError **error)
{
  if (g_strcmp0 (kind, "acknowledgement") == 0)
    return TRUE;
  if (g_strcmp0 (kind, "answer") == 0 && text != NULL && *text != '\0')
    return TRUE;
  if (g_strcmp0 (kind, "answer") == 0)
    g_set_error_literal (error, LOKET_ERROR, LOKET_ERROR_REFUSED, "an answer needs its text");
  else
    g_set_error (error, LOKET_ERROR, LOKET_ERROR_UNKNOWN_WORD, "%s: no such letter can be made",
                 kind);
  return FALSE;
}

/**
 * loket_letter_compose:
 * @standing: of the case; its facts as corrected are the letter's
 * @kind: `acknowledgement` or `answer`
 * @date: of the letter
 * @text: (nullable): what the answer says
 *
 * The language is that of the profile's language rule, whatever the screen speaks.
 *
 * Returns: (transfer full): NULL with LOKET_ERROR_UNKNOWN_WORD for another kind,
 *   LOKET_ERROR_REFUSED for an answer without words, LOKET_ERROR_NOT_FOUND when the rules of the
 *   case are not known here
 */
LoketLetter *
loket_letter_compose (LoketRules *rules,
                      LoketStanding *standing,
                      const char *kind,
                      LoketDay date,
                      const char *text,
                      GError **error)
{
  LoketCase *facts = standing->current;
  LoketAgency *agency = loket_rules_get_agency (rules, facts->agency);
  Source source = {.facts = facts, .standing = standing, .date = date};
  g_autofree char *language = NULL;
  g_autoptr (LoketSpeech) speech = NULL;

  if (!check_kind (kind, text, error))
    return NULL;
  source.profile = loket_rules_get_profile (rules, facts->procedure_id, facts->procedure_version);
  if (source.profile == NULL) {
    g_set_error (error, LOKET_ERROR, LOKET_ERROR_NOT_FOUND, "%s version %s: not known here",
                 facts->procedure_id, facts->procedure_version);
    return NULL;
  }
  language = loket_profile_get_letter_language (source.profile, facts->filing_language);
  speech = loket_speech_new (language, error);
  if (speech == NULL)
    return NULL;
  source.speech = speech;
  source.agency = agency != NULL ? loket_agency_get_json (agency) : NULL;
  return fill_letter (&source, kind, g_strcmp0 (kind, "answer") == 0 ? text : NULL);
}

void
loket_letter_free (LoketLetter *self)
{
  if (self == NULL)
    return;
  g_free (self->kind);
  g_free (self->language);
  g_free (self->title);
  g_free (self->author);
  g_strfreev (self->letterhead);
  g_strfreev (self->addressee);
  g_free (self->place_and_date);
  g_strfreev (self->particulars);
  g_free (self->salutation);
  g_strfreev (self->paragraphs);
  g_free (self->closing);
  g_strfreev (self->signature);
  g_free (self);
}
