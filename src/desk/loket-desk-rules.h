/* SPDX-License-Identifier: EUPL-1.2 */
/* The rules of a desk: those that came with the program, and those that the loket gave. */
#pragma once

#include "loket-rules.h"

G_BEGIN_DECLS

LoketRules *loket_desk_rules_new (GPtrArray *kept_bodies, GError **error);

G_END_DECLS
