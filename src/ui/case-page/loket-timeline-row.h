/* SPDX-License-Identifier: EUPL-1.2 */
/* One act in the history of a case: when, what, by whom, and what became of it. */
#pragma once

#include <gtk/gtk.h>

#include "loket-session.h"

G_BEGIN_DECLS

#define LOKET_TYPE_TIMELINE_ROW (loket_timeline_row_get_type ())
G_DECLARE_FINAL_TYPE (LoketTimelineRow, loket_timeline_row, LOKET, TIMELINE_ROW, GtkListBoxRow)

GtkWidget *loket_timeline_row_new             (LoketSession *session, const LoketActEffect *effect);
GtkWidget *loket_timeline_row_new_for_receipt (LoketSession *session, const LoketCase *facts);

G_END_DECLS
