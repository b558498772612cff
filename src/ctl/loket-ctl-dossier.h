/* SPDX-License-Identifier: EUPL-1.2 */
/* A case on standard output: for `show` and `new`. */
#pragma once

#include "loket-ctl.h"
#include "loket-dossier.h"

G_BEGIN_DECLS

void loket_ctl_dossier_print (LoketCtl *self, LoketRules *rules, LoketDossier *dossier, LoketMoment now,
                              gboolean explain);

G_END_DECLS
