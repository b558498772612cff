/* SPDX-License-Identifier: EUPL-1.2 */
/* A case by the small rules: received on Friday 24 April 2026; Friday 1 May is a holiday, Thursday
 * 30 April a closed day. Acts are added one by one, then it is replayed. */
#pragma once

#include "loket-replay.h"
#include "small.h"

G_BEGIN_DECLS

typedef struct {
  LoketRules *rules;
  GPtrArray *pending;
  GString *acts; /* of taken acts, as JSON */
  int count;
  const char *more; /* (nullable): further members of the case, JSON with single quotes */
  const char *version;
} SmallCase;

typedef struct {
  const char *name;
  void (*test) (SmallCase *fixture, gconstpointer data);
} SmallTest;

void           small_add_tests  (const char *folder, const SmallTest *tests, gsize n_tests);

LoketAct      *small_make_act   (const char *id, const char *type, const char *day,
                                 const char *payload);
void           small_take       (SmallCase *fixture, const char *type, const char *day,
                                 const char *payload);
void           small_take_all   (SmallCase *fixture, const char *acts);
void           small_pend       (SmallCase *fixture, const char *id, const char *type,
                                 const char *day, const char *payload);
void           small_use_changed (SmallCase *fixture, const char *place, const char *value);
LoketCase     *small_build_case (SmallCase *fixture);
LoketMoment    small_noon       (const char *day);
LoketStanding *small_replay_by  (SmallCase *fixture, const char *today, LoketRoles roles);
LoketStanding *small_replay     (SmallCase *fixture, const char *today);

void small_assert_proof  (LoketStanding *standing, LoketClockId id, const char *wanted);
void small_assert_effect (LoketStanding *standing, const char *act_id, LoketAnswer answer,
                          const char *reason);

G_END_DECLS
