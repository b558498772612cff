/* SPDX-License-Identifier: EUPL-1.2 */
/* When unsent work is no longer unsent: what the loket's copy proves, and what it confirmed. On the
 * writer. */
#pragma once

#include "loket-connections.h"
#include "loket-memory-copies.h"
#include "loket-moment.h"

G_BEGIN_DECLS

gboolean loket_store_settle_case   (LoketConnections *databases, LoketMemoryCopies *memory,
                                    const char *case_id, GPtrArray *found, LoketMoment now,
                                    GError **error);
gboolean loket_store_settle_answer (LoketConnections *databases, LoketMemoryCopies *memory,
                                    const char *id, GBytes *answer, LoketMoment now,
                                    GError **error);
gboolean loket_store_settle_sweep  (LoketConnections *databases, LoketMemoryCopies *memory,
                                    GPtrArray *found, LoketMoment now, GError **error);
gboolean loket_store_settle_removed (LoketConnections *databases, LoketMemoryCopies *memory,
                                     const char *case_id, GError **error);

G_END_DECLS
