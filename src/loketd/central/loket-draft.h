/* SPDX-License-Identifier: EUPL-1.2 */
/* A case with its history in the making, before it is entered in the ledger.
 *
 * Checked as a whole: one replay says of every act what became of it. */
#pragma once

#include "loket-ledger.h"
#include "loket-replay.h"

G_BEGIN_DECLS

typedef struct {
  JsonObject *facts;         /* (owned): as a client would send them */
  GPtrArray *acts;           /* (element-type LoketActRecord) */
  GArray *expected;          /* (element-type LoketAnswer): one an act */
  LoketMoment registered_at;
  char *registered_by;       /* (nullable) */
} LoketDraft;

LoketDraft *loket_draft_new     (void);
void        loket_draft_free    (LoketDraft *self);
void        loket_draft_add_act (LoketDraft *self, JsonObject *body, LoketMoment recorded_at,
                                 LoketAnswer expected);
gboolean    loket_draft_check   (LoketDraft *self, LoketRules *rules, LoketMoment now,
                                 GError **error);
guint       loket_draft_prune   (LoketDraft *self, LoketRules *rules, LoketMoment now);

gboolean loket_drafts_enter (GPtrArray *drafts, LoketLedger *ledger, LoketRules *rules,
                             GError **error);

char *loket_draft_make_id (const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketDraft, loket_draft_free)

G_END_DECLS
