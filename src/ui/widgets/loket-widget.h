/* SPDX-License-Identifier: EUPL-1.2 */
/* What every widget of ours that has a template does when it goes away. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void loket_widget_dispose_template (gpointer widget, GType type);
void loket_widget_name             (gpointer widget, const char *label);

G_END_DECLS
