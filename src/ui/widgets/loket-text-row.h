/* SPDX-License-Identifier: EUPL-1.2 */
/* A row for text of several lines, with its label above it. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LOKET_TYPE_TEXT_ROW (loket_text_row_get_type ())
G_DECLARE_FINAL_TYPE (LoketTextRow, loket_text_row, LOKET, TEXT_ROW, GtkListBoxRow)

GtkWidget *loket_text_row_new      (const char *title);
char      *loket_text_row_dup_text (LoketTextRow *self);
void       loket_text_row_set_text (LoketTextRow *self, const char *text);

G_END_DECLS
