/* SPDX-License-Identifier: EUPL-1.2 */
/* Making standings: for replay alone. */
#pragma once

#include "loket-standing.h"

G_BEGIN_DECLS

LoketStanding     *_loket_standing_new      (void);
LoketClockReading *_loket_clock_reading_new (void);

G_END_DECLS
