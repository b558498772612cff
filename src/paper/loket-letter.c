/* SPDX-License-Identifier: EUPL-1.2 */
/* A letter: its frame (letterhead, address, particulars, signature). */
#include "config.h"

#include <string.h>

#include "loket-error.h"
#include "loket-letter-private.h"

/* LRE to RLO and LRI to PDI: they turn the direction of what stands behind them. */
static gboolean
turns_direction (gunichar character)
{
  return (character >= 0x202A && character <= 0x202E) ||
         (character >= 0x2066 && character <= 0x2069);
}

static gboolean
breaks_line (gunichar character)
{
  return character == '\n' || character == 0x2028 || character == 0x2029;
}

/* What people wrote, as a letter can say it: no controls (neither paper nor mail has them), nothing
 * that spoils the text of others around it. */
static char *
clean (const char *text, gboolean one_line)
{
  g_autoptr (GString) said = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c)) {
    gunichar character = g_utf8_get_char (c);

    if (character == '\t' || (one_line && breaks_line (character)))
      character = ' ';
    if (turns_direction (character) || (character != '\n' && g_unichar_iscntrl (character)))
      continue;
    g_string_append_unichar (said, character);
  }
  return g_string_free (g_steal_pointer (&said), FALSE);
}

void
_loket_letter_add (GStrvBuilder *lines, const char *text)
{
  g_autofree char *said = text != NULL ? clean (text, FALSE) : NULL;

  if (said != NULL && *said != '\0')
    g_strv_builder_add (lines, said);
}

/* One line, whatever was typed: an address of which a part looks like another line misleads. */
static void
add_line (GStrvBuilder *lines, const char *text)
{
  g_autofree char *said = text != NULL ? clean (text, TRUE) : NULL;

  _loket_letter_add (lines, said);
}

void
_loket_letter_add_taken (GStrvBuilder *lines, char *text)
{
  _loket_letter_add (lines, text);
  g_free (text);
}

JsonObject *
_loket_letter_get_contact (const LoketLetterSource *source)
{
  return source->agency != NULL ? loket_json_peek_object (source->agency, "contact") : NULL;
}

const char *
_loket_letter_get_contact_text (const LoketLetterSource *source, const char *member)
{
  JsonObject *contact = _loket_letter_get_contact (source);

  return contact != NULL ? loket_json_peek_string (contact, member) : NULL;
}

/* An agency writes the quality of its contact person in its first language; in another one the
 * trade's own word stands there. */
const char *
_loket_letter_get_quality (const LoketLetterSource *source)
{
  g_auto (GStrv) languages =
      source->agency != NULL ? loket_json_peek_strings (source->agency, "languages") : NULL;
  const char *quality = _loket_letter_get_contact_text (source, "quality");

  if (quality == NULL || languages == NULL ||
      g_strcmp0 (languages[0], loket_speech_get_language (source->speech)) == 0)
    return quality;
  return loket_speech_name (source->speech, "role", "coordinator");
}

static char **
make_addressee (const LoketLetterSource *source)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  LoketParty *first = source->facts->representative;
  g_autofree char *town = NULL;

  for (guint i = 0; first == NULL && i < source->facts->complainants->len; i++)
    first = source->facts->complainants->pdata[i];
  if (first == NULL)
    return g_strv_builder_end (lines);
  add_line (lines, first->organisation);
  add_line (lines, first->name);
  for (guint i = 1; source->facts->representative == NULL && i < source->facts->complainants->len;
       i++)
    add_line (lines, ((LoketParty *) source->facts->complainants->pdata[i])->name);
  add_line (lines, first->street);
  town = g_strdup_printf ("%s %s", first->post_code != NULL ? first->post_code : "",
                          first->city != NULL ? first->city : "");
  add_line (lines, g_strstrip (town));
  add_line (lines, g_strcmp0 (first->country, "BE") != 0 ? first->country : NULL);
  return g_strv_builder_end (lines);
}

static char *
make_place_and_date (const LoketLetterSource *source)
{
  g_autofree char *date = loket_speech_day_medium (source->speech, source->date);
  const char *place = _loket_letter_get_contact_text (source, "city");

  if (place == NULL)
    return g_steal_pointer (&date);
  return loket_speech_say (source->speech, "letter.placeAndDate", "place", place, "date", date,
                           NULL);
}

static char **
make_particulars (const LoketLetterSource *source)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  g_autofree char *day = loket_speech_day_medium (source->speech, source->facts->received_on);
  g_autofree char *subject = clean (source->facts->subject, TRUE);

  _loket_letter_add_taken (lines, loket_speech_say (source->speech, "letter.ourReference",
                                                    "reference", source->facts->reference, NULL));
  _loket_letter_add_taken (
      lines, loket_speech_say (source->speech, "letter.receivedOn", "day", day, NULL));
  if (*g_strstrip (subject) != '\0')
    _loket_letter_add_taken (
        lines, loket_speech_say (source->speech, "letter.about", "subject", subject, NULL));
  return g_strv_builder_end (lines);
}

