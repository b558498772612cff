/* SPDX-License-Identifier: EUPL-1.2 */
/* Pulling: the feed page by page from the stored cursor, until nothing is new. Main thread. */
#pragma once

#include "loket-sync-parts.h"

G_BEGIN_DECLS

typedef struct {
  guint received;          /* cases that came new or changed */
  guint fetched;           /* cases that a page had left out, and that came alone */
  guint withdrawn;         /* items of pages that take a case away, also one that was not here */
  guint erased;
  guint gone;              /* cases that did not come again with a new generation */
  guint pages;             /* that came in */
  guint quarantined;       /* items of pages that could not be read; the rest went on */
  gboolean restarted;      /* the cursor was too old: all was fetched again */
  gboolean rules_changed;  /* rules, calendars or directory are other ones now */
  gboolean me_changed;
  gint64 retry_after_s;    /* -1: the loket did not say */
} LoketPullResult;

void     loket_pull_async  (const LoketSyncParts *parts, guint wait_s, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data);
gboolean loket_pull_finish (GAsyncResult *result, LoketPullResult *pulled, GError **error);

G_END_DECLS
