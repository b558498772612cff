/* SPDX-License-Identifier: EUPL-1.2 */
/* Which documents travel now: at most two at once, beside everything else, so that no act waits for
 * them.
 *
 * Uploads whose act waits, what is pinned and not here yet, and what somebody asks for now; the last
 * comes first. What fails for the moment is tried again: after a while where somebody watches, else
 * with the next run. Main thread. */
#pragma once

#include "loket-upload.h"

G_BEGIN_DECLS

typedef struct _LoketTransfers LoketTransfers;

/* How far one is that travels now. */
typedef struct {
  gboolean up;   /* to the loket */
  gint64 done;   /* bytes */
  gint64 size;   /* 0: not known yet */
} LoketTransferState;

typedef struct {
  /* Something about a document of this case looks different now. */
  void (*changed)  (const char *case_id, gpointer user_data);
  /* An upload is whole: its act may go. */
  void (*uploaded) (gpointer user_data);
  /* After a failure it is time to try again: by a run, which makes sure first that it is still the
   * same loket, and ends in loket_transfers_hurry(). */
  void (*retry)    (gpointer user_data);
  /* Nothing travels any more; what failed for the moment waits. */
  void (*idle)     (gpointer user_data);
  gpointer user_data;
} LoketTransfersListener;

LoketTransfers *loket_transfers_new  (const LoketSyncParts *parts, LoketRandom *random,
                                      const LoketTransfersListener *listener);
void            loket_transfers_free (LoketTransfers *self);

gint64   loket_transfers_get_bytes_max (LoketTransfers *self);
void     loket_transfers_set_bytes_max (LoketTransfers *self, gint64 bytes_max);
void     loket_transfers_set_piece_bytes (LoketTransfers *self, gsize piece_bytes);
void     loket_transfers_hurry        (LoketTransfers *self);
void     loket_transfers_set_watching (LoketTransfers *self, gboolean watching);
void     loket_transfers_stop         (LoketTransfers *self);
guint    loket_transfers_get_not_sent (LoketTransfers *self, const char **code);
gboolean loket_transfers_is_idle      (LoketTransfers *self);
gboolean loket_transfers_get_state    (LoketTransfers *self, const char *document_id,
                                       LoketTransferState *state);
void     loket_transfers_cancel       (LoketTransfers *self, const char *document_id);

/* Somebody wants it now. LOKET_STORE_ERROR_CONTENT, whose message is the reason, where it cannot be had. */
void               loket_transfers_fetch_async  (LoketTransfers *self,
                                                 const LoketKeptDocument *document,
                                                 GAsyncReadyCallback callback, gpointer user_data);
LoketKeptDocument *loket_transfers_fetch_finish (GAsyncResult *result, GError **error);

G_END_DECLS
