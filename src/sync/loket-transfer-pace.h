/* SPDX-License-Identifier: EUPL-1.2 */
/* When documents that failed for the moment are tried again: after a while that grows with each round
 * in which nothing went well, and never before the moment that the loket asked for. By itself only
 * while somebody watches. Main thread. */
#pragma once

#include "loket-clock.h"
#include "loket-pause.h"
#include "loket-random.h"

G_BEGIN_DECLS

typedef struct {
  LoketClock *clock;          /* outlives it */
  LoketRandom *random;        /* outlives it */
  void (*retry) (gpointer user_data); /* it is time */
  gpointer user_data;
  gboolean watching;
  gboolean stopped;
  guint timer;
  guint failures;             /* rounds in a row in which nothing went well */
  gint64 retry_after_s;       /* what the loket asked for in this round; -1: nothing */
  LoketPause pause;           /* nothing begins before it is over */
  GError *error;              /* (owned) (nullable): the last failure of this round */
} LoketTransferPace;

void     loket_transfer_pace_clear           (LoketTransferPace *self);
void     loket_transfer_pace_begin_round     (LoketTransferPace *self);
void     loket_transfer_pace_end_round       (LoketTransferPace *self);
void     loket_transfer_pace_note_end        (LoketTransferPace *self, gint64 retry_after_s,
                                              const GError *error);
gboolean loket_transfer_pace_is_told_to_wait (LoketTransferPace *self);
void     loket_transfer_pace_wait_until_told (LoketTransferPace *self);
void     loket_transfer_pace_set_watching    (LoketTransferPace *self, gboolean watching);
void     loket_transfer_pace_stop            (LoketTransferPace *self);

gboolean loket_transfer_error_is_final (const GError *error);

G_END_DECLS
