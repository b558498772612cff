/* SPDX-License-Identifier: EUPL-1.2 */
/* The line at the foot of the window: with the loket or without, and what is not yet there.
 *
 * It never goes away. Pressed, it shows each thing that waits, and lets it be taken back. */
#pragma once

#include <gtk/gtk.h>

#include "loket-session.h"

G_BEGIN_DECLS

#define LOKET_TYPE_LINE_STATE (loket_line_state_get_type ())
G_DECLARE_FINAL_TYPE (LoketLineState, loket_line_state, LOKET, LINE_STATE, GtkWidget)

char *loket_line_state_describe    (LoketSpeech *speech, const LoketSyncState *state, LoketMoment now);
void  loket_line_state_set_session (LoketLineState *self, LoketSession *session);

G_END_DECLS
