/* SPDX-License-Identifier: EUPL-1.2 */
/* The page of one case: its head, and the tabs guide, timeline, documents, people.
 *
 * Has the actions `act.<type>` (opens the form of an act), `case.explain` and `case.annul`. */
#pragma once

#include <gtk/gtk.h>

#include "loket-session.h"

G_BEGIN_DECLS

#define LOKET_TYPE_CASE_PAGE (loket_case_page_get_type ())
G_DECLARE_FINAL_TYPE (LoketCasePage, loket_case_page, LOKET, CASE_PAGE, GtkWidget)

void     loket_case_page_set_session (LoketCasePage *self, LoketSession *session);
void     loket_case_page_open        (LoketCasePage *self, const char *case_id);
void     loket_case_page_open_acts   (LoketCasePage *self);
gboolean loket_case_page_annul       (LoketCasePage *self, const char *act_id);

G_END_DECLS
