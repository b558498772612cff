/* SPDX-License-Identifier: EUPL-1.2 */
/* What the loket did not take: what its author had not seen, what he wrote beside what stands there now,
 * and the ways on. */
#pragma once

#include <adwaita.h>

#include "loket-session.h"

G_BEGIN_DECLS

#define LOKET_TYPE_DECISION_WINDOW (loket_decision_window_get_type ())
G_DECLARE_FINAL_TYPE (LoketDecisionWindow, loket_decision_window, LOKET, DECISION_WINDOW, AdwWindow)

void loket_decision_window_present (GtkWindow *parent, LoketSession *session, const char *id);

G_END_DECLS
