/* SPDX-License-Identifier: EUPL-1.2 */
/* Closed cases: who sees a case that is not for all of its agency. */
#pragma once

#include "loket-ledger.h"
#include "loket-rules.h"

G_BEGIN_DECLS

/* What the feed says to whoever may not see a case any more that others of the agency see. */
#define LOKET_ACCESS_REASON "restricted"

gboolean loket_access_renew (LoketLedger *ledger, LoketRules *rules, LoketMoment now,
                             const char *case_id, GError **error);

G_END_DECLS
