/* SPDX-License-Identifier: EUPL-1.2 */
/* The window that lists the keys. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void loket_shortcuts_present (GtkWindow *parent, const char *resource_path);

G_END_DECLS
