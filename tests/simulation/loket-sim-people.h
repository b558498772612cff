/* SPDX-License-Identifier: EUPL-1.2 */
/* Steps: what people do, how time goes, and what goes wrong. */
#pragma once

#include <string.h>

#include "loket-sim-world.h"

G_BEGIN_DECLS

/* Who waits for an answer of a desk. */
typedef struct {
  guint ref_count;
  GAsyncResult *result; /* (owned) (nullable) */
} SimWaiter;

SimWaiter *sim_waiter_new   (void);
void       sim_waiter_unref (SimWaiter *waiter);
void       sim_waiter_cb    (GObject *source, GAsyncResult *result, gpointer user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SimWaiter, sim_waiter_unref)

gboolean      sim_desk_make_open  (SimDesk *desk, guint64 salt);
gboolean      sim_desk_wait       (SimDesk *self, SimWaiter *waiter);
gboolean      sim_desk_wait_long  (SimDesk *self, SimWaiter *waiter);
void          sim_desk_say        (SimDesk *self, const char *what, const GError *error);
LoketDossier *sim_desk_load       (SimDesk *self, const char *case_id);
const char   *sim_desk_pick_case  (SimDesk *self, const SimStep *step);
gboolean sim_desk_has_all (SimDesk *self);
void          sim_desk_begin_sync (SimDesk *self);
void          sim_desk_end_holds  (SimDesk *self);
void          sim_end_all_holds   (SimWorld *world);

void sim_perform_at_desk (SimDesk *desk, const SimStep *step);

/* The outbox */
void     sim_step_take_back    (SimDesk *self, const SimStep *step);
void     sim_step_resolve      (SimDesk *self, const SimStep *step);
void     sim_step_send_now     (SimDesk *self, const SimStep *step);
gboolean sim_desk_resolve      (SimDesk *self, const LoketPendingItem *item,
                                LoketResolution resolution);
void     sim_desk_answer_brake (SimDesk *self);
void     sim_desk_note_keys    (SimDesk *self);

/* Documents, and another desk */
void sim_step_attach (SimDesk *self, const SimStep *step);
void sim_step_save   (SimDesk *self, const SimStep *step);
void sim_step_detach (SimDesk *self, const SimStep *step);
void sim_step_carry  (SimDesk *self, const SimStep *step);

void sim_typed_note_done (SimTyped *typed, guint before, gboolean answered, const GError *error);
void sim_typed_note_gone (SimTyped *typed, const SimDesk *desk, guint places,
                          gboolean taken_back);

/* The machine */
void sim_desk_set_clock     (SimDesk *self, const SimStep *step);
void sim_desk_set_disk_full (SimDesk *self, gboolean full);

G_END_DECLS
