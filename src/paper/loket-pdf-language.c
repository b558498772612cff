/* SPDX-License-Identifier: EUPL-1.2 */
/* States the language of a PDF by an incremental update, as ISO 32000-1, 7.5.6 describes it: the
 * catalog is written once more behind the file, with /Lang, and a cross-reference section of one
 * entry that leads to the older one. A screen reader chooses its voice by it. The cairo of the
 * baseline also forgets to say that the file is tagged. */
#include "config.h"

#include <string.h>

#include "loket-pdf-language.h"

/* What the end of a PDF says of it. */
typedef struct {
  gint64 size;  /* number of objects */
  gint64 root;  /* number of the catalog */
  gint64 info;  /* number of the metadata */
  gint64 start; /* where the cross-reference section begins */
} Trailer;

/* The bytes from @offset on as a C string; "" behind the end. Only for parts that hold no NUL. */
static char *
copy_from (GByteArray *pdf, gint64 offset)
{
  if (offset < 0 || offset >= (gint64) pdf->len)
    return g_strdup ("");
  return g_strndup ((const char *) pdf->data + offset, pdf->len - (gsize) offset);
}

/* The number behind a word, as in "startxref\n1234"; -1 where there is none. */
static gint64
read_number (const char *text, const char *word)
{
  const char *found = strstr (text, word);
  char *end;
  gint64 number;

  if (found == NULL)
    return -1;
  found += strlen (word);
  number = g_ascii_strtoll (found, &end, 10);
  return end != found ? number : -1;
}

static gboolean
read_trailer (GByteArray *pdf, Trailer *trailer)
{
  static const char word[] = "trailer";
  gint64 offset = (gint64) pdf->len - (gint64) strlen (word);
  g_autofree char *text = NULL;

  while (offset >= 0 && memcmp (pdf->data + offset, word, strlen (word)) != 0)
    offset--;
  text = copy_from (pdf, offset);
  trailer->size = read_number (text, "/Size ");
  trailer->root = read_number (text, "/Root ");
  trailer->info = read_number (text, "/Info ");
  trailer->start = read_number (text, "startxref");
  return trailer->size > 0 && trailer->root > 0 && trailer->info > 0 && trailer->start > 0;
}

/* Where an object begins, from a plain cross-reference section of one part; -1 where it does not
 * say so. Its first two lines are "xref" and the numbers of the part. */
static gint64
find_object (GByteArray *pdf, const Trailer *trailer, gint64 number)
{
  g_autofree char *section = copy_from (pdf, trailer->start);
  const char *line = section;

  if (!g_str_has_prefix (section, "xref\n0 "))
    return -1;
  for (gint64 i = 0; line != NULL && i < number + 2; i++) {
    line = strchr (line, '\n');
    line = line != NULL ? line + 1 : NULL;
  }
  return line != NULL ? g_ascii_strtoll (line, NULL, 10) : -1;
}

/* What stands in the dictionary of the catalog, without its opening brackets. */
static char *
read_catalog (GByteArray *pdf, const Trailer *trailer)
{
  gint64 offset = find_object (pdf, trailer, trailer->root);
  g_autofree char *text = copy_from (pdf, offset);
  const char *open = strstr (text, "<<");
  const char *end = strstr (text, "endobj");

  if (open == NULL || end == NULL || end < open)
    return NULL;
  return g_strndup (open + 2, end - open - 2);
}

static void append (GByteArray *pdf, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
append (GByteArray *pdf, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_byte_array_append (pdf, (const guint8 *) text, (guint) strlen (text));
}

/**
 * loket_pdf_set_language:
 * @pdf: a PDF with a plain cross-reference section (1.4 or older); grows
 * @language: ISO 639-1
 *
 * Returns: FALSE, leaving it as it was, when the file is not of that form
 */
gboolean
loket_pdf_set_language (GByteArray *pdf, const char *language)
{
  Trailer trailer;
  g_autofree char *catalog = NULL;
  guint object, section;

  if (!read_trailer (pdf, &trailer))
    return FALSE;
  catalog = read_catalog (pdf, &trailer);
  if (catalog == NULL)
    return FALSE;
  object = pdf->len;
  append (pdf, "%d 0 obj\n<< /Lang (%s) /ViewerPreferences << /DisplayDocTitle true >>",
          (int) trailer.root, language);
  if (strstr (catalog, "/StructTreeRoot") != NULL && strstr (catalog, "/MarkInfo") == NULL)
    append (pdf, " /MarkInfo << /Marked true >>");
  append (pdf, "%sendobj\n", catalog);
  section = pdf->len;
  append (pdf, "xref\n%d 1\n%010u 00000 n \n", (int) trailer.root, object);
  append (pdf, "trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R /Prev %d >>\n", (int) trailer.size,
          (int) trailer.root, (int) trailer.info, (int) trailer.start);
  append (pdf, "startxref\n%u\n%%%%EOF\n", section);
  return TRUE;
}
