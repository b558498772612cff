/* SPDX-License-Identifier: EUPL-1.2 */
/* Unsent work carried to another desk of the same person, and a case taken out of this one.
 *
 * Main thread only. */
#pragma once

#include "loket-desk.h"
#include "loket-work-transfer.h"

G_BEGIN_DECLS

/* Writes all that was not sent, and the drafts, to @path; the contents of documents beside it. */
void     loket_desk_export_work_async (LoketDesk *self, const char *path,
                                       GAsyncReadyCallback callback, gpointer user_data);
/* Takes such a file in; what is known here already is skipped, so twice changes nothing. */
void     loket_desk_import_work_async (LoketDesk *self, const char *path,
                                       GAsyncReadyCallback callback, gpointer user_data);
gboolean loket_desk_transfer_finish   (LoketDesk *self, GAsyncResult *result,
                                       LoketTransferCounts *counts, GError **error);

/* Takes every text of a case out of this desk. @with_unsent: also what was not sent yet, else that is
 * refused (`unsentWork`). `halfErased`: the disk failed when what was done here was gone already, and
 * the case was not. What the loket has stays there, and comes again with a full resync.
 * @traces_left: (out): whether files of the desk folder may still hold words of it: they go by
 *   themselves, when the desk opens or has synced; while a salvage is told, when that is
 *   acknowledged */
void     loket_desk_erase_case_async  (LoketDesk *self, const char *case_id, gboolean with_unsent,
                                       GAsyncReadyCallback callback, gpointer user_data);
gboolean loket_desk_erase_case_finish (LoketDesk *self, GAsyncResult *result,
                                       gboolean *traces_left, GError **error);

G_END_DECLS
