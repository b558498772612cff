/* SPDX-License-Identifier: EUPL-1.2 */
/* A letter as an A4 PDF: laid out line by line first, so that the number of pages is known when
 * the first one is drawn. */
#include "config.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include "loket-error.h"
#include "loket-letter.h"
#include "loket-pdf-language.h"
#include "loket-speech.h"

/* In points: A4, and the margins of a letter that fits an envelope with a window at the right. */
#define PAGE_WIDTH 595.28
#define PAGE_HEIGHT 841.89
#define MARGIN_SIDE 71.0
#define MARGIN_TOP 57.0
#define MARGIN_BOTTOM 71.0
#define ADDRESS_LEFT 312.0
#define ADDRESS_TOP 128.0
#define BODY_TOP 235.0
#define GAP 9.0
#define FOOTER_Y (PAGE_HEIGHT - 42.0)
#define LINE_SPACING 1.15f
#define FONT_BODY "Sans 10.5"
#define FONT_TITLE "Sans Bold 14"
#define FONT_SMALL "Sans 8.5"

/* One line, placed. Lines that follow each other with the same tag number are one paragraph. */
typedef struct {
  PangoLayoutLine *line; /* (owned) */
  int page;
  double x;
  double baseline;
  const char *role; /* structure type: H1 or P */
  int tag;
} Placed;

typedef struct {
  PangoContext *context; /* (owned) */
  GArray *lines;         /* (element-type Placed) */
  int page;
  int tag;
  double y; /* top of what comes next */
} Sheet;

static void
placed_clear (gpointer data)
{
  pango_layout_line_unref (((Placed *) data)->line);
}

static PangoLayout *
make_layout (PangoContext *context, const char *font, const char *text, double width)
{
  PangoLayout *layout = pango_layout_new (context);
  PangoFontDescription *description = pango_font_description_from_string (font);

  pango_layout_set_font_description (layout, description);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_line_spacing (layout, LINE_SPACING);
  pango_layout_set_text (layout, text, -1);
  pango_font_description_free (description);
  return layout;
}

/* A paragraph that is cut by the end of a page is two elements: one cannot stand on two pages. */
static void
start_page (Sheet *sheet)
{
  sheet->page++;
  sheet->tag++;
  sheet->y = MARGIN_TOP;
}

