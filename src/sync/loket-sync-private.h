/* SPDX-License-Identifier: EUPL-1.2 */
/* Syncing inside: the object (loket-sync.c) and its rhythm (loket-sync-rhythm.c). */
#pragma once

#include "loket-fetch-later.h"
#include "loket-gate.h"
#include "loket-log.h"
#include "loket-reference.h"
#include "loket-sync-parts.h"
#include "loket-sync.h"
#include "loket-waiters.h"

G_BEGIN_DECLS

typedef enum {
  LOKET_SYNC_IDLE,
  LOKET_SYNC_RUNNING,
  LOKET_SYNC_POLLING,
  LOKET_SYNC_WAITING,
} LoketSyncPhase;

struct _LoketSync {
  GObject parent_instance;

  LoketStore *store;         /* (owned) */
  LoketClock *clock;         /* outlives it */
  LoketRandom *random;       /* outlives it */
  LoketLine *line;           /* (owned) */
  LoketReference *reference; /* (owned) */
  LoketFetchLater *later;    /* (owned) */
  LoketLog *log;             /* (nullable): outlives it */
  LoketSyncReport *report;   /* (owned) (nullable): of the last run, or poll that brought something */
  LoketMoment began;         /* the run or poll */
  gint64 poll_began_us;      /* monotonic */
  guint hasty_polls;         /* in a row: that were answered at once, with nothing new */
  gint64 anew_us;            /* monotonic: the copies were begun anew; 0: never */
  guint anew_again;          /* in a row: each soon after the one before */
  LoketSyncStatus status;
  LoketSyncPhase phase;
  gboolean watching;
  gboolean again;            /* somebody asked while a run was under way */
  LoketOrders orders;        /* for the next run */
  LoketBrake *admitted;      /* (owned) (nullable): for the next run: what somebody said "go on" to */
  gboolean stopped;          /* for good: no run begins any more */
  gboolean holds;            /* what is held back is not sent before its time */
  GCancellable *cancellable; /* (owned) (nullable): of the run or poll */
  guint timer;
  guint hold_timer;          /* while watching: until the first of what is held may be sent */
  guint failures; /* in a row */
  gint64 retry_after_s;
  LoketWaiters *waiters; /* (owned) */
  GPtrArray *fetches;    /* (owned) (element-type GCancellable): of cases that somebody opens */
  LoketTransfers *transfers; /* (owned) */
  gboolean uploaded;     /* since transfers were last told to have ended */
};

LoketSyncParts _loket_sync_get_parts      (LoketSync *self);
void           _loket_sync_tell_status    (LoketSync *self);
void           _loket_sync_take_report    (LoketSync *self, const char *event,
                                           LoketSyncReport *report, const GError *error);
void           _loket_sync_tell_reference (LoketSync *self, gboolean rules_changed);

G_END_DECLS
