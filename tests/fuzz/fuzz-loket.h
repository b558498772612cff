/* SPDX-License-Identifier: EUPL-1.2 */
/* A fresh reference loket for each input, cheap: the rules are read once. */
#pragma once

#include "loket-central.h"

G_BEGIN_DECLS

typedef struct {
  char *folder;
  LoketClock *clock;
  LoketRandom *random;
  LoketCentral *central;
} FuzzLoket;

void       fuzz_loket_prepare (void);
FuzzLoket *fuzz_loket_new     (void);
void       fuzz_loket_free    (FuzzLoket *self);

LoketResponse *fuzz_loket_ask (FuzzLoket *self, LoketRequest *request);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FuzzLoket, fuzz_loket_free)

G_END_DECLS
