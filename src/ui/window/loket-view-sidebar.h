/* SPDX-License-Identifier: EUPL-1.2 */
/* The views with their counts. Choosing one activates `win.show-view`. */
#pragma once

#include <gtk/gtk.h>

#include "loket-session.h"

G_BEGIN_DECLS

#define LOKET_TYPE_VIEW_SIDEBAR (loket_view_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (LoketViewSidebar, loket_view_sidebar, LOKET, VIEW_SIDEBAR, GtkWidget)

gboolean    loket_view_sidebar_has         (const char *view);
const char *loket_view_sidebar_get_nth     (guint position);
void        loket_view_sidebar_set_session (LoketViewSidebar *self, LoketSession *session);
void        loket_view_sidebar_select      (LoketViewSidebar *self, const char *view);

G_END_DECLS
