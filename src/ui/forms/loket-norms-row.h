/* SPDX-License-Identifier: EUPL-1.2 */
/* A row that opens to a list of norms, each with a box to tick. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define LOKET_TYPE_NORMS_ROW (loket_norms_row_get_type ())
G_DECLARE_FINAL_TYPE (LoketNormsRow, loket_norms_row, LOKET, NORMS_ROW, AdwExpanderRow)

GtkWidget *loket_norms_row_new       (const char *title, GPtrArray *choices);
char     **loket_norms_row_dup_codes (LoketNormsRow *self);
void       loket_norms_row_set_codes (LoketNormsRow *self, const char *const *codes);

G_END_DECLS
