/* SPDX-License-Identifier: EUPL-1.2 */
/* What an act does beyond its own case: in a linked one, and to who sees it. */
#pragma once

#include "loket-form-types.h"
#include "loket-session.h"

G_BEGIN_DECLS

const char *loket_elsewhere_introduce (LoketDossier *dossier, const LoketFormSpec *spec);
char      **loket_elsewhere_describe  (LoketSession *session, LoketDossier *dossier,
                                       LoketActType type, JsonObject *payload);

G_END_DECLS
