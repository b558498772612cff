/* SPDX-License-Identifier: EUPL-1.2 */
/* One thing that the loket has not taken yet, with a button to take it back. */
#pragma once

#include <adwaita.h>

#include "loket-session.h"

G_BEGIN_DECLS

GtkWidget *loket_pending_row_new (LoketSession *session, const LoketPendingItem *item);

G_END_DECLS
