/* SPDX-License-Identifier: EUPL-1.2 */
/* Replays cases in the background and writes what their rows show: after a sync, when rules
 * change, and at the border of a day.
 *
 * Works with rules of its own: JSON values are counted without locks, so no two threads may share
 * them. Made, called and freed on the main thread. */
#pragma once

#include "loket-executor.h"
#include "loket-replay.h"
#include "loket-store-cases.h"

G_BEGIN_DECLS

typedef struct _LoketReplayer LoketReplayer;

typedef void (*LoketReplayedFunc) (const char *const *case_ids, gpointer user_data);

/* Who looks, and when: asked for each page of cases. */
typedef struct {
  char *person;     /* (nullable) */
  LoketMoment now;
} LoketReplayView;

typedef void (*LoketReplayViewFunc) (LoketReplayView *view, gpointer user_data);

typedef enum {
  LOKET_REPLAY_WORKED,       /* cases with rows in work.db */
  LOKET_REPLAY_NOT_REPLAYED, /* cases that show the loket's own dates still */
  LOKET_REPLAY_RESTING,      /* cases that rest on today */
  LOKET_REPLAY_ALL,
  LOKET_REPLAY_CHECK,        /* of loket_replayer_check_async() alone */
  LOKET_N_REPLAYS,
} LoketReplayWhich;

LoketReplayer *loket_replayer_new  (LoketStore *store, gboolean stepped,
                                    LoketReplayViewFunc get_view, LoketReplayedFunc replayed,
                                    gpointer user_data);
void           loket_replayer_free (LoketReplayer *self);

void     loket_replayer_take_rules (LoketReplayer *self, LoketRules *rules);
void     loket_replayer_run        (LoketReplayer *self, LoketReplayWhich which);
void     loket_replayer_try_again  (LoketReplayer *self);
void     loket_replayer_stop       (LoketReplayer *self);
gboolean loket_replayer_is_idle    (LoketReplayer *self);

/* How lists compare with replay; what is written anew is told like any other replay. */
typedef struct {
  guint n_checked;
  guint n_differing;
  gint64 next_row;  /* where to go on; 0: that was the last */
} LoketReplayCheck;

void     loket_replayer_check_async  (LoketReplayer *self, gint64 after_row, guint pages_max,
                                      gboolean repair, GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean loket_replayer_check_finish (GAsyncResult *result, LoketReplayCheck *check,
                                      GError **error);
gboolean loket_replayer_met_unknown_rules (LoketReplayer *self);
gboolean loket_replayer_step       (LoketReplayer *self);

void     loket_replayer_split_pending (const LoketStoredCase *stored, GPtrArray **live,
                                       GPtrArray **refused);
gboolean loket_replayer_differs       (LoketRules *rules, const LoketStoredCase *stored,
                                       GPtrArray *pending, LoketStanding *standing,
                                       const LoketViewer *viewer, LoketMoment now);
LoketProjection *loket_replayer_project (LoketRules *rules, const LoketStoredCase *stored,
                                         GPtrArray *pending, const LoketViewer *viewer,
                                         LoketMoment now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketReplayer, loket_replayer_free)

G_END_DECLS
