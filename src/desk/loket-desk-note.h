/* SPDX-License-Identifier: EUPL-1.2 */
/* What a note says that an act became which was never sent. Pure but for the texts it reads. */
#pragma once

#include "loket-act.h"

G_BEGIN_DECLS

char *loket_desk_note_compose (const LoketAct *act, const char *language, GError **error);

G_END_DECLS
