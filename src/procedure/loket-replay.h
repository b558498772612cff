/* SPDX-License-Identifier: EUPL-1.2 */
/* The one function that carries the domain: rules and acts in, the standing of the case out.
 *
 * Pure: no clock, no database, no network; it reads ids, types, dates and codes, never names or
 * free text. Desktop, command line and reference loket all call it. */
#pragma once

#include "loket-rules.h"
#include "loket-standing.h"

G_BEGIN_DECLS

typedef struct {
  const char *person; /* (nullable): id */
  LoketRoles roles;
} LoketViewer;

LoketStanding *loket_replay (LoketRules        *rules,
                             LoketCase         *the_case,
                             GPtrArray         *pending,
                             const LoketViewer *viewer,
                             LoketMoment        now);

LoketPermission loket_replay_judge (LoketRules        *rules,
                                    LoketCase         *the_case,
                                    GPtrArray         *pending,
                                    LoketAct          *act,
                                    const LoketViewer *viewer,
                                    LoketMoment        now);

G_END_DECLS
