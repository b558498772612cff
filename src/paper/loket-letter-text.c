/* SPDX-License-Identifier: EUPL-1.2 */
/* A letter as text for a mail, and a letter as a file. */
#include "config.h"

#include <string.h>

#include "loket-letter.h"
#include "loket-paper-file.h"

static void
append_lines (GString *text, char **lines)
{
  for (int i = 0; lines[i] != NULL; i++)
    g_string_append_printf (text, "%s\n", lines[i]);
  if (lines[0] != NULL)
    g_string_append_c (text, '\n');
}

/**
 * loket_letter_to_text:
 *
 * The address of the citizen and place and date are left out: a mail has them of itself. Lines are
 * not broken: programs for mail do that to their own width.
 *
 * Returns: (transfer full): UTF-8
 */
char *
loket_letter_to_text (const LoketLetter *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, "%s\n\n", self->title);
  append_lines (text, self->particulars);
  g_string_append_printf (text, "%s\n\n", self->salutation);
  for (int i = 0; self->paragraphs[i] != NULL; i++)
    g_string_append_printf (text, "%s\n\n", self->paragraphs[i]);
  g_string_append_printf (text, "%s\n\n", self->closing);
  append_lines (text, self->signature);
  append_lines (text, self->letterhead);
  g_string_truncate (text, text->len - 1);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * loket_letter_write:
 * @path: ends with `.pdf` or `.txt`; a file that is there is replaced, in one piece
 *
 * Returns: FALSE with LOKET_ERROR_INVALID for another ending, or an error of GFileError
 */
gboolean
loket_letter_write (const LoketLetter *self, const char *path, GError **error)
{
  LoketPaperForm form = loket_paper_file_get_form (path, error);
  g_autoptr (GBytes) bytes = NULL;

  if (form == LOKET_PAPER_FORM_PDF) {
    bytes = loket_letter_to_pdf (self, error);
  } else if (form == LOKET_PAPER_FORM_TEXT) {
    char *text = loket_letter_to_text (self);

    bytes = g_bytes_new_take (text, strlen (text));
  }
  return bytes != NULL && loket_paper_file_write (path, bytes, error);
}
