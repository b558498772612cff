/* SPDX-License-Identifier: EUPL-1.2 */
/* Where else a case stands that was kept on this machine and may not be any more: the journal of
 * cache.db, its full-text index, contents of its documents. On the writer.
 *
 * loket_cache_db_upsert() takes the rows out and remembers in cache.db that this is still to come. It
 * does so at once; what cannot go now (a full disk, another program that reads, a cut) goes at the
 * next opening or at the end of a sync. */
#pragma once

#include "loket-connections.h"

G_BEGIN_DECLS

void loket_unkept_traces_finish (LoketConnections *databases);

G_END_DECLS
