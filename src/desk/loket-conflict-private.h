/* SPDX-License-Identifier: EUPL-1.2 */
/* What was written, for the record of this computer. */
#pragma once

#include "loket-conflict.h"
#include "loket-stored-case.h"

G_BEGIN_DECLS

LoketConflict *_loket_conflict_new_recorded (LoketDesk *desk, const LoketStoredCase *stored,
                                             LoketWorkItem *item);

G_END_DECLS
