/* SPDX-License-Identifier: EUPL-1.2 */
/* A page as a file: its name says in which form. Any thread; blocks on the disk. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  LOKET_PAPER_FORM_UNKNOWN,
  LOKET_PAPER_FORM_PDF,
  LOKET_PAPER_FORM_TEXT,
} LoketPaperForm;

LoketPaperForm loket_paper_file_get_form (const char *path, GError **error);
gboolean       loket_paper_file_write    (const char *path, GBytes *bytes, GError **error);

G_END_DECLS
