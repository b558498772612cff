/* SPDX-License-Identifier: EUPL-1.2 */
/* Taking care of what the desk keeps: checking and mending it, what was saved of a damaged work.db.
 *
 * Main thread only. */
#pragma once

#include "loket-desk.h"

G_BEGIN_DECLS

/* A damaged work.db was saved (LoketSyncState.salvage): a person has seen it, and it is not told
 * again. The damaged file stays where it is, unless a case was erased meanwhile. Where that cannot
 * be kept (LOKET_DESK_ERROR) it is told once more when the desk opens the next time. */
void     loket_desk_acknowledge_salvage_async  (LoketDesk *self, GAsyncReadyCallback callback,
                                                gpointer user_data);
gboolean loket_desk_acknowledge_salvage_finish (LoketDesk *self, GAsyncResult *result,
                                                GError **error);

/* @files_go: (out): whether acknowledging it now would delete the damaged file, the documents beside it
 * and the copies of earlier days, for a case was erased since. Errors: LOKET_DESK_ERROR_DISK. */
void     loket_desk_look_at_salvage_async  (LoketDesk *self, GAsyncReadyCallback callback,
                                            gpointer user_data);
gboolean loket_desk_look_at_salvage_finish (LoketDesk *self, GAsyncResult *result,
                                            gboolean *files_go, GError **error);

/* @repair: mend what can be mended without unsent work being touched */
void               loket_desk_verify_async  (LoketDesk *self, gboolean repair,
                                             GAsyncReadyCallback callback, gpointer user_data);
LoketVerifyResult *loket_desk_verify_finish (LoketDesk *self, GAsyncResult *result, GError **error);

G_END_DECLS
