/* SPDX-License-Identifier: EUPL-1.2 */
/* Rules for desks on one thread, each set of them read once a process. */
#pragma once

#include "loket-rules.h"

G_BEGIN_DECLS

LoketRules *loket_test_rules_make (GPtrArray *bodies, GError **error);

G_END_DECLS
