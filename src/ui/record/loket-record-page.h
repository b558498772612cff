/* SPDX-License-Identifier: EUPL-1.2 */
/* The record of this computer: the texts of what never came into its case, or is there no more. */
#pragma once

#include <adwaita.h>

#include "loket-session.h"

G_BEGIN_DECLS

#define LOKET_TYPE_RECORD_PAGE (loket_record_page_get_type ())
G_DECLARE_FINAL_TYPE (LoketRecordPage, loket_record_page, LOKET, RECORD_PAGE, GtkWidget)

void loket_record_page_set_session (LoketRecordPage *self, LoketSession *session);
void loket_record_page_enter       (LoketRecordPage *self);

G_END_DECLS
