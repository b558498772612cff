/* SPDX-License-Identifier: EUPL-1.2 */
/* The grievances of a new complaint: one row each, with buttons to add and remove. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LOKET_TYPE_GRIEVANCE_LIST (loket_grievance_list_get_type ())
G_DECLARE_FINAL_TYPE (LoketGrievanceList, loket_grievance_list, LOKET, GRIEVANCE_LIST, GtkWidget)

char **loket_grievance_list_dup_texts (LoketGrievanceList *self);
void   loket_grievance_list_set_texts (LoketGrievanceList *self, const char *const *texts);

G_END_DECLS
