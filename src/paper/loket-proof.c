/* SPDX-License-Identifier: EUPL-1.2 */
/* The proof of the dates, as parts, as text and as sheets. */
#include "config.h"

#include <string.h>

#include "loket-letter-private.h"
#include "loket-paper-file.h"
#include "loket-proof.h"
#include "loket-sheet.h"

/* Under a heading at the foot of a page there is room for a line or two. */
#define HEADING_ROOM 60.0
#define INDENT 14.0

/* One term. */
typedef struct {
  char *title; /* its name and how it stands */
  char **lines;
} Section;

struct _LoketProof {
  LoketSpeech *speech; /* (owned) */
  char *title;
  char *author;
  LoketDay date;
  char **particulars;
  GPtrArray *sections; /* (element-type Section) (owned) */
};

static void
section_free (gpointer data)
{
  Section *section = data;

  g_free (section->title);
  g_strfreev (section->lines);
  g_free (section);
}

static Section *
make_section (LoketSpeech *speech, const LoketClockReading *clock, LoketMoment now)
{
  Section *section = g_new0 (Section, 1);
  g_autoptr (GPtrArray) proof = loket_speech_explain_steps (speech, clock);
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  g_autofree char *citizens = loket_speech_say_citizens_term (speech, clock);

  for (guint i = 0; i < proof->len; i++) {
    g_autofree char *line = loket_speech_spoken_line_join (speech, proof->pdata[i]);

    g_strv_builder_add (lines, line);
  }
  section->title =
      citizens != NULL ? g_steal_pointer (&citizens) : loket_speech_pill (speech, clock, now);
  section->lines = g_strv_builder_end (lines);
  return section;
}

/* A subject may hold breaks of lines: a particular is one line. */
static void
add_particular (
    GStrvBuilder *lines, LoketSpeech *speech, const char *key, const char *name, const char *value)
{
  g_autofree char *one_line = g_strdup (value != NULL ? value : "");

  g_strdelimit (one_line, "\r\n\t", ' ');
  if (*g_strstrip (one_line) != '\0') {
    g_autofree char *line = loket_speech_say (speech, key, name, one_line, NULL);

    _loket_letter_add (lines, line);
  }
}

static char **
make_particulars (LoketSpeech *speech, LoketCase *facts, LoketProfile *profile, LoketMoment now)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  g_autofree char *received = loket_speech_day_medium (speech, facts->received_on);
  g_autofree char *today = loket_speech_day_long (speech, loket_moment_get_day (now));
  g_autofree char *rules =
      profile != NULL
          ? g_strdup_printf ("%s (%s %s)",
                             loket_speech_pick (speech, loket_profile_get_names (profile)),
                             facts->procedure_id, facts->procedure_version)
          : g_strdup_printf ("%s %s", facts->procedure_id, facts->procedure_version);

  add_particular (lines, speech, "letter.ourReference", "reference", facts->reference);
  add_particular (lines, speech, "letter.receivedOn", "day", received);
  add_particular (lines, speech, "letter.about", "subject", facts->subject);
  add_particular (lines, speech, "proof.procedure", "name", rules);
  add_particular (lines, speech, "proof.asOf", "day", today);
  return g_strv_builder_end (lines);
}

/**
 * loket_proof_compose:
 * @speech: in the language of who reads it
 * @now: how the terms stand is said for this moment
 *
 * Returns: (transfer full): the proof of every term of the case
 */
LoketProof *
loket_proof_compose (LoketRules *rules,
                     LoketStanding *standing,
                     LoketSpeech *speech,
                     LoketMoment now)
{
  LoketProof *self = g_new0 (LoketProof, 1);
  LoketCase *facts = standing->current;
  LoketAgency *agency = loket_rules_get_agency (rules, facts->agency);
  JsonObject *names =
      agency != NULL ? loket_json_peek_object (loket_agency_get_json (agency), "names") : NULL;
  LoketProfile *profile =
      loket_rules_get_profile (rules, facts->procedure_id, facts->procedure_version);

  self->speech = loket_speech_ref (speech);
  self->title = loket_speech_say (speech, "proof.title", "reference", facts->reference, NULL);
  self->author = g_strdup (names != NULL ? loket_speech_pick (speech, names) : facts->agency);
  self->date = loket_moment_get_day (now);
  self->particulars = make_particulars (speech, facts, profile, now);
  self->sections = g_ptr_array_new_with_free_func (section_free);
  for (guint i = 0; i < standing->clocks->len; i++)
    g_ptr_array_add (self->sections, make_section (speech, standing->clocks->pdata[i], now));
  return self;
}

