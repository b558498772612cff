/* SPDX-License-Identifier: EUPL-1.2 */
/* A page as a file. */
#include "config.h"

#include "loket-error.h"
#include "loket-paper-file.h"

/**
 * loket_paper_file_get_form:
 * @path: ends with `.pdf` or `.txt`
 *
 * Returns: UNKNOWN with LOKET_ERROR_INVALID for another ending
 */
LoketPaperForm
loket_paper_file_get_form (const char *path, GError **error)
{
  if (g_str_has_suffix (path, ".pdf"))
    return LOKET_PAPER_FORM_PDF;
  if (g_str_has_suffix (path, ".txt"))
    return LOKET_PAPER_FORM_TEXT;
  g_set_error (error, LOKET_ERROR, LOKET_ERROR_INVALID, "%s: neither .pdf nor .txt", path);
  return LOKET_PAPER_FORM_UNKNOWN;
}

/**
 * loket_paper_file_write:
 *
 * A file that is there is replaced, in one piece.
 *
 * Returns: FALSE with an error of GFileError
 */
gboolean
loket_paper_file_write (const char *path, GBytes *bytes, GError **error)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  return g_file_set_contents (path, data, (gssize) length, error);
}
