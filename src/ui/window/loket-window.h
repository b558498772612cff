/* SPDX-License-Identifier: EUPL-1.2 */
/* The window: views, list, case, and the line at its foot. */
#pragma once

#include <adwaita.h>

#include "loket-session.h"

G_BEGIN_DECLS

#define LOKET_TYPE_WINDOW (loket_window_get_type ())
G_DECLARE_FINAL_TYPE (LoketWindow, loket_window, LOKET, WINDOW, AdwApplicationWindow)

GtkWidget *loket_window_new (GtkApplication *application, LoketSession *session);

G_END_DECLS
