/* SPDX-License-Identifier: EUPL-1.2 */
/* The preferences: style, the loket of this desk, and in a demo the agency. */
#pragma once

#include <adwaita.h>

#include "loket-session.h"

G_BEGIN_DECLS

#define LOKET_TYPE_PREFERENCES_WINDOW (loket_preferences_window_get_type ())
G_DECLARE_FINAL_TYPE (LoketPreferencesWindow, loket_preferences_window, LOKET, PREFERENCES_WINDOW, AdwWindow)

void loket_preferences_window_present (GtkWindow         *parent,
                                       LoketSession      *session,
                                       GSettings         *settings,
                                       const char *const *agencies,
                                       const char        *agency);

G_END_DECLS
