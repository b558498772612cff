/* SPDX-License-Identifier: EUPL-1.2 */
/* What two copies of one case prove about the loket's history. Pure. */
#pragma once

#include "loket-case.h"

G_BEGIN_DECLS

gboolean   loket_history_is_cut       (const LoketCase *held, const LoketCase *came);
GPtrArray *loket_history_list_missing (const LoketCase *held, const LoketCase *came);

G_END_DECLS
