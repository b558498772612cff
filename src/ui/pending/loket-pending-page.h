/* SPDX-License-Identifier: EUPL-1.2 */
/* Everything that is not yet with the loket, and why: what needs a decision first, then what is on its
 * way, then what was begun and not finished. */
#pragma once

#include <adwaita.h>

#include "loket-left.h"
#include "loket-session.h"

G_BEGIN_DECLS

#define LOKET_TYPE_PENDING_PAGE (loket_pending_page_get_type ())
G_DECLARE_FINAL_TYPE (LoketPendingPage, loket_pending_page, LOKET, PENDING_PAGE, GtkWidget)

void loket_pending_page_set_session (LoketPendingPage *self, LoketSession *session);
void loket_pending_page_enter       (LoketPendingPage *self);
void loket_pending_page_reload      (LoketPendingPage *self);
const LoketLeftCase *loket_pending_page_find_left (LoketPendingPage *self, const char *case_id);

G_END_DECLS