/* What this agency, or else its procedure, calls the letter, with a capital as a title has it. */
static char *
make_title (const LoketLetterSource *source, const char *kind)
{
  JsonArray *letters = loket_json_peek_array (loket_profile_get_json (source->profile), "letters");
  const char *name = loket_speech_name (source->speech, "letter", kind);
  const char *own = loket_speech_own_name (source->speech, "letter", kind);
  g_autofree char *capital = NULL;
  g_autofree char *title = NULL;
  char first[7] = {0};

  for (guint i = 0; letters != NULL && i < json_array_get_length (letters); i++) {
    JsonObject *letter = loket_json_array_peek_object (letters, i);

    if (letter != NULL && g_strcmp0 (loket_json_peek_string (letter, "kind"), kind) == 0)
      name = loket_speech_pick (source->speech, loket_json_peek_object (letter, "names"));
  }
  if (own != NULL)
    name = own;
  g_unichar_to_utf8 (g_unichar_toupper (g_utf8_get_char (name)), first);
  capital = g_strconcat (first, *name != '\0' ? g_utf8_next_char (name) : NULL, NULL);
  title = loket_speech_say (source->speech, "letter.title", "name", capital, "reference",
                            source->facts->reference, NULL);
  return clean (title, TRUE);
}

static char **
make_letterhead (const LoketLetterSource *source)
{
  if (source->agency != NULL)
    return loket_json_peek_strings (source->agency, "letterhead");
  return g_strsplit (source->facts->agency, "\n", 1);
}

static char **
make_signature (const LoketLetterSource *source)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();

  _loket_letter_add (lines, _loket_letter_get_contact_text (source, "name"));
  _loket_letter_add (lines, _loket_letter_get_quality (source));
  return g_strv_builder_end (lines);
}

static char **
make_paragraphs (const LoketLetterSource *source, const char *kind, const char *text)
{
  if (text != NULL)
    return _loket_letter_make_answer (source, text);
  if (g_strcmp0 (kind, "nextLineOpen") == 0)
    return _loket_letter_make_next_line_open (source);
  return _loket_letter_make_acknowledgement (source);
}

static LoketLetter *
fill_letter (const LoketLetterSource *source, const char *kind, const char *text)
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
  self->paragraphs = make_paragraphs (source, kind, text);
  self->closing = loket_speech_say (source->speech, "letter.closing", NULL);
  self->signature = make_signature (source);
  return self;
}

static gboolean
check_next_line (LoketStanding *standing, GError **error)
{
  if (standing->flags & LOKET_FLAG_NEXT_LINE_OPEN)
    return TRUE;
  g_set_error_literal (error, LOKET_ERROR, LOKET_ERROR_REFUSED, "the next line is not open");
  return FALSE;
}

static gboolean
check_kind (LoketStanding *standing, const char *kind, const char *text, GError **error)
{
  if (g_strcmp0 (kind, "acknowledgement") == 0)
    return TRUE;
  if (g_strcmp0 (kind, "nextLineOpen") == 0)
    return check_next_line (standing, error);
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
 * @kind: `acknowledgement`, `answer` or `nextLineOpen`
 * @date: of the letter
 * @text: (nullable): what the answer says
 *
 * The language is that of the profile's language rule, whatever the screen speaks.
 *
 * Returns: (transfer full): NULL with LOKET_ERROR_UNKNOWN_WORD for another kind,
 *   LOKET_ERROR_REFUSED for an answer without words or a next line that is not open,
 * LOKET_ERROR_NOT_FOUND when the rules of the case are not known here
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
  LoketLetterSource source = {.facts = facts, .standing = standing, .date = date};
  g_autofree char *language = NULL;
  g_autoptr (LoketSpeech) plain = NULL;
  g_autoptr (LoketSpeech) speech = NULL;

  if (!check_kind (standing, kind, text, error))
    return NULL;
  source.profile = loket_rules_get_profile (rules, facts->procedure_id, facts->procedure_version);
  if (source.profile == NULL) {
    g_set_error (error, LOKET_ERROR, LOKET_ERROR_NOT_FOUND, "%s version %s: not known here",
                 facts->procedure_id, facts->procedure_version);
    return NULL;
  }
  language = loket_profile_get_letter_language (source.profile, facts->filing_language);
  plain = loket_speech_new (language, error);
  if (plain == NULL)
    return NULL;
  speech = loket_speech_with_words (plain, agency != NULL ? loket_agency_get_words (agency) : NULL);
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
