/* SPDX-License-Identifier: EUPL-1.2 */
/* A4 sheets on which paragraphs are placed one below the other, and the tagged PDF of them.
 *
 * Laid out line by line first, so that the number of pages is known when the first one is drawn.
 * All texts are plain. One owner; any thread. */
#pragma once

#include "loket-speech.h"

G_BEGIN_DECLS

/* In points: A4, and the margins of a letter that fits an envelope with a window at the right. */
#define LOKET_SHEET_WIDTH       595.28
#define LOKET_SHEET_MARGIN_SIDE 71.0
#define LOKET_SHEET_MARGIN_TOP  57.0
#define LOKET_SHEET_TEXT_WIDTH  (LOKET_SHEET_WIDTH - 2 * LOKET_SHEET_MARGIN_SIDE)
#define LOKET_SHEET_GAP         9.0
#define LOKET_SHEET_FONT_BODY   "Sans 10.5"
#define LOKET_SHEET_FONT_TITLE  "Sans Bold 14"
#define LOKET_SHEET_FONT_HEADING "Sans Bold 11"
#define LOKET_SHEET_FONT_SMALL  "Sans 8.5"

typedef struct _LoketSheet LoketSheet;

/* What a reader of PDF shows of the whole. */
typedef struct {
  const char *title;
  const char *author;
  LoketDay date;
} LoketSheetAbout;

LoketSheet *loket_sheet_new  (const char *language);
void        loket_sheet_free (LoketSheet *self);

double loket_sheet_get_y (LoketSheet *self);
void   loket_sheet_set_y (LoketSheet *self, double y);
void   loket_sheet_keep  (LoketSheet *self, double height);

void   loket_sheet_place_text      (LoketSheet *self, const char *role, const char *font,
                                    const char *text, double x, double width);
void   loket_sheet_place_block     (LoketSheet *self, char **lines, const char *font, double x,
                                    double width);
void   loket_sheet_place_paragraph (LoketSheet *self, const char *role, const char *font,
                                    const char *text);

GBytes *loket_sheet_to_pdf (LoketSheet *self, LoketSpeech *speech, const LoketSheetAbout *about,
                            GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketSheet, loket_sheet_free)

G_END_DECLS
