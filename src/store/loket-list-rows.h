/* SPDX-License-Identifier: EUPL-1.2 */
/* The rows of a list and the reading of what they say: by pages, the newest asked for first.
 *
 * Inside the store; of one list model. Main thread. */
#pragma once

#include "loket-case-row.h"
#include "loket-store-cases.h"

G_BEGIN_DECLS

typedef struct _LoketListRows LoketListRows;

LoketListRows *loket_list_rows_new   (LoketStore *store);
void           loket_list_rows_close (LoketListRows *self);

void          loket_list_rows_begin     (LoketListRows *self, LoketDay today, LoketMoment now);
void          loket_list_rows_set_now   (LoketListRows *self, LoketDay today, LoketMoment now);
void          loket_list_rows_replace   (LoketListRows *self, GPtrArray *lines);
LoketCaseRow *loket_list_rows_find      (LoketListRows *self, gint64 id);
void          loket_list_rows_request   (LoketListRows *self, const gint64 *ids, guint count);
void          loket_list_rows_refresh   (LoketListRows *self, const char *const *case_ids);

G_END_DECLS
