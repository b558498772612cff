/* SPDX-License-Identifier: EUPL-1.2 */
/* What cases are called in lists of other things: number and subject, each read when it is first
 * asked for.
 *
 * ::named: one was read; ask again. Main thread. */
#pragma once

#include "loket-session.h"

G_BEGIN_DECLS

#define LOKET_TYPE_CASE_NAMES (loket_case_names_get_type ())
G_DECLARE_FINAL_TYPE (LoketCaseNames, loket_case_names, LOKET, CASE_NAMES, GObject)

LoketCaseNames *loket_case_names_new    (void);
const char     *loket_case_names_find   (LoketCaseNames *self, LoketSession *session, const char *case_id);
void            loket_case_names_forget (LoketCaseNames *self, const char *const *case_ids);

G_END_DECLS
