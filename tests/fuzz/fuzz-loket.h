/* SPDX-License-Identifier: EUPL-1.2 */
/* A reference loket with an empty ledger for each input, one at a time, cheap: all else is made
 * once. */
#pragma once

#include "loket-central.h"

G_BEGIN_DECLS

typedef struct {
  char *folder;
  LoketClock *clock;
  LoketRandom *random;
  LoketCentral *central; /* not owned */
} FuzzLoket;

void       fuzz_loket_prepare (void);
FuzzLoket *fuzz_loket_new     (void);
void       fuzz_loket_free    (FuzzLoket *self);

LoketResponse *fuzz_loket_ask (FuzzLoket *self, LoketRequest *request);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FuzzLoket, fuzz_loket_free)

G_END_DECLS
