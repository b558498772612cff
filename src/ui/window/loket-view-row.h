/* SPDX-License-Identifier: EUPL-1.2 */
/* One view in the sidebar: icon, name, count. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LOKET_TYPE_VIEW_ROW (loket_view_row_get_type ())
G_DECLARE_FINAL_TYPE (LoketViewRow, loket_view_row, LOKET, VIEW_ROW, GtkListBoxRow)

GtkWidget  *loket_view_row_new       (const char *view, const char *icon);
const char *loket_view_row_get_view  (LoketViewRow *self);
void        loket_view_row_set_name  (LoketViewRow *self, const char *name);
void        loket_view_row_set_count (LoketViewRow *self, gint64 count, const char *text);
void        loket_view_row_set_urgent (LoketViewRow *self, gboolean urgent);

G_END_DECLS
