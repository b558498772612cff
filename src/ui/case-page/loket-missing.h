/* SPDX-License-Identifier: EUPL-1.2 */
/* What the file of a case lacks: named for the guide, and asked for in a ready-made text. */
#pragma once

#include "loket-session.h"

G_BEGIN_DECLS

char *loket_missing_name         (LoketSession *session, LoketDossier *dossier);
char *loket_missing_make_request (LoketSession *session, LoketDossier *dossier);

G_END_DECLS
