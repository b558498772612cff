/* SPDX-License-Identifier: EUPL-1.2 */
/* The list of cases, for the desk that fills it. Main thread. */
#pragma once

#include "loket-case-list.h"
#include "loket-store-cases.h"

G_BEGIN_DECLS

LoketCaseList *_loket_case_list_new     (LoketStore *store);
void           _loket_case_list_show    (LoketCaseList *self, const LoketQuery *query);
/* These cases look different (NULL: any may): their rows are read again, the order is asked anew. */
void           _loket_case_list_refresh (LoketCaseList *self, const char *const *case_ids);
void           _loket_case_list_set_now (LoketCaseList *self, LoketDay today, LoketMoment now);

G_END_DECLS