static void
place_text (
    Sheet *sheet, const char *role, const char *font, const char *text, double x, double width)
{
  g_autoptr (PangoLayout) layout = make_layout (sheet->context, font, text, width);
  PangoLayoutIter *iter = pango_layout_get_iter (layout);
  double top = sheet->y;

  sheet->tag++;
  do {
    PangoRectangle extents;
    Placed placed;
    double height;

    pango_layout_iter_get_line_extents (iter, NULL, &extents);
    height = (double) extents.height / PANGO_SCALE;
    if (sheet->y + height > PAGE_HEIGHT - MARGIN_BOTTOM) {
      start_page (sheet);
      top = sheet->y - (double) extents.y / PANGO_SCALE;
    }
    placed.line = pango_layout_line_ref (pango_layout_iter_get_line (iter));
    placed.page = sheet->page;
    placed.x = x;
    placed.baseline = top + (double) pango_layout_iter_get_baseline (iter) / PANGO_SCALE;
    placed.role = role;
    placed.tag = sheet->tag;
    g_array_append_val (sheet->lines, placed);
    sheet->y = top + (double) (extents.y + extents.height) / PANGO_SCALE;
  } while (pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
}

static void
place_block (Sheet *sheet, char **lines, const char *font, double x, double width)
{
  g_autofree char *text = g_strjoinv ("\n", lines);

  if (*text != '\0')
    place_text (sheet, "P", font, text, x, width);
}

static void
place_paragraph (Sheet *sheet, const char *role, const char *font, const char *text)
{
  place_text (sheet, role, font, text, MARGIN_SIDE, PAGE_WIDTH - 2 * MARGIN_SIDE);
  sheet->y += GAP;
}

/* In the order in which it is read aloud. */
static void
place_letter (Sheet *sheet, const LoketLetter *letter)
{
  double width = PAGE_WIDTH - 2 * MARGIN_SIDE;
  g_autofree char *particulars = g_strjoinv ("\n", letter->particulars);

  sheet->y = MARGIN_TOP;
  place_block (sheet, letter->letterhead, FONT_SMALL, MARGIN_SIDE, width);
  sheet->y = MAX (sheet->y + GAP, ADDRESS_TOP);
  place_block (sheet, letter->addressee, FONT_BODY, ADDRESS_LEFT,
               PAGE_WIDTH - MARGIN_SIDE - ADDRESS_LEFT);
  sheet->y = MAX (sheet->y + 2 * GAP, BODY_TOP);
  place_paragraph (sheet, "P", FONT_BODY, letter->place_and_date);
  place_paragraph (sheet, "P", FONT_BODY, particulars);
  sheet->y += GAP;
  place_paragraph (sheet, "H1", FONT_TITLE, letter->title);
  place_paragraph (sheet, "P", FONT_BODY, letter->salutation);
  for (int i = 0; letter->paragraphs[i] != NULL; i++)
    place_paragraph (sheet, "P", FONT_BODY, letter->paragraphs[i]);
  sheet->y += GAP;
  place_paragraph (sheet, "P", FONT_BODY, letter->closing);
  sheet->y += 3 * GAP;
  place_block (sheet, letter->signature, FONT_BODY, MARGIN_SIDE, width);
}

static void
draw_footer (Sheet *sheet, cairo_t *cr, LoketSpeech *speech, int page)
{
  g_autofree char *number = g_strdup_printf ("%d", page + 1);
  g_autofree char *count = g_strdup_printf ("%d", sheet->page + 1);
  g_autofree char *text =
      loket_speech_say (speech, "letter.page", "page", number, "pages", count, NULL);
  g_autoptr (PangoLayout) layout =
      make_layout (sheet->context, FONT_SMALL, text, PAGE_WIDTH - 2 * MARGIN_SIDE);

  pango_layout_set_alignment (layout, PANGO_ALIGN_RIGHT);
  cairo_move_to (cr, MARGIN_SIDE, FOOTER_Y);
  pango_cairo_show_layout (cr, layout);
}

/* Lines of one tag are drawn within one structure element. */
static void
draw_page (Sheet *sheet, cairo_t *cr, int page)
{
  const Placed *open = NULL;

  for (guint i = 0; i < sheet->lines->len; i++) {
    const Placed *placed = &g_array_index (sheet->lines, Placed, i);

    if (placed->page != page)
      continue;
    if (open == NULL || open->tag != placed->tag) {
      if (open != NULL)
        cairo_tag_end (cr, open->role);
      cairo_tag_begin (cr, placed->role, NULL);
      open = placed;
    }
    cairo_move_to (cr, placed->x, placed->baseline);
    pango_cairo_show_layout_line (cr, placed->line);
  }
  if (open != NULL)
    cairo_tag_end (cr, open->role);
}

static cairo_status_t
append_bytes (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *
make_surface (const LoketLetter *letter, GByteArray *bytes)
{
  cairo_surface_t *surface =
      cairo_pdf_surface_create_for_stream (append_bytes, bytes, PAGE_WIDTH, PAGE_HEIGHT);
  g_autofree char *day = loket_day_to_string (letter->date);
  g_autofree char *moment = g_strconcat (day, "T12:00:00", NULL);

  /* 1.4 has a plain cross-reference section, which loket_pdf_set_language() needs. */
  cairo_pdf_surface_restrict_to_version (surface, CAIRO_PDF_VERSION_1_4);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, letter->title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_AUTHOR, letter->author);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Loket " LOKET_VERSION);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, moment);
  return surface;
}

static cairo_status_t
draw_letter (const LoketLetter *letter, LoketSpeech *speech, GByteArray *bytes)
{
  cairo_surface_t *surface = make_surface (letter, bytes);
  cairo_t *cr = cairo_create (surface);
  Sheet sheet = {.context = pango_cairo_create_context (cr)};
  cairo_status_t status;

  sheet.lines = g_array_new (FALSE, FALSE, sizeof (Placed));
  g_array_set_clear_func (sheet.lines, placed_clear);
  /* One unit of the page is one point, so a size in points is that many units. */
  pango_cairo_context_set_resolution (sheet.context, 72.0);
  pango_context_set_language (sheet.context, pango_language_from_string (letter->language));
  place_letter (&sheet, letter);
  cairo_tag_begin (cr, "Document", NULL);
  for (int page = 0; page <= sheet.page; page++) {
    draw_page (&sheet, cr, page);
    draw_footer (&sheet, cr, speech, page);
    cairo_show_page (cr);
  }
  cairo_tag_end (cr, "Document");
  g_array_unref (sheet.lines);
  g_object_unref (sheet.context);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  return status;
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
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (LoketSpeech) speech = loket_speech_new (self->language, error);
  cairo_status_t status;

  if (speech == NULL)
    return NULL;
  status = draw_letter (self, speech, bytes);
  if (status != CAIRO_STATUS_SUCCESS || !loket_pdf_set_language (bytes, self->language)) {
    g_set_error (error, LOKET_ERROR, LOKET_ERROR_INVALID, "the letter could not be drawn: %s",
                 cairo_status_to_string (status));
    return NULL;
  }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}
