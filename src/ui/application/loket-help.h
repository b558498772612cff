/* SPDX-License-Identifier: EUPL-1.2 */
/* The help pages: shown by the reader of the desktop, or at least found. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void loket_help_show (GtkWindow *parent, const char *language);

G_END_DECLS
