/* SPDX-License-Identifier: EUPL-1.2 */
/* The head of a case: subject, person, language, carrier, receipt, and what must not be missed. */
#pragma once

#include <gtk/gtk.h>

#include "loket-session.h"

G_BEGIN_DECLS

#define LOKET_TYPE_CASE_HEADING (loket_case_heading_get_type ())
G_DECLARE_FINAL_TYPE (LoketCaseHeading, loket_case_heading, LOKET, CASE_HEADING, GtkWidget)

void loket_case_heading_show (LoketCaseHeading *self, LoketSession *session, LoketDossier *dossier);

G_END_DECLS
