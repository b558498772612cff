/* SPDX-License-Identifier: EUPL-1.2 */
/* The language of the screen: gettext's, one a process. Main thread, before the first word. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void loket_locale_start (void);

G_END_DECLS
