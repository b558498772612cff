/* SPDX-License-Identifier: EUPL-1.2 */
/* Entering a case in the ledger under a reference of its own: by PUT, or while data are filled. */
#pragma once

#include "loket-ledger.h"
#include "loket-rules.h"

G_BEGIN_DECLS

typedef struct {
  LoketLedger *ledger;
  LoketRules *rules;
  const char *registered_by;
  LoketMoment recorded_at;
} LoketRegistration;

gboolean loket_register_case (const LoketRegistration *self, JsonObject *facts, GPtrArray *acts,
                              GError **error);

G_END_DECLS
