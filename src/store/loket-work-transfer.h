/* SPDX-License-Identifier: EUPL-1.2 */
/* Unsent work as a file, to be taken in by another desk of the same person at the same loket.
 *
 * The bytes of acts are the same there, so the loket takes each once, whichever desk sends it. The
 * contents of documents stand beside the file, in <file>.documents/<sha256>. Bytes that are no text
 * any more stand in `bodyBase64` and `answerBase64`. A file is taken in whole or not at all; what is
 * wrong in it is told with its place: `items[2].body.payload: ...`. */
#pragma once

#include "loket-store.h"

G_BEGIN_DECLS

/* How many of each were written, or taken in. */
typedef struct {
  guint items;
  guint drafts;
  guint documents;
  guint skipped; /* here already, known as sent, or without the contents of their document */
} LoketTransferCounts;

/* Errors: LOKET_STORE_ERROR_FILE, _CANNOT_WRITE, _OTHERS_WORK (of another loket or person, or nobody
 * has synced here yet), LOKET_ERROR_INVALID (no such file), LOKET_SQLITE_ERROR. */
void     loket_store_export_work_async  (LoketStore *self, const char *path, LoketMoment now,
                                         GAsyncReadyCallback callback, gpointer user_data);
void     loket_store_import_work_async  (LoketStore *self, const char *path, LoketMoment now,
                                         GAsyncReadyCallback callback, gpointer user_data);
gboolean loket_store_transfer_finish    (LoketStore *self, GAsyncResult *result,
                                         LoketTransferCounts *counts, GError **error);

/* Takes every text of a case out of this desk, whatever the loket has of it.
 * @with_unsent: also what was not sent; else LOKET_STORE_ERROR_UNSENT where there is something */
void     loket_store_erase_case_async   (LoketStore *self, const char *case_id, gboolean with_unsent,
                                         LoketMoment now, GAsyncReadyCallback callback,
                                         gpointer user_data);
gboolean loket_store_erase_case_finish  (LoketStore *self, GAsyncResult *result,
                                         gboolean *traces_left, GError **error);

G_END_DECLS