void
loket_proof_free (LoketProof *self)
{
  if (self == NULL)
    return;
  loket_speech_unref (self->speech);
  g_free (self->title);
  g_free (self->author);
  g_strfreev (self->particulars);
  g_ptr_array_unref (self->sections);
  g_free (self);
}

static void
append_lines (GString *text, const char *before, char **lines)
{
  for (int i = 0; lines[i] != NULL; i++)
    g_string_append_printf (text, "%s%s\n", before, lines[i]);
}

/**
 * loket_proof_to_text:
 *
 * Returns: (transfer full): UTF-8
 */
char *
loket_proof_to_text (LoketProof *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, "%s\n%s\n\n", self->title, self->author);
  append_lines (text, "", self->particulars);
  for (guint i = 0; i < self->sections->len; i++) {
    const Section *section = self->sections->pdata[i];

    g_string_append_printf (text, "\n%s\n", section->title);
    append_lines (text, "- ", section->lines);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
place_section (LoketSheet *sheet, const Section *section)
{
  loket_sheet_set_y (sheet, loket_sheet_get_y (sheet) + LOKET_SHEET_GAP);
  loket_sheet_keep (sheet, HEADING_ROOM);
  loket_sheet_place_text (sheet, "H2", LOKET_SHEET_FONT_HEADING, section->title,
                          LOKET_SHEET_MARGIN_SIDE, LOKET_SHEET_TEXT_WIDTH);
  loket_sheet_set_y (sheet, loket_sheet_get_y (sheet) + LOKET_SHEET_GAP / 2);
  for (int i = 0; section->lines[i] != NULL; i++) {
    loket_sheet_place_text (sheet, "P", LOKET_SHEET_FONT_BODY, section->lines[i],
                            LOKET_SHEET_MARGIN_SIDE + INDENT, LOKET_SHEET_TEXT_WIDTH - INDENT);
    loket_sheet_set_y (sheet, loket_sheet_get_y (sheet) + LOKET_SHEET_GAP / 3);
  }
}

/**
 * loket_proof_to_pdf:
 *
 * Returns: (transfer full): A4, tagged, with title and language; NULL with LOKET_ERROR
 */
GBytes *
loket_proof_to_pdf (LoketProof *self, GError **error)
{
  const LoketSheetAbout about = {self->title, self->author, self->date};
  g_autoptr (LoketSheet) sheet = loket_sheet_new (loket_speech_get_language (self->speech));
  g_autofree char *particulars = g_strjoinv ("\n", self->particulars);

  loket_sheet_place_paragraph (sheet, "P", LOKET_SHEET_FONT_SMALL, self->author);
  loket_sheet_place_paragraph (sheet, "H1", LOKET_SHEET_FONT_TITLE, self->title);
  loket_sheet_place_paragraph (sheet, "P", LOKET_SHEET_FONT_BODY, particulars);
  for (guint i = 0; i < self->sections->len; i++)
    place_section (sheet, self->sections->pdata[i]);
  return loket_sheet_to_pdf (sheet, self->speech, &about, error);
}

/**
 * loket_proof_write:
 * @path: ends with `.pdf` or `.txt`; a file that is there is replaced, in one piece
 *
 * Returns: FALSE with LOKET_ERROR_INVALID for another ending, or an error of GFileError
 */
gboolean
loket_proof_write (LoketProof *self, const char *path, GError **error)
{
  LoketPaperForm form = loket_paper_file_get_form (path, error);
  g_autoptr (GBytes) bytes = NULL;

  if (form == LOKET_PAPER_FORM_PDF) {
    bytes = loket_proof_to_pdf (self, error);
  } else if (form == LOKET_PAPER_FORM_TEXT) {
    char *text = loket_proof_to_text (self);

    bytes = g_bytes_new_take (text, strlen (text));
  }
  return bytes != NULL && loket_paper_file_write (path, bytes, error);
}
