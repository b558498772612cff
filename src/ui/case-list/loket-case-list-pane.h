/* SPDX-License-Identifier: EUPL-1.2 */
/* The list of cases of a view, with the search above it. Choosing a case activates
 * `win.open-case`. */
#pragma once

#include <gtk/gtk.h>

#include "loket-session.h"

G_BEGIN_DECLS

#define LOKET_TYPE_CASE_LIST_PANE (loket_case_list_pane_get_type ())
G_DECLARE_FINAL_TYPE (LoketCaseListPane, loket_case_list_pane, LOKET, CASE_LIST_PANE, GtkWidget)

void loket_case_list_pane_set_session (LoketCaseListPane *self, LoketSession *session);
void loket_case_list_pane_show_view   (LoketCaseListPane *self, const char *view, const char *name);
void loket_case_list_pane_select      (LoketCaseListPane *self, const char *case_id);
void loket_case_list_pane_show_name (LoketCaseListPane *self, gboolean show);
void loket_case_list_pane_find        (LoketCaseListPane *self);
void loket_case_list_pane_move        (LoketCaseListPane *self, int steps);

G_END_DECLS
