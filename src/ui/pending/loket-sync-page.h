/* SPDX-License-Identifier: EUPL-1.2 */
/* What the last sync did, what those before it did, and fetching everything again. */
#pragma once

#include <adwaita.h>

#include "loket-session.h"

G_BEGIN_DECLS

#define LOKET_TYPE_SYNC_PAGE (loket_sync_page_get_type ())
G_DECLARE_FINAL_TYPE (LoketSyncPage, loket_sync_page, LOKET, SYNC_PAGE, GtkWidget)

void loket_sync_page_set_session (LoketSyncPage *self, LoketSession *session);
void loket_sync_page_enter       (LoketSyncPage *self);

G_END_DECLS
