/* SPDX-License-Identifier: EUPL-1.2 */
/* A case replayed under rules that nobody can foresee, and what must hold of every standing. */
#pragma once

#include "loket-replay.h"

G_BEGIN_DECLS

void fuzz_standing_prepare (void);
void fuzz_standing_check   (LoketRules *rules, LoketCase *the_case, GPtrArray *pending,
                            const LoketViewer *viewer, LoketMoment now);

G_END_DECLS
