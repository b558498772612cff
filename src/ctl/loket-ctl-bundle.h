/* SPDX-License-Identifier: EUPL-1.2 */
/* loketctl act --bundle: the same in the other cases of a bundle. */
#pragma once

#include "loket-bundle.h"
#include "loket-ctl.h"

G_BEGIN_DECLS

typedef struct _LoketCtlBundle LoketCtlBundle;

LoketCtlBundle *loket_ctl_bundle_judge (LoketDesk *desk, LoketDossier *lead, LoketActType type, LoketDay day,
                                        JsonObject *payload, GError **error);
char           *loket_ctl_bundle_do    (LoketCtl *ctl, LoketCtlBundle *self, LoketDossier *lead, LoketAct *act);
void            loket_ctl_bundle_free  (LoketCtlBundle *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketCtlBundle, loket_ctl_bundle_free)

G_END_DECLS
