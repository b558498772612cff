/* SPDX-License-Identifier: EUPL-1.2 */
/* Small things that widgets of ours have in common. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void loket_widget_dispose_template (gpointer widget, GType type);
void loket_widget_name             (gpointer widget, const char *label);

GtkWidget *loket_widget_new_expander (const char *title);

G_END_DECLS
