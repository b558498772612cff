/* SPDX-License-Identifier: EUPL-1.2 */
/* One thing in the record of this computer: what it was, what became of it and when. Opened, it
 * shows what was written, to be read and copied. */
#pragma once

#include <adwaita.h>

#include "loket-session.h"
#include "loket-work-values.h"

G_BEGIN_DECLS

#define LOKET_TYPE_RECORD_ROW (loket_record_row_get_type ())
G_DECLARE_FINAL_TYPE (LoketRecordRow, loket_record_row, LOKET, RECORD_ROW, AdwExpanderRow)

GtkWidget  *loket_record_row_new         (LoketSession *session, const LoketAuditEntry *entry);
gboolean    loket_record_row_shows       (LoketRecordRow *self, const LoketAuditEntry *entry);
const char *loket_record_row_get_case_id (LoketRecordRow *self);
void        loket_record_row_set_case    (LoketRecordRow *self, const char *about_case);

G_END_DECLS
