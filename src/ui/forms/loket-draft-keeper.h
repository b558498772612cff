/* SPDX-License-Identifier: EUPL-1.2 */
/* Keeps what is typed in a form as a draft: within two seconds, and before the form goes away. */
#pragma once

#include "loket-session.h"

G_BEGIN_DECLS

typedef struct _LoketDraftKeeper LoketDraftKeeper;

/**
 * LoketDraftFunc:
 *
 * Returns: (transfer full) (nullable): what stands in the form now; NULL when that is nothing
 */
typedef JsonObject *(*LoketDraftFunc) (gpointer user_data);

LoketDraftKeeper *loket_draft_keeper_new   (LoketSession   *session,
                                            const char     *key,
                                            LoketDraftFunc  collect,
                                            gpointer        user_data);
void              loket_draft_keeper_free  (LoketDraftKeeper *self);
const char       *loket_draft_keeper_get_key (LoketDraftKeeper *self);
JsonObject       *loket_draft_keeper_load  (LoketDraftKeeper *self);
void              loket_draft_keeper_touch (LoketDraftKeeper *self);
void              loket_draft_keeper_save  (LoketDraftKeeper *self);
void              loket_draft_keeper_drop  (LoketDraftKeeper *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketDraftKeeper, loket_draft_keeper_free)

G_END_DECLS
