/* SPDX-License-Identifier: EUPL-1.2 */
/* Rows, for the list that fills them. */
#pragma once

#include "loket-cache-values.h"
#include "loket-case-row.h"

G_BEGIN_DECLS

LoketCaseRow *_loket_case_row_new    (gint64 id);
gint64        _loket_case_row_get_id (LoketCaseRow *self);
void          _loket_case_row_update (LoketCaseRow *self, const LoketCaseLine *line);

G_END_DECLS
