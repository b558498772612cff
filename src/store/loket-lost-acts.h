/* SPDX-License-Identifier: EUPL-1.2 */
/* Acts that the loket had taken and has lost, kept before a shorter history is let in. On the writer. */
#pragma once

#include "loket-connections.h"
#include "loket-feed.h"
#include "loket-memory-copies.h"

G_BEGIN_DECLS

gboolean loket_lost_acts_keep (LoketConnections *databases, LoketMemoryCopies *memory,
                               const LoketFeedItem *item, GPtrArray *changed, LoketMoment now,
                               GError **error);
gboolean loket_lost_acts_keep_not_come (LoketConnections *databases, GPtrArray *changed,
                                        LoketMoment now, GError **error);

G_END_DECLS
