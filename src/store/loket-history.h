/* SPDX-License-Identifier: EUPL-1.2 */
/* What two copies of one case prove about the loket's history. Pure. */
#pragma once

#include "loket-case.h"

G_BEGIN_DECLS

gboolean   loket_history_is_cut       (const LoketCase *held, const LoketCase *came);
GPtrArray *loket_history_list_missing (const LoketCase *held, const LoketCase *came);
LoketCase *loket_history_complete     (LoketCase *held, LoketCase *came);
LoketCase *loket_history_add_act      (LoketCase *copy, JsonObject *act);

G_END_DECLS
