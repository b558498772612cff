/* SPDX-License-Identifier: EUPL-1.2 */
/* A letter as an A4 PDF. */
#include "config.h"

#include "loket-letter.h"
#include "loket-sheet.h"

/* In points: where the window of the envelope is, and where the letter itself begins. */
#define ADDRESS_LEFT 312.0
#define ADDRESS_TOP 128.0
#define BODY_TOP 235.0

/* In the order in which it is read aloud. */
static void
place_letter (LoketSheet *sheet, const LoketLetter *letter)
{
  double width = LOKET_SHEET_TEXT_WIDTH;
  g_autofree char *particulars = g_strjoinv ("\n", letter->particulars);

  loket_sheet_set_y (sheet, LOKET_SHEET_MARGIN_TOP);
  loket_sheet_place_block (sheet, letter->letterhead, LOKET_SHEET_FONT_SMALL,
                           LOKET_SHEET_MARGIN_SIDE, width);
  loket_sheet_set_y (sheet, MAX (loket_sheet_get_y (sheet) + LOKET_SHEET_GAP, ADDRESS_TOP));
  loket_sheet_place_block (sheet, letter->addressee, LOKET_SHEET_FONT_BODY, ADDRESS_LEFT,
                           LOKET_SHEET_WIDTH - LOKET_SHEET_MARGIN_SIDE - ADDRESS_LEFT);
  loket_sheet_set_y (sheet, MAX (loket_sheet_get_y (sheet) + 2 * LOKET_SHEET_GAP, BODY_TOP));
  loket_sheet_place_paragraph (sheet, "P", LOKET_SHEET_FONT_BODY, letter->place_and_date);
  loket_sheet_place_paragraph (sheet, "P", LOKET_SHEET_FONT_BODY, particulars);
  loket_sheet_set_y (sheet, loket_sheet_get_y (sheet) + LOKET_SHEET_GAP);
  loket_sheet_place_paragraph (sheet, "H1", LOKET_SHEET_FONT_TITLE, letter->title);
  loket_sheet_place_paragraph (sheet, "P", LOKET_SHEET_FONT_BODY, letter->salutation);
  for (int i = 0; letter->paragraphs[i] != NULL; i++)
    loket_sheet_place_paragraph (sheet, "P", LOKET_SHEET_FONT_BODY, letter->paragraphs[i]);
  loket_sheet_set_y (sheet, loket_sheet_get_y (sheet) + LOKET_SHEET_GAP);
  loket_sheet_place_paragraph (sheet, "P", LOKET_SHEET_FONT_BODY, letter->closing);
  loket_sheet_set_y (sheet, loket_sheet_get_y (sheet) + 3 * LOKET_SHEET_GAP);
  loket_sheet_place_block (sheet, letter->signature, LOKET_SHEET_FONT_BODY, LOKET_SHEET_MARGIN_SIDE,
                           width);
}

/**
 * loket_letter_to_pdf:
 *
 * The same letter gives the same bytes with the same fonts and libraries.
 *
 * Returns: (transfer full): A4, tagged, with title and language; NULL with LOKET_ERROR
 */
GBytes *
loket_letter_to_pdf (const LoketLetter *self, GError **error)
{
  const LoketSheetAbout about = {self->title, self->author, self->date};
  g_autoptr (LoketSpeech) speech = loket_speech_new (self->language, error);
  g_autoptr (LoketSheet) sheet = NULL;

  if (speech == NULL)
    return NULL;
  sheet = loket_sheet_new (self->language);
  place_letter (sheet, self);
  return loket_sheet_to_pdf (sheet, speech, &about, error);
}
