/* SPDX-License-Identifier: EUPL-1.2 */
/* One thing that the loket has not taken yet: what, of which case, why it is not there yet, and what
 * can be done about it. */
#pragma once

#include <adwaita.h>

#include "loket-session.h"

G_BEGIN_DECLS

GtkWidget *loket_pending_row_new         (LoketSession *session, const LoketPendingItem *item);
GtkWidget *loket_pending_row_add_button  (GtkWidget *row, const char *label, const char *about, const char *action,
                                          const char *target);

G_END_DECLS
