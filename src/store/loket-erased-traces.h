/* SPDX-License-Identifier: EUPL-1.2 */
/* Where else a case stands that was erased: journals of the databases, contents of its documents,
 * copies of work.db, what was set aside of a damaged database, documents that were put aside with it.
 * On the writer.
 *
 * They go at once, and a fresh copy of the day is made: no desk is without one. What cannot go now
 * (a full disk, another program that reads, a cut) is remembered since the rows went, and is tried
 * again at every opening and at the end of every sync, until nothing is left.
 *
 * But while a salvage of work.db waits for a person, the damaged file, the copies of before and those
 * documents may be the only copy of what somebody did in quite another case, and the salvage names
 * them. So they stay until it is acknowledged, where no part of the program reads them, and go with
 * that: nothing of what was erased outlives the acknowledgement.
 *
 * Errors: LOKET_STORE_ERROR_CANNOT_WRITE, LOKET_SQLITE_ERROR. */
#pragma once

#include "loket-connections.h"
#include "loket-moment.h"

G_BEGIN_DECLS

gboolean loket_erased_traces_finish      (LoketConnections *databases, LoketMoment now);
gboolean loket_erased_traces_acknowledge (LoketSqlite *work, LoketMoment now, GError **error);

G_END_DECLS
