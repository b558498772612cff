/* SPDX-License-Identifier: EUPL-1.2 */
/* Placing lines on pages, and drawing them. */
#include "config.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include "loket-error.h"
#include "loket-pdf-language.h"
#include "loket-sheet.h"

#define PAGE_HEIGHT 841.89
#define MARGIN_BOTTOM 71.0
#define FOOTER_Y (PAGE_HEIGHT - 42.0)
#define LINE_SPACING 1.15f

/* One line, placed. Lines that follow each other with the same tag number are one paragraph. */
typedef struct {
  PangoLayoutLine *line; /* (owned) */
  int page;
  double x;
  double baseline;
  const char *role; /* structure type: H1, H2 or P */
  int tag;
} Placed;

struct _LoketSheet {
  char *language;        /* (owned) */
  PangoContext *context; /* (owned) */
  GArray *lines;         /* (element-type Placed) (owned) */
  int page;
  int tag;
  double y; /* top of what comes next */
};

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
start_page (LoketSheet *self)
{
  self->page++;
  self->tag++;
  self->y = LOKET_SHEET_MARGIN_TOP;
}

/**
 * loket_sheet_new:
 * @language: of the texts
 */
LoketSheet *
loket_sheet_new (const char *language)
{
  LoketSheet *self = g_new0 (LoketSheet, 1);
  cairo_font_options_t *options = cairo_font_options_create ();

  self->language = g_strdup (language);
  self->lines = g_array_new (FALSE, FALSE, sizeof (Placed));
  g_array_set_clear_func (self->lines, placed_clear);
  self->context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  /* One unit of the page is one point, so a size in points is that many units. */
  pango_cairo_context_set_resolution (self->context, 72.0);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options (self->context, options);
  cairo_font_options_destroy (options);
  pango_context_set_language (self->context, pango_language_from_string (language));
  self->y = LOKET_SHEET_MARGIN_TOP;
  return self;
}

void
loket_sheet_free (LoketSheet *self)
{
  if (self == NULL)
    return;
  g_free (self->language);
  g_array_unref (self->lines);
  g_object_unref (self->context);
  g_free (self);
}

double
loket_sheet_get_y (LoketSheet *self)
{
  return self->y;
}

void
loket_sheet_set_y (LoketSheet *self, double y)
{
  self->y = y;
}

/**
 * loket_sheet_keep:
 *
 * Where less than @height is left of the page, what comes next begins on a new one: a heading does
 * not stand alone at its foot.
 */
void
loket_sheet_keep (LoketSheet *self, double height)
{
  if (self->y + height > PAGE_HEIGHT - MARGIN_BOTTOM)
    start_page (self);
}

/**
 * loket_sheet_place_text:
 * @role: structure type of the PDF: H1, H2 or P
 * @font: as Pango describes it
 */
void
loket_sheet_place_text (
    LoketSheet *self, const char *role, const char *font, const char *text, double x, double width)
{
  g_autoptr (PangoLayout) layout = make_layout (self->context, font, text, width);
  PangoLayoutIter *iter = pango_layout_get_iter (layout);
  double top = self->y;

  self->tag++;
  do {
    PangoRectangle extents;
    Placed placed;
    double height;

    pango_layout_iter_get_line_extents (iter, NULL, &extents);
    height = (double) extents.height / PANGO_SCALE;
    if (self->y + height > PAGE_HEIGHT - MARGIN_BOTTOM) {
      start_page (self);
      top = self->y - (double) extents.y / PANGO_SCALE;
    }
    placed.line = pango_layout_line_ref (pango_layout_iter_get_line (iter));
    placed.page = self->page;
    placed.x = x;
    placed.baseline = top + (double) pango_layout_iter_get_baseline (iter) / PANGO_SCALE;
    placed.role = role;
    placed.tag = self->tag;
    g_array_append_val (self->lines, placed);
    self->y = top + (double) (extents.y + extents.height) / PANGO_SCALE;
  } while (pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
}

void
loket_sheet_place_block (LoketSheet *self, char **lines, const char *font, double x, double width)
{
  g_autofree char *text = g_strjoinv ("\n", lines);

  if (*text != '\0')
    loket_sheet_place_text (self, "P", font, text, x, width);
}

void
loket_sheet_place_paragraph (LoketSheet *self, const char *role, const char *font, const char *text)
{
  loket_sheet_place_text (self, role, font, text, LOKET_SHEET_MARGIN_SIDE, LOKET_SHEET_TEXT_WIDTH);
  self->y += LOKET_SHEET_GAP;
}

static void
draw_footer (LoketSheet *self, cairo_t *cr, LoketSpeech *speech, int page)
{
  g_autofree char *number = g_strdup_printf ("%d", page + 1);
  g_autofree char *count = g_strdup_printf ("%d", self->page + 1);
  g_autofree char *text =
      loket_speech_say (speech, "letter.page", "page", number, "pages", count, NULL);
  g_autoptr (PangoLayout) layout =
      make_layout (self->context, LOKET_SHEET_FONT_SMALL, text, LOKET_SHEET_TEXT_WIDTH);

  pango_layout_set_alignment (layout, PANGO_ALIGN_RIGHT);
  cairo_move_to (cr, LOKET_SHEET_MARGIN_SIDE, FOOTER_Y);
  pango_cairo_show_layout (cr, layout);
}

/* Lines of one tag are drawn within one structure element. */
static void
draw_page (LoketSheet *self, cairo_t *cr, int page)
{
  const Placed *open = NULL;

  for (guint i = 0; i < self->lines->len; i++) {
    const Placed *placed = &g_array_index (self->lines, Placed, i);

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
make_surface (const LoketSheetAbout *about, GByteArray *bytes)
{
  cairo_surface_t *surface =
      cairo_pdf_surface_create_for_stream (append_bytes, bytes, LOKET_SHEET_WIDTH, PAGE_HEIGHT);
  g_autofree char *day = loket_day_to_string (about->date);
  g_autofree char *moment = g_strconcat (day, "T12:00:00", NULL);

  /* 1.4 has a plain cross-reference section, which loket_pdf_set_language() needs. */
  cairo_pdf_surface_restrict_to_version (surface, CAIRO_PDF_VERSION_1_4);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, about->title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_AUTHOR, about->author);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Loket " LOKET_VERSION);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, moment);
  return surface;
}

static cairo_status_t
draw (LoketSheet *self, LoketSpeech *speech, const LoketSheetAbout *about, GByteArray *bytes)
{
  cairo_surface_t *surface = make_surface (about, bytes);
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  cairo_tag_begin (cr, "Document", NULL);
  for (int page = 0; page <= self->page; page++) {
    draw_page (self, cr, page);
    draw_footer (self, cr, speech, page);
    cairo_show_page (cr);
  }
  cairo_tag_end (cr, "Document");
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  return status;
}

/**
 * loket_sheet_to_pdf:
 * @speech: in the language of the sheet, for the numbers of the pages
 *
 * The same sheet gives the same bytes with the same fonts and libraries.
 *
 * Returns: (transfer full): A4, tagged, with title and language; NULL with LOKET_ERROR
 */
GBytes *
loket_sheet_to_pdf (LoketSheet *self,
                    LoketSpeech *speech,
                    const LoketSheetAbout *about,
                    GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_status_t status = draw (self, speech, about, bytes);

  if (status != CAIRO_STATUS_SUCCESS || !loket_pdf_set_language (bytes, self->language)) {
    g_set_error (error, LOKET_ERROR, LOKET_ERROR_INVALID, "the page could not be drawn: %s",
                 cairo_status_to_string (status));
    return NULL;
  }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}
