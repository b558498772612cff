/* SPDX-License-Identifier: EUPL-1.2 */
/* One case in the list: subject, person and reference, countdown and step. All rows are equally
 * high, which the list view of the baseline needs. */
#pragma once

#include <gtk/gtk.h>

#include "loket-session.h"

G_BEGIN_DECLS

#define LOKET_TYPE_CASE_LIST_ROW (loket_case_list_row_get_type ())
G_DECLARE_FINAL_TYPE (LoketCaseListRow, loket_case_list_row, LOKET, CASE_LIST_ROW, GtkWidget)

GtkWidget    *loket_case_list_row_new (LoketSession *session);
LoketCaseRow *loket_case_list_row_get (LoketCaseListRow *self);
void          loket_case_list_row_set (LoketCaseListRow *self, LoketCaseRow *row);

G_END_DECLS
