/* SPDX-License-Identifier: EUPL-1.2 */
/* The window that says what this program is. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void loket_about_present (GtkWindow *parent, const char *debug_info);

G_END_DECLS
