/* SPDX-License-Identifier: EUPL-1.2 */
/* One whole run of syncing: pull, push, and pull again where something was sent. Main thread. */
#pragma once

#include "loket-gate.h"

G_BEGIN_DECLS

typedef struct {
  guint received;         /* cases that came new or changed */
  guint sent;             /* acts and complaints that the loket has now, and had not before */
  guint refused;          /* acts and complaints that the loket did not take, or that conflict */
  guint withdrawn;        /* as in LoketPullResult */
  guint erased;
  guint gone;
  guint pages;
  guint quarantined;      /* items of the feed that could not be read */
  gboolean restarted;     /* all was fetched again: the cursor was too old */
  gboolean rules_changed;
  gboolean me_changed;
  gint64 retry_after_s;   /* -1: the loket did not say */
  LoketMoment held_until; /* when the first of what is held may be sent; LOKET_NO_MOMENT: none */
} LoketRunResult;

void     loket_run_async  (const LoketSyncParts *parts, LoketOrders orders,
                           const LoketBrake *admitted,
                           GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer user_data);
gboolean loket_run_finish (GAsyncResult *result, LoketRunResult *done, GError **error);

G_END_DECLS
