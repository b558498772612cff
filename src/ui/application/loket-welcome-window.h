/* SPDX-License-Identifier: EUPL-1.2 */
/* The window before there is a desk: address of the loket, the demo, or why a desk cannot open.
 *
 * Emits ::server-chosen (address) and ::demo-wanted. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define LOKET_TYPE_WELCOME_WINDOW (loket_welcome_window_get_type ())
G_DECLARE_FINAL_TYPE (LoketWelcomeWindow, loket_welcome_window, LOKET, WELCOME_WINDOW, AdwApplicationWindow)

GtkWidget *loket_welcome_window_new          (GtkApplication *application);
void       loket_welcome_window_show_busy    (LoketWelcomeWindow *self, const char *text);
void       loket_welcome_window_show_server  (LoketWelcomeWindow *self, const char *error);
void       loket_welcome_window_show_failure (LoketWelcomeWindow *self, const char *error);

G_END_DECLS
