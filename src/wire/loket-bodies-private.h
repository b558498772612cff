/* SPDX-License-Identifier: EUPL-1.2 */
/* What maker and reader of bodies share. */
#pragma once

#include "loket-bodies.h"

G_BEGIN_DECLS

/* Members that only the loket sets; both end with NULL. */
extern const char *const _loket_act_loket_members[];
extern const char *const _loket_case_loket_members[];

G_END_DECLS
