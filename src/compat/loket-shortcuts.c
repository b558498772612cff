/* SPDX-License-Identifier: EUPL-1.2 */
/* The shortcuts window of the baseline: GtkShortcutsWindow, built from a .ui file. */
#include "config.h"

#include "loket-shortcuts.h"

/**
 * loket_shortcuts_present:
 * @resource_path: a .ui file whose object `shortcuts` is the window
 */
void
loket_shortcuts_present (GtkWindow *parent, const char *resource_path)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (resource_path);
  GtkWindow *window = GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts"));

  gtk_window_set_transient_for (window, parent);
  gtk_window_present (window);
}
