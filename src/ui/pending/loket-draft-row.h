/* SPDX-License-Identifier: EUPL-1.2 */
/* One draft: what was begun, in which case, how it begins, and when it was last kept. */
#pragma once

#include <adwaita.h>

#include "loket-session.h"
#include "loket-work-values.h"

G_BEGIN_DECLS

LoketActType loket_draft_row_read_type (const LoketDraft *draft);
char        *loket_draft_row_describe  (LoketSession *session, const LoketDraft *draft);
GtkWidget   *loket_draft_row_new       (LoketSession *session, const LoketDraft *draft, const char *about_case);

G_END_DECLS
