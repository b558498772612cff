/* SPDX-License-Identifier: EUPL-1.2 */
/* Building projections: what both ways to make one share. */
#pragma once

#include "loket-projection.h"

G_BEGIN_DECLS

/* The flags that do not change by the passing of days. */
#define LOKET_LASTING_FLAGS                                                                        \
  (LOKET_FLAG_ACKNOWLEDGED | LOKET_FLAG_TAKEN_UP | LOKET_FLAG_SUSPENDED | LOKET_FLAG_NEXT_LINE_OPEN)

LoketProjection *_loket_projection_new       (const LoketCase *the_case);
void             _loket_projection_add_clock (LoketProjection *self, const LoketOpenClock *clock);
gboolean         _loket_projection_replies  (const LoketAct *act);
gboolean         _loket_projection_is_open   (LoketClockState state);
void             _loket_projection_take_lead (LoketProjection *self, const LoketAct *act);

G_END_DECLS
