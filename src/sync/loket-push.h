/* SPDX-License-Identifier: EUPL-1.2 */
/* Pushing: what waits in work.db, in order within each case, the same bytes at every try.
 *
 * What is refused or has to be tried again holds up no other case. Main thread. */
#pragma once

#include "loket-sync-parts.h"

G_BEGIN_DECLS

typedef struct {
  guint sent;            /* taken by the loket */
  guint refused;         /* refused or in conflict: a person has to look */
  guint postponed;       /* to be tried again */
  gint64 retry_after_s;  /* -1: the loket did not say */
} LoketPushResult;

void     loket_push_async  (const LoketSyncParts *parts, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data);
gboolean loket_push_finish (GAsyncResult *result, LoketPushResult *pushed, GError **error);

G_END_DECLS
