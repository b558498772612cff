/* SPDX-License-Identifier: EUPL-1.2 */
/* "Why this date?": the proof of each term of a case as a list that can be read and copied. */
#pragma once

#include <adwaita.h>

#include "loket-session.h"

G_BEGIN_DECLS

#define LOKET_TYPE_EXPLANATION_WINDOW (loket_explanation_window_get_type ())
G_DECLARE_FINAL_TYPE (LoketExplanationWindow, loket_explanation_window, LOKET, EXPLANATION_WINDOW, AdwWindow)

void loket_explanation_window_present (GtkWindow    *parent,
                                       LoketSession *session,
                                       LoketDossier *dossier,
                                       const char   *clock);

G_END_DECLS
