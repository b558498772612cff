/* SPDX-License-Identifier: EUPL-1.2 */
/* What the loket says of a case and of an act: what was given, and what the loket adds.
 *
 * Pure: records of the ledger and the rules in, JSON out. */
#pragma once

#include "loket-ledger.h"
#include "loket-replay.h"

G_BEGIN_DECLS

JsonObject *loket_describe_act      (const LoketActRecord *act, GError **error);
char       *loket_describe_act_text (const LoketActRecord *act, GError **error);

JsonObject    *loket_describe_bare_case (const LoketRecord *record, GError **error);
gboolean       loket_describe_fits      (guint acts_max, guint count, gsize size, gsize length);
LoketCase     *loket_describe_value     (const LoketRecord *record, GError **error);
LoketStanding *loket_describe_standing  (const LoketRecord *record, LoketRules *rules,
                                         LoketMoment now, GError **error);
JsonObject    *loket_describe_case      (const LoketRecord *record, LoketRules *rules,
                                         LoketMoment now, guint acts_max, GError **error);

G_END_DECLS
