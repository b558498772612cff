/* SPDX-License-Identifier: EUPL-1.2 */
/* Whose the loket is, and what stops syncing with it. */
#pragma once

#include "loket-brake.h"
#include "loket-store.h"
#include "loket-work-item.h"

G_BEGIN_DECLS

/* Any thread. (nullable) (transfer full): as it stands in work.db; NULL: nothing stops. */
LoketBrake *loket_store_dup_brake (LoketStore *self);

/* Which loket and whose account: pinned in both databases at the first call, compared ever after:
 * LOKET_STORE_ERROR_BRAKE. Where both are right a brake for that reason is lifted.
 * @kept_person: (nullable): who it was before persons were pinned */
void loket_store_bind_async (LoketStore *self, const char *realm, const char *person,
                             const char *kept_person, LoketMoment now,
                             GAsyncReadyCallback callback, gpointer user_data);

/* @answer: GO_ON admits what was refused, once; CHECK_AGAIN: the loket was asked, and all is well. */
void loket_store_lift_brake_async (LoketStore *self, LoketBrakeAnswer answer,
                                   GAsyncReadyCallback callback, gpointer user_data);

/* The loket never had the version that an act is based on. Where it gave us that version itself its
 * history is shorter than ours: LOKET_STORE_ERROR_BRAKE, and the act goes back to @state; else the
 * act is refused. */
void loket_store_refuse_base_async (LoketStore *self, const char *id, LoketWorkState state,
                                    const char *reason, GBytes *answer, LoketMoment now,
                                    GAsyncReadyCallback callback, gpointer user_data);

G_END_DECLS
