/* SPDX-License-Identifier: EUPL-1.2 */
/* The about window of the baseline: AdwAboutWindow, which later versions replace by a dialog. */
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "loket-about.h"

/**
 * loket_about_present:
 * @debug_info: what helps to find a fault; must not hold personal data
 */
void
loket_about_present (GtkWindow *parent, const char *debug_info)
{
  GtkWidget *about = adw_about_window_new ();

  g_object_set (about, "transient-for", parent, "modal", TRUE, "application-name", "Loket",
                "application-icon", LOKET_APP_ID, "version", LOKET_VERSION, "developer-name",
                _ ("The Loket contributors"), "comments",
                _ ("Handles complaints about public services: every date explained, every act "
                   "kept, with or without a network."),
                "license-type", GTK_LICENSE_CUSTOM, "license",
                _ ("European Union Public Licence, version 1.2 (EUPL-1.2)"), "translator-credits",
                _ ("translator-credits"), "debug-info", debug_info, "debug-info-filename",
                "loket-debug.txt", NULL);
  gtk_window_present (GTK_WINDOW (about));
}
