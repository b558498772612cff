/* SPDX-License-Identifier: EUPL-1.2 */
/* One thing that the loket has not taken yet: what, of which case, why it is not there yet, and what
 * can be done about it. Pressed, it opens the case, or the window in which a person decides. */
#pragma once

#include <adwaita.h>

#include "loket-session.h"

G_BEGIN_DECLS

#define LOKET_TYPE_PENDING_ROW (loket_pending_row_get_type ())
G_DECLARE_FINAL_TYPE (LoketPendingRow, loket_pending_row, LOKET, PENDING_ROW, AdwActionRow)

GtkWidget *loket_pending_row_new         (LoketSession *session, const LoketPendingItem *item);
GtkWidget *loket_pending_row_new_small   (LoketSession *session, const LoketPendingItem *item);
gboolean   loket_pending_row_count_down  (LoketPendingRow *self, LoketMoment now);
char      *loket_pending_row_say_moment  (LoketSession *session, LoketMoment moment);
char      *loket_pending_row_say_reason  (LoketSpeech *speech, const char *reason);
GtkWidget *loket_pending_row_add_button  (GtkWidget *row, const char *label, const char *about, const char *action,
                                          const char *target);

G_END_DECLS
