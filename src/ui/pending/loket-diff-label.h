/* SPDX-License-Identifier: EUPL-1.2 */
/* A text that says what became of another one: what went is struck through, what came is underlined and
 * bold, both coloured; a reader hears "removed" and "added". */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *loket_diff_label_new           (const char *before, const char *after);
GtkWidget *loket_diff_label_new_for_lists (const char *const *before, const char *const *after);
char      *loket_diff_label_say           (const char *before, const char *after);
char      *loket_diff_label_say_lists     (const char *const *before, const char *const *after);

G_END_DECLS
